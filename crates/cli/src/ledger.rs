//! The ledger that a command works on.

use crate::messages::say;
use anyhow::{Context, bail};
use clap::Args;
use demarche_core::{Article, Event};
use demarche_ledger::History;
use demarche_report::Report;
use demarche_store::{Added, Filter, Store};
use jiff::civil::Date;
use std::path::{Path, PathBuf};
use std::{fmt, io};

/// Articles per transaction: a killed run loses no more than these, and the disk is not asked for each.
const BATCH: usize = 256;

/// Which ledger, and as of when.
#[derive(Args)]
pub(crate) struct Ledger {
    /// A ledger made by `demarche analyze … --into LEDGER`.
    #[arg(value_name = "LEDGER")]
    path: PathBuf,
    /// What was known on this day: leaves out all articles that came later, or of which nobody can tell when they did.
    #[arg(long, value_name = "YYYY-MM-DD")]
    as_of: Option<Date>,
}

impl Ledger {
    pub(crate) fn open(&self) -> anyhow::Result<Store> {
        let store = open(&self.path)?;
        match self.as_of {
            Some(day) => store.as_of(day).with_context(|| self.path.display().to_string()),
            None => Ok(store),
        }
    }

    /// The file's name without its ending, under which Datasette knows it.
    pub(crate) fn stem(&self) -> String {
        self.path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
    }
}

impl fmt::Display for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.path.display().fmt(f)
    }
}

/// Opens a ledger that exists.
pub(crate) fn open(path: &Path) -> anyhow::Result<Store> {
    Store::open(path).with_context(|| path.display().to_string())
}

/// Which histories of a ledger are wanted.
#[derive(Args)]
pub(crate) struct Selected {
    /// Only where these countries or bodies take part: USA,CHN.
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pair: Vec<String>,
    /// Only where this person or body takes part: an id, or a part of the name.
    #[arg(long, value_name = "NAME")]
    person: Option<String>,
    /// Only about this topic, or topics under it: trade.tariffs, trade.
    #[arg(long, value_name = "TOPIC")]
    topic: Option<String>,
    /// Only what was not over before this day.
    #[arg(long, value_name = "YYYY-MM-DD")]
    since: Option<Date>,
    /// Only what had begun by this day.
    #[arg(long, value_name = "YYYY-MM-DD")]
    until: Option<Date>,
}

impl Selected {
    /// The histories of these kinds of event; what none of them fits is said to whoever asked for it.
    pub(crate) fn of(self, ledger: &Ledger, kinds: &[String]) -> anyhow::Result<Vec<History>> {
        if let (Some(since), Some(until)) = (self.since, self.until)
            && since > until
        {
            bail!("--since {since} is later than --until {until}: nothing lies between them");
        }
        let histories = ledger.open()?.histories(&self.filter(kinds))?;
        if histories.is_empty() {
            let kinds = kinds.join(", ");
            say(format_args!(
                "{ledger}: none of its histories ({kinds}) fits; `demarche timeline {ledger}` lists all"
            ));
        }
        Ok(histories)
    }

    /// The filter for these kinds of event.
    fn filter(self, kinds: &[String]) -> Filter {
        Filter {
            kinds: kinds.to_vec(),
            sides: self.pair,
            party: self.person,
            topic: self.topic,
            since: self.since,
            until: self.until,
        }
    }
}

/// Takes articles and their records into a ledger, and merges it at the end.
pub(crate) struct Intake {
    store: Store,
    path: PathBuf,
    waiting: usize,
    new: u64,
    replaced: u64,
    known: u64,
}

impl Intake {
    pub(crate) fn open(path: &Path) -> anyhow::Result<Intake> {
        let store = Store::create(path).with_context(|| path.display().to_string())?;
        Ok(Intake { store, path: path.to_owned(), waiting: 0, new: 0, replaced: 0, known: 0 })
    }
}

impl Report for Intake {
    fn article(&mut self, article: &Article, events: &[Event]) -> io::Result<()> {
        if self.waiting == 0 {
            self.store.begin().map_err(io::Error::other)?;
        }
        match self.store.add(article, events).map_err(io::Error::other)? {
            Added::New => self.new += 1,
            Added::Replaced => self.replaced += 1,
            Added::Known => self.known += 1,
        }
        self.waiting += 1;
        if self.waiting == BATCH {
            self.waiting = 0;
            self.store.commit().map_err(io::Error::other)?;
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        if self.waiting > 0 {
            self.store.commit().map_err(io::Error::other)?;
        }
        if !self.store.is_built().map_err(io::Error::other)? {
            self.store.build().map_err(io::Error::other)?;
        }
        let Intake { path, new, replaced, known, .. } = self;
        say(format_args!("{}: {new} new, {replaced} replaced, {known} known already", path.display()));
        Ok(())
    }
}
