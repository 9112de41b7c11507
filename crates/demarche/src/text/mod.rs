//! Article → sentences and tokens, as byte spans into the article's text.
//!
//! [`analyse`] is the whole stage. Tokens follow the English treebanks: clitics, most
//! hyphenated words and punctuation are tokens of their own, abbreviations keep their
//! point. Everything but white space (and characters without width at the edge of a
//! word) lies in exactly one token of a block that is read.

mod chars;
mod phrase;
#[cfg(test)]
mod properties;
mod sentence;
#[cfg(test)]
mod tests;
mod token;
pub(crate) mod words;

use std::sync::LazyLock;

use crate::article::{Article, BlockKind};
use crate::error::Result;
use crate::lexicon::Lexicon;
use crate::span::Span;

use self::words::Words;

/// One token: a word, a number, a punctuation mark. Never holds white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands in the article's text.
    pub span: Span,
}

/// One sentence with its tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// From the first to the last token.
    pub span: Span,
    /// Index of the article block it belongs to.
    pub block: usize,
    /// The tokens in text order; never empty.
    pub tokens: Vec<Token>,
}

/// How many tokens at the start of a sentence belong to the article's dateline.
pub fn dateline_tokens(article: &Article, sentence: &Sentence) -> usize {
    let Some(dateline) = &article.dateline else { return 0 };
    sentence.tokens.iter().take_while(|t| dateline.span.contains(t.span)).count()
}

/// Splits an article into sentences and tokens with the embedded tables; blocks of
/// boilerplate are left out.
///
/// # Example
///
/// ```
/// use demarche::{article, text};
/// let article = article::from_text("a", "Gen. Haftar's forces left the U.S. base. He didn't.");
/// let sentences = text::analyse(&article);
/// let words: Vec<Vec<&str>> = sentences
///     .iter()
///     .map(|s| s.tokens.iter().map(|t| t.span.of(&article.text)).collect())
///     .collect();
/// assert_eq!(words[0], ["Gen.", "Haftar", "'s", "forces", "left", "the", "U.S.", "base", "."]);
/// assert_eq!(words[1], ["He", "did", "n't", "."]);
/// ```
pub fn analyse(article: &Article) -> Vec<Sentence> {
    Segmenter::embedded().analyse(article)
}

/// Splits texts with the tables of one lexicon; make it once and share it.
#[derive(Clone, Debug)]
pub struct Segmenter {
    words: Words,
}

impl Segmenter {
    /// Compiles the tables under `text/`.
    ///
    /// # Errors
    ///
    /// When a table is missing or holds a value that cannot be read.
    pub fn new(lexicon: &Lexicon) -> Result<Segmenter> {
        Ok(Segmenter { words: Words::new(lexicon)? })
    }

    /// The segmenter with the embedded tables.
    ///
    /// # Panics
    ///
    /// Never: the crate's tests read the embedded tables.
    pub fn embedded() -> &'static Segmenter {
        static EMBEDDED: LazyLock<Segmenter> = LazyLock::new(|| {
            let lexicon = Lexicon::embedded().expect("embedded tables are well-formed");
            Segmenter::new(&lexicon).expect("embedded text tables are complete")
        });
        &EMBEDDED
    }

    /// Splits an article; blocks of boilerplate are left out.
    pub fn analyse(&self, article: &Article) -> Vec<Sentence> {
        let mut sentences = Vec::new();
        for (index, block) in article.blocks.iter().enumerate() {
            if block.kind != BlockKind::Boilerplate {
                self.block(&article.text, block.span, index, &mut sentences);
            }
        }
        sentences
    }

    /// The tokens of a short phrase such as a name, without looking for sentences.
    pub fn words<'p>(&self, phrase: &'p str) -> Vec<&'p str> {
        self.words.phrase(phrase)
    }

    /// Splits the part `span` of `text`, whose sentences are said to be of block `index`.
    fn block(&self, text: &str, span: Span, index: usize, sentences: &mut Vec<Sentence>) {
        let chars = token::Chars::new(text, span.start as usize, span.end as usize);
        let pieces = token::tokenize(&self.words, &chars);
        let mut first = 0;
        for end in sentence::boundaries(&self.words, &chars, &pieces) {
            let tokens: Vec<Token> = pieces[first..end]
                .iter()
                .map(|piece| Token {
                    span: Span::new(chars.byte(piece.start), chars.byte(piece.end)),
                })
                .collect();
            let span = tokens[0].span.cover(tokens[tokens.len() - 1].span);
            sentences.push(Sentence { span, block: index, tokens });
            first = end;
        }
    }
}
