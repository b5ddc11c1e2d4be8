//! Whose news an article is by what its source says: an outlet, a ministry, an internet address.

use super::texts::texts;
use demarche_atlas::{Agency, Atlas, Entry, Meaning};

/// Who publishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Publisher<'a> {
    /// The state or body.
    pub(super) code: &'a str,
    /// For whom it speaks.
    pub(super) standing: Standing,
}

/// For whom a publisher speaks, the weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// A newspaper: for nobody.
    Outlet,
    /// A state's news agency: its offices are that state's.
    StateMedia,
    /// A government's office or a body: for itself, so that "we" is the state or body.
    Office,
}

/// How many words a name in a source has at most.
const LONGEST: usize = 8;

/// The state or body that publishes what comes from this source, if it tells.
pub(super) fn of<'a>(source: &str, atlas: &'a Atlas) -> Option<Publisher<'a>> {
    let found = address(source, atlas).or_else(|| named(source, atlas))?;
    (found.standing > Standing::Outlet || !texts().publisher.worldwide.has(found.code)).then_some(found)
}

/// "mfa.gov.az", "https://www.gov.uk/news": by the end of the address, or by the outlet that it spells.
fn address<'a>(source: &str, atlas: &'a Atlas) -> Option<Publisher<'a>> {
    let bare = source.trim().to_lowercase();
    let bare = bare.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
    let host = bare.split(['/', ' ', ':', '(', ',']).next()?;
    let (first, _) = host.split_once('.')?;
    let ends = |p: &&demarche_atlas::Publisher| {
        p.name.starts_with('.') && (host.ends_with(p.name) || host == &p.name[1..])
    };
    let end = atlas.publishers().map(|(_, p)| p).filter(ends).max_by_key(|p| p.name.len());
    if let Some(end) = end {
        // "mofa.go.jp", "state.gov", not "go.theregister.co.uk"; "council.nyc.gov" is a city's.
        let before = host.strip_suffix(end.name).and_then(|rest| rest.rsplit('.').next());
        let own = end.name.split('.').any(|part| texts().publisher.addresses.has(part));
        let local = before.is_some_and(|part| matches!(part, "nyc" | "city" | "county"));
        let official = !local && (own || before.is_some_and(|part| texts().publisher.addresses.has(part)));
        let body = atlas.country(end.country).is_none();
        let standing = if official || body { Standing::Office } else { Standing::Outlet };
        return Some(Publisher { code: end.country, standing });
    }
    let spells = |name: &str| {
        let letters = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
        letters.eq(first.chars().filter(|c| c.is_alphanumeric()))
    };
    let code = atlas
        .publishers()
        .map(|(_, p)| (p.name, p.country))
        .find(|(name, _)| !name.starts_with('.') && spells(name));
    let agency = || {
        let agencies = atlas.agencies().map(|(_, agency)| agency);
        agencies.filter(|a| !a.country.is_empty()).find(|a| spells(a.name))
    };
    let outlet = |(_, code)| Publisher { code, standing: Standing::Outlet };
    let wire = |a: &'a Agency| Publisher { code: a.country, standing: agencys(a) };
    // "wto.org"
    let body = || {
        let own = host.ends_with(".org") && host.matches('.').count() == 1;
        let meanings = own.then(|| atlas.look_up(&first.to_uppercase())).into_iter().flatten();
        let mut bodies =
            meanings.filter_map(|m| if let Entry::Body(id) = m.entry { Some(atlas[id].code) } else { None });
        bodies.find(|code| !code.is_empty()).map(|code| Publisher { code, standing: Standing::Office })
    };
    code.map(outlet).or_else(|| agency().map(wire)).or_else(body)
}

/// "The Suva Daily", "Ministry of Foreign Affairs of Latvia": by the outlet or the only state or body that it names.
fn named<'a>(source: &str, atlas: &'a Atlas) -> Option<Publisher<'a>> {
    let source = source.split(['/', '#', ':']).next()?.trim();
    if let Some((_, outlet)) = atlas.publishers().find(|(_, p)| p.name.eq_ignore_ascii_case(source)) {
        return Some(Publisher { code: outlet.country, standing: Standing::Outlet });
    }
    let words: Vec<(usize, &str)> = source
        .split(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '\'' | '’' | '&'))
        .filter(|w| !w.is_empty())
        .map(|w| (w.as_ptr() as usize - source.as_ptr() as usize, w))
        .collect();
    let (mut code, mut ministry): (Option<&str>, Option<&str>) = (None, None);
    let local = words.iter().any(|(_, w)| texts().publisher.local.has(w));
    let organ = !local && words.iter().any(|(_, w)| texts().publisher.organs.has(w));
    let mut standing = if organ { Standing::Office } else { Standing::Outlet };
    let (mut institution, mut plain) = (false, true);
    let mut from = 0;
    while from < words.len() {
        let upto = (from + 1..=words.len().min(from + LONGEST)).rev();
        let owner = |end: usize| {
            let (last, word) = words[end - 1];
            let name = source.get(words[from].0..last + word.len())?;
            let ministry = || atlas.look_up(name).iter().any(|m| matches!(m.entry, Entry::Ministry(_)));
            owner(name, atlas).map(|found| (end, found, ministry()))
        };
        match upto.filter_map(owner).next() {
            // "Department of Foreign Affairs, Ireland": several states have one of that name, and the source says which.
            Some((end, (owner, own), true)) => {
                ministry = Some(owner);
                standing = standing.max(own);
                from = end;
            }
            Some((end, (owner, own), false)) => {
                if code.is_some_and(|code| code != owner) {
                    return None;
                }
                code = Some(owner);
                institution |= own == Standing::Office && !organ;
                standing = standing.max(own);
                from = end;
            }
            None => {
                plain &= texts().publisher.beside.has(words[from].1)
                    || texts().publisher.organs.has(words[from].1);
                from += 1;
            }
        }
    }
    // "European Council on Foreign Relations", "Kremlin Watch": of somebody else.
    if institution && !plain {
        return None;
    }
    code.or(ministry).map(|code| Publisher { code, standing })
}

/// The state or body of a name, and for whom it speaks.
pub(super) fn owner<'a>(name: &str, atlas: &'a Atlas) -> Option<(&'a str, Standing)> {
    // In a source a short name is an agency's, whatever else it may be in a text.
    let clear = |m: &&Meaning| !m.ambiguous || matches!(m.entry, Entry::Agency(_));
    let owners = atlas.look_up(name).iter().filter(clear).filter_map(|m| match m.entry {
        Entry::Agency(id) => Some((atlas[id].country, agencys(&atlas[id]))),
        Entry::Country(id) => Some((atlas[id].code, Standing::Outlet)),
        Entry::City(id) => Some((atlas[id].country, Standing::Outlet)),
        Entry::Body(id) => Some((atlas[id].code, Standing::Office)),
        Entry::Metonym(id) => Some((atlas[id].country, Standing::Office)),
        Entry::Ministry(id) => Some((atlas[id].country, Standing::Office)),
        _ => None,
    });
    owners.into_iter().find(|(code, _)| !code.is_empty())
}

/// For whom an agency speaks.
fn agencys(agency: &Agency) -> Standing {
    if agency.state_media { Standing::StateMedia } else { Standing::Outlet }
}

#[cfg(test)]
mod tests {
    use super::{Standing, of};
    use demarche_atlas::Atlas;

    fn told(source: &str) -> Option<&'static str> {
        of(source, Atlas::embedded()).map(|publisher| publisher.code)
    }

    #[test]
    fn addresses_tell_whose_they_are() {
        assert_eq!(told("https://www.mofa.go.jp/press"), Some("JPN"));
        assert_eq!(told("GOV.UK (press office)"), Some("GBR"));
        assert_eq!(told("delfi.ee"), Some("EST"));
        assert_eq!(told("consilium.europa.eu"), Some("EU"));
        assert_eq!(told("examplenews.com"), None);
        assert_eq!(told("my.site.org"), None, "no address begins with its ending");
        assert_eq!(told("examplenews.co.uk"), None, "its papers report on the whole world");
    }

    #[test]
    fn names_tell_whose_they_are() {
        assert_eq!(told("Ministry of Foreign Affairs of the Republic of Latvia"), Some("LVA"));
        assert_eq!(told("The Nairobi Chronicle"), Some("KEN"));
        assert_eq!(told("Department of Foreign Affairs, Ireland"), Some("IRL"));
        assert_eq!(told("Fiji Times"), Some("FJI"));
        assert_eq!(told("A Paris daily, Nairobi office of the paper"), None);
        assert_eq!(told("BBC News"), None);
        for source in
            ["European Council on Foreign Relations", "NATO Review", "Kremlin Watch", "British Council"]
        {
            assert_eq!(told(source), None, "{source}");
        }
    }

    #[test]
    fn offices_and_bodies_speak_for_themselves_and_newspapers_for_nobody() {
        let speaks = |source: &str| of(source, Atlas::embedded()).map(|publisher| publisher.standing);
        for source in
            ["energy.gov/articles", "wto.org", "mofa.go.ke", "Government Offices of Finland", "African Union"]
        {
            assert_eq!(speaks(source), Some(Standing::Office), "{source}");
        }
        assert_eq!(speaks("Xinhua"), Some(Standing::StateMedia));
        assert_eq!(speaks("Bangkok Post"), Some(Standing::Outlet));
        assert_eq!(speaks("Office of the Mayor of Milan"), Some(Standing::Outlet));
        assert_eq!(speaks("go.example.ie"), Some(Standing::Outlet));
    }
}
