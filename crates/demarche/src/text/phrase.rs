//! The tokens of a short phrase, for names in tables.

use super::token::{Chars, tokenize};
use super::words::Words;

impl Words {
    /// The tokens of a short phrase such as a name, without looking for sentences.
    pub(crate) fn phrase<'p>(&self, phrase: &'p str) -> Vec<&'p str> {
        // Most names are plain words between single spaces: no rule can split those.
        if phrase.bytes().all(|b| b.is_ascii_alphabetic() || b == b' ') && !phrase.contains("  ") {
            let words: Vec<&str> = phrase.split(' ').collect();
            if words.iter().all(|w| !self.is_contraction(w)) {
                return words;
            }
        }
        let chars = Chars::new(phrase, 0, phrase.len());
        tokenize(self, &chars)
            .iter()
            .map(|piece| &phrase[chars.byte(piece.start)..chars.byte(piece.end)])
            .collect()
    }
}
