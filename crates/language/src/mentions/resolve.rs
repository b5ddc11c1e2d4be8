//! One pass over the article in reading order: every mention gets its entities.

use super::describe;
use super::lexicon::{Pronoun, is};
use super::line::Line;
use super::nominals::{self, Nominal};
use super::person::certainty;
use super::pronouns::{self, Sort};
use super::resolver::{Draft, Resolver};
use super::sightings::NameFound;
use super::spelling::parts;
use super::world::Known;
use crate::transcript::Turn;
use demarche_core::{MentionForm, Sense};
use std::ops::Range;

enum Item {
    Name(usize),
    Pair(Range<usize>, usize, usize),
    Hit(usize),
    Nominal(Nominal),
    Pronoun(usize, Pronoun),
    /// "His Majesty", with no name or title behind it.
    Style(Range<usize>, Option<Pronoun>),
}

impl Item {
    fn tokens(&self, lines: &Line<'_, '_>, found: &[NameFound]) -> Range<usize> {
        match self {
            Item::Name(i) => found[*i].tokens.clone(),
            Item::Pair(tokens, _, _) => tokens.clone(),
            Item::Hit(h) => lines.hits[*h].tokens.clone(),
            Item::Nominal(n) => n.tokens.clone(),
            Item::Pronoun(i, _) => *i..*i + 1,
            Item::Style(tokens, _) => tokens.clone(),
        }
    }
}

impl Resolver<'_, '_, '_> {
    /// The mentions of one sentence, with which a turn of a dialogue may begin; sentences must come in order.
    pub(super) fn read(&mut self, index: usize, turn: Option<&Turn>) -> Vec<Draft> {
        let line = &self.lines[index];
        let alone = if turn.is_none() { self.monologue(index) } else { None };
        let mut turn = turn.or(alone.as_ref());
        let mut drafts = Vec::new();
        let from = self.traces.len();
        drafts.extend(self.implied(index));
        for item in self.items(index) {
            let named = |t: &mut &Turn| t.label.end <= item.tokens(line, self.found).start;
            if let Some(turn) = turn.take_if(named) {
                self.take_turn(index, turn, &drafts);
            }
            match item {
                Item::Name(name) => self.name(index, name, &mut drafts),
                Item::Pair(tokens, a, b) => {
                    let mut ids = vec![self.person_id(a), self.person_id(b)];
                    ids.dedup();
                    let mut trace = self.trace(index, tokens.clone(), ids.clone(), Sort::Person);
                    trace.modifier = a != b;
                    if a == b {
                        trace.gender = self.people.all[a].gender;
                    }
                    self.traces.push(trace);
                    drafts.push(Draft {
                        core: tokens.clone(),
                        tokens,
                        form: MentionForm::Name,
                        sense: Sense::Actor,
                        entities: ids,
                        speaker: false,
                    });
                }
                Item::Hit(hit) => self.hit(index, hit, &mut drafts),
                Item::Nominal(nominal) => {
                    let draft = describe::nominal(self, index, &nominal);
                    drafts.extend(draft);
                }
                Item::Pronoun(at, pronoun) => self.pronoun(index, at, pronoun, from, &mut drafts),
                Item::Style(tokens, pronoun) => drafts.extend(self.styled(index, tokens, pronoun)),
            }
        }
        if let Some(turn) = turn {
            self.take_turn(index, turn, &drafts);
        }
        self.resolve_issuers(index, &mut drafts);
        self.join(line, index, from);
        self.remember_source(index, from);
        self.remember_issuers(index, &drafts);
        self.remember_guests(&drafts);
        self.take_floor(index, &drafts);
        for draft in drafts.iter_mut().filter(|d| matches!(d.form, MentionForm::Name | MentionForm::Nominal))
        {
            draft.tokens.start = style_start(line, draft.tokens.start);
        }
        drafts.sort_by_key(|d| (d.tokens.start, std::cmp::Reverse(d.tokens.end)));
        drafts.dedup_by(|b, a| a.tokens == b.tokens && a.form == b.form);
        drafts
    }

    fn items(&self, index: usize) -> Vec<Item> {
        let line = &self.lines[index];
        let mut items = Vec::new();
        let mut named = vec![false; line.len()];
        let mut blocked = vec![false; line.len()];
        let claim = |tokens: Range<usize>, marks: &mut Vec<bool>| {
            tokens.for_each(|i| {
                if let Some(m) = marks.get_mut(i) {
                    *m = true
                }
            })
        };
        let start = self.found.partition_point(|n| n.line < index);
        for (i, name) in self.found.iter().enumerate().skip(start).take_while(|(_, n)| n.line == index) {
            if name.person.is_some() {
                claim(name.tokens.clone(), &mut named);
                claim(name.name.clone(), &mut blocked);
                if let Some(description) = &name.description {
                    claim(description.tokens.clone(), &mut named);
                }
                items.push(Item::Name(i));
            } else if let Some((a, b)) = self.pair(line, name) {
                claim(name.name.clone(), &mut named);
                claim(name.name.clone(), &mut blocked);
                items.push(Item::Pair(name.name.clone(), a, b));
            }
        }
        // Surnames that look like other words: "between He and Yellen".
        for i in 0..line.len() {
            let cell = line.cell(i);
            // "So the tariffs …", "Major met": at an opening only a verb right behind tells a name.
            let speaks = !cell.info.has(is::PRONOUN) && line.has(i + 1, is::VERB);
            let rank = matches!(line.known(i), None | Some(Known::Office { .. }));
            // "Ambassador Mendoza": a city, but for the title.
            let city = matches!(line.known(i), Some(Known::City { .. }))
                && i > 0
                && line.has(i - 1, is::ROLE | is::HONORIFIC)
                && line.cell(i - 1).capital;
            let odd = cell.capital
                && (cell.info.has(is::FUNCTION) || rank || city)
                && !line.title_case
                && (!line.is_opening(i) || speaks)
                && !named[i]
                && cell.word != "I";
            let namesake = cell.capital && !named[i] && self.namesakes.iter().any(|w| w == line.lower(i));
            if (odd || namesake)
                && let Some(person) = self.people.surnamed(line.lower(i))
            {
                if line.lower(i) == "i" {
                    continue;
                }
                claim(i..i + 1, &mut named);
                claim(i..i + 1, &mut blocked);
                items.push(Item::Pair(i..i + 1, person, person));
            }
        }
        for (h, hit) in line.hits.iter().enumerate() {
            let free = hit.tokens.clone().all(|i| !blocked[i]);
            if free && !matches!(hit.known, Known::Person(_) | Known::Office { .. } | Known::Area) {
                items.push(Item::Hit(h));
            }
            if matches!(
                hit.known,
                Known::Body { .. } | Known::Metonym { .. } | Known::Agency { .. } | Known::Ministry { .. }
            ) {
                claim(hit.tokens.clone(), &mut blocked);
            }
        }
        for (blocked, named) in blocked.iter_mut().zip(&named) {
            *blocked |= named;
        }
        let mut nominals = Vec::new();
        nominals::find(line, self.world, self.people, &blocked, &named, &mut nominals);
        items.extend(nominals.into_iter().map(Item::Nominal));
        for (i, cell) in line.cells.iter().enumerate().filter(|(i, _)| !blocked[*i]) {
            // "US" is no pronoun, nor is "Her" in "Her Majesty".
            let style = line.has(i + 1, is::STYLE) && line.cell(i + 1).capital && !line.title_case;
            if style {
                let from = i + 1;
                let end = (from..line.len()).find(|&k| !line.has(k, is::STYLE)).unwrap_or(line.len());
                // "His Excellency Mr. X" and "His Excellency, X" are told by the name.
                if !line.cell(end).capital && line.lower(end) != "," {
                    items.push(Item::Style(i..end, cell.info.pronoun));
                }
            }
            let spoken = !style && (!cell.shouted || cell.word == "I");
            if let Some(pronoun) = cell.info.pronoun.filter(|_| spoken) {
                items.push(Item::Pronoun(i, pronoun));
            }
        }
        items.sort_by_key(|item| {
            let tokens = item.tokens(line, self.found);
            // A possessive or nationality inside a description must be known before it.
            let last = matches!(item, Item::Nominal(_));
            (if last { tokens.end } else { tokens.start }, last)
        });
        items
    }

    /// "Xi-Biden", "Yellen-He": two persons that the article knows.
    fn pair(&self, line: &Line<'_, '_>, name: &NameFound) -> Option<(usize, usize)> {
        let hyphen = name.name.clone().find(|&i| line.is_hyphen(i))?;
        let side = |range: Range<usize>| {
            let words = parts(line, range);
            self.people.best(&words, name, name.line)
        };
        Some((side(name.name.start..hyphen)?, side(hyphen + 1..name.name.end)?))
    }

    fn name(&mut self, index: usize, name: usize, drafts: &mut Vec<Draft>) {
        let line = &self.lines[index];
        let name = &self.found[name];
        let Some(person) = name.person else { return };
        if let Some(country) = self.possessor(index, name.tokens.start) {
            self.people.all[person].take_country(Some(&country), certainty::LIST);
        }
        // "X, its spokesman,"
        if let Some(start) = name.description.as_ref().map(|d| d.tokens.start)
            && line.lower(start) == "its"
            && let Some(owner) = pronouns::antecedent(line, index, start, Pronoun::It, &self.traces, None)
            && let [id] = owner.ids[..]
            && let Some(country) = self.cast.country_of(id).map(str::to_owned)
        {
            self.people.all[person].take_country(Some(&country), certainty::LIST);
        }
        let id = self.person_id(person);
        let mut trace = self.trace(index, name.tokens.clone(), vec![id], Sort::Person);
        trace.gender = self.people.all[person].gender;
        trace.modifier = line.is_possessive(name.name.end);
        self.traces.push(trace);
        drafts.push(Draft {
            tokens: name.tokens.clone(),
            core: name.name.clone(),
            form: MentionForm::Name,
            sense: Sense::Actor,
            entities: vec![id],
            speaker: false,
        });
        if let Some(description) = &name.description {
            let head = description.core.clone();
            drafts.push(Draft {
                tokens: description.tokens.clone(),
                core: head,
                form: MentionForm::Nominal,
                sense: Sense::Actor,
                entities: vec![id],
                speaker: false,
            });
        }
    }
}

/// Where a description or name begins with the style before it: "His Highness the Emir", "Her Royal Highness Princess X".
fn style_start(line: &Line<'_, '_>, start: usize) -> usize {
    // "HH the Emir": short forms as well.
    let style = |k: usize| {
        line.has(k, is::STYLE) && line.cell(k).capital || line.has(k, is::HONORIFIC) && line.cell(k).shouted
    };
    let article = usize::from(start > 0 && line.lower(start - 1) == "the");
    let mut first = start - article;
    while first > 0 && style(first - 1) {
        first -= 1;
    }
    if first + article == start {
        return start;
    }
    first - usize::from(first > 0 && line.has(first - 1, is::PRONOUN))
}
