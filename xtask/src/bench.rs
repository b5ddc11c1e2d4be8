//! `cargo xtask bench`

use crate::workspace::{Profile, Workspace, success};
use anyhow::{Result, ensure};
use clap::Args;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Measures the whole engine on a corpus: speed per layer beside a floor, start-up time, peak memory.
#[derive(Args)]
pub(crate) struct Bench {
    /// Articles to measure on.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Threads.
    #[arg(long, default_value_t = 1)]
    jobs: u32,
    /// Measures on this many megabytes of text from the beginning, instead of all.
    #[arg(long, value_name = "MB")]
    limit: Option<f64>,
}

impl Bench {
    pub(crate) fn run(&self, workspace: &Workspace) -> Result<()> {
        let mut paths = self.paths.clone();
        if paths.is_empty() {
            paths.push(workspace.root().join("../shared/corpora"));
        }
        for path in &paths {
            ensure!(path.exists(), "{} is missing; name a corpus: cargo xtask bench PATH", path.display());
        }
        let demarche = workspace.build(Profile::Release)?;
        let mut layers = workspace.cargo([
            "run",
            "--quiet",
            "--release",
            "-p",
            "demarche-cli",
            "--example",
            "throughput",
            "--",
        ]);
        let paths = paths.iter().map(std::path::absolute).collect::<Result<Vec<_>, _>>()?;
        let sample = demarche.with_file_name("bench.jsonl");
        let limit = self.limit.unwrap_or(f64::INFINITY);
        success(layers.arg(self.jobs.to_string()).arg(limit.to_string()).arg(&sample).args(&paths))?;
        println!(
            "start-up   {:.1} ms (one short article, best of 20)",
            start_up(&demarche)?.as_secs_f64() * 1e3
        );
        let mut run = Command::new(&demarche);
        run.args(["analyze", "--format", "jsonl", "-o", "/dev/null", "--profile", "--jobs"])
            .arg(self.jobs.to_string());
        let peak = peak_memory(run.arg(&sample).spawn()?)?;
        println!("peak       {:.0} MB resident", peak as f64 / 1e3);
        Ok(())
    }
}

/// The shortest of some runs over one sentence, from start to end of the process.
fn start_up(demarche: &Path) -> Result<Duration> {
    let article = demarche.with_file_name("start-up.txt");
    fs::write(&article, "The minister arrived in Lisbon on Monday for talks with her counterpart.\n")?;
    let mut best = Duration::MAX;
    for _ in 0..20 {
        let begin = Instant::now();
        let mut run = Command::new(demarche);
        run.arg("analyze").arg(&article).stdout(Stdio::null()).stderr(Stdio::null());
        ensure!(run.status()?.success(), "demarche failed on one sentence");
        best = best.min(begin.elapsed());
    }
    Ok(best)
}

/// Waits for a process and returns the most memory that it held, in kB. The system keeps the peak while the process lives, so
/// only what is taken in the last moment can be missed.
fn peak_memory(mut child: Child) -> Result<u64> {
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let mut peak = 0;
    loop {
        let held = fs::read_to_string(&status).unwrap_or_default();
        let line = held.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        peak = line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse().ok()).unwrap_or(peak);
        if let Some(code) = child.try_wait()? {
            ensure!(code.success(), "demarche failed");
            ensure!(peak > 0, "this system does not tell a process's peak memory in /proc");
            return Ok(peak);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}
