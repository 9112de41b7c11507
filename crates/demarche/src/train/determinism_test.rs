//! The same command gives the same bytes, whatever the number of threads.

use super::syntax::{Settings, train};
use crate::syntax::conllu;

const TEXT: &str = "\
1\tTroops\ttroops\tNOUN\tNNS\t_\t2\tnsubj
2\tleft\tleave\tVERB\tVBD\t_\t0\troot
3\t.\t.\tPUNCT\t.\t_\t2\tpunct

1\tThe\tthe\tDET\tDT\t_\t2\tdet
2\tminister\tminister\tNOUN\tNN\t_\t3\tnsubj
3\tresigned\tresign\tVERB\tVBD\t_\t0\troot
4\ton\ton\tADP\tIN\t_\t5\tcase
5\tMonday\tMonday\tPROPN\tNNP\t_\t3\tobl
6\t.\t.\tPUNCT\t.\t_\t3\tpunct
";

#[test]
fn threads_do_not_change_the_model() {
    let gold = conllu::read(&format!("{TEXT}\n").repeat(4)).expect("the text is well formed");
    assert_eq!(gold.len(), 8);
    let bytes = |threads| {
        let settings = Settings {
            epochs: 2,
            cycle_epochs: 1,
            cycles: 1,
            threads,
            batch: 20,
            ..Settings::default()
        };
        train(&gold, &settings, None, &mut |_| {}).expect("the start is readable").to_bytes()
    };
    let one = bytes(1);
    assert!(one == bytes(2), "two threads gave another model than one");
    assert!(one == bytes(3), "three threads gave another model than one");
}
