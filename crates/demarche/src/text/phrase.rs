//! The tokens of a short phrase, for names in tables.

use super::token::{Chars, tokenize};
use super::words::Words;

impl Words {
    /// The tokens of a short phrase such as a name, without looking for sentences.
    pub(crate) fn phrase<'p>(&self, phrase: &'p str) -> Vec<&'p str> {
        // Most names are plain words between single spaces: no rule can split those. Titles
        // keep their point ("lt. gen."), whatever their case and also at the end.
        let letters = |w: &str| !w.is_empty() && w.bytes().all(|b| b.is_ascii_alphabetic());
        let plain = |w: &str| letters(w) && !self.is_contraction(w) || self.is_short_title(w);
        if phrase.split(' ').all(plain) {
            return phrase.split(' ').collect();
        }
        let chars = Chars::new(phrase, 0, phrase.len());
        tokenize(self, &chars)
            .iter()
            .map(|piece| &phrase[chars.byte(piece.start)..chars.byte(piece.end)])
            .collect()
    }
}
