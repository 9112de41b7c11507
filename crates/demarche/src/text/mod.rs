//! Article → sentences and tokens, as byte spans into the article's text.

use crate::span::Span;

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
