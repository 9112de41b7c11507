//! Fills roles with the actor mentions that their words denote or contain.

use super::frame::{Frame, Framer};
use super::pattern::{Filling, Path, Role};
use crate::mention::actor::{ActorMention, ActorMentions, Kind, Via};
use crate::syntax::{Deprel, Upos};

/// How deep inside a noun phrase an actor is looked for.
const DEPTH: usize = 3;

/// Finds arguments of one sentence's frames and the actors in them.
#[derive(Clone, Copy)]
pub(super) struct Filler<'a> {
    pub framer: Framer<'a>,
    pub mentions: &'a ActorMentions,
    pub sentence: usize,
}

/// An actor mention that fills a slot, and whether it had to be dug out of a phrase.
#[derive(Clone, Copy, Debug)]
pub(super) struct Filled<'a> {
    pub mention: &'a ActorMention,
    pub embedded: bool,
}

/// Whether a mention is a seat of government by name: as modifier of an event noun it is where
/// that took place ("the Ankara attack").
fn is_city(mention: &ActorMention) -> bool {
    mention.actors.iter().all(|actor| actor.via == Via::Capital)
}

impl<'a> Filler<'a> {
    /// The tokens at the end of a path.
    pub(super) fn follow(&self, frame: &Frame, path: &Path) -> Vec<usize> {
        let Some((first, rest)) = path.split_first() else { return Vec::new() };
        let tokens: Vec<usize> = match first {
            Role::Any => self.framer.clause(frame.head),
            role => frame.fillers(role).collect(),
        };
        if rest.is_empty() {
            return tokens;
        }
        let rest = rest.to_vec();
        tokens
            .into_iter()
            .filter_map(|token| self.framer.frame(token))
            .flat_map(|inner| self.follow(&inner, &rest))
            .collect()
    }

    /// The mentions that fill a slot: the first alternative that holds any.
    pub(super) fn fill(&self, frame: &Frame, filling: &Filling) -> Vec<Filled<'a>> {
        for alternative in filling {
            let mut found: Vec<Filled<'a>> = Vec::new();
            for path in alternative {
                let deep = !matches!(path.last(), Some(Role::Adj | Role::Adv | Role::Any));
                let locative = !matches!(path.as_slice(), [Role::Subj]);
                let modifier = matches!(path.last(), Some(Role::Adj))
                    && self.framer.knowledge.is(&frame.lemma, "deadly_event");
                for token in self.follow(frame, path) {
                    for filled in self.actors_at(token, deep, locative) {
                        if modifier && is_city(filled.mention) {
                            continue;
                        }
                        if found.iter().all(|f| !std::ptr::eq(f.mention, filled.mention)) {
                            found.push(filled);
                        }
                    }
                }
            }
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// Who is affected when the slots a pattern names are empty: the nearest actor among the
    /// object, the prepositional phrases and the complement of the predicate.
    pub(super) fn nearest(
        &self,
        frame: &Frame,
        accept: &dyn Fn(&ActorMention) -> bool,
    ) -> Vec<Filled<'a>> {
        self.nearest_in(frame, accept, DEPTH)
    }

    fn nearest_in(
        &self,
        frame: &Frame,
        accept: &dyn Fn(&ActorMention) -> bool,
        depth: usize,
    ) -> Vec<Filled<'a>> {
        let direct = |role: &Role| match role {
            Role::Obj => Some(0),
            Role::Iobj => Some(1),
            Role::Prep(prep) if self.framer.knowledge.is(prep, "recipient_preposition") => Some(2),
            _ => None,
        };
        let mut slots: Vec<(u32, usize)> = frame
            .roles
            .iter()
            .filter_map(|(role, token)| direct(role).map(|rank| (rank, *token)))
            .collect();
        slots.sort_by_key(|(rank, _)| *rank);
        for (_, token) in slots {
            let mut found = self.actors_at(token, true, true);
            found.retain(|f| accept(f.mention));
            if !found.is_empty() {
                return found;
            }
        }
        let located = frame.roles.iter().filter(|(role, _)| match role {
            Role::Prep(prep) => self.framer.knowledge.is(prep, "locative"),
            _ => false,
        });
        for (_, token) in located {
            let mut found = self.actors_at(*token, false, true);
            found.retain(|f| f.mention.kind == Kind::State && accept(f.mention));
            if !found.is_empty() {
                return found;
            }
        }
        if depth == 0 {
            return Vec::new();
        }
        let clauses = frame.roles.iter().filter(|(r, _)| matches!(r, Role::Inf | Role::Ing));
        for (_, token) in clauses {
            let Some(inner) = self.framer.frame(*token) else { continue };
            let found = self.nearest_in(&inner, accept, depth - 1);
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// The actors a phrase denotes: its head and the conjuncts of its head, or an actor in it.
    pub(super) fn actors_at(&self, token: usize, deep: bool, locative: bool) -> Vec<Filled<'a>> {
        let mut found = Vec::new();
        for head in self.conjuncts(token) {
            if let Some(mention) = self.mentions.at(self.sentence, head) {
                found.push(Filled { mention, embedded: false });
            } else if deep {
                found.extend(self.embedded(head, locative));
            }
        }
        found
    }

    /// Whether a phrase has a possessive pronoun: "its troops", "their embassies".
    pub(super) fn is_owned(&self, mention: &ActorMention) -> bool {
        let framer = &self.framer;
        mention.sentence == self.sentence
            && framer.tree.child(mention.head, Deprel::NmodPoss).is_some_and(|possessor| {
                framer.knowledge.is(&framer.lower[possessor], "possessive_pronoun")
            })
    }

    /// A word and the nouns coordinated with it.
    pub(super) fn conjuncts(&self, token: usize) -> Vec<usize> {
        let tree = self.framer.tree;
        let mut all = vec![token];
        let mut at = 0;
        while at < all.len() {
            let more = tree.children(all[at]).filter(|c| {
                tree.word(*c).deprel == Deprel::Conj
                    && matches!(
                        tree.word(*c).upos,
                        Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Adj
                    )
            });
            let more: Vec<usize> = more.collect();
            all.extend(more);
            at += 1;
        }
        all
    }

    /// The actor inside a phrase whose head is none: possessor, adjective, "by", "from",
    /// "of" before other prepositions; its conjuncts come along.
    fn embedded(&self, head: usize, locative: bool) -> Vec<Filled<'a>> {
        let mut best: Option<(u32, usize)> = None;
        self.search(head, 0, DEPTH, locative, &mut best);
        let Some((_, token)) = best else { return Vec::new() };
        self.conjuncts(token)
            .into_iter()
            .filter_map(|t| self.mentions.at(self.sentence, t))
            .map(|mention| Filled { mention, embedded: true })
            .collect()
    }

    fn search(
        &self,
        head: usize,
        rank: u32,
        depth: usize,
        locative: bool,
        best: &mut Option<(u32, usize)>,
    ) {
        if depth == 0 {
            return;
        }
        for child in self.framer.tree.children(head) {
            let Some(step) = self.step(child, locative) else { continue };
            let rank = rank * 4 + step;
            if best.is_some_and(|(r, _)| r <= rank) {
                continue;
            }
            if self.mentions.at(self.sentence, child).is_some() {
                *best = Some((rank, child));
            } else {
                self.search(child, rank, depth - 1, locative, best);
            }
        }
    }

    /// How close a dependent of a phrase is to being the actor it is about.
    fn step(&self, child: usize, locative: bool) -> Option<u32> {
        let tree = self.framer.tree;
        let case = tree
            .children(child)
            .find(|c| matches!(tree.word(*c).deprel, Deprel::Case | Deprel::Mark))
            .map(|c| self.framer.lower[c].as_str());
        match tree.word(child).deprel {
            Deprel::NmodPoss => Some(1),
            Deprel::Amod | Deprel::Compound | Deprel::NmodDesc | Deprel::Flat => Some(2),
            Deprel::Nmod | Deprel::Obl | Deprel::OblAgent => match case {
                Some("by") => Some(1),
                Some("from") => Some(2),
                Some("of" | "between") => Some(3),
                // "the attack on mosques killed 40": the target of a subject does not act.
                Some("on" | "against") if !locative => None,
                Some(other) if self.framer.knowledge.is(other, "locative") => locative.then_some(6),
                Some(_) => Some(5),
                None => Some(5),
            },
            Deprel::Acl => locative.then_some(6),
            Deprel::Appos => Some(4),
            _ => None,
        }
    }
}
