//! Saved models: the chunked file, 8-bit weights, and the parser's weights with their layout.
//!
//! A model here is data only; the forms that compute are in [`crate::syntax`].

pub mod container;
pub mod layout;
pub mod quantise;
pub mod syntax;

pub use container::{ModelError, Reader, Writer};
pub use layout::{Dims, Layout, Weights};
pub use syntax::SyntaxModel;

#[cfg(test)]
mod container_test;
