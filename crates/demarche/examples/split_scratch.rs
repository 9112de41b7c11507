//! scratch
use demarche::{article, text};
use std::io::Read;
fn main() {
    let mut input = String::new();
    std::io::stdin().read_to_string(&mut input).unwrap();
    let a = article::from_text("x", &input);
    for s in text::analyse(&a) {
        let b = a.blocks[s.block].kind;
        println!(
            "[{} {:?}] {}",
            s.span.start,
            b,
            s.tokens.iter().map(|t| t.span.of(&input)).collect::<Vec<_>>().join(" ")
        );
    }
}
