//! Attributions against gold with sources, cues and contents, as PolNeAR annotates them.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::mention::quote::Attribution;
use crate::span::{CodePoints, Span};

/// Picks one of the three parts of an attribution.
type Part = fn(&Pieces) -> &Vec<[u32; 2]>;

/// One attribution as code point ranges.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pieces {
    /// Who says so.
    pub source: Vec<[u32; 2]>,
    /// With which word.
    pub cue: Vec<[u32; 2]>,
    /// What.
    pub content: Vec<[u32; 2]>,
}

/// An article with its gold attributions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldAttributions {
    /// The text.
    pub text: String,
    /// Its attributions.
    pub attributions: Vec<Pieces>,
}

/// Counts over documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AttributionCounts {
    /// Gold attributions.
    pub gold: usize,
    /// Found attributions.
    pub found: usize,
    /// Pairs whose contents share at least 0.3 of their characters.
    pub content: usize,
    /// Of these, with the right source.
    pub sourced: usize,
    /// Exact spans of source, cue and content: right, found, gold.
    pub exact: [[usize; 3]; 3],
}

impl AttributionCounts {
    /// A row of the table of scores.
    pub fn row(&self, name: &str) -> String {
        let f1 = |n: usize| 200.0 * n as f64 / (self.gold + self.found).max(1) as f64;
        let exact =
            |[right, found, gold]: [usize; 3]| 200.0 * right as f64 / (found + gold).max(1) as f64;
        let [source, cue, content] = self.exact.map(exact);
        format!(
            "| {name} | {} | {:.1} | {:.1} | {source:.1} | {cue:.1} | {content:.1} |",
            self.gold,
            f1(self.content),
            f1(self.sourced),
        )
    }
}

/// Reads one JSON line with `text` and `attrs`.
pub fn parse_gold(line: &str) -> Option<GoldAttributions> {
    let value: Value = serde_json::from_str(line).ok()?;
    let ranges = |v: &Value| -> Vec<[u32; 2]> {
        let range = |r: &Value| Some([r[0].as_u64()? as u32, r[1].as_u64()? as u32]);
        v.as_array().into_iter().flatten().filter_map(range).collect()
    };
    let read = |a: &Value| Pieces {
        source: ranges(&a["source"]),
        cue: ranges(&a["cue"]),
        content: ranges(&a["content"]),
    };
    let attributions = value["attrs"].as_array()?.iter().map(read).collect();
    Some(GoldAttributions { text: value["text"].as_str()?.to_owned(), attributions })
}

/// Attributions in the form of the gold; an outlet stands in for a missing source.
pub fn found(text: &str, attributions: &[Attribution]) -> Vec<Pieces> {
    let points = CodePoints::new(text);
    let span = |s: Span| points.span(s);
    let form = |a: &Attribution| Pieces {
        source: a.source.iter().chain(&a.outlet).take(1).map(|v| span(v.span)).collect(),
        cue: a.cue.iter().map(|c| span(*c)).collect(),
        content: a.contents.iter().map(|c| span(*c)).collect(),
    };
    attributions.iter().map(form).collect()
}

/// Adds one document to the counts.
pub fn score(counts: &mut AttributionCounts, text: &str, gold: &[Pieces], found: &[Pieces]) {
    counts.gold += gold.len();
    counts.found += found.len();
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, f) in found.iter().enumerate() {
            let share = jaccard(&g.content, &f.content);
            if share >= 0.3 {
                pairs.push((share, i, j));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(b.2.cmp(&a.2)));
    let (mut taken, mut used) = (vec![false; gold.len()], vec![false; found.len()]);
    for (_, i, j) in pairs {
        if !taken[i] && !used[j] {
            (taken[i], used[j]) = (true, true);
            counts.content += 1;
            counts.sourced += usize::from(jaccard(&gold[i].source, &found[j].source) >= 0.3);
        }
    }
    let chars: Vec<char> = text.chars().collect();
    let parts: [Part; 3] = [|p| &p.source, |p| &p.cue, |p| &p.content];
    for (counts, part) in counts.exact.iter_mut().zip(parts) {
        let tally = |all: &[Pieces]| {
            let mut tally: BTreeMap<(u32, u32, usize), usize> = BTreeMap::new();
            for key in all.iter().filter_map(|p| edges(&chars, part(p))) {
                *tally.entry(key).or_default() += 1;
            }
            tally
        };
        let (g, f) = (tally(gold), tally(found));
        counts[0] += g.iter().map(|(k, n)| (*n).min(f.get(k).copied().unwrap_or(0))).sum::<usize>();
        counts[1] += f.values().sum::<usize>();
        counts[2] += g.values().sum::<usize>();
    }
}

/// First and last code point less quotation marks and points, and how many are no spaces.
fn edges(chars: &[char], ranges: &[[u32; 2]]) -> Option<(u32, u32, usize)> {
    let idle = |c: char| c.is_whitespace() || "\"'“”‘’`,.;:".contains(c);
    let mut all: Vec<u32> = ranges.iter().flat_map(|[a, b]| *a..*b).collect();
    all.sort_unstable();
    all.dedup();
    all.retain(|i| (*i as usize) < chars.len());
    let keep = |i: &&u32| !idle(chars[**i as usize]);
    let first = *all.iter().find(keep)?;
    let last = *all.iter().rev().find(keep)?;
    let inner = all.iter().filter(|i| (first..=last).contains(*i));
    Some((first, last, inner.filter(|i| !chars[**i as usize].is_whitespace()).count()))
}

/// Shared code points of two sets of ranges (each free of overlap); two empty sets are alike.
fn jaccard(a: &[[u32; 2]], b: &[[u32; 2]]) -> f64 {
    let size = |r: &[[u32; 2]]| r.iter().map(|[a, b]| b - a).sum::<u32>();
    let shared: u32 = a
        .iter()
        .flat_map(|x| b.iter().map(move |y| x[1].min(y[1]).saturating_sub(x[0].max(y[0]))))
        .sum();
    match size(a) + size(b) - shared {
        0 => 1.0,
        union => f64::from(shared) / f64::from(union),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_content_with_wrong_source_is_half_right() {
        let text = "He said they left.";
        let gold = vec![Pieces { source: vec![[0, 2]], cue: vec![[3, 7]], content: vec![[8, 17]] }];
        let found = vec![Pieces { source: vec![[8, 12]], ..gold[0].clone() }];
        let mut counts = AttributionCounts::default();
        score(&mut counts, text, &gold, &found);
        assert_eq!((counts.content, counts.sourced), (1, 0));
        assert_eq!(counts.exact, [[0, 1, 1], [1, 1, 1], [1, 1, 1]]);
    }
}
