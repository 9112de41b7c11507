//! Checks the hand-written gradients against finite differences.

use super::backward::{Dropout, ShardWork, run};
use super::examples::Example;
use super::random::Random;
use super::syntax::{initial_weights, tables};
use crate::model::{Dims, Layout, Weights};
use crate::syntax::form::{Casing, Form};
use crate::syntax::network::{Input, Network, Workspace};
use crate::syntax::tags::{Deprel, Upos, Xpos};

fn small() -> Dims {
    let (word, ngram, tag, shape) = (6, 5, 4, 3);
    Dims { vocabulary: 20, word, ngram, tag, shape, hidden: 16, arc: 7, label: 6 }
}

fn sentence(length: usize, random: &mut Random) -> Example {
    let forms: Vec<Form> = (0..length).map(|i| Form::new(&format!("Wo{i}rd"))).collect();
    let words = (0..length).map(|_| random.below(20) as u32).collect();
    let mut input = Input::new(&forms, words, Casing::Normal);
    let mut draw = |below: usize| (0..length).map(|_| random.below(below) as u8).collect();
    input.tags = draw(Xpos::ALL.len());
    Example {
        input,
        hide: vec![0.0; length],
        relations: draw(Deprel::ALL.len()),
        xpos: draw(Xpos::ALL.len()),
        upos: draw(Upos::ALL.len()),
        // A chain that starts at the root.
        heads: (0..length as u16).collect(),
    }
}

fn compute(dims: &Dims, weights: &Weights, examples: &[Example], work: &mut ShardWork) -> f64 {
    let kept = || vec![1f32; 4 * dims.hidden * dims.hidden];
    let connections = [[kept(), kept()], [kept(), kept()]];
    let shard: Vec<usize> = (0..examples.len()).collect();
    run(
        dims,
        &Layout::new(dims),
        weights,
        &connections,
        examples,
        &shard,
        Dropout::NONE,
        1.0,
        &mut Random::new(1),
        work,
    );
    work.loss.total()
}

#[test]
fn gradients_agree_with_finite_differences() {
    let dims = small();
    let layout = Layout::new(&dims);
    let mut random = Random::new(7);
    let mut weights = initial_weights(&dims, &layout, &mut random);
    // Away from the kink of the leaky ReLU, where differences mean nothing.
    let biases = layout.mlp_bias.of_mut(&mut weights.dense);
    biases.iter_mut().for_each(|b| *b = if random.unit() < 0.5 { 1.0 } else { -1.0 });
    let examples = [sentence(5, &mut random), sentence(3, &mut random), sentence(1, &mut random)];
    let mut work = ShardWork::default();
    compute(&dims, &weights, &examples, &mut work);
    let gradient = work.gradient.clone();
    let d_input = work.d_input.clone();
    let mut other = ShardWork::default();
    let mut difference = |weights: &Weights, at: usize| {
        let step = 1e-3;
        let mut moved = weights.clone();
        moved.dense[at] += step;
        let up = compute(&dims, &moved, &examples, &mut other);
        moved.dense[at] -= 2.0 * step;
        let down = compute(&dims, &moved, &examples, &mut other);
        (up - down) / f64::from(2.0 * step)
    };
    for (k, part) in layout.parts().into_iter().enumerate() {
        for _ in 0..12 {
            let at = part.range.start + random.below(part.range.len());
            let (expected, found) = (difference(&weights, at), f64::from(gradient[at]));
            let tolerance = 0.02 * expected.abs().max(found.abs()) + 8e-3;
            assert!((expected - found).abs() < tolerance, "part {k} at {at}: {expected} {found}");
        }
    }
    // The input gradient by way of one word embedding that occurs once.
    let word = examples[0].input.words[0];
    let all = examples.iter().flat_map(|e| &e.input.words);
    let rows: Vec<usize> =
        all.enumerate().filter(|(_, w)| **w == word).map(|(row, _)| row).collect();
    let found: f32 = rows.iter().map(|r| d_input[r * dims.input() + 2]).sum();
    let step = 5e-3;
    let at = word as usize * dims.word + 2;
    weights.tables[0][at] += step;
    let up = compute(&dims, &weights, &examples, &mut work);
    weights.tables[0][at] -= 2.0 * step;
    let down = compute(&dims, &weights, &examples, &mut work);
    let expected = (up - down) / f64::from(2.0 * step);
    assert!((expected - f64::from(found)).abs() < 0.02 * expected.abs() + 3e-3);
}

#[test]
fn the_computing_form_scores_as_the_training_form_does() {
    // The loss of the training form can be recomputed from the scores of the computing form.
    let dims = small();
    let layout = Layout::new(&dims);
    let mut random = Random::new(3);
    let mut weights = initial_weights(&dims, &layout, &mut random);
    let tables = tables(&dims, &weights);
    weights.tables = tables.clone().map(|t| t.decode());
    let example = sentence(9, &mut random);
    let mut work = ShardWork::default();
    compute(&dims, &weights, std::slice::from_ref(&example), &mut work);
    let network = Network::new(dims, &weights.dense, tables);
    let mut ws = Workspace::default();
    network.score(&example.input, &mut ws);
    let n = example.heads.len();
    let mut loss = 0f64;
    for (d, row) in ws.scores.arcs.chunks_exact(n + 1).enumerate() {
        let others = row.iter().enumerate().filter(|(h, _)| *h != d + 1);
        let sum: f64 = others.map(|(_, s)| f64::from(*s).exp()).sum();
        loss += sum.ln() - f64::from(row[usize::from(example.heads[d])]);
    }
    assert!((loss - work.loss.arc).abs() < 3e-2, "{loss} {}", work.loss.arc);
}
