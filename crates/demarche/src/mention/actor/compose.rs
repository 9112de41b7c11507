//! Composes noun phrases into actor mentions, sentence by sentence.

use jiff::civil::Date;

use super::anaphora::{self, Anaphor};
use super::knowledge::{Agent, Entity, Knowledge, Named, StateForm};
use super::salience::{Candidate, History};
use super::spot::{Denotes, Introduced, Spot, spot};
use super::{Actor, ActorMention, ActorMentions, Kind, Via};
use crate::document::Document;
use crate::mention::code::{Code, sector};
use crate::span::Span;
use crate::syntax::{Deprel, Tree, Upos, Xpos};

/// Finds every actor mention of a document.
///
/// `date_at(sentence, token)` is the date at which roles are to be resolved there: the date
/// the sentence speaks of where it names one, otherwise the publication date.
pub fn find(
    doc: &Document,
    knowledge: &Knowledge,
    date_at: impl Fn(usize, usize) -> Option<Date>,
) -> ActorMentions {
    let mut mentions = ActorMentions::default();
    let mut introduced = Introduced::default();
    let mut history = History::default();
    for (index, sentence) in doc.sentences.iter().enumerate() {
        mentions.start_sentence(sentence.tokens.len());
        let Some(tree) = &doc.trees[index] else { continue };
        let text = &doc.article.text;
        let words: Vec<&str> = sentence.tokens.iter().map(|t| t.span.of(text)).collect();
        // A dateline says where the report was filed, not who acts.
        let skip = doc.article.dateline_tokens(sentence);
        let mut spots = spot(&words, tree, knowledge, &introduced);
        spots.retain(|s| s.first >= skip);
        let mut reader = SentenceReader {
            doc,
            index,
            words,
            tree,
            knowledge,
            date_at: &|token| date_at(index, token),
            spots,
            mentions: &mut mentions,
            introduced: &mut introduced,
            history: &mut history,
        };
        reader.read(skip);
    }
    mentions
}

pub(super) struct SentenceReader<'a> {
    pub doc: &'a Document,
    pub index: usize,
    pub words: Vec<&'a str>,
    pub tree: &'a Tree,
    pub knowledge: &'a Knowledge,
    date_at: &'a dyn Fn(usize) -> Option<Date>,
    spots: Vec<Spot>,
    pub mentions: &'a mut ActorMentions,
    introduced: &'a mut Introduced,
    pub history: &'a mut History,
}

/// A common noun that denotes actors, found at a token.
struct Hit<'k> {
    agent: &'k Agent,
    head: usize,
    first: usize,
    last: usize,
}

impl<'a> SentenceReader<'a> {
    fn read(&mut self, skip: usize) {
        for token in skip..self.words.len() {
            if self.is_taken(token) {
                continue;
            }
            if let Some(spot) = self.spots.iter().position(|s| s.first <= token && token <= s.last)
            {
                if self.title_of(spot).is_none() {
                    self.push_name(spot);
                }
                continue;
            }
            let anaphor = anaphora::classify(self, token);
            if let Some(anaphor) = anaphor {
                anaphora::resolve(self, token, anaphor);
                continue;
            }
            if let Some(hit) = self.agent_at(token) {
                self.push_agent(&hit);
            } else {
                self.push_stranger(token);
            }
        }
    }

    fn is_taken(&self, token: usize) -> bool {
        self.mentions.at(self.index, token).is_some()
    }

    pub(super) fn lower(&self, token: usize) -> String {
        self.words[token].to_lowercase()
    }

    pub(super) fn lemma(&self, token: usize) -> String {
        self.tree.word(token).lemma.to_lowercase()
    }

    pub(super) fn is(&self, token: usize, class: &str) -> bool {
        self.knowledge.is(&self.lower(token), class)
    }

    /// The agent phrase whose head is `token`, the longest first.
    fn agent_at(&self, token: usize) -> Option<Hit<'a>> {
        if !matches!(self.tree.word(token).upos, Upos::Noun | Upos::Propn | Upos::Adj) {
            return None;
        }
        let knowledge = self.knowledge;
        let (lemma, lower) = (self.lemma(token), self.lower(token));
        let adjective = self.tree.word(token).upos == Upos::Adj;
        [lemma, lower].iter().find_map(|form| {
            knowledge
                .agents(form)
                .iter()
                .find(|agent| {
                    self.phrase_fits(agent, token) && (!adjective || !agent.before.is_empty())
                })
                .map(|agent| Hit {
                    agent,
                    head: token,
                    first: token - agent.before.len(),
                    last: token + agent.after.len(),
                })
        })
    }

    fn phrase_fits(&self, agent: &Agent, head: usize) -> bool {
        let same = |word: &str, token: usize| {
            let lower = self.lower(token);
            *word == *lower || *word == *self.lemma(token)
        };
        head >= agent.before.len()
            && head + agent.after.len() < self.words.len()
            && agent.before.iter().rev().zip((0..head).rev()).all(|(w, t)| same(w, t))
            && agent.after.iter().zip(head + 1..).all(|(w, t)| same(w, t))
    }

    /// The title a person's name stands with, as one phrase or in apposition: the agent hit.
    fn title_of(&self, spot: usize) -> Option<Hit<'a>> {
        let spot = &self.spots[spot];
        if !self.is_person(&spot.denotes) {
            return None;
        }
        let inside = |t: usize| spot.first <= t && t <= spot.last;
        let governor = self.tree.head(spot.head).filter(|g| {
            *g < spot.first && is_naming(self.tree.word(spot.head).deprel) && !self.in_spot(*g)
        });
        let modifier = || {
            (0..spot.first).rev().find(|t| {
                self.tree.head(*t).is_some_and(inside)
                    && is_naming(self.tree.word(*t).deprel)
                    && !self.in_spot(*t)
                    && self.agent_at(*t).is_some()
            })
        };
        governor.or_else(modifier).and_then(|title| self.agent_at(title))
    }

    fn in_spot(&self, token: usize) -> bool {
        self.spots.iter().any(|s| s.first <= token && token <= s.last)
    }

    fn is_person(&self, denotes: &Denotes) -> bool {
        match denotes {
            Denotes::Introduced(_) => true,
            Denotes::Lexicon(entities) => entities.iter().any(|e| matches!(e, Entity::Person(_))),
        }
    }

    /// Adds the mention of a name that stands without a title.
    fn push_name(&mut self, index: usize) {
        let spot = self.spots[index].clone();
        let Some((actor, kind)) = self.describe(&spot) else { return };
        if kind == Kind::Person {
            let words: Vec<&str> = self.words[spot.first..=spot.last].to_vec();
            self.introduced.remember(&words, &spot.denotes);
        }
        self.push(kind, actor, (spot.head, spot.first, spot.last), spot.first..=spot.last);
    }

    /// What a spotted name denotes at this place and date.
    fn describe(&self, spot: &Spot) -> Option<(Actor, Kind)> {
        let entities = match &spot.denotes {
            Denotes::Introduced(person) => {
                return Some((self.introduced.people[*person].clone(), Kind::Person));
            }
            Denotes::Lexicon(entities) => entities,
        };
        let date = (self.date_at)(spot.head);
        let state = entities.iter().find_map(|e| match e {
            Entity::State(state, form) => Some((*state, *form)),
            _ => None,
        });
        if let Some((state, form)) = state {
            return self.describe_state(state, form, spot);
        }
        let organisation = entities.iter().filter_map(|e| match e {
            Entity::Organisation(i) => Some(&self.knowledge.organisations[*i as usize]),
            _ => None,
        });
        let person = entities.iter().filter_map(|e| match e {
            Entity::Person(i) => Some(&self.knowledge.persons[*i as usize]),
            _ => None,
        });
        if let Some(named) = prefer_current(organisation, date) {
            return Some((describe_named(named, date), Kind::Organisation));
        }
        let named = prefer_current(person, date)?;
        let mut actor = describe_named(named, date);
        if !named.term_at(date).1 {
            actor.sector = Some(sector::ELI);
            actor.sectors.clear();
        }
        Some((actor, Kind::Person))
    }

    fn describe_state(&self, state: u32, form: StateForm, spot: &Spot) -> Option<(Actor, Kind)> {
        let state = &self.knowledge.states[state as usize];
        let mut actor = Actor {
            name: Some(state.name.clone()),
            country: Some(state.code),
            sector: None,
            sectors: Vec::new(),
            wikidata: state.wikidata.clone(),
            via: Via::Name,
        };
        let word = self.tree.word(spot.head);
        match form {
            StateForm::Name => Some((actor, Kind::State)),
            StateForm::Metonym => {
                // A capital in which something happens is a place, not its government.
                if self.is_location(spot.head) {
                    return None;
                }
                actor.via = Via::Capital;
                actor.sector = Some(sector::GOV);
                Some((actor, Kind::State))
            }
            StateForm::Demonym | StateForm::Adjective => {
                actor.via = Via::Demonym;
                let nominal = matches!(word.xpos, Xpos::Nns | Xpos::Nnps)
                    && !matches!(word.deprel, Deprel::Amod | Deprel::Compound);
                Some((actor, if nominal { Kind::Group } else { Kind::State }))
            }
        }
    }

    /// Whether a phrase stands in a locative preposition phrase.
    pub(super) fn is_location(&self, head: usize) -> bool {
        self.tree.child(head, Deprel::Case).is_some_and(|c| self.is(c, "locative"))
    }

    /// Adds the mention of a common noun, joined with the name it introduces.
    fn push_agent(&mut self, hit: &Hit<'a>) {
        let (head, mut first, mut last) = (hit.head, hit.first, hit.last);
        let named =
            (0..self.spots.len()).find(|i| self.title_of(*i).is_some_and(|t| t.head == head));
        let described = self.describe_agent(hit);
        if let Some(spot) = named.map(|i| self.spots[i].clone()) {
            let Some((mut actor, kind)) = self.describe(&spot) else { return };
            if self.has_former(head) {
                actor.sector = Some(sector::ELI);
            }
            if actor.country.is_none() {
                actor.country = described.country;
            }
            let words: Vec<&str> = self.words[spot.first..=spot.last].to_vec();
            self.introduced.remember(&words, &spot.denotes);
            let apart = self.tree.word(spot.head).deprel == Deprel::Appos;
            let outer = if self.tree.head(spot.head) == Some(head) { head } else { spot.head };
            if !apart {
                first = first.min(spot.first);
                last = last.max(spot.last);
            }
            let first = self.with_modifiers(head, first);
            let mut tokens = self.own_tokens(head, first, last);
            tokens.extend(spot.first..=spot.last);
            self.push(kind, actor, (outer, first, last), tokens);
            return;
        }
        if let Some((name_first, name_last)) = self.unknown_name(hit) {
            let words: Vec<&str> = self.words[name_first..=name_last].to_vec();
            let mut actor = described;
            actor.name = Some(words.join(" ").into());
            actor.via = Via::Name;
            actor.wikidata = None;
            self.introduced.people.push(actor.clone());
            let denotes = Denotes::Introduced(self.introduced.people.len() - 1);
            self.introduced.remember(&words, &denotes);
            let outer = super::spot::head_of(self.tree, first.min(name_first), last.max(name_last));
            let first = self.with_modifiers(head, first.min(name_first));
            let last = last.max(name_last);
            let tokens = self.own_tokens(head, first, last);
            self.push(Kind::Person, actor, (outer, first, last), tokens);
            return;
        }
        let vague = described.sector.is_none_or(|s| s == sector::UNK)
            || self.knowledge.is(&self.lemma(head), "country_noun");
        if vague && described.country.is_none() {
            return;
        }
        let kind = match (hit.agent.person, self.tree.word(head).xpos) {
            (_, Xpos::Nns | Xpos::Nnps) => Kind::Group,
            (true, _) => Kind::Person,
            (false, _) => Kind::Organisation,
        };
        let first = self.with_modifiers(head, first);
        let tokens = self.own_tokens(head, first, last);
        self.push(kind, described, (head, first, last), tokens);
    }

    /// Adds the mention of a name that nothing is known about: "Disha Ravi".
    ///
    /// It can be a party beside a known one, and keeps pronouns from pointing past it.
    fn push_stranger(&mut self, token: usize) {
        let word = self.tree.word(token);
        let argument = matches!(
            word.deprel,
            Deprel::Nsubj
                | Deprel::NsubjPass
                | Deprel::Obj
                | Deprel::Iobj
                | Deprel::Obl
                | Deprel::OblAgent
                | Deprel::Nmod
                | Deprel::NmodPoss
                | Deprel::Conj
                | Deprel::Appos
        );
        let written_as_name = self.words[token].chars().next().is_some_and(char::is_uppercase)
            && self.words[token].chars().any(char::is_lowercase);
        if word.upos != Upos::Propn
            || !argument
            || !written_as_name
            || self.is(token, "calendar")
            || self.is_location(token) && word.deprel != Deprel::Obj
        {
            return;
        }
        let part = |t: usize| {
            matches!(self.tree.word(t).deprel, Deprel::Flat | Deprel::Compound)
                && self.tree.word(t).upos == Upos::Propn
        };
        let parts: Vec<usize> = self.tree.children(token).filter(|c| part(*c)).collect();
        let first = parts.iter().copied().chain([token]).min().unwrap_or(token);
        let last =
            parts.iter().map(|p| self.tree.extent(*p).1).chain([token]).max().unwrap_or(token);
        if (first..=last).any(|t| self.in_spot(t) || self.is_taken(t)) {
            return;
        }
        let words: Vec<&str> = self.words[first..=last].to_vec();
        let mut actor = Actor::unknown(Via::Name);
        actor.name =
            Some(self.doc.span_of(self.index, first, last).of(&self.doc.article.text).into());
        self.introduced.people.push(actor.clone());
        let denotes = Denotes::Introduced(self.introduced.people.len() - 1);
        self.introduced.remember(&words, &denotes);
        self.push(Kind::Person, actor, (token, first, last), first..=last);
    }

    /// The tokens of a phrase that stand for it; a possessor stands for itself.
    fn own_tokens(&self, head: usize, first: usize, last: usize) -> Vec<usize> {
        (first..=last)
            .filter(|t| {
                let modifies = self.tree.head(*t) == Some(head)
                    && matches!(self.tree.word(*t).deprel, Deprel::Amod | Deprel::Compound);
                !self.is_taken(*t) || modifies
            })
            .collect()
    }

    /// The given and family name of a person whom the lexicon does not know, after or
    /// around a title: "Foreign Minister **Ri Su Yong**".
    fn unknown_name(&self, hit: &Hit<'a>) -> Option<(usize, usize)> {
        let is_name = |t: usize| {
            self.tree.word(t).upos == Upos::Propn
                && !self.in_spot(t)
                && self.words[t].chars().next().is_some_and(char::is_uppercase)
                && self.words[t].chars().any(char::is_lowercase)
        };
        let start = hit.last + 1;
        let joins = start < self.words.len() && is_name(start) && {
            let governor = self.tree.head(start);
            let linked = |t: usize| (hit.first..=hit.last).contains(&t);
            governor.is_some_and(|g| linked(g) && is_naming(self.tree.word(start).deprel))
                || self.tree.head(hit.head).is_some_and(|g| {
                    g >= start && is_name(g) && is_naming(self.tree.word(hit.head).deprel)
                })
        };
        if !joins || !hit.agent.person {
            return None;
        }
        let mut last = start;
        while last + 1 < self.words.len() {
            let hyphen = self.tree.word(last + 1).xpos == Xpos::Hyph && last + 2 < self.words.len();
            if is_name(last + 1) {
                last += 1;
            } else if hyphen && self.doc_adjacent(last, last + 2) {
                last += 2;
            } else {
                break;
            }
        }
        Some((start, last))
    }

    /// Whether no white space stands between two tokens.
    fn doc_adjacent(&self, first: usize, last: usize) -> bool {
        let tokens = &self.doc.sentences[self.index].tokens;
        (first..last).all(|t| tokens[t].span.end == tokens[t + 1].span.start)
    }

    /// The first token of the phrase once adjectives, compounds and possessors before the
    /// head are taken in.
    fn with_modifiers(&self, head: usize, first: usize) -> usize {
        let taking = |t: usize| {
            let word = self.tree.word(t);
            matches!(
                word.deprel,
                Deprel::Amod
                    | Deprel::Compound
                    | Deprel::NmodPoss
                    | Deprel::NmodDesc
                    | Deprel::Nummod
            )
        };
        self.tree
            .children(head)
            .filter(|c| *c < first && taking(*c))
            .map(|c| self.tree.extent(c).0)
            .chain([first])
            .min()
            .unwrap_or(first)
    }

    fn has_former(&self, head: usize) -> bool {
        self.tree.children(head).any(|c| c < head && self.is(c, "former"))
            || head > 1 && self.words[head - 1] == "-" && self.is(head - 2, "former")
    }

    /// Country and sector of a common-noun phrase from its modifiers.
    fn describe_agent(&self, hit: &Hit<'a>) -> Actor {
        let mut actor = Actor::unknown(Via::Agent);
        actor.sector = hit.agent.sector;
        actor.sectors = hit.agent.sectors.clone();
        self.apply_modifiers(hit, &mut actor);
        if self.has_former(hit.head) && actor.sector.is_some_and(|s| s != sector::CVL) {
            actor.sector = Some(sector::ELI);
            actor.sectors.clear();
            return actor;
        }
        let singular = matches!(self.tree.word(hit.head).xpos, Xpos::Nn | Xpos::Nnp);
        if singular && !hit.agent.role.is_empty() {
            self.apply_role(hit, &mut actor);
        }
        if actor.country.is_none() && self.is_definite(hit.head) {
            actor.country = anaphora::country_in_focus(self, hit.head, &actor);
            if singular && !hit.agent.role.is_empty() {
                self.apply_role(hit, &mut actor);
            }
        }
        actor
    }

    /// Whether the phrase has a definite determiner ("the police"), or none at all while
    /// being singular, as headlines and titles have it.
    fn is_definite(&self, head: usize) -> bool {
        self.tree
            .children(head)
            .any(|c| self.tree.word(c).deprel == Deprel::Det && self.is(c, "definite"))
    }

    fn apply_modifiers(&self, hit: &Hit<'a>, actor: &mut Actor) {
        let collective = self.knowledge.is(&self.lemma(hit.head), "collective_head");
        let mut best: Option<(u8, &Spot)> = None;
        for spot in &self.spots {
            let Some(rank) = self.modifier_rank(hit, spot) else { continue };
            if best.is_none_or(|(r, _)| rank < r) {
                best = Some((rank, spot));
            }
        }
        if let Some((_, spot)) = best {
            let state = self.country_of(spot);
            if let Some(described) = state {
                actor.country = described.country;
                let organisation = match &spot.denotes {
                    Denotes::Lexicon(entities) => entities.iter().find_map(|e| match e {
                        Entity::Organisation(i) => Some(&self.knowledge.organisations[*i as usize]),
                        _ => None,
                    }),
                    Denotes::Introduced(_) => None,
                };
                let takes_sector = organisation
                    .is_some_and(|o| !self.knowledge.is(&o.kind, "kind_without_sector"));
                if collective && takes_sector && described.sector.is_some() {
                    actor.sector = described.sector;
                    actor.sectors = described.sectors;
                }
            }
            return;
        }
        // "its envoy", "whose president"
        let possessor = self.tree.child(hit.head, Deprel::NmodPoss);
        let country = possessor.and_then(|p| {
            if let Some(mention) = self.mentions.at(self.index, p) {
                return mention.actors[0].country;
            }
            self.is(p, "relative_pronoun").then(|| anaphora::relative_country(self, p)).flatten()
        });
        if country.is_some() {
            actor.country = country;
            return;
        }
        if collective {
            self.apply_inner_agent(hit, actor);
        }
    }

    /// "police spokesman", "a spokesman for the rebels": the collective it belongs to.
    fn apply_inner_agent(&self, hit: &Hit<'a>, actor: &mut Actor) {
        let inner = self.tree.children(hit.head).find_map(|c| {
            let belongs = matches!(
                self.tree.word(c).deprel,
                Deprel::Compound | Deprel::NmodPoss | Deprel::Nmod | Deprel::Amod
            ) && !(hit.first..=hit.last).contains(&c);
            belongs.then(|| self.agent_at(c)).flatten()
        });
        let Some(inner) = inner else { return };
        let described = self.describe_agent(&inner);
        if described.sector.is_some() {
            actor.sector = described.sector;
            actor.sectors = described.sectors;
        }
        actor.country = actor.country.or(described.country);
    }

    /// How closely a name modifies an agent noun; `None` when it does not.
    fn modifier_rank(&self, hit: &Hit<'a>, spot: &Spot) -> Option<u8> {
        // A name with its title ("of President Joe Biden") attaches through the title.
        let outer = match self.tree.head(spot.head) {
            Some(g)
                if g < spot.first
                    && is_naming(self.tree.word(spot.head).deprel)
                    && g != hit.head
                    && self.agent_at(g).is_some() =>
            {
                g
            }
            _ => spot.head,
        };
        let governor = self.tree.head(outer)?;
        if !(hit.first..=hit.last).contains(&governor) {
            return None;
        }
        let case = self.tree.child(outer, Deprel::Case);
        let within = |class: &str| case.is_some_and(|c| self.is(c, class));
        match self.tree.word(outer).deprel {
            Deprel::NmodPoss => Some(0),
            Deprel::Amod | Deprel::Compound | Deprel::NmodDesc | Deprel::Flat | Deprel::Det
                if outer < hit.head =>
            {
                Some(1)
            }
            Deprel::Nmod if within("source_preposition") => Some(2),
            Deprel::Nmod if case.is_none() => Some(3),
            _ => None,
        }
    }

    /// Country, sector of a name used as a modifier; places count as their country.
    fn country_of(&self, spot: &Spot) -> Option<Actor> {
        if let Denotes::Lexicon(entities) = &spot.denotes {
            let state = entities.iter().find_map(|e| match e {
                Entity::State(state, _) => Some(*state),
                _ => None,
            });
            if let Some(state) = state {
                let mut actor = Actor::unknown(Via::Name);
                actor.country = Some(self.knowledge.states[state as usize].code);
                return Some(actor);
            }
        }
        self.describe(spot).map(|(actor, _)| actor)
    }

    /// Names the holder of an office: "the Republican president" of 2019.
    fn apply_role(&self, hit: &Hit<'a>, actor: &mut Actor) {
        let party = self.tree.children(hit.head).find_map(|c| {
            let word = self.words[c];
            (c < hit.head && word.chars().next().is_some_and(char::is_uppercase)).then_some(word)
        });
        let date = (self.date_at)(hit.head);
        let roles = [&*hit.agent.role, "head_of_government"];
        let tries = if hit.agent.role.as_ref() == "head_of_state" { 2 } else { 1 };
        let holder = roles[..tries].iter().find_map(|role| {
            let by_party = party.and_then(|p| self.knowledge.holder(role, None, Some(p), date));
            by_party.or_else(|| self.knowledge.holder(role, actor.country, None, date))
        });
        let Some(person) = holder else { return };
        let named = &self.knowledge.persons[person as usize];
        *actor = describe_named(named, date);
        actor.via = Via::Role;
    }

    /// Whether a phrase is the subject of its clause.
    pub(super) fn is_subject(&self, head: usize) -> bool {
        matches!(
            self.tree.word(head).deprel,
            Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter
        )
    }

    /// Records a mention and enters it into the history of the document.
    pub(super) fn push(
        &mut self,
        kind: Kind,
        actor: Actor,
        (head, first, last): (usize, usize, usize),
        tokens: impl IntoIterator<Item = usize>,
    ) {
        self.push_many(kind, vec![actor], None, (head, first, last), tokens);
    }

    pub(super) fn push_many(
        &mut self,
        kind: Kind,
        actors: Vec<Actor>,
        antecedent: Option<(usize, Span)>,
        (head, first, last): (usize, usize, usize),
        tokens: impl IntoIterator<Item = usize>,
    ) {
        let subject = self.is_subject(head);
        self.history.push(Candidate {
            mention: self.mentions.all().len(),
            sentence: self.index,
            head,
            subject,
            named: actors.iter().any(|a| a.name.is_some()),
        });
        let span = self.doc.span_of(self.index, first, last);
        let sentence = self.index;
        let mention = ActorMention { sentence, head, first, last, span, antecedent, kind, actors };
        self.mentions.push(mention, tokens);
    }

    pub(super) fn anaphor_phrase(&self, head: usize) -> (usize, usize, usize) {
        (head, self.with_determiner(head), head)
    }

    fn with_determiner(&self, head: usize) -> usize {
        let first = self.with_modifiers(head, head);
        match self.tree.child(head, Deprel::Det) {
            Some(det) if det < first => det,
            _ => first,
        }
    }
}

/// Relations by which a title and a name make one phrase.
fn is_naming(deprel: Deprel) -> bool {
    matches!(
        deprel,
        Deprel::Flat
            | Deprel::Compound
            | Deprel::NmodDesc
            | Deprel::Appos
            | Deprel::Amod
            | Deprel::NmodUnmarked
    )
}

fn describe_named(named: &Named, date: Option<Date>) -> Actor {
    let (term, _) = named.term_at(date);
    Actor {
        name: Some(named.name.clone()),
        country: term.country,
        sector: term.sector,
        sectors: term.sectors.clone(),
        wikidata: named.wikidata.clone(),
        via: Via::Name,
    }
}

/// Of several bearers of one name, the one whose term covers the date; else the first.
fn prefer_current<'n>(
    mut named: impl Iterator<Item = &'n Named> + Clone,
    date: Option<Date>,
) -> Option<&'n Named> {
    let all = named.clone();
    all.into_iter().find(|n| n.term_at(date).1).or_else(|| named.next())
}

impl SentenceReader<'_> {
    /// What a word is as an anaphor's antecedent must agree with.
    pub(super) fn anaphor_kinds(anaphor: Anaphor) -> &'static [Kind] {
        match anaphor {
            Anaphor::Person => &[Kind::Person],
            Anaphor::Thing => &[Kind::State, Kind::Organisation],
            Anaphor::Group => &[Kind::Group, Kind::Organisation, Kind::State],
            Anaphor::Country | Anaphor::Pair => &[Kind::State],
        }
    }

    /// The country code, if any, of an earlier mention.
    pub(super) fn country_of_mention(&self, mention: usize) -> Option<Code> {
        self.mentions.all()[mention].actors.first().and_then(|a| a.country)
    }
}
