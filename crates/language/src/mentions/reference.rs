//! Pronouns, and what later words may point back to.

use super::clue::Clue;
use super::describe;
use super::lexicon::{Gender, Pronoun, RoleClass, is, lexicon};
use super::line::Line;
use super::person::Person;
use super::pronouns::{self, Sort, Trace};
use super::resolver::{Draft, Resolver};
use super::sightings::NameFound;
use super::world::Known;
use demarche_core::{EntityId, MentionForm, Sense};
use std::ops::Range;

impl Resolver<'_, '_, '_> {
    /// Adds the mention that a pronoun makes; `from` is the first trace of its sentence.
    pub(super) fn pronoun(
        &mut self,
        index: usize,
        at: usize,
        pronoun: Pronoun,
        from: usize,
        drafts: &mut Vec<Draft>,
    ) {
        let line = &self.lines[index];
        // "X and Y have not spoken since they met."
        if pronoun == Pronoun::They {
            self.join(line, index, from);
        }
        let speaker = matches!(pronoun, Pronoun::I | Pronoun::We);
        let mut draft = Draft {
            tokens: at..at + 1,
            core: at..at + 1,
            form: MentionForm::Pronoun,
            sense: Sense::Actor,
            entities: Vec::new(),
            speaker,
        };
        if let Some(voice) = self.floor.voices.last().filter(|_| speaker) {
            draft.entities = voice.entities.clone();
        } else if pronoun == Pronoun::We && !self.we.is_empty() {
            draft.entities = self.we.clone();
        } else if let Some(issuers) = self.floor.joint_issuers().filter(|_| pronoun == Pronoun::We) {
            draft.entities = issuers.to_vec();
        } else if speaker && let Some(home) = self.home.clone() {
            draft.entities = vec![self.cast.country(&home, self.world)];
        }
        // "We will then go to Lima": who travels are people.
        let goes = || line.lower(at) == "we" && (at + 1..at + 4).any(|k| line.has(k, is::MOTION | is::VISIT));
        if pronoun == Pronoun::I || pronoun == Pronoun::We && goes() {
            draft.entities = self.author(draft.entities);
        }
        if !speaker && !is_empty(line, at) {
            let found = self
                .cataphor(index, at, pronoun)
                .or_else(|| self.agents(index, at, pronoun))
                .or_else(|| self.repeat_source(index, at, pronoun))
                .or_else(|| {
                    let aim = pronouns::aim(line, at).and_then(|code| self.cast.known(code));
                    let aim = aim.or_else(|| self.partner(index, at));
                    pronouns::antecedent(line, index, at, pronoun, &self.traces, aim).cloned()
                });
            // "X praised the talks between Mali and Niger. They …": states that were no subject give way to persons.
            let passing = |t: &Trace| {
                t.sort == Sort::Country
                    && !t.subject
                    && t.line < index
                    && pronouns::is_subject(line, at, at + 1)
            };
            // "The leaders of the bloc gather. X, and his host, Y, plan to talk, their first …": the two of this sentence.
            let further = |t: &Trace| t.line < index && self.two_here(index, at);
            if pronoun == Pronoun::They && found.as_ref().is_none_or(|t| passing(t) || further(t)) {
                // "X met Y. They …": nobody joined them in words.
                draft.entities = describe::pair(self, index, false);
            }
            if let Some(found) = found.filter(|_| draft.entities.is_empty()) {
                draft.entities.clone_from(&found.ids);
                self.learn_gender(&found, pronoun);
                let subject = pronouns::is_subject(line, at, at + 1);
                let possessive = matches!(line.lower(at), "his" | "her" | "its" | "their") && !subject;
                let trace = Trace {
                    line: index,
                    at,
                    end: at + 1,
                    subject,
                    pronoun: true,
                    modifier: possessive,
                    place: false,
                    landmark: false,
                    quoted: pronouns::is_quoted(line, at),
                    ..found
                };
                self.traces.push(trace);
            }
        }
        drafts.push(draft);
    }

    /// "“My prime minister is keen,” Ms X told reporters": the country of her whose name stands behind the quotation.
    pub(super) fn teller_country(&self, index: usize, at: usize) -> Option<String> {
        let line = &self.lines[index];
        let quoted = |k: usize| matches!(line.lower(k), "\"" | "“" | "”" | "''");
        let end = (at..line.len()).find(|&k| quoted(k))?;
        let told = |n: &&NameFound| {
            let says = |k: usize| line.has(k, is::SAYING) || line.lower(k) == "told";
            n.line == index && n.tokens.start > end && (says(n.tokens.end) || says(n.tokens.start - 1))
        };
        let person = self.found.iter().find(told)?.person?;
        self.people.all[person].country.clone().filter(|_| (0..at).any(quoted))
    }

    /// Whether a sentence names just two persons in office before a word, of different states, the second behind "and".
    fn two_here(&self, index: usize, at: usize) -> bool {
        let line = &self.lines[index];
        let here = self.traces.iter().rev().take_while(|t| t.line == index);
        let persons: Vec<&Trace> =
            here.filter(|t| t.sort == Sort::Person && !t.pronoun && t.at < at && !t.modifier).collect();
        let country = |t: &Trace| {
            let [id] = t.ids[..] else { return None };
            self.cast.country_of(id).filter(|_| self.cast.get(id).official)
        };
        let mut sides: Vec<&str> = persons.iter().filter_map(|t| country(t)).collect();
        sides.sort_unstable();
        sides.dedup();
        let all = persons.iter().all(|t| t.ids.len() == 1);
        let (first, last) = (persons.iter().map(|t| t.end).min(), persons.iter().map(|t| t.at).max());
        let and = |(from, to): (usize, usize)| from < to && (from..to).any(|k| line.lower(k) == "and");
        all && sides.len() == 2 && first.zip(last).is_some_and(and)
    }

    /// "The premiers, X and Y, agreed when they met": whoever the verb before names right before itself.
    fn agents(&self, index: usize, at: usize, pronoun: Pronoun) -> Option<Trace> {
        let line = &self.lines[index];
        let verb = at.checked_sub(2).filter(|&v| v > 0 && line.is_verb(v))?;
        let opens = matches!(line.lower(at - 1), "when" | "after" | "as" | "while" | "before" | "that");
        let end = if line.lower(verb - 1) == "," { verb - 1 } else { verb };
        let named = |end: usize| {
            let person = |t: &Trace| t.line == index && t.end == end && t.sort == Sort::Person && !t.pronoun;
            self.last(|t| person(t) && t.ids.len() == 1)
        };
        let second = named(end).filter(|_| opens && pronoun == Pronoun::They)?;
        let and = second.at.checked_sub(1).filter(|&k| line.lower(k) == "and")?;
        let first = named(and)?;
        let ids: Vec<EntityId> = first.ids.iter().chain(&second.ids).copied().collect();
        Some(self.trace(index, first.at..second.end, ids, Sort::Person))
    }

    /// "His talks with X", "her letter to X": X, whose they are not.
    fn partner(&self, index: usize, at: usize) -> Option<EntityId> {
        /// So many words may stand between the pronoun and the preposition.
        const NEAR: usize = 5;
        let line = &self.lines[index];
        if matches!(line.lower(at), "he" | "she") {
            return self.object(index, at);
        }
        if !matches!(line.lower(at), "his" | "her") {
            return None;
        }
        let with = (at + 2..at + NEAR).find(|&k| matches!(line.lower(k), "with" | "to"))?;
        let own = (at + 1..with).all(|k| !line.is_mark(k) && !line.is_verb(k));
        let name =
            self.found.iter().find(|n| n.line == index && n.tokens.start == with + 1).filter(|_| own)?;
        self.cast.known(&self.people.all[name.person?].key)
    }

    /// "He is to meet President X": X, who meets nobody here.
    fn object(&self, index: usize, at: usize) -> Option<EntityId> {
        let line = &self.lines[index];
        let from = self.found.partition_point(|n| n.line < index || n.line == index && n.tokens.start <= at);
        let name = self.found.get(from).filter(|n| n.line == index)?;
        let clause = (at + 1..name.tokens.start).all(|k| !pronouns::is_new_clause(line, k));
        let acts = pronouns::is_subject(line, name.tokens.start, name.tokens.end);
        let person = name.person.filter(|_| clause && !acts)?;
        self.cast.known(&self.people.all[person].key)
    }

    /// "His Majesty", "His Highness": the royal person last spoken of; "Her Excellency": the person in office.
    pub(super) fn styled(
        &self,
        index: usize,
        tokens: Range<usize>,
        pronoun: Option<Pronoun>,
    ) -> Option<Draft> {
        let line = &self.lines[index];
        let royal = |p: &Person| p.roles.iter().any(|r| lexicon().role(r.role).class == RoleClass::Royal);
        let excellency = tokens.clone().any(|k| line.lower(k) == "excellency");
        let gender = match pronoun {
            Some(Pronoun::He) => Some(Gender::Male),
            Some(Pronoun::She) => Some(Gender::Female),
            _ => None,
        };
        let upto = self
            .found
            .partition_point(|n| n.line < index || n.line == index && n.tokens.start < tokens.start);
        let fits = |n: &NameFound| {
            let person = &self.people.all[n.person?];
            let same = person.gender.is_none() || gender.is_none() || person.gender == gender;
            (same && person.official && (excellency || royal(person))).then_some(n.person?)
        };
        let person = self.found[..upto].iter().rev().find_map(fits)?;
        let id = self.cast.known(&self.people.all[person].key)?;
        Some(Draft {
            core: tokens.end - 1..tokens.end,
            tokens,
            form: MentionForm::Nominal,
            sense: Sense::Actor,
            entities: vec![id],
            speaker: false,
        })
    }

    /// "We, the Finance Ministers of the G7, met today": whose statement it is; a body that is named stands for its members.
    pub(super) fn introduce_authors(&mut self) {
        let introduces = |l: &&Line<'_, '_>| l.lower(0) == "we" && l.lower(1) == ",";
        let Some(line) = self.lines.iter().find(introduces) else { return };
        let end = (2..line.len()).find(|&k| line.is_verb(k)).unwrap_or(line.len());
        let hits = || line.hits.iter().filter(|h| h.tokens.end <= end);
        let body = hits().find_map(|h| match h.known {
            Known::Body { id, name, code } => Some(self.cast.body(id, name, code)),
            _ => None,
        });
        let states = hits().filter_map(|h| match h.known {
            Known::Country(code) | Known::Adjective(code) => Some(code),
            _ => None,
        });
        self.we = match body {
            Some(body) => vec![body],
            None => states.map(|code| self.cast.country(code, self.world)).collect(),
        };
    }

    /// "In his first visit abroad, President X …": a pronoun before the only name that it can mean.
    fn cataphor(&mut self, index: usize, at: usize, pronoun: Pronoun) -> Option<Trace> {
        let line = &self.lines[index];
        let gender = match pronoun {
            Pronoun::He => Gender::Male,
            Pronoun::She => Gender::Female,
            _ => return None,
        };
        if !line.has(0, is::PREPOSITION | is::FUNCTION)
            || line.has(0, is::PRONOUN)
            || line.has(0, is::DETERMINER)
        {
            return None;
        }
        let earlier_name = self.traces.iter().any(|t| t.line == index && t.sort == Sort::Person);
        if earlier_name || (0..at).any(|k| line.lower(k) == ",") {
            return None;
        }
        let comma = (at..line.len()).find(|&k| line.lower(k) == ",")?;
        // "he met officials, including X": X is one of those whom he met.
        if line.has(comma + 1, is::PREPOSITION) || line.lower(comma + 1) == "including" {
            return None;
        }
        // "In January he was in Quito, urging X to": the clause goes on.
        let behind = |n: &&NameFound| {
            let article = comma + 1..n.tokens.start;
            n.line == index
                && (comma..=comma + 2).contains(&n.tokens.start)
                && article.into_iter().all(|k| line.has(k, is::DETERMINER))
                && n.person.is_some()
        };
        let name = self.found.iter().find(behind)?;
        let person = name.person?;
        if self.people.all[person].gender.is_some_and(|g| g != gender) {
            return None;
        }
        let id = self.person_id(person);
        let mut trace = self.trace(index, at..at + 1, vec![id], Sort::Person);
        trace.gender = Some(gender);
        Some(trace)
    }

    /// "It added that …", "…,” she said": the source of the sentence before, unless another gender is known of that person.
    fn repeat_source(&self, index: usize, at: usize, pronoun: Pronoun) -> Option<Trace> {
        let line = &self.lines[index];
        let speaks = line.has(at + 1, is::SPEECH)
            || (1..3).any(|k| line.has(at + k, is::SAYING))
            || line.lower(at + 1) == "also" && line.has(at + 2, is::SPEECH);
        let source = self.source.as_ref().filter(|_| speaks)?;
        let person = |other: Gender| {
            let same = source.sort == Sort::Person && !source.plural && source.gender != Some(other);
            same && source.line + 1 >= index && (source.line < index || source.at < at)
        };
        let fits = match (pronoun, line.lower(at)) {
            (Pronoun::It, "it") => source.sort != Sort::Person && source.line + 3 >= index,
            (Pronoun::He, "he") => person(Gender::Female),
            (Pronoun::She, "she") => person(Gender::Male),
            _ => false,
        };
        fits.then(|| source.clone())
    }

    /// A pronoun that can only mean one person tells that person's gender.
    fn learn_gender(&mut self, trace: &Trace, pronoun: Pronoun) {
        let gender = match pronoun {
            Pronoun::He => Gender::Male,
            Pronoun::She => Gender::Female,
            _ => return,
        };
        let ([id], None) = (&trace.ids[..], trace.gender) else { return };
        let key = &self.cast.get(*id).key;
        if let Some(person) = self.people.all.iter_mut().find(|p| p.key == *key && p.gender.is_none()) {
            person.gender = Some(gender);
        }
        for earlier in &mut self.traces {
            if earlier.ids == trace.ids {
                earlier.gender = Some(gender);
            }
        }
    }

    /// "X held talks with his Lao counterpart, during which the two sides agreed": the states of the persons of a sentence, if these
    /// are two and the article is about one of them.
    pub(super) fn told_here(&self, index: usize) -> Option<Vec<String>> {
        let here = self.traces.iter().rev().take_while(|t| t.line == index);
        let persons = here.filter(|t| t.sort == Sort::Person && !t.place);
        let mut codes = self.states_of(&persons.flat_map(|t| t.ids.iter().copied()).collect::<Vec<_>>());
        codes.reverse();
        (codes.len() == 2 && codes.iter().any(|c| self.is_main(c))).then_some(codes)
    }

    /// Joint subjects: "Yellen and He", "the US and China" are also one plural.
    pub(super) fn join(&mut self, line: &Line<'_, '_>, index: usize, from: usize) {
        let mut joint = self.runs(line, index, from, |_| true);
        // "X and his French counterparts": the nationality inside a description joins nothing.
        let here = &self.traces[from..];
        let inside = |t: &Trace| {
            let within = |o: &Trace| o.at <= t.at && t.end <= o.end && t.end - t.at < o.end - o.at;
            here.iter().any(|o| within(o) && !o.pronoun)
        };
        let outer = self.runs(line, index, from, |t| !inside(t));
        for run in outer {
            if !joint.iter().any(|j| j.ids == run.ids) {
                joint.push(run);
            }
        }
        for mut trace in joint {
            trace.plural = true;
            trace.gender = None;
            self.traces.push(trace);
        }
    }

    /// Neighbours of one sort that are joined by nothing but "and" and commas, as one plural each.
    fn runs(
        &self,
        line: &Line<'_, '_>,
        index: usize,
        from: usize,
        counts: impl Fn(&Trace) -> bool,
    ) -> Vec<Trace> {
        let mut joint: Vec<Trace> = Vec::new();
        let mut run: Option<Trace> = None;
        for trace in &self.traces[from..] {
            if trace.pronoun || trace.line != index || !counts(trace) {
                continue;
            }
            let adjacent = run.as_ref().is_some_and(|r: &Trace| {
                let between = r.end..trace.at;
                !between.is_empty()
                    && trace.at >= r.end
                    && between.len() <= 3
                    && between.clone().all(|k| matches!(line.lower(k), "and" | "," | "&" | "the"))
                    && r.sort == trace.sort
            });
            match (&mut run, adjacent) {
                (Some(r), true) => {
                    for id in &trace.ids {
                        if !r.ids.contains(id) {
                            r.ids.push(*id);
                        }
                    }
                    r.end = trace.end;
                    r.subject |= trace.subject;
                }
                _ => {
                    joint.extend(run.take().filter(|r| r.ids.len() > 1 && !r.plural));
                    run = Some(trace.clone());
                }
            }
        }
        joint.extend(run.filter(|r| r.ids.len() > 1 && !r.plural));
        joint
    }

    /// Who says what this sentence reports: the subject of its verb of speech.
    pub(super) fn remember_source(&mut self, index: usize, from: usize) {
        let line = &self.lines[index];
        let according = (0..line.len()).find(|&k| line.lower(k) == "according" && line.lower(k + 1) == "to");
        let speaks = |t: &&Trace| {
            t.line == index
                && (t.end..t.end + 3).any(|k| line.has(k, is::SAYING) && !line.is_mark(k))
                && !t.modifier
                || according.is_some_and(|a| t.at > a && t.at <= a + 6)
                || t.at >= 1
                    && line.has(t.at - 1, is::SAYING)
                    && line.lower(t.at - 1) != "told"
                    && !t.modifier
                    && line.is_mark(t.at.saturating_sub(2))
        };
        let here = || self.traces[from..].iter();
        let opens = |t: &&Trace| t.line == index && t.at == 0 && !t.modifier && is_said_behind(line, t.end);
        if let Some(found) = here().find(opens).or_else(|| here().rfind(speaks)) {
            self.source = Some(found.clone());
        }
    }
}

/// "The minister, speaking to …, said": whether a verb of saying follows an insertion between commas.
fn is_said_behind(line: &Line<'_, '_>, end: usize) -> bool {
    let comma = |k: usize| line.lower(k) == ",";
    comma(end) && (end + 2..line.len()).any(|k| comma(k - 1) && line.has(k, is::SAYING))
}

/// "It is crucial to …", "it would take time to …", "it was agreed that …": nothing is meant.
fn is_empty(line: &Line<'_, '_>, at: usize) -> bool {
    let told = if matches!(line.lower(at + 2), "also" | "further" | "therefore") { at + 3 } else { at + 2 };
    line.lower(at) == "it"
        && (matches!(
            line.lower(at + 1),
            "is" | "was" | "'s" | "would" | "will" | "may" | "seems" | "remains" | "takes" | "became"
        ))
        && (at + 2..at + 6).any(|k| matches!(line.lower(k), "that" | "to" | "for" | "whether" | "how"))
        && (!line.has(at + 2, is::SPEECH) || lexicon().clues.is(Clue::Impersonal, line.lower(told)))
}
