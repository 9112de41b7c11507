//! `cargo xtask evaluate`.

pub mod actors;
pub mod circumstances;
pub mod coref;
pub mod events;
pub mod relation;
pub mod report;
pub mod score;
pub mod scorer;
pub mod syntax;
pub mod text;

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use demarche::pipeline::Coder;

/// What can be scored.
#[derive(Subcommand)]
pub enum Command {
    /// Every table, into a report.
    All(ReportFlags),
    /// Tags, lemmas and trees of the English parser.
    Syntax(syntax::Flags),
    /// Actor phrases, and the parties of annotated sentences.
    Actors(DataFlags),
    /// Whole records on annotated articles.
    Events(EventFlags),
    /// Sentences and tokens on the raw text of the treebanks.
    Text(text::Flags),
    /// Relation typing and false events on sentences, the scorer cross-validated.
    Relation(RelationFlags),
    /// Third-person pronouns on OntoGUM.
    Coref(DataFlags),
    /// Time expressions on MEANTIME.
    Time(DataFlags),
    /// Place names on LGL and GeoVirus.
    Places(DataFlags),
    /// Quotations and reported speech on PolNeAR.
    Attribution(DataFlags),
}

/// Where the gold data is, and how much to print.
#[derive(Args)]
pub struct DataFlags {
    /// Folder of the gold data.
    #[arg(long, default_value = "../shared/data")]
    pub data: PathBuf,
    /// Print every error.
    #[arg(long)]
    pub errors: bool,
}

/// Where the gold data and our own labelled sentences are.
#[derive(Args)]
pub struct RelationFlags {
    #[command(flatten)]
    data: DataFlags,
    /// Folder of our own labelled sentences.
    #[arg(long, default_value = "training")]
    training: PathBuf,
}

/// Where the gold data is and the report goes.
#[derive(Args)]
pub struct ReportFlags {
    /// Folder of the gold data.
    #[arg(long, default_value = "../shared/data")]
    pub data: PathBuf,
    /// The report.
    #[arg(long, default_value = "evaluation/RESULTS.md")]
    pub out: PathBuf,
}

/// Where the annotated articles are.
#[derive(Args)]
pub struct EventFlags {
    /// Folder with the gold records and their scorer.
    #[arg(long, default_value = "../shared/data/events")]
    pub gold: PathBuf,
    /// Print every error.
    #[arg(long)]
    pub errors: bool,
}

/// Runs the command; without one, everything, into `evaluation/RESULTS.md`.
pub fn run(command: Option<&Command>) -> anyhow::Result<()> {
    let Some(command) = command else {
        let (data, out) = ("../shared/data", "evaluation/RESULTS.md");
        return report::write(Path::new(data), Path::new(out));
    };
    match command {
        Command::All(flags) => report::write(&flags.data, &flags.out),
        Command::Syntax(flags) => syntax::run(flags),
        Command::Events(flags) => {
            let coder = Coder::embedded()?;
            print(&events::scores(&coder, &flags.gold, flags.errors)?);
            Ok(())
        }
        Command::Actors(flags) => {
            let coder = Coder::embedded()?;
            print(&actors::scores(&coder, &flags.data, flags.errors)?);
            Ok(())
        }
        Command::Text(flags) => text::run(flags),
        Command::Coref(flags) => {
            print(&coref::scores(&flags.data, flags.errors)?);
            Ok(())
        }
        Command::Time(flags) => circumstances::time(flags),
        Command::Places(flags) => circumstances::places(flags),
        Command::Attribution(flags) => circumstances::attributions(flags),
        Command::Relation(flags) => {
            let coder = Coder::embedded()?;
            print(&relation::scores(&coder, &flags.data.data, &flags.training, flags.data.errors)?);
            Ok(())
        }
    }
}

fn print(scores: &[score::Score]) {
    scores.iter().for_each(|score| println!("{}", score.row()));
}
