//! Records → files: one schema, one writer a format.
//!
//! JSON lines carry the record as it is; CSV and Parquet derive from the columns in
//! [`schema`]; [`plover`] writes the fields of PLOVER 2.0. Spans are code points everywhere.

pub mod csv;
pub mod jsonl;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod plover;
pub mod schema;

use std::io;

use crate::record::Event;

/// A record as outputs carry it: spans are `[start, end]` in Unicode code points.
pub type Record = Event<[u32; 2]>;

/// Writes records in one format.
pub trait RecordWriter {
    /// Writes one record.
    ///
    /// # Errors
    ///
    /// When the sink cannot be written.
    fn write(&mut self, record: &Record) -> io::Result<()>;

    /// Writes whatever closes the file and flushes it.
    ///
    /// # Errors
    ///
    /// When the sink cannot be written.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

#[cfg(test)]
pub(crate) mod tests {
    use super::Record;
    use crate::event::Modality;
    use crate::mention::{Code, Via};
    use crate::record::{
        ActorRecord, Context, DateBasis, DateRecord, DocumentInfo, Evidence, Precision,
        SentenceRecord, Size,
    };

    /// A record with unknown fields, lists of two and characters that need quoting.
    pub(crate) fn sample() -> Record {
        let actor = |text: &str, country: Option<&str>| ActorRecord {
            text: text.to_owned(),
            span: [0, 6],
            name: None,
            country: country.and_then(Code::new),
            sector: Code::new("GOV"),
            sectors: Vec::new(),
            wikidata: None,
            via: Via::Name,
        };
        Record {
            id: "e1".to_owned(),
            document: DocumentInfo {
                id: "d".to_owned(),
                url: None,
                title: Some("France, \"Spain\"; talks".to_owned()),
                publisher: None,
                published: Some("2021-09-30".to_owned()),
                lang: Some("en".to_owned()),
            },
            event: "CONSULT".to_owned(),
            mode: vec!["visit".to_owned(), "multilateral".to_owned()],
            context: vec![Context { code: "diplomatic".to_owned(), span: [20, 25] }],
            modality: Modality::Asserted,
            quad: 1,
            score: 4.0,
            cameo: Some("042".to_owned()),
            goldstein: None,
            actor: vec![actor("France", Some("FRA")), actor("it", None)],
            recipient: Vec::new(),
            trigger: Evidence { text: "met".to_owned(), span: [7, 10] },
            sentence: SentenceRecord { index: 0, text: "France met it.".to_owned(), span: [0, 14] },
            date: Some(DateRecord {
                start: "2021-09-29".to_owned(),
                end: "2021-09-29".to_owned(),
                precision: Precision::Day,
                text: None,
                span: None,
                basis: DateBasis::Relative,
            }),
            place: None,
            attribution: Vec::new(),
            size: Size { dead: Some(4), ..Size::default() },
            confidence: 0.8,
            rule: "meet.1".to_owned(),
            coder: "demarche 0.1.0".to_owned(),
            codebook: "plover-2.0".to_owned(),
            lexicon: "l".to_owned(),
            model: "m".to_owned(),
        }
    }
}
