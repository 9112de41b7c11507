//! `demarche lexicon find`: who or what the tables know by a name.

use std::io::Write;

use demarche::lexicon::find::{Hit, Query};

use super::{grid, tables};
use crate::args::lexicon::Find;
use crate::messages::{self, Outcome};

/// Runs the command; finding nothing is no error of the command, but exit code 1.
pub fn run(flags: &Find) -> anyhow::Result<Outcome> {
    let name = flags.words.join(" ");
    let query = Query::new(&name, flags.prefix, flags.date);
    let hits = tables(flags.common.lexicon.as_deref())?.find(&query)?;
    let mut out = std::io::BufWriter::new(anstream::stdout().lock());
    if flags.common.json {
        for hit in &hits {
            writeln!(out, "{}", serde_json::to_string(hit)?)?;
        }
    } else {
        for hits in hits.chunk_by(|a, b| a.table == b.table) {
            writeln!(out, "{}", hits[0].table)?;
            grid::write(&mut out, &hits.iter().map(cells).collect::<Vec<_>>())?;
        }
    }
    out.flush()?;
    if hits.is_empty() {
        messages::error(&format!("the lexicon knows nothing called `{name}`"));
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Well)
}

/// Line, whether the term holds, id, name, country and codes, term, and the name that matched.
fn cells(hit: &Hit) -> Vec<String> {
    let own = hit.file == hit.table;
    let line = if own { hit.line.to_string() } else { format!("{}:{}", hit.file, hit.line) };
    let mark = match hit.valid {
        Some(true) => "*",
        Some(false) => "-",
        None => "",
    };
    let first = hit.row.values().next().and_then(|value| value.as_str()).unwrap_or_default();
    let name = ["name", "when"].into_iter().map(|c| hit.get(c)).find(|v| !v.is_empty());
    let named = name.filter(|name| *name != first).unwrap_or_default();
    let shown = hit.column == "when" || hit.matched == first || hit.matched == named;
    let matched = if shown { String::new() } else { format!("= {}", hit.matched) };
    vec![line, mark.to_owned(), first.to_owned(), named.to_owned(), codes(hit), term(hit), matched]
}

fn codes(hit: &Hit) -> String {
    let codes = ["country", "sector", "kind", "role", "event"].map(|column| hit.get(column));
    let more = ["class", "context", "mode", "effect"].map(|column| hit.get(column));
    let filled: Vec<&str> = codes.into_iter().chain(more).filter(|c| !c.is_empty()).collect();
    filled.join(" ")
}

fn term(hit: &Hit) -> String {
    match (hit.get("from"), hit.get("until")) {
        ("", "") => String::new(),
        (from, until) => format!("{from}..{until}"),
    }
}
