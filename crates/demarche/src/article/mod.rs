//! Raw document → article: main text, metadata, publication date with its basis.

mod blocks;
mod boilerplate;
mod dateline;
#[cfg(feature = "html")]
pub mod html;

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::civil::Date;

pub use crate::dates::parse as parse_date;

use self::boilerplate::{Boilerplate, Verdict};
use self::dateline::Datelines;
use crate::dates;
use crate::error::{Code, Error, Result, Warning};
use crate::lexicon::Lexicon;
use crate::source::{Content, RawDocument};
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

/// What the user says about the documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Publication date, over whatever a document says.
    pub published: Option<Date>,
}

/// Makes an article of a plain text, which is kept byte for byte.
///
/// # Example
///
/// ```
/// use demarche::article::{self, BlockKind};
/// let article = article::from_text("a", "Talks fail\n\nGENEVA (AP) - The envoys left.");
/// assert_eq!(article.title.as_deref(), Some("Talks fail"));
/// assert_eq!(article.blocks[1].kind, BlockKind::Paragraph);
/// assert_eq!(article.dateline.unwrap().place.unwrap().of(&article.text), "GENEVA");
/// ```
pub fn from_text(id: &str, text: &str) -> Article {
    Reader::embedded().text(RawDocument::new(id, Content::Text(String::new())), text.to_owned())
}

/// Makes an article of a raw document with the embedded tables.
///
/// # Errors
///
/// When a page is refused or holds no main text.
///
/// # Example
///
/// ```
/// use demarche::{article, source};
/// let (documents, _) = source::read("a.txt", b"Talks fail\n\nThe envoys left.");
/// for raw in documents {
///     let (article, warnings) = article::from_raw(raw, &article::Options::default())?;
///     assert_eq!(article.id, "a.txt");
///     assert!(warnings.is_empty());
/// }
/// # Ok::<(), demarche::error::Error>(())
/// ```
pub fn from_raw(raw: RawDocument, options: &Options) -> Result<(Article, Vec<Warning>)> {
    Reader::embedded().read(raw, options)
}

/// Makes articles with the tables of one lexicon; make it once and share it.
#[derive(Clone, Debug)]
pub struct Reader {
    boilerplate: Boilerplate,
    datelines: Datelines,
    /// ISO 639-3 code → ISO 639-1 code.
    languages: HashMap<String, String>,
}

/// A block from each of its first lines on: a byline may stand right above the dateline.
fn line_starts(text: &str, block: Span) -> impl Iterator<Item = Span> {
    let (start, end) = (block.start as usize, block.end as usize);
    let breaks = text[start..end].match_indices('\n').map(move |(at, _)| start + at + 1);
    [start].into_iter().chain(breaks).take(3).map(move |from| Span::new(from, end))
}

/// How many blocks from the top are searched for byline and date.
const TOP: usize = 6;

impl Reader {
    /// Compiles the tables under `text/`.
    ///
    /// # Errors
    ///
    /// When a table is missing or holds a value that cannot be read.
    pub fn new(lexicon: &Lexicon) -> Result<Reader> {
        Ok(Reader {
            boilerplate: Boilerplate::new(lexicon)?,
            datelines: Datelines::new(lexicon)?,
            languages: languages(lexicon)?,
        })
    }

    /// The reader with the embedded tables.
    ///
    /// # Panics
    ///
    /// Never: the crate's tests read the embedded tables.
    pub fn embedded() -> &'static Reader {
        static EMBEDDED: LazyLock<Reader> = LazyLock::new(|| {
            let lexicon = Lexicon::embedded().expect("embedded tables are well-formed");
            Reader::new(&lexicon).expect("embedded text tables are complete")
        });
        &EMBEDDED
    }

    /// Makes an article of a raw document.
    ///
    /// # Errors
    ///
    /// When a page is refused (too large, too deep) or holds no main text, or a text is
    /// larger than a span can address.
    pub fn read(&self, raw: RawDocument, options: &Options) -> Result<(Article, Vec<Warning>)> {
        let mut raw = raw;
        let mut article = match std::mem::replace(&mut raw.content, Content::Text(String::new())) {
            Content::Text(text) if u32::try_from(text.len()).is_err() => {
                let message = "the text has over 4 GB";
                return Err(Error::new(Code::InputTooLarge, raw.position, message));
            }
            Content::Text(text) => self.text(raw, text),
            Content::Html(html) => self.page(raw, &html)?,
        };
        if let Some(date) = options.published {
            article.published = Some((date, DateBasis::Given));
        }
        Ok((article, Vec::new()))
    }

    fn text(&self, raw: RawDocument, text: String) -> Article {
        let mut blocks = blocks::blocks(&text, &self.boilerplate);
        let first = blocks.iter_mut().find(|block| block.kind == BlockKind::Title);
        let mut title = raw.title.map(|title| title.trim().to_owned());
        if let Some(block) = first {
            let line = block.span.of(&text);
            match &title {
                // The record has its headline apart; a first line that differs is none.
                Some(title) if !line.starts_with(title.trim()) => {
                    let heading = blocks::is_heading(line);
                    block.kind = if heading { BlockKind::Heading } else { BlockKind::Paragraph };
                }
                Some(_) => {}
                None => title = Some(line.to_owned()),
            }
        }
        let article = Article {
            id: raw.id,
            url: raw.url,
            title,
            byline: None,
            publisher: raw.publisher,
            published: raw.published.map(|date| (date, DateBasis::Given)),
            section: None,
            lang: raw.lang,
            text,
            blocks,
            dateline: None,
        };
        self.complete(article)
    }

    #[cfg(feature = "html")]
    fn page(&self, raw: RawDocument, html: &str) -> Result<Article> {
        let mut article = html::read(html, &raw.position, &html::Trafilatura)?;
        for block in &mut article.blocks {
            if block.kind != BlockKind::Title {
                match self.boilerplate.verdict(block.span.of(&article.text)) {
                    Some(Verdict::Line(kind)) => block.kind = kind,
                    Some(Verdict::Tail) => block.kind = BlockKind::Boilerplate,
                    None => {}
                }
            }
        }
        // What the record says goes before what the page says.
        article.id = raw.id;
        article.title = raw.title.or(article.title);
        article.url = raw.url.or(article.url);
        article.publisher = raw.publisher.or(article.publisher);
        article.lang = raw.lang.or(article.lang);
        if let Some(date) = raw.published {
            article.published = Some((date, DateBasis::Given));
        }
        Ok(self.complete(article))
    }

    #[cfg(not(feature = "html"))]
    fn page(&self, raw: RawDocument, _: &str) -> Result<Article> {
        let message = "this build cannot read pages: the feature `html` is off";
        Err(Error::new(Code::HtmlFailed, raw.position, message))
    }

    /// Fills in what the text itself tells: dateline, date, byline, language.
    fn complete(&self, mut article: Article) -> Article {
        let text = &article.text;
        let paragraphs = article.blocks.iter().filter(|block| block.kind == BlockKind::Paragraph);
        article.dateline = paragraphs
            .take(3)
            .flat_map(|block| line_starts(text, block.span))
            .find_map(|span| self.datelines.find(text, span));
        let top = || article.blocks.iter().take(TOP).map(|block| block.span.of(text));
        if article.byline.is_none() {
            article.byline = top().find_map(byline);
        }
        if article.published.is_none() {
            let url = article.url.as_deref().and_then(dates::in_url);
            let dated = || article.dateline.as_ref()?.date.and_then(|d| parse_date(d.of(text)));
            let line = || top().flat_map(str::lines).find_map(dates::in_line);
            article.published = url
                .map(|date| (date, DateBasis::Url))
                .or_else(|| Some((line().or_else(dated)?, DateBasis::Text)));
        }
        if article.lang.is_none() {
            article.lang = self.language(text);
        }
        article
    }

    /// The language of the first 500 characters, where that can be told.
    fn language(&self, text: &str) -> Option<String> {
        let end = text.char_indices().nth(500).map_or(text.len(), |(at, _)| at);
        let info = whatlang::detect(&text[..end])?;
        // Short or mixed texts: the guess is worth little.
        let told = info.is_reliable() || end >= 200;
        self.languages.get(info.lang().code()).filter(|_| told).cloned()
    }
}

/// The author of a line "By Jane Doe, Staff Writer".
fn byline(line: &str) -> Option<String> {
    let rest = line.strip_prefix("By ").or_else(|| line.strip_prefix("BY "))?;
    let words = rest.split_whitespace().count();
    let name = rest.starts_with(char::is_uppercase) && !rest.ends_with(['.', '?', '!', ':', ',']);
    let short = (2..=10).contains(&words) && !rest.contains('\n');
    (name && short).then(|| rest.trim().to_owned())
}

fn languages(lexicon: &Lexicon) -> Result<HashMap<String, String>> {
    let table = lexicon.table("text/languages.tsv")?;
    let (long, short) = (table.column("iso3")?, table.column("iso1")?);
    Ok(table.rows().map(|row| (row.get(long).to_owned(), row.get(short).to_owned())).collect())
}
