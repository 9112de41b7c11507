//! Coreference: which earlier noun phrase a third-person pronoun points to.
//!
//! A small mention-ranking resolver. Noun phrases are gathered into entities (same name, same
//! head with an article, apposition) while the text is read from left to right; for every
//! pronoun the entities seen so far, and "nothing", are scored by a linear model over a few
//! features, and the best takes it. All noun phrases compete, not only actors: a pronoun that
//! points to a website must not be given to the government named before it.
//!
//! The weights stand in `lexicon/coref/weights.tsv` and are trained by `cargo xtask train
//! coref`. The figures are in `evaluation/RESULTS.md`.

mod features;
mod noun;
mod rank;
mod words;

#[cfg(test)]
mod tests;

pub use features::Names;
pub use noun::{Entity, Noun};
pub use rank::{Candidates, Choice, Link, Links, Resolver, Weights};
pub use words::{Gender, Words};
