//! Persons and organisations of the tables, read from their rows when a name is found.

use std::collections::HashMap;
use std::ops::Index;

use jiff::civil::Date;

use crate::error::Error;
use crate::lexicon::block::Block;
use crate::lexicon::hash::hash;
use crate::lexicon::section::Section;
use crate::lexicon::shelf::Shelf;
use crate::lexicon::trie::{ROOT, Trie, TrieBuilder};
use crate::lexicon::{Lexicon, Record, Table};
use crate::mention::code::Code;

const PERSONS_TABLE: &str = "actors/persons.tsv";
const ORGANISATIONS_TABLE: &str = "actors/organisations.tsv";

/// The persons: their rows, and who held which office.
pub(crate) const PERSONS: Section = Section {
    name: "persons",
    inputs: &[PERSONS_TABLE],
    compile: |lexicon| compile(lexicon.table(PERSONS_TABLE)?),
};

/// The organisations: their rows.
pub(crate) const ORGANISATIONS: Section = Section {
    name: "organisations",
    inputs: &[ORGANISATIONS_TABLE],
    compile: |lexicon| compile(lexicon.table(ORGANISATIONS_TABLE)?),
};

/// One term of office, or one period in which an organisation is coded alike.
#[derive(Debug)]
pub(crate) struct Term {
    pub country: Option<Code>,
    pub sector: Option<Code>,
    pub sectors: Vec<Code>,
    pub role: Box<str>,
    pub party: Box<str>,
    pub from: Option<Date>,
    pub until: Option<Date>,
}

impl Term {
    fn read(row: &Record<'_>) -> Result<Term, Error> {
        Ok(Term {
            country: Code::new(row.get("country")),
            sector: Code::new(row.get("sector")),
            sectors: Code::list(row.get("sectors")),
            role: row.get("role").into(),
            party: row.get("party").into(),
            from: row.days("from")?.map(|(first, _)| first),
            until: row.days("until")?.map(|(_, last)| last),
        })
    }

    pub(super) fn covers(&self, date: Date) -> bool {
        self.from.is_none_or(|from| from <= date) && self.until.is_none_or(|until| date <= until)
    }
}

/// A person or an organisation with its terms in order of time.
#[derive(Debug)]
pub(crate) struct Named {
    pub name: Box<str>,
    pub wikidata: Option<Box<str>>,
    pub kind: Box<str>,
    pub terms: Vec<Term>,
}

impl Named {
    /// The term that holds at `date`; without a date, the latest. The flag says whether
    /// the term really covers the date or is only the nearest one.
    pub(crate) fn term_at(&self, date: Option<Date>) -> (&Term, bool) {
        let latest = self.terms.last().expect("a named actor has a term");
        let Some(date) = date else { return (latest, latest.until.is_none()) };
        // Of several offices held at once the first listed is the principal one.
        if let Some(term) = self.terms.iter().find(|t| t.covers(date)) {
            return (term, true);
        }
        let before = self.terms.iter().rev().find(|t| t.until.is_some_and(|u| u < date));
        (before.unwrap_or(&self.terms[0]), false)
    }

    /// Whether any of the terms began by `date`.
    pub(crate) fn has_served(&self, date: Date) -> bool {
        self.terms.iter().any(|term| term.from.is_none_or(|from| from <= date))
    }
}

/// The actors of one table by their numbers.
#[derive(Debug)]
pub(crate) struct NamedTable {
    table: Table,
    /// For each actor the first of its `rows`, and the end of the last one's.
    starts: Block,
    rows: Block,
    /// What [`office`] and [`party`] make of terms → the actors that have such a term.
    terms: Trie,
    read: Shelf<Named>,
}

impl Index<usize> for NamedTable {
    type Output = Named;

    fn index(&self, actor: usize) -> &Named {
        self.read.get(actor, || self.read_actor(actor))
    }
}

impl NamedTable {
    /// The persons of a lexicon.
    pub(crate) fn persons(lexicon: &Lexicon) -> Result<NamedTable, Error> {
        NamedTable::open(lexicon.table(PERSONS_TABLE)?, lexicon.compiled(&PERSONS)?)
    }

    /// The organisations of a lexicon.
    pub(crate) fn organisations(lexicon: &Lexicon) -> Result<NamedTable, Error> {
        NamedTable::open(lexicon.table(ORGANISATIONS_TABLE)?, lexicon.compiled(&ORGANISATIONS)?)
    }

    fn open(table: &Table, blocks: Vec<Block>) -> Result<NamedTable, Error> {
        let mut blocks = blocks.into_iter();
        let mut next = || blocks.next().expect("a table of actors has five blocks");
        let (starts, rows) = (next(), next());
        let read = Shelf::new(starts.len() - 1);
        let terms = Trie::open(&mut blocks);
        Ok(NamedTable { table: table.clone(), starts, rows, terms, read })
    }

    fn read_actor(&self, actor: usize) -> Named {
        let (start, end) = (self.starts.get(actor), self.starts.get(actor + 1));
        let rows = || self.rows.range(start as usize, end as usize);
        let first = self.table.record(rows().next().expect("an actor has a row") as usize);
        let id = first.get("id");
        let numbered = id.strip_prefix('Q').is_some_and(|n| n.parse::<u64>().is_ok());
        let read =
            |row| Term::read(&self.table.record(row as usize)).expect("checked by `compile`");
        let mut terms: Vec<Term> = rows().map(read).collect();
        terms.sort_by_key(|term| term.from);
        Named {
            name: first.get("name").into(),
            wikidata: first.optional("wikidata").or(numbered.then_some(id)).map(Into::into),
            kind: first.optional("kind").unwrap_or("person").into(),
            terms,
        }
    }

    /// The actors with a term in `role`, of `country` or of `party` where these are known.
    pub(super) fn with_office(
        &self,
        role: &str,
        country: Option<Code>,
        party: Option<&str>,
    ) -> impl Iterator<Item = u32> + '_ {
        let key = office(role, country, if country.is_some() { None } else { party });
        self.terms.next(ROOT, key).into_iter().flat_map(|node| self.terms.values(node))
    }

    /// Whether a term is held for `party`.
    pub(super) fn has_party(&self, name: &str) -> bool {
        self.terms.next(ROOT, party(name)).is_some()
    }
}

fn office(role: &str, country: Option<Code>, party: Option<&str>) -> u64 {
    let country = country.as_ref().map_or("", |code| code.as_str());
    hash(&format!("{role}\t{country}\t{}", party.unwrap_or_default()))
}

fn party(name: &str) -> u64 {
    hash(&format!("\t\t\t{name}"))
}

/// The rows of each actor: those of one id, in the order of their first rows.
pub(super) fn group(table: &Table) -> Vec<Vec<u32>> {
    let mut actors: Vec<Vec<u32>> = Vec::new();
    let mut index_of: HashMap<&str, usize> = HashMap::new();
    for (row, number) in table.records().zip(0..) {
        let actor = *index_of.entry(row.get("id")).or_insert(actors.len());
        if actor == actors.len() {
            actors.push(Vec::new());
        }
        actors[actor].push(number);
    }
    actors
}

fn compile(table: &Table) -> Result<Vec<Block>, Error> {
    for row in table.records() {
        Term::read(&row)?;
    }
    let actors = group(table);
    let (mut starts, mut rows, mut terms) = (vec![0], Vec::new(), TrieBuilder::default());
    for (of, actor) in actors.iter().zip(0u32..) {
        rows.extend(of);
        starts.push(rows.len() as u32);
        for row in of {
            let term = Term::read(&table.record(*row as usize))?;
            let mut keys = vec![office(&term.role, None, Some(&term.party)), party(&term.party)];
            keys.extend(term.country.map(|country| office(&term.role, Some(country), None)));
            for key in keys {
                let node = terms.step(ROOT, key);
                let holders = terms.values(node);
                if holders.last() != Some(&actor) {
                    holders.push(actor);
                }
            }
        }
    }
    let mut blocks = vec![Block::numbers(starts), Block::numbers(rows)];
    blocks.extend(terms.finish());
    Ok(blocks)
}
