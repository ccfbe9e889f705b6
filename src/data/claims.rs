//! `claims.toml`: statements of others, as tests on facts.

use serde::Deserialize;

use super::catalogue::{place_of, toml_fault};
use super::folder::Folder;
use super::rows::Translated;
use super::schema::with_nearest;
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
    /// Its statement by language, where the texts of the reports have none.
    #[serde(default)]
    pub statement: Translated,
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

/// The entries of each kind, beside those that every claim has.
const ENTRIES: [(&str, &[&str]); 4] = [
    ("leaders", &["measure", "flow", "by", "year", "n", "expect"]),
    ("compare", &["left", "op", "right"]),
    ("share", &["fact", "published", "tolerance"]),
    ("untestable", &["reason_key"]),
];
/// The entries of every claim.
const COMMON: [&str; 3] = ["id", "kind", "statement"];

/// Entries that the kind of a claim does not have.
fn unknown_entries(shown: &str, text: &str, faults: &mut Faults) {
    let Ok(table) = text.parse::<toml::Table>() else { return };
    let claims = table.get("claim").and_then(toml::Value::as_array);
    for claim in claims.into_iter().flatten().filter_map(toml::Value::as_table) {
        let word = |key: &str| claim.get(key).and_then(toml::Value::as_str).unwrap_or_default();
        let own = ENTRIES.iter().find(|(kind, _)| *kind == word("kind"));
        let allowed: Vec<&str> =
            COMMON.into_iter().chain(own.iter().flat_map(|(_, own)| own.iter().copied())).collect();
        for entry in claim.keys().filter(|key| !allowed.contains(&key.as_str())) {
            let fault = Diagnostic::error(Code::BadClaim, "a claim has an unknown entry")
                .at(place_of(shown, text, &format!("id = \"{}\"", word("id"))))
                .found(format!("`{entry}`"))
                .allowed(allowed.join(", "));
            faults.push(with_nearest(fault, entry, allowed.iter().copied()));
        }
    }
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
    unknown_entries(&shown, &text, faults);
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
