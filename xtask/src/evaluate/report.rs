//! `cargo xtask evaluate`: every table, written to `evaluation/RESULTS.md`.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// The sections of the report: title, subcommand, and whether it takes the folder as `--data`.
const SECTIONS: [(&str, &str); 9] = [
    ("Tagging and parsing", "syntax"),
    ("Sentences, tokens, parsing from raw text", "text"),
    ("Actors", "actors"),
    ("Whole records", "events"),
    ("Relations and false events on sentences", "relation"),
    ("Pronouns", "coref"),
    ("Time expressions", "time"),
    ("Places", "places"),
    ("Attribution", "attribution"),
];

/// Runs every evaluation on `data` and writes the report to `out`.
pub fn write(data: &Path, out: &Path) -> Result<()> {
    ensure!(data.is_dir(), "no gold data at {} (see --data)", data.display());
    let program = std::env::current_exe()?;
    let mut report = String::from(
        "# Accuracy\n\nWritten by `cargo xtask evaluate`; do not edit. Gold data is not part of \
         the repository: the command reads `../shared/data` or `--data DIR`. Sets marked dev or \
         train were looked at while building; EWT test was scored, but nothing was chosen by it. \
         Times are processor times of \
         the machine that ran it.\n",
    );
    for (title, name) in SECTIONS {
        let mut command = Command::new(&program);
        command.args(["evaluate", name]);
        match name {
            "events" => command.arg("--gold").arg(data.join("events")),
            _ => command.arg("--data").arg(data),
        };
        let output = command.output().with_context(|| format!("running evaluate {name}"))?;
        let error = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "evaluate {name}: {error}");
        let table = String::from_utf8_lossy(&output.stdout);
        let header = "| set | what | figure | must be | n |\n|---|---|---|---|---|\n";
        let bare = matches!(name, "actors" | "coref" | "events" | "relation");
        let header = if bare { header } else { "" };
        write!(report, "\n## {title}\n\n{header}{}\n", table.trim_end())?;
        eprintln!("{name} done");
    }
    std::fs::write(out, report).with_context(|| format!("writing {}", out.display()))
}
