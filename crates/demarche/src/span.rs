//! Half-open byte ranges into an article's text.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A half-open range of **bytes**, `start..end`, into one article's text.
///
/// Outputs for people and for Python count Unicode code points instead; they
/// convert at the boundary with [`CodePoints`].
///
/// # Example
///
/// ```
/// use demarche::span::Span;
/// let span = Span::new(4, 8);
/// assert_eq!(span.of("The envoy said"), "envo");
/// assert_eq!(span.len(), 4);
/// ```
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    /// First byte of the range.
    pub start: u32,
    /// One past the last byte of the range.
    pub end: u32,
}

impl Span {
    /// Makes the span `start..end`.
    ///
    /// # Panics
    ///
    /// When `start > end` or either does not fit 32 bits.
    pub fn new(start: usize, end: usize) -> Span {
        assert!(start <= end, "span start {start} after end {end}");
        Span {
            start: u32::try_from(start).expect("text under 4 GiB"),
            end: u32::try_from(end).expect("text under 4 GiB"),
        }
    }

    /// The words the span covers.
    ///
    /// # Panics
    ///
    /// When the span does not lie inside `text` on character boundaries.
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// The span as a `usize` range.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside this span.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two spans share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// Converts byte offsets of one text into Unicode code point offsets.
///
/// # Example
///
/// ```
/// use demarche::span::{CodePoints, Span};
/// let text = "Élysée said";
/// let points = CodePoints::new(text);
/// assert_eq!(points.span(Span::new(0, 8)), [0, 6]);
/// ```
#[derive(Clone, Debug)]
pub struct CodePoints {
    /// Code points before every 64th byte; empty for ASCII texts.
    marks: Vec<u32>,
    bytes: Vec<u8>,
}

impl CodePoints {
    const STEP: usize = 64;

    /// Prepares the conversion for `text`.
    pub fn new(text: &str) -> CodePoints {
        if text.is_ascii() {
            return CodePoints { marks: Vec::new(), bytes: Vec::new() };
        }
        let bytes = text.as_bytes().to_vec();
        let mut marks = Vec::with_capacity(bytes.len() / Self::STEP + 1);
        let mut count = 0u32;
        for (at, byte) in bytes.iter().enumerate() {
            if at % Self::STEP == 0 {
                marks.push(count);
            }
            count += u32::from(is_char_start(*byte));
        }
        CodePoints { marks, bytes }
    }

    /// The number of code points before byte `offset`.
    pub fn offset(&self, offset: u32) -> u32 {
        if self.marks.is_empty() {
            return offset;
        }
        let at = offset as usize;
        let mark = (at / Self::STEP).min(self.marks.len() - 1);
        let rest = &self.bytes[mark * Self::STEP..at];
        self.marks[mark] + rest.iter().filter(|b| is_char_start(**b)).count() as u32
    }

    /// A byte span as `[start, end]` in code points.
    pub fn span(&self, span: Span) -> [u32; 2] {
        [self.offset(span.start), self.offset(span.end)]
    }
}

fn is_char_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}
