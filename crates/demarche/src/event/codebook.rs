//! The PLOVER codebook as tables: types, modes, CAMEO and Goldstein.

use std::collections::HashMap;

use crate::error::Error;
use crate::lexicon::Lexicon;

/// What the codebook says of an event type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EventType {
    /// Quad class 1–4.
    pub quad: u8,
    /// PLOVER score of the bare type, −10…+10.
    pub score: f64,
    /// Whether a record needs a recipient.
    pub needs_recipient: bool,
}

/// The codebook tables under `lexicon/codebook/`.
#[derive(Debug, Default)]
pub struct Codebook {
    events: HashMap<Box<str>, EventType>,
    modes: HashMap<(Box<str>, Box<str>), f64>,
    cameo: HashMap<(Box<str>, Box<str>), Box<str>>,
    goldstein: HashMap<Box<str>, f64>,
}

impl Codebook {
    /// Compiles the tables.
    ///
    /// # Errors
    ///
    /// When a table is missing or a number cannot be read.
    pub fn new(lexicon: &Lexicon) -> Result<Codebook, Error> {
        let mut book = Codebook::default();
        for row in lexicon.records("codebook/events.tsv")? {
            let quad = row.number("quad")? as u8;
            let score = row.number("score")?;
            let needs_recipient = row.get("recipient_required") == "y";
            book.events.insert(row.get("event").into(), EventType { quad, score, needs_recipient });
        }
        for row in lexicon.records("codebook/modes.tsv")? {
            if row.optional("score").is_some() {
                let key = (row.get("event").into(), row.get("mode").into());
                book.modes.insert(key, row.number("score")?);
            }
        }
        for row in lexicon.records("codebook/cameo.tsv")? {
            let key = (row.get("event").into(), row.get("mode").into());
            book.cameo.insert(key, row.get("cameo").into());
        }
        for row in lexicon.records("codebook/goldstein.tsv")? {
            book.goldstein.insert(row.get("cameo").into(), row.number("value")?);
        }
        Ok(book)
    }

    /// The quad class of an event type, 0 for an unknown one.
    pub fn quad(&self, event: &str) -> u8 {
        self.events.get(event).map_or(0, |e| e.quad)
    }

    /// Whether the codebook asks for a recipient.
    pub fn needs_recipient(&self, event: &str) -> bool {
        self.events.get(event).is_some_and(|e| e.needs_recipient)
    }

    /// The PLOVER score: of the strongest mode that has one, else of the bare type.
    pub fn score(&self, event: &str, modes: &[Box<str>]) -> f64 {
        let of_mode = |mode: &str| self.modes.get(&(event.into(), mode.into())).copied();
        modes
            .iter()
            .map(AsRef::as_ref)
            .filter_map(of_mode)
            .max_by(|a, b| a.abs().total_cmp(&b.abs()))
            .unwrap_or_else(|| self.events.get(event).map_or(0.0, |e| e.score))
    }

    /// One canonical CAMEO code for a type and its first mode: lossy by nature.
    pub fn cameo(&self, event: &str, modes: &[Box<str>]) -> &str {
        let mode = modes.first().cloned().unwrap_or_default();
        self.cameo
            .get(&(event.into(), mode))
            .or_else(|| self.cameo.get(&(event.into(), Box::default())))
            .map_or("", |code| code)
    }

    /// The Goldstein value of a CAMEO code, or of its nearest ancestor.
    pub fn goldstein(&self, cameo: &str) -> Option<f64> {
        (2..=cameo.len()).rev().find_map(|n| self.goldstein.get(&cameo[..n])).copied()
    }

    /// The types, in the order of their names.
    pub fn events(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.events.keys().map(|name| &**name).collect();
        names.sort_unstable();
        names
    }

    /// Whether the codebook has this type.
    pub fn has_event(&self, event: &str) -> bool {
        self.events.contains_key(event)
    }
}
