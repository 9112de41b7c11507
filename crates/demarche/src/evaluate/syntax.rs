//! Scores a parser against a treebank: gold tokens, predicted tags, all words counted.

use crate::syntax::conllu::GoldSentence;
use crate::syntax::{Parser, Xpos};

/// Right answers out of `words`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All words, punctuation included.
    pub words: usize,
    /// Universal tag right.
    pub upos: usize,
    /// Penn tag right.
    pub xpos: usize,
    /// Lemma right; letter case counts for proper nouns only.
    pub lemma: usize,
    /// Head right.
    pub head: usize,
    /// Head and full relation right.
    pub labelled: usize,
}

impl Counts {
    /// `right` as a percentage of the words.
    pub fn percent(&self, right: usize) -> f64 {
        100.0 * right as f64 / self.words.max(1) as f64
    }
}

/// Parses every sentence and counts what is right.
pub fn score<'a>(parser: &dyn Parser, gold: impl IntoIterator<Item = &'a GoldSentence>) -> Counts {
    let mut counts = Counts::default();
    for sentence in gold {
        let tokens: Vec<&str> = sentence.words.iter().map(|w| w.form.as_str()).collect();
        let tree = parser.parse(&tokens);
        for (gold, word) in sentence.words.iter().zip(tree.words()) {
            let head = word.head.map_or(0, |h| h + 1) == gold.head;
            counts.words += 1;
            counts.upos += usize::from(word.upos == gold.upos);
            counts.xpos += usize::from(word.xpos == gold.xpos);
            counts.lemma += usize::from(same_lemma(&word.lemma, &gold.lemma, gold.xpos));
            counts.head += usize::from(head);
            counts.labelled += usize::from(head && word.deprel == gold.deprel);
        }
    }
    counts
}

/// Whether the lemmas are the same, letter case counting for proper nouns only.
pub fn same_lemma(found: &str, gold: &str, tag: Xpos) -> bool {
    match tag {
        Xpos::Nnp | Xpos::Nnps => found == gold,
        _ => found.to_lowercase() == gold.to_lowercase(),
    }
}
