//! What a name of the tables stands for, as a value and as a number of the image.

/// A way in which a state is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StateForm {
    Name,
    Demonym,
    Adjective,
    Metonym,
}

/// What a name in the index stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entity {
    State(u32, StateForm),
    Person(u32),
    Organisation(u32),
}

/// Bits of a number that say which kind of entity it is.
const KINDS: u32 = 3;

impl Entity {
    /// The number that stands for it in the image.
    pub(crate) fn number(self) -> u32 {
        let (index, kind) = match self {
            Entity::State(index, StateForm::Name) => (index, 0),
            Entity::State(index, StateForm::Demonym) => (index, 1),
            Entity::State(index, StateForm::Adjective) => (index, 2),
            Entity::State(index, StateForm::Metonym) => (index, 3),
            Entity::Person(index) => (index, 4),
            Entity::Organisation(index) => (index, 5),
        };
        index << KINDS | kind
    }

    /// The entity a number stands for.
    pub(crate) fn from_number(number: u32) -> Entity {
        let index = number >> KINDS;
        match number & ((1 << KINDS) - 1) {
            0 => Entity::State(index, StateForm::Name),
            1 => Entity::State(index, StateForm::Demonym),
            2 => Entity::State(index, StateForm::Adjective),
            3 => Entity::State(index, StateForm::Metonym),
            4 => Entity::Person(index),
            _ => Entity::Organisation(index),
        }
    }
}
