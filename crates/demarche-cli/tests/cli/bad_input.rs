//! Bad input: a clear message, the others still coded, the documented exit code.

use std::fs;
use std::io::Read;
use std::path::PathBuf;
use std::process::Stdio;

use super::{code, demarche, records, stderr};

const GOOD: &str = "France condemned Russia's attack on Kyiv.";

/// A folder with a good file and one with these bytes.
struct Case {
    _dir: tempfile::TempDir,
    good: PathBuf,
    bad: PathBuf,
}

impl Case {
    fn new(name: &str, bytes: &[u8]) -> Case {
        let dir = tempfile::tempdir().unwrap();
        let (good, bad) = (dir.path().join("good.txt"), dir.path().join(name));
        fs::write(&good, GOOD).unwrap();
        fs::write(&bad, bytes).unwrap();
        Case { _dir: dir, good, bad }
    }

    /// The bad file is named with the reason, the good one coded, exit code 2; alone it is 1.
    fn fails_with(&self, reason: &str) {
        let output = run(&[&self.bad, &self.good]);
        let message = stderr(&output);
        assert_eq!(code(&output), 2, "{message}");
        assert!(message.contains(&*self.bad.to_string_lossy()), "{message}");
        assert!(message.contains(reason), "{message}");
        assert_eq!(message.lines().count(), 1, "{message}");
        assert_eq!(records(&output)[0]["event"], "ACCUSE");
        assert_eq!(code(&run(&[&self.bad])), 1);
    }

    /// Both files are coded; what the bad one says is in `wanted`.
    fn is_read(&self) -> String {
        let output = run(&[&self.bad, &self.good]);
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        let bad = self.bad.to_string_lossy();
        let found = records(&output);
        assert!(found.iter().any(|r| r["document"]["id"] != *bad));
        assert!(found.iter().any(|r| r["document"]["id"] == *bad), "nothing in the bad file");
        stderr(&output)
    }
}

fn run(paths: &[&PathBuf]) -> std::process::Output {
    demarche().arg("code").args(paths).output().unwrap()
}

#[test]
fn empty_file() {
    Case::new("bad.txt", b"").fails_with("the file is empty [input-empty]");
}

#[test]
fn binary_file() {
    Case::new("bad.txt", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0").fails_with("[input-binary]");
}

#[test]
fn truncated_html() {
    let page = format!("<html><body><article><h1>News</h1><p>{GOOD}</p><p>The minis");
    Case::new("bad.html", page.as_bytes()).is_read();
}

#[test]
fn a_hundred_thousand_nested_divs() {
    let page = format!("<html><body>{}{GOOD}", "<div>".repeat(100_000));
    Case::new("bad.html", page.as_bytes()).fails_with("[html-too-deep]");
}

#[test]
fn a_page_of_fifty_megabytes() {
    let page = format!("<html><body><p>{}", "Nothing happened today. <br>".repeat(1_900_000));
    assert!(page.len() > 50_000_000);
    Case::new("bad.html", page.as_bytes()).fails_with("[input-too-large]");
}

#[test]
fn invalid_utf8() {
    let bytes = [b"\xEF\xBB\xBF", GOOD.as_bytes(), b" \xFF\xFE\xC3 The end."].concat();
    let message = Case::new("bad.txt", &bytes).is_read();
    assert!(message.contains("[encoding-replaced]"), "{message}");
}

#[test]
fn utf16() {
    for mark in [true, false] {
        let units: Vec<u16> = GOOD.encode_utf16().collect();
        let mut bytes: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        if mark {
            bytes.splice(0..0, [0xFF, 0xFE]);
        }
        assert_eq!(Case::new("bad.txt", &bytes).is_read(), "");
    }
}

#[test]
fn a_sentence_of_ten_thousand_words() {
    let text =
        format!("{} and {}.", GOOD.trim_end_matches('.'), "the envoys went on ".repeat(2500));
    assert!(text.split_whitespace().count() > 10_000);
    Case::new("bad.txt", text.as_bytes()).is_read();
}

#[test]
fn missing_file() {
    let case = Case::new("bad.txt", b"x");
    fs::remove_file(&case.bad).unwrap();
    case.fails_with("no such file");
}

#[test]
fn lines_of_jsonl_that_cannot_be_read() {
    let file = format!("{{\"id\": \"a\", \"text\": \"{GOOD}\"}}\nnonsense\n");
    let case = Case::new("bad.jsonl", file.as_bytes());
    let output = run(&[&case.bad]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("bad.jsonl:2: not valid JSON"), "{}", stderr(&output));
    assert_eq!(records(&output)[0]["document"]["id"], "a");
}

#[test]
fn an_empty_folder() {
    let dir = tempfile::tempdir().unwrap();
    let output = run(&[&dir.path().to_owned()]);
    assert_eq!(code(&output), 1);
    assert!(stderr(&output).contains("in this folder"), "{}", stderr(&output));
}

#[test]
fn unwritable_output() {
    let case = Case::new("bad.txt", b"x");
    let out = case.bad.with_file_name("no/such/folder.jsonl");
    for flag in ["--out", "--text"] {
        let output = demarche().arg("code").arg(&case.good).arg(flag).arg(&out).output().unwrap();
        assert_eq!(code(&output), 1);
        let message = stderr(&output);
        assert!(message.starts_with("error: cannot write") && message.contains("no such folder"));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk() {
    let output = super::run(&["code", "samples", "--out", "/dev/full"]);
    assert_eq!(code(&output), 1);
    assert!(stderr(&output).contains("cannot write the records"), "{}", stderr(&output));
}

#[test]
fn a_broken_pipe_is_no_fault() {
    for format in ["jsonl", "csv", "plover", "table", "parquet"] {
        let mut child = demarche()
            .args(["code", "samples", "--format", format])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdout = child.stdout.take().unwrap();
        stdout.read_exact(&mut [0]).unwrap();
        drop(stdout);
        let output = child.wait_with_output().unwrap();
        assert_eq!((code(&output), stderr(&output)), (0, String::new()), "{format}");
    }
}

#[test]
fn bad_usage() {
    for arguments in [
        &["code"][..],
        &["code", "samples", "--format", "xml"],
        &["code", "samples", "--published", "yesterday"],
        &["code", "samples", "--min-confidence", "7"],
        &["code", "samples", "--jobs", "0"],
        &["code", "samples", "--lexicon", "no-such-folder"],
        &["explain", "samples/kosovo-2008.txt", "--sentence", "4000"],
    ] {
        let output = super::run(arguments);
        assert_eq!(code(&output), 1, "{arguments:?}");
        assert!(stderr(&output).starts_with("error: "), "{}", stderr(&output));
        assert!(output.stdout.is_empty());
    }
}
