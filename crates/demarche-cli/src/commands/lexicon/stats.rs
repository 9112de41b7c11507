//! `demarche lexicon stats`: how much the tables know.

use std::collections::BTreeMap;
use std::io::Write;

use demarche::lexicon::stats::Stats;

use super::{grid, tables};
use crate::args::lexicon::Common;
use crate::messages::Outcome;

/// Runs the command.
pub fn run(flags: &Common) -> anyhow::Result<Outcome> {
    let stats = tables(flags.lexicon.as_deref())?.stats()?;
    let mut out = std::io::BufWriter::new(anstream::stdout().lock());
    if flags.json {
        writeln!(out, "{}", serde_json::to_string(&stats)?)?;
    } else {
        for (title, rows) in parts(&stats) {
            writeln!(out, "{title}")?;
            grid::write(&mut out, &rows)?;
        }
    }
    out.flush()?;
    Ok(Outcome::Well)
}

fn parts(stats: &Stats) -> Vec<(&'static str, Vec<Vec<String>>)> {
    let offices = stats.roles.iter().map(|(role, office)| {
        let count = |n: usize, noun: &str| format!("{n} {noun}");
        let (terms, persons) = (count(office.terms, "terms"), count(office.persons, "persons"));
        vec![role.clone(), terms, persons, count(office.countries, "countries")]
    });
    let share = |(table, share): (&String, &demarche::lexicon::stats::Share)| {
        let percent = 100.0 * share.with as f64 / share.of.max(1) as f64;
        vec![table.clone(), format!("{} of {}", share.with, share.of), format!("{percent:.1} %")]
    };
    let checked = stats.checked.iter();
    vec![
        ("rows", counts(&stats.tables)),
        ("persons by role", offices.collect()),
        ("organisations by kind", counts(&stats.organisations)),
        ("agents by sector", counts(&stats.agents)),
        ("patterns by type", counts(&stats.patterns)),
        (
            "checked",
            checked.map(|(t, (old, new))| vec![t.clone(), format!("{old}..{new}")]).collect(),
        ),
        ("with Wikidata id", stats.wikidata.iter().map(share).collect()),
    ]
}

fn counts(counts: &BTreeMap<String, usize>) -> Vec<Vec<String>> {
    let name = |name: &str| if name.is_empty() { "(none)".to_owned() } else { name.to_owned() };
    counts.iter().map(|(key, count)| vec![name(key), count.to_string()]).collect()
}
