//! Who puts a concern to whom.

use crate::acts::ActTable;
use crate::what;
use demarche_core::{
    Deprel, EntityId, EntityKind, Mention, MentionForm, Party, PartyKind, Reading, Sense, SentenceId, Span,
    Upos, Xpos, Zone,
};
use demarche_frames::{Filler, Match, View};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The first persons, who are whoever speaks.
const SPEAKER: [&str; 4] = ["i", "we", "my", "our"];

/// A country that is named so many times less often than the raiser's own is named in passing, and no side of the story.
const IN_PASSING: u32 = 4;

/// Who is meant without being named has been named so few sentences before.
const NEARBY: u32 = 5;

/// How a heading names the author of the text below it.
const AUTHORED: [&str; 8] = [
    "statement by ",
    "statement from ",
    "statement of ",
    "remarks by ",
    "remarks from ",
    "message from ",
    "declaration by ",
    "declaration of ",
];

/// Those who raise it, and the words that name them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Raisers {
    pub(crate) entities: Vec<EntityId>,
    pub(crate) span: Span,
    /// Whether they are known only as the speakers of the sentence.
    pub(crate) as_speaker: bool,
}

/// How an addressee is known; the first is the surest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Known {
    /// The frame names it.
    Named,
    /// It owns what the concern is about: "US restrictions", "China's controls".
    Owner,
    /// It is the other side of what the article reports.
    Counterpart,
}

/// Those to whom it is put.
#[derive(Debug, Clone)]
pub(crate) struct Addressees {
    pub(crate) entities: Vec<EntityId>,
    pub(crate) span: Span,
    pub(crate) known: Known,
}

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
        all = Raisers { entities: officials, span: mention.span, as_speaker: false };
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
    let outer = || reporter(view, found.trigger).or_else(|| writer(view, found.trigger));
    if let Some((mention, officials)) = (!speech).then(outer).flatten() {
        all = Raisers { entities: officials, span: mention.span, as_speaker: false };
    }
    let inner = || {
        let trigger = found.trigger;
        controller(view, trigger).or_else(|| misread(view, trigger)).or_else(|| behalf(acts, view, trigger))
    };
    if all.entities.is_empty()
        && !speech
        && let Some((mention, officials)) = inner()
    {
        all = Raisers { entities: officials, span: mention.span, as_speaker: false };
    }
    if all.entities.is_empty()
        && (speech || is_speakers(view, found) || speaks_for_himself(view, found.trigger))
    {
        if let Some((entities, span)) = speaker(acts, view, found.trigger) {
            all.entities = entities.into_iter().filter(|&e| can_raise(reading, e)).collect();
            all.span = span;
            all.as_speaker = true;
        }
    }
    if all.entities.is_empty()
        && is_speakers(view, found)
        && let Some(last) = last
    {
        // A note goes on without saying whose it is: "The Sudanese side was urged to …".
        all = Raisers { as_speaker: true, span: Span::default(), ..last.clone() };
    }
    if all.entities.is_empty() && is_speakers(view, found) {
        all = unsaid(acts, view, found)?;
    }
    // "The leaders condemned Putin's decision": he is not one of them.
    let meant = |e: &EntityId| {
        let about = found.fillers.iter().filter(|f| f.slot.starts_with("topic") || f.slot == "addressee");
        let mut named =
            about.flat_map(|f| reading.mentions(view.sentence).iter().filter(|m| f.span.contains(m.span)));
        named.any(|m| m.form == MentionForm::Name && m.entities.contains(e))
    };
    if all.entities.len() > 1 {
        all.entities.retain(|e| !meant(e));
    }
    (!all.entities.is_empty()).then_some(all)
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
    let led = |&s: &usize| s < trigger && view.has_case(s, &["to", "with", "against"]);
    subjects.filter(|s| !led(s)).filter_map(|s| officials(view, s)).next()
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

/// For whom the subject speaks: "a spokesperson for the Foreign Ministry said …".
fn behalf<'r>(acts: &ActTable, view: View<'r>, trigger: usize) -> Option<(&'r Mention, Vec<EntityId>)> {
    let voices = view.subjects(trigger).into_iter().filter(|&s| acts.words.voices.has(view.lemma(s)));
    voices.flat_map(|s| view.children(s, &[Deprel::Nmod, Deprel::NmodPoss])).find_map(|o| officials(view, o))
}

/// Who writes, where the parser takes the participle for the reader's: "wrote to the embassy in Nairobi asking it to …".
fn writer<'r>(view: View<'r>, trigger: usize) -> Option<(&'r Mention, Vec<EntityId>)> {
    let participle = view.word(trigger).rel == Deprel::Acl && view.word(trigger).xpos == Xpos::Vbg;
    let verb =
        participle.then(|| view.tree.ancestors(trigger).find(|&a| view.word(a).upos == Upos::Verb))??;
    if !view.is(verb, &["write", "speak", "call", "telephone", "phone", "send", "cable"]) {
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
    if view.text(last) == "," {
        let opens = |&t: &usize| view.text(t) == "," && view.is(t + 1, &["who", "which", "whose"]);
        last = (1..last).rev().find(opens)? - 1;
    }
    let mention = view.reading.mentions(view.sentence).iter().find(|m| m.tokens.end == last + 1)?;
    let marks =
        |c: &str| ["after", "before", "since", "as", "until"].iter().any(|w| c.eq_ignore_ascii_case(w));
    let conjunction = mention.tokens.clone().any(|t| view.cases(t).any(marks));
    let tail = view.word(mention.head).rel == Deprel::Flat
        && view.tree.head(mention.head).is_some_and(|h| h < mention.tokens.start);
    (conjunction || tail).then(|| officials(view, mention.head)).flatten()
}

/// The mention at a word and those of its entities that can raise a concern, if there are any.
fn officials<'r>(view: View<'r>, token: usize) -> Option<(&'r Mention, Vec<EntityId>)> {
    let mention = view.mention(token)?;
    let able: Vec<EntityId> =
        mention.entities.iter().copied().filter(|&e| can_raise(view.reading, e)).collect();
    (!able.is_empty()).then_some((mention, able))
}

/// The fillers of the raiser slot that stand side by side; what a parser coordinates across other words is left out.
fn alongside<'a, 'r>(view: View<'r>, found: &'a Match<'r>) -> Vec<&'a Filler<'r>> {
    // "was handed to the envoy lodging a protest": whoever stands behind a preposition does not do what follows him.
    let verb = view.word(found.trigger).upos == Upos::Verb;
    let led = |f: &Filler<'_>| f.token < found.trigger && view.has_case(f.token, &["to", "with", "against"]);
    let mut all: Vec<&Filler<'r>> = found.slot("raiser").filter(|f| !(verb && led(f))).collect();
    all.sort_by_key(|f| f.token);
    let anchor = match all.iter().rposition(|f| f.token < found.trigger) {
        Some(before) if !view.is_passive(found.trigger) => before,
        _ => 0,
    };
    let apart = |a: &Filler<'_>, b: &Filler<'_>| {
        let end = |f: &Filler<'_>| f.mention.map_or(f.token, |m| m.tokens.end.saturating_sub(1));
        let start = |f: &Filler<'_>| f.mention.map_or(f.token, |m| m.tokens.start);
        start(b).saturating_sub(end(a)) > 3
    };
    let first = (0..anchor).rev().take_while(|&i| !apart(all[i], all[i + 1])).last().unwrap_or(anchor);
    let last = (anchor + 1..all.len()).take_while(|&i| !apart(all[i - 1], all[i])).last().unwrap_or(anchor);
    all.into_iter().take(last + 1).skip(first).collect()
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
        None => issuer(acts, view).or_else(|| author(reading)),
    }
}

/// Whose statement "the statement said" is: of whoever spoke in one of the sentences before.
fn issuer(acts: &ActTable, view: View<'_>) -> Option<(Vec<EntityId>, Span)> {
    let top = view.root()?;
    let named = view.subjects(top).into_iter().find(|&s| {
        acts.words.voices.has(view.lemma(s)) && view.children(s, &[Deprel::Det]).any(|d| view.is(d, &["the"]))
    })?;
    let own = view.children(named, &[Deprel::Nmod, Deprel::NmodPoss]).find_map(|o| officials(view, o));
    let before = (1..=3).filter_map(|back| view.sentence.0.checked_sub(back)).find_map(|s| {
        let earlier = View::new(view.reading, SentenceId(s));
        let says = earlier.root()?;
        earlier.subjects(says).into_iter().find_map(|s| officials(earlier, s))
    });
    own.or(before).map(|(_, entities)| (entities, view.span(named)))
}

/// Whose text it is, if its first lines say so: "Statement by President Biden on …". "We" outside quotations is then he.
fn author(reading: &dyn Reading) -> Option<(Vec<EntityId>, Span)> {
    let text = reading.text();
    let heading = reading.sentences().iter().take(2).zip(0..);
    heading.into_iter().find_map(|(sentence, index)| {
        let line = sentence.span.slice(text).to_ascii_lowercase();
        let at = AUTHORED.iter().find_map(|words| line.find(words).map(|i| i + words.len()))?;
        let from = sentence.span.start + at as u32;
        let mention = reading.mentions(SentenceId(index)).iter().find(|m| m.span.end > from)?;
        let able: Vec<EntityId> =
            mention.entities.iter().copied().filter(|&e| can_raise(reading, e)).collect();
        // The name must follow at once: "a statement by lawyers on the president" is not his.
        let follows = mention.span.start <= from + 6;
        (follows && !able.is_empty()).then_some((able, mention.span))
    })
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
fn is_speakers(view: View<'_>, found: &Match<'_>) -> bool {
    found.frame.set("agent") == Some("speaker")
        && view.is_passive(found.trigger)
        && !matches!(view.word(found.trigger).rel, Deprel::Acl | Deprel::Advcl)
        && view.tree.child(found.trigger, &[Deprel::OblAgent]).is_none()
        // "The minister was asked whether …" by reporters.
        && (!view.is(found.trigger, &["ask"]) || view.tree.child(found.trigger, &[Deprel::Xcomp]).is_some())
}

/// Who acts where nobody says so: "A note was handed to the Fijian envoy" in a text about Fiji and one other side is of the other.
fn unsaid(acts: &ActTable, view: View<'_>, found: &Match<'_>) -> Option<Raisers> {
    let addressed: Vec<EntityId> =
        found.slot("addressee").filter_map(|f| f.mention).flat_map(|m| m.entities.iter().copied()).collect();
    let theirs = countries(view.reading, &addressed);
    let other = (!theirs.is_empty()).then(|| counterpart(acts, view, false, &theirs, None)).flatten();
    let other = other.filter(|&e| can_raise(view.reading, e))?;
    Some(Raisers { entities: vec![other], span: Span::default(), as_speaker: true })
}

fn can_raise(reading: &dyn Reading, id: EntityId) -> bool {
    let entity = reading.entity(id);
    entity.official && entity.country.is_some() && entity.kind != EntityKind::Place
}

/// The countries and bodies that entities belong to.
pub(crate) fn countries<'r>(reading: &'r dyn Reading, entities: &[EntityId]) -> BTreeSet<&'r str> {
    entities.iter().filter_map(|&e| reading.entity(e).country.as_deref()).collect()
}

/// To whom the concern is put: whom the frame names, else who owns what it is about, else the other side of the article.
/// None if it stays at home, or nobody is in sight. `earlier` is to whom the raiser spoke in the sentences before.
pub(crate) fn addressees(
    acts: &ActTable,
    view: View<'_>,
    found: &Match<'_>,
    raisers: &Raisers,
    earlier: Option<EntityId>,
) -> Option<Addressees> {
    let reading = view.reading;
    let home = countries(reading, &raisers.entities);
    let abroad = |e: &EntityId| reading.entity(*e).country.as_deref().is_some_and(|c| !home.contains(c));
    let at_home = |e: &EntityId| reading.entity(*e).country.as_deref().is_some_and(|c| home.contains(c));

    // A path that asks the order of words may come back to the raiser's own words.
    let apart = |span: Span| !span.overlaps(raisers.span) || raisers.as_speaker;
    let named: Vec<_> = found
        .slot("addressee")
        .filter(|f| apart(f.span))
        .filter_map(|f| f.mention.map(|m| (m, f.span)))
        .collect();
    // "Both countries must …" binds the speaker's own side as well: no demand on the other.
    let speech = found.frame.set("speech").is_some();
    let pronoun = |m: &Mention| m.form == MentionForm::Pronoun;
    let both = |m: &Mention| !pronoun(m) && m.entities.iter().any(at_home) && m.entities.iter().any(abroad);
    if named.iter().any(|(m, _)| both(m) || speech && m.entities.iter().any(at_home)) {
        return None;
    }
    let entities = once(named.iter().flat_map(|(m, _)| &m.entities).copied().filter(|e| abroad(e)));
    if let Some((_, span)) = named.first().filter(|_| !entities.is_empty()) {
        return Some(Addressees { entities, span: *span, known: Known::Named });
    }
    // Nobody condemns himself: "accused him", "demanded that it be undone" mean another, or a thing.
    let himself = |span: Span| {
        let fillers = || found.slot("addressee").filter(|f| f.span == span);
        let done = |t: usize| {
            matches!(view.word(t).rel, Deprel::Obj | Deprel::Iobj | Deprel::NsubjPass | Deprel::Obl)
        };
        !speech && fillers().any(|f| done(f.token))
    };
    let named_home = named
        .iter()
        .filter(|(m, span)| m.form != MentionForm::Modifier && !(pronoun(m) && himself(*span)))
        // "The visiting president" is not of this house, whoever he is taken for.
        .filter(|(m, _)| m.form != MentionForm::Nominal || !is_guest(view, m.head));
    if named_home.flat_map(|(m, _)| &m.entities).any(at_home) {
        return None;
    }
    // "Criticised the opposition over the deal with Peru": a quarrel at home, whatever it is about.
    let object = found.fillers.iter().filter(|f| f.slot == "topic" || f.slot == "whom").map(|f| f.token);
    let at_odds = |t: usize| {
        let object = matches!(view.word(t).rel, Deprel::Obj | Deprel::NsubjPass | Deprel::Iobj);
        object
            && acts.words.domestic.has(view.lemma(t))
            && owner(acts, view, t, &abroad).is_none_or(|m| m.head > t)
    };
    if object.into_iter().any(at_odds) {
        return None;
    }
    // Somebody is addressed, but not by a name: "its neighbour", "Zambian firms".
    let whom: Vec<_> = found.slot("whom").filter(|f| apart(f.span)).collect();
    if let Some(mention) = whom.iter().find_map(|f| owner(acts, view, f.token, &abroad)) {
        let entities = once(mention.entities.iter().copied().filter(|e| abroad(e)));
        return Some(Addressees { entities, span: mention.span, known: Known::Named });
    }
    let other_side = |f: &&Filler<'_>| {
        acts.is_other_side(view.lemma(f.token), view.text(f.token)) && is_definite(view, f.token)
    };
    if let Some(filler) = whom.iter().find(|f| other_side(f)) {
        let entity = counterpart(acts, view, false, &home, earlier)?;
        return Some(Addressees { entities: vec![entity], span: filler.span, known: Known::Counterpart });
    }
    if found.frame.set("whom").is_some() {
        return None;
    }
    let owned = found.frame.set("owner") != Some("no");
    // "It violates UN resolutions": whose rule is broken is not the one who breaks it.
    let about = |f: &&Filler<'_>| f.slot.starts_with("topic") && !(speech && f.slot == "topic_object");
    for filler in found.fillers.iter().filter(|f| owned && about(f)) {
        if let Some(mention) = owner(acts, view, filler.token, &abroad) {
            let entities = once(mention.entities.iter().copied().filter(|e| abroad(e)));
            return Some(Addressees { entities, span: mention.span, known: Known::Owner });
        }
    }
    if let Some(mention) =
        (owned && !speech).then(|| first_named(acts, view, found.trigger, &abroad)).flatten()
    {
        let entities = once(mention.entities.iter().copied().filter(|e| abroad(e)));
        return Some(Addressees { entities, span: mention.span, known: Known::Owner });
    }
    if let Some(place) = owned.then(|| scene(acts, view, found.trigger, &home)).flatten() {
        return Some(Addressees {
            entities: place.entities.clone(),
            span: place.span,
            known: Known::Counterpart,
        });
    }
    let entity = counterpart(acts, view, owned, &home, earlier)?;
    let country = reading.entity(entity).country.as_deref();
    let victims = reading
        .mentions(view.sentence)
        .iter()
        .filter(|m| m.head > found.trigger && suffers(acts, view, m.head));
    if victims.flat_map(|m| &m.entities).any(|&e| reading.entity(e).country.as_deref() == country) {
        return None;
    }
    Some(Addressees { entities: vec![entity], span: Span::default(), known: Known::Counterpart })
}

/// Whether a noun is for somebody from elsewhere: "his guest", "the visiting minister".
fn is_guest(view: View<'_>, token: usize) -> bool {
    view.is(token, &["guest", "visitor", "host", "counterpart", "interlocutor"])
        || view.children(token, &[Deprel::Amod]).any(|a| view.is(a, &["visiting", "visit"]))
}

/// The city that the matter belongs to, if all that are named lie in one other country: "concern about the arrest of Istanbul's mayor".
fn scene<'r>(acts: &ActTable, view: View<'r>, trigger: usize, home: &BTreeSet<&str>) -> Option<&'r Mention> {
    let behind = what::behind(acts, view, trigger);
    // Where the talks are held, or whom the matter hits, is no owner.
    let owns = |t: usize| view.word(t).rel == Deprel::NmodPoss;
    let mentions = view.reading.mentions(view.sentence).iter().filter(|m| behind.contains(&m.head));
    let places: Vec<&Mention> = mentions.filter(|m| m.sense == Sense::Place && owns(m.head)).collect();
    let countries: BTreeSet<&str> =
        places.iter().flat_map(|m| countries(view.reading, &m.entities)).collect();
    let abroad = countries.len() == 1 && countries.is_disjoint(home);
    places.first().copied().filter(|_| abroad)
}

/// Whether a noun means somebody in particular: "its neighbour", not "countries around the world", "other states", "all sides".
fn is_definite(view: View<'_>, token: usize) -> bool {
    let determined = view.children(token, &[Deprel::Det, Deprel::NmodPoss]).any(|d| {
        view.word(d).rel == Deprel::NmodPoss || view.is(d, &["the", "this", "that", "both", "each"])
    });
    let loose = view.children(token, &[Deprel::Amod, Deprel::Det]).any(|a| {
        view.is(
            a,
            &["all", "other", "some", "any", "many", "more", "most", "several", "every", "international"],
        )
    });
    view.word(token).upos == Upos::Pron || determined && !loose
}

/// Whether a word names whoever the matter is done to, or where it only happens: "acts of terror against Israelis", "the attack on
/// the embassy", "the war in Yemen", "condolences to Pakistan".
fn suffers(acts: &ActTable, view: View<'_>, token: usize) -> bool {
    // "Kenyan" in "the killing of Kenyan herders" is done to as well, "Iran" in "the violation of rights in Iran" is not.
    let colours = matches!(view.word(token).rel, Deprel::Amod | Deprel::Compound | Deprel::NmodPoss);
    std::iter::once(token).chain(view.tree.ancestors(token)).take(2).any(|t| {
        let Some(head) = view.tree.head(t) else { return false };
        let comfort = || {
            let given = std::iter::once(head).chain(view.children(head, &[Deprel::Obj]));
            given.map(|noun| view.lemma(noun)).any(|noun| acts.words.comfort.has(noun))
        };
        view.cases(t).any(|case| match case.to_ascii_lowercase().as_str() {
            "against" => true,
            "on" => acts.words.victims.has(view.lemma(head)),
            "of" => {
                let custody = || view.is(head, &["arrest", "detention", "imprisonment", "jailing"]);
                (t == token || colours)
                    && (acts.words.done_to.has(view.lemma(head))
                        || custody() && acts.words.servants.has(view.lemma(t)))
            }
            "in" => acts.words.scenes.has(view.lemma(head)),
            "to" | "with" | "for" => comfort(),
            _ => false,
        })
    })
}

/// The foreign party nearest to the top of what the concern is about.
fn owner<'r>(
    acts: &ActTable,
    view: View<'r>,
    top: usize,
    abroad: &dyn Fn(&EntityId) -> bool,
) -> Option<&'r Mention> {
    let mentions = view.reading.mentions(view.sentence);
    let mut queue = VecDeque::from([top]);
    while let Some(token) = queue.pop_front() {
        // Somewhere is nobody, and a body is asked by name: "a breach of UN resolutions" is not put to the UN.
        let owns = matches!(
            view.word(token).rel,
            Deprel::NmodPoss | Deprel::Amod | Deprel::Compound | Deprel::Nsubj
        );
        let party =
            |e: &EntityId| abroad(e) && (owns || view.reading.entity(*e).kind != EntityKind::Organization);
        if token != top && suffers(acts, view, token) {
            continue;
        }
        let here = mentions
            .iter()
            .filter(|m| m.head == token && m.sense == Sense::Actor && m.entities.iter().any(party))
            // "the measure and the conditions that it sets": of things and states, "it" is as often the thing.
            .filter(|m| m.form != MentionForm::Pronoun || !view.text(token).eq_ignore_ascii_case("it"))
            .max_by_key(|m| m.tokens.len());
        if let Some(mention) = here {
            return Some(mention);
        }
        let mut below: Vec<usize> = view.tree.children(token).map(|(i, _)| i).collect();
        // "China's controls on US firms": who does it stands before whom it hits.
        below.sort_by_key(|&i| {
            let close = matches!(
                view.word(i).rel,
                Deprel::NmodPoss | Deprel::Amod | Deprel::Compound | Deprel::Nsubj | Deprel::NmodUnmarked
            );
            (!close, i)
        });
        queue.extend(below);
    }
    None
}

/// The first foreign state or government that the words behind the act name, for where the tree hangs them elsewhere.
fn first_named<'r>(
    acts: &ActTable,
    view: View<'r>,
    trigger: usize,
    abroad: &dyn Fn(&EntityId) -> bool,
) -> Option<&'r Mention> {
    let behind = what::behind(acts, view, trigger);
    let state = |e: &EntityId| {
        abroad(e) && matches!(view.reading.entity(*e).kind, EntityKind::Country | EntityKind::Government)
    };
    view.reading
        .mentions(view.sentence)
        .iter()
        .filter(|m| m.sense == Sense::Actor && behind.contains(&m.head) && !suffers(acts, view, m.head))
        .find(|m| m.entities.iter().any(state))
}

/// The country or body that the article is about beside the raiser's own: the only one that this sentence names, else the one
/// to which the raiser has just spoken, else the one that the article names most. None if two are named equally often.
fn counterpart(
    acts: &ActTable,
    view: View<'_>,
    ask_sentence: bool,
    home: &BTreeSet<&str>,
    earlier: Option<EntityId>,
) -> Option<EntityId> {
    let reading = view.reading;
    let party = |e: EntityId| {
        let entity = reading.entity(e);
        let stands = entity.official || matches!(entity.kind, EntityKind::Country | EntityKind::Government);
        entity.country.as_deref().filter(|c| stands && !home.contains(c))
    };
    let here: Vec<EntityId> = if ask_sentence { reading.mentions(view.sentence) } else { &[] }
        .iter()
        .filter(|m| m.form != MentionForm::Modifier && !suffers(acts, view, m.head))
        .flat_map(|m| m.entities.iter().copied())
        // "asked for a role for the UN": a body is asked by name.
        .filter(|&e| party(e).is_some() && reading.entity(e).kind != EntityKind::Organization)
        .collect();
    let named: BTreeSet<&str> = here.iter().filter_map(|&e| party(e)).collect();
    if named.len() == 1 {
        return here.first().copied();
    }
    if named.is_empty() && earlier.is_some() {
        return earlier;
    }
    // A joint statement of both sides is meant for a third.
    if home.len() > 1 {
        return None;
    }
    let weights = reading.entities_by_weight();
    let at_home: u32 = weights
        .iter()
        .filter(|(e, _)| reading.entity(*e).country.as_deref().is_some_and(|c| home.contains(c)))
        .map(|(_, w)| w)
        .sum();
    let mut by_country: BTreeMap<&str, u32> = BTreeMap::new();
    for &(entity, weight) in &weights {
        if let Some(country) = party(entity) {
            *by_country.entry(country).or_default() += weight;
        }
    }
    let (&country, &most) = by_country.iter().max_by_key(|&(_, w)| *w)?;
    let rivalled = by_country.iter().any(|(&c, &w)| c != country && w == most);
    let last = reading.sentences().len().saturating_sub(1) as u32;
    let nearby = view.sentence.0.saturating_sub(NEARBY)..=(view.sentence.0 + 1).min(last);
    let near = nearby
        .flat_map(|s| reading.mentions(SentenceId(s)))
        .flat_map(|m| &m.entities)
        .any(|&e| reading.entity(e).country.as_deref() == Some(country));
    // In a readout the guest is named once, the host in every sentence: whose officials the first sentence names is no bystander.
    let first = reading.sentences().iter().find(|s| s.zone == Zone::Body).map(|s| reading.mentions(s.id));
    let mut opening = first.unwrap_or_default().iter().flat_map(|m| &m.entities).map(|&e| reading.entity(e));
    let met =
        opening.any(|e| e.official && e.kind == EntityKind::Person && e.country.as_deref() == Some(country));
    if rivalled || !near || !met && most * IN_PASSING < at_home {
        return None;
    }
    let of_country = || weights.iter().map(|&(e, _)| e).filter(|&e| party(e) == Some(country));
    let state =
        |e: &EntityId| matches!(reading.entity(*e).kind, EntityKind::Country | EntityKind::Government);
    of_country().find(state).or_else(|| of_country().next())
}

/// The parties of a record: a city stands for its country.
pub(crate) fn parties(reading: &dyn Reading, entities: &[EntityId]) -> Vec<Party> {
    let mut all: Vec<Party> = Vec::new();
    for &id in entities {
        let entity = reading.entity(id);
        let party = entity.party().or_else(|| {
            let country = entity.country.clone()?;
            Some(Party {
                name: entity.name.clone(),
                id: country.clone(),
                kind: PartyKind::Country,
                role: None,
                country: Some(country),
            })
        });
        all.extend(party.filter(|p| !all.iter().any(|known| known.id == p.id)));
    }
    all
}

/// Each once, in order.
fn once(entities: impl Iterator<Item = EntityId>) -> Vec<EntityId> {
    let mut all = Vec::new();
    for entity in entities {
        if !all.contains(&entity) {
            all.push(entity);
        }
    }
    all
}
