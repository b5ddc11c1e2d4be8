//! The features on which the learned sums rest.

use crate::acts::SORTS;

/// The features that tell whether the article is about a relationship of the two.
pub(crate) const RELATION: [&str; 10] =
    ["together", "thread", "lead", "minor", "major", "said", "tied", "deeds", "faulted", "share"];
/// The features that tell how warm it is: the balance of all cues, how many there are of either axis, the balances of those that are
/// tied to the two and of those at the beginning, how much is told of the two, the balance of what they do at the beginning, and what
/// they do, by [`SORTS`].
pub(crate) const TONE: [&str; 16] = [
    "balance", "warm", "tense", "told", "near", "lead", "thread", "opening", SORTS[0], SORTS[1], SORTS[2],
    SORTS[3], SORTS[4], SORTS[5], SORTS[6], SORTS[7],
];

/// What an article offers on two sides.
#[derive(Debug, Clone, PartialEq)]
pub struct Features {
    /// Of whether the article tells of a relationship between them.
    pub relation: [f64; RELATION.len()],
    /// Of whether that is warm or tense.
    pub tone: [f64; TONE.len()],
}
