//! Sentences of our own with the expressions that must come out, and spans that resolve.

use jiff::civil::{Date, date};

use super::{TimeMention, find};
use crate::document::Document;
use crate::event::date::{EventDate, EventDateBasis, for_trigger};
use crate::syntax::{EnglishParser, Parser};
use crate::{article, text};

/// A Thursday.
const PUBLISHED: Date = date(2021, 9, 30);

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

fn values(words: &str, parsed: bool) -> Vec<(String, String)> {
    let doc = document(words, parsed);
    let pair = |t: &TimeMention| (t.span.of(words).to_owned(), t.value.clone());
    find(&doc, Some(PUBLISHED)).iter().map(pair).collect()
}

/// Checks expressions and values, with and without a tree.
fn check(words: &str, expected: &[(&str, &str)]) {
    for parsed in [true, false] {
        let found = values(words, parsed);
        let found: Vec<(&str, &str)> = found.iter().map(|(a, b)| (&**a, &**b)).collect();
        assert_eq!(found, expected, "in {words:?}, parsed: {parsed}");
    }
}

#[test]
fn full_dates() {
    check("The pact was signed on 4 October 2007 in Lisbon.", &[("4 October 2007", "2007-10-04")]);
    check("It was signed on Thursday, Oct. 4, 2007.", &[("Thursday, Oct. 4, 2007", "2007-10-04")]);
    check("The file is dated 2007-10-04.", &[("2007-10-04", "2007-10-04")]);
    check("Rebels left the town on the 3rd of May 2016.", &[("the 3rd of May 2016", "2016-05-03")]);
    check("They left on 12/31/1999.", &[("12/31/1999", "1999-12-31")]);
}

#[test]
fn parts_of_dates() {
    check("The envoys met on March 3.", &[("March 3", "2021-03-03")]);
    check("The truce broke down in December.", &[("December", "2020-12")]);
    check("Fighting began in 2019.", &[("2019", "2019")]);
    check("The party ruled in the 1990s.", &[("the 1990s", "199")]);
    check("The army bought 2019 rifles.", &[]);
    check("Troops may march there.", &[]);
}

#[test]
fn weekdays_follow_the_verb() {
    check("The envoys met on Wednesday.", &[("Wednesday", "2021-09-29")]);
    check("The envoys met on Friday.", &[("Friday", "2021-09-24")]);
    check("The envoys will meet on Friday.", &[("Friday", "2021-10-01")]);
    check("The council will meet on Thursday.", &[("Thursday", "2021-09-30")]);
    check("They are expected to meet on Friday.", &[("Friday", "2021-10-01")]);
    check("Police fired on Friday night.", &[("Friday night", "2021-09-24TNI")]);
}

#[test]
fn counted_from_publication() {
    check("He resigned last week.", &[("last week", "2021-W38")]);
    check("He resigned two years ago.", &[("two years ago", "2019")]);
    check("The vote is next month.", &[("next month", "2021-10")]);
    check("It flew a jet there yesterday.", &[("yesterday", "2021-09-29")]);
    check("Last night, guards opened fire.", &[("Last night", "2021-09-29TNI")]);
    check("They will talk in early October.", &[("early October", "2021-10")]);
    check("They fought in the spring of 2014.", &[("the spring of 2014", "2014-SP")]);
    check("He quit at the end of last year.", &[("the end of last year", "2020")]);
}

#[test]
fn counted_from_the_date_before() {
    let text = "The coup came on 3 May 2016. He was freed two days later.";
    check(text, &[("3 May 2016", "2016-05-03"), ("two days later", "2016-05-05")]);
}

#[test]
fn lengths_and_repetitions() {
    check("They talked for three days.", &[("three days", "P3D")]);
    check("He led a 10-day strike.", &[("10-day", "P10D")]);
    check("The 33-year-old was held.", &[]);
    check("Protests grew in recent weeks.", &[("recent weeks", "PXW")]);
    check("They meet every week.", &[("every week", "P1W")]);
}

#[test]
fn times_of_day() {
    check("It began at 16:15 UTC on the day.", &[("16:15 UTC", "2021-09-30T16:15Z")]);
    check("It began at 4:30 pm Wednesday.", &[("4:30 pm Wednesday", "2021-09-29T16:30")]);
}

#[test]
fn no_publication_date_leaves_the_calendar_open() {
    let doc = document("They met on Friday and will meet on March 3, 2023.", true);
    let times = find(&doc, None);
    assert_eq!(times[0].value, "XXXX-WXX-5");
    assert_eq!(times[0].interval, None);
    assert_eq!(times[1].interval, Some((date(2023, 3, 3), date(2023, 3, 3))));
}

#[test]
fn spans_resolve_on_odd_text() {
    let odd = "« Le 3 mai » — “on Monday…” 1990s–2000s 99999999999 10:99 p.m. the the last the \
               a year ago a a few the 5th 2021-13-45 31/31/31 February 30 'til 9999 December";
    for parsed in [true, false] {
        let doc = document(odd, parsed);
        for published in [None, Some(PUBLISHED), Some(Date::MIN), Some(Date::MAX)] {
            for time in find(&doc, published) {
                let tokens = &doc.sentences[time.sentence].tokens;
                let span = tokens[time.tokens.start].span.cover(tokens[time.tokens.end - 1].span);
                assert_eq!(span, time.span);
                assert!(!time.span.of(odd).is_empty());
                assert!(time.interval.is_none_or(|(a, b)| a <= b));
            }
        }
    }
}

fn dated(words: &str, trigger: &str, future: bool) -> Option<EventDate> {
    let doc = document(words, true);
    let times = find(&doc, Some(PUBLISHED));
    let at = |s: &text::Sentence| s.tokens.iter().position(|t| t.span.of(words) == trigger);
    let (sentence, token) =
        doc.sentences.iter().enumerate().find_map(|(i, s)| Some((i, at(s)?))).unwrap();
    for_trigger(&doc, &times, sentence, token, future, Some(PUBLISHED))
}

#[test]
fn events_take_the_date_of_their_clause() {
    let words = "France, which left in 2019, attacked the base on Wednesday.";
    let attacked = dated(words, "attacked", false).unwrap();
    assert_eq!((attacked.start, attacked.basis), (date(2021, 9, 29), EventDateBasis::Relative));
    let left = dated(words, "left", false).unwrap();
    assert_eq!((left.start, left.end), (date(2019, 1, 1), date(2019, 12, 31)));
    assert_eq!(left.text.as_deref(), Some("2019"));
}

#[test]
fn a_bracket_dates_the_noun_before_it() {
    let war = dated("They ended the war between the countries (1950-1953).", "war", false).unwrap();
    assert_eq!((war.start, war.end), (date(1950, 1, 1), date(1953, 12, 31)));
    assert_eq!(war.text.as_deref(), Some("1950-1953"));
}

#[test]
fn a_report_does_not_lend_its_date() {
    assert_eq!(dated("He said on Monday that France attacked the base.", "attacked", false), None);
    assert_eq!(dated("France attacked the base.", "attacked", false), None);
}
