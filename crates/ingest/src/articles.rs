//! The stream of articles.

use crate::LONGEST_ARTICLE;
use crate::bytes::open;
use crate::files::{Input, Inputs, Layout};
use crate::lines::Lines;
use crate::problem::{cannot_read, empty, not_utf8, too_long};
use crate::record::is_blank;
use crate::seen::{Place, Seen};
use demarche_core::{Article, DateMethod, Diagnostic, Precision, Published};
use jiff::civil::Date;
use std::collections::VecDeque;
use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

/// The articles of a set of inputs, one after the other, each read only when it is asked for, with a message wherever
/// something could not be read.
pub struct Articles {
    files: std::vec::IntoIter<Input>,
    /// The JSON Lines file that is being read.
    lines: Option<Lines>,
    /// What was read but not handed over yet: an article comes after the messages about it.
    ready: VecDeque<Result<Article, Diagnostic>>,
    /// The date of articles that come without one.
    undated: Option<Published>,
    bytes_read: Arc<AtomicU64>,
    seen: Seen,
}

impl Inputs {
    /// Reads them one after the other. An article that comes without a date gets `date`.
    pub fn articles(self, date: Option<Date>) -> Articles {
        Articles::new(self.files, date)
    }
}

impl Articles {
    fn new(files: Vec<Input>, date: Option<Date>) -> Self {
        Articles {
            files: files.into_iter(),
            lines: None,
            ready: VecDeque::new(),
            undated: date.map(|date| Published { date, precision: Precision::Day, method: DateMethod::User }),
            bytes_read: Arc::default(),
            seen: Seen::default(),
        }
    }

    /// How many bytes of the files were read so far, as they lie on disk; another thread may look at it.
    pub fn bytes_read(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.bytes_read)
    }

    /// Reads on until something is ready; false at the end of all inputs.
    fn read_on(&mut self) -> bool {
        if let Some(lines) = &mut self.lines {
            match lines.next() {
                Some(Ok((article, problems))) => {
                    let place = Place { file: lines.name().to_owned(), line: lines.number() };
                    self.deliver(article, place, problems);
                }
                Some(Err(problem)) => self.ready.push_back(Err(problem)),
                None => self.lines = None,
            }
        } else if let Some(input) = self.files.next() {
            self.start(input);
        } else {
            return false;
        }
        true
    }

    /// Opens the next file and reads it if it is a text.
    fn start(&mut self, input: Input) {
        let Input { name, stem, layout, open: from, named } = input;
        let opened = open(from, &self.bytes_read).and_then(|mut from| {
            let layout = if layout == Layout::Detect { detect(&mut from)? } else { layout };
            Ok((from, layout))
        });
        match opened {
            Ok((from, Layout::Lines)) => self.lines = Some(Lines::new(name, stem, from, named, self.undated)),
            Ok((from, _)) => match whole(from, &name) {
                Ok(text) => {
                    let mut article = Article::new(stem, text);
                    article.published = self.undated;
                    self.deliver(article, Place { file: name, line: 0 }, Vec::new())
                }
                Err(problem) => self.ready.push_back(Err(problem)),
            },
            Err(error) => self.ready.push_back(Err(cannot_read(&name, &error))),
        }
    }

    /// Makes ready an article that was read at `place`, with the messages that belong to it.
    fn deliver(&mut self, article: Article, place: Place, problems: Vec<Diagnostic>) {
        let messages = problems.into_iter().chain(self.seen.note(&article.id, place));
        self.ready.extend(messages.map(Err));
        self.ready.push_back(Ok(article));
    }
}

impl Iterator for Articles {
    type Item = Result<Article, Diagnostic>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.ready.is_empty() && self.read_on() {}
        self.ready.pop_front()
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
    if is_blank(&text) { Err(empty(name)) } else { Ok(text) }
}
