//! The complete records of two samples, as kept under `tests/snapshots/`.
//!
//! `UPDATE_SNAPSHOTS=1 cargo test -p demarche --test snapshots` writes them anew.

mod common;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use common::coder;
use demarche::article::{Options, from_raw};
use demarche::source;
use demarche::span::CodePoints;
use serde_json::Value;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots")
}

/// The records of a sample, one a line, without what changes with every table and model.
fn records(sample: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples").join(sample);
    let (documents, warnings) = source::read(sample, &fs::read(path).unwrap());
    assert!(warnings.is_empty(), "{warnings:?}");
    let mut lines = String::new();
    for raw in documents {
        let (article, _) = from_raw(raw, &Options::default()).unwrap();
        let coded = coder().code(article);
        let points = CodePoints::new(&coded.document.article.text);
        for event in coded.events {
            let mut record = serde_json::to_value(event.in_code_points(&points)).unwrap();
            for field in ["coder", "lexicon", "model"] {
                let version = record.as_object_mut().unwrap().shift_remove(field);
                assert!(matches!(version, Some(Value::String(v)) if !v.is_empty()));
            }
            writeln!(lines, "{record}").unwrap();
        }
    }
    lines
}

fn holds(sample: &str) {
    let now = records(sample);
    let path = folder().join(format!("{sample}.jsonl"));
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        fs::create_dir_all(folder()).unwrap();
        fs::write(&path, &now).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    for (i, (kept, now)) in kept.lines().zip(now.lines()).enumerate() {
        assert_eq!(kept, now, "record {i} of {sample} differs; see the head of this file");
    }
    let (kept, now) = (kept.lines().count(), now.lines().count());
    assert_eq!(kept, now, "number of records of {sample}; see the head of this file");
    assert!(now > 0, "{sample} has events");
}

#[test]
fn a_plain_text() {
    holds("kosovo-2008.txt");
}

#[test]
#[cfg(feature = "html")]
fn a_web_page() {
    holds("singapore-summit-2018.html");
}
