//! Time expressions against TIMEX3 gold, by the rules of TempEval-3 task A.

use jiff::civil::Date;

use crate::mention::time::TimeMention;
use crate::span::{CodePoints, Span};

/// One gold expression; offsets are code points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldTime {
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// `DATE`, `TIME`, `DURATION`, `SET`.
    pub kind: String,
    /// TIMEX3 value.
    pub value: String,
}

/// What a system found, in the form of the gold.
pub type FoundTime = GoldTime;

/// Counts over documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TimeCounts {
    /// Gold expressions.
    pub gold: usize,
    /// Found expressions.
    pub found: usize,
    /// Gold expressions that one found expression overlaps.
    pub relaxed: usize,
    /// Found with the same bounds.
    pub strict: usize,
    /// Overlapping with the same type.
    pub kind: usize,
    /// Overlapping with the same value.
    pub value: usize,
}

impl TimeCounts {
    /// F1 of `right` in percent.
    pub fn f1(&self, right: usize) -> f64 {
        200.0 * right as f64 / (self.gold + self.found).max(1) as f64
    }

    /// A row of the table of scores.
    pub fn row(&self, name: &str) -> String {
        let [relaxed, strict, kind, value] =
            [self.relaxed, self.strict, self.kind, self.value].map(|n| self.f1(n));
        format!("| {name} | {} | {relaxed:.2} | {strict:.2} | {kind:.2} | {value:.2} |", self.gold)
    }
}

/// Reads lines of `begin<TAB>end<TAB>type<TAB>value[<TAB>text]`; other lines are left out.
pub fn parse_gold(lines: &str) -> Vec<GoldTime> {
    let read = |line: &str| {
        let mut fields = line.split('\t');
        Some(GoldTime {
            start: fields.next()?.parse().ok()?,
            end: fields.next()?.parse().ok()?,
            kind: fields.next()?.to_uppercase(),
            value: fields.next()?.to_owned(),
        })
    };
    lines.lines().filter_map(read).collect()
}

/// The publication date a file names: a day, or nothing.
pub fn parse_published(line: &str) -> Option<Date> {
    line.trim().parse().ok()
}

/// Mentions in the form of the gold.
pub fn found(text: &str, mentions: &[TimeMention]) -> Vec<FoundTime> {
    let points = CodePoints::new(text);
    let form = |m: &TimeMention| {
        let [start, end] = points.span(m.span);
        GoldTime { start, end, kind: m.kind.as_str().to_owned(), value: m.value.clone() }
    };
    mentions.iter().map(form).collect()
}

/// Adds one document to the counts; returns what was not right, for reading.
pub fn score(
    counts: &mut TimeCounts,
    text: &str,
    gold: &[GoldTime],
    found: &[FoundTime],
) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let trim = |t: &GoldTime| {
        let (mut start, mut end) = (t.start as usize, (t.end as usize).min(chars.len()));
        while start < end && chars[start].is_whitespace() {
            start += 1;
        }
        let tail = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '"');
        while end > start && tail(chars[end - 1]) {
            end -= 1;
        }
        Span::new(start, end)
    };
    let (gold_at, found_at): (Vec<Span>, Vec<Span>) =
        (gold.iter().map(trim).collect(), found.iter().map(trim).collect());
    let mut pairs = Vec::new();
    for (i, a) in gold_at.iter().enumerate() {
        for (j, b) in found_at.iter().enumerate().filter(|(_, b)| a.overlaps(**b)) {
            let shared = a.end.min(b.end) - a.start.max(b.start);
            pairs.push((a != b, std::cmp::Reverse(shared), i, j));
        }
    }
    pairs.sort_unstable();
    let (mut taken, mut used) = (vec![None; gold.len()], vec![false; found.len()]);
    for (_, _, i, j) in pairs {
        if taken[i].is_none() && !used[j] {
            taken[i] = Some(j);
            used[j] = true;
        }
    }
    let words = |s: Span| chars[s.range()].iter().collect::<String>();
    let mut wrong = Vec::new();
    counts.gold += gold.len();
    counts.found += found.len();
    for (i, g) in gold.iter().enumerate() {
        let Some(j) = taken[i] else {
            wrong.push(format!("missed\t{}\t{} {}", words(gold_at[i]), g.kind, g.value));
            continue;
        };
        let f = &found[j];
        counts.relaxed += 1;
        counts.strict += usize::from(gold_at[i] == found_at[j]);
        counts.kind += usize::from(g.kind == f.kind);
        counts.value += usize::from(g.value.eq_ignore_ascii_case(&f.value));
        if gold_at[i] != found_at[j] || !g.value.eq_ignore_ascii_case(&f.value) {
            let (a, b) = (words(gold_at[i]), words(found_at[j]));
            wrong
                .push(format!("differs\t{a}\t{} {}\t{b}\t{} {}", g.kind, g.value, f.kind, f.value));
        }
    }
    for (j, f) in found.iter().enumerate().filter(|(j, _)| !used[*j]) {
        wrong.push(format!("spurious\t{}\t{} {}", words(found_at[j]), f.kind, f.value));
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlap_counts_as_relaxed_only() {
        let text = "They met early in June.";
        let gold = parse_gold("9\t22\tDATE\t2021-06\tearly in June\n");
        let found = parse_gold("18\t22\tDATE\t2021-06\n");
        let mut counts = TimeCounts::default();
        let wrong = score(&mut counts, text, &gold, &found);
        assert_eq!((counts.relaxed, counts.strict, counts.value), (1, 0, 1));
        assert_eq!(wrong.len(), 1);
        assert_eq!(counts.f1(counts.relaxed), 100.0);
    }
}
