//! How names are written, compared and made into keys.

use super::lexicon::is;
use super::line::Line;
use std::ops::Range;

/// The parts of a name for comparison: folded, without initials, suffixes, hyphens.
pub(super) fn parts(line: &Line<'_, '_>, name: Range<usize>) -> Vec<String> {
    let mut parts = Vec::with_capacity(name.len());
    for i in name {
        let suffix = line.has(i, is::SUFFIX) && !parts.is_empty();
        // "A K Abdul Momen": within a name an "A" is no article.
        let initial = line.is_initial(i) || line.cell(i).word == "A";
        if !line.is_mark(i) && !initial && !suffix {
            parts.push(plain(line.lower(i)));
        }
    }
    parts
}

/// Letters without accents, as far as the common ones go.
pub(super) fn plain(lower: &str) -> String {
    let mut out = String::with_capacity(lower.len());
    for c in lower.chars() {
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ạ' | 'ả' => out.push('a'),
            'æ' => out.push_str("ae"),
            'ç' | 'ć' | 'č' => out.push('c'),
            'ď' | 'đ' | 'ð' => out.push('d'),
            'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' | 'ə' => out.push('e'),
            'ğ' | 'ģ' => out.push('g'),
            'ì'..='ï' | 'ī' | 'į' | 'ı' => out.push('i'),
            'ķ' => out.push('k'),
            'ł' | 'ļ' | 'ľ' => out.push('l'),
            'ñ' | 'ń' | 'ņ' | 'ň' => out.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ő' | 'ơ' => out.push('o'),
            'ř' => out.push('r'),
            'ś' | 'š' | 'ş' | 'ș' => out.push('s'),
            'ß' => out.push_str("ss"),
            'ţ' | 'ț' | 'ť' => out.push('t'),
            'þ' => out.push_str("th"),
            'ù'..='ü' | 'ū' | 'ů' | 'ű' | 'ų' | 'ư' => out.push('u'),
            'ý' | 'ÿ' => out.push('y'),
            'ź' | 'ż' | 'ž' => out.push('z'),
            '\'' | '.' | '\u{0300}'..='\u{036f}' => {}
            c if c.is_alphanumeric() => out.push(c),
            _ => {}
        }
    }
    out
}

/// A name as a key: "Janet L. Yellen" → "janet-yellen".
pub(super) fn kebab(name: &str) -> String {
    let lower: String = name.chars().map(crate::chars::fold).collect();
    let words = lower.split([' ', '-', '/']).filter(|w| !(w.ends_with('.') && w.len() <= 3)).map(plain);
    words.filter(|w| !w.is_empty()).collect::<Vec<_>>().join("-")
}

/// The consonants of given names, which all spellings of a name share: "Abdel Fattah" and "Abdul Fatah", "Volodymyr" and "Vladimir".
pub(super) fn skeleton(given: &str) -> String {
    let mut bare = String::new();
    for c in given.chars().flat_map(char::to_lowercase).map(crate::chars::fold) {
        let c = match c {
            'j' => 'z',
            'c' | 'q' => 'k',
            c => c,
        };
        // "Rabbuh", "Rabbu"; "Zhomart", "Jomart"
        if c.is_alphabetic() && !"aeiouyh".contains(c) && !bare.ends_with(c) {
            bare.push(c);
        }
    }
    bare
}

/// Whether two surnames, in lower case, are spellings of one in another script: the same consonants, hardly another letter. A
/// woman's form of it is somebody else's.
pub(super) fn is_respelling(a: &str, b: &str) -> bool {
    /// Shorter names are alike by chance.
    const LONG: usize = 6;
    const CONSONANTS: usize = 4;
    const LETTERS: usize = 2;
    const FEMININE: [&str; 4] = ["ska", "aya", "va", "ina"];
    let feminine = |name: &str| FEMININE.iter().any(|end| name.ends_with(end));
    let bare = skeleton(a);
    a.chars().count().min(b.chars().count()) >= LONG
        && feminine(a) == feminine(b)
        && bare.len() >= CONSONANTS
        && bare == skeleton(b)
        && strsim::levenshtein(a, b) <= LETTERS
}

#[cfg(test)]
mod tests {
    use super::{is_respelling, skeleton};

    #[test]
    fn a_surname_may_be_spelt_in_another_way() {
        assert!(is_respelling("zelensky", "zelenskyy"));
        assert!(is_respelling("lukashenko", "lukashenka"));
        assert!(is_respelling("japarov", "zhaparov"));
        assert!(!is_respelling("petrov", "petrova"));
        assert!(!is_respelling("zelensky", "zelenska"));
        assert!(!is_respelling("merino", "moreno"));
    }

    #[test]
    fn given_names_have_the_same_consonants_in_all_spellings() {
        assert_eq!(skeleton("Abdel Fattah"), skeleton("Abdul Fatah"));
        assert_eq!(skeleton("Volodymyr"), skeleton("Vladimir"));
        assert_ne!(skeleton("Abdel Fattah"), skeleton("Abdul Rahman"));
    }
}
