//! Dictionary forms: irregular forms by table, the rest by learned suffix rules.
//!
//! For an inflected form every rule (strip an ending, add another) that its ending allows is
//! scored by how often it holds for words with the same last one to six letters, longer endings
//! counting more, and by whether the result is a word that the training text knows.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::form::Hash;
use super::tagger::suffix;
use super::tags::Xpos;
use crate::model::container::ModelError;

/// Longest ending that is looked up, in characters.
pub const LONGEST: usize = 6;

/// The kinds of inflection that have rules; other words are their own lemma.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Inflection {
    /// bombed, met
    Past,
    /// bombing
    Gerund,
    /// bombs
    Third,
    /// forces
    Plural,
    /// Nations
    ProperPlural,
    /// larger, sooner
    Comparative,
    /// largest, soonest
    Superlative,
}

impl Inflection {
    /// The inflection that words with this tag show.
    pub fn of(tag: Xpos) -> Option<Inflection> {
        Some(match tag {
            Xpos::Vbd | Xpos::Vbn => Inflection::Past,
            Xpos::Vbg => Inflection::Gerund,
            Xpos::Vbz => Inflection::Third,
            Xpos::Nns => Inflection::Plural,
            Xpos::Nnps => Inflection::ProperPlural,
            Xpos::Jjr | Xpos::Rbr => Inflection::Comparative,
            Xpos::Jjs | Xpos::Rbs => Inflection::Superlative,
            _ => return None,
        })
    }

    /// Mark of the words that lemmas of this inflection are looked up among.
    pub fn known_class(self) -> u64 {
        match self {
            Inflection::Past | Inflection::Gerund | Inflection::Third => 1,
            Inflection::Plural | Inflection::ProperPlural => 2,
            Inflection::Comparative | Inflection::Superlative => 3,
        }
    }
}

/// A hasher for keys that are hashes already.
#[derive(Default)]
pub struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {}
    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

/// A map from [`key`]s.
pub type KeyMap<V> = HashMap<u64, V, BuildHasherDefault<AsIs>>;

/// The hash of a kind and a text.
#[inline]
pub fn key(kind: u64, text: &str) -> u64 {
    let mut h = Hash::new(kind);
    h.push_bytes(text.as_bytes());
    h.finish()
}

/// Strip `strip`, add `add`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Rule {
    /// Ending to take off.
    pub strip: String,
    /// Ending to put on.
    pub add: String,
}

impl Rule {
    /// The rule that turns `form` into `lemma` with the least change at the end.
    pub fn between(form: &str, lemma: &str) -> Rule {
        let same = form.chars().zip(lemma.chars()).take_while(|(a, b)| a == b);
        let shared: usize = same.map(|(c, _)| c.len_utf8()).sum();
        Rule { strip: form[shared..].to_owned(), add: lemma[shared..].to_owned() }
    }

    /// The result for `form`, when its ending fits.
    pub fn apply(&self, form: &str) -> Option<String> {
        let stem = form.strip_suffix(self.strip.as_str())?;
        (!stem.is_empty() || self.strip.is_empty()).then(|| format!("{stem}{}", self.add))
    }
}

/// A trained lemmatiser. Saved as lines of text, see [`Self::to_bytes`].
#[derive(Clone, Debug, Default)]
pub struct LemmaTable {
    pub(crate) rules: Vec<Rule>,
    /// (inflection, ending) → (rule, count).
    pub(crate) endings: KeyMap<Vec<(u16, u16)>>,
    pub(crate) known: KeyMap<()>,
    /// (tag, form) → lemma.
    pub(crate) exceptions: KeyMap<Box<str>>,
    /// The saved form.
    pub(crate) source: String,
}

impl LemmaTable {
    /// The lemma of `token` tagged `tag`: lower case unless it is a proper noun.
    pub fn lemma(&self, token: &str, tag: Xpos) -> Box<str> {
        let lower = match token.is_ascii() {
            true => token.to_ascii_lowercase(),
            false => token.to_lowercase().replace(['’', '‘'], "'"),
        };
        if let Some(lemma) = self.exceptions.get(&key(tag as u64, &lower)) {
            return match tag {
                Xpos::Nnps => recase(token, lemma),
                _ => lemma.clone(),
            };
        }
        match (tag, Inflection::of(tag)) {
            (Xpos::Nnps, Some(inflection)) => recase(token, &self.inflected(&lower, inflection)),
            (_, Some(inflection)) => self.inflected(&lower, inflection).into(),
            (Xpos::Nnp, None) => token.into(),
            _ => lower.into(),
        }
    }

    /// The best-scored result of a rule for a lower-case form.
    pub(crate) fn inflected(&self, lower: &str, inflection: Inflection) -> String {
        let mut scores: Vec<(u16, f32)> = Vec::new();
        for n in 0..=LONGEST {
            let ending = match n {
                0 => "",
                n => match suffix(lower, n) {
                    Some(ending) => ending,
                    None => break,
                },
            };
            let Some(list) = self.endings.get(&key(inflection as u64, ending)) else { break };
            let total: f32 = list.iter().map(|(_, n)| f32::from(*n)).sum();
            // As much weight for the shorter ending as there are different rules (Witten-Bell).
            let back = list.len() as f32;
            scores.iter_mut().for_each(|(_, s)| *s *= back / (total + back));
            for (rule, count) in list {
                let share = f32::from(*count) / (total + back);
                match scores.iter_mut().find(|(r, _)| r == rule) {
                    Some((_, s)) => *s += share,
                    None => scores.push((*rule, share)),
                }
            }
        }
        let mut best: Option<(f32, String)> = None;
        for (rule, mut score) in scores {
            let Some(lemma) = self.rules[usize::from(rule)].apply(lower) else { continue };
            if self.known.contains_key(&key(inflection.known_class(), &lemma)) {
                score = score * 20.0 + 0.02;
            }
            if best.as_ref().is_none_or(|(s, _)| score > *s) {
                best = Some((score, lemma));
            }
        }
        best.map_or_else(|| lower.to_owned(), |(_, lemma)| lemma)
    }

    /// The bytes of the model chunk: lines `R strip add`, `S inflection ending rule:count…`,
    /// `K class word` and `E tag form lemma`, tab separated.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.source.as_bytes().to_vec()
    }

    /// Reads what [`Self::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<LemmaTable, ModelError> {
        let invalid = ModelError::Invalid(*b"LEMM");
        let text = std::str::from_utf8(bytes).map_err(|_| invalid.clone())?;
        let mut table = LemmaTable { source: text.to_owned(), ..LemmaTable::default() };
        table.exceptions.reserve(4096);
        table.known.reserve(32768);
        for line in text.lines() {
            table.read_line(line).ok_or_else(|| invalid.clone())?;
        }
        let rules = table.rules.len();
        if table.endings.values().flatten().any(|(r, _)| usize::from(*r) >= rules) {
            return Err(invalid);
        }
        Ok(table)
    }

    fn read_line(&mut self, line: &str) -> Option<()> {
        let mut fields = line.split('\t');
        let kind = fields.next()?;
        let (a, b) = (fields.next()?, fields.next()?);
        match kind {
            "R" => self.rules.push(Rule { strip: a.to_owned(), add: b.to_owned() }),
            "S" => {
                let pairs = fields.next()?.split(' ').map(|pair| {
                    let (rule, count) = pair.split_once(':')?;
                    Some((rule.parse().ok()?, count.parse().ok()?))
                });
                let list = pairs.collect::<Option<Vec<(u16, u16)>>>()?;
                self.endings.insert(key(a.parse().ok()?, b), list);
            }
            "K" => {
                self.known.insert(key(a.parse().ok()?, b), ());
            }
            "E" => {
                self.exceptions.insert(key(a.parse().ok()?, b), fields.next()?.into());
            }
            _ => return None,
        }
        Some(())
    }
}

/// `lemma` (lower case) written with the capitals of `token`, as far as they share letters.
fn recase(token: &str, lemma: &str) -> Box<str> {
    let mut capitals = token.chars();
    let cased = lemma.chars().map(|c| match capitals.next() {
        Some(t) if t.to_lowercase().eq(c.to_lowercase()) => t,
        _ => c,
    });
    cased.collect::<String>().into()
}
