//! Output bytes depend on nothing but the input.

use super::demarche;

#[test]
fn same_bytes_for_any_threads_locale_and_zone() {
    let bytes = |format: &str, jobs: &str, locale: &str, zone: &str| {
        let output = demarche()
            .args(["code", "samples", "--all-modalities", "--format", format, "--jobs", jobs])
            .env("LC_ALL", locale)
            .env("TZ", zone)
            .output()
            .unwrap();
        assert!(output.status.success());
        output.stdout
    };
    for format in ["jsonl", "csv", "parquet"] {
        let one = bytes(format, "1", "C", "UTC");
        assert!(!one.is_empty());
        assert!(one == bytes(format, "1", "C", "UTC"), "{format}: twice in a row");
        assert!(one == bytes(format, "2", "C", "UTC"), "{format}: two threads");
        let elsewhere = bytes(format, "3", "tr_TR.UTF-8", "Pacific/Kiritimati");
        assert!(one == elsewhere, "{format}: another locale and time zone");
    }
}
