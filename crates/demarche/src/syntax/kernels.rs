//! Elementwise loops and the recurrent step, written so that the compiler vectorises them.
//!
//! Everything here is `inline(always)` and runs inside [`on_best`], which compiles it once per
//! kind of processor. Results differ between kinds in rounding only.

use pulp::Simd;

use super::packed::{BLOCK, Packed, accumulate};

/// Runs `work` compiled for the best instruction set of this machine.
#[inline]
pub fn on_best<R>(work: impl FnOnce() -> R) -> R {
    pulp::Arch::new().dispatch(work)
}

/// tanh to within 1e-6: a rational approximation (coefficients as in Eigen).
#[inline(always)]
pub fn tanh(x: f32) -> f32 {
    let x = x.clamp(-7.905_311, 7.905_311);
    let s = x * x;
    let mut p = -2.760_768_5e-16;
    p = p * s + 2.000_188e-13;
    p = p * s - 8.604_672e-11;
    p = p * s + 5.122_297e-8;
    p = p * s + 1.485_722_4e-5;
    p = p * s + 6.372_619_3e-4;
    p = p * s + 4.893_524_6e-3;
    let mut q = 1.198_258_4e-6;
    q = q * s + 1.185_347_1e-4;
    q = q * s + 2.268_434_6e-3;
    q = q * s + 4.893_525e-3;
    x * p / q
}

/// The logistic function by way of [`tanh`].
#[inline(always)]
pub fn sigmoid(x: f32) -> f32 {
    0.5 * tanh(0.5 * x) + 0.5
}

/// e^x to within 1e-6 relative, for x in [-87, 87].
#[inline(always)]
pub fn exp(x: f32) -> f32 {
    let t = x.clamp(-87.0, 87.0) * std::f32::consts::LOG2_E;
    // Adding and taking away 1.5·2²³ rounds to the nearest integer.
    let magic = 12_582_912.0f32;
    let r = t + magic;
    let f = (t - (r - magic)) * std::f32::consts::LN_2;
    let mut p = 1.0 / 720.0;
    p = p * f + 1.0 / 120.0;
    p = p * f + 1.0 / 24.0;
    p = p * f + 1.0 / 6.0;
    p = p * f + 0.5;
    p = p * f + 1.0;
    p = p * f + 1.0;
    let exponent = (r.to_bits() as i32).wrapping_sub(magic.to_bits() as i32);
    p * f32::from_bits(((exponent + 127) << 23) as u32)
}

/// One LSTM step: `gates` holds the pre-activations i, f, g, o (each `hidden` long), `cell` and
/// `out` the state before and after.
#[inline(always)]
pub fn lstm_cell(gates: &[f32], cell: &mut [f32], out: &mut [f32]) {
    let h = cell.len();
    let (i, rest) = gates.split_at(h);
    let (f, rest) = rest.split_at(h);
    let (g, o) = rest.split_at(h);
    let (o, out) = (&o[..h], &mut out[..h]);
    for j in 0..h {
        let c = sigmoid(f[j]) * cell[j] + sigmoid(i[j]) * tanh(g[j]);
        cell[j] = c;
        out[j] = sigmoid(o[j]) * tanh(c);
    }
}

/// `x = max(x, 0.1 x)`.
#[inline(always)]
pub fn leaky_relu(values: &mut [f32]) {
    for x in values {
        *x = x.max(0.1 * *x);
    }
}

/// Adds `bias` to every row.
#[inline(always)]
pub fn add_bias(rows: &mut [f32], bias: &[f32]) {
    for row in rows.chunks_exact_mut(bias.len()) {
        for (x, b) in row.iter_mut().zip(bias) {
            *x += b;
        }
    }
}

/// A whole pass of one LSTM direction over a sentence.
pub struct LstmPass<'a> {
    /// Input pre-activations; row t starts at `t * stride + offset` and is `4 * hidden` long.
    pub gates: &'a mut [f32],
    /// Elements from row to row of `gates`.
    pub stride: usize,
    /// First column of this direction in `gates`.
    pub offset: usize,
    /// Recurrent weights.
    pub recurrent: &'a Packed,
    /// Result; row t starts at `t * out_stride + out_offset`.
    pub out: &'a mut [f32],
    /// Elements from row to row of `out`.
    pub out_stride: usize,
    /// First column of this direction in `out`.
    pub out_offset: usize,
    /// Size of the state.
    pub hidden: usize,
    /// Number of tokens.
    pub length: usize,
    /// From the last token to the first.
    pub backward: bool,
    /// Room for the cell state and the output, `2 * hidden` long.
    pub state: &'a mut [f32],
}

impl pulp::WithSimd for LstmPass<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let (h, width) = (self.hidden, 4 * self.hidden);
        self.state.fill(0.0);
        let (cell, hidden) = self.state.split_at_mut(h);
        for step in 0..self.length {
            let t = if self.backward { self.length - 1 - step } else { step };
            let start = t * self.stride + self.offset;
            let gates = &mut self.gates[start..start + width];
            if step > 0 {
                for (block, words) in gates.chunks_exact_mut(BLOCK).zip(self.recurrent.blocks()) {
                    accumulate(simd, hidden, words, block);
                }
            }
            lstm_cell(gates, cell, hidden);
            let at = t * self.out_stride + self.out_offset;
            self.out[at..at + h].copy_from_slice(hidden);
        }
    }
}
