//! Lemmas of news verbs in all their inflections, most of them rare or absent in the treebanks.

use demarche::syntax::{EnglishParser, Xpos};

#[test]
fn verbs_of_the_news_are_lemmatised() {
    let parser = EnglishParser::embedded();
    let table = include_str!("data/news_verbs.tsv");
    let (mut forms, mut wrong) = (0, Vec::new());
    for line in table.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let tags = [Xpos::Vb, Xpos::Vbz, Xpos::Vbg, Xpos::Vbd, Xpos::Vbn];
        for (form, tag) in fields.iter().zip(tags) {
            forms += 1;
            let lemma = parser.lemmatise(form, tag);
            if *lemma != *fields[0] {
                wrong.push(format!("{form}/{tag} {lemma}"));
            }
        }
    }
    // Two spellings of one verb are told apart by nothing but a list.
    assert!(wrong.len() * 100 <= forms, "{} of {forms} wrong: {wrong:?}", wrong.len());
}

#[test]
fn nouns_and_names_are_lemmatised() {
    let parser = EnglishParser::embedded();
    for (form, tag, lemma) in [
        ("forces", Xpos::Nns, "force"),
        ("countries", Xpos::Nns, "country"),
        ("militias", Xpos::Nns, "militia"),
        ("envoys", Xpos::Nns, "envoy"),
        ("men", Xpos::Nns, "man"),
        ("Nations", Xpos::Nnps, "Nation"),
        ("STATES", Xpos::Nnps, "STATE"),
        ("Pyongyang", Xpos::Nnp, "Pyongyang"),
        ("CONDEMNED", Xpos::Vbd, "condemn"),
        ("worse", Xpos::Jjr, "bad"),
        ("heaviest", Xpos::Jjs, "heavy"),
        ("n’t", Xpos::Rb, "not"),
    ] {
        assert_eq!(&*parser.lemmatise(form, tag), lemma, "{form}/{tag}");
    }
}
