//! Loss and gradient of the network on one shard of sentences.

use super::examples::Example;
use super::lstm::{self, LayerTape, Shape, Steps, add_rows};
use super::objective::cross_entropy;
use super::random::Random;
use crate::model::{Dims, Layout, Weights};
use crate::syntax::gemm::{View, gemm};
use crate::syntax::kernels::{add_bias, leaky_relu, on_best};
use crate::syntax::network::{ngram_weight, pair};
use crate::syntax::tags::{Deprel, Xpos};

/// Shares of what is dropped while training.
#[derive(Clone, Copy, Debug)]
pub struct Dropout {
    /// Inputs of the first layer.
    pub input: f32,
    /// Outputs of both LSTM layers.
    pub output: f32,
    /// Vectors that arcs and relations are scored with.
    pub mlp: f32,
    /// Recurrent connections.
    pub recurrent: f32,
    /// Scales the share of words hidden behind the unknown word; also whole tags and n-grams.
    pub words: f32,
}

impl Dropout {
    /// Nothing is dropped: for checking gradients.
    pub const NONE: Dropout =
        Dropout { input: 0.0, output: 0.0, mlp: 0.0, recurrent: 0.0, words: 0.0 };
}

/// Weight of the loss of the tags against arcs and relations.
pub const TAG_LOSS: f32 = 0.5;

/// Losses summed over the words of a shard.
#[derive(Clone, Copy, Debug, Default)]
pub struct Loss {
    /// Of the heads.
    pub arc: f64,
    /// Of the relations.
    pub relation: f64,
    /// Of both tag sets.
    pub tag: f64,
}

impl Loss {
    /// What is minimised.
    pub fn total(&self) -> f64 {
        self.arc + self.relation + self.tag * f64::from(TAG_LOSS)
    }
}

/// Buffers and results of one shard.
#[derive(Default)]
pub struct ShardWork {
    /// Gradient of the dense weights.
    pub gradient: Vec<f32>,
    /// Gradient of each word's input row.
    pub d_input: Vec<f32>,
    /// Words as they were read, hidden words replaced, sentence by sentence.
    pub words: Vec<u32>,
    /// Sums of the losses.
    pub loss: Loss,
    tapes: [LayerTape; 2],
}

/// Computes loss and gradient of `shard` (sentence numbers, longest first).
///
/// `scale` multiplies every word's loss; `connections` holds which recurrent connections of
/// each layer and direction are kept in this batch.
#[expect(clippy::too_many_arguments, reason = "all that a training step depends on")]
pub fn run(
    dims: &Dims,
    layout: &Layout,
    weights: &Weights,
    connections: &[[Vec<f32>; 2]; 2],
    examples: &[Example],
    shard: &[usize],
    dropout: Dropout,
    scale: f32,
    random: &mut Random,
    work: &mut ShardWork,
) {
    let dense = &weights.dense;
    work.loss = Loss::default();
    work.gradient.clear();
    work.gradient.resize(layout.total, 0.0);
    let lengths: Vec<usize> = shard.iter().map(|s| examples[*s].heads.len()).collect();
    let n: usize = lengths.iter().sum();
    if n == 0 {
        work.words.clear();
        return;
    }
    let steps = Steps::new(&lengths);
    let (x, x_mask) = embed(dims, weights, examples, shard, dropout, random, &mut work.words);
    let hidden = dims.hidden;
    let shapes = [dims.input(), dims.output()].map(|input| Shape { n, input, hidden });
    for (l, tape) in work.tapes.iter_mut().enumerate() {
        for (side, kept) in connections[l].iter().enumerate() {
            tape.connections[side].clone_from(kept);
            let matrix = layout.layers[l].recurrent[side].of(dense);
            tape.recurrent[side] = matrix.iter().zip(kept).map(|(w, k)| w * k).collect();
        }
    }
    let [tape1, tape2] = &mut work.tapes;
    lstm::forward(&x, dense, &layout.layers[0], shapes[0], &steps, tape1);
    let mask1 = sentence_mask(&lengths, dims.output(), dropout.output, random);
    multiply(&mut tape1.y, &mask1);
    lstm::forward(&tape1.y, dense, &layout.layers[1], shapes[1], &steps, tape2);
    let mask2 = sentence_mask(&lengths, dims.output(), dropout.output, random);
    multiply(&mut tape2.y, &mask2);
    let y = &tape2.y;
    let out = dims.output();
    let gradient = &mut work.gradient;

    // Vectors for arcs and relations.
    let width = dims.mlp();
    let mut mlp = vec![0f32; n * width];
    let mlp_weights = layout.mlp.of(dense);
    gemm(n, width, out, View::rows(y, out), View::rows(mlp_weights, width), &mut mlp, width, false);
    on_best(|| {
        add_bias(&mut mlp, layout.mlp_bias.of(dense));
        leaky_relu(&mut mlp);
    });
    let mlp_mask = sentence_mask(&lengths, width, dropout.mlp, random);
    // Signs survive the mask only where the mask is not zero, which is where they matter.
    multiply(&mut mlp, &mlp_mask);
    let mut d_mlp = vec![0f32; n * width];

    let scored = Scored { dims, layout, dense, mlp: &mlp, n, scale };
    work.loss.arc = scored.arcs(examples, shard, &mut d_mlp, gradient);
    work.loss.relation = scored.relations(examples, shard, &mut d_mlp, gradient);

    // Back through dropout and leaky ReLU.
    on_best(|| {
        for ((d, m), k) in d_mlp.iter_mut().zip(&mlp).zip(&mlp_mask) {
            *d *= if *m >= 0.0 { *k } else { 0.1 * *k };
        }
    });
    let mut dy = vec![0f32; n * out];
    let d_rows = View::rows(&d_mlp, width);
    gemm(n, out, width, d_rows, View::transposed(mlp_weights, width), &mut dy, out, false);
    let target = layout.mlp.of_mut(gradient);
    gemm(out, width, n, View::transposed(y, out), d_rows, target, width, true);
    add_rows(layout.mlp_bias.of_mut(gradient), &d_mlp);

    work.loss.tag = tags(dims, layout, dense, y, n, scale, examples, shard, &mut dy, gradient);

    multiply(&mut dy, &mask2);
    let mut dy1 = Vec::new();
    let l2 = &layout.layers[1];
    lstm::backward(&tape1.y, dense, l2, shapes[1], &steps, tape2, &dy, &mut dy1, gradient);
    multiply(&mut dy1, &mask1);
    let (l1, dx) = (&layout.layers[0], &mut work.d_input);
    lstm::backward(&x, dense, l1, shapes[0], &steps, tape1, &dy1, dx, gradient);
    multiply(dx, &x_mask);
}

/// Input rows and their dropout mask; `words` gets the words as read.
fn embed(
    dims: &Dims,
    weights: &Weights,
    examples: &[Example],
    shard: &[usize],
    dropout: Dropout,
    random: &mut Random,
    words: &mut Vec<u32>,
) -> (Vec<f32>, Vec<f32>) {
    let [(_, word), (_, ngram), (_, tag), (_, shape)] = dims.tables();
    let lengths: Vec<usize> = shard.iter().map(|s| examples[*s].heads.len()).collect();
    let n: usize = lengths.iter().sum();
    let mut x = vec![0f32; n * dims.input()];
    let mut mask = vec![1f32; n * dims.input()];
    random.mask(&mut mask, dropout.input);
    words.clear();
    let mut rows = x.chunks_exact_mut(dims.input());
    let mut masks = mask.chunks_exact_mut(dims.input());
    for s in shard {
        let e = &examples[*s];
        for i in 0..e.heads.len() {
            let (Some(row), Some(mask)) = (rows.next(), masks.next()) else { break };
            let hidden = random.unit() < e.hide[i] * dropout.words;
            let number = if hidden { 0 } else { e.input.words[i] };
            words.push(number);
            row[..word].copy_from_slice(&weights.tables[0][number as usize * word..][..word]);
            let grams = e.input.grams(i);
            let weight = ngram_weight(grams.len());
            let target = &mut row[word..word + ngram];
            for bucket in grams {
                let source = &weights.tables[1][*bucket as usize * ngram..][..ngram];
                for (a, b) in target.iter_mut().zip(source) {
                    *a += b * weight;
                }
            }
            let at = word + ngram;
            let source = &weights.tables[2][usize::from(e.input.tags[i]) * tag..][..tag];
            row[at..at + tag].copy_from_slice(source);
            let source = &weights.tables[3][usize::from(e.input.shapes[i]) * shape..][..shape];
            row[at + tag..].copy_from_slice(source);
            // Now and then a whole n-gram or tag vector is missing.
            if random.unit() < 0.1 * dropout.words {
                mask[word..at].fill(0.0);
            }
            if random.unit() < 0.1 * dropout.words {
                mask[at..at + tag].fill(0.0);
            }
        }
    }
    multiply(&mut x, &mask);
    (x, mask)
}

/// A mask that is the same for all words of a sentence.
fn sentence_mask(lengths: &[usize], width: usize, p: f32, random: &mut Random) -> Vec<f32> {
    let mut mask = Vec::with_capacity(lengths.iter().sum::<usize>() * width);
    let mut row = vec![0f32; width];
    for n in lengths {
        random.mask(&mut row, p);
        (0..*n).for_each(|_| mask.extend_from_slice(&row));
    }
    mask
}

fn multiply(values: &mut [f32], mask: &[f32]) {
    on_best(|| values.iter_mut().zip(mask).for_each(|(x, m)| *x *= m));
}

/// The vectors of a shard, to score arcs and relations with.
struct Scored<'a> {
    dims: &'a Dims,
    layout: &'a Layout,
    dense: &'a [f32],
    mlp: &'a [f32],
    n: usize,
    scale: f32,
}

impl Scored<'_> {
    /// Loss of the heads; adds to the gradients of the vectors and weights.
    fn arcs(
        &self,
        examples: &[Example],
        shard: &[usize],
        d_mlp: &mut [f32],
        gradient: &mut [f32],
    ) -> f64 {
        let (l, n, arc, width) = (self.layout, self.n, self.dims.arc, self.dims.mlp());
        let weights = l.arc.of(self.dense);
        let root = l.root_arc.of(self.dense);
        let mut projected = vec![0f32; n * arc];
        let dependents = View::rows(&self.mlp[arc..], width);
        gemm(n, arc, arc, dependents, View::rows(weights, arc), &mut projected, arc, false);
        on_best(|| add_bias(&mut projected, l.arc_bias.of(self.dense)));
        let mut d_projected = vec![0f32; n * arc];
        let mut scores = Vec::new();
        let (mut loss, mut start) = (0.0, 0);
        for s in shard {
            let e = &examples[*s];
            let m = e.heads.len();
            scores.clear();
            scores.resize(m * (m + 1), 0.0);
            let rows = View::rows(&projected[start * arc..], arc);
            let heads = &self.mlp[start * width..];
            gemm(m, 1, arc, rows, View::transposed(root, arc), &mut scores, m + 1, false);
            let transposed = View::transposed(heads, width);
            gemm(m, m, arc, rows, transposed, &mut scores[1..], m + 1, false);
            loss += on_best(|| {
                let rows = scores.chunks_exact_mut(m + 1).zip(&e.heads).enumerate();
                rows.map(|(d, (row, gold))| {
                    f64::from(cross_entropy(row, usize::from(*gold), Some(d + 1), self.scale))
                })
                .sum::<f64>()
            });
            let d_scores = View::rows(&scores[1..], m + 1);
            let target = &mut d_projected[start * arc..];
            gemm(m, arc, m, d_scores, View::rows(heads, width), target, arc, true);
            let d_root = View::rows(&scores, m + 1);
            gemm(m, arc, 1, d_root, View::rows(root, arc), target, arc, true);
            let target = &mut d_mlp[start * width..];
            let transposed = View::transposed(&scores[1..], m + 1);
            gemm(m, arc, m, transposed, rows, target, width, true);
            let transposed = View::transposed(&scores, m + 1);
            let target = l.root_arc.of_mut(gradient);
            gemm(1, arc, m, transposed, rows, target, arc, true);
            start += m;
        }
        add_rows(l.arc_bias.of_mut(gradient), &d_projected);
        let rows = View::rows(&d_projected, arc);
        let transposed = View::transposed(&self.mlp[arc..], width);
        gemm(arc, arc, n, transposed, rows, l.arc.of_mut(gradient), arc, true);
        let target = &mut d_mlp[arc..];
        gemm(n, arc, arc, rows, View::transposed(weights, arc), target, width, true);
        loss
    }

    /// Loss of the relations on the gold arcs; adds to the gradients.
    fn relations(
        &self,
        examples: &[Example],
        shard: &[usize],
        d_mlp: &mut [f32],
        gradient: &mut [f32],
    ) -> f64 {
        let (l, n, label, width) = (self.layout, self.n, self.dims.label, self.dims.mlp());
        let labels = Deprel::ALL.len();
        let root = l.root_label.of(self.dense);
        let (head_at, dependent_at) = (2 * self.dims.arc, 2 * self.dims.arc + label);
        let mut golds: Vec<u8> = Vec::with_capacity(n);
        let mut heads: Vec<Option<usize>> = Vec::with_capacity(n);
        let mut start = 0;
        for s in shard {
            let e = &examples[*s];
            golds.extend(&e.relations);
            heads.extend(e.heads.iter().map(|h| Some(start + usize::from(*h).checked_sub(1)?)));
            start += e.heads.len();
        }
        let head_of = |i: usize| match heads[i] {
            Some(h) => &self.mlp[h * width + head_at..][..label],
            None => root,
        };
        let dependent_of = |i: usize| &self.mlp[i * width + dependent_at..][..label];
        let mut pairs = vec![0f32; n * 3 * label];
        for (i, row) in pairs.chunks_exact_mut(3 * label).enumerate() {
            pair(head_of(i), dependent_of(i), row);
        }
        let mut scores = vec![0f32; n * labels];
        let weights = l.relation.of(self.dense);
        let (rows, columns) = (View::rows(&pairs, 3 * label), View::rows(weights, labels));
        gemm(n, labels, 3 * label, rows, columns, &mut scores, labels, false);
        let loss = on_best(|| {
            add_bias(&mut scores, l.relation_bias.of(self.dense));
            let rows = scores.chunks_exact_mut(labels).zip(&golds);
            rows.map(|(row, gold)| {
                f64::from(cross_entropy(row, usize::from(*gold), None, self.scale))
            })
            .sum::<f64>()
        });
        add_rows(l.relation_bias.of_mut(gradient), &scores);
        let d_scores = View::rows(&scores, labels);
        let target = l.relation.of_mut(gradient);
        gemm(
            3 * label,
            labels,
            n,
            View::transposed(&pairs, 3 * label),
            d_scores,
            target,
            labels,
            true,
        );
        let mut d_pairs = vec![0f32; n * 3 * label];
        let transposed = View::transposed(weights, labels);
        gemm(n, 3 * label, labels, d_scores, transposed, &mut d_pairs, 3 * label, false);
        let mut d_root = vec![0f32; label];
        for (i, row) in d_pairs.chunks_exact(3 * label).enumerate() {
            let (head, dependent) = (head_of(i), dependent_of(i));
            let (both, rest) = row.split_at(label);
            let (d_head, d_dependent) = rest.split_at(label);
            let target = &mut d_mlp[i * width + dependent_at..][..label];
            for j in 0..label {
                target[j] += d_dependent[j] + both[j] * head[j];
            }
            let target = match heads[i] {
                Some(h) => &mut d_mlp[h * width + head_at..][..label],
                None => &mut d_root[..],
            };
            for j in 0..label {
                target[j] += d_head[j] + both[j] * dependent[j];
            }
        }
        for (g, d) in l.root_label.of_mut(gradient).iter_mut().zip(&d_root) {
            *g += d;
        }
        loss
    }
}

/// Loss of both tag sets; adds to `dy` and the gradient.
#[expect(clippy::too_many_arguments, reason = "one step of `run`")]
fn tags(
    dims: &Dims,
    layout: &Layout,
    dense: &[f32],
    y: &[f32],
    n: usize,
    scale: f32,
    examples: &[Example],
    shard: &[usize],
    dy: &mut [f32],
    gradient: &mut [f32],
) -> f64 {
    let (out, columns) = (dims.output(), dims.tags());
    let weights = layout.tag.of(dense);
    let mut scores = vec![0f32; n * columns];
    gemm(
        n,
        columns,
        out,
        View::rows(y, out),
        View::rows(weights, columns),
        &mut scores,
        columns,
        false,
    );
    let golds = shard.iter().flat_map(|s| examples[*s].xpos.iter().zip(&examples[*s].upos));
    let loss = on_best(|| {
        add_bias(&mut scores, layout.tag_bias.of(dense));
        let mut loss = 0.0;
        for (row, (x, u)) in scores.chunks_exact_mut(columns).zip(golds) {
            let (xpos, upos) = row.split_at_mut(Xpos::ALL.len());
            loss += cross_entropy(xpos, usize::from(*x), None, scale * TAG_LOSS);
            loss += cross_entropy(upos, usize::from(*u), None, scale * TAG_LOSS);
        }
        f64::from(loss)
    });
    let rows = View::rows(&scores, columns);
    gemm(n, out, columns, rows, View::transposed(weights, columns), dy, out, true);
    let target = layout.tag.of_mut(gradient);
    gemm(out, columns, n, View::transposed(y, out), rows, target, columns, true);
    add_rows(layout.tag_bias.of_mut(gradient), &scores);
    loss
}
