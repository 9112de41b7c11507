//! Puts sentences of like length together.

use super::examples::Example;
use super::random::Random;

/// Shards that a batch is computed in, each with its own gradient; summed in this order, so the
/// number of threads changes nothing.
pub const SHARDS: usize = 2;

/// Sentence numbers of each shard of one batch.
pub type Batch = [Vec<usize>; SHARDS];

/// One pass over all examples in batches of about `tokens` tokens, in random order.
pub fn batches(examples: &[Example], tokens: usize, random: &mut Random) -> Vec<Batch> {
    let jitter = |e: &Example, r: &mut Random| e.heads.len() as f32 * (0.9 + 0.2 * r.unit());
    let mut order: Vec<(f32, usize)> =
        examples.iter().enumerate().map(|(i, e)| (jitter(e, random), i)).collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut batches: Vec<Batch> = Vec::new();
    let mut batch = Batch::default();
    let (mut shard, mut filled) = (0, 0);
    for (_, i) in order {
        batch[shard].push(i);
        filled += examples[i].heads.len();
        if filled >= tokens / SHARDS {
            (shard, filled) = (shard + 1, 0);
            if shard == SHARDS {
                batches.push(std::mem::take(&mut batch));
                shard = 0;
            }
        }
    }
    if !batch[0].is_empty() {
        batches.push(batch);
    }
    random.shuffle(&mut batches);
    // Longest sentences first within a shard: the LSTM steps then work on leading rows only.
    for list in batches.iter_mut().flatten() {
        list.sort_by_key(|i| (std::cmp::Reverse(examples[*i].heads.len()), *i));
    }
    batches
}
