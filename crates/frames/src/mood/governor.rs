//! What a word makes of an event that hangs on it: "plans to visit", "cancelled the visit", "ready to visit".

use super::table::{Effect, Modal};
use super::{Said, Walk};
use demarche_core::{Deprel, EntityId, EntityKind, Status, Upos, Xpos};

impl Walk<'_> {
    /// What `head`, on which `here` hangs by `rel`, makes of what was said inside.
    pub(super) fn governed(&mut self, said: Said, here: usize, head: usize, rel: Deprel) -> Said {
        let view = self.view;
        if rel == Deprel::AclRelcl || rel == Deprel::Appos {
            self.relative |= rel == Deprel::AclRelcl && said != Said::Nothing;
            return said;
        }
        let argument = matches!(
            rel,
            Deprel::Xcomp
                | Deprel::Ccomp
                | Deprel::Obj
                | Deprel::NsubjPass
                | Deprel::Nsubj
                | Deprel::NsubjOuter
                | Deprel::Acl
                | Deprel::Csubj
                | Deprel::Obl
                | Deprel::Nmod
                | Deprel::NmodPoss
                | Deprel::Compound
                | Deprel::Advcl
                | Deprel::OblAgent
        );
        if !argument {
            return said;
        }
        // "stopped the envoy from flying in": whoever acts sees to it that it does not happen.
        let done_to = || view.tree.child(head, &[Deprel::Obj]).is_some();
        if rel == Deprel::Advcl && done_to() && view.has_mark(here, &["from"]) {
            return if view.is_negated(head) { said } else { self.decided(head, Status::Rejected) };
        }
        if self.is_infinitive(here)
            && let Some(felt) = self.felt(head)
        {
            return felt;
        }
        // "Expressed readiness to make the visit": the parser hangs on the verb what belongs to its object right before.
        if said == Said::Nothing
            && matches!(rel, Deprel::Xcomp | Deprel::Advcl)
            && self.is_infinitive(here)
            && let Some(object) = view.children(head, &[Deprel::Obj]).find(|o| view.is(o + 1, &["to"]))
            && let Some(&Effect::Is(status @ (Status::Desired | Status::Planned | Status::Invited))) =
                self.table.governors.get(&view.lemma(object).to_lowercase())
        {
            return self.decided(object, status);
        }
        // "Agreed in principle to visit": or on an aside between the two.
        if said == Said::Nothing
            && rel == Deprel::Acl
            && self.is_infinitive(here)
            && view.word(head).rel == Deprel::Obl
            && !self.table.governors.contains_key(&view.lemma(head).to_lowercase())
            && let Some(verb) = view.tree.head(head).filter(|&verb| !view.is_negated(verb))
            && let Some(&Effect::Is(status @ (Status::Desired | Status::Planned))) =
                self.table.governors.get(&view.lemma(verb).to_lowercase())
        {
            return self.decided(verb, status);
        }
        if said == Said::Nothing && self.is_still_to_do(head, here, rel) {
            self.hypothetical = true;
            return self.decided(head, Status::Desired);
        }
        let lemma = self.phrasal(head, here);
        // "The trip is off", "is still on".
        let switch = match view.text(head) {
            "off" => Some(Effect::Is(Status::Cancelled)),
            "on" => Some(Effect::Is(Status::Planned)),
            _ if lemma == "fall_through" => Some(Effect::Is(Status::Cancelled)),
            _ => None,
        };
        let switch = switch.filter(|_| rel == Deprel::Nsubj);
        let effect = switch.or_else(|| self.table.governors.get(&lemma).copied());
        let about_it = switch.is_some() || self.is_told_of(here, head, rel, &lemma, effect);
        let as_adjunct = matches!(rel, Deprel::Obl | Deprel::Nmod)
            && !self.governs_by_preposition(here, head)
            && !self.is_infinitive(here)
            && lemma.eq_ignore_ascii_case(view.lemma(head));
        if let Some(Effect::Is(status)) = effect.filter(|_| about_it && !as_adjunct) {
            if let Some(end) = self.came_to_nothing(here, head).filter(|_| status == Status::Planned) {
                return self.decided(head, end);
            }
            let negated = view.is_negated(head) || self.clause_denied(head);
            let off = matches!(status, Status::Cancelled | Status::Postponed | Status::Rejected);
            return match said {
                _ if off && (negated || self.aside) => said,
                // "Declined to comment on reports that she will come": neither yes nor no.
                Said::Status(_)
                    if status == Status::Rejected
                        && !self.hypothetical
                        && self.is_infinitive(here)
                        && self.table.silences.contains(&view.lemma(here).to_lowercase()) =>
                {
                    said
                }
                // "Denied that she had put off the visit": it goes ahead.
                Said::Status(Status::Cancelled | Status::Postponed)
                    if status == Status::Rejected && rel == Deprel::Ccomp =>
                {
                    self.decided(head, Status::Planned)
                }
                _ if off => self.decided(head, status),
                Said::Status(Status::Invited) if status == Status::Planned && !negated => {
                    self.decided(head, status)
                }
                // "Hoped that she would come".
                Said::Status(Status::Planned)
                    if rel == Deprel::Ccomp
                        && self.has_modal(here, |modal| modal == Modal::Would)
                        && self.table.hopes.contains(&lemma) =>
                {
                    self.decided(head, status)
                }
                // A finite clause below has its own tense: "announced that he visited" stays completed.
                Said::Status(_) if rel == Deprel::Ccomp => said,
                // "At the invitation of the premier, with whom he spoke": the talk is no part of what is asked.
                Said::Status(Status::Completed) if status == Status::Invited && !self.relative => {
                    self.decided(head, status)
                }
                Said::Status(inner) if inner != Status::Ongoing || rel != Deprel::Nsubj => said,
                _ if matches!(status, Status::Ongoing | Status::Completed) && self.lies_ahead(head) => {
                    self.ahead(head)
                }
                // "Did not get to meet", "did not manage to visit": it has not happened, and nobody ruled it out.
                _ if negated && status == Status::Completed => Said::Denied,
                // "No meeting is planned".
                Said::Denied if rel == Deprel::NsubjPass && status == Status::Planned => {
                    self.decided(head, Status::Rejected)
                }
                // "Had been due to meet": it did not come to it.
                _ if status == Status::Planned
                    && (rel == Deprel::Xcomp || self.is_infinitive(here))
                    && !negated
                    && self.had_been(head) =>
                {
                    self.decided(head, Status::Cancelled)
                }
                _ if negated && self.leaves_terms_open(here, head) => self.decided(head, Status::Planned),
                _ if negated => self.decided(head, Status::Rejected),
                _ => self.decided(head, status),
            };
        }
        if effect == Some(Effect::Transparent) || said != Said::Nothing {
            return said;
        }
        // "after two days of talks", "ahead of a round of talks": the measure's preposition is the event's.
        if rel == Deprel::Nmod && view.word(head).upos == Upos::Noun && self.is_measure(here) {
            return self.own(head);
        }
        // "Spoke about visiting Riga": talk of it, past or to come.
        if view.has_mark(here, &["about"]) {
            self.hypothetical = true;
            return said;
        }
        // A light verb or any other clause around a noun lends it its tense: "paid a visit", "discussed it during the visit".
        if view.is_predicate(head) && !matches!(rel, Deprel::Acl | Deprel::Xcomp) {
            // "The visit was no triumph": what is denied is the triumph.
            let described = rel == Deprel::Nsubj && view.children(head, &[Deprel::Cop]).next().is_some();
            return match self.clause(head) {
                Said::Denied if described => said,
                clause => clause,
            };
        }
        said
    }

    /// "Pleased to meet the premier", "was honoured to visit Oslo": whoever tells of his feelings has done it; whoever "would be
    /// honoured to" wants to.
    fn felt(&mut self, head: usize) -> Option<Said> {
        let view = self.view;
        if !self.table.feelings.iter().any(|f| view.text(head).eq_ignore_ascii_case(f)) {
            return None;
        }
        let told = |w: usize| {
            matches!(
                view.word(w).rel,
                Deprel::Nsubj | Deprel::NsubjPass | Deprel::Cop | Deprel::Aux | Deprel::AuxPass
            )
        };
        let exclaimed = !view.tree.children(head).any(|(w, _)| told(w));
        if exclaimed {
            return Some(self.decided(head, Status::Completed));
        }
        // Whoever "is happy to meet" somebody only would.
        let only_would = || self.table.governors.contains_key(&view.lemma(head).to_lowercase());
        let wishes = self.has_modal(head, |modal| modal == Modal::Would);
        match self.clause(head) {
            Said::Status(Status::Planned) if wishes => Some(self.decided(head, Status::Desired)),
            Said::Status(Status::Ongoing) if only_would() => None,
            Said::Status(status @ (Status::Completed | Status::Ongoing | Status::Planned)) => {
                Some(self.decided(head, status))
            }
            _ => None,
        }
    }

    /// "Had planned to come but fell ill", "had been set for May but was put off": what has become of a plan.
    fn came_to_nothing(&self, here: usize, head: usize) -> Option<Status> {
        let view = self.view;
        let mut had = view.children(head, &[Deprel::Aux, Deprel::Cop]);
        let but = |&c: &usize| view.children(c, &[Deprel::Cc]).any(|cc| view.is(cc, &["but"]));
        let mut joined = [head, here].into_iter().flat_map(|verb| view.children(verb, &[Deprel::Conj]));
        let end = joined.find(but);
        let end = end.filter(|_| had.any(|a| view.text(a).eq_ignore_ascii_case("had")))?;
        // "But had to be put off": of that the words below tell.
        if view.children(end, &[Deprel::Xcomp]).next().is_some() {
            return None;
        }
        match self.table.governors.get(&self.phrasal(end, head)) {
            Some(&Effect::Is(status @ (Status::Postponed | Status::Rejected))) => Some(status),
            _ => Some(Status::Cancelled),
        }
    }

    /// Whether a word speaks of the event that hangs on it, not of something that whoever takes part does.
    fn is_told_of(&self, here: usize, head: usize, rel: Deprel, lemma: &str, effect: Option<Effect>) -> bool {
        let view = self.view;
        let is = |statuses: &[Status]| matches!(effect, Some(Effect::Is(s)) if statuses.contains(&s));
        if is(&[Status::Completed, Status::Ongoing]) {
            return true;
        }
        let progressive = view.word(here).xpos == Xpos::Vbg;
        match rel {
            // The subject of "decide" decides; what it decides is elsewhere. Only a passive or a verb of happening tells of it.
            // "A visit, put off again, is no longer spoken of" is read as if the visit put off something.
            Deprel::Nsubj => {
                is(&[Status::Postponed, Status::Cancelled])
                    && view.word(here).upos == Upos::Noun
                    && view.objects(head).is_empty()
            }
            Deprel::NsubjOuter | Deprel::OblAgent => false,
            Deprel::Advcl => {
                let complement = || {
                    let adjective = view.word(head).upos == Upos::Adj;
                    let phrasal = lemma.contains('_') && is(&[Status::Planned]);
                    self.is_infinitive(here)
                        && (progressive || adjective || phrasal || is(&[Status::Invited]))
                };
                // "Called on Peru to sign", "ruled out signing".
                let phrase = || match lemma {
                    "call_on" => true,
                    "rule_out" => progressive && !(head..here).any(|t| view.text(t) == ","),
                    _ => false,
                };
                complement() || phrase() || self.is_parted_complement(here, head)
            }
            _ => true,
        }
    }

    /// "Failed on Thursday to agree", "declined again in Lima to meet": a parser takes what stands behind a time or place for an aim.
    fn is_parted_complement(&self, here: usize, head: usize) -> bool {
        let view = self.view;
        head < here
            && self.is_infinitive(here)
            && view.word(head).upos == Upos::Verb
            && !view.is_passive(head)
            && view.objects(head).is_empty()
            && view.children(head, &[Deprel::CompoundPrt, Deprel::Ccomp, Deprel::Xcomp]).next().is_none()
            && !(head..here).any(|t| view.text(t) == "," || view.is(t, &["order"]))
    }

    /// "The dates of the visit have not been agreed", "no date has been set for the visit": when, not whether.
    fn leaves_terms_open(&self, here: usize, head: usize) -> bool {
        let term = |w: usize| self.table.terms.iter().any(|t| self.view.lemma(w).eq_ignore_ascii_case(t));
        term(here) || self.view.children(head, &[Deprel::NsubjPass, Deprel::Nsubj, Deprel::Obj]).any(term)
    }

    /// Whether beginning or ending is itself still to come: "will begin talks", "agreed to resume talks".
    fn lies_ahead(&self, head: usize) -> bool {
        let view = self.view;
        self.has_modal(head, |_| true)
            || self.is_infinitive(head)
            || matches!(view.word(head).xpos, Xpos::Vbz | Xpos::Vbp)
                && view.has_mark(head, &["before", "until"])
    }

    /// What its clause says then; nothing if an infinitive leaves it to what governs it.
    fn ahead(&mut self, head: usize) -> Said {
        match self.clause(head) {
            Said::Status(Status::Completed | Status::Ongoing) => Said::Nothing,
            said => said,
        }
    }

    /// "Had been due", "had been scheduled".
    fn had_been(&self, head: usize) -> bool {
        const BE: &[Deprel] = &[Deprel::Aux, Deprel::AuxPass, Deprel::Cop];
        let is =
            |word: &str| self.view.children(head, BE).any(|i| self.view.text(i).eq_ignore_ascii_case(word));
        is("had") && is("been")
    }

    /// Whether a noun is what a measure before it counts: "two days of talks".
    fn is_measure(&self, token: usize) -> bool {
        self.view.has_case(token, &["of"])
            && self.view.children(token, &[Deprel::Det, Deprel::NmodPoss]).next().is_none()
    }

    /// Whether a time stands behind "to" on a verb.
    fn goes_to_a_day(&self, verb: usize) -> bool {
        let times = self.view.reading.times(self.view.sentence);
        let day = |token: usize| times.iter().any(|t| t.tokens.contains(&token));
        self.view.children(verb, &[Deprel::Obl]).any(|o| day(o) && self.view.has_case(o, &["to"]))
    }

    /// The lemma with its particle: `put_off`, `rule_out`; `cancel` for "call off".
    pub(super) fn phrasal(&self, head: usize, here: usize) -> String {
        let lemma = self.view.lemma(head).to_lowercase();
        let particle = self
            .view
            .children(head, &[Deprel::CompoundPrt, Deprel::Advmod])
            .map(|p| self.view.lemma(p).to_lowercase());
        // "called off his visit": the parser may take the particle for a preposition of the object.
        let particles: Vec<String> = particle.chain(self.view.cases(here).map(str::to_lowercase)).collect();
        // Or hang it elsewhere: what follows the verb at once is its particle.
        let next = (head + 1 < self.view.tree.words.len()).then(|| self.view.text(head + 1).to_lowercase());
        let has = |p: &str| particles.iter().any(|x| x == p) || next.as_deref() == Some(p);
        match lemma.as_str() {
            // "Is close to signing".
            "close" if self.view.word(head).upos == Upos::Adj && self.view.word(here).upos == Upos::Verb => {
                "ready".into()
            }
            // "Is going to visit".
            "go" if self.is_infinitive(here) && self.is_progressive(head) => "due".into(),
            // "Called on Peru to sign".
            "call" if self.calls_on(head) => "call_on".into(),
            // "Opened talks", not "open to talks".
            "open" if self.view.word(head).upos == Upos::Verb => "begin".into(),
            "call" if has("off") => "cancel".into(),
            // "Called his talks with X warm": what they are called, not called for.
            "call"
                if self.view.word(here).rel == Deprel::Obj
                    && self.view.tree.child(here, &[Deprel::NmodPoss]).is_some() =>
            {
                String::new()
            }
            // "Set foot on the island": nothing is set.
            "set" if self.view.is(here, &["foot"]) => String::new(),
            "fall" if has("through") => "fall_through".into(),
            "put" if has("off") || has("back") => "put_off".into(),
            "put" if self.view.children(head, &[Deprel::Obl]).any(|o| self.view.is(o, &["ice", "hold"])) => {
                "put_off".into()
            }
            // "The visit has been moved to May 17": to another day, not to another town.
            "move" | "shift" if self.goes_to_a_day(head) => "reschedule".into(),
            "rule" | "rul" if has("out") => "rule_out".into(),
            "pull" if has("out") => "cancel".into(),
            "think" if has("of") || has("about") => "consider".into(),
            "turn" if has("down") => "turn_down".into(),
            "push" if has("back") => "push_back".into(),
            "wrap" if !has("up") => String::new(),
            // "The head of government's visit": nobody is heading there.
            "head" if self.view.word(head).upos == Upos::Noun => String::new(),
            // "Is lined up to visit", "brought forward the trip": a verb that tells more with its particle.
            _ => {
                let whole = next.map(|particle| format!("{lemma}_{particle}"));
                whole.filter(|verb| self.table.governors.contains_key(verb)).unwrap_or(lemma)
            }
        }
    }

    /// Whether a verb calls on a state or body, which is to do something; whoever calls on a person may only visit him.
    fn calls_on(&self, verb: usize) -> bool {
        let called = |o: usize| {
            let kind = |e: &EntityId| self.view.reading.entity(*e).kind;
            self.view.has_case(o, &["on", "upon"])
                && self.view.entities(o).iter().any(|e| kind(e) != EntityKind::Person)
        };
        self.view.children(verb, &[Deprel::Obl]).any(called)
    }

    /// "Has to sign", "would have to sign", "has yet to sign": whether it has not come to it; "had to sign" has.
    fn is_still_to_do(&self, head: usize, here: usize, rel: Deprel) -> bool {
        rel == Deprel::Xcomp
            && self.is_infinitive(here)
            && self.view.is(head, &["have"])
            && (self.view.word(head).xpos != Xpos::Vbd
                || self.view.children(head, &[Deprel::Advmod]).any(|a| self.view.is(a, &["yet"])))
    }

    /// Nouns that hang on a governor by a preposition that makes them its object: "plans for a visit", "invitation to visit",
    /// "looks forward to the visit"; in "met after the visit" the visit is not met.
    fn governs_by_preposition(&self, here: usize, head: usize) -> bool {
        let noun = self.view.word(head).upos == Upos::Noun;
        self.view.cases(here).any(|c| {
            let c = c.to_lowercase();
            match c.as_str() {
                "for" | "of" => true,
                "to" | "on" | "about" => {
                    noun || {
                        // "Is due in Oslo on a visit": as planned as the stay.
                        self.view
                            .is(head, &["look", "agree", "commit", "embark", "expect", "due", "schedule"])
                    }
                }
                _ => false,
            }
        })
    }

    fn clause_denied(&mut self, head: usize) -> bool {
        // "has no plans to visit": the negation sits on the noun; "does not plan to": on the verb. Both are seen by is_negated.
        // "declined to say whether he plans": left to the outer governor.
        let view = self.view;
        view.tree.head(head).is_some_and(|h| {
            view.word(head).rel == Deprel::Obj && view.is(h, &["have"]) && view.is_negated(h)
        })
    }
}
