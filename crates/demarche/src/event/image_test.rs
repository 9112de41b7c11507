//! The compiled patterns answer as a plain map made from the same rows would.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use super::pattern::{Pos, Value};
use super::patterns::PatternBook;
use super::predicates;
use crate::lexicon::Lexicon;

#[test]
fn every_predicate_has_its_patterns_the_most_specific_first() {
    let lexicon = Lexicon::embedded().unwrap();
    let book = PatternBook::new(&lexicon).unwrap();
    let mut classes: HashMap<&str, BTreeSet<&str>> = HashMap::new();
    for (class, row) in predicates::classes(&lexicon) {
        classes.entry(class).or_default().insert(row.get("lemma"));
    }
    let mut plain: HashMap<(Pos, String), Vec<(usize, String)>> = HashMap::new();
    let mut count = 0;
    for (_, table) in lexicon.under("patterns/") {
        for row in table.records() {
            let pattern = predicates::read(row).unwrap();
            let lemmas: Vec<String> = match &pattern.predicate {
                Value::Lemma(parts) => vec![parts.join("_")],
                Value::Class(class) => classes[&**class].iter().map(|l| (*l).into()).collect(),
            };
            let entry = (pattern.specificity(), pattern.id.to_string());
            for lemma in lemmas {
                plain.entry((pattern.pos, lemma)).or_default().push(entry.clone());
            }
            count += 1;
        }
    }
    assert_eq!(book.len(), count);
    for ((pos, lemma), mut patterns) in plain {
        patterns.sort_by_key(|(specificity, _)| Reverse(*specificity));
        let found: Vec<_> = book
            .for_predicate(pos, &lemma)
            .map(|pattern| (pattern.specificity(), pattern.id.to_string()))
            .collect();
        assert_eq!(found, patterns, "{lemma}");
    }
    assert_eq!(book.for_predicate(Pos::Verb, "nosuchverb").count(), 0);
}
