//! Names: what a spotted name denotes here, its title, and names nothing is known about.

use jiff::civil::Date;

use super::agent::Hit;
use super::compose::SentenceReader;
use super::knowledge::{Entity, Named, StateForm};
use super::salience::main_country;
use super::spot::{Denotes, Spot};
use super::{Actor, Kind, Via};
use crate::mention::code::{Code, sector};
use crate::syntax::{Deprel, Upos, Xpos};

impl<'a> SentenceReader<'a> {
    /// The title a person's name stands with, as one phrase or in apposition: the agent hit.
    pub(super) fn title_of(&self, spot: usize) -> Option<Hit<'a>> {
        let spot = &self.spots[spot];
        if !self.is_person(&spot.denotes) {
            return None;
        }
        let inside = |t: usize| spot.first <= t && t <= spot.last;
        let governor = self.tree.head(spot.head).filter(|g| {
            *g < spot.first && is_naming(self.tree.word(spot.head).deprel) && !self.in_spot(*g)
        });
        let modifier = || {
            (0..spot.first).rev().find(|t| {
                self.tree.head(*t).is_some_and(inside)
                    && is_naming(self.tree.word(*t).deprel)
                    && !self.in_spot(*t)
                    && self.agent_at(*t).is_some()
            })
        };
        governor.or_else(modifier).and_then(|title| self.agent_at(title))
    }

    pub(super) fn in_spot(&self, token: usize) -> bool {
        self.spots.iter().any(|s| s.first <= token && token <= s.last)
    }

    pub(super) fn is_person(&self, denotes: &Denotes) -> bool {
        match denotes {
            Denotes::Introduced(_) => true,
            Denotes::Lexicon(entities) => entities.iter().any(|e| matches!(e, Entity::Person(_))),
        }
    }

    /// Adds the mention of a name that stands without a title.
    pub(super) fn push_name(&mut self, index: usize) {
        let spot = self.spots[index].clone();
        let Some((actor, kind)) = self.describe(&spot) else { return };
        if kind == Kind::Person {
            let words: Vec<&str> = self.words[spot.first..=spot.last].to_vec();
            self.introduced.remember(&words, &spot.denotes);
        }
        self.push(kind, actor, (spot.head, spot.first, spot.last), spot.first..=spot.last);
    }

    /// What a spotted name denotes at this place and date.
    pub(super) fn describe(&self, spot: &Spot) -> Option<(Actor, Kind)> {
        let entities = match &spot.denotes {
            Denotes::Introduced(person) => {
                return Some((self.introduced.people[*person].clone(), Kind::Person));
            }
            Denotes::Lexicon(entities) => entities,
        };
        let date = (self.date_at)(spot.head);
        let state = entities.iter().find_map(|e| match e {
            Entity::State(state, form) => Some((*state, *form)),
            _ => None,
        });
        if let Some((state, form)) = state {
            return self.describe_state(state, form, spot);
        }
        let organisation = entities.iter().filter_map(|e| match e {
            Entity::Organisation(i) => Some(&self.knowledge.organisations[*i as usize]),
            _ => None,
        });
        let person = entities.iter().filter_map(|e| match e {
            Entity::Person(i) => Some(&self.knowledge.persons[*i as usize]),
            _ => None,
        });
        if let Some(named) = prefer_current(organisation, date) {
            let actor = describe_named(named, date);
            let actor = self.elsewhere(spot, &actor).unwrap_or(actor);
            return Some((actor, Kind::Organisation));
        }
        let named = prefer_current(person, date)?;
        let mut actor = describe_named(named, date);
        if !named.term_at(date).1 {
            // Out of office: one of the elite. Not yet in office: the title tells, if there is one.
            let served = date.is_none_or(|date| named.has_served(date));
            actor.sector = served.then_some(sector::ELI);
            actor.sectors.clear();
        }
        Some((actor, Kind::Person))
    }

    /// The like institution of another state, for a name that is also a common noun: "Chile's
    /// **Defense Department**", "the **Supreme Court**" in an article that is all about India.
    fn elsewhere(&self, spot: &Spot, named: &Actor) -> Option<Actor> {
        let own = named.country.filter(|c| self.knowledge.state(*c).is_some())?;
        let length = spot.last - spot.first;
        let agent = self.knowledge.agents(&self.lower(spot.last)).iter().find(|agent| {
            agent.before.len() == length
                && agent.after.is_empty()
                && self.phrase_fits(agent, spot.last)
        })?;
        let hit = Hit { agent, head: spot.head, first: spot.first, last: spot.last };
        let modifier = self
            .spots
            .iter()
            .filter(|other| other.first != spot.first)
            .filter(|other| self.modifier_rank(&hit, other).is_some())
            .find_map(|other| self.state_of(other));
        if modifier.is_some_and(|country| country == own) {
            return None;
        }
        let mentions = self.mentions.all();
        let at_home = || {
            mentions.iter().flat_map(|m| &m.actors).any(|actor| actor.country == Some(own))
                || self.spots.iter().any(|other| self.state_of(other) == Some(own))
        };
        let country = match modifier {
            Some(country) => country,
            None if at_home() => return None,
            None => main_country(mentions).filter(|c| self.knowledge.state(*c).is_some())?,
        };
        Some(Actor {
            country: Some(country),
            sector: agent.sector,
            sectors: agent.sectors.clone(),
            ..Actor::unknown(Via::Agent)
        })
    }

    /// The state a spotted name is a name, adjective or capital of.
    fn state_of(&self, spot: &Spot) -> Option<Code> {
        let Denotes::Lexicon(entities) = &spot.denotes else { return None };
        entities.iter().find_map(|e| match e {
            Entity::State(state, _) => Some(self.knowledge.states[*state as usize].code),
            _ => None,
        })
    }

    pub(super) fn describe_state(
        &self,
        state: u32,
        form: StateForm,
        spot: &Spot,
    ) -> Option<(Actor, Kind)> {
        let state = &self.knowledge.states[state as usize];
        let mut actor = Actor {
            name: Some(state.name.clone()),
            country: Some(state.code),
            sector: None,
            sectors: Vec::new(),
            wikidata: state.wikidata.clone(),
            via: Via::Name,
        };
        let word = self.tree.word(spot.head);
        match form {
            StateForm::Name => Some((actor, Kind::State)),
            StateForm::Metonym => {
                // A capital in which something happens is a place, not its government.
                if self.is_location(spot.head) {
                    return None;
                }
                actor.via = Via::Capital;
                actor.sector = Some(sector::GOV);
                Some((actor, Kind::State))
            }
            StateForm::Demonym | StateForm::Adjective => {
                actor.via = Via::Demonym;
                let nominal = matches!(word.xpos, Xpos::Nns | Xpos::Nnps)
                    && !matches!(word.deprel, Deprel::Amod | Deprel::Compound);
                Some((actor, if nominal { Kind::Group } else { Kind::State }))
            }
        }
    }

    /// Adds the mention of a name that nothing is known about: "Disha Ravi".
    ///
    /// It can be a party beside a known one, and keeps pronouns from pointing past it.
    pub(super) fn push_stranger(&mut self, token: usize) {
        let word = self.tree.word(token);
        let argument = matches!(
            word.deprel,
            Deprel::Nsubj
                | Deprel::NsubjPass
                | Deprel::Obj
                | Deprel::Iobj
                | Deprel::Obl
                | Deprel::OblAgent
                | Deprel::Nmod
                | Deprel::NmodPoss
                | Deprel::Conj
                | Deprel::Appos
        );
        let written_as_name = self.words[token].chars().next().is_some_and(char::is_uppercase)
            && self.words[token].chars().any(char::is_lowercase);
        if word.upos != Upos::Propn
            || !argument
            || !written_as_name
            || self.is(token, "calendar")
            || self.is_location(token) && word.deprel != Deprel::Obj
        {
            return;
        }
        let part = |t: usize| {
            matches!(self.tree.word(t).deprel, Deprel::Flat | Deprel::Compound)
                && self.tree.word(t).upos == Upos::Propn
        };
        let parts: Vec<usize> = self.tree.children(token).filter(|c| part(*c)).collect();
        let first = parts.iter().copied().chain([token]).min().unwrap_or(token);
        let last =
            parts.iter().map(|p| self.tree.extent(*p).1).chain([token]).max().unwrap_or(token);
        if (first..=last).any(|t| self.in_spot(t) || self.is_taken(t)) {
            return;
        }
        let words: Vec<&str> = self.words[first..=last].to_vec();
        let mut actor = Actor::unknown(Via::Name);
        actor.name =
            Some(self.doc.span_of(self.index, first, last).of(&self.doc.article.text).into());
        self.introduced.people.push(actor.clone());
        let denotes = Denotes::Introduced(self.introduced.people.len() - 1);
        self.introduced.remember(&words, &denotes);
        self.push(Kind::Person, actor, (token, first, last), first..=last);
    }

    /// The given and family name of a person whom the lexicon does not know, after or
    /// around a title: "Foreign Minister **Ri Su Yong**".
    pub(super) fn unknown_name(&self, hit: &Hit<'a>) -> Option<(usize, usize)> {
        let is_name = |t: usize| {
            self.tree.word(t).upos == Upos::Propn
                && !self.in_spot(t)
                && self.words[t].chars().next().is_some_and(char::is_uppercase)
                && self.words[t].chars().any(char::is_lowercase)
        };
        let start = hit.last + 1;
        let joins = start < self.words.len() && is_name(start) && {
            let governor = self.tree.head(start);
            let linked = |t: usize| (hit.first..=hit.last).contains(&t);
            governor.is_some_and(|g| linked(g) && is_naming(self.tree.word(start).deprel))
                || self.tree.head(hit.head).is_some_and(|g| {
                    g >= start && is_name(g) && is_naming(self.tree.word(hit.head).deprel)
                })
        };
        if !joins || !hit.agent.person {
            return None;
        }
        let mut last = start;
        while last + 1 < self.words.len() {
            let hyphen = self.tree.word(last + 1).xpos == Xpos::Hyph && last + 2 < self.words.len();
            if is_name(last + 1) {
                last += 1;
            } else if hyphen && self.doc_adjacent(last, last + 2) {
                last += 2;
            } else {
                break;
            }
        }
        Some((start, last))
    }

    /// Whether no white space stands between two tokens.
    pub(super) fn doc_adjacent(&self, first: usize, last: usize) -> bool {
        let tokens = &self.doc.sentences[self.index].tokens;
        (first..last).all(|t| tokens[t].span.end == tokens[t + 1].span.start)
    }
}

/// Relations by which a title and a name make one phrase.
pub(super) fn is_naming(deprel: Deprel) -> bool {
    matches!(
        deprel,
        Deprel::Flat
            | Deprel::Compound
            | Deprel::NmodDesc
            | Deprel::Appos
            | Deprel::Amod
            | Deprel::NmodUnmarked
    )
}

pub(super) fn describe_named(named: &Named, date: Option<Date>) -> Actor {
    let (term, _) = named.term_at(date);
    Actor {
        name: Some(named.name.clone()),
        country: term.country,
        sector: term.sector,
        sectors: term.sectors.clone(),
        wikidata: named.wikidata.clone(),
        via: Via::Name,
    }
}

/// Of several bearers of one name, the one whose term covers the date; else the first.
fn prefer_current<'n>(
    mut named: impl Iterator<Item = &'n Named> + Clone,
    date: Option<Date>,
) -> Option<&'n Named> {
    let all = named.clone();
    all.into_iter().find(|n| n.term_at(date).1).or_else(|| named.next())
}
