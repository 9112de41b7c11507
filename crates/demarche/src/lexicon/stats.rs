//! How much the lexicon knows, in numbers.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Lexicon, Record};
use crate::error::Result;

/// Counts over all tables.
#[derive(Clone, Debug, Serialize)]
pub struct Stats {
    /// Rows of each table.
    pub tables: BTreeMap<String, usize>,
    /// Persons by the offices they held.
    pub roles: BTreeMap<String, Office>,
    /// Organisations of each kind; one with several rows counts once.
    pub organisations: BTreeMap<String, usize>,
    /// Common nouns of each sector.
    pub agents: BTreeMap<String, usize>,
    /// Patterns of each event type.
    pub patterns: BTreeMap<String, usize>,
    /// The oldest and the newest `checked` of each table that has it.
    pub checked: BTreeMap<String, (String, String)>,
    /// How many actors of a table have a Wikidata id.
    pub wikidata: BTreeMap<String, Share>,
}

/// Who is known to have held an office.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Office {
    /// Terms of office.
    pub terms: usize,
    /// Different persons.
    pub persons: usize,
    /// Countries and pseudo-countries with at least one term.
    pub countries: usize,
}

/// A part of a whole.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Share {
    /// How many have it.
    pub with: usize,
    /// Of how many.
    pub of: usize,
}

impl Lexicon {
    /// Counts rows, terms, kinds and patterns.
    ///
    /// # Errors
    ///
    /// When an actor table is missing.
    pub fn stats(&self) -> Result<Stats> {
        let mut patterns = BTreeMap::new();
        for row in self.under("patterns/").flat_map(|(_, table)| table.records()) {
            *patterns.entry(row.get("event").to_owned()).or_default() += 1;
        }
        let mut agents = BTreeMap::new();
        for row in self.records("actors/agents.tsv")? {
            *agents.entry(row.get("sector").to_owned()).or_default() += 1;
        }
        let mut kinds: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for row in self.records("actors/organisations.tsv")? {
            kinds.entry(row.get("kind")).or_default().insert(row.get("id"));
        }
        let actors = [("actors/countries.tsv", "code"), ("actors/organisations.tsv", "id")];
        let actors = actors.into_iter().chain([("actors/persons.tsv", "id")]);
        Ok(Stats {
            tables: self.under("").map(|(path, table)| (path.to_owned(), table.len())).collect(),
            roles: offices(self.records("actors/persons.tsv")?),
            organisations: kinds.into_iter().map(|(k, ids)| (k.to_owned(), ids.len())).collect(),
            agents,
            patterns,
            checked: self.checked(),
            wikidata: actors
                .map(|(path, id)| Ok((path.to_owned(), wikidata(self.records(path)?, id))))
                .collect::<Result<_>>()?,
        })
    }

    fn checked(&self) -> BTreeMap<String, (String, String)> {
        let dated = self.under("").filter_map(|(path, table)| {
            let dates = || table.records().filter_map(|row| row.optional("checked"));
            Some((path.to_owned(), (dates().min()?.to_owned(), dates().max()?.to_owned())))
        });
        dated.collect()
    }
}

fn offices<'t>(rows: impl Iterator<Item = Record<'t>>) -> BTreeMap<String, Office> {
    let mut terms: BTreeMap<&str, Vec<Record<'_>>> = BTreeMap::new();
    for row in rows {
        terms.entry(row.get("role")).or_default().push(row);
    }
    let different = |rows: &[Record<'_>], column: &str| {
        rows.iter().map(|row| row.get(column)).collect::<BTreeSet<_>>().len()
    };
    let office = |(role, rows): (&str, Vec<Record<'_>>)| {
        let (persons, countries) = (different(&rows, "id"), different(&rows, "country"));
        (role.to_owned(), Office { terms: rows.len(), persons, countries })
    };
    terms.into_iter().map(office).collect()
}

fn wikidata<'t>(rows: impl Iterator<Item = Record<'t>>, id: &str) -> Share {
    let mut known: BTreeMap<&str, bool> = BTreeMap::new();
    for row in rows {
        let id = row.get(id);
        let numbered = id.strip_prefix('Q').is_some_and(|n| n.parse::<u64>().is_ok());
        *known.entry(id).or_default() |= numbered || row.optional("wikidata").is_some();
    }
    Share { with: known.values().filter(|with| **with).count(), of: known.len() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Table;

    #[test]
    fn actors_are_counted_once_terms_each() {
        let mut lexicon = Lexicon::default();
        let mut add = |path, text: &'static str| {
            lexicon.insert(path, Table::parse(path, text).unwrap());
        };
        add("actors/countries.tsv", "code\twikidata\nFRA\tQ142\n");
        add("actors/agents.tsv", "phrase\tsector\na\tGOV\nb\tGOV\n");
        add("actors/organisations.tsv", "id\tkind\tchecked\nx\tngo\t2026-11\nx\tngo\t2025\n");
        add(
            "actors/persons.tsv",
            "id\tcountry\trole\nQ1\tFRA\tenvoy\nQ1\tDEU\tenvoy\ny\tFRA\tother\n",
        );
        let stats = lexicon.stats().unwrap();
        let envoys = &stats.roles["envoy"];
        assert_eq!((envoys.terms, envoys.persons, envoys.countries), (2, 1, 2));
        assert_eq!((stats.organisations["ngo"], stats.agents["GOV"]), (1, 2));
        let share = stats.wikidata["actors/persons.tsv"];
        assert_eq!((share.with, share.of), (1, 2));
        let checked = &stats.checked["actors/organisations.tsv"];
        assert_eq!((&*checked.0, &*checked.1), ("2025", "2026-11"));
    }
}
