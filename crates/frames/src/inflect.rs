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
    let mut all: Vec<String> = parts(lemma).map(|parts| parts.concat()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The same, in lower case and as they come; most are looked up and not kept, so they are written into one place.
pub(crate) fn each_form(lemma: &str, form: &mut String, mut say: impl FnMut(&str)) {
    for parts in parts(lemma) {
        form.clear();
        parts.into_iter().for_each(|part| form.push_str(part));
        match form.is_ascii() {
            true => form.make_ascii_lowercase(),
            false => *form = form.to_lowercase(),
        }
        say(form);
    }
}

/// Every form of a lemma as a stem, a letter that is doubled, and an ending; some twice.
fn parts(lemma: &str) -> impl Iterator<Item = [&str; 3]> {
    let vowel = |c: char| "aeiou".contains(c);
    let mut letters = lemma.chars().rev();
    let (last, before, third) = (letters.next(), letters.next(), letters.next());
    let cut = last.map_or(0, |last| lemma.len() - last.len_utf8());
    let (stem, end) = lemma.split_at(cut);
    let hisses = || lemma.ends_with(['s', 'x', 'z', 'o']) || lemma.ends_with("ch") || lemma.ends_with("sh");
    let [plural, past, also] = match last {
        Some('e') => [[lemma, "s"], [lemma, "d"], [stem, "ing"]],
        Some('y') if before.is_some_and(|c| !vowel(c)) => [[stem, "ies"], [stem, "ied"], [lemma, "ing"]],
        _ => [[lemma, if hisses() { "es" } else { "s" }], [lemma, "ed"], [lemma, "ing"]],
    };
    // "stopped", "travelled": after one vowel, the last letter may be written twice.
    let doubled = matches!((last, before, third), (Some(last), Some(before), Some(third))
        if "bdglmnprt".contains(last) && vowel(before) && !vowel(third));
    let doubled = ["ed", "ing"].into_iter().filter(move |_| doubled).map(move |ending| [lemma, end, ending]);
    let irregular = IRREGULAR.get(lemma).into_iter().flatten();
    std::iter::once([lemma, "", ""])
        .chain(irregular.map(|form| [*form, "", ""]))
        .chain([plural, past, also, [lemma, "ing"]].map(|[stem, ending]| [stem, "", ending]))
        .chain(doubled)
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
