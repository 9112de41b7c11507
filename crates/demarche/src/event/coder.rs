//! Matches the pattern book against every frame of a document.

use super::codebook::Codebook;
use super::context::Contexts;
use super::duplicate::{drop_duplicates, note_of};
use super::fill::{Filled, Filler};
use super::frame::{Frame, Framer, Grammar};
use super::modality::{self, Complements, Modality};
use super::party::{Party, count_parties, is_part_of, parties, same_party};
use super::pattern::{Pattern, Pos, Role};
use super::patterns::PatternBook;
use super::size::{Count, Sizes};
use super::trace::{Attempt, Trace, Verdict};
use crate::document::Document;
use crate::error::Error;
use crate::lexicon::Lexicon;
use crate::mention::actor::{ActorMention, ActorMentions, Kind, Knowledge, Via};
use crate::span::Span;
use crate::syntax::{Deprel, Tree, Upos};

/// An event as found in one sentence, before date, place and attribution.
#[derive(Clone, Debug)]
pub struct RawEvent {
    /// Index of the sentence.
    pub sentence: usize,
    /// The predicate's token.
    pub token: usize,
    /// The predicate's words.
    pub trigger: Span,
    /// PLOVER type.
    pub event: Box<str>,
    /// PLOVER modes.
    pub modes: Vec<Box<str>>,
    /// CAMEO code.
    pub cameo: Box<str>,
    /// Whether it is told as having happened.
    pub modality: Modality,
    /// Who acted.
    pub actors: Vec<Party>,
    /// Upon whom.
    pub recipients: Vec<Party>,
    /// Whether its object points back to what was told before ("these proposals").
    pub points_back: bool,
    /// Contexts with the words that show them.
    pub contexts: Vec<(Box<str>, Span)>,
    /// The pattern that decided.
    pub rule: Box<str>,
    /// Estimated probability that the record is right.
    pub confidence: f64,
}

/// Everything the event stage knows.
#[derive(Debug)]
pub struct EventCoder {
    book: PatternBook,
    grammar: Grammar,
    complements: Complements,
    codebook: Codebook,
    contexts: Contexts,
    sizes: Sizes,
}

/// A pattern that matched a predicate, with its parties.
pub(super) struct Match<'a> {
    pub frame: Frame,
    pub pattern: &'a Pattern,
    pub actors: Vec<Filled<'a>>,
    pub recipients: Vec<Filled<'a>>,
    pub modality: Modality,
}

impl EventCoder {
    /// Compiles the pattern, grammar and codebook tables.
    ///
    /// # Errors
    ///
    /// When a table is missing or cannot be read; the error names file, line and column.
    pub fn new(lexicon: &Lexicon) -> Result<EventCoder, Error> {
        Ok(EventCoder {
            book: PatternBook::new(lexicon)?,
            grammar: Grammar::new(lexicon)?,
            complements: Complements::new(lexicon)?,
            codebook: Codebook::new(lexicon)?,
            contexts: Contexts::new(lexicon)?,
            sizes: Sizes::new(lexicon)?,
        })
    }

    /// The codebook, for scores and quads.
    pub fn codebook(&self) -> &Codebook {
        &self.codebook
    }

    /// The patterns.
    pub fn patterns(&self) -> &PatternBook {
        &self.book
    }

    /// The numbers of people stated for an event.
    pub fn sizes(&self, doc: &Document, knowledge: &Knowledge, event: &RawEvent) -> Vec<Count> {
        self.sizes.of(doc, &self.grammar, knowledge, event)
    }

    /// The grammar tables.
    pub(super) fn grammar(&self) -> &Grammar {
        &self.grammar
    }

    /// What governors make of the clauses they take.
    pub(super) fn complements(&self) -> &Complements {
        &self.complements
    }

    /// The events of a document, sentence by sentence.
    pub fn code(
        &self,
        doc: &Document,
        mentions: &ActorMentions,
        knowledge: &Knowledge,
        trace: &mut Trace,
    ) -> Vec<RawEvent> {
        let mut events: Vec<RawEvent> = Vec::new();
        for sentence in 0..doc.sentences.len() {
            trace.enter(sentence);
            let mut found = self.code_sentence(doc, sentence, mentions, knowledge, trace);
            for event in &mut found {
                if event.points_back && event.recipients.is_empty() {
                    event.recipients = answered(event, &events);
                }
            }
            events.append(&mut found);
        }
        events
    }

    /// The events of one sentence, in text order of their predicates.
    fn code_sentence(
        &self,
        doc: &Document,
        sentence: usize,
        mentions: &ActorMentions,
        knowledge: &Knowledge,
        trace: &mut Trace,
    ) -> Vec<RawEvent> {
        let Some(tree) = &doc.trees[sentence] else { return Vec::new() };
        trace.enter(sentence);
        let lower = lower_words(doc, sentence);
        let framer = Framer { tree, lower: &lower, grammar: &self.grammar, knowledge };
        let filler = Filler { framer, mentions, sentence };
        let mut matches: Vec<Match<'_>> = Vec::new();
        for token in 0..tree.len() {
            let nominal = matches!(tree.word(token).upos, Upos::Noun | Upos::Propn);
            if nominal && mentions.at(sentence, token).is_some() {
                continue;
            }
            let Some(frame) = framer.frame(token) else { continue };
            matches.extend(self.match_frame(&filler, frame, trace));
        }
        self.drop_claimed(&mut matches, tree, trace);
        drop_duplicates(&mut matches, tree, trace);
        matches.into_iter().map(|m| self.record(doc, sentence, &filler, m)).collect()
    }

    fn match_frame<'a>(
        &'a self,
        filler: &Filler<'a>,
        frame: Frame,
        trace: &mut Trace,
    ) -> Option<Match<'a>> {
        let mut frame = frame;
        if let Some((lemma, particle)) = filler.framer.phrasal(frame.head)
            && self.book.for_predicate(frame.pos, &lemma).next().is_some()
        {
            let phrasal = Frame { lemma, particle: Some(particle), ..frame.clone() };
            if let Some(found) = self.match_lemma(filler, &phrasal, trace) {
                return Some(found).filter(|m| !m.pattern.report);
            }
        }
        frame.roles.dedup();
        self.match_lemma(filler, &frame, trace).filter(|m| !m.pattern.report)
    }

    fn match_lemma<'a>(
        &'a self,
        filler: &Filler<'a>,
        frame: &Frame,
        trace: &mut Trace,
    ) -> Option<Match<'a>> {
        let mut fired: Option<Match<'a>> = None;
        for pattern in self.book.for_predicate(frame.pos, &frame.lemma) {
            let verdict = if fired.is_some() {
                Verdict::Outranked
            } else {
                match self.try_pattern(filler, frame, pattern) {
                    Ok(found) => {
                        fired = Some(found);
                        Verdict::Fired
                    }
                    Err(verdict) => verdict,
                }
            };
            trace.note(|| Attempt {
                token: frame.head,
                frame: describe_frame(frame, filler.framer.lower),
                pattern: pattern.id.clone(),
                verdict,
            });
        }
        fired
    }

    fn try_pattern<'a>(
        &'a self,
        filler: &Filler<'a>,
        frame: &Frame,
        pattern: &'a Pattern,
    ) -> Result<Match<'a>, Verdict> {
        for condition in &pattern.conditions {
            if self.book.holds(filler, frame, condition) == condition.negated {
                return Err(Verdict::Failed(condition.source.clone()));
            }
        }
        let mut actors = filler.fill(frame, &pattern.actor);
        let mut recipients = filler.fill(frame, &pattern.recipient);
        if pattern.symmetric {
            actors.append(&mut recipients);
            let mut seen: Vec<*const ActorMention> = Vec::new();
            actors.retain(|a| {
                let new = !seen.contains(&std::ptr::from_ref(a.mention));
                seen.push(a.mention);
                new
            });
        }
        if actors.is_empty() {
            return Err(Verdict::NoActor);
        }
        recipients.retain(|r| {
            let own = filler.is_owned(r.mention);
            !actors.iter().any(|a| {
                same_party(a.mention, r.mention) || own && is_part_of(r.mention, a.mention)
            })
        });
        let wants_recipient = !pattern.symmetric && !pattern.recipient.is_empty();
        if wants_recipient && recipients.is_empty() && count_parties(&actors) == 1 {
            let other = |m: &ActorMention| {
                !actors.iter().any(|a| same_party(a.mention, m) || is_part_of(m, a.mention))
            };
            let foreign =
                |m: &ActorMention| other(m) && m.actors.iter().any(|a| a.country.is_some());
            recipients = filler.nearest(frame, &foreign);
            if recipients.is_empty() {
                recipients = filler.nearest(frame, &other);
            }
        }
        let parties = count_parties(&actors) + count_parties(&recipients);
        let bare_noun = frame.pos == Pos::Noun && frame.support.is_none() && !pattern.solo;
        // "Parliament met" is no consultation; a body of several states meets in itself.
        let alone = pattern.symmetric
            && !pattern.solo
            && !actors.iter().any(|a| {
                a.mention.kind == Kind::Group
                    && a.mention.actors.iter().any(|x| x.country.is_some())
                    || a.mention.actors.iter().any(|x| {
                        x.country.is_some_and(|c| {
                            filler.framer.knowledge.is(&c.as_str().to_lowercase(), "many_states")
                        })
                    })
            });
        if (bare_noun || alone) && parties < 2 {
            return Err(Verdict::OneParty);
        }
        let political = actors.iter().chain(&recipients).any(|p| {
            p.mention.actors.iter().any(|a| {
                a.country.is_some()
                    || a.sector.is_some_and(|s| {
                        filler.framer.knowledge.is(&s.as_str().to_lowercase(), "political_sector")
                    })
            })
        });
        if !political {
            return Err(Verdict::NotPolitical);
        }
        let modality = modality::of(&filler.framer, &self.complements, frame.head);
        let lacking = recipients.is_empty() && wants_recipient && parties < 2;
        if lacking && modality != Modality::Future && self.codebook.needs_recipient(&pattern.event)
        {
            return Err(Verdict::NoRecipient);
        }
        Ok(Match { frame: frame.clone(), pattern, actors, recipients, modality })
    }

    /// Drops unreal events that another event of the sentence already stands for: the talks
    /// in "offered talks", the withdrawal in "demanded a withdrawal".
    fn drop_claimed(&self, matches: &mut Vec<Match<'_>>, tree: &Tree, trace: &mut Trace) {
        let claims: Vec<usize> = matches
            .iter()
            .filter(|m| self.codebook.quad(&m.pattern.event) % 2 == 1)
            .map(|m| m.frame.head)
            .collect();
        matches.retain(|m| {
            let unreal = m.modality != Modality::Asserted;
            let claimed = unreal
                && claims.iter().any(|c| *c != m.frame.head && tree.governs(*c, m.frame.head));
            if claimed {
                trace.note(|| note_of(m, Verdict::Claimed));
            }
            !claimed
        });
    }

    fn record(
        &self,
        doc: &Document,
        sentence: usize,
        filler: &Filler<'_>,
        found: Match<'_>,
    ) -> RawEvent {
        let tree = filler.framer.tree;
        let pattern = found.pattern;
        let head = found.frame.head;
        let confidence = confidence(&found);
        let mut event = pattern.event.clone();
        let mut modes = pattern.modes.clone();
        let mut cameo = pattern.cameo.clone();
        let mut modality = found.modality;
        // PLOVER 2.0: a future CONSULT, SUPPORT, COOPERATE or AID is an agreement to it.
        if modality == Modality::Future
            && filler.framer.knowledge.is(&event.to_lowercase(), "future_is_agree")
        {
            event = "AGREE".into();
            modes.clear();
            cameo = Box::default();
            modality = Modality::Asserted;
        }
        if cameo.is_empty() {
            cameo = self.codebook.cameo(&event, &modes).into();
        }
        let mut clause = filler.framer.clause(head);
        clause.push(head);
        if let Some((verb, _)) = found.frame.support {
            clause.extend(filler.framer.clause(verb));
        }
        clause.sort_unstable();
        clause.dedup();
        let contexts = self
            .contexts
            .find(tree, filler.framer.lower, &clause)
            .into_iter()
            .map(|(code, first, last)| (code, doc.span_of(sentence, first, last)))
            .collect();
        let last = found.frame.particle.filter(|p| *p == head + 1).unwrap_or(head);
        RawEvent {
            sentence,
            token: head,
            trigger: doc.span_of(sentence, head, last),
            event,
            modes,
            cameo,
            modality,
            actors: parties(&found.actors),
            recipients: parties(&found.recipients),
            points_back: points_back(filler, &found.frame),
            contexts,
            rule: pattern.id.clone(),
            confidence,
        }
    }
}

/// The words of a sentence in lower case, with plain apostrophes.
pub(in crate::event) fn lower_words(doc: &Document, sentence: usize) -> Vec<String> {
    let text = &doc.article.text;
    let tokens = doc.sentences[sentence].tokens.iter();
    tokens.map(|t| t.span.of(text).replace('’', "'").to_lowercase()).collect()
}

/// Whether the object is a demonstrative phrase without an actor in it.
fn points_back(filler: &Filler<'_>, frame: &Frame) -> bool {
    let framer = &filler.framer;
    frame.fillers(&Role::Obj).any(|object| {
        framer.tree.children(object).any(|c| {
            framer.tree.word(c).deprel == Deprel::Det
                && framer.knowledge.is(&framer.lower[c], "demonstrative")
        })
    })
}

/// Who did what an event answers to: the actors of the latest event of the sentences just
/// before, when they are another side.
fn answered(event: &RawEvent, before: &[RawEvent]) -> Vec<Party> {
    let other = |e: &&RawEvent| {
        e.actors.iter().all(|a| event.actors.iter().all(|b| a.actor.country != b.actor.country))
    };
    before
        .iter()
        .rev()
        .take_while(|e| e.sentence + 2 >= event.sentence)
        .find(other)
        .map_or_else(Vec::new, |e| e.actors.clone())
}

fn confidence(found: &Match<'_>) -> f64 {
    let mut confidence: f64 = match (found.frame.pos, found.frame.support) {
        (Pos::Verb, _) => 0.8,
        (Pos::Noun, Some(_)) => 0.75,
        (Pos::Noun, None) => 0.55,
        (Pos::Adj, _) => 0.65,
    };
    let parties = found.actors.iter().chain(&found.recipients);
    for filled in parties {
        let actor = &filled.mention.actors[0];
        confidence -= match actor.via {
            Via::Pronoun => 0.08,
            Via::Agent if actor.country.is_none() => 0.08,
            _ => 0.0,
        };
        if filled.embedded {
            confidence -= 0.05;
        }
    }
    confidence.clamp(0.05, 0.95)
}

fn describe_frame(frame: &Frame, lower: &[String]) -> String {
    let mut parts: Vec<String> =
        frame.roles.iter().map(|(role, token)| format!("{role}={}", lower[*token])).collect();
    if let Some((verb, _)) = frame.support {
        parts.push(format!("light={}", lower[verb]));
    }
    parts.join(" ")
}
