//! How the terminal shows things.

use anstyle::{AnsiColor, Effects, Style as Paint};
use demarche_core::Event;
use std::fmt::Display;

/// Titles, and the words that matter in a quotation.
pub(crate) const STRONG: Paint = Paint::new().effects(Effects::BOLD);
/// What the eye may skip.
pub(crate) const FAINT: Paint = Paint::new().effects(Effects::DIMMED);

/// How wide the output may be, and whether it may have colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// In columns.
    pub width: usize,
    /// Whether escape sequences may be written.
    pub color: bool,
}

impl Style {
    /// Without colours.
    pub const fn plain(width: usize) -> Self {
        Style { width, color: false }
    }

    /// The colour of the event's kind.
    pub(crate) fn kind(event: &Event) -> Paint {
        let color = match event.kind.as_str() {
            "visit" => AnsiColor::Cyan,
            "contact" => AnsiColor::Blue,
            "concern" => AnsiColor::Red,
            "agreement" => AnsiColor::Green,
            "tone" => AnsiColor::Yellow,
            _ => AnsiColor::Magenta,
        };
        color.on_default()
    }

    pub(crate) fn paint(self, paint: Paint, text: impl Display) -> String {
        if self.color { format!("{paint}{text}{paint:#}") } else { text.to_string() }
    }
}
