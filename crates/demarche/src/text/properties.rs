//! Invariants of splitter and tokenizer on arbitrary texts.

use proptest::prelude::*;

use super::{Segmenter, chars};
use crate::article::{self, BlockKind};

fn check(text: &str) {
    let article = article::from_text("a", text);
    let mut last = 0;
    for block in &article.blocks {
        assert!(block.span.start as usize >= last, "blocks overlap in {text:?}");
        assert!(text[last..block.span.start as usize].trim().is_empty(), "text left out: {text:?}");
        last = block.span.end as usize;
    }
    assert!(text[last..].trim().is_empty(), "text left out at the end: {text:?}");

    let mut covered = vec![false; text.len()];
    let mut at = 0;
    for sentence in Segmenter::embedded().analyse(&article) {
        let (Some(first), Some(last)) = (sentence.tokens.first(), sentence.tokens.last()) else {
            panic!("a sentence without tokens in {text:?}")
        };
        assert_eq!(sentence.span, first.span.cover(last.span));
        assert!(article.blocks[sentence.block].span.contains(sentence.span));
        for token in &sentence.tokens {
            assert!(token.span.start as usize >= at && !token.span.is_empty(), "{text:?}");
            at = token.span.end as usize;
            assert!(!token.span.of(text).contains(char::is_whitespace), "{text:?}");
            covered[token.span.range()].fill(true);
        }
    }
    for block in article.blocks.iter().filter(|block| block.kind != BlockKind::Boilerplate) {
        for (offset, c) in block.span.of(text).char_indices() {
            let hidden = chars::is_space(c) || chars::is_ignorable(c);
            assert!(hidden || covered[block.span.start as usize + offset], "{c:?} in {text:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn texts_of_hard_parts(parts in prop::collection::vec(prop::sample::select(vec![
        "U.S.", "Gen.", "can't", "’s", "n't", "cannot", "1990's", "al-Ani", "e-mail", "2-1", "25bn",
        "“", "”", "\"", "'", "’", "...", "…", ".", "?", "!", "(", ")", "[", "]", "--", " - ", "—", ",",
        " ", "\n", "\n\n", "\u{a0}", "\u{200b}", "\u{ad}", "\u{feff}", "\u{301}", "İ", "ﬁ", "李",
        "http://a.b/c.", "x@y.org", "@a", "#b", "$", "US$", "%", "&", "A", "b", "The", "said", "I.",
        "• ", "1.", "Leave a Comment", "GENEVA (AP)", "Sept. 30, 2021", "By ", "y'all", "'em",
    ]), 0..40)) {
        check(&parts.concat());
    }
}

/// Time grows with the length, also without any white space or full stop.
#[test]
fn long_texts_are_linear() {
    for piece in
        ["word ", "a", "a.", "a-", "’", "\"", "'s", "U.S.", "@", "x@", "(", ".", "\n", "1,"]
    {
        let text = piece.repeat(200_000 / piece.len());
        let started = std::time::Instant::now();
        check(&text);
        let seconds = started.elapsed().as_secs_f64();
        assert!(seconds < 10.0, "{piece:?} took {seconds} s");
    }
}

#[test]
fn a_sentence_of_ten_thousand_words() {
    let text = "word ".repeat(10_000);
    let sentences = Segmenter::embedded().analyse(&article::from_text("a", &text));
    assert_eq!((sentences.len(), sentences[0].tokens.len()), (1, 10_000));
}
