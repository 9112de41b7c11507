//! Tables are sorted by their first column, in byte order.

/// Checks one table.
pub fn check(name: &str, text: &str, faults: &mut Vec<String>) {
    let mut before = "";
    let rows = text.lines().enumerate().filter(|(_, l)| !l.starts_with('#') && !l.is_empty());
    for (number, line) in rows.skip(1) {
        let key = line.split('\t').next().unwrap_or_default();
        if key < before {
            let number = number + 1;
            faults.push(format!("{name}:{number}: `{key}` stands after `{before}`"));
            return;
        }
        before = key;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_first_row_out_of_order() {
        let mut faults = Vec::new();
        check("x.tsv", "# note\nkey\tv\na\t1\na\t0\nb\t1\n", &mut faults);
        assert!(faults.is_empty());
        check("x.tsv", "key\tv\nb\t1\na\t0\n", &mut faults);
        assert_eq!(faults, ["x.tsv:3: `a` stands after `b`"]);
    }
}
