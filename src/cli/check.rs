//! `tradeprint check`.

use std::fmt::Write as _;

use serde_json::json;

use super::arguments::Common;
use super::{DONE, FAULTS, check_steps, print, report, warn};
use crate::data::{Quality, quality, steps};
use crate::diagnostics::{Faults, Outcome, Severity};
use crate::edition::Edition;
use crate::production::Workshop;

/// Reads and checks everything that a build would, summarises the data folder, and lists its oddities.
pub(super) fn run(common: &Common, as_json: bool) -> Outcome<u8> {
    let request = common.request(&[], false);
    let (workshop, warnings) = match Workshop::open(&request) {
        Ok(opened) => opened,
        Err(faults) => return Ok(refuse(common, &faults, as_json)),
    };
    let steps = steps(&common.data, &Faults::new());
    warn(common, &warnings);
    let edition = &workshop.edition;
    let summary = quality(&edition.data);
    if as_json {
        let whole = json!({
            "folder": common.data.display().to_string(),
            "faults": 0,
            "filling": check_steps::as_json(&steps),
            "warnings": warnings.len(),
            "facts": edition.facts().len(),
            "quality": summary,
            "oddities": oddities_as_json(edition),
        });
        print(&format!("{whole:#}\n"));
        return Ok(DONE);
    }
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{}: no faults, {} warnings; {} regions, {} industries, {} groups, {} facts",
        common.data.display(),
        warnings.len(),
        summary.regions,
        summary.industries,
        summary.groups,
        edition.facts().len(),
    );
    write_tables(&summary, &mut text);
    write_oddities(edition, &mut text);
    if check_steps::incomplete(&steps) {
        check_steps::write(&steps, &mut text);
    }
    print(&text);
    Ok(DONE)
}

/// Shows every fault and, where a file is missing or empty or has faults, how far the folder is.
fn refuse(common: &Common, faults: &Faults, as_json: bool) -> u8 {
    report(common, faults);
    let steps = steps(&common.data, faults);
    let errors = faults.iter().filter(|fault| fault.severity == Severity::Error).count();
    if as_json {
        let whole = json!({
            "folder": common.data.display().to_string(),
            "faults": errors,
            "filling": check_steps::as_json(&steps),
        });
        print(&format!("{whole:#}\n"));
    } else if common.data.is_dir() && check_steps::incomplete(&steps) {
        let mut text = String::new();
        check_steps::write(&steps, &mut text);
        print(&text);
    }
    FAULTS
}

fn write_tables(summary: &Quality, text: &mut String) {
    let _ = writeln!(
        text,
        "{:<26} {:>6}  {:<11} {:>9} {:>10}",
        "table", "rows", "years", "observed", "estimated"
    );
    for row in &summary.tables {
        let years = match (row.first, row.last) {
            (Some(first), Some(last)) => format!("{first}-{last}"),
            _ => String::new(),
        };
        let _ = writeln!(
            text,
            "{:<26} {:>6}  {years:<11} {:>9} {:>10}",
            row.table, row.rows, row.observed, row.estimated
        );
    }
    let _ = writeln!(
        text,
        "trade by region: {}",
        if summary.regional_trade { "given" } else { "missing, allocated from national trade" }
    );
}

/// Kind by kind, the gravest first: the fact of the gravest year, its value and the bound that it passes.
fn write_oddities(edition: &Edition, text: &mut String) {
    let list = &edition.analysis.oddities;
    let _ = writeln!(
        text,
        "oddities: {} series beyond the bounds of [oddities], each in its gravest year",
        list.len()
    );
    let mut before = None;
    for oddity in list {
        let kind = oddity.kind.as_str();
        if before != Some(kind) {
            let own = list.iter().filter(|other| other.kind == oddity.kind).count();
            let _ = writeln!(text, "  {kind}: {own}");
            before = Some(kind);
        }
        let _ = write!(text, "    {}", edition.data.names.id(&oddity.key));
        match oddity.value {
            Some(value) => {
                let _ = write!(text, "  {} (bound {:.3})", three_decimals(value), oddity.bound);
            }
            None => {
                let _ = write!(text, "  nothing to compare");
            }
        }
        let _ = match oddity.years {
            1 => writeln!(text),
            years => writeln!(text, ", {years} years"),
        };
    }
}

/// Three decimals; a zero stands bare.
fn three_decimals(value: f64) -> String {
    if value == 0.0 { "0".to_owned() } else { format!("{value:.3}") }
}

fn oddities_as_json(edition: &Edition) -> Vec<serde_json::Value> {
    let names = &edition.data.names;
    edition
        .analysis
        .oddities
        .iter()
        .map(|oddity| {
            json!({
                "kind": oddity.kind.as_str(),
                "fact": names.id(&oddity.key),
                "against": oddity.against.map(|key| names.id(&key)),
                "value": oddity.value,
                "bound": oddity.bound,
                "years": oddity.years,
            })
        })
        .collect()
}
