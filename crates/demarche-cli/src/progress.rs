//! The progress bar on stderr: only on a terminal, and only when the work takes a while.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Work that ends sooner shows no bar.
const PATIENCE: Duration = Duration::from_millis(700);

/// Documents and events so far.
pub struct Progress {
    bar: ProgressBar,
    started: Instant,
    wanted: bool,
    documents: u64,
    events: u64,
}

impl Progress {
    /// A bar that appears when it is wanted and stderr is a terminal.
    pub fn new(wanted: bool) -> Progress {
        let wanted = wanted && std::io::stderr().is_terminal();
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let template = "{spinner} {pos} documents, {msg} events, {per_sec}, {elapsed}";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Progress { bar, started: Instant::now(), wanted, documents: 0, events: 0 }
    }

    /// Counts a document and its events.
    pub fn add(&mut self, events: usize) {
        self.documents += 1;
        self.events += events as u64;
        if self.wanted && self.bar.is_hidden() && self.started.elapsed() > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
            self.bar.enable_steady_tick(Duration::from_millis(200));
        }
        self.bar.set_position(self.documents);
        self.bar.set_message(self.events.to_string());
    }

    /// Writes something else without tearing the bar.
    pub fn suspend<T>(&self, write: impl FnOnce() -> T) -> T {
        self.bar.suspend(write)
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
