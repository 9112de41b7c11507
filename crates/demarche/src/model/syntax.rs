//! The saved form of the English syntax model: vocabulary, tagger, lemmatiser, network.

use std::panic::resume_unwind;

use super::container::{ModelError, Reader, Writer, read_strings, take_u32, write_strings};
use super::layout::{Dims, Layout};
use super::quantise::{Keep, Rows};
use crate::syntax::lemma::LemmaTable;
use crate::syntax::tagger::Tagger;
use crate::syntax::tags::{Deprel, Upos, Xpos};

/// Everything a parser of one language is made of.
pub struct SyntaxModel {
    /// Name and version.
    pub version: String,
    /// Sizes of the network.
    pub dims: Dims,
    /// Lower-case normalised words; index 0 is the unknown word and empty.
    pub words: Vec<String>,
    /// For each Penn tag the universal tags it occurs with, as bits.
    pub upos_masks: Vec<u32>,
    /// The perceptron tagger.
    pub tagger: Tagger,
    /// The lemmatiser.
    pub lemmas: LemmaTable,
    /// The network's matrices, laid out by [`Layout`].
    pub dense: Vec<f32>,
    /// Embedding tables: words, n-grams, tags, shapes.
    pub tables: [Rows; 4],
}

impl SyntaxModel {
    /// The bytes of the model file; weights are rounded to 8 bits.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer::default();
        out.chunk(b"NAME", write_strings([self.version.as_str()].into_iter()));
        let tags = [Xpos::ALL.len(), Upos::ALL.len(), Deprel::ALL.len()].map(|n| n as u32);
        let numbers = self.dims.to_numbers().into_iter().chain(tags);
        out.chunk(b"DIMS", numbers.flat_map(u32::to_le_bytes).collect());
        out.chunk(b"WORD", write_strings(self.words.iter().map(String::as_str)));
        out.chunk(b"MASK", self.upos_masks.iter().flat_map(|m| m.to_le_bytes()).collect());
        out.chunk(b"TAGR", self.tagger.to_bytes());
        out.chunk(b"LEMM", self.lemmas.to_bytes());
        let mut dense = Vec::new();
        for part in Layout::new(&self.dims).parts() {
            Rows::encode(part.of(&self.dense), part.width).write(&mut dense);
        }
        out.chunk(b"DENS", dense);
        let mut tables = Vec::new();
        self.tables.iter().for_each(|table| table.write(&mut tables));
        out.chunk(b"EMBD", tables);
        out.finish()
    }

    /// Reads a model file.
    pub fn from_bytes(bytes: &[u8]) -> Result<SyntaxModel, ModelError> {
        SyntaxModel::read(bytes, |bytes| bytes.to_vec().into())
    }

    /// Reads a model file that is part of the binary: the large tables stay where they lie.
    pub fn from_static(bytes: &'static [u8]) -> Result<SyntaxModel, ModelError> {
        SyntaxModel::read(bytes, |bytes| bytes.into())
    }

    fn read<'b>(bytes: &'b [u8], keep: Keep<'b>) -> Result<SyntaxModel, ModelError> {
        let file = Reader::new(bytes)?;
        let version = read_strings(&mut file.chunk(b"NAME")?)?.concat();
        let mut rest = file.chunk(b"DIMS")?;
        let mut numbers = [0u32; 8];
        for n in &mut numbers {
            *n = take_u32(&mut rest)?;
        }
        // Guards the multiplications below against a file made up to overflow them.
        if numbers.iter().any(|n| *n == 0 || *n > 1 << 20) {
            return Err(ModelError::Invalid(*b"DIMS"));
        }
        let dims = Dims::from_numbers(numbers);
        for n in [Xpos::ALL.len(), Upos::ALL.len(), Deprel::ALL.len()] {
            if take_u32(&mut rest)? as usize != n {
                return Err(ModelError::Invalid(*b"DIMS"));
            }
        }
        let words: Vec<String> =
            read_strings(&mut file.chunk(b"WORD")?)?.into_iter().map(str::to_owned).collect();
        if words.len() != dims.vocabulary || !dims.hidden.is_multiple_of(16) {
            return Err(ModelError::Invalid(*b"WORD"));
        }
        let mut rest = file.chunk(b"MASK")?;
        let upos_masks =
            (0..Xpos::ALL.len()).map(|_| take_u32(&mut rest)).collect::<Result<_, _>>()?;
        let (lemmas, tagger) = (file.chunk(b"LEMM")?, file.chunk(b"TAGR")?);
        // The parts take about as long as each other: loading is part of every short run.
        std::thread::scope(|scope| {
            let lemmas = scope.spawn(|| LemmaTable::from_bytes(lemmas));
            let tagger = scope.spawn(|| Tagger::from_bytes(tagger));
            let dense = read_dense(&dims, file.chunk(b"DENS")?, keep)?;
            let mut tables: [Rows; 4] = Default::default();
            let mut rest = file.chunk(b"EMBD")?;
            for (table, (rows, width)) in tables.iter_mut().zip(dims.tables()) {
                *table = Rows::read(&mut rest, rows * width, width, keep)?;
            }
            let tagger = tagger.join().unwrap_or_else(|panic| resume_unwind(panic))?;
            let lemmas = lemmas.join().unwrap_or_else(|panic| resume_unwind(panic))?;
            Ok(SyntaxModel { version, dims, words, upos_masks, tagger, lemmas, dense, tables })
        })
    }
}

fn read_dense<'b>(dims: &Dims, mut rest: &'b [u8], keep: Keep<'b>) -> Result<Vec<f32>, ModelError> {
    let layout = Layout::new(dims);
    let mut dense = Vec::with_capacity(layout.total);
    for part in layout.parts() {
        dense.extend(Rows::read(&mut rest, part.range.len(), part.width, keep)?.decode());
    }
    Ok(dense)
}
