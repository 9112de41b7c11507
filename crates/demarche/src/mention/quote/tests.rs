//! Sentences of our own.
