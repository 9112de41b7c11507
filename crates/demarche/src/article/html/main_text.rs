//! The main text of a page, behind a trait so that a better extractor can take its place.

/// What an extractor gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extracted {
    /// The main text as simple, well-formed HTML.
    pub content_html: String,
    /// Headline.
    pub title: Option<String>,
    /// Author line.
    pub byline: Option<String>,
    /// Name of the site.
    pub publisher: Option<String>,
}

/// Finds the main text of a page.
pub trait MainText: Send + Sync {
    /// The main text of `html`, a page of bounded size and depth, if it has any; a panic
    /// in here is caught by the caller.
    fn extract(&self, html: &str) -> Option<Extracted>;
}

/// The extractor of the `trafilatura` crate.
#[derive(Clone, Copy, Debug, Default)]
pub struct Trafilatura;

impl MainText for Trafilatura {
    fn extract(&self, html: &str) -> Option<Extracted> {
        // With its fallback the crate overflows the stack on deep nesting.
        let options = trafilatura::Options::default()
            .with_fallback(false)
            .with_exclude_comments(true)
            .with_html_date_mode(trafilatura::HtmlDateMode::Disabled);
        // It fails only where it found too little.
        let found = trafilatura::extract(html, &options).ok()?;
        let field = |value: String| Some(value.trim().to_owned()).filter(|value| !value.is_empty());
        Some(Extracted {
            content_html: found.content_html,
            title: field(found.metadata.title),
            byline: field(found.metadata.author),
            publisher: field(found.metadata.sitename),
        })
    }
}
