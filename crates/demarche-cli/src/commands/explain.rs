//! `demarche explain`: how a document was understood, sentence by sentence.

use std::fmt::Write as _;
use std::io::Write as _;

use demarche::article::Options;
use demarche::event::trace::{Trace, Verdict};
use demarche::export::{Record, RecordWriter};
use demarche::mention::ActorMention;
use demarche::mention::coref::Link;
use demarche::pipeline::Analysis;
use demarche::span::CodePoints;

use super::engine;
use crate::args::Explain;
use crate::inputs;
use crate::messages::{self, Outcome};
use crate::table::Table;

/// Runs the command.
pub fn run(flags: &Explain) -> anyhow::Result<Outcome> {
    let engine = engine(flags.lexicon.as_deref())?;
    let inputs = inputs::expand(std::slice::from_ref(&flags.file));
    let document = inputs::first(&inputs[0]).map_err(anyhow::Error::msg)?;
    let options = Options { published: flags.published };
    let (article, warnings) = engine.reader.read(document, &options)?;
    for warning in &warnings {
        messages::warning(&warning.to_string());
    }
    let analysis = engine.coder.analyse(article);
    let count = analysis.document.sentences.len();
    if let Some(wanted) = flags.sentence.filter(|wanted| *wanted >= count) {
        anyhow::bail!("there is no sentence {wanted}: the document has {count}, counted from 0");
    }
    let mut trace = Trace::on();
    let events = engine.coder.events(&analysis, &mut trace);
    let points = CodePoints::new(&analysis.document.article.text);
    let records: Vec<Record> =
        events.into_iter().map(|event| event.in_code_points(&points)).collect();
    let mut out = std::io::BufWriter::new(anstream::stdout());
    for sentence in 0..count {
        if flags.sentence.is_none_or(|wanted| wanted == sentence) {
            out.write_all(describe(&analysis, sentence, &trace, &records)?.as_bytes())?;
        }
    }
    out.flush()?;
    Ok(Outcome::Well)
}

fn describe(
    analysis: &Analysis,
    index: usize,
    trace: &Trace,
    records: &[Record],
) -> anyhow::Result<String> {
    let document = &analysis.document;
    let sentence = &document.sentences[index];
    let text = &document.article.text;
    let mut out = String::new();
    writeln!(out, "sentence {index}: {}\n", sentence.span.of(text).replace('\n', " "))?;
    if let Some(tree) = &document.trees[index] {
        writeln!(out, "  tokens and tree")?;
        for (i, (token, word)) in sentence.tokens.iter().zip(tree.words()).enumerate() {
            let (upos, xpos) = (word.upos.to_string(), word.xpos.to_string());
            let head = word.head.map_or(0, |head| head + 1);
            let (form, lemma, deprel) = (token.span.of(text), &word.lemma, word.deprel);
            let number = i + 1;
            writeln!(
                out,
                "  {number:>4} {form:<20} {lemma:<18} {upos:<6} {xpos:<5} {head:>4} {deprel}"
            )?;
        }
    } else {
        writeln!(out, "  not parsed: it cannot hold an event")?;
    }
    writeln!(out, "\n  mentions")?;
    for mention in analysis.actors.all().iter().filter(|m| m.sentence == index) {
        writeln!(out, "    {}", mention_line(mention, text))?;
    }
    let pronouns = analysis.links.all().iter().filter(|l| l.sentence == index);
    for (i, link) in pronouns.enumerate() {
        if i == 0 {
            writeln!(out, "\n  pronouns: candidates and scores")?;
        }
        let word = sentence.tokens[link.token].span.of(text);
        writeln!(out, "    {word}: {}", candidates(analysis, link))?;
    }
    writeln!(out, "\n  patterns tried")?;
    for attempt in trace.attempts_in(index) {
        let word = sentence.tokens[attempt.token].span.of(text);
        let (pattern, verdict) = (&attempt.pattern, reason(&attempt.verdict));
        writeln!(out, "    {word} [{}] {pattern}: {verdict}", attempt.frame)?;
    }
    writeln!(out, "\n  events")?;
    let mut table = Vec::new();
    let mut writer = Table::new(&mut table, false);
    for record in records.iter().filter(|record| record.sentence.index == index) {
        writer.write(record)?;
    }
    for line in String::from_utf8_lossy(&table).lines().skip(1) {
        writeln!(out, "  {line}")?;
    }
    writeln!(out)?;
    Ok(out)
}

/// What a pronoun may point to, best first.
fn candidates(analysis: &Analysis, link: &Link) -> String {
    let document = &analysis.document;
    let shown = link.scores.iter().map(|(noun, score)| {
        let phrase = noun.as_ref().map_or_else(
            || "nothing".to_owned(),
            |n| {
                let words = document.span_of(n.sentence, n.first, n.last);
                format!("\"{}\"", words.of(&document.article.text).replace('\n', " "))
            },
        );
        format!("{phrase} {score:.2}")
    });
    shown.collect::<Vec<_>>().join(", ")
}

fn mention_line(mention: &ActorMention, text: &str) -> String {
    let actors: Vec<String> = mention
        .actors
        .iter()
        .map(|actor| {
            let country = actor.country.map_or("---".to_owned(), |code| code.to_string());
            let sector = actor.sector.map_or("---".to_owned(), |code| code.to_string());
            let name = actor.name.as_deref().unwrap_or("unnamed");
            format!("{country}.{sector} {name} (via {:?})", actor.via)
        })
        .collect();
    let back = mention.antecedent.map_or_else(String::new, |(sentence, span)| {
        format!(", points back to \"{}\" in sentence {sentence}", span.of(text))
    });
    format!("\"{}\" = {}{back}", mention.span.of(text).replace('\n', " "), actors.join("; "))
}

fn reason(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Fired => "fired".to_owned(),
        Verdict::Failed(condition) => format!("no: {condition} does not hold"),
        Verdict::NoActor => "no: nobody fills its actor".to_owned(),
        Verdict::NoRecipient => "no: nobody fills its recipient".to_owned(),
        Verdict::OneParty => "no: one party only where it needs two".to_owned(),
        Verdict::NotPolitical => "no: neither party is political".to_owned(),
        Verdict::Outranked => "no: a more specific pattern fired".to_owned(),
        Verdict::Claimed => "no: part of what another event asks, refuses or promises".to_owned(),
        Verdict::Judged(verdict) => format!("scorer: {verdict}"),
        Verdict::Duplicate => "no: the same event stands in the sentence already".to_owned(),
    }
}
