//! Word lists belong into tables: finds runs of lower-case words in array and match literals.

/// How many words in a row make a list.
const MANY: usize = 6;

/// How many arms that each map a word to a value: below, they are the keywords of a format.
const ARMS: usize = 16;

/// Checks the code of one file.
pub fn check(name: &str, code: &str, faults: &mut Vec<String>) {
    let mut run = Run::default();
    let mut end = 0;
    for (from, to) in literals(code) {
        let link = link(&code[end..from]);
        end = to;
        let word = is_word(&code[from + 1..to - 1]);
        if run.words > 0 && (link.is_none() || !word) {
            report(name, code, &std::mem::take(&mut run), faults);
        }
        if word {
            if run.words == 0 {
                run.start = from;
            } else if link == Some(Link::Arm) {
                run.arms = true;
            }
            run.words += 1;
        }
    }
    report(name, code, &run, faults);
}

/// Words that follow one another.
#[derive(Default)]
struct Run {
    words: usize,
    start: usize,
    arms: bool,
}

fn report(name: &str, code: &str, run: &Run, faults: &mut Vec<String>) {
    let Run { words: run, start, arms } = *run;
    if run >= if arms { ARMS } else { MANY } {
        let line = code[..start].matches('\n').count() + 1;
        faults.push(format!("{name}:{line}: {run} words in a row; word lists stand in tables"));
    }
}

#[derive(PartialEq)]
enum Link {
    List,
    Arm,
}

/// How what stands between two literals ties them together, if it does.
fn link(gap: &str) -> Option<Link> {
    let gap: String = gap.split_whitespace().collect();
    match gap.strip_prefix("=>") {
        Some(arm) => (arm.ends_with(',') && !arm.contains(['{', '}', ';'])).then_some(Link::Arm),
        None => gap.chars().all(|c| matches!(c, ',' | '|')).then_some(Link::List),
    }
}

fn is_word(literal: &str) -> bool {
    let letters = literal.chars().filter(char::is_ascii_lowercase).count();
    letters >= 2 && literal.chars().all(|c| c.is_ascii_lowercase() || matches!(c, ' ' | '\'' | '-'))
}

/// The plain string literals outside comments, quotation marks included.
fn literals(code: &str) -> Vec<(usize, usize)> {
    let bytes = code.as_bytes();
    let (mut found, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        match bytes[at] {
            b'/' if bytes.get(at + 1) == Some(&b'/') => {
                at = code[at..].find('\n').map_or(bytes.len(), |n| at + n);
            }
            // A quotation mark as a character.
            b'\'' if bytes.get(at + 1) == Some(&b'"') => at += 3,
            b'"' => {
                let start = at;
                at += 1;
                while at < bytes.len() && bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                at += 1;
                if at <= bytes.len() {
                    found.push((start, at));
                }
            }
            _ => at += 1,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(code: &str) -> usize {
        let mut faults = Vec::new();
        check("x.rs", code, &mut faults);
        faults.len()
    }

    #[test]
    fn lists_and_arms_are_found() {
        assert_eq!(faults(r#"["a b", "said", "told", "met", "left", "went"]"#), 1);
        let arms = |n| "\"word\" => 1,\n".repeat(n);
        assert_eq!((faults(&arms(15)), faults(&arms(16))), (0, 1));
        assert_eq!(faults(r#"["said", "told"]; ["met", "left"]; ["went", "came"]"#), 0);
        assert_eq!(faults(r#"["PRK", "USA", "FRA", "GBR", "DEU", "ITA", "ESP"]"#), 0);
        assert_eq!(faults("// \"a\" \"b\"\n'\"' \"x\""), 0);
    }
}
