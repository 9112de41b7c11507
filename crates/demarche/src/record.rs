//! The event record: who did what to whom, when, where, on whose word.
//!
//! One definition for every output. `Event<Span>` counts bytes, as Rust does;
//! [`Event::in_code_points`] turns it into `Event<[u32; 2]>`, which every output for people
//! and for Python carries.

use serde::Serialize;

use crate::event::Modality;
use crate::event::size::{Count, Counted};
use crate::mention::{Code, Via};
use crate::span::{CodePoints, Span};

pub use crate::event::date::EventDateBasis as DateBasis;
pub use crate::event::location::PlaceBasis;
pub use crate::mention::quote::QuoteKind;
pub use crate::mention::time::Precision;

impl Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// Words of the article with where they stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Evidence<S = Span> {
    /// The words.
    pub text: String,
    /// Where they stand in the article's text.
    pub span: S,
}

/// The document an event was read in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DocumentInfo {
    /// Identifier, unique in its batch.
    pub id: String,
    /// Address it came from.
    pub url: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Publication date, ISO 8601; `None` when unknown.
    pub published: Option<String>,
    /// ISO 639-1 code of its language.
    pub lang: Option<String>,
}

/// A PLOVER context with the words that show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Context<S = Span> {
    /// One of the 37 codes.
    pub code: String,
    /// The words that show it.
    pub span: S,
}

/// A party of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ActorRecord<S = Span> {
    /// The words that denote it.
    pub text: String,
    /// Where they stand.
    pub span: S,
    /// Canonical name, when known.
    pub name: Option<String>,
    /// ISO 3166 alpha-3 code or PLOVER pseudo-country.
    pub country: Option<Code>,
    /// Primary PLOVER sector.
    pub sector: Option<Code>,
    /// Secondary sectors.
    pub sectors: Vec<Code>,
    /// Wikidata id, when known.
    pub wikidata: Option<String>,
    /// How the words came to denote it.
    pub via: Via,
}

/// When an event took place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DateRecord<S = Span> {
    /// First day, ISO 8601.
    pub start: String,
    /// Last day, ISO 8601.
    pub end: String,
    /// How finely it is known.
    pub precision: Precision,
    /// The expression that says so.
    pub text: Option<String>,
    /// Where it stands.
    pub span: Option<S>,
    /// What it rests on.
    pub basis: DateBasis,
}

/// Where an event took place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlaceRecord<S = Span> {
    /// Name in the gazetteer.
    pub name: String,
    /// ISO 3166 alpha-3 code.
    pub country: Option<Code>,
    /// First-level division.
    pub admin1: Option<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// GeoNames id.
    pub geonames: Option<u64>,
    /// PLOVER resolution: 5 below a city, 4 city, 3 district, 2 province, 1 country.
    pub resolution: u8,
    /// The words that name it.
    pub span: S,
    /// What it rests on.
    pub basis: PlaceBasis,
}

/// On whose word an event stands: one voice of the chain, innermost first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AttributionRecord<S = Span> {
    /// Who says so.
    pub speaker: Option<ActorEvidence<S>>,
    /// The outlet that was told or is cited.
    pub outlet: Option<Evidence<S>>,
    /// The word that reports it.
    pub cue: Option<Evidence<S>>,
    /// How it is rendered.
    pub kind: QuoteKind,
    /// Whether the source stays unnamed.
    pub anonymous: bool,
}

/// A speaker: words, and the actor they denote when it could be resolved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ActorEvidence<S = Span> {
    /// The words.
    pub text: String,
    /// Where they stand.
    pub span: S,
    /// Canonical name, when known.
    pub name: Option<String>,
    /// ISO 3166 alpha-3 code or PLOVER pseudo-country.
    pub country: Option<Code>,
    /// PLOVER sector.
    pub sector: Option<Code>,
}

/// A sentence of the article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SentenceRecord<S = Span> {
    /// Index among the article's sentences, from 0.
    pub index: usize,
    /// Its words.
    pub text: String,
    /// Where it stands.
    pub span: S,
}

/// Stated numbers of people; `None` where the text states none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Size<S = Span> {
    /// Killed.
    pub dead: Option<u64>,
    /// Injured.
    pub injured: Option<u64>,
    /// Arrested.
    pub arrested: Option<u64>,
    /// Took part.
    pub participants: Option<u64>,
    /// The words that state each number.
    pub spans: Vec<SizeSpan<S>>,
}

impl<S> Default for Size<S> {
    fn default() -> Size<S> {
        Size { dead: None, injured: None, arrested: None, participants: None, spans: Vec::new() }
    }
}

/// The words that state a number of people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SizeSpan<S = Span> {
    /// What is counted.
    pub of: Counted,
    /// Where the number and the noun stand.
    pub span: S,
}

impl Size<Span> {
    /// The numbers of an event.
    pub fn new(counts: &[Count]) -> Size<Span> {
        let number = |kind| counts.iter().find(|c| c.kind == kind).map(|c| c.number);
        Size {
            dead: number(Counted::Dead),
            injured: number(Counted::Injured),
            arrested: number(Counted::Arrested),
            participants: number(Counted::Participants),
            spans: counts.iter().map(|c| SizeSpan { of: c.kind, span: c.span }).collect(),
        }
    }
}

/// One event: the fields in the order in which JSON carries them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Event<S = Span> {
    /// Stable hash of document id, trigger, type and parties: the same on every machine.
    pub id: String,
    /// The document it was read in.
    pub document: DocumentInfo,
    /// One of the 16 PLOVER 2.0 types.
    pub event: String,
    /// PLOVER modes.
    pub mode: Vec<String>,
    /// PLOVER contexts.
    pub context: Vec<Context<S>>,
    /// Whether it is told as having happened.
    pub modality: Modality,
    /// Quad class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material
    /// conflict.
    pub quad: u8,
    /// PLOVER score, −10…+10.
    pub score: f64,
    /// One canonical CAMEO 1.1b3 code; lossy.
    pub cameo: Option<String>,
    /// Goldstein value of that code, in the table the documentation names.
    pub goldstein: Option<f64>,
    /// Who acted; all parties of a symmetric event.
    pub actor: Vec<ActorRecord<S>>,
    /// Upon whom.
    pub recipient: Vec<ActorRecord<S>>,
    /// The predicate's words.
    pub trigger: Evidence<S>,
    /// The sentence that says so.
    pub sentence: SentenceRecord<S>,
    /// When, or unknown; never silently the publication date.
    pub date: Option<DateRecord<S>>,
    /// Where, or unknown.
    pub place: Option<PlaceRecord<S>>,
    /// On whose word, innermost first; empty for the reporter's own statement.
    pub attribution: Vec<AttributionRecord<S>>,
    /// Stated numbers.
    pub size: Size<S>,
    /// Estimated probability that the record is right, 0–1.
    pub confidence: f64,
    /// The pattern or model that decided.
    pub rule: String,
    /// Program and version.
    pub coder: String,
    /// Codebook and version.
    pub codebook: String,
    /// Version of the lexicon's tables.
    pub lexicon: String,
    /// Version of the syntax model.
    pub model: String,
}

impl Event<Span> {
    /// The same record with spans counted in Unicode code points.
    pub fn in_code_points(self, points: &CodePoints) -> Event<[u32; 2]> {
        self.map_spans(&|span| points.span(span))
    }

    fn map_spans<T>(self, f: &impl Fn(Span) -> T) -> Event<T> {
        let evidence = |e: Evidence| Evidence { text: e.text, span: f(e.span) };
        let actor = |a: ActorRecord| ActorRecord {
            text: a.text,
            span: f(a.span),
            name: a.name,
            country: a.country,
            sector: a.sector,
            sectors: a.sectors,
            wikidata: a.wikidata,
            via: a.via,
        };
        let speaker = |s: ActorEvidence| ActorEvidence {
            text: s.text,
            span: f(s.span),
            name: s.name,
            country: s.country,
            sector: s.sector,
        };
        Event {
            id: self.id,
            document: self.document,
            event: self.event,
            mode: self.mode,
            context: self
                .context
                .into_iter()
                .map(|c| Context { code: c.code, span: f(c.span) })
                .collect(),
            modality: self.modality,
            quad: self.quad,
            score: self.score,
            cameo: self.cameo,
            goldstein: self.goldstein,
            actor: self.actor.into_iter().map(actor).collect(),
            recipient: self.recipient.into_iter().map(actor).collect(),
            trigger: evidence(self.trigger),
            sentence: SentenceRecord {
                index: self.sentence.index,
                text: self.sentence.text,
                span: f(self.sentence.span),
            },
            date: self.date.map(|d| DateRecord {
                start: d.start,
                end: d.end,
                precision: d.precision,
                text: d.text,
                span: d.span.map(f),
                basis: d.basis,
            }),
            place: self.place.map(|p| PlaceRecord {
                name: p.name,
                country: p.country,
                admin1: p.admin1,
                lat: p.lat,
                lon: p.lon,
                geonames: p.geonames,
                resolution: p.resolution,
                span: f(p.span),
                basis: p.basis,
            }),
            attribution: self
                .attribution
                .into_iter()
                .map(|a| AttributionRecord {
                    speaker: a.speaker.map(speaker),
                    outlet: a.outlet.map(evidence),
                    cue: a.cue.map(evidence),
                    kind: a.kind,
                    anonymous: a.anonymous,
                })
                .collect(),
            size: Size {
                dead: self.size.dead,
                injured: self.size.injured,
                arrested: self.size.arrested,
                participants: self.size.participants,
                spans: self
                    .size
                    .spans
                    .into_iter()
                    .map(|s| SizeSpan { of: s.of, span: f(s.span) })
                    .collect(),
            },
            confidence: self.confidence,
            rule: self.rule,
            coder: self.coder,
            codebook: self.codebook,
            lexicon: self.lexicon,
            model: self.model,
        }
    }

    /// Every span of the record, for checks.
    pub fn spans(&self) -> Vec<Span> {
        let parties = self.actor.iter().chain(&self.recipient).map(|a| a.span);
        let mut spans: Vec<Span> = vec![self.trigger.span, self.sentence.span];
        spans.extend(parties);
        spans.extend(self.context.iter().map(|c| c.span));
        spans.extend(self.date.iter().filter_map(|d| d.span));
        spans.extend(self.place.iter().map(|p| p.span));
        spans.extend(self.size.spans.iter().map(|s| s.span));
        for attribution in &self.attribution {
            spans.extend(attribution.speaker.iter().map(|s| s.span));
            spans.extend(attribution.outlet.iter().chain(&attribution.cue).map(|e| e.span));
        }
        spans
    }
}
