//! Lines that belong to the page and not to the story, by `text/boilerplate.tsv`.

use std::collections::HashMap;

use super::BlockKind;
use crate::error::Result;
use crate::lexicon::Lexicon;

/// What a line is known to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Line(BlockKind),
    /// Boilerplate from here on, when the document is about to end.
    Tail,
}

/// The table, ready for lookup.
#[derive(Clone, Debug)]
pub(super) struct Boilerplate {
    lines: HashMap<String, Verdict>,
    starts: HashMap<String, Vec<Affix>>,
    ends: HashMap<String, Vec<Affix>>,
}

#[derive(Clone, Debug)]
struct Affix {
    phrase: String,
    kind: BlockKind,
    words: usize,
}

/// Longer lines are prose.
const LONGEST: usize = 400;

impl Boilerplate {
    pub(super) fn new(lexicon: &Lexicon) -> Result<Boilerplate> {
        let table = lexicon.table("text/boilerplate.tsv")?;
        let (phrase, how) = (table.column("phrase")?, table.column("match")?);
        let (kind, words) = (table.column("kind")?, table.column("words")?);
        let mut known =
            Boilerplate { lines: HashMap::new(), starts: HashMap::new(), ends: HashMap::new() };
        for row in table.rows() {
            let block = match row.get(kind) {
                "boilerplate" => BlockKind::Boilerplate,
                "caption" => BlockKind::Caption,
                other => return Err(row.error(kind, format!("unknown kind `{other}`"))),
            };
            let text = row.get(phrase).to_owned();
            let limit = row.parse(words)?.unwrap_or(usize::MAX);
            let affix = Affix { phrase: text.clone(), kind: block, words: limit };
            for how_one in row.list(how) {
                match how_one {
                    "line" => {
                        known.lines.insert(text.clone(), Verdict::Line(block));
                    }
                    "tail" => {
                        known.lines.insert(text.clone(), Verdict::Tail);
                    }
                    "start" => insert(&mut known.starts, first(&text), &affix),
                    "end" => insert(&mut known.ends, last(&text), &affix),
                    other => return Err(row.error(how, format!("unknown match `{other}`"))),
                }
            }
        }
        Ok(known)
    }

    /// What a line is known to be.
    pub(super) fn verdict(&self, line: &str) -> Option<Verdict> {
        if line.len() > LONGEST {
            return None;
        }
        let line = normal(line);
        if line.is_empty() {
            // Rows of stars and dashes.
            return Some(Verdict::Line(BlockKind::Boilerplate));
        }
        if let Some(verdict) = self.lines.get(line.as_str()) {
            return Some(*verdict);
        }
        let words = line.split(' ').count();
        let starts = self.starts.get(first(&line)).into_iter().flatten();
        let ends = self.ends.get(last(&line)).into_iter().flatten();
        let hit = starts
            .filter(|affix| follows(&line, &affix.phrase))
            .chain(ends.filter(|affix| line.ends_with(affix.phrase.as_str())))
            .find(|affix| words <= affix.words);
        hit.map(|affix| Verdict::Line(affix.kind))
    }
}

fn insert(affixes: &mut HashMap<String, Vec<Affix>>, word: &str, affix: &Affix) {
    affixes.entry(word.to_owned()).or_default().push(affix.clone());
}

/// Whether the line starts with the phrase and a word ends there.
fn follows(line: &str, phrase: &str) -> bool {
    line.strip_prefix(phrase).is_some_and(|rest| {
        !phrase.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric)
    })
}

/// The first word, without what a phrase may glue to it.
fn first(line: &str) -> &str {
    let end = line.find(' ').unwrap_or(line.len());
    line[..end].trim_end_matches(':')
}

/// The last word's letters.
fn last(line: &str) -> &str {
    line.rsplit([' ', '/']).next().unwrap_or(line)
}

/// Lower case, digits as one `0`, straight apostrophes, no marks at either end.
fn normal(line: &str) -> String {
    let edge =
        |c: char| !(c.is_alphanumeric() || matches!(c, '(' | '©' | '@' | ':')) || c.is_whitespace();
    let line = line.trim_matches(edge).trim_start_matches(':');
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            c if c.is_numeric() => {
                if !out.ends_with('0') {
                    out.push('0');
                }
            }
            '’' | '‘' => out.push('\''),
            '[' | ']' | '*' | '"' | '“' | '”' | '!' | '…' => {}
            c if c.is_whitespace() => {
                if !out.ends_with(' ') && !out.is_empty() {
                    out.push(' ');
                }
            }
            c => out.extend(c.to_lowercase()),
        }
    }
    // A colon at the end, and points between the sentences of a notice, say nothing.
    let trimmed = out.trim_end_matches([':', '.', ' ', ')']);
    trimmed.replace(". ", " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notices_are_known_and_prose_is_not() {
        let known = Boilerplate::new(&Lexicon::embedded().unwrap()).unwrap();
        for line in [
            "Advertisement",
            "[pullquote]",
            "READ MORE:",
            "This site uses Akismet to reduce spam. Learn how your comment data is processed.",
            "Read more: Kim rejects talks",
            "Sign up for our newsletter",
            "Copyright © 2019 The Washington Times, LLC. Click here for reprint permission.",
            "The Associated Press contributed to this report.",
            "7 years ago",
            "***",
            "Follow @politico",
            "Share on Facebook",
            "We use cookies to improve your experience.",
            "next Image 1 of 2",
        ] {
            let verdict = known.verdict(line);
            assert_eq!(verdict, Some(Verdict::Line(BlockKind::Boilerplate)), "{line}");
        }
        assert_eq!(known.verdict("Leave a Comment"), Some(Verdict::Tail));
        let caption = "FILE PHOTO: A soldier stands guard in Kabul";
        assert_eq!(known.verdict(caption), Some(Verdict::Line(BlockKind::Caption)));
        for line in [
            "Kim Jong Un rejects US dialogue offers",
            "The group said it would follow the talks closely.",
            "Military trials",
            "He shared the article on Facebook, officials said, and was arrested a week later.",
            "Copyright laws were changed by the government.",
            "Moreover, he left.",
            "Readers protest",
        ] {
            assert_eq!(known.verdict(line), None, "{line}");
        }
    }
}
