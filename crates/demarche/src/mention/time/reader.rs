//! Reads the time expressions of one sentence.

use jiff::civil::Date;

use super::calendar::{Edge, Point};
use super::tense::{Tense, Tenses};
use super::words::{Facts, Role, Words};
use super::{Basis, Position, Precision, TimeKind, TimeMention};
use crate::article::BlockKind;
use crate::document::Document;
use crate::syntax::Tree;

/// What is needed to read one sentence.
pub(super) struct Reader<'a> {
    pub doc: &'a Document,
    pub sentence: usize,
    pub words: &'a Words,
    pub tenses: &'a Tenses,
    pub facts: &'a [Facts],
    pub published: Option<Date>,
    /// The date mentioned last, from which "the next day" counts.
    pub anchor: Option<Point>,
}

/// What an expression means.
#[derive(Clone, Debug)]
pub(super) enum Meaning {
    /// A stretch of the calendar, or the edge of one, perhaps up to a later day.
    Point { point: Point, edge: Option<Edge>, to: Option<Date>, basis: Basis },
    /// A date that cannot be laid on the calendar (`XXXX-03-05`, `PAST_REF`).
    Vague(String),
    /// A length of time, and the days it covers when it ends or begins now.
    Period { value: String, interval: Option<(Date, Date)> },
    /// How often.
    Set(String),
    /// A part of a day or a time of day.
    Time { day: Option<Date>, value: String, basis: Basis },
}

/// An expression: tokens `first..end` and what they mean.
#[derive(Clone, Debug)]
pub(super) struct Hit {
    pub first: usize,
    pub end: usize,
    pub meaning: Meaning,
}

impl Hit {
    pub fn point(first: usize, end: usize, point: Point, basis: Basis) -> Hit {
        Hit { first, end, meaning: Meaning::Point { point, edge: None, to: None, basis } }
    }

    pub fn vague(first: usize, end: usize, value: impl Into<String>) -> Hit {
        Hit { first, end, meaning: Meaning::Vague(value.into()) }
    }
}

impl<'a> Reader<'a> {
    /// Appends the sentence's expressions; returns the date mentioned last.
    pub fn read(mut self, found: &mut Vec<TimeMention>) -> Option<Point> {
        let start = found.len();
        let mut at = 0;
        while at < self.facts.len() {
            if !self.facts[at].opens() {
                at += 1;
                continue;
            }
            match self.expression(at) {
                Some(hit) => {
                    at = hit.end.max(at + 1);
                    if let Meaning::Point { point, .. } = hit.meaning {
                        self.anchor = Some(point);
                    }
                    found.push(self.mention(hit));
                }
                None => at += 1,
            }
        }
        self.ranges(found, start);
        self.anchor
    }

    /// The longest expression that starts at `at`.
    fn expression(&self, at: usize) -> Option<Hit> {
        let candidates = [
            self.edged(at),
            self.dated(at),
            self.weekday(at),
            self.relative(at),
            self.clock(at),
            self.season(at),
            self.ordinal(at),
            self.simple(at),
        ];
        let mut best: Option<Hit> = None;
        for hit in candidates.into_iter().flatten() {
            if best.as_ref().is_none_or(|b| hit.end > b.end) {
                best = Some(hit);
            }
        }
        best
    }

    /// "early October", "the end of last year", "later this week".
    fn edged(&self, at: usize) -> Option<Hit> {
        let here = if self.is(at, Role::The) { at + 1 } else { at };
        let edge = self.get(here)?.edge?;
        // "mid-2011" is one token and holds the date itself.
        if self.get(here)?.month > 0 || self.get(here)?.year.is_some() {
            let hit = self.dated(here)?;
            return self.with_edge(hit, at, edge);
        }
        if self.get(here)?.decade.is_some() {
            return self.with_edge(self.simple(here)?, at, edge);
        }
        let of = self.text(here + 1) == "of" || self.text(here + 1) == "in";
        let mut next = here + 1 + usize::from(of);
        if self.is(here, Role::EdgeOf) && !of {
            return None;
        }
        if self.is(next, Role::Dash) {
            next += 1;
        }
        let skip = usize::from(self.is(next, Role::The));
        let hit = [
            self.dated(next),
            self.dated(next + skip),
            self.relative(next),
            self.weekday(next),
            self.season(next),
            self.ordinal(next),
            self.simple(next),
            self.bare_unit(next),
        ]
        .into_iter()
        .flatten()
        .max_by_key(|hit| hit.end)?;
        self.with_edge(hit, at, edge)
    }

    fn with_edge(&self, hit: Hit, first: usize, edge: Edge) -> Option<Hit> {
        match hit.meaning {
            Meaning::Point { point, basis, to, .. } => Some(Hit {
                first,
                end: hit.end,
                meaning: Meaning::Point { point, edge: Some(edge), to, basis },
            }),
            Meaning::Time { .. } => Some(Hit { first, ..hit }),
            _ => None,
        }
    }

    /// Turns a hit into a mention.
    fn mention(&self, hit: Hit) -> TimeMention {
        let sentence = &self.doc.sentences[self.sentence];
        let span = sentence.tokens[hit.first].span.cover(sentence.tokens[hit.end - 1].span);
        let (kind, value, interval, precision, basis) = match hit.meaning {
            Meaning::Point { point, edge, to, basis } => {
                let whole = match edge {
                    Some(edge) => point.edge(edge),
                    None => point.interval(),
                };
                let interval = match (whole, to) {
                    (Some((first, _)), Some(last)) if last >= first => Some((first, last)),
                    (whole, _) => whole,
                };
                (TimeKind::Date, point.value(), interval, point.precision(), basis)
            }
            Meaning::Vague(value) => {
                (TimeKind::Date, value, None, Precision::None, Basis::Relative)
            }
            Meaning::Period { value, interval } => {
                (TimeKind::Duration, value, interval, Precision::None, Basis::Relative)
            }
            Meaning::Set(value) => (TimeKind::Set, value, None, Precision::None, Basis::Relative),
            Meaning::Time { day, value, basis } => {
                let precision = if day.is_some() { Precision::Day } else { Precision::None };
                (TimeKind::Time, value, day.map(|d| (d, d)), precision, basis)
            }
        };
        TimeMention {
            sentence: self.sentence,
            tokens: hit.first..hit.end,
            span,
            kind,
            value,
            interval,
            precision,
            basis,
            position: self.position(hit.first),
            until: None,
        }
    }

    /// What the word before an expression says about how an event lies to it.
    fn position(&self, first: usize) -> Position {
        let mut before = first;
        while before > 0 {
            before -= 1;
            let facts = &self.facts[before];
            for (role, position) in [
                (Role::Since, Position::Since),
                (Role::Before, Position::Before),
                (Role::After, Position::After),
                (Role::Until, Position::Until),
                (Role::During, Position::During),
            ] {
                if facts.is(role) {
                    return position;
                }
            }
            if !(facts.is(Role::Approx) || facts.is(Role::The)) {
                break;
            }
        }
        Position::At
    }

    /// Joins the two ends of "from Monday to Thursday", "1950–1953".
    fn ranges(&self, found: &mut [TimeMention], start: usize) {
        for i in start..found.len().saturating_sub(1) {
            let (first, second) = (&found[i], &found[i + 1]);
            let link = first.tokens.end;
            if second.tokens.start != link + 1 || first.kind != second.kind {
                continue;
            }
            let opened = first.tokens.start > 0 && self.is(first.tokens.start - 1, Role::From);
            if self.is(link, Role::Dash) || (opened && self.is(link, Role::To)) {
                found[i].until = Some(i + 1);
            }
        }
    }

    // What the rules ask about tokens; positions outside the sentence answer "no".

    pub fn get(&self, at: usize) -> Option<&'a Facts> {
        self.facts.get(at)
    }

    pub fn is(&self, at: usize, role: Role) -> bool {
        self.facts.get(at).is_some_and(|f| f.is(role))
    }

    pub fn text(&self, at: usize) -> &'a str {
        let sentence = &self.doc.sentences[self.sentence];
        sentence.tokens.get(at).map_or("", |t| t.span.of(&self.doc.article.text))
    }

    pub fn is_capital(&self, at: usize) -> bool {
        self.text(at).chars().next().is_some_and(char::is_uppercase)
    }

    pub fn is_comma(&self, at: usize) -> bool {
        self.text(at) == ","
    }

    /// Whether no space stands between tokens `at - 1` and `at`.
    pub fn is_glued(&self, at: usize) -> bool {
        let tokens = &self.doc.sentences[self.sentence].tokens;
        at > 0 && at < tokens.len() && tokens[at - 1].span.end == tokens[at].span.start
    }

    pub fn tree(&self) -> Option<&'a Tree> {
        self.doc.trees[self.sentence].as_ref()
    }

    /// Whether what happens around token `at` lies ahead.
    pub fn is_future(&self, at: usize) -> bool {
        let block = self.doc.sentences[self.sentence].block;
        let title = self.doc.article.blocks.get(block).is_some_and(|b| b.kind == BlockKind::Title);
        match self.tenses.around(self.doc, self.sentence, at) {
            Some(Tense::Future) => true,
            // "meets on Friday" lies ahead; in a headline it has happened.
            Some(Tense::Present) => !title,
            _ => false,
        }
    }

    /// The day from which "that week", "two days later" count.
    pub fn anchor_day(&self) -> Option<Date> {
        self.anchor.and_then(Point::interval).map(|(first, _)| first).or(self.published)
    }
}
