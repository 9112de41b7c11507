//! Everything that is wrong with the tables, not only the first fault.
//!
//! What may stand in a column is itself a table, `lexicon/check/columns.tsv`; which columns
//! name a row is `lexicon/check/keys.tsv`. What no rule about one field can say (terms of
//! office that overlap, classes that patterns refer to) is code in the modules here.

mod columns;
mod keys;
mod offices;
mod overlay;
mod patterns;
mod persons;
mod rule;
mod tables;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

pub use keys::Keys;
pub use overlay::Checked;
pub use tables::is_for_checks;

use crate::error::{Code, Error, Result};
use crate::lexicon::{Lexicon, Record};
use tables::Tables;

/// Every fault of a lexicon's tables, in the order of tables and lines.
///
/// # Errors
///
/// When the rules themselves cannot be read, or an actor table is missing.
///
/// # Example
///
/// ```
/// use demarche::lexicon::{Lexicon, check};
/// let mut lexicon = Lexicon::embedded()?;
/// let row = "id\tname\tcountry\tsector\trole\nQ1\tA\tXXX\tGOV\tother\n".to_owned();
/// lexicon.overlay("actors/persons.tsv", "mine.tsv", row)?;
/// let faults = check::faults(&lexicon)?;
/// let mine = faults.iter().find(|fault| fault.position().file.as_deref() == Some("mine.tsv"));
/// assert!(mine.unwrap().to_string().starts_with("mine.tsv:2: column `country`: `XXX` is no"));
/// # Ok::<(), demarche::error::Error>(())
/// ```
pub fn faults(lexicon: &Lexicon) -> Result<Vec<Error>> {
    of_tables(&Tables::new(lexicon)?)
}

fn of_tables(tables: &Tables<'_>) -> Result<Vec<Error>> {
    let mut faults = Vec::new();
    columns::check(tables, &mut faults)?;
    keys::check(tables, &mut faults)?;
    patterns::check(tables, &mut faults);
    persons::check(tables.get("actors/persons.tsv")?, &mut faults);
    persons::check(tables.get("actors/organisations.tsv")?, &mut faults);
    offices::check(tables, &mut faults)?;
    sort(tables, &mut faults);
    Ok(faults)
}

/// Sorts faults by table as the lexicon orders them, then line; what is said twice goes.
fn sort(tables: &Tables<'_>, faults: &mut Vec<Error>) {
    let rank: HashMap<&str, usize> = tables.files().zip(0..).collect();
    let place = |fault: &Error| {
        let position = fault.position();
        let file = position.file.as_deref().unwrap_or_default();
        (rank.get(file).copied(), position.line)
    };
    faults.sort_by_key(place);
    faults.dedup();
}

/// A fault of this row's column, under a code of its own.
fn fault(row: &Record<'_>, column: &str, code: Code, message: impl Into<String>) -> Error {
    let plain = row.fault(column, message);
    Error::new(code, plain.position().clone(), plain.message())
}

/// Where an earlier row stands, for messages about a later one.
fn place(row: &Record<'_>, other: &Record<'_>) -> String {
    if row.row().file() == other.row().file() {
        format!("line {}", other.row().line())
    } else {
        format!("{}:{}", other.row().file(), other.row().line())
    }
}
