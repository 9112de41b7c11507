//! The network that tags and parses: two bidirectional LSTM layers, biaffine arc scores.
//!
//! This is the computing form, for one sentence at a time; the saved form is
//! [`crate::model::SyntaxModel`], and `train` holds the batched form with gradients.

use super::form::Form;
use super::gemm::{View, gemm};
use super::kernels::{self, LstmPass, block_columns, on_best};
use super::tags::{Deprel, Upos, Xpos};
use crate::model::quantise::Rows;
use crate::model::{Dims, Layout};

/// What the network reads of a sentence.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// Vocabulary numbers, 0 for unknown words.
    pub words: Vec<u32>,
    /// n-gram buckets of all words.
    pub ngrams: Vec<u32>,
    /// First n-gram of each word, and the end of the last.
    pub starts: Vec<u32>,
    /// Guessed Penn tags.
    pub tags: Vec<u8>,
    /// Shape and casing of each word.
    pub shapes: Vec<u16>,
}

impl Input {
    /// An input without the guessed tags.
    pub fn new(forms: &[Form], words: Vec<u32>, casing: super::form::Casing) -> Input {
        let mut input = Input { words, starts: vec![0], ..Input::default() };
        for form in forms {
            super::form::ngrams(&form.lower, &mut input.ngrams);
            input.starts.push(input.ngrams.len() as u32);
            let shape = usize::from(form.shape) + casing as usize * super::form::SHAPES;
            input.shapes.push(shape as u16);
        }
        input
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// n-gram buckets of word `i`.
    pub fn grams(&self, i: usize) -> &[u32] {
        &self.ngrams[self.starts[i] as usize..self.starts[i + 1] as usize]
    }
}

/// Weight of each n-gram of a word with `count` of them.
pub fn ngram_weight(count: usize) -> f32 {
    1.0 / (count.max(1) as f32).sqrt()
}

/// Scores for one sentence of n words.
#[derive(Clone, Debug, Default)]
pub struct Scores {
    /// n × (n + 1): score of head h (0 the root) for word d.
    pub arcs: Vec<f32>,
    /// n × (Penn tags + universal tags).
    pub tags: Vec<f32>,
}

/// Buffers reused from sentence to sentence.
#[derive(Default)]
pub struct Workspace {
    x: Vec<f32>,
    gates: Vec<f32>,
    y1: Vec<f32>,
    y2: Vec<f32>,
    mlp: Vec<f32>,
    projected: Vec<f32>,
    pairs: Vec<f32>,
    /// Result of [`Network::score_relations`], n × relations.
    pub relations: Vec<f32>,
    state: Vec<f32>,
    /// Result of [`Network::score`].
    pub scores: Scores,
}

/// The network ready to compute.
pub struct Network {
    dims: Dims,
    layout: Layout,
    dense: Vec<f32>,
    tables: [Rows; 4],
    /// Recurrent matrices in column blocks: layer, direction.
    recurrent: [[Vec<u32>; 2]; 2],
}

impl Network {
    /// Arranges saved weights for computing.
    pub fn new(dims: Dims, dense: Vec<f32>, tables: [Rows; 4]) -> Network {
        let layout = Layout::new(&dims);
        let recurrent = [0, 1].map(|l| {
            [0, 1].map(|d| {
                let part = &layout.layers[l].recurrent[d];
                block_columns(part.of(&dense), part.width)
            })
        });
        Network { dims, layout, dense, tables, recurrent }
    }

    /// Computes arc and tag scores into `ws.scores`.
    pub fn score(&self, input: &Input, ws: &mut Workspace) {
        let (d, n) = (&self.dims, input.len());
        self.embed(input, &mut ws.x);
        let Workspace { x, gates, y1, y2, state, .. } = ws;
        self.layer(0, n, x, d.input(), gates, y1, state);
        self.layer(1, n, y1, d.output(), gates, y2, state);
        let dense = &self.dense;
        let (mlp, tags) = (&mut ws.mlp, &mut ws.scores.tags);
        let l = &self.layout;
        product(y2, d.output(), n, l.mlp.of(dense), l.mlp_bias.of(dense), mlp);
        on_best(|| kernels::leaky_relu(mlp));
        product(y2, d.output(), n, l.tag.of(dense), l.tag_bias.of(dense), tags);
        // Arcs: (dependent · W + prior) · headᵀ, the root as head 0.
        let width = d.mlp();
        resize(&mut ws.projected, n * d.arc);
        fill_bias(&mut ws.projected, l.arc_bias.of(dense));
        let dependents = View::rows(&mlp[d.arc..], width);
        let weights = View::rows(l.arc.of(dense), d.arc);
        gemm(n, d.arc, d.arc, dependents, weights, &mut ws.projected, d.arc, true);
        let arcs = &mut ws.scores.arcs;
        resize(arcs, n * (n + 1));
        let projected = View::rows(&ws.projected, d.arc);
        gemm(
            n,
            1,
            d.arc,
            projected,
            View::transposed(l.root_arc.of(dense), d.arc),
            arcs,
            n + 1,
            false,
        );
        let heads = View::transposed(mlp, width);
        gemm(n, n, d.arc, projected, heads, &mut arcs[1..], n + 1, false);
    }

    /// Relations for given heads (0 the root); call right after [`Self::score`].
    pub fn relations(&self, heads: &[u16], ws: &mut Workspace) -> Vec<Deprel> {
        self.score_relations(heads, ws);
        let rows = ws.relations.chunks_exact(Deprel::ALL.len());
        rows.zip(heads)
            .map(|(row, head)| {
                // The root relation belongs to the root arc and to no other.
                let root = Deprel::Root.index();
                let best = (0..row.len())
                    .filter(|k| *k != root)
                    .fold(usize::from(root == 0), |b, k| if row[k] > row[b] { k } else { b });
                if *head == 0 { Deprel::Root } else { Deprel::ALL[best] }
            })
            .collect()
    }

    /// Scores every relation of every word to its head into `ws.relations`.
    pub fn score_relations(&self, heads: &[u16], ws: &mut Workspace) {
        let (d, l, dense) = (&self.dims, &self.layout, &self.dense);
        let n = heads.len();
        resize(&mut ws.pairs, n * 3 * d.label);
        let (mlp, pairs) = (&ws.mlp, &mut ws.pairs);
        on_best(|| {
            for (i, row) in pairs.chunks_exact_mut(3 * d.label).enumerate() {
                let head = match heads[i] {
                    0 => l.root_label.of(dense),
                    h => &mlp[(usize::from(h) - 1) * d.mlp() + 2 * d.arc..][..d.label],
                };
                let dependent = &mlp[i * d.mlp() + 2 * d.arc + d.label..][..d.label];
                pair(head, dependent, row);
            }
        });
        product(
            pairs,
            3 * d.label,
            n,
            l.relation.of(dense),
            l.relation_bias.of(dense),
            &mut ws.relations,
        );
    }

    /// The most probable Penn and universal tags that occur together, from `ws.scores`.
    pub fn tags(&self, i: usize, masks: &[u32], scores: &Scores) -> (Xpos, Upos) {
        let row = &scores.tags[i * self.dims.tags()..][..self.dims.tags()];
        let (xpos, upos) = row.split_at(Xpos::ALL.len());
        let x = super::tagger::best(xpos);
        let allowed = |k: &usize| masks[x] == 0 || masks[x] & (1 << k) != 0;
        let u = (0..upos.len()).filter(allowed).fold(None, |b: Option<usize>, k| match b {
            Some(b) if upos[b] >= upos[k] => Some(b),
            _ => Some(k),
        });
        (Xpos::ALL[x], Upos::ALL[u.unwrap_or(0)])
    }

    /// One row of word, n-gram, tag and shape embeddings for each word.
    fn embed(&self, input: &Input, x: &mut Vec<f32>) {
        let [(_, word), (_, ngram), (_, tag), _] = self.dims.tables();
        let tables = &self.tables;
        resize(x, input.len() * self.dims.input());
        on_best(|| {
            for (i, row) in x.chunks_exact_mut(self.dims.input()).enumerate() {
                row.fill(0.0);
                let (w, row) = row.split_at_mut(word);
                let (g, row) = row.split_at_mut(ngram);
                let (t, s) = row.split_at_mut(tag);
                tables[0].add(input.words[i] as usize, 1.0, w);
                let grams = input.grams(i);
                let weight = ngram_weight(grams.len());
                for bucket in grams {
                    tables[1].add(*bucket as usize, weight, g);
                }
                tables[2].add(usize::from(input.tags[i]), 1.0, t);
                tables[3].add(usize::from(input.shapes[i]), 1.0, s);
            }
        });
    }

    #[expect(clippy::too_many_arguments, reason = "buffers of one workspace")]
    fn layer(
        &self,
        l: usize,
        n: usize,
        x: &[f32],
        width: usize,
        gates: &mut Vec<f32>,
        y: &mut Vec<f32>,
        state: &mut Vec<f32>,
    ) {
        let (d, dense) = (&self.dims, &self.dense);
        let parts = &self.layout.layers[l];
        product(x, width, n, parts.input.of(dense), parts.bias.of(dense), gates);
        resize(y, n * d.output());
        resize(state, 2 * d.hidden);
        for backward in [false, true] {
            let side = usize::from(backward);
            pulp::Arch::new().dispatch(LstmPass {
                gates,
                stride: d.gates(),
                offset: side * 4 * d.hidden,
                recurrent: &self.recurrent[l][side],
                out: y,
                out_stride: d.output(),
                out_offset: side * d.hidden,
                hidden: d.hidden,
                length: n,
                backward,
                state,
            });
        }
    }
}

/// head∘dependent, head, dependent.
#[inline(always)]
pub fn pair(head: &[f32], dependent: &[f32], row: &mut [f32]) {
    let n = head.len();
    let (both, rest) = row.split_at_mut(n);
    let (h, d) = rest.split_at_mut(n);
    for j in 0..n {
        both[j] = head[j] * dependent[j];
    }
    h.copy_from_slice(head);
    d.copy_from_slice(dependent);
}

/// `out = x · weights + bias` for `n` rows of `width`.
fn product(x: &[f32], width: usize, n: usize, weights: &[f32], bias: &[f32], out: &mut Vec<f32>) {
    let columns = bias.len();
    resize(out, n * columns);
    fill_bias(out, bias);
    let (x, weights) = (View::rows(x, width), View::rows(weights, columns));
    gemm(n, columns, width, x, weights, out, columns, true);
}

/// Makes every row a copy of `bias`.
fn fill_bias(rows: &mut [f32], bias: &[f32]) {
    rows.chunks_exact_mut(bias.len()).for_each(|row| row.copy_from_slice(bias));
}

/// Gives `buffer` the length, whatever it holds.
fn resize(buffer: &mut Vec<f32>, length: usize) {
    if buffer.len() < length {
        buffer.resize(length, 0.0);
    } else {
        buffer.truncate(length);
    }
}
