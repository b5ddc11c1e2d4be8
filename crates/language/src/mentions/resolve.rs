//! One pass over the article in reading order: every mention gets its entities.

use super::cast::Cast;
use super::describe;
use super::lexicon::{Pronoun, RoleRef, is, lexicon};
use super::line::Line;
use super::nominals::{self, About, Lead, Nominal};
use super::people::People;
use super::person::{Person, certainty};
use super::pronouns::{self, Sort, Trace};
use super::sightings::NameFound;
use super::spelling::parts;
use super::voice::Floor;
use super::world::{Known, World};
use crate::transcript::Turn;
use demarche_core::{EntityId, MentionForm, Sense};
use std::ops::Range;

/// A mention before the tree has its say.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) tokens: Range<usize>,
    /// The tokens of which one is the head: the name, the noun.
    pub(super) core: Range<usize>,
    pub(super) form: MentionForm,
    pub(super) sense: Sense,
    pub(super) entities: Vec<EntityId>,
    /// "I" or "we": whoever speaks the quotation around it, else `entities`.
    pub(super) speaker: bool,
}

/// What has been resolved so far.
pub(super) struct Resolver<'r, 't, 'a> {
    pub(super) lines: &'r [Line<'t, 'a>],
    pub(super) world: &'r World<'a>,
    pub(super) people: &'r mut People,
    pub(super) found: &'r [NameFound],
    pub(super) cast: Cast,
    pub(super) traces: Vec<Trace>,
    /// The state whose news this is, as far as the text tells.
    pub(super) home: Option<String>,
    /// The state of the place line.
    pub(super) place: Option<String>,
    /// Surnames of its persons that are cities' names as well, but no cities here.
    pub(super) namesakes: Vec<String>,
    /// The states that the article names, most often named first.
    pub(super) main: Vec<String>,
    /// Whom "we" stands for, where the text says so: "We, the Leaders of the Group of Seven, …".
    pub(super) we: Vec<EntityId>,
    /// Who was last said to say something.
    pub(super) source: Option<Trace>,
    /// The paragraph of each sentence.
    pub(super) paragraphs: &'r [u32],
    /// Whose words the text is outside quotations.
    pub(super) floor: Floor,
}

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
        nominals::find(line, self.people, &blocked, &named, &mut nominals);
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

    pub(super) fn person_id(&mut self, person: usize) -> EntityId {
        self.cast.person(person, &self.people.all[person])
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

    /// "Its ambassador, X", "the United States, whose envoy X": whose, by what was said before.
    pub(super) fn possessor(&self, index: usize, start: usize) -> Option<String> {
        let line = &self.lines[index];
        let at = start.checked_sub(1)?;
        let owner = match line.lower(at) {
            "its" | "their" => self.last(|t| t.line == index && t.at == at && t.pronoun),
            "whose" => self.last(|t| t.line == index && t.end <= at && at <= t.end + 1),
            _ => None,
        }?;
        let [id] = owner.ids[..] else { return None };
        self.cast.country_of(id).map(str::to_owned)
    }

    pub(super) fn trace(&self, index: usize, tokens: Range<usize>, ids: Vec<EntityId>, sort: Sort) -> Trace {
        let line = &self.lines[index];
        Trace {
            line: index,
            at: tokens.start,
            end: tokens.end,
            plural: ids.len() > 1,
            ids,
            sort,
            gender: None,
            subject: pronouns::is_subject(line, tokens.start, tokens.end),
            pronoun: false,
            modifier: false,
            place: false,
            landmark: pronouns::is_landmark(line, tokens.start),
        }
    }

    /// The last trace of this sort before this place.
    pub(super) fn last(&self, fits: impl Fn(&Trace) -> bool) -> Option<&Trace> {
        self.traces.iter().rev().find(|t| fits(t))
    }

    /// The states that "both sides" or "the three countries" stand for: those that were just joined in words, else the only ones
    /// spoken of nearby, the sentence itself first, else those that the article is mostly about.
    pub(super) fn sides_before(&mut self, index: usize, count: usize) -> Vec<EntityId> {
        // "France and China … both countries"
        let nearby = |t: &&Trace| t.line + 1 >= index;
        let joint = self
            .traces
            .iter()
            .rev()
            .take_while(|t| count > 2 || nearby(t))
            .find(|t| {
                matches!(t.sort, Sort::Country | Sort::Person)
                    && t.ids.len() == count
                    && !t.pronoun
                    && !t.place
            })
            .map(|t| self.states_of(&t.ids))
            // "She flies on to Singapore and China. The two sides agreed": not those where she only stops.
            .filter(|codes| {
                codes.len() == count
                    && (count > 2 || self.main.len() < 2 || codes.iter().any(|c| self.is_main(c)))
            });
        let joint = joint.or_else(|| self.told_here(index).filter(|_| count == 2));
        let codes = joint.or_else(|| {
            let acts = |t: &&Trace| !t.place && t.ids.iter().all(|id| self.cast.get(*id).official);
            let close = self.traces.iter().rev().take(60).take_while(nearby).filter(acts);
            let ids: Vec<EntityId> = close.clone().flat_map(|t| t.ids.iter().copied()).collect();
            let mut codes = self.states_of(&ids);
            codes.reverse();
            let persons: Vec<EntityId> =
                close.filter(|t| t.sort == Sort::Person).flat_map(|t| t.ids.iter().copied()).collect();
            // Two others who are only named in passing do not become the sides of what the article is about.
            // Nor does one of them become a side who only stops where the other is at home.
            let all = self.traces.iter().rev().take(60).take_while(nearby);
            let around = self.states_of(&all.flat_map(|t| t.ids.iter().copied()).collect::<Vec<_>>());
            let both = self.main.len() >= 2 && self.main.iter().take(2).all(|c| around.contains(c));
            let known = |c: &String| self.is_main(c);
            let ours = if both { codes.iter().all(known) } else { codes.iter().any(known) };
            let ours = ours || self.states_of(&persons).len() == count;
            (codes.len() == count && ours).then_some(codes)
        });
        // Of more than two nobody can tell the last from those who are only named.
        let main = || self.main.get(..2).filter(|_| count == 2).map(<[String]>::to_vec);
        let codes = codes.or_else(main).unwrap_or_default();
        codes.iter().map(|c| self.cast.country(c, self.world)).collect()
    }

    /// Whether a state is one of the two that the article is mostly about.
    pub(super) fn is_main(&self, code: &str) -> bool {
        self.main.iter().take(2).any(|c| c == code)
    }

    /// The states of entities, each once, in order.
    pub(super) fn states_of(&self, ids: &[EntityId]) -> Vec<String> {
        let mut codes: Vec<String> = Vec::new();
        for code in ids.iter().filter_map(|id| self.cast.country_of(*id)) {
            if self.world.is_country(code) && !codes.iter().any(|c| c == code) {
                codes.push(code.to_owned());
            }
        }
        codes
    }

    /// Persons of a role named before a token, last named first, each once; if there are none, those named after.
    pub(super) fn holders(
        &self,
        index: usize,
        at: usize,
        role: RoleRef,
        portfolio: &[String],
        countries: &[String],
    ) -> Vec<usize> {
        let same = lexicon().role(role.role).same.as_str();
        let wide = same == "leader";
        // "the envoy", "the top diplomat": an ambassador, or whoever is in charge of foreign affairs.
        let diplomat = matches!(same, "diplomat" | "envoy");
        let minister = same == "diplomat";
        // "the UN chief": whoever leads that body.
        let body = matches!(same, "chief" | "head") && countries.iter().any(|c| !self.world.is_country(c));
        let fits = |p: &Person| {
            let same = p.holds(role, portfolio)
                || wide
                    && p.roles.iter().any(|r| {
                        matches!(
                            lexicon().role(r.role).class,
                            super::lexicon::RoleClass::Leader | super::lexicon::RoleClass::Royal
                        )
                    })
                // Heads of bodies are leaders among leaders.
                || wide && p.portfolio.is_empty() && p.country.as_ref().is_some_and(|c| !self.world.is_country(c));
            let class = |r: &RoleRef| lexicon().role(r.role).class;
            let same = same
                || diplomat && p.roles.iter().any(|r| class(r) == super::lexicon::RoleClass::Envoy)
                || minister && p.portfolio.iter().any(|w| w == "foreign" || w == "external")
                || body
                    && p.roles.iter().any(|r| {
                        matches!(
                            lexicon().role(r.role).class,
                            super::lexicon::RoleClass::Head | super::lexicon::RoleClass::Leader
                        )
                    });
            // "The Colombian diplomat" may be the UN's envoy.
            let lent = || diplomat && p.country.as_ref().is_some_and(|c| !self.world.is_country(c));
            let home =
                countries.is_empty() || p.country.as_ref().is_some_and(|c| countries.contains(c)) || lent();
            same && home
        };
        let mut seen: Vec<usize> = Vec::new();
        let upto = self.found.partition_point(|n| n.line < index || n.line == index && n.tokens.start < at);
        for name in self.found[..upto].iter().rev() {
            if let Some(person) = name.person.filter(|&p| fits(&self.people.all[p]) && !seen.contains(&p)) {
                seen.push(person);
            }
        }
        if seen.is_empty() {
            for name in &self.found[upto..] {
                if let Some(person) = name.person.filter(|&p| fits(&self.people.all[p]) && !seen.contains(&p))
                {
                    seen.push(person);
                }
            }
        }
        seen
    }

    /// Whose a possessive pronoun or person is: the state.
    pub(super) fn owner_country(&self, index: usize, nominal: &Nominal) -> Option<String> {
        if let Some(person) = nominal.owner {
            return self.people.all[person].country.clone();
        }
        if let Lead::Pronoun(pronoun) = nominal.lead {
            let at = nominal.tokens.start;
            let trace = self.traces.iter().rev().find(|t| t.line == index && t.at == at && t.pronoun);
            if matches!(pronoun, Pronoun::We | Pronoun::I) {
                return self.teller_country(index, at).or_else(|| self.own_country());
            }
            return trace
                .and_then(|t| t.ids.first())
                .and_then(|id| self.cast.country_of(*id))
                .map(str::to_owned);
        }
        None
    }

    /// Whether a description is about several, so that it points to several.
    pub(super) fn is_many(nominal: &Nominal) -> bool {
        nominal.plural
            && (nominal.two || nominal.lead == Lead::Both || nominal.lead == Lead::Definite)
            && !matches!(nominal.about, About::Bystander)
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
