//! Scores sources and targets of sentences annotated token by token.
//!
//! The sets are lines `token label` with `S` for a source, `T` for a target and `R` for a
//! party that is both, each with a `B-` or `I-` before it, `O` for none, and an empty line
//! between sentences. Two spans match when they overlap.

use crate::article::from_text;
use crate::event::party::Party;
use crate::event::trace::Trace;
use crate::pipeline::Coder;
use crate::span::Span;

/// Which side of a relation a gold span is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Who acts.
    Source,
    /// To whom.
    Target,
    /// Both: the parties of a reciprocal event.
    Both,
}

/// One annotated sentence: its words joined by spaces, and bytes of it.
#[derive(Clone, Debug, Default)]
pub struct RoleRow {
    /// The text.
    pub sentence: String,
    /// The annotated spans in text order.
    pub gold: Vec<(Span, Role)>,
}

/// Reads the sentences of a set.
///
/// ```
/// use demarche::evaluate::roles::{Role, read};
/// let rows = read("Iraqi B-S\ntroops I-S\nleft O\nBasra B-T\n\nNobody O\n");
/// assert_eq!(rows.len(), 2);
/// let (span, role) = rows[0].gold[0];
/// assert_eq!((span.of(&rows[0].sentence), role), ("Iraqi troops", Role::Source));
/// ```
pub fn read(text: &str) -> Vec<RoleRow> {
    let mut rows = vec![RoleRow::default()];
    for line in text.lines() {
        let Some((token, label)) = line.rsplit_once(' ') else {
            rows.push(RoleRow::default());
            continue;
        };
        let row = rows.last_mut().expect("there is a row");
        if !row.sentence.is_empty() {
            row.sentence.push(' ');
        }
        let start = row.sentence.len();
        row.sentence.push_str(token);
        let end = row.sentence.len();
        let role = match label.get(2..) {
            Some("S") => Role::Source,
            Some("T") => Role::Target,
            Some("R") => Role::Both,
            _ => continue,
        };
        match row.gold.last_mut() {
            Some((span, _)) if label.starts_with('I') => *span = Span::new(span.range().start, end),
            _ => row.gold.push((Span::new(start, end), role)),
        }
    }
    rows.retain(|row| !row.sentence.is_empty());
    rows
}

/// How many of how many, for one role.
#[derive(Clone, Copy, Debug, Default)]
pub struct RoleCounts {
    /// Gold spans of the role; one that is both counts for either.
    pub gold: usize,
    /// Gold spans that an actor mention overlaps.
    pub mentioned: usize,
    /// Gold spans that a party of this role overlaps.
    pub found: usize,
    /// Parties of this role in the events.
    pub parties: usize,
    /// Of these, how many overlap a gold span of the role.
    pub right: usize,
}

impl RoleCounts {
    /// Share of gold spans that an actor mention overlaps, in per cent.
    pub fn mention_recall(&self) -> f64 {
        100.0 * self.mentioned as f64 / self.gold.max(1) as f64
    }

    /// F1 of the parties by overlap, in per cent.
    pub fn f1(&self) -> f64 {
        let recall = self.found as f64 / self.gold.max(1) as f64;
        let precision = self.right as f64 / self.parties.max(1) as f64;
        200.0 * recall * precision / (recall + precision).max(f64::MIN_POSITIVE)
    }
}

/// What became of one sentence.
#[derive(Clone, Debug, Default)]
pub struct RoleResult {
    /// Counts for sources and for targets.
    pub counts: [RoleCounts; 2],
    /// Gold spans that no mention overlaps.
    pub unmentioned: Vec<(Span, Role)>,
    /// Distinct spans of the actors and of the recipients of the events.
    pub parties: [Vec<Span>; 2],
}

/// Codes a sentence and compares the parties of its events, in any modality, with the gold.
///
/// The parties of an event without recipient and with several actors act on each other:
/// such a party is right as either role.
pub fn score(coder: &Coder, row: &RoleRow) -> RoleResult {
    let analysis = coder.analyse(from_text("row", &row.sentence));
    let events = coder.raw_events(&analysis, &mut Trace::off());
    let mut sides: [Vec<Span>; 2] = Default::default();
    let mut mutual: Vec<Span> = Vec::new();
    let add = |list: &mut Vec<Span>, parties: &[Party]| {
        for party in parties {
            if !list.contains(&party.span) {
                list.push(party.span);
            }
        }
    };
    for event in &events {
        if event.recipients.is_empty() && event.actors.len() > 1 {
            add(&mut mutual, &event.actors);
        } else {
            add(&mut sides[0], &event.actors);
            add(&mut sides[1], &event.recipients);
        }
    }
    let mut result = RoleResult::default();
    for (side, role) in [Role::Source, Role::Target].into_iter().enumerate() {
        let fits = |r: Role| r == role || r == Role::Both;
        let counts = &mut result.counts[side];
        for (span, gold) in row.gold.iter().filter(|(_, r)| fits(*r)) {
            counts.gold += 1;
            let mentioned = analysis.actors.all().iter().any(|m| overlaps(m.span, *span));
            counts.mentioned += usize::from(mentioned);
            if !mentioned && !result.unmentioned.contains(&(*span, *gold)) {
                result.unmentioned.push((*span, *gold));
            }
            let either = if *gold == Role::Both { &sides[1 - side][..] } else { &[] };
            let mut parties = sides[side].iter().chain(&mutual).chain(either);
            counts.found += usize::from(parties.any(|p| overlaps(*p, *span)));
        }
        let hits = |p: &Span, any: bool| {
            row.gold.iter().any(|(g, r)| (any || fits(*r)) && overlaps(*p, *g))
        };
        counts.parties += sides[side].len() + mutual.len();
        counts.right += sides[side].iter().filter(|p| hits(p, false)).count();
        counts.right += mutual.iter().filter(|p| hits(p, true)).count();
    }
    result.parties = sides;
    result
}

fn overlaps(a: Span, b: Span) -> bool {
    a.start < b.end && b.start < a.end
}
