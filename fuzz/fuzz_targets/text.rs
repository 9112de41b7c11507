//! Texts: every token resolves, in order, without white space.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let article = demarche::article::from_text("text", text);
    let mut at = 0;
    for sentence in demarche::text::analyse(&article) {
        for token in &sentence.tokens {
            assert!(token.span.start >= at && !token.span.is_empty());
            assert!(!token.span.of(text).contains(char::is_whitespace));
            at = token.span.end;
        }
    }
});
