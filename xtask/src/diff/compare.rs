//! How two lists of records differ.

use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Write;

/// Fields that follow from others or from the build, and are no difference of their own.
const DERIVED: [&str; 2] = ["id", "schema"];
/// What a reader recognises an event by; the rest may change while it stays the same event.
const IDENTITY: [&str; 2] = ["article", "kind"];

/// The difference as Markdown: records added, removed and changed, each with the words behind it.
pub(super) fn compare(before: &[Value], after: &[Value], base: &str) -> String {
    let (mut gone, mut new) = (without(before, after), without(after, before));
    let mut changed = Vec::new();
    // The most alike first, so that two records of one sentence do not swap partners.
    let mut pairs: Vec<(u32, usize, usize)> = Vec::new();
    for (i, old) in gone.iter().enumerate() {
        for (j, now) in new.iter().enumerate() {
            let alike = likeness(old, now);
            if alike > 0 {
                pairs.push((u32::MAX - alike, i, j));
            }
        }
    }
    pairs.sort_unstable();
    let (mut old_taken, mut new_taken) = (BTreeSet::new(), BTreeSet::new());
    for (_, i, j) in pairs {
        if !old_taken.contains(&i) && !new_taken.contains(&j) {
            old_taken.insert(i);
            new_taken.insert(j);
            changed.push((gone[i], new[j]));
        }
    }
    changed.sort_by_key(|(_, now)| after.iter().position(|e| std::ptr::eq(e, *now)));
    gone = gone.into_iter().enumerate().filter(|(i, _)| !old_taken.contains(i)).map(|(_, e)| e).collect();
    new = new.into_iter().enumerate().filter(|(j, _)| !new_taken.contains(j)).map(|(_, e)| e).collect();

    let mut out = format!(
        "### Records on the fixtures, compared with {base}: {} added, {} removed, {} changed, {} in all\n",
        new.len(),
        gone.len(),
        changed.len(),
        after.len()
    );
    for (title, events) in [("Added", new), ("Removed", gone)] {
        if !events.is_empty() {
            let _ = writeln!(out, "\n#### {title}\n");
            events.iter().for_each(|event| item(&mut out, event, &[]));
        }
    }
    if !changed.is_empty() {
        out.push_str("\n#### Changed\n\n");
        changed.iter().for_each(|(old, now)| item(&mut out, now, &changes(old, now)));
    }
    out
}

/// The events that the other list does not have, but for derived fields.
fn without<'a>(events: &'a [Value], other: &[Value]) -> Vec<&'a Value> {
    let known: BTreeSet<String> = other.iter().map(essence).collect();
    events.iter().filter(|event| !known.contains(&essence(event))).collect()
}

fn essence(event: &Value) -> String {
    let mut event = event.clone();
    if let Some(fields) = event.as_object_mut() {
        DERIVED.iter().for_each(|field| {
            fields.remove(*field);
        });
    }
    event.to_string()
}

/// How likely two records tell of the same event; 0: they do not.
fn likeness(a: &Value, b: &Value) -> u32 {
    if IDENTITY.iter().any(|field| a[*field] != b[*field]) {
        return 0;
    }
    let sentence = |event: &Value| event["evidence"][0]["start"].clone();
    let same_sentence = sentence(a) == sentence(b);
    let same = |field: &str| u32::from(a[field] == b[field]);
    let shared = same("actors") + same("recipients") + same("place") + same("topics") + same("act");
    match (same_sentence, same("actors")) {
        (true, _) => 10 + shared,
        (false, 1) if same("recipients") + same("place") == 2 => shared,
        _ => 0,
    }
}

/// `status: planned → completed`, for each field that differs.
fn changes(old: &Value, now: &Value) -> Vec<String> {
    let fields: BTreeSet<&String> =
        [old, now].iter().filter_map(|e| e.as_object()).flat_map(|e| e.keys()).collect();
    fields
        .into_iter()
        .filter(|field| !DERIVED.contains(&field.as_str()) && old[*field] != now[*field])
        .map(|field| format!("{field}: {} → {}", brief(field, &old[field]), brief(field, &now[field])))
        .collect()
}

/// A field's value, short enough to be read.
fn brief(field: &str, value: &Value) -> String {
    let list = |values: &[Value], name: &str| {
        let names: Vec<&str> = values.iter().filter_map(|v| v[name].as_str()).collect();
        if names.is_empty() { "none".to_owned() } else { names.join(", ") }
    };
    match (field, value) {
        (_, Value::Null) => "none".to_owned(),
        ("evidence", Value::Array(evidence)) => {
            let text = |e: &Value, name: &str| e[name].as_str().unwrap_or_default().to_owned();
            let words = evidence.iter().filter(|e| e["role"] != "sentence");
            words.map(|e| format!("{} “{}”", text(e, "role"), text(e, "text"))).collect::<Vec<_>>().join(", ")
        }
        ("actors" | "recipients" | "according_to", Value::Array(parties)) => list(parties, "name"),
        ("place", place) => place["name"].as_str().unwrap_or("none").to_owned(),
        ("time", time) => time["value"].as_str().unwrap_or("none").to_owned(),
        (_, Value::String(text)) => text.clone(),
        (_, other) => other.to_string(),
    }
}

/// A list item: the record in one line, what changed in it, and its sentence with the cited words in bold.
fn item(out: &mut String, event: &Value, changes: &[String]) {
    let text = |field: &str| event[field].as_str().unwrap_or_default();
    let mut line =
        format!("- `{}` **{}** {}", text("article"), text("kind"), brief("actors", &event["actors"]));
    for (arrow, field) in
        [(" → ", "recipients"), (" in ", "place"), (" · ", "status"), (" · ", "act"), (" · ", "time")]
    {
        let value = brief(field, &event[field]);
        if value != "none" {
            line.push_str(arrow);
            line.push_str(&value);
        }
    }
    let _ = writeln!(out, "{line} · `{}`", text("rule"));
    for change in changes {
        let _ = writeln!(out, "  - {change}");
    }
    let _ = writeln!(out, "  > {}", quotation(event));
}

/// The sentence with the words of the other evidence in bold.
fn quotation(event: &Value) -> String {
    let offset = |e: &Value, name: &str| e[name].as_u64().map(|n| n as usize);
    let evidence = event["evidence"].as_array().map(Vec::as_slice).unwrap_or_default();
    let Some((sentence, rest)) = evidence.split_first() else { return String::new() };
    let (text, base) =
        (sentence["text"].as_str().unwrap_or_default(), offset(sentence, "start").unwrap_or(0));
    let inside = |e: &Value| -> Option<(usize, usize)> {
        let span = (offset(e, "start")?.checked_sub(base)?, offset(e, "end")?.checked_sub(base)?);
        text.get(span.0..span.1).map(|_| span)
    };
    let mut spans: Vec<(usize, usize)> =
        rest.iter().filter_map(inside).filter(|span| span.0 < span.1).collect();
    spans.sort_unstable();
    let (mut out, mut at) = (String::new(), 0);
    for (start, end) in spans {
        if start >= at {
            out.push_str(&format!("{}**{}**", &text[at..start], &text[start..end]));
            at = end;
        }
    }
    out.push_str(&text[at..]);
    out.replace(['\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn event(article: &str, actor: &str, status: &str) -> Value {
        json!({
            "id": format!("{article}{actor}{status}"), "article": article, "kind": "visit", "rule": "visit.verb",
            "actors": [{"name": actor}], "recipients": [], "place": {"name": "Peru"}, "status": status,
            "evidence": [
                {"role": "sentence", "start": 10, "end": 31, "text": "She will visit Peru. "},
                {"role": "trigger", "start": 19, "end": 24, "text": "visit"},
            ],
        })
    }

    #[test]
    fn added_removed_and_changed_records_are_told_apart() {
        let before =
            [event("a", "Ana", "planned"), event("b", "Ben", "planned"), event("c", "Cem", "planned")];
        let after =
            [event("a", "Ana", "completed"), event("b", "Ben", "planned"), event("d", "Dia", "planned")];
        let report = compare(&before, &after, "main");
        assert_eq!(
            report,
            "### Records on the fixtures, compared with main: 1 added, 1 removed, 1 changed, 3 in all\n\n\
             #### Added\n\n- `d` **visit** Dia in Peru · planned · `visit.verb`\n  > She will **visit** Peru. \n\n\
             #### Removed\n\n- `c` **visit** Cem in Peru · planned · `visit.verb`\n  > She will **visit** Peru. \n\n\
             #### Changed\n\n- `a` **visit** Ana in Peru · completed · `visit.verb`\n  - status: planned → completed\n  > She will **visit** Peru. \n"
        );
    }

    #[test]
    fn a_new_id_alone_is_no_difference() {
        let mut other = event("a", "Ana", "planned");
        other["id"] = json!("other");
        let report = compare(&[event("a", "Ana", "planned")], &[other], "main");
        assert!(report.contains("0 added, 0 removed, 0 changed"), "{report}");
    }
}
