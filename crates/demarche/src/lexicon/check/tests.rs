//! Every kind of fault, each in a small overlay: file, line, column and what is said.

use std::fs;

use super::*;

/// The faults of an overlay with these tables, without the folder's name.
fn faults(tables: &[(&str, &str)]) -> Vec<String> {
    let dir = tempfile::tempdir().unwrap();
    for (path, text) in tables {
        let file = dir.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    let root = format!("{}/", dir.path().display());
    let checked = Checked::new(Some(dir.path())).unwrap();
    let own = checked.faults.iter().map(ToString::to_string).filter(|fault| fault.contains(&root));
    own.map(|fault| fault.replace(&root, "")).collect()
}

const PERSON: &str = "id\tname\tcountry\tsector\trole\tfrom\tuntil\n";

fn persons(rows: &str) -> Vec<String> {
    faults(&[("actors/persons.tsv", &format!("{PERSON}{rows}"))])
}

#[test]
fn the_embedded_tables_have_a_rule_for_every_column() {
    let lexicon = Lexicon::embedded().unwrap();
    let ruleless = |fault: &Error| fault.message().contains("no rule");
    assert_eq!(super::faults(&lexicon).unwrap().into_iter().find(ruleless), None);
}

#[test]
fn a_sound_overlay_has_no_fault() {
    assert_eq!(persons("xiomara-test\tXiomara Test\tHND\tGOV\tother\t2031-01\t\n"), [""; 0]);
}

#[test]
fn all_faults_are_reported_not_only_the_first() {
    let found = persons("x\tX\tXYZ\tGOV\tother\t\t\ny\tY\tFRA\tGVO\tkind\t2020-13\t\n");
    assert_eq!(
        found,
        [
            "actors/persons.tsv:2: column `country`: `XYZ` is no `code` of actors/countries.tsv \
             or codebook/pseudo_countries.tsv",
            "actors/persons.tsv:3: column `sector`: `GVO` is no `sector` of codebook/sectors.tsv",
            "actors/persons.tsv:3: column `role`: `kind` is no `role` of codebook/roles.tsv",
            "actors/persons.tsv:3: column `from`: `2020-13` is no date (2021, 2021-01 or \
             2021-01-20)",
        ]
    );
}

#[test]
fn form_of_lines_and_headers() {
    let table = "id\tname\ncountry\nQ0\tA\n";
    let found =
        faults(&[("actors/persons.tsv", table), ("actors/organisations.tsv", "id\tnmae\n")]);
    assert_eq!(
        found[0],
        "actors/organisations.tsv: column `nmae` is unknown to \
                          actors/organisations.tsv"
    );
    assert_eq!(found[1], "actors/persons.tsv:2: 1 fields where the header has 2");
    assert!(found.contains(
        &"actors/persons.tsv:3: column `id`: `Q0` is no Wikidata id (Q and a number)".to_owned()
    ));
    assert!(
        found.contains(&"actors/persons.tsv:3: column `country`: must not be empty".to_owned())
    );
}

#[test]
fn a_table_that_nothing_reads() {
    let found = faults(&[("actors/person.tsv", "id\nx\n"), ("actor/persons.tsv", "id\nx\n")]);
    assert_eq!(
        found,
        [
            "actor/persons.tsv: the lexicon has no table `actor/persons.tsv`",
            "actors/person.tsv: nothing reads a table `actors/person.tsv`",
        ]
    );
}

#[test]
fn numbers_words_and_white_space() {
    let cities =
        "name\tcountry\tlat\tlon\tfeature\nAlpha\tFRA\t91\t2.0\tPPX\nBeta \tFRA\tnorth\t2.0\t\n";
    assert_eq!(
        faults(&[("places/cities.tsv", cities), ("text/months.tsv", "name\tnumber\nMoy\t5.5\n")]),
        [
            "places/cities.tsv:2: column `lat`: 91 is not between -90 and 90",
            "places/cities.tsv:2: column `feature`: `PPX` is none of PPLC, PPLA, PPL",
            "places/cities.tsv:3: column `name`: `Beta ` has an empty value or white space at its \
             ends",
            "places/cities.tsv:3: column `lat`: `north` is no number",
            "text/months.tsv:2: column `name`: `Moy` is no word in lower case",
            "text/months.tsv:2: column `number`: `5.5` is no whole number",
        ]
    );
}

#[test]
fn codes_of_countries_are_checked_against_their_lists() {
    let row = "code\tname\tiso2\tlat\tlon\twikidata\nFRA\tFrance\tDE\t46\t2\t142\n";
    let found = faults(&[("actors/countries.tsv", row)]);
    assert!(
        found.contains(
            &"actors/countries.tsv:2: column `wikidata`: `142` is no Wikidata id (Q and a number)"
                .to_owned()
        )
    );
    let taken = "actors/countries.tsv:2: column `iso2`: `DE` stands in";
    assert!(
        found.iter().any(|f| f.starts_with(taken))
            || found.iter().any(|f| f.contains("`DE` is no")),
        "{found:?}"
    );
}

#[test]
fn terms_must_not_end_before_they_begin() {
    assert_eq!(
        persons(
            "x\tX\tFRA\tGOV\tother\t2021-05\t2021-04-30\ny\tY\tFRA\tGOV\tother\t2021\t2021-04\n"
        ),
        ["actors/persons.tsv:2: column `until`: `2021-04-30` lies before `from` 2021-05"]
    );
}

#[test]
fn one_row_twice_one_id_for_two_and_two_ids_for_one() {
    assert_eq!(
        persons(
            "x\tX\tFRA\tGOV\tother\t2021\t\nx\tX\tFRA\tMIL\tother\t2021\t\nx\tZ\tFRA\tGOV\tother\t2022\t\n\
             y\tX\tFRA\tGOV\tother\t2021\t\n"
        ),
        [
            "actors/persons.tsv:3: column `id`: `x FRA other 2021` stands in line 2 already",
            "actors/persons.tsv:4: column `name`: `Z` has the id of `X` in line 2",
            "actors/persons.tsv:5: column `id`: `X` has the same term under the id `x` in line 2",
        ]
    );
    let bodies = "id\tname\tkind\twikidata\nx\tX\tngo\tQ7\ny\tY\tngo\tQ7\n";
    assert_eq!(
        faults(&[("actors/organisations.tsv", bodies)]),
        ["actors/organisations.tsv:3: column `wikidata`: `Q7` is `x` in line 2"]
    );
}

#[test]
fn two_heads_of_one_government() {
    let heads = |second: &str| {
        let first = "x\tX\tATA\tGOV\thead_of_government\t2031-01-01\t2031-06-02\n";
        persons(&format!("{first}y\tY\tATA\tGOV\thead_of_government\t{second}\t\n"))
    };
    // Antarctica has no government of its own, so nobody else is in the way.
    assert_eq!(
        heads("2031-06-01"),
        ["actors/persons.tsv:3: column `from`: `Y` is head_of_government of ATA while `X` is, \
          from 2031-01-01 until 2031-06-02 (line 2); mark a shared office in \
          actors/shared_offices.tsv"]
    );
    // The day of a handover is shared; a month may begin when the other term ended.
    assert_eq!(heads("2031-06-02"), [""; 0]);
    assert_eq!(heads("2031-06"), [""; 0]);
}

#[test]
fn a_shared_office_is_marked() {
    let rows = "x\tX\tATA\tGOV\thead_of_state\t2031\t\ny\tY\tATA\tGOV\thead_of_state\t2031\t\n";
    let rows = format!("{PERSON}{rows}");
    let mark = |from: &str| format!("country\trole\tfrom\nATA\thead_of_state\t{from}\n");
    let with = |from: &str| {
        faults(&[("actors/persons.tsv", &rows), ("actors/shared_offices.tsv", &mark(from))])
    };
    assert_eq!(with("2031"), [""; 0]);
    assert_eq!(with("2035").len(), 1, "the mark begins after the overlap");
}

#[test]
fn what_patterns_refer_to_exists() {
    let head = "id\twhen\tactor\trecipient\tevent\tmode\tcameo\tflags\tyes\tno\n";
    let rows = "m.a\tzap/v obj=@nothing subj:XQQ\t\t\tACUSE\t\t\t\t\t\n\
                m.b\tzap/v obj:\t\t\tACCUSE\twink\t999\tloud\tIt zapped. {QQQ>FRA}\t\n\
                m.b\t@gunn/v\t\t\tACCUSE\t\t\t\t\t\n";
    assert_eq!(
        faults(&[("patterns/mine.tsv", &format!("{head}{rows}"))]),
        [
            "patterns/mine.tsv:2: column `event`: `ACUSE` is no `event` of codebook/events.tsv",
            "patterns/mine.tsv:2: column `when`: there is no class `@nothing`",
            "patterns/mine.tsv:2: column `when`: `XQQ` is neither a sector nor a country",
            "patterns/mine.tsv:3: column `mode`: `wink` is no `mode` of codebook/modes.tsv for \
             `ACCUSE`",
            "patterns/mine.tsv:3: column `cameo`: `999` is no `cameo` of codebook/goldstein.tsv",
            "patterns/mine.tsv:3: column `flags`: `loud` is none of sym, solo, report, keep",
            "patterns/mine.tsv:3: column `when`: `` is no kind",
            "patterns/mine.tsv:3: column `yes`: `QQQ` in `{QQQ>FRA}` is no country",
            "patterns/mine.tsv:4: column `id`: `m.b` stands in line 3 already",
            "patterns/mine.tsv:4: column `when`: there is no class `@gunn`",
        ]
    );
}

#[test]
fn agents_and_contexts() {
    let agents =
        "phrase\tsector\trole\tnumber\nzany lord\tGOV\tlordship\tpair\nZany\tGOV;MIL\t\tperson\n";
    assert_eq!(
        faults(&[("actors/agents.tsv", agents), ("contexts.tsv", "phrase\tcontext\nzany\tfun\n")]),
        [
            "actors/agents.tsv:2: column `role`: `lordship` is no `role` of codebook/roles.tsv",
            "actors/agents.tsv:2: column `number`: `pair` is none of person, group",
            "actors/agents.tsv:3: column `phrase`: `Zany` is no word in lower case",
            "actors/agents.tsv:3: column `sector`: `GOV;MIL` is no `sector` of \
             codebook/sectors.tsv",
            "contexts.tsv:2: column `context`: `fun` is no `context` of codebook/contexts.tsv",
        ]
    );
}

#[test]
fn own_tables_are_sorted_a_users_need_not_be() {
    let mut lexicon = Lexicon::default();
    let table = crate::lexicon::Table::parse("classes/x.tsv", "lemma\tsource\nb\town\na\town\n");
    lexicon.insert("classes/x.tsv", table.unwrap());
    let mut faults = Vec::new();
    keys::check(&Tables::new(&lexicon).unwrap(), &mut faults).unwrap();
    let found: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(found, ["classes/x.tsv:3: column `lemma`: `a` stands after `b`"]);
    assert_eq!(super::tests::faults(&[("classes/gun.tsv", "lemma\nzz\naa\n")]), [""; 0]);
}
