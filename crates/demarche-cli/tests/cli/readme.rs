//! The README shows what the binary prints.

use std::fs;

use super::{code, root, run, stderr};

/// `UPDATE_README=1 cargo test -p demarche-cli readme` writes the block anew.
#[test]
fn the_output_block_is_what_the_binary_prints() {
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let marker = "$ demarche code samples/saudi-iran-2023-orrery.html --format table\n";
    let start = readme.find(marker).expect("the README has the block") + marker.len();
    let length = readme[start..].find("```").unwrap();
    let output = run(&["code", "samples/saudi-iran-2023-orrery.html", "--format", "table"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let printed = String::from_utf8(output.stdout).unwrap();
    if std::env::var_os("UPDATE_README").is_some() {
        let new = format!("{}{printed}{}", &readme[..start], &readme[start + length..]);
        fs::write(&path, new).unwrap();
        return;
    }
    assert_eq!(&readme[start..start + length], printed, "run with UPDATE_README=1 and look");
}
