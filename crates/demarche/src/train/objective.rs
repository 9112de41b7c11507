//! Softmax cross-entropy and its gradient.

use crate::syntax::kernels::exp;

/// Turns `scores` into the gradient of `scale` · cross-entropy; returns the cross-entropy.
///
/// `skip` is an index that takes no part (a word is not its own head).
#[inline(always)]
pub fn cross_entropy(scores: &mut [f32], gold: usize, skip: Option<usize>, scale: f32) -> f32 {
    if let Some(skip) = skip {
        scores[skip] = f32::NEG_INFINITY;
    }
    let mut highest = f32::NEG_INFINITY;
    for s in scores.iter() {
        highest = highest.max(*s);
    }
    let gold_score = scores[gold] - highest;
    let mut sum = 0.0;
    for s in scores.iter_mut() {
        *s = exp(*s - highest);
        sum += *s;
    }
    let factor = scale / sum;
    for s in scores.iter_mut() {
        *s *= factor;
    }
    scores[gold] -= scale;
    if let Some(skip) = skip {
        scores[skip] = 0.0;
    }
    sum.ln() - gold_score
}
