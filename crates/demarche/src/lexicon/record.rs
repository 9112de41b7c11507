//! Rows read by column name, with the value types that several tables share.

use jiff::civil::Date;

use super::{Lexicon, Row, Table};
use crate::error::{Error, Result};

/// A row whose fields are asked for by column name. A column the table does not have reads
/// as empty.
#[derive(Clone, Copy, Debug)]
pub struct Record<'t> {
    table: &'t Table,
    row: Row<'t>,
}

impl Lexicon {
    /// The rows of a table, to be read by column name.
    ///
    /// # Errors
    ///
    /// When there is no such table.
    pub fn records(&self, path: &str) -> Result<impl Iterator<Item = Record<'_>>> {
        self.table(path).map(Table::records)
    }
}

impl Table {
    /// The rows, to be read by column name.
    pub fn records(&self) -> impl Iterator<Item = Record<'_>> {
        self.rows().map(move |row| Record { table: self, row })
    }

    /// A row by its number, to be read by column name.
    pub fn record(&self, index: usize) -> Record<'_> {
        Record { table: self, row: self.row(index) }
    }
}

impl<'t> Record<'t> {
    /// The field of a column; empty means none.
    pub fn get(&self, name: &str) -> &'t str {
        self.table.find(name).map_or("", |column| self.row.get(column))
    }

    /// The field of a column unless it is empty.
    pub fn optional(&self, name: &str) -> Option<&'t str> {
        Some(self.get(name)).filter(|field| !field.is_empty())
    }

    /// The values of a field separated by `;`.
    pub fn list(&self, name: &str) -> impl Iterator<Item = &'t str> + use<'t> {
        self.get(name).split(';').filter(|value| !value.is_empty())
    }

    /// The field as a number.
    ///
    /// # Errors
    ///
    /// When it is none.
    pub fn number(&self, name: &str) -> Result<f64> {
        let field = self.get(name);
        field.parse().map_err(|_| self.fault(name, format!("`{field}` is no number")))
    }

    /// The first and the last day of an ISO date that may be a month or a year.
    ///
    /// # Errors
    ///
    /// When the field is neither empty nor such a date.
    pub fn days(&self, name: &str) -> Result<Option<(Date, Date)>> {
        let Some(field) = self.optional(name) else { return Ok(None) };
        let days = parse_days(field);
        days.map(Some).ok_or_else(|| self.fault(name, format!("`{field}` is no date")))
    }

    /// Names of the table's columns in order.
    pub fn columns(&self) -> &'t [String] {
        self.table.columns()
    }

    /// The row itself: its file and line.
    pub fn row(&self) -> Row<'t> {
        self.row
    }

    /// An error that points at this row and column.
    pub fn fault(&self, name: &str, message: impl Into<String>) -> Error {
        match self.table.find(name) {
            Some(column) => self.row.error(column, message),
            None => self.table.column(name).expect_err("the column was not found"),
        }
    }
}

/// Whether a field is an ISO date, month or year.
pub(crate) fn is_date(field: &str) -> bool {
    parse_days(field).is_some()
}

fn parse_days(field: &str) -> Option<(Date, Date)> {
    let parts: Vec<&str> = field.split('-').collect();
    let year: i16 = parts.first()?.parse().ok()?;
    let date = |month: &str, day| Date::new(year, month.parse().ok()?, day).ok();
    match parts[1..] {
        [] => Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)),
        [month] => date(month, 1).map(|first| (first, first.last_of_month())),
        [month, day] => date(month, day.parse().ok()?).map(|day| (day, day)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_every_precision() {
        let day = |y, m, d| Date::new(y, m, d).unwrap();
        assert_eq!(parse_days("2021"), Some((day(2021, 1, 1), day(2021, 12, 31))));
        assert_eq!(parse_days("2020-02"), Some((day(2020, 2, 1), day(2020, 2, 29))));
        assert_eq!(parse_days("2021-01-20"), Some((day(2021, 1, 20), day(2021, 1, 20))));
        assert_eq!(parse_days("2021-13"), None);
        assert_eq!(parse_days("soon"), None);
    }
}
