//! PLOVER contexts, each with the words that show it.

use std::collections::HashMap;

use crate::error::Error;
use crate::lexicon::Lexicon;
use crate::syntax::Tree;

/// Phrases that show a context.
#[derive(Debug, Default)]
pub struct Contexts {
    /// First lemma → (all lemmas, context), longest first.
    phrases: HashMap<Box<str>, Vec<(Vec<Box<str>>, Box<str>)>>,
}

impl Contexts {
    /// Compiles `contexts.tsv`.
    ///
    /// # Errors
    ///
    /// When the table is missing.
    pub fn new(lexicon: &Lexicon) -> Result<Contexts, Error> {
        let mut contexts = Contexts::default();
        for row in lexicon.records("contexts.tsv")? {
            let words: Vec<Box<str>> = row.get("phrase").split(' ').map(Into::into).collect();
            let list = contexts.phrases.entry(words[0].clone()).or_default();
            list.push((words, row.get("context").into()));
        }
        for list in contexts.phrases.values_mut() {
            list.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        }
        Ok(contexts)
    }

    /// The contexts among `tokens` (in order): code, first and last token; one entry a code.
    pub fn find(
        &self,
        tree: &Tree,
        lower: &[String],
        tokens: &[usize],
    ) -> Vec<(Box<str>, usize, usize)> {
        let mut found: Vec<(Box<str>, usize, usize)> = Vec::new();
        let is = |token: usize, word: &str| {
            lower[token] == word || tree.word(token).lemma.eq_ignore_ascii_case(word)
        };
        for token in tokens.iter().copied() {
            let lemma = tree.word(token).lemma.to_lowercase();
            let lists = [self.phrases.get(lemma.as_str()), self.phrases.get(lower[token].as_str())];
            for (words, context) in lists.into_iter().flatten().flatten() {
                let fits = token + words.len() <= tree.len()
                    && words.iter().enumerate().all(|(i, w)| is(token + i, w));
                if fits && found.iter().all(|(code, _, _)| code != context) {
                    found.push((context.clone(), token, token + words.len() - 1));
                }
            }
        }
        found.sort_by(|a, b| a.1.cmp(&b.1).then_with(|| a.0.cmp(&b.0)));
        found
    }
}
