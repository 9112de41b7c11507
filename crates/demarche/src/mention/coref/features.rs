//! What speaks for and against an antecedent, as named features.

use super::noun::{Entity, Role};
use super::words::{Class, Gender};
use crate::mention::coref::noun::Reader;
use crate::syntax::{Deprel, Upos};

/// Takes the features of one candidate: the parts of each feature's name.
pub trait Names {
    /// Adds the feature whose name is `parts` joined by `|`.
    fn add(&mut self, parts: &[&str]);
}

/// A pronoun that is to be resolved.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pronoun {
    pub token: usize,
    /// `he`, `she`, `they` or `it`.
    pub class: &'static str,
    pub role: Role,
    pub reflexive: bool,
    pub quoted: bool,
}

impl Pronoun {
    /// Whether it points to a person, and so to something.
    pub(super) fn is_personal(&self) -> bool {
        matches!(self.class, "he" | "she")
    }

    pub(super) fn at(reader: &Reader<'_>, token: usize) -> Option<Pronoun> {
        let upos = reader.tree.word(token).upos;
        if !matches!(upos, Upos::Pron | Upos::Det) {
            return None;
        }
        let lower = reader.tokens[token].to_lowercase();
        let is = |class| reader.knowledge.is(&lower, class);
        let class = if is("person_pronoun") {
            if lower.starts_with('s') || lower.starts_with("her") { "she" } else { "he" }
        } else if is("group_pronoun") {
            "they"
        } else if is("thing_pronoun") {
            "it"
        } else {
            return None;
        };
        let reflexive = is("reflexive_pronoun");
        let role = Role::of(reader.tree, token);
        Some(Pronoun { token, class, role, reflexive, quoted: reader.quoted[token] })
    }
}

fn bucket(n: usize) -> &'static str {
    match n {
        0 => "0",
        1 => "1",
        2 => "2",
        3 => "3",
        4..=5 => "4",
        6..=8 => "6",
        _ => "9",
    }
}

/// Features of `entity` as what `pronoun` points to; `rank` is the number of entities spoken
/// of more recently. `false` when the grammar rules it out.
pub(super) fn describe(
    reader: &Reader<'_>,
    pronoun: &Pronoun,
    entity: &Entity,
    rank: usize,
    out: &mut impl Names,
) -> bool {
    let (class, tree) = (pronoun.class, reader.tree);
    let latest = entity.latest();
    let same = latest.sentence == reader.sentence;
    if same && is_barred(reader, pronoun, latest.head) {
        return false;
    }
    let distance = bucket(reader.sentence - latest.sentence);
    let role = latest.role.name();
    out.add(&["distance", class, distance]);
    out.add(&["rank", class, bucket(rank)]);
    out.add(&["role", class, role]);
    out.add(&["role-distance", distance, role]);
    out.add(&["roles", pronoun.role.name(), role, if same { "same" } else { "other" }]);
    let sex = match class {
        "he" => Some(Gender::Male),
        "she" => Some(Gender::Female),
        _ => None,
    };
    let gender = match (sex, entity.gender) {
        (None, None) => "none",
        (None, Some(_)) => "sexed",
        (Some(_), None) => "unknown",
        (Some(a), Some(b)) if a == b => "agrees",
        _ => "clashes",
    };
    let person = match entity.person {
        Some(true) => "person",
        Some(false) => "thing",
        None => "unknown",
    };
    let number = match (entity.plural, entity.group) {
        (true, _) => "plural",
        (_, true) => "group",
        _ => "singular",
    };
    out.add(&["gender", class, gender]);
    out.add(&["person", class, person, number]);
    // "Anybody … they" is common, "the minister … they" is not.
    out.add(&["number", class, number, entity.definite]);
    out.add(&["sort", class, entity.sort]);
    out.add(&["definite", class, entity.definite]);
    out.add(&["size", class, bucket(entity.nouns.len())]);
    if entity.coordinated {
        out.add(&["coordinated", class]);
    }
    if latest.pronoun {
        out.add(&["pronoun", class, distance]);
    }
    if entity.since == 0 && entity.nouns.len() > 1 {
        out.add(&["title", class]);
    }
    let quotes = match (pronoun.quoted, latest.quoted) {
        (true, true) => "both",
        (true, false) => "pronoun",
        (false, true) => "antecedent",
        (false, false) => "neither",
    };
    out.add(&["quotes", quotes, if same { "same" } else { "other" }]);
    if same {
        let verb = tree.head(latest.head);
        let says = verb.is_some_and(|v| reader.words.reports(&tree.word(v).lemma));
        if says && latest.role == Role::Subject {
            let inside = verb.is_some_and(|v| tree.governs(v, pronoun.token));
            out.add(&["speaker", class, if inside { "inside" } else { "outside" }]);
        }
        if latest.role == Role::Subject && verb.is_some_and(|v| tree.governs(v, pronoun.token)) {
            out.add(&["commands", class, pronoun.role.name()]);
        }
        if latest.head > pronoun.token {
            out.add(&["after", class]);
        }
        let near = pronoun.token.abs_diff(latest.head);
        out.add(&[
            "near",
            if near < 4 {
                "4"
            } else if near < 10 {
                "10"
            } else {
                "far"
            },
        ]);
    }
    if pronoun.reflexive {
        out.add(&["reflexive", if same { role } else { "elsewhere" }]);
    }
    true
}

/// A subject is no antecedent of its own object, and a phrase none of a word in it.
fn is_barred(reader: &Reader<'_>, pronoun: &Pronoun, head: usize) -> bool {
    let tree = reader.tree;
    if tree.governs(head, pronoun.token) && is_inside(reader, head, pronoun.token) {
        return true;
    }
    let object = matches!(pronoun.role, Role::Object | Role::Oblique) && !pronoun.reflexive;
    let verb = tree.head(pronoun.token);
    object
        && verb.is_some_and(|v| tree.head(head) == Some(v))
        && Role::of(tree, head) == Role::Subject
}

/// Whether only nominal links lead from a word up to `head`: no clause of its own between.
fn is_inside(reader: &Reader<'_>, head: usize, token: usize) -> bool {
    let tree = reader.tree;
    let mut at = token;
    while at != head {
        if matches!(tree.word(at).deprel, Deprel::AclRelcl | Deprel::Acl | Deprel::Conj) {
            return false;
        }
        match tree.head(at) {
            Some(governor) => at = governor,
            None => return false,
        }
    }
    true
}

/// Features of "it points to nothing": "it is clear that", "it rained".
pub(super) fn describe_nothing(reader: &Reader<'_>, pronoun: &Pronoun, out: &mut impl Names) {
    let (class, tree) = (pronoun.class, reader.tree);
    out.add(&["nothing", class]);
    out.add(&["nothing", class, pronoun.role.name(), if pronoun.quoted { "quoted" } else { "" }]);
    if tree.word(pronoun.token).deprel == Deprel::Expl {
        out.add(&["nothing", class, "expletive"]);
    }
    let Some(governor) = tree.head(pronoun.token) else { return };
    let lemma = &tree.word(governor).lemma;
    let classes = [
        (Class::Weather, "weather"),
        (Class::Impersonal, "impersonal"),
        (Class::Judgement, "judgement"),
    ];
    for (of, name) in classes {
        if reader.words.is(lemma, of) {
            out.add(&["nothing", class, name]);
        }
    }
    let clause = tree.children(governor).any(|c| {
        c > pronoun.token
            && matches!(
                tree.word(c).deprel,
                Deprel::Csubj | Deprel::Ccomp | Deprel::Xcomp | Deprel::Advcl
            )
    });
    let copula = tree.child(governor, Deprel::Cop).is_some();
    out.add(&[
        "nothing",
        class,
        if copula { "copula" } else { "verb" },
        if clause { "clause" } else { "none" },
    ]);
    if class == "they" && pronoun.role == Role::Subject {
        out.add(&["nothing", class, if reader.words.reports(lemma) { "say" } else { "act" }]);
    }
}
