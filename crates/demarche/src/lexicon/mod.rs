//! The tables under `lexicon/`: read, checked, embedded, overlaid by the user's own.
//!
//! Every stage takes its knowledge from here and holds no word list of its own. The
//! format is described in `lexicon/README.md`.

pub mod check;
pub mod diff;
pub mod embedded;
pub mod find;
mod folder;
pub mod record;
pub mod stats;
pub mod table;

pub use embedded::Lexicon;
pub use record::Record;
pub use table::{Column, Row, Table};
