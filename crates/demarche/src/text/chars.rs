//! Character classes of the tokenizer. Shapes of characters, not knowledge of words.

/// Characters that separate chunks and belong to no token.
pub(crate) fn is_space(c: char) -> bool {
    match c {
        ' '..='~' => c == ' ',
        // U+200B is a line-break opportunity put between words; controls are debris.
        _ => c.is_whitespace() || c.is_control() || c == '\u{200B}',
    }
}

/// Characters without width that may stand inside a word and never make one alone.
pub(crate) fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200C}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// Letters, digits, marks, underscore, and what may hide inside words.
pub(crate) fn is_word(c: char) -> bool {
    match c {
        '\0'..='~' => c.is_ascii_alphanumeric() || c == '_',
        _ => c.is_alphanumeric() || is_mark(c) || is_ignorable(c),
    }
}

/// Combining marks, which follow the letter they change.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5BD}'
        | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6DC}'
        | '\u{900}'..='\u{903}' | '\u{93A}'..='\u{94F}' | '\u{1AB0}'..='\u{1AFF}'
        | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

pub(crate) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

pub(crate) fn is_dash(c: char) -> bool {
    is_hyphen(c) || matches!(c, '\u{2012}'..='\u{2015}' | '\u{2212}')
}

pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{02BC}' | '`' | '\u{B4}')
}

pub(crate) fn is_terminator(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '\u{3002}' | '\u{FF01}' | '\u{FF1F}' | '\u{203C}'..='\u{203D}'
        | '\u{2047}'..='\u{2049}' | '\u{61F}' | '\u{6D4}' | '\u{964}')
}

pub(crate) fn is_bullet(c: char) -> bool {
    matches!(c, '•' | '‣' | '◦' | '▪' | '●' | '■' | '□' | '►' | '▶' | '·' | '★' | '✓' | '➤')
}

pub(crate) fn opens(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '“' | '„' | '«' | '‹' | '‘' | '‚' | '「' | '『' | '〈' | '《')
}

pub(crate) fn closes(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '”' | '»' | '›' | '’' | '」' | '』' | '〉' | '》')
}
