//! `demarche analyzers`

use crate::engine::Files;
use crate::output::{Color, Output};
use clap::Args;
use std::io::Write;
use std::process::ExitCode;

/// Lists the analyzers: what they write, what wakes them.
#[derive(Args)]
pub(crate) struct Analyzers {
    #[command(flatten)]
    files: Files,
}

impl Analyzers {
    pub(crate) fn run(self, color: Color) -> anyhow::Result<ExitCode> {
        let analyzers = self.files.analyzers()?;
        let Output { mut to, .. } = Output::open(None, color)?;
        for (number, analyzer) in analyzers.iter().enumerate() {
            let declaration = analyzer.declaration();
            if number > 0 {
                writeln!(to)?;
            }
            writeln!(to, "{} {} · {}", declaration.id, declaration.version, declaration.purpose)?;
            for kind in declaration.kinds {
                let mut roles = format!("actors: {}", kind.actors);
                if !kind.recipients.is_empty() {
                    roles.push_str(&format!("; recipients: {}", kind.recipients));
                }
                writeln!(to, "  writes   {} ({roles}) {}", kind.kind, kind.codes)?;
            }
            let rules: Vec<String> = analyzer.rules().into_iter().map(|r| r.id).collect();
            writeln!(to, "  rules    {}", list(&rules))?;
            writeln!(to, "  triggers {}", list(&analyzer.triggers()))?;
        }
        to.flush()?;
        Ok(ExitCode::SUCCESS)
    }
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
