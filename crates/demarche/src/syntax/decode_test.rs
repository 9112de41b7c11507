//! Decoding: always a tree with one root, and the best one.

use super::decode::{heads, is_tree};
use super::form::Hash;

/// Numbers in [0, 1) that depend on `seed` only.
fn noise(seed: u64, count: usize) -> Vec<f32> {
    let unit = |i: usize| {
        let mut h = Hash::new(seed);
        h.push(i as u64);
        (h.finish() >> 40) as f32 / (1u64 << 24) as f32
    };
    (0..count).map(unit).collect()
}

fn total(scores: &[f32], heads: &[u16]) -> f32 {
    let width = heads.len() + 1;
    heads.iter().enumerate().map(|(d, h)| scores[d * width + usize::from(*h)]).sum()
}

/// The best total over all assignments of heads that are trees.
fn best_total(scores: &[f32], n: usize) -> f32 {
    let mut heads = vec![0u16; n];
    let mut best = f32::NEG_INFINITY;
    loop {
        if is_tree(&heads) {
            best = best.max(total(scores, &heads));
        }
        let Some(i) = heads.iter().position(|h| usize::from(*h) < n) else { return best };
        heads[i] += 1;
        heads[..i].fill(0);
    }
}

#[test]
fn the_best_tree_is_found() {
    for seed in 0..400 {
        let n = 2 + seed as usize % 4;
        let scores = noise(seed, n * (n + 1));
        let found = heads(&scores, n);
        assert!(is_tree(&found), "{found:?}");
        let best = best_total(&scores, n);
        assert!((total(&scores, &found) - best).abs() < 1e-4, "seed {seed}: {found:?}");
    }
}

#[test]
fn long_noise_gives_a_tree() {
    for (seed, n) in [(1, 1), (2, 50), (3, 199), (4, 200)] {
        assert!(is_tree(&heads(&noise(seed, n * (n + 1)), n)));
    }
}

#[test]
fn nonsense_scores_give_a_tree() {
    for value in [0.0, f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        for n in [1, 2, 7] {
            let found = heads(&vec![value; n * (n + 1)], n);
            assert!(is_tree(&found), "{value} {found:?}");
        }
    }
}

#[test]
fn a_word_is_not_its_own_head_nor_part_of_a_ring() {
    assert!(is_tree(&[0]));
    assert!(is_tree(&[2, 0, 2]));
    assert!(!is_tree(&[1]));
    assert!(!is_tree(&[2, 1, 0]));
    assert!(!is_tree(&[0, 0]));
}
