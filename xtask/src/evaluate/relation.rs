//! Scores relation typing, end-to-end coding and false events on the sentence sets, with the
//! event scorer cross-validated: no sentence is judged by a model that was trained on it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result};
use demarche::article::from_text;
use demarche::evaluate::relation::{RelationRow, is_hit, is_turned, root_of};
use demarche::event::score::{Judge, Limits, Scorer};
use demarche::event::trace::Trace;
use demarche::event::{Modality, Party, RawEvent};
use demarche::pipeline::Coder;
use demarche::span::Span;
use demarche::train::linear::{self, Settings, calibrate, cross_fit, held_out, predictions};

use super::score::Score;
use super::scorer::{Data, FOLDS, read};

/// Scores on `plv_train.tsv` and `cameo_quad_train.tsv`.
pub fn scores(coder: &Coder, data: &Path, own: &Path, errors: bool) -> Result<Vec<Score>> {
    let data = read(coder, data, own)?;
    let labels = data.study.labels().to_vec();
    let examples = &data.study.examples;
    let mut models = cross_fit(&labels, examples, FOLDS, &Settings::default());
    let held = held_out(&models, examples);
    // Each fold's calibration comes from the other folds.
    for (fold, model) in models.iter_mut().enumerate() {
        let others: Vec<_> = held.iter().filter(|h| h.fold != fold).collect();
        *model = model.clone().with_calibration(calibrate(&predictions(others)));
    }
    let judges: Vec<Judge<'_>> =
        models.iter().map(|scorer| Judge { scorer, limits: Limits::default() }).collect();
    let mut scores = given(&data, &labels, &held);
    scores.extend(raw(coder, &data, &judges, errors));
    scores.extend(quads(coder, &data, &judges, errors));
    scores.extend(reliability(&held, &models));
    Ok(scores)
}

fn read_file(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
}

/// The rows of `plv_train.tsv`.
pub fn read_relations(data: &Path) -> Result<Vec<RelationRow>> {
    let text = read_file(&data.join("events/plv_train.tsv"))?;
    let rows = text.lines().skip(1).filter_map(|line| {
        let fields: Vec<&str> = line.split('\t').collect();
        RelationRow::from_marked(fields.get(6)?, fields[1], fields[2].parse().ok()?)
    });
    Ok(rows.collect())
}

/// The rows of `cameo_quad_train.tsv`.
pub fn read_quads(data: &Path) -> Result<Vec<(String, u8)>> {
    let text = read_file(&data.join("events/cameo_quad_train.tsv"))?;
    let rows = text.lines().skip(1).filter_map(|line| {
        let (sentence, quad) = line.rsplit_once('\t')?;
        Some((sentence.to_owned(), quad.parse().ok()?))
    });
    Ok(rows.collect())
}

/// PLV with the parties given: the most probable type.
fn given(data: &Data<'_>, labels: &[Box<str>], held: &[linear::Held<'_>]) -> Vec<Score> {
    let (mut roots, mut quads, mut binary) = (Vec::new(), Vec::new(), Vec::new());
    let quad_of: BTreeMap<&str, u8> =
        data.relations.iter().map(|(row, _)| (row.root.as_str(), row.quad)).collect();
    for (row, example) in &data.relations {
        let mut by_root: BTreeMap<&str, f64> = BTreeMap::new();
        if let Some(at) = example {
            for (label, p) in labels.iter().zip(&held[*at].probabilities) {
                if !label.is_empty() {
                    *by_root.entry(root_of(label)).or_default() += p;
                }
            }
        }
        let best = by_root.into_iter().max_by(|a, b| a.1.total_cmp(&b.1)).map_or("", |b| b.0);
        let quad = quad_of.get(best).copied().unwrap_or_default();
        roots.push((row.root.clone(), best.to_owned()));
        quads.push((row.quad.to_string(), quad.to_string()));
        binary.push(((row.quad >= 3).to_string(), (quad >= 3).to_string()));
    }
    let set = "PLV train half, parties given, 5-fold";
    let n = roots.len();
    vec![
        Score::floor(set, "root macro-F1", macro_f1(&roots), n, 74.0),
        Score::floor(set, "quad macro-F1", macro_f1(&quads), n, 87.0),
        Score::floor(set, "binary macro-F1", macro_f1(&binary), n, 92.0),
    ]
}

/// The events of a text as the patterns propose and a fold's scorer judges them.
fn judged(coder: &Coder, judge: &Judge<'_>, text: &str) -> Vec<RawEvent> {
    let analysis = coder.analyse(from_text("row", text));
    let events = coder.proposed(&analysis, &mut Trace::off());
    let possible = coder.possible(&analysis, &events);
    judge.apply(coder.context(&analysis), coder.codebook(), events, possible, &mut Trace::off())
}

fn show(event: &RawEvent, text: &str) -> String {
    let names =
        |parties: &[Party]| parties.iter().map(|p| p.span.of(text)).collect::<Vec<_>>().join(" + ");
    let (actors, recipients) = (names(&event.actors), names(&event.recipients));
    let RawEvent { event: name, rule, modality, confidence, .. } = event;
    format!("{name} [{rule}] {actors} > {recipients} ({} {confidence:.2})", modality.as_str())
}

fn raw(coder: &Coder, data: &Data<'_>, judges: &[Judge<'_>], errors: bool) -> Vec<Score> {
    let (mut hits, mut turned, mut extra) = (0usize, 0usize, 0usize);
    for (index, (row, _)) in data.relations.iter().enumerate() {
        let events = judged(coder, &judges[data.fold_of_relation(index)], &row.sentence);
        let hit = events.iter().any(|e| is_hit(e, row));
        hits += usize::from(hit);
        let is_swapped = |e: &RawEvent| is_turned(e, row) && root_of(&e.event) == row.root;
        turned += usize::from(!hit && events.iter().any(is_swapped));
        let asserted = |e: &&RawEvent| e.modality == Modality::Asserted && !is_hit(e, row);
        extra += events.iter().filter(asserted).count();
        if errors && !hit {
            let found: Vec<String> = events.iter().map(|e| show(e, &row.sentence)).collect();
            let words = |span: Option<Span>| span.map_or("", |s| s.of(&row.sentence));
            let (source, target) = (words(row.source), words(row.target));
            println!("MISSED {} [{source}] > [{target}]", row.root);
            println!("    {}\n    {}", row.sentence, found.join("\n    "));
        }
    }
    let set = "PLV train half, raw sentence, 5-fold";
    let n = data.relations.len();
    let share = |k: usize| 100.0 * k as f64 / n as f64;
    vec![
        Score::floor(set, "end-to-end hits", share(hits), n, 55.0),
        Score::ceiling(set, "direction swapped", share(turned), n, 3.0),
        Score::ceiling(set, "extra asserted events a sentence", share(extra) / 100.0, n, 0.6),
    ]
}

fn quads(coder: &Coder, data: &Data<'_>, judges: &[Judge<'_>], errors: bool) -> Vec<Score> {
    let (mut none, mut wrong, mut some, mut found) = (0usize, 0usize, 0usize, 0usize);
    let mut pairs = Vec::new();
    for (index, (sentence, quad)) in data.quads.iter().enumerate() {
        let events = judged(coder, &judges[data.fold_of_quad(index)], sentence);
        let asserted = events.iter().filter(|e| e.modality == Modality::Asserted);
        let best = asserted.max_by(|a, b| a.confidence.total_cmp(&b.confidence));
        if *quad == 0 {
            none += 1;
            wrong += usize::from(best.is_some());
            if let (true, Some(event)) = (errors, best) {
                println!("FALSE {}\n    {sentence}", show(event, sentence));
            }
        } else {
            some += 1;
            found += usize::from(best.is_some());
        }
        let guessed = best.map_or(0, |e| coder.codebook().quad(&e.event));
        pairs.push((quad.to_string(), guessed.to_string()));
    }
    let share = |k: usize, n: usize| 100.0 * k as f64 / n.max(1) as f64;
    let set = "CAMEO quad train, 5-fold";
    vec![
        Score::ceiling(set, "quad 0: false asserted events", share(wrong, none), none, 20.0),
        Score::new(set, "quad 1–4: asserted event found", share(found, some), some),
        Score::new(set, "quad macro-F1 (0–4)", macro_f1(&pairs), pairs.len()),
    ]
}

/// How far the confidence can be relied on: in ten bins, and what a limit keeps.
fn reliability(held: &[linear::Held<'_>], models: &[impl Scorer]) -> Vec<Score> {
    let mut bins = [(0usize, 0f64, 0usize); 10];
    let mut n = 0usize;
    for h in held {
        let Some((label, right)) = h.example.proposed else { continue };
        let confidence = models[h.fold].confidence(h.probabilities[label]);
        let bin = &mut bins[((confidence * 10.0) as usize).min(9)];
        bin.0 += 1;
        bin.1 += confidence;
        bin.2 += usize::from(right);
        n += 1;
    }
    let gap = |(_, sum, right): &(usize, f64, usize)| (sum - *right as f64).abs();
    let error = bins.iter().map(gap).sum::<f64>() / n.max(1) as f64;
    let set = "Events the patterns propose on all training sentences, 5-fold";
    let error = 100.0 * error;
    let mut scores =
        vec![Score::ceiling(set, "expected calibration error, in points", error, n, 5.0)];
    for (i, (count, sum, right)) in bins.iter().enumerate() {
        let share = |x: f64| 100.0 * x / (*count).max(1) as f64;
        let mean = share(*sum);
        let name = format!(
            "right, of confidence {:.1}–{:.1} (mean {mean:.0})",
            i as f64 / 10.0,
            (i + 1) as f64 / 10.0
        );
        scores.push(Score::new(set, &name, share(*right as f64), *count));
    }
    // What is kept and how much of it is right, from the top.
    let right_in_all: usize = bins.iter().map(|b| b.2).sum();
    for least in [3, 5, 7, 9] {
        let kept: usize = bins[least..].iter().map(|b| b.0).sum();
        let right: usize = bins[least..].iter().map(|b| b.2).sum();
        let precision = 100.0 * right as f64 / kept.max(1) as f64;
        let recall = 100.0 * right as f64 / right_in_all.max(1) as f64;
        let name =
            format!("--min-confidence 0.{least}: right; {recall:.0} % of the right ones kept");
        scores.push(Score::new(set, &name, precision, kept));
    }
    scores
}

/// Macro-averaged F1 over the gold classes, in per cent.
fn macro_f1(pairs: &[(String, String)]) -> f64 {
    let classes: BTreeSet<&String> = pairs.iter().map(|(gold, _)| gold).collect();
    let mut counts: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
    for (g, p) in pairs {
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
