//! The only place where the stages are wired: article in, event records out.

use jiff::civil::Date;

use crate::article::Article;
use crate::assemble::{self, Circumstances, Versions};
use crate::document::Document;
use crate::error::Error;
use crate::event::codebook::Codebook;
use crate::event::patterns::PatternBook;
use crate::event::score::{Context, Judge, Limits, LinearScorer, Scorer};
use crate::event::trace::Trace;
use crate::event::{EventCoder, RawEvent};
use crate::event::{date, location};
use crate::lexicon::Lexicon;
use crate::mention::actor::{self, ActorMentions, Knowledge};
use crate::mention::coref::{Links, Resolver};
use crate::mention::place::{PlaceFinder, PlaceMention};
use crate::mention::quote::{Attribution, QuoteFinder, scope_for};
use crate::mention::time::{TimeFinder, TimeMention};
use crate::record::Event;
use crate::span::Span;
use crate::syntax::fragment;
use crate::syntax::{Deprel, EnglishParser, Parser, Tree, Upos, Word, Xpos};
use crate::text::{Segmenter, Sentence, dateline_tokens};

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
    times: TimeFinder,
    quotes: QuoteFinder,
    places: PlaceFinder,
    coref: Resolver,
    knowledge: Knowledge,
    events: EventCoder,
    parser: &'static dyn Parser,
    scorer: &'static dyn Scorer,
    versions: Versions,
    historical_days: i32,
}

/// What the stages before the events found in an article.
pub struct Analysis {
    /// Sentences and trees.
    pub document: Document,
    /// What pronouns point to.
    pub links: Links,
    /// Actor mentions.
    pub actors: ActorMentions,
    /// Time expressions.
    pub times: Vec<TimeMention>,
    /// Place names.
    pub places: Vec<PlaceMention>,
    /// Quotations and reported speech.
    pub attributions: Vec<Attribution>,
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
        // The model is read while the tables are parsed.
        let model = std::thread::spawn(EnglishParser::embedded);
        let coder = Lexicon::embedded().and_then(|lexicon| Coder::new(&lexicon));
        drop(model.join());
        coder
    }

    /// A coder over a lexicon.
    ///
    /// # Errors
    ///
    /// When a table cannot be compiled; the error names file, line and column.
    pub fn new(lexicon: &Lexicon) -> Result<Coder, Error> {
        let segmenter = Segmenter::new(lexicon)?;
        let parser = EnglishParser::embedded();
        let versions = Versions {
            coder: concat!("demarche ", env!("CARGO_PKG_VERSION")).to_owned(),
            codebook: "plover-2.0".to_owned(),
            lexicon: lexicon.fingerprint(),
            model: format!("{}, {}", parser.version(), LinearScorer::embedded().version()),
        };
        std::thread::scope(|scope| {
            let knowledge = scope.spawn(|| Knowledge::new(lexicon));
            let events = EventCoder::new(lexicon)?;
            let times = TimeFinder::new(lexicon)?;
            let quotes = QuoteFinder::new(lexicon)?;
            let places = PlaceFinder::new(lexicon)?;
            let coref = Resolver::new(lexicon)?;
            let knowledge = knowledge.join().unwrap_or_else(|p| std::panic::resume_unwind(p))?;
            Ok((knowledge, events, times, quotes, places, coref))
        })
        .map(|(knowledge, events, times, quotes, places, coref)| Coder {
            segmenter,
            times,
            quotes,
            places,
            coref,
            knowledge,
            events,
            parser,
            scorer: LinearScorer::embedded(),
            versions,
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
        let times = self.times.find(&document, published);
        let links = self.coref.resolve(&document, &self.knowledge);
        let mut actors = actor::find(&document, &self.knowledge, &links, |sentence, token| {
            let dated = date::for_trigger(&document, &times, sentence, token, false, published);
            dated.map(|d| d.start).or(published)
        });
        let places = self.places.find(&document, &actor::name_spans(&actors));
        actor::locate(&document, &places, &mut actors);
        let attributions = self.quotes.find(&document);
        actor::resolve_speakers(&document, &self.knowledge, &attributions, &mut actors);
        Analysis { document, actors, links, times, places, attributions }
    }

    /// Parses a sentence; a dateline before it hangs on its root without being parsed, and
    /// headlines in title case are read as if written in lower case.
    fn parse(&self, article: &Article, sentence: &Sentence) -> Tree {
        let tokens: Vec<&str> = sentence.tokens.iter().map(|t| t.span.of(&article.text)).collect();
        let skip = dateline_tokens(article, sentence);
        if skip == 0 || skip == tokens.len() {
            return self.parse_cased(&tokens);
        }
        prefix(self.parse_cased(&tokens[skip..]), skip, &tokens)
    }

    fn parse_cased(&self, tokens: &[&str]) -> Tree {
        let tree = match self.knowledge.truecase(tokens) {
            Some(lowered) => {
                let lowered: Vec<&str> = lowered.iter().map(|t| &**t).collect();
                self.parser.parse(&lowered)
            }
            None => self.parser.parse(tokens),
        };
        let denotes_actor = || {
            tokens.last().is_some_and(|t| !self.knowledge.agents(&t.to_lowercase()).is_empty())
                || tree.words().last().is_some_and(|w| !self.knowledge.agents(&w.lemma).is_empty())
        };
        if fragment::is_candidate(&tree) && denotes_actor() {
            fragment::as_noun_phrase(tree)
        } else {
            tree
        }
    }

    /// The records of an analysed article.
    pub fn events(&self, analysis: &Analysis, trace: &mut Trace) -> Vec<Event<Span>> {
        let document = &analysis.document;
        self.raw_events(analysis, trace)
            .into_iter()
            .map(|mut raw| {
                let circumstances = self.circumstances(analysis, &raw);
                if let Some(place) = &circumstances.place {
                    assemble::localise(&mut raw, place, &self.knowledge);
                }
                let date = circumstances.date.as_ref();
                assemble::set_historical(&mut raw, date, &document.article, self.historical_days);
                let codebook = self.events.codebook();
                assemble::record(document, raw, circumstances, codebook, &self.versions)
            })
            .collect()
    }

    fn circumstances(&self, analysis: &Analysis, raw: &RawEvent) -> Circumstances {
        let document = &analysis.document;
        let published = document.article.published.map(|(date, _)| date);
        let (sentence, token) = (raw.sentence, raw.token);
        let future = date::is_future(document, sentence, token);
        let dated =
            date::for_trigger(document, &analysis.times, sentence, token, future, published);
        let scopes = scope_for(document, &analysis.attributions, sentence, token);
        let attribution =
            scopes.into_iter().map(|a| assemble::voice(document, &analysis.actors, a)).collect();
        let parties = raw.actors.iter().chain(&raw.recipients);
        let spans: Vec<Span> = parties.map(|p| p.span).collect();
        let place = location::for_trigger(document, &analysis.places, sentence, token, &spans);
        Circumstances {
            date: dated.map(assemble::date),
            place: place.map(assemble::place),
            attribution,
            sizes: self.events.sizes(document, &self.knowledge, raw),
        }
    }

    /// The events of an analysed article before date, place and attribution.
    pub fn raw_events(&self, analysis: &Analysis, trace: &mut Trace) -> Vec<RawEvent> {
        let proposed = self.proposed(analysis, trace);
        let possible = self.possible(analysis, &proposed);
        let judge = Judge { scorer: self.scorer, limits: Limits::default() };
        judge.apply(self.context(analysis), self.codebook(), proposed, possible, trace)
    }

    /// The events that the patterns propose, not judged by the scorer.
    pub fn proposed(&self, analysis: &Analysis, trace: &mut Trace) -> Vec<RawEvent> {
        self.events.code(&analysis.document, &analysis.actors, &self.knowledge, trace)
    }

    /// Candidates at predicates where no pattern fired, for the scorer.
    pub fn possible(&self, analysis: &Analysis, proposed: &[RawEvent]) -> Vec<RawEvent> {
        let (doc, mentions) = (&analysis.document, &analysis.actors);
        self.events.possible(doc, mentions, &self.knowledge, proposed)
    }

    /// What a scorer's candidates are taken from.
    pub fn context<'a>(&'a self, analysis: &'a Analysis) -> Context<'a> {
        let (doc, mentions) = (&analysis.document, &analysis.actors);
        Context { doc, mentions, book: self.events.patterns() }
    }

    /// The patterns.
    pub fn patterns(&self) -> &PatternBook {
        self.events.patterns()
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

/// Puts `skip` words that were not parsed before a tree, as dependents of its root.
fn prefix(tree: Tree, skip: usize, tokens: &[&str]) -> Tree {
    let root = tree.root().map(|r| (r + skip) as u16);
    let before = tokens[..skip].iter().map(|token| Word {
        upos: Upos::X,
        xpos: Xpos::Fw,
        lemma: Box::from(*token),
        head: root,
        deprel: Deprel::Dep,
    });
    let after = tree
        .words()
        .iter()
        .map(|word| Word { head: word.head.map(|h| h + skip as u16), ..word.clone() });
    Tree::new(before.chain(after).collect())
}
