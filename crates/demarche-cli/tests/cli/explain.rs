//! `explain`, `lexicon check` and `--version`.

use super::{code, run, stderr};

#[test]
fn explain_shows_every_step() {
    let output = run(&["explain", "samples/kosovo-2008.txt", "--sentence", "2"]);
    let text = String::from_utf8(output.stdout).unwrap();
    for part in
        ["recognised", "tokens and tree", "mentions", "patterns tried", "fired", "events", "KOS"]
    {
        assert!(text.contains(part), "{part} not in\n{text}");
    }
    assert!(text.starts_with("sentence 2: ") && !text.contains("\nsentence 3: "));
}

#[test]
fn lexicon_check_points_at_the_fault() {
    let output = run(&["lexicon", "check"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("codebook")).unwrap();
    let file = dir.path().join("codebook/goldstein.tsv");
    std::fs::write(&file, "cameo\tvalue\n010\tmuch\n").unwrap();
    let output = run(&["lexicon", "check", dir.path().to_str().unwrap()]);
    assert_eq!(code(&output), 1);
    let faults = String::from_utf8(output.stdout).unwrap();
    assert!(faults.contains("goldstein.tsv:2: column `value`: `much` is no number"), "{faults}");
}

#[test]
fn version_names_lexicon_and_model() {
    let text = String::from_utf8(run(&["--version"]).stdout).unwrap();
    assert!(text.contains("lexicon ") && text.contains("model en-syntax"), "{text}");
}
