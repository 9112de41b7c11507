//! Bytes → text: byte order mark, else valid UTF-8, else declared, else guessed.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Decoded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without byte order mark.
    pub text: String,
    /// Name of the encoding that was used.
    pub encoding: &'static str,
    /// Whether bytes that did not fit were replaced by U+FFFD.
    pub replaced: bool,
}

/// Decodes a text or page.
///
/// # Example
///
/// ```
/// let decoded = demarche::source::decode(b"caf\xE9 cr\xE8me, d\xE9j\xE0 vu");
/// assert_eq!(decoded.text, "café crème, déjà vu");
/// assert_eq!(decoded.encoding, "windows-1252");
/// ```
pub fn decode(bytes: &[u8]) -> Decoded {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return with(encoding, &bytes[length..]);
    }
    if let Some(Utf16 { little, .. }) = utf16(bytes) {
        return with(if little { UTF_16LE } else { UTF_16BE }, bytes);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded { text: text.to_owned(), encoding: UTF_8.name(), replaced: false };
    }
    if let Some(encoding) = declared(bytes) {
        let decoded = with(encoding, bytes);
        if !decoded.replaced {
            return decoded;
        }
    }
    // A stray byte in a text that is UTF-8 otherwise: better one sign lost than all garbled.
    let repaired = with(UTF_8, bytes);
    let lost = repaired.text.chars().filter(|c| *c == '\u{FFFD}').count();
    let kept = repaired.text.chars().filter(|c| !c.is_ascii() && *c != '\u{FFFD}').count();
    if kept > 4 * lost {
        return repaired;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(1 << 16)], true);
    let encoding = detector.guess(None, chardetng::Utf8Detection::Deny);
    let guessed = with(encoding, bytes);
    if guessed.replaced { repaired } else { guessed }
}

fn with(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, replaced) = encoding.decode_without_bom_handling(bytes);
    Decoded { text: text.into_owned(), encoding: encoding.name(), replaced }
}

/// The charset named in the first kilobytes: `<meta charset=…>`, `content="…; charset=…"`,
/// `<?xml encoding=…>`.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(4096)].to_ascii_lowercase();
    [&b"charset="[..], b"encoding="].iter().find_map(|mark| {
        let at = head.windows(mark.len()).position(|window| window == *mark)? + mark.len();
        let rest = head[at..].trim_ascii_start();
        let rest = rest.strip_prefix(b"\"").or(rest.strip_prefix(b"'")).unwrap_or(rest);
        let end = rest.iter().position(|b| !b.is_ascii_alphanumeric() && !b"-_:.".contains(b));
        let encoding = Encoding::for_label(&rest[..end?])?;
        // What declares UTF-16 in ASCII letters is not UTF-16.
        (encoding != UTF_16LE && encoding != UTF_16BE).then_some(encoding)
    })
}

/// UTF-16, by byte order mark or by the zero bytes of its ASCII characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Utf16 {
    pub little: bool,
}

pub(super) fn utf16(bytes: &[u8]) -> Option<Utf16> {
    match Encoding::for_bom(bytes) {
        Some((encoding, _)) if encoding == UTF_16LE => return Some(Utf16 { little: true }),
        Some((encoding, _)) if encoding == UTF_16BE => return Some(Utf16 { little: false }),
        Some(_) => return None,
        None => {}
    }
    let head = &bytes[..bytes.len().min(2048) & !1];
    if head.len() < 8 {
        return None;
    }
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|b| **b == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    let mostly = |many: usize, few: usize| many * 10 >= half * 7 && few * 50 <= half;
    if mostly(odd, even) {
        Some(Utf16 { little: true })
    } else if mostly(even, odd) {
        Some(Utf16 { little: false })
    } else {
        None
    }
}
