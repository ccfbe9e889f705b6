//! Statements of others against the facts.

use crate::data::{Claim, ClaimTest, Dataset};
use crate::diagnostics::{Code, Diagnostic, Faults, Location};
use crate::facts::{FactKey, FactTable};
use crate::vocabulary::{Measure, Symbol};

/// What the facts say of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerdictKind {
    /// The test holds.
    Confirmed,
    /// The test fails.
    NotConfirmed,
    /// There is no test on these data.
    Untestable,
}

/// The verdict on one claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Key of the claim.
    pub id: String,
    /// Outcome.
    pub kind: VerdictKind,
    /// The facts that decided, in the order of the test.
    pub facts: Vec<FactKey>,
    /// Why it cannot be tested.
    pub reason: Option<String>,
    /// The published number of a share.
    pub published: Option<f64>,
}

/// The facts of a measure over industries or regions, from the largest to the smallest.
pub fn leaders(facts: &FactTable, pattern: FactKey) -> Vec<&crate::facts::Fact> {
    let mut all: Vec<_> = facts.expand(&pattern).collect();
    all.sort_by(|a, b| b.value.total_cmp(&a.value));
    all
}

/// Judges every claim.
///
/// # Errors
/// A claim that names a fact, measure or code that does not exist.
pub(super) fn judge(data: &Dataset, facts: &FactTable) -> Result<Vec<Verdict>, Faults> {
    let mut faults = Faults::new();
    let verdicts = data
        .claims
        .iter()
        .filter_map(|claim| match verdict(claim, facts) {
            Ok(verdict) => Some(verdict),
            Err(unknown) => {
                faults.push(
                    Diagnostic::error(Code::BadClaim, "a claim rests on something unknown")
                        .at(Location::at(&claim.file, claim.line, 1))
                        .found(format!("`{unknown}`"))
                        .hint("`tradeprint export facts` writes every fact's id"),
                );
                None
            }
        })
        .collect();
    if faults.is_empty() { Ok(verdicts) } else { Err(faults) }
}

fn verdict(claim: &Claim, facts: &FactTable) -> Result<Verdict, String> {
    let names = facts.names();
    let fact =
        |id: &str| names.key(id).and_then(|key| facts.get(&key)).ok_or_else(|| id.to_owned());
    let outcome = |holds| {
        if holds { VerdictKind::Confirmed } else { VerdictKind::NotConfirmed }
    };
    let mut verdict = Verdict {
        id: claim.id.clone(),
        kind: VerdictKind::Untestable,
        facts: Vec::new(),
        reason: None,
        published: None,
    };
    match &claim.test {
        ClaimTest::Untestable { reason_key } => verdict.reason = Some(reason_key.clone()),
        ClaimTest::Compare { left, op, right } => {
            let (a, b) = (fact(left)?, fact(right)?);
            let holds = if op == "<" { a.value < b.value } else { a.value > b.value };
            verdict.kind = outcome(holds);
            verdict.facts = vec![a.key, b.key];
        }
        ClaimTest::Share { fact: id, published, tolerance } => {
            let own = fact(id)?;
            verdict.kind = outcome((own.value - published).abs() <= *tolerance);
            verdict.facts = vec![own.key];
            verdict.published = Some(*published);
        }
        ClaimTest::Leaders { measure, flow, by, year, n, expect } => {
            let measure_key = Measure::parse(measure).ok_or_else(|| measure.clone())?;
            let mut key = FactKey::new(measure_key).year(*year);
            let d = measure_key.dimensions();
            if d.flow {
                let code = flow.clone().unwrap_or_default();
                key.flow = Some(names.pair.flow(&code).ok_or(code)?);
            }
            key.industry = if by == "industry" { Symbol::EACH } else { Symbol::ALL };
            key.region = if by == "region" { Symbol::EACH } else { names.nation() };
            let first: Vec<FactKey> =
                leaders(facts, key).iter().take(*n).map(|fact| fact.key).collect();
            if first.len() < *n {
                return Err(names.id(&key));
            }
            let code = |key: &FactKey| {
                names.symbols.text(if by == "industry" { key.industry } else { key.region })
            };
            verdict.kind = outcome(first.iter().map(code).eq(expect.iter().map(String::as_str)));
            verdict.facts = first;
        }
    }
    Ok(verdict)
}
