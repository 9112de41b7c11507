//! Time expressions: found, given a TIMEX3 value, and laid on the calendar.

mod calendar;
mod clock;
mod dates;
mod reader;
mod relative;
mod tense;
#[cfg(test)]
mod tests;
mod words;

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;

use crate::document::Document;
use crate::error::Result;
use crate::lexicon::Lexicon;
use crate::span::Span;

use self::reader::Reader;
pub(crate) use self::tense::{Tense, Tenses};
use self::words::Words;

/// The TIMEX3 type of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeKind {
    /// A day or something longer.
    Date,
    /// A time of day.
    Time,
    /// How long.
    Duration,
    /// How often.
    Set,
}

impl TimeKind {
    /// `DATE`, `TIME`, `DURATION`, `SET`.
    pub fn as_str(self) -> &'static str {
        match self {
            TimeKind::Date => "DATE",
            TimeKind::Time => "TIME",
            TimeKind::Duration => "DURATION",
            TimeKind::Set => "SET",
        }
    }
}

/// How finely a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// One day.
    Day,
    /// One week.
    Week,
    /// One month.
    Month,
    /// A season or quarter.
    Season,
    /// One year.
    Year,
    /// Coarser, or vague.
    None,
}

/// What an expression's place on the calendar rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The text names the date in full.
    Explicit,
    /// Reckoned from the publication date or from a date mentioned before.
    Relative,
}

/// How what is dated lies to the expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// Then: "on Monday", "in 2019".
    At,
    /// From then on: "since 2019".
    Since,
    /// Up to then: "until Friday", "by 2030".
    Until,
    /// Before then.
    Before,
    /// After then.
    After,
    /// That long: "for three days".
    During,
}

/// One time expression of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeMention {
    /// Index of its sentence.
    pub sentence: usize,
    /// Its tokens in that sentence.
    pub tokens: Range<usize>,
    /// Where it stands in the article's text.
    pub span: Span,
    /// TIMEX3 type.
    pub kind: TimeKind,
    /// TIMEX3 value.
    pub value: String,
    /// First and last day; `None` where the calendar cannot tell.
    pub interval: Option<(Date, Date)>,
    /// How finely the interval is known.
    pub precision: Precision,
    /// What the interval rests on.
    pub basis: Basis,
    /// How what is dated lies to it.
    pub position: Position,
    /// Index, among the document's expressions, of the end of the range that this one begins.
    pub until: Option<usize>,
}

/// Finds time expressions; make it once and share it.
#[derive(Clone, Debug)]
pub struct TimeFinder {
    words: Words,
    tenses: Tenses,
}

impl TimeFinder {
    /// Compiles the tables under `time/`.
    ///
    /// # Errors
    ///
    /// When a table is missing or holds a value that cannot be read.
    pub fn new(lexicon: &Lexicon) -> Result<TimeFinder> {
        Ok(TimeFinder { words: Words::new(lexicon)?, tenses: Tenses::new(lexicon)? })
    }

    /// The finder with the embedded tables.
    ///
    /// # Panics
    ///
    /// Never: the crate's tests read the embedded tables.
    pub fn embedded() -> &'static TimeFinder {
        static FINDER: LazyLock<TimeFinder> = LazyLock::new(|| {
            let lexicon = Lexicon::embedded().expect("embedded lexicon is well-formed");
            TimeFinder::new(&lexicon).expect("embedded time tables are well-formed")
        });
        &FINDER
    }

    /// The time expressions of a document in text order.
    pub fn find(&self, doc: &Document, published: Option<Date>) -> Vec<TimeMention> {
        let mut found = Vec::new();
        let mut anchor = None;
        let mut scratch = String::new();
        let mut facts = Vec::new();
        for sentence in 0..doc.sentences.len() {
            facts.clear();
            facts.extend(
                doc.sentences[sentence]
                    .tokens
                    .iter()
                    .map(|token| self.words.facts(token.span.of(&doc.article.text), &mut scratch)),
            );
            let reader = Reader {
                doc,
                sentence,
                words: &self.words,
                tenses: &self.tenses,
                facts: &facts,
                published,
                anchor,
            };
            anchor = reader.read(&mut found);
        }
        found
    }

    /// The tense of verbs.
    pub(crate) fn tenses(&self) -> &Tenses {
        &self.tenses
    }
}

/// The time expressions of a document in text order, found with the embedded tables.
///
/// # Example
///
/// ```
/// use demarche::document::Document;
/// use demarche::mention::time;
/// use demarche::{article, text};
/// let article = article::from_text("a", "The envoys met in Geneva on March 3. They left a week later.");
/// let sentences = text::analyse(&article);
/// let trees = vec![None; sentences.len()];
/// let doc = Document { article, sentences, trees };
/// let times = time::find(&doc, Some(jiff::civil::date(2011, 3, 8)));
/// assert_eq!(times[0].value, "2011-03-03");
/// assert_eq!(times[1].value, "2011-W10");
/// ```
pub fn find(doc: &Document, published: Option<Date>) -> Vec<TimeMention> {
    TimeFinder::embedded().find(doc, published)
}
