//! The index of all names under `lexicon/actors/`, compiled ahead.

use super::entity::{Entity, StateForm};
use super::named::group;
use super::names::NameIndexBuilder;
use crate::error::Error;
use crate::lexicon::block::Block;
use crate::lexicon::section::Section;
use crate::lexicon::{Lexicon, Table};
use crate::text::words::Words;

/// The names of states, persons and organisations.
pub(crate) const NAMES: Section = Section {
    name: "names",
    inputs: &["actors/countries.tsv", "actors/persons.tsv", "actors/organisations.tsv", "text/"],
    compile,
};

fn compile(lexicon: &Lexicon) -> Result<Vec<Block>, Error> {
    let words = Words::new(lexicon)?;
    let mut index = NameIndexBuilder::default();
    each(lexicon, |name, entity| index.insert(&words.phrase(name), entity))?;
    Ok(index.finish())
}

/// Calls `add` with every name of the actor tables and what it stands for.
pub(super) fn each<'l>(
    lexicon: &'l Lexicon,
    mut add: impl FnMut(&'l str, Entity),
) -> Result<(), Error> {
    for (row, state) in lexicon.records("actors/countries.tsv")?.zip(0..) {
        let mut add = |form, name: &'l str| {
            if !name.is_empty() {
                add(name, Entity::State(state, form));
            }
        };
        add(StateForm::Name, row.get("name"));
        row.list("names").for_each(|name| add(StateForm::Name, name));
        row.list("demonyms").for_each(|name| add(StateForm::Demonym, name));
        row.list("adjectives").for_each(|name| add(StateForm::Adjective, name));
        row.list("metonyms").for_each(|name| add(StateForm::Metonym, name));
        add(StateForm::Metonym, row.get("capital"));
    }
    each_named(lexicon.table("actors/persons.tsv")?, |name, i| add(name, Entity::Person(i)));
    let organisations = lexicon.table("actors/organisations.tsv")?;
    each_named(organisations, |name, i| add(name, Entity::Organisation(i)));
    Ok(())
}

fn each_named<'l>(table: &'l Table, mut add: impl FnMut(&'l str, u32)) {
    // In the order of the rows, not of the actors.
    let mut actors = vec![0; table.len()];
    for (rows, actor) in group(table).iter().zip(0..) {
        rows.iter().for_each(|row| actors[*row as usize] = actor);
    }
    for (row, actor) in table.records().zip(actors) {
        add(row.get("name"), actor);
        row.list("aliases").for_each(|alias| add(alias, actor));
    }
}
