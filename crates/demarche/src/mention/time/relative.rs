//! Expressions that count from another day: last week, two years ago, in recent months.

use jiff::civil::Date;

use super::Basis;
use super::calendar::{self, Point, Unit};
use super::reader::{Hit, Meaning, Reader};
use super::words::Role;

impl Reader<'_> {
    /// Directions, numbers of units, days counted from now.
    pub(super) fn relative(&self, at: usize) -> Option<Hit> {
        self.directed(at).or_else(|| self.counted(at)).or_else(|| self.day_word(at))
    }

    /// "yesterday", "tomorrow night", "tonight".
    fn day_word(&self, at: usize) -> Option<Hit> {
        let facts = self.get(at)?;
        let step = i32::from(facts.day?);
        let Some(base) = self.published else {
            return Some(Hit::vague(at, at + 1, "XXXX-XX-XX"));
        };
        let Some(Point::Day(day)) = Point::Day(base).shift(step) else { return None };
        if let Some(part) = facts.part {
            let value = format!("{day}T{}", String::from_utf8_lossy(&part));
            let meaning = Meaning::Time { day: Some(day), value, basis: Basis::Relative };
            return Some(Hit { first: at, end: at + 1, meaning });
        }
        // "today's world" speaks of no day.
        Some(self.with_part(at, at + 1, day))
    }

    /// "last week", "this month", "the following day", "next Friday", "the past three years".
    fn directed(&self, at: usize) -> Option<Hit> {
        let mut here = at;
        if self.is(here, Role::The) || self.is(here, Role::Article) && self.direction(here + 1) {
            here += 1;
        }
        let step = i32::from(self.get(here)?.direction?);
        let mut anchored = self.is(here, Role::Anchored);
        let mut next = here + 1;
        // "this past week", "that same day"
        if let Some(second) = self.get(next).filter(|f| f.direction.is_some() && step == 0) {
            anchored |= second.is(Role::Anchored);
            return self.directed_unit(at, next, i32::from(second.direction?), anchored);
        }
        if self.is(next, Role::Approx) {
            next += 1;
        }
        if self.is(here, Role::Span)
            && let Some((end, amount)) = self.amount(next)
            && let Some(unit) = self.unit(end)
        {
            let base = if anchored { self.anchor_day() } else { self.published };
            let interval = self.stretch(base, unit, amount, step);
            let meaning = Meaning::Period { value: unit.period(amount), interval };
            return Some(Hit { first: at, end: end + 1, meaning });
        }
        self.directed_unit(at, here, step, anchored)
    }

    fn direction(&self, at: usize) -> bool {
        self.get(at).is_some_and(|f| f.direction.is_some())
    }

    /// The direction word at `here`, followed by what it points at.
    fn directed_unit(&self, first: usize, here: usize, step: i32, anchored: bool) -> Option<Hit> {
        let what = self.get(here + 1)?;
        let end = here + 2;
        let base = if anchored { self.anchor_day() } else { self.published };
        if let Some(unit) = what.unit {
            if unit.is_clock() || (self.is(here + 1, Role::Trap) && unit < Unit::Day) {
                return None;
            }
            if self.is(here + 1, Role::Plural) {
                let meaning = Meaning::Period { value: unit.period(None), interval: None };
                return self.is(here, Role::Span).then_some(Hit { first, end, meaning });
            }
            if self.is(here, Role::Rolling) && !anchored && unit != Unit::Weekend {
                let interval = self.stretch(base, unit, Some(1), step);
                let meaning = Meaning::Period { value: unit.period(Some(1)), interval };
                return Some(Hit { first, end, meaning });
            }
            // "last night" is a part of yesterday.
            if let Some(part) = what.part {
                return self.part_of(first, end, base, step, part);
            }
            let Some(base) = base else { return Some(Hit::vague(first, end, "XXXX-XX-XX")) };
            let base =
                if unit == Unit::Day && step > 0 { self.anchor_end(anchored, base) } else { base };
            let point = Point::around(base, unit)?.shift(step)?;
            return Some(Hit::point(first, end, point, Basis::Relative));
        }
        if let Some(part) = what.part {
            return self.part_of(first, end, base, step, part);
        }
        if what.weekday > 0 {
            return self.directed_weekday(first, here + 1, step);
        }
        if what.month > 0 && self.is_capital(here + 1) {
            let month = what.month as i8;
            let Some(base) = base else {
                return Some(Hit::vague(first, end, format!("XXXX-{month:02}")));
            };
            let this = base.year();
            let year = match step {
                ..0 => this - i16::from(month >= base.month()),
                0 => this,
                1.. => this + i16::from(month <= base.month()),
            };
            return Some(Hit::point(first, end, Point::Month(year, month), Basis::Relative));
        }
        let season = what.season?;
        let Some(base) = base else { return Some(Hit::vague(first, end, "XXXX")) };
        let now = Point::Season(base.year(), season);
        let (begun, over) = now.interval().map(|(a, b)| (a <= base, b < base))?;
        let year = match step {
            ..0 if over => base.year(),
            ..0 => base.year() - 1,
            0 => base.year(),
            1.. if begun => base.year() + 1,
            1.. => base.year(),
        };
        Some(Hit::point(first, end, Point::Season(year, season), Basis::Relative))
    }

    /// The last day of what was mentioned last: "the following day" comes after all of it.
    fn anchor_end(&self, anchored: bool, base: Date) -> Date {
        match self.anchor.filter(|_| anchored).and_then(Point::interval) {
            Some((_, last)) => last,
            None => base,
        }
    }

    /// "this morning", "last night", "that evening", "the previous night".
    fn part_of(
        &self,
        first: usize,
        end: usize,
        base: Option<Date>,
        step: i32,
        part: [u8; 2],
    ) -> Option<Hit> {
        let Some(base) = base else { return Some(Hit::vague(first, end, "XXXX-XX-XX")) };
        let Some(Point::Day(day)) = Point::Day(base).shift(step) else { return None };
        let value = format!("{day}T{}", String::from_utf8_lossy(&part));
        let meaning = Meaning::Time { day: Some(day), value, basis: Basis::Relative };
        Some(Hit { first, end, meaning })
    }

    fn directed_weekday(&self, first: usize, at: usize, step: i32) -> Option<Hit> {
        let number = self.get(at)?.weekday;
        let Some(base) = self.published else {
            return Some(Hit::vague(first, at + 1, format!("XXXX-WXX-{number}")));
        };
        let same = calendar::weekday_number(base) == number;
        let (yesterday, tomorrow) = (base.yesterday().ok()?, base.tomorrow().ok()?);
        let day = match step {
            ..0 => calendar::weekday(yesterday, number, true)?,
            0 if same => base,
            0 => calendar::weekday(base, number, !self.is_future(at) && step < 0)?,
            1.. => calendar::weekday(tomorrow, number, false)?,
        };
        Some(self.with_part(first, at + 1, day))
    }

    /// "two years ago", "a week later", "10-day", "for three days", "33 years".
    fn counted(&self, at: usize) -> Option<Hit> {
        let mut here = at;
        if self.is(here, Role::Article) && self.is(here + 1, Role::Vague) {
            here += 1;
        }
        let one = self.is(here, Role::One);
        let bare = self.is(here, Role::Plural) && self.get(here)?.unit.is_some();
        let (end, amount) = match bare {
            true => (here, None),
            false => self.amount(here)?,
        };
        let dash = usize::from(self.is(end, Role::Dash));
        let unit = self.unit(end + dash)?;
        let end = end + dash + 1;
        // "33 years old", "51-year-old"
        let after = end + usize::from(self.is(end, Role::Dash));
        if self.is(after, Role::Age) || (at > 0 && self.is(at - 1, Role::Age)) {
            return None;
        }
        if let Some(hit) = self.shifted(at, end, unit, amount) {
            return Some(hit);
        }
        let led = at > 0
            && [Role::During, Role::Of, Role::After, Role::Before, Role::Approx]
                .iter()
                .any(|role| self.is(at - 1, *role));
        if (one || bare) && !led
            || unit == Unit::Weekend
            || unit == Unit::Term
            || (one && unit == Unit::Quarter)
        {
            return None;
        }
        if self.is(end - 1, Role::Trap) && !self.is(end - 1, Role::Plural) && one {
            return None;
        }
        let meaning = Meaning::Period { value: unit.period(amount), interval: None };
        Some(Hit { first: at, end, meaning })
    }

    /// A length of time followed by "ago", "earlier", "later".
    fn shifted(&self, first: usize, end: usize, unit: Unit, amount: Option<u32>) -> Option<Hit> {
        let mut step = i32::from(self.get(end)?.shift.unwrap_or(0));
        let mut after = end + 1;
        let mut deictic = self.is(end, Role::Deictic);
        if step == 0 {
            // "three days from now"
            let now = self.get(end + 1).is_some_and(|f| f.reference.is_some());
            if !(self.is(end, Role::From) && now) {
                return None;
            }
            (step, after, deictic) = (1, end + 2, true);
        }
        // "two days after the attack" counts from something else.
        let open = self.is(end, Role::Before) || self.is(end, Role::After);
        if open && self.text(after).starts_with(|c: char| c.is_alphanumeric()) {
            return None;
        }
        let base = if deictic { self.published } else { self.anchor_day() };
        let (Some(base), Some(amount)) = (base, amount) else {
            let value = if step < 0 { "PAST_REF" } else { "FUTURE_REF" };
            return Some(Hit::vague(first, after, value));
        };
        if unit.is_clock() {
            let value = unit.period(Some(amount));
            let meaning = Meaning::Period { value, interval: None };
            return Some(Hit { first, end: after, meaning });
        }
        let n = i32::try_from(amount).ok()?.checked_mul(step)?;
        let point = calendar::offset(base, unit, n)?;
        Some(Hit::point(first, after, point, Basis::Relative))
    }

    /// The days of "the last three weeks".
    fn stretch(
        &self,
        base: Option<Date>,
        unit: Unit,
        amount: Option<u32>,
        step: i32,
    ) -> Option<(Date, Date)> {
        use jiff::ToSpan;
        let (base, amount) = (base?, i32::try_from(amount?).ok()?);
        let n = amount.checked_mul(if step < 0 { -1 } else { 1 })?;
        let span = match unit {
            Unit::Day => n.days(),
            Unit::Week => n.weeks(),
            Unit::Fortnight => n.checked_mul(2)?.weeks(),
            Unit::Month => n.months(),
            Unit::Year if n.abs() < 3000 => n.years(),
            Unit::Decade if n.abs() < 300 => (n * 10).years(),
            Unit::Century if n.abs() < 30 => (n * 100).years(),
            _ => return None,
        };
        if n.abs() > 40_000 {
            return None;
        }
        let other = base.checked_add(span).ok()?;
        Some(if other < base { (other, base) } else { (base, other) })
    }

    fn unit(&self, at: usize) -> Option<Unit> {
        self.get(at)?.unit
    }

    /// An amount: the token after it; `None` inside for "several", "recent".
    fn amount(&self, at: usize) -> Option<(usize, Option<u32>)> {
        let facts = self.get(at)?;
        if facts.ordinal.is_some() && facts.number.is_none() {
            return None;
        }
        if facts.is(Role::One) {
            // "a few", "a couple of", "a dozen"
            let next = self.get(at + 1)?;
            if next.is(Role::Vague) {
                return Some((at + 2 + usize::from(self.text(at + 2) == "of"), None));
            }
            return match next.number.filter(|_| !next.digits) {
                Some(n) => Some((at + 2, Some(n))),
                None => Some((at + 1, Some(1))),
            };
        }
        if facts.is(Role::Vague) {
            let more = self.is(at + 1, Role::Vague);
            return Some((at + 1 + usize::from(more), None));
        }
        let mut total = facts.number?;
        let mut end = at + 1;
        // "twenty-five", "two hundred"
        while let Some(more) = {
            let dash = usize::from(self.is(end, Role::Dash));
            self.get(end + dash).filter(|f| !f.digits && !facts.digits).and_then(|f| f.number)
        } {
            let dash = usize::from(self.is(end, Role::Dash));
            total =
                if more >= 100 { total.saturating_mul(more) } else { total.saturating_add(more) };
            end += dash + 1;
        }
        Some((end, Some(total)))
    }

    /// "the year", "the month" after "the end of".
    pub(super) fn bare_unit(&self, at: usize) -> Option<Hit> {
        let here = if self.is(at, Role::The) { at + 1 } else { return None };
        let unit = self.unit(here)?;
        if unit < Unit::Week || self.is(here, Role::Plural) {
            return None;
        }
        let point = Point::around(self.published?, unit)?;
        Some(Hit::point(at, here + 1, point, Basis::Relative))
    }
}
