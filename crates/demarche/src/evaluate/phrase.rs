//! Resolves a phrase on its own, as the actor-phrase sets ask.

use jiff::civil::Date;

use crate::article::{DateBasis, from_text};
use crate::mention::Actor;
use crate::mention::code::sector;
use crate::pipeline::Coder;

/// Whom a phrase without a sentence denotes at `date`.
pub fn resolve_phrase(coder: &Coder, phrase: &str, date: Option<Date>) -> Option<Actor> {
    let mut article = from_text("phrase", phrase);
    article.published = date.map(|date| (date, DateBasis::Given));
    let analysis = coder.analyse(article);
    let mentions = analysis.actors.all();
    let root = analysis.document.trees.first()?.as_ref()?.root()?;
    let mention = analysis.actors.at(0, root).or_else(|| mentions.last());
    let mut actor = mention?.actors.first()?.clone();
    if actor.country.is_none() && actor.sector.is_none() {
        actor.sector = Some(sector::UNK);
    }
    Some(actor)
}
