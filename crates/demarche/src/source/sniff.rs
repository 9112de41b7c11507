//! What a file is, by its first bytes.

use super::charset::{Utf16, utf16};
use crate::error::{Code, Error, Position, Result};

/// The kinds of files that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text: one document.
    Text,
    /// A web page: one document.
    Html,
    /// One JSON object a line, each a document.
    Jsonl,
}

/// First bytes of files that are not text, and what to call them.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1F\x8B", "gzip data"),
    (b"\x28\xB5\x2F\xFD", "zstd data"),
    (b"\xFD7zXZ", "xz data"),
    (b"BZh", "bzip2 data"),
    (b"PAR1", "a Parquet file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7FELF", "a program"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\xD0\xCF\x11\xE0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
];

/// Bytes looked at.
const HEAD: usize = 4096;

/// Tells what a file is, by content first and by its name's ending where content is unclear.
///
/// # Errors
///
/// When the file is empty or holds no text.
pub fn sniff(name: &str, bytes: &[u8]) -> Result<Format> {
    let refuse = |code, message: String| Err(Error::new(code, Position::file(name), message));
    if bytes.is_empty() {
        return refuse(Code::InputEmpty, "the file is empty".to_owned());
    }
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return refuse(Code::InputBinary, format!("{what}, not text, HTML or JSONL"));
    }
    let head = &bytes[..bytes.len().min(HEAD)];
    let wide = utf16(bytes);
    let debris = head.iter().filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31)).count();
    if wide.is_none() && (head.contains(&0) || debris * 10 > head.len()) {
        return refuse(Code::InputBinary, "binary data, not text, HTML or JSONL".to_owned());
    }
    // The marks that tell the kinds apart are ASCII, whatever the encoding.
    let ascii: Vec<u8> = match wide {
        Some(Utf16 { little, .. }) => {
            head.chunks_exact(2).map(|pair| if little { pair[0] } else { pair[1] }).collect()
        }
        None => head.to_vec(),
    };
    let ascii = ascii.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&ascii).trim_ascii_start();
    if wide.is_none() && looks_jsonl(name, ascii) {
        return Ok(Format::Jsonl);
    }
    Ok(if looks_html(name, ascii) { Format::Html } else { Format::Text })
}

fn ends(name: &str, endings: &[&str]) -> bool {
    let name = name.to_ascii_lowercase();
    endings.iter().any(|ending| name.ends_with(ending))
}

fn looks_jsonl(name: &str, head: &[u8]) -> bool {
    if ends(name, &[".jsonl", ".ndjson", ".jsonlines"]) {
        return true;
    }
    // `{` and a quoted key and a colon.
    let Some(rest) = head.strip_prefix(b"{") else { return false };
    let Some(key) = rest.trim_ascii_start().strip_prefix(b"\"") else { return false };
    match key.iter().position(|byte| *byte == b'"') {
        Some(end) => key[end + 1..].trim_ascii_start().starts_with(b":"),
        None => false,
    }
}

fn looks_html(name: &str, head: &[u8]) -> bool {
    let Some(rest) = head.strip_prefix(b"<") else {
        return ends(name, &[".html", ".htm", ".xhtml"]);
    };
    let lower = rest[..rest.len().min(HEAD)].to_ascii_lowercase();
    if [&b"!doctype"[..], b"!--", b"?xml", b"html", b"head", b"body"]
        .iter()
        .any(|mark| lower.starts_with(mark))
    {
        return true;
    }
    // Any other element that is closed somewhere: a fragment of a page.
    rest.first().is_some_and(u8::is_ascii_alphabetic) && lower.windows(2).any(|two| two == b"</")
        || ends(name, &[".html", ".htm", ".xhtml"])
}
