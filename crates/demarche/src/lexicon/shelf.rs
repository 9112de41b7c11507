//! Values that are made when they are first asked for, and kept.

use std::sync::OnceLock;

/// A row of places for values; any number of threads may ask for them.
#[derive(Debug)]
pub struct Shelf<T>(Box<[OnceLock<Box<T>>]>);

impl<T> Shelf<T> {
    /// A shelf with `len` empty places.
    pub fn new(len: usize) -> Shelf<T> {
        Shelf((0..len).map(|_| OnceLock::new()).collect())
    }

    /// The value at `index`, made by `make` unless it is there.
    pub fn get(&self, index: usize, make: impl FnOnce() -> T) -> &T {
        self.0[index].get_or_init(|| Box::new(make()))
    }

    /// How many places there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}
