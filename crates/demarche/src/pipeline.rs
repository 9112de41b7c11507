//! The only place where the stages are wired: article in, event records out.

use jiff::civil::Date;

use crate::article::Article;
use crate::assemble::{self, Circumstances, Versions};
use crate::document::Document;
use crate::error::Error;
use crate::event::codebook::Codebook;
use crate::event::trace::Trace;
use crate::event::{EventCoder, RawEvent};
use crate::lexicon::Lexicon;
use crate::mention::actor::{self, ActorMentions, Knowledge};
use crate::record::Event;
use crate::span::Span;
use crate::syntax::{EnglishParser, Parser, Tree};
use crate::text::{Segmenter, Sentence};

/// A coder with its compiled lexicon and its syntax model, shared by any number of threads.
///
/// # Example
///
/// ```
/// use demarche::article;
/// use demarche::pipeline::Coder;
///
/// let coder = Coder::embedded()?;
/// let coded = coder.code(article::from_text("a", "France condemned Russia's attack on Kyiv."));
/// let event = &coded.events[0];
/// assert_eq!(event.event, "ACCUSE");
/// assert_eq!(event.actor[0].text, "France");
/// assert_eq!(event.recipient[0].country.unwrap().as_str(), "RUS");
/// # Ok::<(), demarche::error::Error>(())
/// ```
pub struct Coder {
    segmenter: Segmenter,
    knowledge: Knowledge,
    events: EventCoder,
    parser: &'static dyn Parser,
    versions: Versions,
    historical_days: i32,
}

/// What the stages before the events found in an article.
pub struct Analysis {
    /// Sentences and trees.
    pub document: Document,
    /// Actor mentions.
    pub actors: ActorMentions,
}

/// A coded article: spans of the events point into the document's text.
pub struct Coded {
    /// The article with its sentences and trees.
    pub document: Document,
    /// Its events in text order of their triggers, of every modality.
    pub events: Vec<Event<Span>>,
}

impl Coder {
    /// A coder over the tables and the model that ship with the crate.
    ///
    /// # Errors
    ///
    /// When a table cannot be compiled; the error names file, line and column.
    pub fn embedded() -> Result<Coder, Error> {
        Coder::new(&Lexicon::embedded()?)
    }

    /// A coder over a lexicon.
    ///
    /// # Errors
    ///
    /// When a table cannot be compiled; the error names file, line and column.
    pub fn new(lexicon: &Lexicon) -> Result<Coder, Error> {
        let segmenter = Segmenter::new(lexicon)?;
        let parser = EnglishParser::embedded();
        Ok(Coder {
            knowledge: Knowledge::new(lexicon, &segmenter)?,
            segmenter,
            events: EventCoder::new(lexicon)?,
            parser,
            versions: Versions {
                coder: concat!("demarche ", env!("CARGO_PKG_VERSION")).to_owned(),
                codebook: "plover-2.0".to_owned(),
                lexicon: lexicon.fingerprint(),
                model: parser.version().to_owned(),
            },
            historical_days: 180,
        })
    }

    /// Sets how many days before publication an event must end to count as historical
    /// (180 unless told).
    pub fn with_historical_days(self, days: i32) -> Coder {
        Coder { historical_days: days, ..self }
    }

    /// Codes an article. Never fails: whatever the text, it gives what it found.
    pub fn code(&self, article: Article) -> Coded {
        let analysis = self.analyse(article);
        let events = self.events(&analysis, &mut Trace::off());
        Coded { document: analysis.document, events }
    }

    /// Runs the stages up to the mentions.
    pub fn analyse(&self, article: Article) -> Analysis {
        let sentences = self.segmenter.analyse(&article);
        let trees = sentences.iter().map(|s| Some(self.parse(&article, s))).collect();
        let published: Option<Date> = article.published.map(|(date, _)| date);
        let document = Document { article, sentences, trees };
        let actors = actor::find(&document, &self.knowledge, |_, _| published);
        Analysis { document, actors }
    }

    fn parse(&self, article: &Article, sentence: &Sentence) -> Tree {
        let tokens: Vec<&str> = sentence.tokens.iter().map(|t| t.span.of(&article.text)).collect();
        self.parser.parse(&tokens)
    }

    /// The records of an analysed article.
    pub fn events(&self, analysis: &Analysis, trace: &mut Trace) -> Vec<Event<Span>> {
        let document = &analysis.document;
        self.raw_events(analysis, trace)
            .into_iter()
            .map(|mut raw| {
                let circumstances = self.circumstances(analysis, &raw);
                let date = circumstances.date.as_ref();
                assemble::set_historical(&mut raw, date, &document.article, self.historical_days);
                let codebook = self.events.codebook();
                assemble::record(document, raw, circumstances, codebook, &self.versions)
            })
            .collect()
    }

    fn circumstances(&self, _analysis: &Analysis, _raw: &RawEvent) -> Circumstances {
        Circumstances::default()
    }

    /// The events of an analysed article before date, place and attribution.
    pub fn raw_events(&self, analysis: &Analysis, trace: &mut Trace) -> Vec<RawEvent> {
        (0..analysis.document.sentences.len())
            .flat_map(|sentence| {
                self.events.code_sentence(
                    &analysis.document,
                    sentence,
                    &analysis.actors,
                    &self.knowledge,
                    trace,
                )
            })
            .collect()
    }

    /// The codebook.
    pub fn codebook(&self) -> &Codebook {
        self.events.codebook()
    }

    /// Versions of the program and of its data.
    pub fn versions(&self) -> &Versions {
        &self.versions
    }
}
