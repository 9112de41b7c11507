//! The compiled places answer as plain maps made from the same rows would.

use std::collections::HashMap;

use super::gazetteer::{Gazetteer, Kind};
use crate::lexicon::Lexicon;
use crate::mention::phrases::fold_into;

/// Name, degrees and country.
type PlainPlace = (String, [f64; 2], String);

/// The folded words of a name, as [`crate::mention::phrases`] describes them.
fn words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    for word in name.split([' ', '-', '–', '/']) {
        let mut folded = String::new();
        fold_into(word, &mut folded);
        match folded.strip_suffix("'s") {
            Some(stem) if !stem.is_empty() => words.extend([stem.to_owned(), "'s".to_owned()]),
            _ if folded.is_empty() => {}
            _ => words.push(folded),
        }
    }
    words
}

#[test]
fn every_place_name_is_found_with_all_its_places() {
    let lexicon = Lexicon::embedded().unwrap();
    let gazetteer = Gazetteer::new(&lexicon).unwrap();
    let mut plain: HashMap<Vec<String>, Vec<PlainPlace>> = HashMap::new();
    for (path, aliases, country) in [
        ("places/cities.tsv", "aliases", "country"),
        ("places/admin1.tsv", "aliases", "country"),
        ("places/regions.tsv", "aliases", "country"),
        ("actors/countries.tsv", "names", "code"),
    ] {
        for row in lexicon.records(path).unwrap().filter(|row| row.get("match") != "no") {
            let degrees = ["lat", "lon"].map(|column| row.number(column).unwrap_or(0.0));
            let place = (row.get("name").to_owned(), degrees, row.get(country).to_owned());
            for name in std::iter::once(row.get("name")).chain(row.list(aliases)) {
                plain.entry(words(name)).or_default().insert(0, place.clone());
            }
        }
    }
    plain.remove(&Vec::new());
    let mut scratch = String::new();
    for (name, places) in &plain {
        let mut ids: Vec<u64> = name.iter().map(|w| gazetteer.names.id(w, &mut scratch)).collect();
        let (end, node) = gazetteer.names.longest(&ids, 0).expect("a name");
        assert_eq!(end, name.len());
        let found: Vec<_> = gazetteer
            .names
            .values(node)
            .map(|index| {
                let entry = gazetteer.entry(index);
                let country = entry.country.iter().filter(|b| **b > 0).map(|b| char::from(*b));
                (entry.name.to_owned(), [entry.lat, entry.lon], country.collect::<String>())
            })
            .collect();
        assert_eq!(&found, places, "{name:?}");
        // A word that no name goes on with, and a name cut short.
        ids.push(gazetteer.names.id("nosuchword", &mut scratch));
        assert_eq!(gazetteer.names.longest(&ids, 0).map(|(end, _)| end), Some(name.len()));
        let prefixes = (1..name.len()).rev().find(|n| plain.contains_key(&name[..*n]));
        let cut = gazetteer.names.longest(&ids[..name.len() - 1], 0).map(|(end, _)| end);
        assert_eq!(cut, prefixes, "{name:?} cut short");
    }
    let kinds = |name: &str| {
        let id = gazetteer.names.id(name, &mut String::new());
        let (_, node) = gazetteer.names.longest(&[id], 0).unwrap();
        gazetteer.names.values(node).map(|i| gazetteer.kind(i)).collect::<Vec<_>>()
    };
    assert!(kinds("Georgia").contains(&Kind::Country) && kinds("Georgia").contains(&Kind::Admin1));
    assert!(kinds("Paris").contains(&Kind::Capital));
}
