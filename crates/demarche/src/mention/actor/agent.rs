//! Common nouns that denote actors: "Turkish-backed Syrian rebels", "police spokesman".

use super::anaphora;
use super::compose::SentenceReader;
use super::knowledge::{Agent, Entity};
use super::naming::{describe_named, is_naming};
use super::spot::{Denotes, Spot};
use super::{Actor, Via};
use crate::mention::code::sector;
use crate::syntax::{Deprel, Upos, Xpos};

/// A common noun that denotes actors, found at a token.
pub(super) struct Hit<'k> {
    pub agent: &'k Agent,
    pub head: usize,
    pub first: usize,
    pub last: usize,
}

impl<'a> SentenceReader<'a> {
    /// The agent phrase whose head is `token`, the longest first.
    pub(super) fn agent_at(&self, token: usize) -> Option<Hit<'a>> {
        let nominal = matches!(self.tree.word(token).upos, Upos::Noun | Upos::Propn);
        let nominalised = !nominal && self.is_nominalised(token);
        if !nominal && !nominalised && self.tree.word(token).upos != Upos::Adj {
            return None;
        }
        let knowledge = self.knowledge;
        let (lemma, lower) = (self.lemma(token), self.lower(token));
        let adjective = !nominal && !nominalised;
        [lemma, lower].iter().find_map(|form| {
            knowledge
                .agents(form)
                .iter()
                .find(|agent| {
                    self.phrase_fits(agent, token) && (!adjective || !agent.before.is_empty())
                })
                .map(|agent| Hit {
                    agent,
                    head: token,
                    first: token - agent.before.len(),
                    last: token + agent.after.len(),
                })
        })
    }

    /// "the **displaced**", "Syria's **wounded**": an adjective or participle that heads a
    /// noun phrase.
    fn is_nominalised(&self, token: usize) -> bool {
        let word = self.tree.word(token);
        let plain = word.upos == Upos::Adj || word.xpos == Xpos::Vbn;
        plain
            && (word.head.is_none() || is_argument(word.deprel))
            && self.tree.children(token).any(|c| {
                c < token
                    && (self.tree.word(c).deprel == Deprel::NmodPoss
                        || self.tree.word(c).deprel == Deprel::Det && self.is(c, "definite"))
            })
    }

    pub(super) fn phrase_fits(&self, agent: &Agent, head: usize) -> bool {
        let same = |word: &str, token: usize| {
            let lower = self.lower(token);
            *word == *lower || *word == *self.lemma(token)
        };
        head >= agent.before.len()
            && head + agent.after.len() < self.words.len()
            && agent.before.iter().rev().zip((0..head).rev()).all(|(w, t)| same(w, t))
            && agent.after.iter().zip(head + 1..).all(|(w, t)| same(w, t))
    }

    /// Country and sector of a common-noun phrase from its modifiers.
    pub(super) fn describe_agent(&self, hit: &Hit<'a>) -> Actor {
        let mut actor = Actor::unknown(Via::Agent);
        actor.sector = hit.agent.sector;
        actor.sectors = hit.agent.sectors.clone();
        self.apply_modifiers(hit, &mut actor);
        if self.has_former(hit.head) && actor.sector.is_some_and(|s| s != sector::CVL) {
            actor.sector = Some(sector::ELI);
            actor.sectors.clear();
            return actor;
        }
        let singular = matches!(self.tree.word(hit.head).xpos, Xpos::Nn | Xpos::Nnp);
        // "the president of a human rights league" holds no office of state.
        let office = singular && !hit.agent.role.is_empty() && actor.sector == hit.agent.sector;
        if office {
            self.apply_role(hit, &mut actor);
        }
        if actor.country.is_none() && self.is_definite(hit.head) {
            actor.country = anaphora::country_in_focus(self, hit.head, &actor);
            if office {
                self.apply_role(hit, &mut actor);
            }
        }
        actor
    }

    /// Whether the phrase has a definite determiner ("the police"), or none at all while
    /// being singular, as headlines and titles have it.
    pub(super) fn is_definite(&self, head: usize) -> bool {
        self.tree
            .children(head)
            .any(|c| self.tree.word(c).deprel == Deprel::Det && self.is(c, "definite"))
    }

    pub(super) fn apply_modifiers(&self, hit: &Hit<'a>, actor: &mut Actor) {
        let collective = self.knowledge.is(&self.lemma(hit.head), "collective_head")
            || self.knowledge.is(&self.lemma(hit.head), "group_noun");
        let mut best: Option<(u8, &Spot)> = None;
        for spot in &self.spots {
            let Some(rank) = self.modifier_rank(hit, spot) else { continue };
            if best.is_none_or(|(r, _)| rank < r) {
                best = Some((rank, spot));
            }
        }
        if let Some((_, spot)) = best {
            let state = self.country_of(spot);
            if let Some(described) = state {
                actor.country = described.country;
                let organisation = match &spot.denotes {
                    Denotes::Lexicon(entities) => entities.iter().find_map(|e| match e {
                        Entity::Organisation(i) => Some(&self.knowledge.organisations[*i as usize]),
                        _ => None,
                    }),
                    Denotes::Introduced(_) => None,
                };
                // "Kurdish fighters" are fighters, "a Jewish leader" is one of the community.
                let own = actor.sector.map(|s| s.as_str().to_lowercase());
                let takes_sector = organisation.is_some_and(|o| {
                    let community = self.knowledge.is(&o.kind, "community_kind");
                    let vague = own.as_deref().is_none_or(|s| self.knowledge.is(s, "vague_sector"));
                    !self.knowledge.is(&o.kind, "kind_without_sector") && (!community || vague)
                });
                if collective && takes_sector && described.sector.is_some() {
                    actor.sector = described.sector;
                    actor.sectors = described.sectors;
                }
            }
            return;
        }
        // "its envoy", "whose president"
        let possessor = self.tree.child(hit.head, Deprel::NmodPoss);
        let country = possessor.and_then(|p| {
            if let Some(mention) = self.mentions.at(self.index, p) {
                return mention.actors[0].country;
            }
            self.is(p, "relative_pronoun").then(|| anaphora::relative_country(self, p)).flatten()
        });
        if country.is_some() {
            actor.country = country;
            return;
        }
        if collective {
            self.apply_inner_agent(hit, actor);
        }
    }

    /// "police spokesman", "a spokesman for the rebels": the collective it belongs to.
    pub(super) fn apply_inner_agent(&self, hit: &Hit<'a>, actor: &mut Actor) {
        let inner = self.tree.children(hit.head).find_map(|c| {
            let belongs = matches!(
                self.tree.word(c).deprel,
                Deprel::Compound | Deprel::NmodPoss | Deprel::Nmod | Deprel::Amod
            ) && !(hit.first..=hit.last).contains(&c);
            belongs.then(|| self.agent_at(c)).flatten()
        });
        let Some(inner) = inner else { return };
        let described = self.describe_agent(&inner);
        if described.sector.is_some() {
            actor.sector = described.sector;
            actor.sectors = described.sectors;
        }
        actor.country = actor.country.or(described.country);
    }

    /// How closely a name modifies an agent noun; `None` when it does not.
    pub(super) fn modifier_rank(&self, hit: &Hit<'a>, spot: &Spot) -> Option<u8> {
        // A name with its title ("of President Joe Biden") attaches through the title.
        let outer = match self.tree.head(spot.head) {
            Some(g)
                if g < spot.first
                    && is_naming(self.tree.word(spot.head).deprel)
                    && g != hit.head
                    && self.agent_at(g).is_some() =>
            {
                g
            }
            _ => spot.head,
        };
        let governor = self.tree.head(outer)?;
        if !(hit.first..=hit.last).contains(&governor) {
            return None;
        }
        let case = self.tree.child(outer, Deprel::Case);
        let within = |class: &str| case.is_some_and(|c| self.is(c, class));
        match self.tree.word(outer).deprel {
            Deprel::NmodPoss => Some(0),
            Deprel::Amod | Deprel::Compound | Deprel::NmodDesc | Deprel::Flat | Deprel::Det
                if outer < hit.head =>
            {
                Some(1)
            }
            Deprel::Nmod if within("source_preposition") => Some(2),
            Deprel::Nmod if case.is_none() => Some(3),
            _ => None,
        }
    }

    /// Country, sector of a name used as a modifier; places count as their country.
    pub(super) fn country_of(&self, spot: &Spot) -> Option<Actor> {
        if let Denotes::Lexicon(entities) = &spot.denotes {
            let state = entities.iter().find_map(|e| match e {
                Entity::State(state, _) => Some(*state),
                _ => None,
            });
            if let Some(state) = state {
                let mut actor = Actor::unknown(Via::Name);
                actor.country = Some(self.knowledge.states[state as usize].code);
                return Some(actor);
            }
        }
        self.describe(spot).map(|(actor, _)| actor)
    }

    /// Names the holder of an office: "the Republican president" of 2019.
    pub(super) fn apply_role(&self, hit: &Hit<'a>, actor: &mut Actor) {
        let party = self.tree.children(hit.head).find_map(|c| {
            let word = self.words[c];
            let named = word.chars().next().is_some_and(char::is_uppercase);
            (c < hit.head && named && self.tree.word(c).deprel != Deprel::Det).then_some(word)
        });
        let date = (self.date_at)(hit.head);
        let roles = [&*hit.agent.role, "head_of_government"];
        let tries = if hit.agent.role.as_ref() == "head_of_state" { 2 } else { 1 };
        let holder = roles[..tries].iter().find_map(|role| {
            let by_party = party.and_then(|p| self.knowledge.holder(role, None, Some(p), date));
            by_party.or_else(|| {
                let holder = self.knowledge.holder(role, actor.country, None, date)?;
                let other = party.is_some_and(|p| self.knowledge.of_other_party(holder, p));
                (!other).then_some(holder)
            })
        });
        let Some(person) = holder else { return };
        let named = &self.knowledge.persons[person as usize];
        *actor = describe_named(named, date);
        actor.via = Via::Role;
    }

    pub(super) fn has_former(&self, head: usize) -> bool {
        self.tree.children(head).any(|c| c < head && self.is(c, "former"))
            || head > 1 && self.words[head - 1] == "-" && self.is(head - 2, "former")
    }
}

/// Relations of a noun phrase to what it depends on.
fn is_argument(deprel: Deprel) -> bool {
    matches!(
        deprel,
        Deprel::Nsubj
            | Deprel::NsubjPass
            | Deprel::Obj
            | Deprel::Iobj
            | Deprel::Obl
            | Deprel::OblAgent
            | Deprel::Nmod
            | Deprel::Conj
    )
}
