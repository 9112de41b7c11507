//! Chooses among places of one name: containment, what else the document names, size.

use super::PlaceMention;
use super::gazetteer::{Entry, Gazetteer, Kind};
use super::spot::{Countries, Spotted};
use crate::document::Document;
use crate::mention::phrases::FastMap;

/// What the document says about where it is set.
struct Setting<'a> {
    countries: &'a Countries,
    total: u32,
    /// GeoNames ids of the first-level divisions it names, by name.
    divisions: FastMap<(&'a str, [u8; 3]), u32>,
}

impl Setting<'_> {
    /// How much of what the document says about countries is about this one.
    fn share(&self, country: [u8; 3]) -> f64 {
        let n = self.countries.get(&country).copied().unwrap_or(0);
        f64::from(n) / f64::from(self.total.max(1))
    }
}

/// Resolves every spotted name.
pub(super) fn resolve(
    doc: &Document,
    gazetteer: &Gazetteer,
    spotted: Vec<Spotted>,
    countries: &Countries,
) -> Vec<PlaceMention> {
    let mut divisions = FastMap::default();
    let candidates = |s: &Spotted| {
        gazetteer.names.values(s.node).map(|i| gazetteer.entry(i)).collect::<Vec<_>>()
    };
    let choices: Vec<Vec<Entry<'_>>> = spotted.iter().map(candidates).collect();
    for entry in choices.iter().flatten().filter(|e| e.kind == Kind::Admin1) {
        *divisions.entry((entry.name, entry.country)).or_default() += 1;
    }
    // A town without namesakes speaks of its division.
    for entry in choices.iter().filter(|c| c.len() == 1).flatten().filter(|e| e.resolution == 4) {
        *divisions.entry((entry.admin1, entry.country)).or_default() += 1;
    }
    let setting = Setting { countries, total: countries.values().sum(), divisions };
    let mut found = Vec::with_capacity(spotted.len());
    for (i, place) in spotted.iter().enumerate() {
        // "Paris, Texas", "Hanoi (Vietnam)": the next name contains this one.
        let larger = spotted.get(i + 1).filter(|next| {
            let gap = next.sentence == place.sentence && next.tokens.start == place.tokens.end + 1;
            let token = doc.sentences[place.sentence].tokens.get(place.tokens.end);
            let mark = token.map_or("", |t| t.span.of(&doc.article.text));
            gap && matches!(mark, "," | "(")
        });
        let larger = larger.map(|_| &*choices[i + 1]);
        // "Georgia": a state and a division of another.
        let rivals = choices[i].iter().any(|e| e.kind == Kind::Admin1);
        let mut scored: Vec<(f64, &Entry<'_>)> =
            choices[i].iter().map(|e| (score(e, place, larger, &setting, rivals), e)).collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.geonames.cmp(&b.1.geonames)));
        let Some((best, entry)) = scored.first().copied() else { continue };
        // "North America": too large to be a place of anything.
        if entry.resolution == 0 {
            continue;
        }
        let margin = best - scored.get(1).map_or(best - 4.0, |s| s.0);
        found.push(mention(doc, place, entry, margin));
    }
    found
}

fn score(
    entry: &Entry<'_>,
    place: &Spotted,
    larger: Option<&[Entry<'_>]>,
    setting: &Setting,
    rivals: bool,
) -> f64 {
    let size = (f64::from(entry.population) + 1.0).log10();
    let mut score = match entry.kind {
        Kind::Country if rivals => 6.7 + 2.5 * setting.share(entry.country),
        Kind::Country => 8.5,
        Kind::Region => 7.5,
        Kind::Capital => size + 2.0,
        Kind::Seat => size + 0.3,
        // A city of the same name is meant more often than its division.
        Kind::Admin1 => size - 1.2,
        Kind::City => size,
    };
    if let Some(larger) = larger {
        let holds = larger.iter().any(|l| match l.kind {
            Kind::Country => l.country == entry.country && entry.kind != Kind::Country,
            Kind::Admin1 => {
                l.country == entry.country && entry.kind != Kind::Admin1 && l.name == entry.admin1
            }
            Kind::Region => l.country == entry.country && entry.kind != Kind::Country,
            _ => false,
        });
        score += if holds { 8.0 } else { 0.0 };
    }
    match place.kind_of {
        Some(2) if entry.kind == Kind::Admin1 || entry.kind == Kind::Region => score += 3.0,
        Some(4) if entry.resolution == 4 => score += 3.0,
        _ => {}
    }
    if entry.kind != Kind::Country && entry.country != [0; 3] {
        score += 2.5 * setting.share(entry.country);
        score += if setting.countries.contains_key(&entry.country) { 1.0 } else { 0.0 };
    }
    if entry.kind != Kind::Admin1 && setting.divisions.contains_key(&(entry.admin1, entry.country))
    {
        score += 1.5;
    }
    score
}

fn mention(doc: &Document, place: &Spotted, entry: &Entry<'_>, margin: f64) -> PlaceMention {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let country = match entry.country {
        [0, 0, 0] => None,
        code => Some(String::from_utf8_lossy(&code).into_owned()),
    };
    // A site in a city is finer than the city.
    let resolution = match place.kind_of {
        Some(5) if entry.resolution == 4 => 5,
        _ => entry.resolution,
    };
    PlaceMention {
        span: doc.span_of(place.sentence, place.tokens.start, place.tokens.end - 1),
        sentence: place.sentence,
        tokens: place.tokens.clone(),
        name: entry.name.to_owned(),
        country,
        admin1: some(entry.admin1),
        lat: entry.lat,
        lon: entry.lon,
        geonames: (entry.geonames > 0).then_some(entry.geonames),
        resolution,
        confidence: 1.0 / (1.0 + (-margin).exp()),
        relation: place.relation,
        acting: place.acting,
    }
}
