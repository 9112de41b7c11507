//! Which columns hold names, for those who look something up.

use super::tables::{Tables, covers};
use crate::error::Result;
use crate::lexicon::Lexicon;

/// The columns that `check/columns.tsv` marks as names.
pub(crate) struct NameColumns(Vec<(String, String, bool)>);

/// Reads them.
pub(crate) fn name_columns() -> Result<NameColumns> {
    let nothing = Lexicon::default();
    let tables = Tables::new(&nothing)?;
    let rows = tables.get("check/columns.tsv")?.records();
    let marked = rows.filter(|row| row.list("marks").any(|mark| mark == "name"));
    let column = |row: crate::lexicon::Record<'_>| {
        let list = row.list("marks").any(|mark| mark == "list");
        (row.get("table").to_owned(), row.get("column").to_owned(), list)
    };
    Ok(NameColumns(marked.map(column).collect()))
}

impl NameColumns {
    /// Those of a table, and whether a field holds several names.
    pub fn of(&self, path: &str) -> Vec<(&str, bool)> {
        let of_table = self.0.iter().filter(|(pattern, _, _)| covers(pattern, path));
        of_table.map(|(_, column, list)| (column.as_str(), *list)).collect()
    }
}
