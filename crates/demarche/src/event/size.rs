//! Stated numbers of people: dead, injured, arrested, participants.

use std::collections::HashMap;

use super::coder::lower_words;
use super::frame::{Frame, Framer, Grammar};
use super::pattern::{Pos, Role};
use crate::document::Document;
use crate::error::Error;
use crate::event::RawEvent;
use crate::lexicon::Lexicon;
use crate::mention::actor::Knowledge;
use crate::span::Span;
use crate::syntax::{Deprel, Tree, Xpos};

/// Steps in the tree from an event's trigger to a word that counts people.
const NEAR: usize = 3;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Counted {
    /// Killed.
    Dead,
    /// Injured.
    Injured,
    /// Arrested.
    Arrested,
    /// Took part.
    Participants,
}

/// A number of people and the words that state it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// What is counted.
    pub kind: Counted,
    /// How many.
    pub number: u64,
    /// The number and the noun, as bytes of the article text.
    pub span: Span,
}

/// The words that count, compiled.
#[derive(Debug, Default)]
pub struct Sizes {
    words: HashMap<(Pos, Box<str>), (Counted, Role)>,
    numbers: HashMap<Box<str>, u64>,
}

impl Sizes {
    /// Compiles `grammar/sizes.tsv` and the numbers of `time/words.tsv`.
    ///
    /// # Errors
    ///
    /// When a table is missing or a field has none of its values.
    pub fn new(lexicon: &Lexicon) -> Result<Sizes, Error> {
        let mut sizes = Sizes::default();
        for row in lexicon.records("grammar/sizes.tsv")? {
            let pos = match row.get("pos") {
                "v" => Pos::Verb,
                "n" => Pos::Noun,
                "a" => Pos::Adj,
                other => return Err(row.fault("pos", format!("`{other}` is no part of speech"))),
            };
            let kind = match row.get("kind") {
                "dead" => Counted::Dead,
                "injured" => Counted::Injured,
                "arrested" => Counted::Arrested,
                "participants" => Counted::Participants,
                other => return Err(row.fault("kind", format!("`{other}` is not counted"))),
            };
            let role = match row.get("role") {
                "subj" => Role::Subj,
                "obj" => Role::Obj,
                preposition => Role::Prep(preposition.into()),
            };
            sizes.words.insert((pos, row.get("lemma").into()), (kind, role));
        }
        for row in lexicon.records("time/words.tsv")? {
            if row.get("class") == "number" {
                sizes.numbers.insert(row.get("word").into(), row.number("value")? as u64);
            }
        }
        Ok(sizes)
    }

    /// The numbers stated for an event: at its trigger or at words close to it in the tree.
    /// Several numbers of one kind ("two soldiers and a child") add up when they stand at one
    /// word; of several words the nearest counts.
    pub fn of(
        &self,
        doc: &Document,
        grammar: &Grammar,
        knowledge: &Knowledge,
        event: &RawEvent,
    ) -> Vec<Count> {
        let Some(tree) = &doc.trees[event.sentence] else { return Vec::new() };
        let lower = lower_words(doc, event.sentence);
        let framer = Framer { tree, lower: &lower, grammar, knowledge };
        let mut near: Vec<(usize, usize)> = (0..tree.len())
            .filter_map(|t| distance(tree, event.token, t).map(|d| (d, t)))
            .collect();
        near.sort_unstable();
        let mut counts: Vec<Count> = Vec::new();
        for (_, token) in near {
            let Some(frame) = framer.frame(token) else { continue };
            let Some((kind, role)) = self.word(&frame) else { continue };
            let fits = match kind {
                Counted::Participants => {
                    knowledge.is(&event.event.to_lowercase(), "counts_participants")
                }
                _ => knowledge.is(&event.event.to_lowercase(), "counts_victims"),
            };
            if !fits || counts.iter().any(|c| c.kind == kind) {
                continue;
            }
            let mut stated: Vec<(u64, usize, usize)> = Vec::new();
            for filler in self.counted(&framer, &frame, role) {
                stated.extend(self.number_at(tree, &lower, filler));
            }
            stated.sort_unstable_by_key(|(_, first, _)| *first);
            stated.dedup();
            let (Some(first), Some(last)) = (stated.first(), stated.last()) else { continue };
            counts.push(Count {
                kind,
                number: stated.iter().map(|(n, _, _)| n).sum(),
                span: doc.span_of(event.sentence, first.1, last.2.max(first.2)),
            });
        }
        counts.sort_by_key(|c| c.kind);
        counts
    }

    fn word(&self, frame: &Frame) -> Option<(Counted, &Role)> {
        let (kind, role) = self.words.get(&(frame.pos, frame.lemma.clone()))?;
        Some((*kind, role))
    }

    /// The nouns that fill the role, and those coordinated with them.
    fn counted(&self, framer: &Framer<'_>, frame: &Frame, role: &Role) -> Vec<usize> {
        let tree = framer.tree;
        let mut nouns: Vec<usize> = frame.fillers(role).collect();
        // "left 40 people dead": the object of the verb is what the adjective speaks of.
        if frame.pos == Pos::Adj
            && tree.word(frame.head).deprel == Deprel::Xcomp
            && let Some(object) = tree.head(frame.head).and_then(|v| tree.child(v, Deprel::Obj))
        {
            nouns = vec![object];
        }
        let mut at = 0;
        while at < nouns.len() {
            let more: Vec<usize> = tree
                .children(nouns[at])
                .filter(|c| tree.word(*c).deprel == Deprel::Conj && !nouns.contains(c))
                // "killed one and injured 12 others", where "injured" was read as an adjective.
                .filter(|c| !tree.children(*c).any(|m| self.is_participle(tree, m)))
                .collect();
            nouns.extend(more);
            at += 1;
        }
        nouns
    }

    fn is_participle(&self, tree: &Tree, token: usize) -> bool {
        let word = tree.word(token);
        let lemma = word.lemma.to_lowercase();
        word.deprel == Deprel::Amod
            && [Pos::Adj, Pos::Verb].iter().any(|p| self.words.contains_key(&(*p, (*lemma).into())))
    }

    /// The number at a noun, with the first token of the number and the noun.
    fn number_at(&self, tree: &Tree, lower: &[String], noun: usize) -> Option<(u64, usize, usize)> {
        let own = self.parse(lower, noun).map(|_| noun);
        let number = own.or_else(|| tree.child(noun, Deprel::Nummod));
        if let Some(number) = number {
            let value = self.parse(lower, number)?;
            // "two million people": the parts of a number hang on each other.
            let scaled = tree.children(number).chain([number]).filter_map(|t| self.parse(lower, t));
            let value = if tree.children(number).any(|c| self.parse(lower, c).is_some()) {
                scaled.product()
            } else {
                value
            };
            let first = tree.children(number).chain([number]).min().unwrap_or(number);
            return Some((value, first.min(noun), noun));
        }
        let one = tree.child(noun, Deprel::Det).filter(|d| matches!(&*lower[*d], "a" | "an"));
        let person = tree.word(noun).xpos == Xpos::Nn;
        one.filter(|_| person).map(|d| (1, d, noun))
    }

    fn parse(&self, lower: &[String], token: usize) -> Option<u64> {
        let word = lower[token].replace(',', "");
        match word.parse() {
            Ok(number) => Some(number),
            Err(_) => self.numbers.get(&*word).copied(),
        }
    }
}

/// Steps between two words in the tree, up to [`NEAR`].
fn distance(tree: &Tree, a: usize, b: usize) -> Option<usize> {
    let climb = |from: usize| {
        let mut way = vec![from];
        while let Some(head) = tree.head(way[way.len() - 1]).filter(|_| way.len() <= NEAR) {
            way.push(head);
        }
        way
    };
    let (up, down) = (climb(a), climb(b));
    let steps =
        up.iter().enumerate().filter_map(|(i, t)| down.iter().position(|d| d == t).map(|j| i + j));
    steps.min().filter(|d| *d <= NEAR)
}
