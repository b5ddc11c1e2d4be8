//! What an example expects of a record.

use demarche_core::{Event, Party};

/// Why a record is not what a rule's example expects, if it is not.
///
/// | field | the record has it if |
/// |---|---|
/// | `kind`, `status`, `act` | it is this very word; `none`: it is absent |
/// | `actors`, `recipients`, `according_to` | a party's name, id, country or role contains the words; `none`: there are none |
/// | `place` | the name or country contains the words; `none`: it is absent |
/// | `time` | its value, first day, precision or words contain it; `none`: it is absent |
/// | `topics` | one of them is this id; `none`: there are none |
/// | `score` | it has this sign (`+`, `-`, `0`) |
/// | `plover`, `cameo` | the code is this |
/// | `details.NAME` | the detail contains the words; `none`: it is absent |
/// | `evidence.ROLE` | words of this role contain these |
///
/// Several values are separated by ` & `, and all must hold.
pub(crate) fn mismatch(event: &Event, field: &str, wanted: &str) -> Option<String> {
    let found = values(event, field);
    let holds = |wanted: &str| match wanted {
        "none" => found.is_empty(),
        _ if exact(field) => found.iter().any(|value| value == wanted),
        _ => found.iter().any(|value| value.contains(wanted)),
    };
    let missing: Vec<&str> = wanted.split(" & ").map(str::trim).filter(|wanted| !holds(wanted)).collect();
    if missing.is_empty() {
        return None;
    }
    let found = if found.is_empty() { "none".to_owned() } else { found.join(" | ") };
    Some(format!("{field}: expected `{}`, found `{found}`", missing.join(" & ")))
}

/// Whether a value must be met in full.
fn exact(field: &str) -> bool {
    matches!(field, "kind" | "status" | "act" | "topics" | "score" | "plover" | "cameo")
}

/// Everything that a record says in this field.
fn values(event: &Event, field: &str) -> Vec<String> {
    let parties = |parties: &[Party]| -> Vec<String> {
        let words = |p: &Party| [Some(p.name.clone()), Some(p.id.clone()), p.country.clone(), p.role.clone()];
        parties.iter().flat_map(words).flatten().collect()
    };
    match field {
        "kind" => vec![event.kind.to_string()],
        "status" => event.status.iter().map(ToString::to_string).collect(),
        "act" => event.act.iter().map(ToString::to_string).collect(),
        "actors" => parties(&event.actors),
        "recipients" => parties(&event.recipients),
        "according_to" => parties(&event.according_to),
        "place" => {
            event.place.iter().flat_map(|p| [Some(p.name.clone()), p.country.clone()]).flatten().collect()
        }
        "time" => event
            .time
            .iter()
            .flat_map(|t| {
                let start = t.start.map(|day| day.to_string());
                [Some(t.value.clone()), start, Some(t.precision.to_string()), Some(t.text.clone())]
            })
            .flatten()
            .collect(),
        "topics" => event.topics.clone(),
        "score" => event.score.iter().map(|&score| sign(score).to_owned()).collect(),
        "plover" => event.codes.plover.iter().cloned().collect(),
        "cameo" => event.codes.cameo.iter().cloned().collect(),
        _ => match field.split_once('.') {
            Some(("details", name)) => event.details.get(name).iter().map(text).collect(),
            Some(("evidence", role)) => {
                event.evidence.iter().filter(|e| e.role == role).map(|e| e.text.clone()).collect()
            }
            _ => panic!("an example expects the field `{field}`, which records do not have"),
        },
    }
}

fn sign(score: f64) -> &'static str {
    match score {
        s if s > 0.0 => "+",
        s if s < 0.0 => "-",
        _ => "0",
    }
}

fn text(value: &&serde_json::Value) -> String {
    value.to_string().trim_matches('"').to_owned()
}
