//! Bytes from a file or stream: counted for the progress bar, unpacked where gzip is found.

use flate2::bufread::MultiGzDecoder;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Where the bytes come from.
pub(crate) enum Open {
    File(PathBuf),
    Stream(Box<dyn Read + Send>),
}

/// Opens an input; gzip is recognised by its first two bytes, whatever the name says.
pub(crate) fn open(from: Open, count: &Arc<AtomicU64>) -> io::Result<Box<dyn BufRead + Send>> {
    let raw: Box<dyn Read + Send> = match from {
        Open::File(path) => Box::new(Counted { inner: File::open(path)?, count: Arc::clone(count) }),
        Open::Stream(stream) => stream,
    };
    let mut raw = BufReader::with_capacity(256 << 10, raw);
    if raw.fill_buf()?.starts_with(&[0x1f, 0x8b]) {
        Ok(Box::new(BufReader::with_capacity(256 << 10, MultiGzDecoder::new(raw))))
    } else {
        Ok(Box::new(raw))
    }
}

struct Counted<R> {
    inner: R,
    count: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}
