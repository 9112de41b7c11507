//! The tables under `lexicon/`: read, checked, embedded, overlaid by the user's own.
//!
//! Every stage takes its knowledge from here and holds no word list of its own. The
//! format is described in `lexicon/README.md`.

pub(crate) mod block;
pub mod check;
pub mod diff;
pub mod embedded;
pub mod find;
mod folder;
pub(crate) mod hash;
#[cfg(test)]
mod image_test;
pub mod record;
pub(crate) mod section;
pub(crate) mod shelf;
pub mod stats;
pub mod table;
pub mod tables;
pub(crate) mod trie;

pub use record::Record;
pub use table::{Column, Row, Table};
pub use tables::Lexicon;
