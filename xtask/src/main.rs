//! Development commands for the Démarche workspace: `cargo xtask --help`.

mod evaluate;
mod lexicon;
mod parse;
mod tidy;
mod train;
mod treebank;

use clap::{Parser, Subcommand};

/// Development commands of the Démarche workspace.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Train a model from gold data.
    #[command(subcommand)]
    Train(train::Command),
    /// Show the dependency tree of a sentence given as tokens.
    Parse(parse::Flags),
    /// Score a stage against gold data.
    Evaluate {
        /// What to score; everything when left out.
        #[command(subcommand)]
        what: Option<evaluate::Command>,
    },
    /// Check the lexicon.
    #[command(subcommand)]
    Lexicon(lexicon::Command),
    /// Check stage order, file heads and lengths, word lists in code, sorting of tables.
    Tidy,
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().command {
        Command::Train(command) => train::run(&command),
        Command::Parse(flags) => parse::run(&flags),
        Command::Evaluate { what } => evaluate::run(what.as_ref()),
        Command::Lexicon(command) => lexicon::run(&command),
        Command::Tidy => tidy::run(),
    }
}
