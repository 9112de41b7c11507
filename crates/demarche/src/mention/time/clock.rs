//! Times of day, seasons, quarters, decades, sets and words of reference.

use jiff::civil::Date;

use super::Basis;
use super::calendar::{Point, Unit, monday};
use super::reader::{Hit, Meaning, Reader};
use super::words::Role;

impl Reader<'_> {
    /// `4:30 p.m.`, `16:15 UTC`, `8 a.m. Friday`, `noon`.
    pub(super) fn clock(&self, at: usize) -> Option<Hit> {
        let facts = self.get(at)?;
        let (mut end, mut half) = (at + 1, facts.ampm);
        if half.is_none() {
            if let Some(next) = self.get(end).and_then(|f| f.ampm) {
                (half, end) = (Some(next), end + 1);
            } else if let Some(after) = self.spelt_half(end) {
                (half, end) = (self.text(end).bytes().next(), after);
            }
        }
        let minutes = match (facts.time, facts.number, facts.clock) {
            (Some(minutes), ..) => u32::from(minutes),
            (_, Some(n), _) if half.is_some() && (1..=12).contains(&n) => n * 60,
            (_, Some(n), _)
                if n < 25 && self.is(end, Role::Oclock) && !self.is(end, Role::Plural) =>
            {
                end += 1;
                n * 60
            }
            (_, _, Some(index)) => {
                let text = self.words.value(index);
                let hours = text.get(..2).and_then(|h| h.parse::<u32>().ok())?;
                hours * 60
            }
            _ => return None,
        };
        let mut minutes = minutes;
        match half.map(|h| h.to_ascii_lowercase()) {
            Some(b'p') if minutes < 720 => minutes += 720,
            Some(b'a') if (720..780).contains(&minutes) => minutes -= 720,
            _ => {}
        }
        let mut zone = "";
        if self.is(end, Role::Zone) {
            if matches!(self.text(end), "UTC" | "GMT") {
                zone = "Z";
            }
            end += 1;
            if self.text(end) == "time" {
                end += 1;
            }
        }
        let time = format!("T{:02}:{:02}{zone}", minutes / 60, minutes % 60);
        let named = self.dated(end).or_else(|| self.weekday(end)).or_else(|| self.relative(end));
        if let Some(hit) = named
            && let Meaning::Point { point: Point::Day(day), basis, .. } = hit.meaning
        {
            let meaning = Meaning::Time { day: Some(day), value: format!("{day}{time}"), basis };
            return Some(Hit { first: at, end: hit.end, meaning });
        }
        // The day is not said: the value takes a likely one, the interval stays open.
        let told = match self.anchor {
            Some(Point::Day(day)) => Some(day),
            _ => self.published,
        };
        let value = match told {
            Some(day) => format!("{day}{time}"),
            None => format!("XXXX-XX-XX{time}"),
        };
        let meaning = Meaning::Time { day: None, value, basis: Basis::Relative };
        Some(Hit { first: at, end, meaning })
    }

    /// `p . m .` in four tokens: the token after it.
    fn spelt_half(&self, at: usize) -> Option<usize> {
        let half = matches!(self.text(at), "a" | "p" | "A" | "P");
        let glued = (at + 1..at + 3).all(|i| self.is_glued(i));
        if !half || !glued || self.text(at + 1) != "." || !matches!(self.text(at + 2), "m" | "M") {
            return None;
        }
        let dot = self.is_glued(at + 3) && self.text(at + 3) == "." && at + 4 < self.facts.len();
        Some(at + 3 + usize::from(dot))
    }

    /// "spring 2009", "the summer of 2010", "in winter".
    pub(super) fn season(&self, at: usize) -> Option<Hit> {
        let here = if self.is(at, Role::The) { at + 1 } else { at };
        let season = self.get(here)?.season?;
        let of = usize::from(self.text(here + 1) == "of");
        if let Some(year) = self.get(here + 1 + of).and_then(|f| f.year) {
            let point = Point::Season(year, season);
            return Some(Hit::point(at, here + 2 + of, point, Basis::Explicit));
        }
        let led = at > 0
            && [Role::During, Role::Since, Role::Until].iter().any(|r| self.is(at - 1, *r))
            || at > 0 && self.is(at - 1, Role::Of) && self.text(at - 1) != "of";
        let noun = self.tree().is_none_or(|t| t.word(here).upos == crate::syntax::Upos::Noun);
        if !led
            || !noun
            || of == 1
            || self.text(here + 1).starts_with(char::is_alphanumeric) && here == at
        {
            return None;
        }
        let base = self.published?;
        let now = Point::Season(base.year(), season);
        let (first, last) = now.interval()?;
        let future = self.is_future(at);
        let year = match future {
            true if last < base => base.year() + 1,
            false if first > base => base.year() - 1,
            _ => base.year(),
        };
        Some(Hit::point(at, here + 1, Point::Season(year, season), Basis::Relative))
    }

    /// "the third quarter of 2009", "the second week of March", "the 19th century".
    pub(super) fn ordinal(&self, at: usize) -> Option<Hit> {
        let here = if self.is(at, Role::The) { at + 1 } else { at };
        let n = self.get(here)?.ordinal?;
        let dash = usize::from(self.is(here + 1, Role::Dash));
        let unit_at = here + 1 + dash;
        let half = self.is(unit_at, Role::Half);
        let unit = self.get(unit_at)?.unit.filter(|_| !self.is(unit_at, Role::Plural));
        let end = unit_at + 1;
        if unit == Some(Unit::Century) && n > 0 {
            return Some(Hit::point(at, end, Point::Century(i16::from(n) - 1), Basis::Explicit));
        }
        if !half && !matches!(unit, Some(Unit::Quarter | Unit::Week | Unit::Day)) {
            return None;
        }
        let of = self.text(end) == "of" || self.text(end) == "in";
        let inner = of.then(|| {
            let next = end + 1;
            let skip = usize::from(self.is(next, Role::The));
            [self.dated(next), self.dated(next + skip), self.relative(next), self.bare_unit(next)]
                .into_iter()
                .flatten()
                .max_by_key(|hit| hit.end)
        });
        let inner = inner.flatten();
        if let Some(Hit { end, meaning: Meaning::Point { point, basis, .. }, .. }) = inner {
            let (first, last) = point.interval()?;
            let meaning = match (unit, point) {
                (Some(Unit::Quarter), Point::Year(year)) => {
                    return self.quarter(at, end, year, n, basis);
                }
                (Some(Unit::Week), Point::Month(..)) => {
                    let start = if n < 0 { last } else { first };
                    let week = Point::Week(monday(start)).shift(i32::from(n.max(1)) - 1)?;
                    return Some(Hit::point(at, end, week, basis));
                }
                (Some(Unit::Day), _) if n < 0 => {
                    return Some(Hit::point(at, end, Point::Day(last), basis));
                }
                (Some(Unit::Day), _) => {
                    let day = Point::Day(first).shift(i32::from(n) - 1)?;
                    return Some(Hit::point(at, end, day, basis));
                }
                (None, Point::Year(year)) if half => {
                    let (part, first, last) = match n {
                        1 => (1, Date::new(year, 1, 1), Date::new(year, 6, 30)),
                        _ => (2, Date::new(year, 7, 1), Date::new(year, 12, 31)),
                    };
                    let interval = Some((first.ok()?, last.ok()?));
                    Meaning::Period { value: format!("{year}-H{part}"), interval }
                }
                _ => return None,
            };
            return Some(Hit { first: at, end, meaning });
        }
        if unit != Some(Unit::Quarter) {
            return None;
        }
        // Without a year: the last one that has begun.
        let base = self.published?;
        let Point::Quarter(year, now) = Point::around(base, Unit::Quarter)? else { return None };
        let year = if n > now { year - 1 } else { year };
        match n < 0 {
            true => {
                let point = Point::Quarter(year, now).shift(-1)?;
                Some(Hit::point(at, end, point, Basis::Relative))
            }
            false => self.quarter(at, end, year, n, Basis::Relative),
        }
    }

    fn quarter(&self, at: usize, end: usize, year: i16, n: i8, basis: Basis) -> Option<Hit> {
        let n = if n < 0 { 4 } else { n };
        (n <= 4).then(|| Hit::point(at, end, Point::Quarter(year, n), basis))
    }

    /// Decades, "daily", "every week", "now", "recently", "Christmas".
    pub(super) fn simple(&self, at: usize) -> Option<Hit> {
        let here = if self.is(at, Role::The) { at + 1 } else { at };
        let facts = self.get(here)?;
        if let Some(decade) = facts.decade {
            return Some(Hit::point(at, here + 1, Point::Decade(decade), Basis::Explicit));
        }
        if here != at {
            return None;
        }
        let hit = |end: usize, meaning: Meaning| Some(Hit { first: at, end, meaning });
        if let Some(index) = facts.set.filter(|_| !self.is_capital(at) || at == 0) {
            return hit(at + 1, Meaning::Set(self.words.value(index).to_owned()));
        }
        if let Some(index) = facts.reference {
            return hit(at + 1, Meaning::Vague(self.words.value(index).to_owned()));
        }
        if let Some(index) = facts.holiday.filter(|_| self.is_capital(at)) {
            return self.holiday(at, self.words.value(index));
        }
        if facts.is(Role::Every) {
            let next = self.get(at + 1)?;
            let number = next.number.filter(|_| self.get(at + 2).is_some_and(|f| f.unit.is_some()));
            let unit_at = at + 1 + usize::from(number.is_some());
            if let Some(unit) = self.get(unit_at)?.unit {
                return hit(unit_at + 1, Meaning::Set(unit.period(Some(number.unwrap_or(1)))));
            }
            if next.weekday > 0 {
                return hit(at + 2, Meaning::Set(format!("XXXX-WXX-{}", next.weekday)));
            }
        }
        None
    }

    fn holiday(&self, at: usize, value: &str) -> Option<Hit> {
        let (month, day) = value.split_once('-')?;
        let (month, day) = (month.parse().ok()?, day.parse().ok()?);
        let explicit = self.get(at + 1).and_then(|f| f.year);
        let base = self.published;
        let year = explicit.or_else(|| {
            let base = base?;
            let this = Date::new(base.year(), month, day).ok()?;
            let back = this > base && !self.is_future(at);
            Some(if back { base.year() - 1 } else { base.year() })
        });
        let Some(year) = year else {
            return Some(Hit::vague(at, at + 1, format!("XXXX-{value}")));
        };
        let date = Date::new(year, month, day).ok()?;
        let basis = if explicit.is_some() { Basis::Explicit } else { Basis::Relative };
        Some(Hit::point(at, at + 1 + usize::from(explicit.is_some()), Point::Day(date), basis))
    }
}
