//! Several predicates of one sentence may tell one event: one of them is kept.

use super::coder::Match;
use super::fill::Filled;
use super::party::{count_parties, same_party};
use super::trace::{Attempt, Trace, Verdict};
use crate::syntax::Tree;

/// Keeps one of several events of a sentence that say the same: same type and parties.
pub(super) fn drop_duplicates(matches: &mut Vec<Match<'_>>, tree: &Tree, trace: &mut Trace) {
    let mut kept: Vec<usize> = Vec::new();
    let mut dropped = Vec::new();
    for i in 0..matches.len() {
        let rival = kept.iter().position(|k| is_duplicate(&matches[*k], &matches[i], tree));
        match rival {
            None => kept.push(i),
            Some(slot) if weight(&matches[i]) > weight(&matches[kept[slot]]) => {
                dropped.push(kept[slot]);
                kept[slot] = i;
            }
            Some(_) => dropped.push(i),
        }
    }
    for i in &dropped {
        trace.note(|| note_of(&matches[*i], Verdict::Duplicate));
    }
    let mut index = 0;
    matches.retain(|_| {
        index += 1;
        !dropped.contains(&(index - 1))
    });
}

pub(super) fn weight(found: &Match<'_>) -> (usize, usize) {
    (count_parties(&found.actors) + count_parties(&found.recipients), found.pattern.specificity())
}

pub(super) fn is_duplicate(a: &Match<'_>, b: &Match<'_>, tree: &Tree) -> bool {
    let linked =
        tree.governs(a.frame.head, b.frame.head) || tree.governs(b.frame.head, a.frame.head);
    let subset = |x: &[Filled<'_>], y: &[Filled<'_>]| {
        x.iter().all(|p| y.iter().any(|q| same_party(p.mention, q.mention)))
    };
    let either = |x: &[Filled<'_>], y: &[Filled<'_>]| subset(x, y) || subset(y, x);
    a.pattern.event == b.pattern.event
        && linked
        && either(&a.actors, &b.actors)
        && either(&a.recipients, &b.recipients)
}

pub(super) fn note_of(found: &Match<'_>, verdict: Verdict) -> Attempt {
    Attempt {
        token: found.frame.head,
        frame: String::new(),
        pattern: found.pattern.id.clone(),
        verdict,
    }
}
