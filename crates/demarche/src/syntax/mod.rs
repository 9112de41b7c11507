//! Sentence → part-of-speech tags, lemmas, dependency tree.
//!
//! Universal Dependencies v2 with the English Penn tags. The parser stands behind
//! [`Parser`], so that a better one can replace a faster one.

pub mod chunk;
#[cfg(any(feature = "train", feature = "evaluate", test))]
pub mod conllu;
pub mod decode;
#[cfg(test)]
mod decode_test;
pub mod english;
pub mod form;
#[cfg(test)]
mod form_test;
pub mod fragment;
pub mod gemm;
pub mod kernels;
pub mod lemma;
pub mod network;
pub mod packed;
#[cfg(test)]
mod packed_test;
pub mod tagger;
pub mod tags;
pub mod tree;

pub use english::EnglishParser;
pub use tags::{Deprel, Upos, Xpos};
pub use tree::{Tree, Word};

/// Turns the tokens of one sentence into a dependency tree.
pub trait Parser: Send + Sync {
    /// Tags, lemmatises and parses `tokens`, the surface forms of one sentence.
    ///
    /// Never fails: the answer is a well-formed [`Tree`] over exactly these tokens.
    fn parse(&self, tokens: &[&str]) -> Tree;

    /// Name and version of the model, for the records.
    fn version(&self) -> &str;
}
