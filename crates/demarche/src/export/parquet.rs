//! Parquet: the columns of the schema, lists as `List<Utf8>`, unknown values as nulls.
//!
//! The meaning of every column stands in the file's key-value metadata under
//! `demarche.column.NAME`.

use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type, TypePtr};

use super::schema::{Column, Kind, Value, columns};
use super::{Record, RecordWriter};

/// Records a row group; also how many are held in memory.
const GROUP: usize = 20_000;

/// Writes records as Parquet.
pub struct Parquet<W: Write + Send> {
    sink: SerializedFileWriter<W>,
    columns: Vec<Column>,
    /// The values of each column, not yet written.
    held: Vec<Vec<Value>>,
}

impl<W: Write + Send> Parquet<W> {
    /// A writer into `sink`.
    ///
    /// # Errors
    ///
    /// When the sink cannot be written.
    pub fn new(sink: W) -> io::Result<Parquet<W>> {
        let columns = columns();
        let mut notes: Vec<KeyValue> = columns
            .iter()
            .map(|c| KeyValue::new(format!("demarche.column.{}", c.name), c.doc.to_owned()))
            .collect();
        let spans = "Spans count Unicode code points of the article's text.".to_owned();
        notes.push(KeyValue::new("demarche.spans".to_owned(), spans));
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(format!("demarche {}", env!("CARGO_PKG_VERSION")))
            .set_key_value_metadata(Some(notes))
            .build();
        let schema = schema(&columns).map_err(other)?;
        let sink = SerializedFileWriter::new(sink, schema, Arc::new(properties)).map_err(other)?;
        let held = columns.iter().map(|_| Vec::new()).collect();
        Ok(Parquet { sink, columns, held })
    }

    fn flush(&mut self) -> Result<()> {
        if self.held[0].is_empty() {
            return Ok(());
        }
        let mut group = self.sink.next_row_group()?;
        for (column, values) in self.columns.iter().zip(&mut self.held) {
            write_column(&mut group, column.kind, &std::mem::take(values))?;
        }
        group.close()?;
        Ok(())
    }
}

impl<W: Write + Send> RecordWriter for Parquet<W> {
    fn write(&mut self, record: &Record) -> io::Result<()> {
        for (column, values) in self.columns.iter().zip(&mut self.held) {
            values.push((column.get)(record));
        }
        if self.held[0].len() == GROUP { self.flush().map_err(other) } else { Ok(()) }
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.flush().map_err(other)?;
        self.sink.finish().map_err(other)?;
        self.sink.inner_mut().flush()
    }
}

/// Unwraps an I/O error, so that callers still see a broken pipe or a full disk.
fn other(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(cause) => match cause.downcast::<io::Error>() {
            Ok(cause) => *cause,
            Err(cause) => io::Error::other(cause),
        },
        error => io::Error::other(error),
    }
}

fn schema(columns: &[Column]) -> Result<TypePtr> {
    let utf8 = |name: &str| {
        Type::primitive_type_builder(name, Physical::BYTE_ARRAY)
            .with_logical_type(Some(LogicalType::String))
            .with_repetition(Repetition::OPTIONAL)
            .build()
            .map(Arc::new)
    };
    let number = |name: &str, physical| {
        let builder = Type::primitive_type_builder(name, physical);
        builder.with_repetition(Repetition::OPTIONAL).build().map(Arc::new)
    };
    let mut fields = Vec::with_capacity(columns.len());
    for column in columns {
        fields.push(match column.kind {
            Kind::Text => utf8(column.name)?,
            Kind::Int => number(column.name, Physical::INT64)?,
            Kind::Float => number(column.name, Physical::DOUBLE)?,
            Kind::List => {
                let items = Type::group_type_builder("list")
                    .with_repetition(Repetition::REPEATED)
                    .with_fields(vec![utf8("element")?])
                    .build()?;
                let list = Type::group_type_builder(column.name)
                    .with_repetition(Repetition::REQUIRED)
                    .with_logical_type(Some(LogicalType::List))
                    .with_fields(vec![Arc::new(items)])
                    .build()?;
                Arc::new(list)
            }
        });
    }
    Ok(Arc::new(Type::group_type_builder("event").with_fields(fields).build()?))
}

fn write_column<W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    kind: Kind,
    values: &[Value],
) -> Result<()> {
    match kind {
        Kind::Text => flat::<ByteArrayType, W>(group, values, |value| match value {
            Value::Text(text) => Some(ByteArray::from(text.as_str())),
            _ => None,
        }),
        Kind::Int => flat::<Int64Type, W>(group, values, |value| match value {
            Value::Int(n) => Some(*n),
            _ => None,
        }),
        Kind::Float => flat::<DoubleType, W>(group, values, |value| match value {
            Value::Float(x) => Some(*x),
            _ => None,
        }),
        Kind::List => lists(group, values),
    }
}

/// An optional column: level 1 where there is a value.
fn flat<D: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    values: &[Value],
    get: impl Fn(&Value) -> Option<D::T>,
) -> Result<()> {
    let found: Vec<Option<D::T>> = values.iter().map(get).collect();
    let levels: Vec<i16> = found.iter().map(|value| i16::from(value.is_some())).collect();
    let present: Vec<D::T> = found.into_iter().flatten().collect();
    put::<D, W>(group, &present, &levels, None)
}

/// A list column: level 0 for an empty list, 1 for an unknown element, 2 for a value.
fn lists<W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    values: &[Value],
) -> Result<()> {
    let (mut present, mut levels, mut repeats) = (Vec::new(), Vec::new(), Vec::new());
    for value in values {
        let items: &[Option<String>] = if let Value::List(items) = value { items } else { &[] };
        if items.is_empty() {
            levels.push(0);
            repeats.push(0);
        }
        for (i, item) in items.iter().enumerate() {
            repeats.push(i16::from(i > 0));
            levels.push(1 + i16::from(item.is_some()));
            present.extend(item.as_ref().map(|text| ByteArray::from(text.as_str())));
        }
    }
    put::<ByteArrayType, W>(group, &present, &levels, Some(&repeats))
}

fn put<D: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    values: &[D::T],
    levels: &[i16],
    repeats: Option<&[i16]>,
) -> Result<()> {
    let Some(mut column) = group.next_column()? else {
        return Err(ParquetError::General("more columns than the schema has".to_owned()));
    };
    column.typed::<D>().write_batch(values, Some(levels), repeats)?;
    column.close()
}

#[cfg(test)]
mod tests {
    use parquet::file::reader::{FileReader, SerializedFileReader};

    use super::super::tests::sample;
    use super::*;

    #[test]
    fn records_come_back_with_nulls_and_lists() {
        let mut out = Vec::new();
        let mut writer = Box::new(Parquet::new(&mut out).unwrap());
        writer.write(&sample()).unwrap();
        writer.write(&sample()).unwrap();
        writer.finish().unwrap();
        let reader = SerializedFileReader::new(bytes::Bytes::from(out)).unwrap();
        let file = reader.metadata().file_metadata();
        assert_eq!(file.num_rows(), 2);
        let notes = file.key_value_metadata().unwrap();
        assert!(notes.iter().any(|note| note.key == "demarche.column.actor_country"));
        let row = reader.get_row_iter(None).unwrap().next().unwrap().unwrap();
        let row = row.to_string();
        for field in
            ["actor_country: [\"FRA\", null]", "recipient_text: []", "dead: 4", "injured: null"]
        {
            assert!(row.contains(field), "{field} not in {row}");
        }
    }
}
