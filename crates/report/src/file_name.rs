//! Names of files that every system takes.

use xxhash_rust::xxh3::xxh3_64;

/// Longer names are cut; with an ending and a number they stay within what every file system allows.
const LONGEST: usize = 80;
/// Names that Windows keeps for devices, whatever their ending.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// A name without ending for what has this id: the id itself if it is safe, else what is left of it and a hash, so that ids
/// that differ only in unsafe characters stay apart.
pub(crate) fn file_name(id: &str) -> String {
    let safe = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let kept: String = id.chars().map(|c| if safe(c) { c } else { '_' }).take(LONGEST).collect();
    if kept == id && !kept.is_empty() && !kept.starts_with('-') && !is_device(&kept) {
        return kept;
    }
    format!("{}-{:08x}", kept.trim_start_matches('-'), xxh3_64(id.as_bytes()) as u32)
}

fn is_device(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let port = name.strip_prefix("com").or_else(|| name.strip_prefix("lpt"));
    DEVICES.contains(&name.as_str()) || port.is_some_and(|number| number.len() == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_safe_id_is_its_own_name() {
        assert_eq!(file_name("2024-05_note-3"), "2024-05_note-3");
    }

    #[test]
    fn an_unsafe_id_keeps_what_it_can_and_stays_apart_from_others() {
        let ids = ["", ".", "..", "-rf", "NUL", "com1", "a/b", "a\\b", "a:b", "Köln", "a.b", "a\nb", "a b"];
        let long = ["x".repeat(300), format!("{}y", "x".repeat(299))];
        let names: std::collections::BTreeSet<String> =
            ids.into_iter().chain(long.iter().map(String::as_str)).map(file_name).collect();
        assert_eq!(names.len(), ids.len() + long.len(), "{names:?}");
        for name in names {
            assert!(
                name.len() < 100 && name.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c)),
                "{name}"
            );
            assert!(!is_device(&name), "{name}");
        }
        assert!(file_name("Köln").starts_with("K_ln-"));
    }
}
