//! Fits the linear scorer: multinomial logistic regression over sparse features, where an
//! example may allow several labels (its gold says "conflict", not which).

use std::collections::HashMap;

use crate::event::score::{Calibration, Feature, LinearScorer};
use crate::train::random::Random;

/// One candidate with the labels that are right for it.
#[derive(Clone, Debug)]
pub struct Example {
    /// Hashed features with their values, sorted.
    pub features: Vec<Feature>,
    /// Bit `i`: label `i` is right.
    pub allowed: u32,
    /// How much it counts.
    pub weight: f32,
    /// The sentence it comes from; sentences are never split between folds.
    pub sentence: usize,
    /// For a candidate that a pattern proposed: the label of its type, and whether the
    /// record as proposed is right.
    pub proposed: Option<(usize, bool)>,
}

/// How long and how freely to learn.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Passes over the data.
    pub epochs: usize,
    /// Weight of the squared weights.
    pub l2: f32,
    /// Step.
    pub rate: f32,
    /// How cautious the first steps are: the sum of squared slopes that is presumed.
    pub caution: f32,
    /// A feature seen in fewer examples is left out.
    pub least: u32,
    /// Start of the order of the examples.
    pub seed: u64,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { epochs: 12, l2: 0.06, rate: 0.1, caution: 0.5, least: 3, seed: 7 }
    }
}

/// Learns the weights; the calibration is the identity until [`calibrate`] sets it.
pub fn fit(labels: &[Box<str>], examples: &[&Example], settings: &Settings) -> LinearScorer {
    let mut counts: HashMap<u64, u32> = HashMap::new();
    for (feature, _) in examples.iter().flat_map(|e| &e.features) {
        *counts.entry(*feature).or_default() += 1;
    }
    let mut kept: Vec<u64> =
        counts.into_iter().filter(|(_, n)| *n >= settings.least).map(|(f, _)| f).collect();
    kept.sort_unstable();
    let index: HashMap<u64, usize> = kept.iter().enumerate().map(|(i, f)| (*f, i)).collect();
    let rows: Vec<Vec<(usize, f32)>> = examples
        .iter()
        .map(|e| e.features.iter().filter_map(|(f, v)| Some((*index.get(f)?, *v))).collect())
        .collect();
    let width = labels.len();
    let mut weights = vec![0f32; kept.len() * width];
    let mut squares = vec![settings.caution; kept.len() * width];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = Random::new(settings.seed);
    let mut sum = vec![0f32; weights.len()];
    for epoch in 0..settings.epochs {
        random.shuffle(&mut order);
        for at in &order {
            let example = examples[*at];
            let mut sums = vec![0f32; width];
            for (row, value) in &rows[*at] {
                let row = &weights[row * width..][..width];
                sums.iter_mut().zip(row).for_each(|(s, w)| *s += value * w);
            }
            let slopes = slopes(&sums, example.allowed, example.weight);
            for (row, value) in &rows[*at] {
                let range = row * width..(row + 1) * width;
                let each = weights[range.clone()].iter_mut().zip(&mut squares[range]);
                for ((weight, square), slope) in each.zip(&slopes) {
                    let slope = value * (slope + settings.l2 * *weight);
                    *square += slope * slope;
                    *weight -= settings.rate * slope / square.sqrt();
                }
            }
        }
        // The mean over the later passes is steadier than the last.
        if epoch >= settings.epochs / 2 {
            sum.iter_mut().zip(&weights).for_each(|(s, w)| *s += w);
        }
    }
    let passes = (settings.epochs - settings.epochs / 2).max(1) as f32;
    weights.iter_mut().zip(&sum).for_each(|(w, s)| *w = s / passes);
    let rows = kept.iter().enumerate();
    let rows = rows.map(|(i, f)| (*f, weights[i * width..][..width].to_vec())).collect();
    LinearScorer::new(labels.to_vec(), rows, Calibration { slope: 1.0, shift: 0.0 })
}

/// The slope of the negative log-likelihood of the allowed labels, by label.
fn slopes(sums: &[f32], allowed: u32, weight: f32) -> Vec<f32> {
    let most = sums.iter().copied().fold(f32::MIN, f32::max);
    let odds: Vec<f32> = sums.iter().map(|s| (s - most).exp()).collect();
    let is_allowed = |label: usize| allowed & (1 << label) != 0;
    let all: f32 = odds.iter().sum();
    let good: f32 = (0..odds.len()).filter(|l| is_allowed(*l)).map(|l| odds[l]).sum();
    let slope = |label: usize| {
        let wanted = if is_allowed(label) { odds[label] / good.max(1e-12) } else { 0.0 };
        weight * (odds[label] / all - wanted)
    };
    (0..odds.len()).map(slope).collect()
}

/// Fits the calibration on held-out predictions: probability and whether it was right.
pub fn calibrate(predictions: &[(f64, bool)]) -> Calibration {
    let odds = |p: f64| (p / (1.0 - p)).ln();
    let points: Vec<(f64, f64)> = predictions
        .iter()
        .map(|(p, right)| (odds(p.clamp(1e-6, 1.0 - 1e-6)), f64::from(u8::from(*right))))
        .collect();
    let loss = |slope: f64, shift: f64| -> f64 {
        let of = |(x, y): &(f64, f64)| {
            let z = (slope * x + shift) * if *y > 0.5 { -1.0 } else { 1.0 };
            if z > 30.0 { z } else { z.exp().ln_1p() }
        };
        points.iter().map(of).sum()
    };
    let (mut slope, mut shift) = (0.5f64, 0.0f64);
    let mut least = loss(slope, shift);
    // Newton's method on two parameters, with shorter steps where a full one leads too far.
    for _ in 0..50 {
        let (mut g, mut h) = ([0.0f64; 2], [1e-6f64, 0.0, 1e-6]);
        for (x, y) in &points {
            let p = 1.0 / (1.0 + (-(slope * x + shift)).exp());
            let (d, v) = (p - y, p * (1.0 - p));
            g[0] += d * x;
            g[1] += d;
            h[0] += v * x * x;
            h[1] += v * x;
            h[2] += v;
        }
        let determinant = h[0] * h[2] - h[1] * h[1];
        if determinant.abs() < 1e-12 {
            break;
        }
        let step =
            [(h[2] * g[0] - h[1] * g[1]) / determinant, (h[0] * g[1] - h[1] * g[0]) / determinant];
        let shorter = (0..20).map(|k| 0.5f64.powi(k)).find_map(|share| {
            let (a, b) = (slope - share * step[0], shift - share * step[1]);
            Some((a, b, loss(a, b))).filter(|(_, _, new)| *new < least)
        });
        let Some((a, b, new)) = shorter else { break };
        (slope, shift, least) = (a, b, new);
    }
    Calibration { slope, shift }
}

/// What a fold's model, which has not seen them, says of the examples of a fold.
pub struct Held<'e> {
    /// The example.
    pub example: &'e Example,
    /// Its fold.
    pub fold: usize,
    /// The probabilities of the labels.
    pub probabilities: Vec<f64>,
}

/// The fold of a sentence.
pub fn fold_of(sentence: usize, folds: usize) -> usize {
    sentence % folds
}

/// One model a fold, trained on the other folds' examples; two are trained at a time.
pub fn cross_fit(
    labels: &[Box<str>],
    examples: &[Example],
    folds: usize,
    settings: &Settings,
) -> Vec<LinearScorer> {
    let train = |fold: usize| {
        let rest: Vec<&Example> =
            examples.iter().filter(|e| fold_of(e.sentence, folds) != fold).collect();
        fit(labels, &rest, settings)
    };
    let mut models = Vec::new();
    for first in (0..folds).step_by(2) {
        std::thread::scope(|scope| {
            let other = (first + 1 < folds).then(|| scope.spawn(move || train(first + 1)));
            models.push(train(first));
            let join = |t: std::thread::ScopedJoinHandle<'_, LinearScorer>| {
                t.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            };
            models.extend(other.map(join));
        });
    }
    models
}

/// What each fold's model says of the examples it has not seen.
pub fn held_out<'e>(models: &[LinearScorer], examples: &'e [Example]) -> Vec<Held<'e>> {
    let judge = |example: &'e Example| {
        let fold = fold_of(example.sentence, models.len());
        let probabilities = models[fold].score_features(&example.features).probabilities;
        Held { example, fold, probabilities }
    };
    examples.iter().map(judge).collect()
}

/// Probability given to the proposed type and whether the proposal was right.
pub fn predictions<'h, 'e: 'h>(held: impl IntoIterator<Item = &'h Held<'e>>) -> Vec<(f64, bool)> {
    let proposed =
        |h: &Held<'_>| h.example.proposed.map(|(label, ok)| (h.probabilities[label], ok));
    held.into_iter().filter_map(proposed).collect()
}

/// The model of all examples, calibrated on what models of folds said of the rest.
pub fn train(labels: &[Box<str>], examples: &[Example], settings: &Settings) -> LinearScorer {
    let models = cross_fit(labels, examples, 5, settings);
    let calibration = calibrate(&predictions(&held_out(&models, examples)));
    let all: Vec<&Example> = examples.iter().collect();
    fit(labels, &all, settings).with_calibration(calibration)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::score::Scorer;

    fn example(features: &[u64], allowed: u32, sentence: usize) -> Example {
        let features = features.iter().map(|f| (*f, 1.0)).collect();
        Example { features, allowed, weight: 1.0, sentence, proposed: None }
    }

    #[test]
    fn learns_from_sets_of_labels() {
        let labels: Vec<Box<str>> = vec!["AID".into(), "ACCUSE".into(), "".into()];
        let mut examples = Vec::new();
        for i in 0..40 {
            examples.push(example(&[1, 10], 0b001, i));
            examples.push(example(&[2, 10], 0b010, i));
            // Conflict or none, but the first feature says which.
            examples.push(example(&[2, 11], 0b110, i));
        }
        let all: Vec<&Example> = examples.iter().collect();
        let model = fit(&labels, &all, &Settings::default());
        assert_eq!(model.labels()[model.score_features(&[(1, 1.0)]).best().0].as_ref(), "AID");
        assert_eq!(
            model.labels()[model.score_features(&[(2, 1.0), (11, 1.0)]).best().0].as_ref(),
            "ACCUSE"
        );
        let again = fit(&labels, &all, &Settings::default());
        assert_eq!(model.to_bytes(), again.to_bytes());
    }

    #[test]
    fn calibration_finds_the_share_that_is_right() {
        let mut predictions = Vec::new();
        for i in 0..100 {
            predictions.push((0.9, i % 10 < 6));
            predictions.push((0.3, i % 10 < 2));
        }
        let calibration = calibrate(&predictions);
        assert!((calibration.apply(0.9) - 0.6).abs() < 0.01);
        assert!((calibration.apply(0.3) - 0.2).abs() < 0.01);
    }
}
