//! Every pattern and word class of the lexicon, indexed by predicate.

use std::collections::{HashMap, HashSet};

use super::pattern::{Pattern, Pos};
use super::predicates::{self, PATTERNS, PLACE};
use crate::error::Error;
use crate::lexicon::block::Block;
use crate::lexicon::shelf::Shelf;
use crate::lexicon::trie::{ROOT, Trie};
use crate::lexicon::{Lexicon, Table};

/// A pattern with the sentences that prove it.
#[derive(Clone, Debug)]
pub struct Example {
    /// The pattern's id.
    pub pattern: String,
    /// The event type it stands for.
    pub event: String,
    /// The sentence.
    pub sentence: String,
    /// The dyad it must yield, as written: `FRA>RUS`.
    pub dyad: Option<String>,
    /// Whether the pattern must fire in it.
    pub fires: bool,
}

/// The compiled pattern tables. A pattern is read when its predicate is first met.
#[derive(Debug)]
pub struct PatternBook {
    /// Those under `patterns/`.
    tables: Vec<Table>,
    /// Table and row of each pattern.
    places: Block,
    by_predicate: Trie,
    patterns: Shelf<Pattern>,
    classes: HashMap<Box<str>, HashSet<Box<str>>>,
    /// The classes of each lemma, sorted.
    classes_of: HashMap<Box<str>, Vec<Box<str>>>,
}

impl PatternBook {
    /// Compiles `patterns/*.tsv` and `classes/*.tsv`.
    ///
    /// # Errors
    ///
    /// When a line cannot be read; the error names file, line and column.
    pub fn new(lexicon: &Lexicon) -> Result<PatternBook, Error> {
        let mut blocks = lexicon.compiled(&PATTERNS)?.into_iter();
        let places = blocks.next().expect("the patterns begin with their places");
        let mut classes: HashMap<Box<str>, HashSet<Box<str>>> = HashMap::new();
        let mut classes_of: HashMap<Box<str>, Vec<Box<str>>> = HashMap::new();
        for (class, row) in predicates::classes(lexicon) {
            classes.entry(class.into()).or_default().insert(row.get("lemma").into());
            classes_of.entry(row.get("lemma").into()).or_default().push(class.into());
        }
        classes_of.values_mut().for_each(|names| names.sort_unstable());
        Ok(PatternBook {
            tables: lexicon.under("patterns/").map(|(_, table)| table.clone()).collect(),
            by_predicate: Trie::open(&mut blocks),
            patterns: Shelf::new(places.len() / PLACE),
            places,
            classes,
            classes_of,
        })
    }

    fn pattern(&self, index: usize) -> &Pattern {
        self.patterns.get(index, || {
            let (table, row) = (self.places.get(index * PLACE), self.places.get(index * PLACE + 1));
            let row = self.tables[table as usize].record(row as usize);
            predicates::read(row).expect("checked when the tables were compiled")
        })
    }

    /// The patterns for a predicate, the most specific first.
    ///
    /// The lemmatiser guesses the endings of rare verbs ("boycotted" → `boycot`, "freed" →
    /// `fre`): a verb the book does not know is also looked up in its other spellings.
    pub fn for_predicate(&self, pos: Pos, lemma: &str) -> impl Iterator<Item = &Pattern> {
        let find = |lemma: &str| self.by_predicate.next(ROOT, predicates::key(pos, lemma));
        let found = find(lemma).or_else(|| {
            let guessed = pos == Pos::Verb && lemma.len() > 2;
            guessed.then(|| respell(lemma).find_map(|form| find(&form))).flatten()
        });
        let numbers = found.into_iter().flat_map(|node| self.by_predicate.values(node));
        numbers.map(|i| self.pattern(i as usize))
    }

    /// Whether `lemma` belongs to `class`.
    pub fn in_class(&self, class: &str, lemma: &str) -> bool {
        self.classes.get(class).is_some_and(|c| c.contains(lemma))
    }

    /// The classes of a lemma, sorted.
    pub fn classes_of(&self, lemma: &str) -> &[Box<str>] {
        self.classes_of.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// The event types that patterns of a predicate stand for, sorted: what the word may mean.
    pub fn senses(&self, pos: Pos, lemma: &str) -> Vec<&str> {
        let mut types: Vec<&str> = self.for_predicate(pos, lemma).map(|p| &*p.event).collect();
        types.sort_unstable();
        types.dedup();
        types
    }

    /// Number of patterns.
    pub fn len(&self) -> usize {
        self.patterns.len()
    }

    /// Whether there is no pattern.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Other spellings of a guessed verb lemma: with an `e`, with its last letter doubled, and
/// without what was added.
fn respell(lemma: &str) -> impl Iterator<Item = String> {
    let (verb, particle) = match lemma.split_once('_') {
        Some((verb, particle)) => (verb, format!("_{particle}")),
        None => (lemma, String::new()),
    };
    let last = verb.chars().next_back().unwrap_or_default();
    let shorter = verb.strip_suffix(last).unwrap_or(verb);
    let doubled = shorter.ends_with(last).then(|| shorter.to_owned());
    let bare = (last == 'e').then(|| shorter.to_owned());
    let forms = [Some(format!("{verb}e")), Some(format!("{verb}{last}")), doubled, bare];
    forms.into_iter().flatten().map(move |form| format!("{form}{particle}"))
}

/// The example sentences of every pattern.
pub fn examples(lexicon: &Lexicon) -> Vec<Example> {
    let mut examples = Vec::new();
    for (_, table) in lexicon.under("patterns/") {
        for row in table.records() {
            for (column, fires) in [("yes", true), ("no", false)] {
                for text in row.get(column).split(" | ").map(str::trim).filter(|t| !t.is_empty()) {
                    let dyad = text.strip_suffix('}').and_then(|t| t.rsplit_once(" {"));
                    examples.push(Example {
                        pattern: row.get("id").to_owned(),
                        event: row.get("event").to_owned(),
                        sentence: dyad.map_or(text, |(sentence, _)| sentence).to_owned(),
                        dyad: dyad.map(|(_, dyad)| dyad.to_owned()),
                        fires,
                    });
                }
            }
        }
    }
    examples
}
