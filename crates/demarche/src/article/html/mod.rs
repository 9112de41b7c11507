//! Web pages → title, body blocks and metadata.
//!
//! A page that is too large or nested too deep is refused before it is parsed; what is
//! left runs on a thread with a stack of known size, and a panic there costs one page.

mod content;
mod guard;
mod main_text;
mod metadata;
mod scan;
mod title;

pub use self::main_text::{Extracted, MainText, Trafilatura};

use super::{Article, Block, BlockKind};
use crate::error::{Code, Error, Position, Result};
use crate::span::Span;

/// Stack of the thread that parses; real pages need a tenth of it.
const STACK: usize = 8 << 20;

/// Reads a page; the article's blocks hold title, headings, paragraphs and captions.
///
/// # Errors
///
/// When the page is refused, holds no main text, or its extraction panics.
pub(super) fn read(html: &str, position: &Position, main: &dyn MainText) -> Result<Article> {
    guard::check(html, position)?;
    let extracted = std::thread::scope(|scope| {
        let work = || main.extract(html);
        std::thread::Builder::new()
            .name("page".to_owned())
            .stack_size(STACK)
            .spawn_scoped(scope, work)
            .map(|thread| thread.join())
    });
    let failed = |message: String| Error::new(Code::HtmlFailed, position.clone(), message);
    let empty = || Error::new(Code::HtmlNoText, position.clone(), "the page holds no main text");
    let extracted = match extracted {
        Ok(Ok(extracted)) => extracted.ok_or_else(empty)?,
        Ok(Err(_)) => return Err(failed("reading the page panicked".to_owned())),
        Err(error) => return Err(failed(format!("no thread to read the page: {error}"))),
    };
    let page = metadata::Page::read(html);
    let body = content::blocks(&extracted.content_html);
    if body.is_empty() {
        return Err(empty());
    }
    let publisher = page.publisher.or(extracted.publisher);
    let raw_title = page.title.or(extracted.title);
    let title = raw_title.map(|title| title::clean(&title, publisher.as_deref(), &page.url));
    let mut article = Article {
        id: String::new(),
        byline: page.byline.or(extracted.byline),
        published: page.published,
        section: page.section,
        lang: page.lang,
        url: page.url,
        text: String::new(),
        blocks: Vec::new(),
        dateline: None,
        title: title.filter(|title| !title.is_empty()),
        publisher,
    };
    if let Some(title) = article.title.clone() {
        push(&mut article, BlockKind::Title, &title);
    }
    let title = article.title.as_deref().map(squeezed);
    for (kind, text) in body {
        // The headline is often the first heading of the body too.
        let again = article.blocks.len() <= 2 && title.as_ref() == Some(&squeezed(&text));
        if !again {
            push(&mut article, kind, &text);
        }
    }
    Ok(article)
}

fn push(article: &mut Article, kind: BlockKind, text: &str) {
    if !article.text.is_empty() {
        article.text.push_str("\n\n");
    }
    let start = article.text.len();
    article.text.push_str(text);
    article.blocks.push(Block { span: Span::new(start, article.text.len()), kind });
}

/// Letters and digits only, to compare headlines.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Panics;

    impl MainText for Panics {
        fn extract(&self, _: &str) -> Option<Extracted> {
            panic!("for the test")
        }
    }

    fn read_page(html: &str) -> Result<Article> {
        read(html, &Position::file("p.html"), &Trafilatura)
    }

    fn refused(html: &str) -> String {
        let error = read_page(html).expect_err("the page is refused");
        format!("{error} [{}]", error.code())
    }

    #[test]
    fn a_page_becomes_title_and_blocks() {
        let html = "<html lang=en-GB><head><title>Talks on the border fail - Example News</title>\
            <meta property=og:site_name content='Example News'>\
            <script type=application/ld+json>{\"@type\":\"NewsArticle\",\
            \"datePublished\":\"2021-09-30T08:00Z\",\"author\":{\"name\":\"Jane Doe\"}}</script></head>\
            <body><nav><a href=/>Home</a></nav><article><h1>Talks on the border fail</h1>\
            <p>The envoys <b>left</b> Geneva&nbsp;on Thursday, a spokesman for the mediators said, \
            after a week of meetings.<p>No date was set for another round of talks, he added, and \
            both sides blamed each other.<h2>What next</h2><p>The mediators will write to the Security \
            Council, which is to meet on Friday at the request of France.</article></body>";
        let article = read_page(html).unwrap();
        assert_eq!(article.title.as_deref(), Some("Talks on the border fail"));
        assert_eq!(article.publisher.as_deref(), Some("Example News"));
        assert_eq!(article.byline.as_deref(), Some("Jane Doe"));
        let date = jiff::civil::date(2021, 9, 30);
        assert_eq!(article.published, Some((date, crate::article::DateBasis::JsonLd)));
        assert_eq!(article.lang.as_deref(), Some("en"));
        let kinds: Vec<_> = article.blocks.iter().map(|block| block.kind).collect();
        use BlockKind::{Heading, Paragraph, Title};
        assert_eq!(kinds, [Title, Paragraph, Paragraph, Heading, Paragraph]);
        assert!(article.text.starts_with("Talks on the border fail\n\nThe envoys left Geneva"));
    }

    #[test]
    fn refused_pages() {
        let deep = format!("<html>{}text", "<div>".repeat(100_000));
        assert_eq!(refused(&deep), "p.html: elements are nested deeper than 256 [html-too-deep]");
        let hidden = format!("<html>{}text", "<b></i>".repeat(100_000));
        assert!(refused(&hidden).contains("[html-too-deep]"));
        let large = format!("<html><p>{}", "word ".repeat(10 << 20));
        assert_eq!(
            refused(&large),
            "p.html: the page has 50 MB, over the limit of 4 MB [input-too-large]"
        );
        assert_eq!(refused("<html></html>"), "p.html: the page holds no main text [html-no-text]");
    }

    #[test]
    fn truncated_pages_and_many_unclosed_paragraphs_are_read() {
        let text =
            "The envoys left Geneva on Thursday, a spokesman for the mediators said. ".repeat(5);
        let cut = format!("<html><body><article><p>{text}<p>{text}<a hre");
        assert_eq!(read_page(&cut).unwrap().text.matches("The envoys").count(), 10);
        let many =
            format!("<html><body><article>{}", "<p>The envoys left Geneva today.".repeat(2000));
        assert!(read_page(&many).is_ok());
    }

    #[test]
    fn a_panic_costs_one_page() {
        let error = read("<p>x", &Position::file("p.html"), &Panics).unwrap_err();
        assert_eq!(error.to_string(), "p.html: reading the page panicked");
    }
}
