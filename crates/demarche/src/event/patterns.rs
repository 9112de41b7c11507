//! Every pattern and word class of the lexicon, indexed by predicate.

use std::collections::{HashMap, HashSet};

use super::pattern::{Pattern, PatternLine, Pos, Value};
use crate::error::Error;
use crate::lexicon::Lexicon;

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

/// The compiled pattern tables.
#[derive(Debug, Default)]
pub struct PatternBook {
    patterns: Vec<Pattern>,
    /// One index for each part of speech.
    by_predicate: [HashMap<Box<str>, Vec<u32>>; 3],
    classes: HashMap<Box<str>, HashSet<Box<str>>>,
}

impl PatternBook {
    /// Compiles `patterns/*.tsv` and `classes/*.tsv`.
    ///
    /// # Errors
    ///
    /// When a line cannot be read; the error names file, line and column.
    pub fn new(lexicon: &Lexicon) -> Result<PatternBook, Error> {
        let mut book = PatternBook::default();
        for (path, table) in lexicon.under("classes/") {
            let class = path.trim_start_matches("classes/").trim_end_matches(".tsv");
            let lemmas = table.records().map(|row| row.get("lemma").into()).collect();
            book.classes.insert(class.into(), lemmas);
        }
        for (_, table) in lexicon.under("patterns/") {
            for row in table.records() {
                let pattern = Pattern::parse(PatternLine::of(&row))
                    .map_err(|(column, message)| row.fault(column, message))?;
                book.add(pattern);
            }
        }
        for list in book.by_predicate.iter_mut().flat_map(HashMap::values_mut) {
            list.sort_by_key(|i| std::cmp::Reverse(book.patterns[*i as usize].specificity()));
        }
        Ok(book)
    }

    fn add(&mut self, pattern: Pattern) {
        let index = self.patterns.len() as u32;
        let lemmas: Vec<Box<str>> = match &pattern.predicate {
            Value::Lemma(parts) => vec![parts.join("_").into()],
            Value::Class(class) => {
                self.classes.get(class).map(|c| c.iter().cloned().collect()).unwrap_or_default()
            }
        };
        for lemma in lemmas {
            self.by_predicate[pattern.pos as usize].entry(lemma).or_default().push(index);
        }
        self.patterns.push(pattern);
    }

    /// The patterns for a predicate, the most specific first.
    ///
    /// The lemmatiser guesses the endings of rare verbs ("boycotted" → `boycot`, "freed" →
    /// `fre`): a verb the book does not know is also looked up in its other spellings.
    pub fn for_predicate(&self, pos: Pos, lemma: &str) -> impl Iterator<Item = &Pattern> {
        let index = &self.by_predicate[pos as usize];
        let found = index.get(lemma).or_else(|| {
            let guessed = pos == Pos::Verb && lemma.len() > 2;
            guessed.then(|| respell(lemma).find_map(|form| index.get(form.as_str()))).flatten()
        });
        found.into_iter().flatten().map(|i| &self.patterns[*i as usize])
    }

    /// Whether `lemma` belongs to `class`.
    pub fn in_class(&self, class: &str, lemma: &str) -> bool {
        self.classes.get(class).is_some_and(|c| c.contains(lemma))
    }

    /// Number of patterns.
    pub fn len(&self) -> usize {
        self.patterns.len()
    }

    /// Whether there is no pattern.
    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty()
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
