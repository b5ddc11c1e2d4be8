//! How far something has come, as far as merging cares.

use demarche_core::Status;

/// What a status comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Wanted, invited, planned, proposed.
    Ahead,
    /// Under way or done.
    Done,
    /// Put off.
    Postponed,
    /// Called off or refused.
    Off,
}

impl Phase {
    pub(crate) fn of(status: Option<Status>) -> Phase {
        match status {
            Some(Status::Invited | Status::Desired | Status::Planned | Status::Proposed) => Phase::Ahead,
            Some(Status::Postponed) => Phase::Postponed,
            Some(Status::Cancelled | Status::Rejected) => Phase::Off,
            _ => Phase::Done,
        }
    }
}
