//! The contract's own form: one JSON object per record.

use crate::Report;
use demarche_core::{Article, Event};
use std::io::{self, Write};

/// JSON Lines: one record per line.
pub struct Lines<W>(W);

impl<W: Write> Lines<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> Self {
        Lines(out)
    }
}

impl<W: Write> Report for Lines<W> {
    fn article(&mut self, _: &Article, events: &[Event]) -> io::Result<()> {
        for event in events {
            serde_json::to_writer(&mut self.0, event)?;
            self.0.write_all(b"\n")?;
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// One JSON array of all records, one record per line.
pub struct Array<W> {
    out: W,
    begun: bool,
}

impl<W: Write> Array<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> Self {
        Array { out, begun: false }
    }
}

impl<W: Write> Report for Array<W> {
    fn article(&mut self, _: &Article, events: &[Event]) -> io::Result<()> {
        for event in events {
            self.out.write_all(if self.begun { b",\n" } else { b"[\n" })?;
            self.begun = true;
            serde_json::to_writer(&mut self.out, event)?;
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.write_all(if self.begun { b"\n]\n" } else { b"[]\n" })?;
        self.out.flush()
    }
}
