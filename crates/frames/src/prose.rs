//! How messages and records put words.

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

/// What an event is about without the words and marks that only tie it to its verb: ", and to", "on", "with".
pub fn untied(words: &str) -> &str {
    const TIES: &[&str] =
        &["and", "of", "on", "upon", "into", "about", "over", "regarding", "that", "with", ","];
    let mut rest = words.trim_start_matches([',', ' ']);
    while let Some((first, more)) = rest.split_once(' ')
        && TIES.contains(&first.to_lowercase().as_str())
    {
        rest = more;
    }
    rest.trim_end_matches([',', ' '])
}

#[cfg(test)]
mod tests {
    use super::untied;

    #[test]
    fn a_matter_is_named_without_what_ties_it() {
        assert_eq!(untied(", on wine and lobster"), "wine and lobster");
        assert_eq!(untied("about that, the dam,"), "that, the dam");
        assert_eq!(untied("on"), "on");
    }
}
