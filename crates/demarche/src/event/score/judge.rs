//! Applies a scorer's judgement to the events that the patterns propose.

use super::Scorer;
use super::candidate::{Candidate, Context};
use crate::event::RawEvent;
use crate::event::codebook::Codebook;

/// When the scorer overrules a pattern.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// An event is dropped when "no event" is at least this probable.
    pub reject: f64,
    /// It gets another type when that is at least this probable.
    pub retype: f64,
    /// Its sides are exchanged when its type is that much more probable the other way round.
    pub turn: f64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { reject: 0.6, retype: 0.7, turn: 0.6 }
    }
}

/// A scorer with the limits it is applied with.
pub struct Judge<'s> {
    /// The scorer.
    pub scorer: &'s dyn Scorer,
    /// When it overrules.
    pub limits: Limits,
}

impl Judge<'_> {
    /// Rejects, retypes and turns round events, and sets their confidence.
    pub fn apply(
        &self,
        context: Context<'_>,
        codebook: &Codebook,
        events: Vec<RawEvent>,
    ) -> Vec<RawEvent> {
        let verdicts: Vec<Verdict> =
            events.iter().map(|e| self.verdict(context, e, &events)).collect();
        let judged = events.into_iter().zip(verdicts).filter_map(|(mut event, verdict)| {
            if verdict.turned {
                std::mem::swap(&mut event.actors, &mut event.recipients);
            }
            if let Some(retyped) = verdict.event {
                event.event = retyped;
                event.modes.clear();
                event.cameo = codebook.cameo(&event.event, &[]).into();
            }
            event.confidence = verdict.confidence?;
            Some(event)
        });
        judged.collect()
    }

    /// What the scorer makes of one event among `all` of its document.
    pub fn verdict(
        &self,
        context: Context<'_>,
        event: &RawEvent,
        all: &[RawEvent],
    ) -> Verdict {
        let keep = |confidence| Verdict { event: None, turned: false, confidence };
        let Some(candidate) = Candidate::of_event(context, event, all) else {
            return keep(Some(event.confidence));
        };
        let labels = self.scorer.labels();
        let of = |name: &str| labels.iter().position(|l| **l == *name);
        let (Some(own), Some(none)) = (of(&event.event), of("")) else {
            return keep(Some(event.confidence));
        };
        let p = self.scorer.score(&candidate).probabilities;
        if let Some(other) = candidate.turned().filter(|_| !event.recipients.is_empty()) {
            let q = self.scorer.score(&other).probabilities;
            if q[own] - p[own] >= self.limits.turn {
                let confidence = Some(self.scorer.confidence(q[own]));
                return Verdict { event: None, turned: true, confidence };
            }
        }
        if p[none] >= self.limits.reject {
            return keep(None);
        }
        let mut best = own;
        for label in (0..labels.len()).filter(|l| *l != none) {
            if p[label] >= self.limits.retype && p[label] > p[best] {
                best = label;
            }
        }
        let retyped = (best != own).then(|| labels[best].clone());
        Verdict { event: retyped, turned: false, confidence: Some(self.scorer.confidence(p[best])) }
    }
}

/// What becomes of one event.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Its other type.
    pub event: Option<Box<str>>,
    /// Whether its sides are exchanged.
    pub turned: bool,
    /// Its confidence; `None` when it is dropped.
    pub confidence: Option<f64>,
}
