//! Work on a stream, in parallel, in order, in bounded memory.

use rayon::ThreadPoolBuilder;
use std::io;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

/// So many items are read ahead for each thread: enough for the others to have work while one is at a long item.
const AHEAD: usize = 16;

/// Sends every item through `work` on `jobs` threads and its result to `write`, in the order of the items.
///
/// # Errors
/// The first error of `write`, after which nothing more is read, or the system's if it starts no threads.
pub(crate) fn run<T: Send, U: Send>(
    items: impl Iterator<Item = T> + Send,
    jobs: usize,
    work: impl Fn(T) -> U + Sync,
    mut write: impl FnMut(U) -> io::Result<()>,
) -> io::Result<()> {
    let pool = ThreadPoolBuilder::new().num_threads(jobs).build().map_err(io::Error::other)?;
    // Each item has a place in the order of writing, and there are only so many.
    let (to_write, results) = sync_channel::<Receiver<U>>(jobs * AHEAD);
    let work = &work;
    pool.in_place_scope_fifo(|tasks| {
        thread::scope(|scope| {
            scope.spawn(move || {
                for item in items {
                    let (place, result) = sync_channel(1);
                    if to_write.send(result).is_err() {
                        break;
                    }
                    // Nobody waits for what comes after a failed write.
                    tasks.spawn_fifo(move |_| drop(place.send(work(item))));
                }
            });
            // A panic brings no result and ends the scope. When `write` fails, `results` is dropped here, and with it the reader's
            // reason to go on.
            results.into_iter().map_while(|result| result.recv().ok()).try_for_each(&mut write)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn order_is_kept_whatever_the_number_of_threads() {
        for jobs in [1, 2, 7] {
            let mut seen = Vec::new();
            let slow_start = |n: u64| {
                thread::sleep(std::time::Duration::from_micros(if n.is_multiple_of(64) { 500 } else { 0 }));
                n * 2
            };
            run(0..3000, jobs, slow_start, |n| {
                seen.push(n);
                Ok(())
            })
            .unwrap();
            assert_eq!(seen, (0..3000).map(|n| n * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn little_is_read_ahead_and_nothing_after_a_failed_write() {
        let read = AtomicUsize::new(0);
        let items = (0..1_000_000).inspect(|_| {
            read.fetch_add(1, Ordering::Relaxed);
        });
        let mut written = 0;
        let result = run(
            items,
            2,
            |n| n,
            |_| {
                written += 1;
                if written == 3 { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(()) }
            },
        );
        assert_eq!(result.unwrap_err().kind(), io::ErrorKind::BrokenPipe);
        assert!(read.into_inner() < 4 * AHEAD);
    }

    #[test]
    fn a_panic_of_the_work_ends_the_run() {
        let work = |n: u32| assert!(n < 5, "asked to");
        let run = || run(0.., 2, work, |()| Ok(()));
        assert!(std::panic::catch_unwind(run).is_err());
    }

    #[test]
    fn nothing_in_nothing_out() {
        run(std::iter::empty::<u8>(), 2, |n| n, |_| panic!("nothing to write")).unwrap();
    }
}
