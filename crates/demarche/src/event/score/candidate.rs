//! What a scorer sees of a possible event.

use crate::document::Document;
use crate::event::RawEvent;
use crate::event::coder::lower_words;
use crate::event::patterns::PatternBook;
use crate::mention::actor::{Actor, ActorMentions};
use crate::span::Span;
use crate::syntax::Tree;

/// The words that fill one side of a candidate.
#[derive(Clone, Debug, PartialEq)]
pub struct Slot {
    /// First token.
    pub first: usize,
    /// Last token, inclusive.
    pub last: usize,
    /// The token that governs the others.
    pub head: usize,
    /// PLOVER sector, `-` when unknown.
    pub sector: Box<str>,
    /// Whether its country is known.
    pub has_country: bool,
}

impl Slot {
    /// The slot of the words of `span` in a sentence; `None` when none of them stands in it.
    pub fn new(doc: &Document, sentence: usize, span: Span, actor: Option<&Actor>) -> Option<Slot> {
        let tokens = &doc.sentences[sentence].tokens;
        let tree = doc.trees[sentence].as_ref()?;
        let inside = |t: &usize| tokens[*t].span.overlaps(span);
        let first = (0..tokens.len()).find(inside)?;
        let last = (first..tokens.len()).take_while(inside).last()?;
        let head = (first..=last)
            .find(|t| tree.head(*t).is_none_or(|h| h < first || h > last))
            .unwrap_or(first);
        let sector = actor.and_then(|a| a.sector);
        Some(Slot {
            first,
            last,
            head,
            sector: sector.map_or_else(|| "-".into(), |s| s.as_str().into()),
            has_country: actor.is_some_and(|a| a.country.is_some()),
        })
    }
}

/// What a pattern says of a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fired<'a> {
    /// Its PLOVER type.
    pub event: &'a str,
    /// The pattern.
    pub rule: &'a str,
    /// How many of the candidate's two sides the pattern filled in the same way.
    pub sides: u8,
}

/// The document that candidates are taken from, and the lexicon's knowledge of its words.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The document.
    pub doc: &'a Document,
    /// Its actor mentions.
    pub mentions: &'a ActorMentions,
    /// Patterns and word classes.
    pub book: &'a PatternBook,
}

/// A possible event: who may have done what to whom.
#[derive(Clone, Debug)]
pub struct Candidate<'a> {
    /// The sentence's tree.
    pub tree: &'a Tree,
    /// Its words in lower case.
    pub lower: Vec<String>,
    /// For each token the mention it belongs to, as the mention's first token.
    pub mentions: Vec<Option<usize>>,
    /// Who may have acted.
    pub actor: Slot,
    /// Upon whom.
    pub recipient: Option<Slot>,
    /// The word that may tell the event.
    pub predicate: usize,
    /// What the patterns say.
    pub fired: Option<Fired<'a>>,
    /// Types of the sentence's other events.
    pub others: Vec<&'a str>,
    /// Whether it goes beyond what a pattern proposes: weighed by features of its own, because
    /// most such candidates are none.
    pub beyond: bool,
    /// What the words may mean: the patterns and classes of the lexicon.
    pub book: &'a PatternBook,
}

impl<'a> Candidate<'a> {
    /// The candidate of two slots and a predicate.
    ///
    /// `None` when the sentence was not parsed.
    pub fn new(
        context: Context<'a>,
        sentence: usize,
        actor: Slot,
        recipient: Option<Slot>,
        predicate: usize,
    ) -> Option<Candidate<'a>> {
        let Context { doc, mentions, book } = context;
        let tree = doc.trees[sentence].as_ref()?;
        let tokens = &doc.sentences[sentence].tokens;
        let first = |t| mentions.at(sentence, t).map(|m| m.first);
        Some(Candidate {
            tree,
            lower: lower_words(doc, sentence),
            mentions: (0..tokens.len()).map(first).collect(),
            actor,
            recipient,
            predicate,
            fired: None,
            others: Vec::new(),
            beyond: false,
            book,
        })
    }

    /// The candidate of an event as the patterns gave it, among `all` events of the document.
    pub fn of_event(
        context: Context<'a>,
        event: &'a RawEvent,
        all: &'a [RawEvent],
    ) -> Option<Candidate<'a>> {
        let slot = |party: &crate::event::Party| {
            Slot::new(context.doc, event.sentence, party.span, Some(&party.actor))
        };
        let actor = event.actors.iter().find_map(slot)?;
        // All parties of a symmetric event are actors.
        let others = event.actors.iter().skip(1);
        let recipient = event.recipients.iter().chain(others).find_map(slot);
        let recipient = recipient.filter(|r| r.first != actor.first);
        let mut candidate = Candidate::new(context, event.sentence, actor, recipient, event.token)?;
        candidate.beyond = event.event.is_empty();
        candidate.fired = (!event.event.is_empty()).then_some(Fired {
            event: &event.event,
            rule: &event.rule,
            sides: 2,
        });
        let others = all.iter().filter(|e| e.sentence == event.sentence && e.token != event.token);
        candidate.others = others.map(|e| &*e.event).collect();
        Some(candidate)
    }

    /// The same words with the two sides exchanged; `None` with one side only.
    pub fn turned(&self) -> Option<Candidate<'a>> {
        let recipient = self.recipient.clone()?;
        let mut turned = self.clone();
        turned.recipient = Some(std::mem::replace(&mut turned.actor, recipient));
        if let Some(fired) = &mut turned.fired {
            fired.sides = 0;
        }
        Some(turned)
    }
}
