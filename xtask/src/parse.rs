//! `cargo xtask parse`: shows the tree of a sentence given as tokens.

use clap::Args;
use demarche::syntax::{EnglishParser, Parser};

/// Flags of `parse`.
#[derive(Args)]
pub struct Flags {
    /// The tokens, separated by spaces (one argument or several).
    tokens: Vec<String>,
}

/// Runs the command.
pub fn run(flags: &Flags) -> anyhow::Result<()> {
    let text = flags.tokens.join(" ");
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let tree = EnglishParser::embedded().parse(&tokens);
    for (i, (token, word)) in tokens.iter().zip(tree.words()).enumerate() {
        let head = word.head.map_or(0, |h| usize::from(h) + 1);
        let (upos, xpos) = (word.upos, word.xpos);
        println!("{}\t{token}\t{}\t{upos}\t{xpos}\t_\t{head}\t{}", i + 1, word.lemma, word.deprel);
    }
    Ok(())
}
