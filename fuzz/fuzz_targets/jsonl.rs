//! Files of unknown kind and encoding: documents or warnings, never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    for name in ["file", "file.jsonl"] {
        let (documents, _) = demarche::source::read(name, data);
        let ids: std::collections::HashSet<_> = documents.iter().map(|d| &d.id).collect();
        assert_eq!(ids.len(), documents.len());
    }
});
