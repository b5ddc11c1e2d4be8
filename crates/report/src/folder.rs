//! A folder that a report fills.
//!
//! A list in the folder names every file that was written there and its hash. So a folder can be written again, while files
//! that somebody else put there, or changed since, are never lost.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use xxhash_rust::xxh3::Xxh3;

/// The list of what was written.
const LIST: &str = "demarche-files.tsv";
/// How the list begins; the rows are in the order of writing, and of a file that is there twice the last row counts.
const HEAD: &str = "# What demarche wrote into this folder, so that it can write it again.\nfile\txxh3\n";
/// Stands for the hash of a file that is still being written.
const UNFINISHED: &str = "-";

/// A folder with the list of what was written into it.
pub(crate) struct Folder {
    path: PathBuf,
    list: File,
}

/// A file of a folder, open for writing.
pub(crate) struct Entry {
    name: &'static str,
    out: BufWriter<File>,
    hash: Xxh3,
}

impl Folder {
    /// A new or empty folder, or one that was written before: then what was written goes.
    ///
    /// # Errors
    /// If the folder holds anything else, or something in it was changed since; and if it cannot be written.
    pub(crate) fn open(path: &Path) -> io::Result<Folder> {
        fs::create_dir_all(path).map_err(|error| {
            io::Error::new(error.kind(), format!("cannot make the folder {}: {error}", path.display()))
        })?;
        let list = path.join(LIST);
        match fs::read_to_string(&list) {
            Ok(text) => clear(path, &written(&text).ok_or_else(|| not_ours(path))?)?,
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Err(_) if fs::read_dir(path)?.next().is_some() => return Err(not_ours(path)),
            Err(_) => {}
        }
        let mut list = File::create(list)?;
        list.write_all(HEAD.as_bytes())?;
        Ok(Folder { path: path.to_owned(), list })
    }

    /// Writes a whole file.
    pub(crate) fn write(&mut self, name: &str, content: &[u8]) -> io::Result<()> {
        self.file(name)?.write_all(content)?;
        self.note(name, &format!("{:016x}", xxhash_rust::xxh3::xxh3_64(content)))
    }

    /// Begins a file.
    pub(crate) fn create(&mut self, name: &'static str) -> io::Result<Entry> {
        Ok(Entry { name, out: BufWriter::new(self.file(name)?), hash: Xxh3::new() })
    }

    /// Ends a file.
    pub(crate) fn close(&mut self, mut entry: Entry) -> io::Result<()> {
        entry.out.flush()?;
        self.note(entry.name, &format!("{:016x}", entry.hash.digest()))
    }

    /// A new file; one of this name that is there was put there by somebody else, and is not noted as ours.
    fn file(&mut self, name: &str) -> io::Result<File> {
        let path = self.path.join(name);
        let file = OpenOptions::new().write(true).create_new(true).open(&path).map_err(|error| {
            let why = if error.kind() == io::ErrorKind::AlreadyExists {
                "it is there already and was not written by demarche".to_owned()
            } else {
                error.to_string()
            };
            io::Error::new(error.kind(), format!("cannot write {}: {why}", path.display()))
        })?;
        self.note(name, UNFINISHED)?;
        Ok(file)
    }

    fn note(&mut self, name: &str, hash: &str) -> io::Result<()> {
        self.list.write_all(format!("{name}\t{hash}\n").as_bytes())
    }
}

impl Write for Entry {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn not_ours(path: &Path) -> io::Error {
    let what = "is not empty and was not written by demarche; name a new or an empty folder";
    io::Error::new(io::ErrorKind::AlreadyExists, format!("{} {what}", path.display()))
}

/// Files and hashes of a list; nothing if it is no list of ours.
fn written(list: &str) -> Option<BTreeMap<&str, &str>> {
    let rows = list.strip_prefix(HEAD)?.lines();
    // A name with a folder in it would lead out of this one.
    rows.map(|row| row.split_once('\t').filter(|(name, _)| !name.contains(['/', '\\', ':']))).collect()
}

/// Removes what was written before, unless one of the files was changed since.
fn clear(path: &Path, written: &BTreeMap<&str, &str>) -> io::Result<()> {
    let there =
        || written.iter().map(|(name, hash)| (path.join(name), *hash)).filter(|(file, _)| file.is_file());
    for (file, hash) in there() {
        if hash != UNFINISHED && hash_of(&file)? != hash {
            let what = "was changed since demarche wrote it; move it away or name another folder";
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, format!("{} {what}", file.display())));
        }
    }
    there().try_for_each(|(file, _)| fs::remove_file(file))
}

fn hash_of(file: &Path) -> io::Result<String> {
    let mut hash = Xxh3::new();
    let mut file = File::open(file)?;
    let mut buffer = vec![0; 64 << 10];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(format!("{:016x}", hash.digest())),
            read => hash.update(&buffer[..read]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_written_again_and_nothing_else_is_touched() {
        let scratch = tempfile::tempdir().unwrap();
        let path = scratch.path().join("new/out");
        let mut folder = Folder::open(&path).unwrap();
        folder.write("old.txt", b"old").unwrap();
        let mut entry = folder.create("rows.csv").unwrap();
        entry.write_all(b"a,b\n").unwrap();
        folder.close(entry).unwrap();
        // A run that is killed leaves a file without its hash.
        folder.create("half.csv").unwrap();
        fs::write(path.join("mine.txt"), "mine").unwrap();

        let mut folder = Folder::open(&path).unwrap();
        folder.write("new.txt", b"new").unwrap();
        let mut names: Vec<String> =
            fs::read_dir(&path).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        assert_eq!(names, [LIST, "mine.txt", "new.txt"]);
        let refused = folder.write("mine.txt", b"new").unwrap_err().to_string();
        assert!(refused.contains("was not written by demarche"), "{refused}");
        Folder::open(&path).unwrap();
        assert_eq!(fs::read_to_string(path.join("mine.txt")).unwrap(), "mine");
    }

    #[test]
    fn a_folder_of_others_and_a_file_that_was_changed_are_refused() {
        let scratch = tempfile::tempdir().unwrap();
        let refused = |path: &Path| Folder::open(path).err().map(|error| error.to_string()).unwrap();
        fs::write(scratch.path().join("mine.txt"), "mine").unwrap();
        assert!(refused(scratch.path()).contains("is not empty"));
        assert!(refused(&scratch.path().join("mine.txt")).contains("mine.txt"));
        // A list that would lead out of the folder is none of ours.
        fs::write(scratch.path().join(LIST), format!("{HEAD}../mine.txt\t-\n")).unwrap();
        assert!(refused(scratch.path()).contains("is not empty"));

        let path = scratch.path().join("out");
        Folder::open(&path).unwrap().write("a.ann", b"T1").unwrap();
        fs::write(path.join("a.ann"), "T1, corrected").unwrap();
        assert!(refused(&path).contains("a.ann was changed"));
        assert_eq!(fs::read_to_string(path.join("a.ann")).unwrap(), "T1, corrected");
    }
}
