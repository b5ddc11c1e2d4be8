//! Who raises a concern: the subject, whoever reports or speaks, and whose it is where nobody is named.

use crate::acts::ActTable;
use crate::concern::{Raisers, can_raise, countries};
use demarche_core::{Deprel, EntityId, EntityKind, Mention, MentionForm, SentenceId, Span, Upos, Xpos};
use demarche_frames::{Filler, Match, View, sides_meant};

/// The first persons, who are whoever speaks.
const SPEAKER: [&str; 4] = ["i", "we", "my", "our"];

/// The official raisers of a match; none if the text leaves them open or they hold no office.
///
/// `last` are those of the concern before this one, who may go on.
pub(crate) fn raisers(
    acts: &ActTable,
    view: View<'_>,
    found: &Match<'_>,
    last: Option<&Raisers>,
) -> Option<Raisers> {
    let reading = view.reading;
    let mut all = Raisers::default();
    let active = active_subject(view, found.trigger);
    if let Some((mention, officials)) = active.and_then(|s| officials(view, s)) {
        all = Raisers { entities: officials, span: mention.span, ..Raisers::default() };
    }
    for filler in alongside(view, found).into_iter().filter(|_| active.is_none()) {
        let Some(mention) = filler.mention else { continue };
        let officials = mention.entities.iter().filter(|&&e| can_raise(reading, e));
        let before = all.entities.len();
        all.entities.extend(officials.filter(|e| !all.entities.contains(e)).copied().collect::<Vec<_>>());
        if all.entities.len() > before && all.span.is_empty() {
            all.span = filler.span;
        }
    }
    // Who violates or must act is not the one who says so.
    let speech = found.frame.set("speech").is_some();
    let outer = || reporter(view, found.trigger).or_else(|| writer(acts, view, found.trigger));
    if let Some((mention, officials)) = (!speech).then(outer).flatten() {
        all = Raisers { entities: officials, span: mention.span, ..Raisers::default() };
    }
    let inner = || {
        let trigger = found.trigger;
        controller(view, trigger)
            .or_else(|| misread(view, trigger))
            .or_else(|| mistaken(view, trigger))
            .or_else(|| behalf(acts, view, trigger))
    };
    if all.entities.is_empty()
        && !speech
        && let Some((mention, officials)) = inner()
    {
        all = Raisers { entities: officials, span: mention.span, ..Raisers::default() };
    }
    if all.entities.is_empty()
        && (speech || is_speakers(view, found) || speaks_for_himself(view, found.trigger))
        && let Some((entities, span)) = speaker(acts, view, found.trigger)
    {
        all.entities = entities.into_iter().filter(|&e| can_raise(reading, e)).collect();
        all.span = span;
        all.as_speaker = true;
    }
    if all.entities.is_empty()
        && !speech
        && let Some(sides) = together(view, found.trigger)
    {
        all = sides;
    }
    if all.entities.is_empty()
        && is_speakers(view, found)
        && let Some(last) = last
    {
        // A note goes on without saying whose it is: "The Sudanese side was urged to …".
        all = Raisers { as_speaker: true, span: Span::default(), ..last.clone() };
    }
    // "The leaders condemned Putin's decision": he is not one of them.
    // "A plan about which Peru and Chile voiced doubts": what a relative clause colours holds the clause.
    let act = view.span(found.trigger);
    let meant = |e: &EntityId| {
        let about = found.fillers.iter().filter(|f| f.slot.starts_with("topic") || f.slot == "addressee");
        let about = about.filter(|f| !f.span.contains(act));
        let mut named =
            about.flat_map(|f| reading.mentions(view.sentence).iter().filter(|m| f.span.contains(m.span)));
        named.any(|m| m.form == MentionForm::Name && m.entities.contains(e))
    };
    if all.entities.len() > 1 {
        all.entities.retain(|e| !meant(e));
    }
    (!all.entities.is_empty()).then_some(all)
}

/// Both sides of whom the article tells, where the subject stands for them: "The Heads of State condemned the coup in …".
fn together(view: View<'_>, trigger: usize) -> Option<Raisers> {
    let subject = view.tree.child(view.first_conjunct(trigger), &[Deprel::Nsubj])?;
    let weights = view.reading.entities_by_weight();
    let of = |side: &str| {
        let stands = |e: &EntityId| {
            can_raise(view.reading, *e) && view.reading.entity(*e).country.as_deref() == Some(side)
        };
        weights.iter().map(|&(e, _)| e).find(stands)
    };
    let [a, b] = sides_meant(view, subject)?;
    let (entities, span) = (vec![of(a)?, of(b)?], view.span(subject));
    Some(Raisers { entities, span, as_speaker: true, guessed: false })
}

/// What others want of those who might raise it.
const ASKED: [&str; 18] = [
    "urge",
    "ask",
    "press",
    "call",
    "hope",
    "want",
    "expect",
    "beg",
    "implore",
    "lobby",
    "push",
    "demand",
    "request",
    "encourage",
    "appeal",
    "pressure",
    "wish",
    "plead",
];

/// Whether others only want them to raise it, who are not of their country: "rights groups urged Ottawa to press Cairo".
pub(crate) fn is_asked_of(view: View<'_>, trigger: usize, raisers: &Raisers) -> bool {
    let verb = view.first_conjunct(trigger);
    let asks = view.tree.head(verb).filter(|&h| view.is(h, &ASKED) && view.word(h).upos == Upos::Verb);
    let clause = matches!(view.word(verb).rel, Deprel::Xcomp | Deprel::Ccomp);
    let Some(asks) = asks.filter(|_| clause) else { return false };
    let home = countries(view.reading, &raisers.entities);
    let own =
        |s: usize| view.mention(s).is_some_and(|m| !countries(view.reading, &m.entities).is_disjoint(&home));
    let subject = view.tree.child(asks, &[Deprel::Nsubj]);
    subject.is_some_and(|s| view.word(s).upos != Upos::Pron && !own(s))
}

/// Whether the subject is of this side but holds no office, "French farmers urged", "a Turkish singer called on", or somebody without
/// office named by name.
pub(crate) fn is_private(acts: &ActTable, view: View<'_>, found: &Match<'_>, raiser: EntityId) -> bool {
    let reading = view.reading;
    let side = reading.entity(raiser).country.as_deref();
    let private = |named: bool, e: EntityId| {
        let entity = reading.entity(e);
        !entity.official
            && match entity.kind {
                EntityKind::Person if named => true,
                EntityKind::Person | EntityKind::Group => entity.country.as_deref() == side,
                _ => false,
            }
    };
    let subject = view.tree.child(view.first_conjunct(found.trigger), &[Deprel::Nsubj]);
    // "The Law Association of Fiji condemned": who is named, though nobody knows him, leaves nothing to guess.
    let speech = found.frame.set("speech").is_some();
    if !speech && subject.is_some_and(|s| view.is_stranger(s) && !acts.words.voices.has(view.lemma(s))) {
        return true;
    }
    let mention = subject.and_then(|s| view.mention(s));
    mention.is_some_and(|m| {
        let named = m.form == MentionForm::Name;
        let told = named || m.form == MentionForm::Nominal;
        told && !m.entities.is_empty() && m.entities.iter().all(|&e| private(named, e))
    })
}

/// Whether "we" raise it in a sentence that names them: whoever says "we" speaks of others by name.
pub(crate) fn is_told_of(view: View<'_>, trigger: usize, raisers: &Raisers) -> bool {
    let first = |t: usize| SPEAKER.iter().any(|p| p.eq_ignore_ascii_case(view.text(t)));
    let named =
        |m: &Mention| m.form == MentionForm::Name && m.entities.iter().any(|e| raisers.entities.contains(e));
    view.tree.child(trigger, &[Deprel::Nsubj]).is_some_and(first)
        && view.reading.mentions(view.sentence).iter().any(named)
}

/// Who acts in the clause around a gerund, infinitive or coordinated verb that has no subject of its own: "will meet them, also to
/// press …", "said that it broke the treaty, demanded …".
fn controller<'r>(view: View<'r>, trigger: usize) -> Option<(&'r Mention, Vec<EntityId>)> {
    let bare =
        matches!(view.word(trigger).xpos, Xpos::Vbg | Xpos::Vb) || view.word(trigger).rel == Deprel::Conj;
    // "the minister speaking to a think tank called it void": a past tense on a noun is a predicate hung too low.
    // So is a participle with an object of its own, which a passive has not.
    let object = view.tree.child(trigger, &[Deprel::Obj]).is_some();
    let past = view.word(trigger).xpos == Xpos::Vbd || view.word(trigger).xpos == Xpos::Vbn && object;
    let low = view.word(trigger).rel == Deprel::Acl && past;
    let own = view.tree.child(trigger, &[Deprel::Nsubj, Deprel::NsubjPass]).is_some();
    // "condemned the raid and expressed concern": what is joined to a noun as if it coloured the next one.
    let joined = view.word(trigger).rel == Deprel::Amod;
    if !(bare || low || joined) || own {
        return None;
    }
    // "shot at drivers protesting": a participle that hangs on a noun is what the noun does.
    if view.word(trigger).rel == Deprel::Acl && view.word(trigger).xpos == Xpos::Vbg {
        return None;
    }
    let subjects =
        view.tree.ancestors(trigger).take(if joined { 5 } else { 3 }).flat_map(|a| view.subjects(a));
    // "march to the ministry demanding … and warn": whoever stands behind "to" is where they march.
    subjects.filter(|&s| !is_led_to(view, s, trigger)).filter_map(|s| officials(view, s)).next()
}

/// Who reports, where the act is coordinated with what he reports but is told in his tense: "Cuba said that sanctions were
/// hurting it and demanded …".
fn reporter<'r>(view: View<'r>, trigger: usize) -> Option<(&'r Mention, Vec<EntityId>)> {
    let past = |t: usize| view.word(t).xpos == Xpos::Vbd;
    let own = view.tree.child(trigger, &[Deprel::Nsubj, Deprel::NsubjPass]).is_some();
    if own || view.word(trigger).rel != Deprel::Conj || !past(trigger) {
        return None;
    }
    let reported = view.tree.head(trigger)?;
    let progressive = view.children(reported, &[Deprel::Aux, Deprel::Cop]).next().is_some();
    let says = view.tree.head(reported).filter(|&h| past(h) && view.word(reported).rel == Deprel::Ccomp)?;
    if !progressive {
        return None;
    }
    view.subjects(says).into_iter().find_map(|s| officials(view, s))
}

/// The subject of a verb in the active, where the parser takes a later "by" for its agent: "voiced anger at the killing of a boy
/// by the army".
fn active_subject(view: View<'_>, trigger: usize) -> Option<usize> {
    let auxiliary = view.tree.child(trigger, &[Deprel::Aux]).is_some();
    let finite = auxiliary || matches!(view.word(trigger).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
    let passive = view.tree.child(trigger, &[Deprel::AuxPass, Deprel::NsubjPass]).is_some();
    let agent = view.tree.child(trigger, &[Deprel::OblAgent]).is_some();
    view.tree.child(trigger, &[Deprel::Nsubj]).filter(|_| finite && agent && !passive)
}

/// For whom the subject speaks: "a spokesperson for the Foreign Ministry said …", or whoever it was just told of: "The letter urged …".
fn behalf<'r>(acts: &ActTable, view: View<'r>, trigger: usize) -> Option<(&'r Mention, Vec<EntityId>)> {
    let mut voices = view.subjects(trigger);
    voices.retain(|&s| acts.words.voices.has(view.lemma(s)));
    // "A foreign ministry statement", "a note by the embassy".
    let own = &[Deprel::Nmod, Deprel::NmodPoss, Deprel::Compound];
    let owners: Vec<usize> = voices.iter().flat_map(|&s| view.children(s, own)).collect();
    let seat = || owners.iter().filter(|&&o| view.has_case(o, &["in"])).find_map(|&o| seated(view, o));
    let known = || voices.iter().any(|&s| is_known(view, s)) && owners.is_empty();
    let earlier = || known().then(|| told_before(view)).flatten();
    owners.iter().find_map(|&o| officials(view, o)).or_else(seat).or_else(earlier)
}

/// Whether a noun is one that was told of: "the statement".
fn is_known(view: View<'_>, noun: usize) -> bool {
    view.children(noun, &[Deprel::Det]).any(|d| view.is(d, &["the"]))
}

/// Who acted in one of the sentences before.
fn told_before<'r>(view: View<'r>) -> Option<(&'r Mention, Vec<EntityId>)> {
    let before = |s: u32| {
        let earlier = View::new(view.reading, SentenceId(s));
        let acts = earlier.root()?;
        earlier.subjects(acts).into_iter().find_map(|s| officials(earlier, s))
    };
    (1..=3).filter_map(|back| view.sentence.0.checked_sub(back)).find_map(before)
}

/// The state in whose city somebody speaks: "a spokesman in Tehran".
fn seated<'r>(view: View<'r>, place: usize) -> Option<(&'r Mention, Vec<EntityId>)> {
    let reading = view.reading;
    let mention = view.mention(place)?;
    let country = |e: EntityId| reading.entity(e).country.as_deref();
    let here = mention.entities.iter().find_map(|&e| country(e)).filter(|c| reading.is_state(c))?;
    let state = |&e: &EntityId| {
        can_raise(reading, e)
            && country(e) == Some(here)
            && matches!(reading.entity(e).kind, EntityKind::Country | EntityKind::Government)
    };
    let named = reading.entities_by_weight().into_iter().map(|(e, _)| e).find(state);
    // A city stands for its country.
    let state = named.or_else(|| mention.entities.iter().copied().find(|&e| country(e) == Some(here)))?;
    Some((mention, vec![state]))
}

/// Who writes, where the parser takes the participle for the reader's: "wrote to the embassy in Nairobi asking it to …", "handed the
/// envoy a note demanding …".
fn writer<'r>(acts: &ActTable, view: View<'r>, trigger: usize) -> Option<(&'r Mention, Vec<EntityId>)> {
    let participle = view.word(trigger).rel == Deprel::Acl && view.word(trigger).xpos == Xpos::Vbg;
    let verb =
        participle.then(|| view.tree.ancestors(trigger).find(|&a| view.word(a).upos == Upos::Verb))??;
    if !acts.words.contacts.has(view.lemma(verb)) {
        return None;
    }
    view.subjects(verb).into_iter().find_map(|s| officials(view, s))
}

/// The name before the verb where the parser takes a conjunction for its preposition ("a week after Ruto urged …") or the day
/// for a part of it ("on Wednesday Ruto accused …"), over a relative clause between the two.
fn misread<'r>(view: View<'r>, trigger: usize) -> Option<(&'r Mention, Vec<EntityId>)> {
    let finite = matches!(view.word(trigger).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
    let auxiliary = |t: usize| matches!(view.word(t).upos, Upos::Aux | Upos::Adv);
    let mut last = (0..trigger).rev().find(|&t| !auxiliary(t)).filter(|_| finite)?;
    let mentions = view.reading.mentions(view.sentence);
    if view.text(last) == "," {
        // "Only after the envoy, Ana Silva, asked …": what is said of whom the preposition is taken to lead to.
        let apposed = |m: &&Mention| m.tokens.end == last && view.word(m.head).rel == Deprel::Appos;
        let opens = |&t: &usize| view.text(t) == "," && view.is(t + 1, &["who", "which", "whose"]);
        let end = mentions.iter().find(apposed).map(|m| m.tokens.end);
        last = end.or_else(|| (1..last).rev().find(opens))?.checked_sub(1)?;
    }
    let mention = mentions.iter().find(|m| m.tokens.end == last + 1)?;
    let marks =
        |c: &str| ["after", "before", "since", "as", "until"].iter().any(|w| c.eq_ignore_ascii_case(w));
    let apposed =
        (view.word(mention.head).rel == Deprel::Appos).then(|| view.tree.head(mention.head)).flatten();
    let conjunction = mention.tokens.clone().chain(apposed).any(|t| view.cases(t).any(marks));
    let tail = view.word(mention.head).rel == Deprel::Flat
        && view.tree.head(mention.head).is_some_and(|h| h < mention.tokens.start);
    (conjunction || tail).then(|| officials(view, mention.head)).flatten()
}

/// Who acts where the parser takes another word for the subject, or the subject is named beside it: "the envoy of Oman, Ali Said,
/// today urged …", "Oman had for its part raised …", "Oman agreed and that evening asked …".
fn mistaken<'r>(view: View<'r>, trigger: usize) -> Option<(&'r Mention, Vec<EntityId>)> {
    let finite = matches!(view.word(trigger).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
        || view.tree.child(trigger, &[Deprel::Aux]).is_some()
        || view.word(trigger).rel == Deprel::Root
        || view.tree.child(trigger, &[Deprel::Nsubj]).is_some();
    let subjects = view.children(trigger, &[Deprel::Nsubj, Deprel::NsubjPass]);
    if !finite || view.tree.child(trigger, &[Deprel::AuxPass, Deprel::OblAgent]).is_some() {
        return None;
    }
    let subjects: Vec<usize> = subjects.collect();
    let beside = |s: usize| {
        let named = view.children(s, &[Deprel::Appos]);
        named
            .flat_map(|a| [Some(a), view.tree.child(a, &[Deprel::Appos])])
            .flatten()
            .find_map(|a| officials(view, a))
    };
    let named = subjects.iter().find_map(|&s| officials(view, s).or_else(|| beside(s)));
    let times = view.reading.times(view.sentence);
    let idle = |&s: &usize| view.has_case(s, &["for"]) || times.iter().any(|t| t.tokens.contains(&s));
    let above = || {
        let heads = view.tree.ancestors(trigger).take(2).filter(|_| !subjects.is_empty());
        heads.flat_map(|a| view.subjects(a)).find_map(|s| officials(view, s))
    };
    named.or_else(|| subjects.iter().all(idle).then(above).flatten())
}

/// The mention at a word and those of its entities that can raise a concern, if there are any.
fn officials<'r>(view: View<'r>, token: usize) -> Option<(&'r Mention, Vec<EntityId>)> {
    let mention = view.mention(token)?;
    let able: Vec<EntityId> =
        mention.entities.iter().copied().filter(|&e| can_raise(view.reading, e)).collect();
    (!able.is_empty()).then_some((mention, able))
}

/// Whether a word before an act stands behind a preposition, and so does not do the act: "marched to the ministry to protest".
fn is_led_to(view: View<'_>, word: usize, act: usize) -> bool {
    word < act
        && [word, view.first_conjunct(word)].iter().any(|&w| view.has_case(w, &["to", "with", "against"]))
}

/// The fillers of the raiser slot that stand side by side; what a parser coordinates across other words is left out.
fn alongside<'a, 'r>(view: View<'r>, found: &'a Match<'r>) -> Vec<&'a Filler<'r>> {
    // "was handed to the envoy lodging a protest": whoever stands behind a preposition does not do what follows him.
    let verb = view.word(found.trigger).upos == Upos::Verb;
    // "…, with an official accusing the police": a clause of its own, whose subject stands behind its preposition.
    let own = |t: usize| {
        let participle =
            view.word(found.trigger).rel == Deprel::Acl && view.tree.head(found.trigger) == Some(t);
        let subject = view.word(t).rel == Deprel::Nsubj && view.tree.head(t) == Some(found.trigger);
        (participle || subject) && view.has_case(t, &["with"]) && opens_clause(view, t)
    };
    let led = |f: &Filler<'_>| verb && is_led_to(view, f.token, found.trigger) && !own(f.token);
    let mut all: Vec<&Filler<'r>> = found.slot("raiser").filter(|f| !led(f)).collect();
    all.sort_by_key(|f| f.token);
    let anchor = match all.iter().rposition(|f| f.token < found.trigger) {
        Some(before) if !view.is_passive(found.trigger) => before,
        _ => 0,
    };
    let apart = |a: &Filler<'_>, b: &Filler<'_>| {
        let end = |f: &Filler<'_>| f.mention.map_or(f.token, |m| m.tokens.end.saturating_sub(1));
        // "Peru and its neighbour Chile"
        let own = &[Deprel::NmodPoss, Deprel::Det, Deprel::Amod, Deprel::Compound];
        let first = |f: &Filler<'_>| view.children(f.token, own).chain([f.token]).min().unwrap_or(f.token);
        let start = |f: &Filler<'_>| f.mention.map_or(f.token, |m| m.tokens.start).min(first(f));
        start(b).saturating_sub(end(a)) > 3
    };
    let first = (0..anchor).rev().take_while(|&i| !apart(all[i], all[i + 1])).last().unwrap_or(anchor);
    let last = (anchor + 1..all.len()).take_while(|&i| !apart(all[i - 1], all[i])).last().unwrap_or(anchor);
    all.into_iter().take(last + 1).skip(first).collect()
}

/// Whether the preposition before a noun stands at the beginning of the sentence or behind a comma.
fn opens_clause(view: View<'_>, noun: usize) -> bool {
    let with = view.children(noun, &[Deprel::Case]).min();
    with.is_some_and(|w| w == 0 || matches!(view.text(w - 1), "," | ";" | "–" | "—"))
}

/// Who says the clause around a word: by the reading's sources, else as the speaker of the quotation that holds it.
fn speaker(acts: &ActTable, view: View<'_>, token: usize) -> Option<(Vec<EntityId>, Span)> {
    let reading = view.reading;
    if let Some(source) = reading.sources(view.sentence, token).pop().filter(|s| !s.entities.is_empty()) {
        return Some((source.entities, source.span));
    }
    let here = view.span(token);
    match reading.quotes().iter().find(|q| q.span.contains(here)) {
        Some(quote) if quote.speakers.is_empty() => {
            issuer(acts, view).or_else(|| Some((Vec::new(), quote.speaker.unwrap_or_default())))
        }
        Some(quote) => Some((quote.speakers.clone(), quote.speaker.unwrap_or_default())),
        None => issuer(acts, view),
    }
}

/// Whose statement "the statement said" is: of whoever spoke in one of the sentences before.
fn issuer(acts: &ActTable, view: View<'_>) -> Option<(Vec<EntityId>, Span)> {
    let top = view.root()?;
    let named = view
        .subjects(top)
        .into_iter()
        .find(|&s| acts.words.voices.has(view.lemma(s)) && is_known(view, s))?;
    let own = view.children(named, &[Deprel::Nmod, Deprel::NmodPoss]).find_map(|o| officials(view, o));
    own.or_else(|| told_before(view)).map(|(_, entities)| (entities, view.span(named)))
}

/// Whether the subject of the act is "I" or "we", or a pronoun that stands for nobody known: "said it was troubled".
fn speaks_for_himself(view: View<'_>, trigger: usize) -> bool {
    let subject = view.subjects(trigger);
    let owner = view.tree.child(trigger, &[Deprel::NmodPoss]);
    let pronoun = |t: usize| {
        view.word(t).upos == Upos::Pron && view.mention(t).is_none_or(|m| m.entities.is_empty())
            || SPEAKER.iter().any(|p| p.eq_ignore_ascii_case(view.text(t)))
    };
    let skipped = |&t: &usize| matches!(view.word(t).upos, Upos::Aux | Upos::Adv);
    let before = (0..trigger).rev().find(|t| !skipped(t)).filter(|&t| view.word(t).upos == Upos::Pron);
    subject.into_iter().chain(owner).chain(before).any(pronoun)
}

/// Whether the act is a passive that names nobody, and its frame takes it for the speaker's: "The envoy was called in, the ministry
/// said".
pub(crate) fn is_speakers(view: View<'_>, found: &Match<'_>) -> bool {
    found.frame.set("agent") == Some("speaker")
        && view.is_passive(found.trigger)
        && !matches!(view.word(found.trigger).rel, Deprel::Acl | Deprel::Advcl)
        && view.tree.child(found.trigger, &[Deprel::OblAgent]).is_none()
        // "The minister was asked whether …" by reporters.
        && (!view.is(found.trigger, &["ask"]) || view.tree.child(found.trigger, &[Deprel::Xcomp]).is_some())
}
