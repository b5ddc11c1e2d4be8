//! The state or body that publishes a text as its own, by the source that came with the text: "mfa.gov.sg", "Ministry of Foreign
//! Affairs of the Republic of Chad", "African Union". A newspaper speaks for nobody.

use demarche_atlas::{Atlas, Entry};
use demarche_core::Article;

/// The longest name of a state or body, in words.
const LONGEST: usize = 6;

/// What in a domain shows an office of the state whose domain it is.
const OFFICES: [&str; 23] = [
    "gov",
    "gob",
    "gouv",
    "govt",
    "go",
    "gv",
    "gc",
    "mil",
    "mfa",
    "mofa",
    "mofcom",
    "mid",
    "mea",
    "minrel",
    "msz",
    "msp",
    "mzv",
    "um",
    "mre",
    "president",
    "kremlin",
    "parliament",
    "senate",
];

/// Words for an office in the name of a source.
const WORDS: [&str; 14] = [
    "ministry",
    "ministries",
    "department",
    "government",
    "office",
    "offices",
    "embassy",
    "mission",
    "presidency",
    "commission",
    "council",
    "secretariat",
    "cabinet",
    "chancellery",
];

/// The code of the state or body that speaks in its own name, if the source is one of its offices.
pub(crate) fn of(article: &Article, atlas: &Atlas) -> Option<String> {
    let source = article.source.as_deref()?;
    let site = source.split([' ', '/']).find(|part| part.contains('.') && !part.ends_with([':', '.']));
    site.and_then(|site| of_site(site, atlas)).or_else(|| of_name(source, atlas)).map(str::to_owned)
}

/// By the domain: an office's under a state's own, or that of a body.
fn of_site<'a>(site: &str, atlas: &'a Atlas) -> Option<&'a str> {
    let site = site.to_ascii_lowercase();
    let labels: Vec<&str> = site.split('.').collect();
    let (&last, rest) = labels.split_last()?;
    let name = *rest.last()?;
    let code = match last {
        "gov" | "mil" => "USA",
        "int" | "org" => {
            return atlas.look_up(&name.to_ascii_uppercase()).iter().find_map(|m| body(atlas, m.entry));
        }
        "eu" if name == "europa" => "EU",
        state if rest.iter().any(|label| OFFICES.contains(label)) => domain(state)?,
        _ => return None,
    };
    atlas.country(code).map(|c| c.code).or_else(|| atlas.body(code).map(|b| b.code))
}

/// By the name: that of a body itself, or an office of the only state or body that is named in it.
fn of_name<'a>(source: &str, atlas: &'a Atlas) -> Option<&'a str> {
    if let Some(body) = atlas.look_up(source.trim()).iter().find_map(|m| body(atlas, m.entry)) {
        return Some(body);
    }
    let words: Vec<&str> =
        source.split([' ', ',', '(', ')', ':', '|', '/', '–', '-']).filter(|w| !w.is_empty()).collect();
    if !words.iter().any(|w| WORDS.contains(&w.to_lowercase().as_str())) {
        return None;
    }
    let mut codes: Vec<&str> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let longest = (1..=LONGEST.min(words.len() - at)).rev().find_map(|length| {
            let meanings = atlas.look_up(&words[at..at + length].join(" "));
            let code = meanings.iter().find_map(|m| state(atlas, m.entry).or_else(|| body(atlas, m.entry)));
            code.map(|code| (code, length))
        });
        if let Some((code, _)) = longest.filter(|(code, _)| !codes.contains(code)) {
            codes.push(code);
        }
        at += longest.map_or(1, |(_, length)| length);
    }
    if let [code] = codes[..] { Some(code) } else { None }
}

/// The state of a top-level domain.
fn domain(top: &str) -> Option<&'static str> {
    let rows = include_str!("../data/domains.tsv").lines().filter(|l| !l.starts_with('#'));
    rows.filter_map(|line| line.split_once('\t')).find(|(own, _)| *own == top).map(|(_, code)| code)
}

fn state(atlas: &Atlas, entry: Entry) -> Option<&str> {
    if let Entry::Country(id) = entry { Some(atlas[id].code) } else { None }
}

fn body(atlas: &Atlas, entry: Entry) -> Option<&str> {
    if let Entry::Body(id) = entry { Some(atlas[id].code).filter(|c| !c.is_empty()) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_speaks_for_its_state_or_body_and_a_newspaper_for_nobody() {
        let publisher = |source: &str| {
            let article = Article { source: Some(source.to_owned()), ..Article::new("x", "They met.") };
            of(&article, Atlas::embedded())
        };
        for (source, code) in [
            ("mofa.go.ke", "KEN"),
            ("https://www.mfa.gov.tr/news", "TUR"),
            ("energy.gov/articles", "USA"),
            ("ec.europa.eu", "EU"),
            ("wto.org", "WTO"),
            ("Ministry of Foreign Affairs of the Republic of Chad", "TCD"),
            ("Government Offices of Finland", "FIN"),
        ] {
            assert_eq!(publisher(source).as_deref(), Some(code), "{source}");
        }
        for source in ["lemonde.fr", "Daily Nation", "Bangkok Post", "thehindu.com", "Chinese travel desk"] {
            assert_eq!(publisher(source), None, "{source}");
        }
    }
}
