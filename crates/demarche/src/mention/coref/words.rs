//! What words say about the things they denote: gender, person or thing, number.

use std::collections::{HashMap, HashSet};

use crate::error::{Error, Result};
use crate::lexicon::Lexicon;

/// Male or female.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// "he"
    Male,
    /// "she"
    Female,
}

/// A class of `coref/words.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Class {
    TitleMale,
    TitleFemale,
    TitlePerson,
    Male,
    Female,
    Person,
    Group,
    Time,
    Place,
    Measure,
    Many,
    GenericThey,
    Weather,
    Impersonal,
    IdeaObject,
    Judgement,
}

impl Class {
    const ALL: [(&'static str, Class); 16] = [
        ("title_male", Class::TitleMale),
        ("title_female", Class::TitleFemale),
        ("title_person", Class::TitlePerson),
        ("male", Class::Male),
        ("female", Class::Female),
        ("person", Class::Person),
        ("group", Class::Group),
        ("time", Class::Time),
        ("place", Class::Place),
        ("measure", Class::Measure),
        ("many", Class::Many),
        ("generic_they", Class::GenericThey),
        ("weather", Class::Weather),
        ("impersonal", Class::Impersonal),
        ("idea_object", Class::IdeaObject),
        ("judgement", Class::Judgement),
    ];
}

/// The tables under `coref/` and the reporting verbs, compiled for look-up.
#[derive(Clone, Debug, Default)]
pub struct Words {
    given: HashMap<Box<str>, Option<Gender>>,
    /// A bit for every [`Class`].
    classes: HashMap<Box<str>, u32>,
    reporting: HashSet<Box<str>>,
}

impl Words {
    /// Compiles the tables.
    ///
    /// # Errors
    ///
    /// When a table is missing or names a class or gender there is not.
    pub fn new(lexicon: &Lexicon) -> Result<Words> {
        let mut words = Words::default();
        for row in lexicon.records("coref/given_names.tsv")? {
            let gender = match row.get("gender") {
                "male" => Some(Gender::Male),
                "female" => Some(Gender::Female),
                "either" => None,
                _ => return Err(row.fault("gender", "neither male, female nor either")),
            };
            words.given.insert(row.get("name").into(), gender);
        }
        for row in lexicon.records("coref/words.tsv")? {
            let class = Class::ALL.iter().find(|(name, _)| *name == row.get("class"));
            let class = class.ok_or_else(|| -> Error { row.fault("class", "no such class") })?.1;
            *words.classes.entry(row.get("word").into()).or_default() |= 1 << class as u32;
        }
        for row in lexicon.records("grammar/reporting.tsv")? {
            words.reporting.insert(row.get("lemma").into());
        }
        Ok(words)
    }

    /// Whether `word` (lower case) is of a class.
    pub fn is(&self, word: &str, class: Class) -> bool {
        self.classes.get(word).is_some_and(|bits| bits & (1 << class as u32) != 0)
    }

    /// The gender of a given name: `None` when it is no given name, `Some(None)` for either.
    pub fn given(&self, name: &str) -> Option<Option<Gender>> {
        self.given.get(name).copied()
    }

    /// Whether a verb reports speech or thought.
    pub fn reports(&self, lemma: &str) -> bool {
        self.reporting.contains(lemma)
    }
}
