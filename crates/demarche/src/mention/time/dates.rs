//! Dates with a name: days of a month, months, years, weekdays.

use jiff::civil::Date;

use super::Basis;
use super::calendar::{self, Point};
use super::reader::{Hit, Meaning, Reader};
use super::tense::Tense;
use super::words::Role;

impl Reader<'_> {
    /// `4 October 2007`, `Friday, Oct. 4`, `March`, `2007-10-04`, `10/4/2007`, `in 2019`.
    pub(super) fn dated(&self, at: usize) -> Option<Hit> {
        let facts = self.get(at)?;
        if facts.year.is_some() {
            return self.iso(at).or_else(|| self.year(at));
        }
        let mut here = at;
        if facts.weekday > 0 {
            here += 1 + usize::from(self.is_comma(at + 1));
            if self.is(here, Role::The) {
                here += 1;
            }
        }
        let hit = self.month_first(here).or_else(|| self.day_first(here));
        let hit = hit.or_else(|| self.slashed(here))?;
        // "Friday in March" is no date of one piece.
        let whole = here == at || self.names_day(&hit);
        whole.then_some(Hit { first: at, ..hit })
    }

    fn names_day(&self, hit: &Hit) -> bool {
        match &hit.meaning {
            Meaning::Point { point, .. } => matches!(point, Point::Day(_)),
            Meaning::Vague(value) => value.len() == 10,
            _ => false,
        }
    }

    fn month(&self, at: usize) -> Option<i8> {
        let facts = self.get(at)?;
        let capital = facts.month > 0 && (self.is_capital(at) || facts.edge.is_some());
        capital.then_some(facts.month as i8)
    }

    /// A number or ordinal that can be a day of the month.
    fn day_number(&self, at: usize) -> Option<i8> {
        let facts = self.get(at)?;
        if facts.is(Role::Trap) {
            return None;
        }
        let n = match (facts.number, facts.ordinal) {
            (Some(n), _) if facts.digits => n,
            (_, Some(n)) if n > 0 => n as u32,
            _ => return None,
        };
        (1..=31).contains(&n).then_some(n as i8)
    }

    /// A year that follows, perhaps after a comma: the token after it.
    fn year_after(&self, at: usize) -> Option<(usize, i16)> {
        let here = at + usize::from(self.is_comma(at));
        let year = self.get(here)?.year.filter(|y| (1000..2150).contains(y))?;
        Some((here + 1, year))
    }

    fn month_first(&self, at: usize) -> Option<Hit> {
        let month = self.month(at)?;
        let mut here = at + 1;
        if self.is(here, Role::The) && self.day_number(here + 1).is_some() {
            here += 1;
        }
        if let Some(day) = self.day_number(here) {
            return self.day_of_month(at, here + 1, month, day);
        }
        let of = usize::from(self.text(here) == "of");
        if let Some((end, year)) = self.year_after(here + of) {
            return Some(Hit::point(at, end, Point::Month(year, month), Basis::Explicit));
        }
        // "May" and "March" alone are months only where nothing else fits.
        let trap = self.is(at, Role::Trap);
        let led = at > 0 && (self.is(at - 1, Role::YearBefore) || self.led_by_direction(at));
        if trap && !led {
            return None;
        }
        Some(self.partial(at, here, month, None))
    }

    fn led_by_direction(&self, at: usize) -> bool {
        self.get(at - 1).is_some_and(|f| f.direction.is_some() || f.edge.is_some())
    }

    /// A day of a month, `end` after both: looks for the year and a second day.
    fn day_of_month(&self, first: usize, end: usize, month: i8, day: i8) -> Option<Hit> {
        let (mut end, mut to) = (end, None);
        if (self.is(end, Role::Dash) || self.text(end) == "and")
            && self.get(end + 1).is_some_and(|f| f.digits)
            && let Some(last) = self.day_number(end + 1).filter(|last| *last > day)
        {
            (end, to) = (end + 2, Some(last));
        }
        if let Some((after, year)) = self.year_after(end) {
            let date = Date::new(year, month, day).ok()?;
            return Some(self.days(first, after, date, to, Basis::Explicit));
        }
        let hit = self.partial(first, end, month, Some(day));
        match hit.meaning {
            Meaning::Point { point: Point::Day(date), basis, .. } => {
                Some(self.days(first, end, date, to, basis))
            }
            _ => Some(hit),
        }
    }

    fn days(&self, first: usize, end: usize, day: Date, to: Option<i8>, basis: Basis) -> Hit {
        let to = to.and_then(|last| Date::new(day.year(), day.month(), last).ok());
        let point = Point::Day(day);
        Hit { first, end, meaning: Meaning::Point { point, edge: None, to, basis } }
    }

    fn day_first(&self, at: usize) -> Option<Hit> {
        let here = if self.is(at, Role::The) { at + 1 } else { at };
        let day = self.day_number(here)?;
        let of = usize::from(self.text(here + 1) == "of");
        // "the 3 May" needs its "of" or its bare number.
        let month = self.month(here + 1 + of)?;
        self.day_of_month(at, here + 2 + of, month, day)
    }

    /// A month or day whose year is left out.
    fn partial(&self, first: usize, end: usize, month: i8, day: Option<i8>) -> Hit {
        let base = self.published.or_else(|| self.anchor_day());
        let Some(base) = base else {
            let value = match day {
                Some(day) => format!("XXXX-{month:02}-{day:02}"),
                None => format!("XXXX-{month:02}"),
            };
            return Hit::vague(first, end, value);
        };
        let future = self.is_future(first);
        // The nearest one in the direction the verb points; without a sign, a date up to
        // three months ahead may be meant ("the June 10 vote").
        let ahead = (i32::from(month) - i32::from(base.month())).rem_euclid(12);
        let passed = day.is_some_and(|d| ahead == 0 && d < base.day());
        let coming = day.is_some_and(|d| ahead == 0 && d > base.day());
        let verb = self.tenses.around(self.doc, self.sentence, first);
        let verb = verb.or(self.tree().is_none().then_some(Tense::Past));
        let next = match verb {
            _ if future => true,
            Some(Tense::Past) if day.is_none() => ahead == 0 && !coming,
            _ => ahead <= 3,
        };
        let mut year = base.year() + i16::from(month < base.month());
        if future && passed {
            year += 1;
        }
        if !next && (ahead > 0 || coming) {
            year -= 1;
        }
        match day {
            Some(day) => match Date::new(year, month, day) {
                Ok(date) => Hit::point(first, end, Point::Day(date), Basis::Relative),
                Err(_) => Hit::vague(first, end, format!("XXXX-{month:02}-{day:02}")),
            },
            None => Hit::point(first, end, Point::Month(year, month), Basis::Relative),
        }
    }

    /// `2007-10-04`.
    fn iso(&self, at: usize) -> Option<Hit> {
        let year = self.get(at)?.year?;
        let glued = (at + 1..at + 5).all(|i| self.is_glued(i));
        if !glued || self.text(at + 1) != "-" || self.text(at + 3) != "-" {
            return None;
        }
        let two = |i: usize| self.get(i)?.number.filter(|n| self.text(i).len() == 2 && *n < 32);
        let date = Date::new(year, two(at + 2)? as i8, two(at + 4)? as i8).ok()?;
        Some(Hit::point(at, at + 5, Point::Day(date), Basis::Explicit))
    }

    /// `10/4/2007`, month first unless that cannot be.
    fn slashed(&self, at: usize) -> Option<Hit> {
        let text = self.text(at);
        if !text.contains('/') || !text.bytes().all(|b| b.is_ascii_digit() || b == b'/') {
            return None;
        }
        let mut parts = text.split('/').map(|p| p.parse::<i16>().ok());
        let (a, b, year) = (parts.next()??, parts.next()??, parts.next()??);
        let year = match year {
            0..50 => 2000 + year,
            50..100 => 1900 + year,
            year => year,
        };
        let make =
            |m: i16, d: i16| Date::new(year, i8::try_from(m).ok()?, i8::try_from(d).ok()?).ok();
        let date = make(a, b).or_else(|| make(b, a))?;
        Some(Hit::point(at, at + 1, Point::Day(date), Basis::Explicit))
    }

    /// A bare number of four digits where a year can stand.
    fn year(&self, at: usize) -> Option<Hit> {
        let facts = self.get(at)?;
        let year = facts.year?;
        let edge = facts.edge.is_some();
        let led = at == 0 || self.is(at - 1, Role::YearBefore) || self.is(at - 1, Role::Dash);
        let before = if at > 0 { self.text(at - 1) } else { "" };
        let open = before.is_empty() || before.ends_with(['(', ',', '[', '/', '’', '\'']);
        let range =
            self.is(at + 1, Role::Dash) && self.get(at + 2).is_some_and(|f| f.year.is_some());
        let known = edge || led || open || range;
        if !(1000..2100).contains(&year) || (!known && !(1900..2050).contains(&year)) {
            return None;
        }
        if year < 1700 && !(edge || self.is(at.wrapping_sub(1), Role::YearBefore)) {
            return None;
        }
        if before.ends_with(['$', '€', '£', '#', '%']) || self.text(at + 1).starts_with(['%', '°'])
        {
            return None;
        }
        if !edge && self.counts_things(at) {
            return None;
        }
        Some(Hit::point(at, at + 1, Point::Year(year), Basis::Explicit))
    }

    /// Whether the number at `at` says how many of what follows.
    fn counts_things(&self, at: usize) -> bool {
        if let Some(tree) = self.tree() {
            let word = tree.word(at);
            return word.deprel == crate::syntax::Deprel::Nummod
                && tree
                    .head(at)
                    .is_some_and(|h| h > at && tree.word(h).xpos == crate::syntax::Xpos::Nns);
        }
        let next = self.text(at + 1);
        next.starts_with(|c: char| c.is_ascii_lowercase()) && next.len() > 3 && next.ends_with('s')
    }

    /// `Thursday`, `Friday morning`, `Mondays`.
    pub(super) fn weekday(&self, at: usize) -> Option<Hit> {
        let facts = self.get(at)?;
        if facts.weekday == 0 || !self.is_capital(at) {
            return None;
        }
        if self.is(at, Role::Plural) {
            let value = format!("XXXX-WXX-{}", facts.weekday);
            return Some(Hit { first: at, end: at + 1, meaning: Meaning::Set(value) });
        }
        let Some(base) = self.published else {
            return Some(Hit::vague(at, at + 1, format!("XXXX-WXX-{}", facts.weekday)));
        };
        let day = calendar::weekday(base, facts.weekday, !self.is_future(at))?;
        Some(self.with_part(at, at + 1, day))
    }

    /// A day, perhaps with the part of the day that follows.
    pub(super) fn with_part(&self, first: usize, end: usize, day: Date) -> Hit {
        match self.get(end).and_then(|f| f.part) {
            Some(part) if !self.is(end, Role::Deictic) => {
                let value = format!("{day}T{}", String::from_utf8_lossy(&part));
                let meaning = Meaning::Time { day: Some(day), value, basis: Basis::Relative };
                Hit { first, end: end + 1, meaning }
            }
            _ => Hit::point(first, end, Point::Day(day), Basis::Relative),
        }
    }
}
