//! One JSON object a line. A line that cannot be used is a warning; the rest goes on.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::{Content, Item, RawDocument};
use crate::article::dates;
use crate::error::{Code, Position, Warning};

/// The records of a file, read line by line.
#[derive(Debug)]
pub(super) struct Lines<'b> {
    name: String,
    rest: &'b [u8],
    line: usize,
    /// How often an identifier was seen.
    seen: HashMap<String, usize>,
    queue: std::collections::VecDeque<Item>,
}

type Fault = (Code, String);

impl<'b> Lines<'b> {
    pub(super) fn new(name: &str, bytes: &'b [u8]) -> Lines<'b> {
        Lines {
            name: name.to_owned(),
            rest: bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes),
            line: 0,
            seen: HashMap::new(),
            queue: std::collections::VecDeque::new(),
        }
    }

    fn warn(&mut self, (code, message): Fault, id: Option<&str>) {
        let mut warning = Warning::new(code, Position::line(&self.name, self.line), message);
        warning.document = id.map(str::to_owned);
        self.queue.push_back(Item::Warning(warning));
    }

    fn record(&mut self, bytes: &[u8]) {
        let record = match serde_json::from_slice::<Value>(bytes) {
            Ok(Value::Object(record)) => record,
            Ok(_) => return self.warn((Code::JsonlLine, "not a JSON object".to_owned()), None),
            Err(error) => {
                let message = format!("not valid JSON: {}", describe(&error));
                return self.warn((Code::JsonlLine, message), None);
            }
        };
        match self.document(&record) {
            Ok(document) => self.queue.push_back(Item::Document(Box::new(document))),
            Err(fault) => self.warn(fault, None),
        }
    }

    fn document(&mut self, record: &Map<String, Value>) -> Result<RawDocument, Fault> {
        let content = match (string(record, "text")?, string(record, "html")?) {
            (Some(text), _) if !text.trim().is_empty() => Content::Text(text),
            (_, Some(html)) if !html.trim().is_empty() => Content::Html(html),
            (None, None) => {
                let message = "the record has neither `text` nor `html`".to_owned();
                return Err((Code::JsonlField, message));
            }
            _ => return Err((Code::InputEmpty, "the record's text is empty".to_owned())),
        };
        let id = match record.get("id") {
            Some(Value::String(id)) if !id.is_empty() => id.clone(),
            Some(Value::Number(id)) => id.to_string(),
            _ => format!("{}#{}", self.name, self.line),
        };
        let id = self.unique(id);
        let mut document = RawDocument::new(&id, content);
        document.position = Position::line(&self.name, self.line);
        // A fault in metadata costs the field, not the document.
        let mut field = |name: &str| match string(record, name) {
            Ok(value) => value.filter(|value| !value.trim().is_empty()),
            Err(fault) => {
                self.warn(fault, Some(&id));
                None
            }
        };
        document.title = field("title");
        document.url = field("url");
        document.publisher = field("publisher");
        document.lang = field("lang");
        if let Some(value) = field("published") {
            document.published = dates::parse(&value);
            if document.published.is_none() {
                let message = format!("`published` is no date that can be read: `{value}`");
                self.warn((Code::JsonlField, message), Some(&id));
            }
        }
        Ok(document)
    }

    fn unique(&mut self, id: String) -> String {
        let count = self.seen.entry(id.clone()).or_insert(0);
        *count += 1;
        if *count == 1 {
            return id;
        }
        let mut number = *count;
        let mut new = format!("{id}-{number}");
        while self.seen.contains_key(&new) {
            number += 1;
            new = format!("{id}-{number}");
        }
        self.seen.insert(id.clone(), number);
        self.seen.insert(new.clone(), 1);
        let message = format!("the id `{id}` was used before; this document is `{new}`");
        self.warn((Code::DuplicateId, message), Some(&new));
        new
    }
}

impl Iterator for Lines<'_> {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if let Some(item) = self.queue.pop_front() {
                return Some(item);
            }
            if self.rest.is_empty() {
                return None;
            }
            let end = memchr::memchr(b'\n', self.rest).unwrap_or(self.rest.len());
            let line = self.rest[..end].trim_ascii();
            self.rest = self.rest.get(end + 1..).unwrap_or_default();
            self.line += 1;
            if !line.is_empty() {
                self.record(line);
            }
        }
    }
}

fn string(record: &Map<String, Value>, name: &str) -> Result<Option<String>, Fault> {
    match record.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(value)) => Ok(Some(value.clone())),
        Some(_) => Err((Code::JsonlField, format!("`{name}` is not a string"))),
    }
}

/// The parser's message without its "at line 1", which would contradict the file's line.
fn describe(error: &serde_json::Error) -> String {
    let message = error.to_string();
    match message.split_once(" at line ") {
        Some((what, _)) => format!("{what} at column {}", error.column()),
        None => message,
    }
}

#[cfg(test)]
mod tests {
    use crate::source::{Content, read};

    #[test]
    fn bad_lines_are_named_and_the_rest_goes_on() {
        let file = "{\"id\":\"a\",\"text\":\"One.\"}\n\nnonsense\n[1]\n{\"id\":\"a\",\"text\":\"Two.\"}\n\
            {\"text\":\"Three.\",\"published\":\"2021-09-30T10:00:00Z\",\"title\":7}\n{\"id\":\"b\"}\n\
            {\"id\":5,\"html\":\"<p>Four\",\"published\":\"soon\"}";
        let (documents, warnings) = read("f.jsonl", file.as_bytes());
        let ids: Vec<_> = documents.iter().map(|d| d.id.as_str()).collect();
        assert_eq!(ids, ["a", "a-2", "f.jsonl#6", "5"]);
        assert_eq!(documents[2].published, Some(jiff::civil::date(2021, 9, 30)));
        assert!(matches!(documents[3].content, Content::Html(_)));
        let messages: Vec<_> = warnings.iter().map(ToString::to_string).collect();
        assert!(messages[0].starts_with("f.jsonl:3: not valid JSON: expected"), "{messages:?}");
        assert_eq!(messages[1], "f.jsonl:4: not a JSON object [jsonl-line]");
        assert!(messages[2].contains("used before") && messages[2].contains("duplicate-id"));
        assert!(messages[3].starts_with("f.jsonl:6: `title` is not a string"));
        assert!(messages[4].starts_with("f.jsonl:7: the record has neither"));
        assert!(messages[5].contains("`soon`"));
    }

    #[test]
    fn text_is_kept_verbatim() {
        let (documents, _) = read("f", b"{\"text\": \"  A\\r\\n\\u00a0B \"}");
        assert_eq!(documents[0].content, Content::Text("  A\r\n\u{a0}B ".to_owned()));
    }
}
