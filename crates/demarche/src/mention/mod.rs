//! Document → mentions: actors, times, places, quotations, coreference.

pub mod actor;
pub mod code;
pub mod coref;
pub mod phrases;
pub mod place;
pub mod quote;
pub mod time;

pub use actor::{Actor, ActorMention, Knowledge, Via};
pub use code::Code;
