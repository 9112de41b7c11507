//! "We", "I", "our" inside quotation marks: whoever is speaking.

use super::{Actor, ActorMentions, Kind, Knowledge, Via};
use crate::document::Document;
use crate::mention::code::sector;
use crate::mention::quote::{Attribution, QuoteKind, scope_for};
use crate::span::Span;
use crate::syntax::Upos;

/// Adds a mention for every first-person pronoun whose speaker is a known actor: "I" is the
/// speaker, "we" the government or group the speaker speaks for.
pub fn resolve_speakers(
    doc: &Document,
    knowledge: &Knowledge,
    attributions: &[Attribution],
    mentions: &mut ActorMentions,
) {
    for (sentence, tree) in doc.trees.iter().enumerate() {
        let Some(tree) = tree else { continue };
        for token in 0..tree.len() {
            if tree.word(token).upos != Upos::Pron {
                continue;
            }
            let span = doc.sentences[sentence].tokens[token].span;
            let lower = span.of(&doc.article.text).to_lowercase();
            if !knowledge.is(&lower, "speaker_pronoun") {
                continue;
            }
            let scopes = scope_for(doc, attributions, sentence, token);
            let quoted = scopes.iter().filter(|a| a.kind != QuoteKind::Indirect);
            let Some(speaker) = quoted.filter_map(|a| a.source.as_ref()).next() else { continue };
            let Some(source) = mentions.at(speaker.sentence, speaker.head) else { continue };
            let plural = knowledge.is(&lower, "speaker_plural");
            let named = (speaker.sentence, ActorMentions::naming_span(source));
            let actors: Vec<Actor> = source
                .actors
                .iter()
                .map(|actor| if plural { represented(actor, knowledge) } else { spoken(actor) })
                .collect();
            let kind = if plural { Kind::Group } else { Kind::Person };
            mentions.add_pronoun(sentence, token, span, named, kind, actors);
        }
    }
}

fn spoken(actor: &Actor) -> Actor {
    Actor { via: Via::Pronoun, ..actor.clone() }
}

/// Whom a speaker speaks for: an office holder for the state, anybody else for their like.
fn represented(actor: &Actor, knowledge: &Knowledge) -> Actor {
    let state = actor
        .country
        .filter(|_| actor.sector.is_none_or(|s| s == sector::GOV))
        .and_then(|code| knowledge.state(code));
    match state {
        Some(state) => Actor {
            name: Some(state.name.clone()),
            country: Some(state.code),
            sector: Some(sector::GOV),
            sectors: Vec::new(),
            wikidata: state.wikidata.clone(),
            via: Via::Pronoun,
        },
        None => Actor { name: None, wikidata: None, ..spoken(actor) },
    }
}

/// The actor a voice denotes, when it is known.
pub fn actor_of(mentions: &ActorMentions, sentence: usize, head: usize) -> Option<(&Actor, Span)> {
    let mention = mentions.at(sentence, head)?;
    Some((mention.actors.first()?, mention.span))
}
