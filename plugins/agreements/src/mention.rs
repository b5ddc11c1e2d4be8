//! One mention of an agreement: a frame's match, read as who agrees with whom on what, and how far it has come.

use crate::company::Company;
use crate::{items, list, sides};
use demarche_core::{
    Deprel, EntityId, EntityKind, MentionForm, Reading, SentenceId, Span, Status, Time, Upos, Xpos,
};
use demarche_frames::focus::Case;
use demarche_frames::{
    Filler, Focus, Match, Parties, View, are_among_themselves, is_all_sides, mood, time, unreal, untied,
};
use std::collections::BTreeSet;

/// The slots that name sides, in the order in which they are listed in the record; the last those before the noun.
const SLOTS: &[&str] = &["party", "with", "pair"];

/// What is agreed.
#[derive(Debug, Clone)]
pub(crate) struct What {
    /// The word that heads it.
    pub(crate) token: usize,
    /// As written.
    pub(crate) words: String,
    /// The same without what only adds to it: "which takes effect in May", "at a ceremony in Lima".
    pub(crate) core: String,
}

impl What {
    pub(crate) fn of(view: View<'_>, token: usize, span: Span) -> What {
        // "Agreed to a truce": a truce.
        let to = view.has_case(token, &["to"]);
        let name = |span| {
            let words = view.words(span);
            let name = untied(&words);
            name.strip_prefix("to ").filter(|_| to).unwrap_or(name).to_owned()
        };
        What { token, words: name(span), core: name(items::core(view, token, span)) }
    }
}

/// An agreement as one sentence tells it.
#[derive(Debug, Clone)]
pub(crate) struct Agreement {
    pub(crate) rule: String,
    pub(crate) sentence: SentenceId,
    pub(crate) trigger: usize,
    pub(crate) parties: Parties,
    pub(crate) what: Option<What>,
    pub(crate) status: Status,
    /// Whether its frame only names what is there, and does not tell how it came about.
    pub(crate) named: bool,
    pub(crate) time: Option<Time>,
    pub(crate) evidence: Vec<(&'static str, Span)>,
}

/// The agreements that a match tells of, one for each thing agreed; none if fewer than two sides are known.
pub(crate) fn from_match(
    focus: &Focus,
    company: &Company,
    papers: &[String],
    reading: &dyn Reading,
    found: &Match<'_>,
) -> Vec<Agreement> {
    parties(focus, company, reading, found)
        .map(|parties| read(papers, reading, found, &parties))
        .unwrap_or_default()
}

/// A match that names too few sides, for the trainer of what it lacks.
pub(crate) fn case(
    company: &Company,
    papers: &[String],
    reading: &dyn Reading,
    found: &Match<'_>,
) -> Option<Case> {
    let Told { mut parties, any, .. } = Told::of(reading, found);
    let enough = || parties.sides.len() < 2 && is_enough(reading, found, &parties);
    if any || enough() || is_own_work(reading, found, &parties) {
        return None;
    }
    let case = company.ask(found, |own| Case::of(reading, found, &parties.sides, own));
    case.proposals.first()?.added.iter().for_each(|side| parties.assume(side));
    let told = is_told(reading, found, &parties) && !read(papers, reading, found, &parties).is_empty();
    told.then_some(case)
}

fn read(papers: &[String], reading: &dyn Reading, found: &Match<'_>, parties: &Parties) -> Vec<Agreement> {
    let view = View::new(reading, found.sentence);
    let mood = mood::of(view, found.trigger);
    let base = found.frame.set("status").and_then(|s| s.parse().ok()).unwrap_or(Status::Agreed);
    let named = base == Status::InForce;
    let greeted = mood.cue.is_some_and(|cue| sides::is_greeting(cue.slice(reading.text())));
    let firm = greeted || found.frame.set("firm").is_some();
    // "Will get gas under a deal": the gas is to come, the deal is there.
    let will = |cue: Span| {
        ["will", "shall", "would"].iter().any(|w| w.eq_ignore_ascii_case(cue.slice(reading.text())))
    };
    // "Under a memorandum of understanding", "as part of the deal".
    let whole = view.tree.head(found.trigger).filter(|&head| view.is(head, &["memorandum", "part", "term"]));
    let paper = whole.unwrap_or(found.trigger);
    let under = view.has_case(paper, &["under", "as"]) && mood.cue.is_some_and(will);
    // "Their commitment to the treaty": it is there; "to a treaty": it may not be.
    let some = view.children(paper, &[Deprel::Det]).any(|d| view.is(d, &["a", "an"]));
    let keeping = |cue: Span| sides::is_keeping(cue.slice(reading.text()));
    let noun = view.word(found.trigger).upos != Upos::Verb;
    let kept = noun && base == Status::InForce && !some && mood.cue.is_some_and(keeping);
    let promise = found.frame.set("promise").is_some() || under || kept;
    let doing = view.word(found.trigger).xpos == Xpos::Vbg && mood.status == Some(Status::Ongoing);
    let unfinished = doing && found.frame.set("under_way").is_some();
    let base = match base {
        _ if unfinished => Status::Proposed,
        Status::Signed if sides::is_initialling(view.text(found.trigger)) => Status::Agreed,
        base => base,
    };
    // "Will no longer need visas": the denial is what is agreed.
    let denied = found.frame.set("denied").is_some() && !mood.hypothetical;
    let status = if denied { Some(base) } else { advance(base, &mood, firm, promise) };
    let Some(status) = status else { return Vec::new() };
    // "Encouraged Laos to ratify the protocol": what one side alone may yet do is no offer to another.
    let one_sided = found.frame.set("one_sided") == Some("states") && parties.sides.len() < 2;
    if one_sided && status == Status::Proposed && base == Status::Signed {
        return Vec::new();
    }
    let only_list = found.frame.set("list").is_some();
    // "The following papers were signed:", "reached the following understandings:": each of them.
    let says = |words: &[&str]| (0..view.tree.words.len()).any(|i| view.is(i, words));
    let following = || says(&["following", "follow"]) && !says(&["statement"]);
    if only_list || base == Status::Signed || base == Status::Agreed && following() {
        let items = list::agreements(reading, found, parties, status);
        if only_list || !items.is_empty() {
            return items;
        }
    }
    let when = time::of(view, found.trigger);
    // "Agreed Friday to meet": the day is not what is agreed.
    let dated = |token: usize| reading.times(found.sentence).iter().any(|t| t.tokens.contains(&token));
    let mut told: Vec<usize> = found.slot("what").map(|f| f.token).collect();
    if !told.is_empty() && told.iter().all(|&t| dated(t)) {
        let undated = |path: &Vec<Filler<'_>>| path.iter().any(|f| !dated(f.token));
        let next = found.by_path(reading, "what").find(undated);
        told = next.into_iter().flatten().map(|f| f.token).collect();
    }
    let mut what: Vec<(usize, Span)> = told
        .into_iter()
        .filter(|&t| !dated(t))
        .flat_map(|t| match items::named(view, found.trigger, t) {
            Some(name) => vec![(found.trigger, name)],
            None => items::of(view, papers, t),
        })
        .collect();
    what.sort_by_key(|(_, span)| *span);
    what.dedup();
    // "Agreed to stay in touch and exchanged views": the second is a deed of its own.
    let infinitive = |token: usize| view.has_mark(token, &["to"]);
    if what.first().is_some_and(|&(token, _)| infinitive(token)) {
        what.retain(|&(token, _)| !matches!(view.word(token).xpos, Xpos::Vbd | Xpos::Vbn));
    }
    // "agreed to open a port, to clear mines", "signed the treaty and the protocol": each is an agreement; "to seek and keep
    // peace" and "a treaty and protocol" are one.
    let begins = |token: usize| match view.word(token).upos {
        // "to open a port and clear mines": two, since each verb has its own object.
        Upos::Verb => {
            view.has_mark(token, &["to", "that"])
                || view.children(token, &[Deprel::Obj, Deprel::Xcomp]).next().is_some()
        }
        // "A memorandum on gas and another on culture".
        _ => {
            view.children(token, &[Deprel::Det, Deprel::Nummod]).next().is_some()
                || view.is(token, &["another"])
        }
    };
    if !what.iter().all(|&(token, _)| begins(token)) {
        what.truncate(1);
        if let Some((token, span)) = what.first_mut() {
            *span = view.extent(*token);
        }
    }
    let sentence = reading.sentence(found.sentence).span;
    let mut all = Vec::new();
    for i in 0..what.len().max(1) {
        let item = what.get(i).copied();
        // Of several things agreed each is proved by its own words, not by the whole sentence.
        let proof = match item {
            Some((_, span)) if what.len() > 1 && i > 0 => ("clause", span),
            Some((_, span)) if what.len() > 1 => ("clause", sentence_until(sentence, span)),
            _ => ("sentence", sentence),
        };
        let mut evidence = vec![proof, ("trigger", view.span(found.trigger))];
        evidence.extend(parties.spans.iter().map(|&s| ("actor", s)));
        evidence.extend(item.map(|(_, span)| ("topic", span)));
        evidence.extend(when.map(|t| ("time", t.span)));
        evidence.extend(mood.cue.map(|cue| ("status", cue)));
        all.push(Agreement {
            rule: found.frame.id.clone(),
            sentence: found.sentence,
            trigger: found.trigger,
            parties: parties.clone(),
            what: item.map(|(token, span)| What::of(view, token, span)),
            status,
            named,
            time: when.map(|t| t.time.clone()),
            evidence,
        });
    }
    all
}

/// Why a match tells of no agreement, if it tells of none.
pub(crate) fn objection(
    focus: &Focus,
    company: &Company,
    papers: &[String],
    reading: &dyn Reading,
    found: &Match<'_>,
) -> Option<String> {
    if !from_match(focus, company, papers, reading, found).is_empty() {
        return None;
    }
    let view = View::new(reading, found.sentence);
    if parties(focus, company, reading, found).is_some() {
        return unreal(view, found.trigger);
    }
    let sides = Parties::of(reading, found, SLOTS).sides;
    Some(match sides.first() {
        Some(only) => format!("it takes more than one side, and only {only} is known to take part"),
        None => "none of the sides is known".to_owned(),
    })
}

/// The sides of a match; none if they are too few. A promise or a withdrawal needs one only, and so does a paper that is signed.
/// Where words such as "both sides" stand for them, or none are named at all, they are those of the article.
fn parties(focus: &Focus, company: &Company, reading: &dyn Reading, found: &Match<'_>) -> Option<Parties> {
    let Told { mut parties, any } = Told::of(reading, found);
    let open = found.frame.set("named").is_none() && !any && !is_own_work(reading, found, &parties);
    let few = || parties.sides.len() < 2 && !is_enough(reading, found, &parties);
    if open && (few() && !is_with_stranger(reading, found, &parties) || are_partners(reading, found)) {
        company.ask(found, |own| focus.fill(reading, found, &mut parties, own));
    }
    (is_told(reading, found, &parties) && is_enough(reading, found, &parties)).then_some(parties)
}

/// The sides of a match that names two or more and leaves none to guess.
pub(crate) fn named(reading: &dyn Reading, found: &Match<'_>) -> Option<BTreeSet<String>> {
    let Told { parties, any } = Told::of(reading, found);
    (!any && parties.sides.len() > 1 && parties.assumed.is_empty()).then_some(parties.sides)
}

/// Who agrees by a match's own words and those around it.
struct Told {
    parties: Parties,
    /// Whether it may be any such paper, not one that the article tells of.
    any: bool,
}

impl Told {
    fn of(reading: &dyn Reading, found: &Match<'_>) -> Self {
        let after_place = is_named_after_place(reading, found);
        let slots = if after_place { &SLOTS[..2] } else { SLOTS };
        // "Created the Niger-Benin Joint Commission": what is made is no party, but tells whose it is.
        let made: Vec<usize> = found.slot("what").map(|f| f.token).collect();
        let is_made = |f: &Filler<'_>| {
            slots.contains(&f.slot) && f.mention.is_some_and(|m| made.iter().any(|t| m.tokens.contains(t)))
        };
        let mut others = found.clone();
        others.fillers.retain(|f| !is_made(f));
        let mut parties = Parties::of(reading, &others, slots);
        for mention in found.fillers.iter().filter(|f| is_made(f)).filter_map(|f| f.mention) {
            let codes = mention.entities.iter().filter_map(|&e| reading.entity(e).country.as_deref());
            codes.for_each(|code| parties.assume(code));
        }
        // "Its embassy in Damascus": whose the town is.
        for mention in found.slot("seat").filter_map(|f| f.mention) {
            let codes = mention.entities.iter().filter_map(|&e| reading.entity(e).country.as_deref());
            codes.for_each(|code| parties.assume(code));
        }
        let all_sides = || found.slot("all").any(|f| is_all_sides(reading, f));
        let view = View::new(reading, found.sentence);
        // "It was agreed to", "the formation of", or a line of a list that begins with "Agreed to".
        let impersonal = || {
            let verb = view.word(found.trigger).upos == Upos::Verb;
            let leads = view.word(found.trigger).xpos != Xpos::Vbg
                && (0..found.trigger).all(|i| view.word(i).upos == Upos::Punct);
            !verb || view.is_passive(found.trigger) || leads
        };
        // "Ministers exchanged six memoranda": officials of whom it is not said whose.
        let officials = found.frame.set("unnamed") == Some("officials");
        let unnamed = officials && parties.open && parties.persons(reading).is_empty();
        // "A memorandum signed in a hotel", with no date and no name of a place: any such, not one that the article tells of.
        let any = || {
            let noun = view.tree.head(found.trigger).filter(|_| view.word(found.trigger).rel == Deprel::Acl);
            let named =
                view.children(found.trigger, &[Deprel::Obl]).any(|o| view.word(o).upos == Upos::Propn);
            let told = named || time::of(view, found.trigger).is_some();
            let counted = |n: usize| view.children(n, &[Deprel::Nummod]).next().is_some();
            let any =
                |n: usize| view.children(n, &[Deprel::Det]).all(|d| view.is(d, &["a", "an"])) && !counted(n);
            !told && noun.is_some_and(any)
        };
        // "The agreement with the club was signed": somebody is told, and is no official.
        let strangers =
            || found.fillers.iter().all(|f| f.slot != "with") && !found.reached(reading, "with").is_empty();
        let nobody = || {
            !any()
                && !strangers()
                && parties.sides.is_empty()
                && (unnamed || view.subjects(found.trigger).is_empty() && impersonal())
        };
        if parties.sides.len() < 2 && (all_sides() || found.frame.set("unnamed").is_some() && nobody()) {
            parties.assume_main_sides(reading);
        }
        // "They have agreed", said of a state after two bodies were named: no body agrees on behalf of states.
        let bodies = |parties: &Parties| {
            !parties.sides.is_empty() && !parties.sides.iter().any(|c| reading.is_state(c))
        };
        if bodies(&parties) && is_by_pronoun(found) {
            parties = Parties::default();
            parties.assume_main_sides(reading);
        }
        // "The ministry signed a memorandum with the department": the partner is named, and is at home.
        let partner = || {
            found.slot("with").next().is_some()
                || found.slot("party").any(|f| view.has_case(f.token, &["between"]))
        };
        // "We pledge to do more": a promise to the other side only where there is one.
        let we = parties.sides.len() == 1 && is_by_pronoun(found);
        // "The Nepalese side agreed": a side has another one.
        let side = || found.slot("party").any(|f| view.is(f.token, &["side"]));
        let other = we || found.frame.set("other").is_some() || side();
        if parties.sides.len() == 1 && other && !partner() {
            parties.assume_other_side(reading);
        }
        let any = any() || sides::is_of_strangers(view, found, &parties);
        if !any {
            parties.assume_number(reading, found);
        }
        Told { parties, any }
    }
}

/// Whether a match of which sides are only assumed tells of an agreement at all.
fn is_told(reading: &dyn Reading, found: &Match<'_>, parties: &Parties) -> bool {
    let view = View::new(reading, found.sentence);
    if sides::is_domestic(view, found) {
        return false;
    }
    // Two bodies, of which one is only assumed, are no more than the setting of what states do, unless the article begins with both.
    let bodies = || {
        !parties.sides.iter().any(|s| reading.is_state(s))
            && !parties.sides.iter().all(|s| reading.story().is_ahead(s))
    };
    if !parties.assumed.is_empty() && (sides::is_private(view, found) || bodies()) {
        return false;
    }
    if sides::is_wished(view, found, parties) || sides::is_peace_elsewhere(view, found, parties) {
        return false;
    }
    let named = parties.sides.len().saturating_sub(parties.assumed.len());
    let guessed = !parties.assumed.is_empty() || named == 0;
    if guessed && is_known_by_place(view, found) || named == 0 && sides::is_of_crowd(view, found, parties) {
        return false;
    }
    if named < 2 && !parties.assumed.is_empty() && sides::is_home_affair(view, found) {
        return false;
    }
    // "Withdrew from the convention": what one of many leaves is over for it.
    if named < 2 && found.frame.set("status") != Some("ended") && sides::is_universal(view, found) {
        return false;
    }
    // "They have activated six centres": an act of whoever they are, unless what they make is one of two sides.
    let joint = || found.slot("what").any(|f| sides::is_joint(view, f.token));
    let shared = parties.assumed.is_empty() || found.frame.set("joint").is_none() || joint();
    shared && (parties.assumed.len() < 2 || !view.is(found.trigger, &["have"]))
}

/// Whether sides enough are known.
fn is_enough(reading: &dyn Reading, found: &Match<'_>, parties: &Parties) -> bool {
    let states = || {
        let kind = |e: &EntityId| reading.entity(*e).kind;
        parties.entities.iter().any(|e| kind(e) == EntityKind::Country)
    };
    // "We pledge to do more": a promise to the other side only where there is one.
    let we = || parties.sides.len() == 1 && is_by_pronoun(found);
    let view = View::new(reading, found.sentence);
    let group = || {
        let several = || is_of_body(view, parties) || sides::is_with_group(view, found);
        parties.sides.len() == 1 && (several() || are_among_themselves(reading, found, parties))
    };
    match found.frame.set("one_sided") {
        Some("states") => {
            let alone = || states() && !we() && !sides::is_by_strangers(view, found);
            parties.sides.len() > 1 || alone() || group()
        }
        Some(_) => !parties.sides.is_empty(),
        None => parties.sides.len() > 1 || group(),
    }
}

/// "Indonesia signed a truce with the Free Aceh Movement", "Colombia and the FARC": the partner is named, and is no state's.
fn is_with_stranger(reading: &dyn Reading, found: &Match<'_>, parties: &Parties) -> bool {
    let view = View::new(reading, found.sentence);
    let named = |&t: &usize| view.word(t).upos == Upos::Propn && view.is_stranger(t);
    parties.sides.len() == 1
        && (is_of_body(view, parties) || found.reached(reading, "with").iter().any(named))
}

/// Whether a body makes peace with somebody else of its country.
fn is_of_body(view: View<'_>, parties: &Parties) -> bool {
    let body = |&&e: &&EntityId| view.reading.entity(e).kind == EntityKind::Organization;
    let bodies = parties.entities.iter().filter(body).count();
    sides::is_of_peace(view) && (1..parties.entities.len()).contains(&bodies)
}

/// "We have agreements with Chile and Peru": those who are named are the partners of a side that is not.
fn are_partners(reading: &dyn Reading, found: &Match<'_>) -> bool {
    let view = View::new(reading, found.sentence);
    let mut sides =
        found.fillers.iter().filter(|f| SLOTS.contains(&f.slot) && f.mention.is_some()).peekable();
    let partner = |f: &Filler<'_>| f.slot == "with" && view.has_case(view.first_conjunct(f.token), &["with"]);
    sides.peek().is_some() && sides.all(partner)
}

/// Whether all who do it are told by pronouns.
fn is_by_pronoun(found: &Match<'_>) -> bool {
    let mut named = found.slot("party").filter_map(|f| f.mention).peekable();
    named.peek().is_some() && named.all(|m| m.form == MentionForm::Pronoun)
}

/// "the Geneva accord": a single city before the noun is where it was made, not who made it.
fn is_named_after_place(reading: &dyn Reading, found: &Match<'_>) -> bool {
    let mut pair = found.slot("pair").filter_map(|f| f.mention).flat_map(|m| &m.entities);
    let city = |&&e: &&EntityId| matches!(reading.entity(e).kind, EntityKind::Place | EntityKind::Government);
    pair.next().filter(city).is_some() && pair.next().is_none()
}

/// "The Lusaka Protocol", "the Lusaka Peace Accord", written as a name: known by its place, and told without its sides.
fn is_known_by_place(view: View<'_>, found: &Match<'_>) -> bool {
    let place = |e: &EntityId| view.reading.entity(*e).kind == EntityKind::Place;
    let after_place = |paper: usize| {
        let before = view.children(paper, &[Deprel::Compound, Deprel::Amod]);
        let mut names = before.filter_map(|k| view.mention(k)).flat_map(|m| &m.entities);
        view.text(paper).starts_with(char::is_uppercase)
            && names.next().is_some_and(place)
            && names.next().is_none()
    };
    let mut papers = found.slot("what").map(|f| f.token).chain([found.trigger]);
    let capital = || view.text(found.trigger).starts_with(char::is_uppercase);
    papers.any(after_place) || capital() && is_named_after_place(view.reading, found)
}

/// "Unveiled a plan": what its only named side makes alone. A plan that it proposes is for another.
fn is_own_work(reading: &dyn Reading, found: &Match<'_>, parties: &Parties) -> bool {
    let offered = found.frame.set("status") == Some("proposed");
    // "Algeria decided to": what one decides is not decided with another.
    let alone = found.frame.set("together").is_some() && found.slot("party").count() == 1;
    parties.sides.len() == 1
        && parties.assumed.is_empty()
        && !offered
        && (alone || sides::is_own(View::new(reading, found.sentence), found))
}

/// From the beginning of the sentence to the end of a part of it.
fn sentence_until(sentence: Span, part: Span) -> Span {
    Span { start: sentence.start, end: part.end }
}

/// What the words around make of it: a plan to sign is a proposal, a refusal a rejection, a denial nothing. What is there already
/// stays there though somebody wants or welcomes it, and so does a promise of what is going to be done.
fn advance(base: Status, mood: &mood::Mood, firm: bool, promise: bool) -> Option<Status> {
    // "The deal was not signed": the denial is what tells of a refusal.
    let refused = firm && base == Status::Rejected;
    let denied = mood.negated && mood.status.is_none() && !refused;
    if mood.hypothetical && mood.status != Some(Status::Planned) || denied {
        return None;
    }
    Some(match mood.status {
        Some(Status::Rejected | Status::Cancelled) if base != Status::Ended => Status::Rejected,
        Some(Status::Desired) if firm => base,
        Some(Status::Planned) if promise => base,
        Some(Status::Planned | Status::Desired | Status::Invited | Status::Postponed)
            if matches!(base, Status::Agreed | Status::Signed | Status::InForce) =>
        {
            Status::Proposed
        }
        _ => base,
    })
}
