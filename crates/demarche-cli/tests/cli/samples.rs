//! The samples: what must be found in them, and what must not.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use super::{code, demarche, records, root};

/// Of the rows of `expected.tsv`, how many must be found: type, actors and recipients right.
const FOUND: f64 = 0.69;
/// Of the found rows that have a date, how many must have it right.
const DATED: f64 = 0.87;
/// The rows of `silent.tsv` that yield what they should not, by their phrase. FIXME: a related
/// link and a reader's comment that stay in the main text of their pages.
const LOUD: [&str; 2] = [
    "They should close the embassy and throw the lot of them out",
    "Senegal dissolves opposition party",
];

struct Run {
    records: Vec<Value>,
    texts: Vec<Value>,
}

fn run() -> Run {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("texts.jsonl");
    let output = demarche()
        .args(["code", "samples", "--all-modalities", "--text"])
        .arg(&path)
        .output()
        .unwrap();
    assert_eq!(code(&output), 0);
    let texts = fs::read_to_string(&path).unwrap();
    let texts = texts.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    Run { records: records(&output), texts }
}

fn rows(name: &str) -> Vec<Vec<String>> {
    let table = fs::read_to_string(root().join("samples").join(name)).unwrap();
    let fields = |line: &str| line.split('\t').map(str::to_owned).collect();
    table.lines().skip(1).filter(|line| !line.is_empty()).map(fields).collect()
}

/// The document id of a table's `file`.
fn document(file: &str) -> String {
    file.strip_prefix("wire.jsonl#").map_or_else(|| format!("samples/{file}"), str::to_owned)
}

fn joined(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn of<'r>(run: &'r Run, file: &str) -> impl Iterator<Item = &'r Value> + use<'r> {
    let id = document(file);
    run.records.iter().filter(move |record| record["document"]["id"] == *id)
}

fn countries(record: &Value, sides: &[&str]) -> BTreeSet<String> {
    let parties = sides.iter().flat_map(|side| record[*side].as_array().unwrap());
    parties.filter_map(|party| Some(party["country"].as_str()?.to_owned())).collect()
}

fn matches(record: &Value, row: &[String]) -> bool {
    let [_, event, actor, recipient, phrase, _] = row else { panic!("{row:?}") };
    let wanted = |field: &str| -> BTreeSet<String> {
        field.split(';').filter(|code| !code.is_empty()).map(str::to_owned).collect()
    };
    let both = ["actor", "recipient"];
    let parties = if event == "CONSULT" {
        let all = wanted(&format!("{actor};{recipient}"));
        all.is_subset(&countries(record, &both))
    } else {
        wanted(actor).is_subset(&countries(record, &both[..1]))
            && wanted(recipient).is_subset(&countries(record, &both[1..]))
    };
    let told = matches!(record["modality"].as_str(), Some("asserted" | "historical"));
    record["event"] == **event
        && told
        && parties
        && joined(record["sentence"]["text"].as_str().unwrap()).contains(&**phrase)
}

fn dated(record: &Value, date: &str) -> bool {
    record["date"]["start"].as_str().is_some_and(|start| start.starts_with(date))
}

#[test]
fn expected_events_are_found() {
    let (run, rows) = (run(), rows("expected.tsv"));
    let (mut found, mut with_date, mut date_right) = (0, 0, 0);
    for row in &rows {
        let hits: Vec<&Value> = of(&run, &row[0]).filter(|record| matches(record, row)).collect();
        if hits.is_empty() {
            println!("missed: {}", row.join(" | "));
            continue;
        }
        found += 1;
        if !row[5].is_empty() {
            with_date += 1;
            let right = hits.iter().any(|record| dated(record, &row[5]));
            date_right += usize::from(right);
            if !right {
                println!("date: {} is {}", row.join(" | "), hits[0]["date"]);
            }
        }
    }
    println!("{found} of {} rows found; {date_right} of {with_date} dates right", rows.len());
    assert!(found as f64 >= FOUND * rows.len() as f64, "{found} of {}", rows.len());
    assert!(date_right as f64 >= DATED * with_date as f64, "{date_right} of {with_date}");
}

/// Whether the record's predicate lies inside the phrase.
fn triggered_in(record: &Value, phrase: &str) -> bool {
    let sentence = record["sentence"]["text"].as_str().unwrap();
    let offset = |i: usize| {
        let (from, at) = (&record["sentence"]["span"][0], &record["trigger"]["span"][i]);
        (at.as_u64().unwrap() - from.as_u64().unwrap()) as usize
    };
    let before = |n: usize| sentence.chars().take(n).collect::<String>();
    let text = joined(sentence);
    let Some(start) = text.find(phrase) else { return false };
    let trigger_end = joined(&before(offset(1))).len();
    let trigger_start = trigger_end - joined(record["trigger"]["text"].as_str().unwrap()).len();
    start <= trigger_start && trigger_end <= start + phrase.len()
}

#[test]
fn silent_passages_yield_nothing() {
    let (run, rows) = (run(), rows("silent.tsv"));
    let mut loud = Vec::new();
    for row in &rows {
        let [file, kind, event, phrase] = &row[..] else { panic!("{row:?}") };
        let id = document(file);
        let text = run.texts.iter().find(|text| text["id"] == *id).expect("a text for every page");
        let speaks = match kind.as_str() {
            // Plain text is kept as it is; its boilerplate is only not read.
            "boilerplate" if file.ends_with("html") => {
                joined(text["text"].as_str().unwrap()).contains(&**phrase)
            }
            "boilerplate" | "sidebar" => of(&run, file).any(|record| triggered_in(record, phrase)),
            _ => of(&run, file).any(|record| {
                record["modality"] == "asserted"
                    && (event == "*" || record["event"] == **event)
                    && triggered_in(record, phrase)
            }),
        };
        if speaks && !LOUD.contains(&&**phrase) {
            loud.push(row.join(" | "));
        }
    }
    assert!(loud.is_empty(), "{} rows speak:\n{}", loud.len(), loud.join("\n"));
}
