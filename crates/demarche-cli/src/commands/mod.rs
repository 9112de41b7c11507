//! One file a subcommand.

pub mod code;
pub mod explain;
pub mod lexicon;
pub mod version;

use std::path::Path;

use demarche::article::Reader;
use demarche::lexicon::Lexicon;
use demarche::pipeline::Coder;
use demarche::syntax::EnglishParser;

/// Everything compiled from one lexicon.
pub struct Engine {
    /// Raw document → article.
    pub reader: Reader,
    /// Article → records.
    pub coder: Coder,
}

/// Compiles the embedded tables, overlaid by those in `dir`.
pub fn engine(dir: Option<&Path>) -> anyhow::Result<Engine> {
    // The model is read while the tables are parsed; whoever needs it first waits for it.
    drop(std::thread::spawn(EnglishParser::embedded));
    let lexicon = match dir {
        Some(dir) => Lexicon::with_overlay(dir)?,
        None => Lexicon::embedded()?,
    };
    Ok(Engine { reader: Reader::new(&lexicon)?, coder: Coder::new(&lexicon)? })
}
