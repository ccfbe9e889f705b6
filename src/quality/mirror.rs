//! The two reporters of one flow.

use super::series::{Quantity, SeriesKey};
use super::{Amount, Check, Finding, Gravity, Material, Reason};
use crate::facts::Status;
use crate::units::Quantity as _;
use crate::vocabulary::Side;

/// Beyond this relative difference, one of the two is most likely wrong; `check` warns of it, too.
const GRAVE: f64 = 0.5;

/// Years in which the partner's total of a flow lies further from the reporter's than the catalogue allows; those outside the
/// edition are remarks.
pub(super) fn find(material: &Material<'_>) -> Vec<Finding> {
    let totals = &material.data.totals;
    let bound = material.data.catalogue.oddities.mirror_gap;
    let years = material.data.catalogue.years;
    let mut found = Vec::new();
    for own in totals.iter().filter(|r| r.reporter == Side::Reporter && r.value.value() > 0.0) {
        let mirrored = (own.flow, own.year, Side::Partner);
        let Some(partner) = totals.iter().find(|r| (r.flow, r.year, r.reporter) == mirrored) else {
            continue;
        };
        let gap = partner.value.value() / own.value.value() - 1.0;
        if gap.abs() <= bound {
            continue;
        }
        let observed = [own.status, partner.status] == [Status::Observed; 2];
        let inside = (years.first..=years.last).contains(&own.year);
        let gravity = match gap.abs() > GRAVE {
            _ if !observed || !inside => Gravity::Remark,
            true => Gravity::Grave,
            false => Gravity::Doubtful,
        };
        found.push(
            Finding::new(
                Check::Mirror,
                gravity,
                Reason::MirrorGap,
                SeriesKey::new(Quantity::TradeTotal).flow(own.flow),
            )
            .years(own.year, own.year)
            .amounts(
                Amount::Value(own.value.value()),
                Amount::Value(partner.value.value()),
                gap.abs() - bound,
            )
            .rows([own.row, partner.row]),
        );
    }
    found
}
