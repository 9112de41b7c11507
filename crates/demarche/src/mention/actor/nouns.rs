//! The table of common nouns, compiled ahead and read by the noun that heads the phrase.

use crate::error::Error;
use crate::lexicon::block::Block;
use crate::lexicon::hash::hash;
use crate::lexicon::section::Section;
use crate::lexicon::shelf::Shelf;
use crate::lexicon::trie::{ROOT, Trie, TrieBuilder};
use crate::lexicon::{Lexicon, Table};
use crate::mention::code::Code;
use crate::text::words::Words;

const TABLE: &str = "actors/agents.tsv";
const CLOSED: &str = "grammar/closed.tsv";

/// The common nouns by the forms of their heads.
pub(crate) const NOUNS: Section =
    Section { name: "agents", inputs: &[TABLE, CLOSED, "text/"], compile };

/// A common noun (phrase) that denotes actors.
#[derive(Debug)]
pub(crate) struct Agent {
    /// Words before the head, in order.
    pub before: Vec<Box<str>>,
    /// Words after the head ("member **of parliament**").
    pub after: Vec<Box<str>>,
    pub sector: Option<Code>,
    pub sectors: Vec<Code>,
    pub role: Box<str>,
    pub person: bool,
}

/// The common nouns of a lexicon.
#[derive(Debug)]
pub(super) struct Nouns {
    table: Table,
    /// Form of a head → rows, the longest phrases first.
    heads: Trie,
    /// For each row the start and end of its words in `text`, and which of them is the head.
    phrases: Block,
    /// The words of all phrases, separated by spaces.
    text: Block,
    /// By node of `heads`.
    read: Shelf<Vec<Agent>>,
}

/// Numbers of a row in [`Nouns::phrases`].
const PHRASE: usize = 3;

impl Nouns {
    pub(super) fn new(lexicon: &Lexicon) -> Result<Nouns, Error> {
        let mut blocks = lexicon.compiled(&NOUNS)?.into_iter();
        let heads = Trie::open(&mut blocks);
        let mut next = || blocks.next().expect("the common nouns have five blocks");
        let read = Shelf::new(heads.nodes());
        Ok(Nouns {
            table: lexicon.table(TABLE)?.clone(),
            heads,
            phrases: next(),
            text: next(),
            read,
        })
    }

    /// The phrases whose head is `form`.
    pub(super) fn headed_by(&self, form: &str) -> &[Agent] {
        let Some(node) = self.heads.next(ROOT, hash(form)) else { return &[] };
        self.read.get(node as usize, || {
            self.heads.values(node).map(|row| self.agent(row as usize)).collect()
        })
    }

    fn agent(&self, row: usize) -> Agent {
        let number = |n| self.phrases.get(row * PHRASE + n);
        let words = self.text.slice(number(0), number(1));
        let words: Vec<Box<str>> = words.split(' ').map(Into::into).collect();
        let head = number(2) as usize;
        let row = self.table.record(row);
        Agent {
            before: words[..head].to_vec(),
            after: words[head + 1..].to_vec(),
            sector: Code::new(row.get("sector")),
            sectors: Code::list(row.get("sectors")),
            role: row.get("role").into(),
            person: row.get("number") == "person",
        }
    }
}

fn compile(lexicon: &Lexicon) -> Result<Vec<Block>, Error> {
    let words = Words::new(lexicon)?;
    let closed = lexicon.records(CLOSED)?.filter(|row| row.get("class") == "phrase_connector");
    let connectors: Vec<&str> = closed.map(|row| row.get("word")).collect();
    let (mut heads, mut phrases, mut text) = (TrieBuilder::default(), Vec::new(), String::new());
    let mut lengths = Vec::new();
    for (row, number) in lexicon.records(TABLE)?.zip(0u32..) {
        let phrase = words.phrase(row.get("phrase"));
        let connector = phrase.iter().skip(1).position(|w| connectors.contains(w)).map(|i| i + 1);
        let head = connector.unwrap_or(phrase.len()) - 1;
        let plural =
            row.optional("plural").and_then(|plural| words.phrase(plural).get(head).copied());
        for form in [Some(phrase[head]), plural].into_iter().flatten() {
            let node = heads.step(ROOT, hash(form));
            heads.values(node).push(number);
        }
        let start = text.len();
        text.push_str(&phrase.join(" "));
        phrases.extend([start as u32, text.len() as u32, head as u32]);
        lengths.push(phrase.len());
    }
    for rows in heads.lists() {
        rows.sort_by_key(|row| std::cmp::Reverse(lengths[*row as usize]));
    }
    let mut blocks: Vec<Block> = heads.finish().into();
    blocks.extend([Block::numbers(phrases), Block::text(&text)]);
    Ok(blocks)
}
