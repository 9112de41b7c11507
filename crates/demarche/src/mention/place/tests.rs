//! Sentences of our own with the places that must come out.

use super::{PlaceMention, find};
use crate::document::Document;
use crate::event::location::{PlaceBasis, for_trigger};
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

/// Surface, country and resolution of every place, with and without a tree.
fn check(words: &str, expected: &[(&str, &str, u8)]) {
    for parsed in [true, false] {
        let doc = document(words, parsed);
        let found = find(&doc, &[]);
        let row = |p: &PlaceMention| (p.span, p.country.clone().unwrap_or_default(), p.resolution);
        let rows: Vec<_> = found.iter().map(row).collect();
        let rows: Vec<(&str, &str, u8)> =
            rows.iter().map(|(s, c, r)| (s.of(words), c.as_str(), *r)).collect();
        assert_eq!(rows, expected, "in {words:?}, parsed: {parsed}");
    }
}

#[test]
fn containment_decides() {
    check("The talks in Hanoi (Vietnam) failed.", &[("Hanoi", "VNM", 4), ("Vietnam", "VNM", 1)]);
    check(
        "Rebels left Tripoli, Lebanon, at dawn.",
        &[("Tripoli", "LBN", 4), ("Lebanon", "LBN", 1)],
    );
}

#[test]
fn the_documents_countries_decide() {
    check(
        "Libya is at war. Shells fell near Tripoli.",
        &[("Libya", "LBY", 1), ("Tripoli", "LBY", 4)],
    );
}

#[test]
fn words_and_people_are_no_places() {
    check("Nice work, he said. Reading helps.", &[]);
    check("Police met George Washington there.", &[]);
    check("She lives in Nice.", &[("Nice", "FRA", 4)]);
}

#[test]
fn an_argument_is_the_place() {
    let words = "Rebels attacked a convoy near Kandahar, Moscow said.";
    let doc = document(words, true);
    let places = find(&doc, &[]);
    let token = doc.sentences[0].tokens.iter().position(|t| t.span.of(words) == "attacked");
    let place = for_trigger(&doc, &places, 0, token.unwrap(), &[]).unwrap();
    assert_eq!((place.place.span.of(words), place.basis), ("Kandahar", PlaceBasis::Argument));
}

#[test]
fn a_recipient_is_no_place() {
    let words = "France attacked Syria.";
    let doc = document(words, true);
    assert!(for_trigger(&doc, &find(&doc, &[]), 0, 1, &[]).is_none());
}

#[test]
fn spans_resolve_on_odd_text() {
    let odd =
        "SÃO PAULO — Port-au-Prince’s “Xi’an” St. Louis, Mo.-based Saint-Denis -- N'Djamena (";
    for parsed in [true, false] {
        for place in find(&document(odd, parsed), &[]) {
            assert!(!place.span.of(odd).is_empty());
        }
    }
}
