//! Sentences of our own: source, cue, outlet and content of every attribution.

use super::{Attribution, QuoteKind, find, scope_for};
use crate::document::Document;
use crate::syntax::{EnglishParser, Parser};
use crate::{article, text};

fn document(words: &str, parsed: bool) -> Document {
    let article = article::from_text("t", words);
    let sentences = text::analyse(&article);
    let tree = |s: &text::Sentence| {
        let tokens: Vec<&str> = s.tokens.iter().map(|t| t.span.of(words)).collect();
        parsed.then(|| EnglishParser::embedded().parse(&tokens))
    };
    let trees = sentences.iter().map(tree).collect();
    Document { article, sentences, trees }
}

fn source<'t>(words: &'t str, a: &Attribution) -> &'t str {
    a.source.as_ref().map_or("", |s| s.span.of(words))
}

fn outlet<'t>(words: &'t str, a: &Attribution) -> &'t str {
    a.outlet.as_ref().map_or("", |s| s.span.of(words))
}

#[test]
fn indirect_speech() {
    let words = "The minister said that the troops had left.";
    for parsed in [true, false] {
        let found = find(&document(words, parsed));
        assert_eq!(found.len(), 1);
        assert_eq!(source(words, &found[0]), "The minister");
        assert_eq!(found[0].cue.unwrap().of(words), "said");
        assert_eq!(found[0].kind, QuoteKind::Indirect);
        assert!(found[0].contents[0].of(words).ends_with("the troops had left"));
    }
}

#[test]
fn sources_told_to_an_agency_stay_unnamed() {
    let words = "The council will meet on Thursday, diplomatic sources told AFP.";
    let found = find(&document(words, true));
    assert_eq!(source(words, &found[0]), "diplomatic sources");
    assert_eq!(outlet(words, &found[0]), "AFP");
    assert!(found[0].anonymous);
}

#[test]
fn a_quotation_may_be_attributed_on_the_next_line() {
    let words = "“We are committed to finding a path to peace. That has not changed at all”\n\
                 Sung Kim told reporters.";
    let found = find(&document(words, true));
    let told = found.iter().find(|a| source(words, a) == "Sung Kim").unwrap();
    assert_eq!(told.kind, QuoteKind::Direct);
    assert!(told.contents[0].of(words).starts_with("“We are committed"));
}

#[test]
fn every_style_of_marks() {
    for (open, close) in [("“", "”"), ("\"", "\""), ("``", "''"), ("«", "»")] {
        let words = format!("{open}We will never leave this town,{close} the mayor said.");
        let found = find(&document(&words, true));
        assert_eq!(found[0].kind, QuoteKind::Direct, "{words}");
        assert_eq!(source(&words, &found[0]), "the mayor", "{words}");
    }
}

#[test]
fn an_outlet_cited_for_a_quotation() {
    let words = "He called it “nothing more than a facade, ”according to the official newspaper.";
    let found = find(&document(words, true));
    assert!(found.iter().any(|a| outlet(words, a) == "the official newspaper"));
}

#[test]
fn a_trigger_stands_under_the_innermost_first() {
    let words = "Iran said that Israel claimed that rebels attacked the base.";
    let doc = document(words, true);
    let found = find(&doc);
    let token = doc.sentences[0].tokens.iter().position(|t| t.span.of(words) == "attacked");
    let scope = scope_for(&doc, &found, 0, token.unwrap());
    let sources: Vec<&str> = scope.iter().map(|a| source(words, a)).collect();
    assert_eq!(sources, ["Israel", "Iran"]);
}

#[test]
fn spans_resolve_on_odd_text() {
    let odd = "” he said “ « said ‘ according to \" told told, \"\" said.\n\n“Open\n\n“and again";
    for parsed in [true, false] {
        for attribution in find(&document(odd, parsed)) {
            for span in attribution.contents.iter().chain(&attribution.cue) {
                assert!(!span.of(odd).is_empty());
            }
        }
    }
}
