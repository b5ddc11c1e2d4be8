//! What a clause or noun phrase says of its own head: tense, auxiliaries, negation, a preposition.

use super::table::{Effect, Modal};
use super::{Said, Walk};
use demarche_core::{Deprel, Status, Upos, Xpos};

impl Walk<'_> {
    /// What the trigger's own clause or noun phrase says.
    pub(super) fn own(&mut self, trigger: usize) -> Said {
        let word = self.view.word(trigger);
        if matches!(word.upos, Upos::Verb | Upos::Aux) {
            return self.clause(trigger);
        }
        // A noun with a copula is a predicate of its own: "is on a visit", "will be his first trip".
        for (i, w) in self.view.tree.children(trigger) {
            if matches!(w.rel, Deprel::Amod | Deprel::Compound | Deprel::Acl | Deprel::Nmod | Deprel::Advmod)
            {
                let lemma = w.lemma.to_lowercase();
                let text = self.view.text(i).to_lowercase();
                if let Some(&s) = self.table.modifiers.get(&lemma).or_else(|| self.table.modifiers.get(&text))
                {
                    return self.decided(i, s);
                }
            }
        }
        // "A visit, put off since May".
        for i in self.view.children(trigger, &[Deprel::Acl]).filter(|&i| self.view.word(i).xpos == Xpos::Vbn)
        {
            let effect = self.table.governors.get(&self.phrasal(i, trigger));
            if let Some(&Effect::Is(status @ (Status::Postponed | Status::Cancelled))) = effect {
                return self.decided(i, status);
            }
        }
        if self.view.children(trigger, &[Deprel::Cop]).next().is_some() {
            let said = self.clause(trigger);
            if said != Said::Nothing {
                return said;
            }
        }
        for (i, w) in self.view.tree.children(trigger) {
            // "Ahead of her visit": of the two words, "of" is sure to hang here, "ahead" may hang on the verb.
            let ahead = |t: &usize| self.view.is(*t, &["ahead"]);
            let preposition = match w.rel {
                Deprel::Case if self.view.is(i, &["of"]) => Some(i.checked_sub(1).filter(ahead).unwrap_or(i)),
                Deprel::Case => Some(i),
                Deprel::Advmod => Some(i).filter(ahead),
                _ => None,
            };
            if let Some(p) = preposition
                && let Some(&s) = [self.view.lemma(p), self.view.text(p)]
                    .iter()
                    .find_map(|word| self.table.prepositions.get(&word.to_lowercase()))
            {
                // "During the visit she will sign": both lie ahead.
                let ahead =
                    self.view.is(p, &["during", "on", "upon"]) && self.will(self.view.tree.head(trigger));
                return self.decided(p, if ahead { Status::Planned } else { s });
            }
        }
        if self.view.is_negated(trigger) { Said::Denied } else { Said::Nothing }
    }

    /// What tense, auxiliaries and negation of a clause say of its verb.
    pub(super) fn clause(&mut self, verb: usize) -> Said {
        let view = self.view;
        let mut modal = None;
        let (mut have, mut past_aux, progressive) = (false, false, self.is_progressive(verb));
        let (mut infinitive, mut yet_to_come, mut due) = (false, false, false);
        for (i, w) in view.tree.children(verb) {
            match w.rel {
                Deprel::Aux | Deprel::AuxPass | Deprel::Cop => {
                    let lemma = w.lemma.to_lowercase();
                    let text = view.text(i).to_lowercase();
                    if let Some(&m) = self.table.modals.get(&lemma).or_else(|| self.table.modals.get(&text)) {
                        modal = Some(m);
                        self.cue = Some(view.span(i));
                    }
                    have |= lemma == "have";
                    past_aux |= w.xpos == Xpos::Vbd;
                }
                // "was due to hold talks", where "due to" was read as one word.
                Deprel::Mark if view.is(i, &["due"]) => due = true,
                Deprel::Mark if view.is(i, &["to"]) => infinitive = true,
                Deprel::Mark if view.is(i, &["before", "until"]) => yet_to_come = true,
                Deprel::Mark if view.is(i, &["if", "unless", "whether"]) => self.hypothetical = true,
                _ => {}
            }
        }
        // "is to visit", "is to be signed", not "to be in".
        const BE: &[Deprel] = &[Deprel::Aux, Deprel::AuxPass, Deprel::Cop];
        let to = view.children(verb, &[Deprel::Mark]).find(|&m| view.is(m, &["to"])).filter(|_| infinitive);
        let be_to = to.is_some_and(|to| view.children(verb, BE).any(|i| i < to && view.is(i, &["be"])));
        let negated = view.is_negated(verb);
        let said = match modal {
            Some(Modal::Planned) => Said::Status(Status::Planned),
            Some(Modal::Would) if have => return Said::Denied,
            Some(Modal::Would) => Said::Status(Status::Planned),
            Some(Modal::Desired) if have => return Said::Denied,
            Some(Modal::Desired) => Said::Status(Status::Desired),
            Some(Modal::Hypothetical) => {
                self.hypothetical = true;
                Said::Status(Status::Desired)
            }
            // "was to have met": it did not come to it.
            None if be_to && have => Said::Status(Status::Cancelled),
            None if be_to || due => Said::Status(Status::Planned),
            None if infinitive => Said::Nothing,
            None if have => Said::Status(Status::Completed),
            None => match view.word(verb).xpos {
                Xpos::Vbd => Said::Status(Status::Completed),
                // "days before she visits Peru".
                Xpos::Vbz | Xpos::Vbp if yet_to_come => Said::Status(Status::Planned),
                Xpos::Vbz | Xpos::Vbp => Said::Status(Status::Ongoing),
                Xpos::Vbg if progressive && past_aux => Said::Status(Status::Completed),
                Xpos::Vbg if progressive => Said::Status(Status::Ongoing),
                Xpos::Vbn if past_aux => Said::Status(Status::Completed),
                Xpos::Vbn if let Some(aux) = view.tree.child(verb, &[Deprel::AuxPass]) => {
                    // "Will meet the premier and be received by the king": a bare "be" has no tense of its own.
                    let bare = view.word(aux).xpos == Xpos::Vb;
                    if bare { Said::Nothing } else { Said::Status(Status::Ongoing) }
                }
                Xpos::Vbn => Said::Status(Status::Completed),
                // "arrives in Rome before heading to Bern".
                Xpos::Vbg if yet_to_come && self.is_present(view.tree.head(verb)) => {
                    Said::Status(Status::Planned)
                }
                Xpos::Vbg => Said::Nothing,
                _ if past_aux => Said::Status(Status::Completed),
                _ if view.children(verb, &[Deprel::Cop]).next().is_some() => Said::Status(Status::Ongoing),
                _ => Said::Nothing,
            },
        };
        let no_longer = view
            .children(verb, &[Deprel::Advmod])
            .any(|i| view.text(i).eq_ignore_ascii_case("longer") && view.is_negated(i));
        match said {
            Said::Status(Status::Planned) if no_longer => Said::Status(Status::Cancelled),
            // "will not visit" rules it out; "did not visit" only says that it has not happened.
            Said::Status(Status::Planned | Status::Desired) if negated => Said::Status(Status::Rejected),
            Said::Status(_) if negated => Said::Denied,
            said => said,
        }
    }

    /// Whether a verb is in the future.
    fn will(&self, verb: Option<usize>) -> bool {
        verb.is_some_and(|v| self.has_modal(v, |modal| modal == Modal::Planned))
    }

    /// Whether a verb is in the simple present.
    fn is_present(&self, verb: Option<usize>) -> bool {
        verb.is_some_and(|v| matches!(self.view.word(v).xpos, Xpos::Vbz | Xpos::Vbp))
    }

    /// Whether an auxiliary of a verb is such a modal.
    pub(super) fn has_modal(&self, verb: usize, such: impl Fn(Modal) -> bool) -> bool {
        let is = |word: &str| self.table.modals.get(&word.to_lowercase()).is_some_and(|&modal| such(modal));
        self.view.children(verb, &[Deprel::Aux]).any(|i| is(self.view.lemma(i)) || is(self.view.text(i)))
    }

    /// "Is going".
    pub(super) fn is_progressive(&self, verb: usize) -> bool {
        self.view.word(verb).xpos == Xpos::Vbg
            && self.view.children(verb, &[Deprel::Aux]).any(|aux| self.view.is(aux, &["be"]))
    }
}
