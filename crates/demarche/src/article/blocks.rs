//! Blocks of a plain text: blank lines separate them, lines of their own are told apart.

use super::{Block, BlockKind};
use crate::span::Span;

/// The lines of a text that belong together, as byte ranges without outer white space.
pub(super) fn groups(text: &str) -> Vec<Vec<Span>> {
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

/// The blocks of a text.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let groups = groups(text);
    let mut blocks = Vec::with_capacity(groups.len());
    for group in groups {
        let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
        blocks.push(Block { span: first.cover(*last), kind: BlockKind::Paragraph });
    }
    if blocks.len() > 1 && is_headline(blocks[0].span.of(text)) {
        blocks[0].kind = BlockKind::Title;
    }
    blocks
}

/// Whether a first line reads as a headline: one short line without a full stop.
fn is_headline(line: &str) -> bool {
    line.len() <= 250 && !line.contains('\n') && !line.ends_with(['.', ':', ',', ';'])
}
