//! Pages: whatever stands in them, an article with sound spans or an error.
#![no_main]

use demarche::article::{self, Options};
use demarche::source::{Content, RawDocument};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let html = demarche::source::decode(data).text;
    let raw = RawDocument::new("page", Content::Html(html));
    match article::from_raw(raw, &Options::default()) {
        Ok((article, _)) => {
            let blocks = article.blocks.iter().map(|block| block.span.of(&article.text).len());
            assert!(blocks.sum::<usize>() <= article.text.len());
            demarche::text::analyse(&article);
        }
        // A panic in the extraction is reported, not raised: here it must be seen.
        Err(error) => assert_ne!(error.code(), "html-failed", "{error}"),
    }
});
