//! Adam; embedding rows are updated only in the steps that touch them.

use crate::syntax::kernels::on_best;

const BETA1: f32 = 0.9;
const BETA2: f32 = 0.98;
const EPSILON: f32 = 1e-8;

/// Moments of one block of weights.
pub struct Adam {
    m: Vec<f32>,
    v: Vec<f32>,
    /// Steps of each row of `width`.
    steps: Vec<u32>,
    width: usize,
}

impl Adam {
    /// Moments for `length` weights in rows of `width`.
    pub fn new(length: usize, width: usize) -> Adam {
        let steps = vec![0; length.div_ceil(width)];
        Adam { m: vec![0.0; length], v: vec![0.0; length], steps, width }
    }

    /// Updates row `row` of `weights` by its gradient, and clears the gradient.
    pub fn step_row(&mut self, row: usize, weights: &mut [f32], gradient: &mut [f32], rate: f32) {
        let range = row * self.width..((row + 1) * self.width).min(weights.len());
        self.steps[row] += 1;
        let t = self.steps[row] as i32;
        let correction = (1.0 - BETA2.powi(t)).sqrt() / (1.0 - BETA1.powi(t));
        let (m, v) = (&mut self.m[range.clone()], &mut self.v[range.clone()]);
        let (w, g) = (&mut weights[range.clone()], &mut gradient[range]);
        let rate = rate * correction;
        on_best(|| {
            for j in 0..w.len() {
                let x = g[j];
                m[j] += (1.0 - BETA1) * (x - m[j]);
                v[j] += (1.0 - BETA2) * (x * x - v[j]);
                w[j] -= rate * m[j] / (v[j].sqrt() + EPSILON);
                g[j] = 0.0;
            }
        });
    }
}
