//! Whom words denote: names, offices, capitals, pronouns, and nobody.

mod common;

use common::{events, in_2019, parties};
use demarche::mention::Via;
use demarche::record::{ActorRecord, Event};

/// The one event of `text` that is of this type.
fn one(text: &str, event: &str) -> Event {
    let mut found: Vec<Event> = events(in_2019(text));
    found.retain(|e| e.event == event);
    assert_eq!(found.len(), 1, "{event}: {text}");
    found.remove(0)
}

fn code(actor: &ActorRecord) -> (String, String) {
    let text = |c: Option<demarche::mention::Code>| c.map_or(String::new(), |c| c.to_string());
    (text(actor.country), text(actor.sector))
}

fn is(actor: &ActorRecord, country: &str, sector: &str) {
    assert_eq!(code(actor), (country.to_owned(), sector.to_owned()), "{}", actor.text);
}

#[test]
fn a_nationality_and_an_office() {
    let event = one("The North Korean leader visited China on Monday.", "CONSULT");
    is(&event.actor[0], "PRK", "GOV");
    assert_eq!(event.actor[0].text, "North Korean leader");
    is(&event.recipient[0], "CHN", "GOV");
}

#[test]
fn the_party_and_the_date_name_the_president() {
    let text = "The Republican president condemned Iran on Monday.";
    let event = one(text, "ACCUSE");
    assert_eq!(event.actor[0].name.as_deref(), Some("Donald Trump"));
    assert_eq!(event.actor[0].via, Via::Role);
    is(&event.actor[0], "USA", "GOV");
}

#[test]
fn no_democrat_was_president_in_2019() {
    let text = "Congress debated the war in Washington. \
                The Democratic president condemned Iran on Monday.";
    let told = events(in_2019(text));
    let named = told.iter().flat_map(|e| &e.actor).filter_map(|a| a.name.as_deref());
    assert!(!named.into_iter().any(|n| n == "Donald Trump"));
}

#[test]
fn a_capital_stands_for_its_government() {
    let event = one("Pyongyang threatened Japan on Monday.", "THREATEN");
    is(&event.actor[0], "PRK", "GOV");
    assert_eq!(event.actor[0].via, Via::Capital);
    let said = one("Russia attacked Ukraine on Sunday, Kyiv said.", "ASSAULT");
    let speaker = said.attribution[0].speaker.as_ref().unwrap();
    assert_eq!(speaker.country.unwrap().as_str(), "UKR");
}

#[test]
fn he_is_the_man_before() {
    let text = "Vladimir Putin arrived in Paris. He condemned Ukraine on Monday.";
    let event = one(text, "ACCUSE");
    assert_eq!(event.actor[0].text, "He");
    assert_eq!(event.actor[0].name.as_deref(), Some("Vladimir Putin"));
    assert_eq!(event.actor[0].via, Via::Pronoun);
    is(&event.actor[0], "RUS", "GOV");
}

#[test]
fn he_without_a_man_is_nobody() {
    assert_eq!(events(in_2019("He condemned Iran on Monday.")), []);
}

#[test]
fn the_two_countries_are_both() {
    let text = "India and Pakistan share a border. The two countries held talks on Monday.";
    let event = one(text, "CONSULT");
    assert_eq!(parties(&event.actor), "IND+PAK");
    assert!(event.actor.iter().all(|a| a.text == "The two countries" && a.via == Via::Pronoun));
}

#[test]
fn we_is_the_speaker() {
    for text in [
        "\"We condemn Iran,\" said Emmanuel Macron on Monday.",
        "Emmanuel Macron said: “We condemn Iran.”",
    ] {
        let event = one(text, "ACCUSE");
        is(&event.actor[0], "FRA", "GOV");
        assert_eq!(parties(&event.recipient), "IRN");
    }
}

#[test]
fn several_actors_are_a_list() {
    let event = one("France, Germany and Italy condemned Iran and Syria on Monday.", "ACCUSE");
    let words = |side: &[ActorRecord]| side.iter().map(|a| a.text.clone()).collect::<Vec<_>>();
    assert_eq!(words(&event.actor), ["France", "Germany", "Italy"]);
    assert_eq!(words(&event.recipient), ["Iran", "Syria"]);
    assert_eq!(parties(&event.actor), "DEU+FRA+ITA");
}

#[test]
fn weather_has_no_actors() {
    for text in [
        "Heavy rain fell in the valley and the streets were wet.",
        "The storm battered the coast on Monday and the wind attacked the roofs.",
    ] {
        assert_eq!(events(in_2019(text)), [], "{text}");
    }
}

#[test]
fn what_the_tables_do_not_know_stays_unknown() {
    let event = one("Protesters condemned Iran on Monday.", "ACCUSE");
    assert_eq!(event.actor[0].country, None);
    assert_eq!(event.actor[0].name, None);
    assert_eq!(event.actor[0].wikidata, None);
}

#[test]
fn abbreviated_titles_give_the_sector() {
    let event = one("Brig. Gen. Ali Omar met Kenyan officials on Monday.", "CONSULT");
    is(&event.actor[0], "", "MIL");
    assert_eq!(event.actor[0].text, "Brig. Gen. Ali Omar");
}

#[test]
fn before_the_first_office_the_title_tells() {
    // Head of Uganda's forces since 2024 only.
    let event = one("Lt. Gen. Muhoozi Kainerugaba met Kenyan officials on Monday.", "CONSULT");
    is(&event.actor[0], "UGA", "MIL");
}
