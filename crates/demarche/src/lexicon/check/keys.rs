//! Rows that must differ, and the order they stand in.

use std::collections::HashMap;

use super::tables::{Tables, covers};
use super::{fault, place};
use crate::error::{Code, Error, Result};
use crate::lexicon::{Lexicon, Record, Table};

/// Which columns together name a row of a table.
#[derive(Clone, Debug)]
pub struct Keys(Vec<(String, Vec<String>)>);

impl Keys {
    /// Reads `check/keys.tsv`.
    ///
    /// # Errors
    ///
    /// When that table cannot be read.
    pub fn embedded() -> Result<Keys> {
        let nothing = Lexicon::default();
        Keys::new(&Tables::new(&nothing)?)
    }

    fn new(tables: &Tables<'_>) -> Result<Keys> {
        let rows = tables.get("check/keys.tsv")?.records();
        let key = |row: Record<'_>| {
            (row.get("table").to_owned(), row.list("columns").map(str::to_owned).collect())
        };
        Ok(Keys(rows.map(key).collect()))
    }

    /// The columns that name a row of this table; of an unknown one, its first column.
    pub fn of(&self, path: &str, table: &Table) -> Vec<String> {
        let found = self.0.iter().find(|(pattern, _)| covers(pattern, path));
        found.map_or_else(|| table.columns()[..1].to_vec(), |(_, columns)| columns.clone())
    }
}

/// What is wrong with keys, unique columns and order.
pub(super) fn check(tables: &Tables<'_>, faults: &mut Vec<Error>) -> Result<()> {
    let keys = Keys::new(tables)?;
    for (path, table) in tables.all().filter(|(path, _)| !path.starts_with("check/")) {
        let key = keys.of(path, table);
        let named = |row: &Record<'_>| key.iter().any(|column| !row.get(column).is_empty());
        unique(table.records().filter(named), &key, faults);
        order(path, table, faults);
    }
    for row in tables.get("check/columns.tsv")?.records() {
        if row.list("marks").any(|mark| mark == "unique") {
            let column = [row.get("column").to_owned()];
            let named = tables.all().filter(|(path, _)| covers(row.get("table"), path));
            let filled = |r: &Record<'_>| !r.get(&column[0]).is_empty();
            unique(named.flat_map(|(_, table)| table.records()).filter(filled), &column, faults);
        }
    }
    Ok(())
}

fn unique<'t>(rows: impl Iterator<Item = Record<'t>>, key: &[String], faults: &mut Vec<Error>) {
    let mut seen: HashMap<Vec<&str>, Record<'_>> = HashMap::new();
    for row in rows {
        let fields: Vec<&str> = key.iter().map(|column| row.get(column)).collect();
        let Some(first) = seen.get(&fields) else {
            seen.insert(fields, row);
            continue;
        };
        let shown: Vec<&str> = fields.iter().copied().filter(|f| !f.is_empty()).collect();
        let at = place(&row, first);
        let message = format!("`{}` stands in {at} already", shown.join(" "));
        faults.push(fault(&row, &key[0], Code::LexiconConflict, message));
    }
}

/// The lexicon's own tables are sorted; a user's need not be.
fn order(path: &str, table: &Table, faults: &mut Vec<Error>) {
    let first = &table.columns()[0];
    let mut before = "";
    for row in table.records().filter(|row| row.row().file() == path) {
        let key = row.get(first);
        if key < before {
            let message = format!("`{key}` stands after `{before}`");
            faults.push(fault(&row, first, Code::LexiconOrder, message));
        }
        before = key;
    }
}
