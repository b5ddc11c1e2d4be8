//! A sentence as the finders see it: every token with what lexicon and atlas know of it.

use super::clue::Clue;
use super::lexicon::{RoleClass, Word, is, lexicon};
use super::world::{Known, World};
use crate::base::{Base, NameHit};
use crate::chars::fold;
use demarche_core::{SentenceId, Zone};
use std::ops::Range;

/// A token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell<'t> {
    /// As written.
    pub(super) word: &'t str,
    /// Word classes.
    pub(super) info: Word,
    /// The first letter is a capital.
    pub(super) capital: bool,
    /// All letters are capitals, and there are at least two.
    pub(super) shouted: bool,
    /// No white space before it.
    pub(super) glued: bool,
    /// The name of the atlas that covers it, as an index into [`Line::hits`].
    pub(super) hit: Option<u16>,
    lower: (u32, u32),
}

/// A name of the atlas in this sentence.
#[derive(Debug, Clone)]
pub(super) struct LineHit<'a> {
    pub(super) tokens: Range<usize>,
    pub(super) known: Known<'a>,
}

/// A sentence.
#[derive(Debug, Clone)]
pub(super) struct Line<'t, 'a> {
    pub(super) zone: Zone,
    pub(super) cells: Vec<Cell<'t>>,
    pub(super) hits: Vec<LineHit<'a>>,
    /// Most words begin with a capital, as in a headline: capitals tell nothing.
    pub(super) title_case: bool,
    lowers: String,
}

impl<'t, 'a> Line<'t, 'a> {
    pub(super) fn new(base: &Base<'t>, world: &World<'a>, id: SentenceId) -> Self {
        let (sentence, tokens, text) = (base.sentence(id), base.tokens(id), base.text());
        let mut line = Line {
            zone: sentence.zone,
            cells: Vec::with_capacity(tokens.len()),
            hits: Vec::new(),
            title_case: false,
            lowers: String::with_capacity(sentence.span.len()),
        };
        let mut end = 0;
        for token in tokens {
            let word = token.span.slice(text);
            let from = line.lowers.len();
            line.lowers.extend(word.chars().map(fold));
            let lower = (from as u32, line.lowers.len() as u32);
            let capital = word.chars().next().is_some_and(char::is_uppercase);
            let shouted = capital && word.len() > 1 && !word.chars().any(char::is_lowercase);
            // "3 PM", "3:30 PM", not "2013 PM Modi"
            let digits = |c: &Cell<'_>| c.word.bytes().rev().take_while(u8::is_ascii_digit).count();
            let timed = || line.cells.last().is_some_and(|c| matches!(digits(c), 1 | 2));
            let info = lexicon().written(word, &line.lowers[from..], timed);
            line.cells.push(Cell {
                word,
                info,
                capital,
                shouted,
                glued: token.span.start == end,
                hit: None,
                lower,
            });
            end = token.span.end;
        }
        for hit in base.names_in(id) {
            let Some(mut known) = world.known(hit.name) else { continue };
            // "US$ 3 million" is money.
            let behind = line.cell(hit.tokens.end);
            // "Air Malta", "Kenya Airways": a company that has a state's name in its own.
            let carrier = |cell: &Cell<'_>| cell.capital && lexicon().is_carrier(cell.word);
            let before = hit.tokens.start.checked_sub(1).map(|k| line.cell(k));
            let carries = carrier(&behind) || before.is_some_and(|cell| cell.word == "Air");
            if behind.word.starts_with('$') && behind.glued
                || carries && matches!(known, Known::Country(_) | Known::Adjective(_))
                || matches!(known, Known::City { .. }) && line.is_of_instrument(&hit.tokens)
            {
                continue;
            }
            line.settle_address(world, hit, &mut known);
            if line.is_of_local_office(hit)
                && let Some(region) = world.any_region(hit.name)
            {
                known = region;
            }
            let start = match known {
                Known::Country(_) => line.state_start(hit.tokens.start),
                _ => hit.tokens.start,
            };
            let tokens = start..hit.tokens.end;
            for token in tokens.clone() {
                line.cells[token].hit = Some(line.hits.len() as u16);
            }
            line.hits.push(LineHit { tokens, known });
        }
        for index in 0..line.hits.len() {
            line.settle_native(world, index);
            line.settle_heritage(index);
            line.settle_organ(world, index);
        }
        let words =
            || line.cells.iter().filter(|c| c.word.len() > 3 && c.word.chars().all(char::is_alphabetic));
        let stopped = line.cells.last().is_some_and(|c| matches!(c.word, "." | "!" | "?" | "”" | "\""));
        line.title_case =
            !stopped && words().count() > 3 && words().filter(|c| !c.capital).count() * 5 < words().count();
        line
    }

    /// "the Republic of Iceland", "the State of Chile": where the name of a state begins that says what kind of state it is, whether
    /// or not the atlas lists it so.
    fn state_start(&self, start: usize) -> usize {
        const KINDS: &[&str] = &[
            "republic",
            "kingdom",
            "state",
            "commonwealth",
            "sultanate",
            "principality",
            "emirate",
            "federation",
        ];
        match start.checked_sub(2) {
            Some(kind)
                if self.lower(kind + 1) == "of"
                    && KINDS.contains(&self.lower(kind))
                    && self.cell(kind).capital
                    && self.cell(kind).hit.is_none() =>
            {
                kind
            }
            _ => start,
        }
    }

    /// "The Minsk agreements", "the Paris Climate Accord": what was agreed in a city is neither the place nor its government.
    fn is_of_instrument(&self, city: &Range<usize>) -> bool {
        /// So many words may say what it is about.
        const ABOUT: usize = 2;
        let joined = city.start > 0 && self.is_hyphen(city.start - 1);
        let about = |k: &usize| self.cell(*k).capital || self.has(*k, is::PORTFOLIO);
        let is = |k: usize| lexicon().clues.is(Clue::Instrument, self.lower(k));
        let words = (city.end..city.end + ABOUT).take_while(|k| about(k) && !is(*k)).count();
        !joined && is(city.end + words)
    }

    /// "The Security Council of Belarus", "Iran's Security Council": an organ that bodies and states have alike is that of the state
    /// beside it, unless it is the body's where that state has a seat.
    fn settle_organ(&mut self, world: &World<'a>, index: usize) {
        let LineHit { tokens: Range { start, end }, known } = self.hits[index].clone();
        let Known::Body { id, .. } = known else { return };
        let Some(name) = world.common_organ(id, &text_of(self, start..end)) else { return };
        let before = start.checked_sub(1);
        let owner = before.map(|k| if self.is_possessive(k) { k.saturating_sub(1) } else { k });
        let before = match owner.and_then(|k| self.known(k)) {
            Some(Known::Country(code) | Known::Adjective(code)) => Some(code),
            _ => None,
        };
        let heads = self.has(end, is::ROLE | is::GROUP);
        let behind = || match self.known(self.past_article(end)) {
            Some(Known::Country(code)) if self.lower(end) == "of" => Some(code),
            _ => None,
        };
        if let Some(code) = before.filter(|_| heads || !is_modifier(self, end)).or_else(behind) {
            self.hits[index].known = Known::Metonym { name, code, place: false, government: false };
        }
    }

    /// "Georgia Governor", "the premier of Victoria": an office that states and cities do not have at their head is a region's.
    fn is_of_local_office(&self, hit: &NameHit) -> bool {
        let local = |k: usize| self.is_local(k) && self.lower(k) != "mayor";
        let regional = |k: usize| local(k) || self.lower(k) == "premier";
        let behind = hit.tokens.end;
        local(behind) && self.cell(behind).capital
            || self.is_possessive(behind) && local(behind + 1)
            || hit.tokens.start > 1
                && self.lower(hit.tokens.start - 1) == "of"
                && regional(hit.tokens.start - 2)
                && !self.is_possessive(behind)
    }

    /// Whether a word is an office at the head of a part of a state: "governor", "mayor".
    pub(super) fn is_local(&self, i: usize) -> bool {
        let role = self.cell(i).info.role.filter(|_| self.has(i, is::ROLE));
        role.is_some_and(|role| lexicon().role(role).class == RoleClass::Local)
    }

    /// "Atlanta, Georgia", "Paris, Texas", "Florence, KY": a city tells which region is meant, and a region which city.
    fn settle_address(&mut self, world: &World<'a>, hit: &NameHit, known: &mut Known<'a>) {
        let (start, end) = (hit.tokens.start, hit.tokens.end);
        if let Known::City { country, seat_of, .. } = known
            && self.lower(end) == ","
            && let Some(state) = lexicon().region_code(self.lower(end + 1))
            && (self.cell(end + 1).shouted || self.lower(end + 1).ends_with('.'))
        {
            (*country, *seat_of) = (state, None);
        }
        if start > 0
            && self.lower(start - 1) == ","
            && let Some(last) = self.hits.last_mut().filter(|h| h.tokens.end + 1 == start)
            && let Known::City { country, seat_of, region: false, .. } = &mut last.known
        {
            if let Some(region) = world.region_in(hit.name, country) {
                *known = region;
            } else if let Known::City { country: whole, region: true, .. } = *known {
                (*country, *seat_of) = (whole, None);
            }
        }
    }

    /// "The American replied": a word that is also an adjective stands for one person where no noun follows.
    fn settle_native(&mut self, world: &World<'a>, index: usize) {
        let LineHit { tokens, known } = &self.hits[index];
        let Known::Adjective(code) = *known else { return };
        let article = tokens.start > 0 && matches!(self.lower(tokens.start - 1), "the" | "a" | "an");
        let text = text_of(self, tokens.clone());
        if article && !is_modifier(self, tokens.end) && world.is_one_of(code, &text) {
            self.hits[index].known = Known::People(code, false);
        }
    }

    /// "Cuban-American leaders", "the American Indian tribes": people of one state whom the other only names by where they come from.
    fn settle_heritage(&mut self, index: usize) {
        let adjective = |at: usize| match self.hits.get(at).map(|h| &h.known) {
            Some(Known::Adjective(code) | Known::People(code, _)) => Some(*code),
            _ => None,
        };
        let (Some(first), Some(second)) = (adjective(index), adjective(index + 1)) else { return };
        let (from, to) = (self.hits[index].tokens.end, self.hits[index + 1].tokens.start);
        let native = from == to && (first, second) == ("USA", "IND");
        let people = self.has(self.hits[index + 1].tokens.end, is::ROLE | is::GROUP);
        let many = matches!(self.hits[index + 1].known, Known::People(_, true));
        let joined =
            from + 1 == to && self.is_hyphen(from) && lexicon().is_of_settlers(second) && (people || many);
        let idle = match (native, joined) {
            (true, _) => index + 1,
            (_, true) => index,
            _ => return,
        };
        for token in self.hits[idle].tokens.clone() {
            self.cells[token].hit = None;
        }
        self.hits[idle].known = Known::Area;
    }

    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    /// A token; a blank one beyond the ends.
    pub(super) fn cell(&self, i: usize) -> Cell<'t> {
        const BLANK: Word = Word {
            bits: 0,
            role: None,
            rank: super::lexicon::Rank::Full,
            gender: None,
            pronoun: None,
            long: false,
        };
        let blank = Cell {
            word: "",
            info: BLANK,
            capital: false,
            shouted: false,
            glued: false,
            hit: None,
            lower: (0, 0),
        };
        self.cells.get(i).copied().unwrap_or(blank)
    }

    /// A token in lower case, typographic variants made plain; empty beyond the ends.
    pub(super) fn lower(&self, i: usize) -> &str {
        self.cells.get(i).map_or("", |c| &self.lowers[c.lower.0 as usize..c.lower.1 as usize])
    }

    pub(super) fn has(&self, i: usize, bits: u32) -> bool {
        self.cells.get(i).is_some_and(|c| c.info.has(bits))
    }

    /// Whether a word tells of a company or school of which the atlas knows nothing; a bank may be a state's.
    pub(super) fn is_firm(&self, i: usize) -> bool {
        self.hit(i).is_none() && self.has(i, is::COMPANY) && self.lower(i) != "bank"
    }

    /// The name of the atlas that begins, covers or ends at this token.
    pub(super) fn hit(&self, i: usize) -> Option<&LineHit<'a>> {
        self.cells.get(i)?.hit.and_then(|h| self.hits.get(usize::from(h)))
    }

    pub(super) fn known(&self, i: usize) -> Option<Known<'a>> {
        self.hit(i).map(|h| h.known)
    }

    /// The token behind this one, or behind the article that follows it, unless that is part of a name: "of the UN", "of The Hague".
    pub(super) fn past_article(&self, i: usize) -> usize {
        if self.lower(i + 1) == "the" && self.hit(i + 1).is_none() { i + 2 } else { i + 1 }
    }

    /// The token before, if there is one.
    pub(super) fn before(&self, i: usize) -> Option<usize> {
        i.checked_sub(1)
    }

    /// "'s" or "'".
    pub(super) fn is_possessive(&self, i: usize) -> bool {
        matches!(self.lower(i), "'s" | "'") && self.cell(i).glued
    }

    pub(super) fn is_hyphen(&self, i: usize) -> bool {
        matches!(self.lower(i), "-" | "–") && self.cell(i).glued && self.cell(i + 1).glued
    }

    /// A place where a sentence begins anew, so that a capital tells nothing: its start, a quotation mark, a colon.
    pub(super) fn is_opening(&self, i: usize) -> bool {
        let joined = i > 0 && self.is_hyphen(i - 1);
        i == 0
            || !joined
                && matches!(
                    self.lower(i - 1),
                    "\"" | "“"
                        | "``"
                        | "'"
                        | ":"
                        | "("
                        | "["
                        | "—"
                        | "…"
                        | "..."
                        | ";"
                        | "-"
                        | "–"
                        | "*"
                        | "•"
                )
    }

    /// Nothing but punctuation.
    pub(super) fn is_mark(&self, i: usize) -> bool {
        !self.cell(i).word.is_empty() && !self.cell(i).word.chars().any(char::is_alphanumeric)
    }

    /// One letter and a full stop, or several of them.
    pub(super) fn is_initial(&self, i: usize) -> bool {
        /// So many words are searched for the letter that tells an initial "A" from the article.
        const LETTERS: usize = 3;
        let letter = |k: usize| self.cell(k).capital && self.cell(k).word.trim_end_matches('.').len() == 1;
        let cell = self.cell(i);
        match cell.word {
            "I" => false,
            // "A K Abdul Momen": an article stands before no initial.
            "A" => (i + 1..=i + LETTERS)
                .find(|&k| self.cell(k).word != "A")
                .is_some_and(|k| letter(k) && self.cell(k).word != "I"),
            word if word.len() == 1 => cell.capital,
            word => {
                let letters = word.chars().filter(|c| c.is_alphabetic()).count();
                let stops = word.chars().filter(|&c| c == '.').count();
                cell.capital && word.ends_with('.') && letters > 0 && stops == letters
            }
        }
    }

    /// A verb as far as a word form tells.
    pub(super) fn is_verb(&self, i: usize) -> bool {
        let cell = self.cell(i);
        !cell.capital
            && !self.is_possessive(i)
            && !cell.info.has(is::GROUP | is::COMMON)
            && (cell.info.has(is::VERB) || (cell.word.len() > 4 && cell.word.ends_with("ed")))
    }

    /// Whether a word ranks the office behind it: "deputy minister", "under secretary"; in "under President X" it is a preposition.
    pub(super) fn is_rank(&self, i: usize) -> bool {
        let info = self.cell(i).info;
        let next = if self.is_hyphen(i + 1) { i + 2 } else { i + 1 };
        let secretary = || self.cell(next).info.role.is_some_and(|r| lexicon().role(r).same == "secretary");
        info.has(is::RANK) && (!info.has(is::PREPOSITION) || secretary())
    }

    /// The role that begins at `i`: one past its end, the role, whether plural.
    pub(super) fn role_at(&self, i: usize, end: usize) -> Option<(usize, u16, bool)> {
        let info = self.cell(i).info;
        let word = |k: usize| if i + k < end { self.lower(i + k) } else { "" };
        if info.long
            && let Some((length, role, plural)) = lexicon().long_role(word)
        {
            return Some((i + length, role, plural));
        }
        info.role.filter(|_| i < end).map(|role| (i + 1, role, info.has(is::PLURAL)))
    }
}

/// Words of a line with the spaces between them.
pub(super) fn text_of(line: &Line<'_, '_>, tokens: Range<usize>) -> String {
    let mut out = String::new();
    for i in tokens.clone() {
        if i > tokens.start && !line.cell(i).glued {
            out.push(' ');
        }
        out.push_str(line.cell(i).word);
    }
    out
}

/// Whether what stands before `next` modifies it: a noun or adjective follows.
pub(super) fn is_modifier(line: &Line<'_, '_>, next: usize) -> bool {
    let cell = line.cell(next);
    if cell.word.is_empty() || line.is_mark(next) && !line.is_hyphen(next) || line.is_possessive(next) {
        return false;
    }
    !cell.info.has(is::FUNCTION | is::SPEECH) && !line.is_verb(next)
        || cell.info.has(is::TITLE | is::GROUP | is::COMMON | is::BYSTANDER)
            && !cell.info.has(is::AUXILIARY | is::PREPOSITION)
        || matches!(line.lower(next), "and" | "or")
            && (line.known(next + 1).is_some_and(|k| matches!(k, Known::Adjective(_)))
                && is_modifier(line, next + 2))
}
