//! Turns what the stages found into event records.

use sha2::{Digest, Sha256};

use crate::article::Article;
use crate::document::Document;
use crate::event::codebook::Codebook;
use crate::event::date::EventDate;
use crate::event::location::EventPlace;
use crate::event::party::Party;
use crate::event::size::Count;
use crate::event::{Modality, RawEvent};
use crate::mention::Code;
use crate::mention::actor::{ActorMentions, Knowledge, Via, actor_of};
use crate::mention::quote::Attribution;
use crate::record::{
    ActorEvidence, ActorRecord, AttributionRecord, Context, DateRecord, DocumentInfo, Event,
    Evidence, PlaceBasis, PlaceRecord, SentenceRecord, Size,
};
use crate::span::Span;

/// What a record says about the program that made it.
#[derive(Clone, Debug)]
pub struct Versions {
    /// Program and version.
    pub coder: String,
    /// Codebook and version.
    pub codebook: String,
    /// Fingerprint of the lexicon.
    pub lexicon: String,
    /// Version of the syntax model.
    pub model: String,
}

/// When, where and on whose word an event stands.
#[derive(Clone, Debug, Default)]
pub struct Circumstances {
    /// When.
    pub date: Option<DateRecord>,
    /// Where.
    pub place: Option<PlaceRecord>,
    /// On whose word, innermost first.
    pub attribution: Vec<AttributionRecord>,
    /// How many people.
    pub sizes: Vec<Count>,
}

/// Builds the record of one event.
pub fn record(
    document: &Document,
    raw: RawEvent,
    circumstances: Circumstances,
    codebook: &Codebook,
    versions: &Versions,
) -> Event<Span> {
    let article = &document.article;
    let evidence = |span: Span| Evidence { text: span.of(&article.text).to_owned(), span };
    let party = |party: &Party| ActorRecord {
        text: party.span.of(&article.text).to_owned(),
        span: party.span,
        name: party.actor.name.as_deref().map(str::to_owned),
        country: party.actor.country,
        sector: party.actor.sector,
        sectors: party.actor.sectors.clone(),
        wikidata: party.actor.wikidata.as_deref().map(str::to_owned),
        via: party.actor.via,
    };
    let sentence = document.sentences[raw.sentence].span;
    let actor: Vec<ActorRecord> = raw.actors.iter().map(party).collect();
    let recipient: Vec<ActorRecord> = raw.recipients.iter().map(party).collect();
    let cameo = Some(raw.cameo.to_string()).filter(|code| !code.is_empty());
    Event {
        id: id(article, &raw, &actor, &recipient),
        document: document_info(article),
        event: raw.event.to_string(),
        mode: raw.modes.iter().map(|m| m.to_string()).collect(),
        context: raw
            .contexts
            .iter()
            .map(|(code, span)| Context { code: code.to_string(), span: *span })
            .collect(),
        modality: raw.modality,
        quad: codebook.quad(&raw.event),
        score: codebook.score(&raw.event, &raw.modes),
        goldstein: cameo.as_deref().and_then(|code| codebook.goldstein(code)),
        cameo,
        actor,
        recipient,
        trigger: evidence(raw.trigger),
        sentence: SentenceRecord {
            index: raw.sentence,
            text: sentence.of(&article.text).to_owned(),
            span: sentence,
        },
        date: circumstances.date,
        place: circumstances.place,
        attribution: circumstances.attribution,
        size: Size::new(&circumstances.sizes),
        confidence: (raw.confidence * 1000.0).round() / 1000.0,
        rule: raw.rule.to_string(),
        coder: versions.coder.clone(),
        codebook: versions.codebook.clone(),
        lexicon: versions.lexicon.clone(),
        model: versions.model.clone(),
    }
}

fn document_info(article: &Article) -> DocumentInfo {
    DocumentInfo {
        id: article.id.clone(),
        url: article.url.clone(),
        title: article.title.clone(),
        publisher: article.publisher.clone(),
        published: article.published.map(|(date, _)| date.to_string()),
        lang: article.lang.clone(),
    }
}

/// Twenty hexadecimal digits of a hash over what makes the event this one.
fn id(
    article: &Article,
    raw: &RawEvent,
    actor: &[ActorRecord],
    recipient: &[ActorRecord],
) -> String {
    let mut hash = Sha256::new();
    let mut add = |part: &str| {
        hash.update(part.as_bytes());
        hash.update([0]);
    };
    add(&article.id);
    add(&format!("{}-{}", raw.trigger.start, raw.trigger.end));
    add(&raw.event);
    for party in actor.iter().chain(recipient) {
        add(&format!("{}-{}", party.span.start, party.span.end));
        add(party.name.as_deref().unwrap_or_default());
    }
    hash.finalize().iter().take(10).map(|byte| format!("{byte:02x}")).collect()
}

/// Marks an asserted event whose date lies long before publication as historical.
pub fn set_historical(
    event: &mut RawEvent,
    date: Option<&DateRecord>,
    article: &Article,
    days: i32,
) {
    let (Some(date), Some((published, _))) = (date, article.published) else { return };
    let Ok(end) = date.end.parse::<jiff::civil::Date>() else { return };
    if event.modality == Modality::Asserted && (published - end).get_days() > days {
        event.modality = Modality::Historical;
    }
}

/// The record of an event's date.
pub fn date(date: EventDate) -> DateRecord {
    DateRecord {
        start: date.start.to_string(),
        end: date.end.to_string(),
        precision: date.precision,
        text: date.text,
        span: date.span,
        basis: date.basis,
    }
}

/// The record of one voice of the chain under whose scope an event stands.
pub fn voice(document: &Document, actors: &ActorMentions, from: &Attribution) -> AttributionRecord {
    let evidence = |span: Span| Evidence { text: span.of(&document.article.text).to_owned(), span };
    let speaker = from.source.as_ref().map(|voice| {
        let actor = actor_of(actors, voice.sentence, voice.head).map(|(actor, _)| actor);
        ActorEvidence {
            text: voice.span.of(&document.article.text).to_owned(),
            span: voice.span,
            name: actor.and_then(|a| a.name.as_deref()).map(str::to_owned),
            country: actor.and_then(|a| a.country),
            sector: actor.and_then(|a| a.sector),
        }
    });
    AttributionRecord {
        speaker,
        outlet: from.outlet.as_ref().map(|voice| evidence(voice.span)),
        cue: from.cue.map(evidence),
        kind: from.kind,
        anonymous: from.anonymous,
    }
}

/// The record of an event's place.
pub fn place(found: EventPlace) -> PlaceRecord {
    let place = found.place;
    PlaceRecord {
        name: place.name,
        country: place.country.as_deref().and_then(Code::new),
        admin1: place.admin1,
        lat: Some(place.lat),
        lon: Some(place.lon),
        geonames: place.geonames.map(u64::from),
        resolution: place.resolution,
        span: place.span,
        basis: found.basis,
    }
}

/// Gives parties that are common nouns without a country the country of the event's place:
/// the police and the protesters of a protest in Minsk are Belarusian. A dateline is
/// evidence enough only for institutions of the state.
pub fn localise(raw: &mut RawEvent, place: &PlaceRecord, knowledge: &Knowledge) {
    let institution = |sector: Option<Code>| {
        sector.is_some_and(|s| knowledge.is(&s.as_str().to_lowercase(), "institution_sector"))
    };
    for party in raw.actors.iter_mut().chain(&mut raw.recipients) {
        let actor = &mut party.actor;
        let open = actor.country.is_none() && actor.via == Via::Agent;
        if open && (place.basis != PlaceBasis::Dateline || institution(actor.sector)) {
            actor.country = place.country;
        }
    }
}
