//! Scores relation typing on sentences with a marked source and target.

use crate::article::from_text;
use crate::event::RawEvent;
use crate::event::coder::Party;
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
    /// Where the source stands in it.
    pub source: Span,
    /// Where the target stands in it.
    pub target: Span,
    /// Gold root, CONCEDE and RETREAT as YIELD.
    pub root: String,
    /// Gold quad class.
    pub quad: u8,
}

impl RelationRow {
    /// Reads a sentence with `<s>…</s>` and `<t>…</t>` marks.
    ///
    /// `None` when a mark is missing.
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
        Some(RelationRow { sentence, source: span(0)?, target: span(2)?, root: root.into(), quad })
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
    let recipient = touches(&event.recipients, row.target)
        || event.actors.len() > 1 && touches(&event.actors, row.target);
    touches(&event.actors, row.source) && recipient && root_of(&event.event) == row.root
}

/// The events of a row's raw sentence.
pub fn code_row(coder: &Coder, row: &RelationRow) -> Vec<RawEvent> {
    let analysis = coder.analyse(from_text("row", &row.sentence));
    coder.raw_events(&analysis, &mut Trace::off())
}

/// The event type the coder gives when it is told who the parties are; `None` without one.
pub fn type_marked(coder: &Coder, row: &RelationRow) -> Option<String> {
    let mut analysis = coder.analyse(from_text("row", &row.sentence));
    for span in [row.source, row.target] {
        mark(&mut analysis, span);
    }
    let events = coder.raw_events(&analysis, &mut Trace::off());
    let rank = |event: &RawEvent| {
        let source = touches(&event.actors, row.source);
        let target = touches(&event.recipients, row.target) || touches(&event.actors, row.target);
        let turned = touches(&event.recipients, row.source);
        (source && target, source, target || turned, (event.confidence * 1000.0) as i64)
    };
    events.into_iter().max_by_key(rank).map(|event| event.event.into())
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
        analysis.actors.add(index, head.unwrap_or(*first), (*first, *last), span, kind, actors);
        return;
    }
}
