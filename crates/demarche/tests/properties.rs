//! What holds of every text, however broken.

mod common;

use common::coder;
use demarche::article::from_text;
use demarche::record::Event;
use proptest::prelude::*;

/// What texts are glued from: sentences with events, and what breaks readers.
const PIECES: &[&str] = &[
    "France condemned Russia’s attack on Kyiv.",
    "Iran did not attack Israel, Tehran said on Monday.",
    "“We will not negotiate,” said Emmanuel Macron.",
    "The two countries held talks.",
    "He urged Iran to release five sailors by 3 March 2019.",
    "GENEVA, March 3 (Reuters) - ",
    "Police in São Paulo arrested 40 protesters",
    "\"",
    "“",
    "”",
    "'",
    "(",
    "\n",
    "\r\n",
    "\n\n",
    "\u{a0}",
    "\u{200b}",
    "\0",
    " ",
    ". ",
    ", ",
    "👩‍👩‍👧",
    "🇫🇷",
    "e\u{301}",
    "ﬁ",
    "中国谴责日本。",
    "\u{202e}",
    "--------",
    "and and and of of of",
];

fn glued() -> impl Strategy<Value = String> {
    let long = (1usize..4000).prop_map(|n| "x".repeat(n));
    let piece = prop_oneof![
        12 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => long,
        1 => ".{0,12}",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn code(text: &str) -> Vec<Event> {
    coder().code(from_text("a", text)).events
}

/// Everything that must hold of the records of `text`.
fn sound(text: &str) {
    let coded = coder().code(from_text("a", text));
    assert_eq!(coded.document.article.text, text);
    for event in &coded.events {
        for span in event.spans() {
            let words = text.get(span.range());
            assert!(words.is_some_and(|w| !w.is_empty()), "{span:?} in {event:#?}");
        }
        assert_eq!(event.trigger.span.of(text), event.trigger.text);
        assert_eq!(event.sentence.span.of(text), event.sentence.text);
        for party in event.actor.iter().chain(&event.recipient) {
            assert_eq!(party.span.of(text), party.text);
        }
        for voice in &event.attribution {
            let speaker = voice.speaker.iter().map(|s| (s.span, &s.text));
            let others = voice.outlet.iter().chain(&voice.cue).map(|e| (e.span, &e.text));
            for (span, words) in speaker.chain(others) {
                assert_eq!(span.of(text), words);
            }
        }
        if let Some((span, words)) = event.date.as_ref().and_then(|d| d.span.zip(d.text.as_ref())) {
            assert_eq!(span.of(text), words);
        }
        assert!(event.sentence.span.contains(event.trigger.span), "{event:#?}");
        assert!(!event.actor.is_empty() || !event.recipient.is_empty(), "{event:#?}");
        assert!((0.0..=1.0).contains(&event.confidence), "{event:#?}");
        assert!((1..=4).contains(&event.quad), "{event:#?}");
    }
    let starts: Vec<u32> = coded.events.iter().map(|e| e.trigger.span.start).collect();
    assert!(starts.is_sorted(), "{starts:?}");
    assert_eq!(code(text), coded.events, "a second run differs");
}

#[test]
fn glued_pieces_yield_events() {
    // Else the properties below would say nothing of records.
    let events = code(&PIECES.concat());
    assert!(events.len() >= 3, "{events:#?}");
    sound(&PIECES.concat());
}

#[test]
fn a_short_sentence_after_a_long_one() {
    // Words of one sentence must not be looked up in the tree of another.
    sound(
        "France condemned Russia’s attack on Kyiv. Police in São Paulo, who had been told of it by a man from the city on Monday, rebuked France. Iran rebuked Oman.",
    );
    sound(
        "Police in São Paulo, who had been told of it by a man from the city on Monday, rebuked France. Iran rebuked Oman.",
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn of_arbitrary_texts(text in "(?s).{0,300}") {
        sound(&text);
    }

    #[test]
    fn of_glued_texts(text in glued()) {
        sound(&text);
    }
}
