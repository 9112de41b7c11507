//! Looks up phrases at token starts: a trie over folded words.
//!
//! Words are compared in lower case, without diacritics and points, and hyphens count as
//! spaces, so that `Port-au-Prince`, `PORT AU PRINCE` and `Sana’a`, `Sana'a` are found alike.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A fast hash for short keys; the tables are fixed, so nobody can choose keys that collide.
#[derive(Clone, Copy, Default)]
pub struct Fnv(u64);

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn write_u64(&mut self, n: u64) {
        self.0 = (self.0 ^ n).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23);
    }

    fn write_u32(&mut self, n: u32) {
        self.write_u64(u64::from(n));
    }

    fn write_u8(&mut self, n: u8) {
        self.write(&[n]);
    }
}

/// A hash map with [`Fnv`].
pub type FastMap<K, V> = HashMap<K, V, BuildHasherDefault<Fnv>>;

/// A word that stands in no phrase.
pub const UNKNOWN: u32 = u32::MAX;
/// A token that a phrase may run over: a hyphen.
pub const SKIP: u32 = u32::MAX - 1;

const NONE: u32 = u32::MAX;

/// A set of phrases, each with values of type `V`.
#[derive(Clone, Debug)]
pub struct Phrases<V> {
    words: FastMap<Box<str>, u32>,
    next: FastMap<u64, u32>,
    /// First value of each node.
    heads: Vec<u32>,
    /// Values with the index of the next value of the same phrase.
    values: Vec<(V, u32)>,
    scratch: String,
}

impl<V> Default for Phrases<V> {
    fn default() -> Phrases<V> {
        Phrases::with_capacity(0)
    }
}

impl<V> Phrases<V> {
    /// An empty set with room for about `phrases` phrases.
    pub fn with_capacity(phrases: usize) -> Phrases<V> {
        Phrases {
            words: FastMap::with_capacity_and_hasher(phrases, Default::default()),
            next: FastMap::with_capacity_and_hasher(phrases * 3 / 2, Default::default()),
            heads: vec![NONE],
            values: Vec::with_capacity(phrases),
            scratch: String::new(),
        }
    }

    /// Adds a phrase; its words are separated by spaces or hyphens.
    pub fn insert(&mut self, phrase: &str, value: V) {
        let mut node = 0u32;
        let mut scratch = std::mem::take(&mut self.scratch);
        for word in phrase.split([' ', '-', '–', '/']).filter(|w| !w.is_empty()) {
            scratch.clear();
            fold_into(word, &mut scratch);
            if scratch.is_empty() {
                continue;
            }
            let fresh = self.words.len() as u32;
            let id = match self.words.get(scratch.as_str()) {
                Some(id) => *id,
                None => {
                    self.words.insert(scratch.as_str().into(), fresh);
                    fresh
                }
            };
            let fresh = self.heads.len() as u32;
            node = *self.next.entry(key(node, id)).or_insert(fresh);
            if node == fresh {
                self.heads.push(NONE);
            }
        }
        self.scratch = scratch;
        if node == 0 {
            return;
        }
        let head = &mut self.heads[node as usize];
        self.values.push((value, *head));
        *head = self.values.len() as u32 - 1;
    }

    /// The number of one token's word, for [`Self::longest`].
    pub fn id(&self, token: &str, scratch: &mut String) -> u32 {
        if matches!(token, "-" | "–") {
            return SKIP;
        }
        scratch.clear();
        fold_into(token, scratch);
        self.words.get(scratch.as_str()).copied().unwrap_or(UNKNOWN)
    }

    /// The longest phrase that starts at `ids[at]`: the token after it and its node.
    pub fn longest(&self, ids: &[u32], at: usize) -> Option<(usize, Node)> {
        let (mut node, mut best) = (0u32, None);
        for (end, id) in ids.iter().enumerate().skip(at) {
            match *id {
                UNKNOWN => break,
                SKIP if end == at => break,
                SKIP => continue,
                id => match self.next.get(&key(node, id)) {
                    Some(next) => node = *next,
                    None => break,
                },
            }
            if self.heads[node as usize] != NONE {
                best = Some((end + 1, Node(node)));
            }
        }
        best
    }

    /// The node of a single word.
    pub fn word(&self, id: u32) -> Option<Node> {
        let node = *self.next.get(&key(0, id))?;
        (self.heads[node as usize] != NONE).then_some(Node(node))
    }

    /// The values of a phrase, last added first.
    pub fn values(&self, node: Node) -> impl Iterator<Item = &V> {
        let mut at = self.heads[node.0 as usize];
        std::iter::from_fn(move || {
            let (value, next) = self.values.get(at as usize)?;
            at = *next;
            Some(value)
        })
    }
}

/// The end of a phrase in the trie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node(u32);

fn key(node: u32, word: u32) -> u64 {
    u64::from(node) << 32 | u64::from(word)
}

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

    fn ids(phrases: &Phrases<u8>, text: &str) -> Vec<u32> {
        let mut scratch = String::new();
        text.split(' ').map(|t| phrases.id(t, &mut scratch)).collect()
    }

    #[test]
    fn longest_phrase_wins_over_hyphens_case_and_marks() {
        let mut phrases = Phrases::default();
        phrases.insert("Port", 1u8);
        phrases.insert("Port-au-Prince", 2);
        phrases.insert("São Paulo", 3);
        let found = |text: &str| {
            let ids = ids(&phrases, text);
            phrases.longest(&ids, 0).map(|(end, node)| (end, phrases.values(node).copied().last()))
        };
        assert_eq!(found("Port - au - Prince fell"), Some((5, Some(2))));
        assert_eq!(found("PORT AU PRINCE fell"), Some((3, Some(2))));
        assert_eq!(found("Port au fell"), Some((1, Some(1))));
        assert_eq!(found("Sao Paulo"), Some((2, Some(3))));
        assert_eq!(found("- Port"), None);
    }

    #[test]
    fn homonyms_keep_all_values() {
        let mut phrases = Phrases::default();
        phrases.insert("Tripoli", 1u8);
        phrases.insert("Tripoli", 2);
        let ids = ids(&phrases, "Tripoli");
        let (_, node) = phrases.longest(&ids, 0).unwrap();
        assert_eq!(phrases.values(node).collect::<Vec<_>>(), [&2, &1]);
    }
}
