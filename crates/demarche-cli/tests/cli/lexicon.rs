//! `demarche lexicon`: the tables checked, and an overlay put to use.

use std::fs;
use std::path::Path;

use super::{code, run, stderr};

/// Writes a table of an overlay.
fn table(dir: &Path, path: &str, text: &str) {
    let file = dir.join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

fn stdout(output: &std::process::Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn the_embedded_tables_have_no_fault() {
    let output = run(&["lexicon", "check"]);
    assert_eq!(code(&output), 0, "{}", stdout(&output));
    assert!(stdout(&output).contains("no fault; fingerprint "), "{}", stdout(&output));
}

#[test]
fn every_fault_of_an_overlay_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let rows = "id\tname\tcountry\tsector\trole\nx\tX\tXXX\tGOV\tother\ny\tY\tFRA\tGOV\tboss\n";
    table(dir.path(), "actors/persons.tsv", rows);
    let folder = dir.path().to_str().unwrap();
    for arguments in [&["lexicon", "check", folder][..], &["lexicon", "check", "--lexicon", folder]]
    {
        let output = run(arguments);
        assert_eq!(code(&output), 1);
        let file = dir.path().join("actors/persons.tsv");
        let file = file.display();
        let found = stdout(&output);
        let lines: Vec<&str> = found.lines().collect();
        assert_eq!(lines.len(), 2, "{found}");
        assert!(lines[0].starts_with(&format!("{file}:2: column `country`: `XXX` is no `code`")));
        assert!(lines[1].starts_with(&format!("{file}:3: column `role`: `boss` is no `role`")));
        assert_eq!(stderr(&output), "error: 2 faults in 1 table\n");
    }
}

#[test]
fn a_folder_that_does_not_exist() {
    let output = run(&["lexicon", "check", "no-such-folder"]);
    assert_eq!(code(&output), 1);
    assert!(stderr(&output).starts_with("error: no-such-folder: cannot be read"));
}
