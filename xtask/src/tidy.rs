//! `cargo xtask tidy`: the rules of the house that no compiler checks.

mod tables;
mod words;

use std::fs;
use std::path::{Path, PathBuf};

/// Stages in the order of the flow: each may import only those before it.
const STAGES: &str = "source article text syntax mention event story export";

/// Longest file.
const LINES: usize = 600;

/// Runs the command.
pub fn run() -> anyhow::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize()?;
    let mut faults = Vec::new();
    let mut count = 0;
    for folder in ["crates", "xtask", "fuzz"] {
        for path in files(&root.join(folder)) {
            let name = path.strip_prefix(&root)?.to_string_lossy().into_owned();
            let ending = path.extension().unwrap_or_default();
            if ending == "rs" {
                rust_file(&name, &fs::read_to_string(&path)?, &mut faults);
            } else if ending == "tsv" && name.contains("/lexicon/") {
                tables::check(&name, &fs::read_to_string(&path)?, &mut faults);
            } else {
                continue;
            }
            count += 1;
        }
    }
    faults.iter().for_each(|fault| eprintln!("{fault}"));
    match faults.len() {
        0 => println!("{count} files are tidy"),
        1 => anyhow::bail!("1 fault"),
        n => anyhow::bail!("{n} faults"),
    }
    Ok(())
}

fn files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut entries: Vec<PathBuf> =
        fs::read_dir(dir).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() && !path.ends_with("target") {
            found.extend(files(&path));
        } else if path.is_file() {
            found.push(path);
        }
    }
    found
}

fn rust_file(name: &str, text: &str, faults: &mut Vec<String>) {
    if !text.starts_with("//!") {
        faults.push(format!("{name}:1: does not open with a `//!` line that says what it is"));
    }
    let lines = text.lines().count();
    if lines > LINES {
        faults.push(format!("{name}: {lines} lines, over {LINES}"));
    }
    let code = without_tests(text);
    let is_test =
        name.contains("/tests/") || name.ends_with("_test.rs") || name.ends_with("/tests.rs");
    if !is_test {
        imports(name, code, faults);
    }
    // Tags of the annotation scheme, elements of HTML and names of scores are codes, not words.
    let is_codes = name.ends_with("/syntax/tags.rs")
        || name.contains("/article/html/")
        || name.starts_with("xtask/");
    if !is_test && !is_codes {
        words::check(name, code, faults);
    }
}

/// The file up to its test module.
fn without_tests(text: &str) -> &str {
    let end =
        text.find("#[cfg(test)]\nmod ").or_else(|| text.find("#[cfg(test)]\npub(crate) mod "));
    // A declaration `mod tests;` at the top is no test module.
    end.filter(|at| text[*at..].lines().nth(1).is_some_and(|line| line.ends_with('{')))
        .map_or(text, |at| &text[..at])
}

/// A stage that imports a later one.
fn imports(name: &str, code: &str, faults: &mut Vec<String>) {
    let stages: Vec<&str> = STAGES.split(' ').collect();
    let Some(path) = name.strip_prefix("crates/demarche/src/") else { return };
    let own = path.split(['/', '.']).next().unwrap_or_default();
    let Some(rank) = stages.iter().position(|stage| *stage == own) else { return };
    for (number, line) in code.lines().enumerate() {
        if line.trim_start().starts_with("//") {
            continue;
        }
        for rest in line.split("crate::").skip(1) {
            let named: Vec<&str> = match rest.strip_prefix('{') {
                Some(group) => group.split(',').collect(),
                None => vec![rest],
            };
            for module in named {
                let module = module.trim().split(|c: char| !c.is_alphanumeric() && c != '_').next();
                if let Some(at) = stages.iter().position(|stage| Some(*stage) == module)
                    && at > rank
                {
                    let later = stages[at];
                    let number = number + 1;
                    faults.push(format!(
                        "{name}:{number}: stage `{own}` imports the later `{later}`"
                    ));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(name: &str, text: &str) -> Vec<String> {
        let mut faults = Vec::new();
        rust_file(name, text, &mut faults);
        faults
    }

    #[test]
    fn a_stage_may_not_import_a_later_one() {
        let name = "crates/demarche/src/text/x.rs";
        assert!(
            faults(name, "//! X.\nuse crate::article::Article;\nuse crate::span;\n").is_empty()
        );
        let found = faults(name, "//! X.\nuse crate::{article, event::Modality};\n");
        assert_eq!(found, [format!("{name}:2: stage `text` imports the later `event`")]);
        let tested = "//! X.\n#[cfg(test)]\nmod tests {\n    use crate::event;\n}\n";
        assert!(faults(name, tested).is_empty());
    }

    #[test]
    fn files_say_what_they_are_and_stay_short() {
        assert_eq!(faults("xtask/src/x.rs", "fn a() {}\n").len(), 1);
        let long = format!("//! X.\n{}", "\n".repeat(LINES));
        assert_eq!(faults("xtask/src/x.rs", &long).len(), 1);
    }
}
