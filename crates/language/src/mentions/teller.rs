//! Whom "he" and "she" mean where they say something.

use super::lexicon::{Gender, is, lexicon};
use super::{Draft, Mentions};
use crate::reader::ArticleReading;
use demarche_core::{Deprel, EntityId, EntityKind, MentionForm, Reading, SentenceId, Span, Tree, Upos, Zone};
use std::ops::Range;

/// Verbs of saying stand no further behind the pronoun: "he also said".
const NEAR: usize = 2;

/// Who goes on to say something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Teller {
    /// Somebody whom the article knows.
    Known(Vec<EntityId>),
    /// Somebody of whom the text tells no more than a name, which stands here.
    Stranger(Span),
}

impl Mentions {
    /// The words that name whoever says something, if a pronoun stands for a name that is nobody's whom the article knows.
    pub(crate) fn stranger(
        &self,
        reading: &ArticleReading<'_>,
        sentence: SentenceId,
        tokens: &Range<usize>,
    ) -> Option<Span> {
        let drafts = self.drafts.get(sentence.0 as usize)?;
        let draft = drafts.iter().find(|d| d.tokens == *tokens && d.form == MentionForm::Pronoun)?;
        match self.teller(reading, sentence, draft)? {
            Teller::Stranger(span) => Some(span),
            Teller::Known(_) => None,
        }
    }

    /// The person whom the sentence before is about, by name or office, if "he" or "she" goes on to say something: "Moyo rose to face
    /// the premier. “Not today,” he said." Without the tree, one who does something by a rare verb goes unnoticed.
    pub(super) fn teller(
        &self,
        reading: &ArticleReading<'_>,
        sentence: SentenceId,
        draft: &Draft,
    ) -> Option<Teller> {
        let at = draft.tokens.start;
        let other = match reading.word(sentence, at) {
            "he" | "He" => Gender::Female,
            "she" | "She" => Gender::Male,
            _ => return None,
        };
        let says =
            |k: usize| lexicon().word(&reading.word(sentence, k).to_lowercase()).has(is::SPEECH | is::SAYING);
        if !(at + 1..=at + NEAR).any(says) && !at.checked_sub(1).is_some_and(says) {
            return None;
        }
        let quoted = |span| reading.utterances().iter().any(|u| u.span.contains(span));
        let base = reading.base();
        let person = |d: &&Draft| {
            let alone = |&id: &EntityId| self.entity(id).kind == EntityKind::Person;
            matches!(d.form, MentionForm::Name | MentionForm::Nominal)
                && matches!(&d.entities[..], [id] if alone(id))
        };
        let here = self.drafts[sentence.0 as usize].iter().filter(person);
        let mut named =
            here.filter(|d| d.tokens.end <= at && !quoted(base.span_of(sentence, d.tokens.clone())));
        if quoted(base.span_of(sentence, draft.tokens.clone())) || named.next().is_some() {
            return None;
        }
        let before = base.sentences()[..sentence.0 as usize].last().filter(|s| s.zone == Zone::Body)?;
        if before.paragraph + 1 < base.sentence(sentence).paragraph {
            return None;
        }
        let tree = reading.tree(before.id);
        let root = (0..tree.words.len()).find(|&t| tree.head(t).is_none())?;
        // "The envoy will stay, the premier told reporters. “…,” he said": the premier.
        let verb = |t: usize| lexicon().word(&reading.word(before.id, t).to_lowercase());
        let tag = tree.children(root).find(|&(t, w)| {
            w.rel == Deprel::Parataxis
                && verb(t).has(is::SPEECH | is::SAYING)
                && tree.child(t, &[Deprel::Nsubj]).is_some()
        });
        let told = tag.map_or(root, |(t, _)| t);
        let subject = tree.child(told, &[Deprel::Nsubj, Deprel::NsubjPass])?;
        let drafts = || self.drafts[before.id.0 as usize].iter();
        let about =
            drafts().filter(person).filter(|d| d.tokens.contains(&subject)).max_by_key(|d| d.tokens.len());
        let Some(about) = about else {
            let name = name_at(tree, subject)?;
            let known = drafts().any(|d| d.tokens.start < name.end && name.start < d.tokens.end);
            return (!known).then(|| Teller::Stranger(base.span_of(before.id, name)));
        };
        let known = self.genders.get(about.entities.first()?);
        (known != Some(&other)).then(|| Teller::Known(about.entities.clone()))
    }
}

/// The run of proper nouns that a subject is part of, or that follows it: "crane operator Dale Hopkins".
fn name_at(tree: &Tree, subject: usize) -> Option<Range<usize>> {
    let proper = |t: usize| tree.words.get(t).is_some_and(|w| w.upos == Upos::Propn);
    let at = (subject..=subject + 1).find(|&t| proper(t))?;
    let start = (0..=at).rev().take_while(|&t| proper(t)).last()?;
    let end = (at..tree.words.len()).take_while(|&t| proper(t)).last()? + 1;
    (end - start > 1).then_some(start..end)
}
