//! Where sentences end: points that are no abbreviations, closing quotes, line layout.

use super::chars::{is_bullet, is_dash, is_space, is_terminator};
use super::token::{Chars, Kind, Piece};
use super::words::{Abbreviation, Words};

/// Gives the index after the last piece of each sentence.
pub(crate) fn boundaries(words: &Words, chars: &Chars<'_>, pieces: &[Piece]) -> Vec<usize> {
    let layout = Layout::new(chars);
    let splitter = Splitter { words, chars, pieces };
    let mut ends = Vec::new();
    let (mut first, mut at) = (0, 0);
    while at < pieces.len() {
        let end = splitter.end_at(first, at).or_else(|| {
            let gap = pieces[at].end..pieces.get(at + 1)?.start;
            layout.breaks(chars, gap).then_some(at + 1)
        });
        at += 1;
        if let Some(end) = end {
            ends.push(end);
            (first, at) = (end, end);
        }
    }
    if first < pieces.len() {
        ends.push(pieces.len());
    }
    ends
}

struct Splitter<'a, 't> {
    words: &'a Words,
    chars: &'a Chars<'t>,
    pieces: &'a [Piece],
}

impl Splitter<'_, '_> {
    /// The end of the sentence begun at `first` if the piece at `at` ends it.
    fn end_at(&self, first: usize, at: usize) -> Option<usize> {
        let piece = self.pieces[at];
        match piece.kind {
            Kind::Terminator | Kind::Ellipsis => {}
            Kind::Abbreviated(class) => return self.after_abbreviation(at, class),
            _ => return None,
        }
        // "1." before the item of a list, "[...]" for words left out.
        if at == first + 1 && self.is_enumerator(first) {
            return None;
        }
        let end = self.absorb(at + 1);
        let Some(next) = self.pieces.get(end) else { return Some(end) };
        let spaced = self.spaced(end);
        let c = self.chars.at(next.start);
        if !spaced {
            let glued = next.kind == Kind::Word && c.is_uppercase() && at > first;
            let quote = next.kind == Kind::Open && self.starts_upper(end + 1) && end == at + 1;
            return ((glued || quote) && piece.kind == Kind::Terminator).then_some(end);
        }
        let begins = match next.kind {
            Kind::Open => {
                let soft = piece.kind == Kind::Ellipsis || matches!(c, '(' | '[');
                !soft || !self.starts_lower(end + 1)
            }
            Kind::Close => false,
            Kind::Terminator | Kind::Ellipsis => false,
            Kind::Word | Kind::Abbreviated(_) => !self.starts_lower(end),
            Kind::Other if is_dash(c) => {
                self.chars.at(piece.start) == '.' && self.starts_upper(end + 1)
            }
            Kind::Other => !matches!(c, ',' | ';' | ':' | '/' | '&' | '%' | '\u{2019}'),
        };
        begins.then_some(end)
    }

    fn after_abbreviation(&self, at: usize, class: Abbreviation) -> Option<usize> {
        let end = self.absorb(at + 1);
        let next = self.pieces.get(end)?;
        if !self.spaced(end) {
            return None;
        }
        let word = self.chars.slice(next.start, next.end);
        let closed = end > at + 1;
        let begins = match class {
            Abbreviation::Joins | Abbreviation::Number => false,
            Abbreviation::Initial => {
                self.starts_upper(end) && word.len() > 1 && self.words.is_opener(word)
            }
            Abbreviation::Weak | Abbreviation::Ambiguous | Abbreviation::Loose => {
                self.starts_upper(end) && (closed || self.words.is_opener(word))
                    || next.kind == Kind::Open
                        && self.starts_upper(end + 1)
                        && self.pieces.get(end + 1).is_some_and(|inner| {
                            self.words.is_opener(self.chars.slice(inner.start, inner.end))
                        })
            }
        };
        begins.then_some(end)
    }

    /// Moves past quotes and brackets that close what the sentence opened.
    fn absorb(&self, from: usize) -> usize {
        let mut at = from;
        while let Some(piece) = self.pieces.get(at) {
            let sure = matches!(self.chars.at(piece.start), '”' | ')' | ']' | '»' | '"');
            let same_line = || !self.gap(at).any(|c| c == '\n');
            if piece.kind != Kind::Close || (self.spaced(at) && !(sure && same_line())) {
                break;
            }
            at += 1;
        }
        at
    }

    fn is_enumerator(&self, at: usize) -> bool {
        let piece = self.pieces[at];
        piece.end - piece.start <= 3
            && (piece.start..piece.end).all(|index| self.chars.at(index).is_ascii_digit())
            && self.pieces.get(at + 2).is_some()
    }

    fn gap(&self, at: usize) -> impl Iterator<Item = char> {
        let from = if at == 0 { 0 } else { self.pieces[at - 1].end };
        (from..self.pieces[at].start).map(|index| self.chars.at(index))
    }

    fn spaced(&self, at: usize) -> bool {
        at == 0 || self.gap(at).any(is_space)
    }

    fn starts_lower(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|piece| self.chars.at(piece.start).is_lowercase())
    }

    fn starts_upper(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|piece| {
            let c = self.chars.at(piece.start);
            c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase())
        })
    }
}

/// The lines of a block: hard-wrapped text runs on, lists and loose lines do not.
struct Layout {
    /// Characters of the longest line.
    width: usize,
}

/// Lines longer than this are paragraphs of their own, not wrapped text.
const PARAGRAPH_LINE: usize = 160;

impl Layout {
    fn new(chars: &Chars<'_>) -> Layout {
        let (mut width, mut line) = (0, 0);
        for (_, c) in &chars.chars {
            line = if *c == '\n' { 0 } else { line + 1 };
            width = width.max(line);
        }
        Layout { width }
    }

    /// Whether the white space `gap` between two tokens holds a line end that separates.
    fn breaks(&self, chars: &Chars<'_>, gap: std::ops::Range<usize>) -> bool {
        let Some(newline) = gap.clone().find(|index| chars.at(*index) == '\n') else {
            return false;
        };
        if gap.clone().filter(|index| chars.at(*index) == '\n').count() > 1 {
            return true;
        }
        let (before, after) = (chars.at(gap.start - 1), chars.at(gap.end));
        let marker =
            is_bullet(after) || (is_dash(after) || after == '*') && is_space(chars.at(gap.end + 1));
        if marker {
            return true;
        }
        if after.is_lowercase() || matches!(before, ',' | ';' | '-' | '(' | '“') {
            return false;
        }
        // A quotation left open by its punctuation: the speaker follows on the next line.
        let inner = chars.at(gap.start.saturating_sub(2));
        if matches!(before, '”' | '"' | '’') && !is_terminator(inner) {
            return false;
        }
        if self.width > PARAGRAPH_LINE {
            return true;
        }
        // In wrapped text the next line's first word would not have fitted on this one.
        let mut length = 0;
        while length < self.width && length < newline && chars.at(newline - 1 - length) != '\n' {
            length += 1;
        }
        let mut word = 0;
        while word <= self.width
            && gap.end + word < chars.len()
            && !is_space(chars.at(gap.end + word))
        {
            word += 1;
        }
        length + 1 + word < self.width
    }
}
