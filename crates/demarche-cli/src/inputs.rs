//! What to read: files, folders, standard input; and how their documents reach the batch.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use demarche::source::{Documents, Item, RawDocument};

use crate::batch::Task;

/// One file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
    /// A path that cannot be read, with the reason.
    Unreadable(PathBuf, String),
}

/// The files that the arguments name, in argument order, folders in sorted order.
pub fn expand(paths: &[PathBuf]) -> Vec<Input> {
    let mut inputs = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            inputs.push(Input::Stdin);
        } else if path.is_dir() {
            let before = inputs.len();
            folder(path, &mut inputs);
            if inputs.len() == before {
                let reason = "no .txt, .html, .htm, .jsonl or .ndjson file in this folder";
                inputs.push(Input::Unreadable(path.clone(), reason.to_owned()));
            }
        } else {
            inputs.push(Input::File(path.clone()));
        }
    }
    inputs
}

fn folder(dir: &Path, inputs: &mut Vec<Input>) {
    let entries: io::Result<Vec<PathBuf>> =
        fs::read_dir(dir).and_then(|entries| entries.map(|e| e.map(|e| e.path())).collect());
    let mut paths = match entries {
        Ok(paths) => paths,
        Err(error) => {
            inputs.push(Input::Unreadable(dir.to_owned(), describe(&error)));
            return;
        }
    };
    paths.sort();
    for path in paths {
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if hidden {
            continue;
        }
        // A link to a folder may lead round in a circle.
        if path.is_dir() {
            if !path.is_symlink() {
                folder(&path, inputs);
            }
        } else if is_news(&path) {
            inputs.push(Input::File(path));
        }
    }
}

/// Whether a file found in a folder is read; a file that is named is read whatever its ending.
fn is_news(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    ending.ends_with("html") || matches!(ending.as_str(), "htm" | "txt" | "jsonl" | "ndjson")
}

/// Reads one input and hands its documents and faults to `send`, which says whether to go on.
pub fn read(input: &Input, send: &mut dyn FnMut(Task) -> bool) -> bool {
    let (name, bytes) = match input {
        Input::Stdin => {
            let mut bytes = Vec::new();
            let read = io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes);
            ("stdin".to_owned(), read)
        }
        Input::File(path) => (path.display().to_string(), fs::read(path)),
        Input::Unreadable(path, reason) => {
            return send(Task::Failed(format!("{}: {reason}", path.display())));
        }
    };
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(error) => return send(Task::Failed(format!("{name}: {}", describe(&error)))),
    };
    let documents = match Documents::new(&name, &bytes) {
        Ok(documents) => documents,
        Err(error) => {
            let warning = error.into_warning(None);
            return send(Task::Failed(warning.to_string()));
        }
    };
    for item in documents {
        let task = match item {
            Item::Document(document) => Task::Document(document),
            // A warning about no document says that a record was lost.
            Item::Warning(warning) if warning.document.is_none() => {
                Task::Failed(warning.to_string())
            }
            Item::Warning(warning) => Task::Warning(warning.to_string()),
        };
        if !send(task) {
            return false;
        }
    }
    true
}

/// The first document of an input.
pub fn first(input: &Input) -> Result<RawDocument, String> {
    let mut found = Err("holds no document".to_owned());
    read(input, &mut |task| match task {
        Task::Document(document) => {
            found = Ok(*document);
            false
        }
        Task::Failed(message) => {
            found = Err(message);
            true
        }
        Task::Warning(message) => {
            crate::messages::warning(&message);
            true
        }
    });
    found
}

/// An operating system's message in our style: lower case, without its number.
pub fn describe(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_sorted_and_hold_news_only() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["b.txt", "a.HTML", "notes.md", ".hidden.txt", "sub/c.jsonl"] {
            let path = dir.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let found: Vec<String> = expand(&[dir.path().to_owned()])
            .into_iter()
            .map(|input| match input {
                Input::File(path) => path.strip_prefix(dir.path()).unwrap().display().to_string(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(found, ["a.HTML", "b.txt", "sub/c.jsonl"]);
    }
}
