//! One coder for all tests of a binary, and short ways to ask it.

#![allow(dead_code, reason = "every test binary uses a part")]

use std::sync::OnceLock;

use demarche::article::{Article, DateBasis, from_text};
use demarche::pipeline::Coder;
use demarche::record::{ActorRecord, Event};

pub fn coder() -> &'static Coder {
    static CODER: OnceLock<Coder> = OnceLock::new();
    CODER.get_or_init(|| Coder::embedded().unwrap())
}

/// The text as published on 3 June 2019, a Monday.
pub fn in_2019(text: &str) -> Article {
    let published = Some(("2019-06-03".parse().unwrap(), DateBasis::Given));
    Article { published, ..from_text("a", text) }
}

pub fn events(article: Article) -> Vec<Event> {
    coder().code(article).events
}

/// Their countries in alphabetical order, `---` for none.
pub fn parties(parties: &[ActorRecord]) -> String {
    let code = |p: &ActorRecord| p.country.map_or("---".to_owned(), |c| c.to_string());
    let mut codes: Vec<String> = parties.iter().map(code).collect();
    codes.sort();
    codes.join("+")
}
