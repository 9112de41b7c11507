//! A trie over hashed words, as flat arrays that are used where they lie.
//!
//! [`TrieBuilder`] makes the arrays, in `build.rs` for the embedded tables and at run time
//! for overlaid ones; [`Trie`] reads them. Looking a word up touches one or two lines of the
//! cache, however many phrases there are.

use super::block::{Block, number};
use super::hash::FastMap;

/// The node that every phrase starts from.
pub const ROOT: u32 = 0;

/// Numbers that a slot of the table takes: the key's two halves, and the next node.
const SLOT: usize = 3;

/// Phrases with their values.
#[derive(Clone, Debug)]
pub struct Trie {
    /// Open-addressing table of a power of two slots; a slot whose node is 0 is free. The
    /// words themselves are not kept: among 64-bit hashes of some hundred thousand of them a
    /// clash is not to be expected.
    slots: Block,
    /// For each node its first value, and the end of the last node's.
    starts: Block,
    values: Block,
}

impl Trie {
    /// How many blocks a trie takes.
    pub const BLOCKS: usize = 3;

    /// The trie whose blocks [`TrieBuilder::finish`] made; takes them off `blocks`.
    ///
    /// # Panics
    ///
    /// When there are not enough of them: a fault of who compiled the section.
    pub fn open(blocks: &mut impl Iterator<Item = Block>) -> Trie {
        let mut next = || blocks.next().expect("a trie has three blocks");
        Trie { slots: next(), starts: next(), values: next() }
    }

    /// The node after `node` by the word with this hash.
    #[inline]
    pub fn next(&self, node: u32, word: u64) -> Option<u32> {
        let bytes = self.slots.bytes();
        let mask = bytes.len() / (4 * SLOT) - 1;
        let key = key(node, word);
        let mut at = place(key) & mask;
        loop {
            match number(bytes, at * SLOT + 2) {
                ROOT => return None,
                next => {
                    let low = u64::from(number(bytes, at * SLOT));
                    let high = u64::from(number(bytes, at * SLOT + 1));
                    if low | high << 32 == key {
                        return Some(next);
                    }
                }
            }
            at = (at + 1) & mask;
        }
    }

    /// Whether a phrase ends at `node`.
    #[inline]
    pub fn is_end(&self, node: u32) -> bool {
        self.starts.get(node as usize) != self.starts.get(node as usize + 1)
    }

    /// The values of the phrase that ends at `node`, in the order in which they were added.
    pub fn values(&self, node: u32) -> impl DoubleEndedIterator<Item = u32> + '_ {
        let (start, end) = (self.starts.get(node as usize), self.starts.get(node as usize + 1));
        self.values.range(start as usize, end as usize)
    }

    /// How many nodes there are.
    pub fn nodes(&self) -> usize {
        self.starts.len() - 1
    }
}

/// Makes a [`Trie`].
pub struct TrieBuilder {
    next: FastMap<u64, u32>,
    /// The keys in the order of the nodes they lead to, so that the arrays are always the same.
    keys: Vec<u64>,
    /// The values of each node.
    lists: Vec<Vec<u32>>,
}

impl Default for TrieBuilder {
    fn default() -> TrieBuilder {
        TrieBuilder { next: FastMap::default(), keys: Vec::new(), lists: vec![Vec::new()] }
    }
}

impl TrieBuilder {
    /// The node after `node` by the word with this hash, made unless it is there.
    pub fn step(&mut self, node: u32, word: u64) -> u32 {
        let (key, fresh) = (key(node, word), self.lists.len() as u32);
        let next = *self.next.entry(key).or_insert(fresh);
        if next == fresh {
            self.keys.push(key);
            self.lists.push(Vec::new());
        }
        next
    }

    /// The values of `node`, to add to or to sort.
    pub fn values(&mut self, node: u32) -> &mut Vec<u32> {
        &mut self.lists[node as usize]
    }

    /// The lists of values of all nodes.
    pub fn lists(&mut self) -> impl Iterator<Item = &mut Vec<u32>> {
        self.lists.iter_mut()
    }

    /// The arrays.
    pub fn finish(self) -> [Block; Trie::BLOCKS] {
        // At most half of the slots are taken: unknown words are told by their first slot.
        let capacity = (self.keys.len() * 2).next_power_of_two().max(2);
        let mut slots = vec![0u32; capacity * SLOT];
        for (key, node) in self.keys.iter().zip(1u32..) {
            let mut at = place(*key) & (capacity - 1);
            while slots[at * SLOT + 2] != ROOT {
                at = (at + 1) & (capacity - 1);
            }
            slots[at * SLOT..][..SLOT].copy_from_slice(&[*key as u32, (key >> 32) as u32, node]);
        }
        let mut starts = vec![0u32];
        for list in &self.lists {
            starts.push(starts[starts.len() - 1] + list.len() as u32);
        }
        let values = Block::numbers(self.lists.into_iter().flatten());
        [Block::numbers(slots), Block::numbers(starts), values]
    }
}

#[inline]
fn key(node: u32, word: u64) -> u64 {
    word ^ u64::from(node).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Where the search for a key begins.
#[inline]
fn place(key: u64) -> usize {
    (key.wrapping_mul(0xd6e8_feb8_6659_fd93) >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_added_and_nothing_else() {
        let mut builder = TrieBuilder::default();
        for n in 0..1000u64 {
            let node = builder.step(ROOT, n / 10 * 77);
            let node = builder.step(node, n);
            builder.values(node).extend([n as u32, 1]);
        }
        let trie = Trie::open(&mut builder.finish().into_iter());
        for n in 0..1000u64 {
            let first = trie.next(ROOT, n / 10 * 77).unwrap();
            assert!(!trie.is_end(first));
            let node = trie.next(first, n).unwrap();
            assert_eq!(trie.values(node).collect::<Vec<_>>(), [n as u32, 1]);
            assert_eq!(trie.next(first, n + 10), None);
            assert_eq!(trie.next(ROOT, n / 10 * 77 + 1), None);
        }
        let empty = Trie::open(&mut TrieBuilder::default().finish().into_iter());
        assert_eq!(empty.next(ROOT, 0), None);
    }
}
