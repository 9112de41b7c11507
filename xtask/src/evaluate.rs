//! `cargo xtask evaluate`.

pub mod syntax;

use clap::Subcommand;

/// What can be scored.
#[derive(Subcommand)]
pub enum Command {
    /// Tags, lemmas and trees of the English parser.
    Syntax(syntax::Flags),
}

/// Runs the command.
pub fn run(command: &Command) -> anyhow::Result<()> {
    match command {
        Command::Syntax(flags) => syntax::run(flags),
    }
}
