//! What the lexicon costs: loading it, the memory it takes, and finding its names in text, also
//! with many times as many names. `cargo bench -p demarche --bench lexicon`; nothing here
//! passes or fails.

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use demarche::article::{self, Reader};
use demarche::event::{EventCoder, patterns};
use demarche::lexicon::Lexicon;
use demarche::mention::Knowledge;
use demarche::mention::place::PlaceFinder;
use demarche::mention::quote::QuoteFinder;
use demarche::mention::time::TimeFinder;
use demarche::text::{self, Segmenter};

/// Everything that is compiled from the tables; the parser's model is no part of it.
type Compiled = (Reader, Segmenter, Knowledge, PlaceFinder, EventCoder, QuoteFinder, TimeFinder);

fn compile(lexicon: &Lexicon) -> Compiled {
    let well = "the tables are well-formed";
    (
        Reader::new(lexicon).expect(well),
        Segmenter::new(lexicon).expect(well),
        Knowledge::new(lexicon).expect(well),
        PlaceFinder::new(lexicon).expect(well),
        EventCoder::new(lexicon).expect(well),
        QuoteFinder::new(lexicon).expect(well),
        TimeFinder::new(lexicon).expect(well),
    )
}

fn embedded() -> Lexicon {
    Lexicon::embedded().expect("the embedded tables are well-formed")
}

/// Resident memory of this process in KiB; 0 where there is no `/proc`.
fn resident() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

/// The example sentences of every pattern, as paragraphs: the largest text of news there is here.
fn examples() -> String {
    let examples = patterns::examples(&embedded());
    examples.into_iter().map(|example| example.sentence + "\n\n").collect()
}

/// The lexicon with `factor` times as many names of organisations and of towns: made up of
/// the words of names there are, so that they begin alike.
fn with_names(factor: usize) -> Lexicon {
    let mut lexicon = embedded();
    for (path, head) in [
        ("actors/organisations.tsv", "id\tname\tcountry\tkind"),
        ("places/cities.tsv", "name\tcountry\tlat\tlon"),
    ] {
        let table = lexicon.table(path).expect("a table");
        let names: Vec<&str> = table.records().map(|row| row.get("name")).collect();
        let words: Vec<&str> = names.iter().flat_map(|name| name.split(' ')).collect();
        let (mut text, mut state) = (format!("{head}\n"), 1_u64);
        for number in 0..names.len() * (factor - 1) {
            let mut word = || {
                state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                words[(state >> 33) as usize % words.len()]
            };
            let name = format!("{} {} {}", word(), word(), word());
            let row = match head.starts_with("id") {
                true => format!("synthetic{number}\t{name}\tFRA\tcompany"),
                false => format!("{name}\tFRA\t1\t1"),
            };
            writeln!(text, "{row}").expect("writing to a string");
        }
        lexicon.overlay(path, "synthetic.tsv", text).expect("well-formed rows");
    }
    lexicon
}

fn bench(c: &mut Criterion) {
    let before = resident();
    let compiled = compile(&embedded());
    println!("resident memory of the compiled lexicon: {} KiB", resident().saturating_sub(before));
    drop(compiled);

    let mut group = c.benchmark_group("lexicon");
    group.bench_function("load", |b| b.iter(|| black_box(compile(&embedded()))));
    group.finish();

    let article = article::from_text("examples", &examples());
    let sentences: Vec<Vec<&str>> = text::analyse(&article)
        .iter()
        .map(|s| s.tokens.iter().map(|t| t.span.of(&article.text)).collect())
        .collect();
    println!("text: {} KiB, {} sentences", article.text.len() / 1024, sentences.len());
    let mut group = c.benchmark_group("names in text");
    group.sample_size(20);
    group.throughput(Throughput::Bytes(article.text.len() as u64));
    for factor in [1, 4, 16] {
        let lexicon = with_names(factor);
        let knowledge = Knowledge::new(&lexicon).expect("well-formed");
        let places = PlaceFinder::new(&lexicon).expect("well-formed");
        group.bench_function(BenchmarkId::new("names, times", factor), |b| {
            b.iter(|| {
                let names =
                    |tokens: &Vec<&str>| knowledge.count_names(tokens) + places.count_names(tokens);
                black_box(sentences.iter().map(names).sum::<usize>())
            });
        });
    }
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
