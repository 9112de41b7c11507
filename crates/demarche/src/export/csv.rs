//! Comma-separated values: a header, one line a record, lists joined by `;`.
//!
//! An unknown value is an empty field, an unknown element of a list an empty element; a `;`
//! inside an element becomes a comma.

use std::io::{self, Write};

use super::schema::{Column, Value, columns};
use super::{Record, RecordWriter};

/// Writes records as CSV.
pub struct Csv<W: Write> {
    sink: csv::Writer<W>,
    columns: Vec<Column>,
}

impl<W: Write> Csv<W> {
    /// A writer into `sink`; the header is written at once.
    ///
    /// # Errors
    ///
    /// When the sink cannot be written.
    pub fn new(sink: W) -> io::Result<Csv<W>> {
        let (mut sink, columns) = (csv::Writer::from_writer(sink), columns());
        sink.write_record(columns.iter().map(|column| column.name)).map_err(unwrap)?;
        Ok(Csv { sink, columns })
    }
}

impl<W: Write> RecordWriter for Csv<W> {
    fn write(&mut self, record: &Record) -> io::Result<()> {
        self.sink.write_record(self.columns.iter().map(|c| field((c.get)(record)))).map_err(unwrap)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.sink.flush()
    }
}

/// The I/O error inside, so that callers still see a broken pipe or a full disk.
fn unwrap(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        kind => io::Error::other(format!("{kind:?}")),
    }
}

fn field(value: Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Text(text) => text,
        Value::Int(n) => n.to_string(),
        Value::Float(x) => x.to_string(),
        Value::List(items) => {
            let items: Vec<String> =
                items.into_iter().map(|item| item.unwrap_or_default().replace(';', ",")).collect();
            items.join(";")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::sample;
    use super::*;

    #[test]
    fn a_record_comes_back_field_by_field() {
        let mut out = Vec::new();
        let mut writer = Box::new(Csv::new(&mut out).unwrap());
        writer.write(&sample()).unwrap();
        writer.finish().unwrap();
        let mut reader = csv::Reader::from_reader(out.as_slice());
        let names = reader.headers().unwrap().clone();
        let row = reader.records().next().unwrap().unwrap();
        let get = |name: &str| &row[names.iter().position(|n| n == name).unwrap()];
        assert_eq!(get("document_title"), "France, \"Spain\"; talks");
        assert_eq!(get("mode"), "visit;multilateral");
        assert_eq!(get("actor_country"), "FRA;");
        assert_eq!(get("actor_span"), "0-6;0-6");
        assert_eq!(get("recipient_text"), "");
        assert_eq!(get("dead"), "4");
        assert_eq!(get("injured"), "");
    }
}
