//! Calendar dates as records, pages, addresses and datelines write them.
//!
//! Only dates that can be read in one way: `1/4/2019` stays unread.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::civil::Date;

use crate::lexicon::Lexicon;

/// Month names of `text/months.tsv`.
static MONTHS: LazyLock<HashMap<String, i8>> = LazyLock::new(|| {
    let read = || {
        let lexicon = Lexicon::embedded()?;
        let table = lexicon.table("text/months.tsv")?;
        let (name, number) = (table.column("name")?, table.column("number")?);
        let row = |row: crate::lexicon::Row<'_>| {
            Ok((row.get(name).to_owned(), row.parse(number)?.unwrap_or(0)))
        };
        table.rows().map(row).collect::<crate::error::Result<_>>()
    };
    read().expect("embedded text tables are complete")
});

/// The number of a month by its name or abbreviation.
pub(super) fn month(word: &str) -> Option<i8> {
    if word.len() > 12 {
        return None;
    }
    MONTHS.get(word.trim_end_matches('.').to_lowercase().as_str()).copied()
}

/// Reads the first unambiguous full date in a short text.
///
/// # Example
///
/// ```
/// use demarche::article::parse_date;
/// use jiff::civil::date;
/// assert_eq!(parse_date("2021-09-30T08:00:00+02:00"), Some(date(2021, 9, 30)));
/// assert_eq!(parse_date("Thu, 30 Sep 2021 10:00:00 GMT"), Some(date(2021, 9, 30)));
/// assert_eq!(parse_date("Updated Sept. 30th, 2021"), Some(date(2021, 9, 30)));
/// assert_eq!(parse_date("1/4/2019"), None);
/// assert_eq!(parse_date("2021-02-30"), None);
/// ```
pub fn parse(text: &str) -> Option<Date> {
    let words: Vec<&str> = words(text).take(40).collect();
    (0..words.len()).find_map(|at| date_at(&words[at..]))
}

/// Runs of letters, digits and the signs inside numeric dates.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '/' | ':' | '.')))
        .map(|word| word.trim_matches(['.', '-', '/', ':']))
        .filter(|word| !word.is_empty())
}

fn date_at(words: &[&str]) -> Option<Date> {
    let first = words.first()?;
    if let Some(date) = numeric(first) {
        return Some(date);
    }
    let [a, b, c, ..] = words else { return None };
    if let Some(month) = month(a) {
        return make(year(c)?, month, day(b)?);
    }
    make(year(c)?, month(b)?, day(a)?)
}

fn make(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

fn year(word: &str) -> Option<i16> {
    let plain = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    word.parse().ok().filter(|year| plain && (1800..2200).contains(year))
}

/// The day of a month, `3` or `3rd`.
pub(super) fn day(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = &word[digits.len()..];
    let plain = matches!(ending, "" | "st" | "nd" | "rd" | "th") && digits.len() <= 2;
    digits.parse().ok().filter(|day| plain && (1..=31).contains(day))
}

/// `2021-09-30…`, `2021/9/30`, `20210930`, and `30/09/2021` where only one reading is a date.
fn numeric(word: &str) -> Option<Date> {
    let word = word.split('T').next()?;
    if word.len() == 8 && word.bytes().all(|byte| byte.is_ascii_digit()) {
        let month = word[4..6].parse().ok()?;
        return make(year(&word[..4])?, month, word[6..].parse().ok()?);
    }
    let mut parts = word.split(['-', '/', '.']);
    let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || a.len() > 4 || b.len() > 2 {
        return None;
    }
    if let Some(year) = year(a) {
        return make(year, b.parse().ok()?, day(c)?);
    }
    let (year, a, b) = (year(c)?, a.parse::<i8>().ok()?, b.parse::<i8>().ok()?);
    match (make(year, b, a), make(year, a, b)) {
        (Some(date), None) | (None, Some(date)) => Some(date),
        (Some(one), Some(other)) if one == other => Some(one),
        _ => None,
    }
}

/// The date in an address: `/2021/09/30/`, `/2021-09-30-`, `/20210930/`.
pub(super) fn in_url(url: &str) -> Option<Date> {
    let path = url.split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split(['/', '-', '_', '.']).collect();
    let separate = parts.windows(3).find_map(|three| {
        let word = |index: usize| three[index];
        let numbers = word(1).len() <= 2 && word(2).len() <= 2;
        let month = word(1).parse().ok().or_else(|| {
            // `/2021/sep/30/`
            word(1).chars().all(char::is_alphabetic).then(|| month(word(1)))?
        });
        let named = word(1).chars().all(char::is_alphabetic);
        make(year(word(0))?, month.filter(|_| numbers || named)?, day(word(2))?)
    });
    let whole = || parts.iter().filter(|part| part.len() == 8).find_map(|part| numeric(part));
    separate.or_else(whole).filter(|date| date.year() >= 1990)
}

/// The date of a line that says when a report was published: the line holds little else.
pub(super) fn in_line(line: &str) -> Option<Date> {
    if line.len() > 120 || words(line).count() > 14 {
        return None;
    }
    // In prose a date stands among words of lower case.
    let prose = words(line)
        .filter(|word| word.chars().all(char::is_lowercase) && !matches!(word.len(), 0..=2))
        .count();
    let date = parse(line)?;
    (prose <= 2 && !line.ends_with(['.', '?', '!', ',', ':'])).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn addresses() {
        let day = Some(date(2021, 9, 30));
        assert_eq!(in_url("https://x.org/world/2021/09/30/kim-rejects"), day);
        assert_eq!(in_url("https://x.org/2021-09-30-kim.html"), day);
        assert_eq!(in_url("https://x.org/world/2021/sep/30/kim"), day);
        assert_eq!(in_url("https://x.org/news/20210930/kim"), day);
        assert_eq!(in_url("https://x.org/news-59130123"), None);
        assert_eq!(in_url("https://x.org/2021/09/kim"), None);
    }

    #[test]
    fn lines() {
        let day = Some(date(2021, 9, 30));
        assert_eq!(in_line("Published: September 30, 2021 at 8:15 p.m. EDT"), day);
        assert_eq!(in_line("By Jane Doe | 30 Sept 2021"), day);
        assert_eq!(in_line("30/09/2021 14:05"), day);
        assert_eq!(in_line("The war began on September 30, 2021 and went on."), None);
    }
}
