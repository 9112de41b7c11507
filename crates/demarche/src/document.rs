//! One article with what the stages have found in it so far.

use crate::article::Article;
use crate::span::Span;
use crate::syntax::Tree;
use crate::text::Sentence;

/// An article with its sentences and their trees: what the mention and event stages read.
#[derive(Clone, Debug)]
pub struct Document {
    /// The article.
    pub article: Article,
    /// Its sentences in text order.
    pub sentences: Vec<Sentence>,
    /// `trees[i]` belongs to `sentences[i]`; `None` where the sentence was not parsed.
    pub trees: Vec<Option<Tree>>,
}

/// A word of a document: sentence and token index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordRef {
    /// Index into [`Document::sentences`].
    pub sentence: usize,
    /// Index into that sentence's tokens.
    pub token: usize,
}

impl Document {
    /// The surface form of a word.
    pub fn surface(&self, word: WordRef) -> &str {
        self.sentences[word.sentence].tokens[word.token].span.of(&self.article.text)
    }

    /// The byte span of tokens `first..=last` of a sentence.
    pub fn span_of(&self, sentence: usize, first: usize, last: usize) -> Span {
        let tokens = &self.sentences[sentence].tokens;
        tokens[first].span.cover(tokens[last].span)
    }
}
