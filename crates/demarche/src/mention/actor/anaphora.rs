//! Pronouns and definite descriptions: "he", "its", "the country", "the two leaders".

use super::compose::SentenceReader;
use super::salience::main_country;
use super::{Actor, ActorMention, Kind, Via};
use crate::mention::code::{Code, sector};
use crate::mention::coref::Link;
use crate::syntax::{Deprel, Upos};

/// The kinds of words that point back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anaphor {
    /// he, she
    Person,
    /// it
    Thing,
    /// they
    Group,
    /// the country, the communist regime
    Country,
    /// the two countries, both sides
    Pair,
}

/// What kind of anaphor a token is, if any.
pub(super) fn classify(reader: &SentenceReader<'_>, token: usize) -> Option<Anaphor> {
    let word = reader.tree.word(token);
    if word.deprel == Deprel::Expl {
        return None;
    }
    if word.upos == Upos::Pron || word.upos == Upos::Det {
        return [
            ("person_pronoun", Anaphor::Person),
            ("thing_pronoun", Anaphor::Thing),
            ("group_pronoun", Anaphor::Group),
        ]
        .into_iter()
        .find(|(class, _)| reader.is(token, class))
        .map(|(_, anaphor)| anaphor);
    }
    if !matches!(word.upos, Upos::Noun | Upos::Propn) {
        return None;
    }
    let paired = reader.is(token, "pair_noun")
        && reader.tree.children(token).any(|c| c < token && reader.is(c, "pair_word"));
    if paired {
        return Some(Anaphor::Pair);
    }
    let definite = reader
        .tree
        .children(token)
        .any(|c| reader.tree.word(c).deprel == Deprel::Det && reader.is(c, "definite"));
    let bare = !reader
        .tree
        .children(token)
        .any(|c| matches!(reader.tree.word(c).deprel, Deprel::NmodPoss | Deprel::Nmod));
    (definite && bare && reader.is(token, "country_noun")).then_some(Anaphor::Country)
}

/// Finds the antecedent and records the mention; nothing is recorded without one.
pub(super) fn resolve(reader: &mut SentenceReader<'_>, token: usize, anaphor: Anaphor) {
    if anaphor == Anaphor::Pair {
        return resolve_pair(reader, token);
    }
    // What "it" points to among actors is told better by their prominence.
    if let Some(link) = reader.links.at(reader.index, token)
        && (anaphor != Anaphor::Thing || link.antecedents.is_empty())
    {
        return follow(reader, token, anaphor, link);
    }
    let kinds = SentenceReader::anaphor_kinds(anaphor);
    let own_clause = clause_subject_barred(reader, token);
    let mentions = reader.mentions.all();
    let antecedent = reader.history.best(reader.index, reader.is_subject(token), |c| {
        let mention = &mentions[c.mention];
        kinds.contains(&mention.kind)
            && !(c.sentence == reader.index
                && own_clause.is_some_and(|s| reader.tree.governs(s, c.head)))
            && !(c.sentence == reader.index && reader.tree.governs(c.head, token))
            && (anaphor != Anaphor::Country || mention.actors[0].country.is_some())
            && (anaphor != Anaphor::Thing || mention.actors[0].via != Via::Demonym || c.subject)
    });
    let Some(antecedent) = antecedent else { return };
    let mention = &reader.mentions.all()[antecedent];
    let kind = mention.kind;
    let named = mention.antecedent.unwrap_or((mention.sentence, mention.span));
    let mut actors = mention.actors.clone();
    for actor in &mut actors {
        actor.via = Via::Pronoun;
    }
    let phrase = match anaphor {
        Anaphor::Country => reader.anaphor_phrase(token),
        _ => (token, token, token),
    };
    reader.push_many(kind, actors, Some(named), phrase, [token]);
}

/// Records a pronoun as the actors its antecedent denotes; one that points to something that
/// is no actor is none.
fn follow(reader: &mut SentenceReader<'_>, token: usize, anaphor: Anaphor, link: &Link) {
    let kinds = SentenceReader::anaphor_kinds(anaphor);
    let mentions = &*reader.mentions;
    let found = link.antecedents.iter().find_map(|noun| {
        let mut parts: Vec<&ActorMention> = Vec::new();
        let heads = if noun.coordinated { noun.first..=noun.last } else { noun.head..=noun.head };
        for at in heads {
            if let Some(part) = mentions.at(noun.sentence, at)
                && !parts.iter().any(|p| std::ptr::eq(*p, part))
            {
                parts.push(part);
            }
        }
        let fits = noun.coordinated || parts.iter().all(|part| kinds.contains(&part.kind));
        (!parts.is_empty() && fits).then_some(parts)
    });
    let Some(parts) = found else { return };
    let kind = if parts.len() > 1 { Kind::Group } else { parts[0].kind };
    let named = parts[0].antecedent.unwrap_or((parts[0].sentence, parts[0].span));
    let mut actors: Vec<Actor> = parts.iter().flat_map(|part| part.actors.clone()).collect();
    for actor in &mut actors {
        actor.via = Via::Pronoun;
    }
    reader.push_many(kind, actors, Some(named), (token, token, token), [token]);
}

/// The head that a non-possessive object pronoun cannot point to: its clause's subject.
fn clause_subject_barred(reader: &SentenceReader<'_>, token: usize) -> Option<usize> {
    let word = reader.tree.word(token);
    let object = matches!(word.deprel, Deprel::Obj | Deprel::Iobj | Deprel::Obl);
    if !object || reader.is(token, "reflexive_pronoun") {
        return None;
    }
    let verb = reader.tree.head(token)?;
    reader.tree.child(verb, Deprel::Nsubj)
}

/// "The two countries": the two states that were named last.
fn resolve_pair(reader: &mut SentenceReader<'_>, token: usize) {
    let mentions = reader.mentions.all();
    let of_states = reader.is(token, "state_noun");
    let last_two = |only_subjects: bool| {
        let mut found: Vec<Code> = Vec::new();
        let candidates = reader.history.backwards(reader.index);
        for candidate in candidates.filter(|c| c.subject || !only_subjects) {
            for actor in mentions[candidate.mention].actors.iter().rev() {
                let Some(country) = actor.country else { continue };
                let political = actor.sector.is_none_or(|s| s != sector::CVL);
                let fits = !of_states || reader.knowledge.state(country).is_some();
                if political && fits && found.len() < 2 && !found.contains(&country) {
                    found.push(country);
                }
            }
        }
        found
    };
    // Two that acted come before two that were only named.
    let mut found = last_two(true);
    if found.len() < 2 {
        found = last_two(false);
    }
    if found.len() < 2 {
        return;
    }
    let actors: Vec<Actor> = found
        .iter()
        .rev()
        .map(|country| {
            let mut actor = Actor::unknown(Via::Pronoun);
            actor.country = Some(*country);
            actor.sector = of_states.then_some(sector::GOV);
            let state = reader.knowledge.state(*country);
            actor.name = state.map(|s| s.name.clone());
            actor.wikidata = state.and_then(|s| s.wikidata.clone());
            actor
        })
        .collect();
    let phrase = reader.anaphor_phrase(token);
    reader.push_many(Kind::Group, actors, None, phrase, [token]);
}

/// The country a definite institution without a country belongs to ("the government"):
/// that of the nearest state-like mention, subjects first; else the article's main one.
pub(super) fn country_in_focus(
    reader: &SentenceReader<'_>,
    head: usize,
    actor: &Actor,
) -> Option<Code> {
    let institutional = actor
        .sector
        .is_some_and(|s| reader.knowledge.is(&s.as_str().to_lowercase(), "institution_sector"));
    if !institutional {
        return None;
    }
    let mentions = reader.mentions.all();
    let barred = clause_subject_barred(reader, head);
    let barred_country = barred
        .and_then(|subject| reader.mentions.at(reader.index, subject))
        .and_then(|mention| mention.actors[0].country);
    let antecedent = reader.history.best(reader.index, reader.is_subject(head), |c| {
        let mention = &mentions[c.mention];
        !(c.sentence == reader.index && barred.is_some_and(|s| reader.tree.governs(s, c.head)))
            && matches!(mention.kind, Kind::State | Kind::Person | Kind::Organisation)
            && mention.actors[0]
                .country
                .is_some_and(|c| Some(c) != barred_country && reader.knowledge.state(c).is_some())
            && !(c.sentence == reader.index && reader.tree.governs(c.head, head))
    });
    antecedent
        .and_then(|m| reader.country_of_mention(m))
        .or_else(|| main_country(mentions).filter(|c| reader.knowledge.state(*c).is_some()))
}

/// The country of the noun that a relative "whose" refers to.
pub(super) fn relative_country(reader: &SentenceReader<'_>, whose: usize) -> Option<Code> {
    let mut at = whose;
    while let Some(head) = reader.tree.head(at) {
        if reader.tree.word(at).deprel == Deprel::AclRelcl {
            return reader.mentions.at(reader.index, head)?.actors[0].country;
        }
        at = head;
    }
    None
}
