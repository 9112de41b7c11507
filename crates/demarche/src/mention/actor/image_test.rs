//! The compiled actor tables answer as plain maps made from the same rows would.

use std::collections::{BTreeMap, HashMap};

use super::entity::Entity;
use super::index;
use super::knowledge::Knowledge;
use super::named::Named;
use crate::lexicon::{Lexicon, Table};
use crate::mention::code::Code;
use crate::text::Segmenter;

/// Names by their first token in lower case, longest first: tried one after the other.
struct Plain(HashMap<String, Vec<PlainName>>);

type PlainName = (Vec<String>, Vec<Entity>);

impl Plain {
    fn new(lexicon: &Lexicon) -> Plain {
        let mut plain = Plain(HashMap::new());
        index::each(lexicon, |name, entity| {
            let tokens = Segmenter::embedded().words(name);
            let tokens: Vec<String> = tokens.into_iter().map(str::to_owned).collect();
            let Some(first) = tokens.first() else { return };
            let names = plain.0.entry(fold(first)).or_default();
            match names.iter_mut().find(|(other, _)| *other == tokens) {
                Some((_, entities)) if entities.contains(&entity) => {}
                Some((_, entities)) => entities.push(entity),
                None => names.push((tokens, vec![entity])),
            }
        })
        .unwrap();
        for names in plain.0.values_mut() {
            names.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        }
        plain
    }

    fn longest(&self, tokens: &[&str]) -> Option<(usize, Vec<Entity>)> {
        let names = self.0.get(&fold(tokens.first()?))?;
        let fits = |(name, _): &&PlainName| {
            name.len() <= tokens.len() && name.iter().zip(tokens).all(|(n, t)| matches(n, t))
        };
        names.iter().find(fits).map(|(name, entities)| (name.len(), entities.clone()))
    }
}

fn fold(token: &str) -> String {
    token.replace('’', "'").to_lowercase()
}

fn matches(name: &str, text: &str) -> bool {
    let shouted = text.len() > 3
        && text.chars().all(|c| !c.is_lowercase())
        && text.chars().any(char::is_alphabetic);
    name == text
        || text.replace('’', "'") == name
        || shouted && name.len() > 3 && name.to_uppercase() == text
}

/// Every name as written, and written in ways that match and ways that do not.
fn texts(lexicon: &Lexicon) -> Vec<String> {
    let mut texts = Vec::new();
    index::each(lexicon, |name, _| {
        texts.push(name.to_owned());
        texts.push(format!("{name} and {name}"));
        texts.push(name.to_uppercase());
        texts.push(name.to_lowercase());
        texts.push(name.replace('\'', "’"));
        texts.push(name.replace(['e', 'o'], "x"));
        let words: Vec<&str> = name.split(' ').collect();
        texts.push(words[..words.len().div_ceil(2)].join(" "));
        texts.push(words.iter().rev().copied().collect::<Vec<_>>().join(" "));
    })
    .unwrap();
    texts
}

#[test]
fn every_name_and_every_miss_is_answered_alike() {
    let lexicon = Lexicon::embedded().unwrap();
    let (plain, knowledge) = (Plain::new(&lexicon), Knowledge::new(&lexicon).unwrap());
    let (mut hits, mut misses) = (0, 0);
    for text in texts(&lexicon) {
        let tokens = Segmenter::embedded().words(&text);
        for at in 0..tokens.len() {
            let found = knowledge.names.longest(&tokens[at..]);
            let found = found.map(|(length, entities)| (length, entities.to_vec()));
            match found {
                Some(_) => hits += 1,
                None => misses += 1,
            }
            assert_eq!(found, plain.longest(&tokens[at..]), "{text} at {at}");
        }
    }
    assert!(hits > 10_000 && misses > 10_000, "{hits} hits, {misses} misses");
}

#[test]
fn persons_have_their_rows_and_offices_their_holders() {
    let lexicon = Lexicon::embedded().unwrap();
    let knowledge = Knowledge::new(&lexicon).unwrap();
    let table = lexicon.table("actors/persons.tsv").unwrap();
    let persons = ids(table);
    let all: Vec<&Named> = (0..persons.len()).map(|i| &knowledge.persons[i]).collect();
    for (id, rows) in persons.iter().zip(&all) {
        let of: Vec<_> = table.records().filter(|row| row.get("id") == *id).collect();
        assert_eq!(&*rows.name, of[0].get("name"));
        assert_eq!(rows.terms.len(), of.len());
        assert!(rows.terms.is_sorted_by_key(|term| term.from));
    }
    let date = jiff::civil::date(2019, 6, 1);
    let mut offices = BTreeMap::new();
    for term in all.iter().flat_map(|person| &person.terms) {
        offices.insert((&*term.role, term.country, &*term.party), ());
    }
    offices.insert(("emperor", Some(Code::known("FRA")), "Nobody"), ());
    for (role, country, party) in offices.into_keys() {
        for (country, party) in
            [(country, None), (None, Some(party)), (country, Some(party)), (None, None)]
        {
            for date in [None, Some(date)] {
                let fits = |person: &Named| {
                    person.terms.iter().any(|term| {
                        &*term.role == role
                            && country.is_none_or(|c| term.country == Some(c))
                            && party.is_none_or(|p| &*term.party == p)
                            && date.map_or(term.until.is_none(), |date| term.covers(date))
                    })
                };
                let mut holders = (0u32..).zip(&all).filter(|(_, p)| fits(p)).map(|(i, _)| i);
                let first = holders.next().filter(|_| holders.next().is_none());
                let wanted = first.filter(|_| country.is_some() || party.is_some());
                assert_eq!(knowledge.holder(role, country, party, date), wanted, "{role}");
            }
        }
    }
}

/// The ids of a table in the order of their first rows.
fn ids(table: &Table) -> Vec<&str> {
    let mut seen = std::collections::HashSet::new();
    table.records().map(|row| row.get("id")).filter(|id| seen.insert(*id)).collect()
}

#[test]
fn every_common_noun_is_found_under_its_head() {
    let lexicon = Lexicon::embedded().unwrap();
    let knowledge = Knowledge::new(&lexicon).unwrap();
    for row in lexicon.records("actors/agents.tsv").unwrap() {
        let words = Segmenter::embedded().words(row.get("phrase"));
        let found = words.iter().enumerate().any(|(head, word)| {
            let mut agents = knowledge.agents(word).iter();
            agents.any(|agent| {
                let phrase: Vec<&str> = agent.before.iter().map(|w| &**w).collect();
                let phrase = [&phrase[..], &[*word]].concat();
                let after: Vec<&str> = agent.after.iter().map(|w| &**w).collect();
                agent.before.len() == head
                    && [phrase, after].concat() == words
                    && agent.sector == Code::new(row.get("sector"))
                    && *agent.role == *row.get("role")
            })
        });
        assert!(found, "{}", row.get("phrase"));
    }
    assert!(knowledge.agents("nosuchnoun").is_empty());
}
