//! Place names against located gold: recognition, distance, end to end.

use serde_json::Value;

use crate::mention::place::PlaceMention;
use crate::span::CodePoints;

/// Within this distance a place counts as found, by the custom of the field (100 miles).
const NEAR_KM: f64 = 161.0;

/// A located name; offsets are code points.
#[derive(Clone, Debug, PartialEq)]
pub struct Located {
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Whether the gold says it is a populated place.
    pub city: bool,
}

/// An article with its located names.
#[derive(Clone, Debug, PartialEq)]
pub struct GoldPlaces {
    /// The text.
    pub text: String,
    /// The names that have coordinates.
    pub places: Vec<Located>,
}

/// Counts over documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PlaceCounts {
    /// Gold names.
    pub gold: usize,
    /// Found names.
    pub found: usize,
    /// Gold names that a found one overlaps.
    pub hit: usize,
    /// Found with the same bounds.
    pub exact: usize,
    /// Overlapping and within 161 km.
    pub near: usize,
    /// Overlapping gold names that are populated places.
    pub cities: usize,
    /// Of these, within 161 km.
    pub near_cities: usize,
}

impl PlaceCounts {
    /// A row of the table of scores.
    pub fn row(&self, name: &str) -> String {
        let f1 = |n: usize| 200.0 * n as f64 / (self.gold + self.found).max(1) as f64;
        let share = |n: usize, of: usize| 100.0 * n as f64 / of.max(1) as f64;
        format!(
            "| {name} | {} | {:.1} | {:.1} | {:.1} | {:.1} | {:.1} | {:.1} | {:.1} |",
            self.gold,
            share(self.hit, self.found),
            share(self.hit, self.gold),
            f1(self.hit),
            f1(self.exact),
            share(self.near, self.hit),
            share(self.near_cities, self.cities),
            f1(self.near),
        )
    }
}

/// Reads one JSON line with `text` and `toponyms`; `None` when it has no text.
pub fn parse_gold(line: &str) -> Option<GoldPlaces> {
    let value: Value = serde_json::from_str(line).ok()?;
    let read = |t: &Value| {
        Some(Located {
            start: t["s"].as_u64()? as u32,
            end: t["e"].as_u64()? as u32,
            lat: t["lat"].as_f64()?,
            lon: t["lon"].as_f64()?,
            city: t["fcode"].as_str().is_some_and(|c| c.starts_with("PPL")),
        })
    };
    let names = value["toponyms"].as_array()?;
    let places = names.iter().filter(|t| t.get("nogid").is_none()).filter_map(read).collect();
    Some(GoldPlaces { text: value["text"].as_str()?.to_owned(), places })
}

/// Mentions in the form of the gold.
pub fn found(text: &str, mentions: &[PlaceMention]) -> Vec<Located> {
    let points = CodePoints::new(text);
    let form = |m: &PlaceMention| {
        let [start, end] = points.span(m.span);
        Located { start, end, lat: m.lat, lon: m.lon, city: m.resolution >= 4 }
    };
    mentions.iter().map(form).collect()
}

/// Adds one document to the counts; returns what was missed, misplaced or spurious, by index.
pub fn score(counts: &mut PlaceCounts, gold: &[Located], found: &[Located]) -> Wrong {
    let mut used = vec![false; found.len()];
    let mut wrong = Wrong::default();
    counts.gold += gold.len();
    counts.found += found.len();
    for (i, g) in gold.iter().enumerate() {
        let same = found.iter().position(|f| (f.start, f.end) == (g.start, g.end));
        counts.exact += usize::from(same.is_some());
        let shared = |f: &Located| i64::from(f.end.min(g.end)) - i64::from(f.start.max(g.start));
        let best = same.or_else(|| {
            let overlaps = (0..found.len()).filter(|j| shared(&found[*j]) > 0 && !used[*j]);
            overlaps.max_by_key(|j| shared(&found[*j]))
        });
        let Some(j) = best.filter(|j| !used[*j]) else {
            wrong.missed.push(i);
            continue;
        };
        used[j] = true;
        counts.hit += 1;
        let near = kilometres(g, &found[j]) <= NEAR_KM;
        counts.near += usize::from(near);
        counts.cities += usize::from(g.city);
        counts.near_cities += usize::from(g.city && near);
        if !near {
            wrong.misplaced.push((i, j));
        }
    }
    wrong.spurious.extend((0..found.len()).filter(|j| !used[*j]));
    wrong
}

/// What was not right in a document, as indices into gold and found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wrong {
    /// Gold names not found.
    pub missed: Vec<usize>,
    /// Found, but elsewhere.
    pub misplaced: Vec<(usize, usize)>,
    /// Found names that are not in the gold.
    pub spurious: Vec<usize>,
}

fn kilometres(a: &Located, b: &Located) -> f64 {
    let [lat, lon, lat2, lon2] = [a.lat, a.lon, b.lat, b.lon].map(f64::to_radians);
    let h = ((lat2 - lat) / 2.0).sin().powi(2)
        + lat.cos() * lat2.cos() * ((lon2 - lon) / 2.0).sin().powi(2);
    2.0 * 6371.0 * h.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_namesake_far_away_is_a_hit_but_not_near() {
        let line = r#"{"text":"In Paris","toponyms":[{"s":3,"e":8,"lat":33.7,"lon":-95.6,"fcode":"PPL"}]}"#;
        let gold = parse_gold(line).unwrap();
        let found = vec![Located { start: 3, end: 8, lat: 48.85, lon: 2.35, city: true }];
        let mut counts = PlaceCounts::default();
        let wrong = score(&mut counts, &gold.places, &found);
        assert_eq!((counts.hit, counts.exact, counts.near, counts.cities), (1, 1, 0, 1));
        assert_eq!(wrong.misplaced, [(0, 0)]);
    }
}
