//! All tables together, by their paths, with what is compiled from them.

use std::collections::BTreeMap;

use super::block::Block;
use super::section::{Image, Section};
use super::table::Table;
use crate::error::{Code, Error, Position, Result};

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
    /// What was compiled ahead from the tables as they were before any was overlaid.
    image: Option<&'static Image>,
    /// Paths of the tables that differ from those.
    changed: Vec<String>,
}

impl Lexicon {
    /// A lexicon of these tables; `image` is what was compiled from them, if anything was.
    pub(crate) fn new(
        tables: impl IntoIterator<Item = (String, Table)>,
        image: Option<&'static Image>,
    ) -> Lexicon {
        Lexicon { tables: tables.into_iter().collect(), image, changed: Vec::new() }
    }

    /// Overlays one table: `path` is its place in the lexicon, `file` its name in messages.
    ///
    /// # Errors
    ///
    /// When the table is ill-formed, has unknown columns, or stands in no known folder.
    pub fn overlay(&mut self, path: &str, file: &str, text: String) -> Result<()> {
        let over = Table::parse(file, text)?;
        self.changed.push(path.to_owned());
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
        self.changed.push(path.to_owned());
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

    /// The blocks of a section: those of the image, unless one of its tables was overlaid.
    ///
    /// # Errors
    ///
    /// When an overlaid table cannot be compiled; the error names file, line and column.
    pub(crate) fn compiled(&self, section: &Section) -> Result<Vec<Block>> {
        let is_input = |path: &String| section.inputs.iter().any(|input| path.starts_with(input));
        let ahead = self.image.filter(|_| !self.changed.iter().any(is_input));
        match ahead.and_then(|image| image.blocks(section.name)) {
            Some(blocks) => Ok(blocks),
            None => (section.compile)(self),
        }
    }

    /// Sixteen hexadecimal digits that change with any byte of any table.
    pub fn fingerprint(&self) -> String {
        if let Some(image) = self.image.filter(|_| self.changed.is_empty()) {
            return image.fingerprint.to_owned();
        }
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
