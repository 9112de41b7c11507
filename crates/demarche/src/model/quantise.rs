//! 8-bit weights: one scale per row, and square-law companding.
//!
//! A weight is stored as the signed square root of its share of the row's largest weight, so
//! that the many small weights keep their precision.

use std::borrow::Cow;

use super::container::{ModelError, take};
use crate::syntax::kernels::on_best;

/// How bytes of a model file are kept: copied, or where they lie if they lie in the binary.
pub type Keep<'b> = fn(&'b [u8]) -> Cow<'static, [u8]>;

/// A matrix of 8-bit weights.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    width: usize,
    scales: Vec<f32>,
    codes: Cow<'static, [u8]>,
}

impl Rows {
    /// Rounds `values`, in rows of `width`.
    pub fn encode(values: &[f32], width: usize) -> Rows {
        let (mut scales, mut codes) = (Vec::new(), Vec::with_capacity(values.len()));
        for row in values.chunks(width) {
            let scale = row.iter().fold(0f32, |m, x| m.max(x.abs()));
            scales.push(scale);
            for x in row {
                let share = if scale > 0.0 { x.abs() / scale } else { 0.0 };
                let code = (share.sqrt() * 127.0).round() as i8;
                codes.push((if *x < 0.0 { -code } else { code }) as u8);
            }
        }
        Rows { width, scales, codes: codes.into() }
    }

    /// Appends all scales, then all codes.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend(self.scales.iter().flat_map(|s| s.to_le_bytes()));
        out.extend(&*self.codes);
    }

    /// Takes `count` weights in rows of `width` off the front of `rest`; `keep` says how their
    /// bytes are kept, copied or where they lie.
    pub fn read<'b>(
        rest: &mut &'b [u8],
        count: usize,
        width: usize,
        keep: Keep<'b>,
    ) -> Result<Rows, ModelError> {
        let scales = take(rest, count.div_ceil(width) * 4)?;
        let scales = scales.chunks_exact(4);
        let scales = scales.map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
        Ok(Rows { width, scales, codes: keep(take(rest, count)?) })
    }

    /// All weights in full precision.
    pub fn decode(&self) -> Vec<f32> {
        let mut out = vec![0f32; self.codes.len()];
        on_best(|| {
            for (i, row) in out.chunks_mut(self.width).enumerate() {
                self.add(i, 1.0, row);
            }
        });
        out
    }

    /// Adds `weight` times row `i` to `target`.
    #[inline(always)]
    pub fn add(&self, i: usize, weight: f32, target: &mut [f32]) {
        let unit = weight * self.scales[i] / (127.0 * 127.0);
        let codes = &self.codes[i * self.width..][..target.len()];
        for (x, code) in target.iter_mut().zip(codes) {
            let q = f32::from(*code as i8);
            *x += q * q.abs() * unit;
        }
    }
}
