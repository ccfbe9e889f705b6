//! `claims.toml`: statements of others, as tests on facts.

use serde::Deserialize;

use super::catalogue::{place_of, toml_fault};
use super::folder::Folder;
use crate::diagnostics::{Code, Diagnostic, Faults};

/// The file name of the claims.
pub(super) const FILE: &str = "claims.toml";

/// The test that a claim stands for. Facts are named by id, codes as in the tables.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum ClaimTest {
    /// The first `n` by a measure are these, in this order.
    Leaders {
        /// Measure.
        measure: String,
        /// Flow, if the measure has one.
        flow: Option<String>,
        /// `industry` or `region`.
        by: String,
        /// Year.
        year: i16,
        /// How many.
        n: usize,
        /// Codes in order.
        expect: Vec<String>,
    },
    /// One fact against another.
    Compare {
        /// Fact id.
        left: String,
        /// `<` or `>`.
        op: String,
        /// Fact id.
        right: String,
    },
    /// A published share against a fact.
    Share {
        /// Fact id.
        fact: String,
        /// Published fraction.
        published: f64,
        /// Allowed absolute difference.
        tolerance: f64,
    },
    /// Not testable on the data at hand.
    Untestable {
        /// Key of the reason in the texts.
        reason_key: String,
    },
}

/// A claim.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Claim {
    /// Key of its statement in the texts.
    pub id: String,
    /// The test.
    #[serde(flatten)]
    pub test: ClaimTest,
    /// The file that holds it, as diagnostics show it.
    #[serde(skip)]
    pub file: String,
    /// Its line in the file.
    #[serde(skip)]
    pub line: u32,
}

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    claim: Vec<Claim>,
}

/// Reads the claims; none if the folder has no such file.
pub(super) fn read(folder: &mut Folder, faults: &mut Faults) -> Vec<Claim> {
    if !folder.has(FILE) {
        return Vec::new();
    }
    let Some(text) = folder.read(FILE, faults) else { return Vec::new() };
    let shown = folder.shown(FILE);
    let mut file: File = match toml::from_str(&text) {
        Ok(file) => file,
        Err(error) => {
            faults.push(toml_fault(Code::BadClaim, &shown, &text, &error));
            return Vec::new();
        }
    };
    for (i, claim) in file.claim.iter().enumerate() {
        let at = place_of(&shown, &text, &format!("id = \"{}\"", claim.id));
        if file.claim[..i].iter().any(|other| other.id == claim.id) {
            faults.push(
                Diagnostic::error(Code::BadClaim, "two claims have the same id")
                    .at(at.clone())
                    .found(format!("`{}`", claim.id)),
            );
        }
        let wrong = match &claim.test {
            ClaimTest::Compare { op, .. } if op != "<" && op != ">" => {
                Some(("the comparison is unknown", op.clone(), "< or >"))
            }
            ClaimTest::Leaders { by, .. } if by != "industry" && by != "region" => {
                Some(("leaders are ranked by something unknown", by.clone(), "industry, region"))
            }
            ClaimTest::Leaders { n, expect, .. } if *n == 0 || expect.len() != *n => {
                Some(("n does not count the expected codes", n.to_string(), "the number of codes"))
            }
            _ => None,
        };
        if let Some((message, found, allowed)) = wrong {
            faults.push(
                Diagnostic::error(Code::BadClaim, message)
                    .at(at)
                    .found(format!("`{found}`"))
                    .allowed(allowed),
            );
        }
    }
    for claim in &mut file.claim {
        claim.line = place_of(&shown, &text, &format!("id = \"{}\"", claim.id)).line;
        claim.file.clone_from(&shown);
    }
    file.claim
}
