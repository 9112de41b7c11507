//! A rule about one field, as `lexicon/check/columns.tsv` writes it.

use std::collections::{HashMap, HashSet};

use super::tables::Tables;
use crate::error::{Code, Result};
use crate::lexicon::Record;

/// What a value must be.
#[derive(Debug)]
pub(super) enum Rule {
    /// Written so, by what it is called.
    Form(fn(&str) -> bool, &'static str),
    /// A number between two others.
    Number { low: f64, high: f64, whole: bool },
    /// One of a few words.
    OneOf(Vec<String>),
    /// It stands in one of these columns.
    In(HashSet<String>, String),
    /// It or a beginning of it stands there.
    Under(HashSet<String>, String),
    /// It stands in a row whose key is another field of this row.
    Match { own: String, values: HashMap<String, Vec<String>>, what: String },
    /// Any of these holds.
    Either(Vec<Rule>),
}

impl Rule {
    /// Reads a rule; what it refers to is looked up once.
    pub fn parse(text: &str, tables: &Tables<'_>) -> std::result::Result<Rule, String> {
        if text.contains(" | ") {
            let parts = text.split(" | ").map(|part| Rule::parse(part, tables));
            return parts.collect::<Result<_, _>>().map(Rule::Either);
        }
        let (kind, rest) = text.split_once(' ').unwrap_or((text, ""));
        // A code list that has not come yet: nothing can be said.
        if let Some(path) = rest.split(':').next().filter(|p| p.starts_with("codelists/"))
            && tables.get(path).is_err()
        {
            return Ok(Rule::Form(|_| true, "code"));
        }
        Ok(match kind {
            "text" => Rule::Form(|_| true, "text"),
            "lower" => Rule::Form(|v| !v.chars().any(char::is_uppercase), "word in lower case"),
            "word" => Rule::Form(|v| v.chars().all(is_word), "word of a-z, 0-9, `_` and `-`"),
            "slug" => Rule::Form(is_slug, "id of lower-case words joined by `-`"),
            "code" => Rule::Form(|v| crate::mention::Code::new(v).is_some(), "three-letter code"),
            "digits" => Rule::Form(|v| v.bytes().all(|b| b.is_ascii_digit()), "number of digits"),
            "wikidata" => Rule::Form(is_wikidata, "Wikidata id (Q and a number)"),
            "date" => Rule::Form(is_date, "date (2021, 2021-01 or 2021-01-20)"),
            "number" | "integer" => {
                let range = rest.split_once("..").and_then(|(low, high)| {
                    Some((low.parse::<f64>().ok()?, high.parse::<f64>().ok()?))
                });
                let (low, high) = range.ok_or_else(|| format!("`{rest}` is no range"))?;
                Rule::Number { low, high, whole: kind == "integer" }
            }
            "oneof" => Rule::OneOf(rest.split(' ').map(str::to_owned).collect()),
            "in" => Rule::In(column_values(rest, tables)?, described(rest)),
            "under" => Rule::Under(column_values(rest, tables)?, described(rest)),
            "match" => matching(rest, tables)?,
            other => return Err(format!("`{other}` is no rule")),
        })
    }

    /// What is wrong with a value, if anything.
    pub fn fault(&self, value: &str, row: &Record<'_>) -> Option<(Code, String)> {
        let wrong = |message: String| Some((Code::LexiconValue, message));
        let orphan = |message: String| Some((Code::LexiconReference, message));
        match self {
            Rule::Form(test, _) if test(value) => None,
            Rule::Form(_, what) => wrong(format!("`{value}` is no {what}")),
            Rule::Number { low, high, whole } => match value.parse::<f64>() {
                Ok(number) if *whole && number.fract() != 0.0 => {
                    wrong(format!("`{value}` is no whole number"))
                }
                Ok(number) if (*low..=*high).contains(&number) => None,
                Ok(_) => wrong(format!("{value} is not between {low} and {high}")),
                Err(_) => wrong(format!("`{value}` is no number")),
            },
            Rule::OneOf(values) if values.iter().any(|v| v == value) => None,
            Rule::OneOf(values) => wrong(format!("`{value}` is none of {}", values.join(", "))),
            Rule::In(values, _) if values.contains(value) => None,
            Rule::In(_, what) => orphan(format!("`{value}` is no {what}")),
            Rule::Under(values, what) => {
                let starts = |n: &usize| value.get(..*n).is_some_and(|part| values.contains(part));
                let found = (1..=value.len()).any(|n| starts(&n));
                (!found).then(|| (Code::LexiconReference, format!("`{value}` is no {what}")))
            }
            Rule::Match { own, values, what } => {
                let key = row.get(own);
                let of_key = values.get(key).map_or(&[][..], |found| found);
                if of_key.iter().any(|v| v == value) {
                    return None;
                }
                let known = match of_key {
                    [one] => format!(", which has `{one}`"),
                    _ => String::new(),
                };
                orphan(format!("`{value}` is no {what} for `{key}`{known}"))
            }
            Rule::Either(rules) => {
                let mut faults = rules.iter().map(|rule| rule.fault(value, row));
                let first = faults.next()?;
                if first.is_none() || faults.any(|fault| fault.is_none()) { None } else { first }
            }
        }
    }
}

/// `TABLE:COLUMN…` as the set of what stands there.
fn column_values(places: &str, tables: &Tables<'_>) -> Result<HashSet<String>, String> {
    let mut values = HashSet::new();
    for place in places.split(' ') {
        let (table, column) = place.split_once(':').ok_or(format!("`{place}` lacks a column"))?;
        let table = tables.get(table).map_err(|error| error.to_string())?;
        let column = table.column(column).map_err(|error| error.to_string())?;
        values.extend(table.rows().map(|row| row.get(column).to_owned()));
    }
    Ok(values)
}

/// The columns of `TABLE:COLUMN…` for people: "`code` of a.tsv or b.tsv".
fn described(places: &str) -> String {
    let parts: Vec<(&str, &str)> = places.split(' ').filter_map(|p| p.split_once(':')).collect();
    let column = parts.first().map_or("", |(_, column)| column);
    let tables: Vec<&str> = parts.iter().map(|(table, _)| *table).collect();
    format!("`{column}` of {}", tables.join(" or "))
}

/// `TABLE:KEY=COLUMN:VALUE`.
fn matching(text: &str, tables: &Tables<'_>) -> Result<Rule, String> {
    let parts: Vec<&str> = text.split([':', '=']).collect();
    let [path, key, own, value] = parts[..] else {
        return Err(format!("`{text}` is not of the form TABLE:KEY=COLUMN:VALUE"));
    };
    let table = tables.get(path).map_err(|error| error.to_string())?;
    let key = table.column(key).map_err(|error| error.to_string())?;
    let column = table.column(value).map_err(|error| error.to_string())?;
    let mut values: HashMap<String, Vec<String>> = HashMap::new();
    for row in table.rows() {
        values.entry(row.get(key).to_owned()).or_default().push(row.get(column).to_owned());
    }
    Ok(Rule::Match { own: own.to_owned(), values, what: format!("`{value}` of {path}") })
}

fn is_word(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-')
}

fn is_slug(value: &str) -> bool {
    let part =
        |p: &str| !p.is_empty() && p.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    value.split('-').all(part)
}

fn is_wikidata(value: &str) -> bool {
    let digits = value.strip_prefix('Q').unwrap_or_default();
    !digits.is_empty() && !digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit())
}

fn is_date(value: &str) -> bool {
    let shape: String = value.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    matches!(&*shape, "0000" | "0000-00" | "0000-00-00") && crate::lexicon::record::is_date(value)
}
