//! Model files that are foreign, cut or damaged are refused with the right reason.

use super::container::{ModelError, Reader, Writer, read_strings, write_strings};
use super::quantise::Rows;
use crate::syntax::EnglishParser;

fn file() -> Vec<u8> {
    let mut out = Writer::default();
    out.chunk(b"AAAA", b"some bytes".to_vec());
    out.chunk(b"BBBB", Vec::new());
    out.finish()
}

#[test]
fn chunks_come_back() {
    let bytes = file();
    let reader = Reader::new(&bytes).expect("just written");
    assert_eq!(reader.chunk(b"AAAA"), Ok(&b"some bytes"[..]));
    assert_eq!(reader.chunk(b"BBBB"), Ok(&b""[..]));
    assert_eq!(reader.chunk(b"CCCC"), Err(ModelError::Missing(*b"CCCC")));
}

#[test]
fn damage_is_noticed() {
    let good = file();
    for length in 0..good.len() {
        let error = Reader::new(&good[..length]).err();
        let expected = if length < 8 { ModelError::Foreign } else { ModelError::Truncated };
        assert_eq!(error, Some(expected), "cut to {length}");
    }
    let mut bytes = good.clone();
    bytes[0] ^= 1;
    assert_eq!(Reader::new(&bytes).err(), Some(ModelError::Foreign));
    let mut bytes = good.clone();
    bytes[8] = 99;
    assert_eq!(Reader::new(&bytes).err(), Some(ModelError::Version(99)));
    let mut bytes = good.clone();
    bytes[33] ^= 1;
    assert_eq!(Reader::new(&bytes).err(), Some(ModelError::Checksum(*b"AAAA")));
}

#[test]
fn a_cut_model_is_an_error_and_no_panic() {
    let bytes = EnglishParser::embedded_bytes();
    for length in [0, 7, 8, 20, 1000, bytes.len() / 2, bytes.len() - 1] {
        assert!(EnglishParser::from_bytes(&bytes[..length]).is_err());
    }
    let message = EnglishParser::from_bytes(b"PK\x03\x04 a zip file").err().map(|e| e.to_string());
    assert_eq!(message.as_deref(), Some("this is no Démarche model file"));
}

#[test]
fn strings_come_back() {
    let strings = ["", "peace", "Äquator"];
    let bytes = write_strings(strings.into_iter());
    assert_eq!(read_strings(&mut &bytes[..]), Ok(strings.to_vec()));
}

#[test]
fn weights_come_back_nearly() {
    let values: Vec<f32> = (0..1000).map(|i| (i as f32 * 0.37).sin().powi(3) * 0.2).collect();
    let rows = Rows::encode(&values, 100);
    let mut bytes = Vec::new();
    rows.write(&mut bytes);
    let mut rest = &bytes[..];
    assert_eq!(
        Rows::read(&mut rest, values.len(), 100, |bytes| bytes.to_vec().into()),
        Ok(rows.clone())
    );
    assert!(rest.is_empty());
    let decoded = rows.decode();
    for (a, b) in values.iter().zip(&decoded) {
        // Half a step of the square-law code at this weight.
        let tolerance = 0.2 / 127.0 * (a.abs() / 0.2).sqrt() + 2e-5;
        assert!((a - b).abs() <= tolerance, "{a} {b}");
    }
    // Rounding what was rounded changes nothing.
    assert_eq!(Rows::encode(&decoded, 100), rows);
}
