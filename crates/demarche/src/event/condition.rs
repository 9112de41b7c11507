//! Tests a pattern's conditions against a frame.

use super::fill::Filler;
use super::frame::{Frame, Framer};
use super::pattern::{Condition, KindTest, Test, Value};
use super::patterns::PatternBook;
use crate::mention::actor::Kind;
use crate::mention::code::sector;
use crate::syntax::Upos;

impl PatternBook {
    pub(super) fn holds(&self, filler: &Filler<'_>, frame: &Frame, condition: &Condition) -> bool {
        let tokens: Vec<usize> =
            condition.paths.iter().flat_map(|path| filler.follow(frame, path)).collect();
        match &condition.test {
            Test::Present => !tokens.is_empty(),
            Test::Lemma(values) => tokens.iter().any(|token| {
                filler
                    .conjuncts(*token)
                    .into_iter()
                    .any(|t| values.iter().any(|v| self.is_value(&filler.framer, t, v)))
            }),
            Test::Kind(kinds) => {
                tokens.iter().any(|token| kinds.iter().any(|kind| is_kind(filler, *token, *kind)))
            }
        }
    }

    pub(super) fn is_value(&self, framer: &Framer<'_>, token: usize, value: &Value) -> bool {
        let lemma = joined(framer, token);
        let is_class = |class: &str, lemma: &str| self.in_class(class, lemma);
        match value {
            Value::Class(class) => {
                is_class(class, &lemma)
                    || is_class(class, &framer.lower[token])
                    || framer.tree.children(token).any(|c| {
                        let prefix = framer.tree.word(c).lemma.to_lowercase();
                        c < token && is_class(class, &format!("{prefix}_{lemma}"))
                    })
            }
            Value::Lemma(parts) => {
                let Some((head, modifiers)) = parts.split_last() else { return false };
                let head_fits = **head == *lemma || **head == *framer.lower[token];
                head_fits
                    && modifiers.iter().all(|m| {
                        framer.tree.children(token).any(|c| {
                            **m == *framer.lower[c]
                                || **m == *framer.tree.word(c).lemma.to_lowercase()
                        })
                    })
            }
        }
    }
}

/// A word's lemma, with the parts a hyphen ties to it: "cease-fire" is `ceasefire`.
fn joined(framer: &Framer<'_>, token: usize) -> String {
    let mut lemma = framer.tree.word(token).lemma.to_lowercase();
    let mut at = token;
    while at >= 2 && framer.lower[at - 1] == "-" && framer.tree.head(at - 2) == Some(token) {
        at -= 2;
        lemma.insert_str(0, &framer.lower[at]);
    }
    lemma
}

fn is_kind(filler: &Filler<'_>, token: usize, kind: KindTest) -> bool {
    let filled = filler.actors_at(token, true, true);
    match kind {
        KindTest::Actor => !filled.is_empty(),
        KindTest::Place => {
            let proper = filler.framer.tree.word(token).upos == Upos::Propn;
            filled.iter().any(|f| f.mention.kind == Kind::State) || proper && filled.is_empty()
        }
        _ => filled.iter().any(|f| match kind {
            KindTest::State => {
                f.mention.kind == Kind::State
                    || f.mention
                        .actors
                        .iter()
                        .any(|a| a.country.is_some() && a.sector == Some(sector::GOV))
            }
            KindTest::Org => f.mention.kind == Kind::Organisation,
            KindTest::Person => f.mention.kind == Kind::Person,
            // Sectors and pseudo-countries (UNO, IGO) have distinct codes.
            KindTest::Sector(code) => f.mention.actors.iter().any(|a| {
                a.sector == Some(code) || a.country == Some(code) || a.sectors.contains(&code)
            }),
            KindTest::Actor | KindTest::Place => false,
        }),
    }
}
