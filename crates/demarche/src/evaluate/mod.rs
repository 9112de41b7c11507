//! Scores the stages against gold data (feature `evaluate`; used by `cargo xtask evaluate`).

pub mod relation;
pub mod syntax;
pub mod text;
pub mod time;
