//! What Datasette shows beside the tables: descriptions, facets, ready questions.

use serde_json::{Value, json};

const METADATA: &str = include_str!("metadata.json");

/// The metadata for a ledger whose file has this stem, for `datasette FILE --metadata …`.
///
/// # Errors
/// Never, as long as the embedded file is JSON, which a test holds.
pub fn metadata(stem: &str) -> Result<Value, serde_json::Error> {
    let mut metadata: Value = serde_json::from_str(METADATA)?;
    let take = |metadata: &mut Value, name: &str| metadata[name].take();
    let tables = take(&mut metadata, "tables");
    let queries = take(&mut metadata, "queries");
    Ok(json!({
        "title": metadata["title"],
        "description": metadata["description"],
        "databases": { stem: { "tables": tables, "queries": queries } },
    }))
}
