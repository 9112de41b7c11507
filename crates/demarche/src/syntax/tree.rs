//! The dependency tree of one sentence.

use super::tags::{Deprel, Upos, Xpos};

/// One word of a parsed sentence. Index `i` of [`Tree::words`] is token `i` of the sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag.
    pub xpos: Xpos,
    /// Dictionary form; lower case except for proper nouns.
    pub lemma: Box<str>,
    /// Index of the governing word in the sentence; `None` for the root.
    pub head: Option<u16>,
    /// Relation to the governing word.
    pub deprel: Deprel,
}

/// A sentence's words with their tags, lemmas and heads: a tree with one root.
///
/// Invariant: exactly one word has no head, and following heads from any word ends there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    words: Vec<Word>,
    /// Children of each word in text order, flattened; `starts[i]..starts[i + 1]`.
    children: Vec<u32>,
    starts: Vec<u32>,
}

impl Tree {
    /// Builds the tree and its child index.
    ///
    /// # Panics
    ///
    /// When a head lies outside the sentence.
    pub fn new(words: Vec<Word>) -> Tree {
        let n = words.len();
        let mut starts = vec![0u32; n + 1];
        for word in &words {
            if let Some(head) = word.head {
                starts[usize::from(head) + 1] += 1;
            }
        }
        for i in 0..n {
            starts[i + 1] += starts[i];
        }
        let mut fill = starts.clone();
        let mut children = vec![0u32; starts[n] as usize];
        for (i, word) in words.iter().enumerate() {
            if let Some(head) = word.head {
                let slot = &mut fill[usize::from(head)];
                children[*slot as usize] = i as u32;
                *slot += 1;
            }
        }
        Tree { words, children, starts }
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether the sentence has no word.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The words in text order.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// The word at index `i`.
    pub fn word(&self, i: usize) -> &Word {
        &self.words[i]
    }

    /// The governor of word `i`, `None` for the root.
    pub fn head(&self, i: usize) -> Option<usize> {
        self.words[i].head.map(usize::from)
    }

    /// The direct dependents of word `i`, in text order.
    pub fn children(&self, i: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let range = self.starts[i] as usize..self.starts[i + 1] as usize;
        self.children[range].iter().map(|c| *c as usize)
    }

    /// The first dependent of `i` with relation `deprel`.
    pub fn child(&self, i: usize, deprel: Deprel) -> Option<usize> {
        self.children(i).find(|c| self.words[*c].deprel == deprel)
    }

    /// The root word, `None` only for the empty sentence.
    pub fn root(&self) -> Option<usize> {
        self.words.iter().position(|w| w.head.is_none())
    }

    /// The first and last word index of everything `i` governs, itself included.
    pub fn extent(&self, i: usize) -> (usize, usize) {
        let (mut first, mut last) = (i, i);
        let mut stack = vec![i];
        while let Some(w) = stack.pop() {
            first = first.min(w);
            last = last.max(w);
            stack.extend(self.children(w));
        }
        (first, last)
    }

    /// Whether `ancestor` governs `i`, directly or not, or is `i` itself.
    pub fn governs(&self, ancestor: usize, i: usize) -> bool {
        let mut at = Some(i);
        while let Some(w) = at {
            if w == ancestor {
                return true;
            }
            at = self.head(w);
        }
        false
    }
}
