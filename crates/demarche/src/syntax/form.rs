//! What the tagger and the network see of a token: normalised form, shape, n-grams.

/// Number of distinct word shapes (hash buckets).
pub const SHAPES: usize = 128;
/// Number of n-gram buckets; a power of two.
pub const NGRAM_BUCKETS: usize = 1 << 15;

/// How a sentence as a whole is written; headlines are tagged unlike running text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Casing {
    /// Running text.
    Normal,
    /// Nearly Every Word Starts With A Capital.
    Title,
    /// NO LOWER-CASE LETTERS.
    Upper,
}

/// Number of [`Casing`] values.
pub const CASINGS: usize = 3;

/// A token as the model looks it up.
#[derive(Clone, Debug, Default)]
pub struct Form {
    /// Quotes and dashes in ASCII, digits as `0`; case kept.
    pub cased: String,
    /// The same in lower case.
    pub lower: String,
    /// Bucket of the shape, below [`SHAPES`].
    pub shape: u8,
}

impl Form {
    /// Normalises one token.
    pub fn new(token: &str) -> Form {
        let mut cased = String::with_capacity(token.len());
        for c in token.chars() {
            match c {
                '“' | '”' | '„' | '«' | '»' | '″' => cased.push('"'),
                '’' | '‘' | '‚' | '`' | '´' | '′' | 'ʼ' => cased.push('\''),
                '–' | '−' | '‐' | '‑' => cased.push('-'),
                '—' | '―' => cased.push_str("--"),
                '…' => cased.push_str("..."),
                '\u{a0}' => cased.push(' '),
                c if c.is_numeric() => cased.push('0'),
                c => cased.push(c),
            }
        }
        if cased == "''" || cased == "\"\"" {
            cased.truncate(0);
            cased.push('"');
        }
        let lower =
            if cased.is_ascii() { cased.to_ascii_lowercase() } else { cased.to_lowercase() };
        let shape = shape(&cased);
        Form { cased, lower, shape }
    }
}

/// Hash of the runs of upper case, lower case, digits and other signs, at most eight runs.
fn shape(cased: &str) -> u8 {
    let mut hash = Hash::new(17);
    let (mut last, mut runs, mut length) = ('\0', 0, 0);
    for c in cased.chars() {
        let class = match c {
            'a'..='z' => 'x',
            'A'..='Z' => 'X',
            '0' => 'd',
            c if c.is_lowercase() => 'x',
            c if c.is_uppercase() => 'X',
            c if c.is_alphabetic() => 'o',
            c => c,
        };
        if class == last {
            length += 1;
            // A single capital and a run of capitals differ.
            if length == 2 && class == 'X' {
                hash.push(1);
            }
            continue;
        }
        runs += 1;
        if runs > 8 {
            break;
        }
        (last, length) = (class, 1);
        hash.push(class as u64);
    }
    (hash.finish() % SHAPES as u64) as u8
}

/// How the sentence is written, judged by its longer words.
pub fn casing(forms: &[Form]) -> Casing {
    let (mut words, mut upper_first, mut upper_all) = (0, 0, 0);
    for form in forms {
        let mut letters = form.cased.chars().filter(|c| c.is_alphabetic());
        let Some(first) = letters.next() else { continue };
        if form.cased.len() < 4 {
            continue;
        }
        words += 1;
        upper_first += usize::from(first.is_uppercase());
        upper_all += usize::from(first.is_uppercase() && letters.all(char::is_uppercase));
    }
    if words >= 3 && upper_all * 10 >= words * 9 {
        Casing::Upper
    } else if words >= 4 && upper_first * 10 >= words * 8 {
        Casing::Title
    } else {
        Casing::Normal
    }
}

/// Appends the buckets of the character 2- to 4-grams of `^lower$`.
pub fn ngrams(lower: &str, out: &mut Vec<u32>) {
    // Long junk (addresses, hashes) is cut: its ends say enough.
    const LONGEST: usize = 24;
    let mut chars = [0u32; LONGEST + 2];
    let mut n = 1;
    chars[0] = '^' as u32;
    for c in lower.chars().take(LONGEST) {
        chars[n] = c as u32;
        n += 1;
    }
    chars[n] = '$' as u32;
    n += 1;
    for size in 2..=4 {
        for gram in chars[..n].windows(size) {
            let mut hash = Hash::new(size as u64);
            for c in gram {
                hash.push(u64::from(*c));
            }
            out.push((hash.finish() as usize & (NGRAM_BUCKETS - 1)) as u32);
        }
    }
}

/// A small fixed hash: the same on every machine and in every version of a model.
#[derive(Clone, Copy)]
pub struct Hash(u64);

impl Hash {
    /// A hash that starts from `seed`.
    #[inline]
    pub fn new(seed: u64) -> Hash {
        Hash(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x2545_f491_4f6c_dd1d)
    }

    /// Mixes in a number.
    #[inline]
    pub fn push(&mut self, value: u64) {
        self.0 = (self.0 ^ value).wrapping_mul(0xff51_afd7_ed55_8ccd);
        self.0 ^= self.0 >> 32;
    }

    /// Mixes in bytes, eight at a time.
    #[inline]
    pub fn push_bytes(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0u8; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.push(u64::from_le_bytes(word));
        }
        self.push(bytes.len() as u64);
    }

    /// The hash value.
    #[inline]
    pub fn finish(self) -> u64 {
        let x = (self.0 ^ (self.0 >> 29)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        x ^ (x >> 32)
    }
}
