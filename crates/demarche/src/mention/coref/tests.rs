//! What pronouns point to, in sentences of our own.

use super::Links;
use crate::article::from_text;
use crate::pipeline::{Analysis, Coder};

fn analyse(text: &str) -> Analysis {
    Coder::embedded().unwrap().analyse(from_text("a", text))
}

/// The phrase that the `n`th pronoun of the text points to.
fn antecedent(analysis: &Analysis, n: usize) -> Option<&str> {
    let noun = analysis.links.all()[n].antecedents.first()?;
    let span = analysis.document.span_of(noun.sentence, noun.first, noun.last);
    Some(span.of(&analysis.document.article.text))
}

#[test]
fn gender_and_number_choose_among_near_names() {
    let text = "Angela Merkel met Emmanuel Macron in Berlin. She said the talks went well.";
    assert_eq!(antecedent(&analyse(text), 0), Some("Angela Merkel"));
    let text = "Angela Merkel met Emmanuel Macron in Berlin. He said the talks went well.";
    assert_eq!(antecedent(&analyse(text), 0), Some("Emmanuel Macron"));
    let text = "The minister met the strikers on Monday. They demanded higher pay.";
    assert_eq!(antecedent(&analyse(text), 0), Some("the strikers"));
}

#[test]
fn it_may_point_to_nothing() {
    let text = "Kenya closed the border. It is clear that trade will suffer.";
    assert_eq!(antecedent(&analyse(text), 0), None);
}

#[test]
fn antecedents_precede_their_pronouns_and_the_answer_is_the_same_again() {
    let text = "In her first speech the prime minister praised the army. \
                \u{201c}They saved us,\u{201d} she said, and its chief thanked her. \
                Rebels who had fled said he had lied to them about their homes.";
    let analysis = analyse(text);
    assert!(analysis.links.all().len() >= 7, "{:?}", analysis.links);
    for link in analysis.links.all() {
        for noun in &link.antecedents {
            let (pronoun, phrase) = ((link.sentence, link.token), (noun.sentence, noun.head));
            assert!(phrase < pronoun, "{phrase:?} after {pronoun:?}");
        }
    }
    let all = |links: &Links| format!("{links:?}");
    assert_eq!(all(&analysis.links), all(&analyse(text).links));
}
