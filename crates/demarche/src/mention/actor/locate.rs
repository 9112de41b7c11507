//! What places tell of actors: "**Shanghai** police", "the army shelled **Homs**".

use super::{Actor, ActorMention, ActorMentions, Kind, Via};
use crate::document::Document;
use crate::mention::Code;
use crate::mention::code::sector;
use crate::mention::place::{PlaceMention, Relation};
use crate::span::Span;
use crate::syntax::{Deprel, Tree};

/// The words that a name has taken: a place name inside a longer one is no place ("the
/// **Washington** Post"), one beside a common noun is ("**Shanghai** police").
pub fn name_spans(mentions: &ActorMentions) -> Vec<Span> {
    mentions.all().iter().filter(|m| m.actors[0].via != Via::Agent).map(|m| m.span).collect()
}

/// Gives every common-noun actor without a country that of the place that modifies it, and
/// takes a town or region that something is done to as its people.
pub fn locate(doc: &Document, places: &[PlaceMention], mentions: &mut ActorMentions) {
    for place in places {
        let Some(tree) = &doc.trees[place.sentence] else { continue };
        let Some(country) = place.country.as_deref().and_then(Code::new) else { continue };
        let inside = |t: &usize| place.tokens.contains(t);
        let top = place.tokens.clone().find(|t| tree.head(*t).is_none_or(|h| !inside(&h)));
        let Some(top) = top else { continue };
        // What it modifies, or what a wrong tree hangs on it: "Services Alliance Queensland".
        let below = tree
            .children(top)
            .find(|c| *c < place.tokens.start && tree.word(*c).deprel == Deprel::Compound);
        for head in [tree.head(top), below].into_iter().flatten() {
            let Some(mention) = mentions.at_mut(place.sentence, head) else { continue };
            for actor in &mut mention.actors {
                if actor.country.is_none() && actor.via == Via::Agent {
                    actor.country = Some(country);
                }
            }
        }
        let alone = below.is_none() && place.relation == Relation::None;
        if alone && is_affected(tree, top) {
            populate(doc, place, top, country, mentions);
        }
    }
}

/// Whether a name is what something is done to, or stands alone.
fn is_affected(tree: &Tree, head: usize) -> bool {
    let word = tree.word(head);
    word.head.is_none() || matches!(word.deprel, Deprel::Obj | Deprel::NsubjPass)
}

/// Makes a place that no actor is known by the civilians of its country.
fn populate(
    doc: &Document,
    place: &PlaceMention,
    head: usize,
    country: Code,
    mentions: &mut ActorMentions,
) {
    let known = mentions.at(place.sentence, head);
    if known.is_some_and(|m| m.span != place.span || m.actors[0].country.is_some()) {
        return;
    }
    let actor = Actor {
        name: Some(place.name.as_str().into()),
        country: Some(country),
        sector: Some(sector::CVL),
        ..Actor::unknown(Via::Name)
    };
    let (first, last) = (place.tokens.start, place.tokens.end - 1);
    let mention = ActorMention {
        sentence: place.sentence,
        head,
        first,
        last,
        span: doc.span_of(place.sentence, first, last),
        antecedent: None,
        kind: Kind::Group,
        actors: vec![actor],
    };
    mentions.push(mention, first..=last);
}
