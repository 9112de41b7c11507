//! Document → events: predicate–argument frames matched by patterns, and what links them
//! to times and places.

pub mod codebook;
pub mod coder;
mod condition;
pub mod context;
pub mod date;
mod duplicate;
mod fill;
pub mod frame;
#[cfg(test)]
mod image_test;
mod link;
pub mod location;
pub mod modality;
pub mod party;
pub mod pattern;
pub mod patterns;
pub mod possible;
pub(crate) mod predicates;
pub mod score;
pub mod size;
pub mod trace;

pub use coder::{EventCoder, RawEvent};
pub use modality::Modality;
pub use party::Party;
