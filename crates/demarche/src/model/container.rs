//! The model file: magic, version, then chunks of identifier, length, checksum and bytes.

use std::fmt;

use crate::syntax::form::Hash;

/// First bytes of every model file.
pub const MAGIC: [u8; 8] = *b"DEMARCHE";
/// Layout version; raised whenever a chunk is added or changes its meaning.
pub const VERSION: u32 = 1;

/// Why a model file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ModelError {
    /// The file does not start as model files do.
    Foreign,
    /// The file has another layout version.
    Version(u32),
    /// The file ends too early.
    Truncated,
    /// A chunk is not there.
    Missing([u8; 4]),
    /// A chunk's bytes are not those that were written.
    Checksum([u8; 4]),
    /// A chunk's content makes no sense.
    Invalid([u8; 4]),
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |id: &[u8; 4]| String::from_utf8_lossy(id).into_owned();
        match self {
            ModelError::Foreign => write!(f, "this is no Démarche model file"),
            ModelError::Version(v) => {
                write!(f, "the model file has layout version {v}, this program reads {VERSION}")
            }
            ModelError::Truncated => write!(f, "the model file ends too early"),
            ModelError::Missing(id) => write!(f, "the model file has no chunk {}", name(id)),
            ModelError::Checksum(id) => write!(f, "chunk {} of the model is damaged", name(id)),
            ModelError::Invalid(id) => write!(f, "chunk {} of the model is invalid", name(id)),
        }
    }
}

impl std::error::Error for ModelError {}

/// Checksum of a chunk's bytes.
fn checksum(bytes: &[u8]) -> u64 {
    let mut hash = Hash::new(5);
    hash.push_bytes(bytes);
    hash.finish()
}

/// Collects chunks and writes the file.
#[derive(Default)]
pub struct Writer {
    chunks: Vec<([u8; 4], Vec<u8>)>,
}

impl Writer {
    /// Appends a chunk.
    pub fn chunk(&mut self, id: &[u8; 4], bytes: Vec<u8>) {
        self.chunks.push((*id, bytes));
    }

    /// The bytes of the file.
    pub fn finish(self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend(VERSION.to_le_bytes());
        out.extend((self.chunks.len() as u32).to_le_bytes());
        for (id, bytes) in &self.chunks {
            out.extend(id);
            out.extend((bytes.len() as u32).to_le_bytes());
            out.extend(checksum(bytes).to_le_bytes());
            out.extend(bytes);
        }
        out
    }
}

/// A checked model file.
pub struct Reader<'a> {
    chunks: Vec<([u8; 4], &'a [u8])>,
}

impl<'a> Reader<'a> {
    /// Splits a file into its chunks and verifies every checksum.
    pub fn new(bytes: &'a [u8]) -> Result<Reader<'a>, ModelError> {
        let mut rest = bytes;
        let magic = take(&mut rest, 8).map_err(|_| ModelError::Foreign)?;
        if magic != MAGIC {
            return Err(ModelError::Foreign);
        }
        let version = take_u32(&mut rest)?;
        if version != VERSION {
            return Err(ModelError::Version(version));
        }
        let count = take_u32(&mut rest)?;
        let mut chunks = Vec::new();
        for _ in 0..count {
            let id: [u8; 4] = take(&mut rest, 4)?.try_into().map_err(|_| ModelError::Truncated)?;
            let length = take_u32(&mut rest)? as usize;
            let sum: [u8; 8] = take(&mut rest, 8)?.try_into().map_err(|_| ModelError::Truncated)?;
            let content = take(&mut rest, length)?;
            if u64::from_le_bytes(sum) != checksum(content) {
                return Err(ModelError::Checksum(id));
            }
            chunks.push((id, content));
        }
        Ok(Reader { chunks })
    }

    /// The bytes of chunk `id`.
    pub fn chunk(&self, id: &[u8; 4]) -> Result<&'a [u8], ModelError> {
        let found = self.chunks.iter().find(|(i, _)| i == id);
        found.map(|(_, bytes)| *bytes).ok_or(ModelError::Missing(*id))
    }
}

/// Takes `n` bytes off the front.
pub fn take<'a>(rest: &mut &'a [u8], n: usize) -> Result<&'a [u8], ModelError> {
    let (head, tail) = rest.split_at_checked(n).ok_or(ModelError::Truncated)?;
    *rest = tail;
    Ok(head)
}

/// Takes a little-endian number off the front.
pub fn take_u32(rest: &mut &[u8]) -> Result<u32, ModelError> {
    let bytes = take(rest, 4)?;
    Ok(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
}

/// Strings as one block: count, then lengths in bytes, then the text.
pub fn write_strings<'s>(strings: impl ExactSizeIterator<Item = &'s str> + Clone) -> Vec<u8> {
    let mut out = (strings.len() as u32).to_le_bytes().to_vec();
    out.extend(strings.clone().map(|s| s.len() as u8));
    strings.for_each(|s| out.extend(s.as_bytes()));
    out
}

/// Reads what [`write_strings`] wrote.
pub fn read_strings<'a>(rest: &mut &'a [u8]) -> Result<Vec<&'a str>, ModelError> {
    let count = take_u32(rest)? as usize;
    let lengths = take(rest, count)?;
    let mut out = Vec::with_capacity(count);
    for length in lengths {
        let bytes = take(rest, usize::from(*length))?;
        out.push(std::str::from_utf8(bytes).map_err(|_| ModelError::Invalid(*b"TEXT"))?);
    }
    Ok(out)
}
