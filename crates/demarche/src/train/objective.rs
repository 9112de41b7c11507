//! Softmax cross-entropy and its gradient.

use crate::syntax::kernels::exp;

/// Share of the teacher's opinion in what is learned; the rest is the gold answer.
pub const TEACHER_SHARE: f32 = 0.5;

/// What a softmax should say: the gold answer and perhaps a teacher's probabilities.
#[derive(Clone, Copy)]
pub struct Target<'a> {
    /// Index of the gold answer.
    pub gold: usize,
    /// Probabilities of a teacher; empty without one.
    pub soft: &'a [f32],
}

/// Turns `scores` into the gradient of `scale` · cross-entropy with the target; returns the
/// cross-entropy with the gold answer.
///
/// `skip` is an index that takes no part (a word is not its own head).
#[inline(always)]
pub fn cross_entropy(scores: &mut [f32], target: Target, skip: Option<usize>, scale: f32) -> f32 {
    let gold = target.gold;
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
    if target.soft.is_empty() {
        scores[gold] -= scale;
    } else {
        scores[gold] -= scale * (1.0 - TEACHER_SHARE);
        for (s, p) in scores.iter_mut().zip(target.soft) {
            *s -= scale * TEACHER_SHARE * p;
        }
    }
    if let Some(skip) = skip {
        scores[skip] = 0.0;
    }
    sum.ln() - gold_score
}

/// Turns each row of `width` scores into probabilities.
pub fn softmax_rows(scores: &mut [f32], width: usize) {
    for row in scores.chunks_exact_mut(width) {
        let highest = row.iter().fold(f32::NEG_INFINITY, |m, s| m.max(*s));
        row.iter_mut().for_each(|s| *s = exp(*s - highest));
        let sum: f32 = row.iter().sum();
        row.iter_mut().for_each(|s| *s /= sum);
    }
}
