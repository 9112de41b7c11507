//! Examples for the event scorer from sentences with gold relations, roles, quads and labels.

use super::linear::Example;
use super::sentences::{LabelledEvent, LabelledSentence};
use crate::article::from_text;
use crate::evaluate::relation::{Marked, RelationRow, has_parties, is_turned};
use crate::event::party::Party;
use crate::event::patterns::Example as PatternExample;
use crate::event::possible::other_recipients;
use crate::event::score::{Candidate, Feature, extract};
use crate::event::trace::Trace;
use crate::event::{Modality, RawEvent};
use crate::pipeline::Coder;
use crate::span::Span;

/// Collects examples; sentences are numbered in the order in which they come.
pub struct Study<'c> {
    coder: &'c Coder,
    labels: Vec<Box<str>>,
    /// The examples so far.
    pub examples: Vec<Example>,
    sentence: usize,
}

impl<'c> Study<'c> {
    /// An empty study; the labels are the codebook's types and "no event".
    pub fn new(coder: &'c Coder) -> Study<'c> {
        let mut labels: Vec<Box<str>> =
            coder.codebook().events().into_iter().map(Into::into).collect();
        labels.push("".into());
        Study { coder, labels, examples: Vec::new(), sentence: 0 }
    }

    /// The labels, in the order of the bits of [`Example::allowed`].
    pub fn labels(&self) -> &[Box<str>] {
        &self.labels
    }

    fn mask(&self, allow: &dyn Fn(&str) -> bool) -> u32 {
        let allowed = self.labels.iter().enumerate().filter(|(_, label)| allow(label));
        allowed.map(|(i, _)| 1 << i).sum()
    }

    fn root(&self, root: &str) -> u32 {
        self.mask(&|label| crate::evaluate::relation::root_of(label) == root)
    }

    fn none(&self) -> u32 {
        self.mask(&str::is_empty)
    }

    /// Adds an example and gives its index.
    fn add(&mut self, features: Vec<Feature>, allowed: u32, weight: f32) -> usize {
        let sentence = self.sentence;
        self.examples.push(Example { features, allowed, weight, sentence, proposed: None });
        self.examples.len() - 1
    }

    /// A pair given both ways: `allowed` as it is, no event when turned.
    fn pair(
        &mut self,
        text: &str,
        source: Span,
        target: Option<Span>,
        allowed: u32,
        symmetric: bool,
    ) -> Option<usize> {
        let marked = Marked::new(self.coder, text, source, target);
        let mut candidate = marked.candidate(self.coder.patterns(), None)?;
        let features = extract(&candidate);
        let index = self.add(features, allowed, 1.0);
        candidate.beyond = true;
        let features = extract(&candidate);
        self.add(features, allowed, 1.0);
        if let (Some(target), false) = (target, symmetric) {
            let turned = Marked::new(self.coder, text, target, Some(source));
            if let Some(candidate) = turned.candidate(self.coder.patterns(), None) {
                let features = extract(&candidate);
                self.add(features, self.none(), 0.5);
            }
        }
        Some(index)
    }

    /// A sentence with its relation: the index of the example of the pair as marked.
    pub fn relation(&mut self, row: &RelationRow) -> Option<usize> {
        self.sentence += 1;
        let (allowed, symmetric) = (self.root(&row.root), is_symmetric(&row.root));
        let source = row.source.or(row.target)?;
        let target = row.target.filter(|t| *t != source);
        let index = self.pair(&row.sentence, source, target, allowed, symmetric);
        let none = self.none();
        self.proposals(&row.sentence, |event| {
            if has_parties(event, row) {
                Some((allowed, None))
            } else if is_turned(event, row) && !symmetric {
                Some((none, None))
            } else {
                None
            }
        });
        let paired = |event: &RawEvent| {
            let pair = !event.recipients.is_empty() || row.target.is_none();
            (pair && has_parties(event, row)).then_some(allowed)
        };
        let more = self.beyond(&row.sentence, paired, 1.0);
        self.examples.extend(more);
        index
    }

    /// A sentence with marked sources and targets of some event.
    pub fn roles(&mut self, text: &str, source: Span, target: Option<Span>) {
        self.sentence += 1;
        let any = self.mask(&|label| !label.is_empty());
        self.pair(text, source, target, any, true);
    }

    /// A sentence with its quad class, 0 for no event.
    pub fn quad(&mut self, text: &str, quad: u8) {
        self.sentence += 1;
        let coder = self.coder;
        let allowed = match quad {
            0 => self.none(),
            _ => self.mask(&|label| !label.is_empty() && coder.codebook().quad(label) == quad),
        };
        let found = coder.proposed(&coder.analyse(from_text("row", text)), &mut Trace::off());
        if quad == 0 {
            self.proposals(text, |_| Some((allowed, Some(false))));
            let more = self.beyond(text, |_| Some(allowed), 0.3);
            self.examples.extend(more);
        } else if found.len() == 1 {
            self.proposals(text, |_| Some((allowed, None)));
        }
    }

    /// A sentence of our own with all its events.
    pub fn sentence(&mut self, sentence: &LabelledSentence) {
        self.sentence += 1;
        let text = &sentence.text;
        for gold in &sentence.events {
            let Some(actor) = gold.actors.first() else { continue };
            let target = gold.recipients.first().copied();
            let same = |e: &LabelledEvent| {
                let recipients = match (target, e.recipients.first()) {
                    (Some(a), Some(b)) => a.overlaps(*b),
                    (a, b) => a.is_none() && b.is_none(),
                };
                e.actors.iter().any(|a| a.overlaps(*actor)) && recipients
            };
            let types: Vec<&str> =
                sentence.events.iter().filter(|e| same(e)).map(|e| &*e.event).collect();
            let allowed = self.mask(&|label| types.contains(&label));
            self.pair(text, *actor, target, allowed, is_symmetric(&gold.event));
        }
        self.own_proposals(sentence);
        let none = self.none();
        let this = &*self;
        let mask = |event: &str| this.mask(&|label| label == event);
        let strict = |event: &RawEvent| {
            let gold = sentence.events.iter().filter(|g| is_at(event, g));
            let full: Vec<&LabelledEvent> =
                gold.clone().filter(|g| fits_exactly(event, g)).collect();
            match (full.first(), gold.count()) {
                (Some(gold), _) => Some(mask(&gold.event)),
                (None, n) if n > 0 && event.recipients.is_empty() => None,
                _ => Some(none),
            }
        };
        let more = self.beyond(text, strict, 0.3);
        self.examples.extend(more);
    }

    /// An example sentence of a pattern: its type where the pattern must fire, no event where it
    /// must not.
    pub fn pattern(&mut self, example: &PatternExample) {
        self.sentence += 1;
        let none = self.none();
        let own = self.mask(&|label| label == example.event);
        self.proposals(&example.sentence, |event| {
            if *event.event != *example.event {
                return None;
            }
            let asserted = event.modality == Modality::Asserted;
            match example.fires {
                true => Some((own, Some(true))),
                false => asserted.then_some((none, Some(false))),
            }
        });
    }

    /// Two sentences of our own read as one long one: what the patterns propose in it.
    pub fn joined(&mut self, first: &LabelledSentence, second: &LabelledSentence) {
        // Counts to the fold of the first; the two are never far apart in the list.
        self.own_proposals(&first.joined(second));
    }

    fn own_proposals(&mut self, sentence: &LabelledSentence) {
        let text = &sentence.text;
        let none = self.none();
        let judge = |event: &RawEvent| {
            let fits: Vec<&LabelledEvent> =
                sentence.events.iter().filter(|g| fits(event, g)).collect();
            let named = fits.iter().find(|g| g.event == event.event);
            match (named, fits.first()) {
                (Some(gold), _) => Some((self.mask(&|label| label == &*gold.event), Some(true))),
                (None, Some(gold)) => {
                    Some((self.mask(&|label| label == &*gold.event), Some(false)))
                }
                // A future meeting is an agreement already made by the coder, and so on.
                (None, None) => Some((none, Some(false))),
            }
        };
        let judged = self.judged(text, judge);
        self.examples.extend(judged);
    }

    /// Examples at predicates without a pattern, and of other recipients of proposed events.
    fn beyond(
        &self,
        text: &str,
        judge: impl Fn(&RawEvent) -> Option<u32>,
        weight: f32,
    ) -> Vec<Example> {
        let analysis = self.coder.analyse(from_text("row", text));
        let proposed = self.coder.proposed(&analysis, &mut Trace::off());
        let context = self.coder.context(&analysis);
        let mut tried = self.coder.possible(&analysis, &proposed);
        for event in &proposed {
            let others = other_recipients(&analysis.document, &analysis.actors, event);
            let with = |recipients| RawEvent { recipients, ..event.clone() };
            tried.extend(others.into_iter().map(with));
        }
        let example = |event: &RawEvent| {
            let allowed = judge(event)?;
            let mut candidate = Candidate::of_event(context, event, &proposed)?;
            candidate.beyond = true;
            let features = extract(&candidate);
            let weight = if allowed == self.none() { weight } else { 1.0 };
            let sentence = self.sentence;
            Some(Example { features, allowed, weight, sentence, proposed: None })
        };
        tried.iter().filter_map(example).collect()
    }

    /// Adds the events that the patterns propose, labelled by `judge`.
    fn proposals(&mut self, text: &str, judge: impl Fn(&RawEvent) -> Option<(u32, Option<bool>)>) {
        let judged = self.judged(text, judge);
        self.examples.extend(judged);
    }

    fn judged(
        &self,
        text: &str,
        judge: impl Fn(&RawEvent) -> Option<(u32, Option<bool>)>,
    ) -> Vec<Example> {
        let analysis = self.coder.analyse(from_text("row", text));
        let events = self.coder.proposed(&analysis, &mut Trace::off());
        let context = self.coder.context(&analysis);
        let label = |event: &str| self.labels.iter().position(|l| **l == *event);
        let example = |event: &RawEvent| {
            let (allowed, right) = judge(event)?;
            let candidate = Candidate::of_event(context, event, &events)?;
            let own = label(&event.event)?;
            let right = right.unwrap_or(allowed & (1 << own) != 0);
            Some(Example {
                features: extract(&candidate),
                allowed,
                weight: 1.0,
                sentence: self.sentence,
                proposed: (event.modality == Modality::Asserted || allowed != self.none())
                    .then_some((own, right)),
            })
        };
        events.iter().filter_map(example).collect()
    }
}

/// Whether both sides of an event of this type act alike.
fn is_symmetric(event: &str) -> bool {
    matches!(event, "CONSULT" | "COOPERATE" | "AGREE")
}

/// Whether an event is told by the word that tells a gold event, or next to it.
fn is_at(event: &RawEvent, gold: &LabelledEvent) -> bool {
    event.trigger.overlaps(gold.trigger)
}

/// Whether an event has the actor and the recipient of a gold event, or neither has one.
fn fits_exactly(event: &RawEvent, gold: &LabelledEvent) -> bool {
    fits(event, gold) && event.recipients.is_empty() == gold.recipients.is_empty()
}

/// Whether an event has the parties of a gold event.
fn fits(event: &RawEvent, gold: &LabelledEvent) -> bool {
    let overlap = |parties: &[Party], spans: &[Span]| {
        parties.iter().any(|p| spans.iter().any(|s| p.span.overlaps(*s)))
    };
    let all: Vec<Span> = gold.actors.iter().chain(&gold.recipients).copied().collect();
    if is_symmetric(&gold.event) && event.recipients.is_empty() {
        return overlap(&event.actors, &all);
    }
    let straight = overlap(&event.actors, &gold.actors)
        && (event.recipients.is_empty()
            || gold.recipients.is_empty()
            || overlap(&event.recipients, &gold.recipients));
    let turned = is_symmetric(&gold.event)
        && overlap(&event.actors, &gold.recipients)
        && overlap(&event.recipients, &gold.actors);
    straight || turned
}
