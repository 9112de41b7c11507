//! When an event took place: links a trigger to the time expression that dates it.

use jiff::civil::Date;

use super::link;
use crate::document::Document;
use crate::mention::time::{Basis, Position, Precision, TimeFinder, TimeKind, TimeMention};
use crate::span::Span;
use crate::syntax::{Deprel, Tree, Upos};

/// What an event's date rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum EventDateBasis {
    /// The text names the date.
    Explicit,
    /// Reckoned from the publication date or another date of the text.
    Relative,
    /// Only the tense tells: no exact day.
    Tense,
    /// Taken from the document's dateline.
    Document,
}

/// When an event took place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventDate {
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
    /// How finely it is known.
    pub precision: Precision,
    /// The expression that says so.
    pub span: Option<Span>,
    /// Its words.
    pub text: Option<String>,
    /// What it rests on.
    pub basis: EventDateBasis,
}

/// The date of the event whose trigger is token `token` of `sentence`, or `None` when the text
/// does not date it. Never silently the publication date.
///
/// `future` says whether the event lies ahead. Of the expressions in the trigger's own clause
/// the closest wins; then come those of the clauses above it that only report or embed it, then
/// an expression in brackets or the only one of a sentence with one clause.
pub fn for_trigger(
    doc: &Document,
    times: &[TimeMention],
    sentence: usize,
    token: usize,
    future: bool,
    published: Option<Date>,
) -> Option<EventDate> {
    let first = times.partition_point(|t| t.sentence < sentence);
    let own: Vec<&TimeMention> =
        times[first..].iter().take_while(|t| t.sentence == sentence).collect();
    let dates = |t: &&&TimeMention| t.interval.is_some() && datable(t);
    let best = match &doc.trees[sentence] {
        Some(tree) => own
            .iter()
            .filter(dates)
            .filter_map(|t| Some((distance(doc, tree, sentence, token, t)?, t)))
            .filter(|(_, t)| !future || agrees_with_future(t, published))
            .min_by_key(|(cost, t)| (*cost, t.tokens.start.abs_diff(token)))
            .map(|(_, t)| *t),
        None => only_one(doc, sentence, token, &own),
    };
    let mention = best?;
    let whole = mention.until.and_then(|i| times.get(i));
    record(doc, mention, whole, published)
}

/// Whether an expression can date an event at all.
fn datable(time: &TimeMention) -> bool {
    match time.kind {
        TimeKind::Date | TimeKind::Time => true,
        TimeKind::Duration => time.value.starts_with('P'),
        TimeKind::Set => false,
    }
}

/// An event ahead is not dated by a day that is over.
fn agrees_with_future(time: &TimeMention, published: Option<Date>) -> bool {
    match (time.interval, published) {
        (Some((_, end)), Some(published)) => end >= published,
        _ => true,
    }
}

/// How far an expression stands from the trigger's clause; `None` when it dates something else.
fn distance(
    doc: &Document,
    tree: &Tree,
    sentence: usize,
    token: usize,
    time: &TimeMention,
) -> Option<u32> {
    let head = link::head_of(tree, time.tokens.clone());
    if head != token && tree.governs(head, token) && tree.word(head).deprel != Deprel::Root {
        // The trigger hangs on the expression itself: "the day the war began".
        return Some(1);
    }
    if bracketed(doc, sentence, time) {
        return bracket_distance(tree, token, time, tree.head(head)?);
    }
    link::cost(tree, token, head)
}

/// Whether an expression opens a bracket: "the war (1950-1953)".
fn bracketed(doc: &Document, sentence: usize, time: &TimeMention) -> bool {
    let tokens = &doc.sentences[sentence].tokens;
    time.tokens.start > 0
        && matches!(tokens[time.tokens.start - 1].span.of(&doc.article.text), "(" | "[")
}

/// A bracket dates the noun phrase before it, whichever of its nouns is the trigger.
fn bracket_distance(tree: &Tree, token: usize, time: &TimeMention, attached: usize) -> Option<u32> {
    if attached == token {
        return Some(0);
    }
    let inside = token < time.tokens.start
        && matches!(tree.word(token).upos, Upos::Noun | Upos::Propn)
        && tree.governs(token, attached);
    inside.then_some(2)
}

/// Without a tree: the expression nearest to the trigger if nothing like a clause boundary
/// stands between them.
fn only_one<'t>(
    doc: &Document,
    sentence: usize,
    token: usize,
    own: &[&'t TimeMention],
) -> Option<&'t TimeMention> {
    let tokens = &doc.sentences[sentence].tokens;
    let boundary = |i: usize| {
        matches!(tokens[i].span.of(&doc.article.text), "," | ";" | ":" | "—" | "that" | "which")
    };
    let clear = |t: &&&TimeMention| {
        let (low, high) = match t.tokens.start > token {
            true => (token + 1, t.tokens.start),
            false => (t.tokens.end, token),
        };
        // A comma right after an opening expression ends nothing: "On Monday, he said".
        let opening = t.tokens.start < 3 && t.tokens.end <= token;
        (low..high).all(|i| !boundary(i) || (opening && i == t.tokens.end))
    };
    let usable = own.iter().filter(|t| t.interval.is_some() && datable(t));
    usable.filter(clear).min_by_key(|t| t.tokens.start.abs_diff(token)).copied()
}

/// The record of an expression, or of a range of two.
fn record(
    doc: &Document,
    mention: &TimeMention,
    until: Option<&TimeMention>,
    published: Option<Date>,
) -> Option<EventDate> {
    let (mut start, mut end) = mention.interval?;
    let mut span = mention.span;
    let mut precision = mention.precision;
    if let Some((_, last)) = until.and_then(|u| u.interval)
        && last >= start
    {
        end = last;
        span = span.cover(until?.span);
        precision = if precision == Precision::Day { Precision::None } else { precision };
    }
    match mention.position {
        // "since 2019": from then on, as far as the report can know.
        Position::Since => end = published.filter(|p| *p >= start).unwrap_or(end),
        // Bounds on one side only date nothing.
        Position::Before | Position::Until => return None,
        Position::After if mention.precision != Precision::Day => start = end.min(start),
        _ => {}
    }
    let basis = match mention.basis {
        Basis::Explicit => EventDateBasis::Explicit,
        Basis::Relative => EventDateBasis::Relative,
    };
    let text = Some(span.of(&doc.article.text).to_owned());
    Some(EventDate { start, end, precision, span: Some(span), text, basis })
}

/// Whether the verb of a trigger lies ahead, by its tense.
pub fn is_future(doc: &Document, sentence: usize, token: usize) -> bool {
    let tenses = TimeFinder::embedded().tenses();
    tenses.around(doc, sentence, token) == Some(crate::mention::time::Tense::Future)
}
