//! One bidirectional LSTM layer over a shard of sentences, forward and backward.
//!
//! Word rows lie sentence by sentence. Steps run over all sentences at once, longest first, so
//! that the sentences still running at step t are the leading ones; rows in step order lie step
//! by step.

use crate::model::layout::LayerParts;
use crate::syntax::gemm::{View, gemm};
use crate::syntax::kernels::{add_bias, lstm_cell, on_best, sigmoid, tanh};

/// Row orders of a shard.
pub struct Steps {
    /// First row of each step, and the end of the last.
    pub starts: Vec<usize>,
    /// Word row of each row in step order: forward, backward.
    pub rows: [Vec<usize>; 2],
}

impl Steps {
    /// Orders for sentences of these lengths, longest first.
    pub fn new(lengths: &[usize]) -> Steps {
        let longest = lengths.first().copied().unwrap_or(0);
        let mut first = Vec::new();
        let mut total = 0;
        for n in lengths {
            first.push(total);
            total += n;
        }
        let mut starts = vec![0];
        let mut rows = [Vec::with_capacity(total), Vec::with_capacity(total)];
        for t in 0..longest {
            for (s, n) in lengths.iter().enumerate().take_while(|(_, n)| **n > t) {
                rows[0].push(first[s] + t);
                rows[1].push(first[s] + n - 1 - t);
            }
            starts.push(rows[0].len());
        }
        Steps { starts, rows }
    }
}

/// What the forward pass of a layer leaves for the backward pass.
#[derive(Default)]
pub struct LayerTape {
    /// Recurrent weights as used (with dropped connections), each direction.
    pub recurrent: [Vec<f32>; 2],
    /// Which connections are kept, each direction.
    pub connections: [Vec<f32>; 2],
    /// Activated gates, cell states and outputs in step order, each direction.
    gates: [Vec<f32>; 2],
    cells: [Vec<f32>; 2],
    outs: [Vec<f32>; 2],
    /// Output, word rows, both directions side by side.
    pub y: Vec<f32>,
    all: Vec<f32>,
}

/// Sizes of a layer.
#[derive(Clone, Copy)]
pub struct Shape {
    /// Words in the shard.
    pub n: usize,
    /// Width of the input.
    pub input: usize,
    /// State of one direction.
    pub hidden: usize,
}

/// Computes the layer's output into `tape.y`.
pub fn forward(
    x: &[f32],
    dense: &[f32],
    parts: &LayerParts,
    shape: Shape,
    steps: &Steps,
    tape: &mut LayerTape,
) {
    let Shape { n, input, hidden: h } = shape;
    let width = 4 * h;
    tape.all.clear();
    tape.all.resize(n * 2 * width, 0.0);
    let weights = View::rows(parts.input.of(dense), 2 * width);
    gemm(n, 2 * width, input, View::rows(x, input), weights, &mut tape.all, 2 * width, false);
    on_best(|| add_bias(&mut tape.all, parts.bias.of(dense)));
    tape.y.clear();
    tape.y.resize(n * 2 * h, 0.0);
    for side in 0..2 {
        let (gates, cells, outs) =
            (&mut tape.gates[side], &mut tape.cells[side], &mut tape.outs[side]);
        gates.clear();
        for row in &steps.rows[side] {
            let at = row * 2 * width + side * width;
            gates.extend_from_slice(&tape.all[at..at + width]);
        }
        cells.clear();
        cells.resize(n * h, 0.0);
        outs.clear();
        outs.resize(n * h, 0.0);
        for t in 0..steps.starts.len() - 1 {
            let (start, end) = (steps.starts[t], steps.starts[t + 1]);
            let rows = end - start;
            if t > 0 {
                let before = steps.starts[t - 1];
                let state = View::rows(&outs[before * h..], h);
                let recurrent = View::rows(&tape.recurrent[side], width);
                let c = &mut gates[start * width..end * width];
                gemm(rows, width, h, state, recurrent, c, width, true);
                cells.copy_within(before * h..(before + rows) * h, start * h);
            }
            let (gates, cells, outs) = (
                &mut gates[start * width..end * width],
                &mut cells[start * h..end * h],
                &mut outs[start * h..end * h],
            );
            on_best(|| {
                for r in 0..rows {
                    let gate = &mut gates[r * width..(r + 1) * width];
                    let cell = &mut cells[r * h..(r + 1) * h];
                    lstm_cell(gate, cell, &mut outs[r * h..(r + 1) * h]);
                    let (sigmoids, rest) = gate.split_at_mut(2 * h);
                    let (candidate, last) = rest.split_at_mut(h);
                    sigmoids.iter_mut().for_each(|g| *g = sigmoid(*g));
                    candidate.iter_mut().for_each(|g| *g = tanh(*g));
                    last.iter_mut().for_each(|g| *g = sigmoid(*g));
                }
            });
        }
        for (r, row) in steps.rows[side].iter().enumerate() {
            let at = row * 2 * h + side * h;
            tape.y[at..at + h].copy_from_slice(&outs[r * h..(r + 1) * h]);
        }
    }
}

/// Adds the layer's gradients to `gradient` and computes `dx` from `dy`.
#[expect(clippy::too_many_arguments, reason = "mirrors `forward`, with its gradients")]
pub fn backward(
    x: &[f32],
    dense: &[f32],
    parts: &LayerParts,
    shape: Shape,
    steps: &Steps,
    tape: &mut LayerTape,
    dy: &[f32],
    dx: &mut Vec<f32>,
    gradient: &mut [f32],
) {
    let Shape { n, input, hidden: h } = shape;
    let width = 4 * h;
    for side in 0..2 {
        let (gates, cells, outs) = (&mut tape.gates[side], &tape.cells[side], &tape.outs[side]);
        let mut d_out = Vec::with_capacity(n * h);
        for row in &steps.rows[side] {
            let at = row * 2 * h + side * h;
            d_out.extend_from_slice(&dy[at..at + h]);
        }
        let mut d_cell = vec![0f32; n * h];
        // Outputs and cell states of the step before, zero at the first.
        let mut before = vec![0f32; n * h];
        for t in (0..steps.starts.len() - 1).rev() {
            let (start, end) = (steps.starts[t], steps.starts[t + 1]);
            let rows = end - start;
            let previous = if t > 0 { steps.starts[t - 1] } else { 0 };
            let (carried, own) = d_cell.split_at_mut(start * h);
            let zero = vec![0f32; if t == 0 { rows * h } else { 0 }];
            let last_cells = if t > 0 { &cells[previous * h..] } else { &zero[..] };
            let gates = &mut gates[start * width..end * width];
            on_best(|| {
                for r in 0..rows {
                    let gate = &mut gates[r * width..(r + 1) * width];
                    let at = (start + r) * h;
                    step_back(
                        gate,
                        &cells[at..at + h],
                        &last_cells[r * h..(r + 1) * h],
                        &d_out[at..at + h],
                        &mut own[r * h..(r + 1) * h],
                    );
                }
            });
            if t > 0 {
                let at = previous * h;
                carried[at..at + rows * h].copy_from_slice(&own[..rows * h]);
                before[start * h..end * h].copy_from_slice(&outs[at..at + rows * h]);
                let recurrent = View::transposed(&tape.recurrent[side], width);
                let c = &mut d_out[at..at + rows * h];
                gemm(rows, h, width, View::rows(gates, width), recurrent, c, h, true);
            }
        }
        let gates = &tape.gates[side];
        let mut d_recurrent = vec![0f32; h * width];
        let state = View::transposed(&before, h);
        gemm(h, width, n, state, View::rows(gates, width), &mut d_recurrent, width, false);
        let kept = &tape.connections[side];
        let target = parts.recurrent[side].of_mut(gradient);
        for ((g, d), k) in target.iter_mut().zip(&d_recurrent).zip(kept) {
            *g += d * k;
        }
        for (r, row) in steps.rows[side].iter().enumerate() {
            let at = row * 2 * width + side * width;
            tape.all[at..at + width].copy_from_slice(&gates[r * width..(r + 1) * width]);
        }
    }
    let d_gates = &tape.all;
    let target = parts.input.of_mut(gradient);
    let rows = View::rows(d_gates, 2 * width);
    gemm(input, 2 * width, n, View::transposed(x, input), rows, target, 2 * width, true);
    add_rows(parts.bias.of_mut(gradient), d_gates);
    dx.clear();
    dx.resize(n * input, 0.0);
    let weights = View::transposed(parts.input.of(dense), 2 * width);
    gemm(n, input, 2 * width, rows, weights, dx, input, false);
}

/// Gradient of one step of one sentence: activated gates become gradients of the gates before
/// activation, `d_cell` becomes the gradient of the cell state before the step.
#[inline(always)]
fn step_back(gates: &mut [f32], cell: &[f32], last: &[f32], d_out: &[f32], d_cell: &mut [f32]) {
    let h = cell.len();
    let (i, rest) = gates.split_at_mut(h);
    let (f, rest) = rest.split_at_mut(h);
    let (g, o) = rest.split_at_mut(h);
    let (o, last, d_out, d_cell) = (&mut o[..h], &last[..h], &d_out[..h], &mut d_cell[..h]);
    for j in 0..h {
        let c = tanh(cell[j]);
        let d = d_cell[j] + d_out[j] * o[j] * (1.0 - c * c);
        let (di, df, dg) = (d * g[j], d * last[j], d * i[j]);
        let d_o = d_out[j] * c;
        d_cell[j] = d * f[j];
        i[j] = di * i[j] * (1.0 - i[j]);
        f[j] = df * f[j] * (1.0 - f[j]);
        g[j] = dg * (1.0 - g[j] * g[j]);
        o[j] = d_o * o[j] * (1.0 - o[j]);
    }
}

/// Adds every row to `sum`.
pub fn add_rows(sum: &mut [f32], rows: &[f32]) {
    on_best(|| {
        for row in rows.chunks_exact(sum.len()) {
            for (s, x) in sum.iter_mut().zip(row) {
                *s += x;
            }
        }
    });
}
