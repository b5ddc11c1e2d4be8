//! How far an event has come, as tense, modality, negation and the words that govern it say: "will visit" is planned, "wants
//! to visit" desired, "cancelled plans to visit" cancelled, "has no plans to visit" rejected, "visited" completed.
//!
//! The words are data (`data/mood.toml`); this module says how they combine: `clause` what a clause says of its own verb, `governor`
//! what a word above makes of that. Walking from the event up to the root of its
//! sentence, the innermost word that says something wins, except that calling off, putting off and refusing win over
//! everything inside them: "announced that he had cancelled the visit planned for May" is cancelled.

mod clause;
mod governor;
mod table;

use crate::view::View;
use demarche_core::{Deprel, Span, Status, Upos, Xpos};
use table::{Effect, MoodTable};

/// What a sentence makes of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mood {
    /// How far it has come; none if the sentence denies it, or leaves it open.
    pub status: Option<Status>,
    /// Whether it is only imagined: a condition, an "if", a "should".
    pub hypothetical: bool,
    /// Whether it is said not to have happened.
    pub negated: bool,
    /// The word that decided, if it is another than the trigger.
    pub cue: Option<Span>,
}

/// What the sentence makes of the event that `trigger` names.
pub fn of(view: View<'_>, trigger: usize) -> Mood {
    let table = MoodTable::embedded();
    Walk { view, table, cue: None, hypothetical: false, relative: false, aside: false }.run(trigger)
}

struct Walk<'r> {
    view: View<'r>,
    table: &'static MoodTable,
    cue: Option<Span>,
    hypothetical: bool,
    /// Whether a relative clause with a tense of its own has been left.
    relative: bool,
    /// Whether what lies further out tells of something else, beside which the event is told: "failed to sign it after the talks".
    aside: bool,
}

/// What one word says, from the inside out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    /// Nothing: look further up.
    Nothing,
    /// This status.
    Status(Status),
    /// That it did not happen.
    Denied,
}

impl Walk<'_> {
    fn run(mut self, trigger: usize) -> Mood {
        // "will be in Baku", "while in Baku": the tree holds the clause by the place, not by the copula or conjunction.
        let trigger = match self.view.tree.head(trigger) {
            Some(head)
                if matches!(self.view.word(trigger).rel, Deprel::Cop | Deprel::Mark | Deprel::Case) =>
            {
                head
            }
            _ => trigger,
        };
        // "Will the president go to Minsk?" and "Should the president go to Minsk, …" assert nothing.
        let first = self.view.tree.words.iter().position(|w| w.upos != Upos::Punct);
        let supposes = || {
            first.is_some_and(|i| match self.view.text(i) {
                "Should" => true,
                "Had" | "Were" => self.is_inverted(i),
                _ => false,
            })
        };
        if self.view.reading.is_question(self.view.sentence) || supposes() || self.is_asked(trigger) {
            return Mood { status: None, hypothetical: true, negated: false, cue: None };
        }
        let mut said = self.own(trigger);
        let (mut here, mut negated) = (trigger, said == Said::Denied);
        for _ in 0..8 {
            let Some(head) = self.view.tree.head(here) else { break };
            let rel = self.view.word(here).rel;
            // "Was due to see the speaker and to drive to Kakuma": due to both.
            let also_due = |effect: &Effect| matches!(effect, Effect::Is(_));
            let both = rel == Deprel::Conj
                && self.view.word(here).xpos == Xpos::Vb
                && self.is_infinitive(here)
                && !self.is_infinitive(head);
            let governor = self.table.governors.get(&self.view.lemma(head).to_lowercase());
            if both && governor.is_some_and(also_due) {
                said = self.governed(said, here, head, Deprel::Xcomp);
                here = head;
                continue;
            }
            if matches!(rel, Deprel::Conj) {
                // What governs the first of a coordination governs all: "plans to visit Rome and meet the pope".
                if said == Said::Nothing || self.is_bare(here) {
                    said = self.outer(said, head);
                }
                here = head;
                continue;
            }
            // "Is to convene the commission, which has not sat since May": what is denied there is not planned.
            let denied = rel == Deprel::AclRelcl && said == Said::Denied;
            if denied || matches!(rel, Deprel::Parataxis | Deprel::Root) {
                break;
            }
            said = self.governed(said, here, head, rel);
            negated |= said == Said::Denied;
            self.aside |= self.is_beside(trigger, here, rel);
            here = head;
        }
        let status = match said {
            Said::Status(s) => Some(s),
            Said::Denied => None,
            // "Is reported to be on a visit": nothing above speaks of another time.
            Said::Nothing if self.is_noun_in_copula(trigger) => Some(Status::Ongoing),
            Said::Nothing => None,
        };
        Mood { status, hypothetical: self.hypothetical, negated, cue: self.cue }
    }

    /// Whether a word only tells when or why what it hangs on takes place, or a relative clause around the event more about it.
    fn is_beside(&self, trigger: usize, token: usize, rel: Deprel) -> bool {
        match rel {
            // "Withdrew the complaint that it had filed" takes back what was filed.
            Deprel::AclRelcl => token != trigger,
            Deprel::Advcl => {
                let when = |a: usize| self.view.is(a, &self.table.around);
                self.view.children(token, &[Deprel::Mark, Deprel::Advmod]).any(when)
            }
            Deprel::Obl | Deprel::Nmod => {
                self.view.word(token).upos == Upos::Noun && self.view.has_case(token, &self.table.around)
            }
            _ => false,
        }
    }

    /// "Had Japan signed", "Were the envoy to meet": whether the subject stands behind the auxiliary with which a sentence begins.
    fn is_inverted(&self, auxiliary: usize) -> bool {
        let view = self.view;
        const SUBJECTS: [Deprel; 2] = [Deprel::Nsubj, Deprel::NsubjPass];
        let behind = |head: usize| view.children(head, &SUBJECTS).any(|s| s > auxiliary);
        behind(auxiliary) || view.tree.head(auxiliary).is_some_and(|verb| verb > auxiliary && behind(verb))
    }

    /// "“Will you visit Minsk?” she was asked": whether the word stands in quotation marks that close behind a question.
    fn is_asked(&self, trigger: usize) -> bool {
        let (view, mark) =
            (self.view, |k: usize| matches!(self.view.text(k), "“" | "”" | "\"" | "''" | "``"));
        let end =
            (trigger + 1..view.tree.words.len()).find(|&k| mark(k) || matches!(view.text(k), "." | "!"));
        let opened = (0..trigger).filter(|&k| mark(k)).count() % 2 == 1;
        opened && end.is_some_and(|k| mark(k) && view.text(k - 1) == "?")
    }

    /// Whether "to" introduces the clause: "to visit", "forward to visiting", "hopes to be in Quito".
    fn is_infinitive(&self, token: usize) -> bool {
        self.view.has_mark(token, &["to"])
    }

    /// A noun as a predicate: "be on a visit".
    fn is_noun_in_copula(&self, token: usize) -> bool {
        self.view.word(token).upos == Upos::Noun && self.view.children(token, &[Deprel::Cop]).next().is_some()
    }

    /// A verb without tense of its own: an infinitive or participle.
    fn is_bare(&self, token: usize) -> bool {
        matches!(self.view.word(token).xpos, Xpos::Vb | Xpos::Vbg | Xpos::Vbn)
    }

    /// What a coordinated verb without tense takes from the first conjunct.
    fn outer(&mut self, said: Said, first: usize) -> Said {
        match said {
            Said::Nothing => self.own(first),
            said => said,
        }
    }

    fn decided(&mut self, token: usize, status: Status) -> Said {
        self.cue = Some(self.view.span(token));
        Said::Status(status)
    }
}
