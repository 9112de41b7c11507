//! Looks up phrases at token starts: a trie over folded words.
//!
//! Words are compared in lower case, without diacritics and points, and hyphens count as
//! spaces, so that `Port-au-Prince`, `PORT AU PRINCE` and `Sana’a`, `Sana'a` are found alike.

use crate::lexicon::block::Block;
use crate::lexicon::hash::hash;
pub use crate::lexicon::hash::{FastMap, Fnv};
use crate::lexicon::trie::{ROOT, Trie, TrieBuilder};

/// The number of a token that no phrase holds.
pub const UNKNOWN: u64 = u64::MAX;
/// The number of a token that a phrase may run over: a hyphen.
pub const SKIP: u64 = u64::MAX - 1;

/// A set of phrases, each with numbers as its values.
#[derive(Clone, Debug)]
pub struct Phrases(Trie);

/// Makes [`Phrases`].
#[derive(Default)]
pub struct PhrasesBuilder {
    trie: TrieBuilder,
    scratch: String,
}

impl PhrasesBuilder {
    /// Adds a phrase; its words are separated by spaces or hyphens.
    pub fn insert(&mut self, phrase: &str, value: u32) {
        let mut node = ROOT;
        let mut scratch = std::mem::take(&mut self.scratch);
        for word in phrase.split([' ', '-', '–', '/']).filter(|w| !w.is_empty()) {
            scratch.clear();
            fold_into(word, &mut scratch);
            // A possessive ending is a token of its own.
            match scratch.strip_suffix("'s").filter(|stem| !stem.is_empty()) {
                Some(stem) => {
                    node = self.trie.step(node, hash(stem));
                    node = self.trie.step(node, hash("'s"));
                }
                None if scratch.is_empty() => {}
                None => node = self.trie.step(node, hash(&scratch)),
            }
        }
        self.scratch = scratch;
        if node != ROOT {
            self.trie.values(node).push(value);
        }
    }

    /// The blocks that [`Phrases::open`] takes.
    pub(crate) fn finish(self) -> [Block; Trie::BLOCKS] {
        self.trie.finish()
    }

    /// The phrases, for tables that are compiled at run time.
    pub fn build(self) -> Phrases {
        Phrases::open(&mut self.finish().into_iter())
    }
}

impl Phrases {
    /// The phrases that a builder finished; takes their blocks off `blocks`.
    pub(crate) fn open(blocks: &mut impl Iterator<Item = Block>) -> Phrases {
        Phrases(Trie::open(blocks))
    }

    /// The number of one token's word, for [`Self::longest`].
    pub fn id(&self, token: &str, scratch: &mut String) -> u64 {
        if matches!(token, "-" | "–") {
            return SKIP;
        }
        scratch.clear();
        fold_into(token, scratch);
        hash(scratch)
    }

    /// The longest phrase that starts at `ids[at]`: the token after it and its node.
    pub fn longest(&self, ids: &[u64], at: usize) -> Option<(usize, Node)> {
        let (mut node, mut best) = (ROOT, None);
        for (end, id) in ids.iter().enumerate().skip(at) {
            match *id {
                UNKNOWN => break,
                SKIP if end == at => break,
                SKIP => continue,
                id => match self.0.next(node, id) {
                    Some(next) => node = next,
                    None => break,
                },
            }
            if self.0.is_end(node) {
                best = Some((end + 1, Node(node)));
            }
        }
        best
    }

    /// The values of a phrase, last added first.
    pub fn values(&self, node: Node) -> impl Iterator<Item = u32> + '_ {
        self.0.values(node.0).rev()
    }
}

/// The end of a phrase in the trie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node(u32);

/// Appends `word` in lower case, without diacritics, with plain apostrophes and no points.
pub fn fold_into(word: &str, out: &mut String) {
    if word.is_ascii() {
        out.extend(word.bytes().filter(|b| *b != b'.').map(|b| b.to_ascii_lowercase() as char));
        return;
    }
    for c in word.chars() {
        match c {
            '.' => {}
            '’' | '‘' | 'ʻ' | 'ʼ' | '`' => out.push('\''),
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            c => c.to_lowercase().for_each(|lower| match base(lower) {
                Some(base) => out.push_str(base),
                None => out.push(lower),
            }),
        }
    }
}

/// The plain letters for a lower-case Latin letter with a mark; empty for a combining mark.
fn base(c: char) -> Option<&'static str> {
    Some(match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ạ'..='ặ' => "a",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ḍ' | 'ḑ' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ẹ'..='ệ' | 'ə' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' | 'ḥ' | 'ḩ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ỉ' | 'ị' => "i",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ơ' | 'ọ'..='ợ' => "o",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' | 'ṣ' => "s",
        'ţ' | 'ť' | 'ț' | 'ṭ' => "t",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ụ'..='ự' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' | 'ỳ'..='ỹ' => "y",
        'ź' | 'ż' | 'ž' | 'ẓ' => "z",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        '\u{300}'..='\u{36f}' => "",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(phrases: &Phrases, text: &str) -> Vec<u64> {
        let mut scratch = String::new();
        text.split(' ').map(|t| phrases.id(t, &mut scratch)).collect()
    }

    #[test]
    fn longest_phrase_wins_over_hyphens_case_and_marks() {
        let mut phrases = PhrasesBuilder::default();
        phrases.insert("Port", 1);
        phrases.insert("Port-au-Prince", 2);
        phrases.insert("São Paulo", 3);
        let phrases = phrases.build();
        let found = |text: &str| {
            let ids = ids(&phrases, text);
            phrases.longest(&ids, 0).map(|(end, node)| (end, phrases.values(node).last()))
        };
        assert_eq!(found("Port - au - Prince fell"), Some((5, Some(2))));
        assert_eq!(found("PORT AU PRINCE fell"), Some((3, Some(2))));
        assert_eq!(found("Port au fell"), Some((1, Some(1))));
        assert_eq!(found("Sao Paulo"), Some((2, Some(3))));
        assert_eq!(found("- Port"), None);
    }

    #[test]
    fn homonyms_keep_all_values() {
        let mut phrases = PhrasesBuilder::default();
        phrases.insert("Tripoli", 1);
        phrases.insert("Tripoli", 2);
        let phrases = phrases.build();
        let ids = ids(&phrases, "Tripoli");
        let (_, node) = phrases.longest(&ids, 0).unwrap();
        assert_eq!(phrases.values(node).collect::<Vec<_>>(), [2, 1]);
    }
}
