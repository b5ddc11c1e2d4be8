//! An item of a diary or of a column of briefs: "ANKARA - Kuwait's emir meets the president", under the heading of its day. Such a
//! page has a place line for each item, not one for all.

use demarche_core::{
    EntityId, EntityKind, MentionForm, Precision, Reading, SentenceId, Time, TimeKind, Zone,
};

/// How many sentences before an item its day may stand.
const DAY: u32 = 40;
/// How many words a heading has that tells a day.
const HEADING: usize = 5;

/// The place line of the item that a word stands in: the last name before it, in capitals and with a dash behind, that its paragraph
/// has.
pub(crate) fn place(reading: &dyn Reading, sentence: SentenceId, word: usize) -> Option<EntityId> {
    let lines =
        reading.sentences().iter().filter(|s| s.zone == Zone::Dateline && reading.outline(s.id).place);
    let several = lines.count() > 1;
    let paragraph = reading.sentence(sentence).paragraph;
    let own = |s: &SentenceId| {
        let at = reading.sentence(*s);
        at.paragraph == paragraph && (at.zone == Zone::Body || several && at.zone == Zone::Dateline)
    };
    (0..=sentence.0).rev().map(SentenceId).take_while(own).find_map(|s| {
        let before = |end: usize| s != sentence || end <= word;
        reading.mentions(s).iter().rev().find_map(|m| {
            let shouted = m.span.len() > 3 && !m.span.slice(reading.text()).contains(char::is_lowercase);
            if m.form != MentionForm::Name || !shouted || !before(m.tokens.end) {
                return None;
            }
            let id = *m.entities.first()?;
            let known = matches!(
                reading.entity(id).kind,
                EntityKind::Place | EntityKind::Government | EntityKind::Country
            );
            (known && is_set_off(reading, s, m.tokens.end)).then_some(id)
        })
    })
}

/// Whether a dash stands behind a name.
fn is_set_off(reading: &dyn Reading, sentence: SentenceId, end: usize) -> bool {
    let text = reading.text();
    let behind = reading.tokens(sentence).get(end).map(|t| t.span.slice(text));
    matches!(behind, Some("-" | "–" | "—" | "--" | ":"))
}

/// The day under whose heading an item stands.
pub(crate) fn day(reading: &dyn Reading, sentence: SentenceId) -> Option<Time> {
    let text = reading.text();
    (sentence.0.saturating_sub(DAY)..sentence.0).rev().map(SentenceId).find_map(|s| {
        let words =
            reading.tokens(s).iter().filter(|t| t.span.slice(text).contains(char::is_alphanumeric)).count();
        if words > HEADING || reading.sentence(s).zone == Zone::Dateline {
            return None;
        }
        let times = reading.times(s).iter();
        let mut days = times.filter(|t| t.kind == TimeKind::Date && t.time.precision == Precision::Day);
        days.find(|t| t.tokens.len() >= words.saturating_sub(1) && t.time.start.is_some())
            .map(|t| t.time.clone())
    })
}
