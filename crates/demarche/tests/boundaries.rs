//! PLOVER 2.0's rules on where one event type ends and the next begins, a sentence each, in our
//! words (sections "Event types" of the codebook).

mod common;

use common::{events, in_2019, parties};

/// Asserts that the asserted events of `text` are exactly these: `TYPE-mode AAA>BBB`.
fn codes(text: &str, wanted: &[&str]) {
    let found: Vec<String> = events(in_2019(text))
        .iter()
        .filter(|e| e.modality.as_str() == "asserted")
        .map(|e| {
            let mode: String = e.mode.iter().map(|m| format!("-{m}")).collect();
            format!("{}{mode} {}>{}", e.event, parties(&e.actor), parties(&e.recipient))
        })
        .collect();
    assert_eq!(found, wanted, "{text}");
}

#[test]
fn a_future_friendly_act_is_an_agreement() {
    codes("Germany will provide tanks to Ukraine.", &["AGREE DEU>UKR"]);
    codes("Modi will visit Washington on Monday.", &["AGREE IND>USA"]);
    // But a future retreat stays one.
    codes("Russia will withdraw its troops from Kherson.", &[]);
}

#[test]
fn an_invitation_is_an_agreement() {
    codes("Putin invited Kim Jong Un to Moscow.", &["AGREE RUS>PRK"]);
}

#[test]
fn both_sides_of_a_meeting_act_and_a_visitor_visits_his_host() {
    codes("Emmanuel Macron met Angela Merkel in Berlin on Friday.", &["CONSULT DEU+FRA>"]);
    codes("Bolsonaro visited China on Tuesday.", &["CONSULT-visit BRA>CHN"]);
}

#[test]
fn a_summoned_ambassador_is_criticism_and_a_cancelled_meeting_a_refusal() {
    codes(
        "Turkey summoned the Swedish ambassador over the burning of a Koran.",
        &["ACCUSE-disapprove TUR>SWE"],
    );
    codes("Trump cancelled his meeting with Kim Jong Un.", &["REJECT-meet USA>PRK"]);
}

#[test]
fn an_apology_a_pardon_and_an_announced_truce_are_concessions() {
    codes("Japan apologised to South Korea for the abuses.", &["CONCEDE JPN>KOR"]);
    codes("The president of Kenya pardoned four opposition activists.", &["CONCEDE KEN>---"]);
    codes("Colombia announced a ceasefire with the ELN.", &["CONCEDE COL>COL"]);
}

#[test]
fn a_release_that_took_place_is_a_retreat() {
    codes("The rebels released five Chinese engineers.", &["RETREAT-release --->CHN"]);
}

#[test]
fn what_both_gain_from_is_cooperation_what_one_gains_from_is_aid() {
    codes("The United States and South Korea held joint military drills.", &["COOPERATE KOR+USA>"]);
    codes("France and Italy increased trade with Libya.", &["COOPERATE FRA+ITA>LBY"]);
    codes("Russia gave Cuba debt relief.", &["AID RUS>CUB"]);
    codes("Jordan granted asylum to 300 Syrian refugees.", &["AID JOR>SYR"]);
}

#[test]
fn a_demand_of_the_street_is_a_protest_a_demand_in_words_a_request() {
    codes(
        "Protesters demanded the resignation of the president of Sudan.",
        &["PROTEST-demo --->SDN"],
    );
    codes(
        "The European Union demanded that Iran release the journalists.",
        &["REQUEST-yield EUR>IRN"],
    );
    // What a march demands is no second event.
    codes(
        "Students marched in Dhaka to demand the release of the opposition leader.",
        &["PROTEST-demo BGD>BGD"],
    );
}

#[test]
fn convictions_and_court_orders_are_sanctions_charges_accusations() {
    codes(
        "A court in Cairo sentenced the journalist to five years in prison.",
        &["SANCTION-convict EGY>EGY"],
    );
    codes("An American court ordered Sudan to pay damages to the victims.", &["SANCTION USA>SDN"]);
    codes(
        "Prosecutors in Brazil accused the former president of corruption.",
        &["ACCUSE-allege BRA>BRA"],
    );
}

#[test]
fn aid_that_stops_is_a_sanction() {
    codes("Washington suspended its aid to Ethiopia.", &["SANCTION-discontinue USA>ETH"]);
}

#[test]
fn envoys_are_expelled_migrants_deported_and_peoples_driven_out() {
    codes("Poland expelled two Russian diplomats.", &["SANCTION-expel POL>RUS"]);
    codes("Algeria deported forty Malian migrants.", &["COERCE-deport DZA>MLI"]);
    codes("Serbian forces drove Albanians from their homes.", &["SANCTION-expel SRB>ALB"]);
}

#[test]
fn force_shown_is_mobilization_fighters_captured_an_assault() {
    codes("Russia massed troops on the border with Ukraine.", &["MOBILIZE-troops RUS>UKR"]);
    codes("Ethiopian troops captured twenty Tigrayan fighters.", &["ASSAULT-abduct ETH>ETH"]);
}

#[test]
fn an_emergency_after_a_disaster_is_no_coercion() {
    codes("Chad imposed a state of emergency after the floods.", &[]);
}

#[test]
fn those_who_fight_each_other_both_act() {
    codes("India and Pakistan traded fire across the border.", &["ASSAULT IND+PAK>"]);
    codes("Islamic State gunmen shot dead a policeman in Kabul.", &["ASSAULT-firearms IMG>AFG"]);
}

#[test]
fn hacking_and_a_cut_of_the_internet_are_coercion() {
    codes(
        "Chinese hackers broke into the computers of the Indian government.",
        &["COERCE-cyber CHN>IND"],
    );
    codes("Uganda shut down the internet before the election.", &["COERCE-censor UGA>"]);
}

#[test]
fn ratifying_and_recognising_are_support_a_veto_a_refusal() {
    codes("Spain recognised Palestine as a state.", &["SUPPORT ESP>PSE"]);
    codes(
        "Parliament in Ukraine ratified the trade accord with the European Union.",
        &["SUPPORT UKR>EUR"],
    );
    codes("Russia vetoed a United Nations resolution on Syria.", &["REJECT-change RUS>SYR"]);
}

#[test]
fn an_event_without_an_actor_is_none() {
    codes("Four people were killed in a bombing.", &[]);
}
