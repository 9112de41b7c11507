//! Lists every table under `lexicon/` so that the library embeds it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() {
    println!("cargo::rerun-if-changed=lexicon");
    println!("cargo::rerun-if-changed=build.rs");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicon");
    let mut files = Vec::new();
    walk(&root, &mut files);
    let mut tables: Vec<(String, PathBuf)> =
        files.into_iter().map(|file| (relative(&root, &file), file)).collect();
    tables.sort();
    // What only `lexicon check` reads is kept apart: the coder need not parse it.
    let (rules, tables): (Vec<_>, Vec<_>) = tables
        .into_iter()
        .partition(|(path, _)| path.starts_with("check/") || path.starts_with("codelists/"));
    embed("TABLES", &tables, "lexicon_tables.rs");
    embed("CHECK_TABLES", &rules, "check_tables.rs");
}

/// Writes `static NAME: &[(&str, &str)]`, path and text of each table.
fn embed(name: &str, tables: &[(String, PathBuf)], to: &str) {
    let mut code = format!("static {name}: &[(&str, &str)] = &[\n");
    for (path, file) in tables {
        let file = file.to_string_lossy();
        writeln!(code, "    ({path:?}, include_str!({file:?})),").expect("writing to a string");
    }
    code.push_str("];\n");
    let out = std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    std::fs::write(Path::new(&out).join(to), code).expect("OUT_DIR is writable");
}

fn walk(dir: &Path, files: &mut Vec<PathBuf>) {
    // A folder's own date changes when a table is added to it.
    println!("cargo::rerun-if-changed={}", dir.display());
    for entry in std::fs::read_dir(dir).expect("the lexicon is readable") {
        let path = entry.expect("the lexicon is readable").path();
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "tsv") {
            files.push(path);
        }
    }
}

fn relative(root: &Path, file: &Path) -> String {
    let path = file.strip_prefix(root).expect("walked from the root");
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}
