//! Documents through worker threads, results in input order.
//!
//! Two bounds keep memory flat: a document enters only with one of a fixed number of
//! tickets, and its ticket comes back when its result has been written. A slow document
//! therefore holds the others up instead of letting their results pile up.

use std::any::Any;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Mutex, mpsc};
use std::thread;

use demarche::source::RawDocument;

use crate::inputs::{self, Input};

/// What reading an input yields.
#[derive(Debug)]
pub enum Task {
    /// A document to be coded.
    Document(Box<RawDocument>),
    /// Something was repaired; the message names file and position.
    Warning(String),
    /// A file or record could not be used; the message names it.
    Failed(String),
}

/// What became of a task.
#[derive(Debug, PartialEq, Eq)]
pub enum Done<T> {
    /// A coded document.
    Coded(T),
    /// Something was repaired.
    Warning(String),
    /// A file, record or document could not be used.
    Failed(String),
}

/// Stack of a worker: nested pages recurse in the reading library.
const STACK: usize = 16 << 20;

thread_local! {
    static PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs `work` on every document in `jobs` threads and gives `sink` the results in order.
///
/// An error of `sink` ends the batch.
pub fn run<T: Send>(
    inputs: &[Input],
    jobs: usize,
    work: impl Fn(RawDocument) -> Result<T, String> + Sync,
    mut sink: impl FnMut(Done<T>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let slots = jobs * 4;
    let (give_ticket, take_ticket) = mpsc::sync_channel::<()>(slots);
    for _ in 0..slots {
        give_ticket.send(())?;
    }
    let (to_worker, from_reader) = mpsc::sync_channel::<(u64, Task)>(slots);
    let (to_sink, from_worker) = mpsc::channel::<(u64, Done<T>)>();
    let from_reader = Mutex::new(from_reader);
    thread::scope(|scope| {
        // Dropped when this closure returns early, so that the reader stops waiting for it.
        let give_ticket = give_ticket;
        scope.spawn(move || {
            let mut number = 0;
            let mut send = |task| {
                number += 1;
                take_ticket.recv().is_ok() && to_worker.send((number - 1, task)).is_ok()
            };
            for input in inputs {
                if !inputs::read(input, &mut send) {
                    return;
                }
            }
        });
        for _ in 0..jobs {
            let (to_sink, from_reader, work) = (to_sink.clone(), &from_reader, &work);
            thread::Builder::new().stack_size(STACK).spawn_scoped(scope, move || {
                loop {
                    // Held only while taking a task: a poisoned lock cannot happen.
                    let Ok(Ok((number, task))) = from_reader.lock().map(|tasks| tasks.recv())
                    else {
                        return;
                    };
                    if to_sink.send((number, finish(task, work))).is_err() {
                        return;
                    }
                }
            })?;
        }
        drop(to_sink);
        let (mut next, mut early) = (0, BTreeMap::new());
        for (number, done) in from_worker {
            early.insert(number, done);
            while let Some(done) = early.remove(&next) {
                next += 1;
                sink(done)?;
                // Nobody takes tickets any more once the last input was read.
                let _ = give_ticket.send(());
            }
        }
        Ok(())
    })
}

fn finish<T>(task: Task, work: &impl Fn(RawDocument) -> Result<T, String>) -> Done<T> {
    match task {
        Task::Warning(message) => Done::Warning(message),
        Task::Failed(message) => Done::Failed(message),
        Task::Document(document) => {
            let id = document.id.clone();
            match panic::catch_unwind(AssertUnwindSafe(|| work(*document))) {
                Ok(Ok(result)) => Done::Coded(result),
                Ok(Err(message)) => Done::Failed(message),
                Err(payload) => Done::Failed(format!(
                    "{id}: internal error, please report it: {}",
                    PANIC.take().unwrap_or_else(|| message_of(payload.as_ref()))
                )),
            }
        }
    }
}

/// Keeps a panic's message and place for [`run`] instead of printing them.
pub fn keep_panics_quiet() {
    panic::set_hook(Box::new(|info| {
        let place = info.location().map_or_else(String::new, |at| format!(" ({at})"));
        PANIC.set(Some(format!("{}{place}", message_of(info.payload()))));
    }));
}

fn message_of(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn batch(jobs: usize) -> Vec<Done<String>> {
        let dir = tempfile::tempdir().unwrap();
        let lines: Vec<String> =
            (0..200).map(|i| format!("{{\"id\": \"d{i}\", \"text\": \"Text {i}.\"}}")).collect();
        let path = dir.path().join("in.jsonl");
        std::fs::write(&path, lines.join("\n")).unwrap();
        let inputs = [Input::File(path), Input::File(dir.path().join("missing.txt"))];
        let mut all = Vec::new();
        let work = |document: RawDocument| {
            assert_ne!(document.id, "d7", "a made-up fault");
            if document.id.ends_with('3') {
                thread::sleep(std::time::Duration::from_millis(2));
            }
            Ok(document.id)
        };
        let sink = |done| {
            all.push(done);
            Ok(())
        };
        run(&inputs, jobs, work, sink).unwrap();
        all
    }

    #[test]
    fn order_is_kept_and_a_panic_costs_one_document() {
        let all = batch(3);
        assert_eq!(all.len(), 201);
        assert_eq!(all[6], Done::Coded("d6".to_owned()));
        let Done::Failed(message) = &all[7] else { panic!("{:?}", all[7]) };
        assert!(message.starts_with("d7: internal error"), "{message}");
        assert!(message.contains("a made-up fault"), "{message}");
        assert_eq!(all[199], Done::Coded("d199".to_owned()));
        assert!(matches!(&all[200], Done::Failed(message) if message.ends_with("no such file")));
    }

    #[test]
    fn a_failing_sink_ends_the_batch() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("in.jsonl");
        std::fs::write(&path, "{\"text\": \"One.\"}\n".repeat(500)).unwrap();
        let mut count = 0;
        let result = run(
            &[Input::File(path)],
            2,
            |d| Ok(d.id),
            |_| {
                count += 1;
                anyhow::bail!("full")
            },
        );
        assert!(result.is_err());
        assert_eq!(count, 1);
    }
}
