//! Finds and reads treebank files, plain or .xz.

use std::fs;
use std::path::Path;

use anyhow::{Context, anyhow, bail};
use demarche::syntax::conllu::{self, GoldSentence};

/// Reads `<name>.conllu` or `<name>.conllu.xz` in `folder`.
pub fn read(folder: &Path, name: &str) -> anyhow::Result<Vec<GoldSentence>> {
    let text = read_text(folder, name)?;
    conllu::read(&text).map_err(|e| anyhow!("{name}: {e}"))
}

/// The text of `<name>.conllu` or `<name>.conllu.xz` in `folder`.
pub fn read_text(folder: &Path, name: &str) -> anyhow::Result<String> {
    let plain = folder.join(format!("{name}.conllu"));
    let packed = folder.join(format!("{name}.conllu.xz"));
    let (path, bytes) = if plain.exists() {
        (plain.clone(), fs::read(&plain)?)
    } else if packed.exists() {
        let mut bytes = Vec::new();
        let file = fs::read(&packed)?;
        lzma_rs::xz_decompress(&mut file.as_slice(), &mut bytes)
            .map_err(|e| anyhow!("cannot unpack {}: {e:?}", packed.display()))?;
        (packed, bytes)
    } else {
        bail!(
            "no treebank {} (nor .xz): treebanks are not part of the repository, \
             see crates/demarche/models/README.md",
            plain.display()
        );
    };
    String::from_utf8(bytes).with_context(|| format!("{}", path.display()))
}
