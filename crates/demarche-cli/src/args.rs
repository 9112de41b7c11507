//! The command line: subcommands and flags.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

const EXIT_CODES: &str = "\
Exit codes:
  0  all went well (a reader that closes the pipe early counts as well)
  1  nothing could be done: bad usage, unreadable lexicon, unwritable output,
     or every input failed
  2  some inputs failed and are named on stderr; the others were done";

/// Codes news into political event records: who did what to whom, when, where, and on
/// whose word.
#[derive(Parser)]
#[command(name = "demarche", version, after_help = EXIT_CODES)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

/// What `demarche` can do.
#[derive(Subcommand)]
pub enum Command {
    /// Code files and folders into event records.
    Code(Code),
    /// Show how a document was understood: tokens, tree, mentions, every pattern tried.
    Explain(Explain),
    /// Work with the lexicon's tables.
    #[command(subcommand)]
    Lexicon(Lexicon),
}

/// Flags of `demarche code`.
///
/// Reads plain text, HTML and JSONL (`id`, `text` or `html`, `title`, `url`, `published`,
/// `publisher`, `lang`), told apart by content.
#[derive(Args)]
#[command(after_help = EXIT_CODES)]
pub struct Code {
    /// Files, folders (read recursively, in sorted order), or `-` for standard input.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Output format [default: table on a terminal, jsonl otherwise].
    #[arg(short, long, value_enum)]
    pub format: Option<Format>,
    /// Write the records to this file instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Write the texts that the spans point into to this file: JSONL `id`, `title`, `text`.
    #[arg(long, value_name = "FILE")]
    pub text: Option<PathBuf>,
    /// Publication date of every document, over whatever it says itself (YYYY-MM-DD).
    #[arg(long, value_name = "DATE")]
    pub published: Option<Date>,
    /// Worker threads [default: one a processor]. The output does not depend on it.
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// Overlay the embedded lexicon with the tables in this folder.
    #[arg(long, value_name = "DIR")]
    pub lexicon: Option<PathBuf>,
    /// Leave out records below this confidence (0 to 1).
    #[arg(long, value_name = "X", default_value_t = 0.0, value_parser = confidence)]
    pub min_confidence: f64,
    /// Also write negated, future, hypothetical and historical events.
    #[arg(long)]
    pub all_modalities: bool,
    /// Show no progress bar.
    #[arg(long)]
    pub no_progress: bool,
}

/// Output formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For reading: sentences with the evidence highlighted.
    Table,
    /// Native records, one JSON object a line.
    Jsonl,
    /// Flat columns; lists joined by `;`.
    Csv,
    /// Flat columns, real lists and nulls; wants --out or a pipe.
    Parquet,
    /// PLOVER 2.0 records, one JSON object a line.
    Plover,
}

/// Flags of `demarche explain`.
#[derive(Args)]
#[command(after_help = EXIT_CODES)]
pub struct Explain {
    /// A file, or `-` for standard input.
    pub file: PathBuf,
    /// Only this sentence, counted from 0 as in the records.
    #[arg(long, value_name = "N")]
    pub sentence: Option<usize>,
    /// Publication date (YYYY-MM-DD).
    #[arg(long, value_name = "DATE")]
    pub published: Option<Date>,
    /// Overlay the embedded lexicon with the tables in this folder.
    #[arg(long, value_name = "DIR")]
    pub lexicon: Option<PathBuf>,
}

/// `demarche lexicon …`.
#[derive(Subcommand)]
pub enum Lexicon {
    /// Check the tables and print every fault with its file, line and column.
    #[command(after_help = EXIT_CODES)]
    Check {
        /// A folder that overlays the embedded tables.
        #[arg(value_name = "DIR")]
        dir: Option<PathBuf>,
        /// The same, named as for the other commands.
        #[arg(long, value_name = "DIR", conflicts_with = "dir")]
        lexicon: Option<PathBuf>,
    },
}

fn confidence(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(value) if (0.0..=1.0).contains(&value) => Ok(value),
        _ => Err("not a number from 0 to 1".to_owned()),
    }
}
