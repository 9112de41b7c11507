//! Third-person pronouns against gold chains, as the scorer of OntoGUM counts them.
//!
//! A pronoun counts when its gold chain has an earlier mention that is no pronoun. It is right
//! when the phrase given overlaps a mention of that chain that is no pronoun.

use crate::article::from_text;
use crate::document::Document;
use crate::mention::coref::{Link, Noun};
use crate::span::Span;
use crate::syntax::Parser;
use crate::text::{Sentence, Token};

/// A gold mention: token numbers in the document, end exclusive, and its chain.
#[derive(Clone, Debug)]
pub struct Mention {
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// Chain.
    pub chain: String,
    /// Whether it is a third-person pronoun.
    pub pronoun: bool,
}

/// An annotated document, parsed.
#[derive(Clone, Debug)]
pub struct GoldDocument {
    /// The document.
    pub doc: Document,
    /// Token number of each sentence's first token.
    pub offsets: Vec<usize>,
    /// The gold mentions.
    pub mentions: Vec<Mention>,
}

impl GoldDocument {
    /// Reads one line of a gold file and parses its sentences; `None` when it is ill-formed.
    pub fn read(line: &str, parser: &dyn Parser) -> Option<GoldDocument> {
        let value: serde_json::Value = serde_json::from_str(line).ok()?;
        let (mut text, mut sentences, mut trees) = (String::new(), Vec::new(), Vec::new());
        let (mut offsets, mut count) = (Vec::new(), 0);
        for sentence in value["sents"].as_array()? {
            let words: Vec<&str> = sentence.as_array()?.iter().filter_map(|w| w.as_str()).collect();
            offsets.push(count);
            count += words.len();
            let mut tokens = Vec::with_capacity(words.len());
            for word in &words {
                if !text.is_empty() {
                    text.push(' ');
                }
                let start = text.len();
                text.push_str(word);
                tokens.push(Token { span: Span::new(start, text.len()) });
            }
            let span = tokens.first()?.span.cover(tokens.last()?.span);
            sentences.push(Sentence { span, block: 0, tokens });
            trees.push(Some(parser.parse(&words)));
        }
        let mentions = value["mentions"]
            .as_array()?
            .iter()
            .map(|m| {
                Some(Mention {
                    start: m["s"].as_u64()? as usize,
                    end: m["e"].as_u64()? as usize,
                    chain: m["c"].as_str()?.to_owned(),
                    pronoun: m["pron"].as_bool()?,
                })
            })
            .collect::<Option<Vec<_>>>()?;
        let mut article = from_text(value["id"].as_str()?, "");
        article.text = text;
        Some(GoldDocument { doc: Document { article, sentences, trees }, offsets, mentions })
    }

    /// The gold pronoun at a word.
    pub fn pronoun(&self, sentence: usize, token: usize) -> Option<&Mention> {
        let at = self.offsets[sentence] + token;
        self.mentions.iter().find(|m| m.pronoun && m.start == at && m.end == at + 1)
    }

    /// Whether a pronoun's chain has an earlier mention that is none.
    pub fn is_eligible(&self, pronoun: &Mention) -> bool {
        let earlier = |m: &&Mention| !m.pronoun && m.start < pronoun.start;
        self.mentions.iter().filter(earlier).any(|m| m.chain == pronoun.chain)
    }

    /// Whether a phrase overlaps a mention of the chain that is no pronoun.
    pub fn is_of(&self, noun: &Noun, chain: &str) -> bool {
        let at = self.offsets[noun.sentence];
        let (start, end) = (at + noun.first, at + noun.last + 1);
        let overlaps = |m: &&Mention| m.start < end && start < m.end;
        self.mentions.iter().filter(|m| !m.pronoun).filter(overlaps).any(|m| m.chain == chain)
    }

    /// The chain of the smallest mention around the head of a phrase.
    pub fn chain_of(&self, noun: &Noun) -> Option<&str> {
        let at = self.offsets[noun.sentence] + noun.head;
        let around = self.mentions.iter().filter(|m| !m.pronoun && m.start <= at && at < m.end);
        around.min_by_key(|m| m.end - m.start).map(|m| m.chain.as_str())
    }
}

/// How many pronouns were right, of how many.
#[derive(Clone, Copy, Debug, Default)]
pub struct PronounCounts {
    /// he, she; it; they: right and all.
    pub classes: [(usize, usize); 3],
}

impl PronounCounts {
    /// Share of right ones over all classes, in per cent.
    pub fn all(&self) -> f64 {
        let sum = self.classes.iter().fold((0, 0), |a, c| (a.0 + c.0, a.1 + c.1));
        share(sum)
    }

    /// Share of right ones of one class, in per cent.
    pub fn class(&self, index: usize) -> f64 {
        share(self.classes[index])
    }

    /// Number of pronouns that count.
    pub fn n(&self) -> usize {
        self.classes.iter().map(|c| c.1).sum()
    }

    /// Adds the pronouns of a document; gives the wrong ones.
    pub fn score<'l>(&mut self, gold: &GoldDocument, links: &'l [Link]) -> Vec<&'l Link> {
        let mut wrong = Vec::new();
        for pronoun in gold.mentions.iter().filter(|m| m.pronoun && gold.is_eligible(m)) {
            let sentence = gold.offsets.partition_point(|o| *o <= pronoun.start) - 1;
            let token = pronoun.start - gold.offsets[sentence];
            let link = links.iter().find(|l| (l.sentence, l.token) == (sentence, token));
            let right = link
                .and_then(|l| l.antecedents.first())
                .is_some_and(|noun| gold.is_of(noun, &pronoun.chain));
            let tokens = &gold.doc.sentences[sentence].tokens;
            let word = tokens[token].span.of(&gold.doc.article.text).to_lowercase();
            let class = match word.as_bytes() {
                [b'i', b't', ..] => 1,
                [b't', b'h', b'e', ..] => 2,
                _ => 0,
            };
            self.classes[class].1 += 1;
            self.classes[class].0 += usize::from(right);
            if !right {
                wrong.extend(link);
            }
        }
        wrong
    }
}

fn share((right, all): (usize, usize)) -> f64 {
    100.0 * right as f64 / all.max(1) as f64
}
