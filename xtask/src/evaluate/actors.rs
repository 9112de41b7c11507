//! `cargo xtask evaluate actors`: phrases, and the parties of annotated sentences.

use std::path::Path;

use anyhow::{Context, Result};
use demarche::evaluate::phrase::resolve_phrase;
use demarche::evaluate::roles::{self, RoleCounts, RoleRow};
use demarche::pipeline::Coder;
use demarche::span::Span;
use serde_json::Value;

use super::score::Score;

/// Scores on `actor_phrases_dev.json` and `cameo_roles_train.bio`.
pub fn scores(coder: &Coder, data: &Path, errors: bool) -> Result<Vec<Score>> {
    let mut scores = phrases(coder, data, errors)?;
    scores.extend(parties(coder, data, errors)?);
    Ok(scores)
}

/// Scores the actor phrases: country and sector both right.
pub fn phrases(coder: &Coder, data: &Path, errors: bool) -> Result<Vec<Score>> {
    let path = data.join("events/actor_phrases_dev.json");
    let text =
        std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let rows: Vec<Value> = serde_json::from_str(&text)?;
    let mut right = 0usize;
    for row in &rows {
        let phrase = row["phrase"].as_str().unwrap_or_default();
        let date = row["date"].as_str().and_then(|d| d.parse().ok());
        let actor = resolve_phrase(coder, phrase, date);
        let code = |c: Option<demarche::mention::Code>| c.map_or(String::new(), |c| c.to_string());
        let country = code(actor.country);
        let sector = code(actor.sector);
        let fits =
            |field: &str, got: &str| row["expect"][field].as_str().is_none_or(|want| want == got);
        let hit = fits("country", &country) && fits("code_1", &sector);
        right += usize::from(hit);
        if errors && !hit {
            println!("{phrase}: {country}/{sector}, expected {}", row["expect"]);
        }
    }
    let share = 100.0 * right as f64 / rows.len().max(1) as f64;
    Ok(vec![Score::floor("Actor phrases dev", "country and sector", share, rows.len(), 88.0)])
}

/// Scores mentions and parties against annotated sources and targets.
fn parties(coder: &Coder, data: &Path, errors: bool) -> Result<Vec<Score>> {
    let path = data.join("events/cameo_roles_train.bio");
    let text =
        std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let mut sides = [RoleCounts::default(); 2];
    let rows = roles::read(&text);
    for row in &rows {
        let result = roles::score(coder, row);
        for (sum, counts) in sides.iter_mut().zip(&result.counts) {
            sum.gold += counts.gold;
            sum.mentioned += counts.mentioned;
            sum.found += counts.found;
            sum.parties += counts.parties;
            sum.right += counts.right;
        }
        if errors {
            print_row(row, &result);
        }
    }
    let set = "CAMEO roles train";
    let bars = [("source", 90.0, 50.0), ("target", 85.0, 40.0)];
    Ok(bars
        .iter()
        .zip(&sides)
        .flat_map(|((role, mention_bar, role_bar), counts)| {
            let (mention, party) = (counts.mention_recall(), counts.f1());
            let mentioned = format!("{role} spans that a mention overlaps");
            let coded = format!("{role} F1 by overlap with the parties of events");
            [
                Score::floor(set, &mentioned, mention, counts.gold, *mention_bar),
                Score::floor(set, &coded, party, counts.gold, *role_bar),
            ]
        })
        .collect())
}

fn print_row(row: &RoleRow, result: &roles::RoleResult) {
    let words =
        |spans: &[Span]| spans.iter().map(|s| s.of(&row.sentence)).collect::<Vec<_>>().join(" + ");
    println!("{}", row.sentence);
    for (span, role) in &row.gold {
        let lost = if result.unmentioned.contains(&(*span, *role)) { "UNSEEN" } else { "" };
        println!("    {role:?} [{}] {lost}", span.of(&row.sentence));
    }
    println!("    coded {} > {}", words(&result.parties[0]), words(&result.parties[1]));
}
