//! Document → events: predicate–argument frames matched by patterns.

pub mod codebook;
pub mod coder;
pub mod context;
mod fill;
pub mod frame;
pub mod modality;
pub mod pattern;
pub mod patterns;
pub mod trace;

pub use coder::{EventCoder, RawEvent};
pub use modality::Modality;
