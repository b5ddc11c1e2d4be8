//! The messages for what cannot be read: what, why, and what to do.

use crate::LONGEST_ARTICLE;
use demarche_core::Diagnostic;
use std::io::ErrorKind;

/// The message for a file or folder that the system does not hand over.
pub(crate) fn cannot_read(name: &str, error: &std::io::Error) -> Diagnostic {
    let fix = match error.kind() {
        ErrorKind::NotFound => "check the spelling; folders and - for standard input may be named too",
        ErrorKind::PermissionDenied => "make it readable for the user who runs this, or leave it out",
        ErrorKind::InvalidInput | ErrorKind::InvalidData | ErrorKind::UnexpectedEof => {
            "fetch or pack it again: the file is damaged or incomplete"
        }
        _ => "see whether another program can read it",
    };
    Diagnostic::error(name, "cannot be read").because(error.to_string()).fix(fix)
}

/// The message for bytes that are no text.
pub(crate) fn not_utf8(place: &str, byte: &str) -> Diagnostic {
    Diagnostic::error(place, "not UTF-8")
        .because(format!("{byte} is part of no character"))
        .fix("convert it, for example with `iconv -f WINDOWS-1252 -t UTF-8`")
}

/// The message for what is too long.
pub(crate) fn too_long(place: &str) -> Diagnostic {
    Diagnostic::error(place, "too long for one article")
        .because(format!("more than {} MiB", LONGEST_ARTICLE >> 20))
        .fix("split it into articles, one file or one JSON line each")
}

/// The message for objects without a text.
pub(crate) fn no_text(place: &str, what: impl Into<String>) -> Diagnostic {
    Diagnostic::error(place, what)
        .because("there is no field `text`")
        .fix("give every line the fields id, title, date and text")
}

/// The message for an article without a word.
pub(crate) fn empty(place: &str) -> Diagnostic {
    Diagnostic::error(place, "the article is empty")
        .because("there is nothing but white space in it")
        .fix("leave it out, or see whether its text was lost on the way")
}

/// The message for a line that is no object.
pub(crate) fn broken(place: &str, error: &serde_json::Error) -> Diagnostic {
    // One line was handed over, so the parser's "at line 1" would mislead.
    let message = error.to_string();
    let why = message.split(" at line ").next().unwrap_or(&message);
    Diagnostic::error(place, "not a JSON object of an article")
        .because(format!("{why}, at column {}", error.column()))
        .fix("write one object per line, as {\"id\": …, \"title\": …, \"date\": \"YYYY-MM-DD\", \"text\": …}")
}
