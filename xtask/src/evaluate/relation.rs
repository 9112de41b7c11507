//! Scores relation typing, end-to-end coding and false events on the sentence sets.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result};
use demarche::evaluate::relation::{RelationRow, code_row, is_hit, root_of, type_marked};
use demarche::event::trace::Trace;
use demarche::pipeline::Coder;

use super::score::Score;

/// Scores on `plv_train.tsv` and `cameo_quad_train.tsv`.
pub fn scores(coder: &Coder, data: &Path, errors: bool) -> Result<Vec<Score>> {
    let mut scores = plv(coder, data, errors)?;
    scores.extend(quads(coder, data, errors)?);
    Ok(scores)
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
}

fn plv(coder: &Coder, data: &Path, errors: bool) -> Result<Vec<Score>> {
    let text = read(&data.join("events/plv_train.tsv"))?;
    let rows: Vec<RelationRow> = text
        .lines()
        .skip(1)
        .filter_map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            RelationRow::from_marked(fields.get(6)?, fields[1], fields[2].parse().ok()?)
        })
        .collect();
    let mut hits = 0usize;
    let mut typed = 0usize;
    let (mut gold, mut guess) = (Vec::new(), Vec::new());
    for row in &rows {
        let events = code_row(coder, row);
        let hit = events.iter().any(|e| is_hit(e, row));
        hits += usize::from(hit);
        let marked = type_marked(coder, row);
        typed += usize::from(marked.is_some());
        gold.push(row.root.clone());
        guess.push(marked.map_or_else(String::new, |e| root_of(&e).to_owned()));
        if errors && !hit {
            let found: Vec<String> = events
                .iter()
                .map(|e| {
                    let names = |parties: &[demarche::event::coder::Party]| {
                        let words = parties.iter().map(|p| p.span.of(&row.sentence));
                        words.collect::<Vec<_>>().join(" + ")
                    };
                    format!(
                        "{} [{}] {} > {}",
                        e.event,
                        e.rule,
                        names(&e.actors),
                        names(&e.recipients)
                    )
                })
                .collect();
            println!(
                "{} [{}] > [{}] (given: {})\n    {}\n    {}",
                row.root,
                row.source.of(&row.sentence),
                row.target.of(&row.sentence),
                guess.last().map_or("", |g| g),
                row.sentence,
                found.join("\n    ")
            );
        }
    }
    let n = rows.len();
    let share = |k: usize| 100.0 * k as f64 / n as f64;
    Ok(vec![
        Score::floor("PLV train half, raw sentence", "end-to-end hits", share(hits), n, 35.0),
        Score::new("PLV train half, parties given", "root macro-F1", macro_f1(&gold, &guess), n),
        Score::new("PLV train half, parties given", "answered", share(typed), n),
    ])
}

fn quads(coder: &Coder, data: &Path, errors: bool) -> Result<Vec<Score>> {
    let text = read(&data.join("events/cameo_quad_train.tsv"))?;
    let (mut none, mut wrong, mut some, mut found) = (0usize, 0usize, 0usize, 0usize);
    let (mut gold, mut guess) = (Vec::new(), Vec::new());
    for line in text.lines().skip(1) {
        let Some((sentence, quad)) = line.rsplit_once('\t') else { continue };
        let analysis = coder.analyse(demarche::article::from_text("row", sentence));
        let events = coder.raw_events(&analysis, &mut Trace::off());
        let best = events
            .iter()
            .filter(|e| e.modality == demarche::event::Modality::Asserted)
            .max_by(|a, b| a.confidence.total_cmp(&b.confidence));
        if quad == "0" {
            none += 1;
            wrong += usize::from(best.is_some());
            if let (true, Some(event)) = (errors, best) {
                println!(
                    "FALSE {} [{}] {}\n    {sentence}",
                    event.event,
                    event.rule,
                    event.trigger.of(sentence)
                );
            }
        } else {
            some += 1;
            found += usize::from(best.is_some());
        }
        gold.push(quad.to_owned());
        let guessed = best.map_or(0, |e| coder.codebook().quad(&e.event));
        guess.push(guessed.to_string());
    }
    let share = |k: usize, n: usize| 100.0 * k as f64 / n.max(1) as f64;
    Ok(vec![
        Score::ceiling(
            "CAMEO quad train, quad 0",
            "false asserted events",
            share(wrong, none),
            none,
            30.0,
        ),
        Score::new("CAMEO quad train, quad 1–4", "asserted event found", share(found, some), some),
        Score::new("CAMEO quad train", "quad macro-F1 (0–4)", macro_f1(&gold, &guess), gold.len()),
    ])
}

/// Macro-averaged F1 over the gold classes, in per cent.
fn macro_f1(gold: &[String], guess: &[String]) -> f64 {
    let classes: BTreeSet<&String> = gold.iter().collect();
    let mut counts: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
    for (g, p) in gold.iter().zip(guess) {
        counts.entry(g).or_default().1 += 1;
        counts.entry(p).or_default().2 += 1;
        if g == p {
            counts.entry(g).or_default().0 += 1;
        }
    }
    let f1 = |class: &&String| {
        let (hit, gold, guess) = counts.get(class.as_str()).copied().unwrap_or_default();
        if gold + guess == 0 { 0.0 } else { 200.0 * hit as f64 / (gold + guess) as f64 }
    };
    classes.iter().map(f1).sum::<f64>() / classes.len().max(1) as f64
}
