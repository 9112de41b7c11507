//! Attributions in a sentence without a tree: by the words around a cue.

use std::ops::Range;

use super::cues::{Cues, Verb};
use super::source::{is_anonymous, is_outlet};
use super::{Draft, Noun};
use crate::document::Document;

/// How many words a source may have.
const LONGEST: usize = 12;

/// Adds the attributions of one sentence.
pub(super) fn read(doc: &Document, cues: &Cues, sentence: usize, out: &mut Vec<Draft>) {
    let flat = Flat { doc, cues, sentence, len: doc.sentences[sentence].tokens.len() };
    for at in 0..flat.len {
        let draft = match cues.phrase(at, |i| flat.word(i)) {
            Some(length) => flat.phrase(at, length),
            None => flat.verb(at),
        };
        if let Some(draft) = draft {
            out.push(draft);
            return;
        }
    }
}

struct Flat<'a> {
    doc: &'a Document,
    cues: &'a Cues,
    sentence: usize,
    len: usize,
}

impl<'a> Flat<'a> {
    fn verb(&self, at: usize) -> Option<Draft> {
        let word = self.word(at);
        if !word.starts_with(|c: char| c.is_ascii_lowercase()) {
            return None;
        }
        let verb = self.cues.form(word)?;
        if !matches!(verb, Verb::Say | Verb::Tell | Verb::Claim) || self.word(at + 1) == "by" {
            return None;
        }
        let before = self.before(at);
        let after = self.after(at + 1);
        // "said X" after a quotation or comma, else "X said".
        let inverted = before.is_none() && at > 0 && self.is_break(at - 1);
        let source = if inverted { after.clone() } else { before }?;
        let outlet =
            after.filter(|_| verb == Verb::Tell).filter(|n| is_outlet(self.doc, self.cues, n));
        let shell = source.tokens.start.min(at)..source.tokens.end.max(at + 1);
        let mut draft = Draft {
            sentence: self.sentence,
            verb: Some(verb),
            cue: Some((at..at + 1, at)),
            outlet,
            unnamed: is_anonymous(self.doc, self.cues, &source),
            ..Draft::default()
        };
        draft.source = Some(source);
        let lead = shell.start;
        let mut next = shell.end;
        if verb == Verb::Tell {
            next = self.after(next).map_or(next, |n| n.tokens.end);
        }
        let tail = (next..self.len).find(|i| self.word(*i) == "that" || self.word(*i) == ",");
        let led = lead > 1 && self.is_break(lead - 1);
        let range = match led {
            true => 0..lead - usize::from(self.word(lead - 1) == ","),
            false => tail.map_or(next, |t| if t <= next + 1 { t + 1 } else { next })..self.len,
        };
        draft.contents.extend(self.trim(range).map(|r| (self.sentence, r)));
        Some(draft)
    }

    fn phrase(&self, at: usize, length: usize) -> Option<Draft> {
        let source = self.after(at + length)?;
        let range = if at > 2 { 0..at } else { source.tokens.end..self.len };
        let contents = self.trim(range).map(|r| (self.sentence, r));
        Some(Draft {
            sentence: self.sentence,
            verb: Some(Verb::Say),
            cue: Some((at..at + length, at)),
            source: Some(source),
            contents: contents.into_iter().collect(),
            ..Draft::default()
        })
    }

    /// The noun phrase that ends before `end`.
    fn before(&self, end: usize) -> Option<Noun> {
        let mut first = end;
        while first > 0 && end - first < LONGEST && self.is_nominal(first - 1) {
            first -= 1;
        }
        let head = end.checked_sub(1)?;
        let noun = Noun { sentence: self.sentence, tokens: first..end, head };
        (first < end).then_some(noun)
    }

    /// The noun phrase that starts at `start`.
    fn after(&self, start: usize) -> Option<Noun> {
        let mut end = start;
        while end < self.len && end - start < LONGEST && self.is_nominal(end) {
            end += 1;
        }
        let noun = Noun { sentence: self.sentence, tokens: start..end, head: end.wrapping_sub(1) };
        (start < end).then_some(noun)
    }

    /// Whether a word can stand in a source: no punctuation, no verb form, no clause word.
    fn is_nominal(&self, at: usize) -> bool {
        let word = self.word(at);
        word.starts_with(char::is_alphanumeric)
            && self.cues.form(word).is_none()
            && !self.cues.ends_source(word)
    }

    fn is_break(&self, at: usize) -> bool {
        matches!(self.word(at), "," | "”" | "\"" | "''" | "»" | "’" | "?" | "!" | "—" | "–")
    }

    fn trim(&self, mut range: Range<usize>) -> Option<Range<usize>> {
        let idle = |i: usize| matches!(self.word(i), "," | "." | ";" | ":" | "—" | "–");
        while !range.is_empty() && idle(range.start) {
            range.start += 1;
        }
        while !range.is_empty() && idle(range.end - 1) {
            range.end -= 1;
        }
        (!range.is_empty()).then_some(range)
    }

    fn word(&self, at: usize) -> &'a str {
        let tokens = &self.doc.sentences[self.sentence].tokens;
        tokens.get(at).map_or("", |t| t.span.of(&self.doc.article.text))
    }
}
