//! Articles a second on one core, with every sentence parsed: the samples, and an article of
//! 500 words. `cargo bench -p demarche`; nothing here passes or fails.

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use demarche::article::{self, Article, Options};
use demarche::pipeline::Coder;
use demarche::source;

/// Words of the synthetic article.
const WORDS: usize = 500;

fn samples() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).expect("samples").flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending != "tsv" && ending != "md"));
    paths.sort();
    let read = |path: PathBuf| {
        let bytes = fs::read(&path).expect("a sample can be read");
        (path.display().to_string(), bytes)
    };
    paths.into_iter().map(read).collect()
}

fn articles(files: &[(String, Vec<u8>)]) -> Vec<Article> {
    let raw = files.iter().flat_map(|(name, bytes)| source::read(name, bytes).0);
    raw.filter_map(|raw| Some(article::from_raw(raw, &Options::default()).ok()?.0)).collect()
}

/// An article of [`WORDS`] words: paragraphs of the samples, whole, until there are enough.
fn synthetic(samples: &[Article]) -> Article {
    let (mut text, mut words) = (String::new(), 0);
    let blocks = samples.iter().flat_map(|a| a.blocks.iter().map(|block| block.span.of(&a.text)));
    for block in blocks.filter(|block| block.split_whitespace().count() > 15) {
        if words >= WORDS {
            break;
        }
        words += block.split_whitespace().count();
        text.push_str(block);
        text.push_str("\n\n");
    }
    article::from_text("synthetic", &text)
}

fn bench(c: &mut Criterion) {
    let coder = Coder::embedded().expect("embedded tables are well-formed");
    let files = samples();
    let clean = articles(&files);
    let synthetic = synthetic(&clean);

    let mut group = c.benchmark_group("articles");
    group.sample_size(20);
    group.throughput(Throughput::Elements(clean.len() as u64));
    group.bench_function("samples, from pages", |b| {
        b.iter(|| {
            for article in articles(&files) {
                black_box(coder.code(article));
            }
        });
    });
    group.bench_function("samples, from clean text", |b| {
        b.iter(|| {
            for article in clean.clone() {
                black_box(coder.code(article));
            }
        });
    });
    group.throughput(Throughput::Elements(1));
    group.bench_function("500 words, from clean text", |b| {
        b.iter(|| black_box(coder.code(synthetic.clone())));
    });
    group.finish();

    let mut start = c.benchmark_group("start");
    start.sample_size(20);
    start.bench_function("coder over the embedded tables", |b| {
        b.iter(|| black_box(Coder::embedded().expect("embedded tables are well-formed")));
    });
    start.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
