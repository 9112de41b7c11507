//! What the lexicon knows by a name, in whatever table it stands.

use std::collections::HashSet;

use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Map, Value};

use super::check::name_columns;
use super::{Lexicon, Record, Table};
use crate::error::Result;
use crate::mention::phrases::fold_into;

/// A name that is sought.
#[derive(Clone, Debug)]
pub struct Query {
    name: String,
    prefix: bool,
    date: Option<Date>,
}

/// A row that has the name.
#[derive(Clone, Debug, Serialize)]
pub struct Hit {
    /// Path of the table.
    pub table: String,
    /// The file the row is from: the table's own path or the overlay's.
    pub file: String,
    /// Line in that file, from 1.
    pub line: usize,
    /// The column that has the name.
    pub column: String,
    /// The name as written there.
    pub matched: String,
    /// Whether the row holds at the date that was asked for; nothing without a date or term.
    pub valid: Option<bool>,
    /// The fields that are not empty.
    pub row: Map<String, Value>,
}

impl Query {
    /// A name regardless of case, diacritics and hyphens; with `prefix`, also longer ones that
    /// start so. With a date, terms are marked that hold on it.
    pub fn new(name: &str, prefix: bool, date: Option<Date>) -> Query {
        Query { name: folded(name), prefix, date }
    }

    fn fits(&self, value: &str) -> bool {
        let value = folded(value);
        if self.prefix { value.starts_with(&self.name) } else { value == self.name }
    }
}

impl Lexicon {
    /// Every row that has a name or id, in the order of tables and lines; of an actor, all rows.
    ///
    /// # Errors
    ///
    /// When the list of columns that hold names cannot be read.
    ///
    /// # Example
    ///
    /// ```
    /// use demarche::lexicon::{Lexicon, find::Query};
    /// let lexicon = Lexicon::embedded()?;
    /// let hits = lexicon.find(&Query::new("kosovo", false, None))?;
    /// assert!(hits.iter().any(|hit| hit.table == "actors/countries.tsv"));
    /// # Ok::<(), demarche::error::Error>(())
    /// ```
    pub fn find(&self, query: &Query) -> Result<Vec<Hit>> {
        let names = name_columns()?;
        let mut hits = Vec::new();
        let mut predicates = HashSet::new();
        for (path, table) in self.under("") {
            let columns = names.of(path);
            let ids = ["id", "code", "wikidata"].map(|name| (name, false));
            let columns: Vec<(&str, bool)> = columns.into_iter().chain(ids).collect();
            let found = in_table(path, table, &columns, query);
            if let (Some(class), false) = (path.strip_prefix("classes/"), found.is_empty()) {
                predicates.insert(format!("@{}", class.trim_end_matches(".tsv")));
            }
            hits.extend(found);
            if path.starts_with("patterns/") {
                hits.extend(patterns(path, table, &predicates, query));
            }
        }
        Ok(hits)
    }
}

/// The rows of one table; an actor whose name stands in one row is found with all its rows.
fn in_table(path: &str, table: &Table, columns: &[(&str, bool)], query: &Query) -> Vec<Hit> {
    let find = |row: &Record<'_>| {
        columns.iter().find_map(|(column, list)| {
            let field = row.get(column);
            let mut values = field.split(if *list { ';' } else { '\t' });
            let value = values.find(|value| !value.is_empty() && query.fits(value))?;
            Some(((*column).to_owned(), value.to_owned()))
        })
    };
    let found: Vec<Option<(String, String)>> = table.records().map(|row| find(&row)).collect();
    let of_actors = |(row, found): (Record<'_>, &Option<_>)| {
        found.as_ref().and(row.optional("id").map(str::to_owned))
    };
    let ids: HashSet<String> = table.records().zip(&found).filter_map(of_actors).collect();
    let rows = table.records().zip(found);
    rows.filter_map(|(row, found)| {
        let same = || ids.contains(row.get("id")).then(|| ("id".into(), row.get("id").into()));
        Some(Hit::new(path, &row, found.or_else(same)?, query))
    })
    .collect()
}

/// The patterns whose predicate is the lemma, or a class that holds it.
fn patterns<'t>(
    path: &'t str,
    table: &'t Table,
    classes: &'t HashSet<String>,
    query: &'t Query,
) -> impl Iterator<Item = Hit> + 't {
    table.records().filter_map(move |row| {
        let (lemma, _) = row.get("when").split(' ').next()?.rsplit_once('/')?;
        let fits = classes.contains(lemma) || query.fits(&lemma.replace('_', " "));
        let found = || ("when".to_owned(), lemma.to_owned());
        fits.then(|| Hit::new(path, &row, found(), query))
    })
}

impl Hit {
    fn new(path: &str, row: &Record<'_>, found: (String, String), query: &Query) -> Hit {
        let filled = |name: &&String| !row.get(name).is_empty();
        let field = |name: &String| (name.clone(), row.get(name).into());
        Hit {
            table: path.to_owned(),
            file: row.row().file().to_owned(),
            line: row.row().line(),
            column: found.0,
            matched: found.1,
            valid: query.date.and_then(|date| valid(row, date)),
            row: row.columns().iter().filter(filled).map(field).collect(),
        }
    }

    /// A field of the row, empty if it is.
    pub fn get(&self, column: &str) -> &str {
        self.row.get(column).and_then(Value::as_str).unwrap_or_default()
    }
}

/// Whether the row's term covers the date; nothing for a row of a table without terms.
fn valid(row: &Record<'_>, date: Date) -> Option<bool> {
    row.columns().iter().find(|name| *name == "from")?;
    let (from, until) = (row.days("from").ok()?, row.days("until").ok()?);
    let begun = from.is_none_or(|(first, _)| first <= date);
    Some(begun && until.is_none_or(|(_, last)| date <= last))
}

fn folded(name: &str) -> String {
    let mut out = String::new();
    for word in name.split([' ', '-', '_']).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        fold_into(word, &mut out);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon() -> Lexicon {
        let mut lexicon = Lexicon::default();
        let mut add = |path, text: &'static str| {
            lexicon.insert(path, Table::parse(path, text).unwrap());
        };
        add(
            "actors/persons.tsv",
            "id\tname\taliases\tfrom\tuntil\nx\tJosé Ño-Test\tÑo\t2001\t2004\nx\tJosé Ño-Test\t\t2005\t\n",
        );
        add("classes/zap.tsv", "lemma\nno\n");
        add("patterns/a.tsv", "id\twhen\na.1\t@zap/v\na.2\tno_out/v\na.3\tother/n\n");
        lexicon
    }

    fn found(query: &Query) -> Vec<(String, usize, Option<bool>)> {
        let hits = lexicon().find(query).unwrap();
        hits.into_iter().map(|hit| (hit.matched, hit.line, hit.valid)).collect()
    }

    #[test]
    fn without_case_and_diacritics_all_terms_and_patterns_of_a_class() {
        let date = Date::new(2006, 1, 1).unwrap();
        assert_eq!(
            found(&Query::new("no", false, Some(date))),
            [
                ("Ño".to_owned(), 2, Some(false)),
                ("x".to_owned(), 3, Some(true)),
                ("no".to_owned(), 2, None),
                ("@zap".to_owned(), 2, None),
            ]
        );
        assert_eq!(found(&Query::new("jose no TEST", false, None)).len(), 2);
        assert_eq!(found(&Query::new("jose", false, None)).len(), 0);
    }

    #[test]
    fn by_prefix() {
        assert_eq!(found(&Query::new("jose", true, None)).len(), 2);
        let lemmas = found(&Query::new("no o", true, None));
        assert_eq!(lemmas, [("no_out".to_owned(), 3, None)]);
    }
}
