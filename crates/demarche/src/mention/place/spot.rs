//! Finds names that are places here: case, tags and neighbours against traps.

use std::ops::Range;

use super::Relation;
use super::gazetteer::{Beside, Gazetteer, Kind, country_of};
use crate::article::BlockKind;
use crate::document::Document;
use crate::mention::phrases::{FastMap, Node, UNKNOWN, fold_into};
use crate::span::Span;
use crate::syntax::{Deprel, Tree, Upos};

/// A name that is taken for a place, not yet resolved.
#[derive(Clone, Debug)]
pub(super) struct Spotted {
    pub sentence: usize,
    pub tokens: Range<usize>,
    pub node: Node,
    pub relation: Relation,
    pub acting: bool,
    /// Resolution of the type word beside it ("Idlib province").
    pub kind_of: Option<u8>,
}

/// How often each country is spoken of.
pub(super) type Countries = FastMap<[u8; 3], u32>;

/// The places of a document, and the countries it speaks of.
pub(super) fn spot(
    doc: &Document,
    gazetteer: &Gazetteer,
    taken: &[Span],
) -> (Vec<Spotted>, Countries) {
    let mut found = Vec::new();
    let mut countries = Countries::default();
    let (mut ids, mut evidence) = (Vec::new(), Vec::new());
    let mut scratch = String::new();
    for sentence in 0..doc.sentences.len() {
        let tokens = &doc.sentences[sentence].tokens;
        let spotter =
            Spotter { doc, gazetteer, taken, sentence, tree: doc.trees[sentence].as_ref() };
        ids.clear();
        evidence.clear();
        for token in tokens {
            let word = token.span.of(&doc.article.text);
            ids.push(gazetteer.names.id(word, &mut scratch));
            let capital = word.starts_with(char::is_uppercase);
            evidence.push(match capital {
                true => gazetteer.evidence.id(word, &mut scratch),
                false => UNKNOWN,
            });
        }
        let mut at = 0;
        while at < tokens.len() {
            if let Some((end, node)) = gazetteer.evidence.longest(&evidence, at) {
                for country in gazetteer.evidence.values(node).map(country_of) {
                    *countries.entry(country).or_default() += 1;
                }
                if gazetteer.names.longest(&ids, at).is_none_or(|(other, _)| other < end) {
                    at = end;
                    continue;
                }
            }
            match gazetteer.names.longest(&ids, at) {
                Some((end, node)) => match spotter.judge(at, end, node, &mut scratch) {
                    Some(spotted) => {
                        // A name that is found in one country only speaks of that country.
                        let mut all = gazetteer.names.values(node).map(|e| gazetteer.country(e));
                        if let Some(country) = all.next()
                            && all.all(|other| other == country)
                        {
                            *countries.entry(country).or_default() += 1;
                        }
                        found.push(spotted);
                        at = end;
                    }
                    None => at += 1,
                },
                None => at += 1,
            }
        }
    }
    (found, countries)
}

struct Spotter<'a> {
    doc: &'a Document,
    gazetteer: &'a Gazetteer,
    taken: &'a [Span],
    sentence: usize,
    tree: Option<&'a Tree>,
}

impl Spotter<'_> {
    /// Whether tokens `at..end` are a place here.
    fn judge(&self, at: usize, end: usize, node: Node, scratch: &mut String) -> Option<Spotted> {
        if !self.is_capital(at) || !self.is_capital(end - 1) {
            return None;
        }
        // "the US" but not "us", "LA" but not "La".
        let short = end == at + 1 && self.word(at).len() < 4;
        let relation = self.relation(at);
        let kind_of = self.type_beside(at, end, scratch);
        let contained = self.contained(end, scratch);
        let evidence = relation != Relation::None || kind_of.is_some() || contained;
        let known = self
            .gazetteer
            .names
            .values(node)
            .any(|entry| matches!(self.gazetteer.kind(entry), Kind::Country | Kind::Region));
        if end == at + 1 {
            fold(self.word(at), scratch);
            let trap = self.gazetteer.is_trap(scratch) || (short && !known);
            let title = self.is_title();
            if trap && !known && (!evidence || (title && !contained)) {
                return None;
            }
        }
        let shouted = end == at + 1
            && !known
            && self.word(at).len() < 6
            && self.word(at).bytes().all(|b| b.is_ascii_uppercase())
            && at > 0;
        if shouted && !contained {
            return None;
        }
        let firm = known && !(end == at + 1 && self.is_trap(at, scratch));
        if self.person(at, end, firm, scratch) || (!known && self.part_of_name(at, end, scratch)) {
            return None;
        }
        if end == at + 1 && !known && !evidence && !self.is_proper(at) {
            return None;
        }
        let span = self.doc.span_of(self.sentence, at, end - 1);
        let taken = self.taken.iter().any(|t| t.overlaps(span) && *t != span);
        if taken && relation == Relation::None && !known {
            return None;
        }
        let acting = relation == Relation::None
            && (self.acts(at, end) || self.taken.iter().any(|t| t.overlaps(span)));
        Some(Spotted { sentence: self.sentence, tokens: at..end, node, relation, acting, kind_of })
    }

    /// The preposition that governs the name, over articles, directions and type words.
    fn relation(&self, at: usize) -> Relation {
        let mut before = at;
        let mut lower = String::new();
        let mut listed = 0;
        while before > 0 {
            before -= 1;
            let word = self.word(before);
            fold_lower(word, &mut lower);
            match self.gazetteer.beside(&lower) {
                Some(Beside::Locative) => return Relation::At,
                Some(Beside::Origin) => return Relation::From,
                Some(Beside::Motion) => return Relation::To,
                Some(Beside::Direction | Beside::Type(_)) => continue,
                _ if matches!(&*lower, "the" | "of") => continue,
                // "in Kabul and Herat", "in Lviv, Kyiv"
                _ if matches!(&*lower, "and" | "," | "or") && listed < 3 && before > 0 => {
                    if !self.is_capital(before - 1) {
                        break;
                    }
                    while before > 0 && self.is_capital(before - 1) {
                        before -= 1;
                    }
                    listed += 1;
                }
                _ => break,
            }
        }
        Relation::None
    }

    /// "Idlib province", "the city of Homs", "Kabul airport".
    fn type_beside(&self, at: usize, end: usize, lower: &mut String) -> Option<u8> {
        fold_lower(self.word(end), lower);
        if let Some(Beside::Type(resolution)) = self.gazetteer.beside(lower) {
            return Some(resolution);
        }
        if at >= 2 && self.word(at - 1) == "of" {
            fold_lower(self.word(at - 2), lower);
            if let Some(Beside::Type(resolution)) = self.gazetteer.beside(lower) {
                return Some(resolution);
            }
        }
        None
    }

    /// Whether a comma or bracket and the name of something larger follow.
    fn contained(&self, end: usize, scratch: &mut String) -> bool {
        if !matches!(self.word(end), "," | "(") || !self.is_capital(end + 1) {
            return false;
        }
        let ids: Vec<u64> =
            (end + 1..end + 5).map(|i| self.gazetteer.names.id(self.word(i), scratch)).collect();
        self.gazetteer.names.longest(&ids, 0).is_some_and(|(_, node)| {
            self.gazetteer.names.values(node).any(|entry| {
                let kind = self.gazetteer.kind(entry);
                matches!(kind, Kind::Country | Kind::Admin1 | Kind::Region)
            })
        })
    }

    /// "George Washington", "Paris Hilton", "Gov. Jackson".
    fn person(&self, at: usize, end: usize, known: bool, lower: &mut String) -> bool {
        if at > 0 {
            fold_lower(self.word(at - 1), lower);
            let pointed = format!("{lower}.");
            let title = [lower.as_str(), pointed.as_str()]
                .iter()
                .any(|w| self.gazetteer.beside(w) == Some(Beside::Title));
            if title && !known {
                return true;
            }
        }
        let Some(tree) = self.tree else {
            let before = at > 1 && self.is_name(at - 1) && !known;
            return before || (!known && self.is_name(end) && self.type_at(end, lower).is_none());
        };
        if known {
            return false;
        }
        let outside = |i: usize| i < at || i >= end;
        let flat = |i: usize| tree.word(i).deprel == Deprel::Flat;
        let led = (at..end).any(|i| flat(i) && tree.head(i).is_some_and(outside));
        let leads = (at..end).any(|i| tree.children(i).any(|c| outside(c) && flat(c)));
        led || leads
    }

    /// "Washington Post", "Texas Supreme Court", "Boston Globe": a name inside a longer one.
    fn part_of_name(&self, at: usize, end: usize, lower: &mut String) -> bool {
        match self.tree {
            Some(tree) => {
                (at..end).any(|i| {
                    let Some(head) = tree.head(i).filter(|h| *h >= end) else { return false };
                    matches!(
                        tree.word(i).deprel,
                        Deprel::Compound | Deprel::Amod | Deprel::NmodDesc
                    ) && tree.word(head).upos == Upos::Propn
                        && self.type_at(head, lower).is_none()
                }) || (self.is_name(end)
                    && !self.is_title()
                    && self.type_at(end, lower).is_none()
                    && tree.word(end).upos == Upos::Propn
                    && tree.word(end).deprel != Deprel::Root)
            }
            None => false,
        }
    }

    fn type_at(&self, at: usize, lower: &mut String) -> Option<u8> {
        fold_lower(self.word(at), lower);
        match self.gazetteer.beside(lower) {
            Some(Beside::Type(resolution)) => Some(resolution),
            _ => None,
        }
    }

    /// Whether the name is the subject, possessor or object of an act rather than its place.
    fn acts(&self, at: usize, end: usize) -> bool {
        let Some(tree) = self.tree else { return false };
        let head =
            (at..end).find(|i| tree.head(*i).is_none_or(|h| h < at || h >= end)).unwrap_or(end - 1);
        matches!(
            tree.word(head).deprel,
            Deprel::Nsubj
                | Deprel::NsubjPass
                | Deprel::Obj
                | Deprel::Iobj
                | Deprel::NmodPoss
                | Deprel::OblAgent
                | Deprel::Amod
        )
    }

    fn is_trap(&self, at: usize, scratch: &mut String) -> bool {
        fold(self.word(at), scratch);
        self.gazetteer.is_trap(scratch)
    }

    fn is_proper(&self, at: usize) -> bool {
        self.tree.is_none_or(|t| matches!(t.word(at).upos, Upos::Propn | Upos::X | Upos::Noun))
    }

    fn is_title(&self) -> bool {
        let block = self.doc.sentences[self.sentence].block;
        self.doc.article.blocks.get(block).is_some_and(|b| b.kind == BlockKind::Title)
    }

    /// A capitalised word that is no first word of a sentence.
    fn is_name(&self, at: usize) -> bool {
        at > 0
            && self.is_capital(at)
            && self.word(at).chars().nth(1).is_some_and(char::is_lowercase)
    }

    fn is_capital(&self, at: usize) -> bool {
        self.word(at).starts_with(char::is_uppercase)
    }

    fn word(&self, at: usize) -> &str {
        let tokens = &self.doc.sentences[self.sentence].tokens;
        tokens.get(at).map_or("", |t| t.span.of(&self.doc.article.text))
    }
}

fn fold(word: &str, out: &mut String) {
    out.clear();
    fold_into(word, out);
}

fn fold_lower(word: &str, out: &mut String) {
    out.clear();
    out.extend(word.chars().flat_map(char::to_lowercase));
}
