//! Document → events: predicate–argument frames matched by patterns, and what links them
//! to times and places.

pub mod codebook;
pub mod coder;
pub mod context;
pub mod date;
mod fill;
pub mod frame;
pub mod location;
pub mod modality;
pub mod pattern;
pub mod patterns;
pub mod trace;

pub use coder::{EventCoder, RawEvent};
pub use modality::Modality;
