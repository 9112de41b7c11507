//! The sparse linear scorer: one weight a feature and label, softmax over the labels.

use std::sync::LazyLock;

use super::candidate::Candidate;
use super::features::{Feature, extract};
use super::{Scorer, Scores};
use crate::model::container::{
    ModelError, Reader, Writer, read_strings, take, take_u32, write_strings,
};
use crate::model::quantise::Rows;

/// Name and version of the models this code trains.
const VERSION: &str = "en-events 0.1";

/// Turns a probability of the model into the share of records that are right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Calibration {
    /// Factor of the log-odds.
    pub slope: f64,
    /// What is added to them.
    pub shift: f64,
}

impl Calibration {
    /// The calibrated probability.
    pub fn apply(&self, p: f64) -> f64 {
        let p = p.clamp(1e-6, 1.0 - 1e-6);
        let odds = self.slope * (p / (1.0 - p)).ln() + self.shift;
        1.0 / (1.0 + (-odds).exp())
    }
}

/// The model that ships with the crate; `models/README.md` says what it learned from.
static EMBEDDED: &[u8] = include_bytes!("../../../models/en-events.bin");

/// A trained linear model.
#[derive(Clone, Debug)]
pub struct LinearScorer {
    labels: Vec<Box<str>>,
    /// Sorted hashes of the features; row `i` of the weights belongs to key `i`.
    keys: Vec<u32>,
    weights: Rows,
    calibration: Calibration,
}

/// The part of a feature's hash that the model file keeps.
fn key(feature: u64) -> u32 {
    (feature >> 32) as u32 ^ feature as u32
}

impl LinearScorer {
    /// A model from the weights of features: `rows` gives one weight a label.
    ///
    /// Two features with one key share a row; the first in order of their hashes stays.
    pub fn new(
        labels: Vec<Box<str>>,
        mut rows: Vec<(u64, Vec<f32>)>,
        calibration: Calibration,
    ) -> LinearScorer {
        rows.sort_by_key(|(feature, _)| (key(*feature), *feature));
        rows.dedup_by_key(|(feature, _)| key(*feature));
        let keys = rows.iter().map(|(feature, _)| key(*feature)).collect();
        let flat: Vec<f32> = rows.iter().flat_map(|(_, row)| row.iter().copied()).collect();
        let weights = Rows::encode(&flat, labels.len());
        LinearScorer { labels, keys, weights, calibration }
    }

    /// The model that ships with the crate, read once.
    ///
    /// # Panics
    ///
    /// When the file in the binary is damaged, which a test rules out.
    pub fn embedded() -> &'static LinearScorer {
        static MODEL: LazyLock<LinearScorer> = LazyLock::new(|| {
            LinearScorer::from_static(EMBEDDED).expect("the embedded model is whole")
        });
        &MODEL
    }

    /// The same weights with another calibration.
    pub fn with_calibration(self, calibration: Calibration) -> LinearScorer {
        LinearScorer { calibration, ..self }
    }

    /// The bytes of the model file; weights are rounded to 8 bits.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer::default();
        out.chunk(b"LABL", write_strings(self.labels.iter().map(|l| &**l)));
        out.chunk(b"KEYS", self.keys.iter().flat_map(|k| k.to_le_bytes()).collect());
        let mut weights = Vec::new();
        self.weights.write(&mut weights);
        out.chunk(b"WGHT", weights);
        let Calibration { slope, shift } = self.calibration;
        out.chunk(b"CALI", [slope, shift].into_iter().flat_map(f64::to_le_bytes).collect());
        out.finish()
    }

    /// Reads a model file that is part of the binary.
    ///
    /// # Errors
    ///
    /// When the file is not a whole model of this layout.
    pub fn from_static(bytes: &'static [u8]) -> Result<LinearScorer, ModelError> {
        let file = Reader::new(bytes)?;
        let labels: Vec<Box<str>> =
            read_strings(&mut file.chunk(b"LABL")?)?.into_iter().map(Into::into).collect();
        if labels.is_empty() || labels.len() > 64 {
            return Err(ModelError::Invalid(*b"LABL"));
        }
        let mut rest = file.chunk(b"KEYS")?;
        let count = rest.len() / 4;
        let keys = (0..count).map(|_| take_u32(&mut rest)).collect::<Result<Vec<_>, _>>()?;
        if !keys.is_sorted() {
            return Err(ModelError::Invalid(*b"KEYS"));
        }
        let width = labels.len();
        let weights =
            Rows::read(&mut file.chunk(b"WGHT")?, count * width, width, |bytes| bytes.into())?;
        let mut rest = file.chunk(b"CALI")?;
        let mut number = || -> Result<f64, ModelError> {
            let bytes = take(&mut rest, 8)?;
            Ok(f64::from_le_bytes(bytes.try_into().map_err(|_| ModelError::Truncated)?))
        };
        let calibration = Calibration { slope: number()?, shift: number()? };
        Ok(LinearScorer { labels, keys, weights, calibration })
    }

    /// The probabilities of the labels for a candidate's features.
    pub fn score_features(&self, features: &[Feature]) -> Scores {
        let mut sums = vec![0f32; self.labels.len()];
        for (feature, value) in features {
            if let Ok(row) = self.keys.binary_search(&key(*feature)) {
                self.weights.add(row, *value, &mut sums);
            }
        }
        Scores { probabilities: softmax(&sums) }
    }
}

/// Probabilities from sums of weights.
pub(crate) fn softmax(sums: &[f32]) -> Vec<f64> {
    let most = sums.iter().copied().fold(f32::MIN, f32::max);
    let odds: Vec<f64> = sums.iter().map(|s| f64::from(s - most).exp()).collect();
    let all: f64 = odds.iter().sum();
    odds.into_iter().map(|o| o / all).collect()
}

impl Scorer for LinearScorer {
    fn labels(&self) -> &[Box<str>] {
        &self.labels
    }

    fn version(&self) -> &str {
        VERSION
    }

    fn score(&self, candidate: &Candidate<'_>) -> Scores {
        self.score_features(&extract(candidate))
    }

    fn confidence(&self, p: f64) -> f64 {
        self.calibration.apply(p)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model() -> LinearScorer {
        let labels = vec!["AID".into(), "".into()];
        let rows = vec![(7, vec![2.0, -1.0]), (9 << 40, vec![-3.0, 3.0])];
        LinearScorer::new(labels, rows, Calibration { slope: 2.0, shift: 0.0 })
    }

    #[test]
    fn reads_what_it_wrote() {
        let bytes: &'static [u8] = model().to_bytes().leak();
        let read = LinearScorer::from_static(bytes).unwrap();
        let (a, b) = ((7, 1.0), (9 << 40, 0.5));
        for features in [&[a][..], &[b], &[a, b], &[(1, 1.0)]] {
            assert_eq!(read.score_features(features), model().score_features(features));
        }
        assert_eq!(LinearScorer::from_static(&bytes[..40]).unwrap_err(), ModelError::Truncated);
    }

    #[test]
    fn a_feature_moves_its_labels_only() {
        let model = model();
        assert_eq!(model.score_features(&[(7, 1.0)]).best().0, 0);
        assert_eq!(model.score_features(&[(9 << 40, 1.0)]).best().0, 1);
        let unknown = model.score_features(&[(12, 1.0)]);
        assert!((unknown.probabilities[0] - 0.5).abs() < 1e-9);
    }

    #[test]
    fn calibration_is_monotone_and_keeps_the_middle() {
        let calibration = model().calibration;
        assert!((calibration.apply(0.5) - 0.5).abs() < 1e-9);
        assert!(calibration.apply(0.9) > 0.9 && calibration.apply(0.1) < 0.1);
    }
}
