//! Quotation marks of every style, balanced or not.

use crate::article::BlockKind;
use crate::document::Document;
use crate::span::Span;

/// A place between tokens: sentence and token.
pub(super) type Place = (usize, usize);

/// A stretch in quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quotation {
    /// First token, the opening mark where there is one.
    pub first: Place,
    /// Last token, the closing mark where there is one.
    pub last: Place,
    /// From mark to mark.
    pub span: Span,
    /// Number of tokens that are words.
    pub words: usize,
    /// Whether it goes on in the next paragraph (or is never closed).
    pub open: bool,
    /// Whether it goes on from the paragraph before.
    pub continues: bool,
}

/// What a token is to a quotation.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Open(Style),
    Close(Style),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Double,
    Guillemet,
    Single,
}

/// The quotations of a document in text order, not nested.
pub(super) fn quotations(doc: &Document) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = Vec::new();
    let mut open: Option<(Place, Style)> = None;
    let mut block = usize::MAX;
    let mut before: Place = (0, 0);
    for (s, sentence) in doc.sentences.iter().enumerate() {
        if sentence.block != block {
            // A paragraph ends: so does its quotation, though it may be taken up again.
            if let Some((first, _)) = open.take() {
                close(doc, &mut found, first, before, true);
            }
            block = sentence.block;
        }
        for t in 0..sentence.tokens.len() {
            match (mark(doc, s, t, open.map(|(_, style)| style)), open) {
                (Some(Mark::Close(style)), Some((first, opened))) if style == opened => {
                    close(doc, &mut found, first, (s, t), false);
                    open = None;
                }
                (Some(Mark::Close(Style::Double)), None) => {
                    // A closing mark alone: the quotation began with the paragraph.
                    let start = doc.sentences[..=s].iter().position(|x| x.block == block);
                    let first = (start.unwrap_or(s), 0);
                    let fresh = found.last().is_none_or(|q| q.last < first);
                    if fresh && t > 0 {
                        close(doc, &mut found, first, (s, t), false);
                    }
                }
                (Some(Mark::Open(style)), None) => open = Some(((s, t), style)),
                _ => {}
            }
            before = (s, t);
        }
    }
    if let Some((first, _)) = open {
        close(doc, &mut found, first, before, true);
    }
    join(doc, &mut found);
    found
}

/// Marks quotations that are taken up again by a mark at the start of the next paragraph.
fn join(doc: &Document, found: &mut [Quotation]) {
    for i in 1..found.len() {
        let (s, t) = found[i].first;
        let starts = t == 0 && (s == 0 || doc.sentences[s - 1].block != doc.sentences[s].block);
        let near = found[i].first.0.saturating_sub(found[i - 1].last.0) <= 1;
        found[i].continues = starts && near && found[i - 1].open;
    }
}

fn close(doc: &Document, found: &mut Vec<Quotation>, first: Place, last: Place, open: bool) {
    let token = |(s, t): Place| doc.sentences[s].tokens[t].span;
    let kind = |s: usize| doc.article.blocks.get(doc.sentences[s].block).map(|b| b.kind);
    // An inch or minute mark, or a lost mark that would swallow a whole paragraph.
    if open && kind(first.0) == Some(BlockKind::Title) {
        return;
    }
    let span = token(first).cover(token(last));
    let mut words = 0;
    for s in first.0..=last.0 {
        let tokens = &doc.sentences[s].tokens;
        let from = if s == first.0 { first.1 } else { 0 };
        let to = if s == last.0 { last.1 + 1 } else { tokens.len() };
        let is_word = |t: &&crate::text::Token| {
            t.span.of(&doc.article.text).starts_with(char::is_alphanumeric)
        };
        words += tokens[from..to].iter().filter(is_word).count();
    }
    if words > 0 {
        found.push(Quotation { first, last, span, words, open, continues: false });
    }
}

fn mark(doc: &Document, s: usize, t: usize, open: Option<Style>) -> Option<Mark> {
    let text = &doc.article.text;
    let span = doc.sentences[s].tokens[t].span;
    let token = span.of(text);
    let first = token.chars().next()?;
    if first.is_alphanumeric() || token.len() > 6 {
        return None;
    }
    let before = text[..span.start as usize].chars().next_back();
    let after = text[span.end as usize..].chars().next();
    let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let opening = (space(before) || before.is_some_and(|c| "([—–-".contains(c))) && !space(after);
    match token {
        "“" | "„" | "``" => Some(Mark::Open(Style::Double)),
        "”" if open.is_none() && opening => Some(Mark::Open(Style::Double)),
        "”" | "''" => Some(Mark::Close(Style::Double)),
        "«" => Some(Mark::Open(Style::Guillemet)),
        "»" => Some(Mark::Close(Style::Guillemet)),
        "\"" => Some(match open {
            Some(Style::Double) if !(opening && after.is_some_and(char::is_uppercase)) => {
                Mark::Close(Style::Double)
            }
            Some(Style::Double) => Mark::Close(Style::Double),
            _ if space(after) && !space(before) => Mark::Close(Style::Double),
            _ => Mark::Open(Style::Double),
        }),
        "‘" | "'" if open.is_none() && opening && closes(doc, s, t) => {
            Some(Mark::Open(Style::Single))
        }
        "’" | "'" if open == Some(Style::Single) && !space(before) => {
            Some(Mark::Close(Style::Single))
        }
        _ => None,
    }
}

/// Whether a single mark that could open a quotation is followed by one that closes it.
fn closes(doc: &Document, s: usize, t: usize) -> bool {
    let sentence = &doc.sentences[s];
    sentence.tokens[t + 1..].iter().any(|token| {
        let span = token.span;
        matches!(span.of(&doc.article.text), "’" | "'")
            && !doc.article.text[span.end as usize..].starts_with(char::is_alphanumeric)
    })
}
