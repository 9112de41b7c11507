//! What the coder tried, for `explain`.

/// Why a pattern did or did not fire at a predicate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It fired.
    Fired,
    /// A condition failed; the condition as written.
    Failed(Box<str>),
    /// Nobody fills its actor.
    NoActor,
    /// A symmetric event or a bare event noun with one party only.
    OneParty,
    /// The codebook asks for a recipient and there is none.
    NoRecipient,
    /// Neither party is political.
    NotPolitical,
    /// A more specific pattern had fired.
    Outranked,
    /// The event belongs to what another predicate's event asks for, refuses or promises.
    Claimed,
    /// The same event stands in the sentence already.
    Duplicate,
    /// What the learned scorer made of the event that the pattern proposed.
    Judged(String),
}

/// One pattern tried at one predicate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// Token of the predicate.
    pub token: usize,
    /// The frame as `role=word` pairs.
    pub frame: String,
    /// Id of the pattern.
    pub pattern: Box<str>,
    /// What came of it.
    pub verdict: Verdict,
}

/// Collects attempts when somebody wants to see them.
#[derive(Debug, Default)]
pub struct Trace {
    sentence: usize,
    attempts: Option<Vec<(usize, Attempt)>>,
}

impl Trace {
    /// A trace that keeps nothing.
    pub fn off() -> Trace {
        Trace { sentence: 0, attempts: None }
    }

    /// A trace that keeps everything.
    pub fn on() -> Trace {
        Trace { sentence: 0, attempts: Some(Vec::new()) }
    }

    /// Records an attempt, built only when the trace is on.
    pub fn note(&mut self, attempt: impl FnOnce() -> Attempt) {
        if let Some(attempts) = &mut self.attempts {
            attempts.push((self.sentence, attempt()));
        }
    }

    /// Says which sentence the attempts that follow belong to.
    pub fn enter(&mut self, sentence: usize) {
        self.sentence = sentence;
    }

    /// The attempts in the order in which they were made.
    pub fn attempts(&self) -> impl Iterator<Item = &Attempt> {
        self.attempts.iter().flatten().map(|(_, attempt)| attempt)
    }

    /// The attempts in one sentence, in the order in which they were made.
    pub fn attempts_in(&self, sentence: usize) -> impl Iterator<Item = &Attempt> {
        let all = self.attempts.iter().flatten();
        all.filter(move |(at, _)| *at == sentence).map(|(_, attempt)| attempt)
    }
}
