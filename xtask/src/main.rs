//! Development commands for the Démarche workspace: `cargo xtask --help`.

mod evaluate;
mod lexicon;
mod parse;
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
    #[command(subcommand)]
    Evaluate(evaluate::Command),
    /// Check the lexicon.
    #[command(subcommand)]
    Lexicon(lexicon::Command),
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().command {
        Command::Train(command) => train::run(&command),
        Command::Parse(flags) => parse::run(&flags),
        Command::Evaluate(command) => evaluate::run(&command),
        Command::Lexicon(command) => lexicon::run(&command),
    }
}
