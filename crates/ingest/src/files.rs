//! What the user named, as a sorted set of files.

use crate::bytes::Open;
use crate::problem::cannot_read;
use demarche_core::Diagnostic;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// How the content of an input is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// The whole file is one article.
    Text,
    /// One JSON object per line.
    Lines,
    /// Neither is announced by the name; the first character tells.
    Detect,
}

/// One file to read, or standard input.
pub(crate) struct Input {
    /// For messages, as the user wrote it.
    pub(crate) name: String,
    /// The id of its article, if it turns out to be a text.
    pub(crate) stem: String,
    pub(crate) layout: Layout,
    pub(crate) open: Open,
    /// Whether the user named the file itself, rather than a folder above it.
    pub(crate) named: bool,
}

/// A set of inputs. It is sorted by path and holds no file twice, so that neither the order in which files are named nor
/// the order in which a folder lists them reaches the output.
pub struct Inputs {
    pub(crate) files: Vec<Input>,
    bytes: u64,
}

impl Inputs {
    /// The files behind these paths: files of any name, folders (searched for `.txt`, `.jsonl` and their `.gz` in every
    /// folder below, hidden ones left out), and `-` for standard input, which is read last. What is missing, empty or locked
    /// is reported, the rest is kept.
    pub fn find(paths: &[PathBuf]) -> (Inputs, Vec<Diagnostic>) {
        let mut search = Search::default();
        let mut standard_input = false;
        for path in paths {
            if path.as_os_str() == "-" {
                standard_input = true;
            } else {
                search.add(path);
            }
        }
        let bytes = search.found.values().map(|f| f.bytes).sum();
        let mut files: Vec<Input> = search.found.into_values().map(|f| f.input).collect();
        if standard_input {
            files.push(Input::stream("standard input", "stdin", Box::new(std::io::stdin())));
        }
        (Inputs { files, bytes }, search.problems)
    }

    /// One input that is already open, for text that does not come from a file; `id` is its article's id if it is a text.
    pub fn stream(name: &str, id: &str, from: impl Read + Send + 'static) -> Inputs {
        Inputs { files: vec![Input::stream(name, id, Box::new(from))], bytes: 0 }
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The size of all files on disk; standard input counts as none.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }
}

impl Input {
    fn stream(name: &str, id: &str, from: Box<dyn Read + Send>) -> Input {
        Input {
            name: name.into(),
            stem: id.into(),
            layout: Layout::Detect,
            open: Open::Stream(from),
            named: true,
        }
    }
}

struct Found {
    input: Input,
    bytes: u64,
}

/// The search for files, and what went wrong on the way.
#[derive(Default)]
struct Search {
    /// By real path, which sorts them and tells the same file under two names.
    found: BTreeMap<PathBuf, Found>,
    folders: BTreeSet<PathBuf>,
    problems: Vec<Diagnostic>,
}

impl Search {
    /// A path that the user named.
    fn add(&mut self, path: &Path) {
        match fs::metadata(path) {
            Ok(meta) if meta.is_dir() => {
                let before = (self.found.len(), self.problems.len());
                let new = self.folder(path);
                if new && before == (self.found.len(), self.problems.len()) {
                    self.problems.push(
                        Diagnostic::error(path.display().to_string(), "nothing to analyse in this folder")
                            .because("it holds no .txt, .jsonl, .txt.gz or .jsonl.gz")
                            .fix("name another folder, or the files themselves"),
                    );
                }
            }
            Ok(meta) => self.file(path, meta.len(), layout(path).unwrap_or(Layout::Detect), true),
            Err(error) => self.cannot_read(path, &error),
        }
    }

    /// Everything readable below a folder; false if it was searched before.
    fn folder(&mut self, path: &Path) -> bool {
        // A link may lead back up; the real path tells.
        let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        if !self.folders.insert(real) {
            return false;
        }
        let entries = match fs::read_dir(path) {
            Ok(entries) => entries,
            Err(error) => {
                self.cannot_read(path, &error);
                return true;
            }
        };
        for entry in entries {
            let path = match entry {
                Ok(entry) if entry.file_name().as_encoded_bytes().starts_with(b".") => continue,
                Ok(entry) => entry.path(),
                Err(error) => {
                    self.cannot_read(path, &error);
                    continue;
                }
            };
            match fs::metadata(&path) {
                Ok(meta) if meta.is_dir() => {
                    self.folder(&path);
                }
                Ok(meta) => {
                    if let Some(layout) = layout(&path) {
                        self.file(&path, meta.len(), layout, false);
                    }
                }
                Err(error) => self.cannot_read(&path, &error),
            }
        }
        true
    }

    fn file(&mut self, path: &Path, bytes: u64, layout: Layout, named: bool) {
        let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let input = Input {
            name: path.display().to_string(),
            stem: stem(path),
            layout,
            open: Open::File(path.to_owned()),
            named,
        };
        match self.found.entry(real) {
            Entry::Vacant(free) => {
                free.insert(Found { input, bytes });
            }
            Entry::Occupied(known) => known.into_mut().input.named |= named,
        }
    }

    fn cannot_read(&mut self, path: &Path, error: &std::io::Error) {
        self.problems.push(cannot_read(&path.display().to_string(), error));
    }
}

/// What the name announces, without regard to case.
fn layout(path: &Path) -> Option<Layout> {
    let name = path.file_name()?.to_str()?.to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    match name.rsplit_once('.')?.1 {
        "txt" => Some(Layout::Text),
        "jsonl" => Some(Layout::Lines),
        _ => None,
    }
}

/// The file's name without `.gz` and then without its extension.
fn stem(path: &Path) -> String {
    let unpacked = match path.extension() {
        Some(gz) if gz.eq_ignore_ascii_case("gz") => Path::new(path.file_stem().unwrap_or_default()),
        _ => path,
    };
    unpacked.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
