//! Which ids came up, so that two articles of one id are noticed.

use demarche_core::Diagnostic;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Where an article was read; line 0 stands for the whole file.
pub(crate) struct Place {
    pub(crate) file: String,
    pub(crate) line: u64,
}

/// The ids so far.
#[derive(Default)]
pub(crate) struct Seen {
    /// The first place by a hash of the id, which is enough to tell some millions of ids apart.
    first: HashMap<u64, (u32, u32)>,
    files: Vec<String>,
}

impl Seen {
    /// Both are analysed, for nothing may be lost; but whoever reads the records must know.
    pub(crate) fn note(&mut self, id: &str, place: Place) -> Option<Diagnostic> {
        let mut hasher = DefaultHasher::new();
        id.hash(&mut hasher);
        if self.files.last() != Some(&place.file) {
            self.files.push(place.file);
        }
        let here = (self.files.len() - 1, place.line);
        match self.first.entry(hasher.finish()) {
            Entry::Vacant(free) => {
                free.insert((here.0 as u32, here.1 as u32));
                None
            }
            Entry::Occupied(first) => {
                let (file, line) = *first.get();
                let first = self.show(file as usize, u64::from(line));
                let again = self.show(here.0, here.1);
                Some(
                    Diagnostic::warning(again, format!("a second article is called `{id}`"))
                        .because(format!("{first} has the same id; both were analysed"))
                        .fix(
                            "give each article an id of its own: rename the file, or set `id` in JSON Lines",
                        ),
                )
            }
        }
    }

    fn show(&self, file: usize, line: u64) -> String {
        match (self.files.get(file), line) {
            (Some(name), 0) => name.clone(),
            (Some(name), line) => format!("{name}:{line}"),
            (None, _) => String::new(),
        }
    }
}
