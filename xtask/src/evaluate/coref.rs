//! `cargo xtask evaluate coref`: third-person pronouns on OntoGUM, by cross-validation.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use demarche::evaluate::coref::{GoldDocument, PronounCounts};
use demarche::lexicon::Lexicon;
use demarche::mention::Knowledge;
use demarche::mention::coref::Resolver;
use demarche::syntax::EnglishParser;
use demarche::train::coref::{Settings, compile, train};

use super::score::Score;

/// Parts that the documents of a genre are divided into.
const FOLDS: usize = 5;

/// Reads the documents of one genre.
pub fn read(data: &Path, genre: &str) -> Result<Vec<GoldDocument>> {
    let folder = data.join("coref");
    let lines = super::circumstances::lines(&folder, &format!("ontogum_{genre}"))?;
    let docs: Option<Vec<_>> =
        lines.lines().map(|line| GoldDocument::read(line, EnglishParser::embedded())).collect();
    let docs = docs.with_context(|| format!("an ill-formed line in {genre}"))?;
    ensure!(!docs.is_empty(), "no documents of {genre}");
    Ok(docs)
}

/// What resolves pronouns, and the names it knows.
pub fn tools() -> Result<(Resolver, Knowledge)> {
    let lexicon = Lexicon::embedded()?;
    let knowledge = Knowledge::new(&lexicon)?;
    Ok((Resolver::new(&lexicon)?, knowledge))
}

/// Scores on news: every document is read with weights learned from the other folds of news
/// and from all interviews and speeches.
pub fn scores(data: &Path, errors: bool) -> Result<Vec<Score>> {
    let (resolver, knowledge) = tools()?;
    let news = read(data, "news")?;
    let other: Vec<GoldDocument> =
        [read(data, "interview")?, read(data, "speech")?].into_iter().flatten().collect();
    let mut counts = PronounCounts::default();
    let mut fitted = PronounCounts::default();
    for fold in 0..FOLDS {
        let rest = news.iter().enumerate().filter(|(i, _)| i % FOLDS != fold).map(|(_, d)| d);
        let docs: Vec<&GoldDocument> = rest.chain(&other).collect();
        let weights = train(&resolver, &knowledge, &docs, &Settings::default());
        let learned = resolver.with_weights(compile(&weights));
        for gold in news.iter().skip(fold).step_by(FOLDS) {
            fitted.score(gold, resolver.resolve(&gold.doc, &knowledge).all());
            let links = learned.resolve(&gold.doc, &knowledge);
            for link in counts.score(gold, links.all()) {
                if errors {
                    let text = &gold.doc.article.text;
                    let sentence = gold.doc.sentences[link.sentence].span.of(text);
                    let phrase = link.antecedents.first().map_or("nothing", |n| {
                        gold.doc.span_of(n.sentence, n.first, n.last).of(text)
                    });
                    println!("{phrase} <- token {}: {sentence}", link.token);
                }
            }
        }
    }
    let set = "OntoGUM news, 5-fold";
    let [person, thing, group] = counts.classes.map(|c| c.1);
    Ok(vec![
        Score::floor(set, "pronouns", counts.all(), counts.n(), 66.0),
        Score::floor(set, "he, she", counts.class(0), person, 78.0),
        Score::new(set, "it", counts.class(1), thing),
        Score::new(set, "they", counts.class(2), group),
        Score::new("OntoGUM news, trained on it", "pronouns", fitted.all(), fitted.n()),
    ])
}
