//! One tab-separated table: header, comments, fields counted, faults that name their place.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::error::{Code, Error, Position, Result};

/// A parsed table. Cells are slices of the table's source text.
///
/// # Example
///
/// ```
/// use demarche::lexicon::Table;
/// let table = Table::parse("text/x.tsv", "# a comment\nword\tkinds\nGen.\ttitle;month\n")?;
/// let (word, kinds) = (table.column("word")?, table.column("kinds")?);
/// for row in table.rows() {
///     assert_eq!(row.get(word), "Gen.");
///     assert_eq!(row.list(kinds).collect::<Vec<_>>(), ["title", "month"]);
/// }
/// # Ok::<(), demarche::error::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Table {
    path: String,
    columns: Vec<String>,
    sources: Vec<Source>,
    rows: Vec<RowAt>,
    /// `columns.len()` byte ranges a row, into the row's source.
    cells: Vec<(u32, u32)>,
}

#[derive(Clone, Debug)]
struct Source {
    path: String,
    text: Cow<'static, str>,
}

#[derive(Clone, Copy, Debug)]
struct RowAt {
    source: u32,
    line: u32,
    /// Index of the row's first cell.
    cell: u32,
}

/// A column of one table, looked up once by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column(usize);

impl Table {
    /// Parses a table; `path` is only used in messages and as the table's name.
    ///
    /// # Errors
    ///
    /// When there is no header, a column name repeats, or a line has another number of
    /// fields than the header.
    pub fn parse(path: &str, text: impl Into<Cow<'static, str>>) -> Result<Table> {
        let source = Source { path: path.to_owned(), text: text.into() };
        let (mut columns, mut rows, mut cells) = (Vec::new(), Vec::new(), Vec::new());
        let mut next = 0;
        for (index, full) in source.text.split('\n').enumerate() {
            let (mut at, line) = (next, index + 1);
            next += full.len() + 1;
            let record = full.strip_suffix('\r').unwrap_or(full);
            if record.trim().is_empty() || record.starts_with('#') {
                continue;
            }
            if columns.is_empty() {
                columns = header(path, line, record)?;
                continue;
            }
            let (found, wanted) = (record.split('\t').count(), columns.len());
            if found != wanted {
                let fields = if found == 1 { "field" } else { "fields" };
                let message = format!("{found} {fields} where the header has {wanted}");
                return Err(Error::new(Code::LexiconFields, Position::line(path, line), message));
            }
            rows.push(RowAt { source: 0, line: line as u32, cell: cells.len() as u32 });
            for field in record.split('\t') {
                cells.push((at as u32, (at + field.len()) as u32));
                at += field.len() + 1;
            }
        }
        if columns.is_empty() {
            let message = "the table has no header line";
            return Err(Error::new(Code::LexiconHeader, Position::file(path), message));
        }
        Ok(Table { path: path.to_owned(), columns, sources: vec![source], rows, cells })
    }

    /// Path relative to the lexicon's folder.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Names of the columns in order.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether the table has a header only.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Looks a column up by name.
    ///
    /// # Errors
    ///
    /// When the table has no such column; the message names the ones it has.
    pub fn column(&self, name: &str) -> Result<Column> {
        self.find(name).ok_or_else(|| {
            let message = format!("no column `{name}` among {}", self.columns.join(", "));
            Error::new(Code::LexiconHeader, Position::file(&self.path), message)
        })
    }

    /// Looks up a column that a table may leave out.
    pub fn find(&self, name: &str) -> Option<Column> {
        self.columns.iter().position(|column| column == name).map(Column)
    }

    /// The rows in file order; an overlay's rows follow.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = Row<'_>> {
        self.rows.iter().map(|at| Row { table: self, at: *at })
    }

    /// Adds another table's rows; rows of this one with the same first column go.
    ///
    /// The other table may leave columns out or order them differently. A `+` before a first
    /// column (`+Q1234`) is no part of it: such a row replaces nothing.
    ///
    /// # Errors
    ///
    /// When `over` has a column that this table lacks, or lacks this one's first column.
    pub fn overlay(&mut self, mut over: Table) -> Result<()> {
        for name in &over.columns {
            if self.find(name).is_none() {
                let message = format!("column `{name}` is unknown to {}", self.path);
                let position = Position::file(&over.path);
                return Err(Error::new(Code::LexiconHeader, position, message));
            }
        }
        let key = over.column(&self.columns[0])?;
        let added = |field: &str| field.len() > 1 && field.starts_with('+');
        let keys: HashSet<&str> =
            over.rows().map(|row| row.get(key)).filter(|field| !added(field)).collect();
        let keep: Vec<bool> = self.rows().map(|row| !keys.contains(row.get(Column(0)))).collect();
        let mut kept = keep.iter();
        self.rows.retain(|_| kept.next() == Some(&true));
        let plus: Vec<bool> = over.rows().map(|row| added(row.get(key))).collect();
        for (row, _) in over.rows.iter().zip(plus).filter(|(_, plus)| *plus) {
            over.cells[row.cell as usize + key.0].0 += 1;
        }

        let source = self.sources.len() as u32;
        let map: Vec<Option<Column>> = self.columns.iter().map(|name| over.find(name)).collect();
        for row in &over.rows {
            self.rows.push(RowAt { source, line: row.line, cell: self.cells.len() as u32 });
            self.cells.extend(map.iter().map(|column| match column {
                Some(Column(index)) => over.cells[row.cell as usize + index],
                None => (0, 0),
            }));
        }
        self.sources.extend(over.sources.into_iter().take(1));
        Ok(())
    }

    /// The source texts, own first, for fingerprints.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        self.sources.iter().map(|source| &*source.text)
    }
}

fn header(path: &str, line: usize, record: &str) -> Result<Vec<String>> {
    let columns: Vec<String> = record.split('\t').map(str::to_owned).collect();
    for (index, name) in columns.iter().enumerate() {
        if name.is_empty() || columns[..index].contains(name) {
            let message = format!("column {} is called `{name}`: empty or repeated", index + 1);
            return Err(Error::new(Code::LexiconHeader, Position::line(path, line), message));
        }
    }
    Ok(columns)
}

/// One row of a table.
#[derive(Clone, Copy, Debug)]
pub struct Row<'t> {
    table: &'t Table,
    at: RowAt,
}

impl<'t> Row<'t> {
    /// The field of a column; empty means none.
    pub fn get(&self, column: Column) -> &'t str {
        let (start, end) = self.table.cells[self.at.cell as usize + column.0];
        &self.table.sources[self.at.source as usize].text[start as usize..end as usize]
    }

    /// The values of a field separated by `;`; nothing for an empty field.
    pub fn list(&self, column: Column) -> impl Iterator<Item = &'t str> + use<'t> {
        self.get(column).split(';').filter(|value| !value.is_empty())
    }

    /// Line of the row in its file, from 1.
    pub fn line(&self) -> usize {
        self.at.line as usize
    }

    /// The file the row is from: the table's own path or the overlay's.
    pub fn file(&self) -> &'t str {
        &self.table.sources[self.at.source as usize].path
    }

    /// A fault in this row's field.
    pub fn error(&self, column: Column, message: impl Into<String>) -> Error {
        let name = &self.table.columns[column.0];
        Error::new(Code::LexiconValue, Position::column(self.file(), self.line(), name), message)
    }

    /// The field read as `T`, or `None` when it is empty.
    ///
    /// # Errors
    ///
    /// When the field is neither empty nor a `T`; the message names the place and value.
    pub fn parse<T: std::str::FromStr>(&self, column: Column) -> Result<Option<T>> {
        let field = self.get(column);
        if field.is_empty() {
            return Ok(None);
        }
        let wrong = |_| self.error(column, format!("cannot read `{field}`"));
        field.parse().map(Some).map_err(wrong)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &'static str) -> String {
        Table::parse("t.tsv", text).expect_err("a fault").to_string()
    }

    #[test]
    fn faults_name_file_line_and_column() {
        assert_eq!(fault("# only\n"), "t.tsv: the table has no header line");
        assert_eq!(fault("a\tb\n1\t2\t3\n"), "t.tsv:2: 3 fields where the header has 2");
        assert_eq!(fault("a\ta\n"), "t.tsv:1: column 2 is called `a`: empty or repeated");
        let table = Table::parse("t.tsv", "a\tn\r\n# c\r\nx\ty\r\n").unwrap();
        let row = table.rows().next().unwrap();
        let error = row.parse::<u32>(table.column("n").unwrap()).unwrap_err();
        assert_eq!(error.to_string(), "t.tsv:3: column `n`: cannot read `y`");
        assert!(table.column("z").unwrap_err().to_string().contains("no column `z` among a, n"));
    }

    #[test]
    fn overlay_replaces_rows_and_maps_columns() {
        let mut table = Table::parse("t.tsv", "id\ta\tb\nx\t1\t2\nx\t3\t4\ny\t5\t6\n").unwrap();
        table.overlay(Table::parse("mine.tsv", "b\tid\n9\tx\n8\tz\n").unwrap()).unwrap();
        let column = |name| table.column(name).unwrap();
        let (id, a, b) = (column("id"), column("a"), column("b"));
        let rows: Vec<_> = table.rows().map(|r| (r.get(id), r.get(a), r.get(b))).collect();
        assert_eq!(rows, [("y", "5", "6"), ("x", "", "9"), ("z", "", "8")]);
        assert_eq!(table.rows().last().unwrap().file(), "mine.tsv");
        // `+` adds a row beside those of the same key.
        table.overlay(Table::parse("more.tsv", "id\ta\n+y\t7\n").unwrap()).unwrap();
        let rows: Vec<_> = table.rows().map(|r| (r.get(id), r.get(a))).collect();
        assert_eq!(rows, [("y", "5"), ("x", ""), ("z", ""), ("y", "7")]);
        let bad = Table::parse("mine.tsv", "id\tq\n").unwrap();
        assert!(table.overlay(bad).unwrap_err().is_lexicon());
    }
}
