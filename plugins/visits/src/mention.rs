//! One mention of a visit: a frame's match, read as who travels where, when, and how far it has come.

use crate::days::{days_of_stay, goes_on_since};
use crate::goal::{Destination, day_of_leg, destinations, is_vague, names_goal, place_before, place_of};
use crate::guests::{is_home_of_all, keep_strangers, parties, visitors};
use crate::sender::sender;
use crate::visit::{Visit, is_off};
use demarche_core::{
    Deprel, EntityId, EntityKind, Evidence, Precision, Reading, Span, Status, Time, TimeMention, Upos, Xpos,
    Zone,
};
use demarche_frames::mood::{self, Mood};
use demarche_frames::{Count, Filler, Match, View, item, time, unreal};
use std::borrow::Cow;

/// Words that, with a country, say that somebody is or goes abroad: nobody "visits" his own, or "is on a trip" to it.
const OUTWARD: &[&str] =
    &["visit", "trip", "tour", "travel", "go", "leave", "depart", "head", "fly", "journey", "mission", "be"];

/// How many words may stand between the visitor before and the date: "'s in", "came in".
const BEHIND: usize = 3;

/// The visits that a match tells of: one for each country of destination, or one without if the sentence names none.
pub(crate) fn from_match<'r>(reading: &'r dyn Reading, found: &Match<'r>) -> Vec<Visit> {
    let view = View::new(reading, found.sentence);
    let asked = reading.is_question(found.sentence);
    if asked && !is_given(view, found.trigger) {
        return Vec::new();
    }
    let mood = if asked { asked_of(view) } else { mood::of(view, found.trigger) };
    let denied = mood.negated && mood.status.is_none() && found.frame.set("denied").is_none();
    if mood.hypothetical && mood.status != Some(Status::Planned) || denied {
        return Vec::new();
    }
    if found.frame.set("aside").is_some() && !is_aside(view, found) {
        return Vec::new();
    }
    let called = || is_with_person(reading, found) && is_called_on_there(reading, found);
    if found.frame.set("host") == Some("person") && !called() {
        return Vec::new();
    }
    // "invited her to visit Lima in May": the date is that of the visit.
    let asked = |t: usize| {
        let visit = view.children(t, &[Deprel::Xcomp, Deprel::Acl, Deprel::Advcl]).next()?;
        time::of(view, visit)
    };
    let asks = found.frame.set("asks").is_some();
    let verb = view.tree.head(found.trigger).filter(|_| view.word(found.trigger).upos == Upos::Noun);
    let of_visit = || asked(found.trigger).or_else(|| verb.and_then(asked));
    // "Invited her on Monday", told on Tuesday: the day of the asking.
    let of_asking = |t: &TimeMention| {
        let over = t.time.end.zip(reading.published()).is_some_and(|(end, now)| end <= now.date);
        asks && over && t.time.precision == Precision::Day
    };
    let own = time::of(view, found.trigger).filter(|t| !of_asking(t));
    let when = own.or_else(|| of_visit().filter(|_| asks));
    // "Her second visit this year": the year is what is counted over, not when she comes.
    let count = Count::of(view, found.trigger);
    let when = when.filter(|t| !count.as_ref().is_some_and(|count| count.is_over(t)));
    // "Will be in Ottawa on Friday after his stay in Lima": Friday is not the day of the stay.
    let noun = view.word(found.trigger).upos == Upos::Noun;
    let after = noun && view.has_case(found.trigger, &["after", "following"]);
    let inside = |t: &TimeMention| t.tokens.clone().any(|token| view.tree.is_below(token, found.trigger));
    let later = |t: &TimeMention| time::status(reading, &t.time) == Some(Status::Planned) && !inside(t);
    let when = when.filter(|t| !(after && later(t)));
    let earlier = found.frame.set("earlier").is_some();
    if earlier && !is_anybody(view, found) {
        return Vec::new();
    }
    let when = when.filter(|_| !earlier);
    let since = found.frame.set("since").is_some();
    let when = if since { dated_behind(view, found) } else { when };
    if since && when.is_none() {
        return Vec::new();
    }
    let fixed = found.frame.set("status").and_then(|s| s.parse().ok());
    // "It is the first visit by a premier": which trip is meant, whenever it is.
    let is_what = |words: &[&str]| {
        view.children(found.trigger, &[Deprel::Nsubj]).any(|s| view.is(s, words))
            && view.children(found.trigger, &[Deprel::Cop]).next().is_some()
    };
    let pointing = is_what(&["it", "this", "that"]);
    // That trip has been told, and of whom: "in what will be the first visit by a premier".
    if (pointing || is_what(&["what"])) && is_anybody(view, found) {
        return Vec::new();
    }
    let status = match fixed {
        Some(fixed) => Some(advance(fixed, mood.status)),
        None if pointing && mood.status == Some(Status::Ongoing) => None,
        // "The visit comes as prices rise": said of one ahead, under way or just over.
        None if mood.status == Some(Status::Ongoing) && comes(view, found.trigger) => None,
        // "The premier, in town for a summit, will meet": in town already.
        None if is_set_behind(view, found) => Some(Status::Ongoing),
        // "The premier, on a visit to Lima, said".
        None if mood.status.is_none() && !mood.negated && noun && is_on_one(view, found.trigger) => {
            Some(Status::Ongoing)
        }
        None => mood.status,
    };
    let told = status.is_some();
    let under_way = status == Some(Status::Ongoing);
    let done = matches!(status, Some(Status::Ongoing | Status::Completed));
    let when = when.filter(|t| !(done && time::is_end(view, t)));
    let timetable = under_way && time::is_timetable(view, found.trigger, when);
    let listed =
        under_way && (found.frame.set("timetable").is_some() || view.is(found.trigger, &["stop", "leg"]));
    let status = if timetable || listed { Some(Status::Planned) } else { status };
    // "Put off the trip on Tuesday": the day of the decision, which a trip put off does not share.
    let off = is_off(mood.status);
    let when = when.filter(|t| !(off && noun && decides(view, found.trigger, t)));
    let item = item::place(reading, found.sentence, found.trigger);
    let day = item.and_then(|_| item::day(reading, found.sentence));
    let of_item = found.frame.set("item").is_some();
    if of_item && day.is_none() {
        return Vec::new();
    }
    // What is called off is told on a day of its own.
    let heading = || day.filter(|_| !off);
    // What is under way may have become a plan by its frame; the label is read by its tense.
    let told_as = if under_way { Some(Status::Ongoing) } else { status };
    let label = || item::date(reading, found.sentence, told_as);
    // "Visits Lima on Friday" is news of the Friday to come.
    let told_on = |t: &TimeMention| {
        let ahead = under_way && time::is_present_on(view, found.trigger, t);
        if ahead { time::coming(reading, t.time.clone()) } else { t.time.clone() }
    };
    let time = when.map(told_on).or_else(heading).or_else(label);
    let begun = when.filter(|t| goes_on_since(view, found.trigger, t, status));
    let status = if begun.is_some() { Some(Status::Ongoing) } else { status };
    let time = time.map(|t| if begun.is_some() { time::to_now(reading, t) } else { t });
    let status = status
        .map(|s| time::settle(reading, s, time.as_ref()))
        .or_else(|| time.as_ref().and_then(|t| time::status(reading, t)));
    let status = status.map(|s| {
        if fixed.is_none() && over(reading, view, found.trigger, s, time.as_ref()) {
            Status::Completed
        } else {
            s
        }
    });
    // "Looks forward to welcoming her on Friday, January 13": a host who names the day has agreed on it.
    let dated = time.as_ref().is_some_and(|t| t.precision == Precision::Day);
    let hosted = found.frame.set("firm").is_some() && dated;
    let status = status.map(|s| if hosted && s == Status::Desired { Status::Planned } else { s });
    // "X, currently on a visit to Y, said": the verb's tense is not the visit's.
    let now = time.as_ref().is_some_and(|t| t.value == "PRESENT_REF");
    let status = status.map(|s| if now && noun && s == Status::Completed { Status::Ongoing } else { s });
    let implied = found.frame.set("implied").is_some();
    let asked = fixed.is_some() && matches!(status, Some(Status::Invited | Status::Planned));
    let time = time.map(|t| if asked { ahead(reading, t) } else { t });
    let time = time.map(|t| days_of_stay(view, found.trigger, &t).unwrap_or(t));

    let here = |i: usize| view.text(i).eq_ignore_ascii_case("here");
    let here = here(found.trigger) || view.children(found.trigger, &[Deprel::Advmod]).any(here);
    let points_back = found.frame.set("points_back").is_some() && !here;
    let goals = destinations(reading, found);
    // "Is in the country until Friday": the country that is no news to the reader, not the visitor's.
    let at_home = |d: &Destination| is_home_of_all(reading, found, &d.country);
    let vague = goals.iter().any(|d| is_vague(reading, found, d) && at_home(d));
    let scene = found.frame.set("scene").is_some() || here || vague;
    let mut named: Vec<Option<Destination>> =
        goals.into_iter().filter(|d| !((scene || off) && at_home(d))).map(Some).collect();
    if found.frame.set("here").is_some() {
        let news = item.is_some() || status == Some(Status::Completed);
        let Some(here) = filed_from(reading, found, item).filter(|_| news) else {
            return Vec::new();
        };
        named.push(Some(here));
    }
    // "Here" is where the report was filed, even if only the hosts are at home there.
    if here && named.is_empty() {
        let city = item.or_else(|| reading.location());
        named.extend(city.and_then(|city| place_of(reading, found, city)).map(Some));
    }
    if of_item {
        named.extend(item.and_then(|city| place_of(reading, found, city)).map(Some));
    }
    if points_back {
        named.extend(place_before(reading, found).map(Some));
    }
    // "No return visit was discussed": nobody wants it.
    if noun && view.is_negated(found.trigger) && matches!(status, Some(Status::Desired | Status::Invited)) {
        return Vec::new();
    }
    let anaphor = found.frame.set("anaphor").is_some();
    // Only what becomes of a trip, or when it is, is news of one told before, and only what is planned or put off of a stop on it.
    let elsewhere = found.frame.set("anaphor") == Some("elsewhere");
    let dated_from = || time.as_ref().is_some_and(|t| t.start.is_some());
    let news = if elsewhere { status == Some(Status::Planned) } else { dated_from() };
    if anaphor && !is_off(status) && !news {
        return Vec::new();
    }
    let named_countries: Vec<String> = named.iter().flatten().map(|d| d.country.clone()).collect();
    // "Left the country yesterday" says that a trip began, not where to.
    if named.is_empty() && found.frame.set("home").is_some() {
        return Vec::new();
    }
    let destinations = if named.is_empty() { vec![None] } else { named };
    let several = destinations.len() > 1;
    let again = when.filter(|_| !several).and_then(|first| time::again(view, first));
    let mut legs = Vec::new();
    for destination in destinations {
        let own = destination.as_ref().filter(|_| several).and_then(|d| day_of_leg(view, d.span));
        let time = own.map(|t| t.time.clone()).or_else(|| time.clone());
        let country = destination.as_ref().map(|d| d.country.as_str());
        // Nobody goes on a visit to the country where he or she is at home.
        let abroad =
            destination.as_ref().is_some_and(|d| d.place.is_none()) && view.is(found.trigger, OUTWARD);
        // Only who is known to be foreign has left a place abroad; who returns from it is at home elsewhere.
        let left = found.frame.set("home") == Some("known");
        let returned = left && view.is(found.trigger, &["return"]);
        let known = implied || left && !returned;
        let abroad = abroad || returned;
        let mut visitors = visitors(reading, found, country, known, abroad);
        if implied {
            keep_strangers(reading, &mut visitors, &named_countries);
        }
        if visitors.is_empty() != anaphor {
            continue;
        }
        // "The Chadian and Nigerien presidents flew to Accra": each party makes a trip of its own.
        let parties = if anaphor { vec![visitors] } else { parties(reading, found, &visitors) };
        let told = when.map(|t| t.span);
        let times = std::iter::once((time, told)).chain(again.map(|t| (Some(t.time.clone()), Some(t.span))));
        for time in times {
            legs.extend(parties.iter().map(|party| (destination.clone(), time.clone(), party.clone())));
        }
    }
    let sent = |code: &str| reading.is_state(code) || found.slot("state").next().is_none();
    let visit = |(destination, (time, dated), visitors): Leg| {
        let mut evidence = Vec::new();
        let mut cite = |role: &'static str, span: Span| {
            if !span.is_empty() {
                let text = span.slice(reading.text()).to_owned();
                evidence.push(Evidence { role: Cow::Borrowed(role), span, text });
            }
        };
        cite("sentence", reading.sentence(found.sentence).span);
        cite("trigger", view.span(found.trigger));
        let goes =
            |entities: &[EntityId]| entities.is_empty() || entities.iter().any(|e| visitors.contains(e));
        for filler in found.slot("visitor").chain(found.slot("visitor_with")) {
            if filler.mention.is_none_or(|m| goes(&m.entities)) {
                cite("actor", filler.span);
            }
        }
        cite("place", destination.as_ref().map(|d| d.span).unwrap_or_default());
        cite("time", dated.unwrap_or_default());
        cite("status", mood.cue.unwrap_or_default());
        Visit {
            rule: found.frame.id.clone(),
            sentence: found.sentence,
            trigger: found.trigger,
            visitors,
            unknown: destination.is_none() && names_goal(reading, found),
            destination,
            status,
            told,
            time,
            implied,
            points_back,
            also: found.frame.set("also").is_some(),
            instead: found.frame.set("also") == Some("instead"),
            noun,
            several: noun && matches!(view.word(found.trigger).xpos, Xpos::Nns | Xpos::Nnps),
            before: since || earlier,
            anaphor,
            elsewhere,
            hosted: found.frame.set("firm").is_some(),
            venue: found.frame.set("venue").is_some(),
            scene,
            with: found.entities("leader"),
            home: sender(reading, found).filter(|c| sent(c)).map(str::to_owned),
            asked_before: status == Some(Status::Invited)
                && view.has_mark(found.trigger, &["after", "since"]),
            spoken_of: match found.frame.set("scene") {
                Some("home") => 2,
                Some("top") => 1,
                _ => usize::from(vague) * 2,
            },
            details: if earlier { Vec::new() } else { details(view, found.trigger, count.as_ref()) },
            evidence,
        }
    };
    legs.into_iter().map(visit).collect()
}

/// A trip of one party: where to, when and by which words, and who.
type Leg = (Option<Destination>, (Option<Time>, Option<Span>), Vec<EntityId>);

/// What a question makes of a trip that it takes for granted: "is her visit to Lima still on?" lies ahead, "what did it achieve?" does not.
fn asked_of(view: View<'_>) -> Mood {
    let past = |t: usize| view.word(t).xpos == Xpos::Vbd;
    let over = |verb| past(verb) || view.children(verb, &[Deprel::Aux, Deprel::Cop]).any(past);
    let over = view.root().is_none_or(over);
    let status = if over { None } else { Some(Status::Planned) };
    Mood { status, hypothetical: false, negated: false, cue: None }
}

/// Whether the words take a trip for granted: "her visit", "the visit of", not "a visit", nor one that "would" take place.
fn is_given(view: View<'_>, noun: usize) -> bool {
    let owned = || view.children(noun, &[Deprel::NmodPoss]).next().is_some();
    let the = || view.children(noun, &[Deprel::Det]).any(|d| view.is(d, &["the", "that", "this"]));
    let would =
        || (0..view.tree.words.len()).any(|t| view.is(t, &["would", "could", "might", "should", "if"]));
    (owned() || the()) && !would()
}

/// Whether who travels is any one of a kind: "by a cabinet member", not "by the premier".
fn is_anybody(view: View<'_>, found: &Match<'_>) -> bool {
    let any = |f: &Filler<'_>| f.mention.is_some_and(|m| view.is(m.tokens.start, &["a", "an"]));
    found.slot("visitor").all(any)
}

/// "On a visit", not "asked on the visit" or "comments on her trip".
fn is_on_one(view: View<'_>, noun: usize) -> bool {
    view.has_case(noun, &["on"]) && view.children(noun, &[Deprel::Det]).any(|d| view.is(d, &["a", "an"]))
}

/// Whether a trip is only said to come at a certain time.
fn comes(view: View<'_>, trigger: usize) -> bool {
    let verb = view.tree.head(trigger).filter(|_| view.word(trigger).rel == Deprel::Nsubj);
    verb.is_some_and(|verb| view.is(verb, &["come"]) && view.word(verb).xpos == Xpos::Vbz)
}

/// Why a match tells of no visit, if it tells of none.
pub(crate) fn objection<'r>(reading: &'r dyn Reading, found: &Match<'r>) -> Option<String> {
    let visits = from_match(reading, found);
    let view = View::new(reading, found.sentence);
    if visits.is_empty() {
        return unreal(view, found.trigger).or_else(|| {
            let named =
                found.slot("visitor").map(|f| format!("`{}`", view.words(f.span))).collect::<Vec<_>>();
            Some(format!(
                "nobody travels abroad: {} is at home there, or no official who can travel",
                named.join(", ")
            ))
        });
    }
    let nowhere = visits.iter().all(|v| v.destination.is_none());
    nowhere.then(|| "it says not where to, and no one trip told elsewhere in the article fits".to_owned())
}

/// Whether a phrase begins behind a comma and says more than the place: ", in Nairobi on Tuesday,", ", in New York for the assembly,".
fn is_aside(view: View<'_>, found: &Match<'_>) -> bool {
    const MORE: &[&str] = &["on", "for", "ahead", "to", "this", "until", "since", "through"];
    let comma = found.trigger.checked_sub(1).is_some_and(|i| view.text(i) == ",");
    let end = found.slot("destination").filter_map(|f| f.mention).map(|m| m.tokens.end).max();
    let end = end.filter(|&e| e < view.tree.words.len());
    comma && end.is_some_and(|e| MORE.contains(&view.text(e)))
}

/// Whether a noun fired, or a person is the host: "paid a call", "called on the premier", not "called on leaders".
fn is_with_person(reading: &dyn Reading, found: &Match<'_>) -> bool {
    let person = |e: EntityId| reading.entity(e).kind == EntityKind::Person;
    View::new(reading, found.sentence).word(found.trigger).upos == Upos::Noun
        || found.entities("host").into_iter().any(person)
}

/// Whether a call is paid where the words tell, or where the report comes from.
fn is_called_on_there(reading: &dyn Reading, found: &Match<'_>) -> bool {
    let country = |e: EntityId| reading.entity(e).country.as_ref();
    let filed = reading.location().and_then(country);
    found.slot("destination").next().is_some()
        || filed.is_some_and(|here| found.entities("host").into_iter().any(|e| country(e) == Some(here)))
}

/// How many sentences of the body tell what the report was filed for.
const LEAD: usize = 2;

/// The city that the report comes from, if it opens with what was found, or that of its item, if one of those who met is at home
/// there.
fn filed_from(reading: &dyn Reading, found: &Match<'_>, item: Option<EntityId>) -> Option<Destination> {
    let mut body = reading.sentences().iter().filter(|s| s.zone == Zone::Body);
    let opens = body.by_ref().take(LEAD).any(|s| s.id == found.sentence);
    let city = item.or_else(|| reading.location().filter(|_| opens))?;
    let country = reading.entity(city).country.clone()?;
    let mut sides = found.entities("visitor").into_iter().chain(found.entities("visitor_with"));
    let at_home = sides.any(|e| reading.entity(e).country.as_ref() == Some(&country));
    place_of(reading, found, city).filter(|_| at_home)
}

/// The date right behind the visitor: "since Zhu Rongji in October 2000".
fn dated_behind<'r>(view: View<'r>, found: &Match<'r>) -> Option<&'r TimeMention> {
    let end = found.slot("visitor").filter_map(|f| f.mention).map(|m| m.tokens.end).max()?;
    let behind = |t: &&TimeMention| (end..=end + BEHIND).contains(&t.tokens.start);
    view.reading.times(view.sentence).iter().find(behind)
}

/// Whether a time tells when a verb above the noun was done: it hangs on the verb, and lies not ahead.
fn decides(view: View<'_>, noun: usize, when: &TimeMention) -> bool {
    let inside = when.tokens.clone().any(|t| view.tree.is_below(t, noun));
    // "The trip to Lima this month has been called off".
    let verb = view.tree.head(noun).filter(|_| view.word(noun).rel == Deprel::NsubjPass);
    let between = verb.is_some_and(|verb| (noun..verb).contains(&when.tokens.start));
    !inside && !between && time::status(view.reading, &when.time) != Some(Status::Planned)
}

/// A noun dated before publication took place, whatever the verb above it plans: "welcomes a new visit, following that of July"; so
/// did what an account in the present tells as next: "in May 2020 she meets the emir before flying on to Oman".
fn over(reading: &dyn Reading, view: View<'_>, trigger: usize, status: Status, time: Option<&Time>) -> bool {
    let next = || view.word(trigger).xpos == Xpos::Vbg && view.has_mark(trigger, &["before"]);
    (view.word(trigger).upos == Upos::Noun || next())
        && matches!(status, Status::Planned | Status::Desired | Status::Invited)
        && time.and_then(|t| time::status(reading, t)) == Some(Status::Completed)
}

/// "Is invited in winter", "accepted an invitation in March", said in May: the next one, unless the words name the year.
fn ahead(reading: &dyn Reading, time: Time) -> Time {
    let past = reading.published().zip(time.end).is_some_and(|(now, end)| end < now.date);
    let cycle = matches!(time.precision, Precision::Day | Precision::Month | Precision::Season);
    let year = time.value.get(..4).and_then(|year| year.parse::<i16>().ok());
    // "The May 9 parade", not "on Monday" or "in May 2023".
    let year_named = time.text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4);
    let weekday = time.precision == Precision::Day && !time.text.contains(|c: char| c.is_ascii_digit());
    let named = year_named || weekday || time.text.to_lowercase().contains("last");
    let later =
        |day: Option<jiff::civil::Date>| day.and_then(|d| d.checked_add(jiff::Span::new().years(1)).ok());
    match year.filter(|_| past && cycle && !named) {
        Some(year) => Time {
            value: format!("{}{}", year + 1, &time.value[4..]),
            start: later(time.start),
            end: later(time.end),
            ..time
        },
        None => time,
    }
}

/// An invitation that is accepted is a plan, one that is declined a refusal.
fn advance(fixed: Status, mood: Option<Status>) -> Status {
    use Status::{Cancelled, Completed, Invited, Planned, Postponed, Rejected};
    match (fixed, mood) {
        (Invited, Some(s @ (Rejected | Cancelled | Postponed | Planned))) => s,
        // "will leave Rome on Friday", "did not return from Cairo": the words around decide.
        (Completed, Some(s)) => s,
        _ => fixed,
    }
}

/// Whether the trip stands between commas right behind whoever makes it.
fn is_set_behind(view: View<'_>, found: &Match<'_>) -> bool {
    let scene = found.frame.set("scene").is_some() && view.has_case(found.trigger, &["in"]);
    let start = found.trigger.saturating_sub(2);
    let behind = |f: &Filler<'_>| f.mention.is_some_and(|m| m.tokens.end == start) || f.token + 1 == start;
    scene && view.text(start) == "," && found.slot("visitor").any(behind)
}

/// Ordinals and kinds of visit that stand on the noun: "second", "state", "return".
fn details(view: View<'_>, trigger: usize, count: Option<&Count>) -> Vec<(&'static str, String)> {
    const KINDS: &[&str] = &[
        "state",
        "official",
        "working",
        "return",
        "reciprocal",
        "surprise",
        "unannounced",
        "courtesy",
        "farewell",
        "historic",
    ];
    let mut all = count.map_or_else(Vec::new, |count| count.details(view.reading.text()));
    // "Will proceed to Nouméa and return on Friday" is no return visit.
    let described = view.children(trigger, &[Deprel::Amod, Deprel::Compound, Deprel::Conj]);
    let kinds = described.filter(|&i| i < trigger).map(|i| view.text(i).to_lowercase());
    all.extend(kinds.filter(|word| KINDS.contains(&word.as_str())).map(|word| ("type", word)));
    all
}
