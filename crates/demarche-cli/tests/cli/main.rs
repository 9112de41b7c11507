//! End-to-end tests that see only the binary: arguments in, output and exit code out.

mod bad_input;
mod explain;
mod formats;
mod lexicon;
mod readme;
mod repeatable;
mod samples;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// The workspace's root, where commands run.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// The binary, run at the root.
fn demarche() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
    command.current_dir(root()).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command
}

/// Runs the binary with these arguments.
fn run<S: AsRef<std::ffi::OsStr>>(arguments: &[S]) -> Output {
    demarche().args(arguments).output().unwrap()
}

/// Exit code of a finished run.
fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

/// What a run said on stderr.
fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// The JSON lines of a run's standard output.
fn records(output: &Output) -> Vec<Value> {
    let text = std::str::from_utf8(&output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}
