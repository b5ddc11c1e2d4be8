//! The persons of an article: every name found, gathered under one person each.

use super::clue::Clue;
use super::lexicon::{Rank, is, lexicon};
use super::line::{Line, text_of};
use super::names::is_nameable;
use super::person::{Person, certainty, is_kinship};
use super::sightings::NameFound;
use super::spelling::{is_respelling, kebab, parts, plain, skeleton};
use super::titles::Title;
use super::world::{Known, World};
use demarche_atlas::{Id, NameOrder};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// "A K Abdul Momen" as "A.K. Abdul Momen": initials with full stops, side by side.
fn initials(name: &str) -> String {
    let letter = |word: &str| word.trim_end_matches('.').chars().count() == 1;
    let mut written = String::with_capacity(name.len() + 2);
    let mut after = false;
    for word in name.split(' ') {
        if !(written.is_empty() || after && letter(word)) {
            written.push(' ');
        }
        after = letter(word);
        written.push_str(word);
        if after && !word.ends_with('.') {
            written.push('.');
        }
    }
    written
}

/// The persons of the article.
#[derive(Debug, Default)]
pub(super) struct People {
    pub(super) all: Vec<Person>,
}

impl People {
    /// Gathers the names of all sentences under persons; names without any sign that they are a person's stay open.
    pub(super) fn gather(lines: &[Line<'_, '_>], found: &mut [NameFound], world: &World<'_>) -> People {
        let mut people = People::default();
        // "Dupont-Aignan" is one surname as well.
        let single = |n: &&NameFound| {
            n.name.len() == 1 || n.name.len() == 3 && lines[n.line].is_hyphen(n.name.start + 1)
        };
        let alone: BTreeSet<String> =
            found.iter().filter(single).filter_map(|n| parts(&lines[n.line], n.name.clone()).pop()).collect();
        for name in found.iter_mut() {
            let line = &lines[name.line];
            let words = parts(line, name.name.clone());
            let pair = name.known.is_none()
                && name.title.is_none()
                && name.name.len() == 3
                && line.is_hyphen(name.name.start + 1);
            if pair {
                continue;
            }
            // "De Villepin" is a surname like "Villepin".
            let surname = line.has(name.name.start, is::PARTICLE) && words.len() == 2;
            let long = words.len() > 1 && !surname || name.known.is_some() && !words.is_empty();
            if long && (is_person(line, name, world) || is_taken_up(line, name, &words, &alone)) {
                name.person = Some(people.enter(line, name, words, world));
            }
        }
        let famous = famous(lines, found, world);
        for name in found.iter().filter(|n| n.person.is_none()) {
            people.enter_pair(&lines[name.line], name, world);
        }
        for name in found.iter_mut().filter(|n| n.person.is_none()) {
            let line = &lines[name.line];
            let words = parts(line, name.name.clone());
            name.person = people.best(&words, name, name.line).or_else(|| people.respelt(&words, name));
            if name.person.is_none()
                && let [word] = &words[..]
                && let Some(&id) = famous.get(word)
            {
                name.known = Some(id);
                name.person = Some(people.enter(line, name, words.clone(), world));
            }
            let office = name.title.is_some()
                || name.shared.is_some()
                || name.counterpart
                || name.country.is_some() && name.tokens.start < name.name.start;
            let alone = words.len() == 1 && !line.title_case;
            if name.person.is_none() && office && (alone || is_person(line, name, world)) && !words.is_empty()
            {
                name.person = Some(people.enter(line, name, words, world));
            }
            if let Some(person) = name.person {
                people.note(person, line, name);
            }
        }
        people
    }

    fn enter(
        &mut self,
        line: &Line<'_, '_>,
        name: &NameFound,
        words: Vec<String>,
        world: &World<'_>,
    ) -> usize {
        let written = text_of(line, name.name.clone());
        let same = self.all.iter().position(|p| {
            (p.fit(&words) == Some(4) && words.len() > 1)
                || (p.parts.len() == 1 && words.len() > 1 && words.contains(&p.parts[0]) && agree(p, name))
        });
        let same = same.or_else(|| {
            // "Jean-Yves Le Drian" after "Le Drian": the longer name holds the shorter.
            let longer = |p: &Person| {
                p.parts.len() > 1
                    && p.parts.len() < words.len()
                    && words.first() == p.parts.first()
                    && words.last() == p.parts.last()
            };
            self.all.iter().position(longer)
        });
        // "Abdel Aziz" after "Mohamed Ould Abdel Aziz", "Mohammed bin Salman bin Abdulaziz" after "Mohammed bin Salman".
        let same = same.or_else(|| {
            let part = |p: &Person| {
                let (short, long) =
                    if p.parts.len() < words.len() { (&p.parts, &words) } else { (&words, &p.parts) };
                let fits = long.ends_with(short) || long.starts_with(short);
                short.len() > 1 && short.len() < long.len() && long.len() > 2 && fits && agree(p, name)
            };
            self.all.iter().position(part)
        });
        let index = same.unwrap_or(self.all.len());
        if same.is_none() {
            self.all.push(Person { line: name.line, ..Person::default() });
        }
        let person = &mut self.all[index];
        if words.len() > person.parts.len()
            || words.len() == person.parts.len() && written.len() > person.name.len()
        {
            person.parts = words;
            person.name = written;
        }
        let by_office = |surname: &str| {
            let roles = name.title.as_ref().filter(|t| !t.roles.is_empty())?;
            world.holder(surname, |office| title_fits_office(roles, office))
        };
        // "Eduard A. Shevardnadze" is known as "Eduard Shevardnadze".
        let short: Vec<&str> =
            person.name.split(' ').filter(|w| !(w.ends_with('.') && w.len() < 4)).collect();
        let short = short.join(" ");
        let stopped = initials(&person.name);
        let mut spellings = vec![&person.name, &short, &stopped];
        spellings.dedup();
        let named = spellings.into_iter().find_map(|name| world.named(name));
        // "President Abdul Fattah al-Sisi" is spelt in many ways: surname and office are enough where given names have
        // the same consonants.
        let spelt = || {
            // "President X of the student union"
            let of = Some(name.tokens.end).filter(|&k| line.lower(k) == "of").map(|k| line.past_article(k));
            if of.is_some_and(|k| !matches!(line.known(k), Some(Known::Country(_)))) {
                return None;
            }
            let (given, surname) = person.name.rsplit_once(' ')?;
            let id = by_office(surname).or_else(|| by_office(surname.rsplit('-').next()?))?;
            let (known, _) = world.person(id).name.rsplit_once(' ')?;
            let (known, given) = (skeleton(known), skeleton(given));
            let (less, more) = if known.len() < given.len() { (&known, &given) } else { (&given, &known) };
            // One consonant tells "Mary" from nobody.
            (less.len() > 1 && more.starts_with(less.as_str())).then_some(id)
        };
        // "King Abdullah bin Abdulaziz Al Saud": more of the name than the king and his first name tells whose king he is.
        let words: Vec<&str> = person.name.split(' ').collect();
        let fuller = (3..words.len()).rev().find_map(|n| world.named(&words[..n].join(" ")));
        let id = fuller.or(name.known).or(named).or_else(|| {
            let single = person.parts.len() == 1;
            if single { by_office(&person.name) } else { spelt() }
        });
        if let Some(id) = id.filter(|_| person.atlas.is_none()) {
            person.atlas = Some(id);
        }
        self.note(index, line, name);
        self.settle(index, world);
        index
    }

    /// Somebody whom the atlas knows, whether or not the text names them.
    pub(super) fn known(&mut self, id: Id<demarche_atlas::Person>, world: &World<'_>) -> usize {
        if let Some(index) = self.all.iter().position(|person| person.atlas == Some(id)) {
            return index;
        }
        let name = world.person(id).name;
        let parts = name.split([' ', '-']).map(|word| plain(&word.to_lowercase())).collect();
        let role = world.offices(id).last().map(|office| (*office).to_owned());
        self.all.push(Person { name: name.to_owned(), parts, role, atlas: Some(id), ..Person::default() });
        let index = self.all.len() - 1;
        self.settle(index, world);
        index
    }

    /// "A Putin-Obama meeting": leaders whom nothing else introduces.
    fn enter_pair(&mut self, line: &Line<'_, '_>, name: &NameFound, world: &World<'_>) {
        let Range { start, end } = name.name;
        if end - start != 3 || !line.is_hyphen(start + 1) || name.title.is_some() {
            return;
        }
        let half = |at: usize| {
            let known = world.leader(line.cell(at).word);
            NameFound { name: at..at + 1, tokens: at..at + 1, known, ..name.clone() }
        };
        let halves = [half(start), half(end - 1)];
        let is_known =
            |n: &NameFound| n.known.is_some() || self.best(&parts(line, n.name.clone()), n, n.line).is_some();
        if !halves.iter().all(is_known) {
            return;
        }
        for half in &halves {
            let words = parts(line, half.name.clone());
            if self.best(&words, half, half.line).is_none() {
                self.enter(line, half, words, world);
            }
        }
    }

    /// What the atlas knows of a person, where the text is silent.
    fn settle(&mut self, index: usize, world: &World<'_>) {
        let person = &mut self.all[index];
        let count = person.parts.len();
        let known = person.atlas.map(|id| (id, world.person(id)));
        let first = person.parts.first().cloned().unwrap_or_default();
        let family_first = match known {
            Some((_, p)) => p.order == NameOrder::SurnameFirst,
            None => {
                let country = person.country.as_deref().unwrap_or("CHN");
                let home = ["CHN", "TWN", "HKG", "MAC", "KOR", "PRK", "VNM", "SGP", "KHM"].contains(&country);
                // Nobody's given name is a pronoun: "He Lifeng".
                let pronoun = lexicon().word(&first).pronoun.is_some();
                count > 1
                    && (pronoun || home && world.is_family_first(&first) && world.given(&first).is_none())
            }
        };
        person.family = if family_first { 0..1 } else { count.saturating_sub(1)..count };
        person.key = person.parts.join("-");
        if let Some((id, record)) = known {
            for surname in record.surnames.iter() {
                let surname: Vec<String> =
                    surname.split([' ', '-']).map(|w| plain(&w.to_lowercase())).collect();
                if let Some(at) =
                    person.parts.windows(surname.len().max(1)).position(|w| w == surname.as_slice())
                {
                    person.family = at..at + surname.len();
                    break;
                }
            }
            person.key = kebab(record.name);
            person.gender = person.gender.or(super::world::gender(record.gender));
            person.official |= !record.terms.is_empty();
            let serves = world.serves(id).unwrap_or(record.country);
            person.take_country(Some(serves), certainty::ATLAS);
            for office in world.offices(id) {
                for role in lexicon().roles_in(office) {
                    if !person.roles.contains(&role) {
                        person.roles.push(role);
                    }
                }
                for word in lexicon().portfolio_in(office) {
                    if !person.portfolio.contains(&word) {
                        person.portfolio.push(word);
                    }
                }
            }
        }
        if person.gender.is_none() {
            let given = if family_first { None } else { world.given(&first).flatten() };
            person.gender = given;
        }
    }

    /// Adds what one mention says of a person.
    fn note(&mut self, index: usize, line: &Line<'_, '_>, name: &NameFound) {
        let person = &mut self.all[index];
        for (title, sure) in [(&name.title, certainty::OWN), (&name.description, certainty::DESCRIPTION)] {
            if let Some(title) = title {
                let text = if title.plural { String::new() } else { text_of(line, title.core.clone()) };
                // "presidents X and Y" of two countries: the nationality before is nobody's own.
                if title.plural {
                    let bare = Title { country: None, usual_country: None, ..title.clone() };
                    person.take_title(&bare, line, &singular(line, title), sure);
                } else {
                    person.take_title(title, line, &text, sure);
                }
            }
        }
        if let Some(title) = &name.shared {
            let bare = Title { country: None, usual_country: None, ..title.clone() };
            person.take_title(&bare, line, &singular(line, title), certainty::LIST);
        }
        // "Norway's Kari Berg met": news names so who acts for a state.
        let owned = name.country.is_some() && name.title.is_none() && name.tokens.start < name.name.start;
        person.official |= name.counterpart || owned && name.acts(line);
        person.take_country(name.country.as_deref(), certainty::OWN);
    }

    /// The person whom these words name: introduced before rather than later, the last one introduced before others.
    pub(super) fn best(&self, words: &[String], name: &NameFound, line: usize) -> Option<usize> {
        if words.is_empty() {
            return None;
        }
        // "Mrs Tembo" beside a president of whom the text tells no gender.
        let gender = name.title.as_ref().and_then(|t| t.gender);
        let called = |p: &Person| gender.is_some() && p.gender == gender;
        let score = |(i, p): (usize, &Person)| {
            let fit = p.fit(words).filter(|_| agree(p, name))?;
            let before = p.line <= line;
            let near = if before { p.line as i64 } else { -(p.line as i64) };
            // The leader's sister and the leader's lawyer are called by more than their surname.
            // Nor is the president's wife, although she is named last.
            Some((called(p), fit, before, p.official, !p.is_kin(), near, i))
        };
        self.all.iter().enumerate().filter_map(score).max().map(|(.., i)| i)
    }

    /// "Zelensky … Zelenskyy": the only person whose surname this one word spells in another way.
    fn respelt(&self, words: &[String], name: &NameFound) -> Option<usize> {
        let [word] = words else { return None };
        let fits = |p: &&Person| match p.parts.get(p.family.clone()) {
            Some([family]) => is_respelling(family, word) && agree(p, name),
            _ => false,
        };
        let mut found = self.all.iter().filter(fits);
        let first = found.next().filter(|_| found.next().is_none())?;
        self.all.iter().position(|p| std::ptr::eq(p, first))
    }

    /// The person, if exactly one bears this surname.
    pub(super) fn surnamed(&self, lower: &str) -> Option<usize> {
        let mut fits =
            self.all.iter().enumerate().filter(|(_, p)| {
                p.parts.get(p.family.clone()).is_some_and(|f| f.len() == 1 && f[0] == lower)
            });
        fits.next_back().map(|(i, _)| i)
    }
}

/// The leaders of the day whom the text calls by their surname alone, by surname: "Trump and Putin met".
fn famous(
    lines: &[Line<'_, '_>],
    found: &[NameFound],
    world: &World<'_>,
) -> BTreeMap<String, Id<demarche_atlas::Person>> {
    let mut famous = BTreeMap::new();
    let whole = found.iter().filter(|n| !lines[n.line].is_hyphen(n.name.start + 1));
    let whole = whole.map(|n| parts(&lines[n.line], n.name.clone())).filter(|words| words.len() > 1);
    let shared: BTreeSet<String> = whole.flatten().collect();
    for name in found.iter().filter(|n| n.person.is_none()) {
        let line = &lines[name.line];
        let [word] = &parts(line, name.name.clone())[..] else { continue };
        if line.title_case || famous.contains_key(word) || shared.contains(word) {
            continue;
        }
        let next = name.name.end;
        let courtesy = name.title.as_ref().is_some_and(|t| t.courtesy && t.roles.is_empty());
        let acts = name.title.is_none()
            && (line.has(next, is::SPEECH) || line.is_verb(next) && !line.has(next, is::AUXILIARY));
        let written = text_of(line, name.name.clone());
        // "Presidents Orban and Fico"
        let listed = name.shared.is_some() || name.title.as_ref().is_some_and(|t| t.plural);
        // "had spoken with Lavrov"
        let before = name.name.start.checked_sub(1).filter(|_| name.title.is_none());
        let met = before.is_some_and(|k| {
            line.lower(k) == "with" || line.is_verb(k) && !line.has(k, is::AUXILIARY | is::VISIT | is::MOTION)
        });
        if (courtesy || acts || listed || met)
            && let Some(id) = world.leader(&written)
        {
            famous.insert(word.clone(), id);
        }
    }
    famous
}

/// The role of one of several holders: "presidents" gives "president".
fn singular(line: &Line<'_, '_>, title: &Title) -> String {
    let text = text_of(line, title.core.clone());
    text.strip_suffix('s').map_or(text.clone(), str::to_owned)
}

/// Whether nothing that a mention says speaks against this person.
fn agree(person: &Person, name: &NameFound) -> bool {
    let title = name.title.as_ref();
    let gender = match (person.gender, title.and_then(|t| t.gender)) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    };
    let own = title.filter(|t| !t.plural).and_then(|t| t.country.as_deref()).or(name.country.as_deref());
    let country = match (own, person.country.as_deref()) {
        (Some(a), Some(b)) => a == b || person.certainty < certainty::ATLAS,
        _ => true,
    };
    // "First Lady A Hichilema […] President Hichilema": somebody else of that surname.
    let office = title.is_some_and(|t| t.roles.iter().any(|r| !is_kinship(*r)));
    gender && country && !(office && person.is_kin())
}

/// Whether an atlas office is one that the title names: all words of the shorter in the longer.
fn title_fits_office(title: &Title, office: &str) -> bool {
    let office = office.to_lowercase();
    title.roles.iter().any(|r| {
        let same = &lexicon().role(r.role).same;
        let rank = match r.rank {
            Rank::Full => !["vice", "deputy", "under"].iter().any(|w| office.contains(w)),
            Rank::Deputy => office.contains("vice") || office.contains("deputy"),
            Rank::Under => office.contains("under"),
            Rank::Assistant => office.contains("assistant"),
        };
        let words = same.split(' ').all(|w| office.contains(w))
            || same == "prime minister" && office.contains("premier")
            || same == "leader";
        rank && words
    })
}

/// Whether a text goes on to call somebody of this full name by the surname, or lets them speak: so it does with persons.
fn is_taken_up(line: &Line<'_, '_>, name: &NameFound, words: &[String], alone: &BTreeSet<String>) -> bool {
    let range = name.name.clone();
    let looks = range.clone().all(|i| {
        is_nameable(line, i)
            || line.is_initial(i)
            || line.is_mark(i)
            || line.has(i, is::PARTICLE | is::SUFFIX)
    });
    let next = range.end;
    let acts = line.has(next, is::SPEECH)
        || line.lower(next) == ","
        || line.is_verb(next)
        || line.is_possessive(next);
    let alive = words.last().is_some_and(|last| alone.contains(last)) && acts || line.has(next, is::SAYING);
    looks
        && alive
        && words.len() > 1
        && words.len() < 5
        && !line.title_case
        && line.lower(range.start) != "the"
}

/// Whether a name of several words is a person's, by what the text or the atlas says.
fn is_person(line: &Line<'_, '_>, name: &NameFound, world: &World<'_>) -> bool {
    if name.known.is_some()
        || name.title.is_some()
        || name.shared.is_some()
        || name.counterpart
        || name.country.is_some() && name.tokens.start < name.name.start
    {
        return true;
    }
    let start = name.name.start;
    let trusted = |title: &Title| line.lower(name.name.end) == "," && !title.roles.is_empty();
    if name.description.as_ref().is_some_and(trusted)
        && (!line.is_opening(start) || !line.has(start, is::FUNCTION))
    {
        return true;
    }
    let by = name.name.start.checked_sub(2).filter(|&k| line.lower(k + 1) == "by");
    let led = by.is_some_and(|k| lexicon().clues.is(Clue::Leading, line.lower(k)));
    if name.name.len() >= 2 && (is_apposed(line, &name.name) || led && !line.title_case) {
        return true;
    }
    let first = line.lower(start);
    let looks = name.name.len() >= 2
        && name.name.clone().all(|i| {
            is_nameable(line, i)
                || line.is_initial(i)
                || line.is_mark(i)
                || line.has(i, is::PARTICLE | is::SUFFIX | is::FUNCTION)
        });
    let alive = || {
        let next = line.lower(name.name.end);
        line.has(name.name.end, is::SPEECH)
            || matches!(next, "who" | "," | "and")
            || line.is_possessive(name.name.end)
            || line.is_verb(name.name.end)
    };
    if world.given(first).is_some() {
        return !line.title_case || alive();
    }
    let told = || {
        start > 0 && matches!(line.lower(start - 1), "told" | "met") && line.has(name.name.end, is::FUNCTION)
    };
    looks && world.is_family_first(first) && (alive() || told()) && !line.title_case
}

/// "a senator from the coalition, X.", "the conductor, X, calls": a name between marks, behind somebody's description.
fn is_apposed(line: &Line<'_, '_>, name: &Range<usize>) -> bool {
    const REACH: usize = 10;
    let closed = matches!(line.lower(name.end), "," | "." | ";" | "—") || name.end >= line.len();
    let Some(comma) = name.start.checked_sub(1).filter(|&k| closed && line.lower(k) == ",") else {
        return false;
    };
    let listed = matches!(line.lower(name.end + 1), "and" | "or");
    let plain =
        |k: &usize| !line.is_mark(*k) && !line.is_verb(*k) && !matches!(line.lower(*k), "and" | "or" | "who");
    let phrase = (comma.saturating_sub(REACH)..comma).rev().take_while(plain);
    let mut roles = phrase.filter(|&k| {
        let singular = line.has(k, is::ROLE) && !line.has(k, is::PLURAL);
        let introduced =
            (1..4).any(|d| k >= d && (line.has(k - d, is::DETERMINER) || line.is_possessive(k - d)));
        let behind = k + 1 == comma || line.has(k + 1, is::PREPOSITION);
        singular && introduced && behind
    });
    !listed && !line.title_case && roles.next().is_some()
}
