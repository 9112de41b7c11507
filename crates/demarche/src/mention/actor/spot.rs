//! Finds names of the lexicon, and short forms of names the document has introduced.

use std::collections::HashMap;

use super::knowledge::{Entity, Knowledge, StateForm};
use crate::syntax::{Deprel, Tree, Upos};

/// What a spotted name denotes.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Denotes {
    /// Entities of the lexicon that bear the name.
    Lexicon(Vec<Entity>),
    /// A person the document introduced by title: index into [`Introduced::people`].
    Introduced(usize),
}

/// A name found in a sentence.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    pub first: usize,
    /// Inclusive.
    pub last: usize,
    /// The token of the name that the rest of the sentence attaches to.
    pub head: usize,
    pub denotes: Denotes,
}

/// Names the document has used so far, so that a surname alone finds its bearer.
#[derive(Debug, Default)]
pub(super) struct Introduced {
    short: HashMap<Box<str>, Denotes>,
    pub people: Vec<super::Actor>,
}

impl Introduced {
    /// Remembers the parts of a person's name.
    pub(super) fn remember(&mut self, words: &[&str], denotes: &Denotes) {
        if words.len() < 2 {
            return;
        }
        for word in [words[0], words[words.len() - 1]] {
            let capital = word.chars().next().is_some_and(char::is_uppercase);
            if capital && word.chars().count() > 1 {
                // A second bearer of a surname is told apart by full name.
                self.short.entry(word.into()).or_insert_with(|| denotes.clone());
            }
        }
    }

    fn bearer(&self, word: &str) -> Option<&Denotes> {
        self.short.get(word)
    }
}

/// The names in a sentence, left to right, not overlapping.
pub(super) fn spot(
    words: &[&str],
    tree: &Tree,
    knowledge: &Knowledge,
    introduced: &Introduced,
) -> Vec<Spot> {
    let mut spots = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let starts_name =
            words[at].chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
        if !starts_name {
            // Names such as "al-Qaeda" begin in lower case.
            if knowledge.names.longest(&words[at..]).is_none_or(|(n, _)| n < 2) {
                at += 1;
                continue;
            }
        }
        let lexical = knowledge.names.longest(&words[at..]);
        let (length, denotes) = match (lexical, introduced.bearer(words[at])) {
            (Some((1, _)) | None, Some(bearer)) if is_name_word(tree, at) => (1, bearer.clone()),
            (Some((length, entities)), _) => (length, Denotes::Lexicon(entities.to_vec())),
            (None, _) => {
                at += 1;
                continue;
            }
        };
        let last = at + length - 1;
        let head = head_of(tree, at, last);
        let spot = Spot { first: at, last, head, denotes };
        if is_credible(&spot, words, tree, knowledge) {
            spots.push(spot);
        }
        at = last + 1;
    }
    spots
}

/// The token of `first..=last` whose governor lies outside the range.
pub(super) fn head_of(tree: &Tree, first: usize, last: usize) -> usize {
    (first..=last).find(|t| tree.head(*t).is_none_or(|h| h < first || h > last)).unwrap_or(first)
}

fn is_name_word(tree: &Tree, token: usize) -> bool {
    matches!(tree.word(token).upos, Upos::Propn | Upos::Noun | Upos::X)
}

/// Refuses names that are part of a longer, unknown name ("Michael **Jordan**",
/// "**Paris** Hilton") and single capitalised words that are no names here.
fn is_credible(spot: &Spot, words: &[&str], tree: &Tree, knowledge: &Knowledge) -> bool {
    let outside = |t: usize| t < spot.first || t > spot.last;
    let inside = |t: usize| !outside(t);
    let is_person_like = match &spot.denotes {
        Denotes::Introduced(_) => true,
        Denotes::Lexicon(entities) => entities.iter().all(|e| matches!(e, Entity::Person(_))),
    };
    let is_adjective = match &spot.denotes {
        Denotes::Introduced(_) => false,
        Denotes::Lexicon(entities) => {
            entities.iter().any(|e| matches!(e, Entity::State(_, StateForm::Adjective)))
        }
    };
    if is_adjective {
        return true;
    }
    let upos = tree.word(spot.head).upos;
    if spot.first == spot.last && matches!(upos, Upos::Verb | Upos::Aux | Upos::Adp | Upos::Adv) {
        return false;
    }
    if is_person_like {
        // A given name before a known surname is somebody else: "Melania Trump".
        let before = spot.first.checked_sub(1);
        let given = before.is_some_and(|b| {
            tree.word(b).upos == Upos::Propn
                && (tree.head(b) == Some(spot.head) && tree.word(b).deprel == Deprel::Flat
                    || tree.head(spot.head) == Some(b)
                        && tree.word(spot.head).deprel == Deprel::Flat)
                && words[b].chars().skip(1).any(char::is_lowercase)
        });
        if spot.first == spot.last {
            return !given || before.is_some_and(|b| is_title(words[b]));
        }
        // So is a family name after two known given ones: "Juan Carlos Jobet".
        let after = spot.last + 1;
        let joined = |t: usize| {
            let names = matches!(tree.word(t).upos, Upos::Propn | Upos::Noun);
            let below = tree.word(t).deprel == Deprel::Flat && tree.head(t).is_some_and(inside);
            let above = tree.head(spot.head) == Some(t)
                && matches!(tree.word(spot.head).deprel, Deprel::Flat | Deprel::Compound);
            names && (below || above)
        };
        let longer = after < words.len()
            && joined(after)
            && words[after].starts_with(char::is_uppercase)
            && words[after].chars().skip(1).any(char::is_lowercase)
            && !knowledge.is(&words[after].to_lowercase(), "name_particle")
            && knowledge.agents(&words[after].to_lowercase()).is_empty();
        return !longer;
    }
    let flat = |t: usize| tree.word(t).deprel == Deprel::Flat && tree.word(t).upos == Upos::Propn;
    let longer = flat(spot.head) && tree.head(spot.head).is_some_and(outside)
        || tree.children(spot.head).any(|c| outside(c) && flat(c));
    !longer || spot.first != spot.last
}

/// Whether a word before a surname is a title rather than a given name: titles are common
/// nouns elsewhere, so they are all in the agent table; abbreviations end in a point.
fn is_title(word: &str) -> bool {
    word.ends_with('.')
}
