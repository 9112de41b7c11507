//! The English parser: tagger, network, decoder and lemmatiser behind [`Parser`].

use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::OnceLock;

use super::form::{Form, casing};
use super::lemma::{AsIs, KeyMap, LemmaTable, key};
use super::network::{Input, Network, Workspace};
use super::tagger::Tagger;
use super::tags::{Deprel, Xpos};
use super::tree::{Tree, Word};
use super::{Parser, chunk, decode};
use crate::model::{ModelError, SyntaxModel};

/// The model that ships with the crate.
static EMBEDDED: &[u8] = include_bytes!("../../models/en-syntax.bin");

/// The English tagger, lemmatiser and dependency parser.
pub struct EnglishParser {
    version: String,
    vocabulary: KeyMap<u32>,
    upos_masks: Vec<u32>,
    tagger: Tagger,
    lemmas: LemmaTable,
    network: Network,
}

thread_local! {
    static WORKSPACE: RefCell<Workspace> = RefCell::default();
}

impl EnglishParser {
    /// The parser with the model that ships with the crate, loaded on first use.
    ///
    /// # Panics
    ///
    /// When the embedded model is damaged, which a test rules out.
    pub fn embedded() -> &'static EnglishParser {
        static PARSER: OnceLock<EnglishParser> = OnceLock::new();
        PARSER.get_or_init(|| match SyntaxModel::from_static(EMBEDDED) {
            Ok(model) => EnglishParser::new(model),
            Err(error) => panic!("the embedded syntax model cannot be read: {error}"),
        })
    }

    /// Bytes of the model that ships with the crate.
    pub fn embedded_bytes() -> &'static [u8] {
        EMBEDDED
    }

    /// A parser from the bytes of a model file.
    pub fn from_bytes(bytes: &[u8]) -> Result<EnglishParser, ModelError> {
        SyntaxModel::from_bytes(bytes).map(EnglishParser::new)
    }

    /// A parser from a model in memory.
    pub fn new(model: SyntaxModel) -> EnglishParser {
        EnglishParser {
            version: model.version,
            vocabulary: vocabulary(&model.words),
            upos_masks: model.upos_masks,
            tagger: model.tagger,
            lemmas: model.lemmas,
            network: Network::new(model.dims, &model.dense, model.tables),
        }
    }

    /// The lemma of `token` tagged `tag`.
    pub fn lemmatise(&self, token: &str, tag: Xpos) -> Box<str> {
        self.lemmas.lemma(token, tag)
    }

    /// Parses a sentence of ordinary length.
    fn parse_piece(&self, tokens: &[&str]) -> Vec<Word> {
        let forms: Vec<Form> = tokens.iter().map(|t| Form::new(t)).collect();
        let casing = casing(&forms);
        let words = forms.iter().map(|f| lookup(&self.vocabulary, &f.lower)).collect();
        let mut input = Input::new(&forms, words, casing);
        input.tags = self.tagger.tag(&forms, &input.words, casing);
        WORKSPACE.with_borrow_mut(|ws| {
            self.network.score(&input, ws);
            let heads = decode::heads(&ws.scores.arcs, tokens.len());
            let relations = self.network.relations(&heads, ws);
            let word = |(i, token): (usize, &&str)| {
                let (xpos, upos) = self.network.tags(i, &self.upos_masks, &ws.scores);
                let lemma = self.lemmas.lemma(token, xpos);
                Word { upos, xpos, lemma, head: heads[i].checked_sub(1), deprel: relations[i] }
            };
            tokens.iter().enumerate().map(word).collect()
        })
    }
}

impl Parser for EnglishParser {
    fn parse(&self, tokens: &[&str]) -> Tree {
        let mut words: Vec<Word> = Vec::with_capacity(tokens.len());
        let mut root = 0;
        for piece in chunk::pieces(tokens) {
            let start = words.len();
            for mut word in self.parse_piece(piece) {
                match word.head {
                    // Of two pieces the later is loosely joined to the earlier.
                    None if start > 0 => {
                        (word.head, word.deprel) = (Some(root), Deprel::Parataxis);
                    }
                    None => root = words.len() as u16,
                    // Heads are 16 bits wide: what lies beyond hangs on the root.
                    Some(head) => {
                        let head = start + usize::from(head);
                        word.head = Some(u16::try_from(head).unwrap_or(root));
                    }
                }
                words.push(word);
            }
        }
        Tree::new(words)
    }

    fn version(&self) -> &str {
        &self.version
    }
}

/// The map from word to number; word 0 stands for the unknown.
pub(crate) fn vocabulary(words: &[String]) -> KeyMap<u32> {
    let hasher = BuildHasherDefault::<AsIs>::default();
    let mut map = HashMap::with_capacity_and_hasher(words.len(), hasher);
    for (word, number) in words.iter().zip(0..).skip(1) {
        map.insert(key(0, word), number);
    }
    map
}

/// Number of a lower-case normalised word, 0 when unknown.
pub(crate) fn lookup(vocabulary: &KeyMap<u32>, lower: &str) -> u32 {
    vocabulary.get(&key(0, lower)).copied().unwrap_or(0)
}
