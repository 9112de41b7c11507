use demarche::article::*;
use demarche::event::trace::Trace;
use demarche::pipeline::*;
fn main() {
    let t0 = std::time::Instant::now();
    let coder = Coder::embedded().unwrap();
    eprintln!("load {:?}", t0.elapsed());
    let verbose = std::env::args().any(|a| a == "-v");
    let text = std::io::read_to_string(std::io::stdin()).unwrap();
    let article = from_text("x", &text);
    let a = coder.analyse(article);
    let d = &a.document;
    let mut trace = Trace::on();
    let evs = coder.raw_events(&a, &mut trace);
    for (i, s) in d.sentences.iter().enumerate() {
        println!("== {}", s.span.of(&d.article.text));
        let t = d.trees[i].as_ref().unwrap();
        if verbose {
            for (k, w) in t.words().iter().enumerate() {
                println!(
                    "   {k} {} {} {} {} {:?} {}",
                    s.tokens[k].span.of(&d.article.text),
                    w.lemma,
                    w.upos,
                    w.xpos,
                    w.head,
                    w.deprel
                );
            }
        }
        for m in a.actors.all().iter().filter(|m| m.sentence == i) {
            println!(
                "   @ {} [{:?}] {}",
                m.span.of(&d.article.text),
                m.kind,
                m.actors
                    .iter()
                    .map(|a| format!(
                        "{}/{}/{:?}/{:?}",
                        a.country.map(|c| c.to_string()).unwrap_or_default(),
                        a.sector.map(|c| c.to_string()).unwrap_or_default(),
                        a.name,
                        a.via
                    ))
                    .collect::<Vec<_>>()
                    .join(" + ")
            );
        }
        for e in evs.iter().filter(|e| e.sentence == i) {
            let p = |v: &Vec<demarche::event::coder::Party>| {
                v.iter()
                    .map(|p| {
                        format!(
                            "{}:{}/{}",
                            p.span.of(&d.article.text),
                            p.actor.country.map(|c| c.to_string()).unwrap_or_default(),
                            p.actor.sector.map(|c| c.to_string()).unwrap_or_default()
                        )
                    })
                    .collect::<Vec<_>>()
                    .join(" + ")
            };
            println!(
                "   >> {} {:?} {} <{}> {} => {}  [{}]",
                e.event,
                e.modes,
                e.modality.as_str(),
                e.trigger.of(&d.article.text),
                p(&e.actors),
                p(&e.recipients),
                e.rule
            );
        }
        if verbose {
            for t in trace.attempts() {
                println!("   ? {} {} {:?} {}", t.token, t.pattern, t.verdict, t.frame);
            }
        }
    }
}
