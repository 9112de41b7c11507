//! `cargo xtask lexicon`: checks what the tables say of themselves.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use demarche::evaluate::examples::{Failure, check, check_embedded};
use demarche::event::patterns::examples;
use demarche::lexicon::Lexicon;
use demarche::pipeline::Coder;

/// What can be done with the lexicon.
#[derive(Subcommand)]
pub enum Command {
    /// Run the example sentences of the patterns and print those that fail.
    Examples(ExampleFlags),
}

/// Which examples to run.
#[derive(Args)]
pub struct ExampleFlags {
    /// Only patterns whose id starts so.
    #[arg(default_value = "")]
    prefix: String,
    /// Folder of tables laid over the embedded ones.
    #[arg(long)]
    lexicon: Option<PathBuf>,
    /// Run each inside a paragraph.
    #[arg(long)]
    embedded: bool,
}

/// Runs the command.
pub fn run(command: &Command) -> anyhow::Result<()> {
    let Command::Examples(flags) = command;
    let lexicon = match &flags.lexicon {
        Some(dir) => Lexicon::with_overlay(dir)?,
        None => Lexicon::embedded()?,
    };
    let coder = Coder::new(&lexicon)?;
    let check = if flags.embedded { check_embedded } else { check };
    let (mut yes, mut silent, mut dyads, mut no, mut fires) = (0, 0, 0, 0, 0);
    for example in examples(&lexicon) {
        if !example.pattern.starts_with(&flags.prefix) {
            continue;
        }
        *(if example.fires { &mut yes } else { &mut no }) += 1;
        let Some(failure) = check(&coder, &example) else { continue };
        let sentence = &example.sentence;
        match failure {
            Failure::Silent(tried) => {
                silent += 1;
                println!("SILENT {}\n    {sentence}\n    {tried}", example.pattern);
            }
            Failure::Dyad(found) => {
                dyads += 1;
                let wanted = example.dyad.unwrap_or_default();
                println!("DYAD {} wanted {wanted} found {found}\n    {sentence}", example.pattern);
            }
            Failure::Fires => {
                fires += 1;
                println!("FIRES {}\n    {sentence}", example.pattern);
            }
        }
    }
    println!("yes {yes}: {silent} silent, {dyads} other dyad; no {no}: {fires} fire");
    Ok(())
}
