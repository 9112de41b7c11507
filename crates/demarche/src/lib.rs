//! Démarche, a political event coder: bytes of news in, event records out —
//! who did what to whom, when, where, and on whose word, every field with the
//! words that prove it.
//!
//! The folders are the stages, in this order, and a stage imports only the ones
//! above it: [`source`], [`article`], [`text`], [`syntax`], then mentions, events and export.

#![deny(missing_docs)]

pub mod article;
pub mod assemble;
#[cfg(test)]
mod compiled;
pub(crate) mod dates;
pub mod document;
pub mod error;
#[cfg(feature = "evaluate")]
pub mod evaluate;
pub mod event;
pub mod export;
pub mod lexicon;
pub mod mention;
pub mod model;
pub mod pipeline;
pub mod record;
pub mod source;
pub mod span;
pub mod syntax;
pub mod text;
#[cfg(feature = "train")]
pub mod train;
