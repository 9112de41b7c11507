//! Everything compiled ahead from the embedded tables, for `build.rs` and the tests.

use crate::event::predicates::PATTERNS;
use crate::lexicon::section::Section;
use crate::mention::actor::index::NAMES;
use crate::mention::actor::named::{ORGANISATIONS, PERSONS};
use crate::mention::actor::nouns::NOUNS;
use crate::mention::place::entries::PLACES;
use crate::mention::quote::outlets::OUTLETS;

/// All sections of the image.
pub(crate) const SECTIONS: [Section; 7] =
    [PATTERNS, NAMES, ORGANISATIONS, PERSONS, NOUNS, PLACES, OUTLETS];
