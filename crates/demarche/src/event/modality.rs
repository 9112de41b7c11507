//! Has it happened? Tense, modals, negation, conditions and what governs the predicate.

use std::collections::HashMap;

use serde::Serialize;

use super::frame::Framer;
use super::pattern::Pos;
use crate::error::Error;
use crate::lexicon::Lexicon;
use crate::syntax::{Deprel, Upos, Xpos};

/// Whether an event is told as having happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Modality {
    /// Told as fact, and current.
    Asserted,
    /// Told as not having happened.
    Negated,
    /// Told as going to happen.
    Future,
    /// Told as possible, wanted, feared, demanded or conditional.
    Hypothetical,
    /// Told as fact, but long ago.
    Historical,
}

impl Modality {
    /// The word in which records write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Modality::Asserted => "asserted",
            Modality::Negated => "negated",
            Modality::Future => "future",
            Modality::Hypothetical => "hypothetical",
            Modality::Historical => "historical",
        }
    }
}

/// What verbs, nouns and adjectives say about the clause they take.
#[derive(Debug, Default)]
pub struct Complements {
    effects: HashMap<(Pos, Box<str>), Modality>,
}

impl Complements {
    /// Compiles `grammar/complements.tsv`.
    ///
    /// # Errors
    ///
    /// When the table is missing or names an unknown part of speech or effect.
    pub fn new(lexicon: &Lexicon) -> Result<Complements, Error> {
        let mut effects = HashMap::new();
        for row in lexicon.records("grammar/complements.tsv")? {
            let pos = match row.get("pos") {
                "v" => Pos::Verb,
                "n" => Pos::Noun,
                "a" => Pos::Adj,
                other => return Err(row.fault("pos", format!("`{other}` is no part of speech"))),
            };
            let effect = match row.get("effect") {
                "fact" => Modality::Asserted,
                "future" => Modality::Future,
                "hypothetical" => Modality::Hypothetical,
                "negated" => Modality::Negated,
                other => return Err(row.fault("effect", format!("`{other}` is no effect"))),
            };
            effects.insert((pos, row.get("lemma").into()), effect);
        }
        Ok(Complements { effects })
    }

    /// What a predicate says of its complement; `None` when it says nothing.
    pub fn effect(&self, pos: Pos, lemma: &str) -> Option<Modality> {
        self.effects.get(&(pos, Box::from(lemma))).copied()
    }
}

/// The modality of the predicate at `token`.
pub fn of(framer: &Framer<'_>, complements: &Complements, token: usize) -> Modality {
    let carrier = match framer.tree.word(token).upos {
        Upos::Verb => token,
        _ => framer.support(token).map_or(token, |(verb, _)| verb),
    };
    let own = own_modality(framer, carrier, token);
    let inherited = inherited(framer, complements, carrier);
    combine(own, inherited)
}

/// The less real reading wins; of a denied denial nothing is known ("nor did they promise to
/// stop").
fn combine(own: Modality, inherited: Modality) -> Modality {
    use Modality::{Asserted, Future, Hypothetical, Negated};
    match (own, inherited) {
        (Negated, Negated) => Hypothetical,
        (Asserted, other) | (other, Asserted) => other,
        (Negated, _) | (_, Negated) => Negated,
        (Hypothetical, _) | (_, Hypothetical) => Hypothetical,
        (Future, _) => Future,
        (other, _) => other,
    }
}

/// Modality from the predicate's own auxiliaries, adverbs, determiners and clause marker.
fn own_modality(framer: &Framer<'_>, carrier: usize, noun: usize) -> Modality {
    let tree = framer.tree;
    let is = |token: usize, class: &str| framer.knowledge.is(&framer.lower[token], class);
    let holder = auxiliary_holder(framer, carrier);
    let mut modality = Modality::Asserted;
    for word in [Some(carrier), holder.filter(|h| *h != carrier)].into_iter().flatten() {
        for child in tree.children(word) {
            match tree.word(child).deprel {
                Deprel::Aux | Deprel::Cop if is(child, "future_aux") => modality = Modality::Future,
                Deprel::Aux if is(child, "hypothetical_aux") => modality = Modality::Hypothetical,
                _ => {}
            }
        }
    }
    let negates = |word: usize| {
        tree.children(word).any(|c| {
            matches!(
                tree.word(c).deprel,
                Deprel::Advmod | Deprel::Det | Deprel::Aux | Deprel::Cc | Deprel::CcPreconj
            ) && is(c, "negator")
        })
    };
    let subject_or_object_negated = tree.children(carrier).any(|c| {
        matches!(tree.word(c).deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj)
            && tree.children(c).any(|d| tree.word(d).deprel == Deprel::Det && is(d, "negator"))
    });
    if negates(carrier)
        || holder.is_some_and(negates)
        || noun != carrier && negates(noun)
        || subject_or_object_negated
        || tree.child(noun, Deprel::Case).is_some_and(|c| is(c, "negator"))
    {
        return Modality::Negated;
    }
    // Headlines: "Saudi Arabia to restore ties".
    if tree.head(carrier).is_none() && framer.marker(carrier) == Some("to") {
        return Modality::Future;
    }
    if is_conditional(framer, carrier) || holder.is_some_and(|h| is_conditional(framer, h)) {
        return Modality::Hypothetical;
    }
    let hedged =
        tree.children(carrier).any(|c| tree.word(c).deprel == Deprel::Advmod && is(c, "doubt"));
    if hedged && modality == Modality::Asserted {
        return Modality::Hypothetical;
    }
    let root_question =
        tree.head(carrier).is_none() && framer.lower.last().is_some_and(|w| w == "?");
    let imperative = tree.word(carrier).xpos == Xpos::Vb
        && tree.head(carrier).is_none()
        && tree
            .children(carrier)
            .all(|c| !matches!(tree.word(c).deprel, Deprel::Aux | Deprel::Nsubj));
    if root_question || imperative {
        return Modality::Hypothetical;
    }
    modality
}

/// A conjunct verb shares the auxiliaries of the first one ("will meet and sign").
fn auxiliary_holder(framer: &Framer<'_>, verb: usize) -> Option<usize> {
    let tree = framer.tree;
    let word = tree.word(verb);
    if word.deprel != Deprel::Conj || word.upos != Upos::Verb {
        return Some(verb);
    }
    let own_subject = tree.child(verb, Deprel::Nsubj).is_some();
    let own_tense = matches!(word.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
    let first = tree.head(verb)?;
    (!own_subject && !own_tense && tree.word(first).upos == Upos::Verb).then_some(first)
}

fn is_conditional(framer: &Framer<'_>, clause: usize) -> bool {
    framer.marker(clause).is_some_and(|m| framer.knowledge.is(m, "condition"))
        || framer.tree.children(clause).any(|c| {
            framer.tree.word(c).deprel == Deprel::Advmod
                && framer.knowledge.is(&framer.lower[c], "condition")
        })
}

/// Modality from what governs the predicate: "refused to", "call for", "if".
fn inherited(framer: &Framer<'_>, complements: &Complements, carrier: usize) -> Modality {
    let tree = framer.tree;
    let mut at = carrier;
    let mut result = Modality::Asserted;
    for _ in 0..6 {
        let Some(head) = tree.head(at) else { break };
        let word = tree.word(at);
        let governed = match word.deprel {
            Deprel::Xcomp | Deprel::Ccomp | Deprel::Csubj | Deprel::CsubjPass => true,
            Deprel::Obj | Deprel::NsubjPass | Deprel::Iobj => true,
            // "called for talks" against "at the request of": only some phrases are complements.
            Deprel::Obl | Deprel::Nmod => tree.children(at).any(|c| {
                tree.word(c).deprel == Deprel::Case
                    && framer.knowledge.is(&framer.lower[c], "complement_preposition")
            }),
            Deprel::Acl => matches!(framer.marker(at), Some("to" | "of" | "that")),
            // A content clause taken for a relative one: its "that" is no pronoun.
            Deprel::AclRelcl => framer.marker(at) == Some("that"),
            Deprel::Advcl => framer.marker(at).is_some(),
            Deprel::Conj => true,
            _ => false,
        };
        if !governed {
            break;
        }
        if word.deprel == Deprel::Conj {
            at = head;
            continue;
        }
        // A purpose clause says what is intended, not what happened.
        if word.deprel == Deprel::Advcl {
            if framer.marker(at) == Some("to") || is_conditional(framer, at) {
                result = combine(Modality::Hypothetical, result);
            } else if matches!(tree.word(at).xpos, Xpos::Vbg)
                && let Some(effect) = effect_of(framer, complements, head)
            {
                result = combine(effect, result);
            }
        } else if let Some(effect) = effect_of(framer, complements, head)
            .or_else(|| of_what(framer, at, head).and_then(|n| effect_of(framer, complements, n)))
        {
            // The failure of a summit does not undo the summit.
            let noun_of = word.deprel == Deprel::Nmod && effect == Modality::Negated;
            // "told AFP that it will meet": only the infinitive of such verbs is unreal.
            let told = framer.marker(at) != Some("to")
                && framer.knowledge.is(&tree.word(head).lemma.to_lowercase(), "unreal_infinitive");
            if !noun_of && !told {
                result = combine(effect, result);
            }
        }
        // "did not say that", "if they agree to": the governor's own unreality counts too,
        // but a future or modal governor of a noun phrase only when it is a complement.
        if matches!(tree.word(head).upos, Upos::Verb | Upos::Adj) {
            let own = own_modality(framer, head, head);
            let complement = matches!(word.deprel, Deprel::Xcomp | Deprel::Obj | Deprel::NsubjPass);
            if own != Modality::Asserted && complement {
                result = combine(own, result);
            }
        }
        at = head;
    }
    result
}

/// "charges by the clergy that it tortured": the clause may hang on the noun nearest to it.
fn of_what(framer: &Framer<'_>, clause: usize, noun: usize) -> Option<usize> {
    let content = matches!(framer.tree.word(clause).deprel, Deprel::Acl | Deprel::AclRelcl)
        && framer.marker(clause) == Some("that")
        && framer.tree.word(noun).deprel == Deprel::Nmod;
    content.then(|| framer.tree.head(noun)).flatten()
}

fn effect_of(framer: &Framer<'_>, complements: &Complements, head: usize) -> Option<Modality> {
    let word = framer.tree.word(head);
    let pos = match word.upos {
        Upos::Verb | Upos::Aux => Pos::Verb,
        Upos::Noun | Upos::Propn => Pos::Noun,
        Upos::Adj => Pos::Adj,
        _ => return None,
    };
    let frame_lemma = framer
        .tree
        .child(head, Deprel::CompoundPrt)
        .map(|p| format!("{}_{}", word.lemma.to_lowercase(), framer.lower[p]));
    frame_lemma
        .and_then(|lemma| complements.effect(pos, &lemma))
        .or_else(|| complements.effect(pos, &word.lemma.to_lowercase()))
}
