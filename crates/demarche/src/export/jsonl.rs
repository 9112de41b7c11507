//! Native records: one JSON object a line, every key always there.

use std::io::{self, Write};

use super::{Record, RecordWriter};

/// Writes one JSON object a line.
#[derive(Debug)]
pub struct Jsonl<W: Write>(W);

impl<W: Write> Jsonl<W> {
    /// A writer into `sink`, which should be buffered.
    pub fn new(sink: W) -> Jsonl<W> {
        Jsonl(sink)
    }
}

impl<W: Write> RecordWriter for Jsonl<W> {
    fn write(&mut self, record: &Record) -> io::Result<()> {
        serde_json::to_writer(&mut self.0, record)?;
        self.0.write_all(b"\n")
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::sample;
    use super::*;

    #[test]
    fn unknown_fields_are_null_and_spans_are_pairs() {
        let mut out = Vec::new();
        let mut writer = Jsonl::new(&mut out);
        writer.write(&sample()).unwrap();
        let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(value["trigger"]["span"], serde_json::json!([7, 10]));
        assert!(value["place"].is_null() && value.get("place").is_some());
        assert_eq!(value["recipient"], serde_json::json!([]));
        let keys: Vec<&String> = value.as_object().unwrap().keys().collect();
        assert_eq!(keys[..4], ["id", "document", "event", "mode"]);
    }
}
