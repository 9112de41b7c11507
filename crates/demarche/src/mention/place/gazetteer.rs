//! The compiled tables under `places/` and the countries of `actors/countries.tsv`.

use crate::error::Result;
use crate::lexicon::{Lexicon, Table};
use crate::mention::phrases::{FastMap, Phrases};

/// A slice of [`Gazetteer::arena`].
type Text = (u32, u16);

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Country,
    Admin1,
    Region,
    Capital,
    Seat,
    City,
}

/// One place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    name: Text,
    admin1: Text,
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
    arena: String,
    pub entries: Vec<Entry>,
    pub names: Phrases<u32>,
    /// Adjectives and demonyms: evidence for a country, no places themselves.
    pub evidence: Phrases<[u8; 3]>,
    /// Names of one word that are usually something else.
    traps: FastMap<Box<str>, ()>,
    words: FastMap<Box<str>, Beside>,
}

impl Gazetteer {
    pub fn new(lexicon: &Lexicon) -> Result<Gazetteer> {
        let cities = lexicon.table("places/cities.tsv")?;
        let mut gazetteer = Gazetteer {
            arena: String::with_capacity(cities.len() * 24),
            entries: Vec::with_capacity(cities.len() + 4500),
            names: Phrases::with_capacity(cities.len() + 6000),
            evidence: Phrases::with_capacity(1000),
            traps: FastMap::default(),
            words: FastMap::default(),
        };
        gazetteer.learn_cities(cities)?;
        gazetteer.learn_admin1(lexicon.table("places/admin1.tsv")?)?;
        gazetteer.learn_regions(lexicon.table("places/regions.tsv")?)?;
        gazetteer.learn_countries(lexicon)?;
        let traps = lexicon.table("places/traps.tsv")?;
        let name = traps.column("name")?;
        gazetteer.traps.extend(traps.rows().map(|row| (Box::from(row.get(name)), ())));
        gazetteer.learn_words(lexicon.table("places/types.tsv")?)?;
        Ok(gazetteer)
    }

    fn learn_cities(&mut self, table: &Table) -> Result<()> {
        let column = |name| table.column(name);
        let (name, aliases, country) = (column("name")?, column("aliases")?, column("country")?);
        let (admin1, lat, lon) = (column("admin1")?, column("lat")?, column("lon")?);
        let (geonames, population) = (column("geonames")?, column("population")?);
        let feature = column("feature")?;
        let mut division = ("", (0, 0));
        for row in table.rows() {
            if row.get(admin1) != division.0 {
                division = (row.get(admin1), self.text(row.get(admin1)));
            }
            let kind = match row.get(feature) {
                "PPLC" => Kind::Capital,
                "PPLA" => Kind::Seat,
                _ => Kind::City,
            };
            let entry = Entry {
                name: self.text(row.get(name)),
                admin1: division.1,
                country: code(row.get(country)),
                kind,
                lat: row.parse(lat)?.unwrap_or(0.0),
                lon: row.parse(lon)?.unwrap_or(0.0),
                geonames: row.parse(geonames)?.unwrap_or(0),
                population: row.parse(population)?.unwrap_or(0),
                resolution: 4,
            };
            self.add(entry, row.get(name), row.list(aliases));
        }
        Ok(())
    }

    fn learn_admin1(&mut self, table: &Table) -> Result<()> {
        let column = |name| table.column(name);
        let (name, aliases, country) = (column("name")?, column("aliases")?, column("country")?);
        let (lat, lon, geonames) = (column("lat")?, column("lon")?, column("geonames")?);
        let (population, matched) = (column("population")?, column("match")?);
        for row in table.rows().filter(|row| row.get(matched) != "no") {
            let text = self.text(row.get(name));
            let entry = Entry {
                name: text,
                admin1: text,
                country: code(row.get(country)),
                kind: Kind::Admin1,
                lat: row.parse(lat)?.unwrap_or(0.0),
                lon: row.parse(lon)?.unwrap_or(0.0),
                geonames: row.parse(geonames)?.unwrap_or(0),
                population: row.parse(population)?.unwrap_or(0),
                resolution: 2,
            };
            self.add(entry, row.get(name), row.list(aliases));
        }
        Ok(())
    }

    fn learn_regions(&mut self, table: &Table) -> Result<()> {
        let column = |name| table.column(name);
        let (name, aliases, country) = (column("name")?, column("aliases")?, column("country")?);
        let (lat, lon, resolution) = (column("lat")?, column("lon")?, column("resolution")?);
        for row in table.rows() {
            let entry = Entry {
                name: self.text(row.get(name)),
                admin1: (0, 0),
                country: code(row.get(country)),
                kind: Kind::Region,
                lat: row.parse(lat)?.unwrap_or(0.0),
                lon: row.parse(lon)?.unwrap_or(0.0),
                geonames: 0,
                population: 0,
                resolution: row.parse(resolution)?.unwrap_or(0),
            };
            self.add(entry, row.get(name), row.list(aliases));
        }
        Ok(())
    }

    fn learn_countries(&mut self, lexicon: &Lexicon) -> Result<()> {
        let facts = lexicon.table("places/countries.tsv")?;
        let (key, id) = (facts.column("code")?, facts.column("geonames")?);
        let mut ids: FastMap<&str, u32> = FastMap::default();
        for row in facts.rows() {
            ids.insert(row.get(key), row.parse(id)?.unwrap_or(0));
        }
        let table = lexicon.table("actors/countries.tsv")?;
        let column = |name| table.column(name);
        let (iso, name, names) = (column("code")?, column("name")?, column("names")?);
        let (demonyms, adjectives) = (column("demonyms")?, column("adjectives")?);
        let (lat, lon) = (column("lat")?, column("lon")?);
        for row in table.rows() {
            let country = code(row.get(iso));
            let entry = Entry {
                name: self.text(row.get(name)),
                admin1: (0, 0),
                country,
                kind: Kind::Country,
                lat: row.parse(lat)?.unwrap_or(0.0),
                lon: row.parse(lon)?.unwrap_or(0.0),
                geonames: ids.get(row.get(iso)).copied().unwrap_or(0),
                population: 0,
                resolution: 1,
            };
            self.add(entry, row.get(name), row.list(names));
            for word in row.list(demonyms).chain(row.list(adjectives)) {
                self.evidence.insert(word, country);
            }
        }
        Ok(())
    }

    fn learn_words(&mut self, table: &Table) -> Result<()> {
        let (word, class) = (table.column("word")?, table.column("class")?);
        let resolution = table.column("resolution")?;
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
            self.words.insert(row.get(word).into(), beside);
        }
        Ok(())
    }

    fn add<'n>(&mut self, entry: Entry, name: &str, aliases: impl Iterator<Item = &'n str>) {
        let index = self.entries.len() as u32;
        self.entries.push(entry);
        self.names.insert(name, index);
        for alias in aliases {
            self.names.insert(alias, index);
        }
    }

    fn text(&mut self, text: &str) -> Text {
        let start = self.arena.len() as u32;
        self.arena.push_str(text);
        (start, u16::try_from(text.len()).unwrap_or(0))
    }

    fn slice(&self, (start, len): Text) -> &str {
        &self.arena[start as usize..start as usize + usize::from(len)]
    }

    /// The country of an entry by its number.
    pub fn country(&self, entry: u32) -> [u8; 3] {
        self.entries[entry as usize].country
    }

    /// The place's name.
    pub fn name(&self, entry: &Entry) -> &str {
        self.slice(entry.name)
    }

    /// The name of its first-level division, empty without one.
    pub fn admin1(&self, entry: &Entry) -> &str {
        self.slice(entry.admin1)
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

fn code(text: &str) -> [u8; 3] {
    text.as_bytes().try_into().unwrap_or_default()
}
