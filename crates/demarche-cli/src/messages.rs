//! Everything the user reads on stderr, and the exit codes.

use std::io::{self, Write};
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All inputs were done.
    Well,
    /// Nothing could be done.
    Nothing,
    /// Some inputs failed and were named; the others were done.
    Some,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        match outcome {
            Outcome::Well => ExitCode::SUCCESS,
            Outcome::Nothing => ExitCode::from(1),
            Outcome::Some => ExitCode::from(2),
        }
    }
}

/// A red `error:` line.
pub fn error(message: &str) {
    line("error", AnsiColor::Red, message);
}

/// A yellow `warning:` line.
pub fn warning(message: &str) {
    line("warning", AnsiColor::Yellow, message);
}

fn line(label: &str, colour: AnsiColor, message: &str) {
    let style = Style::new().bold().fg_color(Some(colour.into()));
    // Nothing is left to be done when stderr is closed.
    let _ = writeln!(anstream::stderr().lock(), "{style}{label}:{style:#} {message}");
}

/// Whether an error is a reader that went away, such as `head`: no fault of ours.
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
    })
}
