//! Copies of training sentences written as headlines and captions are: news has more of them
//! than the treebanks.

use super::random::Random;
use crate::syntax::conllu::GoldSentence;
use crate::syntax::tags::{Upos, Xpos};

/// Share of sentences that get a changed copy.
const SHARE: f32 = 0.08;

/// Whether every head lies inside the sentence and exactly one word is the root.
pub fn is_even(s: &GoldSentence) -> bool {
    let inside = s.words.iter().all(|w| usize::from(w.head) <= s.words.len());
    inside && s.words.iter().filter(|w| w.head == 0).count() == 1
}

/// A changed copy of `sentence`, or mostly nothing.
pub fn augmented(sentence: &GoldSentence, random: &mut Random) -> Option<GoldSentence> {
    let (drawn, kind) = (random.unit(), random.below(10));
    if drawn >= SHARE || sentence.words.len() < 4 {
        return None;
    }
    let mut copy = sentence.clone();
    match kind {
        0..=3 => {
            drop_final_mark(&mut copy);
            title_case(&mut copy);
        }
        4..=6 => drop_final_mark(&mut copy),
        7..=8 => {
            let first = &mut copy.words[0];
            if first.xpos != Xpos::Nnp && first.form != "I" {
                first.form = first.form.to_lowercase();
            }
        }
        _ => copy.words.iter_mut().for_each(|w| w.form = w.form.to_uppercase()),
    }
    Some(copy)
}

/// Takes away the last word if it is punctuation that governs nothing.
fn drop_final_mark(s: &mut GoldSentence) {
    let last = s.words.len();
    let governs = s.words.iter().any(|w| usize::from(w.head) == last);
    let mark = s.words.last().is_some_and(|w| w.upos == Upos::Punct && w.head != 0);
    if mark && !governs {
        s.words.pop();
    }
}

/// Writes all but short function words with a capital.
fn title_case(s: &mut GoldSentence) {
    for (i, word) in s.words.iter_mut().enumerate() {
        let function = matches!(
            word.upos,
            Upos::Adp | Upos::Det | Upos::Cconj | Upos::Part | Upos::Sconj | Upos::Punct
        );
        if i > 0 && function && word.form.len() < 5 {
            continue;
        }
        let mut chars = word.form.chars();
        if let Some(first) = chars.next() {
            word.form = first.to_uppercase().chain(chars).collect();
        }
    }
}
