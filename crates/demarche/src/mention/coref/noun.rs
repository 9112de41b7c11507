//! Noun phrases with what decides whether a pronoun can point to them.

use super::words::{Class, Gender, Words};
use crate::mention::actor::{Kind, Knowledge};
use crate::syntax::{Deprel, Tree, Upos, Xpos};

/// The grammatical role of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Subject, active or passive.
    Subject,
    /// Direct or indirect object.
    Object,
    /// Under a preposition that depends on a verb.
    Oblique,
    /// Inside another noun phrase.
    Nominal,
    /// Possessor.
    Possessor,
    /// Root of a fragment, vocative and the like.
    Other,
}

impl Role {
    pub(super) fn name(self) -> &'static str {
        match self {
            Role::Subject => "subject",
            Role::Object => "object",
            Role::Oblique => "oblique",
            Role::Nominal => "nominal",
            Role::Possessor => "possessor",
            Role::Other => "other",
        }
    }

    /// The role of a word; what is coordinated or in apposition has that of its governor.
    pub(super) fn of(tree: &Tree, token: usize) -> Role {
        let mut at = token;
        while matches!(tree.word(at).deprel, Deprel::Conj | Deprel::Appos) {
            match tree.head(at) {
                Some(head) => at = head,
                None => break,
            }
        }
        match tree.word(at).deprel {
            Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter => Role::Subject,
            Deprel::Obj | Deprel::Iobj => Role::Object,
            Deprel::Obl | Deprel::OblAgent => Role::Oblique,
            Deprel::NmodPoss => Role::Possessor,
            Deprel::Nmod => Role::Nominal,
            _ => Role::Other,
        }
    }
}

/// A noun phrase, or a pronoun that was resolved.
#[derive(Clone, Debug)]
pub struct Noun {
    /// Index of the sentence.
    pub sentence: usize,
    /// Its head word.
    pub head: usize,
    /// Its first word.
    pub first: usize,
    /// Its last word, inclusive.
    pub last: usize,
    /// Whether it is a pronoun.
    pub pronoun: bool,
    /// Whether it is several phrases joined: "Merkel and Macron".
    pub coordinated: bool,
    pub(super) role: Role,
    pub(super) quoted: bool,
}

/// What is known of the thing that several phrases denote.
#[derive(Clone, Debug)]
pub struct Entity {
    /// The phrases, in text order.
    pub nouns: Vec<Noun>,
    /// The head words in lower case of the phrases that are no pronouns.
    pub(super) heads: Vec<Box<str>>,
    pub(super) proper: bool,
    pub(super) gender: Option<Gender>,
    /// `None` when it is not known whether it is a person.
    pub(super) person: Option<bool>,
    /// Whether it stands for several.
    pub(super) plural: bool,
    /// A body of people: "it" and "they" both point to it.
    pub(super) group: bool,
    /// Time, place, measure or other.
    pub(super) sort: &'static str,
    pub(super) definite: &'static str,
    /// Number of the sentence it was introduced in.
    pub(super) since: usize,
    pub(super) coordinated: bool,
}

impl Entity {
    /// The latest phrase, a pronoun or not.
    pub fn latest(&self) -> &Noun {
        self.nouns.last().expect("an entity has a phrase")
    }

    /// The phrases that are no pronouns, latest first.
    pub fn named(&self) -> impl Iterator<Item = &Noun> {
        self.nouns.iter().rev().filter(|n| !n.pronoun)
    }
}

/// Reads the noun phrases of one sentence.
pub(super) struct Reader<'a> {
    pub words: &'a Words,
    pub knowledge: &'a Knowledge,
    pub sentence: usize,
    pub tree: &'a Tree,
    pub tokens: Vec<&'a str>,
    pub quoted: Vec<bool>,
}

impl Reader<'_> {
    /// Whether a word heads a noun phrase that may be spoken of again.
    pub(super) fn is_head(&self, token: usize) -> bool {
        let word = self.tree.word(token);
        matches!(word.upos, Upos::Noun | Upos::Propn)
            && !matches!(
                word.deprel,
                Deprel::Compound
                    | Deprel::Flat
                    | Deprel::Amod
                    | Deprel::Fixed
                    | Deprel::Goeswith
                    | Deprel::NmodDesc
                    | Deprel::NmodUnmarked
            )
    }

    fn lower(&self, token: usize) -> String {
        self.tokens[token].to_lowercase()
    }

    /// The phrase headed by `head`, without what follows the name or noun.
    pub(super) fn entity(&self, head: usize) -> Entity {
        let tree = self.tree;
        let (mut first, mut last) = (head, head);
        for child in tree.children(head) {
            let joined = match tree.word(child).deprel {
                Deprel::Flat => true,
                Deprel::Det
                | Deprel::Amod
                | Deprel::Compound
                | Deprel::Nummod
                | Deprel::NmodDesc => child < head,
                _ => false,
            };
            if joined {
                first = first.min(child);
                last = last.max(child);
            }
        }
        let proper = tree.word(head).upos == Upos::Propn;
        let mut entity = Entity {
            nouns: vec![self.noun(head, first, last, false)],
            heads: Vec::new(),
            proper,
            gender: None,
            person: None,
            plural: matches!(tree.word(head).xpos, Xpos::Nns | Xpos::Nnps),
            group: false,
            sort: "thing",
            definite: self.definiteness(head),
            since: self.sentence,
            coordinated: false,
        };
        if proper {
            // A surname stands for the whole name.
            entity.heads.push(self.lower(last).into());
            self.describe_name(first, last, &mut entity);
        } else {
            entity.heads.push(tree.word(head).lemma.to_lowercase().into());
            self.describe_noun(head, &mut entity);
        }
        entity
    }

    pub(super) fn noun(&self, head: usize, first: usize, last: usize, pronoun: bool) -> Noun {
        let role = Role::of(self.tree, head);
        let quoted = self.quoted[head];
        Noun {
            sentence: self.sentence,
            head,
            first,
            last,
            pronoun,
            coordinated: false,
            role,
            quoted,
        }
    }

    fn definiteness(&self, head: usize) -> &'static str {
        let determiner = self.tree.children(head).find(|c| {
            matches!(self.tree.word(*c).deprel, Deprel::Det | Deprel::NmodPoss) && *c < head
        });
        match determiner {
            None if self.tree.word(head).upos == Upos::Propn => "name",
            None => "bare",
            Some(d) if self.tree.word(d).deprel == Deprel::NmodPoss => "possessed",
            Some(d) if self.knowledge.is(&self.lower(d), "definite") => "definite",
            Some(_) => "indefinite",
        }
    }

    fn describe_name(&self, first: usize, last: usize, entity: &mut Entity) {
        let is = |token: usize, class| self.words.is(&self.lower(token), class);
        for token in first..=last {
            let titles = [
                (Class::TitleMale, Some(Gender::Male)),
                (Class::TitleFemale, Some(Gender::Female)),
                (Class::TitlePerson, None),
            ];
            for (class, gender) in titles {
                if is(token, class) && token < last {
                    entity.person = Some(true);
                    entity.gender = entity.gender.or(gender);
                }
            }
            // "actress Angelina Jolie", "spokesman John Kirby"
            if token < last && self.tree.word(token).upos == Upos::Noun {
                self.describe_noun(token, entity);
            }
        }
        let capital = |t: &usize| self.tokens[*t].starts_with(char::is_uppercase);
        let start = (first..=last).find(capital).unwrap_or(first);
        self.describe_known(start, last, entity);
        // "Valeska Paris" is no town; "Merkel" alone is in the table of persons, if at all.
        let given = self.words.given(self.tokens[start]);
        if entity.person.is_none() && given.is_some() {
            entity.person = Some(true);
        }
        if entity.person == Some(true) {
            entity.gender = entity.gender.or(given.flatten());
        }
        for at in start + 1..=last {
            if entity.person.is_none() {
                self.describe_known(at, last, entity);
            }
        }
        if entity.person.is_none() && entity.sort == "thing" {
            let last = self.lower(last);
            if self.words.is(&last, Class::Group) {
                (entity.group, entity.person) = (true, Some(false));
            } else if self.words.is(&last, Class::Place) {
                (entity.sort, entity.person) = ("place", Some(false));
            } else if self.words.is(&last, Class::Time) || self.knowledge.is(&last, "calendar") {
                (entity.sort, entity.person) = ("time", Some(false));
            }
        }
    }

    /// What the lexicon knows of a name.
    fn describe_known(&self, first: usize, last: usize, entity: &mut Entity) {
        match self.knowledge.kind_of_name(&self.tokens[first..=last]) {
            Some(Kind::Person) => entity.person = Some(true),
            Some(Kind::State) => (entity.person, entity.sort) = (Some(false), "place"),
            Some(_) => (entity.person, entity.group) = (Some(false), true),
            None => {}
        }
    }

    fn describe_noun(&self, head: usize, entity: &mut Entity) {
        let lemma = self.tree.word(head).lemma.to_lowercase();
        let is = |class| self.words.is(&lemma, class);
        if is(Class::Male) || is(Class::Female) {
            entity.person = Some(true);
            let gender = if is(Class::Male) { Gender::Male } else { Gender::Female };
            entity.gender = entity.gender.or(Some(gender));
        } else if is(Class::Person) {
            entity.person = Some(true);
        } else if is(Class::Group) {
            (entity.person, entity.group) = (Some(false), true);
        } else if is(Class::Time) {
            (entity.person, entity.sort) = (Some(false), "time");
        } else if is(Class::Place) {
            (entity.person, entity.sort) = (Some(false), "place");
        } else if is(Class::Measure) {
            (entity.person, entity.sort) = (Some(false), "measure");
        } else if let Some(person) = self.knowledge.agent_noun(&lemma) {
            entity.person = Some(person);
            entity.group = !person;
        }
        if is(Class::Many) {
            entity.plural = true;
        }
    }
}
