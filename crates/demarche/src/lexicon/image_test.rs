//! The image holds what the text of the tables gives, also beside overlaid tables.

use super::Lexicon;
use crate::compiled::SECTIONS;

#[test]
fn rows_of_the_image_are_those_of_the_text() {
    let (image, text) = (Lexicon::embedded().unwrap(), Lexicon::from_text().unwrap());
    assert_eq!(image.fingerprint(), text.fingerprint());
    for (path, parsed) in text.under("") {
        let table = image.table(path).unwrap();
        assert_eq!(table.columns(), parsed.columns(), "{path}");
        assert_eq!(table.index().bytes(), parsed.index().bytes(), "{path}");
    }
    assert_eq!(image.under("").count(), text.under("").count());
}

#[test]
fn sections_of_the_image_are_those_compiled_from_the_text() {
    let (image, text) = (Lexicon::embedded().unwrap(), Lexicon::from_text().unwrap());
    assert_same(&image, &text);
}

#[test]
fn overlaid_tables_are_compiled_as_if_there_were_no_image() {
    let (mut image, mut text) = (Lexicon::embedded().unwrap(), Lexicon::from_text().unwrap());
    for (path, rows) in [
        ("actors/persons.tsv", "id\tname\tcountry\trole\nQ22686\tX Ypsilon\tUSA\thead_of_state\n"),
        ("patterns/mine.tsv", "id\twhen\tevent\naccuse.x\t@attack/n\tACCUSE\n"),
        ("places/cities.tsv", "name\tcountry\tlat\tlon\nXville\tFRA\t1.5\t-2\n"),
        ("classes/attack.tsv", "lemma\nonslaughtering\n"),
        ("text/contractions.tsv", "form\tparts\nxannot\txan|not\n"),
    ] {
        for lexicon in [&mut image, &mut text] {
            lexicon.overlay(path, "mine.tsv", rows.to_owned()).unwrap();
        }
        assert_eq!(image.fingerprint(), text.fingerprint());
        assert_same(&image, &text);
    }
    let bad = "id\tname\tfrom\nQ1\tX\tsoon\n".to_owned();
    image.overlay("actors/persons.tsv", "bad.tsv", bad).unwrap();
    let persons = SECTIONS.iter().find(|section| section.name == "persons").unwrap();
    let error = image.compiled(persons).unwrap_err();
    assert_eq!(error.to_string(), "bad.tsv:2: column `from`: `soon` is no date");
}

fn assert_same(image: &Lexicon, text: &Lexicon) {
    for section in &SECTIONS {
        let (ahead, now) = (image.compiled(section).unwrap(), text.compiled(section).unwrap());
        assert_eq!(ahead.len(), now.len(), "{}", section.name);
        for (a, b) in ahead.iter().zip(&now) {
            assert!(a.bytes() == b.bytes(), "section {} differs", section.name);
        }
    }
}
