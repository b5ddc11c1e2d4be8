//! Where analyzers announce themselves.
//!
//! A plugin writes `register_analyzer!(DECLARATION, build)` once; no list is edited by hand. The order in which the linker
//! hands registrations over is not defined, so everything here is sorted by id.

use crate::analyzer::{Analyzer, Declaration, Settings};
use crate::diagnostic::BuildError;

/// One plugin's entry.
pub struct Registration {
    /// What it says of itself.
    pub declaration: &'static Declaration,
    /// The source file that registers it.
    pub file: &'static str,
    /// Makes the analyzer.
    pub build: fn(&Settings) -> Result<Box<dyn Analyzer>, BuildError>,
}

inventory::collect!(Registration);

/// Why the registered analyzers cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RegistryError {
    /// Nothing is linked: the bundle crate is missing from the program.
    #[error(
        "no analyzer is registered; link demarche-bundle (`use demarche_bundle as _;`) and run `cargo xtask sync`"
    )]
    Empty,
    /// Two plugins with one id.
    #[error("two analyzers call themselves `{id}`: {first} and {second}; rename one")]
    Duplicate {
        /// The id.
        id: &'static str,
        /// One source file.
        first: &'static str,
        /// The other.
        second: &'static str,
    },
    /// A data file is wrong.
    #[error(transparent)]
    Build(#[from] BuildError),
}

/// Every registered analyzer, built with the user's settings, sorted by id.
///
/// # Errors
/// If none is registered, two have one id, or one's data files are wrong.
pub fn analyzers(settings: &Settings) -> Result<Vec<Box<dyn Analyzer>>, RegistryError> {
    let all = check(inventory::iter::<Registration>.into_iter().collect())?;
    // Most of a short run is spent on reading the analyzers' tables, of which none needs another's.
    std::thread::scope(|scope| {
        let builds: Vec<_> = all.into_iter().map(|r| scope.spawn(|| (r.build)(settings))).collect();
        let built =
            builds.into_iter().map(|b| b.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        built.map(|analyzer| analyzer.map_err(RegistryError::Build)).collect()
    })
}

/// Sorts registrations by id and refuses an empty or ambiguous set.
fn check(mut all: Vec<&Registration>) -> Result<Vec<&Registration>, RegistryError> {
    if all.is_empty() {
        return Err(RegistryError::Empty);
    }
    all.sort_by_key(|r| (r.declaration.id, r.file));
    for pair in all.windows(2) {
        if pair[0].declaration.id == pair[1].declaration.id {
            let id = pair[0].declaration.id;
            return Err(RegistryError::Duplicate { id, first: pair[0].file, second: pair[1].file });
        }
    }
    Ok(all)
}

/// Announces an analyzer: `register_analyzer!(DECLARATION, build)`, where `DECLARATION` is a
/// `static` [`Declaration`] and `build` a `fn(&Settings) -> Result<Box<dyn Analyzer>, BuildError>`.
#[macro_export]
macro_rules! register_analyzer {
    ($declaration:path, $build:expr) => {
        $crate::inventory::submit! {
            $crate::Registration { declaration: &$declaration, file: file!(), build: $build }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn declared(id: &'static str) -> &'static Declaration {
        Box::leak(Box::new(Declaration { id, version: "1", purpose: "", kinds: &[] }))
    }

    fn registration(id: &'static str, file: &'static str) -> Registration {
        let build = |_: &Settings| Err(BuildError { file: String::new(), problem: String::new() });
        Registration { declaration: declared(id), file, build }
    }

    #[test]
    fn an_empty_registry_says_what_to_do() {
        assert!(matches!(check(Vec::new()), Err(RegistryError::Empty)));
        assert!(RegistryError::Empty.to_string().contains("cargo xtask sync"));
    }

    #[test]
    fn two_plugins_with_one_id_are_both_named() {
        let (a, b) =
            (registration("risk", "plugins/b/src/lib.rs"), registration("risk", "plugins/a/src/lib.rs"));
        let Err(error) = check(vec![&a, &b]) else { panic!("a duplicate must be refused") };
        let message = error.to_string();
        assert!(message.contains("plugins/a/src/lib.rs and plugins/b/src/lib.rs"), "{message}");
    }

    #[test]
    fn analyzers_come_sorted_whatever_the_linker_does() {
        let (a, b) = (registration("visits", "v"), registration("concerns", "c"));
        let sorted = check(vec![&a, &b]).unwrap();
        assert_eq!(sorted.iter().map(|r| r.declaration.id).collect::<Vec<_>>(), ["concerns", "visits"]);
    }
}
