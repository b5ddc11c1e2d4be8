//! brat standoff: a folder with the text of each article and, beside it, its records as annotations to review and correct.
//!
//! `T` is a stretch of text, `E` a record with its trigger and roles, `A` says how far it has come, `#` is the record in words.
//! Offsets count characters. A stretch that runs over the end of a line is written in pieces, since a line of annotations can
//! hold no other.

use crate::Report;
use crate::characters::Characters;
use crate::file_name::file_name;
use crate::folder::Folder;
use crate::words::line;
use demarche_core::{Act, Article, Event, Evidence, Kind, Span, Status};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::io;
use std::path::Path;

/// The kinds and roles that the reviewer can choose from even if no record has them.
const KINDS: [Kind; 6] =
    [Kind::VISIT, Kind::CONTACT, Kind::CONCERN, Kind::AGREEMENT, Kind::STATEMENT, Kind::TONE];
const ROLES: [&str; 7] = ["actor", "recipient", "place", "time", "topic", "quote", "status"];
/// The role of a trigger beside the first: the article tells of the event again.
const MENTION: &str = "mention";

/// A folder with `ARTICLE.txt` and `ARTICLE.ann` for each article, and `annotation.conf`.
pub struct Brat {
    folder: Folder,
    /// Names of files without endings, in lower case: not every system tells large from small letters.
    names: BTreeSet<String>,
    kinds: BTreeSet<String>,
    roles: BTreeSet<String>,
}

impl Brat {
    /// Writes into a new or empty folder, or one that it has written before.
    ///
    /// # Errors
    /// If the folder holds anything else, or cannot be written.
    pub fn new(folder: &Path) -> io::Result<Self> {
        Ok(Brat {
            folder: Folder::open(folder)?,
            names: BTreeSet::new(),
            kinds: KINDS.iter().map(|kind| type_name(kind.as_str())).collect(),
            roles: ROLES.into_iter().chain([MENTION]).map(type_name).collect(),
        })
    }

    /// A name for the article's files that no other article has.
    fn name(&mut self, id: &str) -> String {
        let name = file_name(id);
        let numbered = (2..).map(|number| format!("{name}-{number}"));
        let mut free = std::iter::once(name.clone()).chain(numbered);
        free.find(|name| self.names.insert(name.to_lowercase())).unwrap_or(name)
    }
}

impl Report for Brat {
    fn article(&mut self, article: &Article, events: &[Event]) -> io::Result<()> {
        let mut standoff = Standoff::new(&article.text);
        for event in events {
            standoff.event(event);
        }
        self.kinds.extend(events.iter().map(|event| type_name(event.kind.as_str())));
        self.roles.extend(standoff.stretches.into_keys().filter(|s| s.is_role).map(|s| s.type_name));
        let name = self.name(&article.id);
        self.folder.write(&format!("{name}.txt"), article.text.as_bytes())?;
        self.folder.write(&format!("{name}.ann"), standoff.out.as_bytes())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.folder.write("annotation.conf", configuration(&self.kinds, &self.roles).as_bytes())
    }
}

/// What brat lets the reviewer choose from.
fn configuration(kinds: &BTreeSet<String>, roles: &BTreeSet<String>) -> String {
    let list =
        |names: &mut dyn Iterator<Item = String>, separator: &str| names.collect::<Vec<_>>().join(separator);
    let entities = list(&mut roles.iter().cloned(), "\n");
    let arguments = list(&mut roles.iter().map(|role| format!("{role}*:{role}")), ", ");
    let events = list(&mut kinds.iter().map(|kind| format!("{kind}\t<ROLES>")), "\n");
    let statuses = list(&mut Status::ALL.iter().map(Status::to_string), "|");
    let acts = list(&mut Act::ALL.iter().map(Act::to_string), "|");
    format!(
        "[entities]\n{entities}\n\n[relations]\n\n[events]\n<ROLES>={arguments}\n{events}\n\n[attributes]\n\
         Negation\tArg:<EVENT>\nHypothetical\tArg:<EVENT>\n\
         Status\tArg:<EVENT>, Value:{statuses}\nAct\tArg:<EVENT>, Value:{acts}\n"
    )
}

/// A stretch of text that has a type.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Stretch {
    type_name: String,
    span: Span,
    /// Whether it stands for a role, not for a record.
    is_role: bool,
}

/// The annotations of one article.
struct Standoff<'a> {
    text: &'a str,
    characters: Characters<'a>,
    /// With their numbers, which begin with 1.
    stretches: BTreeMap<Stretch, usize>,
    events: usize,
    attributes: usize,
    out: String,
}

impl<'a> Standoff<'a> {
    fn new(text: &'a str) -> Self {
        Standoff {
            text,
            characters: Characters::of(text),
            stretches: BTreeMap::new(),
            events: 0,
            attributes: 0,
            out: String::new(),
        }
    }

    /// One record. The sentence is a stretch only where nothing shorter is cited, as it would cover all others.
    fn event(&mut self, event: &Event) {
        let kind = type_name(event.kind.as_str());
        let triggers = event.evidence.iter().filter(|e| e.role == "trigger");
        let short = event.evidence.iter().filter(|e| e.role != "sentence");
        let mut choice = triggers.chain(short).chain(&event.evidence);
        let trigger = choice.find_map(|e| Some((e, self.stretch(kind.clone(), e, false)?)));
        let Some((trigger, number)) = trigger else { return };
        let mut arguments = String::new();
        let mut roles: Vec<(String, usize)> = Vec::new();
        for evidence in event.evidence.iter().filter(|&e| e != trigger && e.role != "sentence") {
            let role = type_name(if evidence.role == "trigger" { MENTION } else { &evidence.role });
            let Some(number) = self.stretch(role.clone(), evidence, true) else { continue };
            if roles.contains(&(role.clone(), number)) {
                continue;
            }
            // brat numbers the second and further stretches of a role: Actor, Actor2.
            let rank = roles.iter().filter(|(own, _)| *own == role).count() + 1;
            let rank = if rank == 1 { String::new() } else { rank.to_string() };
            let _ = write!(arguments, " {role}{rank}:T{number}");
            roles.push((role, number));
        }
        self.events += 1;
        let id = self.events;
        let _ = writeln!(self.out, "E{id}\t{kind}:T{number}{arguments}");
        for attribute in attributes(event) {
            self.attributes += 1;
            let (name, value) = attribute;
            let _ = writeln!(self.out, "A{}\t{name} E{id}{value}", self.attributes);
        }
        let note: String = line(event).chars().map(|c| if breaks(c) { ' ' } else { c }).collect();
        let _ = writeln!(self.out, "#{id}\tAnnotatorNotes E{id}\t{note} · {}", event.id);
    }

    /// The number of a stretch, which is written when it comes first; none if there is nothing to see of it.
    fn stretch(&mut self, type_name: String, evidence: &Evidence, is_role: bool) -> Option<usize> {
        let stretch = Stretch { type_name, span: evidence.span, is_role };
        if let Some(&known) = self.stretches.get(&stretch) {
            return Some(known);
        }
        let pieces = pieces(self.text, evidence.span);
        if pieces.is_empty() {
            return None;
        }
        let offsets: Vec<String> = pieces
            .iter()
            .map(|&piece| self.characters.range(piece))
            .map(|range| format!("{} {}", range.start, range.end))
            .collect();
        let words: Vec<&str> = pieces.iter().map(|piece| piece.slice(self.text)).collect();
        let number = self.stretches.len() + 1;
        let _ =
            writeln!(self.out, "T{number}\t{} {}\t{}", stretch.type_name, offsets.join(";"), words.join(" "));
        self.stretches.insert(stretch, number);
        Some(number)
    }
}

/// A stretch without the ends of lines and tabs in it and the white space around them.
fn pieces(text: &str, span: Span) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut at = span.start as usize;
    for line in span.slice(text).split_inclusive(breaks) {
        let blank = |c: char| c.is_whitespace() || breaks(c);
        let words = line.trim_matches(blank);
        if !words.is_empty() {
            let start = at + (line.len() - line.trim_start_matches(blank).len());
            pieces.push(Span::new(start, start + words.len()));
        }
        at += line.len();
    }
    pieces
}

/// Whether some reader takes this character for the end of a line or of one of its columns.
fn breaks(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// A name as brat stores it, with a large letter: `Visit`.
fn type_name(name: &str) -> String {
    let safe = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' };
    let mut chars = name.chars().map(safe);
    chars.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(chars).collect()
}

/// Names of attributes, with the value after a space where they have one.
fn attributes(event: &Event) -> Vec<(&'static str, String)> {
    let mut attributes = Vec::new();
    let flag = match event.status {
        Some(Status::Cancelled | Status::Rejected) => Some("Negation"),
        Some(Status::Invited | Status::Desired | Status::Planned | Status::Postponed | Status::Proposed) => {
            Some("Hypothetical")
        }
        _ => None,
    };
    attributes.extend(flag.map(|flag| (flag, String::new())));
    attributes.extend(event.status.map(|status| ("Status", format!(" {status}"))));
    attributes.extend(event.act.map(|act| ("Act", format!(" {act}"))));
    attributes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_is_cut_at_ends_of_lines_and_tabs_only() {
        let text = " Ane \r\n  Berg\u{85}of a\tcity\u{2028}";
        let words: Vec<&str> =
            pieces(text, Span::new(0, text.len())).iter().map(|piece| piece.slice(text)).collect();
        assert_eq!(words, ["Ane", "Berg", "of a", "city"]);
        assert!(pieces("a\n \nb", Span::new(1, 4)).is_empty());
    }

    #[test]
    fn articles_that_share_a_name_get_files_of_their_own() {
        let scratch = tempfile::tempdir().unwrap();
        let mut brat = Brat::new(&scratch.path().join("out")).unwrap();
        let names: Vec<String> = ["Note", "note", "note", "other"].map(|id| brat.name(id)).into();
        assert_eq!(names, ["Note", "note-2", "note-3", "other"]);
    }
}
