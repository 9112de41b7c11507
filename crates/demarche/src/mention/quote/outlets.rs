//! Names of newspapers, agencies and the like, compiled ahead.

use crate::error::Result;
use crate::lexicon::Lexicon;
use crate::lexicon::block::Block;
use crate::lexicon::section::Section;
use crate::mention::phrases::PhrasesBuilder;

/// The outlets among the organisations, as [`crate::mention::phrases::Phrases`].
pub(crate) const OUTLETS: Section =
    Section { name: "outlets", inputs: &["actors/organisations.tsv"], compile };

fn compile(lexicon: &Lexicon) -> Result<Vec<Block>> {
    let mut outlets = PhrasesBuilder::default();
    if let Ok(table) = lexicon.table("actors/organisations.tsv") {
        let (name, aliases, kind) =
            (table.column("name")?, table.column("aliases")?, table.column("kind")?);
        for row in table.rows().filter(|row| row.get(kind) == "outlet") {
            for name in std::iter::once(row.get(name)).chain(row.list(aliases)) {
                outlets.insert(name, 0);
            }
        }
    }
    Ok(outlets.finish().into())
}
