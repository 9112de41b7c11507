//! `demarche lexicon diff`: what another overlay or lexicon has otherwise.

use std::io::Write;
use std::path::Path;

use demarche::lexicon::Lexicon as Tables;
use demarche::lexicon::diff::{Change, Kind};

use super::tables;
use crate::args::lexicon::Common;
use crate::messages::Outcome;

/// Runs the command: changes on standard output, none is no error.
pub fn run(other: &Path, whole: bool, flags: &Common) -> anyhow::Result<Outcome> {
    let current = tables(flags.lexicon.as_deref())?;
    let other = if whole { Tables::of_folder(other)? } else { Tables::with_overlay(other)? };
    let mut out = std::io::BufWriter::new(anstream::stdout().lock());
    let changes = current.diff(&other)?;
    for change in &changes {
        if flags.json {
            writeln!(out, "{}", serde_json::to_string(change)?)?;
        } else {
            write!(out, "{}", describe(change))?;
        }
    }
    if !flags.json {
        let count = |kind| changes.iter().filter(|change| change.change == kind).count();
        let (added, removed) = (count(Kind::Added), count(Kind::Removed));
        let changed = count(Kind::Changed);
        writeln!(out, "{added} added, {removed} removed, {changed} changed")?;
    }
    out.flush()?;
    Ok(Outcome::Well)
}

fn describe(change: &Change) -> String {
    let sign = match change.change {
        Kind::Added => '+',
        Kind::Removed => '-',
        Kind::Changed => '~',
    };
    let key: Vec<&str> = change.key.iter().map(String::as_str).filter(|k| !k.is_empty()).collect();
    let mut text = format!("{sign} {}: {}\n", change.table, key.join(" "));
    for field in &change.columns {
        let column = &field.column;
        text.push_str(&match change.change {
            Kind::Added => format!("    {column}: {}\n", field.after),
            Kind::Removed => format!("    {column}: {}\n", field.before),
            Kind::Changed => format!("    {column}: `{}` -> `{}`\n", field.before, field.after),
        });
    }
    text
}
