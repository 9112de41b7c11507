//! Gives quotations to the cues beside them, also across sentences and paragraphs.

use std::ops::Range;

use super::Draft;
use super::marks::Quotation;
use crate::document::Document;

/// Quotations of fewer words belong to the clause they stand in.
const SPEECH: usize = 4;

/// Lets every quotation find its cue, and drops cues that are left without content.
pub(super) fn attach(doc: &Document, quotations: &[Quotation], drafts: &mut Vec<Draft>) {
    // The cue of each quotation, for those that follow from the same mouth.
    let mut given: Vec<Option<usize>> = vec![None; quotations.len()];
    for i in 0..quotations.len() {
        let quotation = &quotations[i];
        if quotation.words < SPEECH && quotation.first.0 == quotation.last.0 {
            given[i] = covering(quotation, drafts);
            continue;
        }
        let found = covering(quotation, drafts)
            .or_else(|| beside(doc, quotation, drafts))
            .or_else(|| next_line(doc, quotation, drafts))
            .or_else(|| announced(doc, quotation, drafts));
        match found {
            Some(draft) => {
                give(doc, quotation, &mut drafts[draft]);
                given[i] = Some(draft);
            }
            None if i > 0 && follows(doc, &quotations[i - 1], quotation) => {
                // The same speaker goes on.
                let Some(before) = given[i - 1] else { continue };
                let source = drafts[before].source.clone();
                let mut more = Draft {
                    sentence: quotation.first.0,
                    source,
                    outlet: drafts[before].outlet.clone(),
                    unnamed: drafts[before].unnamed,
                    ..Draft::default()
                };
                give(doc, quotation, &mut more);
                drafts.push(more);
                given[i] = Some(drafts.len() - 1);
            }
            None => {}
        }
    }
    // A cue inside somebody's quotation keeps what it reports there; it gets no quotation.
    drafts.retain(|d| !d.contents.is_empty());
}

/// A cue outside the quotation whose content already holds a part of it: the innermost.
fn covering(quotation: &Quotation, drafts: &[Draft]) -> Option<usize> {
    let touches = |d: &Draft| {
        d.contents.iter().any(|(s, r)| !inside_out(quotation, *s, r))
            && !cue_inside(quotation, d)
            && !d.unnamed_adverb()
    };
    let size = |d: &Draft| d.contents.iter().map(|(_, r)| r.len()).sum::<usize>();
    (0..drafts.len())
        .filter(|i| touches(&drafts[*i]))
        .min_by_key(|i| (drafts[*i].weak, size(&drafts[*i])))
}

/// Whether tokens of a sentence lie wholly outside a quotation.
fn inside_out(quotation: &Quotation, sentence: usize, range: &Range<usize>) -> bool {
    (sentence, range.end - 1) < quotation.first || (sentence, range.start) > quotation.last
}

fn cue_inside(quotation: &Quotation, draft: &Draft) -> bool {
    draft.cue.as_ref().is_some_and(|(r, _)| {
        quotation.first <= (draft.sentence, r.start) && (draft.sentence, r.start) <= quotation.last
    })
}

/// A speaking cue in the sentence where the quotation ends or begins, outside it.
fn beside(doc: &Document, quotation: &Quotation, drafts: &[Draft]) -> Option<usize> {
    let speaks = |d: &Draft| d.verb.is_some_and(|v| v.speaks()) && d.source.is_some();
    let free = |d: &Draft| d.contents.is_empty() || d.weak;
    let distance = |d: &Draft| {
        let (cue, _) = d.cue.as_ref()?;
        let tokens = |s: usize| doc.sentences[s].tokens.len();
        if d.sentence == quotation.last.0 && cue.start > quotation.last.1 {
            let gap = cue.start - quotation.last.1;
            return (gap <= 16.min(tokens(d.sentence))).then_some(gap);
        }
        if d.sentence == quotation.first.0 && cue.end <= quotation.first.1 {
            return Some(quotation.first.1 - cue.end + 2);
        }
        None
    };
    (0..drafts.len())
        .filter(|i| speaks(&drafts[*i]) && free(&drafts[*i]) && !cue_inside(quotation, &drafts[*i]))
        .filter_map(|i| Some((distance(&drafts[i])?, i)))
        .min()
        .map(|(_, i)| i)
}

/// "“…”" on one line, "Sung Kim told reporters." on the next.
fn next_line(doc: &Document, quotation: &Quotation, drafts: &[Draft]) -> Option<usize> {
    let ends = quotation.last.1 + 2 >= doc.sentences[quotation.last.0].tokens.len();
    let next = quotation.last.0 + 1;
    if !ends || next >= doc.sentences.len() || doc.sentences[next].tokens.len() > 25 {
        return None;
    }
    let near = |d: &Draft| {
        d.sentence == next
            && d.source.is_some()
            && d.contents.is_empty()
            && d.verb.is_some_and(|v| v.speaks())
            && d.cue.as_ref().is_some_and(|(r, _)| r.start < 12)
    };
    drafts.iter().position(near)
}

/// "He said:" at the end of the sentence or paragraph before.
fn announced(doc: &Document, quotation: &Quotation, drafts: &[Draft]) -> Option<usize> {
    let (sentence, token) = quotation.first;
    if token > 0 || sentence == 0 {
        return None;
    }
    let before = sentence - 1;
    let last = doc.sentences[before].tokens.last()?.span.of(&doc.article.text);
    let near = |d: &Draft| {
        d.sentence == before && d.source.is_some() && d.verb.is_some_and(|v| v.speaks())
    };
    (last == ":").then(|| drafts.iter().rposition(near)).flatten()
}

/// Whether a quotation without a cue goes on from the one before.
fn follows(doc: &Document, before: &Quotation, after: &Quotation) -> bool {
    if after.continues {
        return true;
    }
    let same = doc.sentences[before.last.0].block == doc.sentences[after.first.0].block;
    let blocks =
        doc.sentences[after.first.0].block.saturating_sub(doc.sentences[before.last.0].block);
    let whole = after.first.1 == 0;
    (same && after.first.0 <= before.last.0 + 1) || (whole && blocks <= 1)
}

/// Adds a quotation's tokens to what a cue reports, sentence by sentence.
fn give(doc: &Document, quotation: &Quotation, draft: &mut Draft) {
    let (first, last) = (quotation.first, quotation.last);
    for s in first.0..=last.0 {
        let from = if s == first.0 { first.1 } else { 0 };
        let to = if s == last.0 { last.1 + 1 } else { doc.sentences[s].tokens.len() };
        let cue = draft.cue.as_ref().filter(|_| draft.sentence == s).map(|(r, _)| r.clone());
        let mut range = from..to;
        // What was read as content in the same sentence is widened to the marks.
        draft.contents.retain(|(sentence, r)| {
            let meets = *sentence == s && r.start <= range.end && range.start <= r.end;
            let crosses = cue.as_ref().is_some_and(|c| {
                let wide = range.start.min(r.start)..range.end.max(r.end);
                wide.contains(&c.start)
            });
            if meets && !crosses {
                range = range.start.min(r.start)..range.end.max(r.end);
            }
            !meets || crosses
        });
        draft.contents.push((s, range));
    }
    draft.weak = false;
}

impl Draft {
    fn unnamed_adverb(&self) -> bool {
        self.verb.is_none()
    }
}
