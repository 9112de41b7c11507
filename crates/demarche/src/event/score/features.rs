//! The features of a candidate, as hashes of group and content.
//!
//! Both sides are masked, so that no state is learned to be the one that attacks. Words
//! before, between and after the sides are groups of their own, as are the words on the path
//! through the tree, the predicate with its dependents, and what the patterns say.

use super::candidate::{Candidate, Slot};
use crate::event::pattern::Pos;
use crate::syntax::{Deprel, Tree, Upos};

/// Words looked at before the first and after the last side.
const WINDOW: usize = 8;
/// Steps from a word to the root that are looked at.
const CLIMB: usize = 8;

/// How much one word of a group of words counts beside its fellows: a group of `n` counts as
/// much as if `sqrt(n)` times this many stood alone, so that long sentences do not shout.
const SHARE: f32 = 3.0;

/// Sets the features of candidates beyond the patterns apart.
const BEYOND: u64 = 0x5bd1_e995_97f4_a7c1;

/// A feature's hash and its value.
pub type Feature = (u64, f32);

/// Collects hashed features.
struct Bag {
    features: Vec<Feature>,
}

impl Bag {
    fn add(&mut self, group: &str, parts: &[&str]) {
        // FNV-1a over the group and the parts, with a separator no text has.
        let mut hash = 0xcbf2_9ce4_8422_2325u64;
        let mut push = |bytes: &[u8]| {
            for byte in bytes {
                hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
            }
            hash = (hash ^ 0xff).wrapping_mul(0x0100_0000_01b3);
        };
        push(group.as_bytes());
        parts.iter().for_each(|part| push(part.as_bytes()));
        self.features.push((hash, 1.0));
    }

    /// Scales the features added since `start` down to a group's share.
    fn share(&mut self, start: usize) {
        let group = &mut self.features[start..];
        let value = (SHARE / (group.len() as f32).sqrt()).min(1.0);
        group.iter_mut().for_each(|(_, v)| *v = value);
    }

    fn len(&self) -> usize {
        self.features.len()
    }

    fn grams(&mut self, group: &str, words: &[&str], longest: usize) {
        for n in 1..=longest {
            for window in words.windows(n) {
                self.add(group, window);
            }
        }
    }
}

/// The features of a candidate, sorted, each once.
pub fn extract(candidate: &Candidate<'_>) -> Vec<Feature> {
    let mut bag = Bag { features: Vec::with_capacity(512) };
    bag.add("bias", &[]);
    words(candidate, &mut bag);
    senses(candidate, &mut bag);
    predicate(candidate, &mut bag);
    path(candidate, &mut bag);
    patterns(candidate, &mut bag);
    if candidate.beyond {
        bag.features.iter_mut().for_each(|(hash, _)| *hash ^= BEYOND);
    }
    bag.features.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    bag.features.dedup_by_key(|(hash, _)| *hash);
    bag.features
}

/// The sentence with its actors masked: one symbol a word or phrase, with its first token.
fn masked<'c>(candidate: &'c Candidate<'_>) -> Vec<(usize, &'c str)> {
    let within = |slot: &Slot, t: usize| (slot.first..=slot.last).contains(&t);
    let mut symbols: Vec<(usize, &str)> = Vec::new();
    for t in 0..candidate.tree.len() {
        let symbol = if within(&candidate.actor, t) {
            "A"
        } else if candidate.recipient.as_ref().is_some_and(|r| within(r, t)) {
            "R"
        } else if candidate.mentions[t].is_some() {
            "E"
        } else {
            let word = candidate.tree.word(t);
            match word.upos {
                Upos::Num => "#",
                Upos::Propn => "N",
                _ => &word.lemma,
            }
        };
        let mask = matches!(symbol, "A" | "R" | "E" | "#" | "N");
        if !mask || symbols.last().is_none_or(|(_, last)| *last != symbol) {
            symbols.push((t, symbol));
        }
    }
    symbols
}

fn words(candidate: &Candidate<'_>, bag: &mut Bag) {
    let symbols = masked(candidate);
    let (a, r) = (&candidate.actor, candidate.recipient.as_ref());
    let (left, right, order) = match r {
        Some(r) if r.first < a.first => (r, a, "ra"),
        Some(r) => (a, r, "ar"),
        None => (a, a, "a"),
    };
    bag.add("order", &[order]);
    let all: Vec<&str> = symbols.iter().map(|(_, s)| *s).collect();
    let start = bag.len();
    bag.grams("all", &all, 1);
    bag.share(start);
    let part = |keep: &dyn Fn(usize) -> bool| -> Vec<&str> {
        symbols.iter().filter(|(t, _)| keep(*t)).map(|(_, s)| *s).collect()
    };
    let tree = candidate.tree;
    let before = part(&|t| t < left.first && !is_glue(tree, t));
    let between = part(&|t| t > left.last && t < right.first);
    let after = part(&|t| t > right.last);
    let start = bag.len();
    bag.grams("before", &before[before.len().saturating_sub(WINDOW)..], 2);
    bag.share(start);
    let start = bag.len();
    bag.grams("after", &after[..after.len().min(WINDOW)], 3);
    bag.share(start);
    let start = bag.len();
    bag.grams(&format!("between {order}"), &between, 3);
    bag.share(start);
    let start = bag.len();
    for word in between.iter().chain(after.iter().take(WINDOW)) {
        let padded: Vec<char> = format!("<{word}>").chars().collect();
        for window in padded.windows(4) {
            let gram: String = window.iter().collect();
            bag.add("characters", &[&gram]);
        }
    }
    bag.share(start);
}

/// What the lexicon says that the words between and after the sides may mean.
fn senses(candidate: &Candidate<'_>, bag: &mut Bag) {
    let tree = candidate.tree;
    let (a, r) = (&candidate.actor, candidate.recipient.as_ref());
    let first = r.map_or(a.first, |r| r.first.min(a.first));
    let last = r.map_or(a.last, |r| r.last.max(a.last));
    let start = bag.len();
    for t in (0..tree.len()).filter(|t| candidate.mentions[*t].is_none()) {
        let word = tree.word(t);
        let pos = match word.upos {
            Upos::Verb => Pos::Verb,
            Upos::Noun => Pos::Noun,
            Upos::Adj => Pos::Adj,
            _ => continue,
        };
        let zone = match t {
            t if t == candidate.predicate => "predicate",
            t if t < first => "before",
            t if t <= last => "between",
            _ => "after",
        };
        for event in candidate.book.senses(pos, &word.lemma) {
            bag.add("may mean", &[zone, event]);
            bag.add("may mean", &["somewhere", event]);
            if tree.governs(t, a.head) {
                bag.add("may mean", &["over actor", event]);
            }
        }
        for class in candidate.book.classes_of(&word.lemma) {
            bag.add("class", &[zone, class]);
            bag.add("class", &["somewhere", class]);
        }
    }
    bag.share(start);
}

/// The predicate, its dependents and what governs it.
fn predicate(candidate: &Candidate<'_>, bag: &mut Bag) {
    let tree = candidate.tree;
    let p = candidate.predicate;
    let lemma = |t: usize| -> &str {
        let masked = candidate.mentions[t].is_some() && t != p;
        if masked { "E" } else { &tree.word(t).lemma }
    };
    bag.add("predicate", &[lemma(p), pos(tree, p)]);
    for child in tree.children(p).filter(|c| !is_glue(tree, *c)) {
        let label = tree.word(child).deprel.as_str();
        bag.add("dependent", &[label, lemma(child)]);
        bag.add("dependent of", &[lemma(p), label, lemma(child)]);
        if let Some(case) = tree.child(child, Deprel::Case) {
            bag.add("case", &[label, lemma(case), lemma(child)]);
            bag.add("case of", &[lemma(p), lemma(case)]);
        }
    }
    let mut at = p;
    for step in ["1", "2", "3"] {
        let Some(head) = tree.head(at) else {
            bag.add("governor", &[step, "-"]);
            break;
        };
        bag.add("governor", &[step, tree.word(at).deprel.as_str(), lemma(head)]);
        if step == "1" {
            bag.add("governed", &[lemma(p), tree.word(at).deprel.as_str(), lemma(head)]);
            for child in tree.children(head).filter(|c| *c != at && !is_glue(tree, *c)) {
                bag.add("sister", &[tree.word(child).deprel.as_str(), lemma(child)]);
            }
        }
        at = head;
    }
}

/// Marks and words that only join or point: what they depend on says nothing.
fn is_glue(tree: &Tree, t: usize) -> bool {
    matches!(tree.word(t).deprel, Deprel::Punct | Deprel::Cc | Deprel::Det)
}

fn pos(tree: &Tree, t: usize) -> &'static str {
    tree.word(t).upos.as_str()
}

/// Labels and lemmas from each side to the predicate, and between the sides.
fn path(candidate: &Candidate<'_>, bag: &mut Bag) {
    let tree = candidate.tree;
    let p = candidate.predicate;
    let lemma = |t: usize| -> &str {
        if candidate.mentions[t].is_some() { "E" } else { &tree.word(t).lemma }
    };
    let side = |slot: &Slot| -> (String, Vec<usize>) {
        let (steps, turn) = between(tree, slot.head, p);
        let case = tree.child(slot.head, Deprel::Case).map_or("", |c| &*candidate.lower[c]);
        let mut way = String::from(case);
        for (i, t) in steps.iter().enumerate() {
            way.push(if i < turn { '<' } else { '>' });
            way.push_str(tree.word(*t).deprel.as_str());
        }
        (way, steps)
    };
    let (way, steps) = side(&candidate.actor);
    bag.add("actor path", &[&way]);
    bag.add("actor path at", &[&way, &tree.word(p).lemma]);
    for t in steps.iter().filter(|t| **t != candidate.actor.head) {
        bag.add("on actor path", &[lemma(*t)]);
    }
    let Some(recipient) = &candidate.recipient else {
        bag.add("no recipient", &[]);
        bag.add("no recipient at", &[&tree.word(p).lemma]);
        return;
    };
    let (other, steps) = side(recipient);
    bag.add("recipient path", &[&other]);
    bag.add("recipient path at", &[&other, &tree.word(p).lemma]);
    bag.add("both paths", &[&way, &other]);
    for t in steps.iter().filter(|t| **t != recipient.head) {
        bag.add("on recipient path", &[lemma(*t)]);
    }
    let (steps, turn) = between(tree, candidate.actor.head, recipient.head);
    let mut labels = String::new();
    for (i, t) in steps.iter().enumerate() {
        let up = if i < turn { "<" } else { ">" };
        let label = tree.word(*t).deprel.as_str();
        labels.push_str(up);
        labels.push_str(label);
        bag.add("on path", &[up, lemma(*t)]);
    }
    bag.add("path", &[&labels]);
    if let Some(top) = steps.get(turn.saturating_sub(1)).and_then(|t| tree.head(*t)) {
        bag.add("top", &[lemma(top)]);
        bag.add("top and path", &[lemma(top), &labels]);
    }
}

/// The words from `a` up to the common governor (not included), then down to `b`; and how
/// many of them lead up.
fn between(tree: &Tree, a: usize, b: usize) -> (Vec<usize>, usize) {
    let climb = |from: usize| {
        let mut way = vec![from];
        while let Some(head) = tree.head(way[way.len() - 1]).filter(|_| way.len() <= CLIMB) {
            way.push(head);
        }
        way
    };
    let (up, down) = (climb(a), climb(b));
    let meet = up.iter().position(|t| down.contains(t)).unwrap_or(up.len());
    let cut = up.get(meet).and_then(|t| down.iter().position(|d| d == t)).unwrap_or(down.len());
    let mut steps: Vec<usize> = up[..meet].to_vec();
    steps.extend(down[..cut].iter().rev());
    (steps, meet)
}

/// What the patterns say of the candidate and of its sentence.
fn patterns(candidate: &Candidate<'_>, bag: &mut Bag) {
    let sector = |slot: Option<&Slot>| slot.map_or("none", |s| &s.sector).to_owned();
    let (actor, recipient) = (sector(Some(&candidate.actor)), sector(candidate.recipient.as_ref()));
    bag.add("actor", &[&actor]);
    bag.add("recipient", &[&recipient]);
    bag.add("actor country", &[if candidate.actor.has_country { "y" } else { "n" }]);
    for event in &candidate.others {
        bag.add("beside", &[event]);
    }
    let Some(fired) = &candidate.fired else {
        bag.add("fired", &["-"]);
        return;
    };
    let sides = ["none", "one", "both"][usize::from(fired.sides.min(2))];
    bag.add("fired", &[fired.event, sides]);
    bag.add("fired as", &[fired.event, pos(candidate.tree, candidate.predicate), sides]);
    bag.add("rule", &[fired.rule, sides]);
    bag.add("fired for", &[fired.event, &actor, &recipient]);
    bag.add("fired between", &[fired.event, &recipient]);
}
