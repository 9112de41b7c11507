//! Runs the example sentences that every pattern carries.

use crate::article::from_text;
use crate::event::party::Party;
use crate::event::patterns::Example;
use crate::event::trace::{Trace, Verdict};
use crate::event::{Modality, RawEvent};
use crate::pipeline::Coder;

/// Why an example does not come out as its pattern says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No event of the pattern's type comes out where it must; what was tried instead.
    Silent(String),
    /// It fires, but the parties are others: what came out.
    Dyad(String),
    /// It fires as an asserted event in a sentence in which it must not.
    Fires,
}

/// Checks one example as written; `None` when it holds.
pub fn check(coder: &Coder, example: &Example) -> Option<Failure> {
    check_in(coder, example, &example.sentence)
}

/// Checks one example inside a longer paragraph, where absolute offsets would show.
pub fn check_embedded(coder: &Coder, example: &Example) -> Option<Failure> {
    let text = format!("Rain fell in the morning. {} Fog came at night.", example.sentence);
    check_in(coder, example, &text)
}

fn check_in(coder: &Coder, example: &Example, text: &str) -> Option<Failure> {
    let analysis = coder.analyse(from_text("example", text));
    let mut trace = Trace::on();
    let events = coder.proposed(&analysis, &mut trace);
    let mut fired: Vec<&RawEvent> = events.iter().filter(|e| *e.rule == *example.pattern).collect();
    let reported =
        trace.attempts().any(|a| *a.pattern == *example.pattern && a.verdict == Verdict::Fired);
    // A sister pattern may say the same of the same words.
    if example.fires && fired.is_empty() {
        fired = events.iter().filter(|e| *e.event == *example.event).collect();
    }
    if !example.fires {
        let asserted = fired.iter().any(|e| e.modality == Modality::Asserted);
        return asserted.then_some(Failure::Fires);
    }
    if fired.is_empty() && !reported {
        let tried = trace
            .attempts()
            .filter(|a| *a.pattern == *example.pattern || a.verdict == Verdict::Fired);
        let tried: Vec<String> =
            tried.map(|a| format!("{} {:?} ({})", a.pattern, a.verdict, a.frame)).collect();
        return Some(Failure::Silent(tried.join("; ")));
    }
    let wanted = example.dyad.as_ref()?;
    let dyads: Vec<String> = fired.iter().map(|e| dyad(e)).collect();
    let fits = fired.is_empty() || fired.iter().any(|e| same_dyad(e, wanted));
    (!fits).then(|| Failure::Dyad(dyads.join(", ")))
}

fn codes(parties: &[Party]) -> Vec<String> {
    let code = |p: &Party| p.actor.country.map_or("---".to_owned(), |c| c.to_string());
    let mut codes: Vec<String> = parties.iter().map(code).collect();
    codes.sort();
    codes.dedup();
    codes
}

fn dyad(event: &RawEvent) -> String {
    format!("{}>{}", codes(&event.actors).join("+"), codes(&event.recipients).join("+"))
}

fn same_dyad(event: &RawEvent, wanted: &str) -> bool {
    let side = |text: &str| {
        let mut codes: Vec<String> =
            text.split('+').map(str::trim).filter(|c| !c.is_empty()).map(str::to_owned).collect();
        codes.sort();
        codes.dedup();
        codes
    };
    let Some((actors, recipients)) = wanted.split_once('>') else { return false };
    side(actors) == codes(&event.actors) && side(recipients) == codes(&event.recipients)
}
