//! To whom a concern is put, and which parties entities are.

use crate::acts::ActTable;
use crate::concern::{Addressees, Known, Raisers, countries};
use crate::other::{interlocutor, other_sides};
use demarche_core::{
    Deprel, EntityId, EntityKind, Mention, MentionForm, Party, PartyKind, Reading, Sense, Span, Upos, Xpos,
};
use demarche_frames::{Filler, Match, View};
use std::collections::{BTreeSet, VecDeque};

/// Whether a match tells to whom it is put.
#[derive(Debug, Clone)]
pub(crate) enum Put {
    /// It does.
    Told(Addressees),
    /// It stays at home, or is put to nobody.
    Nowhere,
    /// It does not: somebody may be meant.
    Open,
    /// It does not, and is an act only towards somebody.
    Unsaid,
}

/// The countries and bodies of those whom a match names as addressees.
pub(crate) fn addressed<'r>(reading: &'r dyn Reading, found: &Match<'_>) -> BTreeSet<&'r str> {
    let entities = found.slot("addressee").filter_map(|f| f.mention).flat_map(|m| &m.entities);
    entities.filter_map(|&e| reading.entity(e).country.as_deref()).collect()
}

/// To whom the words of a match put the concern.
pub(crate) fn put(acts: &ActTable, view: View<'_>, found: &Match<'_>, raisers: &Raisers) -> Put {
    let reading = view.reading;
    let home = countries(reading, &raisers.entities);
    let abroad = |e: &EntityId| reading.entity(*e).country.as_deref().is_some_and(|c| !home.contains(c));
    let at_home = |e: &EntityId| reading.entity(*e).country.as_deref().is_some_and(|c| home.contains(c));

    // A path that asks the order of words may come back to the raiser's own words.
    let apart = |span: Span| !span.overlaps(raisers.span) || raisers.as_speaker;
    let named: Vec<_> = found
        .slot("addressee")
        .filter(|f| apart(f.span) && !is_told_by(view, f.token) && !is_own_post(acts, view, f.token))
        .filter_map(|f| f.mention.map(|m| (m, f.span)))
        .collect();
    let speech = found.frame.set("speech").is_some();
    // "We must do better" is said to oneself.
    let ours = |f: &Filler<'_>| matches!(view.text(f.token).to_ascii_lowercase().as_str(), "we" | "i");
    if speech && found.slot("addressee").any(ours) {
        return Put::Nowhere;
    }
    let pronoun = |m: &Mention| m.form == MentionForm::Pronoun;
    // "Told Chad that it must withdraw": nobody is told of the teller's own duties and faults.
    if speech
        && !named.is_empty()
        && named.iter().all(|(m, _)| pronoun(m) && m.entities.iter().all(at_home))
        && let Some(mention) = interlocutor(acts, view, found.trigger, &home)
    {
        let entities = once(alongside(view, mention).into_iter().filter(|e| abroad(e)));
        return Put::Told(Addressees { entities, span: mention.span, known: Known::Named });
    }
    // "Both countries must …" binds the speaker's own side as well: no demand on the other.
    let both = |m: &Mention| !pronoun(m) && m.entities.iter().any(at_home) && m.entities.iter().any(abroad);
    if named.iter().any(|(m, _)| both(m) || speech && m.entities.iter().any(at_home)) {
        return Put::Nowhere;
    }
    let entities = once(named.iter().flat_map(|(m, _)| &m.entities).copied().filter(|e| abroad(e)));
    if let Some((_, span)) = named.first().filter(|_| !entities.is_empty()) {
        return Put::Told(Addressees { entities, span: *span, known: Known::Named });
    }
    // "Asked our embassy in Nairobi to …": an errand for one's own.
    if found.slot("addressee").any(|f| is_own_post(acts, view, f.token)) {
        return Put::Nowhere;
    }
    // Nobody condemns himself: "accused him", "demanded that it be undone" mean another, or a thing.
    let himself = |span: Span| {
        let fillers = || found.slot("addressee").filter(|f| f.span == span);
        // "Demanded that it stop": nobody demands deeds of himself.
        let demand = found.frame.set("act") == Some("demand");
        let done = |t: usize| {
            matches!(view.word(t).rel, Deprel::Obj | Deprel::Iobj | Deprel::NsubjPass | Deprel::Obl)
                || demand && view.word(t).rel == Deprel::Nsubj
        };
        !speech && fillers().any(|f| done(f.token))
    };
    let named_home = named
        .iter()
        .filter(|(m, span)| m.form != MentionForm::Modifier && !(pronoun(m) && himself(*span)))
        // "The visiting president" is not of this house, whoever he is taken for.
        .filter(|(m, _)| m.form != MentionForm::Nominal || !is_guest(view, m.head));
    if named_home.flat_map(|(m, _)| &m.entities).any(at_home) {
        return Put::Nowhere;
    }
    // "Criticised the opposition over the deal with Peru": a quarrel at home, whatever it is about.
    let object = found.fillers.iter().filter(|f| f.slot == "topic" || f.slot == "whom").map(|f| f.token);
    let at_odds = |t: usize| {
        let object =
            matches!(view.word(t).rel, Deprel::Obj | Deprel::NsubjPass | Deprel::Iobj | Deprel::Nsubj);
        object
            && acts.words.domestic.has(view.lemma(t))
            && owner(acts, view, t, &abroad).is_none_or(|m| m.head > t)
    };
    // "Complained that judges meddle".
    let clause = found
        .fillers
        .iter()
        .filter(|f| f.slot.starts_with("topic") && view.word(f.token).rel == Deprel::Ccomp);
    let doer = clause.flat_map(|f| view.children(f.token, &[Deprel::Nsubj]));
    if object.chain(doer).any(at_odds) {
        return Put::Nowhere;
    }
    // "Asked Congress for money": nobody abroad is asked.
    let mut asked =
        view.children(found.trigger, &[Deprel::Obj, Deprel::Iobj]).filter_map(|o| view.mention(o));
    let own = |m: &Mention| m.form == MentionForm::Name && m.entities.iter().any(at_home);
    if found.frame.set("act") == Some("request") && asked.any(own) {
        return Put::Nowhere;
    }
    // Somebody is addressed, but not by a name: "its neighbour", "Zambian firms".
    let whom: Vec<_> = found.slot("whom").filter(|f| apart(f.span)).collect();
    // "Urged its partners to leave the Cairo pact": whom the clause behind names is not asked.
    let clause =
        |t: usize| matches!(view.word(t).rel, Deprel::Acl | Deprel::Advcl | Deprel::Ccomp | Deprel::Xcomp);
    let beside = |m: &Mention, whom: usize| {
        let path = std::iter::once(m.head).chain(view.tree.ancestors(m.head));
        !path.take_while(|&t| t != whom).any(clause)
    };
    let theirs = |t: usize| owner(acts, view, t, &abroad).filter(|m| beside(m, t));
    if let Some(mention) = whom.iter().find_map(|f| theirs(f.token)) {
        let entities = once(mention.entities.iter().copied().filter(|e| abroad(e)));
        return Put::Told(Addressees { entities, span: mention.span, known: Known::Named });
    }
    // A body speaks to others than its own: "the Fund urged creditors".
    let body = !home.iter().any(|side| reading.is_state(side));
    if let Some(filler) = whom.iter().find(|f| is_several(acts, view, f.token, body)) {
        let span = view.reading.span_of(view.sentence, several(view, filler.token));
        // "All sides" of a quarrel between two: those of whom the article tells. "Certain countries" and "anyone" may be others.
        let entities = if is_open(acts, view, filler.token) { Vec::new() } else { other_sides(view, &home) };
        return Put::Told(Addressees { entities, span, known: Known::Named });
    }
    // "Told the envoy that the raids must stop": what is to stop or to be done is no addressee.
    let thing = |f: &Filler<'_>| speech && f.mention.is_none() && view.word(f.token).upos == Upos::Noun;
    let demands = matches!(found.frame.set("act"), Some("demand" | "request"));
    // Whoever is only spoken to need not be the one whose conduct is judged.
    if (!speech || demands)
        && named.is_empty()
        && whom.iter().all(|f| thing(f))
        && let Some(mention) = interlocutor(acts, view, found.trigger, &home)
    {
        let entities = once(alongside(view, mention).into_iter().filter(|e| abroad(e)));
        let about = found.fillers.iter().filter(|f| f.slot.starts_with("topic"));
        // "Wrote to the Council complaining of …": a body hears complaints about others.
        let state = |e: &EntityId| reading.entity(*e).country.as_deref().is_some_and(|c| reading.is_state(c));
        let judge = !matches!(found.frame.set("act"), Some("demand" | "request" | "question"))
            && !entities.iter().any(state);
        let third =
            |m: &Mention| m.entities.iter().any(abroad) && !m.entities.iter().any(|e| entities.contains(e));
        if !judge && !about.filter_map(|f| owner(acts, view, f.token, &abroad)).any(third) {
            return Put::Told(Addressees { entities, span: mention.span, known: Known::Named });
        }
    }
    let other_side = |f: &&Filler<'_>| {
        acts.is_other_side(view.lemma(f.token), view.text(f.token)) && is_definite(view, f.token)
    };
    match found.frame.set("whom") {
        None => Put::Open,
        Some(_) if whom.iter().any(other_side) => Put::Open,
        // "Came to Delhi and asked for a loan": who is asked needs no word where it is the host.
        Some("host") if whom.is_empty() && named.is_empty() => {
            let host = host(acts, view, found.trigger, &home);
            host.map_or(Put::Unsaid, |place| Put::Told(Addressees::at(place)))
        }
        Some(_) if whom.is_empty() && named.is_empty() => Put::Unsaid,
        Some(_) => Put::Nowhere,
    }
}

/// Whether a word stands behind "according to": whoever tells of it is not told.
pub(crate) fn is_told_by(view: View<'_>, token: usize) -> bool {
    let case = view.children(token, &[Deprel::Case, Deprel::Fixed]);
    let mut words = case.flat_map(|c| [Some(c), c.checked_sub(1)]).flatten();
    words.any(|w| view.text(w).eq_ignore_ascii_case("according"))
}

/// Whether a word is for somebody who serves abroad for whoever speaks: "its mission to the UN".
pub(crate) fn is_own_post(acts: &ActTable, view: View<'_>, token: usize) -> bool {
    acts.words.posts.has(view.lemma(token))
        && view.children(token, &[Deprel::NmodPoss]).any(|p| view.word(p).upos == Upos::Pron)
}

/// Words that leave open which of several are meant.
const OPEN: [&str; 4] = ["certain", "some", "several", "other"];

/// Whether a noun is for several others who are not named: "all sides", "certain countries", "both capitals"; said by a body also
/// "governments".
fn is_several(acts: &ActTable, view: View<'_>, token: usize, body: bool) -> bool {
    let counted = |words: &[&str]| view.tree.children(token).any(|(d, _)| view.is(d, words));
    let all = body || counted(&["all", "both", "two", "warring", "rival", "concerned", "concern"]);
    let anyone = view.is(token, &["anyone", "anybody", "everyone", "everybody", "those", "whoever"])
        && view.tree.child(token, &[Deprel::AclRelcl, Deprel::Acl]).is_some();
    let party = all && acts.words.parties.has(view.lemma(token));
    // "Flag states", "the wealthy nations", "donors": a kind of states, not those of a region or of somebody.
    let fellow = acts.words.fellows.has(view.lemma(token));
    let described = || {
        let mut kinds = view.children(token, &[Deprel::Amod, Deprel::Compound]).peekable();
        let plain = |k: usize| view.word(k).upos != Upos::Propn && view.mention(k).is_none();
        (kinds.peek().is_some() || fellow) && kinds.all(plain)
    };
    let owned = || view.children(token, &[Deprel::NmodPoss, Deprel::Nmod]).next().is_some();
    let kind = || described() && !owned() && view.mention(token).is_none();
    let state = (acts.words.states.has(view.lemma(token)) || fellow) && (all || counted(&OPEN) || kind());
    anyone || matches!(view.word(token).xpos, Xpos::Nns | Xpos::Nnps) && (party || state)
}

/// Whether the words for several others leave open who they are: "anyone", "certain countries", "all states".
fn is_open(acts: &ActTable, view: View<'_>, token: usize) -> bool {
    let counted = |words: &[&str]| view.tree.children(token).any(|(d, _)| view.is(d, words));
    let states = acts.words.states.has(view.lemma(token)) && !counted(&["both", "two", "warring", "rival"]);
    let parties = counted(&["all", "both", "two", "warring", "rival", "concerned", "concern"]);
    view.word(token).upos == Upos::Pron || counted(&OPEN) || states || !parties
}

/// The words of a phrase that names several others.
fn several(view: View<'_>, token: usize) -> std::ops::Range<usize> {
    let first = view.children(token, &[Deprel::Det, Deprel::DetPredet, Deprel::Amod, Deprel::Nummod]).min();
    first.unwrap_or(token).min(token)..token + 1
}

/// Where whoever raises it travels or stays, of one other country: "asked for a loan when he came to Delhi", "raised it during a
/// trip to Nairobi".
fn host<'r>(acts: &ActTable, view: View<'r>, trigger: usize, home: &BTreeSet<&str>) -> Option<&'r Mention> {
    let tied = |t: usize| {
        view.tree.ancestors(t).any(|a| a == trigger) || view.tree.ancestors(trigger).any(|a| a == t)
    };
    let stays = |m: &Mention| {
        let head = m.head;
        let goes = |t: usize| acts.words.trips.has(view.lemma(t));
        let led = view.has_case(head, &["to", "in", "at"])
            && view.tree.head(head).is_some_and(|h| goes(h) && tied(h));
        let seen = view.word(head).rel == Deprel::Obj
            && view.tree.head(head).is_some_and(|h| view.is(h, &["visit", "tour"]) && tied(h));
        let there =
            view.tree.child(head, &[Deprel::Cop]).is_some() && view.has_case(head, &["in"]) && tied(head);
        led || seen || there
    };
    let mentions =
        view.reading.mentions(view.sentence).iter().filter(|m| m.sense == Sense::Place && stays(m));
    let places: Vec<&Mention> = mentions.collect();
    let countries: BTreeSet<&str> =
        places.iter().flat_map(|m| countries(view.reading, &m.entities)).collect();
    let abroad = countries.len() == 1 && countries.is_disjoint(home);
    places.first().copied().filter(|_| abroad)
}

/// Whether a noun is for somebody from elsewhere: "his guest", "the visiting minister".
fn is_guest(view: View<'_>, token: usize) -> bool {
    view.is(token, &["guest", "visitor", "host", "counterpart", "interlocutor"])
        || view.children(token, &[Deprel::Amod]).any(|a| view.is(a, &["visiting", "visit"]))
}

/// Whether a noun means somebody in particular: "its neighbour", not "countries around the world", "other states", "all sides".
fn is_definite(view: View<'_>, token: usize) -> bool {
    let determined = view.children(token, &[Deprel::Det, Deprel::NmodPoss]).any(|d| {
        view.word(d).rel == Deprel::NmodPoss || view.is(d, &["the", "this", "that", "both", "each"])
    });
    // "Expected foreign missions to respect the law": whoever is foreign here is the other side there.
    let foreign = view
        .children(token, &[Deprel::Amod])
        .any(|a| view.is(a, &["foreign", "visiting", "neighbouring", "neighboring"]));
    let loose = view.children(token, &[Deprel::Amod, Deprel::Det]).any(|a| {
        view.is(
            a,
            &["all", "other", "some", "any", "many", "more", "most", "several", "every", "international"],
        )
    });
    view.word(token).upos == Upos::Pron || (determined || foreign) && !loose
}

/// Whether a word names whoever the matter is done to, or where it only happens: "acts of terror against Israelis", "the attack on
/// the embassy", "the war in Yemen", "condolences to Pakistan".
pub(crate) fn suffers(acts: &ActTable, view: View<'_>, token: usize) -> bool {
    // "Kenyan" in "the killing of Kenyan herders" is done to as well, "Iran" in "the violation of rights in Iran" is not.
    let colours = matches!(view.word(token).rel, Deprel::Amod | Deprel::Compound | Deprel::NmodPoss);
    std::iter::once(token).chain(view.tree.ancestors(token)).take(2).any(|t| {
        let Some(head) = view.tree.head(t) else { return false };
        if lends_name(acts, view, t, head) {
            return true;
        }
        let comfort = || {
            let given = std::iter::once(head).chain(view.children(head, &[Deprel::Obj]));
            given.map(|noun| view.lemma(noun)).any(|noun| acts.words.comfort.has(noun))
        };
        view.cases(t).any(|case| match case.to_ascii_lowercase().as_str() {
            // "Violence against journalists in Chad" is not done to Chad.
            "against" => {
                !acts.words.opposes.has(view.lemma(head)) && (t == token || !view.has_case(token, &["in"]))
            }
            "on" => acts.words.victims.has(view.lemma(head)),
            "of" => {
                (t == token || colours)
                    && (acts.words.done_to.has(view.lemma(head))
                        || acts.words.custody.has(view.lemma(head)) && acts.words.servants.has(view.lemma(t)))
            }
            "in" => acts.words.scenes.has(view.lemma(head)),
            "to" | "with" | "for" => comfort(),
            _ => false,
        })
    })
}

/// Whether something lies between a word and another, without being their deed: "the flight between Peru and Chile". What two have agreed is.
fn lies_between(acts: &ActTable, view: View<'_>, token: usize) -> bool {
    let agreed = |head| acts.words.treaties.has(view.lemma(head));
    view.has_case(token, &["between"]) && !view.tree.head(token).is_some_and(agreed)
}

/// Whether a treaty is only called after a city: "the Kyoto Protocol" is not Japan's.
fn lends_name(acts: &ActTable, view: View<'_>, token: usize, head: usize) -> bool {
    // A capital is taken for its government.
    let city =
        |e: &EntityId| matches!(view.reading.entity(*e).kind, EntityKind::Place | EntityKind::Government);
    acts.words.treaties.has(view.lemma(head))
        && view.text(head).starts_with(char::is_uppercase)
        && matches!(view.word(token).rel, Deprel::Compound | Deprel::Amod)
        && view.mention(token).is_some_and(|m| m.entities.iter().any(city))
}

/// The foreign party nearest to the top of what the concern is about.
pub(crate) fn owner<'r>(
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
        if token != top && (suffers(acts, view, token) || lies_between(acts, view, token))
            || is_told_by(view, token)
            || is_own_post(acts, view, token)
        {
            continue;
        }
        let here = mentions
            .iter()
            .filter(|m| m.head == token && m.entities.iter().any(party))
            .filter(|m| m.sense == Sense::Actor || holds(acts, view, token))
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
            // "The sale of arms to Chad by Libya".
            (!(close || view.has_case(i, &["by"])), i)
        });
        queue.extend(below);
    }
    None
}

/// Whether somebody is held at this place: "the detention in Belarus of …". Whose place it is holds him.
fn holds(acts: &ActTable, view: View<'_>, place: usize) -> bool {
    let held = |head| acts.words.custody.has(view.lemma(head));
    view.has_case(place, &["in"]) && view.tree.head(place).is_some_and(held)
}

/// Several who are not named: "all sides".
pub(crate) fn group(words: &str) -> Party {
    let name = words.split_whitespace().collect::<Vec<_>>().join(" ");
    Party { id: name.to_lowercase(), name, kind: PartyKind::Group, role: None, country: None }
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

/// Those whom a mention names, and the mentions coordinated with it.
fn alongside(view: View<'_>, mention: &Mention) -> Vec<EntityId> {
    let others = view.coordinated(mention.head).into_iter().filter(|&t| t != mention.head);
    mention.entities.iter().chain(others.flat_map(|t| view.entities(t))).copied().collect()
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
