//! From a dictionary form to the forms that stand in a text, for the one scan that looks for triggers.

use std::sync::LazyLock;

/// Irregular forms: one lemma per line, then every other form.
static IRREGULAR: LazyLock<Vec<(&str, Vec<&str>)>> = LazyLock::new(|| {
    include_str!("../data/irregular.tsv")
        .lines()
        .filter(|l| !l.starts_with('#') && !l.trim().is_empty())
        .map(|l| {
            let mut forms = l.split_whitespace();
            (forms.next().unwrap_or_default(), forms.collect())
        })
        .collect()
});

/// Every form in which a lemma may stand: irregular ones from a table, regular ones by the rules of spelling. A form too many
/// ("flied") costs nothing, since nobody writes it; a form too few would hide a sentence.
pub fn forms(lemma: &str) -> Vec<String> {
    let mut all = vec![lemma.to_owned()];
    if let Some((_, irregular)) = IRREGULAR.iter().find(|(l, _)| *l == lemma) {
        all.extend(irregular.iter().map(|f| (*f).to_owned()));
    }
    all.push(format!("{lemma}s"));
    all.push(format!("{lemma}es"));
    all.push(format!("{lemma}ing"));
    all.push(format!("{lemma}ed"));
    if let Some(stem) = lemma.strip_suffix('e') {
        all.extend([format!("{stem}ing"), format!("{lemma}d")]);
    }
    if let Some(stem) = lemma.strip_suffix('y') {
        all.extend([format!("{stem}ies"), format!("{stem}ied")]);
    }
    if let Some(last) = lemma.chars().last().filter(|c| "bdglmnprt".contains(*c)) {
        all.extend([format!("{lemma}{last}ed"), format!("{lemma}{last}ing")]);
    }
    all.sort();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::forms;

    #[test]
    fn forms_cover_spelling_and_irregular_verbs() {
        for (lemma, form) in [
            ("visit", "visiting"),
            ("arrive", "arrived"),
            ("arrive", "arriving"),
            ("travel", "travelled"),
            ("fly", "flew"),
            ("fly", "flies"),
            ("meet", "met"),
            ("trip", "trips"),
            ("press", "presses"),
        ] {
            assert!(forms(lemma).iter().any(|f| f == form), "{lemma} has no {form}");
        }
    }
}
