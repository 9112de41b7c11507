//! The word tables of the splitter and tokenizer, ready for lookup.

use std::collections::{HashMap, HashSet};

use crate::error::Result;
use crate::lexicon::Lexicon;

/// What may follow an abbreviation in the same sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Abbreviation {
    /// A name or another part follows: never ends a sentence.
    Joins,
    /// An abbreviation only before a number.
    Number,
    /// Ends a sentence only before a clear sentence opener.
    Weak,
    /// As `Weak`, but a common word unless it follows a comma, bracket or hyphen.
    Ambiguous,
    /// As `Weak`, but the point at the end of a block is a token.
    Loose,
    /// A single initial.
    Initial,
}

/// Tables under `lexicon/text/`, compiled.
#[derive(Clone, Debug)]
pub(crate) struct Words {
    abbreviations: HashMap<Box<str>, Abbreviation>,
    openers: HashSet<Box<str>>,
    prefixes: HashSet<Box<str>>,
    units: HashSet<Box<str>>,
    contractions: HashMap<Box<str>, Box<[u32]>>,
    /// Without their apostrophe, longest first; `n't` keeps its `n`.
    clitics: Vec<Box<str>>,
    longest: usize,
}

impl Words {
    /// Whether a plain word is written as several tokens ("cannot").
    pub(crate) fn is_contraction(&self, word: &str) -> bool {
        self.contractions.contains_key(word)
            || self.contractions.contains_key(&*word.to_lowercase())
    }

    pub(crate) fn new(lexicon: &Lexicon) -> Result<Words> {
        let mut abbreviations: HashMap<Box<str>, Abbreviation> = HashMap::new();
        let table = lexicon.table("text/abbreviations.tsv")?;
        let (form, class) = (table.column("abbreviation")?, table.column("class")?);
        for row in table.rows() {
            let kind = match row.get(class) {
                "title" | "joining" => Abbreviation::Joins,
                "number" => Abbreviation::Number,
                "month" | "weekday" | "initials" | "place" | "company" => Abbreviation::Weak,
                "word" => Abbreviation::Ambiguous,
                "other" => Abbreviation::Loose,
                other => return Err(row.error(class, format!("unknown class `{other}`"))),
            };
            let word = row.get(form);
            if matches!(row.get(class), "title" | "month") {
                abbreviations.insert(word.to_uppercase().into(), kind);
            }
            abbreviations.insert(word.into(), kind);
        }
        let mut contractions: HashMap<Box<str>, Box<[u32]>> = HashMap::new();
        let table = lexicon.table("text/contractions.tsv")?;
        let (form, parts) = (table.column("form")?, table.column("parts")?);
        for row in table.rows() {
            if row.get(parts).replace('|', "") != row.get(form) {
                return Err(row.error(parts, "the parts do not make up the form"));
            }
            let lengths = row.get(parts).split('|').map(|part| part.chars().count() as u32);
            contractions.insert(row.get(form).into(), lengths.collect());
        }
        let mut clitics: Vec<Box<str>> = set(lexicon, "text/clitics.tsv")?.into_iter().collect();
        clitics.sort_by_key(|clitic| (std::cmp::Reverse(clitic.len()), clitic.clone()));
        let longest = contractions
            .keys()
            .map(|key| key.len())
            .chain(abbreviations.keys().map(|key| key.len()))
            .max()
            .unwrap_or(0);
        Ok(Words {
            abbreviations,
            openers: set(lexicon, "text/openers.tsv")?,
            prefixes: set(lexicon, "text/prefixes.tsv")?,
            units: set(lexicon, "text/units.tsv")?,
            contractions,
            clitics,
            longest,
        })
    }

    /// Whether `word`, in any case, is an abbreviated title that a name follows: "gen.".
    pub(super) fn is_short_title(&self, word: &str) -> bool {
        let mut letters = word.chars();
        letters.next_back() == Some('.')
            && word.is_ascii()
            && word.get(..1).zip(word.get(1..)).is_some_and(|(first, rest)| {
                let titled = first.to_ascii_uppercase() + rest;
                matches!(self.abbreviation(&titled), Some(Abbreviation::Joins))
            })
    }

    /// The class of a word with its point.
    pub(crate) fn abbreviation(&self, word: &str) -> Option<Abbreviation> {
        // Longer words need not be hashed.
        if word.len() > self.longest { None } else { self.abbreviations.get(word).copied() }
    }

    /// Whether the word, apart from its case, opens a sentence after an abbreviation.
    pub(crate) fn is_opener(&self, word: &str) -> bool {
        word.len() <= 16 && self.openers.contains(word.to_lowercase().as_str())
    }

    /// Whether the word stays in one token with what follows its hyphen.
    pub(crate) fn is_prefix(&self, word: &str) -> bool {
        word.len() <= 12 && self.prefixes.contains(word.to_lowercase().as_str())
    }

    /// Whether the letters after a number are a unit, a token of its own.
    pub(crate) fn is_unit(&self, word: &str) -> bool {
        word.len() <= 4 && self.units.contains(word)
    }

    /// Lengths in characters of the parts of a word that is several tokens.
    pub(crate) fn contraction(&self, word: &str) -> Option<&[u32]> {
        if word.len() > self.longest {
            return None;
        }
        self.contractions.get(word.to_lowercase().as_str()).map(|parts| &**parts)
    }

    /// The clitics, longest first, with a straight apostrophe.
    pub(crate) fn clitics(&self) -> impl Iterator<Item = &str> {
        self.clitics.iter().map(|clitic| &**clitic)
    }
}

fn set(lexicon: &Lexicon, path: &str) -> Result<HashSet<Box<str>>> {
    let table = lexicon.table(path)?;
    let first = table.column(&table.columns()[0])?;
    Ok(table.rows().map(|row| row.get(first).into()).collect())
}
