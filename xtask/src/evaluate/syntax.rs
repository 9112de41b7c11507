//! `cargo xtask evaluate syntax`: a table of scores and times.

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use demarche::evaluate::syntax::{Counts, same_lemma, score};
use demarche::syntax::conllu::GoldSentence;
use demarche::syntax::{EnglishParser, Parser};

use crate::treebank;

/// Flags of `evaluate syntax`.
#[derive(Args)]
pub struct Flags {
    /// Folder of the gold data.
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    /// Model file to score instead of the embedded one.
    #[arg(long)]
    model: Option<PathBuf>,
}

/// Runs the command.
pub fn run(flags: &Flags) -> anyhow::Result<()> {
    let folder = flags.data.join("treebanks/en");
    let read = |name| treebank::read(&folder, name);
    let (test, ewt, gum) = (read("ewt-test")?, read("ewt-dev")?, read("gum-dev")?);
    let bytes = match &flags.model {
        Some(path) => std::fs::read(path)?,
        None => EnglishParser::embedded_bytes().to_vec(),
    };
    // The second load has the file in memory, as a long-running program has.
    let load = || {
        let started = Clock::start();
        let parser = EnglishParser::from_bytes(&bytes);
        parser.map(|p| (p, started.seconds() * 1e3))
    };
    let (_, cold) = load()?;
    let (parser, warm) = load()?;
    println!("model {} ({} bytes)\n", parser.version(), bytes.len());
    println!("| gold tokens, predicted tags | words | UPOS | XPOS | lemma | UAS | LAS |");
    println!("|---|---|---|---|---|---|---|");
    let news: Vec<GoldSentence> =
        gum.iter().filter(|s| s.document.starts_with("GUM_news")).cloned().collect();
    for (name, gold) in
        [("EWT test", &test), ("EWT dev", &ewt), ("GUM dev", &gum), ("GUM dev, news", &news)]
    {
        println!("{}", row(name, &score(&parser, gold)));
    }
    let words = || test.iter().flat_map(|s| &s.words);
    let right = words()
        .filter(|w| same_lemma(&parser.lemmatise(&w.form, w.xpos), &w.lemma, w.xpos))
        .count();
    let share = 100.0 * right as f64 / words().count().max(1) as f64;
    println!("\nlemma on EWT test with gold Penn tags: {share:.2}");
    println!("processor time of one core:");
    println!("load time: {cold:.1} ms first, {warm:.1} ms again");
    let speed = (0..3).map(|_| tokens_per_second(&parser, &test)).fold(0.0, f64::max);
    let news_speed = (0..3).map(|_| tokens_per_second(&parser, &news)).fold(0.0, f64::max);
    println!("tokens/s on one core: {speed:.0} (EWT test), {news_speed:.0} (GUM dev, news)");
    Ok(())
}

/// One row of the table.
pub fn row(name: &str, c: &Counts) -> String {
    let cells = [c.upos, c.xpos, c.lemma, c.head, c.labelled];
    let cells: Vec<String> = cells.iter().map(|n| format!("{:.2}", c.percent(*n))).collect();
    format!("| {name} | {} | {} |", c.words, cells.join(" | "))
}

fn tokens_per_second(parser: &EnglishParser, gold: &[GoldSentence]) -> f64 {
    let sentences: Vec<Vec<&str>> =
        gold.iter().map(|s| s.words.iter().map(|w| w.form.as_str()).collect()).collect();
    let started = Clock::start();
    let words: usize = sentences.iter().map(|s| parser.parse(s).len()).sum();
    words as f64 / started.seconds()
}

/// Processor time of this thread where the system tells it (Linux), else wall-clock time: a
/// busy machine changes the former less.
struct Clock {
    wall: Instant,
    cpu: Option<f64>,
}

impl Clock {
    fn start() -> Clock {
        Clock { wall: Instant::now(), cpu: cpu_seconds() }
    }

    fn seconds(&self) -> f64 {
        match (self.cpu, cpu_seconds()) {
            (Some(before), Some(now)) => now - before,
            _ => self.wall.elapsed().as_secs_f64(),
        }
    }
}

fn cpu_seconds() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse::<f64>().ok().map(|ns| ns / 1e9)
}
