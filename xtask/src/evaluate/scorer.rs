//! Cross-validated scores of the learned event scorer, and the data it learns from.

use std::path::Path;

use anyhow::{Context, Result, anyhow};
use demarche::evaluate::relation::RelationRow;
use demarche::evaluate::roles::{self, Role};
use demarche::event::patterns::examples;
use demarche::lexicon::Lexicon;
use demarche::pipeline::Coder;
use demarche::train::events::Study;
use demarche::train::linear::fold_of;
use demarche::train::sentences::LabelledSentence;

/// What a study of all data holds besides its examples.
pub struct Data<'c> {
    /// The examples.
    pub study: Study<'c>,
    /// The rows of PLV with the example of the pair as given.
    pub relations: Vec<(RelationRow, Option<usize>)>,
    /// The sentences with their quad class; the scorer's folds number them after the relations.
    pub quads: Vec<(String, u8)>,
}

/// Reads all training data.
pub fn read<'c>(coder: &'c Coder, data: &Path, own: &Path) -> Result<Data<'c>> {
    let mut study = Study::new(coder);
    let relations = super::relation::read_relations(data)?;
    let relations: Vec<_> = relations
        .into_iter()
        .map(|row| {
            let example = study.relation(&row);
            (row, example)
        })
        .collect();
    let quads = super::relation::read_quads(data)?;
    for (sentence, quad) in &quads {
        study.quad(sentence, *quad);
    }
    let path = data.join("events/cameo_roles_train.bio");
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    for row in roles::read(&text) {
        let first = |role: Role| row.gold.iter().find(|(_, r)| *r == role).map(|(span, _)| *span);
        if let Some(source) = first(Role::Source) {
            study.roles(&row.sentence, source, first(Role::Target));
        }
    }
    for example in examples(&Lexicon::embedded()?) {
        study.pattern(&example);
    }
    let sentences = read_own(own)?;
    for (at, sentence) in sentences.iter().enumerate() {
        study.sentence(sentence);
        // Two of one fold, so that no model is scored on half a sentence it has seen.
        let second = &sentences[(at + FOLDS) % sentences.len()];
        study.joined(sentence, second);
    }
    Ok(Data { study, relations, quads })
}

/// The labelled sentences of our own, file by file.
pub fn read_own(folder: &Path) -> Result<Vec<LabelledSentence>> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .with_context(|| format!("reading {}", folder.display()))?
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e == "tsv"))
        .collect();
    files.sort();
    let mut sentences = Vec::new();
    for path in files {
        let text = std::fs::read_to_string(&path)?;
        for (number, line) in text.lines().enumerate().skip(1) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let sentence = LabelledSentence::parse(line)
                .map_err(|fault| anyhow!("{}:{}: {fault}", path.display(), number + 1))?;
            sentences.push(sentence);
        }
    }
    Ok(sentences)
}

/// Folds of the cross-validation.
pub const FOLDS: usize = 5;

impl Data<'_> {
    /// The fold of a relation row, by index.
    pub fn fold_of_relation(&self, index: usize) -> usize {
        fold_of(index + 1, FOLDS)
    }

    /// The fold of a quad row, by index.
    pub fn fold_of_quad(&self, index: usize) -> usize {
        fold_of(self.relations.len() + index + 1, FOLDS)
    }
}
