//! Every format holds the same records; spans count code points of the text written beside.

use std::collections::HashMap;
use std::fs;

use serde_json::Value;

use super::{code, demarche, records, run};

#[test]
fn spans_resolve_in_the_texts_written_beside() {
    let dir = tempfile::tempdir().unwrap();
    let texts = dir.path().join("texts.jsonl");
    let output = demarche()
        .args(["code", "samples", "--all-modalities", "--text"])
        .arg(&texts)
        .output()
        .unwrap();
    assert_eq!(code(&output), 0);
    let texts: HashMap<String, Vec<char>> = fs::read_to_string(&texts)
        .unwrap()
        .lines()
        .map(|line| {
            let value: Value = serde_json::from_str(line).unwrap();
            let text = value["text"].as_str().unwrap().chars().collect();
            (value["id"].as_str().unwrap().to_owned(), text)
        })
        .collect();
    assert_eq!(texts.len(), 23);
    let mut checked = 0;
    for record in records(&output) {
        let text = &texts[record["document"]["id"].as_str().unwrap()];
        check(&record, text, &mut checked);
    }
    assert!(checked > 500, "{checked}");
}

/// Every object with `text` and `span` must quote its article.
fn check(value: &Value, text: &[char], checked: &mut usize) {
    match value {
        Value::Object(fields) => {
            if let (Some(Value::String(words)), Some(Value::Array(span))) =
                (fields.get("text"), fields.get("span"))
            {
                let at = |i: usize| span[i].as_u64().unwrap() as usize;
                let found: String = text[at(0)..at(1)].iter().collect();
                assert_eq!(&found, words);
                *checked += 1;
            }
            fields.values().for_each(|field| check(field, text, checked));
        }
        Value::Array(items) => items.iter().for_each(|item| check(item, text, checked)),
        _ => {}
    }
}

#[test]
fn formats_agree() {
    let native = records(&run(&["code", "samples"]));
    assert!(native.iter().all(|record| record["modality"] == "asserted"));
    let plover = records(&run(&["code", "samples", "--format", "plover"]));
    let csv = run(&["code", "samples", "--format", "csv"]);
    let csv = String::from_utf8(csv.stdout).unwrap();
    assert_eq!(native.len(), plover.len());
    assert!(csv.lines().count() > native.len());
    for (native, plover) in native.iter().zip(&plover) {
        assert_eq!(native["id"], plover["id"]);
        assert_eq!(native["event"], plover["event"][0]);
        assert!(csv.contains(native["id"].as_str().unwrap()));
    }
    let parquet = run(&["code", "samples", "--format", "parquet"]).stdout;
    assert!(parquet.starts_with(b"PAR1") && parquet.ends_with(b"PAR1"));
}

#[test]
fn confidence_and_publication_date() {
    let all = records(&run(&["code", "samples"]));
    let sure = records(&run(&["code", "samples", "--min-confidence", "0.75"]));
    assert!(!sure.is_empty() && sure.len() < all.len());
    assert!(sure.iter().all(|r| r["confidence"].as_f64().unwrap() >= 0.75));
    let dated = records(&run(&["code", "samples", "--published", "2001-02-03"]));
    assert!(dated.iter().all(|r| r["document"]["published"] == "2001-02-03"));
}

#[test]
fn colours_only_where_they_are_wanted() {
    let table = |force: bool, no_color: bool| {
        let mut command = demarche();
        command.args(["code", "samples/kosovo-2008.txt", "--format", "table"]);
        if force {
            command.env("CLICOLOR_FORCE", "1");
        }
        if no_color {
            command.env("NO_COLOR", "1");
        }
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    };
    assert!(table(true, false).contains('\u{1b}'));
    assert!(!table(false, false).contains('\u{1b}'));
    assert!(!table(false, true).contains('\u{1b}'));
    assert!(table(false, false).contains("*recognised* <Kosovo>"));
}
