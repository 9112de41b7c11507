//! Composes noun phrases into actor mentions, sentence by sentence.

use jiff::civil::Date;

use super::agent::Hit;
use super::anaphora::{self, Anaphor};
use super::knowledge::Knowledge;
use super::naming::is_naming;
use super::salience::{Candidate, History};
use super::spot::{Denotes, Introduced, Spot, spot};
use super::{Actor, ActorMention, ActorMentions, Kind, Via};
use crate::document::Document;
use crate::mention::code::{Code, sector};
use crate::mention::coref::Links;
use crate::span::Span;
use crate::syntax::{Deprel, Tree, Xpos};

/// Finds every actor mention of a document.
///
/// `date_at(sentence, token)` is the date at which roles are to be resolved there: the date
/// the sentence speaks of where it names one, otherwise the publication date. `links` tells what
/// the pronouns point to.
pub fn find(
    doc: &Document,
    knowledge: &Knowledge,
    links: &Links,
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
        let skip = crate::text::dateline_tokens(&doc.article, sentence);
        let mut spots = spot(&words, tree, knowledge, &introduced);
        spots.retain(|s| s.first >= skip);
        let mut reader = SentenceReader {
            doc,
            index,
            words,
            tree,
            knowledge,
            links,
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
    pub links: &'a Links,
    pub date_at: &'a dyn Fn(usize) -> Option<Date>,
    pub spots: Vec<Spot>,
    pub mentions: &'a mut ActorMentions,
    pub introduced: &'a mut Introduced,
    pub history: &'a mut History,
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
                if !self.is_within_title(token) {
                    self.push_agent(&hit);
                }
            } else {
                self.push_stranger(token);
            }
        }
    }

    /// Whether a noun is only the first part of a title of two: "**Lt.** Gen. Ali Omar".
    fn is_within_title(&self, token: usize) -> bool {
        let Some(next) = self.tree.head(token).filter(|head| *head == token + 1) else {
            return false;
        };
        is_naming(self.tree.word(next).deprel)
            && self.agent_at(next).is_some_and(|longer| longer.first <= token)
    }

    pub(super) fn is_taken(&self, token: usize) -> bool {
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
            } else if actor.sector.is_none()
                || actor.sector == Some(sector::ELI) && (self.date_at)(head).is_none()
            {
                // Not yet in an office we know; or without a date, when a title says that the
                // office is held.
                actor.sector = hit.agent.sector;
                actor.sectors = hit.agent.sectors.clone();
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

    /// The tokens of a phrase that stand for it; a possessor stands for itself.
    pub(super) fn own_tokens(&self, head: usize, first: usize, last: usize) -> Vec<usize> {
        (first..=last)
            .filter(|t| {
                let modifies = self.tree.head(*t) == Some(head)
                    && matches!(self.tree.word(*t).deprel, Deprel::Amod | Deprel::Compound);
                !self.is_taken(*t) || modifies
            })
            .collect()
    }

    /// The first token of the phrase once adjectives, compounds and possessors before the
    /// head are taken in.
    pub(super) fn with_modifiers(&self, head: usize, first: usize) -> usize {
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

    /// Whether a state's name only tells where something is, itself or what it stands beside.
    fn says_where(&self, head: usize) -> bool {
        let beside = self.tree.word(head).deprel == Deprel::Appos;
        let bracketed = head > 0 && self.words[head - 1] == "(";
        bracketed
            || self.is_location(head)
            || beside && self.tree.head(head).is_some_and(|h| self.is_location(h))
    }

    /// Whether a phrase is the subject of its clause, alone or with others.
    pub(super) fn is_subject(&self, head: usize) -> bool {
        if self.tree.word(head).deprel == Deprel::Conj {
            return self.tree.head(head).is_some_and(|h| h < head && self.is_subject(h));
        }
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
            place: kind == Kind::State && self.says_where(head),
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
