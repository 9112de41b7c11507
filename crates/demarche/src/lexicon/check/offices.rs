//! Two persons in one office at the same time.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::tables::Tables;
use super::{fault, place};
use crate::error::{Code, Error, Result};
use crate::lexicon::Record;

/// The days on which a term surely ran: a month or a year is read to its favour.
struct Term<'t> {
    row: Record<'t>,
    from: Date,
    until: Date,
}

/// A span of days in which an office may have several holders.
struct Shared<'t> {
    country: &'t str,
    role: &'t str,
    from: Date,
    until: Date,
}

/// Checks heads of state and government for overlapping terms of different persons.
pub(super) fn check(tables: &Tables<'_>, faults: &mut Vec<Error>) -> Result<()> {
    let shared: Vec<Shared<'_>> =
        tables.get("actors/shared_offices.tsv")?.records().filter_map(shared).collect();
    let mut offices: BTreeMap<(&str, &str), Vec<Term<'_>>> = BTreeMap::new();
    for row in tables.get("actors/persons.tsv")?.records() {
        let role = row.get("role");
        if matches!(role, "head_of_state" | "head_of_government") {
            offices.entry((row.get("country"), role)).or_default().extend(term(row));
        }
    }
    for ((country, role), mut terms) in offices {
        terms.sort_by_key(|term| (term.from, term.row.row().line()));
        for (index, later) in terms.iter().enumerate() {
            for earlier in &terms[..index] {
                let (from, until) = (later.from, later.until.min(earlier.until));
                let allowed = shared.iter().any(|s| {
                    (s.country, s.role) == (country, role) && s.from <= from && until <= s.until
                });
                // The day of a handover is in both terms.
                if until > from && !allowed && earlier.row.get("id") != later.row.get("id") {
                    faults.push(overlap(earlier, later));
                }
            }
        }
    }
    Ok(())
}

fn overlap(earlier: &Term<'_>, later: &Term<'_>) -> Error {
    let (row, other) = (&later.row, &earlier.row);
    let until = other.optional("until").unwrap_or("now");
    let message = format!(
        "`{}` is {} of {} while `{}` is, from {} until {until} ({}); \
         mark a shared office in actors/shared_offices.tsv",
        row.get("name"),
        row.get("role"),
        row.get("country"),
        other.get("name"),
        other.get("from"),
        place(row, other),
    );
    fault(row, "from", Code::LexiconConflict, message)
}

fn term(row: Record<'_>) -> Option<Term<'_>> {
    // Without a beginning nothing is sure but the end.
    let (_, from) = row.days("from").ok()??;
    let until = row.days("until").ok()?.map_or(Date::MAX, |(first, _)| first);
    Some(Term { row, from, until })
}

fn shared(row: Record<'_>) -> Option<Shared<'_>> {
    Some(Shared {
        country: row.get("country"),
        role: row.get("role"),
        from: row.days("from").ok()?.map_or(Date::MIN, |(first, _)| first),
        until: row.days("until").ok()?.map_or(Date::MAX, |(_, last)| last),
    })
}
