//! A folder of tables: what stands in it, and a whole lexicon read from it.

use std::path::{Path, PathBuf};

use super::check::is_for_checks;
use super::embedded::{unreadable, walk};
use super::{Lexicon, Table};
use crate::error::Result;

impl Lexicon {
    /// The tables below a folder and nothing else: another state of the whole lexicon.
    ///
    /// # Errors
    ///
    /// When the folder or a table cannot be read or is ill-formed.
    pub fn of_folder(dir: &Path) -> Result<Lexicon> {
        let mut lexicon = Lexicon::default();
        for (path, file) in tables_of(dir)?.into_iter().filter(|(path, _)| !is_for_checks(path)) {
            let text = std::fs::read_to_string(&file).map_err(|e| unreadable(&file, &e))?;
            lexicon.insert(&path, Table::parse(&file.to_string_lossy(), text)?);
        }
        Ok(lexicon)
    }
}

/// The tables below a folder, sorted: path within it and file.
pub(super) fn tables_of(dir: &Path) -> Result<Vec<(String, PathBuf)>> {
    let mut files = Vec::new();
    walk(dir, &mut files)?;
    files.sort();
    let path = |file: &PathBuf| {
        let relative = file.strip_prefix(dir).unwrap_or(file);
        let parts = relative.components().map(|part| part.as_os_str().to_string_lossy());
        parts.collect::<Vec<_>>().join("/")
    };
    Ok(files.into_iter().map(|file| (path(&file), file)).collect())
}
