//! How long the program waits for the atlas.

use criterion::{Criterion, criterion_group, criterion_main};
use demarche_atlas::Atlas;
use std::hint::black_box;

fn load(criterion: &mut Criterion) {
    // A user's file without rows: the embedded tables, read and indexed anew each time, and checked.
    criterion.bench_function("load", |bench| bench.iter(|| black_box(Atlas::with_user_file(black_box("")))));
    let atlas = Atlas::embedded();
    criterion.bench_function("look_up", |bench| {
        bench.iter(|| black_box(atlas.look_up(black_box("Foreign Minister"))))
    });
}

criterion_group!(benches, load);
criterion_main!(benches);
