//! Words, numbers and punctuation of one block, in the style of the English treebanks.
//!
//! One pass from left to right over the block's characters: linear also in a chunk of
//! a million characters without a space.

use super::chars::{
    closes, is_apostrophe, is_dash, is_hyphen, is_ignorable, is_space, is_terminator, is_word,
    opens,
};
use super::words::{Abbreviation, Words};

/// What a token is to the sentence splitter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Word,
    /// Ends in a point of its own.
    Abbreviated(Abbreviation),
    /// `.`, `!`, `?` and runs of them.
    Terminator,
    /// `...` or `…`.
    Ellipsis,
    /// Opening quote or bracket.
    Open,
    /// Closing quote or bracket.
    Close,
    Other,
}

/// A token as a range of characters of the block.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece {
    pub start: usize,
    pub end: usize,
    pub kind: Kind,
}

/// The characters of one block with their byte offsets in the article's text.
pub(crate) struct Chars<'t> {
    pub text: &'t str,
    pub chars: Vec<(usize, char)>,
    /// Byte offset of the block's end.
    pub end: usize,
}

impl<'t> Chars<'t> {
    pub(crate) fn new(text: &'t str, start: usize, end: usize) -> Chars<'t> {
        let chars = text[start..end].char_indices().map(|(at, c)| (start + at, c)).collect();
        Chars { text, chars, end }
    }

    pub(crate) fn len(&self) -> usize {
        self.chars.len()
    }

    /// The character at an index; `\0` outside, which is no character of any token.
    pub(crate) fn at(&self, index: usize) -> char {
        self.chars.get(index).map_or('\0', |(_, c)| *c)
    }

    pub(crate) fn before(&self, index: usize) -> char {
        if index == 0 { '\0' } else { self.at(index - 1) }
    }

    pub(crate) fn byte(&self, index: usize) -> usize {
        self.chars.get(index).map_or(self.end, |(at, _)| *at)
    }

    pub(crate) fn slice(&self, start: usize, end: usize) -> &'t str {
        &self.text[self.byte(start)..self.byte(end)]
    }
}

/// Cuts a block into tokens.
pub(crate) fn tokenize(words: &Words, chars: &Chars<'_>) -> Vec<Piece> {
    let mut scanner = Scanner {
        words,
        chars,
        pieces: Vec::with_capacity(chars.len() / 5 + 1),
        quote_open: false,
    };
    let mut at = 0;
    while at < chars.len() {
        if is_space(chars.at(at)) || is_ignorable(chars.at(at)) {
            at += 1;
            continue;
        }
        let mut end = at;
        while end < chars.len() && !is_space(chars.at(end)) {
            end += 1;
        }
        scanner.chunk(at, end);
        at = end;
    }
    scanner.pieces
}

struct Scanner<'a, 't> {
    words: &'a Words,
    chars: &'a Chars<'t>,
    pieces: Vec<Piece>,
    /// Whether a straight double quote is open.
    quote_open: bool,
}

impl Scanner<'_, '_> {
    fn push(&mut self, start: usize, end: usize, kind: Kind) {
        let (mut start, mut end) = (start, end);
        while start < end && is_ignorable(self.chars.at(start)) {
            start += 1;
        }
        while start < end && is_ignorable(self.chars.at(end - 1)) {
            end -= 1;
        }
        if start < end {
            self.pieces.push(Piece { start, end, kind });
        }
    }

    /// A run of characters without white space.
    fn chunk(&mut self, start: usize, end: usize) {
        let mut at = start;
        let address = self.address(start, end);
        while at < end {
            if let Some((from, to)) = address
                && at == from
            {
                self.push(from, to, Kind::Word);
                at = to;
                continue;
            }
            let c = self.chars.at(at);
            at = if is_ignorable(c) {
                at + 1
            } else if is_word(c) || self.starts_word(at, start, end) {
                self.word(at, end)
            } else {
                self.punctuation(at, start, end)
            };
        }
    }

    /// The range of a web or mail address in a chunk.
    fn address(&self, start: usize, end: usize) -> Option<(usize, usize)> {
        let c = |index| self.chars.at(index);
        let mut from = start;
        while from < end && (opens(c(from)) || matches!(c(from), '"' | '\'' | '<')) {
            from += 1;
        }
        let rest = self.chars.slice(from, end.min(from + 12));
        let head = rest.to_ascii_lowercase();
        let web = head.starts_with("http://")
            || head.starts_with("https://")
            || head.starts_with("www.")
            || head.starts_with("mailto:");
        let mail = || {
            let sign = (from + 1..end).find(|index| c(*index) == '@')?;
            let local = (from..sign).all(|i| is_word(c(i)) || matches!(c(i), '.' | '-' | '+'));
            let dot = (sign + 2..end.saturating_sub(1)).find(|index| c(*index) == '.')?;
            let host = (sign + 1..dot).all(|i| is_word(c(i)) || c(i) == '-');
            (local && host && c(dot + 1).is_alphanumeric()).then_some(())
        };
        if !web && mail().is_none() {
            return None;
        }
        let mut to = from;
        while to < end && !matches!(c(to), '"' | '”' | '<' | '>' | '“' | '»') {
            to += 1;
        }
        let opened = (from..to).any(|index| c(index) == '(');
        while to > from + 1 {
            let last = c(to - 1);
            let closing = closes(last) && !(opened && last == ')');
            if !(closing || is_terminator(last) || matches!(last, ',' | ';' | ':' | '\'' | '…')) {
                break;
            }
            to -= 1;
        }
        Some((from, to))
    }

    /// Signs that start a word: `'90s`, `#tag`, `@name`, `.22`, `+44`.
    fn starts_word(&self, at: usize, start: usize, end: usize) -> bool {
        let (c, next) = (self.chars.at(at), self.chars.at(at + 1));
        if at + 1 >= end || !is_word(next) || (at > start && is_word(self.chars.at(at - 1))) {
            return false;
        }
        match c {
            '#' | '@' => next.is_alphabetic() && at == start,
            '+' => next.is_ascii_digit() && at == start,
            '.' => next.is_ascii_digit() && (at == start || !is_terminator(self.chars.at(at - 1))),
            _ if is_apostrophe(c) && next.is_ascii_digit() => {
                let mut to = at + 1;
                while to < end && self.chars.at(to).is_ascii_digit() && to < at + 4 {
                    to += 1;
                }
                to == at + 3
            }
            _ if is_apostrophe(c) => {
                let mut to = at + 1;
                while to < end && to < at + 12 && is_word(self.chars.at(to)) {
                    to += 1;
                }
                self.words.contraction(self.chars.slice(at, to)).is_some()
                    || (self.clitic(at, to) == Some(at)
                        && (at == start && to == end || self.after_point(at)))
            }
            _ => false,
        }
    }

    /// Whether an abbreviation with its point stands right before: "U.S.'s".
    fn after_point(&self, at: usize) -> bool {
        let last = self.pieces.last();
        last.is_some_and(|piece| piece.end == at && matches!(piece.kind, Kind::Abbreviated(_)))
    }

    /// A word from `start`; gives the index after it.
    fn word(&mut self, start: usize, end: usize) -> usize {
        let c = |index| self.chars.at(index);
        let mut at = start + usize::from(!is_word(c(start)));
        let (mut segment, mut points, mut hyphen) = (at, 0, false);
        loop {
            while at < end && is_word(c(at)) {
                at += 1;
            }
            if at + 1 >= end || !is_word(c(at + 1)) || is_ignorable(c(at + 1)) {
                break;
            }
            let (last, mark, next) = (c(at - 1), c(at), c(at + 1));
            let digits = last.is_numeric() && next.is_numeric();
            let joins = match mark {
                '.' => self.joins_point(segment, at, points),
                ',' | ':' | '/' => digits,
                '&' => last.is_alphanumeric() && !hyphen,
                '@' => true,
                _ if is_hyphen(mark) => self.joins_hyphen(segment, at),
                _ if is_apostrophe(mark) => last.is_alphanumeric() && next.is_alphanumeric(),
                _ => false,
            };
            if !joins {
                break;
            }
            points += usize::from(mark == '.');
            hyphen |= is_hyphen(mark);
            at += 1;
            if !is_apostrophe(mark) && mark != '&' {
                segment = at;
            }
        }
        if at < end
            && c(at) == '.'
            && c(at + 1) != '.'
            && let Some(class) = self.abbreviation(start, at, points)
        {
            self.push(start, at + 1, Kind::Abbreviated(class));
            return at + 1;
        }
        // `US$`, `A$`.
        if at < end && c(at) == '$' && at - start <= 3 && (start..at).all(|i| c(i).is_uppercase()) {
            at += 1;
        }
        self.split(start, at);
        at
    }

    fn joins_point(&self, segment: usize, at: usize, points: usize) -> bool {
        let c = |index| self.chars.at(index);
        let next = c(at + 1);
        if c(at - 1).is_numeric() {
            return !next.is_uppercase();
        }
        // "Lt.Gen." and "Sept.11" lack a space; so does "them.The".
        if points == 0
            && at - segment > 1
            && self.words.abbreviation(self.chars.slice(segment, at + 1)).is_some()
        {
            return false;
        }
        let sentence_end = at - segment > 1 && c(at - 1).is_lowercase() && next.is_uppercase();
        !(sentence_end && (c(at + 2).is_lowercase() || !is_word(c(at + 2))))
    }

    fn joins_hyphen(&self, segment: usize, at: usize) -> bool {
        let c = |index| self.chars.at(index);
        if c(at - 1).is_numeric() && c(at + 1).is_numeric() {
            // Telephone numbers stay whole, ranges and scores do not.
            let mut to = at + 1;
            while c(to).is_numeric() && to < at + 12 {
                to += 1;
            }
            let (left, right) = (at - segment, to - at - 1);
            let more = is_hyphen(c(to)) && c(to + 1).is_numeric();
            return (left == 3 && (right == 4 || right == 3 && more)) || (left == 1 && more);
        }
        // "e-mail", but "Jamaat-e-Islami".
        let lone = at - segment == 1;
        if lone && (is_hyphen(self.chars.before(segment)) || !c(at + 1).is_lowercase()) {
            return false;
        }
        self.words.is_prefix(self.chars.slice(segment, at))
    }

    /// The class of the word `start..at` with the point at `at`, if that is its own.
    fn abbreviation(&self, start: usize, at: usize, points: usize) -> Option<Abbreviation> {
        let c = |index| self.chars.at(index);
        let word = self.chars.slice(start, at + 1);
        if let Some(class) = self.words.abbreviation(word) {
            let next = self.next_char(at + 1);
            return match class {
                Abbreviation::Number => (next.is_numeric() || next == '§').then_some(class),
                Abbreviation::Loose => (next != '\0').then_some(class),
                Abbreviation::Ambiguous => {
                    let before = self.pieces.last().map_or('\0', |piece| c(piece.start));
                    (matches!(before, ',' | '(') || is_dash(before)).then_some(class)
                }
                _ => Some(class),
            };
        }
        if points > 0 {
            let letters = (start..at).step_by(2).all(|index| c(index).is_alphabetic());
            let dotted = (start + 1..at).step_by(2).all(|index| c(index) == '.');
            let whole = (at - start) % 2 == 1;
            return (letters && dotted && whole).then_some(Abbreviation::Weak);
        }
        if at == start + 1 && c(start).is_uppercase() {
            let next = self.next_char(at + 1);
            let named = self.pieces.last().is_some_and(|piece| {
                c(piece.start).is_uppercase() || matches!(piece.kind, Kind::Open)
            });
            let alone = self.pieces.is_empty();
            let name_follows = next.is_uppercase() || matches!(next, ',' | '\'' | '’' | '-');
            let pronoun = c(start) == 'I' && !named;
            return (name_follows && !pronoun && (named || alone || next.is_uppercase()))
                .then_some(Abbreviation::Initial);
        }
        None
    }

    /// The first character after white space.
    fn next_char(&self, from: usize) -> char {
        (from..self.chars.len().min(from + 8))
            .map(|index| self.chars.at(index))
            .find(|c| !is_space(*c))
            .unwrap_or('\0')
    }

    /// Where a clitic starts in the word `start..end`.
    fn clitic(&self, start: usize, end: usize) -> Option<usize> {
        let c = |index| self.chars.at(index);
        // Every clitic has its apostrophe among the last three characters.
        if !(end.saturating_sub(3).max(start)..end).any(|index| is_apostrophe(c(index))) {
            return None;
        }
        self.words.clitics().find_map(|clitic| {
            let length = clitic.chars().count();
            let from = end.checked_sub(length).filter(|from| *from >= start)?;
            let same = clitic.chars().enumerate().all(|(index, wanted)| {
                let found = c(from + index);
                if wanted == '\'' {
                    is_apostrophe(found)
                } else {
                    found.eq_ignore_ascii_case(&wanted)
                }
            });
            // "1980's" is a decade, not a possessor.
            let decade = clitic.len() == 2 && from > start && c(from - 1) == '0';
            (same && !(decade && c(from.saturating_sub(2)).is_ascii_digit())).then_some(from)
        })
    }

    /// Pushes the word `start..end`, in its parts when it is several tokens.
    fn split(&mut self, start: usize, end: usize) {
        if let Some(parts) = self.words.contraction(self.chars.slice(start, end)) {
            let mut at = start;
            for length in parts.iter().map(|length| *length as usize) {
                self.push(at, (at + length).min(end), Kind::Word);
                at += length;
            }
            // Lowering the case may change the length of a word.
            if at < end {
                self.push(at, end, Kind::Word);
            }
            return;
        }
        let digits = (start..end).take_while(|index| {
            let c = self.chars.at(*index);
            c.is_ascii_digit() || matches!(c, '.' | ',' | ':')
        });
        let unit = start + digits.count();
        if unit > start && unit < end && self.words.is_unit(self.chars.slice(unit, end)) {
            self.push(start, unit, Kind::Word);
            self.push(unit, end, Kind::Word);
            return;
        }
        // "he'd've": from the end, a few at most, so that no text makes this slow.
        let (mut cuts, mut rest) = ([0; 4], end);
        for cut in &mut cuts {
            match self.clitic(start, rest).filter(|from| *from > start) {
                Some(from) => (*cut, rest) = (rest, from),
                None => break,
            }
        }
        if rest < end && self.words.contraction(self.chars.slice(start, rest)).is_some() {
            self.split(start, rest);
        } else {
            self.push(start, rest, Kind::Word);
        }
        for cut in cuts.into_iter().rev() {
            if cut > rest {
                self.push(rest, cut, Kind::Word);
                rest = cut;
            }
        }
    }

    fn punctuation(&mut self, at: usize, start: usize, end: usize) -> usize {
        let c = self.chars.at(at);
        let run = |same: &dyn Fn(char) -> bool| {
            let mut to = at + 1;
            while to < end && same(self.chars.at(to)) {
                to += 1;
            }
            to
        };
        let (to, kind) = match c {
            '.' | '!' | '?' | '…' => {
                let to = run(&|d| matches!(d, '.' | '!' | '?' | '…'));
                let pointed = (at..to).all(|index| matches!(self.chars.at(index), '.' | '…'));
                let long = to > at + 1 || c == '…';
                (to, if pointed && long { Kind::Ellipsis } else { Kind::Terminator })
            }
            '"' | '＂' => {
                let open = self.opens_quote(at, start, end);
                self.quote_open = open;
                (at + 1, if open { Kind::Open } else { Kind::Close })
            }
            '\'' | '`' => {
                let to = run(&|d| d == c).min(at + 2);
                let first = at == start || opens(self.chars.at(at - 1));
                (to, if first || c == '`' { Kind::Open } else { Kind::Close })
            }
            '\u{2019}' if at == start && at + 1 < end && !is_apostrophe(self.chars.at(at + 1)) => {
                (at + 1, Kind::Other)
            }
            '\u{2018}' | '\u{2019}'
                if at + 1 < end && matches!(self.chars.at(at + 1), '\u{2018}' | '\u{2019}') =>
            {
                (at + 2, if at == start { Kind::Open } else { Kind::Close })
            }
            _ if is_terminator(c) => (at + 1, Kind::Terminator),
            _ if opens(c) => (at + 1, Kind::Open),
            _ if closes(c) => (at + 1, Kind::Close),
            '-' | '*' | '=' | '~' | '+' | '#' | '<' | '>' => (run(&|d| d == c), Kind::Other),
            _ if is_dash(c) => (run(&|d| d == c), Kind::Other),
            _ => (at + 1, Kind::Other),
        };
        self.push(at, to, kind);
        to
    }

    /// Whether a straight double quote opens: by its sides, else by what came before.
    fn opens_quote(&self, at: usize, start: usize, end: usize) -> bool {
        let (first, last) = (at == start, at + 1 == end);
        let before = self.chars.before(at);
        if first != last {
            return first;
        }
        if !first && (opens(before) || is_dash(before)) {
            return true;
        }
        if !last && !first && !is_word(self.chars.at(at + 1)) {
            return false;
        }
        !self.quote_open
    }
}
