//! Trains the weights of the pronoun resolver: logistic ranking with L2.
//!
//! For each pronoun the probability of all candidates of its gold chain together is raised
//! (Durrett and Klein 2013, without their mention model). Documents and pronouns are taken in
//! a fixed order, so that the same data gives the same weights.

use std::collections::BTreeMap;

use crate::evaluate::coref::GoldDocument;
use crate::mention::actor::Knowledge;
use crate::mention::coref::{Choice, Resolver, Weights};

/// One pronoun: its candidates' features, and which are right.
struct Example {
    choices: Vec<Vec<usize>>,
    right: Vec<bool>,
}

/// How long and how freely to learn.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Passes over the data.
    pub epochs: usize,
    /// Weight of the squared weights, per example.
    pub l2: f64,
    /// Step.
    pub rate: f64,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { epochs: 40, l2: 0.03, rate: 0.1 }
    }
}

/// The weights learned from `docs`, by name of the feature.
pub fn train(
    resolver: &Resolver,
    knowledge: &Knowledge,
    docs: &[&GoldDocument],
    settings: &Settings,
) -> BTreeMap<String, f64> {
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    let mut examples = Vec::new();
    for gold in docs {
        resolver.study(&gold.doc, knowledge, |candidates| {
            let pronoun = gold.pronoun(candidates.sentence, candidates.token);
            let chain = pronoun.map(|p| p.chain.as_str());
            let fits = |entity: Option<usize>| match (entity, chain) {
                (Some(entity), Some(chain)) => candidates.entities[entity]
                    .named()
                    .any(|noun| gold.chain_of(noun) == Some(chain)),
                _ => false,
            };
            let mut right: Vec<bool> = candidates.choices.iter().map(|(e, _)| fits(*e)).collect();
            if let Some((None, _)) = candidates.choices.first() {
                right[0] = !pronoun.is_some_and(|p| gold.is_eligible(p));
            }
            let taken = right.iter().position(|r| *r);
            if taken.is_some() {
                let choices = candidates
                    .choices
                    .iter()
                    .map(|(_, features)| {
                        features
                            .iter()
                            .map(|name| {
                                let next = names.len();
                                *names.entry(name.clone()).or_insert(next)
                            })
                            .collect()
                    })
                    .collect();
                examples.push(Example { choices, right });
            }
            taken.map(Choice)
        });
    }
    let weights = fit(&examples, names.len(), settings);
    names.into_iter().map(|(name, index)| (name, weights[index])).collect()
}

/// AdaGrad on the negative log-likelihood.
fn fit(examples: &[Example], features: usize, settings: &Settings) -> Vec<f64> {
    let (mut weights, mut squares) = (vec![0.0; features], vec![1e-6; features]);
    for _ in 0..settings.epochs {
        for example in examples {
            let score = |choice: &Vec<usize>| choice.iter().map(|f| weights[*f]).sum::<f64>();
            let scores: Vec<f64> = example.choices.iter().map(score).collect();
            let most = scores.iter().copied().fold(f64::MIN, f64::max);
            let odds: Vec<f64> = scores.iter().map(|s| (s - most).exp()).collect();
            let all: f64 = odds.iter().sum();
            let good: f64 =
                odds.iter().zip(&example.right).filter(|(_, r)| **r).map(|(o, _)| o).sum();
            let mut gradient: BTreeMap<usize, f64> = BTreeMap::new();
            for ((choice, odds), right) in example.choices.iter().zip(&odds).zip(&example.right) {
                let wanted = if *right { odds / good } else { 0.0 };
                for feature in choice {
                    *gradient.entry(*feature).or_default() += odds / all - wanted;
                }
            }
            for (feature, slope) in gradient {
                let slope = slope + settings.l2 * weights[feature];
                squares[feature] += slope * slope;
                weights[feature] -= settings.rate * slope / f64::sqrt(squares[feature]);
            }
        }
    }
    weights
}

/// The weights in the form a resolver takes.
pub fn compile(weights: &BTreeMap<String, f64>) -> Weights {
    let mut compiled = Weights::default();
    for (name, weight) in weights {
        compiled.set(name, *weight as f32);
    }
    compiled
}
