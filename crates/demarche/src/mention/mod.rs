//! Document → mentions: actors, times, places, quotations, coreference.

pub mod actor;
pub mod code;

pub use actor::{Actor, ActorMention, Via};
pub use code::Code;
