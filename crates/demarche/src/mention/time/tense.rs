//! Whether a verb lies behind or ahead, as far as its sentence shows.

use crate::document::Document;
use crate::error::Result;
use crate::lexicon::Lexicon;
use crate::mention::phrases::FastMap;
use crate::syntax::{Deprel, Tree, Upos, Xpos};

/// Where a verb lies in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tense {
    Past,
    Present,
    Future,
}

/// The compiled table `time/tense.tsv`.
#[derive(Clone, Debug)]
pub(crate) struct Tenses {
    /// Lemma → whether it makes its verb future, whether its infinitive lies ahead.
    words: FastMap<Box<str>, (bool, bool)>,
}

impl Tenses {
    pub(super) fn new(lexicon: &Lexicon) -> Result<Tenses> {
        let table = lexicon.table("time/tense.tsv")?;
        let (lemma, class) = (table.column("lemma")?, table.column("class")?);
        let mut words: FastMap<Box<str>, (bool, bool)> = FastMap::default();
        for row in table.rows() {
            let entry = words.entry(row.get(lemma).into()).or_default();
            match row.get(class) {
                "future_aux" => entry.0 = true,
                "prospective" => entry.1 = true,
                other => return Err(row.error(class, format!("no class `{other}`"))),
            }
        }
        Ok(Tenses { words })
    }

    /// The tense of the verb that governs token `at`, by the tree if there is one.
    pub(crate) fn around(&self, doc: &Document, sentence: usize, at: usize) -> Option<Tense> {
        match &doc.trees[sentence] {
            Some(tree) => governing_verb(tree, at).map(|verb| self.of_verb(tree, verb, 0)),
            None => self.before(doc, sentence, at),
        }
    }

    /// The tense of a verb of a tree.
    pub(crate) fn of_verb(&self, tree: &Tree, verb: usize, depth: usize) -> Tense {
        let word = tree.word(verb);
        let marks = |relation: fn(Deprel) -> bool| {
            tree.children(verb).filter(move |c| relation(tree.word(*c).deprel))
        };
        let mut finite = None;
        for aux in marks(|d| matches!(d, Deprel::Aux | Deprel::AuxPass | Deprel::Cop)) {
            if self.words.get(&*tree.word(aux).lemma).is_some_and(|w| w.0) {
                return Tense::Future;
            }
            finite = finite.or(match tree.word(aux).xpos {
                Xpos::Vbd => Some(Tense::Past),
                Xpos::Vbz | Xpos::Vbp => Some(Tense::Present),
                _ => None,
            });
        }
        // The perfect tells of the past.
        let perfect = marks(|d| d == Deprel::Aux)
            .any(|c| &*tree.word(c).lemma == "have" && word.xpos == Xpos::Vbn);
        let infinitive = marks(|d| d == Deprel::Mark).any(|c| tree.word(c).xpos == Xpos::To);
        if infinitive && depth < 4 {
            let Some(head) = tree.head(verb) else { return Tense::Future };
            let ahead = self.words.get(&*tree.word(head).lemma).is_some_and(|w| w.1);
            return match ahead || word.deprel == Deprel::Root {
                true => Tense::Future,
                false => match governing_verb(tree, head) {
                    Some(above) => self.of_verb(tree, above, depth + 1),
                    None => Tense::Present,
                },
            };
        }
        if perfect {
            return Tense::Past;
        }
        if let Some(tense) = finite {
            return tense;
        }
        match word.xpos {
            Xpos::Vbd => Tense::Past,
            Xpos::Vbz | Xpos::Vbp => Tense::Present,
            _ if depth < 4 => match tree.head(verb).and_then(|h| governing_verb(tree, h)) {
                Some(above) => self.of_verb(tree, above, depth + 1),
                None if word.xpos == Xpos::Vbn => Tense::Past,
                None => Tense::Present,
            },
            _ => Tense::Past,
        }
    }

    /// Without a tree: the nearest sign before the token in its clause.
    fn before(&self, doc: &Document, sentence: usize, at: usize) -> Option<Tense> {
        let tokens = &doc.sentences[sentence].tokens;
        let word = |i: usize| tokens[i].span.of(&doc.article.text);
        for i in (at.saturating_sub(14)..at).rev() {
            let text = word(i);
            if matches!(text, ";" | ":" | "(" | "”") {
                break;
            }
            if self.words.get(text).is_some_and(|w| w.0) {
                return Some(Tense::Future);
            }
            if text == "to" && i > 0 && self.prospective(word(i - 1)) {
                return Some(Tense::Future);
            }
        }
        None
    }

    /// Whether a form belongs to a prospective lemma, roughly: by its regular endings.
    fn prospective(&self, form: &str) -> bool {
        let known = |stem: &str| self.words.get(stem).is_some_and(|w| w.1);
        let lower = form.to_lowercase();
        known(&lower)
            || ["s", "d", "ed", "ing"].iter().any(|e| lower.strip_suffix(e).is_some_and(known))
            || lower.strip_suffix("ned").is_some_and(known)
    }
}

/// The verb or predicate of the clause that holds a token, itself included.
pub(crate) fn governing_verb(tree: &Tree, at: usize) -> Option<usize> {
    let mut here = Some(at);
    while let Some(i) = here {
        let word = tree.word(i);
        let has_copula = || tree.children(i).any(|c| tree.word(c).deprel == Deprel::Cop);
        if (word.upos == Upos::Verb && word.deprel != Deprel::Amod) || has_copula() {
            return Some(i);
        }
        here = tree.head(i);
    }
    None
}
