//! Where an event took place: links a trigger to the place name that locates it.

use super::link;
use crate::document::Document;
use crate::mention::place::{PlaceMention, Relation};
use crate::span::Span;

/// What an event's place rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PlaceBasis {
    /// An argument of the event names it.
    Argument,
    /// The only place of the sentence.
    Sentence,
    /// The document's dateline: weak evidence.
    Dateline,
}

/// Where an event took place.
#[derive(Clone, Debug, PartialEq)]
pub struct EventPlace {
    /// The place name.
    pub place: PlaceMention,
    /// What it rests on.
    pub basis: PlaceBasis,
}

/// The place of the event whose trigger is token `token` of `sentence`, or `None` when the text
/// does not tell.
///
/// A place under a preposition of place in the trigger's clause wins; then the only such place
/// of the sentence; then, for a sentence without any place, the dateline. `actor_spans` are the
/// event's parties: a name that is only a party is not its place.
pub fn for_trigger(
    doc: &Document,
    places: &[PlaceMention],
    sentence: usize,
    token: usize,
    actor_spans: &[Span],
) -> Option<EventPlace> {
    let first = places.partition_point(|p| p.sentence < sentence);
    let own: Vec<&PlaceMention> =
        places[first..].iter().take_while(|p| p.sentence == sentence).collect();
    let is_party = |p: &PlaceMention| {
        p.relation != Relation::At && actor_spans.iter().any(|a| a.overlaps(p.span))
    };
    let usable: Vec<&PlaceMention> =
        own.iter().copied().filter(|p| !p.acting && !is_party(p)).collect();
    if let Some(tree) = &doc.trees[sentence] {
        let priced = usable.iter().filter(|p| p.relation != Relation::None).filter_map(|p| {
            let cost = link::cost(tree, token, link::head_of(tree, p.tokens.clone()))?;
            // Where it came from or went to is weaker than where it was.
            let cost = if p.relation == Relation::At { cost } else { cost + 6 };
            Some(((cost, p.tokens.start.abs_diff(token)), *p))
        });
        if let Some((_, place)) = priced.min_by_key(|(cost, _)| *cost) {
            return Some(found(place, PlaceBasis::Argument));
        }
    }
    let located: Vec<&PlaceMention> =
        usable.iter().copied().filter(|p| p.relation == Relation::At).collect();
    match located.as_slice() {
        [] if own.is_empty() => dateline(doc, places),
        [place] => Some(found(place, PlaceBasis::Sentence)),
        // "Paris, Texas": one place in two names.
        [place, rest @ ..] if rest.iter().all(|r| contains(r, place)) => {
            Some(found(place, PlaceBasis::Sentence))
        }
        _ => None,
    }
}

fn contains(larger: &PlaceMention, place: &PlaceMention) -> bool {
    larger.resolution < place.resolution && larger.country == place.country
}

fn dateline(doc: &Document, places: &[PlaceMention]) -> Option<EventPlace> {
    let span = doc.article.dateline.as_ref()?.place?;
    let place = places.iter().find(|p| p.span.overlaps(span))?;
    Some(found(place, PlaceBasis::Dateline))
}

fn found(place: &PlaceMention, basis: PlaceBasis) -> EventPlace {
    EventPlace { place: place.clone(), basis }
}
