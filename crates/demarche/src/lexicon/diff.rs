//! How two lexicons differ, row by row and column by column.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::check::Keys;
use super::{Lexicon, Record, Table};
use crate::error::Result;

/// A row that one lexicon lacks or has otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Path of the table.
    pub table: String,
    /// The fields that name the row (`check/keys.tsv`).
    pub key: Vec<String>,
    /// What happened to it.
    pub change: Kind,
    /// The columns that differ; of an added or removed row, those that are filled.
    pub columns: Vec<Field>,
}

/// What happened to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Only the other lexicon has it.
    Added,
    /// Only this one has it.
    Removed,
    /// Both have it, with other fields.
    Changed,
}

/// A column before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Field {
    /// Its name.
    pub column: String,
    /// The field in this lexicon.
    pub before: String,
    /// The field in the other one.
    pub after: String,
}

impl Lexicon {
    /// What must be done to this lexicon to get the other, in the order of tables and keys.
    ///
    /// # Errors
    ///
    /// When the list of keys cannot be read.
    pub fn diff(&self, other: &Lexicon) -> Result<Vec<Change>> {
        let keys = Keys::embedded()?;
        let paths: BTreeSet<&str> =
            self.under("").chain(other.under("")).map(|(path, _)| path).collect();
        let mut changes = Vec::new();
        for path in paths {
            let (before, after) = (self.table(path).ok(), other.table(path).ok());
            let Some(table) = before.or(after) else { continue };
            let key = keys.of(path, table);
            let (mut before, mut after) = (rows(before, &key), rows(after, &key));
            let named: BTreeSet<Vec<&str>> = before.keys().chain(after.keys()).cloned().collect();
            for name in named {
                let mut old = before.remove(&name).unwrap_or_default();
                let mut new = after.remove(&name).unwrap_or_default();
                // Rows of one key that are the same in both are no change.
                old.retain(|row| !take_same(row, &mut new));
                for index in 0..old.len().max(new.len()) {
                    changes.push(Change::new(path, &name, old.get(index), new.get(index)));
                }
            }
        }
        Ok(changes)
    }
}

type Rows<'t> = BTreeMap<Vec<&'t str>, Vec<Record<'t>>>;

fn rows<'t>(table: Option<&'t Table>, key: &[String]) -> Rows<'t> {
    let mut rows = Rows::new();
    for row in table.into_iter().flat_map(Table::records) {
        rows.entry(key.iter().map(|column| row.get(column)).collect()).or_default().push(row);
    }
    rows
}

/// Takes a row with the same fields out of `rows`; whether there was one.
fn take_same(row: &Record<'_>, rows: &mut Vec<Record<'_>>) -> bool {
    let same = |other: &Record<'_>| columns(row, other).all(|c| row.get(c) == other.get(c));
    let found = rows.iter().position(same);
    found.map(|at| rows.remove(at)).is_some()
}

/// The columns that either row has.
fn columns<'t>(row: &Record<'t>, other: &Record<'t>) -> impl Iterator<Item = &'t str> {
    let own = row.columns();
    let more = other.columns().iter().filter(move |column| !own.contains(column));
    own.iter().chain(more).map(String::as_str)
}

impl Change {
    fn new(
        table: &str,
        key: &[&str],
        old: Option<&Record<'_>>,
        new: Option<&Record<'_>>,
    ) -> Change {
        let change = match (old, new) {
            (None, _) => Kind::Added,
            (_, None) => Kind::Removed,
            _ => Kind::Changed,
        };
        let field = |column: &str| Field {
            column: column.to_owned(),
            before: old.map_or("", |row| row.get(column)).to_owned(),
            after: new.map_or("", |row| row.get(column)).to_owned(),
        };
        let both = old.or(new).map(|row| columns(row, new.unwrap_or(row)));
        let fields = both.into_iter().flatten().map(field);
        Change {
            table: table.to_owned(),
            key: key.iter().map(|field| (*field).to_owned()).collect(),
            change,
            columns: fields.filter(|field| field.before != field.after).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon(rows: &str) -> Lexicon {
        let path = "actors/persons.tsv";
        let text = format!("id\tname\tcountry\trole\tfrom\tuntil\n{rows}");
        let mut lexicon = Lexicon::default();
        lexicon.insert(path, Table::parse(path, text).unwrap());
        lexicon
    }

    #[test]
    fn rows_are_matched_by_key() {
        let before = lexicon("a\tA\tFRA\tother\t2001\t\nb\tB\tFRA\tother\t2001\t\n");
        let after = lexicon("a\tA\tFRA\tother\t2001\t2004\nc\tC\tDEU\tother\t2001\t\n");
        let changes = before.diff(&after).unwrap();
        let shown: Vec<(&str, Kind, usize)> =
            changes.iter().map(|c| (&*c.key[0], c.change, c.columns.len())).collect();
        let wanted = [("a", Kind::Changed, 1), ("b", Kind::Removed, 5), ("c", Kind::Added, 5)];
        assert_eq!(shown, wanted);
        let until = Field { column: "until".into(), before: "".into(), after: "2004".into() };
        assert_eq!(changes[0].columns, [until]);
        assert_eq!(before.diff(&before).unwrap(), []);
    }
}
