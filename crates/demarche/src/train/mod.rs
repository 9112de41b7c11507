//! Trains the models: syntax from treebanks, coreference, the event scorer (feature `train`; used by `cargo xtask train`).

pub mod adam;
pub mod augment;
pub mod backward;
pub mod batches;
pub mod coref;
pub mod events;
pub mod examples;
pub mod lemma;
pub mod linear;
pub mod lstm;
pub mod objective;
pub mod random;
pub mod sentences;
pub mod syntax;
pub mod tagger;

#[cfg(test)]
mod determinism_test;
#[cfg(test)]
mod gradient_test;
