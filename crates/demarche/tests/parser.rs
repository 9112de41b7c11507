//! The embedded English parser on sentences of the news, and on what is no sentence.

use demarche::syntax::{Deprel, EnglishParser, Parser, Tree, Upos};

fn parse(text: &str) -> (Vec<&str>, Tree) {
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let tree = EnglishParser::embedded().parse(&tokens);
    well_formed(&tree, tokens.len());
    (tokens, tree)
}

/// One root, and every word hangs on it.
fn well_formed(tree: &Tree, length: usize) {
    assert_eq!(tree.len(), length);
    let Some(root) = tree.root() else {
        assert_eq!(length, 0);
        return;
    };
    let roots = tree.words().iter().filter(|w| w.head.is_none()).count();
    assert_eq!(roots, 1);
    assert_eq!(tree.word(root).deprel, Deprel::Root);
    for i in 0..length.min(2000) {
        let (mut at, mut steps) = (i, 0);
        while let Some(head) = tree.head(at) {
            (at, steps) = (head, steps + 1);
            assert!(steps <= length, "a ring at {i}");
        }
        assert_eq!(at, root);
    }
}

/// Asserts `dependent --relation--> head` by their words.
fn has(text: &str, relation: Deprel, dependent: &str, head: &str) {
    let (tokens, tree) = parse(text);
    let found = (0..tokens.len()).any(|i| {
        tokens[i] == dependent
            && tree.word(i).deprel == relation
            && tree.head(i).is_some_and(|h| tokens[h] == head)
    });
    assert!(found, "no {dependent} --{relation}--> {head} in {text:?}: {:#?}", tree.words());
}

#[test]
fn subject_and_object() {
    let text = "The United States condemned Pyongyang 's recent launches .";
    has(text, Deprel::Nsubj, "States", "condemned");
    has(text, Deprel::Obj, "launches", "condemned");
    has(text, Deprel::NmodPoss, "Pyongyang", "launches");
    let (_, tree) = parse(text);
    let root = tree.word(tree.root().expect("not empty"));
    assert_eq!((root.upos, &*root.lemma), (Upos::Verb, "condemn"));
}

#[test]
fn passive_and_agent() {
    let text = "Two villages were bombed by government forces on Tuesday .";
    has(text, Deprel::NsubjPass, "villages", "bombed");
    has(text, Deprel::OblAgent, "forces", "bombed");
    has(text, Deprel::Obl, "Tuesday", "bombed");
}

#[test]
fn reported_speech() {
    let text = "“ We will respond , ” the minister said , as troops seized the airport .";
    has(text, Deprel::Nsubj, "minister", "said");
    has(text, Deprel::Nsubj, "troops", "seized");
    has(text, Deprel::Obj, "airport", "seized");
}

#[test]
fn prepositions_and_infinitives() {
    let text = "Turkey agreed to send aid to Syria .";
    has(text, Deprel::Nsubj, "Turkey", "agreed");
    has(text, Deprel::Xcomp, "send", "agreed");
    has(text, Deprel::Obj, "aid", "send");
    has("France imposed sanctions on Iran .", Deprel::Obj, "sanctions", "imposed");
    has("The president met with his counterpart .", Deprel::Obl, "counterpart", "met");
}

#[test]
fn headlines() {
    let text = "Israel Strikes Gaza Targets After Rocket Attack";
    has(text, Deprel::Nsubj, "Israel", "Strikes");
    has(text, Deprel::Obj, "Targets", "Strikes");
    let text = "Russia condemns US sanctions";
    has(text, Deprel::Nsubj, "Russia", "condemns");
    has(text, Deprel::Obj, "sanctions", "condemns");
}

#[test]
fn what_is_no_sentence() {
    for text in ["", ".", "?", "REUTERS", "...", "12 3", "💥 💥", "- - - - -", "日本 語"] {
        parse(text);
    }
    let tree = EnglishParser::embedded().parse(&["", " ", "\u{0}", "\u{300}"]);
    well_formed(&tree, 4);
}

#[test]
fn long_sentences_are_bounded() {
    let one = ["The", "army", "attacked", "the", "town", ",", "and"];
    for length in [199, 201, 450, 10_000, 70_000] {
        let tokens: Vec<&str> = one.iter().copied().cycle().take(length).collect();
        well_formed(&EnglishParser::embedded().parse(&tokens), length);
    }
}

#[test]
fn threads_agree() {
    let tokens: Vec<&str> = "Rebels freed the hostages after talks in Doha .".split(' ').collect();
    let parser = EnglishParser::embedded();
    let expected = parser.parse(&tokens);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert_eq!(parser.parse(&tokens), expected));
        }
    });
}
