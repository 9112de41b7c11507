//! Scores relation typing on sentences with a marked source and target.

use crate::article::from_text;
use crate::event::RawEvent;
use crate::event::party::Party;
use crate::event::patterns::PatternBook;
use crate::event::score::{Candidate, Context, Fired, Slot};
use crate::event::trace::Trace;
use crate::mention::actor::{Actor, Kind, Via};
use crate::mention::code::sector;
use crate::pipeline::{Analysis, Coder};
use crate::span::Span;

/// A sentence with its marked parties and gold labels.
#[derive(Clone, Debug)]
pub struct RelationRow {
    /// The sentence.
    pub sentence: String,
    /// Where the source stands in it; `None` when none is expressed.
    pub source: Option<Span>,
    /// Where the target stands in it; `None` when none is expressed.
    pub target: Option<Span>,
    /// Gold root, CONCEDE and RETREAT as YIELD.
    pub root: String,
    /// Gold quad class.
    pub quad: u8,
}

impl RelationRow {
    /// Reads a sentence with `<s>…</s>` and `<t>…</t>` marks.
    ///
    /// `None` when it has neither.
    pub fn from_marked(marked: &str, root: &str, quad: u8) -> Option<RelationRow> {
        let mut sentence = String::new();
        let (mut spans, mut rest) = ([None; 4], marked);
        while let Some(at) = rest.find('<') {
            sentence.push_str(&rest[..at]);
            rest = &rest[at..];
            let tags = ["<s>", "</s>", "<t>", "</t>"];
            match tags.iter().position(|tag| rest.starts_with(tag)) {
                Some(tag) => {
                    spans[tag] = Some(sentence.len());
                    rest = &rest[tags[tag].len()..];
                }
                None => {
                    sentence.push('<');
                    rest = &rest[1..];
                }
            }
        }
        sentence.push_str(rest);
        let span = |open: usize| Some(Span::new(spans[open]?, spans[open + 1]?));
        let (source, target) = (span(0), span(2));
        source.or(target)?;
        Some(RelationRow { sentence, source, target, root: root.into(), quad })
    }
}

/// A PLOVER type in the fifteen roots of the relation sets.
pub fn root_of(event: &str) -> &str {
    match event {
        "CONCEDE" | "RETREAT" => "YIELD",
        other => other,
    }
}

fn touches(parties: &[Party], span: Span) -> bool {
    parties.iter().any(|p| p.span.overlaps(span))
}

/// Whether an event read from the raw sentence has the gold parties and root.
pub fn is_hit(event: &RawEvent, row: &RelationRow) -> bool {
    has_parties(event, row) && root_of(&event.event) == row.root
}

/// Whether an event has the gold parties; one that is not expressed asks for nothing.
pub fn has_parties(event: &RawEvent, row: &RelationRow) -> bool {
    let recipient = row.target.is_none_or(|target| {
        touches(&event.recipients, target)
            || event.actors.len() > 1 && touches(&event.actors, target)
    });
    row.source.is_none_or(|source| touches(&event.actors, source)) && recipient
}

/// Whether an event has both gold parties the wrong way round.
pub fn is_turned(event: &RawEvent, row: &RelationRow) -> bool {
    let (Some(source), Some(target)) = (row.source, row.target) else { return false };
    touches(&event.actors, target) && touches(&event.recipients, source)
}

/// A sentence analysed with its two parties given, and its events.
pub struct Marked {
    /// The analysis.
    pub analysis: Analysis,
    /// The events found with the parties given.
    pub events: Vec<RawEvent>,
    /// The index of the event that is most about the two.
    pub best: Option<usize>,
    source: Span,
    target: Option<Span>,
}

impl Marked {
    /// Analyses a sentence whose source, and target if any, stand at the spans.
    pub fn new(coder: &Coder, sentence: &str, source: Span, target: Option<Span>) -> Marked {
        let mut analysis = coder.analyse(from_text("row", sentence));
        for span in [Some(source), target].into_iter().flatten() {
            mark(&mut analysis, span);
        }
        let events = coder.proposed(&analysis, &mut Trace::off());
        let mut marked = Marked { analysis, events, best: None, source, target };
        let rank = |i: usize| {
            let event = &marked.events[i];
            let (source, target) = marked.sides(event);
            let turned = touches(&event.recipients, marked.source);
            (source && target, source, target || turned, (event.confidence * 1000.0) as i64, i)
        };
        marked.best = (0..marked.events.len()).max_by_key(|i| rank(*i));
        marked
    }

    /// Whether an event has the source and the target.
    fn sides(&self, event: &RawEvent) -> (bool, bool) {
        let target =
            self.target.is_some_and(|t| touches(&event.recipients, t) || touches(&event.actors, t));
        (touches(&event.actors, self.source), target)
    }

    /// The two as a candidate, with the predicate at `trigger`, else that of the best event,
    /// else the word that joins them.
    pub fn candidate<'m>(
        &'m self,
        book: &'m PatternBook,
        trigger: Option<Span>,
    ) -> Option<Candidate<'m>> {
        let doc = &self.analysis.document;
        let at = trigger.unwrap_or(self.source).start;
        let sentence = doc.sentences.iter().position(|s| s.span.end > at)?;
        let slot = |span: Span| {
            let bare = Slot::new(doc, sentence, span, None)?;
            let mention = self.analysis.actors.at(sentence, bare.head);
            Slot::new(doc, sentence, span, mention.and_then(|m| m.actors.first()))
        };
        let source = slot(self.source)?;
        let target = self.target.and_then(slot).filter(|t| t.first != source.first);
        let best = self.best.map(|i| &self.events[i]).filter(|e| e.sentence == sentence);
        let sides = |e: &RawEvent| {
            let (source, target) = self.sides(e);
            u8::from(source) + u8::from(target || self.target.is_none())
        };
        let named = trigger.and_then(|t| Slot::new(doc, sentence, t, None)).map(|s| s.head);
        let proposed = best.filter(|e| sides(e) > 0).map(|e| e.token);
        let tree = doc.trees[sentence].as_ref()?;
        let joint = target.as_ref().and_then(|t| {
            let mut at = source.head;
            while !tree.governs(at, t.head) {
                at = tree.head(at)?;
            }
            if at == source.head || at == t.head { tree.head(at).or(Some(at)) } else { Some(at) }
        });
        let predicate = named.or(proposed).or(joint).or(tree.head(source.head))?;
        let context = Context { doc, mentions: &self.analysis.actors, book };
        let mut candidate = Candidate::new(context, sentence, source, target, predicate)?;
        candidate.fired = best.map(|e| Fired { event: &e.event, rule: &e.rule, sides: sides(e) });
        let others = self.events.iter().enumerate();
        candidate.others =
            others.filter(|(i, _)| Some(*i) != self.best).map(|(_, e)| &*e.event).collect();
        Some(candidate)
    }
}

/// Tells the analysis that the words of `span` are an actor.
fn mark(analysis: &mut Analysis, span: Span) {
    let document = &analysis.document;
    for (index, sentence) in document.sentences.iter().enumerate() {
        let inside: Vec<usize> = (0..sentence.tokens.len())
            .filter(|t| sentence.tokens[*t].span.overlaps(span))
            .collect();
        let (Some(first), Some(last), Some(tree)) =
            (inside.first(), inside.last(), &document.trees[index])
        else {
            continue;
        };
        let known = inside.iter().find_map(|t| analysis.actors.at(index, *t)).cloned();
        let head =
            inside.iter().copied().find(|t| tree.head(*t).is_none_or(|h| h < *first || h > *last));
        let mut actor = Actor::unknown(Via::Name);
        actor.sector = Some(sector::GOV);
        let (kind, actors) =
            known.map_or((Kind::State, vec![actor]), |mention| (mention.kind, mention.actors));
        analysis.actors.mark(index, head.unwrap_or(*first), (*first, *last), span, kind, actors);
        return;
    }
}
