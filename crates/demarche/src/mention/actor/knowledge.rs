//! The actor tables, compiled for look-up.

use std::collections::HashMap;

use jiff::civil::Date;

use super::Kind;
use super::names::NameIndex;
use crate::error::Error;
use crate::lexicon::Lexicon;
use crate::mention::code::Code;
use crate::text::Segmenter;

/// A way in which a state is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StateForm {
    Name,
    Demonym,
    Adjective,
    Metonym,
}

/// What a name in the index stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entity {
    State(u32, StateForm),
    Person(u32),
    Organisation(u32),
}

#[derive(Debug)]
pub(crate) struct State {
    pub code: Code,
    pub name: Box<str>,
    pub wikidata: Option<Box<str>>,
}

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
    fn covers(&self, date: Date) -> bool {
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
}

/// A common noun (phrase) that denotes actors.
#[derive(Debug)]
pub(crate) struct Agent {
    /// Words before the head, in order.
    pub before: Vec<Box<str>>,
    /// Words after the head ("member **of parliament**").
    pub after: Vec<Box<str>>,
    pub sector: Option<Code>,
    pub sectors: Vec<Code>,
    pub role: Box<str>,
    pub person: bool,
}

/// Everything the actor stage knows, from the tables under `lexicon/actors/` and
/// `lexicon/grammar/`.
#[derive(Debug)]
pub struct Knowledge {
    pub(crate) states: Vec<State>,
    pub(crate) persons: Vec<Named>,
    pub(crate) organisations: Vec<Named>,
    pub(crate) names: NameIndex<Entity>,
    agents: HashMap<Box<str>, Vec<Agent>>,
    state_by_code: HashMap<Code, u32>,
    closed: HashMap<Box<str>, Vec<Box<str>>>,
}

impl Knowledge {
    /// Compiles the actor tables.
    ///
    /// # Errors
    ///
    /// When a table is missing or a field of it cannot be read; the error names the place.
    pub fn new(lexicon: &Lexicon, segmenter: &Segmenter) -> Result<Knowledge, Error> {
        let mut knowledge = Knowledge {
            states: Vec::new(),
            persons: Vec::new(),
            organisations: Vec::new(),
            names: NameIndex::default(),
            agents: HashMap::new(),
            state_by_code: HashMap::new(),
            closed: HashMap::new(),
        };
        knowledge.load_states(lexicon, segmenter)?;
        let (persons, names) = load_named(lexicon, "actors/persons.tsv")?;
        knowledge.persons = persons;
        knowledge.add_names(segmenter, names, Entity::Person);
        let (organisations, names) = load_named(lexicon, "actors/organisations.tsv")?;
        knowledge.organisations = organisations;
        knowledge.add_names(segmenter, names, Entity::Organisation);
        knowledge.load_agents(lexicon, segmenter)?;
        for row in lexicon.records("grammar/closed.tsv")? {
            let classes = knowledge.closed.entry(row.get("word").into()).or_default();
            classes.push(row.get("class").into());
        }
        knowledge.names.finish();
        Ok(knowledge)
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

    /// The state with a country code.
    pub(crate) fn state(&self, code: Code) -> Option<&State> {
        self.state_by_code.get(&code).map(|i| &self.states[*i as usize])
    }

    /// The agents whose head is `lemma`.
    pub(crate) fn agents(&self, lemma: &str) -> &[Agent] {
        self.agents.get(lemma).map_or(&[], |agents| agents)
    }

    /// What kind of thing the longest name at the start of `tokens` is a name of.
    pub(crate) fn kind_of_name(&self, tokens: &[&str]) -> Option<Kind> {
        let (_, entities) = self.names.longest(tokens)?;
        let kind = |e: &Entity| match e {
            Entity::State(..) => Kind::State,
            Entity::Person(_) => Kind::Person,
            Entity::Organisation(_) => Kind::Organisation,
        };
        entities.first().map(kind)
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
        let mut holders = (0u32..)
            .zip(&self.persons)
            .filter(|(_, person)| person.terms.iter().any(fits))
            .map(|(i, _)| i);
        let first = holders.next()?;
        holders.next().is_none().then_some(first)
    }

    /// Whether `party` is a party's name and the person held every office for another one.
    pub(crate) fn of_other_party(&self, person: u32, party: &str) -> bool {
        let known = self.persons.iter().flat_map(|p| &p.terms).any(|t| &*t.party == party);
        let terms = &self.persons[person as usize].terms;
        known && terms.iter().all(|t| !t.party.is_empty() && &*t.party != party)
    }

    fn load_states(&mut self, lexicon: &Lexicon, segmenter: &Segmenter) -> Result<(), Error> {
        for row in lexicon.records("actors/countries.tsv")? {
            let code = Code::new(row.get("code"))
                .ok_or_else(|| row.fault("code", "no three-letter code"))?;
            let index = self.states.len() as u32;
            self.states.push(State {
                code,
                name: row.get("name").into(),
                wikidata: row.optional("wikidata").map(Into::into),
            });
            self.state_by_code.insert(code, index);
            let mut add = |form, name: &str| {
                if !name.is_empty() {
                    insert_name(&mut self.names, segmenter, name, Entity::State(index, form));
                }
            };
            add(StateForm::Name, row.get("name"));
            row.list("names").for_each(|name| add(StateForm::Name, name));
            row.list("demonyms").for_each(|name| add(StateForm::Demonym, name));
            row.list("adjectives").for_each(|name| add(StateForm::Adjective, name));
            row.list("metonyms").for_each(|name| add(StateForm::Metonym, name));
            add(StateForm::Metonym, row.get("capital"));
        }
        Ok(())
    }

    fn add_names(
        &mut self,
        segmenter: &Segmenter,
        names: Vec<(Box<str>, u32)>,
        entity: fn(u32) -> Entity,
    ) {
        for (name, index) in names {
            insert_name(&mut self.names, segmenter, &name, entity(index));
        }
    }

    fn load_agents(&mut self, lexicon: &Lexicon, segmenter: &Segmenter) -> Result<(), Error> {
        let connectors: Vec<Box<str>> = lexicon
            .records("grammar/closed.tsv")?
            .filter(|row| row.get("class") == "phrase_connector")
            .map(|row| row.get("word").into())
            .collect();
        for row in lexicon.records("actors/agents.tsv")? {
            let words: Vec<Box<str>> =
                segmenter.words(row.get("phrase")).iter().map(|w| Box::from(*w)).collect();
            let connector =
                words.iter().skip(1).position(|w| connectors.contains(w)).map(|i| i + 1);
            let head = connector.unwrap_or(words.len()) - 1;
            let plural_head = row
                .optional("plural")
                .and_then(|plural| segmenter.words(plural).get(head).map(|w| Box::<str>::from(*w)));
            for form in [Some(words[head].clone()), plural_head].into_iter().flatten() {
                self.agents.entry(form).or_default().push(Agent {
                    before: words[..head].to_vec(),
                    after: words[head + 1..].to_vec(),
                    sector: Code::new(row.get("sector")),
                    sectors: Code::list(row.get("sectors")),
                    role: row.get("role").into(),
                    person: row.get("number") == "person",
                });
            }
        }
        for agents in self.agents.values_mut() {
            agents.sort_by_key(|a| std::cmp::Reverse(a.before.len() + a.after.len()));
        }
        Ok(())
    }
}

fn insert_name(names: &mut NameIndex<Entity>, segmenter: &Segmenter, name: &str, entity: Entity) {
    names.insert(&segmenter.words(name), entity);
}

type NamedTable = (Vec<Named>, Vec<(Box<str>, u32)>);

/// Reads persons or organisations: rows of one id become the terms of one actor.
fn load_named(lexicon: &Lexicon, path: &str) -> Result<NamedTable, Error> {
    let mut actors: Vec<Named> = Vec::new();
    let mut index_of: HashMap<String, u32> = HashMap::new();
    let mut names = Vec::new();
    for row in lexicon.records(path)? {
        let id = row.get("id");
        let index = *index_of.entry(id.to_owned()).or_insert_with(|| {
            let numbered = id.strip_prefix('Q').is_some_and(|n| n.parse::<u64>().is_ok());
            let wikidata = row.optional("wikidata").or(numbered.then_some(id));
            actors.push(Named {
                name: row.get("name").into(),
                wikidata: wikidata.map(Into::into),
                kind: row.optional("kind").unwrap_or("person").into(),
                terms: Vec::new(),
            });
            actors.len() as u32 - 1
        });
        actors[index as usize].terms.push(Term {
            country: Code::new(row.get("country")),
            sector: Code::new(row.get("sector")),
            sectors: Code::list(row.get("sectors")),
            role: row.optional("role").unwrap_or_default().into(),
            party: row.optional("party").unwrap_or_default().into(),
            from: row.days("from")?.map(|(first, _)| first),
            until: row.days("until")?.map(|(_, last)| last),
        });
        names.push((row.get("name").into(), index));
        names.extend(row.list("aliases").map(|alias| (Box::from(alias), index)));
    }
    for actor in &mut actors {
        actor.terms.sort_by_key(|term| term.from);
    }
    Ok((actors, names))
}
