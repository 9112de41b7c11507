//! Document → mentions: actors, times, places, quotations, coreference.

pub mod actor;
pub mod code;

pub use actor::{Actor, ActorMention, Knowledge, Via};
pub use code::Code;
