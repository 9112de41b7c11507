//! The compiled table `grammar/reporting.tsv`.

use super::outlets::OUTLETS;
use crate::error::Result;
use crate::lexicon::Lexicon;
use crate::mention::phrases::{FastMap, Phrases};

/// What a reporting verb takes as its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    Say,
    Tell,
    Claim,
    Ask,
    Accuse,
    Praise,
    Call,
    Urge,
    Promise,
    Believe,
    Show,
}

impl Verb {
    fn from_class(class: &str) -> Option<Verb> {
        Some(match class {
            "say" => Verb::Say,
            "tell" => Verb::Tell,
            "claim" => Verb::Claim,
            "ask" => Verb::Ask,
            "accuse" => Verb::Accuse,
            "praise" => Verb::Praise,
            "call" => Verb::Call,
            "urge" => Verb::Urge,
            "promise" => Verb::Promise,
            "believe" => Verb::Believe,
            "show" => Verb::Show,
            _ => return None,
        })
    }

    /// Whether it can introduce a quotation that stands beside it without being its object.
    pub fn speaks(self) -> bool {
        !matches!(self, Verb::Believe | Verb::Promise)
    }

    /// Whether an object alone is a content: "slammed the deal".
    pub fn takes_object(self) -> bool {
        !matches!(self, Verb::Tell | Verb::Ask | Verb::Believe | Verb::Show | Verb::Claim)
    }
}

/// What a noun is to an attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Noun {
    Statement,
    Outlet,
    Anonymous,
    Reporter,
}

/// Cues by lemma, and what helps to judge a source.
#[derive(Clone, Debug)]
pub(super) struct Cues {
    verbs: FastMap<Box<str>, Verb>,
    /// Inflected forms, for sentences without a tree.
    forms: FastMap<Box<str>, Verb>,
    nouns: FastMap<Box<str>, Noun>,
    adverbs: FastMap<Box<str>, ()>,
    unnamed: FastMap<Box<str>, ()>,
    /// Words that cannot stand inside a source.
    source_ends: FastMap<Box<str>, ()>,
    /// The words of phrases that stand before their source.
    phrases: Vec<Vec<Box<str>>>,
    /// Names of newspapers, agencies and the like.
    pub outlets: Phrases,
}

impl Cues {
    /// Whether a word cannot stand inside a source: a clause word or a finite auxiliary.
    pub fn ends_source(&self, word: &str) -> bool {
        self.source_ends.contains_key(word)
    }

    pub fn new(lexicon: &Lexicon) -> Result<Cues> {
        let table = lexicon.table("grammar/reporting.tsv")?;
        let (lemma, pos) = (table.column("lemma")?, table.column("pos")?);
        let (class, forms) = (table.column("class")?, table.column("forms")?);
        let mut cues = Cues {
            verbs: FastMap::default(),
            forms: FastMap::default(),
            nouns: FastMap::default(),
            adverbs: FastMap::default(),
            unnamed: FastMap::default(),
            source_ends: FastMap::default(),
            phrases: Vec::new(),
            outlets: Phrases::open(&mut lexicon.compiled(&OUTLETS)?.into_iter()),
        };
        let ends =
            lexicon.records("grammar/closed.tsv")?.filter(|r| r.get("class") == "source_end");
        cues.source_ends.extend(ends.map(|row| (row.get("word").into(), ())));
        for row in table.rows() {
            let word = row.get(lemma);
            let wrong = || row.error(class, format!("no class `{}`", row.get(class)));
            match (row.get(pos), row.get(class)) {
                ("v", name) => {
                    let verb = Verb::from_class(name).ok_or_else(wrong)?;
                    cues.verbs.insert(word.into(), verb);
                    inflect(word, |form| {
                        cues.forms.entry(form.into()).or_insert(verb);
                    });
                    for form in row.list(forms) {
                        cues.forms.insert(form.into(), verb);
                    }
                }
                ("n", name) => {
                    let noun = match name {
                        "statement" => Noun::Statement,
                        "outlet" => Noun::Outlet,
                        "anonymous" => Noun::Anonymous,
                        "reporter" => Noun::Reporter,
                        _ => return Err(wrong()),
                    };
                    cues.nouns.insert(word.into(), noun);
                    cues.nouns.entry(format!("{word}s").into()).or_insert(noun);
                }
                ("r", _) => drop(cues.adverbs.insert(word.into(), ())),
                ("x", "unnamed") => drop(cues.unnamed.insert(word.into(), ())),
                ("x", "phrase") => cues.phrases.push(word.split('_').map(Into::into).collect()),
                _ => return Err(row.error(pos, format!("no part of speech `{}`", row.get(pos)))),
            }
        }
        Ok(cues)
    }

    pub fn verb(&self, lemma: &str) -> Option<Verb> {
        self.verbs.get(lemma).copied()
    }

    pub fn form(&self, form: &str) -> Option<Verb> {
        self.forms.get(form).copied()
    }

    pub fn noun(&self, lemma: &str) -> Option<Noun> {
        self.nouns.get(lemma).copied()
    }

    pub fn is_adverb(&self, word: &str) -> bool {
        self.adverbs.contains_key(word)
    }

    pub fn is_unnamed(&self, word: &str) -> bool {
        self.unnamed.contains_key(word)
    }

    /// How many tokens from `at` make a phrase such as "according to".
    pub fn phrase<'t>(&self, at: usize, word: impl Fn(usize) -> &'t str) -> Option<usize> {
        let fits = |phrase: &&Vec<Box<str>>| {
            phrase.iter().enumerate().all(|(i, w)| word(at + i).eq_ignore_ascii_case(w))
        };
        self.phrases.iter().find(fits).map(Vec::len)
    }
}

/// Calls `add` with the regular forms of a verb.
fn inflect(lemma: &str, mut add: impl FnMut(&str)) {
    let stem = lemma.strip_suffix('e').unwrap_or(lemma);
    let short = lemma.strip_suffix('y').filter(|s| !s.ends_with(['a', 'e', 'o', 'u']));
    add(lemma);
    add(&format!("{stem}ing"));
    match short {
        Some(short) => {
            add(&format!("{short}ies"));
            add(&format!("{short}ied"));
        }
        None => {
            let hiss =
                lemma.ends_with(['s', 'x']) || lemma.ends_with("sh") || lemma.ends_with("ch");
            add(&format!("{lemma}{}", if hiss { "es" } else { "s" }));
            add(&format!("{stem}ed"));
        }
    }
}
