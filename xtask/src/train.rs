//! `cargo xtask train`.

use std::path::PathBuf;
use std::time::Instant;

use clap::{Args, Subcommand};
use demarche::evaluate::syntax::score;
use demarche::model::SyntaxModel;
use demarche::syntax::EnglishParser;
use demarche::train::syntax::{Settings, train};

use crate::evaluate::syntax::row;
use crate::treebank;

/// What can be trained.
#[derive(Subcommand)]
pub enum Command {
    /// The English tagger, lemmatiser and parser, from EWT and GUM.
    Syntax(Syntax),
    /// The weights of the pronoun resolver, from OntoGUM.
    Coref(Coref),
    /// The event scorer, from sentences with relations, quads and roles and from our own.
    Events(Events),
}

/// Flags of `train events`.
#[derive(Args)]
pub struct Events {
    /// Folder of the gold data.
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    /// Folder of our own labelled sentences.
    #[arg(long, default_value = "training")]
    training: PathBuf,
    /// Where to write the model.
    #[arg(long, default_value = "crates/demarche/models/en-events.bin")]
    out: PathBuf,
}

/// Flags of `train coref`.
#[derive(Args)]
pub struct Coref {
    /// Folder of the gold data.
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    /// Where to write the weights.
    #[arg(long, default_value = "crates/demarche/lexicon/coref/weights.tsv")]
    out: PathBuf,
}

/// Flags of `train syntax`.
#[derive(Args)]
pub struct Syntax {
    /// Folder with {ewt,gum}-{train,dev}.conllu, plain or .xz.
    #[arg(long)]
    treebanks: PathBuf,
    /// Where to write the model.
    #[arg(long, default_value = "crates/demarche/models/en-syntax.bin")]
    out: PathBuf,
    /// Passes over the text.
    #[arg(long)]
    epochs: Option<usize>,
    /// What the first run gave before (see --cycles 0), instead of a new first run.
    #[arg(long)]
    start: Option<PathBuf>,
    /// Short cycles after the first run.
    #[arg(long)]
    cycles: Option<usize>,
    /// Threads; changes the time, not the model.
    #[arg(long, default_value_t = 2)]
    threads: usize,
    /// Start of all random choices.
    #[arg(long)]
    seed: Option<u64>,
    /// Keep tagger and network of this model and train the lemmatiser only.
    #[arg(long)]
    lemmas_of: Option<PathBuf>,
    /// Score the development sets every so many epochs; 0 never.
    #[arg(long, default_value_t = 3)]
    score_every: usize,
}

/// Runs the command.
pub fn run(command: &Command) -> anyhow::Result<()> {
    match command {
        Command::Syntax(flags) => syntax(flags),
        Command::Coref(flags) => coref(flags),
        Command::Events(flags) => events(flags),
    }
}

fn events(flags: &Events) -> anyhow::Result<()> {
    use demarche::train::linear::{Settings, train};
    let coder = demarche::pipeline::Coder::embedded()?;
    let data = crate::evaluate::scorer::read(&coder, &flags.data, &flags.training)?;
    let labels = data.study.labels();
    let model = train(labels, &data.study.examples, &Settings::default());
    let bytes = model.to_bytes();
    std::fs::write(&flags.out, &bytes)?;
    eprintln!(
        "{} examples, {} bytes to {}",
        data.study.examples.len(),
        bytes.len(),
        flags.out.display()
    );
    Ok(())
}

fn coref(flags: &Coref) -> anyhow::Result<()> {
    use crate::evaluate::coref::{read, tools};
    let (resolver, knowledge) = tools()?;
    let mut docs = Vec::new();
    for genre in ["news", "interview", "speech"] {
        docs.extend(read(&flags.data, genre)?);
    }
    let docs: Vec<_> = docs.iter().collect();
    let settings = demarche::train::coref::Settings::default();
    let weights = demarche::train::coref::train(&resolver, &knowledge, &docs, &settings);
    let mut table = String::from(
        "# Weights of the pronoun resolver, by feature. Written by `cargo xtask train coref`; do not edit.\n\
         # Trained on OntoGUM news, interview and speech (annotation CC BY 4.0).\n\
         feature\tweight\tsource\n",
    );
    for (name, weight) in weights.iter().filter(|(_, w)| w.abs() >= 0.0005) {
        table.push_str(&format!("{name}\t{weight:.3}\ttrained\n"));
    }
    std::fs::write(&flags.out, table)?;
    Ok(())
}

fn syntax(flags: &Syntax) -> anyhow::Result<()> {
    let started = Instant::now();
    let mut gold = treebank::read(&flags.treebanks, "ewt-train")?;
    gold.extend(treebank::read(&flags.treebanks, "gum-train")?);
    if let Some(path) = &flags.lemmas_of {
        let mut model = SyntaxModel::from_bytes(&std::fs::read(path)?)?;
        model.lemmas = demarche::train::lemma::train(&gold);
        std::fs::write(&flags.out, model.to_bytes())?;
        return Ok(());
    }
    let ewt = treebank::read(&flags.treebanks, "ewt-dev")?;
    let gum = treebank::read(&flags.treebanks, "gum-dev")?;
    let mut settings = Settings { threads: flags.threads, ..Settings::default() };
    settings.epochs = flags.epochs.unwrap_or(settings.epochs);
    settings.cycles = flags.cycles.unwrap_or(settings.cycles);
    settings.seed = flags.seed.unwrap_or(settings.seed);
    let start = match &flags.start {
        Some(path) => Some(SyntaxModel::from_bytes(&std::fs::read(path)?)?),
        None => None,
    };
    let model = train(&gold, &settings, start, &mut |progress| {
        let seconds = started.elapsed().as_secs();
        let (cycle, epoch, loss) = (progress.cycle, progress.epoch, progress.loss);
        eprintln!("cycle {cycle} epoch {epoch} loss {loss:.4} after {seconds} s");
        if flags.score_every > 0 && progress.epoch % flags.score_every == 0 {
            let parser = EnglishParser::new((progress.model)());
            eprintln!("  {}", row("EWT dev", &score(&parser, &ewt)));
            eprintln!("  {}", row("GUM dev", &score(&parser, &gum)));
        }
    })?;
    let bytes = model.to_bytes();
    std::fs::write(&flags.out, &bytes)?;
    let parser = EnglishParser::from_bytes(&bytes)?;
    eprintln!("{} bytes written to {}; as saved:", bytes.len(), flags.out.display());
    eprintln!("  {}", row("EWT dev", &score(&parser, &ewt)));
    eprintln!("  {}", row("GUM dev", &score(&parser, &gum)));
    eprintln!("{} s in all", started.elapsed().as_secs());
    Ok(())
}
