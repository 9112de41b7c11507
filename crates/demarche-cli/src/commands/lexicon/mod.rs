//! `demarche lexicon …`: the tables checked, searched, counted and compared.

mod check;

use crate::args::Lexicon;
use crate::messages::Outcome;

/// Runs the command.
pub fn run(command: &Lexicon) -> anyhow::Result<Outcome> {
    match command {
        Lexicon::Check { dir, lexicon } => check::run(dir.as_deref().or(lexicon.as_deref())),
    }
}
