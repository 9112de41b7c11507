//! Records for reading: each event with its sentence and the words that prove it.
//!
//! Actors, predicate and recipients are coloured, or marked as `[actor]`, `*predicate*` and
//! `<recipient>` where there are no colours.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use demarche::event::Modality;
use demarche::export::{Record, RecordWriter};
use demarche::record::ActorRecord;

/// Writes records as a readable table.
pub struct Table<W: Write> {
    sink: W,
    colour: bool,
    document: Option<String>,
}

/// The part that words play in an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Actor,
    Trigger,
    Recipient,
}

impl Part {
    fn marks(self, colour: bool) -> (String, String) {
        let (style, open, close) = match self {
            Part::Actor => (AnsiColor::Cyan.on_default().bold(), "[", "]"),
            Part::Trigger => (AnsiColor::Yellow.on_default().bold(), "*", "*"),
            Part::Recipient => (AnsiColor::Magenta.on_default().bold(), "<", ">"),
        };
        if colour {
            (style.render().to_string(), style.render_reset().to_string())
        } else {
            (open.to_owned(), close.to_owned())
        }
    }
}

impl<W: Write> Table<W> {
    /// A table into `sink`, which should be buffered.
    pub fn new(sink: W, colour: bool) -> Table<W> {
        Table { sink, colour, document: None }
    }

    fn styled(&self, style: Style, text: &str) -> String {
        if self.colour { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    fn heading(&mut self, record: &Record) -> io::Result<()> {
        let document = &record.document;
        if self.document.replace(document.id.clone()).is_some() {
            writeln!(self.sink)?;
        }
        let mut line = self.styled(Style::new().bold(), &document.id);
        for part in [&document.title, &document.publisher, &document.published] {
            if let Some(part) = part {
                line.push_str(" | ");
                line.push_str(&one_line(part));
            }
        }
        writeln!(self.sink, "{line}")
    }
}

impl<W: Write> RecordWriter for Table<W> {
    fn write(&mut self, record: &Record) -> io::Result<()> {
        if self.document.as_ref() != Some(&record.document.id) {
            self.heading(record)?;
        }
        let label = format!("{:<22}", label(record));
        let label = self.styled(AnsiColor::Green.on_default().bold(), &label);
        let mut line = format!("  {label} {}", parties(&record.actor));
        if !record.recipient.is_empty() {
            line.push_str(" -> ");
            line.push_str(&parties(&record.recipient));
        }
        line.push_str(&circumstances(record));
        writeln!(self.sink, "{line}")?;
        writeln!(self.sink, "      {}", highlighted(record, self.colour))
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.sink.flush()
    }
}

fn label(record: &Record) -> String {
    let mut label = record.event.clone();
    if !record.mode.is_empty() {
        label.push('-');
        label.push_str(&record.mode.join("+"));
    }
    label
}

fn parties(parties: &[ActorRecord<[u32; 2]>]) -> String {
    let one = |party: &ActorRecord<[u32; 2]>| {
        let codes: Vec<&str> =
            party.country.iter().chain(&party.sector).map(|code| code.as_str()).collect();
        if codes.is_empty() { one_line(&party.text) } else { codes.join(".") }
    };
    let mut shown: Vec<String> = Vec::new();
    for party in parties.iter().map(one) {
        if !shown.contains(&party) {
            shown.push(party);
        }
    }
    shown.join(", ")
}

fn circumstances(record: &Record) -> String {
    let mut parts = Vec::new();
    if record.modality != Modality::Asserted {
        parts.push(record.modality.as_str().to_owned());
    }
    if let Some(date) = &record.date {
        let days = (date.end != date.start).then(|| format!("{}..{}", date.start, date.end));
        parts.push(days.unwrap_or_else(|| date.start.clone()));
    }
    if let Some(place) = &record.place {
        parts.push(format!("in {}", place.name));
    }
    if let Some(voice) = record.attribution.first() {
        let outlet = voice.outlet.as_ref().map(|outlet| &outlet.text);
        let speaker = voice.speaker.as_ref().map(|speaker| &speaker.text).or(outlet);
        let speaker = speaker.map_or("an unnamed source".to_owned(), |text| one_line(text));
        parts.push(format!("says {speaker}"));
    }
    parts.push(format!("{:.2}", record.confidence));
    parts.iter().map(|part| format!(" | {part}")).collect()
}

/// The sentence with the words that prove the event.
fn highlighted(record: &Record, colour: bool) -> String {
    let [start, end] = record.sentence.span;
    let mut spans: Vec<([u32; 2], Part)> = vec![(record.trigger.span, Part::Trigger)];
    spans.extend(record.actor.iter().map(|a| (a.span, Part::Actor)));
    spans.extend(record.recipient.iter().map(|a| (a.span, Part::Recipient)));
    // Words that point back may stand in an earlier sentence.
    spans.retain(|(span, _)| span[0] >= start && span[1] <= end && span[0] < span[1]);
    spans.sort_by_key(|(span, _)| (span[0], span[1]));
    let mut text: Vec<char> = Vec::new();
    let mut shown = String::new();
    text.extend(record.sentence.text.chars());
    let mut at = 0;
    for ([from, to], part) in spans {
        let (from, to) = ((from - start) as usize, (to - start) as usize);
        if from < at || to > text.len() {
            continue;
        }
        let (open, close) = part.marks(colour);
        shown.extend(&text[at..from]);
        shown.push_str(&open);
        shown.extend(&text[from..to]);
        shown.push_str(&close);
        at = to;
    }
    shown.extend(&text[at..]);
    one_line(&shown)
}

/// White space as single blanks, so that a hard-wrapped sentence stays one line; control
/// characters of the text never reach the terminal.
fn one_line(text: &str) -> String {
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    joined.chars().filter(|c| !c.is_control() || *c == '\u{1b}').collect()
}
