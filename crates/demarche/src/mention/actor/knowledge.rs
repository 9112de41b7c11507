//! The actor tables, compiled for look-up.

use std::collections::HashMap;

use jiff::civil::Date;

use super::Kind;
pub(crate) use super::entity::{Entity, StateForm};
use super::index::NAMES;
use super::named::NamedTable;
pub(crate) use super::named::{Named, Term};
use super::names::NameIndex;
pub(crate) use super::nouns::Agent;
use super::nouns::Nouns;
use crate::error::Error;
use crate::lexicon::Lexicon;
use crate::mention::code::Code;

#[derive(Debug)]
pub(crate) struct State {
    pub code: Code,
    pub name: Box<str>,
    pub wikidata: Option<Box<str>>,
}

/// Everything the actor stage knows, from the tables under `lexicon/actors/` and
/// `lexicon/grammar/`.
#[derive(Debug)]
pub struct Knowledge {
    pub(crate) states: Vec<State>,
    pub(crate) persons: NamedTable,
    pub(crate) organisations: NamedTable,
    pub(crate) names: NameIndex,
    agents: Nouns,
    state_by_code: HashMap<Code, u32>,
    closed: HashMap<Box<str>, Vec<Box<str>>>,
}

impl Knowledge {
    /// Compiles the actor tables.
    ///
    /// # Errors
    ///
    /// When a table is missing or a field of it cannot be read; the error names the place.
    pub fn new(lexicon: &Lexicon) -> Result<Knowledge, Error> {
        let (states, state_by_code) = load_states(lexicon)?;
        let mut closed: HashMap<Box<str>, Vec<Box<str>>> = HashMap::new();
        for row in lexicon.records("grammar/closed.tsv")? {
            closed.entry(row.get("word").into()).or_default().push(row.get("class").into());
        }
        Ok(Knowledge {
            states,
            persons: NamedTable::persons(lexicon)?,
            organisations: NamedTable::organisations(lexicon)?,
            names: NameIndex::open(&mut lexicon.compiled(&NAMES)?.into_iter()),
            agents: Nouns::new(lexicon)?,
            state_by_code,
            closed,
        })
    }

    /// Whether `word` (lower case) belongs to a closed class of `grammar/closed.tsv`.
    pub(crate) fn is(&self, word: &str, class: &str) -> bool {
        self.closed.get(word).is_some_and(|classes| classes.iter().any(|c| &**c == class))
    }

    /// A headline in title case as it would be written in running text: names of the lexicon
    /// and words in capitals stay, other capitals go. `None` when it is not in title case.
    pub(crate) fn truecase(&self, tokens: &[&str]) -> Option<Vec<Box<str>>> {
        let starts_upper = |t: &str| t.chars().next().is_some_and(char::is_uppercase);
        let long = |t: &&&str| t.chars().count() > 3 && t.chars().all(char::is_alphabetic);
        let words = tokens.iter().filter(long).count();
        let upper = tokens.iter().filter(long).filter(|t| starts_upper(t)).count();
        let ends = tokens.last().is_some_and(|t| *t == ".");
        if words < 3 || ends || upper * 10 < words * 9 {
            return None;
        }
        let mut cased: Vec<Box<str>> = Vec::with_capacity(tokens.len());
        let mut at = 0;
        while at < tokens.len() {
            let name = self.names.longest(&tokens[at..]).map_or(0, |(length, _)| length);
            let capitals = tokens[at].chars().skip(1).any(char::is_uppercase);
            for token in &tokens[at..at + name.max(1)] {
                let keep = name > 0 || capitals || !starts_upper(token);
                cased.push(if keep { Box::from(*token) } else { token.to_lowercase().into() });
            }
            at += name.max(1);
        }
        Some(cased)
    }

    /// How many names of the lexicon begin at any of these tokens: the look-up that finding
    /// actors begins with, to be measured by itself.
    pub fn count_names(&self, tokens: &[&str]) -> usize {
        (0..tokens.len()).filter(|at| self.names.longest(&tokens[*at..]).is_some()).count()
    }

    /// The state with a country code.
    pub(crate) fn state(&self, code: Code) -> Option<&State> {
        self.state_by_code.get(&code).map(|i| &self.states[*i as usize])
    }

    /// The agents whose head is `lemma`.
    pub(crate) fn agents(&self, lemma: &str) -> &[Agent] {
        self.agents.headed_by(lemma)
    }

    /// What kind of thing the longest name at the start of `tokens` is a name of.
    pub(crate) fn kind_of_name(&self, tokens: &[&str]) -> Option<Kind> {
        let (_, entities) = self.names.longest(tokens)?;
        let kind = |e: &Entity| match e {
            Entity::State(..) => Kind::State,
            Entity::Person(_) => Kind::Person,
            Entity::Organisation(_) => Kind::Organisation,
        };
        entities.to_vec().first().map(kind)
    }

    /// Whether a common noun denotes a person rather than a body; `None` when it is no actor.
    pub(crate) fn agent_noun(&self, lemma: &str) -> Option<bool> {
        self.agents(lemma).iter().find(|a| a.before.is_empty()).map(|a| a.person)
    }

    /// The person who holds `role` at `date`, in `country` when it is known, or of `party`.
    ///
    /// `None` when nobody or more than one person fits.
    pub(crate) fn holder(
        &self,
        role: &str,
        country: Option<Code>,
        party: Option<&str>,
        date: Option<Date>,
    ) -> Option<u32> {
        let fits = |term: &Term| {
            &*term.role == role
                && country.is_none_or(|c| term.country == Some(c))
                && party.is_none_or(|p| &*term.party == p)
                && match date {
                    Some(date) => term.covers(date),
                    None => term.until.is_none(),
                }
        };
        if country.is_none() && party.is_none() {
            return None;
        }
        let candidates = self.persons.with_office(role, country, party);
        let mut holders = candidates.filter(|i| self.persons[*i as usize].terms.iter().any(fits));
        let first = holders.next()?;
        holders.next().is_none().then_some(first)
    }

    /// Whether `party` is a party's name and the person held every office for another one.
    pub(crate) fn of_other_party(&self, person: u32, party: &str) -> bool {
        let known = self.persons.has_party(party);
        let terms = &self.persons[person as usize].terms;
        known && terms.iter().all(|t| !t.party.is_empty() && &*t.party != party)
    }
}

type States = (Vec<State>, HashMap<Code, u32>);

fn load_states(lexicon: &Lexicon) -> Result<States, Error> {
    let (mut states, mut by_code) = (Vec::new(), HashMap::new());
    for row in lexicon.records("actors/countries.tsv")? {
        let code =
            Code::new(row.get("code")).ok_or_else(|| row.fault("code", "no three-letter code"))?;
        by_code.insert(code, states.len() as u32);
        states.push(State {
            code,
            name: row.get("name").into(),
            wikidata: row.optional("wikidata").map(Into::into),
        });
    }
    Ok((states, by_code))
}
