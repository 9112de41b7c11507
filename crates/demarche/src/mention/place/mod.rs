//! Place names: found, told from people and words, resolved to one place each.

pub(crate) mod entries;
mod gazetteer;
#[cfg(test)]
mod image_test;
mod resolve;
mod spot;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::LazyLock;

use crate::document::Document;
use crate::error::Result;
use crate::lexicon::Lexicon;
use crate::span::Span;

use self::gazetteer::Gazetteer;

/// How a preposition puts something at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// "in Kabul", "near the border with Iran".
    At,
    /// "from Gaza".
    From,
    /// "into Syria".
    To,
    /// No preposition of place.
    None,
}

/// One place name of a document, resolved.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceMention {
    /// Where it stands in the article's text.
    pub span: Span,
    /// Index of its sentence.
    pub sentence: usize,
    /// Its tokens in that sentence.
    pub tokens: Range<usize>,
    /// Name in the gazetteer.
    pub name: String,
    /// ISO 3166 alpha-3 code; `None` where it is disputed or spans several.
    pub country: Option<String>,
    /// First-level division.
    pub admin1: Option<String>,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// GeoNames id.
    pub geonames: Option<u32>,
    /// PLOVER resolution: 5 below a city, 4 city, 3 district, 2 province, 1 country.
    pub resolution: u8,
    /// How sure the resolution is, 0–1.
    pub confidence: f64,
    /// The preposition it stands under.
    pub relation: Relation,
    /// Whether it stands for a government or a team rather than a place ("Moscow said").
    pub acting: bool,
}

/// Finds places; make it once and share it.
#[derive(Clone, Debug)]
pub struct PlaceFinder {
    gazetteer: Gazetteer,
}

impl PlaceFinder {
    /// Compiles the tables under `places/`.
    ///
    /// # Errors
    ///
    /// When a table is missing or holds a value that cannot be read.
    pub fn new(lexicon: &Lexicon) -> Result<PlaceFinder> {
        Ok(PlaceFinder { gazetteer: Gazetteer::new(lexicon)? })
    }

    /// The finder with the embedded tables.
    ///
    /// # Panics
    ///
    /// Never: the crate's tests read the embedded tables.
    pub fn embedded() -> &'static PlaceFinder {
        static FINDER: LazyLock<PlaceFinder> = LazyLock::new(|| {
            let lexicon = Lexicon::embedded().expect("embedded lexicon is well-formed");
            PlaceFinder::new(&lexicon).expect("embedded place tables are well-formed")
        });
        &FINDER
    }

    /// How many names of places and peoples begin at any of these tokens: the look-up that
    /// finding places begins with, to be measured by itself.
    pub fn count_names(&self, tokens: &[&str]) -> usize {
        let (names, evidence) = (&self.gazetteer.names, &self.gazetteer.evidence);
        let mut scratch = String::new();
        let ids: Vec<u64> = tokens.iter().map(|token| names.id(token, &mut scratch)).collect();
        let begins =
            |at: &usize| evidence.longest(&ids, *at).is_some() | names.longest(&ids, *at).is_some();
        (0..ids.len()).filter(begins).count()
    }

    /// The places of a document in text order. `actors_taken` are the spans that the actor
    /// stage has taken: names inside them stand for people and governments unless a
    /// preposition of place governs them.
    pub fn find(&self, doc: &Document, actors_taken: &[Span]) -> Vec<PlaceMention> {
        let (spotted, countries) = spot::spot(doc, &self.gazetteer, actors_taken);
        resolve::resolve(doc, &self.gazetteer, spotted, &countries)
    }
}

/// The places of a document in text order, found with the embedded tables.
///
/// # Example
///
/// ```
/// use demarche::document::Document;
/// use demarche::mention::place;
/// use demarche::{article, text};
/// let article = article::from_text("a", "The talks in Hanoi (Vietnam) failed.");
/// let sentences = text::analyse(&article);
/// let trees = vec![None; sentences.len()];
/// let doc = Document { article, sentences, trees };
/// let places = place::find(&doc, &[]);
/// assert_eq!(places[0].name, "Hanoi");
/// assert_eq!(places[0].country.as_deref(), Some("VNM"));
/// ```
pub fn find(doc: &Document, actors_taken: &[Span]) -> Vec<PlaceMention> {
    PlaceFinder::embedded().find(doc, actors_taken)
}
