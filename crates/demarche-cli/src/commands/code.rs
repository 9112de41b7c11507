//! `demarche code`: files in, records out.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::num::NonZero;
use std::thread;

use anyhow::Context;
use demarche::article::Options;
use demarche::event::Modality;
use demarche::export::{Record, RecordWriter};
use demarche::source::RawDocument;
use demarche::span::CodePoints;

use super::{Engine, engine};
use crate::args::Code;
use crate::batch::{self, Done};
use crate::inputs;
use crate::messages::{self, Outcome};
use crate::output;
use crate::progress::Progress;

/// A coded document, ready to be written.
struct Coded {
    id: String,
    title: Option<String>,
    text: String,
    records: Vec<Record>,
    warnings: Vec<String>,
}

/// Runs the command.
pub fn run(flags: &Code) -> anyhow::Result<Outcome> {
    let engine = engine(flags.lexicon.as_deref())?;
    let mut records = output::open(flags.format, flags.out.as_deref())?;
    let mut texts = flags.text.as_deref().map(output::create).transpose()?;
    let inputs = inputs::expand(&flags.paths);
    let jobs = match flags.jobs {
        Some(jobs) => usize::from(jobs),
        None => thread::available_parallelism().map_or(1, NonZero::get),
    };
    batch::keep_panics_quiet();
    let mut progress = Progress::new(!flags.no_progress);
    let (mut coded, mut failed) = (0_usize, 0_usize);
    let result = batch::run(
        &inputs,
        jobs,
        |document| code(&engine, document, flags),
        |done| {
            match done {
                Done::Coded(document) => {
                    coded += 1;
                    for warning in &document.warnings {
                        progress.suspend(|| messages::warning(warning));
                    }
                    progress.add(document.records.len());
                    write(&document, records.as_mut(), texts.as_mut())?;
                }
                Done::Warning(message) => progress.suspend(|| messages::warning(&message)),
                Done::Failed(message) => {
                    failed += 1;
                    progress.suspend(|| messages::error(&message));
                }
            }
            Ok(())
        },
    );
    progress.finish();
    result.and_then(|()| Ok(records.finish()?)).context("cannot write the records")?;
    if let Some(mut texts) = texts {
        texts.flush().context("cannot write the texts")?;
    }
    Ok(match (coded, failed) {
        (_, 0) => Outcome::Well,
        (0, _) => Outcome::Nothing,
        _ => Outcome::Some,
    })
}

fn code(engine: &Engine, document: RawDocument, flags: &Code) -> Result<Coded, String> {
    let options = Options { published: flags.published };
    let id = document.id.clone();
    let (article, warnings) = engine.reader.read(document, &options).map_err(|error| {
        let warning = error.into_warning(Some(&id));
        // A record of a JSONL file is named by its line; its id helps as well.
        if warning.position.line.is_some() {
            format!("{warning} ({id})")
        } else {
            warning.to_string()
        }
    })?;
    let coded = engine.coder.code(article);
    let article = coded.document.article;
    let points = CodePoints::new(&article.text);
    let records = coded
        .events
        .into_iter()
        .filter(|event| flags.all_modalities || event.modality == Modality::Asserted)
        .filter(|event| event.confidence >= flags.min_confidence)
        .map(|event| event.in_code_points(&points))
        .collect();
    let warnings = warnings.iter().map(ToString::to_string).collect();
    Ok(Coded { id, title: article.title, text: article.text, records, warnings })
}

fn write(
    document: &Coded,
    records: &mut dyn RecordWriter,
    texts: Option<&mut BufWriter<File>>,
) -> anyhow::Result<()> {
    for record in &document.records {
        records.write(record)?;
    }
    if let Some(texts) = texts {
        let line = serde_json::json!({
            "id": document.id, "title": document.title, "text": document.text,
        });
        writeln!(texts, "{line}")?;
    }
    Ok(())
}
