//! The main figures of a subject over the key years, and a region by industry.

use super::{MILLION, flows_and_balance, industries_and_groups, key_years};
use crate::diagnostics::Outcome;
use crate::exhibits::scope::{Scope, Subject, embodied, of_place, trade};
use crate::exhibits::table::{Cell, Column, Show, Table};
use crate::facts::FactKey;
use crate::text::{MassUnit, MoneyUnit, decimals_for};
use crate::units::Unit;
use crate::vocabulary::{Flow, Measure, Symbol};

/// Trade, emissions, balance, joint total, exchange effect (and for the nation the terms of trade).
pub(in crate::exhibits) fn years(scope: &Scope<'_>) -> Outcome<Table> {
    let (region, industry) = scope.place();
    let years = key_years(scope);
    let with_interval = interval_years(scope);
    let mut table = Table::default();
    table.columns.push(Column::words(scope.label("column.measure")?));
    table.columns.push(Column::words(scope.label("column.unit")?));
    table.columns.extend(years.iter().map(|year| Column::numbers(year.to_string(), None)));
    for year in &with_interval {
        let head = scope.fill("column.interval-of", &[("year", &year.to_string())])?;
        table.columns.push(Column::numbers(head, None));
    }
    for flow in Flow::BOTH {
        let name = scope.fill("row.value-of", &[("flow", &scope.flow(flow)?)])?;
        row(scope, &mut table, name, trade(flow, industry, region), &years, false)?;
    }
    for flow in Flow::BOTH {
        let name = scope.fill("row.co2-in", &[("flow", &scope.flow(flow)?)])?;
        row(scope, &mut table, name, embodied(flow, industry, region), &years, false)?;
    }
    for measure in [Measure::Balance, Measure::Joint, Measure::Avoided] {
        let name = scope.label(&format!("column.{}", measure.as_str()))?;
        let signed = measure != Measure::Joint;
        row(scope, &mut table, name, of_place(measure, industry, region), &years, signed)?;
    }
    if scope.subject == Subject::Nation {
        let name = scope.label("column.terms-of-trade")?;
        let key = of_place(Measure::TermsOfTrade, industry, region);
        let cells = years.iter().map(|year| Cell::Fact(key.year(*year), Show::new(1.0, 0)));
        let mut row = vec![Cell::Head(name), Cell::Text(scope.label("axis.index")?)];
        row.extend(cells);
        let show = Show::new(1.0, 0);
        row.extend(with_interval.iter().map(|year| Cell::Interval(key.year(*year), show)));
        table.row(row);
    }
    Ok(table)
}

/// The years whose intervals are shown: the last of the data and the horizon.
fn interval_years(scope: &Scope<'_>) -> [i16; 2] {
    let y = scope.edition.data.catalogue.years;
    [y.last, y.horizon]
}

/// One measure over the years, in the unit that fits it.
fn row(
    scope: &Scope<'_>,
    table: &mut Table,
    name: String,
    key: FactKey,
    years: &[i16],
    signed: bool,
) -> Outcome<()> {
    let largest = years
        .iter()
        .filter_map(|year| scope.fact(key.year(*year)))
        .map(|f| f.value.abs())
        .fold(0.0, f64::max);
    let (per_unit, unit) = fitting_unit(scope, key.measure, largest)?;
    let decimals = decimals_for(largest / per_unit, 3).min(2);
    let show = Show { per_unit, decimals, signed };
    let mut cells = vec![Cell::Head(name), Cell::Text(unit)];
    cells.extend(years.iter().map(|year| Cell::Fact(key.year(*year), show)));
    cells.extend(interval_years(scope).map(|year| Cell::Interval(key.year(year), show)));
    table.row(cells);
    Ok(())
}

/// The unit that fits a value of money or mass, in base units: how many of them it has, and its label.
pub(super) fn fitting_unit(
    scope: &Scope<'_>,
    measure: Measure,
    largest: f64,
) -> Outcome<(f64, String)> {
    if measure.unit() == Unit::Usd {
        // A flow that no source records: the unit of its neighbours.
        let money = if largest == 0.0 { MoneyUnit::Million } else { MoneyUnit::fitting(largest) };
        let label = match money {
            MoneyUnit::Billion => "axis.usd-billion",
            MoneyUnit::Million => "axis.usd-million",
            MoneyUnit::Thousand => "axis.usd-thousand",
            MoneyUnit::Dollars => "axis.usd",
        };
        Ok((money.dollars(), scope.label(label)?))
    } else {
        let mass = if largest == 0.0 { MassUnit::Kilotonnes } else { MassUnit::fitting(largest) };
        Ok((mass.tonnes(), scope.label(mass.key_co2())?))
    }
}

/// A region's trade and emissions by industry, last year.
pub(in crate::exhibits) fn industries(scope: &Scope<'_>) -> Outcome<Table> {
    let (region, _) = scope.place();
    let year = scope.edition.data.catalogue.years.last;
    let million = scope.label("axis.usd-million")?;
    let kilotonnes = scope.label("unit.kt-co2")?;
    let short = |flow| scope.flow_short(flow);
    let mut table = Table::default();
    table.columns.push(Column::words(scope.label("column.industry")?));
    for unit in [million, kilotonnes.clone()] {
        for flow in Flow::BOTH {
            table.columns.push(Column::numbers(short(flow)?, Some(unit.clone())));
        }
    }
    table.columns.push(Column::numbers(scope.label("column.balance")?, Some(kilotonnes)));
    let cells = |name: String, industry: Symbol| {
        let mut cells = vec![Cell::Head(name)];
        for flow in Flow::BOTH {
            let key = trade(flow, industry, region).year(year);
            cells.push(Cell::Fact(key, Show::new(MILLION, 1)));
        }
        cells.extend(flows_and_balance(industry, region, year));
        cells
    };
    let name = |i: Symbol| scope.edition.industry_name(i, scope.language).to_owned();
    for industry in industries_and_groups(scope).0 {
        table.row(cells(name(industry), industry));
    }
    table.total(cells(scope.label("row.all-industries")?, Symbol::ALL));
    Ok(table)
}
