//! The index of the pattern tables by predicate, compiled ahead.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::pattern::{Pattern, PatternLine, Pos, Value};
use crate::error::Error;
use crate::lexicon::block::Block;
use crate::lexicon::hash::hash;
use crate::lexicon::section::Section;
use crate::lexicon::trie::{ROOT, TrieBuilder};
use crate::lexicon::{Lexicon, Record};

/// The patterns' places in their tables, and their numbers by predicate: for each pattern the
/// number of its table among `patterns/` and its row; then a trie from [`key`] to patterns,
/// the most specific first.
pub(crate) const PATTERNS: Section =
    Section { name: "patterns", inputs: &["patterns/", "classes/"], compile };

/// Numbers of a pattern in the first block.
pub(crate) const PLACE: usize = 2;

/// What a predicate is looked up by.
pub(crate) fn key(pos: Pos, lemma: &str) -> u64 {
    let ending = match pos {
        Pos::Verb => "v",
        Pos::Noun => "n",
        Pos::Adj => "a",
    };
    hash(&format!("{lemma}/{ending}"))
}

/// Reads the pattern of a row.
pub(crate) fn read(row: Record<'_>) -> Result<Pattern, Error> {
    Pattern::parse(PatternLine::of(&row)).map_err(|(column, message)| row.fault(column, message))
}

/// The lemmas of each class under `classes/`.
pub(crate) fn classes(lexicon: &Lexicon) -> impl Iterator<Item = (&str, Record<'_>)> {
    lexicon.under("classes/").flat_map(|(path, table)| {
        let class = path.trim_start_matches("classes/").trim_end_matches(".tsv");
        table.records().map(move |row| (class, row))
    })
}

fn compile(lexicon: &Lexicon) -> Result<Vec<Block>, Error> {
    let mut members: HashMap<&str, Vec<&str>> = HashMap::new();
    for (class, row) in classes(lexicon) {
        let lemmas = members.entry(class).or_default();
        if !lemmas.contains(&row.get("lemma")) {
            lemmas.push(row.get("lemma"));
        }
    }
    let (mut places, mut specificity) = (Vec::new(), Vec::new());
    let mut trie = TrieBuilder::default();
    for ((_, table), number) in lexicon.under("patterns/").zip(0u32..) {
        for (row, place) in table.records().zip(0u32..) {
            let pattern = read(row)?;
            let index = specificity.len() as u32;
            let joined;
            let lemmas = match &pattern.predicate {
                Value::Lemma(parts) => {
                    joined = parts.join("_");
                    vec![joined.as_str()]
                }
                Value::Class(class) => members.get(&**class).cloned().unwrap_or_default(),
            };
            for lemma in lemmas {
                let node = trie.step(ROOT, key(pattern.pos, lemma));
                trie.values(node).push(index);
            }
            places.extend([number, place]);
            specificity.push(pattern.specificity());
        }
    }
    for patterns in trie.lists() {
        patterns.sort_by_key(|pattern| Reverse(specificity[*pattern as usize]));
    }
    let mut blocks = vec![Block::numbers(places)];
    blocks.extend(trie.finish());
    Ok(blocks)
}
