//! Trains the whole syntax model: tagger, lemmatiser, network.

use super::adam::Adam;
use super::backward::{Dropout, Loss, ShardWork, run};
use super::batches::{SHARDS, batches};
use super::examples::{Example, Prepared, prepare};
use super::random::Random;
use crate::model::quantise::Rows;
use crate::model::{Dims, Layout, ModelError, SyntaxModel, Weights};
use crate::syntax::conllu::GoldSentence;
use crate::syntax::network::ngram_weight;

/// Settings of a training run. The same settings and sentences give the same model, byte for
/// byte, on the same kind of processor, whatever the number of threads.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Passes over the sentences.
    pub epochs: usize,
    /// Passes of each further cycle, see [`train`].
    pub cycle_epochs: usize,
    /// Number of further cycles.
    pub cycles: usize,
    /// Learning rate at the start of each further cycle.
    pub cycle_rate: f32,
    /// Threads to compute with; changes the time only.
    pub threads: usize,
    /// Tokens of a batch.
    pub batch: usize,
    /// Learning rate at the start; it falls to zero in a straight line.
    pub rate: f32,
    /// Shares dropped.
    pub dropout: Dropout,
    /// Start of all random choices.
    pub seed: u64,
    /// Name and version written into the model.
    pub version: String,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            epochs: 30,
            cycle_epochs: 5,
            cycles: 0,
            cycle_rate: 8e-4,
            threads: 2,
            batch: 600,
            rate: 2e-3,
            dropout: Dropout { input: 0.25, output: 0.33, mlp: 0.33, recurrent: 0.25, words: 1.0 },
            seed: 20_260,
            version: "en-syntax 0.1".to_owned(),
        }
    }
}

/// State of the run after an epoch, for reports.
pub struct Progress<'a> {
    /// 0 for the first long run, then the number of the cycle.
    pub cycle: usize,
    /// Epochs done.
    pub epoch: usize,
    /// Mean loss of a word in this epoch.
    pub loss: f64,
    /// Gives the model as it is now.
    pub model: &'a dyn Fn() -> SyntaxModel,
}

/// Trains on gold sentences, calling `report` after every epoch.
///
/// A long run (unless `start` is what it gave before), then short cycles from a lower rate, each
/// from where the last ended; the ends of all are averaged. The shipped model has no cycles: what
/// they gain has not been measured.
pub fn train(
    gold: &[GoldSentence],
    settings: &Settings,
    start: Option<SyntaxModel>,
    report: &mut dyn FnMut(Progress),
) -> Result<SyntaxModel, ModelError> {
    let prepared = prepare(gold, settings.seed, settings.threads);
    let lemmas = super::lemma::train(gold);
    let dims = Dims::standard(prepared.words.len());
    let model = |weights: &Weights| {
        let Prepared { words, upos_masks, tagger, .. } = &prepared;
        SyntaxModel {
            version: settings.version.clone(),
            dims,
            words: words.clone(),
            upos_masks: upos_masks.clone(),
            tagger: tagger.clone(),
            lemmas: lemmas.clone(),
            dense: weights.dense.clone(),
            tables: tables(&dims, weights),
        }
    };
    let mut run = |mut trainer: Trainer, cycle: usize, epochs: usize| {
        for epoch in 1..=epochs {
            let loss = trainer.epoch();
            let weights = &trainer.weights;
            report(Progress { cycle, epoch, loss, model: &|| model(weights) });
        }
        trainer.weights
    };
    let first = match start {
        Some(start) => start,
        None => {
            let trainer = Trainer::new(dims, &prepared.examples, settings);
            model(&run(trainer, 0, settings.epochs))
        }
    };
    // As it would be read from its file: a run from a saved start is the same run.
    let first = SyntaxModel::from_bytes(&first.to_bytes())?;
    if first.words != prepared.words || first.dims != dims {
        return Err(ModelError::Invalid(*b"WORD"));
    }
    let mut weights = Weights { dense: first.dense, tables: first.tables.map(|t| t.decode()) };
    let mut sum = weights.clone();
    for cycle in 1..=settings.cycles {
        let settings = Settings {
            epochs: settings.cycle_epochs,
            rate: settings.cycle_rate,
            seed: settings.seed + cycle as u64,
            ..settings.clone()
        };
        let mut trainer = Trainer::new(dims, &prepared.examples, &settings);
        trainer.weights = weights;
        weights = run(trainer, cycle, settings.epochs);
        sum.add(&weights);
    }
    sum.scale(1.0 / (settings.cycles + 1) as f32);
    Ok(model(&sum))
}

/// The embedding tables as they are saved.
pub fn tables(dims: &Dims, weights: &Weights) -> [Rows; 4] {
    let widths = dims.tables();
    [0, 1, 2, 3].map(|k| Rows::encode(&weights.tables[k], widths[k].1))
}

/// Random starting weights.
pub fn initial_weights(dims: &Dims, layout: &Layout, random: &mut Random) -> Weights {
    let mut uniform = |n: usize, limit: f32| -> Vec<f32> {
        (0..n).map(|_| (random.unit() * 2.0 - 1.0) * limit).collect()
    };
    let tables = dims.tables().map(|(rows, width)| uniform(rows * width, 0.1));
    let mut dense = Vec::with_capacity(layout.total);
    for part in layout.parts() {
        let rows = part.range.len() / part.width;
        // Bound of Glorot and Bengio; gates count as matrices of their own.
        let width = part.width.min(dims.hidden * 2);
        let limit = if rows == 1 { 0.0 } else { (6.0 / (rows + width) as f32).sqrt() };
        dense.extend(uniform(part.range.len(), limit));
    }
    for part in [&layout.root_arc, &layout.root_label] {
        part.of_mut(&mut dense).copy_from_slice(&uniform(part.range.len(), 0.2));
    }
    for layer in &layout.layers {
        // Forget gates start open.
        let bias = layer.bias.of_mut(&mut dense);
        for side in 0..2 {
            bias[(side * 4 + 1) * dims.hidden..(side * 4 + 2) * dims.hidden].fill(1.0);
        }
    }
    Weights { dense, tables }
}

/// Width of the rows that dense weights are updated in.
const DENSE_ROW: usize = 4096;
/// Longest gradient (Euclidean norm) that is followed.
const CLIP: f32 = 5.0;

struct Trainer<'a> {
    dims: Dims,
    layout: Layout,
    weights: Weights,
    examples: &'a [Example],
    settings: &'a Settings,
    random: Random,
    adam: Adam,
    table_adam: Vec<Adam>,
    table_gradients: Vec<Vec<f32>>,
    work: [ShardWork; SHARDS],
    step: usize,
    total_steps: usize,
}

impl<'a> Trainer<'a> {
    fn new(dims: Dims, examples: &'a [Example], settings: &'a Settings) -> Trainer<'a> {
        let layout = Layout::new(&dims);
        let mut random = Random::new(settings.seed);
        let weights = initial_weights(&dims, &layout, &mut random);
        let per_epoch = batches(examples, settings.batch, &mut random.clone()).len();
        Trainer {
            adam: Adam::new(layout.total, DENSE_ROW),
            table_adam: dims.tables().iter().map(|(rows, w)| Adam::new(rows * w, *w)).collect(),
            table_gradients: weights.tables.iter().map(|t| vec![0.0; t.len()]).collect(),
            work: Default::default(),
            step: 0,
            total_steps: per_epoch * settings.epochs,
            dims,
            layout,
            weights,
            examples,
            settings,
            random,
        }
    }

    /// One pass over the examples; returns the mean loss of a word.
    fn epoch(&mut self) -> f64 {
        let (mut loss, mut words) = (0.0, 0usize);
        for batch in batches(self.examples, self.settings.batch, &mut self.random) {
            let n: usize = batch.iter().flatten().map(|s| self.examples[*s].heads.len()).sum();
            loss += self.batch(&batch, n).total();
            words += n;
        }
        loss / words.max(1) as f64
    }

    fn batch(&mut self, batch: &[Vec<usize>; SHARDS], n: usize) -> Loss {
        let settings = self.settings;
        let size = 4 * self.dims.hidden * self.dims.hidden;
        let random = &mut self.random;
        let connections = [0, 1].map(|_| {
            [0, 1].map(|_| {
                let mut mask = vec![1f32; size];
                random.mask(&mut mask, settings.dropout.recurrent);
                mask
            })
        });
        let seed = self.random.bits();
        let (dims, layout, weights) = (&self.dims, &self.layout, &self.weights);
        let (examples, connections) = (self.examples, &connections);
        let one = |k: usize, work: &mut ShardWork| {
            let mut random = Random::new(seed ^ k as u64);
            let (shard, dropout) = (&batch[k], settings.dropout);
            let scale = 1.0 / n as f32;
            run(
                dims,
                layout,
                weights,
                connections,
                examples,
                shard,
                dropout,
                scale,
                &mut random,
                work,
            );
        };
        if settings.threads > 1 {
            std::thread::scope(|scope| {
                for (k, work) in self.work.iter_mut().enumerate() {
                    scope.spawn(move || one(k, work));
                }
            });
        } else {
            self.work.iter_mut().enumerate().for_each(|(k, work)| one(k, work));
        }
        self.update(batch);
        let mut loss = Loss::default();
        for work in &self.work {
            loss.arc += work.loss.arc;
            loss.relation += work.loss.relation;
            loss.tag += work.loss.tag;
        }
        loss
    }

    /// Sums the shards' gradients in their order and takes one step.
    fn update(&mut self, batch: &[Vec<usize>; SHARDS]) {
        let left = 1.0 - self.step as f32 / self.total_steps.max(1) as f32;
        self.step += 1;
        let warm = (self.step as f32 / 200.0).min(1.0);
        let mut rate = self.settings.rate * left.max(0.0) * warm;
        let (first, rest) = self.work.split_at_mut(1);
        let gradient = &mut first[0].gradient;
        for work in rest.iter() {
            crate::syntax::kernels::on_best(|| {
                for (a, b) in gradient.iter_mut().zip(&work.gradient) {
                    *a += b;
                }
            });
        }
        let squares: f64 = gradient
            .chunks(1024)
            .map(|c| f64::from(crate::syntax::kernels::on_best(|| sum_of_squares(c))))
            .sum();
        let norm = squares.sqrt() as f32;
        if norm > CLIP {
            // Adam ignores the length of a steady gradient; a burst is followed less far.
            rate *= CLIP / norm;
        }
        for row in 0..gradient.len().div_ceil(DENSE_ROW) {
            self.adam.step_row(row, &mut self.weights.dense, gradient, rate);
        }
        self.update_tables(batch, rate);
    }

    fn update_tables(&mut self, batch: &[Vec<usize>; SHARDS], rate: f32) {
        let widths = self.dims.tables().map(|(_, w)| w);
        let mut touched: [Vec<u32>; 4] = Default::default();
        for (work, shard) in self.work.iter().zip(batch) {
            let inputs = shard.iter().flat_map(|s| {
                let input = &self.examples[*s].input;
                (0..input.len()).map(move |i| (input, i))
            });
            let rows = work.d_input.chunks_exact(self.dims.input()).zip(&work.words);
            for ((row, word), (input, i)) in rows.zip(inputs) {
                let mut at = 0;
                let mut part = |k: usize| {
                    at += widths[k];
                    &row[at - widths[k]..at]
                };
                let mut add = |k: usize, number: u32, source: &[f32], weight: f32| {
                    let target = &mut self.table_gradients[k][number as usize * widths[k]..];
                    for (t, s) in target.iter_mut().zip(source) {
                        *t += s * weight;
                    }
                    touched[k].push(number);
                };
                add(0, *word, part(0), 1.0);
                let grams = input.grams(i);
                let source = part(1);
                for bucket in grams {
                    add(1, *bucket, source, ngram_weight(grams.len()));
                }
                add(2, u32::from(input.tags[i]), part(2), 1.0);
                add(3, u32::from(input.shapes[i]), part(3), 1.0);
            }
        }
        for (k, rows) in touched.iter_mut().enumerate() {
            rows.sort_unstable();
            rows.dedup();
            let (table, gradient) = (&mut self.weights.tables[k], &mut self.table_gradients[k]);
            for row in rows {
                self.table_adam[k].step_row(*row as usize, table, gradient, rate);
            }
        }
    }
}

#[inline(always)]
fn sum_of_squares(values: &[f32]) -> f32 {
    let mut sums = [0f32; 16];
    for chunk in values.chunks(16) {
        for (s, x) in sums.iter_mut().zip(chunk) {
            *s += x * x;
        }
    }
    sums.iter().sum()
}
