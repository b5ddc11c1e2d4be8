//! What the user is told beside the output, on standard error.

use demarche_core::{Diagnostic, Severity};
use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

/// More messages than this bury the rest of what is on the screen.
const SHOWN: usize = 30;

/// Writes a line to standard error; if that is closed, there is nobody to tell.
pub(crate) fn say(line: impl Display) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// Shows messages as they come, up to a limit.
pub(crate) struct Messages {
    left: usize,
    hidden: usize,
    failed: bool,
}

impl Messages {
    /// Shows all messages, or a screenful.
    pub(crate) fn new(all: bool) -> Self {
        Messages { left: if all { usize::MAX } else { SHOWN }, hidden: 0, failed: false }
    }

    pub(crate) fn show(&mut self, message: &Diagnostic) {
        self.failed |= message.severity == Severity::Error;
        if self.left > 0 {
            self.left -= 1;
            say(message);
        } else {
            self.hidden += 1;
        }
    }

    /// Says how many messages were not shown, and what they come to as an exit code.
    pub(crate) fn finish(self) -> ExitCode {
        if self.hidden > 0 {
            say(format_args!("… and {} more messages; --verbose shows them all", self.hidden));
        }
        if self.failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
    }
}
