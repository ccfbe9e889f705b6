//! The nation by industry: trade, intensities, emissions, balance, shares, ranks.

use super::{BILLION, KILOGRAM, KILOTONNE, PERCENT, industries_and_groups, key_years, page_years};
use crate::diagnostics::Outcome;
use crate::exhibits::scope::{Scope, embodied, of_place, trade};
use crate::exhibits::table::{Cell, Column, Show, Table};
use crate::facts::FactKey;
use crate::vocabulary::{Flow, Measure, Side, Symbol};

/// Value of goods outward.
pub(in crate::exhibits) fn trade_outward(scope: &Scope<'_>) -> Outcome<Table> {
    let key = |i| trade(Flow::Outward, i, scope.nation());
    by_year(scope, &key, Show::new(BILLION, 2), true)
}

/// Value of goods inward.
pub(in crate::exhibits) fn trade_inward(scope: &Scope<'_>) -> Outcome<Table> {
    let key = |i| trade(Flow::Inward, i, scope.nation());
    by_year(scope, &key, Show::new(BILLION, 2), true)
}

/// Emissions outward.
pub(in crate::exhibits) fn embodied_outward(scope: &Scope<'_>) -> Outcome<Table> {
    let key = |i| embodied(Flow::Outward, i, scope.nation());
    by_year(scope, &key, Show::new(KILOTONNE, 0), true)
}

/// Emissions inward.
pub(in crate::exhibits) fn embodied_inward(scope: &Scope<'_>) -> Outcome<Table> {
    let key = |i| embodied(Flow::Inward, i, scope.nation());
    by_year(scope, &key, Show::new(KILOTONNE, 0), true)
}

/// Intensities of the reporter.
pub(in crate::exhibits) fn intensity_reporter(scope: &Scope<'_>) -> Outcome<Table> {
    intensity(scope, Side::Reporter)
}

/// Intensities of the partner.
pub(in crate::exhibits) fn intensity_partner(scope: &Scope<'_>) -> Outcome<Table> {
    intensity(scope, Side::Partner)
}

fn intensity(scope: &Scope<'_>, side: Side) -> Outcome<Table> {
    let key = |i| FactKey::new(Measure::Intensity).country(side).industry(i);
    by_year(scope, &key, Show::new(KILOGRAM, 3), false)
}

/// Rows: industries, then groups and the total if the measure adds up; columns: years.
fn by_year(
    scope: &Scope<'_>,
    key: &dyn Fn(Symbol) -> FactKey,
    show: Show,
    adds_up: bool,
) -> Outcome<Table> {
    let years = page_years(scope);
    let mut table = Table::default();
    table.columns.push(Column::words(scope.label("column.industry")?));
    table.columns.extend(years.iter().map(|year| Column::numbers(year.to_string(), None)));
    let name = |i: Symbol| scope.edition.industry_name(i, scope.language).to_owned();
    let cells = |name: String, i: Symbol| {
        let facts = years.iter().map(|year| Cell::Fact(key(i).year(*year), show));
        [Cell::Head(name)].into_iter().chain(facts).collect::<Vec<_>>()
    };
    let (industries, groups) = industries_and_groups(scope);
    for industry in industries {
        table.row(cells(name(industry), industry));
    }
    if adds_up {
        table.total(cells(scope.label("row.all-industries")?, Symbol::ALL));
        if !groups.is_empty() {
            table.group(scope.label("row.groups")?);
        }
        for group in groups {
            table.row(cells(name(group), group));
        }
    }
    Ok(table)
}

/// Balance, joint total and avoided emissions by industry. On the article's pages the key years stand side by side
/// for the balance; the overview shows the last year.
pub(in crate::exhibits) fn balance_by_industry(scope: &Scope<'_>) -> Outcome<Table> {
    let years = key_years(scope);
    let last = scope.edition.data.catalogue.years.last;
    let mut table = Table::default();
    table.columns.push(Column::words(scope.label("column.industry")?));
    let mut columns = Vec::new();
    for year in &years {
        columns.push((Measure::Balance, *year));
    }
    columns.push((Measure::Joint, last));
    columns.push((Measure::Avoided, last));
    for (measure, year) in &columns {
        let head = scope.label(&format!("column.{}", measure.as_str().replace('_', "-")))?;
        table.columns.push(Column::numbers(head, Some(year.to_string())));
    }
    let cells = |name: String, i: Symbol| {
        let facts = columns.iter().map(|(measure, year)| {
            let show = if *measure == Measure::Joint {
                Show::new(KILOTONNE, 0)
            } else {
                Show::signed(KILOTONNE, 0)
            };
            Cell::Fact(of_place(*measure, i, scope.nation()).year(*year), show)
        });
        [Cell::Head(name)].into_iter().chain(facts).collect::<Vec<_>>()
    };
    let name = |i: Symbol| scope.edition.industry_name(i, scope.language).to_owned();
    let (industries, groups) = industries_and_groups(scope);
    for industry in industries {
        table.row(cells(name(industry), industry));
    }
    table.total(cells(scope.label("row.all-industries")?, Symbol::ALL));
    if !groups.is_empty() {
        table.group(scope.label("row.groups")?);
    }
    for group in groups {
        table.row(cells(name(group), group));
    }
    Ok(table)
}

/// Shares of the industries in value and in emissions of each flow, middle year.
pub(in crate::exhibits) fn shares(scope: &Scope<'_>) -> Outcome<Table> {
    let year = scope.edition.data.catalogue.years.middle;
    let mut table = Table::default();
    table.columns.push(Column::words(scope.label("column.industry")?));
    let mut keys = Vec::new();
    for flow in Flow::BOTH {
        for measure in [Measure::TradeShare, Measure::Share] {
            let head = scope.flow_short(flow)?;
            let unit = scope.label(if measure == Measure::Share {
                "column.of-emissions"
            } else {
                "column.of-value"
            })?;
            table.columns.push(Column::numbers(head, Some(unit)));
            keys.push(FactKey::new(measure).flow(flow).region(scope.nation()).year(year));
        }
    }
    for industry in industries_and_groups(scope).0 {
        let name = scope.edition.industry_name(industry, scope.language).to_owned();
        let facts =
            keys.iter().map(|key| Cell::Fact(key.industry(industry), Show::new(PERCENT, 1)));
        table.row([Cell::Head(name)].into_iter().chain(facts).collect());
    }
    Ok(table)
}

/// Ranks of the industries in both flows, key years.
pub(in crate::exhibits) fn rank_of_industries(scope: &Scope<'_>) -> Outcome<Table> {
    let years = key_years(scope);
    let mut table = Table::default();
    table.columns.push(Column::words(scope.label("column.industry")?));
    let mut keys = Vec::new();
    for flow in Flow::BOTH {
        let head = scope.flow_short(flow)?;
        for year in &years {
            table.columns.push(Column::numbers(head.clone(), Some(year.to_string())));
            keys.push(FactKey::new(Measure::RankIndustry).flow(flow).year(*year));
        }
    }
    for industry in industries_and_groups(scope).0 {
        let name = scope.edition.industry_name(industry, scope.language).to_owned();
        let facts = keys.iter().map(|key| Cell::Fact(key.industry(industry), Show::new(1.0, 0)));
        table.row([Cell::Head(name)].into_iter().chain(facts).collect());
    }
    Ok(table)
}
