//! `demarche lexicon`: the tables checked, and an overlay put to use.

use std::fs;
use std::path::Path;

use super::{code, records, root, run, stderr};

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

/// The blocks of `docs/lexicon.md` with this word after their language: title and text.
fn blocks(language: &str) -> Vec<(String, String)> {
    let page = fs::read_to_string(root().join("docs/lexicon.md")).unwrap();
    let fence = format!("```{language} ");
    let parts = page.split(&fence).skip(1);
    let block = |part: &str| {
        let (title, rest) = part.split_once('\n').unwrap();
        (title.to_owned(), rest.split("```").next().unwrap().to_owned())
    };
    parts.map(block).collect()
}

/// The overlay that the page describes.
fn documented() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    blocks("tsv").iter().for_each(|(path, text)| table(dir.path(), path, text));
    dir
}

/// The countries of an event: `FRA>RUS`.
fn dyad(record: &serde_json::Value) -> String {
    let countries = |role: &str| {
        let parties = record[role].as_array().unwrap().iter();
        parties.map(|party| party["country"].as_str().unwrap_or("---")).collect::<Vec<_>>()
    };
    format!("{}>{}", countries("actor").join("+"), countries("recipient").join("+"))
}

#[test]
fn what_the_page_adds_is_sound_and_coded() {
    let dir = documented();
    let folder = dir.path().to_str().unwrap();
    let checked = run(&["lexicon", "check", folder]);
    assert_eq!(code(&checked), 0, "{}", stdout(&checked));
    let sentences = &blocks("text")[0].1;
    assert_eq!(sentences.lines().count(), 4);
    for line in sentences.lines() {
        let (sentence, parties) = line.split_once(" | ").unwrap();
        let file = dir.path().join("news.txt");
        fs::write(&file, sentence).unwrap();
        let news = file.to_str().unwrap();
        let code_it = ["code", news, "--published", "2027-05-03"];
        let with = run(&[&code_it[..], &["--lexicon", folder]].concat());
        let found: Vec<String> = records(&with).iter().map(dyad).collect();
        assert!(found.contains(&parties.to_owned()), "{sentence}: {found:?}");
        let without: Vec<String> = records(&run(&code_it)).iter().map(dyad).collect();
        assert!(!without.contains(&parties.to_owned()), "{sentence} needs no overlay");
    }
}

#[test]
fn find_shows_terms_and_the_one_that_holds() {
    let dir = documented();
    let folder = dir.path().to_str().unwrap();
    let find = ["lexicon", "find", "BAN", "ki", "moon", "--date", "2019-05-01"];
    let found = run(&[&find[..], &["--lexicon", folder, "--json"]].concat());
    let hits = records(&found);
    let valid: Vec<_> = hits.iter().filter(|hit| hit["valid"] == true).collect();
    assert_eq!(valid.len(), 1);
    assert_eq!(valid[0]["row"]["country"], "NGO");
    assert!(valid[0]["file"].as_str().unwrap().ends_with("actors/persons.tsv"));
    assert!(hits.iter().any(|hit| hit["valid"] == false), "his former terms stay");
    let table =
        stdout(&run(&["lexicon", "find", "--prefix", "northern dawn", "--lexicon", folder]));
    assert!(table.contains("Northern Dawn Front  MLI REB armed_group  2027.."), "{table}");
    let nothing = run(&["lexicon", "find", "northern", "dawn"]);
    assert_eq!((code(&nothing), stdout(&nothing)), (1, String::new()));
}

#[test]
fn find_shows_patterns_of_a_lemma_and_places() {
    let found = stdout(&run(&["lexicon", "find", "accuse"]));
    assert!(found.contains("patterns/accuse.tsv") && found.contains("accuse/v"), "{found}");
    let found = stdout(&run(&["lexicon", "find", "PARÍS"]));
    assert!(found.contains("places/cities.tsv") && found.contains("actors/countries.tsv"));
}

#[test]
fn diff_names_what_an_overlay_adds_and_changes() {
    let dir = documented();
    let row = "code\tname\tlat\nFRA\tFrankia\t46\n";
    table(dir.path(), "actors/countries.tsv", row);
    let folder = dir.path().to_str().unwrap();
    let changes = records(&run(&["lexicon", "diff", folder, "--json"]));
    let change = |table: &str, kind: &str| {
        changes.iter().filter(|c| c["table"] == table && c["change"] == kind).count()
    };
    assert_eq!(change("actors/persons.tsv", "added"), 2);
    assert_eq!(change("patterns/mine.tsv", "added"), 1);
    let france = changes.iter().find(|c| c["change"] == "changed").unwrap();
    assert_eq!(france["key"][0], "FRA");
    let columns = france["columns"].as_array().unwrap();
    let name = columns.iter().find(|field| field["column"] == "name").unwrap();
    assert_eq!((&name["before"], &name["after"]), (&"France".into(), &"Frankia".into()));
    let same = run(&["lexicon", "diff", folder, "--lexicon", folder]);
    assert_eq!(stdout(&same), "0 added, 0 removed, 0 changed\n");
}

#[test]
fn diff_with_a_whole_lexicon_names_what_it_lacks() {
    let dir = tempfile::tempdir().unwrap();
    table(dir.path(), "classes/visit.tsv", "lemma\tsource\nvisit\town\n");
    let changes =
        records(&run(&["lexicon", "diff", dir.path().to_str().unwrap(), "--whole", "--json"]));
    assert!(changes.iter().all(|change| change["change"] == "removed"));
    assert!(!changes.iter().any(|c| c["table"] == "classes/visit.tsv" && c["key"][0] == "visit"));
}

#[test]
fn stats_count_what_the_overlay_adds() {
    let dir = documented();
    let folder = dir.path().to_str().unwrap();
    let stats = |more: &[&str]| {
        records(&run(&[&["lexicon", "stats", "--json"][..], more].concat())).remove(0)
    };
    let (before, after) = (stats(&[]), stats(&["--lexicon", folder]));
    let terms =
        |stats: &serde_json::Value| stats["roles"]["foreign_minister"]["terms"].as_u64().unwrap();
    assert_eq!(terms(&after), terms(&before) + 1);
    let groups =
        |stats: &serde_json::Value| stats["organisations"]["armed_group"].as_u64().unwrap();
    assert_eq!(groups(&after), groups(&before) + 1);
    let table = stdout(&run(&["lexicon", "stats"]));
    assert!(table.contains("persons by role") && table.contains("with Wikidata id"), "{table}");
}
