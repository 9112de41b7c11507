//! Attributions in a parsed sentence: cues with their subjects and complements.

use std::ops::Range;

use super::cues::{Cues, Noun as Class, Verb};
use super::source::{is_outlet, is_press};
use super::{Draft, Noun};
use crate::document::Document;
use crate::syntax::{Deprel, Tree, Upos, Xpos};

/// Adds the attributions of one sentence.
pub(super) fn read(
    doc: &Document,
    cues: &Cues,
    tree: &Tree,
    sentence: usize,
    out: &mut Vec<Draft>,
) {
    let reader = Clause { doc, cues, tree, sentence };
    for at in 0..tree.len() {
        let word = tree.word(at);
        let draft = match word.upos {
            Upos::Verb => reader.verb(at),
            Upos::Noun => reader.noun(at),
            Upos::Adv => reader.adverb(at),
            _ => reader.phrase(at),
        };
        out.extend(draft.or_else(|| reader.phrase(at).filter(|_| word.upos == Upos::Verb)));
    }
}

struct Clause<'a> {
    doc: &'a Document,
    cues: &'a Cues,
    tree: &'a Tree,
    sentence: usize,
}

impl<'a> Clause<'a> {
    /// "X said that …", "…, X said", "accused X of …", "was quoted as saying by Y".
    fn verb(&self, at: usize) -> Option<Draft> {
        let tree = self.tree;
        let verb = self.cues.verb(&tree.word(at).lemma)?;
        if matches!(tree.word(at).deprel, Deprel::Amod | Deprel::Case | Deprel::Compound) {
            return None;
        }
        let passive = tree.child(at, Deprel::NsubjPass).is_some()
            || tree.child(at, Deprel::AuxPass).is_some();
        let mut draft = Draft { sentence: self.sentence, verb: Some(verb), ..Draft::default() };
        draft.source = self.source(at, passive, 0);
        draft.cue = Some((self.cue(at), at));
        self.contents(at, verb, passive, &mut draft);
        // Who is told prints it: "told AFP".
        if matches!(verb, Verb::Tell | Verb::Say | Verb::Claim) {
            let told = tree.children(at).find(|c| match tree.word(*c).deprel {
                Deprel::Iobj | Deprel::Obj => *c > at,
                Deprel::Obl => self.case(*c) == Some("to"),
                _ => false,
            });
            let told = told.map(|t| self.phrase_of(t));
            draft.outlet = told.filter(|n| is_outlet(self.doc, self.cues, n));
        }
        draft.unnamed = self.kept_secret(at);
        if draft.outlet.is_none() {
            draft.outlet = self.cited_outlet(at, passive);
        }
        // Without a content of its own the cue may still claim a quotation beside it.
        let keeps = !draft.contents.is_empty() || verb.speaks();
        keeps.then_some(draft)
    }

    /// "in an interview with X", "was quoted as saying by Y".
    fn cited_outlet(&self, at: usize, passive: bool) -> Option<Noun> {
        let tree = self.tree;
        let agent =
            |v: usize| tree.children(v).find(|c| self.is_agent(*c)).map(|a| self.phrase_of(a));
        let upper = tree.head(at).filter(|_| self.tree.word(at).xpos == Xpos::Vbg);
        let by = agent(at).or_else(|| agent(upper?));
        if let Some(noun) = by.filter(|n| (passive || upper.is_some()) && self.outlet(n)) {
            return Some(noun);
        }
        tree.children(at)
            .filter(|c| tree.word(*c).deprel == Deprel::Obl)
            .flat_map(|c| tree.children(c).filter(|n| tree.word(*n).deprel == Deprel::Nmod))
            .map(|n| self.phrase_of(n))
            .find(|n| self.outlet(n))
    }

    fn outlet(&self, noun: &Noun) -> bool {
        is_outlet(self.doc, self.cues, noun)
    }

    /// "the claim that …", "X's statement that …".
    fn noun(&self, at: usize) -> Option<Draft> {
        let tree = self.tree;
        if self.cues.noun(&tree.word(at).lemma) != Some(Class::Statement) {
            return None;
        }
        let clause = tree.children(at).find(|c| {
            let word = tree.word(*c);
            matches!(word.deprel, Deprel::Ccomp | Deprel::Acl)
                && tree
                    .children(*c)
                    .any(|m| tree.word(m).deprel == Deprel::Mark && tree.word(m).xpos != Xpos::To)
        })?;
        let holder = tree.child(at, Deprel::NmodPoss);
        let source = match holder {
            Some(holder) => Some(self.phrase_of(holder)),
            // "made the claim that": the subject of the light verb.
            None => tree
                .head(at)
                .filter(|_| matches!(tree.word(at).deprel, Deprel::Obj))
                .and_then(|verb| self.source(verb, false, 1)),
        };
        Some(Draft {
            sentence: self.sentence,
            verb: Some(Verb::Claim),
            source,
            cue: Some((at..at + 1, at)),
            contents: vec![(self.sentence, self.clause(clause))],
            ..Draft::default()
        })
    }

    /// "reportedly": somebody says so.
    fn adverb(&self, at: usize) -> Option<Draft> {
        let word = self.tree.word(at);
        if !self.cues.is_adverb(&word.lemma) || word.deprel != Deprel::Advmod {
            return self.phrase(at);
        }
        let head = self.tree.head(at)?;
        let (first, last) = self.tree.extent(head);
        let contents = self.without(first..last + 1, at..at + 1);
        Some(Draft {
            sentence: self.sentence,
            cue: Some((at..at + 1, at)),
            contents: contents.into_iter().map(|r| (self.sentence, r)).collect(),
            unnamed: true,
            ..Draft::default()
        })
    }

    /// "according to X".
    fn phrase(&self, at: usize) -> Option<Draft> {
        let length = self.cues.phrase(at, |i| self.word(i))?;
        let after = at + length;
        if after >= self.tree.len() {
            return None;
        }
        // The noun that the phrase marks: the nearest governor outside the phrase.
        let mut head = self.tree.head(at)?;
        while head < after && head >= at {
            head = self.tree.head(head)?;
        }
        if head < after {
            head = (after..self.tree.len()).find(|i| self.is_nominal(*i))?;
        }
        let (first, last) = self.tree.extent(head);
        let (first, last) = (first.max(after), last.max(head));
        let source =
            Noun { sentence: self.sentence, tokens: self.trim(first.min(head)..last + 1)?, head };
        let governor = self.tree.head(head).unwrap_or(head);
        let clause = self.clause_above(governor);
        let (from, to) = self.tree.extent(clause);
        let gap = at..source.tokens.end;
        let contents = self.without(from..to + 1, gap);
        Some(Draft {
            sentence: self.sentence,
            source: Some(source),
            verb: Some(Verb::Say),
            cue: Some((at..after, at)),
            contents: contents.into_iter().map(|r| (self.sentence, r)).collect(),
            ..Draft::default()
        })
    }

    /// The head of the clause that holds a word.
    fn clause_above(&self, at: usize) -> usize {
        let mut here = at;
        while let Some(head) = self.tree.head(here) {
            let word = self.tree.word(here);
            let verbal = word.upos == Upos::Verb || self.tree.child(here, Deprel::Cop).is_some();
            let plain = matches!(word.deprel, Deprel::Xcomp | Deprel::Conj | Deprel::Obj);
            if verbal && !plain {
                break;
            }
            here = head;
        }
        here
    }

    /// The subject of a cue: its own, that of the verb it leans on, the noun it belongs to.
    fn source(&self, at: usize, passive: bool, depth: usize) -> Option<Noun> {
        let tree = self.tree;
        if passive {
            return tree.children(at).find(|c| self.is_agent(*c)).map(|a| self.phrase_of(a));
        }
        if let Some(subject) = tree.child(at, Deprel::Nsubj) {
            let word = tree.word(subject);
            if matches!(word.xpos, Xpos::Wp | Xpos::Wdt) {
                // "the official, who said …": the noun the clause belongs to.
                let head = tree.head(at)?;
                return (tree.word(at).deprel == Deprel::AclRelcl).then(|| self.named(head, at));
            }
            return Some(self.phrase_of(subject));
        }
        if depth > 3 {
            return None;
        }
        let head = tree.head(at)?;
        match tree.word(at).deprel {
            // "a statement saying …"
            Deprel::Acl => Some(self.named(head, at)),
            Deprel::Xcomp | Deprel::Advcl | Deprel::Conj | Deprel::Parataxis => {
                let verb = &tree.word(head).lemma;
                // "was quoted as saying": the subject of the passive speaks.
                let passive = tree.child(head, Deprel::NsubjPass);
                if let Some(subject) = passive.filter(|_| self.cues.verb(verb).is_some()) {
                    return Some(self.phrase_of(subject));
                }
                let object = tree.child(head, Deprel::Obj).filter(|_| {
                    tree.word(at).deprel == Deprel::Xcomp
                        && self.cues.verb(verb) == Some(Verb::Urge)
                });
                match object {
                    Some(object) => Some(self.phrase_of(object)),
                    None => self.source(head, false, depth + 1),
                }
            }
            _ => None,
        }
    }

    /// A noun's phrase without the clause of the cue that hangs on it.
    fn named(&self, head: usize, cue: usize) -> Noun {
        let noun = self.phrase_of(head);
        let (first, _) = self.tree.extent(cue);
        let end = if first > head { noun.tokens.end.min(first) } else { noun.tokens.end };
        let tokens = self.trim(noun.tokens.start..end.max(head + 1)).unwrap_or(head..head + 1);
        Noun { tokens, ..noun }
    }

    /// A noun with what belongs to it.
    fn phrase_of(&self, head: usize) -> Noun {
        let tree = self.tree;
        let (mut first, mut last) = (head, head);
        for child in tree.children(head) {
            if matches!(
                tree.word(child).deprel,
                Deprel::Case
                    | Deprel::Punct
                    | Deprel::Parataxis
                    | Deprel::Mark
                    | Deprel::Cop
                    | Deprel::Nsubj
                    | Deprel::Advcl
                    | Deprel::Discourse
            ) {
                continue;
            }
            let (a, b) = tree.extent(child);
            (first, last) = (first.min(a), last.max(b));
        }
        let tokens = self.trim(first..last + 1).unwrap_or(head..head + 1);
        Noun { sentence: self.sentence, tokens, head }
    }

    /// The cue's words: the verb with its auxiliaries and particle.
    fn cue(&self, at: usize) -> Range<usize> {
        let (mut first, mut end) = (at, at + 1);
        for child in self.tree.children(at) {
            match self.tree.word(child).deprel {
                Deprel::Aux | Deprel::AuxPass | Deprel::Advmod if child + 1 == first => {
                    first = child
                }
                Deprel::CompoundPrt if child == end => end = child + 1,
                _ => {}
            }
        }
        for before in (0..first).rev() {
            let word = self.tree.word(before);
            let aux = matches!(word.deprel, Deprel::Aux | Deprel::AuxPass);
            if !aux || self.tree.head(before) != Some(at) {
                break;
            }
            first = before;
        }
        first..end
    }

    /// What the cue reports, by its complements.
    fn contents(&self, at: usize, verb: Verb, passive: bool, draft: &mut Draft) {
        let tree = self.tree;
        let own =
            |relation: Deprel| tree.children(at).find(move |c| tree.word(*c).deprel == relation);
        let mut add = |range: Option<Range<usize>>| {
            draft.contents.extend(range.map(|r| (self.sentence, r)));
        };
        if let Some(clause) = own(Deprel::Ccomp) {
            // "“We go,” he said, “and soon.”": pieces on both sides of the cue.
            let (first, last) = tree.extent(clause);
            let blocked = self.shell(at, clause);
            for piece in self.without(first..last + 1, blocked) {
                add(Some(piece));
            }
            return;
        }
        if tree.word(at).deprel == Deprel::Parataxis
            && let Some(head) = tree.head(at)
            && (verb.speaks() || verb == Verb::Believe)
            && !passive
            && tree.child(at, Deprel::Obj).is_none_or(|_| verb == Verb::Tell)
        {
            let (first, last) = tree.extent(head);
            let (from, to) = tree.extent(at);
            for piece in self.without(first..last + 1, from..to + 1) {
                add(Some(piece));
            }
            return;
        }
        if let Some(open) = own(Deprel::Xcomp) {
            let object = own(Deprel::Obj).or(own(Deprel::Iobj)).filter(|o| *o < open);
            let start = match (verb, object) {
                (Verb::Call | Verb::Urge, Some(object)) => tree.extent(object).0,
                _ => tree.extent(open).0,
            };
            draft.weak = true;
            return add(self.trim(start..tree.extent(open).1 + 1));
        }
        let object = if passive { None } else { own(Deprel::Obj).filter(|o| *o > at) };
        let objects = matches!(verb, Verb::Tell).then_some(()).is_none();
        let person = object.filter(|_| !objects || self.tells(at, verb));
        let object = object.filter(|_| objects && verb.takes_object() && person.is_none());
        let oblique = tree.children(at).find(|c| {
            let word = tree.word(*c);
            *c > at
                && match word.deprel {
                    Deprel::Obl => {
                        matches!(self.case(*c), Some("of" | "about" | "for" | "as" | "on"))
                            && !self.is_time(*c)
                    }
                    Deprel::Advcl => self.marked(*c),
                    _ => false,
                }
        });
        draft.weak = true;
        match (object, oblique) {
            (Some(object), Some(oblique))
                if self.tree.word(oblique).deprel != Deprel::Advcl
                    || matches!(verb, Verb::Call | Verb::Accuse | Verb::Praise) =>
            {
                let (first, last) = (tree.extent(object), tree.extent(oblique));
                add(self.trim(first.0.min(last.0)..first.1.max(last.1) + 1));
            }
            (Some(object), _) => {
                let (first, last) = tree.extent(object);
                add(self.trim(first..last + 1));
            }
            (None, Some(oblique)) if !matches!(verb, Verb::Believe | Verb::Show) => {
                let (first, last) = tree.extent(oblique);
                add(self.trim(first..last + 1));
            }
            _ => draft.weak = false,
        }
    }

    /// Whether the object of the verb is somebody told, not something said.
    fn tells(&self, at: usize, verb: Verb) -> bool {
        let tree = self.tree;
        let told = tree.child(at, Deprel::Obj).map(|o| self.phrase_of(o));
        verb == Verb::Say && told.is_some_and(|n| is_press(self.doc, self.cues, &n))
    }

    /// The tokens of a cue's clause that are not part of its content.
    fn shell(&self, at: usize, content: usize) -> Range<usize> {
        let (from, to) = self.tree.extent(content);
        if at < from || at > to {
            return at..at;
        }
        // The cue stands inside its content: everything it governs beside the content.
        let mut range = at..at + 1;
        for child in self.tree.children(at).filter(|c| *c != content) {
            let (a, b) = self.tree.extent(child);
            range = range.start.min(a)..range.end.max(b + 1);
        }
        range
    }

    /// A clause's tokens without its leading conjunction and comma.
    fn clause(&self, head: usize) -> Range<usize> {
        let (first, last) = self.tree.extent(head);
        self.trim(first..last + 1).unwrap_or(head..head + 1)
    }

    /// A range less what lies in `gap`, trimmed; empty pieces fall away.
    fn without(&self, range: Range<usize>, gap: Range<usize>) -> Vec<Range<usize>> {
        if gap.is_empty() {
            return self.trim(range).into_iter().collect();
        }
        let before = range.start..range.end.min(gap.start).max(range.start);
        let after = range.start.max(gap.end).min(range.end)..range.end;
        [before, after]
            .into_iter()
            .filter_map(|r| self.trim(r))
            .filter(|r| r.clone().any(|i| self.word(i).starts_with(char::is_alphanumeric)))
            .collect()
    }

    /// A range without commas, points and a lone conjunction at its edges.
    fn trim(&self, mut range: Range<usize>) -> Option<Range<usize>> {
        let idle =
            |i: usize| matches!(self.word(i), "," | "." | ";" | ":" | "—" | "–" | "-" | "--");
        while !range.is_empty() && idle(range.start) {
            range.start += 1;
        }
        while !range.is_empty() && idle(range.end - 1) {
            range.end -= 1;
        }
        (!range.is_empty()).then_some(range)
    }

    fn kept_secret(&self, at: usize) -> bool {
        let near = at.saturating_sub(25)..(at + 25).min(self.tree.len());
        near.into_iter().any(|i| {
            matches!(self.tree.word(i).upos, Upos::Noun | Upos::Adv | Upos::Adj)
                && self.cues.is_unnamed(&self.tree.word(i).lemma)
        })
    }

    fn is_agent(&self, at: usize) -> bool {
        let word = self.tree.word(at);
        word.deprel == Deprel::OblAgent
            || (word.deprel == Deprel::Obl && self.case(at) == Some("by"))
    }

    fn case(&self, at: usize) -> Option<&str> {
        self.tree.child(at, Deprel::Case).map(|c| &*self.tree.word(c).lemma)
    }

    fn marked(&self, at: usize) -> bool {
        let mark = self.tree.child(at, Deprel::Mark);
        mark.is_some_and(|m| matches!(&*self.tree.word(m).lemma, "of" | "for" | "as"))
    }

    /// "on Monday": digits or a capitalised word without a case that names a thing said.
    fn is_time(&self, at: usize) -> bool {
        self.case(at) == Some("on") && self.tree.word(at).upos == Upos::Propn
    }

    fn is_nominal(&self, at: usize) -> bool {
        matches!(self.tree.word(at).upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num)
    }

    fn word(&self, at: usize) -> &'a str {
        let tokens = &self.doc.sentences[self.sentence].tokens;
        tokens.get(at).map_or("", |t| t.span.of(&self.doc.article.text))
    }
}
