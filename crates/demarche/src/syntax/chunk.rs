//! Cuts very long sentences, so that the cost of parsing stays linear and memory bounded.

/// Longest piece that is parsed at once, in tokens.
pub const LONGEST: usize = 200;
/// A piece that is cut has at least this many tokens.
const SHORTEST: usize = 100;

/// Cuts `tokens` into pieces of at most [`LONGEST`], after punctuation where there is any.
pub fn pieces<'t, 's>(tokens: &'t [&'s str]) -> impl Iterator<Item = &'t [&'s str]> {
    let mut rest = tokens;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (piece, tail) = rest.split_at(cut(rest));
        rest = tail;
        Some(piece)
    })
}

/// Length of the first piece.
fn cut(tokens: &[&str]) -> usize {
    if tokens.len() <= LONGEST {
        return tokens.len();
    }
    // A stronger mark is worth a shorter piece.
    for marks in [&[".", "!", "?", ";"][..], &[":", "—", "–", "--", "-"], &[",", ")"]] {
        let last = (SHORTEST..LONGEST).rev().find(|i| marks.contains(&tokens[*i]));
        if let Some(i) = last {
            return i + 1;
        }
    }
    LONGEST
}
