//! `cargo xtask evaluate text`: sentence and token F1, and time.

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use demarche::article;
use demarche::evaluate::raw;
use demarche::evaluate::text::score;
use demarche::syntax::EnglishParser;
use demarche::text::Segmenter;

use crate::treebank;

/// Flags of `evaluate text`.
#[derive(Args)]
pub struct Flags {
    /// Folder of the gold data.
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    /// Also list what was missed and what was wrong.
    #[arg(long)]
    faults: bool,
}

/// Runs the command.
pub fn run(flags: &Flags) -> anyhow::Result<()> {
    let folder = flags.data.join("treebanks/en");
    let segmenter = Segmenter::embedded();
    println!("| raw text | sentences | F1 | tokens | F1 |");
    println!("|---|---|---|---|---|");
    for (name, prefix) in [
        ("ewt-dev", ""),
        ("ewt-dev", "weblog"),
        ("gum-dev", ""),
        ("gum-dev", "GUM_news"),
        ("gum-train", "GUM_news"),
    ] {
        let found = score(segmenter, &treebank::read_text(&folder, name)?, prefix);
        let (sentences, tokens) = (found.sentences, found.tokens);
        println!(
            "| {name} {prefix} | {} | {:.2} | {} | {:.2} |",
            sentences.gold,
            sentences.f1(),
            tokens.gold,
            tokens.f1()
        );
        for fault in found.faults.iter().filter(|_| flags.faults) {
            println!("  {fault}");
        }
    }
    println!("\n| raw text, own sentences and tokens (CoNLL-18 F1) | words | UPOS | UAS | LAS |");
    println!("|---|---|---|---|---|");
    for name in ["ewt-test", "ewt-dev", "gum-dev"] {
        let conllu = treebank::read_text(&folder, name)?;
        let found = raw::score(segmenter, EnglishParser::embedded(), &conllu)
            .map_err(|e| anyhow::anyhow!("{name}: {e}"))?;
        let [upos, uas, las] =
            [found.upos, found.head, found.labelled].map(|right| found.f1(right));
        println!("| {name} | {} | {upos:.2} | {uas:.2} | {las:.2} |", found.gold);
    }
    println!();
    // 500 words in paragraphs of 50.
    let paragraph =
        "The U.S. envoy, Gen. Smith, said on Monday that “talks” wouldn't resume. ".repeat(5);
    let text = format!("{paragraph}\n\n").repeat(9);
    let started = Instant::now();
    let rounds = 1000;
    for _ in 0..rounds {
        std::hint::black_box(segmenter.analyse(&article::from_text("speed", &text)));
    }
    let time = started.elapsed().as_secs_f64() * 1e3 / f64::from(rounds);
    println!(
        "{time:.3} ms for {} words: blocks, sentences, tokens",
        text.split_whitespace().count()
    );
    Ok(())
}
