//! Stated numbers of people: which event they belong to, and the words that state them.

mod common;

use common::coder;
use demarche::article::from_text;
use demarche::event::size::Counted;

/// The numbers of the first event of `kind` in `text`: what is counted, how many, which words.
fn sizes(text: &str, kind: &str) -> Vec<(Counted, u64, String)> {
    let coded = coder().code(from_text("sizes", text));
    let event = coded.events.iter().find(|e| e.event == kind).expect(text);
    let size = &event.size;
    let number = |of| match of {
        Counted::Dead => size.dead,
        Counted::Injured => size.injured,
        Counted::Arrested => size.arrested,
        Counted::Participants => size.participants,
    };
    let stated = size.spans.iter();
    stated.map(|s| (s.of, number(s.of).unwrap(), s.span.of(text).to_owned())).collect()
}

#[test]
fn dead_and_injured_of_one_attack() {
    let text =
        "Boko Haram gunmen killed 40 people and wounded two dozen in an attack on Maiduguri.";
    assert_eq!(
        sizes(text, "ASSAULT"),
        [
            (Counted::Dead, 40, "40 people".to_owned()),
            (Counted::Injured, 24, "two dozen".to_owned())
        ]
    );
}

#[test]
fn coordinated_victims_add_up_and_a_passive_counts() {
    let text =
        "Two soldiers and three civilians were killed when rebels attacked a convoy in Mali.";
    let stated = (Counted::Dead, 5, "Two soldiers and three civilians".to_owned());
    assert_eq!(sizes(text, "ASSAULT"), [stated]);
}

#[test]
fn arrests_marchers_and_troops() {
    let police = "Police in Minsk arrested 350 protesters on Sunday.";
    assert_eq!(sizes(police, "COERCE"), [(Counted::Arrested, 350, "350 protesters".to_owned())]);
    let march = "Some 20,000 people marched through Lima to protest against the government.";
    assert_eq!(
        sizes(march, "PROTEST"),
        [(Counted::Participants, 20_000, "20,000 people".to_owned())]
    );
    let troops = "Russia deployed 3,000 troops to Belarus.";
    assert_eq!(
        sizes(troops, "MOBILIZE"),
        [(Counted::Participants, 3_000, "3,000 troops".to_owned())]
    );
}

#[test]
fn what_is_not_stated_is_unknown() {
    assert_eq!(sizes("Rebels killed dozens of soldiers in Mali.", "ASSAULT"), []);
    // The dead belong to the killing, not to what is said about it.
    assert_eq!(sizes("France condemned Iran for killing 5 journalists.", "ACCUSE"), []);
}
