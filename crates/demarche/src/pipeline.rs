//! The only place where the stages are wired: article in, events out.

use jiff::civil::Date;

use crate::article::Article;
use crate::document::Document;
use crate::error::Error;
use crate::event::codebook::Codebook;
use crate::event::trace::Trace;
use crate::event::{EventCoder, RawEvent};
use crate::lexicon::Lexicon;
use crate::mention::actor::{self, ActorMentions, Knowledge};
use crate::syntax::{EnglishParser, Parser};
use crate::text::Segmenter;

/// A coder with its compiled lexicon and its syntax model, shared by any number of threads.
pub struct Coder {
    segmenter: Segmenter,
    knowledge: Knowledge,
    events: EventCoder,
    parser: &'static dyn Parser,
    lexicon: String,
}

/// What the stages before the events found in an article.
pub struct Analysis {
    /// Sentences and trees.
    pub document: Document,
    /// Actor mentions.
    pub actors: ActorMentions,
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
        Ok(Coder {
            knowledge: Knowledge::new(lexicon, &segmenter)?,
            segmenter,
            events: EventCoder::new(lexicon)?,
            parser: EnglishParser::embedded(),
            lexicon: lexicon.fingerprint(),
        })
    }

    /// Runs the stages up to the mentions.
    pub fn analyse(&self, article: Article) -> Analysis {
        let sentences = self.segmenter.analyse(&article);
        let trees = sentences
            .iter()
            .map(|sentence| {
                let tokens: Vec<&str> =
                    sentence.tokens.iter().map(|t| t.span.of(&article.text)).collect();
                Some(self.parser.parse(&tokens))
            })
            .collect();
        let published: Option<Date> = article.published.map(|(date, _)| date);
        let document = Document { article, sentences, trees };
        let actors = actor::find(&document, &self.knowledge, |_, _| published);
        Analysis { document, actors }
    }

    /// The events of an analysed article, sentence by sentence.
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

    /// Fingerprint of the lexicon.
    pub fn lexicon_version(&self) -> &str {
        &self.lexicon
    }
}
