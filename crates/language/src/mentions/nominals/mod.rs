//! Descriptions of persons, groups, organs and states: "the vice premier", "a US delegation", "both sides".

mod around;
mod region;

use super::lexicon::{Pronoun, Rank, RoleClass, RoleRef, is, lexicon};
use super::line::{Line, is_modifier, text_of};
use super::people::People;
use super::person::is_public;
use super::world::{Known, World};
use around::frame;
use std::ops::Range;

/// What a description is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum About {
    /// One holder of an office, or several.
    Role(RoleRef),
    /// Somebody by nationality: "the Briton".
    Native,
    /// "counterpart".
    Counterpart,
    /// People who act for a state: "delegation", "side".
    Group,
    /// People and firms who do not: "companies".
    Bystander,
    /// A ministry, parliament or other organ, or the government itself.
    Organ,
    /// "country", "nation".
    State,
    /// "the two men", "the pair".
    Pair,
}

/// How a description is introduced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Lead {
    #[default]
    Bare,
    Definite,
    Indefinite,
    Both,
    Other,
    Pronoun(Pronoun),
}

/// A description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Nominal {
    pub(super) tokens: Range<usize>,
    pub(super) head: usize,
    /// Where the words begin that end with it: "head of state".
    pub(super) first: usize,
    pub(super) about: About,
    pub(super) lead: Lead,
    pub(super) plural: bool,
    /// It says "two".
    pub(super) two: bool,
    /// How many it says, if more than two.
    pub(super) count: Option<usize>,
    /// Whose, by nationality, possessive, "of" or "from".
    pub(super) countries: Vec<String>,
    /// The only state or body that has this office.
    pub(super) usual: Option<String>,
    /// Whose, by the city where they are.
    pub(super) seat: Option<String>,
    /// The person to whom it belongs: "the Biden administration", "Yellen's counterpart".
    pub(super) owner: Option<usize>,
    /// Words that tell it from others: "finance" in "the finance ministry".
    pub(super) portfolio: Vec<String>,
    /// It says "former".
    pub(super) past: bool,
    /// "of the two nations", "from both sides".
    pub(super) of_both: bool,
    /// Its countries are those of a region: "Baltic".
    pub(super) regional: bool,
}

impl Nominal {
    /// The description that these words alone make; the words around them say more.
    fn new(tokens: Range<usize>, first: usize, head: usize, about: About) -> Self {
        Nominal {
            tokens,
            head,
            first,
            about,
            lead: Lead::Bare,
            plural: false,
            two: false,
            count: None,
            countries: Vec::new(),
            usual: None,
            seat: None,
            owner: None,
            portfolio: Vec::new(),
            past: false,
            of_both: false,
            regional: false,
        }
    }
}

/// All descriptions of a sentence that no name claims.
///
/// `claimed` are the tokens of names of any sort, which are no heads; `named` those of persons, which belong to nobody else.
pub(super) fn find(
    line: &Line<'_, '_>,
    world: &World<'_>,
    people: &People,
    claimed: &[bool],
    named: &[bool],
    out: &mut Vec<Nominal>,
) {
    let mut i = 0;
    while i < line.len() {
        let free = !claimed.get(i).copied().unwrap_or(false);
        let next = if free { nominal_at(line, world, people, claimed, named, i) } else { None };
        match next {
            Some(nominal) => {
                i = nominal.tokens.end.max(nominal.head + 1);
                out.push(nominal);
            }
            None => i += 1,
        }
    }
}

fn nominal_at(
    line: &Line<'_, '_>,
    world: &World<'_>,
    people: &People,
    claimed: &[bool],
    named: &[bool],
    i: usize,
) -> Option<Nominal> {
    let cell = line.cell(i);
    let info = cell.info;
    // A noun before another noun of this kind is no head: "government officials", "party leader".
    let follows = |k: usize| {
        line.has(k, is::ROLE | is::GROUP | is::RELATION | is::ORGAN | is::BYSTANDER)
            && !claimed.get(k).copied().unwrap_or(false)
    };
    // "Port-au-Prince"
    if matches!(line.known(i), Some(Known::City { .. } | Known::Country(_) | Known::Area)) {
        return None;
    }
    // "Who heads the ministry": a verb.
    if matches!(line.lower(i.wrapping_sub(1)), "who" | "which") && line.lower(i).ends_with('s') {
        return None;
    }
    if let Some((end, role, plural)) = line.role_at(i, line.len()) {
        if follows(end) && !line.cell(end).info.has(is::FUNCTION) || line.is_hyphen(end) {
            return None;
        }
        // "The first woman foreign minister": what she is besides.
        let private = lexicon().role(role).class == RoleClass::Private;
        let office = (end..line.len()).find(|&k| !line.has(k, is::PORTFOLIO) || line.has(k, is::ROLE));
        if private && !plural && office.is_some_and(|k| line.has(k, is::ROLE)) {
            return None;
        }
        // "the vice finance minister": the rank stands before what the office is about.
        let before = (0..i).rev().find(|&k| !line.has(k, is::PORTFOLIO) || line.has(k, is::RANK));
        // "the DPM": a short form has its rank in itself.
        let short = lexicon().word(line.lower(i)).role.is_none();
        let own = Some(info.rank).filter(|_| short && info.role == Some(role));
        let rank = own.unwrap_or_else(|| before.map_or(Rank::Full, |k| line.cell(k).info.rank));
        // "The chancellor of Lund University": a leader, but of no state.
        let leads = lexicon().role(role).class == RoleClass::Leader;
        if leads && is_of_firm(line, end) {
            return None;
        }
        let mut nominal = frame(line, world, people, named, i, end - 1);
        nominal.about = About::Role(RoleRef { role, rank });
        nominal.plural =
            plural && !(lexicon().word(line.lower(i)).role == Some(role) && nominal.lead == Lead::Indefinite);
        nominal.portfolio.extend(lexicon().role(role).about.iter().cloned());
        // "The head of state" is in charge of no state department.
        let whole = lexicon().role(role).class == RoleClass::Leader;
        for k in (i..end).filter(|&k| !whole && line.has(k, is::PORTFOLIO)) {
            nominal.portfolio.push(line.lower(k).to_owned());
        }
        // "MEPs", "the Taoiseach": an office that one body or state alone has.
        if let Some(Known::Office { country: Some(code) }) = line.known(i)
            && nominal.countries.is_empty()
        {
            if nominal.plural {
                nominal.usual = Some(code.to_owned());
            } else if nominal.lead == Lead::Definite || is_proper(line, i) {
                nominal.countries.push(code.to_owned());
            }
        }
        // "the official Xinhua News Agency": an adjective.
        if matches!(line.lower(i), "official" | "national" | "chief" | "head")
            && (line.cell(end).capital || line.has(end, is::PORTFOLIO))
        {
            return None;
        }
        // "A Commission spokesperson", where the article speaks of the Union.
        let before = nominal.first.checked_sub(1).filter(|&k| line.cell(k).capital && line.hit(k).is_none());
        if let Some(organ) = before.filter(|&k| nominal.countries.is_empty() && is_chaired(line.lower(k)))
            && let Some(body) = world.common_body(line.lower(organ))
        {
            nominal.countries.push(body.code.to_owned());
        }
        // "The Secretary and Vice Premier": one article for both offices.
        let start = nominal.tokens.start;
        let joint = start > 1 && line.lower(start - 1) == "and" && line.has(start - 2, is::ROLE);
        if joint
            && nominal.lead == Lead::Bare
            && cell.capital
            && line.cell(start - 2).capital
            && !line.title_case
        {
            nominal.lead = Lead::Definite;
        }
        // "EAM called on the emir", "Foreign Minister will travel on": releases leave the article out.
        let bare =
            nominal.lead == Lead::Bare && !nominal.plural && !line.title_case && !line.cell(end).capital;
        let acts = start == 0 && (line.is_verb(end) || line.has(end, is::FUNCTION) && line.is_verb(end + 1));
        if bare && nominal.countries.is_empty() && (short || cell.capital && acts) {
            nominal.lead = Lead::Definite;
        }
        let named =
            nominal.lead != Lead::Bare || !nominal.countries.is_empty() || nominal.plural && is_public(role);
        return named.then_some(nominal);
    }
    let kind = if info.has(is::RELATION)
        || matches!(line.lower(i), "number" | "numbers") && line.lower(i.wrapping_sub(1)) == "opposite"
    {
        About::Counterpart
    } else if info.has(is::STATE) && (!info.has(is::GROUP) || line.lower(i).ends_with('s')) {
        About::State
    } else if info.has(is::ORGAN) || is_organ_group(line.lower(i)) {
        About::Organ
    } else if info.has(is::GROUP) || i > 0 && lexicon().is_force(line.lower(i - 1), line.lower(i)) {
        About::Group
    } else if info.has(is::BYSTANDER) {
        About::Bystander
    } else if info.has(is::PAIR) {
        About::Pair
    } else {
        return natives(line, i).or_else(|| union(line, world, i));
    };
    // "A coast guard ship", "a border guard post": no force.
    let force = i > 0 && lexicon().is_force(line.lower(i - 1), line.lower(i));
    if force && is_modifier(line, i + 1) && !line.is_hyphen(i + 1) {
        return None;
    }
    // "a three-country tour" is about no country.
    let compound = kind == About::State && i > 0 && line.is_hyphen(i - 1);
    if follows(i + 1) && kind != About::Counterpart && !line.is_possessive(i + 1)
        || line.is_hyphen(i + 1)
        || compound
    {
        return None;
    }
    let mut nominal = frame(line, world, people, named, i, i);
    nominal.plural = line.lower(i).ends_with('s') || matches!(line.lower(i), "two" | "media" | "people");
    // "Swedish and Turkish delegations" are people, "both delegations" are sides.
    nominal.about = match kind {
        About::State if info.has(is::GROUP) && nominal.countries.len() > 1 => {
            if is_organ_group(line.lower(i)) { About::Organ } else { About::Group }
        }
        kind => kind,
    };
    // "the national rugby team", "a delegation of the farmers' union", "a group of forty Chilean wine growers"
    let of = if line.lower(nominal.head + 1) == "of" { nominal.head + 2..line.len() } else { 0..0 };
    // "of Oslo-based writers"
    let passes = |k: usize| line.has(k, is::DETERMINER) || line.is_hyphen(k - 1);
    let within = |k: &usize| line.lower(*k) != "," && (!line.has(*k, is::FUNCTION) || passes(*k));
    // A word within the name of a body tells nothing: "the World Bank delegation".
    let private = |k: usize| line.hit(k).is_none() && line.has(k, is::UNOFFICIAL | is::COMPANY);
    if nominal.about == About::Group
        && ((nominal.tokens.start..nominal.head).any(private) || of.take_while(within).any(private))
    {
        nominal.about = About::Bystander;
    }
    // "Each side blames the other."
    let each = line.lower(nominal.tokens.start) == "each";
    let definite = each || !matches!(nominal.lead, Lead::Bare | Lead::Indefinite | Lead::Other);
    let national = !nominal.countries.is_empty() || nominal.owner.is_some();
    let keep = match nominal.about {
        // "her Danish colleague" is her counterpart, "her colleague" anybody.
        About::Counterpart => {
            !nominal.countries.is_empty() || !matches!(line.lower(i), "colleague" | "colleagues")
        }
        About::State if matches!(nominal.lead, Lead::Pronoun(_)) && nominal.plural => false,
        About::State => {
            // "the Kenyan and Ugandan delegations", not "Chinese partners"
            let joint = nominal.countries.len() > 1 && !cell.capital && definite;
            let kept = nominal.two || definite && nominal.countries.is_empty() || joint || nominal.regional;
            kept && !line.has(i + 1, is::STATE)
        }
        About::Organ => {
            national
                || definite
                || !nominal.portfolio.is_empty()
                || cell.capital && line.lower(i) == "treasury"
                || nominal.seat.is_some()
        }
        About::Group => {
            national
                || definite
                || nominal.lead == Lead::Indefinite
                || matches!(line.lower(i), "negotiators" | "authorities" | "delegates")
                || nominal.two
        }
        About::Bystander => true,
        About::Pair if line.lower(i) == "two" => definite && !is_modifier(line, i + 1),
        About::Pair => {
            definite && (nominal.two || line.lower(i) != "men" && line.lower(i) != "women")
                || nominal.lead == Lead::Both
        }
        _ => true,
    };
    keep.then_some(nominal)
}

/// "a State Department spokesperson": an office that begins with a name.
fn is_proper(line: &Line<'_, '_>, i: usize) -> bool {
    line.hit(i)
        .is_some_and(|h| h.tokens.start < i && line.cell(h.tokens.start).capital && !line.cell(i).capital)
}

/// Whether "of" and the name of a company or school follow.
fn is_of_firm(line: &Line<'_, '_>, end: usize) -> bool {
    let from = line.past_article(end);
    let name = (from..line.len()).take_while(|&k| line.cell(k).capital || line.lower(k) == "of");
    line.lower(end) == "of" && name.into_iter().any(|k| line.is_firm(k))
}

/// "the Briton", "the Chinese", "Ukrainians".
fn natives(line: &Line<'_, '_>, i: usize) -> Option<Nominal> {
    let hit = line.hit(i).filter(|h| h.tokens.end == i + 1)?;
    let (code, plural) = match hit.known {
        Known::People(code, plural) => (code, plural),
        Known::Adjective(code)
            if line.lower(hit.tokens.start.wrapping_sub(1)) == "the" && !is_modifier(line, i + 1) =>
        {
            (code, true)
        }
        _ => return None,
    };
    let start = hit.tokens.start;
    let article = start.checked_sub(1).filter(|&k| line.has(k, is::DETERMINER));
    let lead = article.map_or(Lead::Bare, |k| lead_of(line, k));
    if lead == Lead::Bare && !plural || is_modifier(line, i + 1) {
        return None;
    }
    let tokens = article.unwrap_or(start)..hit.tokens.end;
    let countries = vec![code.to_owned()];
    Some(Nominal { lead, plural, countries, ..Nominal::new(tokens, i, i, About::Native) })
}

/// "the Europeans": the states of a region.
fn union(line: &Line<'_, '_>, world: &World<'_>, i: usize) -> Option<Nominal> {
    let article = i.checked_sub(1).filter(|&k| line.lower(k) == "the" && line.cell(i).capital)?;
    let region = world.region_of(line.cell(i).word)?;
    let countries = region.codes.iter().map(str::to_owned).collect();
    let (lead, plural, regional) = (Lead::Definite, true, true);
    Some(Nominal { lead, plural, countries, regional, ..Nominal::new(article..i + 1, i, i, About::Native) })
}

fn lead_of(line: &Line<'_, '_>, i: usize) -> Lead {
    if let Some(pronoun) = line.cell(i).info.pronoun {
        return Lead::Pronoun(pronoun);
    }
    match line.lower(i) {
        "the" | "this" | "that" | "these" | "those" => Lead::Definite,
        "both" => Lead::Both,
        "other" | "another" | "some" | "many" | "several" | "most" | "few" | "no" | "any" | "all"
        | "each" | "every" => Lead::Other,
        _ => Lead::Indefinite,
    }
}

/// The number that a word tells.
fn number(lower: &str) -> Option<usize> {
    const WORDS: [&str; 13] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    WORDS.iter().position(|w| *w == lower).or_else(|| lower.parse().ok())
}

/// The name of an organ or group for an entity: as written, without what goes before its nationality.
pub(super) fn label(line: &Line<'_, '_>, nominal: &Nominal) -> String {
    let mut start = nominal.tokens.start;
    if line.has(start, is::DETERMINER) {
        start += 1;
    }
    text_of(line, start..nominal.tokens.end)
}

/// "the government", "the administration": the organ is the state's own.
pub(super) fn is_organ_group(lower: &str) -> bool {
    matches!(
        lower,
        "government"
            | "governments"
            | "administration"
            | "regime"
            | "cabinet"
            | "presidency"
            | "junta"
            | "embassy"
            | "consulate"
            | "leadership"
            | "military"
            | "army"
            | "legislature"
    )
}

/// Organs whose heads are known by them: "the commission's president".
pub(super) fn is_chaired(lower: &str) -> bool {
    matches!(
        lower,
        "commission" | "council" | "parliament" | "assembly" | "senate" | "congress" | "committee"
    )
}
