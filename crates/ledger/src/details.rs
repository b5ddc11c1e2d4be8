//! What a record or history says beyond its fields, by name.

use std::collections::BTreeMap;

/// A detail, if it is there and is text.
pub(crate) fn detail<'d>(details: &'d BTreeMap<String, serde_json::Value>, name: &str) -> Option<&'d str> {
    details.get(name).and_then(|value| value.as_str())
}
