//! Published totals of other studies beside ours.

use super::put;
use crate::data::{Dataset, PublishedTotal};
use crate::diagnostics::{Code, Diagnostic, Faults};
use crate::facts::{Fact, FactKey, FactTable, Method};
use crate::units::{Quantity, Unit};
use crate::vocabulary::Measure;

/// The fact that a published total is set beside, if the edition has it.
pub fn compared<'a>(total: &PublishedTotal, facts: &'a FactTable) -> Option<&'a Fact> {
    facts.names().key(&total.compares).and_then(|key| facts.get(&key))
}

/// The key of a measure of a published total.
pub(super) fn key(measure: Measure, total: &PublishedTotal) -> FactKey {
    FactKey::new(measure).industry(total.study).year(total.year)
}

/// Inserts the published totals and, where the edition has the fact beside them, its ratio to them.
///
/// # Errors
/// Totals beside a fact that is not in tonnes.
pub(super) fn insert(data: &Dataset, facts: &mut FactTable) -> Result<(), Faults> {
    let mut faults = Faults::new();
    for total in &data.literature {
        let published = key(Measure::LiteratureValue, total);
        let value = total.value.value();
        put(facts, published, value, total.status, Method::Source, vec![total.row.into()]);
        let Some(own) = compared(total, facts) else { continue };
        if own.key.measure.unit() != Unit::Tonnes {
            faults.push(
                Diagnostic::error(Code::WrongUnit, "a published total stands beside another unit")
                    .at(data.place(&total.row))
                    .found(format!("`{}` in {}", total.compares, own.key.measure.unit().as_str()))
                    .allowed("a fact in t"),
            );
        } else if value != 0.0 {
            let (ratio, status) = (own.value / value, own.status.max(total.status));
            let inputs = vec![own.key.into(), published.into()];
            put(facts, key(Measure::LiteratureRatio, total), ratio, status, Method::Share, inputs);
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}
