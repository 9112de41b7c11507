//! How far a circumstance (a date, a place) stands from a trigger in the tree.

use crate::syntax::{Deprel, Tree, Upos, Xpos};

/// The cost of linking the phrase headed by `head` to the trigger; `None` when it belongs to
/// another clause.
///
/// The phrase may hang on the trigger, on a noun beside it, or on the clause that the trigger
/// stands in; a clause that merely reports the trigger's clause keeps its circumstances.
pub(super) fn cost(tree: &Tree, trigger: usize, head: usize) -> Option<u32> {
    let mut attached = tree.head(head);
    let mut climbs = 0;
    // "at the summit in Geneva": climb through nouns.
    while let Some(at) = attached {
        if at == trigger {
            return Some(climbs);
        }
        if is_clause(tree, at) {
            break;
        }
        climbs += 1;
        attached = tree.head(at);
    }
    let clause = attached?;
    let (mut here, mut cost) = (trigger, 4);
    loop {
        if here == clause {
            return Some(cost + climbs);
        }
        let word = tree.word(here);
        cost += match word.deprel {
            // A noun trigger inside the clause: "the launches were condemned on Monday".
            Deprel::Obj | Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obl => 4,
            Deprel::Nmod | Deprel::Compound | Deprel::NmodPoss | Deprel::Amod => 6,
            Deprel::Conj => conjunct(tree, here, clause)?,
            Deprel::Xcomp => 2,
            Deprel::Advcl if word.upos == Upos::Verb && !is_finite(tree, here) => 8,
            Deprel::Aux | Deprel::Cop | Deprel::Fixed | Deprel::Flat => 0,
            _ => return None,
        };
        here = tree.head(here)?;
    }
}

/// Joined verbs share what stands before the first and after the last, unless the second has a
/// subject of its own.
fn conjunct(tree: &Tree, here: usize, clause: usize) -> Option<u32> {
    if tree.head(here) != Some(clause) || !is_clause(tree, here) {
        return Some(4);
    }
    let subject = |c: usize| matches!(tree.word(c).deprel, Deprel::Nsubj | Deprel::NsubjPass);
    (!tree.children(here).any(subject)).then_some(6)
}

fn is_finite(tree: &Tree, verb: usize) -> bool {
    matches!(tree.word(verb).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
        || tree
            .children(verb)
            .any(|c| matches!(tree.word(c).deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Aux))
}

fn is_clause(tree: &Tree, at: usize) -> bool {
    let word = tree.word(at);
    let verb = matches!(word.upos, Upos::Verb | Upos::Aux) && word.deprel != Deprel::Amod;
    verb || word.deprel == Deprel::Root
        || tree.children(at).any(|c| tree.word(c).deprel == Deprel::Cop)
}

/// The word of a phrase whose head lies outside it.
pub(super) fn head_of(tree: &Tree, tokens: std::ops::Range<usize>) -> usize {
    let outside = |i: &usize| tree.head(*i).is_none_or(|h| !tokens.contains(&h));
    tokens.clone().find(outside).unwrap_or(tokens.start)
}
