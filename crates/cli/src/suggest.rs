//! What the user may have meant.

/// A sentence that names the known words most like the unknown one, or all of them if there are few.
pub(crate) fn suggest(unknown: &str, known: &[&str]) -> String {
    if known.len() <= 8 {
        return format!("there are: {}", known.join(", "));
    }
    let mut near: Vec<(f64, &str)> = known
        .iter()
        .map(|word| (strsim::jaro_winkler(unknown, word), *word))
        .filter(|(near, _)| *near > 0.75)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    match near.as_slice() {
        [] => "nothing has a similar name".to_owned(),
        near => {
            format!("did you mean {}?", near.iter().take(4).map(|(_, w)| *w).collect::<Vec<_>>().join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_comes_first() {
        let known = [
            "visit.verb",
            "visit.noun",
            "visit.host",
            "concern.verb",
            "concern.noun",
            "tone.cue",
            "a",
            "b",
            "c",
        ];
        assert_eq!(suggest("visit.nuon", &known), "did you mean visit.noun, visit.host, visit.verb?");
        assert_eq!(suggest("zzz", &known), "nothing has a similar name");
        assert_eq!(suggest("zzz", &known[..2]), "there are: visit.verb, visit.noun");
    }
}
