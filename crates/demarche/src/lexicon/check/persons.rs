//! The terms of persons and organisations: their dates, and that one id is one actor.

use std::collections::HashMap;

use super::{fault, place};
use crate::error::{Code, Error};
use crate::lexicon::{Record, Table};

/// Checks the rows of `actors/persons.tsv` or `actors/organisations.tsv`.
pub(super) fn check(table: &Table, faults: &mut Vec<Error>) {
    let mut by_id: HashMap<&str, Record<'_>> = HashMap::new();
    let mut by_wikidata: HashMap<&str, Record<'_>> = HashMap::new();
    let mut by_term: HashMap<[&str; 4], Record<'_>> = HashMap::new();
    for row in table.records() {
        dates(&row, faults);
        let first = by_id.entry(row.get("id")).or_insert(row);
        if first.get("name") != row.get("name") {
            let (name, other, at) = (row.get("name"), first.get("name"), place(&row, first));
            let message = format!("`{name}` has the id of `{other}` in {at}");
            faults.push(fault(&row, "name", Code::LexiconConflict, message));
        }
        if let Some(id) = row.optional("wikidata") {
            let first = by_wikidata.entry(id).or_insert(row);
            if first.get("id") != row.get("id") {
                let message = format!("`{id}` is `{}` in {}", first.get("id"), place(&row, first));
                faults.push(fault(&row, "wikidata", Code::LexiconConflict, message));
            }
        }
        let term = ["name", "country", "role", "from"].map(|column| row.get(column));
        let first = by_term.entry(term).or_insert(row);
        if first.get("id") != row.get("id") {
            let (name, other, at) = (row.get("name"), first.get("id"), place(&row, first));
            let message = format!("`{name}` has the same term under the id `{other}` in {at}");
            faults.push(fault(&row, "id", Code::LexiconConflict, message));
        }
    }
}

/// `until` must not lie before `from`; what is no date is a fault of its column already.
fn dates(row: &Record<'_>, faults: &mut Vec<Error>) {
    if let (Ok(Some((from, _))), Ok(Some((_, until)))) = (row.days("from"), row.days("until"))
        && until < from
    {
        let message = format!("`{}` lies before `from` {}", row.get("until"), row.get("from"));
        faults.push(row.fault("until", message));
    }
}
