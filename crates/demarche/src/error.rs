//! The library's one error type and its warnings, both with stable codes.
//!
//! An [`Error`] says that a document or table could not be used at all; a
//! [`Warning`] says that something in it was skipped or repaired. Both carry a code
//! that never changes its meaning, so that the command line, HTTP and Python show
//! the same one.

use std::fmt;

/// Why a document or a table could not be used.
///
/// # Example
///
/// ```
/// let error = demarche::lexicon::Table::parse("x.tsv", "id\tname\na\n").unwrap_err();
/// assert_eq!(error.code(), "lexicon-fields");
/// assert_eq!(error.to_string(), "x.tsv:2: 1 field where the header has 2");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    code: Code,
    position: Position,
    message: String,
}

/// Result with the library's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Where in the input something is wrong; every part may be unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// File or table, as it was named by the caller.
    pub file: Option<String>,
    /// Line, from 1.
    pub line: Option<usize>,
    /// Column of a table by its name.
    pub column: Option<String>,
}

impl Position {
    /// A whole file.
    pub fn file(file: &str) -> Position {
        Position { file: Some(file.to_owned()), ..Position::default() }
    }

    /// A line of a file, counted from 1.
    pub fn line(file: &str, line: usize) -> Position {
        Position { line: Some(line), ..Position::file(file) }
    }

    /// A named column of a table's line.
    pub fn column(file: &str, line: usize, column: &str) -> Position {
        Position { column: Some(column.to_owned()), ..Position::line(file, line) }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.file.as_deref().unwrap_or("input"))?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        match &self.column {
            Some(column) => write!(f, ": column `{column}`"),
            None => Ok(()),
        }
    }
}

/// Stable codes of errors and warnings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Code {
    /// The input holds no text.
    InputEmpty,
    /// The input is not text: PDF, ZIP, an image, NUL bytes.
    InputBinary,
    /// The input is larger than the limit.
    InputTooLarge,
    /// The page's elements are nested too deep.
    HtmlTooDeep,
    /// The page holds no main text.
    HtmlNoText,
    /// Reading the page failed in a way that should not happen.
    HtmlFailed,
    /// Some bytes did not fit the encoding and were replaced.
    EncodingReplaced,
    /// A JSONL line could not be read.
    JsonlLine,
    /// A JSONL field has the wrong type or a value that cannot be read.
    JsonlField,
    /// Two documents have the same identifier.
    DuplicateId,
    /// A table's header is missing or lacks a column.
    LexiconHeader,
    /// A line of a table has more or fewer fields than the header.
    LexiconFields,
    /// A field of a table has a value that cannot be read.
    LexiconValue,
    /// A table does not exist or could not be opened.
    LexiconTable,
    /// A field refers to something that no table has.
    LexiconReference,
    /// Two rows say the same or contradict each other.
    LexiconConflict,
    /// A row stands out of order.
    LexiconOrder,
    /// The model file cannot be used.
    Model,
}

impl Code {
    /// The code as users see it.
    pub fn as_str(self) -> &'static str {
        match self {
            Code::InputEmpty => "input-empty",
            Code::InputBinary => "input-binary",
            Code::InputTooLarge => "input-too-large",
            Code::HtmlTooDeep => "html-too-deep",
            Code::HtmlNoText => "html-no-text",
            Code::HtmlFailed => "html-failed",
            Code::EncodingReplaced => "encoding-replaced",
            Code::JsonlLine => "jsonl-line",
            Code::JsonlField => "jsonl-field",
            Code::DuplicateId => "duplicate-id",
            Code::LexiconHeader => "lexicon-header",
            Code::LexiconFields => "lexicon-fields",
            Code::LexiconValue => "lexicon-value",
            Code::LexiconTable => "lexicon-table",
            Code::LexiconReference => "lexicon-reference",
            Code::LexiconConflict => "lexicon-conflict",
            Code::LexiconOrder => "lexicon-order",
            Code::Model => "model",
        }
    }
}

impl Error {
    /// Makes an error; `message` is a lower-case fragment without a full stop.
    pub fn new(code: Code, position: Position, message: impl Into<String>) -> Error {
        Error { code, position, message: message.into() }
    }

    /// The stable code.
    pub fn code(&self) -> &'static str {
        self.code.as_str()
    }

    /// Where the fault is.
    pub fn position(&self) -> &Position {
        &self.position
    }

    /// What is wrong, without the position.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Whether the input held nothing to read (as opposed to something unreadable).
    pub fn is_empty_input(&self) -> bool {
        matches!(self.code, Code::InputEmpty | Code::HtmlNoText)
    }

    /// Whether the fault is in a lexicon table.
    pub fn is_lexicon(&self) -> bool {
        self.code().starts_with("lexicon-")
    }

    /// The error as a warning about one document, where the batch goes on without it.
    pub fn into_warning(self, document: Option<&str>) -> Warning {
        Warning {
            code: self.code,
            document: document.map(str::to_owned),
            position: self.position,
            message: self.message,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.position, self.message)
    }
}

impl std::error::Error for Error {}

/// Something that was skipped or repaired while the work went on.
///
/// # Example
///
/// ```
/// use demarche::error::{Code, Position, Warning};
/// let warning = Warning::new(Code::JsonlLine, Position::line("in.jsonl", 3), "not a JSON object");
/// assert_eq!(warning.to_string(), "in.jsonl:3: not a JSON object [jsonl-line]");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Stable code.
    pub code: Code,
    /// Document it is about, when there is one.
    pub document: Option<String>,
    /// Where in the input.
    pub position: Position,
    /// A lower-case fragment without a full stop.
    pub message: String,
}

impl Warning {
    /// Makes a warning that is about no one document.
    pub fn new(code: Code, position: Position, message: impl Into<String>) -> Warning {
        Warning { code, document: None, position, message: message.into() }
    }

    /// The same warning about the document `id`.
    pub fn about(self, id: &str) -> Warning {
        Warning { document: Some(id.to_owned()), ..self }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} [{}]", self.position, self.message, self.code.as_str())
    }
}
