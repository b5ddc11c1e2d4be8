//! How the cost of merging grows: `cargo run --release -p demarche-store --example scale -- 1000 10000 100000`.
//!
//! Makes articles with six records each about invented journeys of some hundred officials of forty countries, adds them to a ledger
//! in a temporary file, merges it, and prints time, peak memory of the process so far and size of the file.
#![allow(clippy::print_stdout, reason = "printing is what this program is for")]

use demarche_core::event::Place;
use demarche_core::{Act, Article, Event, Evidence, Kind, Party, PartyKind, Precision, Span, Status, Time};
use demarche_store::{Filter, Store};
use jiff::ToSpan;
use jiff::civil::date;
use std::borrow::Cow;
use std::error::Error;
use std::time::Instant;

const COUNTRIES: u64 = 40;
const OFFICIALS: u64 = 12;
const DAYS: u64 = 3650;
const TOPICS: [&str; 6] = [
    "trade.tariffs",
    "tech.export_controls",
    "security.military_activity",
    "rights.human_rights",
    "global.migration",
    "other",
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("articles  records  histories  add s  merge s  peak MB  file MB");
    for size in std::env::args().skip(1) {
        let size: u64 = size.parse()?;
        let folder = std::env::temp_dir().join(format!("demarche-scale-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let path = folder.join("ledger.db");
        let mut store = Store::create(&path)?;
        let begin = Instant::now();
        for first in (0..size).step_by(256) {
            store.begin()?;
            for number in first..size.min(first + 256) {
                let (article, events) = article(number, size);
                store.add(&article, &events)?;
            }
            store.commit()?;
        }
        let added = begin.elapsed().as_secs_f64();
        let begin = Instant::now();
        store.build()?;
        let merged = begin.elapsed().as_secs_f64();
        let peak = peak();
        let histories = store.histories(&Filter::default())?.len();
        drop(store);
        let bytes = std::fs::metadata(&path)?.len();
        println!(
            "{size:>8}  {:>7}  {histories:>9}  {added:>5.1}  {merged:>7.1}  {peak:>7}  {:>7}",
            size * 6,
            bytes >> 20
        );
        std::fs::remove_dir_all(&folder)?;
    }
    Ok(())
}

/// Peak resident memory in MB, where the system tells it.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kilobytes.map_or_else(|| "?".to_owned(), |kilobytes| (kilobytes >> 10).to_string())
}

/// A number that looks random and is the same on every run (SplitMix64).
fn mix(seed: u64) -> u64 {
    let x = seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// An article about one of the journeys. There are as many journeys as a quarter of the articles.
fn article(number: u64, size: u64) -> (Article, Vec<Event>) {
    let trip = mix(number) % (size / 4).max(1);
    let of = |salt: u64, modulus: u64| mix(trip * 31 + salt) % modulus;
    let (from, to) = (of(1, COUNTRIES), (of(1, COUNTRIES) + 1 + of(2, COUNTRIES - 1)) % COUNTRIES);
    let day = i32::try_from(of(3, DAYS)).unwrap_or(0);
    // Reports come from two months before to a week after.
    let lead = i32::try_from(mix(number * 7 + 5) % 70).unwrap_or(0) - 60;
    let on = |day: i32| date(2010, 1, 1).saturating_add(day.days());
    let text = format!("Report {number} on journey {trip} of an official of {from} to {to}.");
    let mut article = Article::new(format!("article-{number}"), text.clone()).with_date(on(day + lead));
    article.source = Some(format!("Outlet {}", number % 50));
    let person = |country: u64, salt: u64| {
        let name = format!("Official {} of {country}", of(salt, OFFICIALS));
        let id = format!("official-{}-{country}", of(salt, OFFICIALS));
        Party {
            name,
            id,
            kind: PartyKind::Person,
            role: Some("Minister".to_owned()),
            country: Some(format!("C{country:02}")),
        }
    };
    let (visitor, host) = (person(from, 4), person(to, 5));
    let time = (!number.is_multiple_of(3)).then(|| Time {
        text: "then".to_owned(),
        value: on(day).to_string(),
        start: Some(on(day)),
        end: Some(on(day)),
        precision: Precision::Day,
    });
    let event = |kind: Kind, n: u64| {
        let mut event = Event::new(kind, "scale.made");
        event.id = format!("{:016x}", mix(number * 6 + n));
        event.article = format!("article-{number}");
        event.status = Some(if lead < 0 { Status::Planned } else { Status::Completed });
        event.time.clone_from(&time);
        event.place = Some(Place { name: format!("Capital {to}"), country: Some(format!("C{to:02}")) });
        event.confidence = 0.8;
        event.actors = vec![visitor.clone(), host.clone()];
        event.evidence = vec![Evidence {
            role: Cow::Borrowed("sentence"),
            span: Span::new(0, text.len()),
            text: text.clone(),
        }];
        event
    };
    let mut visit = event(Kind::VISIT, 0);
    visit.actors.truncate(1);
    let concern = |n: u64| {
        let mut concern = event(Kind::CONCERN, n);
        concern.recipients = concern.actors.split_off(1);
        concern.topics = vec![TOPICS[(mix(number + n) % 6) as usize].to_owned()];
        (concern.act, concern.status, concern.time) = (Some(Act::RaiseConcern), None, None);
        concern
    };
    let mut agreement = event(Kind::AGREEMENT, 4);
    agreement.detail("what", format!("treaty {} on matter {} of {from}", of(8, 40), of(9, 90)));
    let mut tone = event(Kind::TONE, 5);
    (tone.score, tone.status, tone.time) = (Some(0.1), None, None);
    (article, vec![visit, event(Kind::CONTACT, 1), concern(2), concern(3), agreement, tone])
}
