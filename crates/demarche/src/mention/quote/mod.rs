//! Quotations and reported speech: who says what, with which word, to which outlet.

mod attach;
mod clause;
mod cues;
mod flat;
mod marks;
pub(crate) mod outlets;
mod source;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::LazyLock;

use crate::document::Document;
use crate::error::Result;
use crate::lexicon::Lexicon;
use crate::span::Span;

use self::cues::Cues;

/// How a claim is rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum QuoteKind {
    /// In quotation marks.
    Direct,
    /// In the reporter's words.
    Indirect,
    /// Partly in quotation marks.
    Mixed,
}

/// The words that name a source or outlet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    /// Index of the sentence.
    pub sentence: usize,
    /// The noun phrase in that sentence.
    pub tokens: Range<usize>,
    /// Its head: where an actor mention or a pronoun's antecedent is looked up.
    pub head: usize,
    /// Where it stands in the article's text.
    pub span: Span,
}

/// One attribution: a source, the word that reports it, and what is reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// Direct, indirect or mixed.
    pub kind: QuoteKind,
    /// Who says so; pronouns are left as they stand.
    pub source: Option<Voice>,
    /// The word or words that report it.
    pub cue: Option<Span>,
    /// The cue's head, when the sentence has one.
    pub cue_token: Option<usize>,
    /// What is reported, in text order; in several pieces when the cue interrupts it.
    pub contents: Vec<Span>,
    /// The outlet that was told or is cited.
    pub outlet: Option<Voice>,
    /// Whether the source stays unnamed.
    pub anonymous: bool,
    /// Index of the sentence that holds the cue (or the content, without a cue).
    pub sentence: usize,
}

/// Finds attributions; make it once and share it.
#[derive(Clone, Debug)]
pub struct QuoteFinder {
    cues: Cues,
}

impl QuoteFinder {
    /// Compiles `grammar/reporting.tsv`.
    ///
    /// # Errors
    ///
    /// When the table is missing or holds a value that cannot be read.
    pub fn new(lexicon: &Lexicon) -> Result<QuoteFinder> {
        Ok(QuoteFinder { cues: Cues::new(lexicon)? })
    }

    /// The finder with the embedded tables.
    ///
    /// # Panics
    ///
    /// Never: the crate's tests read the embedded tables.
    pub fn embedded() -> &'static QuoteFinder {
        static FINDER: LazyLock<QuoteFinder> = LazyLock::new(|| {
            let lexicon = Lexicon::embedded().expect("embedded lexicon is well-formed");
            QuoteFinder::new(&lexicon).expect("embedded table of reporting words is well-formed")
        });
        &FINDER
    }

    /// The attributions of a document in text order.
    pub fn find(&self, doc: &Document) -> Vec<Attribution> {
        let quotations = marks::quotations(doc);
        let mut drafts = Vec::new();
        for sentence in 0..doc.sentences.len() {
            match &doc.trees[sentence] {
                Some(tree) => clause::read(doc, &self.cues, tree, sentence, &mut drafts),
                None => flat::read(doc, &self.cues, sentence, &mut drafts),
            }
        }
        attach::attach(doc, &quotations, &mut drafts);
        let mut found: Vec<Attribution> =
            drafts.into_iter().filter_map(|d| d.finish(doc, &self.cues, &quotations)).collect();
        found.sort_by_key(|a| (a.sentence, a.cue.or(a.contents.first().copied())));
        found
    }
}

/// The attributions of a document in text order, found with the embedded tables.
///
/// # Example
///
/// ```
/// use demarche::document::Document;
/// use demarche::mention::quote;
/// use demarche::{article, text};
/// let text = "“We will not leave,” the minister told reporters.";
/// let article = article::from_text("a", text);
/// let sentences = text::analyse(&article);
/// let trees = vec![None; sentences.len()];
/// let doc = Document { article, sentences, trees };
/// let found = quote::find(&doc);
/// assert_eq!(found[0].source.as_ref().unwrap().span.of(text), "the minister");
/// assert_eq!(found[0].kind, quote::QuoteKind::Direct);
/// ```
pub fn find(doc: &Document) -> Vec<Attribution> {
    QuoteFinder::embedded().find(doc)
}

/// The attributions a trigger stands under, innermost first.
///
/// A trigger stands under an attribution whose content holds it; a trigger that is itself the
/// cue of a quotation (“condemned these proposals as “a facade””) stands under that one.
pub fn scope_for<'a>(
    doc: &Document,
    attributions: &'a [Attribution],
    sentence: usize,
    token: usize,
) -> Vec<&'a Attribution> {
    let span = doc.sentences[sentence].tokens[token].span;
    let own_cue = |a: &Attribution| {
        a.sentence == sentence && a.cue_token == Some(token) && a.kind != QuoteKind::Indirect
    };
    let holds = |a: &&Attribution| {
        own_cue(a) || a.contents.iter().any(|c| c.contains(span)) && a.cue.is_none_or(|c| c != span)
    };
    let mut found: Vec<&Attribution> = attributions.iter().filter(holds).collect();
    let length = |a: &Attribution| a.contents.iter().map(|c| c.len()).sum::<usize>();
    found.sort_by_key(|a| (!own_cue(a), length(a)));
    found
}

/// An attribution in the making, counted in tokens.
#[derive(Clone, Debug, Default)]
struct Draft {
    sentence: usize,
    verb: Option<cues::Verb>,
    source: Option<Noun>,
    /// The cue's tokens in `sentence`, and its head.
    cue: Option<(Range<usize>, usize)>,
    contents: Vec<(usize, Range<usize>)>,
    outlet: Option<Noun>,
    /// Known to be kept secret.
    unnamed: bool,
    /// What it reports is a noun phrase, not a clause or quotation.
    weak: bool,
}

/// A noun phrase: sentence, tokens, head.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Noun {
    sentence: usize,
    tokens: Range<usize>,
    head: usize,
}

impl Noun {
    fn voice(self, doc: &Document) -> Voice {
        let span = doc.span_of(self.sentence, self.tokens.start, self.tokens.end - 1);
        Voice { sentence: self.sentence, tokens: self.tokens, head: self.head, span }
    }
}

impl Draft {
    fn finish(
        mut self,
        doc: &Document,
        cues: &Cues,
        quotations: &[marks::Quotation],
    ) -> Option<Attribution> {
        if self.contents.is_empty() {
            return None;
        }
        self.contents.sort_by_key(|(s, r)| (*s, r.start));
        let contents: Vec<Span> =
            self.contents.iter().map(|(s, r)| doc.span_of(*s, r.start, r.end - 1)).collect();
        let kind = kind(&contents, quotations);
        let mut anonymous = self.unnamed;
        let (mut source, mut outlet) = (self.source, self.outlet);
        if let Some(noun) = &source {
            anonymous |= source::is_anonymous(doc, cues, noun);
            if outlet.is_none() && source::is_outlet(doc, cues, noun) {
                outlet = source.take();
            }
        }
        Some(Attribution {
            kind,
            source: source.map(|n| n.voice(doc)),
            cue: self.cue.as_ref().map(|(r, _)| doc.span_of(self.sentence, r.start, r.end - 1)),
            cue_token: self.cue.map(|(_, head)| head),
            contents,
            outlet: outlet.map(|n| n.voice(doc)),
            anonymous,
            sentence: self.sentence,
        })
    }
}

/// Direct when the quotation marks enclose (nearly) all of the content, mixed when a part.
fn kind(contents: &[Span], quotations: &[marks::Quotation]) -> QuoteKind {
    let total: usize = contents.iter().map(|c| c.len()).sum();
    let shared = |c: &Span, q: &marks::Quotation| {
        (c.end.min(q.span.end) as usize).saturating_sub(c.start.max(q.span.start) as usize)
    };
    let quoted: usize =
        contents.iter().map(|c| quotations.iter().map(|q| shared(c, q)).sum::<usize>()).sum();
    match quoted {
        0 => QuoteKind::Indirect,
        q if q * 10 >= total * 8 => QuoteKind::Direct,
        _ => QuoteKind::Mixed,
    }
}
