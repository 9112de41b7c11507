//! A small seeded random generator: the same sequence on every machine.

/// xorshift64* generator.
#[derive(Clone)]
pub struct Random(u64);

impl Random {
    /// A generator whose sequence depends on `seed` only.
    pub fn new(seed: u64) -> Random {
        let mut state = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        Random((state ^ (state >> 31)) | 1)
    }

    /// The next 64 bits.
    #[inline]
    pub fn bits(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number in [0, 1).
    #[inline]
    pub fn unit(&mut self) -> f32 {
        (self.bits() >> 40) as f32 / (1u64 << 24) as f32
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        (self.bits() >> 11) as usize % n
    }

    /// Puts `list` in random order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, self.below(i + 1));
        }
    }

    /// Fills `mask` with 0 (probability about `p`, to 1/256) and the scale that keeps the mean.
    pub fn mask(&mut self, mask: &mut [f32], p: f32) {
        let threshold = (p * 256.0).round() as u8;
        let keep = 1.0 / (1.0 - f32::from(threshold) / 256.0);
        for chunk in mask.chunks_mut(8) {
            for (x, byte) in chunk.iter_mut().zip(self.bits().to_le_bytes()) {
                *x = if byte < threshold { 0.0 } else { keep };
            }
        }
    }
}
