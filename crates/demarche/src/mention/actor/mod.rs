//! Actors: who the words of an article denote, by name, role, common noun or pronoun.
//!
//! [`find`] reads a parsed document and gives every mention of a possible political
//! actor with its country and PLOVER sector. Names come from the tables under
//! `lexicon/actors/`; noun phrases are composed ("Turkish-backed **Syrian rebels**",
//! "the **leader of North Korea**"); roles resolve by date; pronouns and definite
//! descriptions resolve inside the document.

mod agent;
mod anaphora;
mod compose;
pub(crate) mod entity;
#[cfg(test)]
mod image_test;
pub(crate) mod index;
mod knowledge;
mod locate;
pub(crate) mod named;
pub(crate) mod names;
mod naming;
pub(crate) mod nouns;
mod salience;
mod speaker;
mod spot;

pub use compose::find;
pub use knowledge::Knowledge;
pub use locate::{locate, name_spans};
pub use speaker::{actor_of, resolve_speakers};

use crate::mention::code::Code;
use crate::span::Span;

/// How a mention came to denote its actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Via {
    /// A name in the lexicon or introduced by the document.
    Name,
    /// An office resolved by date: "the Republican president".
    Role,
    /// A common noun: "police", "rebels".
    Agent,
    /// A pronoun or definite description that points back: "it", "the country".
    Pronoun,
    /// A people or nationality: "Russians".
    Demonym,
    /// A seat of government that stands for it: "Pyongyang said".
    Capital,
}

/// What kind of thing a mention denotes; decides which pronouns can point to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A state or territory.
    State,
    /// One person.
    Person,
    /// An organisation or collective body.
    Organisation,
    /// Several people.
    Group,
}

/// An actor as the codebook describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Canonical name, when known.
    pub name: Option<Box<str>>,
    /// ISO 3166 alpha-3 code or PLOVER pseudo-country.
    pub country: Option<Code>,
    /// PLOVER sector; `None` for a state named as such and for unknown ones.
    pub sector: Option<Code>,
    /// Secondary sectors.
    pub sectors: Vec<Code>,
    /// Wikidata id, when known.
    pub wikidata: Option<Box<str>>,
    /// How it was recognised.
    pub via: Via,
}

impl Actor {
    /// An actor of which only the way it was recognised is known.
    pub fn unknown(via: Via) -> Actor {
        Actor { name: None, country: None, sector: None, sectors: Vec::new(), wikidata: None, via }
    }

    /// Whether two mentions denote the same actor as far as the codebook can tell.
    pub fn same(&self, other: &Actor) -> bool {
        self.country == other.country
            && self.sector == other.sector
            && (self.name == other.name || self.name.is_none() || other.name.is_none())
    }
}

/// Words of an article that denote one actor, or several ("the two countries").
#[derive(Clone, Debug)]
pub struct ActorMention {
    /// Index of the sentence.
    pub sentence: usize,
    /// Token that governs the phrase.
    pub head: usize,
    /// First token of the phrase as it is shown.
    pub first: usize,
    /// Last token of the phrase, inclusive.
    pub last: usize,
    /// The words, as bytes of the article text.
    pub span: Span,
    /// For a word that points back: the words it points to, as sentence and bytes.
    pub antecedent: Option<(usize, Span)>,
    /// What kind of thing it is.
    pub kind: Kind,
    /// Whom it denotes; never empty.
    pub actors: Vec<Actor>,
}

/// The actor mentions of a document, by the word that heads them.
#[derive(Clone, Debug, Default)]
pub struct ActorMentions {
    mentions: Vec<ActorMention>,
    /// Per sentence and token: index into `mentions` plus one, 0 for none.
    by_token: Vec<Vec<u32>>,
}

impl ActorMentions {
    /// Every mention in text order of their heads.
    pub fn all(&self) -> &[ActorMention] {
        &self.mentions
    }

    /// The mention that `token` of `sentence` belongs to as head, title or part of its name.
    pub fn at(&self, sentence: usize, token: usize) -> Option<&ActorMention> {
        let slot = *self.by_token.get(sentence)?.get(token)?;
        (slot > 0).then(|| &self.mentions[slot as usize - 1])
    }

    fn at_mut(&mut self, sentence: usize, token: usize) -> Option<&mut ActorMention> {
        let slot = *self.by_token.get(sentence)?.get(token)?;
        (slot > 0).then(|| &mut self.mentions[slot as usize - 1])
    }

    /// The words that name a mention in its own sentence: those it points back to when they
    /// stand there too, its own otherwise.
    pub fn naming_span(mention: &ActorMention) -> Span {
        mention
            .antecedent
            .filter(|(sentence, _)| *sentence == mention.sentence)
            .map_or(mention.span, |(_, span)| span)
    }

    fn start_sentence(&mut self, tokens: usize) {
        self.by_token.push(vec![0; tokens]);
    }

    fn push(&mut self, mention: ActorMention, tokens: impl IntoIterator<Item = usize>) {
        let sentence = mention.sentence;
        self.mentions.push(mention);
        let slot = self.mentions.len() as u32;
        for token in tokens {
            self.by_token[sentence][token] = slot;
        }
    }

    /// Adds a pronoun that was resolved after the first pass, such as a speaker's "we".
    fn add_pronoun(
        &mut self,
        sentence: usize,
        token: usize,
        span: Span,
        antecedent: (usize, Span),
        kind: Kind,
        actors: Vec<Actor>,
    ) {
        let antecedent = Some(antecedent);
        let (head, first, last) = (token, token, token);
        let mention = ActorMention { sentence, head, first, last, span, antecedent, kind, actors };
        self.push(mention, [token]);
    }

    /// Tells that tokens `first..=last` are an actor, whatever was found there before.
    #[cfg(feature = "evaluate")]
    pub(crate) fn mark(
        &mut self,
        sentence: usize,
        head: usize,
        (first, last): (usize, usize),
        span: Span,
        kind: Kind,
        actors: Vec<Actor>,
    ) {
        let antecedent = None;
        let mention = ActorMention { sentence, head, first, last, span, antecedent, kind, actors };
        self.push(mention, first..=last);
    }
}
