//! Matches the pattern book against every frame of a document.

use super::codebook::Codebook;
use super::context::Contexts;
use super::fill::{Filled, Filler};
use super::frame::{Frame, Framer, Grammar};
use super::modality::{self, Complements, Modality};
use super::pattern::{Condition, KindTest, Pattern, Pos, Test, Value};
use super::patterns::PatternBook;
use super::trace::{Attempt, Trace, Verdict};
use crate::document::Document;
use crate::error::Error;
use crate::lexicon::Lexicon;
use crate::mention::actor::{Actor, ActorMention, ActorMentions, Kind, Knowledge, Via};
use crate::mention::code::sector;
use crate::span::Span;
use crate::syntax::{Tree, Upos};

/// One party of an event with the words that denote it.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    /// Who it is.
    pub actor: Actor,
    /// The words, as bytes of the article text.
    pub span: Span,
}

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
}

/// A pattern that matched a predicate, with its parties.
struct Match<'a> {
    frame: Frame,
    pattern: &'a Pattern,
    actors: Vec<Filled<'a>>,
    recipients: Vec<Filled<'a>>,
    modality: Modality,
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

    /// The events of one sentence, in text order of their predicates.
    pub fn code_sentence(
        &self,
        doc: &Document,
        sentence: usize,
        mentions: &ActorMentions,
        knowledge: &Knowledge,
        trace: &mut Trace,
    ) -> Vec<RawEvent> {
        let Some(tree) = &doc.trees[sentence] else { return Vec::new() };
        trace.enter(sentence);
        let text = &doc.article.text;
        let lower: Vec<String> = doc.sentences[sentence]
            .tokens
            .iter()
            .map(|t| t.span.of(text).replace('’', "'").to_lowercase())
            .collect();
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
        if let Some((lemma, particle)) = filler.framer.phrasal(frame.head) {
            if self.book.for_predicate(frame.pos, &lemma).next().is_some() {
                let phrasal = Frame { lemma, particle: Some(particle), ..frame.clone() };
                if let Some(found) = self.match_lemma(filler, &phrasal, trace) {
                    return Some(found).filter(|m| !m.pattern.report);
                }
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
            if self.holds(filler, frame, condition) == condition.negated {
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
        recipients.retain(|r| !actors.iter().any(|a| same_party(a.mention, r.mention)));
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
        Ok(Match { frame: frame.clone(), pattern, actors, recipients, modality })
    }

    fn holds(&self, filler: &Filler<'_>, frame: &Frame, condition: &Condition) -> bool {
        let tokens: Vec<usize> =
            condition.paths.iter().flat_map(|path| filler.follow(frame, path)).collect();
        match &condition.test {
            Test::Present => !tokens.is_empty(),
            Test::Lemma(values) => tokens.iter().any(|token| {
                filler
                    .conjuncts(*token)
                    .into_iter()
                    .any(|t| values.iter().any(|v| self.is_value(&filler.framer, t, v)))
            }),
            Test::Kind(kinds) => {
                tokens.iter().any(|token| kinds.iter().any(|kind| is_kind(filler, *token, *kind)))
            }
        }
    }

    fn is_value(&self, framer: &Framer<'_>, token: usize, value: &Value) -> bool {
        let lemma = joined(framer, token);
        let is_class = |class: &str, lemma: &str| self.book.in_class(class, lemma);
        match value {
            Value::Class(class) => {
                is_class(class, &lemma)
                    || is_class(class, &framer.lower[token])
                    || framer.tree.children(token).any(|c| {
                        let prefix = framer.tree.word(c).lemma.to_lowercase();
                        c < token && is_class(class, &format!("{prefix}_{lemma}"))
                    })
            }
            Value::Lemma(parts) => {
                let Some((head, modifiers)) = parts.split_last() else { return false };
                let head_fits = **head == *lemma || **head == *framer.lower[token];
                head_fits
                    && modifiers.iter().all(|m| {
                        framer.tree.children(token).any(|c| {
                            **m == *framer.lower[c]
                                || **m == *framer.tree.word(c).lemma.to_lowercase()
                        })
                    })
            }
        }
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
            contexts,
            rule: pattern.id.clone(),
            confidence,
        }
    }
}

/// Keeps one of several events of a sentence that say the same: same type and parties.
fn drop_duplicates(matches: &mut Vec<Match<'_>>, tree: &Tree, trace: &mut Trace) {
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

fn weight(found: &Match<'_>) -> (usize, usize) {
    (count_parties(&found.actors) + count_parties(&found.recipients), found.pattern.specificity())
}

fn is_duplicate(a: &Match<'_>, b: &Match<'_>, tree: &Tree) -> bool {
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

fn note_of(found: &Match<'_>, verdict: Verdict) -> Attempt {
    Attempt {
        token: found.frame.head,
        frame: String::new(),
        pattern: found.pattern.id.clone(),
        verdict,
    }
}

fn same_party(a: &ActorMention, b: &ActorMention) -> bool {
    std::ptr::eq(a, b)
        || a.actors.len() == b.actors.len()
            && a.actors.iter().zip(&b.actors).all(|(x, y)| {
                x.country.is_some() && x.same(y) && (x.name.is_some() || y.name.is_some())
                    || x.country.is_some()
                        && government(x)
                        && government(y)
                        && x.country == y.country
            })
}

/// A word's lemma, with the parts a hyphen ties to it: "cease-fire" is `ceasefire`.
fn joined(framer: &Framer<'_>, token: usize) -> String {
    let mut lemma = framer.tree.word(token).lemma.to_lowercase();
    let mut at = token;
    while at >= 2 && framer.lower[at - 1] == "-" && framer.tree.head(at - 2) == Some(token) {
        at -= 2;
        lemma.insert_str(0, &framer.lower[at]);
    }
    lemma
}

/// Whether `a` is an institution of the country that `b` stands for: "its troops".
fn is_part_of(a: &ActorMention, b: &ActorMention) -> bool {
    a.actors.iter().all(|x| {
        x.country.is_some()
            && matches!(x.sector, None | Some(sector::GOV | sector::MIL | sector::LEG))
            && b.actors.iter().any(|y| y.country == x.country)
    })
}

/// Whether an actor is a state or its executive.
fn government(actor: &Actor) -> bool {
    actor.sector.is_none_or(|s| s == sector::GOV)
}

/// Number of distinct actors.
fn count_parties(filled: &[Filled<'_>]) -> usize {
    let mut seen: Vec<&Actor> = Vec::new();
    for actor in filled.iter().flat_map(|f| &f.mention.actors) {
        if !seen.iter().any(|s| s.same(actor)) {
            seen.push(actor);
        }
    }
    seen.len()
}

/// The parties of a record; a state that acts is its government.
fn parties(filled: &[Filled<'_>]) -> Vec<Party> {
    let mut parties: Vec<Party> = Vec::new();
    for filled in filled {
        for actor in &filled.mention.actors {
            let mut actor = actor.clone();
            if actor.sector.is_none() && filled.mention.kind == Kind::State {
                actor.sector = Some(sector::GOV);
            }
            if !parties.iter().any(|p| p.actor == actor) {
                let span = ActorMentions::naming_span(filled.mention);
                parties.push(Party { actor, span });
            }
        }
    }
    parties
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

fn is_kind(filler: &Filler<'_>, token: usize, kind: KindTest) -> bool {
    let filled = filler.actors_at(token, true, true);
    match kind {
        KindTest::Actor => !filled.is_empty(),
        KindTest::Place => {
            let proper = filler.framer.tree.word(token).upos == Upos::Propn;
            filled.iter().any(|f| f.mention.kind == Kind::State) || proper && filled.is_empty()
        }
        _ => filled.iter().any(|f| match kind {
            KindTest::State => {
                f.mention.kind == Kind::State
                    || f.mention
                        .actors
                        .iter()
                        .any(|a| a.country.is_some() && a.sector == Some(sector::GOV))
            }
            KindTest::Org => f.mention.kind == Kind::Organisation,
            KindTest::Person => f.mention.kind == Kind::Person,
            KindTest::Sector(code) => {
                f.mention.actors.iter().any(|a| a.sector == Some(code) || a.sectors.contains(&code))
            }
            KindTest::Actor | KindTest::Place => false,
        }),
    }
}

fn describe_frame(frame: &Frame, lower: &[String]) -> String {
    let mut parts: Vec<String> =
        frame.roles.iter().map(|(role, token)| format!("{role}={}", lower[*token])).collect();
    if let Some((verb, _)) = frame.support {
        parts.push(format!("light={}", lower[verb]));
    }
    parts.join(" ")
}
