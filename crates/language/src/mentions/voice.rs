//! Whose words a text is outside quotations: of whoever has the turn in a dialogue, and of those who issue a document whose clauses
//! leave their subject to an opening line ("The Ministers: / WELCOMED …").

use super::floor::Voice;
use super::lexicon::{RoleClass, RoleRef, is, lexicon};
use super::line::Line;
use super::person::certainty;
use super::pronouns::Sort;
use super::resolver::{Draft, Resolver};
use super::texts::texts;
use crate::speech;
use crate::transcript::Turn;
use demarche_atlas::{Id, Person};
use demarche_core::{Entity, EntityId, EntityKind, MentionForm, Sense, SentenceId, Zone};
use std::ops::Range;

/// An opening line of so few words ("The Ministers:") only repeats who was introduced before.
const BRIEF: usize = 5;

/// What stands behind a participle that only describes: "Led by", "Asked whether".
const DESCRIBED: [&str; 7] = ["by", "about", "whether", "if", "why", "how", "what"];

/// So many lines open a text.
const OPENING: usize = 8;

/// Among so many words at the end of a line stands the document that it announces, and among so many at its start the genre
/// whose author it names.
const LATE: usize = 8;

impl Resolver<'_, '_, '_> {
    /// Hands the word to whoever is named before the colon: an official whose state is known, else somebody of the state whose
    /// briefing it is.
    pub(super) fn take_turn(&mut self, index: usize, turn: &Turn, drafts: &[Draft]) {
        let named =
            || drafts.iter().filter(|d| d.tokens.start < turn.label.end).flat_map(|d| &d.entities).copied();
        let able = |id: &EntityId| {
            let entity = self.cast.get(*id);
            entity.official && entity.country.is_some()
        };
        let home = self.home.clone().filter(|_| self.floor.briefing);
        let entities = match (named().find(able), home) {
            _ if turn.asks => Vec::new(),
            (Some(official), _) => vec![official],
            (None, Some(home)) => {
                let known: Vec<EntityId> =
                    self.surnamed(index, &turn.label).into_iter().chain(named()).collect();
                match known.into_iter().find(|&id| self.engage(id, &home)) {
                    Some(spokesman) => vec![spokesman],
                    None => vec![self.cast.country(&home, self.world)],
                }
            }
            (None, None) => self.guest(index, turn),
        };
        self.floor.voices.push(Voice { line: index, label: turn.label.clone(), entities, untold: false });
    }

    /// "SECRETARY OKORO: Good afternoon.": the label of whoever speaks in a text that is no dialogue.
    pub(super) fn monologue(&self, index: usize) -> Option<Turn> {
        let line = &self.lines[index];
        let colon = (1..line.len().min(2 * LATE)).find(|&k| line.lower(k) == ":")?;
        // "PRESIDENT OKORO (speaking through an interpreter):"
        let aside = |k: usize| {
            let open = (0..k).rev().find(|&i| matches!(line.lower(i), "(" | ")"));
            open.is_some_and(|i| line.lower(i) == "(")
        };
        if (0..colon).filter(|&k| !aside(k)).count() > LATE {
            return None;
        }
        let loud = |k: usize| line.is_mark(k) || line.cell(k).shouted || aside(k);
        let titled = || (0..colon).any(|k| line.has(k, is::ROLE | is::HONORIFIC));
        let named =
            || self.found.iter().any(|n| n.line == index && n.person.is_some() && n.tokens.end == colon);
        let speaks =
            !self.floor.dialogue && line.zone == Zone::Body && (0..colon).all(loud) && (titled() || named());
        speaks.then_some(Turn { sentence: SentenceId(index as u32), label: 0..colon, asks: false })
    }

    /// "AMBASSADOR OKORO:": the person of this surname, of whom the text speaks elsewhere.
    fn surnamed(&mut self, index: usize, label: &Range<usize>) -> Option<EntityId> {
        let line = &self.lines[index];
        let last = label.clone().rev().find(|&k| !line.is_mark(k) && line.cell(k).word.len() > 2)?;
        let person = self.people.surnamed(line.lower(last))?;
        Some(self.person_id(person))
    }

    /// Takes somebody of whom nothing else is known for an official of the state whose briefing it is.
    fn engage(&mut self, id: EntityId, home: &str) -> bool {
        let key = &self.cast.get(id).key;
        let Some(person) = self.people.all.iter().position(|p| p.key == *key) else { return false };
        // "CEO X" answers for a company.
        let private = |r: &RoleRef| matches!(lexicon().role(r.role).class, RoleClass::Private);
        if self.people.all[person].roles.iter().any(private) {
            return false;
        }
        let known = &mut self.people.all[person];
        known.take_country(Some(home), certainty::LIST);
        known.official = true;
        self.cast.appoint(person, known);
        known.country.is_some()
    }

    /// Hands the word from the start to the person whom the title names as the author.
    pub(super) fn give_floor(&mut self, author: Id<Person>) {
        let person = self.people.known(author, self.world);
        let entities = vec![self.person_id(person)];
        self.floor.voices.push(Voice { line: 0, label: 0..0, entities, untold: true });
    }

    /// Hands the word for the rest of the text to whoever is announced in its opening: "The minister issued the following statement:",
    /// "Statement by the minister".
    pub(super) fn take_floor(&mut self, index: usize, drafts: &[Draft]) {
        let line = &self.lines[index];
        if index >= OPENING || self.floor.dialogue || !self.floor.voices.is_empty() || line.len() < 2 {
            return;
        }
        let able = |id: &EntityId| self.cast.get(*id).official && self.cast.country_of(*id).is_some();
        if self.opens_interview(index) {
            let guest = self.traces.iter().find(|t| t.subject && t.sort == Sort::Person && t.ids.len() == 1);
            if let Some(guest) = guest.map(|t| t.ids[0]).filter(able) {
                let entities = vec![guest];
                self.floor.voices.push(Voice { line: index + 1, label: 0..0, entities, untold: false });
            }
            return;
        }
        let quoted = self.lines.get(index + 1).is_some_and(|l| matches!(l.lower(0), "\"" | "“" | "''" | "«"));
        let document = (0..line.len()).rev().take(LATE).any(|k| speech::is_document(line.lower(k)));
        let opens = line.lower(line.len() - 1) == ":" && !quoted;
        let announced = opens && document;
        let authored = || {
            (0..line.len().min(LATE)).find(|&k| {
                // "Rejected remarks by the minister" announces none.
                let told = || (0..k).any(|i| line.is_verb(i) && !line.has(i, is::AUXILIARY));
                texts().document.genres.has(line.lower(k))
                    && matches!(line.lower(k + 1), "by" | "of" | "from")
                    && !told()
            })
        };
        // "Following are Foreign Minister X's remarks to the press:"
        let whose = || {
            let genre = (1..line.len())
                .find(|&k| texts().document.genres.has(line.lower(k)) && line.is_possessive(k - 1))?;
            let owner = |d: &&Draft| d.tokens.end <= genre && d.tokens.end + 2 > genre;
            drafts.iter().filter(owner).max_by_key(|d| d.tokens.len())
        };
        let entities = if let Some(owner) = opens.then(whose).flatten() {
            owner.entities.clone()
        } else if announced {
            self.leading(index, drafts)
        } else {
            let from = authored().map(|k| line.past_article(k + 1));
            let near = |d: &&Draft| from.is_some_and(|from| d.tokens.start <= from && from < d.tokens.end);
            let author = drafts.iter().filter(near).max_by_key(|d| d.tokens.len());
            author.map(|d| d.entities.clone()).unwrap_or_default()
        };
        if !entities.is_empty() && entities.iter().all(able) {
            self.floor.voices.push(Voice { line: index + 1, label: 0..0, entities, untold: false });
        }
    }

    /// "Edited excerpts:": whether the words of whoever was introduced follow, between questions.
    fn opens_interview(&self, index: usize) -> bool {
        /// So many questions make an interview.
        const QUESTIONS: usize = 3;
        let line = &self.lines[index];
        let told = line.lower(line.len() - 1) == ":" && line.len() <= 2 * LATE;
        let genre = |k: usize| texts().document.interviews.has(line.lower(k));
        let asks = |l: &&Line<'_, '_>| l.len() > 0 && l.lower(l.len() - 1) == "?";
        told && (0..line.len()).any(genre)
            && self.lines[index..].iter().filter(asks).take(QUESTIONS).count() == QUESTIONS
    }

    /// Who says "I" here where only a state is known: somebody who speaks for it, or a reporter, who does not.
    pub(super) fn author(&mut self, speakers: Vec<EntityId>) -> Vec<EntityId> {
        let official = self.floor.briefing || !self.floor.voices.is_empty();
        match speakers[..] {
            [state]
                if matches!(self.cast.get(state).kind, EntityKind::Country | EntityKind::Organization) =>
            {
                let Entity { name, country, .. } = self.cast.get(state).clone();
                let author =
                    || self.cast.group(country.as_deref(), "author", &format!("official of {name}"), true);
                official.then(author).into_iter().collect()
            }
            _ => speakers,
        }
    }

    /// The state of whoever says "our" here.
    pub(super) fn own_country(&self) -> Option<String> {
        match self.floor.voices.last() {
            Some(voice) => voice.entities.first().and_then(|id| self.cast.country_of(*id)).map(str::to_owned),
            None => self.home.clone(),
        }
    }

    /// The subject that an operative clause leaves to the opening line, standing at its verb.
    pub(super) fn implied(&mut self, index: usize) -> Option<Draft> {
        let verb = self.operative(index).filter(|_| !self.floor.issuers.is_empty())?;
        let mut trace = self.trace(index, verb..verb + 1, self.floor.issuers.clone(), Sort::Group);
        trace.plural = true;
        trace.subject = true;
        self.traces.push(trace);
        Some(Draft {
            tokens: verb..verb + 1,
            core: verb..verb + 1,
            form: MentionForm::Pronoun,
            sense: Sense::Actor,
            entities: self.floor.issuers.clone(),
            speaker: false,
        })
    }

    /// Learns from an opening line who issues the clauses below it.
    pub(super) fn remember_issuers(&mut self, index: usize, drafts: &[Draft]) {
        let line = &self.lines[index];
        if line.zone != Zone::Body || self.operative(index).is_some() {
            return;
        }
        let own = self.leading(index, drafts);
        let below = self.lines[index + 1..].iter().position(|l| l.zone == Zone::Body && l.len() > 1);
        let below = below.map(|i| index + 1 + i).filter(|&i| self.operative(i).is_some());
        if line.len() == 0 {
            return;
        }
        let last = line.lower(line.len() - 1);
        let opens = |i: usize| matches!(last, ":" | ",") || self.lines[i].cell(0).shouted;
        if below.is_some_and(opens) {
            // "Recalling the Charter of the union," goes on about whoever has opened.
            let recalls = last == "," && line.lower(0).ends_with("ing");
            let repeats = recalls || line.len() <= BRIEF && self.floor.opening.len() > own.len();
            self.floor.issuers =
                if repeats || own.is_empty() { self.floor.opening.clone() } else { own.clone() };
        }
        if index < OPENING && self.floor.opening.len() < 2 && own.len() > self.floor.opening.len() {
            self.floor.opening = own;
        }
    }

    /// "The Council welcomed …": those with whom a communiqué opens, where the text says no better whose council that is.
    pub(super) fn resolve_issuers(&mut self, index: usize, drafts: &mut Vec<Draft>) {
        let line = &self.lines[index];
        if !self.floor.issued || line.zone != Zone::Body || self.floor.opening.len() < 2 {
            return;
        }
        let phrase = |k: &usize| line.cell(*k).capital || matches!(line.lower(*k), "of" | "and" | "the");
        let verb = (1..line.len()).find(|k| !phrase(k)).unwrap_or(line.len());
        let Some(head) = (0..verb).find(|&k| texts().document.issuing.has(line.lower(k))) else { return };
        // "The Members of the Club" are somebody else, "the Heads of State" are not.
        let else_of = || {
            !matches!(line.lower(head + 2), "state" | "government" | "delegation" | "delegations" | "foreign")
        };
        let bare = head > 0 && line.lower(0) != "the";
        if bare || !line.cell(head).capital || line.lower(head + 1) == "of" && else_of() {
            return;
        }
        let known = |id: &EntityId| self.cast.country_of(*id).is_some();
        let over = |d: &&mut Draft| d.tokens.contains(&head) && d.form != MentionForm::Modifier;
        let entities = self.floor.opening.clone();
        match drafts.iter_mut().filter(over).max_by_key(|d| d.tokens.len()) {
            Some(draft) if draft.entities.iter().any(known) => return,
            Some(draft) => draft.entities.clone_from(&entities),
            None => drafts.push(Draft {
                tokens: 0..head + 1,
                core: head..head + 1,
                form: MentionForm::Nominal,
                sense: Sense::Actor,
                entities: entities.clone(),
                speaker: false,
            }),
        }
        let mut trace = self.trace(index, 0..head + 1, entities, Sort::Group);
        trace.plural = line.lower(head).ends_with('s');
        trace.subject = true;
        self.traces.push(trace);
    }

    /// The officials, states and bodies before the first verb of a line, one for each side.
    fn leading(&self, index: usize, drafts: &[Draft]) -> Vec<EntityId> {
        let line = &self.lines[index];
        let end = (1..line.len()).find(|&k| line.is_verb(k)).unwrap_or(line.len());
        let mut sides: Vec<&str> = Vec::new();
        let mut issuers = Vec::new();
        let before = drafts.iter().filter(|d| d.tokens.end <= end && d.form != MentionForm::Pronoun);
        for &id in before.flat_map(|d| &d.entities) {
            let entity = self.cast.get(id);
            if let Some(side) = entity.country.as_deref().filter(|s| entity.official && !sides.contains(s)) {
                sides.push(side);
                issuers.push(id);
            }
        }
        issuers
    }

    /// The verb with which a line begins that has no subject of its own: "EXPRESSED their concern", "Strongly condemned …".
    fn operative(&self, index: usize) -> Option<usize> {
        let line = &self.lines[index];
        let mark = index.checked_sub(1).is_none_or(|before| self.begins(before, index));
        if line.zone != Zone::Body || line.len() < 4 || !mark {
            return None;
        }
        let adverb = |k: usize| line.lower(k).ends_with("ly") || matches!(line.lower(k), "also" | "further");
        let verb = (0..3).take_while(|&k| k == 0 || adverb(k - 1)).find(|&k| !adverb(k))?;
        let next = line.lower(verb + 1);
        // "Asked Bolivians what they think, we got few answers": the clause behind has the subject.
        let subject = |k: usize| matches!(line.lower(k), "we" | "i" | "he" | "she" | "it" | "you");
        let begun = |k: &usize| line.lower(*k) != "that";
        let other = !line.cell(verb).shouted
            && (verb + 1..line.len()).take_while(begun).any(|k| line.lower(k) == "," && subject(k + 1));
        (!other
            && speech::is_operative(line.lower(verb))
            && line.hit(verb).is_none()
            && !line.is_mark(verb + 1)
            && !DESCRIBED.contains(&next))
        .then_some(verb)
    }

    /// Whether a paragraph begins between two lines that follow each other.
    fn begins(&self, before: usize, index: usize) -> bool {
        self.paragraphs[before] != self.paragraphs[index] || self.lines[before].zone == Zone::Boilerplate
    }
}

#[cfg(test)]
mod tests {
    use crate::reader::Reader;
    use demarche_atlas::Atlas;
    use demarche_core::{Article, Reading};

    /// The countries for which the last mention of these words stands.
    fn sides(text: &str, words: &str) -> Vec<String> {
        let reader = Reader::new(Atlas::embedded(), &[]);
        let article = Article::new("x", text);
        let reading = reader.read(&article);
        let all = reading.sentences().iter().flat_map(|s| reading.mentions(s.id));
        let last = all.filter(|m| m.span.slice(text) == words).last().map(|m| m.entities.clone());
        let country = |id| reading.entity(id).country.clone();
        last.unwrap_or_default().into_iter().filter_map(country).collect()
    }

    #[test]
    fn clauses_of_a_communique_have_the_subject_of_its_opening_line() {
        let text = "Final Communiqué\n\nThe Foreign Ministers of Ghana, Togo and Benin met in Accra.\n\nThe Ministers:\n\n\
            EXPRESSED concern at the raid;\n\nCALLED UPON Mali to reopen the border.\n\nThe Conference thanked the host.";
        assert_eq!(sides(text, "CALLED"), ["GHA", "TGO", "BEN"]);
        assert_eq!(sides(text, "The Conference"), ["GHA", "TGO", "BEN"]);
    }

    #[test]
    fn clauses_of_a_council_have_the_subject_that_stands_before_a_comma() {
        let text = "The Peace and Security Council of the African Union, at its 88th meeting held on 6 April,\n\nRecalling its statement on Togo,\n\n\
            Strongly condemns the raid in Chad;\n\nUrges Chad to reopen the border.";
        assert_eq!(sides(text, "Urges"), ["AU"]);
    }

    #[test]
    fn we_are_those_whose_spokesman_answers() {
        let text = "Ministry of Foreign Affairs\nNairobi\n\nGood afternoon to all of you.\n\nQ: Has Uganda replied?\n\nA: It has not.\n\nQ: Will our readers \
            ever know?\n\nSpokesman: Be sure that we told Kampala so.";
        assert_eq!(sides(text, "we"), ["KEN"]);
        assert!(sides(text, "our").is_empty());
    }

    #[test]
    fn who_says_i_in_a_monologue_stands_before_it() {
        let text = "Chilean Foreign Minister Rosa Vidal spoke in Lima.\n\nMINISTER VIDAL: Good afternoon. I met the president.";
        assert_eq!(sides(text, "I"), ["CHL"]);
        let remarks = "Following are Chilean Foreign Minister Rosa Vidal's remarks to the press today:\n\nI met the president.";
        assert_eq!(sides(remarks, "I"), ["CHL"]);
        let news = "Chilean Foreign Minister Rosa Vidal spoke in Lima.\n\nLIMA: Good afternoon. I met the president.";
        assert!(sides(news, "I").is_empty());
    }

    #[test]
    fn we_are_those_whose_statement_is_announced() {
        let text = "The Foreign Ministry of Chile issued the following statement on Friday:\n\nWe regret the decision of Peru.";
        assert_eq!(sides(text, "We"), ["CHL"]);
    }

    #[test]
    fn news_is_no_document_for_one_word_of_its_title() {
        let opening = "The foreign ministers of India and Pakistan met in Doha.";
        let news = format!(
            "Independence declaration marked\n\n{opening}\n\nThe Members of the Club condemned Nepal."
        );
        assert!(sides(&news, "The Members").is_empty());
        let document = format!("Doha Declaration\n\n{opening}\n\nThe Members of the Club condemned Nepal.");
        assert!(sides(&document, "The Members").is_empty());
    }

    #[test]
    fn a_clause_with_a_subject_behind_it_is_nobody_elses() {
        let text = "Final Communiqué\n\nThe Foreign Ministers of Ghana, Togo and Benin met in Accra.\n\nThe Ministers:\n\n\
            EXPRESSED concern at the raid;\n\nAsked Bolivians what they think, we got few answers.";
        assert!(sides(text, "Asked").is_empty());
    }

    #[test]
    fn our_government_is_nobodys_where_nobody_knows_who_speaks() {
        let text = "Kenya closed the border. Q: Where do you live?\n\nA: Here.\n\nQ: And why did our government shut it?\n\nA: Who knows.\n\n\
            Q: Our government, again?\n\nA: Yes.";
        assert!(sides(text, "our government").is_empty());
    }

    #[test]
    fn he_who_says_something_is_whom_the_sentence_before_is_about() {
        let text = "Croatian Justice Minister Luka Maric rose to face Austrian Chancellor Karl Nehammer. “Not today,” he said.";
        assert_eq!(sides(text, "he"), ["HRV"]);
    }
}
