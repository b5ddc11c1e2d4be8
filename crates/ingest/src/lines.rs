//! A JSON Lines file, one article per line.

use crate::LONGEST_ARTICLE;
use crate::problem::{cannot_read, no_text, not_utf8, too_long};
use crate::record::{self, Parsed};
use demarche_core::{Article, Diagnostic, Published};
use std::io::{self, BufRead, Read};

/// The lines of a file that are still to be read.
pub(crate) struct Lines {
    name: String,
    stem: String,
    from: Box<dyn BufRead + Send>,
    /// Whether the user named the file, rather than a folder above it.
    named: bool,
    /// The date of articles that come without one.
    undated: Option<Published>,
    number: u64,
    buffer: Vec<u8>,
    /// Lines without a text so far, as long as no line had one: the file may be something else, gold records for example.
    textless: Option<u64>,
}

/// An article with the messages about it, or a message alone.
type Item = Result<(Article, Vec<Diagnostic>), Diagnostic>;

impl Lines {
    pub(crate) fn new(
        name: String,
        stem: String,
        from: Box<dyn BufRead + Send>,
        named: bool,
        undated: Option<Published>,
    ) -> Self {
        Lines { name, stem, from, named, undated, number: 0, buffer: Vec::new(), textless: Some(0) }
    }

    /// The file, for messages.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The number of the line that was read last.
    pub(crate) fn number(&self) -> u64 {
        self.number
    }

    /// The next article or message.
    pub(crate) fn next(&mut self) -> Option<Item> {
        loop {
            if let Err(problem) = self.line()? {
                return Some(Err(problem));
            }
            let line = self.buffer.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.buffer);
            if line.trim_ascii().is_empty() {
                continue;
            }
            let place = self.place();
            let line = match std::str::from_utf8(line) {
                Ok(line) => line,
                Err(error) => {
                    return Some(Err(not_utf8(
                        &place,
                        &format!("byte {} of the line", error.valid_up_to() + 1),
                    )));
                }
            };
            return Some(
                match record::parse(line, &place, format!("{}:{}", self.stem, self.number), self.undated) {
                    Ok(Parsed::Textless) => match &mut self.textless {
                        Some(count) => {
                            *count += 1;
                            continue;
                        }
                        None => Err(no_text(&place, "the article has no text")),
                    },
                    Ok(Parsed::Article(article, problem)) => {
                        let first = self.textless.take().filter(|&count| count > 0);
                        let skipped = first.map(|count| {
                            no_text(&place, format!("{count} of the lines before it have no text"))
                        });
                        Ok((*article, skipped.into_iter().chain(problem).collect()))
                    }
                    Err(problem) => Err(problem),
                },
            );
        }
    }

    /// Reads a line into the buffer; none at the end.
    fn line(&mut self) -> Option<Result<(), Diagnostic>> {
        self.buffer.clear();
        self.number += 1;
        let limit = 2 * LONGEST_ARTICLE as u64;
        match self.from.by_ref().take(limit).read_until(b'\n', &mut self.buffer) {
            Ok(0) => self.end().map(Err),
            Ok(read) if read as u64 == limit => {
                // What follows on this line is none of the next line's business; an error shows up on the next read.
                let _ = self.from.skip_until(b'\n');
                Some(Err(too_long(&self.place())))
            }
            Ok(_) => Some(Ok(())),
            Err(error) => {
                // Nothing behind a read error can be trusted, a torn gzip stream for one.
                self.from = Box::new(io::empty());
                Some(Err(cannot_read(&self.place(), &error)))
            }
        }
    }

    /// What is to be said at the end, once.
    fn end(&mut self) -> Option<Diagnostic> {
        let count = self.textless.take().filter(|&count| count > 0)?;
        let message = if self.named { Diagnostic::error } else { Diagnostic::warning };
        Some(
            message(&self.name, "no articles in this file")
                .because(format!("none of its {count} lines has a field `text`"))
                .fix("leave it out if it holds something else; articles have the fields id, title, date and text"),
        )
    }

    fn place(&self) -> String {
        format!("{}:{}", self.name, self.number)
    }
}
