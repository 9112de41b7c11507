//! Scores sentence splitting and tokenizing on the raw text of a treebank.
//!
//! As in the CoNLL shared tasks, offsets count characters that are not white space, and
//! a sentence or token is right when both its ends are.

use std::collections::HashSet;

use crate::article::{Article, Block, BlockKind};
use crate::span::Span;
use crate::text::Segmenter;

/// Counts of one kind of unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Units in the gold data.
    pub gold: usize,
    /// Units found.
    pub found: usize,
    /// Units found that are in the gold data.
    pub right: usize,
}

impl Counts {
    /// Balanced F-score in percent.
    pub fn f1(&self) -> f64 {
        let all = self.gold + self.found;
        if all == 0 { 100.0 } else { 200.0 * self.right as f64 / all as f64 }
    }

    fn add(&mut self, gold: &HashSet<(usize, usize)>, found: &HashSet<(usize, usize)>) {
        self.gold += gold.len();
        self.found += found.len();
        self.right += gold.intersection(found).count();
    }
}

/// How well a treebank's raw text was split.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextScore {
    /// Sentences.
    pub sentences: Counts,
    /// Tokens.
    pub tokens: Counts,
    /// Words around a fault: what is in one of the two only, per sentence.
    pub faults: Vec<String>,
}

struct Gold {
    article: Article,
    sentences: HashSet<(usize, usize)>,
    tokens: HashSet<(usize, usize)>,
}

/// Scores `conllu`, of which documents whose name starts with `prefix` are read.
pub fn score(segmenter: &Segmenter, conllu: &str, prefix: &str) -> TextScore {
    let mut score = TextScore::default();
    for gold in documents(conllu, prefix) {
        let text = &gold.article.text;
        let marks = Marks::new(text);
        let (mut sentences, mut tokens) = (HashSet::new(), HashSet::new());
        for sentence in segmenter.analyse(&gold.article) {
            sentences.insert(marks.of(sentence.span));
            tokens.extend(sentence.tokens.iter().map(|token| marks.of(token.span)));
        }
        score.sentences.add(&gold.sentences, &sentences);
        score.tokens.add(&gold.tokens, &tokens);
        let solid: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
        let word = |&(from, to): &(usize, usize)| solid[from..to].iter().collect::<String>();
        let mut report = |name: &str, gold: &HashSet<(usize, usize)>, found: &HashSet<_>| {
            for (sign, one, other) in [("missed", gold, found), ("wrong", found, gold)] {
                let mut only: Vec<_> = one.difference(other).collect();
                only.sort();
                score.faults.extend(only.iter().map(|m| format!("{name} {sign}: {}", word(m))));
            }
        };
        report("token", &gold.tokens, &tokens);
        report("sentence", &gold.sentences, &sentences);
    }
    score
}

/// Number of solid characters before each byte.
pub(super) struct Marks(Vec<u32>);

impl Marks {
    pub(super) fn new(text: &str) -> Marks {
        let (mut marks, mut count) = (vec![0; text.len() + 1], 0);
        for (at, c) in text.char_indices() {
            marks[at] = count;
            count += u32::from(!c.is_whitespace());
            marks[at + c.len_utf8()] = count;
        }
        Marks(marks)
    }

    /// Number of solid characters in all.
    pub(super) fn end(&self) -> usize {
        self.0.last().map_or(0, |n| *n as usize)
    }

    pub(super) fn of(&self, span: Span) -> (usize, usize) {
        (self.0[span.start as usize] as usize, self.0[span.end as usize] as usize)
    }
}

fn documents<'c>(conllu: &'c str, prefix: &'c str) -> impl Iterator<Item = Gold> + 'c {
    let parts = conllu.split("# newdoc id = ").skip(1);
    parts.filter(move |part| part.starts_with(prefix)).map(document)
}

/// The raw text of one document of a treebank.
pub(super) fn document_text(part: &str) -> Article {
    document(part).article
}

fn document(part: &str) -> Gold {
    let (mut text, mut solid) = (String::new(), 0);
    let (mut sentences, mut tokens) = (HashSet::new(), HashSet::new());
    let (mut blocks, mut paragraph) = (Vec::new(), 0);
    for record in part.split("\n\n").filter(|record| record.contains("# text = ")) {
        if record.contains("# newpar") && !text.is_empty() {
            blocks.push((paragraph, text.trim_end().len()));
            text.push_str("\n\n");
            paragraph = text.len();
        }
        let first = solid;
        let mut inside = 0;
        for line in record.lines() {
            if let Some(raw) = line.strip_prefix("# text = ") {
                text.push_str(raw.trim());
                text.push(' ');
                continue;
            }
            let mut fields = line.split('\t');
            let (Some(id), Some(form)) = (fields.next(), fields.next()) else { continue };
            let length = form.chars().filter(|c| !c.is_whitespace()).count();
            if let Some((from, to)) = id.split_once('-') {
                // The words of a contraction follow; they are its surface cut up.
                let words = to.parse().unwrap_or(0) + 1 - from.parse().unwrap_or(0);
                let lengths: Vec<usize> = word_lengths(record, id, words);
                if lengths.iter().sum::<usize>() != length {
                    tokens.insert((solid, solid + length));
                    solid += length;
                    inside = words;
                }
            } else if id.contains('.') || line.starts_with('#') {
            } else if inside > 0 {
                inside -= 1;
            } else {
                tokens.insert((solid, solid + length));
                solid += length;
            }
        }
        sentences.insert((first, solid));
    }
    blocks.push((paragraph, text.trim_end().len()));
    let mut article = crate::article::from_text("gold", &text);
    article.blocks = blocks
        .into_iter()
        .filter(|(start, end)| start < end)
        .map(|(start, end)| Block { span: Span::new(start, end), kind: BlockKind::Paragraph })
        .collect();
    Gold { article, sentences, tokens }
}

fn word_lengths(record: &str, id: &str, words: usize) -> Vec<usize> {
    let rest = record.lines().skip_while(|line| line.split('\t').next() != Some(id)).skip(1);
    rest.filter_map(|line| line.split('\t').nth(1))
        .take(words)
        .map(|form| form.chars().count())
        .collect()
}
