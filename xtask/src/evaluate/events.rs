//! Scores whole records on annotated articles.

use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use demarche::article::{self, DateBasis};
use demarche::pipeline::Coder;
use demarche::record::{ActorRecord, Event};
use demarche::span::CodePoints;
use serde_json::{Value, json};

use super::score::Score;

/// Scores on the annotated documents in `gold` (the folder of `score_records.py`).
pub fn scores(coder: &Coder, gold: &Path, errors: bool) -> Result<Vec<Score>> {
    let docs = gold.join("seed_docs.jsonl");
    let text =
        std::fs::read_to_string(&docs).with_context(|| format!("reading {}", docs.display()))?;
    let out = std::env::temp_dir().join(format!("demarche-events-{}.jsonl", std::process::id()));
    let mut file = std::fs::File::create(&out)?;
    for line in text.lines() {
        let doc: Value = serde_json::from_str(line)?;
        let (id, body) =
            (doc["doc"].as_str().unwrap_or_default(), doc["text"].as_str().unwrap_or_default());
        let mut article = article::from_text(id, body);
        article.published = doc["published"]
            .as_str()
            .and_then(|date| date.parse().ok())
            .map(|date| (date, DateBasis::Given));
        let points = CodePoints::new(body);
        for event in coder.code(article).events {
            writeln!(file, "{}", adapt(&event.in_code_points(&points)))?;
        }
    }
    drop(file);
    let script = gold.join("score_records.py");
    let run = |flag: &str| Command::new("python3").arg(&script).arg(&out).arg(flag).output();
    if errors {
        println!("{}", String::from_utf8_lossy(&run("--errors")?.stdout));
    }
    let output = run("--json")?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let result: Value = serde_json::from_slice(&output.stdout)?;
    std::fs::remove_file(&out)?;
    let level = |name: &str, floor: f64| {
        let value = &result["levels"][format!("all modality/{name}")];
        let n = value["gold"].as_u64().unwrap_or_default() as usize;
        let f1 = 100.0 * value["F1"].as_f64().unwrap_or_default();
        Score::floor("Seed story, all modalities", &format!("F1 at level {name}"), f1, n, floor)
    };
    let share = |name: &str| {
        let value = 100.0 * result[name][0].as_f64().unwrap_or_default();
        Score::new(
            "Seed story, matched records",
            name,
            value,
            result[name][1].as_u64().unwrap_or_default() as usize,
        )
    };
    let mut scores = vec![level("E", 65.0), level("A", 60.0), level("D", 50.0)];
    let attributes = [
        "modality",
        "mode",
        "actor sector",
        "date exact",
        "attribution kind",
        "attribution speaker",
    ];
    scores.extend(attributes.iter().map(|name| share(name)));
    Ok(scores)
}

/// A record in the input format of `score_records.py`.
fn adapt(event: &Event<[u32; 2]>) -> Value {
    let party = |a: &ActorRecord<[u32; 2]>| json!({"text": a.text, "country": a.country, "sector": a.sector});
    let span = |s: [u32; 2]| json!({"start": s[0], "end": s[1]});
    let date = event.date.as_ref().map(|d| shorten(&d.start, &d.end));
    let voice = event.attribution.first();
    let kind = voice.map_or("none", |v| match v.kind {
        demarche::record::QuoteKind::Direct | demarche::record::QuoteKind::Mixed => "direct quote",
        demarche::record::QuoteKind::Indirect => "indirect",
    });
    let outlet = event.attribution.iter().find_map(|v| v.outlet.as_ref());
    json!({
        "doc": event.document.id, "event": event.event, "mode": event.mode,
        "modality": event.modality,
        "actor": event.actor.iter().map(party).collect::<Vec<_>>(),
        "recipient": event.recipient.iter().map(party).collect::<Vec<_>>(),
        "date": date, "evidence": span(event.sentence.span), "trigger": span(event.trigger.span),
        "attribution": {
            "speaker": voice.and_then(|v| v.speaker.as_ref()).map(|s| json!({"text": s.text})),
            "outlet": outlet.map(|o| json!({"text": o.text})),
            "kind": kind,
        },
    })
}

/// A period as the ISO date it fills: a day, a month, a year.
fn shorten(start: &str, end: &str) -> String {
    match (start == end, start.get(..7) == end.get(..7), start.get(..4) == end.get(..4)) {
        (true, _, _) => start.to_owned(),
        (_, true, _) => start[..7].to_owned(),
        (_, _, true) => start[..4].to_owned(),
        _ => start.to_owned(),
    }
}
