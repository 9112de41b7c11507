//! Labelled sentences of our own (`training/*.tsv`), as spans of their text.

use crate::span::Span;

/// One event of a labelled sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelledEvent {
    /// Who acted.
    pub actors: Vec<Span>,
    /// Upon whom.
    pub recipients: Vec<Span>,
    /// PLOVER type.
    pub event: Box<str>,
    /// PLOVER mode, empty for none.
    pub mode: Box<str>,
    /// Modality as records write it.
    pub modality: Box<str>,
    /// The word that tells it.
    pub trigger: Span,
}

/// A sentence with all its events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelledSentence {
    /// Its id.
    pub id: String,
    /// The words.
    pub text: String,
    /// Its events; none in a near miss.
    pub events: Vec<LabelledEvent>,
}

impl LabelledSentence {
    /// Reads a row: `id`, `text`, `events` and columns that describe the sentence.
    ///
    /// # Errors
    ///
    /// What is wrong with the row.
    pub fn parse(line: &str) -> Result<LabelledSentence, String> {
        let fields: Vec<&str> = line.split('\t').collect();
        let [id, text, events, ..] = fields[..] else {
            return Err(format!("{} columns", fields.len()));
        };
        let events = match events {
            "-" => Vec::new(),
            all => all.split(" ;; ").map(|e| event(text, e)).collect::<Result<_, _>>()?,
        };
        Ok(LabelledSentence { id: id.to_owned(), text: text.to_owned(), events })
    }
}

impl LabelledSentence {
    /// Two sentences as one, with the events of both: what stands elsewhere in a long sentence
    /// must not decide about an event.
    pub fn joined(&self, other: &LabelledSentence) -> LabelledSentence {
        let first = self.text.trim_end_matches(['.', ' ']);
        let text = format!("{first}; {}", other.text);
        let by = first.len() + 2;
        let shift = |s: &Span| Span::new(s.range().start + by, s.range().end + by);
        let moved = other.events.iter().map(|e| LabelledEvent {
            actors: e.actors.iter().map(shift).collect(),
            recipients: e.recipients.iter().map(shift).collect(),
            trigger: shift(&e.trigger),
            ..e.clone()
        });
        let events = self.events.iter().cloned().chain(moved).collect();
        LabelledSentence { id: format!("{}+{}", self.id, other.id), text, events }
    }
}

/// Reads `actor|recipient|TYPE|mode|modality|trigger`.
fn event(text: &str, written: &str) -> Result<LabelledEvent, String> {
    let parts: Vec<&str> = written.split('|').collect();
    let [actor, recipient, event, mode, modality, trigger] = parts[..] else {
        return Err(format!("`{written}` has {} parts", parts.len()));
    };
    let trigger = nearest(text, trigger, 0)?;
    let side = |names: &str| -> Result<Vec<Span>, String> {
        let names = names.split(" + ").filter(|name| *name != "-");
        names.map(|name| nearest(text, name, trigger.range().start)).collect()
    };
    Ok(LabelledEvent {
        actors: side(actor)?,
        recipients: side(recipient)?,
        event: event.into(),
        mode: if mode == "-" { "".into() } else { mode.into() },
        modality: modality.into(),
        trigger,
    })
}

/// The place of `words` in the text that is nearest to `at`, as whole words if possible.
fn nearest(text: &str, words: &str, at: usize) -> Result<Span, String> {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let whole = |start: usize| {
        let end = start + words.len();
        !letter(text[..start].chars().next_back()) && !letter(text[end..].chars().next())
    };
    text.match_indices(words)
        .map(|(start, _)| start)
        .min_by_key(|start| (!whole(*start), start.abs_diff(at)))
        .map(|start| Span::new(start, start + words.len()))
        .ok_or_else(|| format!("`{words}` is not in the text"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_words_nearest_to_the_trigger() {
        let row = "a1\tIran met Iraq; the Iranians say Iran shelled Iraq.\tIran|Iraq|ASSAULT|heavy-weapons|asserted|shelled\tevent";
        let read = LabelledSentence::parse(row).unwrap();
        let event = &read.events[0];
        assert_eq!(event.actors[0], Span::new(32, 36));
        assert_eq!(event.recipients[0].of(&read.text), "Iraq");
        assert_eq!(event.recipients[0].start, 45);
        assert_eq!(&*event.mode, "heavy-weapons");
    }

    #[test]
    fn says_what_is_not_in_the_text() {
        let row = "a1\tIran met Iraq.\tIran|Oman|CONSULT|-|asserted|met\tevent";
        assert!(LabelledSentence::parse(row).unwrap_err().contains("Oman"));
    }
}
