//! Two out of several.

/// Each two, in the order in which they stand.
pub(crate) fn pairs<T>(all: &[T]) -> impl Iterator<Item = (&T, &T)> {
    all.iter().enumerate().flat_map(|(number, one)| all[number + 1..].iter().map(move |other| (one, other)))
}
