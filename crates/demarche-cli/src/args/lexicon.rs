//! Flags of `demarche lexicon …`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use jiff::civil::Date;

use super::EXIT_CODES;

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
    /// Show who or what the tables know by a name, id or lemma.
    Find(Find),
    /// Count what the tables know.
    Stats {
        #[command(flatten)]
        common: Common,
    },
    /// Show the rows that another overlay or lexicon adds, removes and changes.
    Diff {
        /// A folder that overlays the embedded tables.
        #[arg(value_name = "OTHER_DIR")]
        other: PathBuf,
        /// OTHER_DIR is a whole lexicon and overlays nothing.
        #[arg(long)]
        whole: bool,
        #[command(flatten)]
        common: Common,
    },
}

/// Flags of `demarche lexicon find`.
#[derive(Args)]
pub struct Find {
    /// The words of one name; case, diacritics and hyphens do not matter.
    #[arg(required = true, value_name = "WORD")]
    pub words: Vec<String>,
    /// Also longer names that start so.
    #[arg(long)]
    pub prefix: bool,
    /// Mark the terms that hold on this day (YYYY-MM-DD).
    #[arg(long, value_name = "DATE")]
    pub date: Option<Date>,
    #[command(flatten)]
    pub common: Common,
}

/// What `find`, `stats` and `diff` share.
#[derive(Args)]
pub struct Common {
    /// Overlay the embedded lexicon with the tables in this folder.
    #[arg(long, value_name = "DIR")]
    pub lexicon: Option<PathBuf>,
    /// Write JSON instead: an object a line.
    #[arg(long)]
    pub json: bool,
}
