//! A user's folder read to the end, whatever is wrong on the way.

use std::path::Path;

use super::tables::{Tables, is_for_checks};
use crate::error::{Code, Error, Position, Result};
use crate::lexicon::embedded::unreadable;
use crate::lexicon::folder::tables_of;
use crate::lexicon::{Lexicon, Table};

/// A lexicon with everything that was found to be wrong with it.
#[derive(Debug)]
pub struct Checked {
    /// The tables, without the lines that could not be read.
    pub lexicon: Lexicon,
    /// The faults, in the order of tables and lines; those of form first.
    pub faults: Vec<Error>,
}

impl Checked {
    /// Checks the embedded tables, overlaid by those of a folder if there is one.
    ///
    /// # Errors
    ///
    /// When the folder does not exist or the embedded tables cannot be read.
    pub fn new(dir: Option<&Path>) -> Result<Checked> {
        let mut lexicon = Lexicon::embedded()?;
        let (mut faults, mut rules) = (Vec::new(), Vec::new());
        for (path, file) in dir.map_or(Ok(Vec::new()), tables_of)? {
            let name = file.to_string_lossy().into_owned();
            let text = match std::fs::read(&file) {
                Ok(bytes) => readable(bytes, &name, &mut faults),
                Err(error) => {
                    faults.push(unreadable(&file, &error));
                    continue;
                }
            };
            let text = well_formed(&text, &name, &mut faults);
            if is_for_checks(&path) {
                rules.push((path, name, text));
            } else {
                faults.extend(lexicon.overlay(&path, &name, text).err());
            }
        }
        let mut tables = Tables::new(&lexicon)?;
        for (path, name, text) in rules {
            let over = Table::parse(&name, text);
            faults.extend(over.and_then(|over| tables.overlay(&path, over, &name)).err());
        }
        faults.extend(super::of_tables(&tables)?);
        Ok(Checked { lexicon, faults })
    }
}

/// Text whose bytes may not all be UTF-8.
fn readable(bytes: Vec<u8>, name: &str, faults: &mut Vec<Error>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| {
        let valid = error.utf8_error().valid_up_to();
        let bytes = error.into_bytes();
        let line = bytes[..valid].iter().filter(|b| **b == b'\n').count() + 1;
        let position = Position::line(name, line);
        faults.push(Error::new(Code::LexiconValue, position, "is not UTF-8 from here on"));
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

/// The text with every line that has too many or too few fields turned into a comment.
fn well_formed(text: &str, name: &str, faults: &mut Vec<Error>) -> String {
    let mut wanted = None;
    let mut kept = String::with_capacity(text.len());
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let record = line.trim_end_matches(['\n', '\r']);
        let blank = record.trim().is_empty() || record.starts_with('#');
        let fields = record.split('\t').count();
        let right = blank || *wanted.get_or_insert(fields) == fields;
        if !right {
            let message =
                format!("{fields} fields where the header has {}", wanted.unwrap_or_default());
            let position = Position::line(name, index + 1);
            faults.push(Error::new(Code::LexiconFields, position, message));
            kept.push('#');
        }
        kept.push_str(line);
    }
    kept
}
