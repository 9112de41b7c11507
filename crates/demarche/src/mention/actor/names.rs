//! Longest-match index of names over tokens.

use std::collections::HashMap;

/// Maps token sequences to entities, matching at token starts only, so that no name is
/// ever found inside a word.
#[derive(Debug)]
pub(crate) struct NameIndex<E> {
    /// Lower-cased first token → the names that begin so, longest first.
    by_first: HashMap<Box<str>, Vec<Name<E>>>,
}

#[derive(Debug)]
struct Name<E> {
    tokens: Box<[Box<str>]>,
    entities: Vec<E>,
}

impl<E> Default for NameIndex<E> {
    fn default() -> NameIndex<E> {
        NameIndex { by_first: HashMap::new() }
    }
}

impl<E: Copy + PartialEq> NameIndex<E> {
    /// Adds `entity` under the name made of `tokens`.
    pub(crate) fn insert(&mut self, tokens: &[&str], entity: E) {
        let Some(first) = tokens.first() else { return };
        let names = self.by_first.entry(fold(first).into()).or_default();
        match names.iter_mut().find(|n| n.tokens.iter().map(|t| &**t).eq(tokens.iter().copied())) {
            Some(name) if name.entities.contains(&entity) => {}
            Some(name) => name.entities.push(entity),
            None => names.push(Name {
                tokens: tokens.iter().map(|t| Box::from(*t)).collect(),
                entities: vec![entity],
            }),
        }
    }

    /// Sorts the names so that the longest is tried first.
    pub(crate) fn finish(&mut self) {
        for names in self.by_first.values_mut() {
            names.sort_by(|a, b| {
                b.tokens.len().cmp(&a.tokens.len()).then_with(|| a.tokens.cmp(&b.tokens))
            });
        }
    }

    /// The longest name that starts at `tokens[0]`: its length in tokens and its entities.
    ///
    /// Letters match as written, or an all-capitals text matches any case of the name
    /// ("NORTH KOREA"); curly apostrophes match straight ones.
    pub(crate) fn longest(&self, tokens: &[&str]) -> Option<(usize, &[E])> {
        let names = self.by_first.get(&*fold(tokens.first()?))?;
        names
            .iter()
            .find(|name| {
                name.tokens.len() <= tokens.len()
                    && name.tokens.iter().zip(tokens).all(|(name, text)| matches(name, text))
            })
            .map(|name| (name.tokens.len(), &name.entities[..]))
    }
}

fn fold(token: &str) -> String {
    token.replace('’', "'").to_lowercase()
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

    fn index() -> NameIndex<u32> {
        let mut index = NameIndex::default();
        index.insert(&["North", "Korea"], 1);
        index.insert(&["North", "Korea", "'s", "army"], 2);
        index.insert(&["US"], 3);
        index.finish();
        index
    }

    #[test]
    fn longest_name_wins_and_case_counts() {
        let index = index();
        assert_eq!(index.longest(&["North", "Korea", "said"]), Some((2, &[1][..])));
        assert_eq!(index.longest(&["North", "Korea", "’s", "army"]), Some((4, &[2][..])));
        assert_eq!(index.longest(&["NORTH", "KOREA"]), Some((2, &[1][..])));
        assert_eq!(index.longest(&["north", "Korea"]), None);
        assert_eq!(index.longest(&["us"]), None);
    }
}
