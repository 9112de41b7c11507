//! Sentences and tokens of texts as news writes them.

use super::analyse;
use crate::article;

/// `expected`: tokens separated by spaces, sentences by ` | `.
fn check(text: &str, expected: &str) {
    let article = article::from_text("a", text);
    let sentences: Vec<String> = analyse(&article)
        .iter()
        .map(|sentence| {
            let words = sentence.tokens.iter().map(|token| token.span.of(text));
            words.collect::<Vec<_>>().join(" ")
        })
        .collect();
    assert_eq!(sentences.join(" | "), expected);
}

#[test]
fn abbreviations() {
    check("He met Gen. Milley. They spoke.", "He met Gen. Milley . | They spoke .");
    check("It left the U.S. The envoy left.", "It left the U.S. | The envoy left .");
    check("The U.S. Senate voted at 9 a.m. Monday.", "The U.S. Senate voted at 9 a.m. Monday .");
    check("George W. Bush and J. D. Vance met.", "George W. Bush and J. D. Vance met .");
    check(
        "He met Sen. Sessions, R-Ala., on Jan. 5.",
        "He met Sen. Sessions , R - Ala. , on Jan. 5 .",
    );
    check("No. 2 said no. Then he left.", "No. 2 said no . | Then he left .");
    check("The U.S.-led force left.", "The U.S. - led force left .");
    check("It is the U.S.’s plan.", "It is the U.S. ’s plan .");
}

#[test]
fn quotations() {
    check("“We left.” He stayed.", "“ We left . ” | He stayed .");
    check("\"We left.\" \"Why?\" he asked.", "\" We left . \" | \" Why ? \" he asked .");
    check("hostile acts, ”according to him.", "hostile acts , ” according to him .");
    check("It said: “No.”\n\nThen it left.", "It said : “ No . ” | Then it left .");
    check(
        "“It is the abuse of power by the United States,”\nKim said.",
        "“ It is the abuse of power by the United States , ” Kim said .",
    );
}

#[test]
fn lines() {
    check("Kim condemned these\nproposals on Monday.", "Kim condemned these proposals on Monday .");
    check(
        "The plan is this:\n• Talks resume\n• Troops leave",
        "The plan is this : | • Talks resume | • Troops leave",
    );
    check("They left.They came back. Then", "They left . | They came back . | Then");
}

#[test]
fn tokens() {
    check("I can't, won't, cannot.", "I ca n't , wo n't , can not .");
    check("The 1990's pro-Russian al-Ani", "The 1990's pro-Russian al - Ani");
    check("It cost $5.2bn (€3m), up 5%.", "It cost $ 5.2 bn ( € 3 m ) , up 5 % .");
    check("See https://x.org/a?b=c. Mail a@b.org!", "See https://x.org/a?b=c . | Mail a@b.org !");
    check("The vote was 67-27 on 9/11 at 5:30.", "The vote was 67 - 27 on 9/11 at 5:30 .");
    check("Wait... he said — no.", "Wait ... he said — no .");
    check("10,000 won", "10,000 won");
    check("de\u{ad}cide \u{200b}now\u{a0}or", "de\u{ad}cide now or");
}
