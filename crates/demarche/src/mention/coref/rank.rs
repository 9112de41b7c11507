//! Ranks the entities of a text for each pronoun.

use super::features::{Names, Pronoun, describe, describe_nothing};
use super::noun::{Entity, Noun, Reader};
use super::words::Words;
use crate::document::Document;
use crate::error::Result;
use crate::lexicon::Lexicon;
use crate::mention::actor::Knowledge;
use crate::mention::phrases::FastMap;
use crate::syntax::Deprel;

/// How many sentences back an antecedent may stand.
const REACH: usize = 8;

/// How much better "it points to nothing" must be than the best antecedent.
const RELUCTANCE: f32 = 1.0;

/// A weight for every feature, by the hash of its name.
#[derive(Clone, Debug, Default)]
pub struct Weights(FastMap<u64, f32>);

impl Weights {
    /// Sets the weight of the feature called `name`.
    pub fn set(&mut self, name: &str, weight: f32) {
        self.0.insert(hash(&[name]), weight);
    }
}

/// FNV-1a over the parts with `|` between them.
fn hash(parts: &[&str]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            add(b'|');
        }
        part.bytes().for_each(&mut add);
    }
    hash
}

struct Sum<'w> {
    weights: &'w Weights,
    score: f32,
}

impl Names for Sum<'_> {
    fn add(&mut self, parts: &[&str]) {
        self.score += self.weights.0.get(&hash(parts)).copied().unwrap_or(0.0);
    }
}

/// Collects the names of features, for training.
#[derive(Clone, Debug, Default)]
struct Spelled(Vec<String>);

impl Names for Spelled {
    fn add(&mut self, parts: &[&str]) {
        self.0.push(parts.join("|"));
    }
}

/// A pronoun and what it was found to point to.
#[derive(Clone, Debug)]
pub struct Link {
    /// Sentence of the pronoun.
    pub sentence: usize,
    /// The pronoun.
    pub token: usize,
    /// The phrases of the entity it points to that are no pronouns, latest first; empty when
    /// it points to nothing.
    pub antecedents: Vec<Noun>,
    /// The best candidates with their scores, best first: a phrase, or `None` for nothing.
    pub scores: Vec<(Option<Noun>, f32)>,
}

/// The resolved pronouns of a document, in text order.
#[derive(Clone, Debug, Default)]
pub struct Links(Vec<Link>);

impl Links {
    /// All of them.
    pub fn all(&self) -> &[Link] {
        &self.0
    }

    /// What was decided for one pronoun.
    pub fn at(&self, sentence: usize, token: usize) -> Option<&Link> {
        let found = self.0.binary_search_by_key(&(sentence, token), |l| (l.sentence, l.token));
        found.ok().map(|i| &self.0[i])
    }
}

/// What may be chosen for one pronoun: entities by index, and nothing.
#[derive(Debug)]
pub struct Candidates<'a> {
    /// Sentence of the pronoun.
    pub sentence: usize,
    /// The pronoun.
    pub token: usize,
    /// All entities so far.
    pub entities: &'a [Entity],
    /// Entity (`None`: nothing) and its features.
    pub choices: &'a [(Option<usize>, Vec<String>)],
}

/// Which of [`Candidates::choices`] is taken.
#[derive(Clone, Copy, Debug)]
pub struct Choice(pub usize);

/// Resolves pronouns; made once and shared.
#[derive(Clone, Debug)]
pub struct Resolver {
    words: Words,
    weights: Weights,
}

impl Resolver {
    /// Compiles the tables under `coref/`.
    ///
    /// # Errors
    ///
    /// When a table is missing or ill-formed.
    pub fn new(lexicon: &Lexicon) -> Result<Resolver> {
        let mut weights = Weights::default();
        for row in lexicon.records("coref/weights.tsv")? {
            weights.set(row.get("feature"), row.number("weight")? as f32);
        }
        Ok(Resolver { words: Words::new(lexicon)?, weights })
    }

    /// The same with other weights.
    pub fn with_weights(&self, weights: Weights) -> Resolver {
        Resolver { words: self.words.clone(), weights }
    }

    /// Resolves every third-person pronoun of a document.
    pub fn resolve(&self, doc: &Document, knowledge: &Knowledge) -> Links {
        let mut links = Vec::new();
        self.read(doc, knowledge, |reader, pronoun, entities| {
            let order = recent(entities, reader.sentence);
            let mut scores: Vec<(Option<usize>, f32)> = Vec::with_capacity(order.len() + 1);
            if !pronoun.is_personal() {
                let mut nothing = Sum { weights: &self.weights, score: -RELUCTANCE };
                describe_nothing(reader, pronoun, &mut nothing);
                scores.push((None, nothing.score));
            }
            for (rank, index) in order.iter().enumerate() {
                let mut sum = Sum { weights: &self.weights, score: 0.0 };
                if describe(reader, pronoun, &entities[*index], rank, &mut sum) {
                    scores.push((Some(*index), sum.score));
                }
            }
            // Equal scores: the more recent one, which stands first.
            scores.sort_by(|a, b| b.1.total_cmp(&a.1));
            let best = scores.first().and_then(|s| s.0);
            let phrase = |i: usize| entities[i].named().next().cloned();
            links.push(Link {
                sentence: reader.sentence,
                token: pronoun.token,
                antecedents: best.map_or_else(Vec::new, |i| entities[i].named().cloned().collect()),
                scores: scores.iter().take(3).map(|(i, s)| (i.and_then(phrase), *s)).collect(),
            });
            best
        });
        Links(links)
    }

    /// Shows every pronoun with its candidates to `choose`, for training.
    pub fn study(
        &self,
        doc: &Document,
        knowledge: &Knowledge,
        mut choose: impl FnMut(Candidates<'_>) -> Option<Choice>,
    ) {
        self.read(doc, knowledge, |reader, pronoun, entities| {
            let mut choices = Vec::new();
            if !pronoun.is_personal() {
                let mut nothing = Spelled::default();
                describe_nothing(reader, pronoun, &mut nothing);
                choices.push((None, nothing.0));
            }
            for (rank, index) in recent(entities, reader.sentence).into_iter().enumerate() {
                let mut names = Spelled::default();
                if describe(reader, pronoun, &entities[index], rank, &mut names) {
                    choices.push((Some(index), names.0));
                }
            }
            let (sentence, token) = (reader.sentence, pronoun.token);
            let taken = choose(Candidates { sentence, token, entities, choices: &choices });
            taken.and_then(|Choice(taken)| choices[taken].0)
        });
    }

    /// Reads a document from left to right; `choose` decides for each pronoun.
    fn read(
        &self,
        doc: &Document,
        knowledge: &Knowledge,
        mut choose: impl FnMut(&Reader<'_>, &Pronoun, &[Entity]) -> Option<usize>,
    ) {
        let mut entities: Vec<Entity> = Vec::new();
        // Entity by the head that introduced a phrase, for what is in apposition to it.
        let mut of_head: FastMap<u64, usize> = FastMap::default();
        let mut inside = false;
        let mut block = usize::MAX;
        for (sentence, tree) in doc.trees.iter().enumerate() {
            let Some(tree) = tree else { continue };
            let tokens: Vec<&str> = doc.sentences[sentence]
                .tokens
                .iter()
                .map(|t| t.span.of(&doc.article.text))
                .collect();
            if doc.sentences[sentence].block != block {
                (inside, block) = (false, doc.sentences[sentence].block);
            }
            let quoted = quotes(&tokens, &mut inside);
            let words = &self.words;
            let reader = Reader { words, knowledge, sentence, tree, tokens, quoted };
            of_head.clear();
            for token in 0..tree.len() {
                if let Some(pronoun) = Pronoun::at(&reader, token) {
                    if let Some(index) = choose(&reader, &pronoun, &entities) {
                        let entity = &mut entities[index];
                        entity.nouns.push(reader.noun(token, token, token, true));
                        adopt(entity, pronoun.class);
                    }
                } else if reader.is_head(token) {
                    let index = place(&mut entities, reader.entity(token), || {
                        let above = tree.word(token).deprel == Deprel::Appos;
                        let head = tree.head(token).filter(|_| above)?;
                        of_head.get(&(head as u64)).copied()
                    });
                    of_head.insert(token as u64, index);
                    if tree.word(token).deprel == Deprel::Conj
                        && let Some(other) = tree.head(token)
                        && of_head.contains_key(&(other as u64))
                    {
                        entities.push(pair(&reader, other, token, &entities[index]));
                    }
                }
            }
        }
    }
}

/// A pronoun tells the gender of what it points to.
fn adopt(entity: &mut Entity, class: &str) {
    use super::words::Gender;
    let gender = match class {
        "he" => Gender::Male,
        "she" => Gender::Female,
        _ => return,
    };
    entity.gender = entity.gender.or(Some(gender));
    entity.person = Some(true);
}

/// Joins a phrase with the entity it speaks of again, or adds a new one.
fn place(
    entities: &mut Vec<Entity>,
    new: Entity,
    appositive: impl FnOnce() -> Option<usize>,
) -> usize {
    let again = |old: &Entity| {
        let definite = new.proper || !matches!(new.definite, "indefinite" | "bare");
        old.proper == new.proper
            && definite
            && old.plural == new.plural
            && !old.coordinated
            && old.heads.iter().any(|h| new.heads.contains(h))
            && (old.gender.is_none() || new.gender.is_none() || old.gender == new.gender)
    };
    let index = appositive().or_else(|| entities.iter().rposition(again));
    let Some(index) = index else {
        entities.push(new);
        return entities.len() - 1;
    };
    let old = &mut entities[index];
    old.heads.extend(new.heads);
    old.gender = old.gender.or(new.gender);
    old.person = old.person.or(new.person);
    old.group |= new.group;
    old.proper |= new.proper;
    old.nouns.extend(new.nouns);
    index
}

/// "Merkel and Macron" as one that "they" can point to.
fn pair(reader: &Reader<'_>, first: usize, second: usize, one: &Entity) -> Entity {
    let noun = Noun { coordinated: true, ..reader.noun(first, first, second, false) };
    Entity {
        nouns: vec![noun],
        heads: Vec::new(),
        plural: true,
        coordinated: true,
        gender: None,
        ..one.clone()
    }
}

/// Entities within reach, the most recently spoken of first.
fn recent(entities: &[Entity], sentence: usize) -> Vec<usize> {
    let near = |e: &Entity| e.latest().sentence + REACH >= sentence;
    let mut order: Vec<usize> = (0..entities.len()).filter(|i| near(&entities[*i])).collect();
    order.sort_by_key(|i| {
        let latest = entities[*i].latest();
        std::cmp::Reverse((latest.sentence, latest.head, *i))
    });
    order
}

/// Which tokens stand inside quotation marks.
fn quotes(tokens: &[&str], inside: &mut bool) -> Vec<bool> {
    tokens
        .iter()
        .map(|token| {
            match *token {
                "\"" => *inside = !*inside,
                "“" | "``" | "«" => *inside = true,
                "”" | "''" | "»" => *inside = false,
                _ => {}
            }
            *inside
        })
        .collect()
}
