//! From what an analyzer makes of its own evidence to a confidence that can be taken at its word.

use crate::diagnostic::BuildError;

/// The estimate at which a table's `base` is meant.
const MIDDLE: f64 = 0.8;

/// How an analyzer's own estimates turn into shares of records that are right: in log-odds, what its records come to (`base`), how
/// much an estimate tells (`slope`), and how far single rules differ (`rule`).
///
/// ```text
/// base            2.31
/// slope           2.04
/// rule visit.noun -0.12
/// ```
///
/// Columns are parted by a tab, `#` begins a comment. `cargo xtask train-confidence` writes such tables from gold records.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    base: f64,
    slope: f64,
    rules: Vec<(String, f64)>,
}

impl Calibration {
    /// A plugin's own table; `file` is for the message.
    ///
    /// # Errors
    /// If a row is malformed, or `base` or `slope` is missing.
    pub fn embedded(file: &str, text: &str) -> Result<Self, BuildError> {
        Calibration::parse(text).map_err(|problem| BuildError { file: file.to_owned(), problem })
    }

    fn parse(text: &str) -> Result<Self, String> {
        let (mut base, mut slope, mut rules) = (None, None, Vec::new());
        for line in text.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
            let row =
                line.split_once('\t').and_then(|(name, value)| Some((name, value.parse::<f64>().ok()?)));
            let (name, value) = row.ok_or_else(|| format!("`{line}` is not a name, a tab and a number"))?;
            match (name, name.strip_prefix("rule ")) {
                ("base", _) => base = Some(value),
                ("slope", _) => slope = Some(value),
                (_, Some(rule)) => rules.push((rule.to_owned(), value)),
                _ => return Err(format!("`{name}` is neither `base` nor `slope` nor a `rule`")),
            }
        }
        let missing = |name: &str| format!("the row `{name}` is missing");
        Ok(Calibration {
            base: base.ok_or_else(|| missing("base"))?,
            slope: slope.ok_or_else(|| missing("slope"))?,
            rules,
        })
    }

    /// The share of records that are right where this rule's estimate is such.
    pub fn confidence(&self, rule: &str, estimate: f64) -> f64 {
        let of_rule = self.rules.iter().find(|(id, _)| id == rule).map_or(0.0, |(_, shift)| *shift);
        let odds = self.base + self.slope * (estimate - MIDDLE) + of_rule;
        1.0 / (1.0 + (-odds).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_surer_estimate_is_a_higher_confidence_and_rules_differ() {
        let table =
            Calibration::parse("# of visits\nbase\t2.0\nslope\t3.0\nrule visit.noun\t-0.5\n").unwrap();
        assert!((table.confidence("visit.verb", 0.8) - 0.881).abs() < 1e-3);
        assert!(table.confidence("visit.verb", 0.9) > table.confidence("visit.verb", 0.8));
        assert!(table.confidence("visit.noun", 0.8) < table.confidence("visit.verb", 0.8));
    }

    #[test]
    fn a_malformed_table_is_refused() {
        for text in ["base\t1.0", "base\t1.0\nslope\tsteep", "base\t1.0\nslope\t1.0\nbais\t1.0"] {
            assert!(Calibration::parse(text).is_err(), "{text}");
        }
    }
}
