//! Weight matrices packed two to a word, and products of a few rows with them.
//!
//! A sentence is too short to hide the time that weights take to come out of the cache, so they
//! are kept in half the bytes: of columns j and j + 32 of a block of 64 the first is rounded to
//! 16 bits (bfloat16) in the low half of a word; the second is the whole word read as f32, its
//! high half chosen such that this comes nearest. Weights saved in 8 bits lose nothing by it
//! that can be measured.

use pulp::Simd;

use super::kernels::on_best;

/// Columns that are worked on together.
pub const BLOCK: usize = 64;
/// Words that a block's row takes.
const WORDS: usize = BLOCK / 2;

/// A matrix of weights with the bias that belongs to it.
#[derive(Clone, Debug, Default)]
pub struct Packed {
    /// Block by block, row by row.
    words: Vec<u32>,
    /// As many as columns, filled up to whole blocks.
    bias: Vec<f32>,
    rows: usize,
    columns: usize,
}

impl Packed {
    /// Packs a row-major matrix; without a bias, `bias` is empty.
    pub fn new(matrix: &[f32], columns: usize, bias: &[f32]) -> Packed {
        let rows = matrix.len() / columns;
        let blocks = columns.div_ceil(BLOCK);
        let mut words = vec![0u32; blocks * rows * WORDS];
        on_best(|| {
            for (block, words) in words.chunks_exact_mut((rows * WORDS).max(1)).enumerate() {
                let at = block * BLOCK..columns.min((block + 1) * BLOCK);
                for (row, words) in matrix.chunks_exact(columns).zip(words.chunks_exact_mut(WORDS))
                {
                    let mut padded = [0f32; BLOCK];
                    padded[..at.len()].copy_from_slice(&row[at.clone()]);
                    let (low, high) = padded.split_at(WORDS);
                    for ((word, l), h) in words.iter_mut().zip(low).zip(high) {
                        *word = pack(*l, *h);
                    }
                }
            }
        });
        let mut padded = bias.to_vec();
        padded.resize(blocks * BLOCK, 0.0);
        Packed { words, bias: padded, rows, columns }
    }

    /// `out = x · matrix + bias` for `n` rows of `x`, `stride` apart; `out` is dense.
    pub fn multiply(&self, x: &[f32], stride: usize, n: usize, out: &mut Vec<f32>) {
        out.resize(n * self.columns, 0.0);
        if n > 0 {
            assert!((n - 1) * stride + self.rows <= x.len(), "input outside its slice");
            pulp::Arch::new().dispatch(Product { matrix: self, x, stride, n, out });
        }
    }

    /// The words of each block.
    pub fn blocks(&self) -> std::slice::ChunksExact<'_, u32> {
        self.words.chunks_exact(self.rows * WORDS)
    }
}

/// Two weights in one word.
#[inline(always)]
fn pack(low: f32, high: f32) -> u32 {
    // Rounds to the nearest; weights are far from the largest f32, so nothing overflows.
    let low = low.to_bits().wrapping_add(0x8000) >> 16;
    // A high half of zero would make the word subnormal, on which processors are slow.
    const TINY: u32 = 0x2000_0000;
    // The low half adds up to one unit to the amount, half a unit is the bound to round at.
    let amount = high.to_bits() & 0x7fff_ffff;
    let half = amount.saturating_sub(low).wrapping_add(0x8000) & 0xffff_0000;
    let half = if high.abs() < 1e-15 { TINY } else { half };
    (high.to_bits() & 0x8000_0000) | half | low
}

struct Product<'a> {
    matrix: &'a Packed,
    x: &'a [f32],
    stride: usize,
    n: usize,
    out: &'a mut [f32],
}

impl pulp::WithSimd for Product<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        // Vectors of words in a block; how many rows fit the registers beside them.
        match S::as_simd_u32s(&[0; WORDS]).0.len() {
            2 => self.blocks::<S, 2, 6>(simd),
            4 => self.blocks::<S, 4, 3>(simd),
            8 => self.blocks::<S, 8, 2>(simd),
            _ => self.scalar(),
        }
    }
}

impl Product<'_> {
    /// `H` vectors of words to a block, `R` rows at a time.
    #[inline(always)]
    fn blocks<S: Simd, const H: usize, const R: usize>(self, simd: S) {
        let m = self.matrix;
        for (b, words) in m.blocks().enumerate() {
            let bias = &m.bias[b * BLOCK..(b + 1) * BLOCK];
            let columns = (m.columns - b * BLOCK).min(BLOCK);
            let mut row = 0;
            while row < self.n {
                let rows = (self.n - row).min(R);
                let input: [&[f32]; R] = std::array::from_fn(|r| {
                    // Rows beyond the last repeat it; their result is thrown away.
                    let at = (row + r).min(self.n - 1) * self.stride;
                    &self.x[at..at + m.rows]
                });
                for pair in 0..H / 2 {
                    let sums = tile::<S, H, R>(simd, &input, words, bias, pair);
                    for (r, sums) in sums.iter().enumerate().take(rows) {
                        let out = &mut self.out[(row + r) * m.columns + b * BLOCK..][..columns];
                        store::<S, H>(out, sums, pair);
                    }
                }
                row += rows;
            }
        }
    }

    #[inline(always)]
    fn scalar(self) {
        let m = self.matrix;
        for (b, words) in m.blocks().enumerate() {
            let columns = (m.columns - b * BLOCK).min(BLOCK);
            for i in 0..self.n {
                let mut sums = [0f32; BLOCK];
                sums.copy_from_slice(&m.bias[b * BLOCK..(b + 1) * BLOCK]);
                let x = &self.x[i * self.stride..][..m.rows];
                accumulate_scalar(x, words, &mut sums);
                self.out[i * m.columns + b * BLOCK..][..columns].copy_from_slice(&sums[..columns]);
            }
        }
    }
}

/// Sums of `R` rows for the vectors of words 2·pair and 2·pair + 1: low, low, high, high.
#[inline(always)]
fn tile<S: Simd, const H: usize, const R: usize>(
    simd: S,
    input: &[&[f32]; R],
    words: &[u32],
    bias: &[f32],
    pair: usize,
) -> [[S::f32s; 4]; R] {
    let (bias, _) = S::as_simd_f32s(bias);
    let at = 2 * pair;
    let start = [bias[at], bias[at + 1], bias[H + at], bias[H + at + 1]];
    let mut sums = [start; R];
    let sixteen = simd.splat_u32s(16);
    for (k, row) in words.chunks_exact(WORDS).enumerate() {
        let (row, _) = S::as_simd_u32s(row);
        let (first, second) = (row[at], row[at + 1]);
        let weights = [
            simd.transmute_f32s_u32s(simd.wrapping_dyn_shl_u32s(first, sixteen)),
            simd.transmute_f32s_u32s(simd.wrapping_dyn_shl_u32s(second, sixteen)),
            simd.transmute_f32s_u32s(first),
            simd.transmute_f32s_u32s(second),
        ];
        for r in 0..R {
            let x = simd.splat_f32s(input[r][k]);
            for v in 0..4 {
                sums[r][v] = simd.mul_add_e_f32s(x, weights[v], sums[r][v]);
            }
        }
    }
    sums
}

/// Writes what [`tile`] computed, as far as there are columns.
#[inline(always)]
fn store<S: Simd, const H: usize>(out: &mut [f32], sums: &[S::f32s; 4], pair: usize) {
    let lanes = WORDS / H;
    let places = [2 * pair, 2 * pair + 1, H + 2 * pair, H + 2 * pair + 1];
    if out.len() == BLOCK {
        let (vectors, _) = S::as_mut_simd_f32s(out);
        for (place, sum) in places.into_iter().zip(sums) {
            vectors[place] = *sum;
        }
        return;
    }
    let mut block = [0f32; BLOCK];
    let (vectors, _) = S::as_mut_simd_f32s(&mut block);
    for (place, sum) in places.into_iter().zip(sums) {
        vectors[place] = *sum;
    }
    for place in places {
        let end = ((place + 1) * lanes).min(out.len());
        if place * lanes < end {
            out[place * lanes..end].copy_from_slice(&block[place * lanes..end]);
        }
    }
}

/// `block += state · words` for one row, `words` being one block of a matrix.
#[inline(always)]
pub fn accumulate<S: Simd>(simd: S, state: &[f32], words: &[u32], block: &mut [f32]) {
    let (lanes, _) = S::as_mut_simd_f32s(block);
    match lanes.len() {
        4 => accumulate_lanes::<S, 2>(simd, state, words, lanes),
        8 => accumulate_lanes::<S, 4>(simd, state, words, lanes),
        16 => accumulate_lanes::<S, 8>(simd, state, words, lanes),
        _ => accumulate_scalar(state, words, block),
    }
}

/// `H` is the number of vectors in half a block.
#[inline(always)]
fn accumulate_lanes<S: Simd, const H: usize>(
    simd: S,
    state: &[f32],
    words: &[u32],
    lanes: &mut [S::f32s],
) {
    let sixteen = simd.splat_u32s(16);
    let (first, second) = lanes.split_at_mut(H);
    let mut low: [S::f32s; H] = [simd.splat_f32s(0.0); H];
    let mut high: [S::f32s; H] = [simd.splat_f32s(0.0); H];
    for (s, row) in state.iter().zip(words.chunks_exact(WORDS)) {
        let (row, _) = S::as_simd_u32s(row);
        let s = simd.splat_f32s(*s);
        for l in 0..H {
            let shifted = simd.wrapping_dyn_shl_u32s(row[l], sixteen);
            low[l] = simd.mul_add_e_f32s(s, simd.transmute_f32s_u32s(shifted), low[l]);
            high[l] = simd.mul_add_e_f32s(s, simd.transmute_f32s_u32s(row[l]), high[l]);
        }
    }
    for l in 0..H {
        first[l] = simd.add_f32s(first[l], low[l]);
        second[l] = simd.add_f32s(second[l], high[l]);
    }
}

#[inline(always)]
fn accumulate_scalar(state: &[f32], words: &[u32], block: &mut [f32]) {
    let (first, second) = block.split_at_mut(WORDS);
    for (s, row) in state.iter().zip(words.chunks_exact(WORDS)) {
        for ((a, b), word) in first.iter_mut().zip(second.iter_mut()).zip(row) {
            *a += s * f32::from_bits(word << 16);
            *b += s * f32::from_bits(*word);
        }
    }
}
