//! Scores the stages against gold data (feature `evaluate`; used by `cargo xtask evaluate`).

pub mod attribution;
pub mod coref;
pub mod examples;
pub mod phrase;
pub mod places;
pub mod raw;
pub mod relation;
pub mod roles;
pub mod syntax;
pub mod text;
pub mod time;
