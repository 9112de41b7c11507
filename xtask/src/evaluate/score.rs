//! One measured figure and what it must reach.

/// A figure with its floor or ceiling.
#[derive(Clone, Debug)]
pub struct Score {
    /// The set it was measured on.
    pub set: String,
    /// What was measured.
    pub metric: String,
    /// The figure.
    pub value: f64,
    /// Number of items measured.
    pub n: usize,
    /// What it must reach, as written in the table.
    pub bar: String,
    /// Whether it does.
    pub holds: bool,
}

impl Score {
    /// A figure without a bar.
    pub fn new(set: &str, metric: &str, value: f64, n: usize) -> Score {
        let (set, metric) = (set.to_owned(), metric.to_owned());
        Score { set, metric, value, n, bar: String::new(), holds: true }
    }

    /// A figure that must not be below `floor`.
    pub fn floor(set: &str, metric: &str, value: f64, n: usize, floor: f64) -> Score {
        Score {
            bar: format!("≥ {floor}"),
            holds: value >= floor,
            ..Score::new(set, metric, value, n)
        }
    }

    /// A figure that must not be above `ceiling`.
    pub fn ceiling(set: &str, metric: &str, value: f64, n: usize, ceiling: f64) -> Score {
        let bar = format!("≤ {ceiling}");
        Score { bar, holds: value <= ceiling, ..Score::new(set, metric, value, n) }
    }

    /// The figure as a row of a Markdown table.
    pub fn row(&self) -> String {
        let mark = if self.holds { "" } else { " (missed)" };
        let Score { set, metric, value, n, bar, .. } = self;
        format!("| {set} | {metric} | {value:.1} | {bar}{mark} | {n} |")
    }
}
