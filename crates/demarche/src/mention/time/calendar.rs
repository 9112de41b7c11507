//! Points of the calendar: their TIMEX3 values, the days they cover, arithmetic on them.

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::Precision;

/// A unit of time as expressions name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Season,
    Year,
    Term,
    Decade,
    Century,
    Millennium,
}

impl Unit {
    /// The unit a table names by its TIMEX3 letter.
    pub(super) fn from_code(code: &str) -> Option<Unit> {
        Some(match code {
            "S" => Unit::Second,
            "TM" => Unit::Minute,
            "TH" => Unit::Hour,
            "D" => Unit::Day,
            "WE" => Unit::Weekend,
            "W" => Unit::Week,
            "F" => Unit::Fortnight,
            "M" => Unit::Month,
            "Q" => Unit::Quarter,
            "SE" => Unit::Season,
            "Y" => Unit::Year,
            "TE" => Unit::Term,
            "DE" => Unit::Decade,
            "CE" => Unit::Century,
            "ML" => Unit::Millennium,
            _ => return None,
        })
    }

    /// `P3Y`, `PT2H`, `PXD`, `P10Y` for one decade.
    pub(super) fn period(self, amount: Option<u32>) -> String {
        let (head, times, tail) = match self {
            Unit::Second => ("PT", 1, "S"),
            Unit::Minute => ("PT", 1, "M"),
            Unit::Hour => ("PT", 1, "H"),
            Unit::Day => ("P", 1, "D"),
            Unit::Weekend => ("P", 1, "WE"),
            Unit::Week => ("P", 1, "W"),
            Unit::Fortnight => ("P", 2, "W"),
            Unit::Month => ("P", 1, "M"),
            Unit::Quarter => ("P", 1, "Q"),
            Unit::Season => ("P", 3, "M"),
            Unit::Term | Unit::Year => ("P", 1, "Y"),
            Unit::Decade => ("P", 10, "Y"),
            Unit::Century => ("P", 100, "Y"),
            Unit::Millennium => ("P", 1000, "Y"),
        };
        match amount {
            Some(n) => format!("{head}{}{tail}", n.saturating_mul(times)),
            None if self == Unit::Decade => "PXDE".to_owned(),
            None if self == Unit::Century => "PXCE".to_owned(),
            None => format!("{head}X{tail}"),
        }
    }

    /// Whether it is shorter than a day.
    pub(super) fn is_clock(self) -> bool {
        self < Unit::Day
    }
}

/// A day, or a longer stretch with a name of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Point {
    Day(Date),
    Week(Date),
    Weekend(Date),
    Month(i16, i8),
    Quarter(i16, i8),
    Season(i16, Season),
    Year(i16),
    Decade(i16),
    Century(i16),
}

/// A season; winter belongs to the year in which it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

impl Season {
    pub(super) fn from_code(code: &str) -> Option<Season> {
        Some(match code {
            "SP" => Season::Spring,
            "SU" => Season::Summer,
            "FA" => Season::Autumn,
            "WI" => Season::Winter,
            _ => return None,
        })
    }

    fn code(self) -> &'static str {
        match self {
            Season::Spring => "SP",
            Season::Summer => "SU",
            Season::Autumn => "FA",
            Season::Winter => "WI",
        }
    }

    /// First month, in the meteorological reckoning of the northern half.
    fn first_month(self) -> i8 {
        match self {
            Season::Spring => 3,
            Season::Summer => 6,
            Season::Autumn => 9,
            Season::Winter => 12,
        }
    }
}

/// Which part of a stretch is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    Start,
    Mid,
    End,
}

impl Point {
    /// The stretch of length `unit` that holds `day`.
    pub(super) fn around(day: Date, unit: Unit) -> Option<Point> {
        Some(match unit {
            Unit::Day => Point::Day(day),
            Unit::Week => Point::Week(monday(day)),
            Unit::Weekend => Point::Weekend(monday(day)),
            Unit::Month => Point::Month(day.year(), day.month()),
            Unit::Quarter => Point::Quarter(day.year(), (day.month() - 1) / 3 + 1),
            Unit::Year => Point::Year(day.year()),
            Unit::Decade => Point::Decade(day.year().div_euclid(10)),
            Unit::Century => Point::Century((day.year() - 1).div_euclid(100)),
            _ => return None,
        })
    }

    /// The same kind of stretch, `n` later.
    pub(super) fn shift(self, n: i32) -> Option<Point> {
        let year = |y: i16| i16::try_from(i32::from(y) + n).ok().filter(|y| y.abs() < 9000);
        Some(match self {
            Point::Day(day) => Point::Day(day.checked_add(n.days()).ok()?),
            Point::Week(day) => Point::Week(day.checked_add(n.weeks()).ok()?),
            Point::Weekend(day) => Point::Weekend(day.checked_add(n.weeks()).ok()?),
            Point::Month(y, m) => {
                let (y, m) = carry(y, m, n, 12)?;
                Point::Month(y, m)
            }
            Point::Quarter(y, q) => {
                let (y, q) = carry(y, q, n, 4)?;
                Point::Quarter(y, q)
            }
            Point::Season(y, s) => Point::Season(year(y)?, s),
            Point::Year(y) => Point::Year(year(y)?),
            Point::Decade(d) => Point::Decade(year(d)?),
            Point::Century(c) => Point::Century(year(c).filter(|c| (0..90).contains(c))?),
        })
    }

    /// First and last day.
    pub(super) fn interval(self) -> Option<(Date, Date)> {
        let months = |y: i16, m: i8, n: i32| {
            let first = Date::new(y, m, 1).ok()?;
            Some((first, first.checked_add(n.months()).ok()?.yesterday().ok()?))
        };
        match self {
            Point::Day(day) => Some((day, day)),
            Point::Week(day) => Some((day, day.checked_add(6.days()).ok()?)),
            Point::Weekend(day) => {
                Some((day.checked_add(5.days()).ok()?, day.checked_add(6.days()).ok()?))
            }
            Point::Month(y, m) => months(y, m, 1),
            Point::Quarter(y, q) => months(y, q * 3 - 2, 3),
            Point::Season(y, s) => months(y, s.first_month(), 3),
            Point::Year(y) => months(y, 1, 12),
            Point::Decade(d) => months(d.checked_mul(10)?, 1, 120),
            Point::Century(c) => months(c.checked_mul(100)? + 1, 1, 1200),
        }
    }

    /// First and last day of the start, middle or end of the stretch.
    pub(super) fn edge(self, edge: Edge) -> Option<(Date, Date)> {
        let (first, last) = self.interval()?;
        let days = first.until(last).ok()?.get_days() + 1;
        let at = |n: i32| first.checked_add(n.days()).ok();
        let (third, two) = (days / 3, days - days / 3);
        match edge {
            _ if days < 3 => Some((first, last)),
            Edge::Start => Some((first, at(third - 1)?)),
            Edge::Mid => Some((at(third)?, at(two - 1)?)),
            Edge::End => Some((at(two)?, last)),
        }
    }

    /// TIMEX3 value.
    pub(super) fn value(self) -> String {
        match self {
            Point::Day(day) => day.to_string(),
            Point::Week(day) => week(day),
            Point::Weekend(day) => format!("{}-WE", week(day)),
            Point::Month(y, m) => format!("{y:04}-{m:02}"),
            Point::Quarter(y, q) => format!("{y:04}-Q{q}"),
            Point::Season(y, s) => format!("{y:04}-{}", s.code()),
            Point::Year(y) => format!("{y:04}"),
            Point::Decade(d) => format!("{d:03}"),
            Point::Century(c) => format!("{c:02}"),
        }
    }

    /// How finely it is known.
    pub(super) fn precision(self) -> Precision {
        match self {
            Point::Day(_) | Point::Weekend(_) => Precision::Day,
            Point::Week(_) => Precision::Week,
            Point::Month(..) => Precision::Month,
            Point::Quarter(..) | Point::Season(..) => Precision::Season,
            Point::Year(_) => Precision::Year,
            Point::Decade(_) | Point::Century(_) => Precision::None,
        }
    }
}

fn carry(year: i16, index: i8, n: i32, size: i32) -> Option<(i16, i8)> {
    let total = i32::from(year) * size + i32::from(index) - 1 + n;
    let year = i16::try_from(total.div_euclid(size)).ok().filter(|y| y.abs() < 9000)?;
    Some((year, (total.rem_euclid(size) + 1) as i8))
}

/// The Monday of a day's week.
pub(super) fn monday(day: Date) -> Date {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    day.checked_sub(back.days()).unwrap_or(day)
}

fn week(day: Date) -> String {
    let iso = ISOWeekDate::from(day);
    format!("{:04}-W{:02}", iso.year(), iso.week())
}

/// `n` units after `day`, as finely as the unit allows.
pub(super) fn offset(day: Date, unit: Unit, n: i32) -> Option<Point> {
    let unit = match unit {
        Unit::Fortnight => return Point::Week(monday(day)).shift(n.checked_mul(2)?),
        Unit::Term | Unit::Season | Unit::Millennium => return None,
        unit => unit,
    };
    match unit {
        Unit::Day => Point::Day(day).shift(n),
        // "Three weeks ago" names a day only roughly: the week is what it says.
        _ => Point::around(day, unit)?.shift(n),
    }
}

/// The nearest day with the weekday: before (or on) `day` when `past`, else on or after it.
pub(super) fn weekday(day: Date, number: u8, past: bool) -> Option<Date> {
    let wanted = i32::from(number) - 1;
    let have = i32::from(day.weekday().to_monday_zero_offset());
    let ahead = (wanted - have).rem_euclid(7);
    let step = if past && ahead > 0 { ahead - 7 } else { ahead };
    day.checked_add(step.days()).ok()
}

/// The weekday's number from 1 for Monday.
pub(super) fn weekday_number(day: Date) -> u8 {
    match day.weekday() {
        Weekday::Sunday => 7,
        other => other.to_monday_one_offset() as u8,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn stretches_and_their_values() {
        let day = date(2021, 9, 30);
        let value = |unit, n| Point::around(day, unit).unwrap().shift(n).unwrap().value();
        assert_eq!(value(Unit::Week, -1), "2021-W38");
        assert_eq!(value(Unit::Month, 4), "2022-01");
        assert_eq!(value(Unit::Quarter, 1), "2021-Q4");
        assert_eq!(value(Unit::Decade, -1), "201");
        assert_eq!(value(Unit::Century, 0), "20");
        assert_eq!(weekday(day, 4, true), Some(day));
        assert_eq!(weekday(day, 5, true), Some(date(2021, 9, 24)));
        assert_eq!(weekday(day, 5, false), Some(date(2021, 10, 1)));
    }

    #[test]
    fn edges_of_a_month() {
        let october = Point::Month(2021, 10);
        assert_eq!(october.edge(Edge::Start), Some((date(2021, 10, 1), date(2021, 10, 10))));
        assert_eq!(october.edge(Edge::End), Some((date(2021, 10, 22), date(2021, 10, 31))));
    }

    #[test]
    fn far_dates_are_refused() {
        assert_eq!(Point::Year(8999).shift(5000), None);
        assert_eq!(Point::Decade(900).shift(300).and_then(Point::interval), None);
    }
}
