//! Resolves a phrase on its own, as the actor-phrase sets ask.

use jiff::civil::Date;

use crate::article::{DateBasis, from_text};
use crate::mention::code::sector;
use crate::mention::{Actor, Via};
use crate::pipeline::Coder;

/// Whom a phrase without a sentence denotes at `date`: the mention at its head, otherwise the
/// one highest in its tree; without any, an actor of unknown role.
pub fn resolve_phrase(coder: &Coder, phrase: &str, date: Option<Date>) -> Actor {
    let mut article = from_text("phrase", phrase);
    article.published = date.map(|date| (date, DateBasis::Given));
    let analysis = coder.analyse(article);
    let tree = analysis.document.trees.first().and_then(Option::as_ref);
    let depth = |token: usize| {
        let tree = tree.expect("a mention stands in a tree");
        std::iter::successors(tree.head(token), |h| tree.head(*h)).count()
    };
    let mentions = analysis.actors.all().iter().filter(|m| m.sentence == 0);
    let mut actor = mentions
        .min_by_key(|m| (depth(m.head), m.head))
        .and_then(|m| m.actors.first().cloned())
        .unwrap_or_else(|| Actor::unknown(Via::Agent));
    if actor.country.is_none() && actor.sector.is_none() {
        actor.sector = Some(sector::UNK);
    }
    actor
}
