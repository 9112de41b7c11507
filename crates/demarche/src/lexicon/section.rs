//! What is compiled from tables ahead of time: the sections of the image.

use super::Lexicon;
use super::block::Block;
use crate::error::Result;

/// Something compiled from tables: in the image for the embedded ones, at run time when the
/// user's tables overlay one of them. Both are made by the same function.
pub struct Section {
    /// Name in the image.
    pub name: &'static str,
    /// What the paths of the tables it is made from start with.
    pub inputs: &'static [&'static str],
    /// Checks the tables and compiles them; the error names file, line and column.
    pub compile: fn(&Lexicon) -> Result<Vec<Block>>,
}

/// Everything compiled ahead.
pub struct Image {
    /// Name and blocks of each section, as ranges of `bytes`.
    pub sections: &'static [(&'static str, &'static [(usize, usize)])],
    /// All blocks.
    pub bytes: &'static [u8],
    /// The fingerprint of the embedded tables.
    pub fingerprint: &'static str,
}

impl Image {
    /// The blocks of a section.
    pub fn blocks(&self, name: &str) -> Option<Vec<Block>> {
        let (_, ranges) = self.sections.iter().find(|(other, _)| *other == name)?;
        let block = |range: &(usize, usize)| Block::image(&self.bytes[range.0..range.1]);
        Some(ranges.iter().map(block).collect())
    }
}

impl std::fmt::Debug for Image {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Image({})", self.fingerprint)
    }
}
