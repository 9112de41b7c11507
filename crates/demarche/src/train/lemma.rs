//! Learns the lemmatiser's rules, known words and exceptions.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::syntax::conllu::GoldSentence;
use crate::syntax::lemma::{Inflection, LONGEST, LemmaTable, Rule};
use crate::syntax::tagger::suffix;
use crate::syntax::tags::{Deprel, Xpos};

/// Learns from gold sentences.
pub fn train(sentences: &[GoldSentence]) -> LemmaTable {
    let seen = count(sentences);
    let mut rules: BTreeMap<Rule, u16> = BTreeMap::new();
    let mut endings: BTreeMap<(u8, String), BTreeMap<u16, u16>> = BTreeMap::new();
    let mut known: BTreeSet<(u64, String)> = BTreeSet::new();
    for ((tag, form), lemmas) in &seen {
        let lemma = majority(lemmas);
        let class = match tag {
            Xpos::Vb | Xpos::Vbp | Xpos::Vbd | Xpos::Vbn | Xpos::Vbg | Xpos::Vbz => 1,
            Xpos::Nn | Xpos::Nns => 2,
            Xpos::Jj | Xpos::Rb => 3,
            _ => 0,
        };
        if class > 0 && lemma.chars().all(|c| c.is_alphabetic() || c == '-') {
            known.insert((class, lemma.to_owned()));
        }
        let Some(inflection) = Inflection::of(*tag) else { continue };
        // Lemmas that share no stem (went, go) are exceptions, not rules.
        let rule = Rule::between(form, lemma);
        if rule.strip.len() > 5 || rule.strip.len() >= form.len() {
            continue;
        }
        let next = rules.len() as u16;
        let rule = *rules.entry(rule).or_insert(next);
        for n in 0..=LONGEST {
            let ending = if n == 0 { Some("") } else { suffix(form, n) };
            let Some(ending) = ending else { break };
            let counts = endings.entry((inflection as u8, ending.to_owned())).or_default();
            *counts.entry(rule).or_default() += 1;
        }
    }
    for verb in rows(VERBS) {
        known.insert((1, verb[0].to_owned()));
    }
    let mut source = String::new();
    let mut in_order: Vec<(&Rule, &u16)> = rules.iter().collect();
    in_order.sort_by_key(|(_, n)| **n);
    for (rule, _) in in_order {
        let _ = writeln!(source, "R\t{}\t{}", rule.strip, rule.add);
    }
    for ((inflection, ending), counts) in &endings {
        // An ending of one word says no more than the exceptions do.
        if !ending.is_empty() && counts.values().sum::<u16>() < 2 {
            continue;
        }
        let pairs: Vec<String> = counts.iter().map(|(r, n)| format!("{r}:{n}")).collect();
        let _ = writeln!(source, "S\t{inflection}\t{ending}\t{}", pairs.join(" "));
    }
    for (class, word) in &known {
        let _ = writeln!(source, "K\t{class}\t{word}");
    }
    let table = LemmaTable::from_bytes(source.as_bytes()).unwrap_or_default();
    for ((tag, form), lemmas) in &seen {
        let lemma = majority(lemmas);
        if *tag != Xpos::Nnp && *table.lemma(form, *tag).to_lowercase() != *lemma {
            let _ = writeln!(source, "E\t{}\t{form}\t{lemma}", *tag as u8);
        }
    }
    for (tag, form, lemma) in irregular() {
        let is_new = !seen.contains_key(&(tag, form.to_owned()));
        if is_new && *table.lemma(form, tag) != *lemma {
            let _ = writeln!(source, "E\t{}\t{form}\t{lemma}", tag as u8);
        }
    }
    LemmaTable::from_bytes(source.as_bytes()).unwrap_or_default()
}

/// Verbs beyond those of the treebanks.
const VERBS: &str = include_str!("../../lexicon/syntax/verbs.tsv");
/// Verbs with their irregular forms.
const IRREGULAR: &str = include_str!("../../lexicon/syntax/irregular_verbs.tsv");

/// The rows of a table, without comments and header.
fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    let lines = table.lines().filter(|l| !l.starts_with('#') && !l.is_empty());
    lines.skip(1).map(|l| l.split('\t').collect())
}

/// (tag, form, lemma) of the irregular verbs; either past form may be tagged as the other.
fn irregular<'a>() -> Vec<(Xpos, &'a str, &'a str)> {
    let mut list = Vec::new();
    for row in rows(IRREGULAR) {
        let [lemma, past, participle, gerund] = row[..] else { continue };
        list.extend([(Xpos::Vbd, past, lemma), (Xpos::Vbn, participle, lemma)]);
        if past != participle {
            list.extend([(Xpos::Vbd, participle, lemma), (Xpos::Vbn, past, lemma)]);
        }
        if !gerund.is_empty() {
            list.push((Xpos::Vbg, gerund, lemma));
        }
    }
    list
}

/// How often each lower-case form with each tag has each lower-case lemma.
fn count(sentences: &[GoldSentence]) -> BTreeMap<(Xpos, String), BTreeMap<String, u32>> {
    let mut seen: BTreeMap<(Xpos, String), BTreeMap<String, u32>> = BTreeMap::new();
    for word in sentences.iter().flat_map(|s| &s.words) {
        // Pieces of a word torn apart have no lemma of their own.
        let clean = !word.form.contains(['\t', ' ']) && !word.lemma.contains(['\t', ' ']);
        if word.deprel == Deprel::Goeswith || word.lemma == "_" || !clean {
            continue;
        }
        let form = word.form.to_lowercase().replace(['’', '‘'], "'");
        let lemma = word.lemma.to_lowercase().replace(['’', '‘'], "'");
        *seen.entry((word.xpos, form)).or_default().entry(lemma).or_default() += 1;
    }
    seen
}

/// The most frequent lemma.
fn majority(lemmas: &BTreeMap<String, u32>) -> &str {
    let best = lemmas.iter().max_by_key(|(lemma, n)| (**n, std::cmp::Reverse(*lemma)));
    best.map_or("", |(lemma, _)| lemma)
}
