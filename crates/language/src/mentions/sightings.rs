//! Names of persons where a sentence has them, with all that stands around them to say who they are.

use super::lexicon::{RoleClass, is, lexicon};
use super::line::{Line, LineHit};
use super::names::{self, name_at};
use super::pronouns;
use super::titles::{self, Title};
use super::world::{Known, World};
use demarche_atlas::Id;
use std::ops::Range;

/// A name as found in a sentence.
#[derive(Debug, Clone)]
pub(super) struct NameFound {
    /// The sentence, as an index.
    pub(super) line: usize,
    /// With title and description before it.
    pub(super) tokens: Range<usize>,
    /// The name alone.
    pub(super) name: Range<usize>,
    pub(super) title: Option<Title>,
    pub(super) description: Option<Title>,
    /// A country that stands right before as possessor or behind with "of", or before "counterpart".
    pub(super) country: Option<String>,
    /// The offices of the list in which it stands: "presidents A and B".
    pub(super) shared: Option<Title>,
    /// The atlas has this name in full.
    pub(super) known: Option<Id<demarche_atlas::Person>>,
    /// It is introduced as a counterpart of somebody in office.
    pub(super) counterpart: bool,
    /// Which of the list behind a plural title it is, from nought.
    pub(super) place_in_list: usize,
    /// Whom it names.
    pub(super) person: Option<usize>,
}

impl NameFound {
    /// Whether its bearer does what the sentence tells, as far as word order shows.
    pub(super) fn acts(&self, line: &Line<'_, '_>) -> bool {
        let end = self.tokens.end;
        // "A ministry spokesman, X, said"
        let comma = |k: usize| line.lower(k) == ",";
        let apposed = self.name.start > 0 && comma(self.name.start - 1) && self.title.is_some();
        let free = !pronouns::is_governed(line, self.tokens.start);
        apposed && free && comma(end) && line.is_verb(end + 1)
            || pronouns::is_subject(line, self.tokens.start, end)
    }
}

/// How many words of a name may stand behind "and".
const NAME: usize = 4;

/// Every name of a sentence that may be a person's.
pub(super) fn find_names(line: &Line<'_, '_>, index: usize, world: &World<'_>, found: &mut Vec<NameFound>) {
    let mut i = 0;
    while i < line.len() {
        let cell = line.cell(i);
        let after_title = i > 0
            && line.has(i - 1, is::TITLE)
            && (!line.has(i - 1, is::FUNCTION) || line.has(i - 1, is::ROLE));
        if !(cell.capital || after_title && cell.info.has(is::PARTICLE)) {
            i += 1;
            continue;
        }
        let titled = after_title && titles::before(line, world, i).is_some();
        let Some(name) = name_at(line, world, i, titled) else {
            i += 1;
            continue;
        };
        let next = name.end;
        if is_month(line, &name) {
            i = next;
            continue;
        }
        let mut new = evidence(line, index, world, name);
        follow_list(line, world, found, &mut new);
        found.push(new);
        i = next;
    }
}

/// "in May", "May 2017", "5 May": no surname.
fn is_month(line: &Line<'_, '_>, name: &Range<usize>) -> bool {
    let digits = |k: usize| line.cell(k).word.chars().next().is_some_and(|c| c.is_ascii_digit());
    let before = name.start.checked_sub(1);
    let dated = before.is_some_and(|k| {
        digits(k)
            || matches!(
                line.lower(k),
                "in" | "since"
                    | "until"
                    | "till"
                    | "during"
                    | "last"
                    | "next"
                    | "this"
                    | "early"
                    | "mid"
                    | "late"
                    | "every"
            )
    });
    let owns = line.is_possessive(name.end) || line.has(name.end, is::SPEECH);
    name.len() == 1 && line.lower(name.start) == "may" && (digits(name.end) || dated && !owns)
}

/// "presidents Joe Biden and Xi Jinping", "his Greek, Cypriot and French counterparts, A, B and C": the title is everyone's,
/// the nationalities are theirs in turn.
fn follow_list(line: &Line<'_, '_>, world: &World<'_>, found: &[NameFound], new: &mut NameFound) {
    if new.title.is_none()
        && let Some(owners) = counterparts(line, new.name.start)
    {
        new.country = owners.first().cloned();
        new.counterpart = true;
        new.shared = Some(Title { plural: true, nations: owners, ..Title::default() });
        return;
    }
    if let Some(title) = new.title.as_ref().filter(|t| t.plural) {
        // "EU ministers X and Y": whoever acts for a body is of one of its states.
        let own = title.nations.first().filter(|code| title.nations.len() > 1 || world.is_country(code));
        new.country = new.country.take().or(own.cloned());
        return;
    }
    let plain = |t: &Title| t.roles.is_empty();
    let begin = new.title.as_ref().filter(|t| plain(t)).map_or(new.name.start, |t| t.tokens.start);
    let office = holders_of(line, world, begin..new.name.end);
    if let Some(title) = office.filter(|_| new.title.as_ref().is_none_or(plain)) {
        new.country = new.country.take().or(title.nations.first().cloned());
        new.shared = Some(title);
        return;
    }
    let untitled = new.title.as_ref().is_none_or(plain);
    let Some(last) = found.last().filter(|l| l.line == new.line && untitled) else { return };
    let Some(title) = last.title.as_ref().filter(|t| t.plural).or(last.shared.as_ref()) else { return };
    let between = last.tokens.end..new.tokens.start;
    if between.is_empty() || !between.clone().all(|k| matches!(line.lower(k), "," | "and" | "&")) {
        return;
    }
    new.place_in_list = last.place_in_list + 1;
    if new.country.is_none() {
        new.country = match title.nations.as_slice() {
            [one] => Some(one.clone()).filter(|code| world.is_country(code)),
            several => several.get(new.place_in_list).cloned(),
        };
    }
    new.shared = Some(title.clone());
    new.counterpart = last.counterpart;
}

/// "The foreign ministers of Peru and Chile, X and Y": the office and the states, in order, of those whose names follow.
fn holders_of(line: &Line<'_, '_>, world: &World<'_>, name: Range<usize>) -> Option<Title> {
    let comma = name.start.checked_sub(1).filter(|&k| line.lower(k) == ",")?;
    let next = (name.end + 1..line.len()).find(|&k| !is_courtesy(line, k));
    let more = matches!(line.lower(name.end), "and" | ",")
        && next.is_some_and(|k| name_at(line, world, k, true).is_some());
    let (mut at, mut nations) = (comma, Vec::new());
    while at > 0 && line.lower(at - 1) != "of" {
        match line.hit(at - 1) {
            Some(LineHit { tokens, known: Known::Country(code) }) => {
                nations.insert(0, (*code).to_owned());
                at = tokens.start;
            }
            None if matches!(line.lower(at - 1), "," | "and" | "the") => at -= 1,
            _ => return None,
        }
    }
    let of = at.checked_sub(1).filter(|_| more && nations.len() > 1)?;
    let holders = |k: usize| line.has(k, is::ROLE | is::PORTFOLIO | is::RANK) && !line.has(k, is::FUNCTION);
    let start = (0..of).rev().take_while(|&k| holders(k)).last()?;
    if titles::opens_with_phrase(line, comma) {
        return None;
    }
    let title = titles::read(line, world, start..of).filter(|t| t.plural && !t.roles.is_empty())?;
    Some(Title { nations, ..title })
}

/// "Greek, Cypriot and French counterparts," right before a name: whose, in order.
fn counterparts(line: &Line<'_, '_>, name: usize) -> Option<Vec<String>> {
    let mut at = name.checked_sub(1)?;
    if line.lower(at) == "," {
        at = at.checked_sub(1)?;
    }
    // Colleagues are foreign only by their nationality.
    let plain = matches!(line.lower(at), "counterparts" | "homologues");
    if !plain && line.lower(at) != "colleagues" {
        return None;
    }
    let mut nations = Vec::new();
    while at > 0 {
        at -= 1;
        match line.known(at) {
            Some(Known::Adjective(code) | Known::Country(code)) => nations.insert(0, code.to_owned()),
            _ if matches!(line.lower(at), "," | "and") => {}
            _ => break,
        }
    }
    (plain || !nations.is_empty()).then_some(nations)
}

/// "At the invitation of the President of Peru, Ms X, the Prime Minister of Chad, Mr Y, came": where offices stand before their names,
/// the one behind a name is the next one's.
fn is_of_next(line: &Line<'_, '_>, world: &World<'_>, name: &Range<usize>, behind: &Title) -> bool {
    let end = behind.tokens.end;
    let start = (end + 1..line.len()).find(|&k| !is_courtesy(line, k)).filter(|_| line.lower(end) == ",");
    let next = start.and_then(|k| name_at(line, world, k, true).filter(|n| n.start == k));
    let Some(next) = next else { return false };
    // "King X, the President of the Republic of Chad, H.E. Mr Y, came": a courtesy begins the name of one who has no office behind it.
    let royal = line.has(name.start.saturating_sub(1), is::ROLE);
    if royal && is_courtesy(line, end + 1) && titles::after(line, world, next.end).is_none() {
        return true;
    }
    let Some(comma) = comma_before(line, name) else { return false };
    titles::ends_office(line, comma) || line.has(comma - 1, is::ROLE | is::PORTFOLIO)
}

/// "Ms X, President of Peru, Mr Y, President of Chad, met": where offices stand behind their names, the one before a name is the last
/// one's.
fn is_of_last(line: &Line<'_, '_>, name: &Range<usize>, before: &Title, behind: Option<&Title>) -> bool {
    let start = before.tokens.start;
    let start = if start > 0 && line.has(start - 1, is::DETERMINER) { start - 1 } else { start };
    let last = start.checked_sub(1).filter(|&k| k > 1 && line.lower(k) == ",");
    let person = |k: usize| {
        let known = line.hit(k).is_none_or(|h| matches!(h.known, Known::Person(_)));
        known && names::is_nameable(line, k)
    };
    let named = last.is_some_and(|k| person(k - 1) && person(k - 2));
    named && behind.is_some_and(|b| !b.roles.is_empty()) && comma_before(line, name).is_some()
}

/// The comma before a name and the courtesies that lead it: ", His Excellency X".
fn comma_before(line: &Line<'_, '_>, name: &Range<usize>) -> Option<usize> {
    let courtesies = (0..name.start).rev().take_while(|&k| is_courtesy(line, k)).count();
    let comma = (name.start - courtesies).checked_sub(1)?;
    // "His Excellency": the pronoun is no word of courtesy by itself.
    let comma = if courtesies > 0 && line.has(comma, is::PRONOUN) { comma.checked_sub(1)? } else { comma };
    (comma > 0 && line.lower(comma) == ",").then_some(comma)
}

fn is_courtesy(line: &Line<'_, '_>, k: usize) -> bool {
    line.has(k, is::HONORIFIC | is::STYLE)
}

fn evidence(line: &Line<'_, '_>, index: usize, world: &World<'_>, name: Range<usize>) -> NameFound {
    let description = titles::after(line, world, name.end).filter(|d| !is_of_next(line, world, &name, d));
    let title = titles::before(line, world, name.start);
    let title = title.filter(|t| !is_of_last(line, &name, t, description.as_ref()));
    let mut tokens = title.as_ref().map_or(name.start, |t| t.tokens.start)..name.end;
    let (mut country, mut counterpart) = (None, false);
    let bare = title.as_ref().is_none_or(|t| {
        t.roles.iter().all(|r| matches!(lexicon().role(r.role).class, RoleClass::Military | RoleClass::Royal))
            && t.country.is_none()
    });
    let before = title.as_ref().map_or(name.start, |t| t.tokens.start).checked_sub(1);
    if bare {
        // "China's He", "France's Emmanuel Macron", "her Chinese counterpart He Lifeng"
        if let Some(at) = before.filter(|&k| line.is_possessive(k) && k > 0)
            && let Some(hit) = line.hit(at - 1)
        {
            country = match hit.known {
                Known::Country(code) | Known::Body { code, .. } => Some(code.to_owned()),
                // "the State Department's John Berg", not "the Treasury's Frequently Asked Questions"
                Known::Ministry { country, .. } | Known::Metonym { code: country, government: true, .. }
                    if !country.is_empty()
                        && name.len() > 1
                        && world.given(line.lower(name.start)).is_some() =>
                {
                    Some(country.to_owned())
                }
                _ => None,
            };
            if country.is_some() {
                tokens.start = hit.tokens.start;
            }
        }
    }
    // "her Omani counterpart, the Minister of Trade, Mr X"
    let apposed = || before.is_some_and(|k| line.lower(k) == ",");
    if bare || title.as_ref().is_some_and(|t| t.country.is_none()) && apposed() {
        let relation = before.map(|k| if line.lower(k) == "," { k.saturating_sub(1) } else { k });
        if let Some(at) = relation.filter(|&k| {
            let national = || matches!(line.known(k.wrapping_sub(1)), Some(Known::Adjective(_)));
            let own = |k: usize| matches!(line.lower(k.wrapping_sub(1)), "his" | "her");
            matches!(line.lower(k), "counterpart" | "homologue")
                || line.lower(k) == "colleague" && (national() || title.is_none() && own(k))
                || line.lower(k) == "number" && line.lower(k.saturating_sub(1)) == "opposite"
        }) {
            let adjective =
                if line.lower(at) == "number" { at.saturating_sub(2) } else { at.saturating_sub(1) };
            if let Some(Known::Adjective(code) | Known::Country(code)) = line.known(adjective) {
                country = Some(code.to_owned());
            }
            tokens.start = relation_start(line, at);
            counterpart = true;
        }
    }
    // "her counterpart from Togo, A B": the state behind it.
    if country.is_none()
        && title.as_ref().is_none_or(|t| t.country.is_none())
        && let Some((code, start)) = counterpart_from(line, tokens.start)
    {
        country = Some(code.to_owned());
        tokens.start = start;
        counterpart = true;
    }
    if country.is_none() {
        country = included(line, tokens.start).or_else(|| joined(line, title.as_ref()?));
    }
    if country.is_none()
        && let Some((code, end)) = titles::of_country(line, name.end)
        && (title.is_some() || name.len() > 1)
    {
        country = Some(code);
        tokens.end = end;
    }
    if country.is_none()
        && let Some((code, end)) = listed(line, name.end)
        && (title.is_some() || name.len() > 1)
    {
        country = Some(code.to_owned());
        tokens.end = end;
    }
    if title.is_none()
        && name.len() > 1
        && let Some(state) = counterpart_behind(line, name.end)
    {
        country = country.or(state.map(str::to_owned));
        counterpart = true;
    }
    let known = match line.known(name.start) {
        Some(Known::Person(id)) => Some(id),
        _ => line.known(name.end - 1).and_then(|k| if let Known::Person(id) = k { Some(id) } else { None }),
    };
    NameFound {
        line: index,
        tokens,
        name,
        title,
        description,
        country,
        shared: None,
        counterpart,
        place_in_list: 0,
        known,
        person: None,
    }
}

/// "her counterpart from Togo, A B": the state, and where the description begins, that ends with the comma before a name.
fn counterpart_from<'a>(line: &Line<'_, 'a>, name: usize) -> Option<(&'a str, usize)> {
    let comma = name.checked_sub(1).filter(|&k| k > 0 && line.lower(k) == ",")?;
    let hit = line.hit(comma - 1)?;
    let Known::Country(code) = hit.known else { return None };
    let start = hit.tokens.start;
    let from = start.checked_sub(1 + usize::from(start > 0 && line.lower(start - 1) == "the"))?;
    let relation = from.checked_sub(1).filter(|_| matches!(line.lower(from), "from" | "of" | "in"))?;
    let is_relation = matches!(line.lower(relation), "counterpart" | "homologue" | "colleague");
    is_relation.then(|| (code, relation_start(line, relation)))
}

/// "Received by A B, his Norwegian counterpart,": whether somebody is told to be one behind the name, and of which state if that is
/// told.
fn counterpart_behind<'a>(line: &Line<'_, 'a>, end: usize) -> Option<Option<&'a str>> {
    if line.lower(end) != "," || !matches!(line.lower(end + 1), "his" | "her") {
        return None;
    }
    let relation = |k: &usize| matches!(line.lower(*k), "counterpart" | "homologue" | "colleague");
    let at = (end + 2..end + 4).find(relation).filter(|&k| matches!(line.lower(k + 1), "," | "."))?;
    let state = match line.known(at - 1) {
        Some(Known::Adjective(code) | Known::Country(code)) => Some(code),
        _ => None,
    };
    (at == end + 2 || state.is_some()).then_some(state)
}

/// "A B, Norway, and C D, Greenland, met": the state behind each name of a list.
fn listed<'a>(line: &Line<'_, 'a>, end: usize) -> Option<(&'a str, usize)> {
    let state = line.hit(end + 1).filter(|h| line.lower(end) == "," && h.tokens.start == end + 1)?;
    let Known::Country(code) = state.known else { return None };
    let after = state.tokens.end;
    let next = if line.lower(after) == "," && line.lower(after + 1) == "and" { after + 2 } else { after + 1 };
    let more = matches!(line.lower(after), "," | "and")
        && names::is_nameable(line, next)
        && names::is_nameable(line, next + 1)
        && (next + 1..next + NAME + 1)
            .any(|k| line.lower(k) == "," && matches!(line.known(k + 1), Some(Known::Country(_))));
    // The last of the list stands behind one that is told like it.
    let last = || {
        let joined = (0..end).rev().take(NAME).find(|&k| line.lower(k) == "and");
        let before = joined.map(|k| if k > 0 && line.lower(k - 1) == "," { k - 1 } else { k });
        let before = before.and_then(|k| line.hit(k.checked_sub(1)?));
        let told = |h: &LineHit<'_>| h.tokens.start > 0 && line.lower(h.tokens.start - 1) == ",";
        before.is_some_and(|h| matches!(h.known, Known::Country(_)) && told(h))
    };
    (more || matches!(line.lower(after), "," | "." | ";") && last()).then_some((code, after))
}

/// "The Polish journalist and member of parliament X": whose both are.
fn joined(line: &Line<'_, '_>, title: &Title) -> Option<String> {
    /// So many words may the first have.
    const TRADE: usize = 3;
    let and = title.tokens.start.checked_sub(1).filter(|&k| line.lower(k) == "and")?;
    let first = title.country.is_none() && !title.roles.is_empty() && !line.cell(title.tokens.start).capital;
    let plain = |k: &usize| !line.cell(*k).capital && !line.is_mark(*k) && !line.has(*k, is::FUNCTION);
    let words = (0..and).rev().take_while(plain).take(TRADE + 1).count();
    match line.known(and.checked_sub(words + 1)?)? {
        Known::Adjective(code) if first && (1..=TRADE).contains(&words) => Some(code.to_owned()),
        _ => None,
    }
}

/// "Chinese officials including Vice Premier X": whose officials.
fn included(line: &Line<'_, '_>, start: usize) -> Option<String> {
    let mut at = start.checked_sub(1)?;
    let led = line.lower(at) == "by" && matches!(line.lower(at.checked_sub(1)?), "led" | "headed");
    if line.lower(at) == "as" && line.lower(at.checked_sub(1)?) == "such"
        || line.lower(at) == "including"
        || led
    {
        while matches!(
            line.lower(at),
            "as" | "such" | "including" | "," | "led" | "headed" | "by" | "was" | "is" | "were"
        ) {
            at = at.checked_sub(1)?;
        }
        let group = line.has(at, is::ROLE | is::GROUP | is::RELATION) || line.lower(at) == "one";
        let owner = (at.saturating_sub(5)..at).rev().find_map(|k| match line.known(k) {
            Some(Known::Adjective(code) | Known::Country(code)) => Some(code.to_owned()),
            _ => None,
        });
        return owner.filter(|_| group);
    }
    None
}

/// "her Chinese counterpart": where it begins.
fn relation_start(line: &Line<'_, '_>, counterpart: usize) -> usize {
    let mut start = counterpart;
    while start > 0
        && (line.known(start - 1).is_some()
            || line.has(start - 1, is::PRONOUN | is::DETERMINER | is::TEMPER | is::PORTFOLIO | is::PAST)
            || line.lower(start - 1) == "opposite")
    {
        start -= 1;
        if line.has(start, is::PRONOUN | is::DETERMINER) {
            break;
        }
    }
    start
}
