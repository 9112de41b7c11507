//! What patterns refer to: classes, kinds, the countries of their examples.

use std::collections::HashSet;

use super::fault;
use super::tables::Tables;
use crate::error::{Code, Error};
use crate::event::pattern::{KindTest, Pattern, PatternLine, Test, Value};
use crate::lexicon::Record;

/// Checks the rows of every table under `patterns/`.
pub(super) fn check(tables: &Tables<'_>, faults: &mut Vec<Error>) {
    let class = |path: &str| path["classes/".len()..].trim_end_matches(".tsv").to_owned();
    let classes: HashSet<String> = tables.under("classes/").map(|(path, _)| class(path)).collect();
    let states = ["actors/countries.tsv:code", "codebook/pseudo_countries.tsv:code"];
    let known = Known {
        classes,
        codes: codes(tables, &[&states[..], &["codebook/sectors.tsv:sector"]].concat()),
        countries: codes(tables, &states),
    };
    for (_, table) in tables.under("patterns/") {
        for row in table.records() {
            known.check(&row, faults);
        }
    }
}

/// What patterns may refer to.
struct Known<'t> {
    classes: HashSet<String>,
    codes: HashSet<&'t str>,
    countries: HashSet<&'t str>,
}

impl Known<'_> {
    fn check(&self, row: &Record<'_>, faults: &mut Vec<Error>) {
        match Pattern::parse(PatternLine::of(row)) {
            Ok(pattern) => self.check_pattern(&pattern, row, faults),
            Err((column, message)) => faults.push(row.fault(column, message)),
        }
        self.check_examples(row, faults);
    }

    fn check_pattern(&self, pattern: &Pattern, row: &Record<'_>, faults: &mut Vec<Error>) {
        let mut orphan = |message: String| {
            faults.push(fault(row, "when", Code::LexiconReference, message));
        };
        let mut class = |value: &Value| {
            if let Value::Class(name) = value
                && !self.classes.contains(&**name)
            {
                orphan(format!("there is no class `@{name}`"));
            }
        };
        class(&pattern.predicate);
        for condition in &pattern.conditions {
            match &condition.test {
                Test::Lemma(values) => values.iter().for_each(&mut class),
                Test::Kind(_) | Test::Present => {}
            }
        }
        for condition in &pattern.conditions {
            let Test::Kind(kinds) = &condition.test else { continue };
            for kind in kinds {
                if let KindTest::Sector(code) = kind
                    && !self.codes.contains(code.as_str())
                {
                    orphan(format!("`{code}` is neither a sector nor a country"));
                }
            }
        }
    }

    /// The parties after a sentence: `{FRA+DEU>RUS}`.
    fn check_examples(&self, row: &Record<'_>, faults: &mut Vec<Error>) {
        for example in row.get("yes").split(" | ").filter(|e| e.ends_with('}')) {
            let dyad = example.rsplit_once('{').map_or("", |(_, dyad)| dyad.trim_end_matches('}'));
            for code in dyad.split(['>', '+', ',']).filter(|c| !c.is_empty() && *c != "---") {
                if !self.countries.contains(code) {
                    let message = format!("`{code}` in `{{{dyad}}}` is no country");
                    faults.push(fault(row, "yes", Code::LexiconReference, message));
                }
            }
        }
    }
}

/// The values of some columns, named `TABLE:COLUMN`.
fn codes<'t>(tables: &'t Tables<'_>, places: &[&str]) -> HashSet<&'t str> {
    let places = places.iter().filter_map(|place| place.split_once(':'));
    places
        .filter_map(|(table, column)| Some((tables.get(table).ok()?, column)))
        .flat_map(|(table, column)| table.records().map(move |row| row.get(column)))
        .collect()
}
