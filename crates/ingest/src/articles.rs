//! The stream of articles.

use crate::LONGEST_ARTICLE;
use crate::bytes::open;
use crate::files::{Input, Layout, cannot_read};
use crate::record;
use demarche_core::{Article, DateMethod, Diagnostic, Precision, Published};
use jiff::civil::Date;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

/// The articles of a set of inputs, one after the other, each read only when it is asked for, with a message wherever
/// something could not be read.
pub struct Articles {
    files: std::vec::IntoIter<Input>,
    /// The JSON Lines file that is being read.
    lines: Option<Lines>,
    /// An article whose own message was handed over first.
    held: Option<Article>,
    date: Option<Date>,
    bytes_read: Arc<AtomicU64>,
    seen: Seen,
}

struct Lines {
    name: String,
    stem: String,
    from: Box<dyn BufRead + Send>,
    number: u64,
    buffer: Vec<u8>,
}

impl Articles {
    pub(crate) fn new(files: Vec<Input>, date: Option<Date>) -> Self {
        Articles {
            files: files.into_iter(),
            lines: None,
            held: None,
            date,
            bytes_read: Arc::default(),
            seen: Seen::default(),
        }
    }

    /// How many bytes of the files were read so far, as they lie on disk; another thread may look at it.
    pub fn bytes_read(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.bytes_read)
    }

    /// An article that was read at `place`, with the message that belongs to it.
    fn deliver(
        &mut self,
        mut article: Article,
        place: Place,
        problem: Option<Diagnostic>,
    ) -> Result<Article, Diagnostic> {
        // A date that was given but cannot be read is not "undated": the user's date would be a guess.
        if article.published.is_none() && problem.is_none() {
            article.published =
                self.date.map(|date| Published { date, precision: Precision::Day, method: DateMethod::User });
        }
        match self.seen.note(&article.id, place).or(problem) {
            None => Ok(article),
            Some(message) => {
                self.held = Some(article);
                Err(message)
            }
        }
    }

    /// Opens the next file: its only article, or nothing if its lines are to be read now.
    fn start(&mut self, input: Input) -> Option<Result<Article, Diagnostic>> {
        let Input { name, stem, layout, open: from } = input;
        let mut from = match open(from, &self.bytes_read) {
            Ok(from) => from,
            Err(error) => return Some(Err(cannot_read(&name, &error))),
        };
        let layout = match layout {
            Layout::Detect => match detect(&mut from) {
                Ok(layout) => layout,
                Err(error) => return Some(Err(cannot_read(&name, &error))),
            },
            known => known,
        };
        if layout == Layout::Lines {
            self.lines = Some(Lines { name, stem, from, number: 0, buffer: Vec::new() });
            return None;
        }
        Some(match whole(from, &name) {
            Ok(text) => self.deliver(Article::new(stem, text), Place { file: name, line: 0 }, None),
            Err(problem) => Err(problem),
        })
    }
}

impl Iterator for Articles {
    type Item = Result<Article, Diagnostic>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(article) = self.held.take() {
            return Some(Ok(article));
        }
        loop {
            if let Some(lines) = &mut self.lines {
                match lines.next() {
                    Some(Ok((article, problem))) => {
                        let place = Place { file: lines.name.clone(), line: lines.number };
                        return Some(self.deliver(article, place, problem));
                    }
                    Some(Err(problem)) => return Some(Err(problem)),
                    None => self.lines = None,
                }
            }
            let input = self.files.next()?;
            if let Some(item) = self.start(input) {
                return Some(item);
            }
        }
    }
}

impl Lines {
    /// The next line that is not blank.
    fn next(&mut self) -> Option<Result<(Article, Option<Diagnostic>), Diagnostic>> {
        loop {
            self.buffer.clear();
            self.number += 1;
            let limit = 2 * LONGEST_ARTICLE as u64;
            match self.from.by_ref().take(limit).read_until(b'\n', &mut self.buffer) {
                Ok(0) => return None,
                Ok(_) => {}
                Err(error) => {
                    // Nothing behind a read error can be trusted, a torn gzip stream for one.
                    let problem = cannot_read(&self.place(), &error);
                    self.from = Box::new(io::empty());
                    return Some(Err(problem));
                }
            }
            if self.buffer.len() as u64 == limit {
                let problem = too_long(&self.place());
                // What follows on this line is none of the next line's business; an error shows up on the next read.
                let _ = self.from.skip_until(b'\n');
                return Some(Err(problem));
            }
            let line = self.buffer.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.buffer);
            if line.trim_ascii().is_empty() {
                continue;
            }
            let place = self.place();
            return Some(match std::str::from_utf8(line) {
                Ok(line) => record::parse(line, &place, format!("{}:{}", self.stem, self.number)),
                Err(error) => Err(not_utf8(&place, &format!("byte {} of the line", error.valid_up_to() + 1))),
            });
        }
    }

    fn place(&self) -> String {
        format!("{}:{}", self.name, self.number)
    }
}

/// JSON Lines begin with an opening brace, a text hardly ever does.
fn detect(from: &mut impl BufRead) -> io::Result<Layout> {
    let head = from.fill_buf()?;
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    Ok(if head.starts_with(b"{") { Layout::Lines } else { Layout::Text })
}

/// A whole file as one text. A byte order mark stays: offsets point into the text as given.
fn whole(from: impl Read, name: &str) -> Result<String, Diagnostic> {
    let mut bytes = Vec::new();
    from.take(LONGEST_ARTICLE as u64 + 1).read_to_end(&mut bytes).map_err(|e| cannot_read(name, &e))?;
    if bytes.len() > LONGEST_ARTICLE {
        return Err(too_long(name));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + valid.iter().filter(|&&b| b == b'\n').count();
        not_utf8(&format!("{name}:{line}"), &format!("byte {} of the file", valid.len() + 1))
    })?;
    if record::is_blank(&text) { Err(record::empty(name)) } else { Ok(text) }
}

fn not_utf8(place: &str, byte: &str) -> Diagnostic {
    Diagnostic::error(place, "not UTF-8")
        .because(format!("{byte} is part of no character"))
        .fix("convert it, for example with `iconv -f WINDOWS-1252 -t UTF-8`")
}

fn too_long(place: &str) -> Diagnostic {
    Diagnostic::error(place, "too long for one article")
        .because(format!("more than {} MiB", LONGEST_ARTICLE >> 20))
        .fix("split it into articles, one file or one JSON line each")
}

/// Where an article was read; line 0 stands for the whole file.
struct Place {
    file: String,
    line: u64,
}

/// Which ids came up, so that two articles of one id are noticed.
#[derive(Default)]
struct Seen {
    /// The first place by a hash of the id, which is enough to tell some millions of ids apart.
    first: HashMap<u64, (u32, u32)>,
    files: Vec<String>,
}

impl Seen {
    /// Both are analysed, for nothing may be lost; but whoever reads the records must know.
    fn note(&mut self, id: &str, place: Place) -> Option<Diagnostic> {
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
