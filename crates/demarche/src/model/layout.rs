//! Sizes of the parser's network and where each weight matrix lies.

use std::ops::Range;

use crate::syntax::form::{CASINGS, NGRAM_BUCKETS, SHAPES};
use crate::syntax::tags::{Deprel, Upos, Xpos};

/// Sizes of the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dims {
    /// Words in the vocabulary; word 0 is the unknown word.
    pub vocabulary: usize,
    /// Width of a word embedding.
    pub word: usize,
    /// Width of an n-gram embedding.
    pub ngram: usize,
    /// Width of the embedding of the predicted Penn tag.
    pub tag: usize,
    /// Width of the embedding of the word shape.
    pub shape: usize,
    /// State of one LSTM direction.
    pub hidden: usize,
    /// Width of the vectors that arcs are scored with.
    pub arc: usize,
    /// Width of the vectors that relations are scored with.
    pub label: usize,
}

impl Dims {
    /// The sizes in use, for a vocabulary of `vocabulary` words.
    pub fn standard(vocabulary: usize) -> Dims {
        let (word, ngram, tag, shape) = (100, 64, 32, 16);
        Dims { vocabulary, word, ngram, tag, shape, hidden: 128, arc: 160, label: 128 }
    }

    /// Width of the input of the first layer.
    pub fn input(&self) -> usize {
        self.word + self.ngram + self.tag + self.shape
    }

    /// Width of the output of a layer, both directions.
    pub fn output(&self) -> usize {
        2 * self.hidden
    }

    /// Width of the gates of both directions.
    pub fn gates(&self) -> usize {
        8 * self.hidden
    }

    /// Width of the four vectors arc-head, arc-dependent, label-head, label-dependent.
    pub fn mlp(&self) -> usize {
        2 * self.arc + 2 * self.label
    }

    /// Penn and universal tags together.
    pub fn tags(&self) -> usize {
        Xpos::ALL.len() + Upos::ALL.len()
    }

    /// Rows and width of the four embedding tables: words, n-grams, tags, shapes.
    pub fn tables(&self) -> [(usize, usize); 4] {
        [
            (self.vocabulary, self.word),
            (NGRAM_BUCKETS, self.ngram),
            (Xpos::ALL.len(), self.tag),
            (SHAPES * CASINGS, self.shape),
        ]
    }

    /// As numbers for the model file.
    pub fn to_numbers(&self) -> [u32; 8] {
        [
            self.vocabulary,
            self.word,
            self.ngram,
            self.tag,
            self.shape,
            self.hidden,
            self.arc,
            self.label,
        ]
        .map(|n| n as u32)
    }

    /// Back from the numbers of [`Self::to_numbers`].
    pub fn from_numbers(n: [u32; 8]) -> Dims {
        let [vocabulary, word, ngram, tag, shape, hidden, arc, label] = n.map(|n| n as usize);
        Dims { vocabulary, word, ngram, tag, shape, hidden, arc, label }
    }
}

/// One weight matrix inside [`Weights::dense`].
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// Where it lies.
    pub range: Range<usize>,
    /// Width of a row; a bias is one row.
    pub width: usize,
}

impl Part {
    /// Its weights.
    pub fn of<'a>(&self, dense: &'a [f32]) -> &'a [f32] {
        &dense[self.range.clone()]
    }

    /// Its weights, to write.
    pub fn of_mut<'a>(&self, dense: &'a mut [f32]) -> &'a mut [f32] {
        &mut dense[self.range.clone()]
    }
}

/// One bidirectional layer: input weights of both directions side by side, recurrent weights.
#[derive(Clone, Debug, Default)]
pub struct LayerParts {
    /// input × gates of both directions.
    pub input: Part,
    /// Gates of both directions.
    pub bias: Part,
    /// hidden × (4 · hidden), forward and backward.
    pub recurrent: [Part; 2],
}

/// Where every dense matrix lies.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// The two LSTM layers.
    pub layers: [LayerParts; 2],
    /// output × mlp.
    pub mlp: Part,
    /// mlp.
    pub mlp_bias: Part,
    /// arc × arc: dependent to head.
    pub arc: Part,
    /// arc: prior of a head.
    pub arc_bias: Part,
    /// arc: the root as a head.
    pub root_arc: Part,
    /// label: the root as a head.
    pub root_label: Part,
    /// (3 · label) × relations, over head∘dependent, head, dependent.
    pub relation: Part,
    /// relations.
    pub relation_bias: Part,
    /// output × (Penn tags + universal tags).
    pub tag: Part,
    /// Penn tags + universal tags.
    pub tag_bias: Part,
    /// Number of dense weights.
    pub total: usize,
}

impl Layout {
    /// The layout for networks of size `d`.
    pub fn new(d: &Dims) -> Layout {
        let mut total = 0;
        let mut part = |rows: usize, width: usize| {
            let start = total;
            total += rows * width;
            Part { range: start..total, width }
        };
        let mut layer = |input: usize| LayerParts {
            input: part(input, d.gates()),
            bias: part(1, d.gates()),
            recurrent: [part(d.hidden, 4 * d.hidden), part(d.hidden, 4 * d.hidden)],
        };
        let layers = [layer(d.input()), layer(d.output())];
        let relations = Deprel::ALL.len();
        let mut layout = Layout {
            layers,
            mlp: part(d.output(), d.mlp()),
            mlp_bias: part(1, d.mlp()),
            arc: part(d.arc, d.arc),
            arc_bias: part(1, d.arc),
            root_arc: part(1, d.arc),
            root_label: part(1, d.label),
            relation: part(3 * d.label, relations),
            relation_bias: part(1, relations),
            tag: part(d.output(), d.tags()),
            tag_bias: part(1, d.tags()),
            total: 0,
        };
        layout.total = total;
        layout
    }

    /// Every part in order.
    pub fn parts(&self) -> Vec<&Part> {
        let mut parts = Vec::new();
        for layer in &self.layers {
            parts.extend([&layer.input, &layer.bias, &layer.recurrent[0], &layer.recurrent[1]]);
        }
        parts.extend([&self.mlp, &self.mlp_bias, &self.arc, &self.arc_bias, &self.root_arc]);
        parts.extend([&self.root_label, &self.relation, &self.relation_bias]);
        parts.extend([&self.tag, &self.tag_bias]);
        parts
    }
}

/// All weights of the network in full precision.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    /// The matrices, laid out by [`Layout`].
    pub dense: Vec<f32>,
    /// Embedding tables: words, n-grams, tags, shapes.
    pub tables: [Vec<f32>; 4],
}

impl Weights {
    /// Adds `other`, weight by weight.
    pub fn add(&mut self, other: &Weights) {
        let pairs = self.blocks_mut().into_iter().zip(other.blocks());
        for (x, y) in pairs.flat_map(|(a, b)| a.iter_mut().zip(b)) {
            *x += y;
        }
    }

    /// Multiplies every weight by `factor`.
    pub fn scale(&mut self, factor: f32) {
        self.blocks_mut().into_iter().flatten().for_each(|x| *x *= factor);
    }

    fn blocks(&self) -> [&Vec<f32>; 5] {
        let [a, b, c, d] = &self.tables;
        [&self.dense, a, b, c, d]
    }

    fn blocks_mut(&mut self) -> [&mut Vec<f32>; 5] {
        let [a, b, c, d] = &mut self.tables;
        [&mut self.dense, a, b, c, d]
    }
}
