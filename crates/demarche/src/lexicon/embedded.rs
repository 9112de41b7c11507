//! All tables together: those compiled into the library, overlaid by the user's.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::table::Table;
use crate::error::{Code, Error, Position, Result};

// Written by build.rs: `static TABLES: &[(&str, &str)]`, path and text, sorted by path.
include!(concat!(env!("OUT_DIR"), "/lexicon_tables.rs"));

/// Every table by its path relative to the lexicon's folder (`text/boilerplate.tsv`).
///
/// # Example
///
/// ```
/// use demarche::lexicon::Lexicon;
/// let lexicon = Lexicon::embedded()?;
/// assert!(!lexicon.table("text/abbreviations.tsv")?.is_empty());
/// # Ok::<(), demarche::error::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    tables: BTreeMap<String, Table>,
}

impl Lexicon {
    /// The tables compiled into the library.
    ///
    /// # Errors
    ///
    /// When an embedded table is ill-formed (the crate's tests rule that out).
    pub fn embedded() -> Result<Lexicon> {
        // Two threads share the work by size: start-up is part of every short run.
        let total: usize = TABLES.iter().map(|(_, text)| text.len()).sum();
        let mut size = 0;
        let mut in_first_half = |(_, text): &&(&str, &str)| {
            size += text.len();
            size <= total / 2
        };
        let half = TABLES.iter().take_while(&mut in_first_half).count();
        let parse =
            |part: &'static [(&'static str, &'static str)]| -> Result<Vec<(String, Table)>> {
                part.iter()
                    .map(|(path, text)| Ok(((*path).to_owned(), Table::parse(path, *text)?)))
                    .collect()
            };
        let (first, second) = std::thread::scope(|scope| {
            let second = scope.spawn(|| parse(&TABLES[half..]));
            (parse(&TABLES[..half]), second.join())
        });
        let second = second.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        Ok(Lexicon { tables: first?.into_iter().chain(second?).collect() })
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

    /// Overlays one table: `path` is its place in the lexicon, `file` its name in messages.
    ///
    /// # Errors
    ///
    /// When the table is ill-formed, has unknown columns, or stands in no known folder.
    pub fn overlay(&mut self, path: &str, file: &str, text: String) -> Result<()> {
        let over = Table::parse(file, text)?;
        if let Some(table) = self.tables.get_mut(path) {
            return table.overlay(over);
        }
        // A misspelt path would otherwise be ignored without a word.
        let folder = path.rsplit_once('/').map(|(folder, _)| format!("{folder}/"));
        let known = folder.is_some_and(|folder| self.under(&folder).next().is_some());
        if !known {
            let message = format!("the lexicon has no table `{path}`");
            return Err(Error::new(Code::LexiconTable, Position::file(file), message));
        }
        self.tables.insert(path.to_owned(), over);
        Ok(())
    }

    /// Puts a table in the place of whatever has its path.
    pub(crate) fn insert(&mut self, path: &str, table: Table) {
        self.tables.insert(path.to_owned(), table);
    }

    /// A table by its path.
    ///
    /// # Errors
    ///
    /// When there is no such table.
    pub fn table(&self, path: &str) -> Result<&Table> {
        self.tables.get(path).ok_or_else(|| {
            Error::new(Code::LexiconTable, Position::file(path), "no such table in the lexicon")
        })
    }

    /// The tables whose path starts with `prefix` (`patterns/`), in path order.
    pub fn under<'l>(&'l self, prefix: &str) -> impl Iterator<Item = (&'l str, &'l Table)> {
        let prefix = prefix.to_owned();
        self.tables
            .iter()
            .filter(move |(path, _)| path.starts_with(&prefix))
            .map(|(path, table)| (path.as_str(), table))
    }

    /// Sixteen hexadecimal digits that change with any byte of any table.
    pub fn fingerprint(&self) -> String {
        // FNV-1a: short, and the same on every machine.
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        let mut add = |bytes: &[u8]| {
            for byte in bytes.iter().chain(&[0]) {
                hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
            }
        };
        for (path, table) in &self.tables {
            add(path.as_bytes());
            table.texts().for_each(|text| add(text.as_bytes()));
        }
        format!("{hash:016x}")
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
