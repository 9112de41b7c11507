//! Trains the syntax model from treebanks (feature `train`; used by `cargo xtask train`).

pub mod adam;
pub mod augment;
pub mod backward;
pub mod batches;
pub mod coref;
pub mod examples;
pub mod lemma;
pub mod lstm;
pub mod objective;
pub mod random;
pub mod syntax;
pub mod tagger;

#[cfg(test)]
mod determinism_test;
#[cfg(test)]
mod gradient_test;
