//! 8-bit weights: one scale per row, and square-law companding.
//!
//! A weight is stored as the signed square root of its share of the row's largest weight, so
//! that the many small weights keep their precision.

use super::container::{ModelError, take};

/// Encodes `values` in rows of `width`: all scales as f32, then all codes.
pub fn encode(values: &[f32], width: usize) -> Vec<u8> {
    let mut scales = Vec::new();
    let mut codes = Vec::with_capacity(values.len());
    for row in values.chunks(width) {
        let scale = row.iter().fold(0f32, |m, x| m.max(x.abs()));
        scales.extend(scale.to_le_bytes());
        for x in row {
            let share = if scale > 0.0 { x.abs() / scale } else { 0.0 };
            let code = (share.sqrt() * 127.0).round() as i8;
            codes.push((if *x < 0.0 { -code } else { code }) as u8);
        }
    }
    scales.extend(codes);
    scales
}

/// Decodes `count` values in rows of `width`, taking their bytes off the front of `rest`.
pub fn decode(rest: &mut &[u8], count: usize, width: usize) -> Result<Vec<f32>, ModelError> {
    let scales = take(rest, count.div_ceil(width) * 4)?;
    let codes = take(rest, count)?;
    let mut table = [0f32; 256];
    for (code, value) in table.iter_mut().enumerate() {
        let q = f32::from(code as u8 as i8) / 127.0;
        *value = q * q.abs();
    }
    let mut out = vec![0f32; count];
    for ((row, scale), codes) in
        out.chunks_mut(width).zip(scales.chunks_exact(4)).zip(codes.chunks(width))
    {
        let scale = f32::from_le_bytes([scale[0], scale[1], scale[2], scale[3]]);
        for (x, code) in row.iter_mut().zip(codes) {
            *x = table[usize::from(*code)] * scale;
        }
    }
    Ok(out)
}
