//! What a page says about itself: meta elements, JSON-LD, time elements, its address.

use jiff::civil::Date;
use serde_json::Value;

use super::scan::{Tags, decode};
use crate::article::{DateBasis, dates};

/// Metadata of a page; what it does not say stays unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Page {
    pub title: Option<String>,
    pub byline: Option<String>,
    pub publisher: Option<String>,
    pub url: Option<String>,
    pub section: Option<String>,
    pub lang: Option<String>,
    pub published: Option<(Date, DateBasis)>,
}

#[derive(Default)]
struct Found {
    page: Page,
    /// `<title>`, used when nothing better is there.
    head_title: Option<String>,
    meta_date: Option<Date>,
    json_date: Option<Date>,
    time: Option<Date>,
    /// `<time>` marked as the publication date.
    marked_time: Option<Date>,
}

impl Page {
    pub(super) fn read(html: &str) -> Page {
        let mut found = Found::default();
        let mut tags = Tags::new(html).filter(|tag| !tag.closing).peekable();
        while let Some(tag) = tags.next() {
            let inside = || {
                // Bounded: a page may hold many elements that are never closed.
                let mut end = html.len().min(tag.end + 1000);
                while !html.is_char_boundary(end) {
                    end -= 1;
                }
                let rest = &html[tag.end..end];
                &rest[..rest.find("</").unwrap_or(rest.len())]
            };
            if tag.is("meta") {
                let key = ["property", "name", "itemprop", "http-equiv"];
                let key = key.iter().find_map(|name| tag.attribute(name));
                if let (Some(key), Some(value)) = (key, tag.attribute("content")) {
                    found.meta(&key.to_ascii_lowercase(), value.trim());
                }
            } else if tag.is("html") {
                found.lang(tag.attribute("lang").or_else(|| tag.attribute("xml:lang")));
            } else if tag.is("link") {
                let canonical = tag.attribute("rel").is_some_and(|rel| rel == "canonical");
                let href = tag.attribute("href").filter(|href| canonical && href.contains("://"));
                found.page.url = href.or(found.page.url.take());
            } else if tag.is("title") && found.head_title.is_none() {
                found.head_title = text(decode(inside()));
            } else if tag.is("time") && found.time.is_none() {
                let value = tag.attribute("datetime").unwrap_or_else(|| decode(inside()));
                let date = dates::parse(&value);
                let marked = tag.attribute("pubdate").is_some()
                    || tag.attribute("itemprop").is_some_and(|item| item == "datePublished");
                found.marked_time = found.marked_time.or(date.filter(|_| marked));
                found.time = date;
            } else if tag.is("script")
                && tag.attribute("type").is_some_and(|kind| kind.contains("ld+json"))
            {
                let end = tags.peek().map_or(html.len(), |next| next.start);
                let raw = &html[tag.end..end];
                let raw = &raw[..raw.find("</script").unwrap_or(raw.len())];
                if let Ok(value) = serde_json::from_str::<Value>(raw.trim()) {
                    found.json(&value, 0);
                }
            }
        }
        found.page()
    }
}

fn text(value: impl AsRef<str>) -> Option<String> {
    let joined = value.as_ref().split_whitespace().collect::<Vec<_>>().join(" ");
    Some(joined).filter(|value| !value.is_empty())
}

fn fill(slot: &mut Option<String>, value: impl AsRef<str>) {
    if slot.is_none() {
        *slot = text(value);
    }
}

impl Found {
    fn meta(&mut self, key: &str, value: &str) {
        let page = &mut self.page;
        match key {
            "og:title" | "twitter:title" => fill(&mut page.title, value),
            "author" | "article:author" | "dc.creator" | "byl" | "parsely-author"
            | "sailthru.author"
                if !value.contains("://") =>
            {
                fill(&mut page.byline, value);
            }
            "og:site_name" | "application-name" | "publisher" | "dc.publisher"
                if !value.contains("://") =>
            {
                fill(&mut page.publisher, value);
            }
            "og:url" => fill(&mut page.url, value),
            "article:section" | "section" | "parsely-section" => fill(&mut page.section, value),
            "og:locale" | "content-language" | "language" | "dc.language" => {
                self.lang(Some(value.to_owned()));
            }
            "article:published_time"
            | "og:published_time"
            | "date"
            | "pubdate"
            | "publishdate"
            | "publish-date"
            | "publish_date"
            | "published"
            | "dc.date"
            | "dc.date.issued"
            | "dcterms.date"
            | "dcterms.created"
            | "datepublished"
            | "article.published"
            | "parsely-pub-date"
            | "sailthru.date"
            | "cxenseparse:recs:publishtime"
            | "pdate"
            | "ptime"
            | "article_date_original"
            | "publication_date"
            | "originalpublicationdate"
            | "citation_publication_date"
            | "rnews:datepublished"
            | "displaydate" => {
                self.meta_date = self.meta_date.or_else(|| dates::parse(value));
            }
            _ => {}
        }
    }

    fn lang(&mut self, value: Option<String>) {
        let code = value.and_then(|value| {
            let code = value.trim().split(['-', '_']).next()?.to_ascii_lowercase();
            (code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase())).then_some(code)
        });
        self.page.lang = self.page.lang.take().or(code);
    }

    fn json(&mut self, value: &Value, depth: usize) {
        let object = match value {
            Value::Array(list) if depth < 5 => {
                return list.iter().for_each(|v| self.json(v, depth + 1));
            }
            Value::Object(object) => object,
            _ => return,
        };
        if let Some(graph) = object.get("@graph").filter(|_| depth < 5) {
            self.json(graph, depth + 1);
        }
        let article = match object.get("@type") {
            Some(Value::String(kind)) => is_article(kind),
            Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(is_article),
            _ => false,
        };
        if !article {
            return;
        }
        let string = |key: &str| object.get(key).and_then(Value::as_str);
        self.json_date = self.json_date.or_else(|| dates::parse(string("datePublished")?));
        let page = &mut self.page;
        if let Some(headline) = string("headline") {
            page.title = text(decode(headline)).or(page.title.take());
        }
        fill(&mut page.byline, names(object.get("author")).join(", "));
        fill(&mut page.publisher, names(object.get("publisher")).join(", "));
        fill(&mut page.section, names(object.get("articleSection")).first().unwrap_or(&""));
        if let Some(lang) = string("inLanguage") {
            self.lang(Some(lang.to_owned()));
        }
    }

    fn page(self) -> Page {
        let mut page = self.page;
        page.title = page.title.or(self.head_title);
        let dated = |date: Option<Date>, basis| date.map(|date| (date, basis));
        page.published = dated(self.meta_date, DateBasis::Meta)
            .or(dated(self.json_date, DateBasis::JsonLd))
            .or(dated(self.marked_time, DateBasis::TimeElement))
            .or(dated(page.url.as_deref().and_then(dates::in_url), DateBasis::Url))
            .or(dated(self.time, DateBasis::TimeElement));
        page
    }
}

fn is_article(kind: &str) -> bool {
    kind.ends_with("Article") || matches!(kind, "BlogPosting" | "Report" | "LiveBlogPosting")
}

/// The names in a JSON-LD author or publisher: a string, an object, or a list of them.
fn names(value: Option<&Value>) -> Vec<&str> {
    match value {
        Some(Value::String(name)) if !name.contains("://") => vec![name],
        Some(Value::Object(object)) => {
            object.get("name").and_then(Value::as_str).into_iter().collect()
        }
        Some(Value::Array(list)) => list.iter().flat_map(|item| names_flat(item)).collect(),
        _ => Vec::new(),
    }
}

fn names_flat(value: &Value) -> Option<&str> {
    value.as_str().or_else(|| value.get("name")?.as_str())
}
