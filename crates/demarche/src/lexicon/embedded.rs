//! The tables compiled into the library, and the user's laid over them.

use std::path::{Path, PathBuf};

use super::block::Block;
use super::section::Image;
use super::table::Table;
use super::tables::Lexicon;
use crate::error::{Code, Error, Position, Result};

/// A table in the binary: its text, and where the cells of each row lie.
struct Embedded {
    path: &'static str,
    text: &'static str,
    columns: &'static [&'static str],
    /// Range of [`IMAGE`] that holds the table's rows.
    rows: (usize, usize),
}

// Written by build.rs: `static TABLES: &[Embedded]`, sorted by path, and `static IMAGE: Image`.
include!(concat!(env!("OUT_DIR"), "/lexicon_tables.rs"));

impl Lexicon {
    /// The tables compiled into the library. Nothing is parsed and nothing copied.
    ///
    /// # Errors
    ///
    /// Never: an ill-formed table stops the build.
    pub fn embedded() -> Result<Lexicon> {
        let table = |table: &Embedded| {
            let rows = Block::image(&IMAGE.bytes[table.rows.0..table.rows.1]);
            let columns = table.columns.iter().map(|name| (*name).to_owned()).collect();
            (table.path.to_owned(), Table::compiled(table.path, table.text, columns, rows))
        };
        Ok(Lexicon::new(TABLES.iter().map(table), Some(&IMAGE)))
    }

    /// The embedded tables parsed from their text, as `build.rs` does it: what the image is
    /// compared with.
    #[cfg(test)]
    pub(crate) fn from_text() -> Result<Lexicon> {
        let parse =
            |table: &Embedded| Ok((table.path.into(), Table::parse(table.path, table.text)?));
        Ok(Lexicon::new(TABLES.iter().map(parse).collect::<Result<Vec<_>>>()?, None))
    }

    /// The embedded tables, overlaid by every `.tsv` below `dir`.
    ///
    /// A table of the same relative path adds its rows and replaces rows with the same
    /// first column. New tables may stand beside existing ones (`patterns/mine.tsv`).
    ///
    /// # Errors
    ///
    /// When the folder or a table cannot be read, is ill-formed, or belongs nowhere.
    pub fn with_overlay(dir: &Path) -> Result<Lexicon> {
        let mut lexicon = Lexicon::embedded()?;
        let mut files = Vec::new();
        walk(dir, &mut files)?;
        files.sort();
        for file in files {
            let relative = file.strip_prefix(dir).unwrap_or(&file);
            let parts: Vec<_> =
                relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
            let text = std::fs::read_to_string(&file).map_err(|e| unreadable(&file, &e))?;
            let path = parts.join("/");
            if !super::check::is_for_checks(&path) {
                lexicon.overlay(&path, &file.to_string_lossy(), text)?;
            }
        }
        Ok(lexicon)
    }
}

pub(super) fn walk(dir: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in std::fs::read_dir(dir).map_err(|e| unreadable(dir, &e))? {
        let path = entry.map_err(|e| unreadable(dir, &e))?.path();
        if path.is_dir() {
            walk(&path, files)?;
        } else if path.extension().is_some_and(|ending| ending == "tsv") {
            files.push(path);
        }
    }
    Ok(())
}

pub(super) fn unreadable(path: &Path, error: &std::io::Error) -> Error {
    let position = Position::file(&path.to_string_lossy());
    Error::new(Code::LexiconTable, position, format!("cannot be read: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_table_is_well_formed() {
        let lexicon = Lexicon::embedded().unwrap();
        assert_eq!(lexicon.fingerprint().len(), 16);
        assert!(lexicon.table("text/nothing.tsv").is_err());
    }

    #[test]
    fn overlay_changes_the_fingerprint_and_refuses_strays() {
        let mut lexicon = Lexicon::embedded().unwrap();
        let before = lexicon.fingerprint();
        let text = "abbreviation\tclass\tsource\nXyz.\ttitle\town\n".to_owned();
        lexicon.overlay("text/abbreviations.tsv", "mine.tsv", text.clone()).unwrap();
        assert_ne!(lexicon.fingerprint(), before);
        let stray = lexicon.overlay("txet/abbreviations.tsv", "mine.tsv", text).unwrap_err();
        assert_eq!(stray.code(), "lexicon-table");
    }
}
