//! Candidates beyond the patterns: who may do what to whom at predicates no pattern took, and
//! who else may be the recipient of an event. A scorer decides which of them are events.

use super::coder::{EventCoder, RawEvent, lower_words};
use super::fill::{Filled, Filler};
use super::frame::{Frame, Framer};
use super::modality;
use super::party::{Party, parties, same_party};
use super::pattern::Role;
use crate::document::Document;
use crate::mention::actor::{ActorMention, ActorMentions, Knowledge};
use crate::syntax::{Deprel, Tree, Upos};

/// The rule of events that no pattern proposed.
pub const RULE: &str = "model";
/// Recipients tried at one predicate.
const RECIPIENTS: usize = 4;

impl EventCoder {
    /// The events that may be told by predicates at which no pattern fired: the type is empty,
    /// and the rule is [`RULE`]. One candidate a recipient, and one without.
    pub fn possible(
        &self,
        doc: &Document,
        mentions: &ActorMentions,
        knowledge: &Knowledge,
        events: &[RawEvent],
    ) -> Vec<RawEvent> {
        let mut found = Vec::new();
        for sentence in 0..doc.sentences.len() {
            let Some(tree) = &doc.trees[sentence] else { continue };
            let lower = lower_words(doc, sentence);
            let framer = Framer { tree, lower: &lower, grammar: self.grammar(), knowledge };
            let filler = Filler { framer, mentions, sentence };
            let taken = |t: usize| events.iter().any(|e| e.sentence == sentence && e.token == t);
            for token in (0..tree.len()).filter(|t| is_predicate(tree, *t) && !taken(*t)) {
                let Some(frame) = framer.frame(token) else { continue };
                let actors = filler.fill(&frame, &vec![vec![vec![Role::Subj]]]);
                if actors.is_empty() {
                    continue;
                }
                let event = |recipients: Vec<Party>| RawEvent {
                    sentence,
                    token,
                    trigger: doc.span_of(sentence, token, token),
                    event: "".into(),
                    modes: Vec::new(),
                    cameo: "".into(),
                    modality: modality::of(&framer, self.complements(), token),
                    actors: parties(&actors),
                    recipients,
                    points_back: false,
                    contexts: Vec::new(),
                    rule: RULE.into(),
                    confidence: 0.0,
                };
                found.push(event(Vec::new()));
                for recipients in recipients(&filler, &frame, &actors) {
                    found.push(event(parties(&recipients)));
                }
            }
        }
        found
    }
}

/// Whether a word may tell an event: a verb that is no auxiliary.
fn is_predicate(tree: &Tree, token: usize) -> bool {
    let word = tree.word(token);
    word.upos == Upos::Verb && !matches!(word.deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop)
}

/// The actors that a predicate's other arguments denote, argument by argument.
fn recipients<'a>(
    filler: &Filler<'a>,
    frame: &Frame,
    actors: &[Filled<'a>],
) -> Vec<Vec<Filled<'a>>> {
    let other = |m: &ActorMention| !actors.iter().any(|a| same_party(a.mention, m));
    let mut all: Vec<Vec<Filled<'a>>> = Vec::new();
    let argument = |role: &Role| matches!(role, Role::Obj | Role::Iobj | Role::Prep(_));
    let mut sets: Vec<Vec<Filled<'a>>> = frame
        .roles
        .iter()
        .filter(|(role, _)| argument(role))
        .map(|(_, token)| filler.actors_at(*token, true, true))
        .collect();
    sets.push(filler.nearest(frame, &other));
    for mut set in sets {
        set.retain(|f| other(f.mention));
        let known = all
            .iter()
            .any(|known| known.iter().zip(&set).all(|(a, b)| std::ptr::eq(a.mention, b.mention)));
        if !set.is_empty() && !known && all.len() < RECIPIENTS {
            all.push(set);
        }
    }
    all
}

/// The other mentions of an event's sentence, each as its recipients.
pub fn other_recipients(
    doc: &Document,
    mentions: &ActorMentions,
    event: &RawEvent,
) -> Vec<Vec<Party>> {
    let overlaps = |m: &ActorMention, sides: &[Party]| {
        sides
            .iter()
            .any(|p| p.span.overlaps(m.span) || p.span.overlaps(ActorMentions::naming_span(m)))
    };
    let same = |m: &ActorMention| {
        m.actors.iter().any(|a| {
            event
                .actors
                .iter()
                .any(|p| p.actor.same(a) && (a.country.is_some() || a.name.is_some()))
        })
    };
    let tree = doc.trees[event.sentence].as_ref();
    let mut heads: Vec<usize> = Vec::new();
    for token in 0..tree.map_or(0, Tree::len) {
        let Some(m) = mentions.at(event.sentence, token) else { continue };
        let free = !overlaps(m, &event.actors) && !overlaps(m, &event.recipients) && !same(m);
        if free && !heads.contains(&m.head) {
            heads.push(m.head);
        }
    }
    heads
        .into_iter()
        .filter_map(|head| mentions.at(event.sentence, head))
        .map(|mention| parties(&[Filled { mention, embedded: false }]))
        .collect()
}
