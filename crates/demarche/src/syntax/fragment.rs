//! Phrases without a verb that the parser took for clauses: "Rakhine rebels", "Syria's
//! displaced".
//!
//! The parser has learned from whole sentences and prefers a verb where it can. A phrase of
//! a few words that nothing but its last word makes a clause, and that no full stop ends, is
//! read as a noun phrase when that word is known as a noun.

use super::tags::{Deprel, Upos, Xpos};
use super::tree::{Tree, Word};

/// Longer phrases are taken as the parser reads them.
const LONGEST: usize = 5;

/// Whether only the last word makes a clause of what may be a noun phrase.
///
/// ```
/// use demarche::syntax::{fragment, EnglishParser, Parser};
/// let parser = EnglishParser::embedded();
/// assert!(!fragment::is_candidate(&parser.parse(&["Rebels", "left", "the", "town"])));
/// ```
pub fn is_candidate(tree: &Tree) -> bool {
    let n = tree.len();
    if !(2..=LONGEST).contains(&n) || tree.root() != Some(n - 1) {
        return false;
    }
    let verbal = match tree.word(n - 1).xpos {
        Xpos::Vbz => true,
        Xpos::Vbn | Xpos::Vbd => (0..n - 1).any(|t| is_possessive(tree, t)),
        _ => false,
    };
    let nominal = |t: usize| {
        let upos = tree.word(t).upos;
        matches!(upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det | Upos::Num)
            || is_possessive(tree, t)
    };
    verbal && (0..n - 1).all(nominal)
}

/// A candidate with its last word as the head of a noun phrase.
pub fn as_noun_phrase(tree: Tree) -> Tree {
    let last = tree.len() - 1;
    let words = tree.words().iter().enumerate().map(|(t, word)| {
        let mut word = word.clone();
        if t == last {
            return Word { upos: Upos::Noun, xpos: Xpos::Nns, ..word };
        }
        if word.head.map(usize::from) == Some(last) {
            let owns = tree.children(t).any(|c| is_possessive(&tree, c));
            word.deprel = match word.upos {
                _ if owns => Deprel::NmodPoss,
                Upos::Noun | Upos::Propn => Deprel::Compound,
                Upos::Adj => Deprel::Amod,
                Upos::Num => Deprel::Nummod,
                Upos::Det => Deprel::Det,
                _ => word.deprel,
            };
        }
        word
    });
    Tree::new(words.collect())
}

fn is_possessive(tree: &Tree, t: usize) -> bool {
    tree.word(t).xpos == Xpos::Pos
}
