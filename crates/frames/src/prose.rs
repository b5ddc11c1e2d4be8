//! How a message names several things.

/// Words as a message names them: "`a`, `b` or `c`".
pub(crate) fn quoted(words: &[String]) -> String {
    list(words.iter().map(|w| format!("`{w}`")))
}

/// `a, b or c`
pub(crate) fn list(all: impl Iterator<Item = String>) -> String {
    let all: Vec<String> = all.collect();
    match all.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => all.concat(),
    }
}
