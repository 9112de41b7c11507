//! Normalisation, shapes, chunks and the fast functions.

use super::chunk::{LONGEST, pieces};
use super::form::{Casing, Form, casing, ngrams};
use super::kernels::{exp, sigmoid, tanh};

#[test]
fn typography_and_digits_are_evened_out() {
    for (token, lower) in [
        ("n’t", "n't"),
        ("“", "\""),
        ("``", "\""),
        ("''", "\""),
        ("1,200", "0,000"),
        ("—", "--"),
        ("Kim‑Jong", "kim-jong"),
        ("…", "..."),
        ("É", "é"),
    ] {
        assert_eq!(Form::new(token).lower, lower, "{token}");
    }
}

#[test]
fn shapes_tell_capitals_apart() {
    let shape = |token| Form::new(token).shape;
    assert_eq!(shape("Paris"), shape("Berlin"));
    assert_eq!(shape("2024"), shape("7"));
    assert_ne!(shape("Paris"), shape("paris"));
    assert_ne!(shape("A"), shape("AU"));
}

#[test]
fn headlines_are_recognised() {
    let of = |text: &str| casing(&text.split(' ').map(Form::new).collect::<Vec<_>>());
    assert_eq!(of("North Korea Fires Missile Toward Japan"), Casing::Title);
    assert_eq!(of("NORTH KOREA FIRES MISSILE TOWARD JAPAN"), Casing::Upper);
    assert_eq!(of("North Korea fired a missile toward Japan ."), Casing::Normal);
    assert_eq!(of(""), Casing::Normal);
}

#[test]
fn ngrams_of_odd_words() {
    for word in ["", "a", "日本", &"x".repeat(5000)] {
        let mut out = Vec::new();
        ngrams(word, &mut out);
        assert!(!out.is_empty() && out.len() < 100, "{word}");
    }
}

#[test]
fn pieces_cover_the_tokens() {
    for length in [0, 1, 200, 201, 1000, 1001] {
        for mark in ["x", ",", "."] {
            let tokens: Vec<&str> =
                (0..length).map(|i| if i % 7 == 6 { mark } else { "x" }).collect();
            let cut: Vec<&[&str]> = pieces(&tokens).collect();
            assert_eq!(cut.concat(), tokens);
            assert!(cut.iter().all(|p| !p.is_empty() && p.len() <= LONGEST));
        }
    }
}

#[test]
fn fast_functions_are_near() {
    for i in -2000..2000 {
        let x = i as f32 * 0.01;
        assert!((tanh(x) - x.tanh()).abs() < 2e-6, "tanh {x}");
        assert!((sigmoid(x) - 1.0 / (1.0 + (-x).exp())).abs() < 2e-6, "sigmoid {x}");
        assert!((exp(x) / x.exp() - 1.0).abs() < 2e-6, "exp {x}");
    }
}
