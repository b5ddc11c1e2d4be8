//! One act in one sentence: a frame's match read as who puts what to whom.

use crate::Concerns;
use crate::beside;
use crate::concern::{Addressees, Draft, Found, Known, Raisers, Topics, countries};
use crate::meant;
use crate::mutual;
use crate::other::opposite;
use crate::questions::Around;
use crate::raiser;
use crate::what::{self, Matters, Setting};
use crate::who::{self, Put};
use demarche_core::{Act, Deprel, EntityId, Reading, Span, Status, Upos, Xpos};
use demarche_frames::focus::Case;
use demarche_frames::{Match, View, mood, unreal};

/// How many sentences before an act the same addressee may stand for its raiser to go on speaking.
const GOES_ON: u32 = 4;

/// The concerns of a sentence; `before` are those of the sentences before it, `matters` the article's.
pub(crate) fn of_sentence(
    concerns: &Concerns,
    reading: &dyn Reading,
    matches: &[Match<'_>],
    before: &[Draft],
    matters: &Matters,
) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut acts: Vec<usize> = matches.iter().map(|m| m.trigger).collect();
    acts.dedup();
    // What leaves a side to an act behind it is read once that one is known, what leaves it to the story at last.
    for pass in 0..=2 {
        if pass == 1 && drafts.is_empty() {
            continue;
        }
        for found in matches {
            // Where two frames fire on one word, the one that stands first counts.
            let leaves = pass < 2 || found.frame.set("unsaid").is_some();
            if !leaves || drafts.iter().any(|d| d.token == found.trigger) {
                continue;
            }
            let setting = Setting { before, acts: &acts, matters, last: pass == 2 };
            let read = each_other(concerns, reading, found, setting)
                .or_else(|| Some(apart(reading, read(concerns, reading, found, &drafts, setting)?)));
            drafts.extend(read.into_iter().flatten());
        }
    }
    settle(reading, drafts)
}

/// What the trainer learns from a sentence; of several frames on one word that which tells all counts.
pub(crate) fn cases(
    concerns: &Concerns,
    reading: &dyn Reading,
    matches: &[Match<'_>],
    before: &[Draft],
    matters: &Matters,
) -> Vec<Case> {
    let (mut cases, mut here) = (Vec::new(), Vec::new());
    let mut taken = None;
    let mut acts: Vec<usize> = matches.iter().map(|m| m.trigger).collect();
    acts.dedup();
    for found in matches.iter().filter(|m| mutual::sides(View::new(reading, m.sentence), m).is_none()) {
        if taken == Some(found.trigger) {
            continue;
        }
        let setting = Setting { before, acts: &acts, matters, last: false };
        cases.extend(case(concerns, reading, found, &here, setting));
        if let Some(draft) = read(concerns, reading, found, &here, setting).filter(Draft::is_told) {
            taken = Some(found.trigger);
            here.push(draft);
        }
    }
    cases
}

/// One act for each country or body that is addressed: "urged Laos and Vietnam to …" tells of two.
fn apart(reading: &dyn Reading, draft: Draft) -> Vec<Draft> {
    let country = |e: &EntityId| reading.entity(*e).country.clone();
    let mut sides: Vec<Option<String>> = Vec::new();
    for side in draft.addressees.entities.iter().map(country) {
        if !sides.contains(&side) {
            sides.push(side);
        }
    }
    if sides.len() < 2 {
        return vec![draft];
    }
    let of = |side: &Option<String>| {
        let mut one = draft.clone();
        one.addressees.entities.retain(|e| country(e) == *side);
        one
    };
    sides.iter().map(of).collect()
}

/// One act of each of two sides towards the other: "each side blames the other".
fn each_other(
    concerns: &Concerns,
    reading: &dyn Reading,
    found: &Match<'_>,
    setting: Setting<'_>,
) -> Option<Vec<Draft>> {
    let view = View::new(reading, found.sentence);
    let [a, b] = mutual::sides(view, found)?;
    let ahead = happens(concerns, view, found.trigger)?;
    let towards = |from: EntityId, to: EntityId| {
        let raisers = Raisers { entities: vec![from], ..Raisers::default() };
        let addressees = Addressees { entities: vec![to], span: Span::default(), known: Known::Named };
        drafted(concerns, view, found, raisers, addressees, ahead, setting)
    };
    Some(vec![towards(a, b)?, towards(b, a)?])
}

fn read(
    concerns: &Concerns,
    reading: &dyn Reading,
    found: &Match<'_>,
    here: &[Draft],
    setting: Setting<'_>,
) -> Option<Draft> {
    let view = View::new(reading, found.sentence);
    let ahead = real(concerns, view, found)?;
    let told = told(setting.before, here);
    let around = Around { told: &told, acts: setting.acts };
    // What is said freely is full of suppositions: in a transcript only those count who are told.
    let assumes = !reading.is_transcript();
    let assumed = || meant::raisers(concerns, view, found, around).or_else(|| meant::publisher(view, found));
    let raisers = beside::raisers(view, found.trigger, here)
        .or_else(|| raisers(concerns, view, found, &told))
        .or_else(|| if assumes { assumed() } else { None })?;
    if raiser::is_asked_of(view, found.trigger, &raisers)
        || raisers.guessed
            && raisers.entities.iter().any(|&e| raiser::is_private(&concerns.acts, view, found, e))
    {
        return None;
    }
    let addressees = match who::put(&concerns.acts, view, found, &raisers) {
        Put::Told(addressees) if assumes || addressees.known == Known::Named => addressees,
        Put::Open if assumes && !stays_home(concerns, view, found, setting.acts) => {
            meant::addressees(concerns, view, found, &raisers, around)
                .or_else(|| partner(concerns, view, found, &raisers, &told))
                .or_else(|| beside::addressees(view, found.trigger, &raisers, here))?
        }
        Put::Unsaid if assumes => partner(concerns, view, found, &raisers, &told)
            .or_else(|| beside::addressees(view, found.trigger, &raisers, here))
            .or_else(|| if setting.last { opposite(view, found, &raisers) } else { None })?,
        _ => return None,
    };
    // "We call on parliament to …": a quarrel at home, if nobody says who "we" are.
    let named = found.slot("addressee").chain(found.slot("whom"));
    let mut heads = named.map(|f| view.lemma(f.token));
    let inner = heads.any(|head| concerns.acts.words.domestic.has(head));
    // "Their deeds undermine …": said by nobody of nobody.
    let vague = meant::is_unattributed(view, found) && addressees.known == Known::Counterpart;
    if raisers.guessed && (inner || vague || raiser::is_told_of(view, found.trigger, &raisers)) {
        return None;
    }
    // What an office publishes is its own word to others: whom it does not name as such, neither speaks in it nor speaks to it.
    let own = |e: EntityId| reading.entity(e).country.as_deref() == reading.publisher();
    let foreign = raisers.guessed && !raisers.entities.iter().any(|&e| own(e));
    let inward = addressees.known != Known::Named && addressees.entities.iter().any(|&e| own(e));
    if reading.publisher().is_some() && (foreign || inward) {
        return None;
    }
    drafted(concerns, view, found, raisers, addressees, ahead, setting)
}

/// What the trainer learns from a match: who might raise it or hear it, where that is not said.
pub(crate) fn case(
    concerns: &Concerns,
    reading: &dyn Reading,
    found: &Match<'_>,
    here: &[Draft],
    setting: Setting<'_>,
) -> Option<Case> {
    let view = View::new(reading, found.sentence);
    real(concerns, view, found)?;
    let told = told(setting.before, here);
    let around = Around { told: &told, acts: setting.acts };
    let Some(raisers) = raisers(concerns, view, found, &told) else {
        return Some(meant::raiser_case(concerns, view, found, around));
    };
    match who::put(&concerns.acts, view, found, &raisers) {
        Put::Told(addressees) => Some(meant::told_case(view, found, &raisers, &addressees)),
        Put::Nowhere | Put::Unsaid => None,
        Put::Open => Some(meant::addressee_case(concerns, view, found, &raisers, around)),
    }
}

/// With whom whoever raises it has just spoken, if he goes on: "He urged the Malian side to …. He also brought up …".
fn partner(
    concerns: &Concerns,
    view: View<'_>,
    found: &Match<'_>,
    raisers: &Raisers,
    told: &[&Draft],
) -> Option<Addressees> {
    let main = view.root()?;
    let first = view.first_conjunct(found.trigger);
    let adds =
        |t: usize| view.children(t, &[Deprel::Advmod]).any(|a| concerns.acts.words.adds.has(view.lemma(a)));
    let goes_on = (first == main || view.tree.head(first) == Some(main)) && !view.is_passive(main);
    if !goes_on || !(adds(main) || adds(found.trigger)) {
        return None;
    }
    let home = countries(view.reading, &raisers.entities);
    let near = |d: &&&Draft| d.sentence.0 + GOES_ON >= found.sentence.0;
    let other = told.iter().rev().take_while(near).find_map(|d| {
        let (from, to) = (&d.raisers.entities, &d.addressees.entities);
        let mut sides = [(from, to), (to, from)].into_iter();
        sides.find(|(own, _)| countries(view.reading, own) == home).map(|(_, other)| other)
    })?;
    Some(Addressees { entities: other.clone(), span: Span::default(), known: Known::Counterpart })
}

/// The acts of the sentences before and of this one that say who puts them to whom.
fn told<'a>(before: &'a [Draft], here: &'a [Draft]) -> Vec<&'a Draft> {
    before.iter().chain(here).filter(|d| d.is_told()).collect()
}

/// Those who raise it by the words around the act.
fn raisers(concerns: &Concerns, view: View<'_>, found: &Match<'_>, told: &[&Draft]) -> Option<Raisers> {
    let addressed = who::addressed(view.reading, found);
    let goes_on = |d: &&Draft| {
        d.sentence.0 + GOES_ON >= found.sentence.0
            && !countries(view.reading, &d.addressees.entities).is_disjoint(&addressed)
    };
    let last = told.last().copied().filter(goes_on);
    raiser::raisers(&concerns.acts, view, found, last.map(|d| &d.raisers))
}

/// Whether a match tells of an act that is only announced; none if of no act.
fn real(concerns: &Concerns, view: View<'_>, found: &Match<'_>) -> Option<bool> {
    let act: Act = found.frame.set("act")?.parse().ok()?;
    // "Does she worry that …?" asks about an act.
    if act != Act::Question && view.reading.is_question(found.sentence) || attributive(view, found.trigger) {
        return None;
    }
    if found.frame.set("polarity").is_some() { Some(false) } else { happens(concerns, view, found.trigger) }
}

/// The act of somebody towards somebody, if it is about something.
fn drafted(
    concerns: &Concerns,
    view: View<'_>,
    found: &Match<'_>,
    raisers: Raisers,
    addressees: Addressees,
    ahead: bool,
    setting: Setting<'_>,
) -> Option<Draft> {
    let (reading, frame) = (view.reading, found.frame);
    let act: Act = frame.set("act")?.parse().ok()?;
    let topics = what::topics(concerns, view, found, &raisers, &addressees, setting);
    if topics.found == Found::Nowhere && what::needs_topic(found, &addressees) {
        return None;
    }
    let speech = frame.set("speech").is_some();
    let spans = what::reached(found).chain([view.span(found.trigger)]);
    let sources = reading
        .sources(found.sentence, found.trigger)
        .into_iter()
        .flat_map(|s| s.entities)
        .filter(|e| !raisers.entities.contains(e))
        .collect();
    let confidence = confidence(&raisers, &addressees, &topics, frame.set("weak").is_some(), speech);
    Some(Draft {
        rule: frame.id.clone(),
        sentence: found.sentence,
        token: found.trigger,
        trigger: view.span(found.trigger),
        reach: spans.reduce(Span::cover).unwrap_or_default(),
        act,
        raisers,
        addressees,
        topics,
        sources,
        strength: strength(concerns, view, found.trigger),
        cameo: frame.set("cameo").map(str::to_owned),
        ahead,
        speech,
        confidence,
    })
}

/// Why a match tells of no concern, if it tells of none.
pub(crate) fn objection(concerns: &Concerns, reading: &dyn Reading, found: &Match<'_>) -> Option<String> {
    let setting = Setting { before: &[], acts: &[found.trigger], matters: &Matters::new(), last: true };
    if read(concerns, reading, found, &[], setting).is_some() {
        return None;
    }
    let view = View::new(reading, found.sentence);
    let word = view.text(found.trigger);
    if attributive(view, found.trigger) {
        return Some(format!("`{word}` only describes a noun"));
    }
    if found.frame.set("polarity").is_none() && happens(concerns, view, found.trigger).is_none() {
        let plain = || format!("`{word}` is denied, refused or only imagined");
        return Some(unreal(view, found.trigger).unwrap_or_else(plain));
    }
    let Some(raisers) = raiser::raisers(&concerns.acts, view, found, None) else {
        return Some("no raiser: whoever does it is no official actor".to_owned());
    };
    let around = Around { told: &[], acts: setting.acts };
    let open = || meant::addressees(concerns, view, found, &raisers, around).is_none();
    Some(match who::put(&concerns.acts, view, found, &raisers) {
        Put::Nowhere | Put::Unsaid => "no addressee: it is put to no other country or body".to_owned(),
        Put::Open if open() => "no addressee: nobody is likely enough to be meant".to_owned(),
        _ => "no topic: what it is about is none of the topics".to_owned(),
    })
}

/// Whether the act only colours a noun: "a threatened strike". Behind a name, or an "and" that joins no adjectives, the parser has
/// misread a verb.
fn attributive(view: View<'_>, trigger: usize) -> bool {
    let colours = |t: usize| matches!(view.word(t).upos, Upos::Adj | Upos::Verb);
    let inside = |t: usize| match view.word(t).upos {
        Upos::Cconj => t.checked_sub(1).is_some_and(colours),
        Upos::Det | Upos::Adp | Upos::Adj | Upos::Num => true,
        // "A much-criticised stop".
        Upos::Punct => view.text(t) == "-",
        _ => view.word(t).rel == Deprel::NmodPoss,
    };
    // A quotation mark parts no adjective from what stands before it.
    let quoted = |&t: &usize| matches!(view.text(t), "\"" | "“" | "‘" | "``" | "'");
    let before = (0..trigger).rev().find(|t| !quoted(t));
    view.word(trigger).rel == Deprel::Amod && before.is_some_and(inside)
}

/// Whether the act is only announced; none if it is denied, refused or imagined.
fn happens(concerns: &Concerns, view: View<'_>, trigger: usize) -> Option<bool> {
    let mood = mood::of(view, trigger);
    // "may contact the parties and request …": what is coordinated shares the auxiliary, unless it has a tense of its own.
    let tensed = matches!(view.word(trigger).xpos, Xpos::Vbd | Xpos::Vbz);
    let first = view.first_conjunct(trigger);
    let sharing = [trigger, if tensed { trigger } else { first }];
    let imagined = sharing
        .into_iter()
        .flat_map(|verb| view.children(verb, &[Deprel::Aux]))
        .any(|a| view.is(a, &["could", "might", "may", "can", "should", "must"]));
    let prospect = view.word(first).rel == Deprel::Acl
        && view.tree.head(first).is_some_and(|noun| concerns.acts.words.prospects.has(view.lemma(noun)));
    let words = &concerns.acts.words;
    let head = view.tree.head(first).map(|head| view.lemma(head));
    let enabled = view.word(first).rel == Deprel::Xcomp && head.is_some_and(|h| words.enables.has(h));
    // "Jailed for demanding a vote": it is not the jailer who demands.
    let befallen = view.word(first).xpos == Xpos::Vbg
        && matches!(view.word(first).rel, Deprel::Advcl)
        && view.tree.child(first, &[Deprel::Mark]).is_some_and(|m| view.is(m, &["for"]))
        && head.is_some_and(|h| words.repaid.has(h));
    // "that neither would threaten the other", "has no doubts"
    let nobody = view
        .children(trigger, &[Deprel::Nsubj, Deprel::Obj])
        .any(|s| view.is(s, &["neither", "nobody", "none"]) || view.is_negated(s));
    let denied = mood.negated
        || nobody
        || view.is_negated(trigger)
        || matches!(mood.status, Some(Status::Rejected | Status::Cancelled | Status::Postponed));
    let modal = matches!(view.word(trigger).upos, Upos::Aux);
    // "Should Algeria close the pipeline, …" is a condition.
    let inverted = || {
        let verb = view.tree.head(trigger);
        verb.is_some_and(|verb| view.tree.child(verb, &[Deprel::Nsubj]).is_some_and(|s| s > trigger))
    };
    if modal && view.is(trigger, &["should"]) && inverted() || is_doubted(view, trigger) {
        return None;
    }
    if !modal && (denied || imagined || prospect || enabled || befallen || mood.hypothetical) {
        return None;
    }
    Some(matches!(mood.status, Some(Status::Planned | Status::Desired)))
}

/// Whether the act is told only to be disbelieved: "does not believe that Peru threatened …", "doubts that …", "claims that … were
/// false".
fn is_doubted(view: View<'_>, trigger: usize) -> bool {
    let clause = |t: usize| matches!(view.word(t).rel, Deprel::Ccomp | Deprel::Xcomp | Deprel::Acl);
    let mut inner = trigger;
    view.tree.ancestors(trigger).any(|outer| {
        let told = std::mem::replace(&mut inner, outer);
        if !clause(told) {
            return false;
        }
        let thought = view.is(outer, &["believe", "think"]) && view.is_negated(outer);
        let claim = view.is(outer, &["claim", "report", "allegation", "suggestion", "rumour", "rumor"]);
        let false_claim = || {
            view.tree.head(outer).is_some_and(|said| match view.word(outer).rel {
                Deprel::Nsubj => view.is(said, &["false", "untrue", "baseless", "unfounded", "groundless"]),
                Deprel::Obj => view.is(said, &["dismiss", "deny", "reject", "refute"]),
                _ => false,
            })
        };
        // "Had no reason to complain", "gives nobody the right to threaten us".
        let needless = view.is(outer, &["reason", "cause", "right"])
            && (view.is_negated(outer) || view.tree.head(outer).is_some_and(|given| view.is_negated(given)));
        // "I have never heard him say that Peru must …".
        let unsaid = view.is(outer, &["say", "hear"]) && view.is_negated(outer);
        thought || unsaid || needless || view.is(outer, &["doubt"]) || claim && false_claim()
    })
}

/// The word beside the act, its noun or its verb that makes it strong.
fn strength(concerns: &Concerns, view: View<'_>, trigger: usize) -> Option<String> {
    let around = std::iter::once(trigger)
        .chain(view.children(trigger, &[Deprel::Obj, Deprel::NsubjPass]))
        .chain(view.tree.head(trigger).filter(|_| view.word(trigger).rel == Deprel::Obj));
    around
        .flat_map(|word| view.children(word, &[Deprel::Advmod, Deprel::Amod]))
        .map(|word| view.text(word))
        .find(|word| concerns.acts.words.strength.has(word))
        .map(str::to_lowercase)
}

/// How sure the wording makes us, before mentions confirm each other.
fn confidence(raisers: &Raisers, addressees: &Addressees, topics: &Topics, weak: bool, speech: bool) -> f64 {
    let mut sure = 0.92;
    sure -= match addressees.known {
        Known::Named => 0.0,
        Known::Owner => 0.05,
        Known::Counterpart => 0.12,
    };
    sure -= match topics.found {
        Found::Inside => 0.0,
        Found::Around => 0.08,
        Found::Addressee => 0.1,
        Found::Before => 0.15,
        Found::Passage => 0.2,
        Found::Nowhere => 0.25,
    };
    sure -= if weak { 0.12 } else { 0.0 };
    sure -= if speech { 0.08 } else { 0.0 };
    sure - if raisers.as_speaker { 0.04 } else { 0.0 }
}

/// Takes out what another act of the sentence already says.
fn settle(reading: &dyn Reading, drafts: Vec<Draft>) -> Vec<Draft> {
    let home = |d: &Draft| countries(reading, &d.raisers.entities);
    let mut kept: Vec<Draft> = Vec::new();
    for (i, draft) in drafts.iter().enumerate() {
        let others = || drafts.iter().enumerate().filter(|&(j, _)| j != i).map(|(_, d)| d);
        // "urged Beijing to condemn the attack": Beijing has not condemned it.
        let asked_of = others().any(|o| {
            matches!(o.act, Act::Request | Act::Demand)
                && o.reach.contains(draft.trigger)
                && o.trigger.end <= draft.trigger.start
                && !home(draft).is_disjoint(&countries(reading, &o.addressees.entities))
        });
        // "condemned the attack, which violates the law", "warned that it must pay": the verdict belongs to the condemnation, the duty
        // to the warning.
        let blames = |act: Act| matches!(act, Act::Criticise | Act::Accuse);
        let holds = |o: &Draft| {
            o.act == draft.act || o.act == Act::WarnThreaten || blames(o.act) && blames(draft.act)
        };
        let said_already = draft.speech
            && others()
                .any(|o| home(o) == home(draft) && !o.speech && holds(o) && o.reach.contains(draft.trigger));
        // "Benin and Togo accused Niger and demanded that it …": who acts with others does not turn on them.
        let allied = others().any(|o| {
            has_no_subject(reading, draft)
                && o.raisers.entities.iter().any(|e| draft.raisers.entities.contains(e))
                && o.raisers.entities.iter().any(|e| draft.addressees.entities.contains(e))
        });
        if !asked_of && !said_already && !allied {
            let next = others().find_map(|o| beside::goes_on(View::new(reading, draft.sentence), draft, o));
            let addressees = next.unwrap_or_else(|| draft.addressees.clone());
            kept.push(Draft { addressees, ..draft.clone() });
        }
    }
    kept
}

/// Whether the act takes its subject from another one.
fn has_no_subject(reading: &dyn Reading, draft: &Draft) -> bool {
    View::new(reading, draft.sentence).tree.child(draft.token, &[Deprel::Nsubj, Deprel::NsubjPass]).is_none()
}

/// Whether whoever raises it goes on to somebody at home: "called for elections and asked Congress to …".
fn stays_home(concerns: &Concerns, view: View<'_>, found: &Match<'_>, acts: &[usize]) -> bool {
    let first = view.first_conjunct(found.trigger);
    let asks = |act: usize| {
        view.tree.child(act, &[Deprel::Xcomp, Deprel::Ccomp]).is_some()
            || view.children(act, &[Deprel::Obl]).any(|o| view.has_case(o, &["for"]))
    };
    let joined = acts.iter().filter(|&&a| a != found.trigger && view.first_conjunct(a) == first && asks(a));
    let mut whom = joined.flat_map(|&act| view.children(act, &[Deprel::Obj, Deprel::Iobj]));
    // A name of another country makes it one of theirs: "urged the Peruvian opposition".
    let theirs = |t: usize| {
        view.children(t, &[Deprel::Amod, Deprel::NmodPoss, Deprel::Nmod]).any(|c| view.mention(c).is_some())
    };
    whom.any(|t| concerns.acts.words.domestic.has(view.lemma(t)) && !theirs(t))
}
