//! `GENEVA, March 3 (Reuters) -`: where, when and by whom a report was filed.

use std::collections::HashSet;

use super::Dateline;
use crate::dates;
use crate::error::Result;
use crate::lexicon::Lexicon;
use crate::span::Span;

/// The longest dateline that is looked for, in bytes.
const LONGEST: usize = 110;

/// Finds datelines; knows the agencies of `text/agencies.tsv`.
#[derive(Clone, Debug)]
pub(super) struct Datelines {
    agencies: HashSet<String>,
    /// Names of states, as they stand after a city.
    states: HashSet<String>,
}

impl Datelines {
    pub(super) fn new(lexicon: &Lexicon) -> Result<Datelines> {
        let table = lexicon.table("text/agencies.tsv")?;
        let name = table.column("name")?;
        let agencies = table.rows().map(|row| row.get(name).to_owned()).collect();
        let states = lexicon.records("actors/countries.tsv")?;
        let states = states.map(|row| row.get("name").to_owned()).collect();
        Ok(Datelines { agencies, states })
    }

    /// The dateline at the start of a paragraph, `span` of `text`.
    pub(super) fn find(&self, text: &str, span: Span) -> Option<Dateline> {
        // A stray quotation mark before it is the mark of a bad export.
        let quotes = text[span.range()].chars().take_while(|c| matches!(c, '"' | '“')).count();
        let skip = text[span.range()].chars().take(quotes).map(char::len_utf8).sum::<usize>();
        let start = span.start as usize + skip;
        let mut limit = (start + LONGEST).min(span.end as usize);
        while !text.is_char_boundary(limit) {
            limit -= 1;
        }
        let opening = &text[start..limit];
        let bracket = self.bracket(opening);
        let (length, end) = bracket.or_else(|| dash(opening))?;
        let head = &opening[..length];
        let at = |from: usize, to: usize| Span::new(start + from, start + to);

        // A bracket at the end of the head names the agency.
        let (body, agency) = match head.trim_end().strip_suffix(')') {
            Some(rest) => {
                let open = rest.rfind('(')?;
                (&head[..open], Some((open + 1, rest.len())))
            }
            None => (head, None),
        };
        // "TEHRAN, March 15, IRNA - ": the last part names it.
        let (body, agency) = match (agency, body.rfind(',')) {
            (None, Some(comma)) if self.is_agency(&body[comma + 1..]) => {
                let name = body[comma + 1..].trim();
                let from = body.len() - body[comma + 1..].trim_start().len();
                (&body[..comma], Some((from, from + name.len())))
            }
            _ => (body, agency),
        };
        let known = agency.is_some_and(|(from, to)| self.is_agency(&head[from..to]));
        let (place, date) = split(body)?;
        let filed = match place {
            Some((from, to)) => {
                let place = &body[from..to];
                let capitals = in_capitals(place.split(',').next().unwrap_or(place));
                let abroad = place.rsplit_once(',').is_some_and(|(city, state)| {
                    starts_upper(city) && self.states.contains(state.trim())
                });
                let named = agency.is_some() && starts_upper(place) && place.len() < 50;
                capitals || abroad || (named && (known && bracket.is_none() || date.is_some()))
            }
            None => known && date.is_none(),
        };
        filed.then(|| Dateline {
            span: at(0, end),
            place: place.map(|(from, to)| at(from, to)),
            date: date.map(|(from, to)| at(from, to)),
            agency: agency.map(|(from, to)| at(from, to)),
        })
    }

    /// The end of a head that closes with an agency in brackets and has no dash after it:
    /// "(CNN) Italian police", "CAIRO (AP) Egypt".
    fn bracket(&self, opening: &str) -> Option<(usize, usize)> {
        let close = opening.find(')')?;
        let open = opening[..close].rfind('(')?;
        let rest = &opening[close + 1..];
        let next = rest.trim_start();
        let begins =
            rest.len() > next.len() && next.starts_with(|c: char| c.is_uppercase() || c == '"');
        (self.is_agency(&opening[open + 1..close]) && begins).then_some((close + 1, close + 1))
    }

    fn is_agency(&self, name: &str) -> bool {
        let name = name.to_lowercase();
        let mut parts = name.split([',', '/', ';']).map(str::trim);
        self.agencies.contains(name.trim()) || parts.any(|part| self.agencies.contains(part))
    }
}

/// Where the head ends and where the dash after it ends.
fn dash(opening: &str) -> Option<(usize, usize)> {
    let mut chars = opening.char_indices().peekable();
    let mut before = '\0';
    while let Some((at, c)) = chars.next() {
        let long = matches!(c, '—' | '–' | '―');
        if c == '\n' {
            return None;
        }
        if long || (c == '-' && (before.is_whitespace() || before == ')')) {
            let mut end = at + c.len_utf8();
            while let Some((_, '-' | '—' | '–')) = chars.peek() {
                let (next, c) = chars.next()?;
                end = next + c.len_utf8();
            }
            // A dash at the very end may be cut off from what follows.
            let spaced = chars.peek().is_some_and(|(_, c)| c.is_whitespace());
            return (long || spaced).then(|| (opening[..at].trim_end().len(), end));
        }
        before = c;
    }
    None
}

type Range = (usize, usize);

/// Splits "KYIV/MOSCOW, Ukraine, Sept 5, 2022 " into place and date; `None` when it is neither.
fn split(body: &str) -> Option<(Option<Range>, Option<Range>)> {
    let (mut place, mut date): (Option<Range>, Option<Range>) = (None, None);
    let mut at = 0;
    for part in body.split(',') {
        let from = at + (part.len() - part.trim_start().len());
        let to = at + part.trim_end().len();
        at += part.len() + 1;
        let part = part.trim();
        if part.is_empty() {
            continue;
        }
        if is_date(part) {
            date = Some((date.map_or(from, |(first, _)| first), to));
        } else if date.is_some() || !is_place(part) {
            return None;
        } else {
            place = Some((place.map_or(from, |(first, _)| first), to));
        }
    }
    Some((place, date))
}

fn is_date(part: &str) -> bool {
    part.split_whitespace().all(|word| {
        let word = word.trim_end_matches('.');
        let number = word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit());
        number || dates::month(word).is_some() || dates::day(word).is_some()
    })
}

/// A few capitalised words.
fn is_place(part: &str) -> bool {
    let mut words = 0;
    part.split_whitespace().all(|word| {
        words += 1;
        let small = matches!(word.chars().count(), 1..=3) && word.chars().all(char::is_lowercase);
        words <= 5 && (starts_upper(word) || (small && words > 1))
    }) && !part.contains(['.', ':', '"', '“', '?', '!', '(', ')']) | part.ends_with('.')
}

fn starts_upper(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Whether a place stands in capitals, as wires write the city.
fn in_capitals(place: &str) -> bool {
    let letters = place.chars().filter(|c| c.is_alphabetic());
    let upper = place.chars().filter(|c| c.is_uppercase()).count();
    let all = letters.count();
    all >= 3 && (upper == all || upper + 2 >= all && upper > 4) && !place.ends_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, place: Option<&str>, date: Option<&str>, agency: Option<&str>) {
        let datelines = Datelines::new(&Lexicon::embedded().unwrap()).unwrap();
        let line = datelines.find(text, Span::new(0, text.len())).expect(text);
        let part = |span: Option<Span>| span.map(|span| span.of(text));
        assert_eq!((part(line.place), part(line.date), part(line.agency)), (place, date, agency));
        assert!(line.span.of(text).ends_with(['-', '—', '–', ')']), "{text}");
    }

    #[test]
    fn datelines() {
        check(
            "GENEVA, March 3 (Reuters) — The envoys met",
            Some("GENEVA"),
            Some("March 3"),
            Some("Reuters"),
        );
        check("BEIRUT (AP) - Two rockets", Some("BEIRUT"), None, Some("AP"));
        check(
            "KYIV/MOSCOW, Ukraine, Sept 5, 2022 (AFP) - Shelling",
            Some("KYIV/MOSCOW, Ukraine"),
            Some("Sept 5, 2022"),
            Some("AFP"),
        );
        check("(CNN) -- The president", None, None, Some("CNN"));
        check("WASHINGTON — The House voted", Some("WASHINGTON"), None, None);
        check("Beirut, Lebanon (CNN) -- A bomb", Some("Beirut, Lebanon"), None, Some("CNN"));
        check("NEW YORK (Reuters) - Stocks", Some("NEW YORK"), None, Some("Reuters"));
        check(
            "BEIJING, Sept. 5 (Xinhua) -- China",
            Some("BEIJING"),
            Some("Sept. 5"),
            Some("Xinhua"),
        );
        check("(CNN) Italian police have arrested", None, None, Some("CNN"));
        check(
            "United Nations, April 13 (IANS) Under",
            Some("United Nations"),
            Some("April 13"),
            Some("IANS"),
        );
        check(
            "Tehran, March 15, IRNA - The minister",
            Some("Tehran"),
            Some("March 15"),
            Some("IRNA"),
        );
        check("Harare, Zimbabwe - Zimbabwe's", Some("Harare, Zimbabwe"), None, None);
    }

    #[test]
    fn no_datelines() {
        let datelines = Datelines::new(&Lexicon::embedded().unwrap()).unwrap();
        for text in [
            "The U.S. – a close ally – said",
            "Kim Jong Un - the leader - said",
            "He (the envoy) - left",
            "US - led talks",
            "The Associated Press (AP) Stylebook changed",
            "Smith, a farmer - he is 60 - said",
            "—",
            "",
        ] {
            assert_eq!(datelines.find(text, Span::new(0, text.len())), None, "{text}");
        }
    }
}
