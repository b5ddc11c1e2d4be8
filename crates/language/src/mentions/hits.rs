//! What a name of the atlas stands for where it stands: a country, its adjective, a city, a body, a ministry.

use super::lexicon::{is, lexicon};
use super::line::{Line, LineHit, is_modifier, text_of};
use super::person::Person;
use super::pronouns::Sort;
use super::resolver::{Draft, Resolver};
use super::spelling::kebab;
use super::world::Known;
use super::{sense, titles};
use demarche_core::{MentionForm, Sense};
use std::ops::Range;

impl Resolver<'_, '_, '_> {
    /// Adds the mention that a name of the atlas makes.
    pub(super) fn hit(&mut self, index: usize, hit: usize, drafts: &mut Vec<Draft>) {
        let line = &self.lines[index];
        let LineHit { mut tokens, known } = line.hits[hit].clone();
        let next = tokens.end;
        let modifies = is_modifier(line, next) && !line.has(next, is::CALENDAR);
        let mut form = MentionForm::Name;
        let mut sense = Sense::Actor;
        let (id, sort) = match known {
            Known::Country(code) => {
                if modifies && is_short(line, &tokens) {
                    form = MentionForm::Modifier;
                } else {
                    sense = sense::of(line, &tokens, true);
                }
                (self.cast.country(code, self.world), Sort::Country)
            }
            Known::Adjective(code) => {
                // "Kenyan claims": an adjective says nothing, so what could be a verb of speech is a noun.
                let speeches = line.has(next, is::SPEECH) && line.lower(next).ends_with('s');
                if !modifies && !speeches && !line.is_hyphen(next) {
                    return;
                }
                form = MentionForm::Modifier;
                (self.cast.country(code, self.world), Sort::Country)
            }
            Known::People(code, _) if modifies => {
                form = MentionForm::Modifier;
                (self.cast.country(code, self.world), Sort::Country)
            }
            Known::City { name, country, seat_of, .. } => {
                sense = sense::of(line, &tokens, seat_of.is_some());
                let seat_of = lexicon().union_seat(name).filter(|_| !self.world.names(country)).or(seat_of);
                match seat_of.filter(|_| sense == Sense::Actor) {
                    Some(code) => (self.cast.government(code, name), Sort::Country),
                    None => (self.cast.place(name, country), Sort::Country),
                }
            }
            Known::Body { id, name, code } => {
                // "the Mercosur bloc": the noun behind says only what it is.
                let whole = matches!(line.lower(next), "bloc" | "grouping" | "alliance" | "trio");
                if whole {
                    tokens.end += 1;
                } else if modifies {
                    form = MentionForm::Modifier;
                } else if sense::of(line, &tokens, true) == Sense::Place {
                    sense = Sense::Actor;
                }
                (self.cast.body(id, name, code), Sort::Organ)
            }
            Known::Metonym { name, code, place, government } => {
                if modifies {
                    form = MentionForm::Modifier;
                } else if place {
                    sense = sense::of(line, &tokens, true);
                }
                // "The National Assembly of Vietnam": text beats whose news it is.
                let of = || titles::of_country(line, tokens.end).map(|(code, _)| code);
                let about =
                    name.split(' ').map(str::to_lowercase).find(|w| lexicon().word(w).has(is::PORTFOLIO));
                let runs = |p: &Person| about.as_ref().is_some_and(|w| p.portfolio.contains(w));
                let own = || self.in_charge(index, runs).or_else(|| self.home.clone());
                let before = || owner_before(line, tokens.start).map(str::to_owned);
                let code = Some(code).filter(|c| !c.is_empty()).map(str::to_owned);
                let code = code.or_else(before).or_else(of).or_else(own);
                match code {
                    Some(code) if sense == Sense::Actor && government => {
                        (self.cast.government(&code, name), Sort::Organ)
                    }
                    Some(code) if sense == Sense::Actor => (
                        self.cast.organ_with_key(
                            Some(&code),
                            &format!("{}-{}", code.to_lowercase(), kebab(name)),
                            name,
                        ),
                        Sort::Organ,
                    ),
                    None if sense == Sense::Actor => {
                        let near = self.ministry_by_context("", index);
                        let key = near
                            .as_ref()
                            .map_or_else(|| kebab(name), |c| format!("{}-{}", c.to_lowercase(), kebab(name)));
                        (self.cast.organ_with_key(near.as_deref(), &key, name), Sort::Organ)
                    }
                    code => (self.cast.place(name, code.as_deref().unwrap_or("")), Sort::Organ),
                }
            }
            Known::Ministry { id, name, country } => {
                if modifies {
                    form = MentionForm::Modifier;
                }
                let (key, code) = self.ministry(id, country, index, &tokens);
                // A ministry that every state has goes by the text's own words.
                let written =
                    if country.is_empty() { text_of(line, tokens.clone()) } else { name.to_owned() };
                (self.cast.organ_with_key(code.as_deref(), &key, &written), Sort::Organ)
            }
            Known::Agency { name, country, state: _ } => (self.cast.organization(name, country), Sort::Organ),
            _ => return,
        };
        let mut trace = self.trace(index, tokens.clone(), vec![id], sort);
        trace.modifier = form == MentionForm::Modifier || line.is_possessive(next);
        trace.place = sense == Sense::Place;
        trace.subject &= form == MentionForm::Name && sense == Sense::Actor;
        let stands_for_it = match known {
            Known::Agency { .. } => trace.subject,
            // "A French baker and his dog": no word points back to France.
            Known::Adjective(_) => (next..next + 3).any(|k| {
                line.has(k, is::ORGAN | is::GROUP | is::STATE | is::ROLE | is::RELATION | is::PORTFOLIO)
            }),
            _ => true,
        };
        if stands_for_it {
            self.traces.push(trace);
        }
        drafts.push(Draft { core: tokens.clone(), tokens, form, sense, entities: vec![id], speaker: false });
    }

    /// Whose a ministry is that every state has: by the words around, else by the article so far, else by its home.
    fn ministry(
        &self,
        id: &str,
        country: &str,
        index: usize,
        tokens: &Range<usize>,
    ) -> (String, Option<String>) {
        let line = &self.lines[index];
        let id = id.trim_end_matches("-ministry");
        if !country.is_empty() {
            // "Kenya's National Intelligence Service", whose name another state's has as well; "the NIS" below is Kenya's too.
            let owner = owner_before(line, tokens.start).map(str::to_owned).or_else(|| self.named_before(id));
            return match owner.filter(|owner| owner != country) {
                Some(owner) => (format!("{}-{id}", owner.to_lowercase()), Some(owner)),
                None => (id.to_owned(), Some(country.to_owned())),
            };
        }
        let after = tokens.end;
        // A mission belongs to those who sent it: "the High Commission in Colombo" is not Sri Lanka's.
        let mission = matches!(id, "embassy" | "consulate" | "high-commission");
        let place = match line.lower(after) {
            "in" if mission => None,
            "of" | "in" => line.known(line.past_article(after)),
            _ => None,
        };
        let owner = owner_before(line, tokens.start).or_else(|| owner_code(place?));
        // "Its Foreign Ministry", "from Quito, where the Foreign Ministry"
        let article = tokens.start.checked_sub(1).filter(|&k| line.lower(k) == "the").unwrap_or(tokens.start);
        let there = article.checked_sub(1).filter(|&k| line.lower(k) == "where");
        let there = || self.last(|t| t.line == index && there.is_some() && t.place && t.ids.len() == 1);
        let there = || there().and_then(|t| self.cast.country_of(t.ids[0])).map(str::to_owned);
        let own = || self.possessor(index, tokens.start).or_else(there);
        let code = owner.map(str::to_owned).or_else(own).or_else(|| self.ministry_by_context(id, index));
        let key = code.as_ref().map_or_else(|| id.to_owned(), |c| format!("{}-{id}", c.to_lowercase()));
        (key, code)
    }

    /// Whose the ministry or organ of this kind is that was named last.
    fn named_before(&self, id: &str) -> Option<String> {
        let suffix = format!("-{id}");
        let same = self.last(|t| {
            !id.is_empty()
                && t.sort == Sort::Organ
                && t.ids.len() == 1
                && self.cast.get(t.ids[0]).key.ends_with(&suffix)
        });
        same.and_then(|t| self.cast.country_of(t.ids[0])).map(str::to_owned)
    }

    fn ministry_by_context(&self, id: &str, index: usize) -> Option<String> {
        if let Some(code) = self.named_before(id) {
            return Some(code);
        }
        let runs = |p: &Person| !id.is_empty() && p.portfolio.iter().any(|w| w == id);
        let near = || {
            let last = self.last(|t| {
                t.line + 2 > index
                    && t.ids.len() == 1
                    && !t.place
                    && self.cast.country_of(t.ids[0]).is_some_and(|c| self.world.is_country(c))
            })?;
            self.cast.country_of(last.ids[0]).map(str::to_owned)
        };
        let home = || self.home.clone();
        self.in_charge(index, runs).or_else(home).or_else(near).or_else(|| self.in_charge_later(runs))
    }
}

/// Whose an organ is by the word before its name: "Mexico's Senate", "the Mexican Senate".
fn owner_before<'a>(line: &Line<'_, 'a>, start: usize) -> Option<&'a str> {
    let before = start.checked_sub(1)?;
    let owner = if line.is_possessive(before) { before.saturating_sub(1) } else { before };
    owner_code(line.known(owner)?)
}

/// The state or body for which a name stands, or in which a city lies.
fn owner_code(known: Known<'_>) -> Option<&str> {
    match known {
        Known::Country(code) | Known::Adjective(code) | Known::Body { code, .. } => Some(code),
        Known::City { country, .. } if !country.is_empty() => Some(country),
        _ => None,
    }
}

/// "US", "UK", "EU", "PRC": names that serve as adjectives as they are.
fn is_short(line: &Line<'_, '_>, tokens: &Range<usize>) -> bool {
    tokens.len() <= 2 && line.cell(tokens.start).shouted || !line.has(tokens.end, is::FUNCTION)
}
