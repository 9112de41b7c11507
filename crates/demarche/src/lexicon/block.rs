//! Bytes that tables are compiled to: part of the binary's image, or made at run time.

use std::sync::Arc;

/// Bytes, read as little-endian numbers or as text. Cheap to clone.
///
/// A block of the image is read where it lies in the binary: nothing is copied, and pages
/// that nobody asks for are never loaded.
#[derive(Clone)]
pub struct Block(Bytes);

#[derive(Clone)]
enum Bytes {
    Image(&'static [u8]),
    Made(Arc<[u8]>),
}

impl Block {
    /// A part of the image.
    pub const fn image(bytes: &'static [u8]) -> Block {
        Block(Bytes::Image(bytes))
    }

    /// Numbers made at run time, or when the image is built.
    pub fn numbers(numbers: impl IntoIterator<Item = u32>) -> Block {
        let bytes: Vec<u8> = numbers.into_iter().flat_map(u32::to_le_bytes).collect();
        Block(Bytes::Made(bytes.into()))
    }

    /// Text made at run time, or when the image is built.
    pub fn text(text: &str) -> Block {
        Block(Bytes::Made(text.as_bytes().into()))
    }

    /// All bytes.
    pub fn bytes(&self) -> &[u8] {
        match &self.0 {
            Bytes::Image(bytes) => bytes,
            Bytes::Made(bytes) => bytes,
        }
    }

    /// How many numbers it holds.
    pub fn len(&self) -> usize {
        self.bytes().len() / 4
    }

    /// Whether it holds no number.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number at `index`.
    #[inline]
    pub fn get(&self, index: usize) -> u32 {
        number(self.bytes(), index)
    }

    /// The numbers from `start` to before `end`.
    pub fn range(&self, start: usize, end: usize) -> impl DoubleEndedIterator<Item = u32> + '_ {
        let bytes = self.bytes();
        (start..end).map(move |index| number(bytes, index))
    }

    /// The text between two offsets in bytes.
    ///
    /// # Panics
    ///
    /// When there is no text there: a fault of who compiled the block.
    pub fn slice(&self, start: u32, end: u32) -> &str {
        let bytes = &self.bytes()[start as usize..end as usize];
        std::str::from_utf8(bytes).expect("compiled text is cut between characters")
    }
}

impl std::fmt::Debug for Block {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Block({} bytes)", self.bytes().len())
    }
}

/// The number at `index` of `bytes`, which need not be aligned.
#[inline]
pub(crate) fn number(bytes: &[u8], index: usize) -> u32 {
    let at = index * 4;
    u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_text_come_back_from_any_address() {
        let block = Block::numbers([1, u32::MAX, 7]);
        assert_eq!(block.range(0, 3).collect::<Vec<_>>(), [1, u32::MAX, 7]);
        assert_eq!(block.range(1, 3).next_back(), Some(7));
        static ODD: &[u8] = &[9, 1, 0, 0, 0];
        assert_eq!(Block::image(&ODD[1..]).get(0), 1);
        assert_eq!(Block::text("São").slice(0, 3), "Sã");
    }
}
