//! A fast hash for short keys; the same on every machine, so that the image may hold it.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A fast hash for short keys; the tables are fixed, so nobody can choose keys that collide.
#[derive(Clone, Copy, Default)]
pub struct Fnv(u64);

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn write_u64(&mut self, n: u64) {
        self.0 = (self.0 ^ n).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23);
    }

    fn write_u32(&mut self, n: u32) {
        self.write_u64(u64::from(n));
    }

    fn write_u8(&mut self, n: u8) {
        self.write(&[n]);
    }
}

/// A hash map with [`Fnv`].
pub type FastMap<K, V> = HashMap<K, V, BuildHasherDefault<Fnv>>;

/// The hash of a word.
#[inline]
pub fn hash(word: &str) -> u64 {
    hash_bytes(word.bytes())
}

/// The hash of the word that `bytes` spell.
#[inline]
pub fn hash_bytes(bytes: impl Iterator<Item = u8>) -> u64 {
    let mut hasher = Fnv(0xcbf2_9ce4_8422_2325);
    bytes.for_each(|byte| hasher.write_u8(byte));
    hasher.finish()
}
