//! What kind of voice a noun phrase is.

use super::Noun;
use super::cues::{Cues, Noun as Class};
use crate::document::Document;
use crate::mention::phrases::UNKNOWN;
use crate::syntax::Upos;

fn word<'d>(doc: &'d Document, noun: &Noun, at: usize) -> &'d str {
    doc.sentences[noun.sentence].tokens[at].span.of(&doc.article.text)
}

fn lemma(doc: &Document, noun: &Noun) -> String {
    match &doc.trees[noun.sentence] {
        Some(tree) => tree.word(noun.head).lemma.to_lowercase(),
        None => word(doc, noun, noun.head).to_lowercase(),
    }
}

/// Whether the source stays unnamed: "diplomatic sources", "an official who asked not to be named".
pub(super) fn is_anonymous(doc: &Document, cues: &Cues, noun: &Noun) -> bool {
    if noun.tokens.clone().any(|i| cues.is_unnamed(&word(doc, noun, i).to_lowercase())) {
        return true;
    }
    if cues.noun(&lemma(doc, noun)) != Some(Class::Anonymous) {
        return false;
    }
    // A name beside the noun ("official John Smith") is a name.
    !noun.tokens.clone().any(|i| i > noun.head && is_name(doc, noun, i))
}

fn is_name(doc: &Document, noun: &Noun, at: usize) -> bool {
    match &doc.trees[noun.sentence] {
        Some(tree) => {
            use crate::syntax::Deprel;
            tree.word(at).upos == Upos::Propn
                && tree.head(at) == Some(noun.head)
                && matches!(tree.word(at).deprel, Deprel::Appos | Deprel::Flat)
        }
        None => word(doc, noun, at).starts_with(char::is_uppercase),
    }
}

/// Whether the phrase names a newspaper, agency, station or the like.
pub(super) fn is_outlet(doc: &Document, cues: &Cues, noun: &Noun) -> bool {
    if cues.noun(&lemma(doc, noun)) == Some(Class::Outlet) {
        return true;
    }
    let mut scratch = String::new();
    let ids: Vec<u32> =
        noun.tokens.clone().map(|i| cues.outlets.id(word(doc, noun, i), &mut scratch)).collect();
    let head = noun.head - noun.tokens.start;
    (0..=head).any(|at| {
        let capital = word(doc, noun, noun.tokens.start + at).starts_with(char::is_uppercase);
        let known = ids[at] != UNKNOWN && capital;
        known && cues.outlets.longest(&ids, at).is_some_and(|(end, _)| end > head)
    })
}

/// Whether somebody who is told something prints it: an outlet, or "reporters".
pub(super) fn is_press(doc: &Document, cues: &Cues, noun: &Noun) -> bool {
    is_outlet(doc, cues, noun) || cues.noun(&lemma(doc, noun)) == Some(Class::Reporter)
}
