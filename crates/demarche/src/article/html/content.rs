//! Extracted HTML → blocks of text, one per paragraph, heading, list item or table row.

use super::scan::{Tag, Tags, decode};
use crate::article::BlockKind;

/// The blocks in order, white space collapsed, none empty.
pub(super) fn blocks(html: &str) -> Vec<(BlockKind, String)> {
    let mut builder =
        Builder { blocks: Vec::new(), text: String::new(), kind: BlockKind::Paragraph };
    let mut at = 0;
    let mut skip: Option<Tag<'_>> = None;
    for tag in Tags::new(html) {
        // Scripts and styles: nothing up to their end is text.
        if let Some(open) = skip {
            if tag.closing && tag.is(open.name) {
                skip = None;
                at = tag.end;
            }
            continue;
        }
        builder.add(&html[at..tag.start]);
        at = tag.end;
        if !tag.closing && ["script", "style", "title", "textarea"].iter().any(|raw| tag.is(raw)) {
            skip = Some(tag);
        } else {
            builder.tag(&tag);
        }
    }
    if skip.is_none() {
        builder.add(&html[at..]);
    }
    builder.end();
    builder.blocks
}

struct Builder {
    blocks: Vec<(BlockKind, String)>,
    text: String,
    kind: BlockKind,
}

/// Elements inside a line.
const INLINE: [&str; 31] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt",
    "u", "var", "wbr", "graphic",
];

impl Builder {
    fn add(&mut self, raw: &str) {
        for c in decode(raw).chars() {
            if c.is_whitespace() && c != '\u{A0}' {
                if !self.text.ends_with([' ', '\n']) && !self.text.is_empty() {
                    self.text.push(' ');
                }
            } else {
                self.text.push(c);
            }
        }
    }

    fn tag(&mut self, tag: &Tag<'_>) {
        if INLINE.iter().any(|name| tag.is(name)) {
            return;
        }
        if tag.is("br") {
            // Two in a row part paragraphs; one is the end of a line.
            let trimmed = self.text.trim_end_matches(' ').len();
            self.text.truncate(trimmed);
            if self.text.ends_with('\n') {
                self.end();
            } else if !self.text.is_empty() {
                self.text.push('\n');
            }
            return;
        }
        if tag.is("td") || tag.is("th") {
            self.add(" ");
            return;
        }
        self.end();
        let heading = matches!(tag.name.as_bytes(), [b'h' | b'H', b'1'..=b'6']);
        self.kind = match tag.closing {
            false if heading => BlockKind::Heading,
            false if tag.is("figcaption") => BlockKind::Caption,
            _ => BlockKind::Paragraph,
        };
    }

    fn end(&mut self) {
        let text = self.text.trim();
        if !text.is_empty() {
            self.blocks.push((self.kind, text.to_owned()));
        }
        self.text.clear();
    }
}
