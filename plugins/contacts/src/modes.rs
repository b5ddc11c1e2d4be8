//! How a contact takes place, as the words around it tell, and where there is none.

use demarche_core::{Deprel, EntityId, EntityKind, Mode, ORDINALS, Reading, Time, Upos, Xpos};
use demarche_frames::{View, table, time};
use serde::Deserialize;
use std::sync::LazyLock;

/// Words around a contact, in lower case.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    call: Vec<String>,
    beside_call: Vec<String>,
    letter: Vec<String>,
    in_person: Vec<String>,
    multilateral: Vec<String>,
    negotiation: Vec<String>,
    bodies: Vec<String>,
    outsiders: Vec<String>,
    arrivals: Vec<String>,
    houses: Vec<Vec<String>>,
    of_topic: Vec<String>,
    no_matter: Vec<String>,
    series: Vec<String>,
    situations: Vec<String>,
    each: Vec<String>,
    apart: Vec<String>,
    phone: Vec<String>,
    mediation: Vec<String>,
}

static TABLE: LazyLock<Table> =
    LazyLock::new(|| table!("data/modes.toml").read().unwrap_or_else(|e| panic!("data/modes.toml: {e}")));

/// What the words around a trigger say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Manner {
    /// The mode; none if no word tells it.
    pub(crate) mode: Option<Mode>,
    /// Whether the sides bargain rather than just talk.
    pub(crate) negotiation: bool,
}

/// Reads the trigger, what modifies it, and the phrases on the verb that carries it.
pub(crate) fn manner(view: View<'_>, trigger: usize) -> Manner {
    // A verb's own lemma is the frame's business: "called on" is no call.
    let own = Some(trigger).filter(|&t| view.word(t).upos != Upos::Verb);
    let mut words: Vec<usize> = own.into_iter().chain(near(view, trigger)).collect();
    if let Some(head) = view.tree.head(trigger).filter(|_| {
        matches!(
            view.word(trigger).rel,
            Deprel::Obj | Deprel::Obl | Deprel::Nsubj | Deprel::NsubjPass | Deprel::Nmod
        )
    }) {
        words.extend(near(view, head).filter(|&w| w != trigger));
    }
    let any = |list: &[String]| words.iter().any(|&w| is(view, w, list));
    let mode = if any(&TABLE.letter) && !any(&TABLE.call) {
        Some(Mode::Letter)
    } else if any(&TABLE.call) {
        Some(Mode::Call)
    } else if is(view, trigger, &TABLE.multilateral) {
        Some(Mode::Multilateral)
    } else if any(&TABLE.in_person) {
        Some(Mode::InPerson)
    } else {
        None
    };
    Manner { mode, negotiation: is(view, trigger, &TABLE.negotiation) }
}

/// "The talks between the airline and its pilots", not "between the European Union and Ghana": whether those who meet act for no side.
pub(crate) fn is_of_outsiders(view: View<'_>, trigger: usize) -> bool {
    let known = |token: usize| {
        view.entities(token)
            .iter()
            .map(|&e| view.reading.entity(e))
            .any(|e| e.official && e.country.is_some())
    };
    let mut who = view.children(trigger, &[Deprel::Nmod]).filter(|&n| view.has_case(n, &["between", "of"]));
    who.any(|n| is(view, n, &TABLE.outsiders) && !known(n))
}

/// Whether the title announces a call: "Readout of the minister's call with the premier".
pub(crate) fn is_titled_call(reading: &dyn Reading) -> bool {
    let title = reading.article().title.as_deref().unwrap_or_default().to_lowercase();
    let words: Vec<&str> = title.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
    let beside = |i: usize| words.get(i).is_some_and(|w| TABLE.beside_call.iter().any(|b| b == w));
    words.iter().enumerate().any(|(i, word)| match *word {
        "call" | "calls" => beside(i + 1) || i > 0 && beside(i - 1),
        word => TABLE.call.iter().any(|c| c == word),
    })
}

/// Whether it is a joint body that meets: "the commission met", "the fourth meeting of the group".
pub(crate) fn is_of_body(view: View<'_>, trigger: usize) -> bool {
    // "They were the latest round of a working group": what was told before is said to be one.
    let predicate = view.children(trigger, &[Deprel::Cop]).next().is_some();
    if predicate && view.children(trigger, &[Deprel::Nsubj]).any(|s| view.word(s).upos == Upos::Pron) {
        return false;
    }
    let whose = view.children(trigger, &[Deprel::Nmod]).filter(|&c| view.has_case(c, &["of"]));
    let who = if view.word(trigger).upos == Upos::Verb { view.subjects(trigger) } else { Vec::new() };
    // "The commission holds its fourth meeting."
    let holders = match view.tree.head(trigger) {
        Some(head) if view.word(trigger).rel == Deprel::Obj => view.subjects(head),
        _ => Vec::new(),
    };
    who.into_iter().chain(holders).chain(whose).any(|w| is(view, w, &TABLE.bodies))
}

/// How many words before a noun "where" or "when" may stand that opens its clause.
const NEAR: usize = 4;

/// Whether the words only ask for its place or day: "where the next summit should be held".
pub(crate) fn is_asked_about(view: View<'_>, trigger: usize) -> bool {
    let subject = matches!(view.word(trigger).rel, Deprel::Nsubj | Deprel::NsubjPass);
    let verb = view.tree.head(trigger).filter(|_| subject);
    verb.is_some_and(|verb| {
        (trigger.saturating_sub(NEAR)..trigger).any(|k| view.is(k, &["where", "when"]))
            && view.children(verb, &[Deprel::Aux]).any(|a| view.is(a, &["should"]))
    })
}

/// Days before the report from which on what "had" been done is not its news.
const EARLIER: i32 = 30;

/// Whether the words look back further than the news: "last met in May", "had asked for it over lunch in May", told in August.
pub(crate) fn is_earlier(view: View<'_>, trigger: usize, day: Option<&Time>) -> bool {
    let verb = std::iter::once(trigger).chain(view.tree.ancestors(trigger)).find(|&t| view.is_predicate(t));
    let had = |verb| {
        view.children(verb, &[Deprel::Aux, Deprel::Cop]).any(|a| view.text(a).eq_ignore_ascii_case("had"))
    };
    let long_ago = || {
        let published = view.reading.published()?.date;
        Some(published.since(day?.end?).ok()?.get_days() > EARLIER)
    };
    view.children(trigger, &[Deprel::Advmod]).any(|a| view.is(a, &["last", "previously"]))
        || verb.is_some_and(had) && long_ago() == Some(true)
}

/// Which house or court somebody in this office keeps, if any; those in offices of one line of `houses` keep the same.
pub(crate) fn house(office: &str) -> Option<usize> {
    let office = office.to_lowercase();
    TABLE.houses.iter().position(|house| house.iter().any(|head| office.starts_with(head)))
}

/// Whether a noun's "of" tells what it is about: "discussion of".
pub(crate) fn tells_topic(view: View<'_>, noun: usize) -> bool {
    view.is(noun, &TABLE.of_topic)
}

/// Whether a place is only where something goes on that is talked of: "the war in Chad".
pub(crate) fn is_of_situation(view: View<'_>, place: usize) -> bool {
    let head = view.tree.head(place).filter(|_| view.word(place).rel == Deprel::Nmod);
    // A phrase right behind the noun is the noun's, wherever the parser hangs it.
    let before = view.children(place, &[Deprel::Case]).next().and_then(|case| case.checked_sub(1));
    head.into_iter().chain(before).any(|noun| is(view, noun, &TABLE.situations))
}

/// Whether a word tells that it is one contact of several: "another", "the second".
pub(crate) fn is_of_series(view: View<'_>, token: usize) -> bool {
    let word = view.text(token).to_lowercase();
    TABLE.series.contains(&word) || ORDINALS.contains(&word.as_str())
}

/// Whether several partners are met one by one: "calls with", "met separately with".
pub(crate) fn is_one_each(view: View<'_>, trigger: usize) -> bool {
    let several = matches!(view.word(trigger).xpos, Xpos::Nns | Xpos::Nnps) && is(view, trigger, &TABLE.each);
    let carrier = view.tree.head(trigger).filter(|_| view.word(trigger).upos != Upos::Verb);
    let mut manners = std::iter::once(trigger)
        .chain(carrier)
        .flat_map(|t| view.children(t, &[Deprel::Advmod, Deprel::Amod]));
    several || manners.any(|m| is(view, m, &TABLE.apart))
}

/// Whether somebody brings others together for it: "talks mediated by".
pub(crate) fn is_mediated(view: View<'_>, noun: usize) -> bool {
    view.children(noun, &[Deprel::Acl]).any(|verb| is(view, verb, &TABLE.mediation))
}

/// Whether it is told as a verb that they spoke by telephone, which joins two: "spoke by phone with", "discussed on the telephone".
pub(crate) fn is_by_phone(view: View<'_>, trigger: usize) -> bool {
    // The telephone may itself be what tells of the contact.
    let told = view.word(trigger).rel == Deprel::Obl && is(view, trigger, &TABLE.phone);
    let verb = if told { view.tree.head(trigger).unwrap_or(trigger) } else { trigger };
    view.word(verb).upos == Upos::Verb && near(view, verb).any(|w| is(view, w, &TABLE.phone))
}

/// Whether a word behind "on" or "about" may head what a contact is about: not "on the sidelines", "about it", "on this topic".
pub(crate) fn is_matter(view: View<'_>, token: usize) -> bool {
    let city = |e: &EntityId| view.reading.entity(*e).kind == EntityKind::Place;
    let points = || view.children(token, &[Deprel::Det]).any(|d| view.is(d, &["this", "that"]));
    !matches!(view.word(token).upos, Upos::Pron | Upos::Det)
        && !is(view, token, &TABLE.no_matter)
        && !view.entities(token).iter().any(city)
        && !points()
}

/// How many days before the report somebody may have come so that what he came for still lies ahead.
const FRESH: i32 = 2;

/// Whether a contact is what somebody has just come for: "landed in Accra on Thursday to hold talks with the president", "left for
/// Accra on Thursday for talks".
pub(crate) fn is_aim(view: View<'_>, trigger: usize) -> bool {
    let mut upwards = std::iter::once(trigger).chain(view.tree.ancestors(trigger).take(1));
    let to_hold = |t: usize| view.word(t).rel == Deprel::Advcl && view.has_mark(t, &["to"]);
    let talks = is(view, trigger, &TABLE.negotiation);
    let for_it = |t: usize| t == trigger && view.word(t).rel == Deprel::Obl && view.has_case(t, &["for"]);
    let aim = upwards.find(|&t| to_hold(t) || talks && for_it(t));
    let Some(come) = aim.and_then(|t| view.tree.head(t)).filter(|&t| is(view, t, &TABLE.arrivals)) else {
        return false;
    };
    let came = time::of(view, come).and_then(|t| t.time.end);
    let days = came.zip(view.reading.published()).map(|(came, published)| (published.date - came).get_days());
    days.is_some_and(|days| (0..=FRESH).contains(&days))
}

/// What hangs on a word and may tell a manner: modifiers, adverbs, and nouns after "by", "on", "over", "via", "through", "in".
fn near<'r>(view: View<'r>, word: usize) -> impl Iterator<Item = usize> + use<'r> {
    let told = move |i: usize| match view.word(i).rel {
        Deprel::Compound | Deprel::Amod | Deprel::Advmod | Deprel::Xcomp => true,
        Deprel::Obl | Deprel::Nmod => view.has_case(i, &["by", "on", "over", "via", "through", "in"]),
        _ => false,
    };
    // "In a phone conversation": the word that tells stands before the noun.
    let before = move |i: usize| view.children(i, &[Deprel::Compound, Deprel::Amod]);
    let near = view.tree.children(word).map(|(i, _)| i).filter(move |&i| told(i));
    near.flat_map(move |i| std::iter::once(i).chain(before(i)))
}

fn is(view: View<'_>, word: usize, list: &[String]) -> bool {
    let lemma = view.lemma(word).to_lowercase();
    let text = view.text(word).to_lowercase();
    list.iter().any(|l| *l == lemma || *l == text)
}
