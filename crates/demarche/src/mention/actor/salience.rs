//! Which earlier mention a pronoun or a definite description points back to.

use super::{ActorMention, Kind};
use crate::mention::code::Code;

/// How many sentences back an antecedent may stand.
const REACH: usize = 4;

/// An earlier mention with what decides its prominence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// Index of the mention.
    pub mention: usize,
    pub sentence: usize,
    pub head: usize,
    /// Whether it is the subject of its clause.
    pub subject: bool,
    /// Whether a name, a role or a state stands behind it rather than a common noun.
    pub named: bool,
    /// Whether it only says where something is ("in Hanoi (Vietnam)").
    pub place: bool,
}

/// The document's mentions so far, for looking back.
#[derive(Debug, Default)]
pub(super) struct History {
    candidates: Vec<Candidate>,
}

impl History {
    pub(super) fn push(&mut self, candidate: Candidate) {
        self.candidates.push(candidate);
    }

    /// The most prominent candidate that `fits`: near ones before far ones and subjects
    /// before others, so that for a subject the subject of the sentence before outweighs a
    /// mere object or adjunct of its own sentence; then named ones, then the nearest.
    pub(super) fn best(
        &self,
        sentence: usize,
        parallel: bool,
        mut fits: impl FnMut(&Candidate) -> bool,
    ) -> Option<usize> {
        self.candidates
            .iter()
            .rev()
            .take_while(|c| c.sentence + REACH >= sentence)
            // What only told where something was is not what the next sentence is about.
            .filter(|c| !c.place || c.sentence == sentence)
            .filter(|c| fits(c))
            .max_by_key(|c| {
                let distance = sentence - c.sentence;
                let bonus = if parallel { 3 } else { 1 };
                let weight =
                    i64::from(c.subject) * bonus - i64::from(c.place) - 2 * distance as i64;
                (weight, c.named, c.sentence, c.head)
            })
            .map(|c| c.mention)
    }

    /// Candidates from the nearest backwards.
    pub(super) fn backwards(&self, sentence: usize) -> impl Iterator<Item = &Candidate> {
        self.candidates.iter().rev().take_while(move |c| c.sentence + REACH >= sentence)
    }
}

/// The country most often denoted so far; ties go to the earliest.
pub(super) fn main_country(mentions: &[ActorMention]) -> Option<Code> {
    let mut counts: Vec<(Code, usize)> = Vec::new();
    for actor in mentions.iter().filter(|m| m.kind != Kind::Group).flat_map(|m| &m.actors) {
        let Some(country) = actor.country else { continue };
        match counts.iter_mut().find(|(code, _)| *code == country) {
            Some((_, n)) => *n += 1,
            None => counts.push((country, 1)),
        }
    }
    let most = counts.iter().map(|(_, n)| *n).max()?;
    counts.iter().find(|(_, n)| *n == most).map(|(code, _)| *code)
}
