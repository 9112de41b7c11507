//! The `demarche` command: news files in, event records out.

mod args;
mod batch;
mod commands;
mod inputs;
mod messages;
mod output;
mod progress;
mod table;

use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;

use crate::args::{Arguments, Command};
use crate::messages::Outcome;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) if error.kind() == ErrorKind::DisplayVersion => return commands::version::run(),
        Err(error) => {
            // Help and version are no errors; everything else is bad usage.
            let code = if error.use_stderr() { Outcome::Nothing } else { Outcome::Well };
            let _ = error.print();
            return code.into();
        }
    };
    let done = match arguments.command {
        Command::Code(flags) => commands::code::run(&flags),
        Command::Explain(flags) => commands::explain::run(&flags),
        Command::Lexicon(command) => commands::lexicon::run(&command),
    };
    match done {
        Ok(outcome) => outcome.into(),
        Err(error) if messages::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            messages::error(&format!("{error:#}"));
            Outcome::Nothing.into()
        }
    }
}
