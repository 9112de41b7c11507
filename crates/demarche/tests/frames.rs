//! One sentence for every shape in which English says who did what to whom, and whether
//! they did.

mod common;

use common::{events, in_2019, parties};
use demarche::event::Modality;

/// Asserts that `text` yields an asserted event `event` with these countries, `FRA>RUS`.
fn says(text: &str, event: &str, dyad: &str) {
    says_as(text, event, dyad, Modality::Asserted);
}

fn says_as(text: &str, event: &str, dyad: &str, modality: Modality) {
    let found: Vec<String> = events(in_2019(text))
        .iter()
        .map(|e| {
            let (actors, recipients) = (parties(&e.actor), parties(&e.recipient));
            format!("{} {actors}>{recipients} {}", e.event, e.modality.as_str())
        })
        .collect();
    let wanted = format!("{event} {dyad} {}", modality.as_str());
    let of_type = found.iter().filter(|f| f.starts_with(&format!("{event} "))).count();
    assert!(found.contains(&wanted) && of_type == 1, "{wanted} is not in {found:?}: {text}");
}

#[test]
fn active() {
    says("France condemned Russia on Monday.", "ACCUSE", "FRA>RUS");
}

#[test]
fn passive() {
    says("Russia was condemned by France on Monday.", "ACCUSE", "FRA>RUS");
}

#[test]
fn nominal() {
    says("Germany's condemnation of Iran came on Monday.", "ACCUSE", "DEU>IRN");
    says("Russia's invasion of Ukraine drew protests.", "ASSAULT", "RUS>UKR");
}

#[test]
fn whose_offer_it_is() {
    says("Iran rejected the offer of talks from the United States.", "REJECT", "IRN>USA");
    says("Russia welcomed the offer of talks from the United States.", "SUPPORT", "RUS>USA");
}

#[test]
fn light_verb() {
    says("China paid a visit to Japan on Monday.", "CONSULT", "CHN>JPN");
    says("Turkey carried out air strikes against Syria on Sunday.", "ASSAULT", "TUR>SYR");
}

#[test]
fn control() {
    says("Germany urged Iran to release the sailors.", "REQUEST", "DEU>IRN");
    let text = "Germany urged Iran to release the sailors.";
    let released = |e: &str| e == "RETREAT" || e == "CONCEDE";
    let told = events(in_2019(text));
    assert!(!told.iter().any(|e| released(&e.event) && e.modality == Modality::Asserted));
}

#[test]
fn relative_clause() {
    let text = "Russia, which invaded Ukraine in February, praised China.";
    says(text, "ASSAULT", "RUS>UKR");
    says(text, "SUPPORT", "RUS>CHN");
}

#[test]
fn conjunction() {
    let text = "France condemned Syria and praised Jordan on Friday.";
    says(text, "ACCUSE", "FRA>SYR");
    says(text, "SUPPORT", "FRA>JOR");
}

#[test]
fn reciprocal() {
    says("Ethiopia and Eritrea held talks on Monday.", "CONSULT", "ERI+ETH>");
}

#[test]
fn reported_after_the_comma() {
    let text = "India attacked a Pakistani base on Tuesday, Pakistan said.";
    says(text, "ASSAULT", "IND>PAK");
    let told = events(in_2019(text));
    let assault = told.iter().find(|e| e.event == "ASSAULT").unwrap();
    let speaker = assault.attribution[0].speaker.as_ref().unwrap();
    assert_eq!(speaker.text, "Pakistan");
    assert_eq!(speaker.country.unwrap().as_str(), "PAK");
}

#[test]
fn negated() {
    says_as("Iran did not attack Israel.", "ASSAULT", "IRN>ISR", Modality::Negated);
}

#[test]
fn hypothetical() {
    let text = "If Iran attacks Israel, oil prices will rise.";
    says_as(text, "ASSAULT", "IRN>ISR", Modality::Hypothetical);
}

#[test]
fn a_meeting_to_come_is_an_agreement_to_meet() {
    says("France will hold talks with Germany next week.", "AGREE", "DEU+FRA>");
    let told = events(in_2019("France will hold talks with Germany next week."));
    assert!(told.iter().all(|e| e.event != "CONSULT"));
}

#[test]
fn historical() {
    let text = "Germany invaded Poland in 1939.";
    says_as(text, "ASSAULT", "DEU>POL", Modality::Historical);
    let told = events(in_2019(text));
    assert!(told[0].date.as_ref().unwrap().start.starts_with("1939"));
}
