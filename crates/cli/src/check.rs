//! `demarche check`

use crate::ledger::Ledger;
use crate::output::{Color, Output};
use clap::Args;
use demarche_ledger::Verdict;
use std::collections::BTreeMap;
use std::io::Write;
use std::process::ExitCode;

/// Lists what to look at before publishing: contradictions, counts, gaps, weak evidence.
#[derive(Args)]
pub(crate) struct Check {
    #[command(flatten)]
    ledger: Ledger,
    /// Ends with exit code 1 if articles contradict each other or the ledger.
    #[arg(long)]
    strict: bool,
}

impl Check {
    pub(crate) fn run(self, color: Color) -> anyhow::Result<ExitCode> {
        let store = self.ledger.open()?;
        let Output { mut to, .. } = Output::open(None, color)?;
        let labels: BTreeMap<String, String> = store
            .histories(&demarche_store::Filter::default())?
            .into_iter()
            .map(|h| (h.id.clone(), h.label()))
            .collect();
        let findings = store.findings()?;
        for finding in &findings {
            let label = labels.get(&finding.history).map_or("", String::as_str);
            writeln!(to, "{:<13} {label}  [{}]", finding.verdict.as_str(), finding.history)?;
            writeln!(to, "              {}", finding.message)?;
        }
        for (article, published) in store.undated()? {
            match published {
                Some(p) => writeln!(
                    to,
                    "{:<13} {article}: {} ± {}, from what other articles tell",
                    "dated", p.date, p.precision
                )?,
                None => writeln!(to, "{:<13} {article}: nothing tells when it was published", "undated")?,
            }
        }
        for applied in store.corrections()? {
            let verdict = if applied.found { "corrected" } else { "no such" };
            writeln!(to, "{verdict:<13} {} {}  {}", applied.verb, applied.event, applied.why)?;
        }
        let (articles, stories) = store.size()?;
        writeln!(to, "{:<13} {articles} articles tell {stories} stories", "in all")?;
        to.flush()?;
        let bad = findings.iter().any(|f| matches!(f.verdict, Verdict::Contradicted | Verdict::Conflict));
        Ok(if self.strict && bad { ExitCode::FAILURE } else { ExitCode::SUCCESS })
    }
}
