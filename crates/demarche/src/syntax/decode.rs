//! From arc scores to a tree with exactly one root.

/// Heads of the best tree: 0 is the root, otherwise the governor's index plus one.
///
/// `scores` is `n` × `n + 1`, row-major: row d, column h scores head h for word d.
/// Takes each word's best head; when that is no tree, the maximum spanning arborescence.
pub fn heads(scores: &[f32], n: usize) -> Vec<u16> {
    let width = n + 1;
    let mut heads = vec![0u16; n];
    for (d, row) in scores.chunks_exact(width).take(n).enumerate() {
        let mut best = usize::from(d == 0 && n > 1);
        if best == d + 1 {
            best = 0;
        }
        for (h, score) in row.iter().enumerate() {
            if h != d + 1 && *score > row[best] {
                best = h;
            }
        }
        heads[d] = best as u16;
    }
    if is_tree(&heads) { heads } else { arborescence(scores, n) }
}

/// Whether exactly one word hangs on the root and all others on it.
pub fn is_tree(heads: &[u16]) -> bool {
    if heads.iter().filter(|h| **h == 0).count() != 1 {
        return false;
    }
    // 0 unseen, 1 on the way, 2 known to reach the root.
    let mut state = vec![0u8; heads.len()];
    for start in 0..heads.len() {
        let mut at = start;
        while state[at] == 0 {
            state[at] = 1;
            match heads[at] {
                0 => break,
                h => at = usize::from(h) - 1,
            }
        }
        if state[at] == 1 && heads[at] != 0 {
            return false;
        }
        let mut at = start;
        while state[at] == 1 {
            state[at] = 2;
            match heads[at] {
                0 => break,
                h => at = usize::from(h) - 1,
            }
        }
    }
    true
}

/// Chu-Liu/Edmonds with a penalty on root arcs large enough that only one is taken.
fn arborescence(scores: &[f32], n: usize) -> Vec<u16> {
    let width = n + 1;
    let mut matrix = vec![f32::NEG_INFINITY; width * width];
    let finite = scores[..n * width].iter().filter(|s| s.is_finite());
    let (low, high) = finite.fold((0f32, 0f32), |(l, h), s| (l.min(*s), h.max(*s)));
    let penalty = (high - low + 1.0) * width as f32;
    for d in 0..n {
        for h in 0..width {
            if h != d + 1 {
                let score = scores[d * width + h];
                // A network fed nonsense may give NaN; any tree will do then.
                let score = if score.is_finite() { score } else { low };
                let root = if h == 0 { penalty } else { 0.0 };
                matrix[(d + 1) * width + h] = score - root;
            }
        }
    }
    let heads = edmonds(&mut matrix, width);
    heads[1..].iter().map(|h| *h as u16).collect()
}

/// The nodes of a contracted cycle: what each stood for and the arc chosen for it.
type Cycle = Vec<(Vec<u32>, (u32, u32))>;

/// Maximum arborescence from node 0 over a dense matrix (row dependent, column head).
///
/// Contracts cycles in place, one at a time: O(n²) each, at most n of them.
fn edmonds(matrix: &mut [f32], n: usize) -> Vec<usize> {
    // Which original arc (dependent, head) a contracted score stands for.
    let mut arc: Vec<(u32, u32)> = (0..n * n).map(|k| ((k / n) as u32, (k % n) as u32)).collect();
    let mut alive: Vec<bool> = vec![true; n];
    // Original nodes that each live node stands for.
    let mut members: Vec<Vec<u32>> = (0..n as u32).map(|v| vec![v]).collect();
    let mut contracted: Vec<Cycle> = Vec::new();
    let mut head = vec![0usize; n];
    let pick = |matrix: &[f32], alive: &[bool], d: usize| {
        let row = &matrix[d * n..(d + 1) * n];
        let live = (0..n).filter(|h| alive[*h] && *h != d);
        live.fold(0, |b, h| if row[h] > row[b] || b == d { h } else { b })
    };
    for (d, head) in head.iter_mut().enumerate().skip(1) {
        *head = pick(matrix, &alive, d);
    }
    while let Some(cycle) = find_cycle(&head, &alive) {
        // The first node of the cycle stands for all of it from now on.
        let keep = cycle[0];
        contracted
            .push(cycle.iter().map(|v| (members[*v].clone(), arc[v * n + head[*v]])).collect());
        let inside: Vec<f32> = cycle.iter().map(|v| matrix[v * n + head[*v]]).collect();
        for other in (0..n).filter(|o| alive[*o] && !cycle.contains(o)) {
            let (mut into, mut out) = (0, 0);
            for k in 1..cycle.len() {
                let gain = |k: usize| matrix[cycle[k] * n + other] - inside[k];
                if gain(k) > gain(into) {
                    into = k;
                }
                if matrix[other * n + cycle[k]] > matrix[other * n + cycle[out]] {
                    out = k;
                }
            }
            let score = matrix[cycle[into] * n + other] - inside[into];
            let from = arc[cycle[into] * n + other];
            matrix[keep * n + other] = score;
            arc[keep * n + other] = from;
            matrix[other * n + keep] = matrix[other * n + cycle[out]];
            arc[other * n + keep] = arc[other * n + cycle[out]];
        }
        for v in &cycle[1..] {
            alive[*v] = false;
            let moved = std::mem::take(&mut members[*v]);
            members[keep].extend(moved);
        }
        for d in (1..n).filter(|d| alive[*d]) {
            if d == keep || cycle.contains(&head[d]) {
                head[d] = if d == keep { pick(matrix, &alive, d) } else { keep };
            }
        }
    }
    // Undo: the arcs chosen at the top fix one node of each cycle, the cycle fixes the rest.
    let mut result = vec![usize::MAX; n];
    for d in (1..n).filter(|d| alive[*d]) {
        let (dependent, governor) = arc[d * n + head[d]];
        result[dependent as usize] = governor as usize;
    }
    for cycle in contracted.iter().rev() {
        for (members, (dependent, governor)) in cycle {
            // The node through which the cycle is entered has its head already.
            if members.iter().all(|m| result[*m as usize] == usize::MAX) {
                result[*dependent as usize] = *governor as usize;
            }
        }
    }
    result[0] = 0;
    result
}

/// A cycle among the chosen heads, if there is one.
fn find_cycle(head: &[usize], alive: &[bool]) -> Option<Vec<usize>> {
    let mut mark = vec![0usize; head.len()];
    for start in (1..head.len()).filter(|v| alive[*v]) {
        let mut at = start;
        while at != 0 && mark[at] == 0 {
            mark[at] = start;
            at = head[at];
        }
        if at != 0 && mark[at] == start {
            let mut cycle = vec![at];
            let mut next = head[at];
            while next != at {
                cycle.push(next);
                next = head[next];
            }
            return Some(cycle);
        }
    }
    None
}
