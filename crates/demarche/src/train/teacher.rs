//! Lets a trained network tell a new one how sure one may be of each answer.
//!
//! Treebanks hold mistakes and toss-ups; probabilities of an earlier network soften them.

use super::examples::{Example, Soft, in_parallel};
use super::objective::softmax_rows;
use crate::model::SyntaxModel;
use crate::syntax::network::{Network, Workspace};
use crate::syntax::tags::{Deprel, Upos, Xpos};

/// Writes the teacher's probabilities into every example.
///
/// The teacher must have been trained on the same text, so that words have the same numbers.
pub fn teach(teacher: &SyntaxModel, examples: &mut [Example], threads: usize) {
    let network = Network::new(teacher.dims, &teacher.dense, teacher.tables.clone());
    const PART: usize = 500;
    let parts = examples.len().div_ceil(PART);
    let soft = in_parallel(parts, threads, &|part| {
        let mut ws = Workspace::default();
        let end = examples.len().min((part + 1) * PART);
        let of = |e: &Example| probabilities(&network, e, &mut ws);
        examples[part * PART..end].iter().map(of).collect::<Vec<Soft>>()
    });
    for (example, soft) in examples.iter_mut().zip(soft.into_iter().flatten()) {
        example.soft = soft;
    }
}

fn probabilities(network: &Network, e: &Example, ws: &mut Workspace) -> Soft {
    let n = e.heads.len();
    network.score(&e.input, ws);
    network.score_relations(&e.heads, ws);
    let mut soft = Soft { arcs: ws.scores.arcs.clone(), ..Soft::default() };
    for d in 0..n {
        // Low enough for a probability of zero.
        soft.arcs[d * (n + 1) + d + 1] = -1e9;
    }
    softmax_rows(&mut soft.arcs, n + 1);
    soft.relations = ws.relations.clone();
    softmax_rows(&mut soft.relations, Deprel::ALL.len());
    for row in ws.scores.tags.chunks_exact(Xpos::ALL.len() + Upos::ALL.len()) {
        let (xpos, upos) = row.split_at(Xpos::ALL.len());
        soft.xpos.extend(xpos);
        soft.upos.extend(upos);
    }
    softmax_rows(&mut soft.xpos, Xpos::ALL.len());
    softmax_rows(&mut soft.upos, Upos::ALL.len());
    soft
}
