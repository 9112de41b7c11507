//! Every field against the rule of its column.

use super::fault;
use super::rule::Rule;
use super::tables::{Tables, covers};
use crate::error::{Code, Error, Position, Result};
use crate::lexicon::{Record, Table};

/// What `check/columns.tsv` says of one column.
#[derive(Debug)]
struct Column {
    table: String,
    name: String,
    rule: Rule,
    /// May be empty.
    optional: bool,
    /// Must be filled in the lexicon's own tables only.
    own: bool,
    list: bool,
}

pub(super) fn check(tables: &Tables<'_>, faults: &mut Vec<Error>) -> Result<()> {
    let rules = rules(tables)?;
    for (path, table) in tables.all().filter(|(path, _)| !path.starts_with("check/")) {
        let columns: Vec<&Column> = rules.iter().filter(|c| covers(&c.table, path)).collect();
        if columns.is_empty() {
            faults.push(unread(path, table));
            continue;
        }
        let table_columns = table.columns();
        for (name, column) in
            table_columns.iter().map(|n| (n, columns.iter().find(|c| c.name == *n)))
        {
            match column {
                Some(column) => {
                    for row in table.records() {
                        check_field(column, &row, path, faults);
                    }
                }
                None => {
                    let message = format!("column `{name}` has no rule in check/columns.tsv");
                    faults.push(Error::new(Code::LexiconHeader, Position::file(path), message));
                }
            }
        }
        // A new file beside others (`patterns/mine.tsv`) may lack columns.
        for column in columns.iter().filter(|c| !c.optional && !c.own) {
            if table.find(&column.name).is_none() {
                faults.extend(table.column(&column.name).err());
            }
        }
    }
    Ok(())
}

fn check_field(column: &Column, row: &Record<'_>, path: &str, faults: &mut Vec<Error>) {
    let field = row.get(&column.name);
    let mut add = |code, message: String| faults.push(fault(row, &column.name, code, message));
    if field.is_empty() {
        let may_be = column.optional || column.own && row.row().file() != path;
        if !may_be {
            add(Code::LexiconValue, "must not be empty".to_owned());
        }
        return;
    }
    let values: Vec<&str> = if column.list { field.split(';').collect() } else { vec![field] };
    for (index, value) in values.iter().enumerate() {
        if value.trim() != *value || value.is_empty() || value.contains(char::is_control) {
            let message = format!("`{field}` has an empty value or white space at its ends");
            add(Code::LexiconValue, message);
        } else if values[..index].contains(value) {
            add(Code::LexiconConflict, format!("`{value}` stands twice"));
        } else if let Some((code, message)) = column.rule.fault(value, row) {
            add(code, message);
        }
    }
}

/// A file of the user's that the coder would pass over in silence.
fn unread(path: &str, table: &Table) -> Error {
    let file = table.rows().next().map_or(path, |row| row.file());
    let message = format!("nothing reads a table `{path}`");
    Error::new(Code::LexiconTable, Position::file(file), message)
}

fn rules(tables: &Tables<'_>) -> Result<Vec<Column>> {
    let rows = tables.get("check/columns.tsv")?.records();
    rows.map(|row| {
        let marked = |mark: &str| row.list("marks").any(|m| m == mark);
        Ok(Column {
            table: row.get("table").to_owned(),
            name: row.get("column").to_owned(),
            rule: Rule::parse(row.get("rule"), tables).map_err(|m| row.fault("rule", m))?,
            optional: marked("empty"),
            own: marked("own"),
            list: marked("list"),
        })
    })
    .collect()
}
