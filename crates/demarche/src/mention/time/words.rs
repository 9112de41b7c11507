//! The words time expressions are made of, and what a token may be in one.

use super::calendar::{Edge, Season, Unit};
use crate::error::Result;
use crate::lexicon::{Column, Lexicon, Row};
use crate::mention::phrases::FastMap;

/// Declares the classes that carry no value.
macro_rules! roles {
    ($($name:ident = $text:literal),+ $(,)?) => {
        /// What a word does in an expression, beside the values it may carry.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub(super) enum Role { $($name),+ }

        impl Role {
            fn from_class(class: &str) -> Option<Role> {
                match class { $($text => Some(Role::$name),)+ _ => None }
            }
        }
    };
}

roles! {
    Trap = "trap", Plural = "plural", Vague = "vague", Article = "article", One = "one",
    Anchored = "anchored", Span = "span", EdgeOf = "edge_of", Deictic = "deictic",
    Every = "every", Zone = "zone", Oclock = "oclock", Approx = "approx", Of = "of",
    YearBefore = "year_before", Since = "since", Until = "until", Before = "before",
    After = "after", During = "during", From = "from", To = "to", Age = "age", And = "and",
    The = "the", Half = "half", Fiscal = "fiscal", Time = "time", Dash = "dash", Rolling = "rolling",
}

/// What a token may be in a time expression.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Facts {
    pub month: u8,
    pub weekday: u8,
    pub unit: Option<Unit>,
    pub number: Option<u32>,
    pub ordinal: Option<i8>,
    pub direction: Option<i8>,
    pub day: Option<i8>,
    pub part: Option<[u8; 2]>,
    pub season: Option<Season>,
    pub edge: Option<Edge>,
    pub shift: Option<i8>,
    /// Index into [`Words::texts`].
    pub reference: Option<u16>,
    pub set: Option<u16>,
    pub ampm: Option<u8>,
    pub clock: Option<u16>,
    pub holiday: Option<u16>,
    pub era: Option<i8>,
    /// A bare number of four digits that can be a year.
    pub year: Option<i16>,
    /// `1990s`, `'90s`: the decade.
    pub decade: Option<i16>,
    /// `10:30`: minutes after midnight.
    pub time: Option<u16>,
    /// Written in digits.
    pub digits: bool,
    roles: u64,
    /// Whether the token can open an expression.
    pub any: bool,
}

impl Facts {
    pub fn is(&self, role: Role) -> bool {
        self.roles & (1 << role as u8) != 0
    }

    /// Whether the token can be the first of an expression.
    pub fn opens(&self) -> bool {
        self.any
    }
}

/// The compiled table `time/words.tsv`.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    facts: FastMap<Box<str>, Facts>,
    texts: Vec<Box<str>>,
    longest: usize,
}

impl Words {
    pub fn new(lexicon: &Lexicon) -> Result<Words> {
        let table = lexicon.table("time/words.tsv")?;
        let (word, class, value) =
            (table.column("word")?, table.column("class")?, table.column("value")?);
        let mut words = Words::default();
        for row in table.rows() {
            let mut facts = words.facts.get(row.get(word)).copied().unwrap_or_default();
            words.learn(&mut facts, &row, class, value)?;
            words.longest = words.longest.max(row.get(word).len());
            words.facts.insert(row.get(word).into(), facts);
        }
        Ok(words)
    }

    fn learn(&mut self, facts: &mut Facts, row: &Row, class: Column, value: Column) -> Result<()> {
        let wrong = || row.error(value, "cannot be read as a value of its class");
        let number = || row.parse::<i32>(value)?.ok_or_else(wrong);
        let given = row.get(value);
        let code = || {
            let [a, b] = given.as_bytes() else { return Err(wrong()) };
            Ok([*a, *b])
        };
        facts.any = true;
        match row.get(class) {
            "month" => facts.month = number()? as u8,
            "weekday" => facts.weekday = number()? as u8,
            "unit" => facts.unit = Some(Unit::from_code(given).ok_or_else(wrong)?),
            "number" => facts.number = Some(number()? as u32),
            "ordinal" => facts.ordinal = Some(number()? as i8),
            "direction" => facts.direction = Some(number()? as i8),
            "day" => facts.day = Some(number()? as i8),
            "shift" => facts.shift = Some(number()? as i8),
            "era" => facts.era = Some(number()? as i8),
            "part" => facts.part = Some(code()?),
            "season" => facts.season = Some(Season::from_code(given).ok_or_else(wrong)?),
            "edge" => {
                facts.edge = Some(match given {
                    "start" => Edge::Start,
                    "mid" => Edge::Mid,
                    "end" => Edge::End,
                    _ => return Err(wrong()),
                })
            }
            "ampm" => facts.ampm = Some(*given.as_bytes().first().ok_or_else(wrong)?),
            "reference" => facts.reference = Some(self.text(given)),
            "set" => facts.set = Some(self.text(given)),
            "clock" => facts.clock = Some(self.text(given)),
            "holiday" => facts.holiday = Some(self.text(given)),
            other => {
                let role = Role::from_class(other)
                    .ok_or_else(|| row.error(class, format!("no class `{other}`")))?;
                facts.roles |= 1 << role as u8;
            }
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> u16 {
        self.texts.push(text.into());
        (self.texts.len() - 1) as u16
    }

    /// The value a class of the table gave.
    pub fn value(&self, index: u16) -> &str {
        &self.texts[usize::from(index)]
    }

    /// What a token may be.
    pub fn facts(&self, token: &str, scratch: &mut String) -> Facts {
        if token.len() > self.longest.max(12) {
            return Facts::default();
        }
        scratch.clear();
        match token.is_ascii() {
            true => scratch.extend(token.bytes().map(|b| b.to_ascii_lowercase() as char)),
            false => scratch.extend(token.chars().flat_map(char::to_lowercase)),
        }
        if let Some(facts) = self.facts.get(scratch.as_str()) {
            return *facts;
        }
        let bytes = scratch.as_bytes();
        if bytes.first().is_some_and(|b| b.is_ascii_digit() || *b == b'\'')
            || scratch.starts_with('’')
        {
            return self.shape(scratch);
        }
        // "mid-2011", "mid-1990s", "mid-June" as one token.
        if let Some((head, rest)) = scratch.split_once('-')
            && let Some(Facts { edge: Some(edge), .. }) = self.facts.get(head)
        {
            let rest = self.facts.get(rest).copied().unwrap_or_else(|| self.shape(rest));
            if rest.month > 0 || rest.year.is_some() || rest.decade.is_some() {
                return Facts { edge: Some(*edge), any: true, ..rest };
            }
        }
        Facts::default()
    }

    /// Facts of a word by its digits: `3rd`, `2011`, `1990s`, `'90s`, `10:30`, `5pm`.
    fn shape(&self, word: &str) -> Facts {
        let mut facts = Facts::default();
        let (quoted, word) = match word.strip_prefix(['\'', '’']) {
            Some(rest) => (true, rest),
            None => (false, word),
        };
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = word.split_at(digits);
        if digits == 0 || digits > 9 {
            return facts;
        }
        let n: u32 = number.parse().unwrap_or(0);
        match rest {
            "" if quoted => {}
            "" => {
                facts.number = Some(n);
                facts.digits = true;
                if digits == 4 && (1000..2200).contains(&n) {
                    facts.year = Some(n as i16);
                }
            }
            "s" if n % 10 == 0 => {
                facts.decade = match digits {
                    4 if (1000..2100).contains(&n) => Some((n / 10) as i16),
                    2 => Some(if n < 20 { 200 + n as i16 / 10 } else { 190 + n as i16 / 10 }),
                    _ => None,
                };
            }
            "st" | "nd" | "rd" | "th" if (1..=31).contains(&n) => facts.ordinal = Some(n as i8),
            _ if rest.starts_with(',') && rest.len() == 4 => {
                facts.number =
                    rest[1..].parse::<u32>().ok().and_then(|r| (n * 1000).checked_add(r));
                facts.digits = true;
            }
            _ if rest.starts_with('/') && rest.len() >= 4 => {
                // A date in slashes is read as a whole by its rule.
                facts.any = true;
                return facts;
            }
            _ if rest.starts_with([':', '.']) && rest.len() >= 3 => {
                let minutes = rest.get(1..3).and_then(|m| m.parse::<u32>().ok());
                if let Some(minutes) = minutes.filter(|m| *m < 60 && n < 25) {
                    match rest.get(3..) {
                        Some("") => {}
                        Some(tail) => match self.facts.get(tail) {
                            Some(Facts { ampm: Some(half), .. }) => facts.ampm = Some(*half),
                            _ => return facts,
                        },
                        None => return facts,
                    }
                    if rest.starts_with(':') || facts.ampm.is_some() {
                        facts.time = Some((n * 60 + minutes) as u16);
                    }
                }
            }
            _ => {
                if let Some(Facts { ampm: Some(half), .. }) = self.facts.get(rest)
                    && (1..=12).contains(&n)
                {
                    facts.ampm = Some(*half);
                    facts.time = Some((n * 60) as u16);
                }
            }
        }
        facts.any = facts.number.is_some()
            || facts.ordinal.is_some()
            || facts.decade.is_some()
            || facts.time.is_some();
        facts
    }
}
