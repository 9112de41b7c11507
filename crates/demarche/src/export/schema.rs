//! The flat columns: name, type, meaning and how to read them off a record.
//!
//! CSV and Parquet both derive from [`columns`]; nothing else knows a column's name.

use std::fmt::Display;

use serde::Serialize;

use super::Record;
use crate::record::{ActorRecord, AttributionRecord};

/// The value of one column in one record.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Unknown.
    Null,
    /// A string.
    Text(String),
    /// A whole number.
    Int(i64),
    /// A number.
    Float(f64),
    /// A list; an unknown element is `None`, so that lists of one record stay parallel.
    List(Vec<Option<String>>),
}

/// Type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// UTF-8 text.
    Text,
    /// 64-bit whole number.
    Int,
    /// 64-bit number.
    Float,
    /// List of UTF-8 texts.
    List,
}

/// One column of the flat outputs.
pub struct Column {
    /// Name in `snake_case`.
    pub name: &'static str,
    /// Type.
    pub kind: Kind,
    /// What it means.
    pub doc: &'static str,
    /// Reads it off a record.
    pub get: fn(&Record) -> Value,
}

fn text(value: impl Display) -> Value {
    Value::Text(value.to_string())
}

fn maybe(value: Option<impl Display>) -> Value {
    value.map_or(Value::Null, text)
}

fn float(value: Option<f64>) -> Value {
    value.map_or(Value::Null, Value::Float)
}

fn int(value: Option<u64>) -> Value {
    value.and_then(|n| i64::try_from(n).ok()).map_or(Value::Null, Value::Int)
}

fn at(offset: u32) -> Value {
    Value::Int(i64::from(offset))
}

/// The word in which JSON writes an enum without fields.
fn word(value: impl Serialize) -> Option<String> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Some(word),
        _ => None,
    }
}

fn range(span: [u32; 2]) -> String {
    format!("{}-{}", span[0], span[1])
}

fn each<T>(items: &[T], get: impl Fn(&T) -> Option<String>) -> Value {
    Value::List(items.iter().map(get).collect())
}

type Party = ActorRecord<[u32; 2]>;
type Voice = AttributionRecord<[u32; 2]>;

fn sectors(party: &Party) -> Option<String> {
    let codes: Vec<&str> = party.sectors.iter().map(|code| code.as_str()).collect();
    Some(codes.join(",")).filter(|codes| !codes.is_empty())
}

fn speaker(voice: &Voice) -> Option<String> {
    voice.speaker.as_ref().map(|speaker| speaker.text.clone())
}

fn speaker_country(voice: &Voice) -> Option<String> {
    Some(voice.speaker.as_ref()?.country?.to_string())
}

macro_rules! column {
    ($name:expr, $kind:ident, $doc:literal, $get:expr) => {
        Column { name: $name, kind: Kind::$kind, doc: $doc, get: $get }
    };
}

/// The columns of one side of the event; `$side` is the field that holds its parties.
macro_rules! parties {
    ($columns:ident, $side:ident, $prefix:literal) => {
        $columns.extend([
            column!(
                concat!($prefix, "_text"),
                List,
                "The words that denote each party.",
                |r| each(&r.$side, |p| Some(p.text.clone()))
            ),
            column!(
                concat!($prefix, "_span"),
                List,
                "Where those words stand, as `start-end`.",
                |r| each(&r.$side, |p| Some(range(p.span)))
            ),
            column!(concat!($prefix, "_name"), List, "Canonical name of each party.", |r| each(
                &r.$side,
                |p| p.name.clone()
            )),
            column!(
                concat!($prefix, "_country"),
                List,
                "ISO 3166 alpha-3 code or PLOVER pseudo-country of each party.",
                |r| each(&r.$side, |p| p.country.map(|c| c.to_string()))
            ),
            column!(
                concat!($prefix, "_sector"),
                List,
                "Primary PLOVER sector of each party.",
                |r| each(&r.$side, |p| p.sector.map(|c| c.to_string()))
            ),
            column!(
                concat!($prefix, "_sectors"),
                List,
                "Secondary sectors of each party, separated by commas.",
                |r| each(&r.$side, sectors)
            ),
            column!(concat!($prefix, "_wikidata"), List, "Wikidata id of each party.", |r| each(
                &r.$side,
                |p| p.wikidata.clone()
            )),
            column!(
                concat!($prefix, "_via"),
                List,
                "How the words denote it: name, role, agent, pronoun, demonym, capital.",
                |r| each(&r.$side, |p| word(p.via))
            ),
        ]);
    };
}

/// Every column in file order.
pub fn columns() -> Vec<Column> {
    let mut columns = vec![
        column!("id", Text, "Stable hash of the event.", |r| text(&r.id)),
        column!("document_id", Text, "Identifier of the document.", |r| text(&r.document.id)),
        column!("document_url", Text, "Address of the document.", |r| maybe(
            r.document.url.as_ref()
        )),
        column!("document_title", Text, "Headline.", |r| maybe(r.document.title.as_ref())),
        column!("document_publisher", Text, "Who published it.", |r| maybe(
            r.document.publisher.as_ref()
        )),
        column!("document_published", Text, "Publication date, ISO 8601.", |r| maybe(
            r.document.published.as_ref()
        )),
        column!("document_lang", Text, "ISO 639-1 code of its language.", |r| maybe(
            r.document.lang.as_ref()
        )),
        column!("event", Text, "PLOVER 2.0 event type.", |r| text(&r.event)),
        column!("mode", List, "PLOVER modes.", |r| each(&r.mode, |m| Some(m.clone()))),
        column!("context", List, "PLOVER contexts.", |r| each(&r.context, |c| Some(
            c.code.clone()
        ))),
        column!("context_span", List, "Words that show each context, as `start-end`.", |r| each(
            &r.context,
            |c| Some(range(c.span))
        )),
        column!("modality", Text, "asserted, negated, future, hypothetical or historical.", |r| {
            text(r.modality.as_str())
        }),
        column!("quad", Int, "Quad class 1-4.", |r| Value::Int(i64::from(r.quad))),
        column!("score", Float, "PLOVER score, -10 to 10.", |r| Value::Float(r.score)),
        column!("cameo", Text, "One canonical CAMEO code; lossy.", |r| maybe(r.cameo.as_ref())),
        column!("goldstein", Float, "Goldstein value of that code.", |r| float(r.goldstein)),
    ];
    parties!(columns, actor, "actor");
    parties!(columns, recipient, "recipient");
    columns.extend([
        column!("trigger_text", Text, "Words of the predicate.", |r| text(&r.trigger.text)),
        column!("trigger_start", Int, "First code point of them.", |r| at(r.trigger.span[0])),
        column!("trigger_end", Int, "One past their last code point.", |r| at(r.trigger.span[1])),
        column!("sentence_index", Int, "Index of the sentence, from 0.", |r| Value::Int(
            r.sentence.index as i64
        )),
        column!("sentence_text", Text, "The sentence.", |r| text(&r.sentence.text)),
        column!("sentence_start", Int, "Its first code point.", |r| at(r.sentence.span[0])),
        column!("sentence_end", Int, "One past its last code point.", |r| at(r.sentence.span[1])),
    ]);
    columns.extend(when_and_where());
    columns.extend(told_by());
    columns
}

fn when_and_where() -> [Column; 14] {
    [
        column!("date_start", Text, "First day, ISO 8601.", |r| maybe(
            r.date.as_ref().map(|d| &d.start)
        )),
        column!("date_end", Text, "Last day, ISO 8601.", |r| maybe(
            r.date.as_ref().map(|d| &d.end)
        )),
        column!("date_precision", Text, "day, week, month, season, year or none.", |r| maybe(
            r.date.as_ref().and_then(|d| word(d.precision))
        )),
        column!("date_text", Text, "The expression that says so.", |r| maybe(
            r.date.as_ref().and_then(|d| d.text.as_ref())
        )),
        column!("date_basis", Text, "explicit, relative, tense or document.", |r| maybe(
            r.date.as_ref().and_then(|d| word(d.basis))
        )),
        column!("place_name", Text, "Where, by its name in the gazetteer.", |r| maybe(
            r.place.as_ref().map(|p| &p.name)
        )),
        column!("place_country", Text, "ISO 3166 alpha-3 code.", |r| maybe(
            r.place.as_ref().and_then(|p| p.country)
        )),
        column!("place_admin1", Text, "First-level division.", |r| maybe(
            r.place.as_ref().and_then(|p| p.admin1.as_ref())
        )),
        column!("place_lat", Float, "Degrees north.", |r| float(
            r.place.as_ref().and_then(|p| p.lat)
        )),
        column!("place_lon", Float, "Degrees east.", |r| float(
            r.place.as_ref().and_then(|p| p.lon)
        )),
        column!("place_geonames", Int, "GeoNames id.", |r| int(r
            .place
            .as_ref()
            .and_then(|p| p.geonames))),
        column!("place_resolution", Int, "5 below a city, 4 city, to 1 country.", |r| int(r
            .place
            .as_ref()
            .map(|p| u64::from(p.resolution)))),
        column!("place_basis", Text, "argument, sentence or dateline.", |r| maybe(
            r.place.as_ref().and_then(|p| word(p.basis))
        )),
        column!("place_start", Int, "First code point of the words that name it.", |r| int(r
            .place
            .as_ref()
            .map(|p| u64::from(p.span[0])))),
    ]
}

fn told_by() -> [Column; 16] {
    [
        column!("attribution_speaker", List, "Who says so, innermost first.", |r| each(
            &r.attribution,
            speaker
        )),
        column!("attribution_country", List, "Country of each speaker.", |r| each(
            &r.attribution,
            speaker_country
        )),
        column!("attribution_outlet", List, "The outlet that was told or is cited.", |r| each(
            &r.attribution,
            |a| a.outlet.as_ref().map(|o| o.text.clone())
        )),
        column!("attribution_cue", List, "The words that report it.", |r| each(
            &r.attribution,
            |a| a.cue.as_ref().map(|c| c.text.clone())
        )),
        column!("attribution_kind", List, "direct, indirect or mixed.", |r| each(
            &r.attribution,
            |a| word(a.kind)
        )),
        column!("attribution_anonymous", List, "Whether each source stays unnamed.", |r| each(
            &r.attribution,
            |a| Some(a.anonymous.to_string())
        )),
        column!("dead", Int, "Stated number of killed.", |r| int(r.size.dead)),
        column!("injured", Int, "Stated number of injured.", |r| int(r.size.injured)),
        column!("arrested", Int, "Stated number of arrested.", |r| int(r.size.arrested)),
        column!("participants", Int, "Stated number who took part.", |r| int(r.size.participants)),
        column!("confidence", Float, "Estimated probability that the record is right.", |r| {
            Value::Float(r.confidence)
        }),
        column!("rule", Text, "The pattern or model that decided.", |r| text(&r.rule)),
        column!("coder", Text, "Program and version.", |r| text(&r.coder)),
        column!("codebook", Text, "Codebook and version.", |r| text(&r.codebook)),
        column!("lexicon", Text, "Fingerprint of the lexicon.", |r| text(&r.lexicon)),
        column!("model", Text, "Version of the syntax model.", |r| text(&r.model)),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::tests::sample;
    use super::*;

    #[test]
    fn columns_are_distinct_snake_case_and_of_their_kind() {
        let record = sample();
        let mut seen = std::collections::HashSet::new();
        for column in columns() {
            assert!(seen.insert(column.name), "{} twice", column.name);
            assert!(column.name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_' || b == b'1'));
            assert!(column.doc.ends_with('.'), "{}", column.name);
            let fits = match (column.get)(&record) {
                Value::Null => column.kind != Kind::List,
                Value::Text(_) => column.kind == Kind::Text,
                Value::Int(_) => column.kind == Kind::Int,
                Value::Float(_) => column.kind == Kind::Float,
                Value::List(_) => column.kind == Kind::List,
            };
            assert!(fits, "{}", column.name);
        }
    }
}
