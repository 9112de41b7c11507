//! A flat scan over the tags of a page: no tree, no recursion, linear.

/// A tag of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag<'h> {
    /// Name as written.
    pub name: &'h str,
    /// Whether it is `</name>`.
    pub closing: bool,
    /// What stands between the name and `>`.
    attributes: &'h str,
    /// Byte offsets of the tag in the page.
    pub start: usize,
    pub end: usize,
}

impl<'h> Tag<'h> {
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The value of an attribute, entities decoded.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            if rest.is_empty() {
                return None;
            }
            let stop = |c: char| c.is_ascii_whitespace() || c == '=';
            let end = rest.find(stop).unwrap_or(rest.len()).max(1);
            // An attribute may start with any character; keep to its boundary.
            let end = (end..=rest.len()).find(|end| rest.is_char_boundary(*end))?;
            let found = &rest[..end];
            rest = rest[end..].trim_start();
            let Some(after) = rest.strip_prefix('=') else {
                if found.eq_ignore_ascii_case(name) {
                    return Some(String::new());
                }
                continue;
            };
            let after = after.trim_start();
            let (value, next) = match after.chars().next() {
                Some(quote @ ('"' | '\'')) => {
                    let inner = &after[1..];
                    let end = inner.find(quote).unwrap_or(inner.len());
                    (&inner[..end], inner.get(end + 1..).unwrap_or(""))
                }
                _ => {
                    let end = after.find(|c: char| c.is_ascii_whitespace()).unwrap_or(after.len());
                    after.split_at(end)
                }
            };
            if found.eq_ignore_ascii_case(name) {
                return Some(decode(value));
            }
            rest = next;
        }
    }
}

/// The tags of a page in order; comments, declarations and the insides of scripts and
/// styles are left out.
pub(super) struct Tags<'h> {
    html: &'h str,
    at: usize,
}

impl<'h> Tags<'h> {
    pub(super) fn new(html: &'h str) -> Tags<'h> {
        Tags { html, at: 0 }
    }
}

/// Elements whose content is not markup.
const RAW: [&str; 5] = ["script", "style", "textarea", "title", "noscript"];

impl<'h> Iterator for Tags<'h> {
    type Item = Tag<'h>;

    fn next(&mut self) -> Option<Tag<'h>> {
        let bytes = self.html.as_bytes();
        loop {
            let start = self.at + memchr::memchr(b'<', &bytes[self.at..])?;
            self.at = start + 1;
            let rest = &bytes[self.at..];
            if rest.starts_with(b"!--") {
                let end = memchr::memmem::find(rest, b"-->").map_or(rest.len(), |end| end + 3);
                self.at += end;
                continue;
            }
            let closing = rest.first() == Some(&b'/');
            let name_at = self.at + usize::from(closing);
            let length = bytes[name_at..]
                .iter()
                .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b':'))
                .count();
            if length == 0 || !bytes[name_at].is_ascii_alphabetic() {
                continue;
            }
            let name = &self.html[name_at..name_at + length];
            let end = tag_end(bytes, name_at + length);
            let attributes = &self.html[name_at + length..end];
            self.at = (end + 1).min(bytes.len());
            let tag = Tag { name, closing, attributes, start, end: self.at };
            // What is written inside a script is read by its tag's end, if at all.
            if !closing && RAW.iter().take(4).any(|raw| tag.is(raw)) {
                self.at = raw_end(bytes, self.at, name);
            }
            return Some(tag);
        }
    }
}

/// Where `>` ends a tag, quoted values skipped.
fn tag_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while at < bytes.len() {
        match bytes[at] {
            b'>' => return at,
            quote @ (b'"' | b'\'') if bytes[at - 1] == b'=' || bytes[at - 1] == b' ' => {
                match memchr::memchr(quote, &bytes[at + 1..]) {
                    Some(length) => at += length + 2,
                    // An open quote: take it as a plain character.
                    None => at += 1,
                }
            }
            _ => at += 1,
        }
    }
    bytes.len()
}

fn raw_end(bytes: &[u8], from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(found) = memchr::memmem::find(&bytes[at..], b"</") {
        at += found;
        let after = bytes.get(at + 2..at + 2 + name.len());
        if after.is_some_and(|after| after.eq_ignore_ascii_case(name.as_bytes())) {
            return at;
        }
        at += 2;
    }
    bytes.len()
}

/// Decodes the character references that pages use in attributes and serialised text.
pub(super) fn decode(text: &str) -> String {
    let Some(first) = text.find('&') else { return text.to_owned() };
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..first]);
    let mut rest = &text[first..];
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        let decoded = end.and_then(|end| Some((reference(&rest[1..end])?, end + 1)));
        let (c, length) = decoded.unwrap_or(('&', 1));
        out.push(c);
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

fn reference(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']);
        let code = hex.map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok());
        return char::from_u32(code?).filter(|c| *c != '\0');
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{A0}',
        "ldquo" => '“',
        "rdquo" => '”',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "laquo" => '«',
        "raquo" => '»',
        "middot" => '·',
        "bull" => '•',
        "shy" => '\u{AD}',
        "eacute" => 'é',
        _ => return None,
    })
}
