//! Embeds every table under `lexicon/`, with an image of what is compiled from them.
//!
//! The image is made by the library's own modules, included here by their paths: what they
//! import must be among them.
#![allow(dead_code, unused_imports)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use lexicon::block::Block;
use lexicon::{Lexicon, Table};

#[path = "src/compiled.rs"]
mod compiled;
#[path = "src/error.rs"]
mod error;
#[path = "src/event"]
mod event {
    pub mod pattern;
    pub mod predicates;
}
#[path = "src/lexicon"]
mod lexicon {
    pub mod block;
    pub mod hash;
    pub mod record;
    pub mod section;
    pub mod shelf;
    pub mod table;
    pub mod tables;
    pub mod trie;

    pub use record::Record;
    pub use table::{Column, Row, Table};
    pub use tables::Lexicon;
}
#[path = "src/mention"]
mod mention {
    pub mod code;
    pub mod phrases;
    pub mod actor {
        pub mod entity;
        pub mod index;
        pub mod named;
        pub mod names;
        pub mod nouns;
    }
    pub mod place {
        pub mod entries;
    }
    pub mod quote {
        pub mod outlets;
    }

    pub use code::Code;
}
#[path = "src/text"]
mod text {
    pub mod chars;
    pub mod phrase;
    pub mod token;
    pub mod words;
}

fn main() {
    println!("cargo::rerun-if-changed=lexicon");
    println!("cargo::rerun-if-changed=build.rs");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicon");
    let mut files = Vec::new();
    walk(&root, &mut files);
    let mut tables: Vec<(String, PathBuf)> =
        files.into_iter().map(|file| (relative(&root, &file), file)).collect();
    tables.sort();
    // What only `lexicon check` reads is kept apart.
    let (rules, tables): (Vec<_>, Vec<_>) = tables
        .into_iter()
        .partition(|(path, _)| path.starts_with("check/") || path.starts_with("codelists/"));
    let parsed = tables.iter().map(|(path, file)| {
        let text = std::fs::read_to_string(file).expect("the lexicon is readable");
        (path.clone(), well_formed(Table::parse(path, text)))
    });
    let lexicon = Lexicon::new(parsed, None);
    let mut image = Image::default();
    let code = tables_code(&tables, &lexicon, &mut image) + &image_code(&lexicon, &mut image);
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    std::fs::write(out.join("lexicon.image"), image.bytes).expect("OUT_DIR is writable");
    std::fs::write(out.join("lexicon_tables.rs"), code).expect("OUT_DIR is writable");
    std::fs::write(out.join("check_tables.rs"), rules_code(&rules)).expect("OUT_DIR is writable");
}

/// `static CHECK_TABLES: &[(&str, &str)]`, path and text of each table of rules.
fn rules_code(tables: &[(String, PathBuf)]) -> String {
    let mut code = String::from("static CHECK_TABLES: &[(&str, &str)] = &[\n");
    for (path, file) in tables {
        let file = file.to_string_lossy();
        writeln!(code, "    ({path:?}, include_str!({file:?})),").expect("writing to a string");
    }
    code + "];\n"
}

/// The bytes of the image.
#[derive(Default)]
struct Image {
    bytes: Vec<u8>,
}

impl Image {
    /// Appends a block and returns its range.
    fn add(&mut self, block: &Block) -> (usize, usize) {
        let start = self.bytes.len();
        self.bytes.extend(block.bytes());
        let range = (start, self.bytes.len());
        // Numbers need not be aligned, but are read faster where they are.
        self.bytes.resize(self.bytes.len().next_multiple_of(64), 0);
        range
    }
}

/// `static TABLES`: path, text, columns and rows of every table.
fn tables_code(tables: &[(String, PathBuf)], lexicon: &Lexicon, image: &mut Image) -> String {
    let mut code = String::from("static TABLES: &[Embedded] = &[\n");
    for (path, file) in tables {
        let table = well_formed(lexicon.table(path));
        let (file, columns) = (file.to_string_lossy(), table.columns());
        let rows = image.add(table.index());
        writeln!(
            code,
            "    Embedded {{ path: {path:?}, text: include_str!({file:?}), \
             columns: &{columns:?}, rows: {rows:?} }},"
        )
        .expect("writing to a string");
    }
    code + "];\n"
}

/// `static IMAGE`: the sections, and the file with the bytes of everything.
fn image_code(lexicon: &Lexicon, image: &mut Image) -> String {
    let mut sections = String::new();
    for section in compiled::SECTIONS {
        let blocks = match (section.compile)(lexicon) {
            Ok(blocks) => blocks,
            // Compiled at run time then, which ends in the same fault, so that
            // `lexicon check` can name it beside all others.
            Err(fault) => {
                println!("cargo::warning=lexicon/{fault}");
                continue;
            }
        };
        let ranges: Vec<_> = blocks.iter().map(|block| image.add(block)).collect();
        write!(sections, "({:?}, &{ranges:?}), ", section.name).expect("writing to a string");
    }
    format!(
        "static IMAGE: Image = Image {{\n    sections: &[{sections}],\n    \
         bytes: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/lexicon.image\")),\n    \
         fingerprint: {:?},\n}};\n",
        lexicon.fingerprint()
    )
}

/// A table that is no table stops the build; the message names file and line.
fn well_formed<T>(result: error::Result<T>) -> T {
    result.unwrap_or_else(|fault| {
        println!("cargo::error=lexicon/{fault}");
        std::process::exit(1)
    })
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
