//! Bytes → raw documents: what kind of file it is, its encoding, its records.
//!
//! [`read`] tells the kind by content and decodes; plain text and the text of JSONL
//! records are handed on verbatim, so that offsets refer to exactly what was given.
//! [`Documents`] does the same one document at a time.

mod charset;
mod jsonl;
mod sniff;

use jiff::civil::Date;

pub use self::charset::decode;
pub use self::sniff::{Format, sniff};

use crate::error::{Code, Error, Position, Result, Warning};

/// The content of a raw document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Plain text, kept verbatim.
    Text(String),
    /// A web page.
    Html(String),
}

/// A document as its file gave it: content, and metadata where the file had any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawDocument {
    /// Identifier, unique in its batch.
    pub id: String,
    /// Where it stood.
    pub position: Position,
    /// Text or page.
    pub content: Content,
    /// Headline.
    pub title: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Publication date.
    pub published: Option<Date>,
    /// Publisher.
    pub publisher: Option<String>,
    /// ISO 639-1 code of the language.
    pub lang: Option<String>,
}

impl RawDocument {
    /// A document of which only identifier and content are known.
    pub fn new(id: &str, content: Content) -> RawDocument {
        RawDocument {
            id: id.to_owned(),
            position: Position::file(id),
            content,
            title: None,
            url: None,
            published: None,
            publisher: None,
            lang: None,
        }
    }
}

/// Reads a file's bytes; `name` becomes the document's id or its prefix.
///
/// Never fails: a file or record that cannot be used is a warning, and the rest goes on.
///
/// # Example
///
/// ```
/// let bytes = b"{\"id\": \"a\", \"text\": \"Talks failed.\"}\n{\"text\": 3}\n";
/// let (documents, warnings) = demarche::source::read("in.jsonl", bytes);
/// assert_eq!(documents[0].id, "a");
/// assert_eq!(warnings[0].to_string(), "in.jsonl:2: `text` is not a string [jsonl-field]");
/// ```
pub fn read(name: &str, bytes: &[u8]) -> (Vec<RawDocument>, Vec<Warning>) {
    let (mut documents, mut warnings) = (Vec::new(), Vec::new());
    match Documents::new(name, bytes) {
        Ok(found) => {
            for item in found {
                match item {
                    Item::Document(document) => documents.push(*document),
                    Item::Warning(warning) => warnings.push(warning),
                }
            }
        }
        Err(error) => warnings.push(error.into_warning(Some(name))),
    }
    (documents, warnings)
}

/// What [`Documents`] yields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A document.
    Document(Box<RawDocument>),
    /// Something that was skipped or repaired.
    Warning(Warning),
}

/// The documents of one file, one at a time: only the record being read is decoded.
#[derive(Debug)]
pub struct Documents<'b> {
    name: String,
    state: State<'b>,
    pending: Option<Warning>,
}

#[derive(Debug)]
enum State<'b> {
    Single(Option<Box<RawDocument>>),
    Lines(Box<jsonl::Lines<'b>>),
}

impl<'b> Documents<'b> {
    /// Looks at the content and prepares to read it.
    ///
    /// # Errors
    ///
    /// When the file is empty or not text.
    pub fn new(name: &str, bytes: &'b [u8]) -> Result<Documents<'b>> {
        let format = sniff(name, bytes)?;
        let fail = |pending: &mut Option<Warning>, replaced: bool, what: &str| {
            if replaced {
                let message = format!("some bytes are not valid {what} and were replaced");
                let position = Position::file(name);
                let warning = Warning::new(Code::EncodingReplaced, position, message);
                *pending = Some(warning.about(name));
            }
        };
        let mut pending = None;
        let state = match format {
            Format::Jsonl => State::Lines(Box::new(jsonl::Lines::new(name, bytes))),
            Format::Text | Format::Html => {
                let decoded = decode(bytes);
                fail(&mut pending, decoded.replaced, decoded.encoding);
                if decoded.text.trim().is_empty() {
                    let message = "the file holds nothing but white space";
                    return Err(Error::new(Code::InputEmpty, Position::file(name), message));
                }
                let content = if format == Format::Html { Content::Html } else { Content::Text };
                let document = RawDocument::new(name, content(decoded.text));
                State::Single(Some(Box::new(document)))
            }
        };
        Ok(Documents { name: name.to_owned(), state, pending })
    }

    /// Name of the file.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Iterator for Documents<'_> {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        if let Some(warning) = self.pending.take() {
            return Some(Item::Warning(warning));
        }
        match &mut self.state {
            State::Single(document) => document.take().map(Item::Document),
            State::Lines(lines) => lines.next(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(bytes: &[u8]) -> String {
        let (documents, warnings) = read("f", bytes);
        assert!(documents.is_empty());
        warnings[0].to_string()
    }

    fn text(bytes: &[u8]) -> String {
        match &read("f", bytes).0[0].content {
            Content::Text(text) | Content::Html(text) => text.clone(),
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(refused(b""), "f: the file is empty [input-empty]");
        assert_eq!(refused(b" \n\t"), "f: the file holds nothing but white space [input-empty]");
        assert!(refused(b"%PDF-1.7\nxx").contains("a PDF file"));
        assert!(refused(b"PK\x03\x04abc").contains("[input-binary]"));
        assert!(refused(b"abc\0\0\x01\x02def\0\0\0ghi").contains("[input-binary]"));
    }

    #[test]
    fn encodings() {
        let word = "Élysée said “no” to Kyjiw’s offer. ".repeat(3);
        assert_eq!(text(word.as_bytes()), word);
        assert_eq!(text(&[b"\xEF\xBB\xBF", word.as_bytes()].concat()), word);
        let units: Vec<u16> = word.encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        assert_eq!(text(&[b"\xFF\xFE", little.as_slice()].concat()), word);
        assert_eq!(text(&[b"\xFE\xFF", big.as_slice()].concat()), word);
        assert_eq!(text(&little), word);
        assert_eq!(text(&big), word);
        let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(&word);
        assert_eq!(text(&latin), word);
        let page = format!("<html><meta charset=\"iso-8859-2\"><p>{}", "Łódź żółć ".repeat(9));
        let (bytes, _, _) = encoding_rs::ISO_8859_2.encode(&page);
        assert_eq!(text(&bytes), page);
    }

    #[test]
    fn broken_utf8_is_repaired_with_a_warning() {
        let mut bytes = b"\xEF\xBB\xBFThe envoy left. ".to_vec();
        bytes.push(0xFF);
        let (documents, warnings) = read("f", &bytes);
        assert_eq!(documents.len(), 1);
        assert_eq!(warnings[0].code, Code::EncodingReplaced);
    }

    #[test]
    fn kinds_are_told_by_content() {
        let kind = |name: &str, bytes: &[u8]| sniff(name, bytes).unwrap();
        assert_eq!(kind("x.txt", b"<!DOCTYPE html><html>"), Format::Html);
        assert_eq!(kind("x", b"\n <div class=a><p>Hi</p></div>"), Format::Html);
        assert_eq!(kind("x.html", b"{\"text\": \"a\"}\n"), Format::Jsonl);
        assert_eq!(kind("x.jsonl", b"not json\n{\"text\": \"a\"}"), Format::Jsonl);
        assert_eq!(kind("x", b"{ he said } and left"), Format::Text);
        assert_eq!(kind("x", b"<b>OSLO</b> and the rest is text"), Format::Html);
        assert_eq!(kind("x", b"3 < 4 is true"), Format::Text);
    }
}
