//! `cargo xtask evaluate time|places|attribution`: tables of scores on gold articles.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use demarche::document::Document;
use demarche::evaluate::{attribution, places, time};
use demarche::mention::{place, quote, time as times};
use demarche::syntax::{EnglishParser, Parser};
use demarche::{article, text};

use super::DataFlags;

/// Scores time expressions on MEANTIME.
pub fn time(flags: &DataFlags) -> Result<()> {
    let folder = flags.data.join("time/meantime");
    let mut files: Vec<_> = fs::read_dir(&folder)
        .with_context(|| format!("no gold data at {}", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "gold"))
        .collect();
    files.sort();
    let mut counts = time::TimeCounts::default();
    for file in files {
        let read = |ending: &str| fs::read_to_string(file.with_extension(ending));
        let words = read("txt")?;
        let found = times::find(&document(&words), time::parse_published(&read("dct")?));
        let gold = time::parse_gold(&read("gold")?);
        let wrong = time::score(&mut counts, &words, &gold, &time::found(&words, &found));
        if flags.errors {
            wrong.iter().for_each(|line| println!("{line}"));
        }
    }
    println!("| time expressions | n | relaxed F1 | strict F1 | type F1 | value F1 |");
    println!("|---|---|---|---|---|---|");
    println!("{}", counts.row("MEANTIME"));
    Ok(())
}

/// Scores places on LGL and GeoVirus.
pub fn places(flags: &DataFlags) -> Result<()> {
    println!(
        "| places | n | P | R | F1 | exact F1 | within 161 km | cities within 161 km | found and \
         near F1 |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    for (name, file) in [("LGL", "lgl"), ("GeoVirus", "geovirus")] {
        let lines = lines(&flags.data.join("places"), file)?;
        let mut counts = places::PlaceCounts::default();
        for gold in lines.lines().filter_map(places::parse_gold) {
            let found = place::find(&document(&gold.text), &[]);
            let wrong =
                places::score(&mut counts, &gold.places, &places::found(&gold.text, &found));
            if flags.errors {
                for j in wrong.spurious {
                    println!("spurious\t{}", found[j].name);
                }
                for (_, j) in wrong.misplaced {
                    println!("misplaced\t{}\t{:?}", found[j].name, found[j].country);
                }
            }
        }
        println!("{}", counts.row(name));
    }
    Ok(())
}

/// Scores attributions on PolNeAR.
pub fn attributions(flags: &DataFlags) -> Result<()> {
    let lines = lines(&flags.data.join("attribution"), "polnear_dev")?;
    let mut counts = attribution::AttributionCounts::default();
    for gold in lines.lines().filter_map(attribution::parse_gold) {
        let found = attribution::found(&gold.text, &quote::find(&document(&gold.text)));
        attribution::score(&mut counts, &gold.text, &gold.attributions, &found);
    }
    println!("| attributions | n | content F1 | with source F1 | exact source | cue | content |");
    println!("|---|---|---|---|---|---|---|");
    println!("{}", counts.row("PolNeAR dev"));
    Ok(())
}

/// The text of `<name>.jsonl` or `<name>.jsonl.xz`.
pub(super) fn lines(folder: &Path, name: &str) -> Result<String> {
    let plain = folder.join(format!("{name}.jsonl"));
    let packed = folder.join(format!("{name}.jsonl.xz"));
    if plain.exists() {
        return fs::read_to_string(&plain).with_context(|| format!("reading {}", plain.display()));
    }
    if !packed.exists() {
        bail!("no gold data {} (nor .xz); it is not part of the repository", plain.display());
    }
    let mut bytes = Vec::new();
    lzma_rs::xz_decompress(&mut fs::read(&packed)?.as_slice(), &mut bytes)
        .map_err(|e| anyhow!("cannot unpack {}: {e:?}", packed.display()))?;
    String::from_utf8(bytes).with_context(|| format!("reading {}", packed.display()))
}

/// A plain text with sentences and trees.
fn document(words: &str) -> Document {
    let article = article::from_text("gold", words);
    let sentences = text::analyse(&article);
    let parse = |sentence: &text::Sentence| {
        let tokens: Vec<&str> = sentence.tokens.iter().map(|t| t.span.of(words)).collect();
        Some(EnglishParser::embedded().parse(&tokens))
    };
    let trees = sentences.iter().map(parse).collect();
    Document { article, sentences, trees }
}
