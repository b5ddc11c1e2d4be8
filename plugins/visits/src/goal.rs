//! Where a trip goes, as its sentence tells.

use demarche_core::{
    Deprel, EntityId, EntityKind, Mention, MentionForm, Precision, Reading, SentenceId, Span, TimeMention,
    Upos,
};
use demarche_frames::{Match, View};

/// Where a trip goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Destination {
    /// The country's code.
    pub(crate) country: String,
    /// City, region or building, where the text names one.
    pub(crate) place: Option<EntityId>,
    /// The words that name it.
    pub(crate) span: Span,
}

/// A city as the goal of what was found.
pub(crate) fn place_of(reading: &dyn Reading, found: &Match<'_>, city: EntityId) -> Option<Destination> {
    let country = reading.entity(city).country.clone()?;
    let span = reading.span_of(found.sentence, found.trigger..found.trigger + 1);
    Some(Destination { country, place: Some(city), span })
}

/// Whether what was found tells its goal by a name, known or not.
pub(crate) fn names_goal(reading: &dyn Reading, found: &Match<'_>) -> bool {
    const GOAL: &[&str] = &["to", "at", "in"];
    let view = View::new(reading, found.sentence);
    let dated = |w: usize| reading.times(found.sentence).iter().any(|t| t.tokens.contains(&w));
    let named = |w: &usize| {
        let parts = &[Deprel::Compound, Deprel::Flat, Deprel::Amod];
        let words = || std::iter::once(*w).chain(view.children(*w, parts));
        let name = |i: usize| {
            view.text(i).starts_with(char::is_uppercase) && view.entities(i).is_empty() && !dated(i)
        };
        let head = view.tree.head(*w);
        let own = head == Some(found.trigger) || head.is_some() && head == view.tree.head(found.trigger);
        own && view.has_case(*w, GOAL) && words().any(name)
    };
    found.reached(reading, "destination").iter().any(named)
}

/// The days that follow the place of one leg: "to Oslo on Monday and Riga on Tuesday", "to Oslo (May 3-5) and Riga (May 6)".
pub(crate) fn day_of_leg<'r>(view: View<'r>, place: Span) -> Option<&'r TimeMention> {
    let times = view.reading.times(view.sentence).iter();
    let exact = |t: &&TimeMention| matches!(t.time.precision, Precision::Day | Precision::Interval);
    let mut days = times.filter(|t| exact(t) && t.time.start.is_some());
    days.find(|t| {
        let between = t.tokens.start.checked_sub(1).map(|i| view.span(i));
        let on = t.tokens.start.checked_sub(1).is_some_and(|i| view.is(i, &["on", "("]));
        let before = if on { t.tokens.start.checked_sub(2).map(|i| view.span(i)) } else { between };
        before.is_some_and(|b| b.end == place.end)
    })
}

/// Where the trip goes: the places of the destination slot, or the host's country.
pub(crate) fn destinations(reading: &dyn Reading, found: &Match<'_>) -> Vec<Destination> {
    let mut all: Vec<Destination> = Vec::new();
    let view = View::new(reading, found.sentence);
    // "Received X, the envoy for Sudan": what an office is for is no goal.
    let guests: Vec<usize> = found.slot("visitor").map(|f| f.token).collect();
    let of_office = |token: usize| {
        let mut up = view.tree.ancestors(token).take_while(|&w| w != found.trigger);
        up.any(|w| {
            let office = view.word(w).rel == Deprel::Appos || view.is_official(w) && !guests.contains(&w);
            office && view.tree.head(w).is_some_and(|head| guests.contains(&head))
        })
    };
    let named = |token: usize| view.has_case(token, &["to", "into"]) || !of_office(token);
    for filler in found.slot("destination").filter(|f| named(f.token)) {
        for &id in filler.mention.into_iter().flat_map(|m| &m.entities) {
            let entity = reading.entity(id);
            let Some(country) = entity.country.clone() else { continue };
            // "leave it", "leave the country", "the ball is in Iran's court", "the US-EU summit": a pronoun, home, an owner or a
            // side is nowhere.
            let elsewhere = filler.mention.is_some_and(|m| {
                let named_after = entity.kind == EntityKind::Country
                    && match found.frame.set("titled") {
                        Some("noun") => is_compound(reading, m),
                        Some(_) => m.form == MentionForm::Modifier,
                        None => false,
                    };
                // "Met the premier at her office": whose it is may be either's.
                let owned =
                    m.form == MentionForm::Nominal && view.is(m.tokens.start, &["his", "her", "their"]);
                // "Ends a state visit": the word that describes the noun is none of the two states told of.
                let kind = m.entities.len() > 1 && m.form == MentionForm::Nominal && is_compound(reading, m);
                m.form == MentionForm::Pronoun
                    || kind
                    || found.frame.set("implied").is_some() && owned
                    || found.frame.set("home").is_some() && m.form == MentionForm::Nominal
                    || found.frame.set("bare").is_some() && owns(reading, m)
                    || is_legation(&entity.name)
                    || named_after
            });
            if elsewhere {
                continue;
            }
            if !matches!(entity.kind, EntityKind::Place | EntityKind::Country | EntityKind::Government) {
                continue;
            }
            // "A deal on Syria in Syria" may be reached anywhere: where only a city is sure to be the place.
            if found.frame.set("city").is_some() && entity.kind == EntityKind::Country {
                continue;
            }
            let place = (entity.kind == EntityKind::Place).then_some(id);
            match all.iter_mut().find(|d| d.country == country) {
                // "Paris, France": the city says more than the country.
                Some(known) if known.place.is_none() => known.place = place,
                Some(_) => {}
                None => all.push(Destination { country, place, span: filler.span }),
            }
        }
    }
    if all.is_empty() {
        for filler in found.slot("host") {
            for &id in filler.mention.into_iter().flat_map(|m| &m.entities) {
                let country = reading.entity(id).country.clone();
                // A body hosts somewhere, but it is no destination by itself.
                if let Some(country) = country.filter(|c| reading.is_state(c)) {
                    all.push(Destination { country, place: None, span: filler.span });
                }
            }
        }
        all.truncate(1);
    }
    all
}

/// Whether a goal is named by a word that fits any: "the country", "the capital".
pub(crate) fn is_vague(reading: &dyn Reading, found: &Match<'_>, goal: &Destination) -> bool {
    const VAGUE: &[&str] = &["country", "capital", "nation", "republic", "kingdom", "city", "island"];
    let view = View::new(reading, found.sentence);
    let mentions = reading.mentions(found.sentence);
    mentions.iter().any(|m| m.span == goal.span && m.form == MentionForm::Nominal && view.is(m.head, VAGUE))
}

/// Whether the name is an embassy's: going there crosses no border.
fn is_legation(name: &str) -> bool {
    name.split_whitespace().any(|w| matches!(w.to_lowercase().as_str(), "embassy" | "consulate"))
}

/// Whether "'s" follows the mention.
fn owns(reading: &dyn Reading, mention: &Mention) -> bool {
    let end = mention.tokens.end;
    end < reading.tree(mention.sentence).words.len()
        && matches!(reading.word(mention.sentence, end), "'s" | "’s" | "'" | "’")
}

/// Whether a noun stands before another that it describes: "the Ukraine conference", not "the Egyptian air show".
fn is_compound(reading: &dyn Reading, mention: &Mention) -> bool {
    let word = View::new(reading, mention.sentence).word(mention.head);
    word.rel == Deprel::Compound && word.upos != Upos::Adj
}

/// How many sentences back "there" may point.
const BACK: u32 = 2;

/// The last place or country that was mentioned before a word: what "there" means.
pub(crate) fn place_before(reading: &dyn Reading, found: &Match<'_>) -> Option<Destination> {
    let here = found.sentence.0;
    (here.saturating_sub(BACK)..=here).rev().map(SentenceId).find_map(|sentence| {
        let before = |m: &&Mention| sentence != found.sentence || m.head < found.trigger;
        reading.mentions(sentence).iter().filter(before).rev().find_map(|mention| {
            let entity = reading.entity(*mention.entities.first()?);
            let somewhere = matches!(entity.kind, EntityKind::Place | EntityKind::Country);
            let place = (entity.kind == EntityKind::Place).then_some(mention.entities[0]);
            // "Malaysia's premier is already there": whose somebody is is no place told before.
            let told = somewhere && mention.form == MentionForm::Name && !owns(reading, mention);
            let country = entity.country.clone().filter(|_| told)?;
            Some(Destination { country, place, span: mention.span })
        })
    })
}
