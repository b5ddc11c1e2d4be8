//! The words around the head of a description: its modifiers to the left, "of X" and "from X" to the right.

use super::super::lexicon::is;
use super::super::line::Line;
use super::super::people::People;
use super::super::world::{Known, World};
use super::region::{self, Regional};
use super::{About, Lead, Nominal, is_chaired, is_organ_group, lead_of, number};

/// The description around a head: its modifiers to the left, "of X" and "from X" to the right.
pub(super) fn frame(
    line: &Line<'_, '_>,
    world: &World<'_>,
    people: &People,
    named: &[bool],
    first: usize,
    head: usize,
) -> Nominal {
    let mut nominal = Nominal::new(first..head + 1, first, head, About::Group);
    // "European companies" are nobody's side.
    let plural = [first, head].into_iter().any(|k| line.lower(k).ends_with('s'));
    let world = Some(world).filter(|_| plural && !line.has(head, is::BYSTANDER));
    let regional = left(line, world, people, named, first, &mut nominal);
    right(line, &mut nominal);
    let behind = || {
        let of = Some(head + 1).filter(|&of| matches!(line.lower(of), "of" | "from"))?;
        region::from(line, world?, of + 1)
    };
    if let Some(world) = world.filter(|_| nominal.countries.is_empty())
        && let Some(found) = regional.or_else(behind)
    {
        nominal.tokens.end = nominal.tokens.end.max(found.tokens.end);
        nominal.countries = region::whole(line, world, &found, nominal.tokens.clone());
        nominal.regional = !nominal.countries.is_empty();
    }
    nominal
}

/// Where an age begins that stands right before a word: "the 64-year-old minister".
fn age_before(line: &Line<'_, '_>, k: usize) -> Option<usize> {
    let start = k.checked_sub(5)?;
    let hyphens = line.is_hyphen(start + 1) && line.is_hyphen(start + 3);
    (hyphens && line.lower(start + 2) == "year" && line.lower(start + 4) == "old").then_some(start)
}

/// Takes in the modifiers; returns the region among them, of which there may only be one in a `world` where it counts.
fn left<'a>(
    line: &Line<'_, '_>,
    world: Option<&World<'a>>,
    people: &People,
    named: &[bool],
    first: usize,
    nominal: &mut Nominal,
) -> Option<Regional<'a>> {
    let mut regional = None;
    let (mut k, mut strange) = (first, 0);
    while k > 0 {
        if let Some(start) = age_before(line, k) {
            k = start;
            nominal.tokens.start = k;
            continue;
        }
        let i = k - 1;
        let (cell, lower) = (line.cell(i), line.lower(i));
        // "European football leaders" lead no states.
        if regional.is_none()
            && strange == 0
            && let Some(found) = world.and_then(|world| region::before(line, world, k))
        {
            k = found.tokens.start;
            nominal.tokens.start = k;
            regional = Some(found);
            continue;
        }
        if let Some(hit) = line.hit(i)
            && let Known::Office { country: Some(code) } = hit.known
            && (line.cell(hit.tokens.start).shouted || cell.capital && !line.has(i, is::TITLE))
        {
            // "the UN chief", "a Kremlin spokesman"
            add_country(nominal, code);
            k = hit.tokens.start;
            nominal.tokens.start = k;
            continue;
        }
        if let Some(hit) = line.hit(i).filter(|h| !matches!(h.known, Known::Office { .. } | Known::Area)) {
            if named.get(i).copied().unwrap_or(false) {
                break;
            }
            match hit.known {
                Known::Country(code)
                | Known::Adjective(code)
                | Known::People(code, _)
                | Known::Body { code, .. } => add_country(nominal, code),
                Known::City { seat_of: Some(code), .. } | Known::Metonym { code, .. } => {
                    add_country(nominal, code)
                }
                Known::Ministry { country, name, .. } => {
                    add_country(nominal, country);
                    nominal.portfolio.extend(name.to_lowercase().split(' ').map(str::to_owned));
                }
                _ => break,
            }
            k = hit.tokens.start;
            nominal.tokens.start = k;
            // "American and Chinese officials"
            let joint = k > 1
                && matches!(line.lower(k - 1), "and" | "," | "&" | "-")
                && matches!(
                    line.known(k - 2),
                    Some(Known::Adjective(_) | Known::Country(_) | Known::Body { .. })
                );
            let free = joint
                && !named.get(k - 2).copied().unwrap_or(false)
                && !line.has(k.saturating_sub(3), is::WITHIN | is::PREPOSITION);
            let adjectives = joint
                && line.lower(k - 1) == "and"
                && matches!(line.known(k - 2), Some(Known::Adjective(_) | Known::Country(_)))
                && matches!(line.known(k), Some(Known::Adjective(_)));
            if free || adjectives {
                k -= 1;
            }
            continue;
        }
        if line.is_possessive(i) {
            let owner = i.checked_sub(1);
            if let Some(hit) = owner.and_then(|o| line.hit(o)) {
                match hit.known {
                    Known::Country(code) | Known::Body { code, .. } => add_country(nominal, code),
                    Known::City { seat_of: Some(code), .. } => add_country(nominal, code),
                    Known::City { country, .. } if line.is_local(nominal.head) => {
                        add_country(nominal, country);
                        nominal.portfolio.extend(hit.tokens.clone().rev().map(|k| line.lower(k).to_owned()));
                    }
                    // "the president's official State Visit" speaks of no state.
                    _ if line.has(first, is::STATE) => {}
                    _ => nominal.owner = owner.and_then(|o| people.surnamed(line.lower(o))),
                }
                nominal.tokens.start = hit.tokens.start;
                nominal.lead = Lead::Definite;
            } else if let Some(person) = owner.and_then(|o| people.surnamed(line.lower(o))) {
                nominal.owner = Some(person);
                nominal.lead = Lead::Definite;
            } else if let Some(organ) = owner.filter(|&o| is_chaired(line.lower(o))) {
                // "the commission's president"
                nominal.portfolio.push(line.lower(organ).to_owned());
                nominal.tokens.start = organ;
                k = organ;
                continue;
            }
            break;
        }
        if named.get(i).copied().unwrap_or(false) {
            // "the Biden administration"
            if let Some(person) = people
                .surnamed(line.lower(i))
                .filter(|_| is_organ_group(line.lower(first)) || nominal.about == About::Organ)
            {
                nominal.owner = Some(person);
                nominal.tokens.start = i;
                k = i;
                continue;
            }
            break;
        }
        // "Spain, whose farm minister threatened"
        if lower == "whose" {
            let owner = if line.before(i).is_some_and(|k| line.lower(k) == ",") {
                i.checked_sub(2)
            } else {
                line.before(i)
            };
            if let Some(Known::Country(code)) = owner.and_then(|k| line.known(k)) {
                add_country(nominal, code);
                nominal.lead = Lead::Definite;
            }
            break;
        }
        // "a message that Chinese officials criticised"
        if lower == "that" && line.lower(first).ends_with('s') {
            break;
        }
        if cell.info.has(is::DETERMINER)
            || cell.info.pronoun.is_some() && matches!(lower, "his" | "her" | "its" | "their" | "our" | "my")
        {
            nominal.lead = lead_of(line, i);
            nominal.tokens.start = i;
            // "all the", "both the"
            break;
        }
        if cell.info.has(is::NUMBER) {
            nominal.two |= matches!(lower, "two" | "2");
            nominal.count = nominal.count.or_else(|| number(lower).filter(|n| (3..10).contains(n)));
        } else if line.is_hyphen(i) {
            // Part of a compound: "ten-member", "Home Secretary-level".
        } else if cell.info.has(is::PORTFOLIO | is::ORGAN) && !cell.info.has(is::FUNCTION) {
            nominal.portfolio.push(lower.to_owned());
        } else if cell.info.has(is::PAST) {
            nominal.past = true;
        } else if cell.info.has(is::TEMPER | is::GROUP | is::STATE) && !cell.info.has(is::PREPOSITION)
            || lower == "other"
            || cell.info.has(is::RANK) && (i + 1 == first || lower != "under")
        {
        } else if line.has(first, is::STATE)
            && !line.cell(first).capital
            && cell.capital
            && i > 0
            && i + 1 == first
        {
            // "the Andean nation", "the West African country" is one spoken of before.
        } else if !cell.capital
            && !cell.info.has(is::FUNCTION | is::VERB)
            && !line.is_mark(i)
            && strange < 2
            && !cell.word.ends_with("ly")
        {
            strange += 1;
            k = i;
            continue;
        } else {
            break;
        }
        k = i;
        nominal.tokens.start = k;
        strange = 0;
    }
    if nominal.two && nominal.lead == Lead::Bare {
        nominal.lead = Lead::Indefinite;
    }
    nominal.portfolio.reverse();
    regional
}

fn add_country(nominal: &mut Nominal, code: &str) {
    if !code.is_empty() && !nominal.countries.iter().any(|c| c == code) {
        nominal.countries.insert(0, code.to_owned());
    }
}

/// "of Egypt, Greece and Cyprus", "from China", "in Beijing", "of Finance".
fn right(line: &Line<'_, '_>, nominal: &mut Nominal) {
    let mut i = nominal.head + 1;
    let organ = line.has(nominal.head, is::ORGAN | is::ROLE);
    if organ && matches!(line.lower(i), "of" | "for") {
        let mut end = i + 1;
        while line.has(end, is::PORTFOLIO | is::ORGAN | is::DETERMINER) && !line.has(end, is::PRONOUN)
            || matches!(line.lower(end), "and" | "&" | ",")
                && line.has(end + 1, is::PORTFOLIO)
                && line.cell(end + 1).capital
        {
            if line.has(end, is::PORTFOLIO | is::ORGAN) {
                nominal.portfolio.push(line.lower(end).to_owned());
            }
            end += 1;
        }
        if (i + 1..end).any(|k| line.has(k, is::PORTFOLIO | is::ORGAN)) {
            nominal.tokens.end = end;
            i = end;
        }
    }
    let lower = line.lower(i);
    if lower == "of" && nominal.countries.is_empty() && line.has(nominal.head, is::GROUP) {
        members(line, i + 1, nominal);
    }
    // "His delegation from Laos" is his, "his counterparts from Laos and Fiji" are theirs.
    let peers = lower == "from" && line.has(nominal.head, is::RELATION);
    let owned = matches!(nominal.lead, Lead::Pronoun(_)) && !peers;
    if matches!(lower, "of" | "from" | "for") && nominal.countries.is_empty() && !owned {
        let both = line.lower(i + 1) == "both" || line.lower(i + 1) == "the" && line.lower(i + 2) == "two";
        nominal.of_both = both && (i + 2..i + 4).any(|k| line.has(k, is::STATE));
        let mut at = i + 1;
        let mut found = Vec::new();
        loop {
            if line.lower(at) == "the" && line.hit(at).is_none() {
                at += 1;
            }
            let Some(hit) = line.hit(formal_name(line, at)) else { break };
            // "a delegation of the National Assembly of Vietnam"
            if matches!(hit.known, Known::Metonym { code: "", .. } | Known::Ministry { country: "", .. })
                && line.lower(hit.tokens.end) == "of"
            {
                at = line.past_article(hit.tokens.end);
                continue;
            }
            let code = match hit.known {
                Known::Country(code) | Known::Body { code, .. } => code,
                Known::City { seat_of: Some(code), .. } => code,
                // "The Duke of Edinburgh", "the governor of Jalisco": one of several of that state.
                Known::City { country, .. }
                    if !country.is_empty() && (is_duke(line, i) || line.is_local(nominal.head)) =>
                {
                    nominal.portfolio.extend(hit.tokens.clone().map(|k| line.lower(k).to_owned()));
                    country
                }
                // "four members of the Knesset"
                Known::Metonym { code, .. } if !code.is_empty() => code,
                // "a team of Iranian negotiators", "a spokesman for the Thai government"
                Known::Adjective(code) if found.is_empty() => {
                    found.push(code.to_owned());
                    break;
                }
                _ => break,
            };
            found.push(code.to_owned());
            nominal.tokens.end = hit.tokens.end;
            at = hit.tokens.end;
            while matches!(line.lower(at), "," | "and") && at < hit.tokens.end + 2 {
                at += 1;
            }
            if at == hit.tokens.end {
                break;
            }
        }
        nominal.countries.extend(found);
    } else if lower == "in" {
        let at = if line.lower(i + 1) == "the" { i + 2 } else { i + 1 };
        nominal.seat = match line.known(at) {
            Some(Known::City { country, .. }) if !country.is_empty() => Some(country.to_owned()),
            Some(Known::Country(code)) => Some(code.to_owned()),
            _ => None,
        };
    }
}

/// Whether a title that is borne with the name of a town stands before its "of".
fn is_duke(line: &Line<'_, '_>, of: usize) -> bool {
    let before = of.checked_sub(1);
    before.is_some_and(|k| {
        matches!(line.lower(k), "duke" | "duchess" | "prince" | "princess") && line.cell(k).capital
    })
}

/// Where the name stands of the state that is spoken of from here on: "Republic of | Chad", "Socialist Republic of | Viet Nam".
fn formal_name(line: &Line<'_, '_>, at: usize) -> usize {
    const FORMS: [&str; 8] =
        ["republic", "kingdom", "state", "states", "sultanate", "union", "commonwealth", "principality"];
    let of =
        (at..at + 4).take_while(|&k| line.hit(k).is_none() && line.cell(k).capital).last().map(|k| k + 1);
    let Some(of) = of.filter(|&k| line.lower(k) == "of" && FORMS.contains(&line.lower(k - 1))) else {
        return at;
    };
    let name = if line.lower(of + 1) == "the" { of + 2 } else { of + 1 };
    if matches!(line.known(name), Some(Known::Country(_))) { name } else { at }
}

/// "a team of officials from Norway", "a delegation of Thai lawmakers": a group is of its members' country.
fn members(line: &Line<'_, '_>, from: usize, nominal: &mut Nominal) {
    for k in from..from + 6 {
        let after_from = k > from && line.lower(k - 1) == "from";
        match line.known(k) {
            Some(Known::Adjective(code)) => add_country(nominal, code),
            Some(Known::Country(code) | Known::City { seat_of: Some(code), .. }) if after_from => {
                add_country(nominal, code)
            }
            _ if line.is_mark(k) || line.is_verb(k) => return,
            _ if line.has(k, is::PREPOSITION) && line.lower(k) != "from" => return,
            _ => continue,
        }
        return;
    }
}
