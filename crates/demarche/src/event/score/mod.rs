//! A learned judge of (actor, predicate, recipient) candidates: is it an event, of which type,
//! which way round, and how sure.
//!
//! Patterns propose, a [`Scorer`] judges. The one that ships is a sparse linear model
//! ([`LinearScorer`]); a small encoder for candidates of low margin may take its place.

mod candidate;
mod features;
mod judge;
mod linear;

pub use candidate::{Candidate, Context, Fired, Slot};
pub use features::{Feature, extract};
pub use judge::{Judge, Limits};
pub use linear::{Calibration, LinearScorer};

/// Probabilities of the event types and of "no event" for one candidate.
#[derive(Clone, Debug, PartialEq)]
pub struct Scores {
    /// One probability per label, in the order of [`Scorer::labels`]; they sum to one.
    pub probabilities: Vec<f64>,
}

impl Scores {
    /// The label with the highest probability and that probability.
    pub fn best(&self) -> (usize, f64) {
        let mut best = (0, f64::MIN);
        for (label, p) in self.probabilities.iter().enumerate() {
            if *p > best.1 {
                best = (label, *p);
            }
        }
        best
    }
}

/// Judges candidates. Implementations never fail and always answer the same.
pub trait Scorer: Send + Sync {
    /// The labels: PLOVER types, then the empty string for "no event".
    fn labels(&self) -> &[Box<str>];

    /// Name and version, for records.
    fn version(&self) -> &str;

    /// The probabilities of all labels for a candidate.
    fn score(&self, candidate: &Candidate<'_>) -> Scores;

    /// The probability that a record is right which the scorer gives probability `p`.
    fn confidence(&self, p: f64) -> f64;
}
