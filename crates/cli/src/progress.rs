//! The progress bar, which is there on a terminal only.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A bar over the bytes of all inputs.
pub(crate) struct Progress {
    bar: ProgressBar,
    read: Arc<AtomicU64>,
}

impl Progress {
    /// A bar of `bytes` that follows `read`; hidden where it would be in the way.
    pub(crate) fn new(bytes: u64, read: Arc<AtomicU64>, wanted: bool) -> Self {
        let shown = wanted && bytes > 0 && io::stderr().is_terminal();
        let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let style =
            ProgressStyle::with_template("{bar:30} {bytes}/{total_bytes} · {bytes_per_sec} · {eta} left")
                .unwrap_or_else(|_| ProgressStyle::default_bar());
        Progress { bar: ProgressBar::with_draw_target(Some(bytes), target).with_style(style), read }
    }

    /// Moves to where reading has got.
    pub(crate) fn follow(&self) {
        self.bar.set_position(self.read.load(Ordering::Relaxed));
    }

    /// Does something that writes to the terminal, without the bar in between.
    pub(crate) fn aside(&self, f: impl FnOnce()) {
        self.bar.suspend(f);
    }

    /// Takes the bar away.
    pub(crate) fn finish(self) {
        self.bar.finish_and_clear();
    }
}
