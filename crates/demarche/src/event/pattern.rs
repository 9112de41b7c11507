//! The pattern language of `lexicon/patterns/`, parsed.
//!
//! `lexicon/README.md` is its reference. A pattern is written over the [`Role`]s of a
//! frame, never over surface syntax.

use std::fmt;

use crate::lexicon::Record;
use crate::mention::Code;

/// Part of speech of a predicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Pos {
    /// A verb.
    Verb,
    /// An event noun.
    Noun,
    /// A predicative adjective.
    Adj,
}

/// The place an argument fills at a predicate.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Who does it.
    Subj,
    /// Whom or what it is done to.
    Obj,
    /// Indirect object.
    Iobj,
    /// Infinitive complement.
    Inf,
    /// Clausal complement.
    That,
    /// -ing complement.
    Ing,
    /// Possessor of a noun.
    Poss,
    /// Adjective or compound before a noun.
    Adj,
    /// Adverb.
    Adv,
    /// Any word of the predicate's own clause.
    Any,
    /// The phrase a preposition heads.
    Prep(Box<str>),
}

impl Role {
    fn parse(text: &str) -> Result<Role, String> {
        Ok(match text {
            "subj" => Role::Subj,
            "obj" => Role::Obj,
            "iobj" => Role::Iobj,
            "inf" => Role::Inf,
            "that" => Role::That,
            "ing" => Role::Ing,
            "poss" => Role::Poss,
            "adj" => Role::Adj,
            "adv" => Role::Adv,
            "any" => Role::Any,
            "" => return Err("empty role".to_owned()),
            prep if prep.chars().all(|c| c.is_ascii_lowercase() || c == '_') => {
                Role::Prep(prep.into())
            }
            other => return Err(format!("`{other}` is no role")),
        })
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Role::Subj => "subj",
            Role::Obj => "obj",
            Role::Iobj => "iobj",
            Role::Inf => "inf",
            Role::That => "that",
            Role::Ing => "ing",
            Role::Poss => "poss",
            Role::Adj => "adj",
            Role::Adv => "adv",
            Role::Any => "any",
            Role::Prep(prep) => prep,
        })
    }
}

/// A way from a predicate to an argument: `obj.of`.
pub type Path = Vec<Role>;

/// What a condition asks of the word at the end of its path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// There is one.
    Present,
    /// Its lemma is one of these, or in one of these classes.
    Lemma(Vec<Value>),
    /// It denotes one of these kinds.
    Kind(Vec<KindTest>),
}

/// A lemma, or the name of a class of lemmas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// The head's lemma, after the modifiers it must have: `peace_talk`.
    Lemma(Vec<Box<str>>),
    /// A class under `lexicon/classes/`.
    Class(Box<str>),
}

/// A kind of thing an argument may denote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KindTest {
    /// Any actor.
    Actor,
    /// A state or its government.
    State,
    /// An organisation.
    Org,
    /// A person or persons.
    Person,
    /// A place name.
    Place,
    /// An actor of this sector.
    Sector(Code),
}

/// One condition of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Whether the test must fail.
    pub negated: bool,
    /// Where the argument may be: any of these.
    pub paths: Vec<Path>,
    /// What it must be.
    pub test: Test,
    /// The condition as written, for explanations.
    pub source: Box<str>,
}

/// Which arguments fill a slot: alternatives of unions. Empty alternatives mean nobody.
pub type Filling = Vec<Vec<Path>>;

/// One predicate sense and the event it stands for.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// Unique name: `accuse.blame`.
    pub id: Box<str>,
    /// Part of speech of the predicate.
    pub pos: Pos,
    /// Its lemma (with particle) or its class.
    pub predicate: Value,
    /// What else must hold.
    pub conditions: Vec<Condition>,
    /// Who acts.
    pub actor: Filling,
    /// Upon whom.
    pub recipient: Filling,
    /// PLOVER event type.
    pub event: Box<str>,
    /// PLOVER modes.
    pub modes: Vec<Box<str>>,
    /// CAMEO code, empty for the codebook's own.
    pub cameo: Box<str>,
    /// All parties go to the actor.
    pub symmetric: bool,
    /// A noun that is an event by itself, even with one party.
    pub solo: bool,
    /// Only reports; its clause carries the events.
    pub report: bool,
    /// Fires beside a stricter pattern.
    pub keep: bool,
}

/// The textual fields of a pattern's line, as the table has them.
#[derive(Clone, Copy, Debug)]
pub struct PatternLine<'a> {
    /// Column `id`.
    pub id: &'a str,
    /// Column `when`.
    pub when: &'a str,
    /// Column `actor`.
    pub actor: &'a str,
    /// Column `recipient`.
    pub recipient: &'a str,
    /// Column `event`.
    pub event: &'a str,
    /// Column `mode`.
    pub mode: &'a str,
    /// Column `cameo`.
    pub cameo: &'a str,
    /// Column `flags`.
    pub flags: &'a str,
}

impl<'a> PatternLine<'a> {
    /// The fields of a row of a pattern table.
    pub fn of(row: &Record<'a>) -> PatternLine<'a> {
        PatternLine {
            id: row.get("id"),
            when: row.get("when"),
            actor: row.get("actor"),
            recipient: row.get("recipient"),
            event: row.get("event"),
            mode: row.get("mode"),
            cameo: row.get("cameo"),
            flags: row.get("flags"),
        }
    }
}

impl Pattern {
    /// Parses a line of a pattern table.
    ///
    /// # Errors
    ///
    /// The column at fault and what is wrong with it.
    pub fn parse(line: PatternLine<'_>) -> Result<Pattern, (&'static str, String)> {
        let mut items = line.when.split(' ');
        let predicate = items.next().unwrap_or_default();
        let (lemma, pos) = predicate
            .rsplit_once('/')
            .ok_or(("when", format!("`{predicate}` lacks /v, /n or /a")))?;
        let pos = match pos {
            "v" => Pos::Verb,
            "n" => Pos::Noun,
            "a" => Pos::Adj,
            other => return Err(("when", format!("`{other}` is no part of speech"))),
        };
        let conditions = items
            .map(parse_condition)
            .collect::<Result<Vec<_>, _>>()
            .map_err(|message| ("when", message))?;
        let mut pattern = Pattern {
            id: line.id.into(),
            pos,
            predicate: parse_predicate(lemma),
            conditions,
            actor: parse_filling(line.actor, "subj").map_err(|m| ("actor", m))?,
            recipient: parse_filling(line.recipient, "obj").map_err(|m| ("recipient", m))?,
            event: line.event.into(),
            modes: line.mode.split(';').filter(|m| !m.is_empty()).map(Into::into).collect(),
            cameo: line.cameo.into(),
            symmetric: false,
            solo: false,
            report: false,
            keep: false,
        };
        for flag in line.flags.split(';').filter(|f| !f.is_empty()) {
            match flag {
                "sym" => pattern.symmetric = true,
                "solo" => pattern.solo = true,
                "report" => pattern.report = true,
                "keep" => pattern.keep = true,
                other => return Err(("flags", format!("`{other}` is no flag"))),
            }
        }
        Ok(pattern)
    }

    /// How specific the pattern is: the most specific one that matches wins.
    pub fn specificity(&self) -> usize {
        let weight = |c: &Condition| match (&c.test, c.negated) {
            (_, true) => 1,
            (Test::Present | Test::Kind(_), false) => 2,
            (Test::Lemma(_), false) => 3,
        };
        self.conditions.iter().map(weight).sum()
    }
}

fn parse_predicate(lemma: &str) -> Value {
    match lemma.strip_prefix('@') {
        Some(class) => Value::Class(class.into()),
        None => Value::Lemma(vec![lemma.into()]),
    }
}

fn parse_value(text: &str) -> Result<Value, String> {
    match text.strip_prefix('@') {
        Some("") => Err("a class without a name".to_owned()),
        Some(class) => Ok(Value::Class(class.into())),
        None if text.is_empty() => Err("an empty value".to_owned()),
        None => Ok(Value::Lemma(text.split('_').map(Into::into).collect())),
    }
}

fn parse_path(text: &str) -> Result<Path, String> {
    text.split('.').map(Role::parse).collect()
}

fn parse_condition(text: &str) -> Result<Condition, String> {
    let (negated, rest) = match text.strip_prefix('!') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (path, test) = match (rest.split_once('='), rest.split_once(':')) {
        (Some((path, values)), _) => {
            let values = values.split('|').map(parse_value).collect::<Result<_, _>>()?;
            (path, Test::Lemma(values))
        }
        (None, Some((path, kinds))) => {
            let kinds = kinds.split('|').map(parse_kind).collect::<Result<_, _>>()?;
            (path, Test::Kind(kinds))
        }
        (None, None) => (rest, Test::Present),
    };
    let paths = path.split('|').map(parse_path).collect::<Result<_, _>>()?;
    Ok(Condition { negated, paths, test, source: text.into() })
}

fn parse_kind(text: &str) -> Result<KindTest, String> {
    Ok(match text {
        "actor" => KindTest::Actor,
        "state" => KindTest::State,
        "org" => KindTest::Org,
        "person" => KindTest::Person,
        "place" => KindTest::Place,
        other => KindTest::Sector(Code::new(other).ok_or(format!("`{other}` is no kind"))?),
    })
}

fn parse_filling(text: &str, default: &str) -> Result<Filling, String> {
    let text = if text.is_empty() { default } else { text };
    if text == "-" {
        return Ok(Vec::new());
    }
    text.split(',').map(|alternative| alternative.split('+').map(parse_path).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(when: &'static str) -> PatternLine<'static> {
        let empty = "";
        PatternLine {
            id: "t.t",
            when,
            actor: empty,
            recipient: "on,for.of",
            event: "REQUEST",
            mode: "change;yield",
            cameo: "104",
            flags: "solo",
        }
    }

    #[test]
    fn parses_every_part() {
        let pattern =
            Pattern::parse(line("call_off/v !obj=@sport|peace_talk on:actor|GOV")).unwrap();
        assert_eq!(pattern.predicate, Value::Lemma(vec!["call_off".into()]));
        assert_eq!(pattern.conditions.len(), 2);
        assert!(pattern.conditions[0].negated);
        assert_eq!(
            pattern.conditions[0].test,
            Test::Lemma(vec![
                Value::Class("sport".into()),
                Value::Lemma(vec!["peace".into(), "talk".into()])
            ])
        );
        assert_eq!(
            pattern.conditions[1].test,
            Test::Kind(vec![KindTest::Actor, KindTest::Sector(Code::known("GOV"))])
        );
        assert_eq!(pattern.actor, vec![vec![vec![Role::Subj]]]);
        assert_eq!(pattern.recipient.len(), 2);
        assert!(pattern.solo && !pattern.symmetric);
    }

    #[test]
    fn faults_name_the_column() {
        assert_eq!(Pattern::parse(line("call/x")).unwrap_err().0, "when");
        assert_eq!(Pattern::parse(line("call")).unwrap_err().0, "when");
        assert_eq!(Pattern::parse(line("call/v obj:actorr")).unwrap_err().0, "when");
        let mut bad = line("call/v");
        bad.flags = "sometimes";
        assert_eq!(Pattern::parse(bad).unwrap_err().0, "flags");
    }
}
