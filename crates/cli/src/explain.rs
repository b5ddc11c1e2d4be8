//! `demarche explain`

use crate::engine::Files;
use crate::output::{Color, Output};
use crate::suggest::suggest;
use anyhow::bail;
use clap::Args;
use demarche_core::RuleDoc;
use std::io::{self, Write};
use std::process::ExitCode;

/// Explains a rule: what it finds, why, its pattern and examples.
#[derive(Args)]
pub(crate) struct Explain {
    /// A rule, as records name it; or an analyzer, to list its rules; or nothing, to list all.
    #[arg(value_name = "RULE")]
    rule: Option<String>,
    #[command(flatten)]
    files: Files,
}

impl Explain {
    pub(crate) fn run(self, color: Color) -> anyhow::Result<ExitCode> {
        let analyzers = self.files.analyzers()?;
        let rules: Vec<(&str, RuleDoc)> = analyzers
            .iter()
            .flat_map(|a| a.rules().into_iter().map(|rule| (a.declaration().id, rule)))
            .collect();
        let Output { mut to, .. } = Output::open(None, color)?;
        let wanted = self.rule.as_deref();
        if let Some((_, rule)) = rules.iter().find(|(_, rule)| Some(rule.id.as_str()) == wanted) {
            explain(&mut to, rule)?;
        } else {
            let listed: Vec<&RuleDoc> = rules
                .iter()
                .filter(|(analyzer, _)| wanted.is_none_or(|w| w == *analyzer))
                .map(|(_, r)| r)
                .collect();
            if let (Some(unknown), true) = (wanted, listed.is_empty()) {
                let mut known: Vec<&str> = rules.iter().map(|(_, rule)| rule.id.as_str()).collect();
                known.extend(analyzers.iter().map(|a| a.declaration().id));
                bail!("there is no rule `{unknown}`; {}", suggest(unknown, &known));
            }
            let width = listed.iter().map(|rule| rule.id.chars().count()).max().unwrap_or(0);
            for rule in listed {
                writeln!(to, "{:width$}  {}", rule.id, rule.finds.lines().next().unwrap_or_default())?;
            }
        }
        to.flush()?;
        Ok(ExitCode::SUCCESS)
    }
}

fn explain(to: &mut dyn Write, rule: &RuleDoc) -> io::Result<()> {
    writeln!(to, "{}", rule.id)?;
    let mut section = |title: &str, body: &str| {
        if body.trim().is_empty() {
            return Ok(());
        }
        writeln!(to, "\n{title}")?;
        body.trim_end().lines().try_for_each(|line| writeln!(to, "  {line}"))
    };
    section("What it finds", &rule.finds)?;
    section("Why it matters", &rule.why)?;
    section("Pattern", &rule.pattern)?;
    let examples = rule.examples.iter().map(|example| {
        let expect = example.expect.iter().map(|(field, value)| format!("{field} = {value}"));
        format!("{}\n    → {}\n", example.text.trim(), expect.collect::<Vec<_>>().join(" · "))
    });
    section("It fires on", &examples.collect::<String>())?;
    section("It does not fire on", &rule.counter_examples.join("\n"))
}
