//! Work on a stream, in parallel, in order, in bounded memory.

use rayon::ThreadPoolBuilder;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::io;
use std::sync::mpsc::sync_channel;
use std::thread;

/// A batch is closed when its items weigh this much, in bytes: enough for all threads to have work until its end …
const BATCH_WEIGHT: usize = 1 << 18;
/// … or when it has this many items, so that small ones are written soon, too.
const BATCH_ITEMS: usize = 256;
/// Batches that wait at each of the two channels.
const WAITING: usize = 1;

/// Sends every item through `work` on `jobs` threads and its result to `write`, in the order of the items.
///
/// # Errors
/// The first error of `write`, after which nothing more is read, or the system's if it starts no threads.
pub(crate) fn run<T: Send, U: Send>(
    items: impl Iterator<Item = T> + Send,
    jobs: usize,
    weigh: impl Fn(&T) -> usize + Send,
    work: impl Fn(T) -> U + Sync,
    mut write: impl FnMut(U) -> io::Result<()>,
) -> io::Result<()> {
    let pool = ThreadPoolBuilder::new().num_threads(jobs).build().map_err(io::Error::other)?;
    let (to_work, batches) = sync_channel::<Vec<T>>(WAITING);
    let (to_write, results) = sync_channel::<Vec<U>>(WAITING);
    let work = &work;
    thread::scope(|scope| {
        scope.spawn(move || {
            let mut items = items.fuse();
            loop {
                let batch = batch(&mut items, &weigh);
                if batch.is_empty() || to_work.send(batch).is_err() {
                    break;
                }
            }
        });
        scope.spawn(move || {
            for batch in batches {
                let done = pool.install(|| batch.into_par_iter().map(work).collect());
                if to_write.send(done).is_err() {
                    break;
                }
            }
        });
        // When `write` fails, `results` is dropped here, and with it each thread's reason to go on.
        results.into_iter().flatten().try_for_each(&mut write)
    })
}

/// The next items up to the limits of a batch; empty at the end.
fn batch<T>(items: &mut impl Iterator<Item = T>, weigh: &impl Fn(&T) -> usize) -> Vec<T> {
    let mut batch = Vec::new();
    let mut weight = 0;
    while batch.len() < BATCH_ITEMS && weight < BATCH_WEIGHT {
        let Some(item) = items.next() else { break };
        weight += weigh(&item);
        batch.push(item);
    }
    batch
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
            run(
                0..3000,
                jobs,
                |_| 5000,
                slow_start,
                |n| {
                    seen.push(n);
                    Ok(())
                },
            )
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
            |_| BATCH_WEIGHT,
            |n| n,
            |_| {
                written += 1;
                if written == 3 { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(()) }
            },
        );
        assert_eq!(result.unwrap_err().kind(), io::ErrorKind::BrokenPipe);
        assert!(read.into_inner() < 20);
    }

    #[test]
    fn nothing_in_nothing_out() {
        run(std::iter::empty::<u8>(), 2, |_| 1, |n| n, |_| panic!("nothing to write")).unwrap();
    }
}
