//! Who takes part in a contact whose own words name fewer than two sides: those of whom the passage speaks.

use demarche_core::Reading;
use demarche_frames::{Focus, Match, Parties};
use std::sync::LazyLock;

static FOCUS: LazyLock<Focus> = LazyLock::new(|| {
    let focus = Focus::embedded("plugins/contacts/data/focus.tsv", include_str!("../data/focus.tsv"));
    focus.unwrap_or_else(|e| panic!("{e}"))
});

/// Adds the sides of whom the passage speaks, where it is likely enough that they are meant.
pub(crate) fn in_focus(reading: &dyn Reading, found: &Match<'_>, parties: &mut Parties) {
    let sides = FOCUS.sides(reading, found, &parties.sides);
    sides.iter().flatten().for_each(|side| parties.assume(side));
}
