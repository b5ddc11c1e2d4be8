//! Panics of analyzers, caught and kept quiet.

use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::Once;

thread_local! {
    /// Whether this thread runs code whose panics are ours to report.
    static ISOLATED: Cell<bool> = const { Cell::new(false) };
    /// Where the last caught panic came from and what it said.
    static MESSAGE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Runs `f`; a panic in it becomes a message that says where and why, and is not printed.
///
/// State that `f` left half changed may be seen afterwards; the caller must throw it away or be able to live with it.
pub(crate) fn isolate<T>(f: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if ISOLATED.get() {
                MESSAGE.set(describe(info));
            } else {
                usual(info);
            }
        }));
    });
    let outer = ISOLATED.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(f));
    ISOLATED.set(outer);
    result.map_err(|_| MESSAGE.take())
}

fn describe(info: &PanicHookInfo<'_>) -> String {
    let message = info.payload_as_str().unwrap_or("no message");
    match info.location() {
        Some(place) => format!("panic at {}:{}: {message}", place.file(), place.line()),
        None => format!("panic: {message}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_message_and_the_thread_goes_on() {
        let message = isolate(|| panic!("no {} here", "verb")).unwrap_err();
        assert!(message.contains("isolate.rs:") && message.ends_with("no verb here"), "{message}");
        assert_eq!(isolate(|| 7), Ok(7));
    }

    #[test]
    fn isolation_nests() {
        let outer = isolate(|| {
            isolate(|| panic!("inner")).unwrap_err();
            panic!("outer")
        });
        assert!(outer.unwrap_err().ends_with("outer"));
    }
}
