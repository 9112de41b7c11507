//! Parties of an event: who is the same, how many there are, how a record lists them.

use super::fill::Filled;
use crate::mention::actor::{Actor, ActorMention, ActorMentions, Kind};
use crate::mention::code::sector;
use crate::span::Span;

/// One party of an event with the words that denote it.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    /// Who it is.
    pub actor: Actor,
    /// The words, as bytes of the article text.
    pub span: Span,
}

pub(super) fn same_party(a: &ActorMention, b: &ActorMention) -> bool {
    std::ptr::eq(a, b)
        || a.actors.len() == b.actors.len()
            && a.actors.iter().zip(&b.actors).all(|(x, y)| {
                x.country.is_some() && x.same(y) && (x.name.is_some() || y.name.is_some())
                    || x.country.is_some()
                        && is_people(a) == is_people(b)
                        && government(x)
                        && government(y)
                        && x.country == y.country
            })
}

/// Whether a mention is a people rather than its state: "thousands of Chileans".
fn is_people(mention: &ActorMention) -> bool {
    mention.kind == Kind::Group && mention.actors.iter().all(|actor| actor.sector.is_none())
}

/// Whether `a` is an institution of the country that `b` stands for: "its troops".
pub(super) fn is_part_of(a: &ActorMention, b: &ActorMention) -> bool {
    a.actors.iter().all(|x| {
        x.country.is_some()
            && matches!(x.sector, None | Some(sector::GOV | sector::MIL | sector::LEG))
            && b.actors.iter().any(|y| y.country == x.country)
    })
}

/// Whether an actor is a state or its executive.
pub(super) fn government(actor: &Actor) -> bool {
    actor.sector.is_none_or(|s| s == sector::GOV)
}

/// Number of distinct actors.
pub(super) fn count_parties(filled: &[Filled<'_>]) -> usize {
    let mut seen: Vec<&Actor> = Vec::new();
    for actor in filled.iter().flat_map(|f| &f.mention.actors) {
        if !seen.iter().any(|s| s.same(actor)) {
            seen.push(actor);
        }
    }
    seen.len()
}

/// The parties of a record; a state that acts is its government.
pub(super) fn parties(filled: &[Filled<'_>]) -> Vec<Party> {
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
