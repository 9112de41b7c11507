//! `demarche lexicon …`: the tables checked, searched, counted and compared.

mod check;
mod diff;
mod find;
mod grid;
mod stats;

use std::path::Path;

use demarche::lexicon::Lexicon as Tables;

use crate::args::lexicon::Lexicon;
use crate::messages::Outcome;

/// Runs the command.
pub fn run(command: &Lexicon) -> anyhow::Result<Outcome> {
    match command {
        Lexicon::Check { dir, lexicon } => check::run(dir.as_deref().or(lexicon.as_deref())),
        Lexicon::Find(flags) => find::run(flags),
        Lexicon::Stats { common } => stats::run(common),
        Lexicon::Diff { other, whole, common } => diff::run(other, *whole, common),
    }
}

/// The embedded tables, overlaid by those in `dir`.
fn tables(dir: Option<&Path>) -> anyhow::Result<Tables> {
    Ok(dir.map_or_else(Tables::embedded, Tables::with_overlay)?)
}
