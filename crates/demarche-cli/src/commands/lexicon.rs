//! `demarche lexicon check`: compiles the tables and says where they are at fault.

use std::io::Write;

use demarche::lexicon::Lexicon as Tables;

use super::engine;
use crate::args::Lexicon;
use crate::messages::Outcome;

/// Runs the command.
pub fn run(command: &Lexicon) -> anyhow::Result<Outcome> {
    let Lexicon::Check { dir } = command;
    let tables = match dir {
        Some(dir) => Tables::with_overlay(dir)?,
        None => Tables::embedded()?,
    };
    let (mut files, mut rows) = (0, 0);
    for (_, table) in tables.under("") {
        files += 1;
        rows += table.len();
    }
    engine(dir.as_deref())?;
    let fingerprint = tables.fingerprint();
    writeln!(
        anstream::stdout().lock(),
        "{files} tables, {rows} rows, no fault; fingerprint {fingerprint}"
    )?;
    Ok(Outcome::Well)
}
