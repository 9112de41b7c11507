//! Predicate–argument frames: surface syntax normalised to roles.
//!
//! Active and passive, control and raising, relative clauses, conjunction, participles
//! and light verbs all come out alike, so that one pattern covers them.

use std::collections::HashMap;

use super::pattern::{Pos, Role};
use crate::error::Error;
use crate::lexicon::Lexicon;
use crate::mention::actor::Knowledge;
use crate::syntax::{Deprel, Tree, Upos, Xpos};

/// How deep subjects are looked for through control, conjunction and modification.
const DEPTH: usize = 6;

/// What a light verb makes of the noun it carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aspect {
    /// Its subject does what the noun says.
    Plain,
    /// It is done to its subject.
    Receive,
    /// It stops.
    End,
}

/// The grammar tables the frames need.
#[derive(Debug, Default)]
pub struct Grammar {
    light: HashMap<Box<str>, Aspect>,
}

impl Grammar {
    /// Compiles `grammar/light_verbs.tsv`.
    ///
    /// # Errors
    ///
    /// When the table is missing or names an unknown aspect.
    pub fn new(lexicon: &Lexicon) -> Result<Grammar, Error> {
        let mut light = HashMap::new();
        for row in lexicon.records("grammar/light_verbs.tsv")? {
            let aspect = match row.get("aspect") {
                "plain" => Aspect::Plain,
                "receive" => Aspect::Receive,
                "end" => Aspect::End,
                other => return Err(row.fault("aspect", format!("`{other}` is no aspect"))),
            };
            light.insert(row.get("lemma").into(), aspect);
        }
        Ok(Grammar { light })
    }
}

/// A predicate with the words that fill its roles.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The predicate's token.
    pub head: usize,
    /// Its part of speech.
    pub pos: Pos,
    /// Its lemma, with a particle after `_`.
    pub lemma: Box<str>,
    /// The particle's token.
    pub particle: Option<usize>,
    /// The verb that carries an event noun, and what it makes of it.
    pub support: Option<(usize, Aspect)>,
    /// The arguments in order of preference.
    pub roles: Vec<(Role, usize)>,
}

impl Frame {
    /// The tokens that fill a role.
    pub fn fillers(&self, role: &Role) -> impl Iterator<Item = usize> {
        self.roles.iter().filter(move |(r, _)| r == role).map(|(_, token)| *token)
    }
}

/// Builds the frames of one sentence.
#[derive(Clone, Copy)]
pub struct Framer<'a> {
    /// The sentence's tree.
    pub tree: &'a Tree,
    /// Its words in lower case.
    pub lower: &'a [String],
    /// Light verbs.
    pub grammar: &'a Grammar,
    /// Closed word classes.
    pub knowledge: &'a Knowledge,
}

impl Framer<'_> {
    /// The frame of the predicate at `token`, if it can be one.
    pub fn frame(&self, token: usize) -> Option<Frame> {
        let mut frame = match self.tree.word(token).upos {
            Upos::Verb => self.verb_frame(token),
            Upos::Noun => self.noun_frame(token),
            Upos::Propn if self.tree.child(token, Deprel::Case).is_none() => self.noun_frame(token),
            Upos::Adj => self.adjective_frame(token),
            _ => return None,
        };
        // "dozens of judges" are judges.
        for i in 0..frame.roles.len() {
            let (role, filler) = frame.roles[i].clone();
            frame.roles.extend(self.counted(filler).map(|counted| (role, counted)));
        }
        Some(frame)
    }

    /// What a quantity noun counts: the judges of "dozens of judges".
    fn counted(&self, token: usize) -> Option<usize> {
        if !self.knowledge.is(&self.lower[token], "quantity_noun") {
            return None;
        }
        self.tree.children(token).find(|c| {
            self.tree.word(*c).deprel == Deprel::Nmod
                && self.case_of(*c).is_some_and(|case| self.lower[case] == "of")
        })
    }

    /// A verb's lemma with the adverb or preposition right after it, in case the parser did
    /// not take that for a particle.
    pub fn phrasal(&self, verb: usize) -> Option<(Box<str>, usize)> {
        let next = verb + 1;
        let particle = next < self.tree.len()
            && self.tree.word(verb).upos == Upos::Verb
            && self.tree.child(verb, Deprel::CompoundPrt).is_none()
            && matches!(self.tree.word(next).upos, Upos::Adp | Upos::Adv);
        particle.then(|| (format!("{}_{}", self.lemma(verb), self.lower[next]).into(), next))
    }

    fn lemma(&self, token: usize) -> String {
        self.tree.word(token).lemma.to_lowercase()
    }

    fn with_particle(&self, token: usize) -> (Box<str>, Option<usize>) {
        let particle = self.tree.child(token, Deprel::CompoundPrt);
        let lemma = self.lemma(token);
        match particle {
            Some(p) => (format!("{lemma}_{}", self.lower[p]).into(), Some(p)),
            None => (lemma.into(), None),
        }
    }

    fn verb_frame(&self, token: usize) -> Frame {
        let (lemma, particle) = self.with_particle(token);
        let mut roles = Vec::new();
        let surface = self.subject(token, DEPTH);
        if self.is_passive(token) {
            roles.extend(surface.map(|s| (Role::Obj, s)));
            roles.extend(self.agent_phrase(token).map(|a| (Role::Subj, a)));
        } else {
            roles.extend(surface.map(|s| (Role::Subj, s)));
            roles.extend(self.objects(token).into_iter().map(|o| (Role::Obj, o)));
        }
        // Parsers waver between the two objects ("urged Iran to halt"), so an indirect object
        // is also offered as object, after the direct one.
        for child in self.tree.children(token) {
            match self.tree.word(child).deprel {
                Deprel::Iobj => roles.extend([(Role::Iobj, child), (Role::Obj, child)]),
                Deprel::Advmod => roles.push((Role::Adv, child)),
                Deprel::Obl | Deprel::OblAgent => self.push_preposition(child, token, &mut roles),
                _ => self.push_clause(child, &mut roles),
            }
        }
        // "imposed sanctions on Russia": the phrase may hang on the object.
        let object = roles.iter().find(|(r, _)| *r == Role::Obj).map(|(_, o)| *o);
        if let Some(object) = object.filter(|o| *o > token) {
            for child in self.tree.children(object) {
                if self.tree.word(child).deprel == Deprel::Nmod && child > object {
                    self.push_preposition(child, token, &mut roles);
                }
                self.push_to_infinitive(child, &mut roles);
            }
        }
        Frame { head: token, pos: Pos::Verb, lemma, particle, support: None, roles }
    }

    fn noun_frame(&self, token: usize) -> Frame {
        let mut roles = Vec::new();
        let support = self.support(token);
        if let Some((verb, aspect)) = support {
            let frame = self.verb_frame(verb);
            for (role, filler) in frame.roles {
                match (role, aspect) {
                    (Role::Subj, Aspect::Receive) => roles.push((Role::Prep("on".into()), filler)),
                    (Role::Subj, _) if filler != token => roles.push((Role::Subj, filler)),
                    (Role::Iobj, _) => roles.push((Role::Prep("to".into()), filler)),
                    (Role::Prep(prep), _) if filler != token => {
                        roles.push((Role::Prep(prep), filler))
                    }
                    (Role::Adv, _) => roles.push((Role::Adv, filler)),
                    _ => {}
                }
            }
        } else if self.tree.child(token, Deprel::Cop).is_some() {
            roles.extend(self.subject(token, DEPTH).map(|s| (Role::Subj, s)));
        }
        for child in self.tree.children(token) {
            match self.tree.word(child).deprel {
                Deprel::NmodPoss => {
                    let possessor = self.resolve_relative(child);
                    roles.push((Role::Poss, possessor));
                    if support.is_none() {
                        roles.push((Role::Subj, possessor));
                    }
                }
                Deprel::Amod | Deprel::Compound | Deprel::NmodDesc if child < token => {
                    roles.push((Role::Adj, child));
                }
                Deprel::Nmod | Deprel::Obl => {
                    let by = self.case_of(child).is_some_and(|c| self.lower[c] == "by");
                    if by && support.is_none() {
                        roles.push((Role::Subj, child));
                    }
                    self.push_preposition(child, token, &mut roles);
                }
                Deprel::Acl if self.marker(child) == Some("to") => roles.push((Role::Inf, child)),
                Deprel::Acl if self.tree.word(child).xpos == Xpos::Vbg => {
                    roles.push((Role::Ing, child));
                }
                Deprel::Acl | Deprel::Ccomp => roles.push((Role::That, child)),
                _ => {}
            }
        }
        // Words of one writing unit with the noun: "US-led strike", "missile-test".
        let lemma: Box<str> = self.lemma(token).into();
        Frame { head: token, pos: Pos::Noun, lemma, particle: None, support, roles }
    }

    fn adjective_frame(&self, token: usize) -> Frame {
        let mut roles = Vec::new();
        roles.extend(self.subject(token, DEPTH).map(|s| (Role::Subj, s)));
        for child in self.tree.children(token) {
            match self.tree.word(child).deprel {
                Deprel::Obl => self.push_preposition(child, token, &mut roles),
                Deprel::Advmod => roles.push((Role::Adv, child)),
                _ => self.push_clause(child, &mut roles),
            }
        }
        let lemma: Box<str> = self.lemma(token).into();
        Frame { head: token, pos: Pos::Adj, lemma, particle: None, support: None, roles }
    }

    /// Clausal complements and infinitives.
    fn push_clause(&self, child: usize, roles: &mut Vec<(Role, usize)>) {
        let word = self.tree.word(child);
        match word.deprel {
            Deprel::Xcomp | Deprel::Advcl | Deprel::Ccomp | Deprel::Csubj
                if self.marker(child) == Some("to") =>
            {
                roles.push((Role::Inf, child));
            }
            Deprel::Xcomp if word.xpos == Xpos::Vbg => roles.push((Role::Ing, child)),
            Deprel::Xcomp if word.upos == Upos::Verb => roles.push((Role::Inf, child)),
            Deprel::Ccomp | Deprel::Parataxis => roles.push((Role::That, child)),
            Deprel::Advcl if word.xpos == Xpos::Vbg => {
                roles.push((Role::Ing, child));
                // "accused X of violating": the preposition marks the clause.
                if let Some(mark) = self.marker(child) {
                    roles.push((Role::Prep(mark.into()), child));
                }
            }
            _ => {}
        }
    }

    fn push_to_infinitive(&self, child: usize, roles: &mut Vec<(Role, usize)>) {
        if self.tree.word(child).deprel == Deprel::Acl && self.marker(child) == Some("to") {
            roles.push((Role::Inf, child));
        }
    }

    fn push_preposition(&self, child: usize, token: usize, roles: &mut Vec<(Role, usize)>) {
        let Some(case) = self.case_of(child) else { return };
        let child_resolved = self.resolve_relative(child);
        if child_resolved != token {
            roles.push((Role::Prep(self.lower[case].as_str().into()), child_resolved));
        }
    }

    /// The preposition nearest to the noun it marks.
    fn case_of(&self, token: usize) -> Option<usize> {
        self.tree.children(token).find(|c| {
            self.tree.word(*c).deprel == Deprel::Case && self.tree.word(*c).upos != Upos::Part
        })
    }

    /// The word that marks a clause: `to` ("in order to" too), `that`, `if`, `of`.
    pub fn marker(&self, clause: usize) -> Option<&str> {
        let marks = || {
            let marks = self.tree.children(clause);
            marks.filter(|c| self.tree.word(*c).deprel == Deprel::Mark)
        };
        marks()
            .find(|m| self.lower[*m] == "to")
            .or_else(|| marks().next())
            .map(|m| self.lower[m].as_str())
    }

    /// Whether a verb is passive, on its own or as a participle that modifies a noun.
    pub fn is_passive(&self, verb: usize) -> bool {
        let word = self.tree.word(verb);
        if self.tree.child(verb, Deprel::AuxPass).is_some()
            || self.tree.child(verb, Deprel::NsubjPass).is_some()
        {
            return true;
        }
        let participle = word.xpos == Xpos::Vbn
            && self.tree.child(verb, Deprel::Aux).is_none()
            && self.tree.child(verb, Deprel::Obj).is_none();
        match word.deprel {
            Deprel::Acl | Deprel::Advcl | Deprel::Amod => participle,
            Deprel::Conj => {
                participle
                    && self.tree.child(verb, Deprel::Nsubj).is_none()
                    && self
                        .tree
                        .head(verb)
                        .is_some_and(|h| self.tree.word(h).upos == Upos::Verb && self.is_passive(h))
            }
            _ => false,
        }
    }

    fn agent_phrase(&self, verb: usize) -> Option<usize> {
        self.tree.children(verb).find(|c| {
            let word = self.tree.word(*c);
            let by = self.case_of(*c).is_some_and(|case| self.lower[case] == "by");
            word.deprel == Deprel::OblAgent
                || word.deprel == Deprel::Obl && by && word.upos != Upos::Num
        })
    }

    /// The objects, also across a relative clause ("the port that they bombed").
    fn objects(&self, verb: usize) -> Vec<usize> {
        let own: Vec<usize> = self
            .tree
            .children(verb)
            .filter(|c| self.tree.word(*c).deprel == Deprel::Obj)
            .map(|c| self.resolve_relative(c))
            .collect();
        if own.is_empty() { self.relative_gap(verb).into_iter().collect() } else { own }
    }

    /// The noun of an object relative clause, when the verb lacks its object.
    fn relative_gap(&self, verb: usize) -> Option<usize> {
        let word = self.tree.word(verb);
        let own_subject =
            self.tree.child(verb, Deprel::Nsubj).is_some_and(|s| !self.is_relative(s));
        let gap = word.deprel == Deprel::AclRelcl
            && self.marker(verb) != Some("that")
            && own_subject
            && self.tree.child(verb, Deprel::Ccomp).is_none()
            && self.tree.child(verb, Deprel::Xcomp).is_none()
            && !self
                .tree
                .children(verb)
                .any(|c| self.tree.word(c).deprel == Deprel::Obl && self.is_relative(c));
        gap.then(|| self.tree.head(verb)).flatten()
    }

    fn is_relative(&self, token: usize) -> bool {
        matches!(self.tree.word(token).xpos, Xpos::Wp | Xpos::Wdt | Xpos::WpPoss)
            && self.knowledge.is(&self.lower[token], "relative_pronoun")
    }

    /// A relative pronoun stands for the noun its clause modifies.
    pub fn resolve_relative(&self, token: usize) -> usize {
        if !self.is_relative(token) {
            return token;
        }
        let mut at = token;
        for _ in 0..DEPTH {
            let Some(head) = self.tree.head(at) else { break };
            if self.tree.word(at).deprel == Deprel::AclRelcl {
                let personal = self.lower[token].starts_with("who");
                return if personal { head } else { self.deadly_event(head).unwrap_or(head) };
            }
            at = head;
        }
        token
    }

    /// "an attack on mosques that killed 40": what kills is the attack, not where it struck.
    fn deadly_event(&self, noun: usize) -> Option<usize> {
        let mut at = noun;
        for _ in 0..DEPTH {
            if !matches!(self.tree.word(at).deprel, Deprel::Nmod | Deprel::Conj) {
                return None;
            }
            at = self.tree.head(at)?;
            if self.knowledge.is(&self.lemma(at), "deadly_event") {
                return Some(at);
            }
        }
        None
    }

    /// The surface subject of a predicate, inherited where the syntax leaves it out.
    pub fn subject(&self, token: usize, depth: usize) -> Option<usize> {
        let own = self
            .tree
            .children(token)
            .find(|c| matches!(self.tree.word(*c).deprel, Deprel::Nsubj | Deprel::NsubjPass));
        if let Some(own) = own {
            return Some(self.resolve_relative(own));
        }
        if depth == 0 {
            return None;
        }
        let word = self.tree.word(token);
        let head = self.tree.head(token)?;
        let head_upos = self.tree.word(head).upos;
        let verbal = matches!(head_upos, Upos::Verb | Upos::Adj | Upos::Aux)
            || self.tree.child(head, Deprel::Cop).is_some();
        match word.deprel {
            Deprel::Conj if verbal => self.subject(head, depth - 1),
            Deprel::Xcomp | Deprel::Ccomp if verbal => {
                let controlled = [Deprel::Obj, Deprel::Iobj]
                    .into_iter()
                    .find_map(|deprel| self.tree.child(head, deprel));
                let inherits_object =
                    word.deprel == Deprel::Xcomp && self.marker(token) == Some("to");
                match controlled.filter(|_| inherits_object) {
                    Some(object) => Some(self.resolve_relative(object)),
                    None => self.subject(head, depth - 1),
                }
            }
            Deprel::Advcl | Deprel::Parataxis | Deprel::Csubj if verbal => {
                self.subject(head, depth - 1)
            }
            Deprel::AclRelcl => Some(head),
            Deprel::Acl if self.marker(token) == Some("to") => self.noun_subject(head, depth - 1),
            Deprel::Acl => self.participant(token, depth - 1).or(Some(head)),
            _ => None,
        }
    }

    /// "X rejected the offer, accusing Y": a participle after a comma belongs to the clause,
    /// also where the parser hung it on the noun before the comma.
    fn participant(&self, participle: usize, depth: usize) -> Option<usize> {
        let apart = participle > 0 && self.lower[participle - 1] == ",";
        if !apart || self.tree.word(participle).xpos != Xpos::Vbg {
            return None;
        }
        let mut at = self.tree.head(participle)?;
        while matches!(self.tree.word(at).deprel, Deprel::Obj | Deprel::Obl | Deprel::Nmod) {
            at = self.tree.head(at)?;
            if self.tree.word(at).upos == Upos::Verb {
                return self.subject(at, depth);
            }
        }
        None
    }

    /// Who does what an event noun says: light-verb subject, possessor.
    fn noun_subject(&self, noun: usize, depth: usize) -> Option<usize> {
        if let Some((verb, _)) = self.support(noun) {
            return self.subject(verb, depth);
        }
        if let Some(possessor) = self.tree.child(noun, Deprel::NmodPoss) {
            return Some(self.resolve_relative(possessor));
        }
        let head = self.tree.head(noun)?;
        let object = matches!(self.tree.word(noun).deprel, Deprel::Obj | Deprel::NsubjPass);
        if object && depth > 0 {
            return self.subject(head, depth - 1);
        }
        None
    }

    /// The light verb that carries `noun` as object (or passive subject).
    pub fn support(&self, noun: usize) -> Option<(usize, Aspect)> {
        let mut at = noun;
        // "launched air and missile strikes": conjuncts share the verb.
        if self.tree.word(at).deprel == Deprel::Conj {
            at = self.tree.head(at)?;
        }
        let verb = self.tree.head(at)?;
        if self.tree.word(verb).upos != Upos::Verb {
            return None;
        }
        let (lemma, _) = self.with_particle(verb);
        match self.tree.word(at).deprel {
            Deprel::Obj => self.grammar.light.get(&lemma).map(|a| (verb, *a)),
            Deprel::NsubjPass => self.grammar.light.get(&lemma).map(|a| (verb, *a)),
            Deprel::AclRelcl => None,
            Deprel::Obl => {
                let case = self.case_of(at)?;
                let phrasal = format!("{lemma}_{}", self.lower[case]);
                self.grammar.light.get(phrasal.as_str()).map(|a| (verb, *a))
            }
            _ => None,
        }
    }

    /// Words of a predicate's own clause, itself left out.
    pub fn clause(&self, head: usize) -> Vec<usize> {
        let mut words = Vec::new();
        let mut stack: Vec<usize> = self.tree.children(head).collect();
        while let Some(token) = stack.pop() {
            let opens_clause = matches!(
                self.tree.word(token).deprel,
                Deprel::Ccomp
                    | Deprel::Advcl
                    | Deprel::Parataxis
                    | Deprel::AclRelcl
                    | Deprel::Csubj
            ) || self.tree.word(token).deprel == Deprel::Conj
                && self.tree.word(token).upos == Upos::Verb;
            if !opens_clause {
                words.push(token);
                stack.extend(self.tree.children(token));
            }
        }
        words.sort_unstable();
        words
    }
}
