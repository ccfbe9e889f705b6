//! Parts that make less or more than their whole.

use super::scale::power_of_scale;
use super::{Amount, Check, Finding, Gravity, Material, Reason};

/// Sums outside the usual ratios of their relation; years on end of one sum are one finding, told by its gravest year. A
/// ratio that looks like another unit is the matter of another check.
pub(super) fn find(material: &Material<'_>) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    for sum in &material.sums {
        let (ratio, (low, high)) = (sum.ratio(), sum.relation.usual());
        if (low..=high).contains(&ratio) || power_of_scale(ratio).is_some() {
            continue;
        }
        let (reason, bound) =
            if ratio < low { (Reason::PartsShort, low) } else { (Reason::PartsOver, high) };
        let size = (ratio.max(f64::MIN_POSITIVE) / bound).ln().abs();
        let own = Finding::new(Check::Parts, Gravity::Doubtful, reason, sum.key)
            .years(sum.year, sum.year)
            .amounts(Amount::Share(bound), Amount::Share(ratio), size)
            .rows(sum.rows.iter().copied());
        // Sums come by key and year: a run goes on with the last finding.
        match found.last_mut().filter(|last| goes_on(last, &own)) {
            Some(last) => last.take(own),
            None => found.push(own),
        }
    }
    found
}

/// Whether a finding is that of the year after another one of the same sum.
fn goes_on(last: &Finding, own: &Finding) -> bool {
    let next = last.years.map(|(_, year)| year + 1);
    (last.key, last.reason, last.expected, next)
        == (own.key, own.reason, own.expected, own.years.map(|(year, _)| year))
}
