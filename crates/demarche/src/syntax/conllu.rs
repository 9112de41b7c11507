//! Reads CoNLL-U treebanks: words, tags, lemmas, heads. Only for training and scoring.

use super::tags::{Deprel, Upos, Xpos};

/// One gold word.
#[derive(Clone, Debug)]
pub struct GoldWord {
    /// Surface form.
    pub form: String,
    /// Gold lemma.
    pub lemma: String,
    /// Gold universal tag.
    pub upos: Upos,
    /// Gold Penn tag.
    pub xpos: Xpos,
    /// 0 for the root, otherwise the index of the governor plus one.
    pub head: u16,
    /// Gold relation.
    pub deprel: Deprel,
}

/// One gold sentence.
#[derive(Clone, Debug, Default)]
pub struct GoldSentence {
    /// `newdoc id` of the document the sentence belongs to.
    pub document: String,
    /// The words in order.
    pub words: Vec<GoldWord>,
}

/// Reads a treebank; multiword ranges (`3-4`) and empty nodes (`3.1`) are skipped.
///
/// A line that cannot be read is an error naming the line number.
pub fn read(text: &str) -> Result<Vec<GoldSentence>, String> {
    let mut sentences = Vec::new();
    let mut document = String::new();
    let mut words = Vec::new();
    for (number, line) in text.lines().chain([""]).enumerate() {
        if line.is_empty() {
            if !words.is_empty() {
                let words = std::mem::take(&mut words);
                sentences.push(GoldSentence { document: document.clone(), words });
            }
        } else if let Some(comment) = line.strip_prefix('#') {
            if let Some(id) = comment.trim().strip_prefix("newdoc id = ") {
                document = id.to_owned();
            }
        } else if let Some(word) =
            read_word(line).map_err(|e| format!("line {}: {e}: {line}", number + 1))?
        {
            words.push(word);
        }
    }
    Ok(sentences)
}

/// Reads one word line; `None` for a range or an empty node.
fn read_word(line: &str) -> Result<Option<GoldWord>, String> {
    let fields: Vec<&str> = line.split('\t').collect();
    if fields.len() < 8 {
        return Err("fewer than 8 columns".to_owned());
    }
    if fields[0].contains(['-', '.']) {
        return Ok(None);
    }
    let upos = Upos::from_text(fields[3]).ok_or("unknown universal tag")?;
    // A handful of GUM words carry a universal tag in the Penn column.
    let xpos = Xpos::from_text(fields[4]).unwrap_or(fallback_xpos(upos));
    let head = fields[6].parse().map_err(|_| "head is no number")?;
    Ok(Some(GoldWord {
        form: fields[1].to_owned(),
        lemma: fields[2].to_owned(),
        upos,
        xpos,
        head,
        deprel: deprel(fields[7])?,
    }))
}

/// The relation, with the rare older names of GUM mapped to today's.
fn deprel(text: &str) -> Result<Deprel, String> {
    let text = match text {
        "obl:npmod" | "obl:tmod" => "obl:unmarked",
        "nmod:npmod" | "nmod:tmod" => "nmod:unmarked",
        other => other,
    };
    let base = || Deprel::from_text(text.split(':').next().unwrap_or(text));
    Deprel::from_text(text).or_else(base).ok_or_else(|| "unknown relation".to_owned())
}

/// A plausible Penn tag where the treebank has none.
fn fallback_xpos(upos: Upos) -> Xpos {
    match upos {
        Upos::Verb | Upos::Aux => Xpos::Vb,
        Upos::Propn => Xpos::Nnp,
        Upos::Adj => Xpos::Jj,
        Upos::Adv => Xpos::Rb,
        Upos::Punct => Xpos::Nfp,
        _ => Xpos::Nn,
    }
}
