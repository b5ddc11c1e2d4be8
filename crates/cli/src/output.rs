//! Where output goes and how it may look.

use anyhow::Context;
use clap::ValueEnum;
use demarche_report::Style;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;

/// When to use colours.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless NO_COLOR is set.
    #[default]
    Auto,
    /// Also into files and pipes.
    Always,
    /// Nowhere.
    Never,
}

/// Columns where no terminal tells.
const WIDTH: usize = 100;

/// Whether what is written to this file, or to standard output, is seen at once.
pub(crate) fn on_terminal(file: Option<&Path>) -> bool {
    file.is_none() && io::stdout().is_terminal()
}

/// What is written to, with what it can show.
pub(crate) struct Output {
    pub(crate) to: Box<dyn Write + Send>,
    pub(crate) style: Style,
}

impl Output {
    /// A file, or standard output.
    pub(crate) fn open(file: Option<&Path>, color: Color) -> anyhow::Result<Output> {
        let terminal = on_terminal(file);
        let to: Box<dyn Write + Send> = match file {
            Some(path) => {
                let file =
                    File::create(path).with_context(|| format!("cannot write to {}", path.display()))?;
                Box::new(BufWriter::new(file))
            }
            None => Box::new(BufWriter::with_capacity(64 << 10, io::stdout())),
        };
        let color = match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
        };
        let width =
            terminal.then(terminal_size::terminal_size).flatten().map(|(width, _)| usize::from(width.0));
        Ok(Output { to, style: Style { width: width.unwrap_or(WIDTH), color } })
    }
}
