//! The tables that are checked, and those that only checks read.

use std::collections::BTreeMap;

use crate::error::{Code, Error, Position, Result};
use crate::lexicon::{Lexicon, Table};

// Written by build.rs: `static CHECK_TABLES: &[(&str, &str)]`, path and text, sorted by path.
include!(concat!(env!("OUT_DIR"), "/check_tables.rs"));

/// Whether a table only serves checks: rules about columns, and lists of codes.
pub fn is_for_checks(path: &str) -> bool {
    path.starts_with("check/") || path.starts_with("codelists/")
}

/// A lexicon beside the rules and code lists it is checked with.
pub(super) struct Tables<'l> {
    lexicon: &'l Lexicon,
    rules: BTreeMap<String, Table>,
}

impl<'l> Tables<'l> {
    /// The lexicon with the embedded rules and lists.
    pub fn new(lexicon: &'l Lexicon) -> Result<Tables<'l>> {
        let parse = |(path, text): &(&str, &'static str)| {
            Ok(((*path).to_owned(), Table::parse(path, *text)?))
        };
        let rules = CHECK_TABLES.iter().map(parse).collect::<Result<_>>()?;
        Ok(Tables { lexicon, rules })
    }

    /// Lays a user's rules or code list over the embedded ones.
    pub fn overlay(&mut self, path: &str, over: Table, file: &str) -> Result<()> {
        match self.rules.get_mut(path) {
            Some(table) => table.overlay(over),
            None => {
                let message = format!("the lexicon has no table `{path}`");
                Err(Error::new(Code::LexiconTable, Position::file(file), message))
            }
        }
    }

    /// A table of the lexicon, of the rules or a code list.
    pub fn get(&self, path: &str) -> Result<&Table> {
        self.rules.get(path).map_or_else(|| self.lexicon.table(path), Ok)
    }

    /// All of them, the lexicon's first.
    pub fn all(&self) -> impl Iterator<Item = (&str, &Table)> {
        let rules = self.rules.iter().map(|(path, table)| (path.as_str(), table));
        self.lexicon.under("").chain(rules)
    }

    /// The tables of the lexicon below a folder.
    pub fn under<'s>(&'s self, folder: &str) -> impl Iterator<Item = (&'s str, &'s Table)> {
        self.lexicon.under(folder)
    }

    /// Every file in the order in which faults are reported; a name may come twice.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.all().flat_map(|(path, table)| {
            let files = table.records().map(|row| row.row().file());
            std::iter::once(path).chain(files)
        })
    }
}

/// Whether `pattern`, in which a `*` stands for any name, is this path.
pub(super) fn covers(pattern: &str, path: &str) -> bool {
    match pattern.split_once('*') {
        Some((start, end)) => {
            path.strip_prefix(start).is_some_and(|rest| rest.ends_with(end) && !rest.contains('/'))
        }
        None => pattern == path,
    }
}
