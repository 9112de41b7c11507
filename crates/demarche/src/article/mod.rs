//! Raw document → article: main text, metadata, publication date with its basis.

mod blocks;

use jiff::civil::Date;

use crate::span::Span;

/// What a block of an article's text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// The headline.
    Title,
    /// A subheading inside the story.
    Heading,
    /// Running text.
    Paragraph,
    /// The caption of a picture or video.
    Caption,
    /// Comment forms, cookie and spam notices, share bars, related links: never coded.
    Boilerplate,
}

/// One block of an article's text; sentences never cross blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it stands in the article's text.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// What the publication date rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateBasis {
    /// Given by the user or by the record that carried the document.
    Given,
    /// A `<meta>` element of the page.
    Meta,
    /// A JSON-LD block of the page.
    JsonLd,
    /// A `<time>` element of the page.
    TimeElement,
    /// The page's address.
    Url,
    /// The text itself (a dateline or a line of its own).
    Text,
}

/// The opening of a news report that says where and when it was filed:
/// `GENEVA, March 3 (Reuters) -`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dateline {
    /// The whole dateline up to and including its dash.
    pub span: Span,
    /// The place name in it.
    pub place: Option<Span>,
    /// The date expression in it.
    pub date: Option<Span>,
    /// The news agency in it.
    pub agency: Option<Span>,
}

/// A document ready to be coded. Every span of the record points into [`Article::text`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// The document's identifier, unique in its batch.
    pub id: String,
    /// Address it came from.
    pub url: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Author line.
    pub byline: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Publication date with its basis; unknown stays unknown.
    pub published: Option<(Date, DateBasis)>,
    /// Section of the paper it stood in.
    pub section: Option<String>,
    /// ISO 639-1 code of its language.
    pub lang: Option<String>,
    /// The text, headline first when the page had one apart from the body.
    pub text: String,
    /// The blocks of the text in order, not overlapping; together they hold all but white space.
    pub blocks: Vec<Block>,
    /// The dateline, when there is one.
    pub dateline: Option<Dateline>,
}

/// Makes an article of a plain text, which is kept byte for byte.
///
/// # Example
///
/// ```
/// use demarche::article::{self, BlockKind};
/// let article = article::from_text("a", "Talks fail\n\nThe envoys left Geneva.");
/// assert_eq!(article.title.as_deref(), Some("Talks fail"));
/// assert_eq!(article.blocks[1].kind, BlockKind::Paragraph);
/// ```
pub fn from_text(id: &str, text: &str) -> Article {
    let blocks = blocks::blocks(text);
    let title = blocks.first().filter(|block| block.kind == BlockKind::Title);
    Article {
        id: id.to_owned(),
        url: None,
        title: title.map(|block| block.span.of(text).to_owned()),
        byline: None,
        publisher: None,
        published: None,
        section: None,
        lang: None,
        text: text.to_owned(),
        blocks,
        dateline: None,
    }
}
