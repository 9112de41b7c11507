//! The compiled tables under `places/` and the countries of `actors/countries.tsv`.

pub(super) use super::entries::Kind;
use super::entries::{ENTRY, KINDS, PLACES, ROW_BITS, TABLES};
use crate::error::Result;
use crate::lexicon::block::Block;
use crate::lexicon::{Lexicon, Table};
use crate::mention::phrases::{FastMap, Phrases};

/// One place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'g> {
    /// The place's name.
    pub name: &'g str,
    /// The name of its first-level division, empty without one.
    pub admin1: &'g str,
    /// ISO 3166 alpha-3; zeros where there is none.
    pub country: [u8; 3],
    pub kind: Kind,
    pub lat: f64,
    pub lon: f64,
    /// 0 where GeoNames has none in our tables.
    pub geonames: u32,
    pub population: u32,
    pub resolution: u8,
}

/// What a word beside a place name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beside {
    Type(u8),
    Locative,
    Direction,
    Title,
    Origin,
    Motion,
}

/// Names of places and the words around them.
#[derive(Clone, Debug)]
pub(super) struct Gazetteer {
    tables: Vec<Table>,
    /// [`ENTRY`] numbers a place, read when its name is found.
    entries: Block,
    pub names: Phrases,
    /// Adjectives and demonyms: evidence for a country, no places themselves.
    pub evidence: Phrases,
    /// Names of one word that are usually something else.
    traps: FastMap<Box<str>, ()>,
    words: FastMap<Box<str>, Beside>,
}

impl Gazetteer {
    pub fn new(lexicon: &Lexicon) -> Result<Gazetteer> {
        let mut blocks = lexicon.compiled(&PLACES)?.into_iter();
        let traps = lexicon.table("places/traps.tsv")?;
        let name = traps.column("name")?;
        Ok(Gazetteer {
            tables: TABLES.iter().map(|t| lexicon.table(t).cloned()).collect::<Result<_>>()?,
            entries: blocks.next().expect("the places begin with their entries"),
            names: Phrases::open(&mut blocks),
            evidence: Phrases::open(&mut blocks),
            traps: traps.rows().map(|row| (Box::from(row.get(name)), ())).collect(),
            words: words_beside(lexicon.table("places/types.tsv")?)?,
        })
    }

    /// A place by its number.
    pub fn entry(&self, index: u32) -> Entry<'_> {
        let number = |n| self.entries.get(index as usize * ENTRY + n);
        let degrees = |n| f64::from_bits(u64::from(number(n)) | u64::from(number(n + 1)) << 32);
        let table = &self.tables[(number(0) >> ROW_BITS) as usize];
        let row = table.row((number(0) & ((1 << ROW_BITS) - 1)) as usize);
        let field = |name| table.find(name).map_or("", |column| row.get(column));
        let (name, kind) = (field("name"), self.kind(index));
        Entry {
            name,
            admin1: match kind {
                Kind::Admin1 => name,
                Kind::Country | Kind::Region => "",
                Kind::Capital | Kind::Seat | Kind::City => field("admin1"),
            },
            country: self.country(index),
            kind,
            lat: degrees(2),
            lon: degrees(4),
            geonames: number(6),
            population: number(7),
            resolution: number(8) as u8,
        }
    }

    /// The country of a place by its number.
    pub fn country(&self, index: u32) -> [u8; 3] {
        country_of(self.entries.get(index as usize * ENTRY + 1))
    }

    /// What a place is, by its number.
    pub fn kind(&self, index: u32) -> Kind {
        KINDS[(self.entries.get(index as usize * ENTRY + 1) >> 24) as usize]
    }

    /// Whether a folded name of one word is usually something else.
    pub fn is_trap(&self, folded: &str) -> bool {
        self.traps.contains_key(folded)
    }

    /// What a word in lower case says beside a name.
    pub fn beside(&self, lower: &str) -> Option<Beside> {
        self.words.get(lower).copied()
    }
}

/// The country in the low bytes of a number.
pub(super) fn country_of(number: u32) -> [u8; 3] {
    let [a, b, c, _] = number.to_le_bytes();
    [a, b, c]
}

fn words_beside(table: &Table) -> Result<FastMap<Box<str>, Beside>> {
    let (word, class) = (table.column("word")?, table.column("class")?);
    let resolution = table.column("resolution")?;
    let mut words = FastMap::default();
    for row in table.rows() {
        let beside = match row.get(class) {
            "type" => Beside::Type(row.parse(resolution)?.unwrap_or(4)),
            "locative" => Beside::Locative,
            "direction" => Beside::Direction,
            "title" => Beside::Title,
            "origin" => Beside::Origin,
            "motion" => Beside::Motion,
            other => return Err(row.error(class, format!("no class `{other}`"))),
        };
        words.insert(row.get(word).into(), beside);
    }
    Ok(words)
}
