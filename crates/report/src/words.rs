//! A record and its parts in words.

use demarche_core::{Event, Party, PartyKind, Time};
use serde_json::Value;

/// A party with its country, unless it is one.
fn party(party: &Party) -> String {
    match &party.country {
        Some(country) if party.kind != PartyKind::Country && *country != party.name => {
            format!("{} ({country})", party.name)
        }
        _ => party.name.clone(),
    }
}

/// Parties, separated by commas.
pub(crate) fn parties(all: &[Party]) -> String {
    all.iter().map(party).collect::<Vec<_>>().join(", ")
}

/// Who towards whom; where there are no recipients, all actors.
pub(crate) fn sides(event: &Event) -> String {
    let actors = if event.actors.is_empty() { "?".to_owned() } else { parties(&event.actors) };
    match event.kind.as_str() {
        "visit" => format!("{actors} → {}", destination(event)),
        // Both sides of a relationship, or all parties of a meeting, are on one level.
        _ if event.recipients.is_empty() && event.actors.len() > 1 => {
            event.actors.iter().map(party).collect::<Vec<_>>().join(" – ")
        }
        _ if event.recipients.is_empty() => actors,
        "stance" if event.actors.is_empty() => format!("the article → {}", parties(&event.recipients)),
        _ => format!("{actors} → {}", parties(&event.recipients)),
    }
}

/// Where a visit goes: the place, with the hosts unless they are the same.
fn destination(event: &Event) -> String {
    let hosts = parties(&event.recipients);
    match &event.place {
        Some(place) if event.recipients.iter().any(|host| host.name == place.name) => hosts,
        Some(place) => match &place.country {
            Some(country) if *country != place.name => format!("{} ({country})", place.name),
            _ => place.name.clone(),
        },
        None if hosts.is_empty() => "?".to_owned(),
        None => hosts,
    }
}

/// What a time comes to, or the text's own words where it comes to nothing fixed.
pub(crate) fn time(time: &Time) -> &str {
    if time.start.is_some() { &time.value } else { &time.text }
}

/// A detail's value; text without quotation marks.
pub(crate) fn value(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(self::value).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

/// The whole record in one line, but for its evidence and id.
pub fn line(event: &Event) -> String {
    let mut parts = vec![format!("{}: {}", event.kind, sides(event))];
    let mut add = |name: &str, value: String| {
        if !value.is_empty() {
            parts.push(if name.is_empty() { value } else { format!("{name} {value}") });
        }
    };
    add("", event.status.map_or_else(String::new, |s| s.to_string()));
    add("", event.act.map_or_else(String::new, |a| a.to_string()));
    add("score", event.score.map_or_else(String::new, |s| format!("{s:+.2}")));
    add("", event.topics.join(", "));
    if event.kind.as_str() != "visit" {
        add("in", event.place.as_ref().map_or_else(String::new, |p| p.name.clone()));
    }
    add(
        "",
        event.time.as_ref().map_or_else(String::new, |t| {
            let shown = time(t);
            if shown == t.text || t.text.is_empty() {
                shown.to_owned()
            } else {
                format!("{shown} “{}”", t.text)
            }
        }),
    );
    add("says", parties(&event.according_to));
    for (name, detail) in &event.details {
        add(name, value(detail));
    }
    add("", event.codes.plover.clone().unwrap_or_default());
    add("", event.codes.cameo.clone().unwrap_or_default());
    add("", format!("{:.2}", event.confidence));
    add("", event.rule.clone());
    parts.join(" · ")
}
