//! `demarche --version`: program, lexicon and model.

use std::io::Write;
use std::process::ExitCode;

use demarche::lexicon::Lexicon;
use demarche::syntax::{EnglishParser, Parser};

use crate::messages::Outcome;

/// Version line with the lexicon's fingerprint and the model's version.
fn long() -> String {
    let lexicon = Lexicon::embedded().map_or_else(|e| e.to_string(), |l| l.fingerprint());
    let model = EnglishParser::embedded().version();
    format!("{} (lexicon {lexicon}, model {model})", env!("CARGO_PKG_VERSION"))
}

/// Prints it; a reader that went away is no fault.
pub fn run() -> ExitCode {
    let _ = writeln!(anstream::stdout().lock(), "demarche {}", long());
    Outcome::Well.into()
}
