//! Gold sentences turned into numbers, with tags guessed by a tagger that never saw them.

use std::collections::HashMap;

use super::augment::{augmented, is_even};
use super::random::Random;
use super::tagger::{TagExample, train};
use crate::syntax::conllu::GoldSentence;
use crate::syntax::english::{lookup, vocabulary};
use crate::syntax::form::{Casing, Form, casing};
use crate::syntax::network::Input;
use crate::syntax::tagger::Tagger;
use crate::syntax::tags::{Upos, Xpos};

/// One training sentence for the network.
#[derive(Clone, Debug, Default)]
pub struct Example {
    /// What the network reads.
    pub input: Input,
    /// Probability that a word is hidden behind the unknown word.
    pub hide: Vec<f32>,
    /// Gold heads, 0 the root.
    pub heads: Vec<u16>,
    /// Gold relations.
    pub relations: Vec<u8>,
    /// Gold Penn tags.
    pub xpos: Vec<u8>,
    /// Gold universal tags.
    pub upos: Vec<u8>,
}

/// All that is prepared before the network is trained.
pub struct Prepared {
    /// The sentences.
    pub examples: Vec<Example>,
    /// Lower-case words; 0 is the unknown word.
    pub words: Vec<String>,
    /// Universal tags of each Penn tag, as bits.
    pub upos_masks: Vec<u32>,
    /// The tagger trained on all sentences.
    pub tagger: Tagger,
}

/// Parts of the text for which tags are guessed by a tagger trained on the other parts.
const FOLDS: usize = 5;
/// Passes of the tagger over its text.
const TAGGER_EPOCHS: usize = 6;
/// Words seen less often are unknown words.
const MIN_WORD_COUNT: u32 = 2;

/// Prepares training sentences; `threads` changes the time only.
pub fn prepare(gold: &[GoldSentence], seed: u64, threads: usize) -> Prepared {
    let mut random = Random::new(seed);
    let (words, counts) = count_words(gold);
    let numbers = vocabulary(&words);
    // Fold of each sentence: whole stretches of text, since neighbours share names.
    let fold = |i: usize| i / 50 % FOLDS;
    let mut sentences: Vec<(usize, GoldSentence)> =
        gold.iter().enumerate().map(|(i, s)| (fold(i), s.clone())).collect();
    for (i, sentence) in gold.iter().enumerate() {
        if let Some(copy) = augmented(sentence, &mut random) {
            sentences.push((fold(i), copy));
        }
    }
    sentences.retain(|(_, s)| is_even(s));
    let forms: Vec<Vec<Form>> = sentences
        .iter()
        .map(|(_, s)| s.words.iter().map(|w| Form::new(&w.form)).collect())
        .collect();
    let numbered: Vec<Vec<u32>> = forms
        .iter()
        .map(|forms| forms.iter().map(|f| lookup(&numbers, &f.lower)).collect())
        .collect();
    let casings: Vec<Casing> = forms.iter().map(|f| casing(f)).collect();
    let tags: Vec<Vec<u8>> = sentences
        .iter()
        .map(|(_, s)| s.words.iter().map(|w| w.xpos.index() as u8).collect())
        .collect();
    let learn = |held_out: usize| {
        let chosen = (0..sentences.len()).filter(|i| sentences[*i].0 != held_out);
        let examples: Vec<TagExample> = chosen
            .map(|i| TagExample {
                forms: &forms[i],
                words: &numbered[i],
                casing: casings[i],
                tags: &tags[i],
            })
            .collect();
        let mut random = Random::new(seed ^ (held_out as u64 + 1));
        train(&examples, words.len(), TAGGER_EPOCHS, &mut random)
    };
    // Tagger number FOLDS holds out nothing.
    let mut taggers = in_parallel(FOLDS + 1, threads, &learn);
    let tagger = taggers.pop().unwrap_or_default();
    let mut examples = Vec::with_capacity(sentences.len());
    for (i, (fold, sentence)) in sentences.iter().enumerate() {
        let mut input = Input::new(&forms[i], numbered[i].clone(), casings[i]);
        input.tags = taggers[*fold].tag(&forms[i], &numbered[i], casings[i]);
        let hide = |w: &u32| 0.3 / (0.3 + counts[*w as usize] as f32);
        examples.push(Example {
            hide: numbered[i].iter().map(hide).collect(),
            heads: sentence.words.iter().map(|w| w.head).collect(),
            relations: sentence.words.iter().map(|w| w.deprel.index() as u8).collect(),
            xpos: tags[i].clone(),
            upos: sentence.words.iter().map(|w| w.upos.index() as u8).collect(),
            input,
        });
    }
    let mut upos_masks = vec![0u32; Xpos::ALL.len()];
    let mut pairs: HashMap<(Xpos, Upos), u32> = HashMap::new();
    for word in gold.iter().flat_map(|s| &s.words) {
        *pairs.entry((word.xpos, word.upos)).or_default() += 1;
    }
    for ((xpos, upos), n) in pairs {
        if n >= 3 {
            upos_masks[xpos.index()] |= 1 << upos.index();
        }
    }
    Prepared { examples, words, upos_masks, tagger }
}

/// The vocabulary, most frequent first, and each word's count.
fn count_words(gold: &[GoldSentence]) -> (Vec<String>, Vec<u32>) {
    let mut counts: HashMap<String, u32> = HashMap::new();
    for word in gold.iter().flat_map(|s| &s.words) {
        *counts.entry(Form::new(&word.form).lower).or_default() += 1;
    }
    let often = |(word, n): &(String, u32)| *n >= MIN_WORD_COUNT && word.len() < 200;
    let mut ranked: Vec<(String, u32)> = counts.into_iter().filter(often).collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    ranked.insert(0, (String::new(), 1));
    ranked.into_iter().unzip()
}

/// Runs `work(0)` to `work(jobs - 1)` on up to `threads` threads; results in order.
fn in_parallel<T: Send>(jobs: usize, threads: usize, work: &(dyn Fn(usize) -> T + Sync)) -> Vec<T> {
    let next = std::sync::atomic::AtomicUsize::new(0);
    let results = std::sync::Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..threads.max(1) {
            scope.spawn(|| {
                loop {
                    let job = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    if job >= jobs {
                        break;
                    }
                    let result = work(job);
                    results.lock().unwrap_or_else(|e| e.into_inner()).push((job, result));
                }
            });
        }
    });
    let mut results = results.into_inner().unwrap_or_else(|e| e.into_inner());
    results.sort_by_key(|(job, _)| *job);
    results.into_iter().map(|(_, result)| result).collect()
}
