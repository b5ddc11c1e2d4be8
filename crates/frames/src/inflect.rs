//! From a dictionary form to the forms that stand in a text, for the one scan that looks for triggers.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Irregular forms: one lemma per line, then every other form.
static IRREGULAR: LazyLock<FxHashMap<&str, Vec<&str>>> = LazyLock::new(|| {
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
/// ("permited") costs nothing, since nobody writes it; a form too few would hide a sentence.
pub fn forms(lemma: &str) -> Vec<String> {
    let mut all = vec![lemma.to_owned()];
    if let Some(irregular) = IRREGULAR.get(lemma) {
        all.extend(irregular.iter().map(|f| (*f).to_owned()));
    }
    let vowel = |c: char| "aeiou".contains(c);
    let mut letters = lemma.chars().rev();
    let (last, before, third) = (letters.next(), letters.next(), letters.next());
    match last {
        Some('e') => {
            let stem = &lemma[..lemma.len() - 1];
            all.extend([
                format!("{lemma}s"),
                format!("{lemma}d"),
                format!("{stem}ing"),
                format!("{lemma}ing"),
            ]);
        }
        Some('y') if before.is_some_and(|c| !vowel(c)) => {
            let stem = &lemma[..lemma.len() - 1];
            all.extend([format!("{stem}ies"), format!("{stem}ied"), format!("{lemma}ing")]);
        }
        _ => {
            let hisses =
                lemma.ends_with(['s', 'x', 'z', 'o']) || lemma.ends_with("ch") || lemma.ends_with("sh");
            all.push(if hisses { format!("{lemma}es") } else { format!("{lemma}s") });
            all.extend([format!("{lemma}ed"), format!("{lemma}ing")]);
        }
    }
    // "stopped", "travelled": after one vowel, the last letter may be written twice.
    if let (Some(last), Some(before), Some(third)) = (last, before, third)
        && "bdglmnprt".contains(last)
        && vowel(before)
        && !vowel(third)
    {
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
            ("stop", "stopping"),
            ("agree", "agreeing"),
            ("veto", "vetoed"),
        ] {
            assert!(forms(lemma).iter().any(|f| f == form), "{lemma} has no {form}");
        }
    }
}
