//! Scores tagging and parsing on raw text, with our own sentences and tokens.
//!
//! As in the CoNLL 2018 shared task: a word is aligned when both its ends are those of a gold
//! word (counting characters that are not white space); an arc is right when word and
//! governor are aligned and the relation is the gold one.

use std::collections::HashMap;

use super::text::{Marks, document_text};
use crate::syntax::conllu::{self, GoldSentence};
use crate::syntax::{Deprel, Parser, Upos};
use crate::text::Segmenter;

/// Aligned counts; F1 of each is `2 · right / (gold + found)`.
#[derive(Clone, Copy, Debug, Default)]
pub struct RawScore {
    /// Gold words.
    pub gold: usize,
    /// Words found.
    pub found: usize,
    /// Universal tags right.
    pub upos: usize,
    /// Governors right.
    pub head: usize,
    /// Governors and relations right.
    pub labelled: usize,
}

impl RawScore {
    /// F1 in per cent of `right` aligned items.
    pub fn f1(&self, right: usize) -> f64 {
        200.0 * right as f64 / (self.gold + self.found).max(1) as f64
    }
}

type Place = (usize, usize);

/// Scores every document of a treebank whose words make up its text.
pub fn score(segmenter: &Segmenter, parser: &dyn Parser, conllu: &str) -> Result<RawScore, String> {
    let mut score = RawScore::default();
    for part in conllu.split("# newdoc id = ").skip(1) {
        let gold = conllu::read(&format!("# newdoc id = {part}"))?;
        let article = document_text(part);
        let marks = Marks::new(&article.text);
        let Some(words) = gold_words(&gold, marks.end()) else { continue };
        score.gold += words.len();
        for sentence in segmenter.analyse(&article) {
            let tokens: Vec<&str> =
                sentence.tokens.iter().map(|t| t.span.of(&article.text)).collect();
            let places: Vec<Place> = sentence.tokens.iter().map(|t| marks.of(t.span)).collect();
            let tree = parser.parse(&tokens);
            score.found += tokens.len();
            for (i, word) in tree.words().iter().enumerate() {
                let Some((upos, head, deprel)) = words.get(&places[i]) else { continue };
                let governor = word.head.map(|h| places[usize::from(h)]);
                score.upos += usize::from(word.upos == *upos);
                score.head += usize::from(governor == *head);
                score.labelled += usize::from(governor == *head && word.deprel == *deprel);
            }
        }
    }
    Ok(score)
}

/// A gold word: its part of speech, where its governor stands, and its relation to it.
type GoldWord = (Upos, Option<Place>, Deprel);

/// The gold words by place; `None` when they do not make up a text of `length` characters.
fn gold_words(sentences: &[GoldSentence], length: usize) -> Option<HashMap<Place, GoldWord>> {
    let mut words = HashMap::new();
    let mut at = 0;
    for sentence in sentences {
        let places: Vec<Place> = sentence
            .words
            .iter()
            .map(|word| {
                let first = at;
                at += word.form.chars().filter(|c| !c.is_whitespace()).count();
                (first, at)
            })
            .collect();
        for (place, word) in places.iter().zip(&sentence.words) {
            let head = usize::from(word.head).checked_sub(1).map(|h| places[h]);
            words.insert(*place, (word.upos, head, word.deprel));
        }
    }
    (at == length).then_some(words)
}
