//! Blocks of a plain text: blank lines separate them, lines of their own are told apart.

use super::boilerplate::{Boilerplate, Verdict};
use super::{Block, BlockKind};
use crate::span::Span;

/// Lines longer than this are paragraphs of their own, not hard-wrapped text.
const PARAGRAPH_LINE: usize = 160;
/// A headline or subheading is shorter.
const HEADLINE: usize = 250;
const HEADING: usize = 90;

/// The blocks of a text; together they hold all but white space.
pub(super) fn blocks(text: &str, boilerplate: &Boilerplate) -> Vec<Block> {
    let mut blocks = Vec::new();
    for group in groups(text) {
        // In text wrapped by hand a line may by chance read like a notice.
        let long = group.iter().any(|line| line.len() > PARAGRAPH_LINE);
        let mut open: Option<Span> = None;
        for (index, line) in group.iter().enumerate() {
            let outer = index == 0 || index + 1 == group.len();
            let verdict = if outer || long { boilerplate.verdict(line.of(text)) } else { None };
            match verdict {
                Some(_) => {
                    blocks.extend(open.take().map(|span| paragraph(span, text)));
                    blocks.push(Block { span: *line, kind: kind(verdict) });
                }
                None => open = Some(open.map_or(*line, |span| span.cover(*line))),
            }
        }
        blocks.extend(open.map(|span| paragraph(span, text)));
    }
    headline(text, &mut blocks);
    tail(text, &mut blocks, boilerplate);
    blocks
}

fn kind(verdict: Option<Verdict>) -> BlockKind {
    match verdict {
        Some(Verdict::Line(kind)) => kind,
        Some(Verdict::Tail) => BlockKind::Boilerplate,
        None => BlockKind::Paragraph,
    }
}

fn paragraph(span: Span, text: &str) -> Block {
    let heading = span.len() <= HEADING && is_heading(span.of(text));
    Block { span, kind: if heading { BlockKind::Heading } else { BlockKind::Paragraph } }
}

/// The lines of a text that belong together, as byte ranges without outer white space.
fn groups(text: &str) -> Vec<Vec<Span>> {
    let mut groups: Vec<Vec<Span>> = Vec::new();
    let (mut at, mut open) = (0, false);
    for line in text.split_inclusive('\n') {
        let start = at + (line.len() - line.trim_start().len());
        let body = line.trim();
        at += line.len();
        if body.is_empty() {
            open = false;
            continue;
        }
        if !open {
            groups.push(Vec::new());
            open = true;
        }
        if let Some(group) = groups.last_mut() {
            group.push(Span::new(start, start + body.len()));
        }
    }
    groups
}

/// A first line that reads as a headline is the title; other short blocks before the first
/// paragraph (byline, section) stay headings.
fn headline(text: &str, blocks: &mut [Block]) {
    let more = blocks.iter().filter(|block| block.kind == BlockKind::Paragraph).count();
    let first = blocks.iter_mut().find(|block| block.kind != BlockKind::Boilerplate);
    let Some(first) = first else { return };
    let line = first.span.of(text);
    let alone = if first.kind == BlockKind::Paragraph { more > 1 } else { more > 0 };
    let short = line.len() <= HEADLINE && !line.contains('\n') && line.split(' ').count() <= 30;
    if alone && short && !line.ends_with(['.', ':', ',', ';', '-']) {
        first.kind = BlockKind::Title;
    }
}

/// After "Leave a comment" near the end nothing belongs to the story.
fn tail(text: &str, blocks: &mut [Block], boilerplate: &Boilerplate) {
    let all: usize = blocks.iter().map(|block| block.span.len()).sum();
    let mut rest = 0;
    let mut cut = None;
    for (index, block) in blocks.iter().enumerate().rev() {
        if boilerplate.verdict(block.span.of(text)) == Some(Verdict::Tail) && rest * 4 <= all {
            cut = Some(index);
        }
        rest += block.span.len();
    }
    for block in cut.map_or(&mut [][..], |cut| &mut blocks[cut..]) {
        block.kind = BlockKind::Boilerplate;
    }
}

/// Whether a short block reads as a subheading: a line that ends in no punctuation.
pub(super) fn is_heading(line: &str) -> bool {
    let words = line.split_whitespace().count();
    let opens = line.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric());
    let ends = line.chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '?');
    opens && ends && words <= 10 && !line.contains('\n') && !line.contains(". ")
}
