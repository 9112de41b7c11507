//! Three-letter codes: countries, pseudo-countries and sectors.

use std::fmt;

/// A three-letter code in capitals: an ISO 3166 alpha-3 country (`PRK`), a PLOVER
/// pseudo-country (`UNO`) or a PLOVER sector (`GOV`).
///
/// # Example
///
/// ```
/// use demarche::mention::Code;
/// let code = Code::new("PRK").unwrap();
/// assert_eq!(code.as_str(), "PRK");
/// assert!(Code::new("prk").is_none());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code([u8; 3]);

impl Code {
    /// The code written `text`, if that is three capital letters.
    pub fn new(text: &str) -> Option<Code> {
        let bytes: [u8; 3] = text.as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_uppercase).then_some(Code(bytes))
    }

    /// A code known when the program is written.
    ///
    /// # Panics
    ///
    /// When `text` is not three capital letters.
    pub const fn known(text: &str) -> Code {
        let bytes = text.as_bytes();
        assert!(bytes.len() == 3);
        Code([bytes[0], bytes[1], bytes[2]])
    }

    /// The three letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("a code is ASCII")
    }

    /// The codes in a `;`-separated table field; anything that is no code is left out.
    pub fn list(field: &str) -> Vec<Code> {
        field.split(';').filter_map(Code::new).collect()
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The sectors that rules of the codebook name.
pub mod sector {
    use super::Code;

    /// Government: the executive.
    pub const GOV: Code = Code::known("GOV");
    /// The military of a state.
    pub const MIL: Code = Code::known("MIL");
    /// Police and other law enforcement.
    pub const COP: Code = Code::known("COP");
    /// The judiciary.
    pub const JUD: Code = Code::known("JUD");
    /// The legislature.
    pub const LEG: Code = Code::known("LEG");
    /// Intelligence services.
    pub const SPY: Code = Code::known("SPY");
    /// Civilians.
    pub const CVL: Code = Code::known("CVL");
    /// Elites, former officials.
    pub const ELI: Code = Code::known("ELI");
    /// Unknown.
    pub const UNK: Code = Code::known("UNK");
    /// Political opposition.
    pub const OPP: Code = Code::known("OPP");
    /// Armed rebels.
    pub const REB: Code = Code::known("REB");
    /// Unidentified armed forces.
    pub const UAF: Code = Code::known("UAF");
    /// Paramilitaries.
    pub const PRM: Code = Code::known("PRM");
}
