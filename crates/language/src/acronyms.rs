//! Short names that an article gives to others than the atlas: "the Fund for Alpine Orchards (FAO)".

use crate::base::{Base, NameHit};
use demarche_atlas::{Atlas, Entry};
use demarche_core::SentenceId;
use rustc_hash::FxHashSet;

/// Takes back the names of bodies that the article defines as short for something else, wherever they stand.
pub(crate) fn drop_redefined(base: &mut Base<'_>) {
    let redefined: FxHashSet<usize> =
        base.names.iter().filter(|hit| is_redefined(base, hit)).map(|hit| hit.name).collect();
    if redefined.is_empty() {
        return;
    }
    let mut names = Vec::with_capacity(base.names.len());
    let mut starts = vec![0];
    for sentence in &base.sentences {
        let kept = base.names_in(sentence.id).iter().filter(|hit| !redefined.contains(&hit.name));
        names.extend(kept.cloned());
        starts.push(names.len() as u32);
    }
    base.names = names;
    base.name_starts = starts;
}

/// Whether a body's short name stands in brackets behind words of which it has the initials, and none of which is in its full name.
fn is_redefined(base: &Base<'_>, hit: &NameHit) -> bool {
    let short = hit.span.slice(base.text());
    let capitals = hit.tokens.len() == 1 && short.len() > 1 && short.bytes().all(|b| b.is_ascii_uppercase());
    if !capitals || base.word(hit.sentence, hit.tokens.end) != ")" {
        return false;
    }
    let bracket = hit.tokens.start.checked_sub(1).filter(|&k| base.word(hit.sentence, k) == "(");
    let Some(full) = bracket.and_then(|k| spelled_out(base, hit.sentence, k, short)) else { return false };
    let known = base.atlas.meanings(&base.atlas.names()[hit.name]);
    let mut bodies = known.iter().filter_map(|meaning| body(base.atlas, meaning.entry)).peekable();
    bodies.peek().is_some() && bodies.all(|name| name.split(' ').all(|word| !full.contains(&word)))
}

/// The capitalised words before a token that have these initials.
fn spelled_out<'a>(
    base: &Base<'a>,
    sentence: SentenceId,
    end: usize,
    initials: &str,
) -> Option<Vec<&'a str>> {
    let mut wanted = initials.chars().rev().peekable();
    let mut full = Vec::new();
    for word in (0..end).rev().map(|k| base.word(sentence, k)) {
        if word.starts_with(char::is_uppercase) {
            wanted.next_if(|&initial| word.starts_with(initial))?;
            full.push(word);
        } else if !word.starts_with(char::is_lowercase) && word != "-" && word != "&" {
            return None;
        }
        if wanted.peek().is_none() {
            return Some(full);
        }
    }
    None
}

/// The full name of a body or an organ.
fn body(atlas: &Atlas, entry: Entry) -> Option<&'static str> {
    match entry {
        Entry::Body(id) => Some(atlas[id].name),
        Entry::Ministry(id) => Some(atlas[id].name),
        Entry::Agency(id) => Some(atlas[id].name),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::Reader;
    use demarche_atlas::Atlas;
    use demarche_core::Article;

    fn names(text: &str) -> Vec<String> {
        let reader = Reader::new(Atlas::embedded(), &[]);
        let article = Article::new("x", text);
        let base = reader.base(&article);
        base.names().iter().map(|hit| hit.span.slice(text).to_owned()).collect()
    }

    #[test]
    fn a_short_name_means_what_the_article_says() {
        let text = "The Fund for Alpine Orchards (FAO) met in Oslo. The FAO thanked Norway.";
        assert_eq!(names(text), ["Oslo", "Norway"]);
    }

    #[test]
    fn a_body_keeps_its_short_name() {
        let text = "The Food and Agriculture Organisation (FAO) met in Oslo. The FAO thanked Norway.";
        assert_eq!(names(text).last().map(String::as_str), Some("Norway"));
        assert!(names(text).contains(&"FAO".to_owned()));
    }
}
