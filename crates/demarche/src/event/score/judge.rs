//! Applies a scorer's judgement to the events that the patterns propose, and picks events
//! among the candidates beyond them.

use super::Scorer;
use super::candidate::{Candidate, Context};
use crate::event::codebook::Codebook;
use crate::event::possible::other_recipients;
use crate::event::trace::{Attempt, Trace, Verdict};
use crate::event::{Party, RawEvent};

/// When the scorer overrules a pattern.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// An event is dropped when "no event" is at least this probable.
    pub reject: f64,
    /// It gets another type when that is at least this probable.
    pub retype: f64,
    /// Its sides are exchanged when its type is that much more probable the other way round.
    pub turn: f64,
    /// A recipient is added to an event without one when its type is then this probable.
    pub complete: f64,
    /// A candidate that no pattern proposed is an event when its type is this probable.
    pub accept: f64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { reject: 0.5, retype: 0.6, turn: 0.5, complete: 0.4, accept: 0.7 }
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
    /// Rejects, retypes, completes and turns round the proposed events, adds those of the
    /// possible ones that are probable enough, and sets the confidence of all.
    pub fn apply(
        &self,
        context: Context<'_>,
        codebook: &Codebook,
        proposed: Vec<RawEvent>,
        possible: Vec<RawEvent>,
        trace: &mut Trace,
    ) -> Vec<RawEvent> {
        let mut events: Vec<RawEvent> = Vec::new();
        for event in &proposed {
            let revised = self.revise(context, codebook, event, &proposed);
            note(trace, event, || describe(event, revised.as_ref()));
            events.extend(revised);
        }
        let copies: Vec<bool> = (0..events.len())
            .map(|i| {
                let retyped = |e: &RawEvent| {
                    let at = |p: &&RawEvent| (p.sentence, p.token) == (e.sentence, e.token);
                    proposed.iter().find(at).is_some_and(|p| p.event != e.event)
                };
                retyped(&events[i])
                    && events.iter().enumerate().any(|(j, other)| {
                        j != i
                            && event_recipients_meet(other, &events[i])
                            && is_told_by(context, other, &events[i])
                            && (j < i || !retyped(other))
                    })
            })
            .collect();
        let mut copy = copies.iter();
        // "suspended its aid": the aid retyped would tell the suspension again.
        events.retain(|_| !copy.next().copied().unwrap_or_default());
        for candidate in self.picked(context, codebook, &possible, &proposed) {
            if !events.iter().any(|e| is_told_by(context, e, &candidate)) {
                note(trace, &candidate, || describe(&candidate, Some(&candidate)));
                events.push(candidate);
            }
        }
        events.sort_by_key(|e| (e.sentence, e.token));
        events
    }

    fn label(&self, name: &str) -> Option<usize> {
        self.scorer.labels().iter().position(|l| **l == *name)
    }

    /// A proposed event as the scorer sees it; `None` when it is none.
    fn revise(
        &self,
        context: Context<'_>,
        codebook: &Codebook,
        event: &RawEvent,
        all: &[RawEvent],
    ) -> Option<RawEvent> {
        let mut revised = event.clone();
        let known = (self.label(&event.event), self.label(""));
        let (Some(own), Some(none)) = known else { return Some(revised) };
        let Some(candidate) = Candidate::of_event(context, event, all) else {
            return Some(revised);
        };
        let p = self.scorer.score(&candidate).probabilities;
        if let Some(turned) = candidate.turned().filter(|_| !event.recipients.is_empty()) {
            let q = self.scorer.score(&turned).probabilities[own];
            if q - p[own] >= self.limits.turn {
                std::mem::swap(&mut revised.actors, &mut revised.recipients);
                revised.confidence = self.scorer.confidence(q);
                return Some(revised);
            }
        }
        if p[none] >= self.limits.reject {
            return None;
        }
        let mut best = own;
        for label in (0..p.len()).filter(|l| *l != none) {
            if p[label] >= self.limits.retype && p[label] > p[best] {
                best = label;
            }
        }
        if best != own {
            self.retype(&mut revised, best, codebook);
        }
        revised.confidence = self.scorer.confidence(p[best]);
        let lacking = event.recipients.is_empty() && event.actors.len() == 1;
        let completed = lacking.then(|| self.completed(context, event, all, best)).flatten();
        if let Some((recipients, q)) = completed {
            revised.recipients = recipients;
            revised.confidence = self.scorer.confidence(q);
        }
        Some(revised)
    }

    /// The recipient with which an event without one is most probable.
    fn completed(
        &self,
        context: Context<'_>,
        event: &RawEvent,
        all: &[RawEvent],
        label: usize,
    ) -> Option<(Vec<Party>, f64)> {
        let mut best: Option<(Vec<Party>, f64)> = None;
        for recipients in other_recipients(context.doc, context.mentions, event) {
            let tried = RawEvent { recipients: recipients.clone(), ..event.clone() };
            let Some(mut candidate) = Candidate::of_event(context, &tried, all) else { continue };
            candidate.beyond = true;
            let q = self.scorer.score(&candidate).probabilities[label];
            if q >= self.limits.complete && best.as_ref().is_none_or(|(_, p)| q > *p) {
                best = Some((recipients, q));
            }
        }
        best
    }

    fn retype(&self, event: &mut RawEvent, label: usize, codebook: &Codebook) {
        event.event = self.scorer.labels()[label].clone();
        event.modes.clear();
        event.cameo = codebook.cameo(&event.event, &[]).into();
    }

    /// The most probable candidate of each predicate, where it is probable enough.
    fn picked(
        &self,
        context: Context<'_>,
        codebook: &Codebook,
        possible: &[RawEvent],
        proposed: &[RawEvent],
    ) -> Vec<RawEvent> {
        let Some(none) = self.label("") else { return Vec::new() };
        let mut picked: Vec<(f64, RawEvent)> = Vec::new();
        for candidate in possible {
            let Some(seen) = Candidate::of_event(context, candidate, proposed) else { continue };
            let (label, p) = self.scorer.score(&seen).best();
            if label == none || p < self.limits.accept {
                continue;
            }
            let mut event = candidate.clone();
            self.retype(&mut event, label, codebook);
            event.confidence = self.scorer.confidence(p);
            match picked.last_mut() {
                Some((q, e)) if (e.sentence, e.token) == (event.sentence, event.token) => {
                    if p > *q {
                        (*q, *e) = (p, event);
                    }
                }
                _ => picked.push((p, event)),
            }
        }
        picked.into_iter().map(|(_, event)| event).collect()
    }
}

/// Whether an event already tells what a candidate of the same sentence tells: the same type
/// and actor at a predicate that governs the other or is governed by it.
fn is_told_by(context: Context<'_>, event: &RawEvent, candidate: &RawEvent) -> bool {
    if event.sentence != candidate.sentence || event.event != candidate.event {
        return false;
    }
    let linked = context.doc.trees[event.sentence].as_ref().is_some_and(|tree| {
        tree.governs(event.token, candidate.token) || tree.governs(candidate.token, event.token)
    });
    linked && candidate.actors.iter().any(|a| event.actors.iter().any(|b| a.span == b.span))
}

/// Whether two events have a recipient in common, or the second has none.
fn event_recipients_meet(event: &RawEvent, copy: &RawEvent) -> bool {
    copy.recipients.is_empty()
        || copy.recipients.iter().any(|a| event.recipients.iter().any(|b| a.span == b.span))
}

fn note(trace: &mut Trace, event: &RawEvent, verdict: impl FnOnce() -> String) {
    trace.enter(event.sentence);
    trace.note(|| Attempt {
        token: event.token,
        frame: String::new(),
        pattern: event.rule.clone(),
        verdict: Verdict::Judged(verdict()),
    });
}

/// What became of a proposed event, in words.
fn describe(proposed: &RawEvent, revised: Option<&RawEvent>) -> String {
    let Some(event) = revised else { return "no event".to_owned() };
    let mut words = format!("{} {:.2}", event.event, event.confidence);
    if event.event != proposed.event {
        words.push_str(&format!(", not {}", proposed.event));
    }
    if event.actors != proposed.actors {
        words.push_str(", turned round");
    } else if event.recipients != proposed.recipients {
        words.push_str(", with a recipient");
    }
    words
}
