//! Columns of text, aligned.

use std::io::{self, Write};

/// Writes rows with every column as wide as its longest cell; the last one is left as it is.
pub fn write(out: &mut impl Write, rows: &[Vec<String>]) -> io::Result<()> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    for row in rows {
        let cells = row.iter().zip(&widths);
        let line: String = cells.map(|(cell, width)| format!("  {cell:<width$}")).collect();
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}
