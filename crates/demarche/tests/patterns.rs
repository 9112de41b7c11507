//! Every pattern's example sentences hold, alone and inside a paragraph.

use std::sync::OnceLock;

use demarche::evaluate::examples::{Failure, check, check_embedded};
use demarche::event::patterns::{Example, examples};
use demarche::lexicon::Lexicon;
use demarche::pipeline::Coder;

fn coder() -> &'static Coder {
    static CODER: OnceLock<Coder> = OnceLock::new();
    CODER.get_or_init(|| Coder::embedded().unwrap())
}

fn all_hold(check: fn(&Coder, &Example) -> Option<Failure>) {
    let examples = examples(&Lexicon::embedded().unwrap());
    let (yes, no): (Vec<_>, Vec<_>) = examples.iter().partition(|e| e.fires);
    assert!(yes.len() > 2500 && no.len() > 2500, "{} yes, {} no", yes.len(), no.len());
    let failures: Vec<String> = examples
        .iter()
        .filter_map(|e| {
            Some(format!("{}: {}\n    {:?}", e.pattern, e.sentence, check(coder(), e)?))
        })
        .collect();
    assert!(failures.is_empty(), "{} fail:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn examples_hold() {
    all_hold(check);
}

#[test]
fn examples_hold_in_a_paragraph() {
    all_hold(check_embedded);
}
