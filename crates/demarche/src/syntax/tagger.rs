//! Penn tags by an averaged perceptron, left to right: the network's first guess.

use super::form::{Casing, Form, Hash};
use super::tags::Xpos;
use crate::model::container::{ModelError, take, take_u32};

/// Number of Penn tags.
pub const TAGS: usize = Xpos::ALL.len();
/// Room for scores: a power of two, so that no index needs a check.
const PADDED: usize = 64;
/// More features than a word has.
const MOST_FEATURES: usize = 40;
/// Tag history value before the sentence.
pub const START: u8 = TAGS as u8;

/// What the feature templates look at, for one sentence.
pub struct Context {
    cased: Vec<u64>,
    lower: Vec<u64>,
    class: Vec<u64>,
    shape: Vec<u64>,
    suffix3: Vec<u64>,
    casing: u64,
}

impl Context {
    /// Prepares a sentence; `classes` holds the ambiguity class of each word.
    pub fn new(forms: &[Form], classes: impl Iterator<Item = u8>, casing: Casing) -> Context {
        let hash = |text: &str| {
            let mut h = Hash::new(0);
            h.push_bytes(text.as_bytes());
            h.finish()
        };
        Context {
            cased: forms.iter().map(|f| hash(&f.cased)).collect(),
            lower: forms.iter().map(|f| hash(&f.lower)).collect(),
            class: classes.map(u64::from).collect(),
            shape: forms.iter().map(|f| u64::from(f.shape)).collect(),
            suffix3: forms.iter().map(|f| hash(suffix(&f.lower, 3).unwrap_or(""))).collect(),
            casing: casing as u64,
        }
    }

    /// Value of `list` at `i + offset`, or a mark for the sentence's edge.
    #[inline]
    fn at(list: &[u64], i: usize, offset: isize) -> u64 {
        i.checked_add_signed(offset).and_then(|j| list.get(j)).copied().unwrap_or(0x5eed)
    }

    /// Calls `emit` with the hash of every feature of word `i` that ignores earlier tags.
    #[inline]
    pub fn fixed(&self, form: &Form, i: usize, mut emit: impl FnMut(u64)) {
        let mut template = 0;
        let mut feature = |values: &[u64]| {
            let mut h = Hash::new(template);
            template += 1;
            values.iter().for_each(|v| h.push(*v));
            emit(h.finish());
        };
        let at = Self::at;
        feature(&[]);
        feature(&[self.cased[i]]);
        feature(&[self.lower[i]]);
        for offset in [-1, -2, 1, 2] {
            feature(&[at(&self.lower, i, offset)]);
        }
        feature(&[at(&self.lower, i, -1), self.lower[i]]);
        feature(&[self.lower[i], at(&self.lower, i, 1)]);
        feature(&[self.shape[i]]);
        feature(&[self.shape[i], self.casing, u64::from(i == 0)]);
        feature(&[at(&self.shape, i, -1), self.shape[i]]);
        feature(&[self.shape[i], at(&self.shape, i, 1)]);
        feature(&[self.class[i]]);
        feature(&[self.class[i], at(&self.class, i, 1)]);
        feature(&[at(&self.class, i, -1), self.class[i]]);
        feature(&[at(&self.class, i, 1), at(&self.class, i, 2)]);
        feature(&[at(&self.suffix3, i, 1)]);
        feature(&[at(&self.suffix3, i, -1)]);
        for n in 1..=5 {
            let text = suffix(&form.lower, n);
            affix(&mut feature, text);
        }
        for n in 1..=3 {
            let text = form.lower.char_indices().nth(n).map(|(at, _)| &form.lower[..at]);
            affix(&mut feature, text);
        }
    }

    /// Calls `emit` with the features of word `i` that depend on the two tags before it.
    #[inline]
    pub fn history(&self, i: usize, last: u8, before: u8, mut emit: impl FnMut(u64)) {
        let (last, before) = (u64::from(last), u64::from(before));
        let mut template = 100;
        let mut feature = |values: &[u64]| {
            let mut h = Hash::new(template);
            template += 1;
            values.iter().for_each(|v| h.push(*v));
            emit(h.finish());
        };
        feature(&[last]);
        feature(&[last, before]);
        feature(&[last, self.lower[i]]);
        feature(&[last, self.suffix3[i]]);
        feature(&[last, Self::at(&self.class, i, 1)]);
        feature(&[last, before, self.class[i]]);
    }
}

/// A prefix or suffix as a feature; a word too short for it has a value of its own.
#[inline]
fn affix(feature: &mut impl FnMut(&[u64]), text: Option<&str>) {
    let mut h = Hash::new(1);
    h.push_bytes(text.unwrap_or("\0").as_bytes());
    feature(&[h.finish()]);
}

/// The last `n` characters of `text`, if it has more than `n`.
#[inline]
pub fn suffix(text: &str, n: usize) -> Option<&str> {
    if text.is_ascii() {
        return (text.len() > n).then(|| &text[text.len() - n..]);
    }
    let (at, _) = text.char_indices().rev().nth(n - 1)?;
    (at > 0).then(|| &text[at..])
}

/// One place of the table, small enough that a look-up touches one line of the cache.
#[derive(Clone, Copy, Default)]
struct Slot {
    /// 16 bits of the feature's hash, 0 for a free slot.
    check: u16,
    /// Number of its entries.
    count: u8,
    /// Its first entry.
    start: u32,
}

/// A trained tagger: an open-addressing table from feature to weights of the tags it knows.
#[derive(Clone, Default)]
pub struct Tagger {
    /// Ambiguity class of each vocabulary word; 0 for the unknown.
    pub(crate) classes: Vec<u8>,
    slots: Vec<Slot>,
    /// (tag, companded weight) of all slots.
    entries: Vec<(u8, u8)>,
    /// Weight of code 127.
    scale: f32,
    /// Weight of each code.
    decoded: Vec<f32>,
}

impl Tagger {
    /// Finishes a tagger from its saved parts.
    pub(crate) fn new(
        classes: Vec<u8>,
        checks: Vec<u16>,
        counts: Vec<u8>,
        entries: Vec<(u8, u8)>,
        scale: f32,
    ) -> Tagger {
        let mut start = 0;
        let mut slots = Vec::with_capacity(counts.len());
        for (check, count) in checks.into_iter().zip(counts) {
            slots.push(Slot { check, count, start });
            start += u32::from(count);
        }
        let decoded = (0..=255u8)
            .map(|code| {
                let q = f32::from(code as i8) / 127.0;
                q * q.abs() * scale
            })
            .collect();
        Tagger { classes, slots, entries, scale, decoded }
    }

    /// The slot of a feature; an empty one when the feature is not known.
    #[inline(always)]
    fn find(&self, hash: u64) -> Slot {
        let mask = self.slots.len() - 1;
        let (mut at, check) = slot_and_check(hash, mask);
        loop {
            let slot = self.slots[at];
            if slot.check == check || slot.check == 0 {
                return slot;
            }
            at = (at + 1) & mask;
        }
    }

    #[inline(always)]
    fn add(&self, slot: Slot, scores: &mut [f32; PADDED]) {
        let start = slot.start as usize;
        for (tag, code) in &self.entries[start..start + usize::from(slot.count)] {
            scores[usize::from(*tag) % PADDED] += self.decoded[usize::from(*code)];
        }
    }

    /// Ambiguity class of vocabulary word `word`.
    pub fn class(&self, word: u32) -> u8 {
        self.classes.get(word as usize).copied().unwrap_or(0)
    }

    /// Tags a sentence; `words` are vocabulary numbers, 0 for the unknown.
    pub fn tag(&self, forms: &[Form], words: &[u32], casing: Casing) -> Vec<u8> {
        let context = Context::new(forms, words.iter().map(|w| self.class(*w)), casing);
        let mut tags = Vec::with_capacity(forms.len());
        let (mut last, mut before) = (START, START);
        for (i, form) in forms.iter().enumerate() {
            // All look-ups first: they wait for memory side by side.
            let (mut found, mut n) = ([Slot::default(); MOST_FEATURES], 0);
            let mut look_up = |hash| {
                found[n] = self.find(hash);
                n += 1;
            };
            context.fixed(form, i, &mut look_up);
            context.history(i, last, before, &mut look_up);
            let mut scores = [0f32; PADDED];
            for slot in &found[..n] {
                self.add(*slot, &mut scores);
            }
            let tag = best(&scores[..TAGS]) as u8;
            tags.push(tag);
            (last, before) = (tag, last);
        }
        tags
    }

    /// The bytes of the model chunk.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        out.extend((self.classes.len() as u32).to_le_bytes());
        out.extend(&self.classes);
        out.extend((self.slots.len() as u32).to_le_bytes());
        out.extend(self.slots.iter().flat_map(|s| s.check.to_le_bytes()));
        out.extend(self.slots.iter().map(|s| s.count));
        out.extend((self.entries.len() as u32).to_le_bytes());
        out.extend(self.entries.iter().flat_map(|(tag, code)| [*tag, *code]));
        out.extend(self.scale.to_le_bytes());
        out
    }

    /// Reads what [`Self::to_bytes`] wrote.
    pub fn from_bytes(mut rest: &[u8]) -> Result<Tagger, ModelError> {
        let invalid = ModelError::Invalid(*b"TAGR");
        let n = take_u32(&mut rest)? as usize;
        let classes = take(&mut rest, n)?.to_vec();
        let n = take_u32(&mut rest)? as usize;
        let checks: Vec<u16> = take(&mut rest, n.saturating_mul(2))?
            .chunks_exact(2)
            .map(|b| u16::from_le_bytes([b[0], b[1]]))
            .collect();
        let counts = take(&mut rest, n)?.to_vec();
        let total = take_u32(&mut rest)? as usize;
        let entries: Vec<(u8, u8)> = take(&mut rest, total.saturating_mul(2))?
            .chunks_exact(2)
            .map(|b| (b[0], b[1]))
            .collect();
        let scale = f32::from_bits(take_u32(&mut rest)?);
        let filled: usize = counts.iter().map(|c| usize::from(*c)).sum();
        let ends = checks.contains(&0);
        let sane = entries.iter().all(|(tag, _)| usize::from(*tag) < TAGS);
        if !n.is_power_of_two() || filled != total || !ends || !sane {
            return Err(invalid);
        }
        Ok(Tagger::new(classes, checks, counts, entries, scale))
    }
}

/// First slot to look at and the check value, never 0.
#[inline]
pub(crate) fn slot_and_check(hash: u64, mask: usize) -> (usize, u16) {
    (hash as usize & mask, ((hash >> 48) as u16).max(1))
}

/// Index of the highest score, the first of equals.
#[inline]
pub fn best(scores: &[f32]) -> usize {
    let mut at = 0;
    for (i, s) in scores.iter().enumerate() {
        if *s > scores[at] {
            at = i;
        }
    }
    at
}
