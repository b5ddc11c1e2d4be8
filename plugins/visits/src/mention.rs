//! One mention of a visit: a frame's match, read as who travels where, when, and how far it has come.

use demarche_core::{
    EntityId, EntityKind, Evidence, Mention, MentionForm, Party, Precision, Reading, SentenceId, Span,
    Status, Time, TimeMention,
};
use demarche_frames::{Match, View, mood, time};
use std::borrow::Cow;

/// A trip as one sentence tells it.
#[derive(Debug, Clone)]
pub(crate) struct Visit {
    pub(crate) rule: String,
    pub(crate) sentence: SentenceId,
    pub(crate) visitors: Vec<EntityId>,
    /// The destination's country or body.
    pub(crate) country: String,
    /// City, region or building, where the text names one.
    pub(crate) place: Option<EntityId>,
    pub(crate) status: Option<Status>,
    /// Whether the status was read from the words, not assumed.
    pub(crate) told: bool,
    pub(crate) time: Option<Time>,
    pub(crate) implied: bool,
    pub(crate) details: Vec<(&'static str, String)>,
    pub(crate) evidence: Vec<Evidence>,
}

/// The visits that a match tells of: one for each country of destination.
pub(crate) fn from_match(reading: &dyn Reading, found: &Match<'_>) -> Vec<Visit> {
    let view = View::new(reading, found.sentence);
    let mood = mood::of(view, found.trigger);
    if mood.hypothetical && mood.status != Some(Status::Planned) || mood.negated && mood.status.is_none() {
        return Vec::new();
    }
    let when = time::of(view, found.trigger);
    let implied = found.frame.set("implied").is_some();
    let mut status = mood.status;
    let told = status.is_some();
    if let Some(fixed) = found.frame.set("status").and_then(|s| s.parse().ok()) {
        status = Some(advance(fixed, mood.status));
    }
    let status = status.or_else(|| when.and_then(|t| by_date(reading, t)));

    let mut visits = Vec::new();
    for (country, place, span) in destinations(reading, found) {
        let visitors = visitors(reading, found, &country);
        if visitors.is_empty() {
            continue;
        }
        let mut visit = Visit {
            rule: found.frame.id.clone(),
            sentence: found.sentence,
            visitors,
            country,
            place,
            status: status.map(|s| settle(reading, s, when)),
            told,
            time: when.map(|t| t.time.clone()),
            implied,
            details: details(view, found.trigger),
            evidence: Vec::new(),
        };
        let mut cite = |role: &'static str, span: Span| {
            if !span.is_empty() {
                let text = span.slice(reading.text()).to_owned();
                visit.evidence.push(Evidence { role: Cow::Borrowed(role), span, text });
            }
        };
        cite("sentence", reading.sentence(found.sentence).span);
        cite("trigger", view.span(found.trigger));
        for filler in found.slot("visitor").chain(found.slot("visitor_with")) {
            cite("actor", filler.span);
        }
        cite("place", span);
        if let Some(time) = when {
            cite("time", time.span);
        }
        if let Some(cue) = mood.cue {
            cite("status", cue);
        }
        visits.push(visit);
    }
    visits
}

/// An invitation that is accepted is a plan, one that is declined a refusal.
fn advance(fixed: Status, mood: Option<Status>) -> Status {
    match mood {
        Some(s @ (Status::Rejected | Status::Cancelled | Status::Postponed | Status::Planned))
            if fixed == Status::Invited =>
        {
            s
        }
        _ => fixed,
    }
}

/// What a date alone says: ahead of the publication date planned, before it done.
fn by_date(reading: &dyn Reading, time: &TimeMention) -> Option<Status> {
    let published = reading.published()?.date;
    if time.time.start? > published {
        Some(Status::Planned)
    } else if time.time.end? < published {
        Some(Status::Completed)
    } else {
        None
    }
}

/// A verb in the past or present that is dated after publication tells of a plan: "meets next week", "was in Rome from Monday".
fn settle(reading: &dyn Reading, status: Status, when: Option<&TimeMention>) -> Status {
    let ahead = when.and_then(|t| by_date(reading, t)) == Some(Status::Planned);
    match status {
        Status::Ongoing | Status::Completed if ahead => Status::Planned,
        s => s,
    }
}

/// Where the trip goes: the places of the destination slot, or the host's country.
fn destinations(reading: &dyn Reading, found: &Match<'_>) -> Vec<(String, Option<EntityId>, Span)> {
    let mut all: Vec<(String, Option<EntityId>, Span)> = Vec::new();
    let mut add = |country: String, place: Option<EntityId>, span: Span| {
        match all.iter_mut().find(|(c, ..)| *c == country) {
            // "Paris, France": the city says more than the country.
            Some(known) if known.1.is_none() => known.1 = place,
            Some(_) => {}
            None => all.push((country, place, span)),
        }
    };
    for filler in found.slot("destination") {
        let Some(mention) = filler.mention else { continue };
        for &id in &mention.entities {
            let entity = reading.entity(id);
            let Some(country) = entity.country.clone() else { continue };
            let place = (entity.kind == EntityKind::Place).then_some(id);
            if matches!(entity.kind, EntityKind::Place | EntityKind::Country | EntityKind::Government) {
                add(country, place, filler.span);
            }
        }
    }
    if all.is_empty() {
        for filler in found.slot("host") {
            let countries = filler
                .mention
                .into_iter()
                .flat_map(|m| &m.entities)
                .filter_map(|&e| reading.entity(e).country.clone());
            for country in countries.filter(|c| is_state(c)) {
                all.push((country, None, filler.span));
            }
        }
    }
    all
}

/// Countries have three letters in upper case; bodies such as `EU` or `NATO` are no destination by themselves.
fn is_state(code: &str) -> bool {
    code.len() == 3
        && !matches!(
            code,
            "IMF" | "WTO" | "WHO" | "G20" | "SCO" | "OAS" | "GCC" | "PIF" | "ADB" | "ILO" | "EAC"
        )
}

/// The officials of the visitor slots who are not at home in the country.
fn visitors(reading: &dyn Reading, found: &Match<'_>, country: &str) -> Vec<EntityId> {
    let joint = found.frame.set("group") == Some("joint");
    let direct = found.slot("visitor");
    let mentions: Vec<&Mention> =
        direct.chain(found.slot("visitor_with")).filter_map(|f| f.mention).collect();
    let mut all = Vec::new();
    for mention in mentions {
        for &id in &mention.entities {
            let entity = reading.entity(id);
            let travels = match entity.kind {
                EntityKind::Person | EntityKind::Group => entity.official,
                // "China will host Japan": states meet, people travel.
                _ => false,
            };
            let foreign = entity.country.as_deref().is_some_and(|c| c != country);
            if travels && foreign && mention.form != MentionForm::Modifier && !all.contains(&id) {
                all.push(id);
            }
        }
    }
    // One side alone abroad is a speech or a briefing, not a meeting, unless the words name the other side.
    if joint && all.is_empty() { Vec::new() } else { all }
}

/// Ordinals and kinds of visit that stand on the noun: "second", "state", "return".
fn details(view: View<'_>, trigger: usize) -> Vec<(&'static str, String)> {
    const ORDINALS: &[&str] =
        &["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    const KINDS: &[&str] = &[
        "state",
        "official",
        "working",
        "return",
        "surprise",
        "unannounced",
        "courtesy",
        "farewell",
        "historic",
    ];
    let mut all = Vec::new();
    for (i, _) in view.tree.children(trigger) {
        let lemma = view.text(i).to_lowercase();
        if ORDINALS.contains(&lemma.as_str()) {
            all.push(("ordinal", lemma));
        } else if KINDS.contains(&lemma.as_str()) {
            all.push(("type", lemma));
        }
    }
    all
}

/// The destination as a host.
pub(crate) fn host(reading: &dyn Reading, country: &str) -> Option<Party> {
    reading.country(country)
}

/// How precisely a time is known, in order.
pub(crate) fn width(time: &Time) -> u8 {
    match time.precision {
        Precision::Day => 0,
        Precision::Interval => 1,
        Precision::Week => 2,
        Precision::Month => 3,
        Precision::Season => 4,
        Precision::Year => 5,
        Precision::Vague => 6,
    }
}
