//! The network that tags and parses: two bidirectional LSTM layers, biaffine arc scores.
//!
//! This is the computing form, for one sentence at a time; the saved form is
//! [`crate::model::SyntaxModel`], and `train` holds the batched form with gradients.

use super::form::Form;
use super::gemm::{View, gemm};
use super::kernels::{self, LstmPass, on_best};
use super::packed::Packed;
use super::tags::{Deprel, Upos, Xpos};
use crate::model::layout::{LayerParts, Part};
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

/// One bidirectional layer ready to compute.
struct Layer {
    /// Input weights and bias of both directions side by side.
    input: Packed,
    /// Recurrent weights: forward, backward.
    recurrent: [Packed; 2],
}

/// The network ready to compute.
pub struct Network {
    dims: Dims,
    tables: [Rows; 4],
    layers: [Layer; 2],
    /// The four vectors that arcs and relations are scored with.
    mlp: Packed,
    tag: Packed,
    arc: Packed,
    relation: Packed,
    root_arc: Vec<f32>,
    root_label: Vec<f32>,
}

impl Network {
    /// Arranges saved weights for computing.
    pub fn new(dims: Dims, dense: &[f32], tables: [Rows; 4]) -> Network {
        let l = Layout::new(&dims);
        let packed = |matrix: &Part, bias: &Part| {
            Packed::new(matrix.of(dense), matrix.width, bias.of(dense))
        };
        let alone = |matrix: &Part| Packed::new(matrix.of(dense), matrix.width, &[]);
        let layer = |parts: &LayerParts| Layer {
            input: packed(&parts.input, &parts.bias),
            recurrent: [alone(&parts.recurrent[0]), alone(&parts.recurrent[1])],
        };
        Network {
            layers: [layer(&l.layers[0]), layer(&l.layers[1])],
            mlp: packed(&l.mlp, &l.mlp_bias),
            tag: packed(&l.tag, &l.tag_bias),
            arc: packed(&l.arc, &l.arc_bias),
            relation: packed(&l.relation, &l.relation_bias),
            root_arc: l.root_arc.of(dense).to_vec(),
            root_label: l.root_label.of(dense).to_vec(),
            dims,
            tables,
        }
    }

    /// Computes arc and tag scores into `ws.scores`.
    pub fn score(&self, input: &Input, ws: &mut Workspace) {
        let (d, n) = (&self.dims, input.len());
        self.embed(input, &mut ws.x);
        let Workspace { x, gates, y1, y2, state, mlp, projected, scores, .. } = ws;
        self.layer(0, n, x, d.input(), gates, y1, state);
        self.layer(1, n, y1, d.output(), gates, y2, state);
        self.mlp.multiply(y2, d.output(), n, mlp);
        on_best(|| kernels::leaky_relu(mlp));
        self.tag.multiply(y2, d.output(), n, &mut scores.tags);
        // Arcs: (dependent · W + prior) · headᵀ, the root as head 0.
        self.arc.multiply(mlp.get(d.arc..).unwrap_or(&[]), d.mlp(), n, projected);
        let arcs = &mut scores.arcs;
        resize(arcs, n * (n + 1));
        let projected = View::rows(projected, d.arc);
        let root = View::transposed(&self.root_arc, d.arc);
        gemm(n, 1, d.arc, projected, root, arcs, n + 1, false);
        let heads = View::transposed(mlp, d.mlp());
        gemm(n, n, d.arc, projected, heads, arcs.get_mut(1..).unwrap_or(&mut []), n + 1, false);
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
        let (d, n) = (&self.dims, heads.len());
        resize(&mut ws.pairs, n * 3 * d.label);
        let (mlp, pairs) = (&ws.mlp, &mut ws.pairs);
        on_best(|| {
            for (i, row) in pairs.chunks_exact_mut(3 * d.label).enumerate() {
                let head = match heads[i] {
                    0 => &self.root_label[..],
                    h => &mlp[(usize::from(h) - 1) * d.mlp() + 2 * d.arc..][..d.label],
                };
                let dependent = &mlp[i * d.mlp() + 2 * d.arc + d.label..][..d.label];
                pair(head, dependent, row);
            }
        });
        self.relation.multiply(pairs, 3 * d.label, n, &mut ws.relations);
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
        let d = &self.dims;
        self.layers[l].input.multiply(x, width, n, gates);
        resize(y, n * d.output());
        resize(state, 2 * d.hidden);
        for backward in [false, true] {
            let side = usize::from(backward);
            pulp::Arch::new().dispatch(LstmPass {
                gates,
                stride: d.gates(),
                offset: side * 4 * d.hidden,
                recurrent: &self.layers[l].recurrent[side],
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

/// Gives `buffer` the length, whatever it holds.
fn resize(buffer: &mut Vec<f32>, length: usize) {
    if buffer.len() < length {
        buffer.resize(length, 0.0);
    } else {
        buffer.truncate(length);
    }
}
