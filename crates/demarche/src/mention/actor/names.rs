//! Longest-match index of names over tokens.
//!
//! Names match at token starts only, so that none is ever found inside a word. The trie goes
//! over words without case; where it ends, the names written there are compared letter by
//! letter.

use super::entity::Entity;
use crate::lexicon::block::Block;
use crate::lexicon::hash::{hash, hash_bytes};
use crate::lexicon::trie::{ROOT, Trie, TrieBuilder};

/// Maps token sequences to entities.
#[derive(Debug)]
pub(crate) struct NameIndex {
    /// Words without case → numbers of names.
    trie: Trie,
    /// For each name its start and end in `text`, the start and end of its entities.
    names: Block,
    entities: Block,
    /// The names as written, their tokens separated by spaces.
    text: Block,
}

/// Numbers of a name in [`NameIndex::names`].
const NAME: usize = 4;

/// Makes a [`NameIndex`].
#[derive(Default)]
pub(crate) struct NameIndexBuilder {
    trie: TrieBuilder,
    names: Vec<(String, Vec<Entity>)>,
}

impl NameIndexBuilder {
    /// Adds `entity` under the name made of `tokens`.
    pub(crate) fn insert(&mut self, tokens: &[&str], entity: Entity) {
        let Some(first) = tokens.first() else { return };
        let mut node = self.trie.step(ROOT, first_key(first));
        for token in &tokens[1..] {
            node = self.trie.step(node, rest_key(token));
        }
        let written = tokens.join(" ");
        let ends = self.trie.values(node);
        match ends.iter().find(|name| self.names[**name as usize].0 == written) {
            Some(name) => {
                let entities = &mut self.names[*name as usize].1;
                if !entities.contains(&entity) {
                    entities.push(entity);
                }
            }
            None => {
                ends.push(self.names.len() as u32);
                self.names.push((written, vec![entity]));
            }
        }
    }

    /// The blocks that [`NameIndex::open`] takes.
    pub(crate) fn finish(mut self) -> Vec<Block> {
        for ends in self.trie.lists() {
            // Of names that differ in case only, the one in capitals comes first.
            ends.sort_by(|a, b| {
                let tokens = |name: &u32| self.names[*name as usize].0.split(' ');
                tokens(a).cmp(tokens(b))
            });
        }
        let (mut names, mut entities, mut text) = (Vec::new(), Vec::new(), String::new());
        for (written, of) in &self.names {
            let from = (text.len(), entities.len());
            text.push_str(written);
            entities.extend(of.iter().map(|entity| entity.number()));
            names.extend([from.0, text.len(), from.1, entities.len()].map(|n| n as u32));
        }
        let mut blocks: Vec<Block> = self.trie.finish().into();
        blocks.extend([Block::numbers(names), Block::numbers(entities), Block::text(&text)]);
        blocks
    }
}

impl NameIndex {
    /// The index that a builder finished; takes its blocks off `blocks`.
    pub(crate) fn open(blocks: &mut impl Iterator<Item = Block>) -> NameIndex {
        let trie = Trie::open(blocks);
        let mut next = || blocks.next().expect("an index of names has six blocks");
        NameIndex { trie, names: next(), entities: next(), text: next() }
    }

    /// The longest name that starts at `tokens[0]`: its length in tokens and its entities.
    ///
    /// Letters match as written, or an all-capitals text matches any case of the name
    /// ("NORTH KOREA"); curly apostrophes match straight ones.
    pub(crate) fn longest(&self, tokens: &[&str]) -> Option<(usize, Entities<'_>)> {
        let mut node = self.trie.next(ROOT, first_key(tokens.first()?))?;
        let mut best = None;
        for length in 1.. {
            let fitting = |name: &u32| self.fits(*name, &tokens[..length]);
            if let Some(name) = self.trie.values(node).find(fitting) {
                best = Some((length, Entities { index: self, name: name as usize }));
            }
            let Some(token) = tokens.get(length) else { break };
            let Some(next) = self.trie.next(node, rest_key(token)) else { break };
            node = next;
        }
        best
    }

    fn fits(&self, name: u32, tokens: &[&str]) -> bool {
        let at = name as usize * NAME;
        let written = self.text.slice(self.names.get(at), self.names.get(at + 1));
        written.split(' ').zip(tokens).all(|(name, text)| matches(name, text))
    }
}

/// The entities that bear a name, in the order of the tables.
#[derive(Clone, Copy)]
pub(crate) struct Entities<'i> {
    index: &'i NameIndex,
    name: usize,
}

impl Entities<'_> {
    /// All of them.
    pub(crate) fn to_vec(self) -> Vec<Entity> {
        let bound = |n: usize| self.index.names.get(self.name * NAME + n) as usize;
        self.index.entities.range(bound(2), bound(3)).map(Entity::from_number).collect()
    }
}

/// Key of the first token of a name: in lower case, with straight apostrophes.
fn first_key(token: &str) -> u64 {
    match token.is_ascii() {
        true => hash_bytes(token.bytes().map(|byte| byte.to_ascii_lowercase())),
        false => hash(&token.replace('’', "'").to_lowercase()),
    }
}

/// Key of a later token: in capitals, since these are what a text in capitals is compared by.
fn rest_key(token: &str) -> u64 {
    match token.is_ascii() {
        true => hash_bytes(token.bytes().map(|byte| byte.to_ascii_uppercase())),
        false => hash(&token.replace('’', "'").to_uppercase()),
    }
}

fn matches(name: &str, text: &str) -> bool {
    name == text
        || text.contains('’') && text.replace('’', "'") == name
        || is_shouted(text) && name.len() > 3 && name.to_uppercase() == text
}

/// Whether a token is a word written in capitals throughout, too long to be an acronym.
fn is_shouted(text: &str) -> bool {
    text.len() > 3
        && text.chars().all(|c| !c.is_lowercase())
        && text.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(index: &NameIndex, text: &str) -> Option<(usize, Vec<Entity>)> {
        let tokens: Vec<&str> = text.split(' ').collect();
        index.longest(&tokens).map(|(length, entities)| (length, entities.to_vec()))
    }

    #[test]
    fn longest_name_wins_and_case_counts() {
        let mut builder = NameIndexBuilder::default();
        let [korea, army, us, polish, shouted] = [1, 2, 3, 4, 5].map(Entity::Person);
        builder.insert(&["North", "Korea"], korea);
        builder.insert(&["North", "Korea", "'s", "army"], army);
        builder.insert(&["US"], us);
        builder.insert(&["Polish"], polish);
        builder.insert(&["POLISH"], shouted);
        let index = NameIndex::open(&mut builder.finish().into_iter());
        assert_eq!(found(&index, "North Korea said"), Some((2, vec![korea])));
        assert_eq!(found(&index, "North Korea ’s army"), Some((4, vec![army])));
        assert_eq!(found(&index, "North Korea 's navy"), Some((2, vec![korea])));
        assert_eq!(found(&index, "NORTH KOREA"), Some((2, vec![korea])));
        assert_eq!(found(&index, "north Korea"), None);
        assert_eq!(found(&index, "us"), None);
        assert_eq!(found(&index, "POLISH"), Some((1, vec![shouted])));
        assert_eq!(found(&index, "Polish"), Some((1, vec![polish])));
    }
}
