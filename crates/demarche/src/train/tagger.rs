//! Trains the averaged-perceptron tagger.

use std::collections::HashMap;

use super::random::Random;
use crate::syntax::form::{Casing, Form};
use crate::syntax::tagger::{Context, START, TAGS, Tagger, best, slot_and_check};

/// One sentence to learn from.
pub struct TagExample<'a> {
    /// Normalised forms.
    pub forms: &'a [Form],
    /// Vocabulary numbers.
    pub words: &'a [u32],
    /// How the sentence is written.
    pub casing: Casing,
    /// Gold tags.
    pub tags: &'a [u8],
}

/// Features seen less often than this are not kept.
const MIN_FEATURE_COUNT: u32 = 3;
/// Words seen less often than this have no ambiguity class.
const MIN_CLASS_COUNT: u32 = 3;
/// Averaged weights below this are dropped from the saved tagger.
const PRUNE: f32 = 0.12;

/// Weights while they are learned, `TAGS` a feature, with their running sums.
struct Perceptron {
    ids: HashMap<u64, u32>,
    weights: Vec<f32>,
    sums: Vec<f32>,
    now: f32,
}

impl Perceptron {
    fn update(&mut self, feature: u32, tag: u8, by: f32) {
        let at = feature as usize * TAGS + usize::from(tag);
        self.weights[at] += by;
        self.sums[at] += self.now * by;
    }
}

/// Trains a tagger; the same examples and seed give the same tagger.
pub fn train(
    examples: &[TagExample],
    vocabulary: usize,
    epochs: usize,
    random: &mut Random,
) -> Tagger {
    let classes = classes(examples, vocabulary);
    let class = |w: &u32| classes[*w as usize];
    let contexts: Vec<Context> = examples
        .iter()
        .map(|e| Context::new(e.forms, e.words.iter().map(class), e.casing))
        .collect();
    let ids = feature_ids(examples, &contexts);
    // The history-free features of every token, once.
    let mut fixed: Vec<Vec<Vec<u32>>> = Vec::with_capacity(examples.len());
    for (e, context) in examples.iter().zip(&contexts) {
        let of_word = |(i, form): (usize, &Form)| {
            let mut list = Vec::with_capacity(32);
            context.fixed(form, i, |h| list.extend(ids.get(&h)));
            list
        };
        fixed.push(e.forms.iter().enumerate().map(of_word).collect());
    }
    let room = ids.len() * TAGS;
    let mut p = Perceptron { ids, weights: vec![0.0; room], sums: vec![0.0; room], now: 1.0 };
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut list = Vec::new();
    for _ in 0..epochs {
        random.shuffle(&mut order);
        for &e in &order {
            let (mut last, mut before) = (START, START);
            for (i, gold) in examples[e].tags.iter().enumerate() {
                list.clear();
                list.extend_from_slice(&fixed[e][i]);
                contexts[e].history(i, last, before, |h| list.extend(p.ids.get(&h)));
                let mut scores = [0f32; TAGS];
                for f in &list {
                    let row = &p.weights[*f as usize * TAGS..][..TAGS];
                    for (s, w) in scores.iter_mut().zip(row) {
                        *s += w;
                    }
                }
                let guess = best(&scores) as u8;
                if guess != *gold {
                    for f in &list {
                        p.update(*f, *gold, 1.0);
                        p.update(*f, guess, -1.0);
                    }
                }
                p.now += 1.0;
                (last, before) = (guess, last);
            }
        }
    }
    compile(p, classes)
}

/// For each word the number of its set of tags, in order of frequency; 0 for rare words.
fn classes(examples: &[TagExample], vocabulary: usize) -> Vec<u8> {
    let mut counts = vec![[0u32; TAGS]; vocabulary];
    for e in examples {
        for (w, t) in e.words.iter().zip(e.tags) {
            counts[*w as usize][usize::from(*t)] += 1;
        }
    }
    counts[0] = [0; TAGS];
    let mask = |counts: &[u32; TAGS]| {
        let total: u32 = counts.iter().sum();
        if total < MIN_CLASS_COUNT {
            return 0;
        }
        // Tags of less than one share in fifty are noise.
        let often = |t: &usize| counts[*t] * 50 > total;
        (0..TAGS).filter(often).fold(0u64, |m, t| m | 1 << t)
    };
    let masks: Vec<u64> = counts.iter().map(mask).collect();
    let mut frequency: HashMap<u64, u32> = HashMap::new();
    for m in masks.iter().filter(|m| **m != 0) {
        *frequency.entry(*m).or_default() += 1;
    }
    let mut ranked: Vec<(u64, u32)> = frequency.into_iter().collect();
    ranked.sort_by_key(|(m, n)| (std::cmp::Reverse(*n), *m));
    let number: HashMap<u64, u8> =
        ranked.iter().take(255).zip(1u8..).map(|((m, _), n)| (*m, n)).collect();
    masks.iter().map(|m| number.get(m).copied().unwrap_or(0)).collect()
}

/// Numbers of the features seen often enough, with gold tags as history.
fn feature_ids(examples: &[TagExample], contexts: &[Context]) -> HashMap<u64, u32> {
    let mut counts: HashMap<u64, u32> = HashMap::new();
    for (e, context) in examples.iter().zip(contexts) {
        let (mut last, mut before) = (START, START);
        for (i, form) in e.forms.iter().enumerate() {
            let mut count = |h| *counts.entry(h).or_default() += 1;
            context.fixed(form, i, &mut count);
            context.history(i, last, before, &mut count);
            (last, before) = (e.tags[i], last);
        }
    }
    let often = |n: &u32| *n >= MIN_FEATURE_COUNT;
    let mut kept: Vec<u64> = counts.iter().filter(|(_, n)| often(n)).map(|(h, _)| *h).collect();
    kept.sort_unstable();
    kept.into_iter().zip(0..).collect()
}

/// A feature's hash and its weights by tag.
type Feature = (u64, Vec<(u8, f32)>);

/// Averages, prunes and rounds the weights into the form that is saved.
fn compile(p: Perceptron, classes: Vec<u8>) -> Tagger {
    let average = |at: usize| p.weights[at] - p.sums[at] / p.now;
    let mut features: Vec<Feature> = Vec::new();
    for (hash, id) in &p.ids {
        let entries: Vec<(u8, f32)> = (0..TAGS)
            .map(|t| (t as u8, average(*id as usize * TAGS + t)))
            .filter(|(_, w)| w.abs() >= PRUNE)
            .collect();
        if !entries.is_empty() {
            features.push((*hash, entries));
        }
    }
    features.sort_by_key(|(hash, _)| *hash);
    let scale = features.iter().flat_map(|(_, e)| e).fold(0f32, |m, (_, w)| m.max(w.abs()));
    let size = (features.len() * 5 / 4 + 2).next_power_of_two();
    let mut slots: Vec<Option<&Feature>> = vec![None; size];
    for feature in &features {
        let (mut slot, _) = slot_and_check(feature.0, size - 1);
        while slots[slot].is_some() {
            slot = (slot + 1) & (size - 1);
        }
        slots[slot] = Some(feature);
    }
    let (mut checks, mut counts, mut entries) = (Vec::new(), Vec::new(), Vec::new());
    for slot in slots {
        let Some((hash, list)) = slot else {
            checks.push(0);
            counts.push(0);
            continue;
        };
        checks.push(slot_and_check(*hash, size - 1).1);
        counts.push(list.len() as u8);
        for (tag, w) in list {
            let code = ((w.abs() / scale).sqrt() * 127.0).round() as i8;
            entries.push((*tag, (if *w < 0.0 { -code } else { code }) as u8));
        }
    }
    Tagger::new(classes, checks, counts, entries, scale)
}
