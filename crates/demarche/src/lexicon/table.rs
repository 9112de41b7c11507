//! One tab-separated table: header, comments, fields counted, faults that name their place.

use std::borrow::Cow;
use std::collections::HashSet;

use super::block::Block;
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
    /// For each row [`HEAD`] numbers, its source and its line, then the start and the end of
    /// each of its cells in the text of that source.
    rows: Block,
}

#[derive(Clone, Debug)]
struct Source {
    path: String,
    text: Cow<'static, str>,
}

/// Numbers of a row before its cells.
const HEAD: usize = 2;

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
        let (mut columns, mut rows) = (Vec::new(), Vec::new());
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
            rows.extend([0, line as u32]);
            for field in record.split('\t') {
                rows.extend([at as u32, (at + field.len()) as u32]);
                at += field.len() + 1;
            }
        }
        if columns.is_empty() {
            let message = "the table has no header line";
            return Err(Error::new(Code::LexiconHeader, Position::file(path), message));
        }
        let rows = Block::numbers(rows);
        Ok(Table { path: path.to_owned(), columns, sources: vec![source], rows })
    }

    /// A table whose rows were found ahead by [`Self::parse`].
    pub(crate) fn compiled(
        path: &'static str,
        text: &'static str,
        columns: Vec<String>,
        rows: Block,
    ) -> Table {
        let source = Source { path: path.to_owned(), text: text.into() };
        Table { path: path.to_owned(), columns, sources: vec![source], rows }
    }

    /// Where the cells of each row lie: what [`Self::compiled`] takes.
    #[allow(dead_code, reason = "for build.rs and the tests")]
    pub(crate) fn index(&self) -> &Block {
        &self.rows
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
        self.rows.len() / self.stride()
    }

    /// How many numbers describe a row.
    fn stride(&self) -> usize {
        HEAD + 2 * self.columns.len()
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
        (0..self.len()).map(|index| self.row(index))
    }

    /// A row by its number, from 0.
    ///
    /// # Panics
    ///
    /// When its fields are asked for and there is no such row.
    pub fn row(&self, index: usize) -> Row<'_> {
        Row { table: self, at: index * self.stride() }
    }

    /// Adds another table's rows; rows of this one with the same first column go.
    ///
    /// The other table may leave columns out or order them differently. A `+` before a first
    /// column (`+Q1234`) is no part of it: such a row replaces nothing.
    ///
    /// # Errors
    ///
    /// When `over` has a column that this table lacks, or lacks this one's first column.
    pub fn overlay(&mut self, over: Table) -> Result<()> {
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
        let mut rows = Vec::with_capacity(self.rows.len() + over.rows.len());
        for row in self.rows().filter(|row| !keys.contains(row.get(Column(0)))) {
            rows.extend(self.rows.range(row.at, row.at + self.stride()));
        }
        let source = self.sources.len() as u32;
        let map: Vec<Option<Column>> = self.columns.iter().map(|name| over.find(name)).collect();
        for row in over.rows() {
            rows.extend([source, row.line() as u32]);
            for column in &map {
                let (start, end) = column.map_or((0, 0), |column| row.cell(column));
                let plus = *column == Some(key) && added(row.get(key));
                rows.extend([start + u32::from(plus), end]);
            }
        }
        self.rows = Block::numbers(rows);
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
    /// The first of its numbers.
    at: usize,
}

impl<'t> Row<'t> {
    /// The field of a column; empty means none.
    pub fn get(&self, column: Column) -> &'t str {
        let (start, end) = self.cell(column);
        &self.source().text[start as usize..end as usize]
    }

    /// Where the field of a column lies in the text of the row's source.
    fn cell(&self, column: Column) -> (u32, u32) {
        let at = self.at + HEAD + 2 * column.0;
        (self.table.rows.get(at), self.table.rows.get(at + 1))
    }

    fn source(&self) -> &'t Source {
        &self.table.sources[self.table.rows.get(self.at) as usize]
    }

    /// The values of a field separated by `;`; nothing for an empty field.
    pub fn list(&self, column: Column) -> impl Iterator<Item = &'t str> + use<'t> {
        self.get(column).split(';').filter(|value| !value.is_empty())
    }

    /// Line of the row in its file, from 1.
    pub fn line(&self) -> usize {
        self.table.rows.get(self.at + 1) as usize
    }

    /// The file the row is from: the table's own path or the overlay's.
    pub fn file(&self) -> &'t str {
        &self.source().path
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
