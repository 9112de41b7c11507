//! `cargo xtask evaluate`.

pub mod relation;
pub mod score;
pub mod syntax;
pub mod text;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use demarche::pipeline::Coder;

/// What can be scored.
#[derive(Subcommand)]
pub enum Command {
    /// Tags, lemmas and trees of the English parser.
    Syntax(syntax::Flags),
    /// Sentences and tokens on the raw text of the treebanks.
    Text(text::Flags),
    /// Relation typing and false events on sentences.
    Relation(DataFlags),
}

/// Where the gold data is, and how much to print.
#[derive(Args)]
pub struct DataFlags {
    /// Folder of the gold data.
    #[arg(long, default_value = "../shared/data")]
    pub data: PathBuf,
    /// Print every error.
    #[arg(long)]
    pub errors: bool,
}

/// Runs the command.
pub fn run(command: &Command) -> anyhow::Result<()> {
    match command {
        Command::Syntax(flags) => syntax::run(flags),
        Command::Text(flags) => text::run(flags),
        Command::Relation(flags) => {
            let coder = Coder::embedded()?;
            for score in relation::scores(&coder, &flags.data, flags.errors)? {
                println!("{}", score.row());
            }
            Ok(())
        }
    }
}
