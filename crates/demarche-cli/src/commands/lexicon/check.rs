//! `demarche lexicon check`: every fault of the tables, then whether they compile.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use demarche::article::Reader;
use demarche::lexicon::check::Checked;
use demarche::pipeline::Coder;

use crate::messages::{self, Outcome};

/// Runs the command: faults on standard output, their number on stderr.
pub fn run(dir: Option<&Path>) -> anyhow::Result<Outcome> {
    let Checked { lexicon, faults } = Checked::new(dir)?;
    let mut out = std::io::BufWriter::new(anstream::stdout().lock());
    if faults.is_empty() {
        // What no rule knows of, the stages still refuse.
        Reader::new(&lexicon)?;
        Coder::new(&lexicon)?;
        let (files, rows) = lexicon.under("").fold((0, 0), |(f, r), (_, t)| (f + 1, r + t.len()));
        let fingerprint = lexicon.fingerprint();
        writeln!(out, "{files} tables, {rows} rows, no fault; fingerprint {fingerprint}")?;
        out.flush()?;
        return Ok(Outcome::Well);
    }
    for fault in &faults {
        writeln!(out, "{fault}")?;
    }
    out.flush()?;
    let files: BTreeSet<_> = faults.iter().map(|fault| &fault.position().file).collect();
    let plural = |n: usize, noun: &str| format!("{n} {noun}{}", if n == 1 { "" } else { "s" });
    let (faults, files) = (plural(faults.len(), "fault"), plural(files.len(), "table"));
    messages::error(&format!("{faults} in {files}"));
    Ok(Outcome::Nothing)
}
