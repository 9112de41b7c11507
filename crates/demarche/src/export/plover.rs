//! PLOVER 2.0 records: one JSON object a line, unknown fields left out.
//!
//! Entities follow the manual's field table (`code`, `sector`, `entity_text`, …). A modality
//! that the type does not express is one of PLOVER's auxiliary modes, in `context`. What
//! PLOVER has no field for (confidence, attribution, spans of the parties) is lost.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::{Record, RecordWriter};
use crate::event::Modality;
use crate::record::{ActorRecord, PlaceRecord};

/// Writes PLOVER 2.0 JSON lines.
#[derive(Debug)]
pub struct Plover<W: Write>(W);

impl<W: Write> Plover<W> {
    /// A writer into `sink`, which should be buffered.
    pub fn new(sink: W) -> Plover<W> {
        Plover(sink)
    }
}

impl<W: Write> RecordWriter for Plover<W> {
    fn write(&mut self, record: &Record) -> io::Result<()> {
        serde_json::to_writer(&mut self.0, &object(record))?;
        self.0.write_all(b"\n")
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.0.flush()
    }
}

/// An object that leaves unknown values out.
#[derive(Default)]
struct Known(Map<String, Value>);

impl Known {
    fn put(&mut self, key: &str, value: impl Into<Value>) {
        let value = value.into();
        let empty = value.is_null()
            || value.as_array().is_some_and(Vec::is_empty)
            || value.as_object().is_some_and(Map::is_empty);
        if !empty {
            self.0.insert(key.to_owned(), value);
        }
    }
}

impl From<Known> for Value {
    fn from(known: Known) -> Value {
        Value::Object(known.0)
    }
}

fn object(record: &Record) -> Value {
    let mut out = Known::default();
    out.put("id", record.id.as_str());
    out.put("has_event", true);
    if let Some(date) = &record.date {
        out.put("date", date.start.as_str());
        if date.end != date.start {
            out.put("enddate", date.end.as_str());
        }
    }
    out.put("actor", record.actor.iter().map(entity).collect::<Vec<_>>());
    out.put("recipient", record.recipient.iter().map(entity).collect::<Vec<_>>());
    out.put("event", vec![record.event.as_str()]);
    out.put("event_loc", record.place.as_ref().map(place));
    out.put("event_text", vec![record.trigger.text.as_str()]);
    out.put("quad_code", record.quad);
    out.put("event_scale", record.score);
    out.put("mode", record.mode.clone());
    out.put("context", contexts(record));
    out.put("link", record.document.url.clone());
    out.put("text", record.sentence.text.as_str());
    out.put(
        "text_info",
        json!({
            "sequence": record.sentence.index,
            "start": record.sentence.span[0],
            "end": record.sentence.span[1],
        }),
    );
    let mut size = Known::default();
    size.put("dead", record.size.dead);
    size.put("injured", record.size.injured);
    size.put("arrested", record.size.arrested);
    out.put("size", size);
    let mut cite = Known::default();
    cite.put("citation", record.document.id.as_str());
    cite.put("url", record.document.url.clone());
    cite.put("title", record.document.title.clone());
    cite.put("language", record.document.lang.clone());
    cite.put("publication", record.document.publisher.clone());
    cite.put("coder", record.coder.as_str());
    cite.put("codebook", "PLOVER");
    cite.put("version", record.codebook.trim_start_matches("plover-"));
    out.put("cite_info", cite);
    out.put("coder", record.coder.as_str());
    out.into()
}

fn entity(actor: &ActorRecord<[u32; 2]>) -> Value {
    let mut out = Known::default();
    out.put("code", actor.country.map(|code| code.to_string()));
    let sectors: Vec<String> =
        actor.sector.iter().chain(&actor.sectors).map(|code| code.to_string()).collect();
    out.put("sector", sectors);
    out.put("entity_text", actor.text.as_str());
    out.put("identifier_id", actor.wikidata.clone());
    out.put("identifier_text", actor.name.clone());
    out.into()
}

fn place(place: &PlaceRecord<[u32; 2]>) -> Value {
    let mut out = Known::default();
    out.put("resolved_place", place.name.as_str());
    out.put("geonameid", place.geonames);
    out.put("lat", place.lat);
    out.put("lon", place.lon);
    out.put("province", place.admin1.clone());
    out.put("country_code", place.country.map(|code| code.to_string()));
    out.put("resolution", place.resolution);
    out.into()
}

fn contexts(record: &Record) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for context in &record.context {
        if !codes.contains(&context.code) {
            codes.push(context.code.clone());
        }
    }
    let auxiliary = match record.modality {
        Modality::Asserted => None,
        Modality::Negated => Some("negation"),
        other => Some(other.as_str()),
    };
    codes.extend(auxiliary.map(str::to_owned));
    codes
}

#[cfg(test)]
mod tests {
    use super::super::tests::sample;
    use super::*;

    #[test]
    fn unknown_fields_are_left_out() {
        let value = object(&Record { modality: Modality::Negated, ..sample() });
        assert_eq!(value["date"], "2021-09-29");
        assert!(value.get("enddate").is_none() && value.get("recipient").is_none());
        assert_eq!(
            value["actor"][0],
            json!({
                "code": "FRA", "sector": ["GOV"], "entity_text": "France",
            })
        );
        assert_eq!(value["context"], json!(["diplomatic", "negation"]));
        assert_eq!(value["cite_info"]["version"], "2.0");
        assert_eq!(value["size"], json!({"dead": 4}));
    }
}
