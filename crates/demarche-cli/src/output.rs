//! Where records go: standard output or a file, in one of the formats.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;

use anyhow::Context;
use demarche::export::RecordWriter;
use demarche::export::csv::Csv;
use demarche::export::jsonl::Jsonl;
use demarche::export::parquet::Parquet;
use demarche::export::plover::Plover;

use crate::args::Format;
use crate::inputs::describe;
use crate::table::Table;

/// Opens the output; nothing is coded when that fails.
pub fn open(format: Option<Format>, out: Option<&Path>) -> anyhow::Result<Box<dyn RecordWriter>> {
    let terminal = out.is_none() && io::stdout().is_terminal();
    let format = format.unwrap_or(if terminal { Format::Table } else { Format::Jsonl });
    if format == Format::Parquet && terminal {
        anyhow::bail!("parquet is no text: give --out FILE or send it into a pipe");
    }
    Ok(match (format, out) {
        (Format::Table, None) => {
            let colour = anstream::AutoStream::choice(&io::stdout());
            Box::new(Table::new(stdout(), colour != anstream::ColorChoice::Never))
        }
        (Format::Table, Some(path)) => Box::new(Table::new(create(path)?, false)),
        (format, Some(path)) => writer(format, create(path)?)?,
        (format, None) => writer(format, stdout())?,
    })
}

fn writer<W: Write + Send + 'static>(format: Format, sink: W) -> io::Result<Box<dyn RecordWriter>> {
    Ok(match format {
        Format::Csv => Box::new(Csv::new(sink)?),
        Format::Parquet => Box::new(Parquet::new(sink)?),
        Format::Plover => Box::new(Plover::new(sink)),
        Format::Jsonl => Box::new(Jsonl::new(sink)),
        Format::Table => Box::new(Table::new(sink, false)),
    })
}

/// Creates a file; the error names it.
pub fn create(path: &Path) -> anyhow::Result<BufWriter<File>> {
    let file = File::create(path).map_err(|error| {
        let reason = match error.kind() {
            io::ErrorKind::NotFound => "no such folder".to_owned(),
            _ => describe(&error),
        };
        anyhow::anyhow!(reason)
    });
    file.map(BufWriter::new).with_context(|| format!("cannot write {}", path.display()))
}

fn stdout() -> BufWriter<io::Stdout> {
    BufWriter::new(io::stdout())
}
