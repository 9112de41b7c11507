//! `demarche version` and `--version`: program, lexicon and model.

use std::io::Write;

use demarche::lexicon::Lexicon;
use demarche::syntax::{EnglishParser, Parser};

use crate::messages::Outcome;

/// Version line with the lexicon's fingerprint and the model's version.
pub fn long() -> String {
    let lexicon = Lexicon::embedded().map_or_else(|e| e.to_string(), |l| l.fingerprint());
    let model = EnglishParser::embedded().version();
    format!("{} (lexicon {lexicon}, model {model})", env!("CARGO_PKG_VERSION"))
}

/// Prints it.
pub fn run() -> anyhow::Result<Outcome> {
    writeln!(anstream::stdout().lock(), "demarche {}", long())?;
    Ok(Outcome::Well)
}
