//! Refuses pages that would take too much memory or stack.

use super::scan::Tags;
use crate::error::{Code, Error, Position, Result};

/// The largest page that is parsed, in bytes.
const LARGEST: usize = 4 << 20;
/// The deepest nesting that is parsed; no page of 2,171 was deeper than 85.
const DEEPEST: usize = 256;

/// Elements without content, and elements that the next of their kind closes.
const FLAT: [&str; 28] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "option", "thead", "tbody", "tfoot",
    "colgroup", "path", "rect",
];

/// Checks size and nesting.
pub(super) fn check(html: &str, position: &Position) -> Result<()> {
    if html.len() > LARGEST {
        let size = html.len() >> 20;
        let message = format!("the page has {size} MB, over the limit of {} MB", LARGEST >> 20);
        return Err(Error::new(Code::InputTooLarge, position.clone(), message));
    }
    // Open elements by name: a stray closing tag must not hide the depth.
    let mut open: Vec<&str> = Vec::with_capacity(DEEPEST);
    for tag in Tags::new(html) {
        if FLAT.iter().any(|name| tag.is(name)) {
            continue;
        }
        if tag.closing {
            if let Some(at) = open.iter().rposition(|name| tag.is(name)) {
                open.truncate(at);
            }
            continue;
        }
        open.push(tag.name);
        if open.len() > DEEPEST {
            let message = format!("elements are nested deeper than {DEEPEST}");
            return Err(Error::new(Code::HtmlTooDeep, position.clone(), message));
        }
    }
    Ok(())
}
