//! `demarche analyzers`

use crate::engine::Files;
use crate::output::{Color, Output};
use clap::Args;
use demarche_core::{Analyzer, Codes};
use std::io::{self, Write};
use std::process::ExitCode;

/// Lists the analyzers: what they write, what wakes them.
#[derive(Args)]
pub(crate) struct Analyzers {
    /// Prints which PLOVER and CAMEO codes they write when, as a table in Markdown (`docs/CODES.md`).
    #[arg(long)]
    codes: bool,
    #[command(flatten)]
    files: Files,
}

impl Analyzers {
    pub(crate) fn run(self, color: Color) -> anyhow::Result<ExitCode> {
        let analyzers = self.files.analyzers()?;
        let Output { mut to, .. } = Output::open(None, color)?;
        if self.codes {
            codes(&mut to, &analyzers)?;
            to.flush()?;
            return Ok(ExitCode::SUCCESS);
        }
        for (number, analyzer) in analyzers.iter().enumerate() {
            let declaration = analyzer.declaration();
            if number > 0 {
                writeln!(to)?;
            }
            let asked = if analyzer.on_request() { " (on request: --also, --select)" } else { "" };
            writeln!(to, "{} {} · {}{asked}", declaration.id, declaration.version, declaration.purpose)?;
            for kind in declaration.kinds {
                let mut roles = format!("actors: {}", kind.actors);
                if !kind.recipients.is_empty() {
                    roles.push_str(&format!("; recipients: {}", kind.recipients));
                }
                writeln!(to, "  writes   {} ({roles})", kind.kind)?;
            }
            let mut codes: Vec<String> = analyzer.codes().iter().map(|row| shown(&row.codes)).collect();
            codes.dedup();
            if !codes.is_empty() {
                writeln!(to, "  codes    {}", codes.join(" · "))?;
            }
            let rules: Vec<String> = analyzer.rules().into_iter().map(|r| r.id).collect();
            writeln!(to, "  rules    {}", list(&rules))?;
            let mut triggers = analyzer.triggers();
            triggers.sort_unstable();
            writeln!(to, "  triggers {}", list(&triggers))?;
        }
        to.flush()?;
        Ok(ExitCode::SUCCESS)
    }
}

const CODES: &str = "\
# Codes

Every record carries the event and mode of [PLOVER](https://github.com/openeventdata/PLOVER) and the code of CAMEO (`codes`), so that tools
made for those read it. The tables are those from which the engine works: `demarche analyzers --codes` prints this page, and a test compares
it. A dash stands for no code: PLOVER leaves out what CAMEO counts as 01. A plan is an agreement to meet and becomes a consultation when it
has taken place. The tone of a relationship is a state, not an event, and has no code. What a concern is about is told in PLOVER's own words
in `details.contexts`.
";

/// The tables of codes.
fn codes(to: &mut dyn Write, analyzers: &[Box<dyn Analyzer>]) -> io::Result<()> {
    write!(to, "{CODES}")?;
    for analyzer in analyzers.iter().filter(|a| !a.codes().is_empty()) {
        writeln!(
            to,
            "\n## {}\n\n| when | PLOVER | CAMEO | that is |\n|---|---|---|---|",
            analyzer.declaration().id
        )?;
        for row in analyzer.codes() {
            let code = |code: &Option<String>| code.clone().unwrap_or_else(|| "–".to_owned());
            let (plover, cameo) = (code(&row.codes.plover), code(&row.codes.cameo));
            writeln!(to, "| {} | {plover} | {cameo} | {} |", row.when.replace(' ', ", "), row.meaning)?;
        }
    }
    Ok(())
}

fn shown(codes: &Codes) -> String {
    [&codes.plover, &codes.cameo].into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// How many there are, and the first of them.
fn list(all: &[String]) -> String {
    const SHOWN: usize = 8;
    let more = if all.len() > SHOWN { ", …" } else { "" };
    format!(
        "{}: {}{more}",
        all.len(),
        all.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(", ")
    )
}
