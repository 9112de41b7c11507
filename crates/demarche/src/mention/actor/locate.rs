//! Common nouns that a place name tells the country of: "Shanghai police".

use super::{ActorMentions, Via};
use crate::document::Document;
use crate::mention::Code;
use crate::mention::place::PlaceMention;

/// Gives every common-noun actor without a country that of the place that modifies it.
pub fn locate(doc: &Document, places: &[PlaceMention], mentions: &mut ActorMentions) {
    for place in places {
        let Some(tree) = &doc.trees[place.sentence] else { continue };
        let Some(country) = place.country.as_deref().and_then(Code::new) else { continue };
        let outer = place
            .tokens
            .clone()
            .find_map(|token| tree.head(token).filter(|head| !place.tokens.contains(head)));
        let Some(head) = outer else { continue };
        let Some(mention) = mentions.at_mut(place.sentence, head) else { continue };
        for actor in &mut mention.actors {
            if actor.country.is_none() && actor.via == Via::Agent {
                actor.country = Some(country);
            }
        }
    }
}
