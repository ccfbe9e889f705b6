//! Other continuations than the linear one: what they give, how they did in the back-test, and where trends broke.

use super::{BILLION, PERCENT, industries_and_groups};
use crate::analysis::forecast::{
    Choice, Family, HORIZONS, Model, Score, chosen, is_autocorrelated, picked,
};
use crate::analysis::leaders;
use crate::diagnostics::Outcome;
use crate::exhibits::scope::{Scope, trade};
use crate::exhibits::table::{Cell, Column, Show, Table};
use crate::facts::FactKey;
use crate::vocabulary::{Flow, Measure, Side, Symbol};

/// Industries of a flow in the table of breaks.
const INDUSTRIES_WITH_BREAKS: usize = 5;

fn label(scope: &Scope<'_>, model: Model) -> Outcome<String> {
    scope.label(&format!("model.{}", model.code()))
}

/// A column of numbers for each model.
fn columns_of_models(scope: &Scope<'_>, unit: Option<&String>, table: &mut Table) -> Outcome<()> {
    for model in Model::ALL {
        table.columns.push(Column::numbers(label(scope, model)?, unit.cloned()));
    }
    Ok(())
}

/// Industries by short name, then all together.
fn rows(scope: &Scope<'_>) -> Outcome<Vec<(Symbol, String)>> {
    let short = |i: &Symbol| (*i, scope.edition.industry_short(*i, scope.language).to_owned());
    let mut rows: Vec<(Symbol, String)> =
        industries_and_groups(scope).0.iter().map(short).collect();
    rows.push((Symbol::ALL, scope.label("row.all-industries")?));
    Ok(rows)
}

/// Trade at the horizon as each model continues it, by flow and industry, in billion dollars.
pub(in crate::exhibits) fn continuations(scope: &Scope<'_>) -> Outcome<Table> {
    let years = scope.edition.data.catalogue.years;
    let mut table = Table::default();
    table.columns.push(Column::words(scope.label("column.industry")?));
    let billion = scope.label("axis.usd-billion")?;
    table.columns.push(Column::numbers(years.last.to_string(), Some(billion.clone())));
    columns_of_models(scope, Some(&billion), &mut table)?;
    table.columns.push(Column::words(scope.label("column.picked")?));
    let show = Show::new(BILLION, 2);
    for flow in Flow::BOTH {
        table.group(scope.flow(flow)?);
        for (industry, name) in rows(scope)? {
            let mut cells = vec![Cell::Head(name)];
            let last = trade(flow, industry, scope.nation()).year(years.last);
            cells.push(Cell::Fact(last, show));
            for model in Model::ALL {
                let key = FactKey::new(model.forecast()).flow(flow).industry(industry);
                cells.push(Cell::Fact(key.year(years.horizon), show));
            }
            cells.push(Cell::Text(choice(scope, flow, industry)?));
            if industry == Symbol::ALL { table.total(cells) } else { table.row(cells) }
        }
    }
    Ok(table)
}

/// The name of the model that the rule picks; a gap where it picks none.
fn choice(scope: &Scope<'_>, flow: Flow, industry: Symbol) -> Outcome<String> {
    match chosen(scope.edition.facts(), flow, industry) {
        Some(Choice { model, picked: true }) => label(scope, model),
        _ => Ok(scope.numbers.missing().to_owned()),
    }
}

/// Scores of the models by flow and years ahead, over the industries together, and how often each is picked.
pub(in crate::exhibits) fn summary(scope: &Scope<'_>) -> Outcome<Table> {
    let mut table = Table::default();
    table.columns.push(Column::words(scope.label("column.model")?));
    for score in Score::ALL {
        let head = scope.label(&format!("column.{}", score.code()))?;
        for horizon in HORIZONS {
            let unit = scope.label(&format!("column.ahead-{horizon}"))?;
            table.columns.push(Column::numbers(head.clone(), Some(unit)));
        }
    }
    table.columns.push(Column::numbers(scope.label("column.picks")?, None));
    for flow in Flow::BOTH {
        table.group(scope.flow(flow)?);
        for model in Model::ALL {
            let Some(code) = scope.edition.data.names.symbols.get(model.code()) else { continue };
            let of = |measure| FactKey::new(measure).flow(flow).industry(code);
            let mut cells = vec![Cell::Head(label(scope, model)?)];
            for score in Score::ALL {
                for measure in HORIZONS.iter().filter_map(|h| Family::Trade.score_at(score, *h)) {
                    cells.push(Cell::Fact(of(measure), show(score)));
                }
            }
            cells.push(Cell::Fact(of(Measure::BacktestPicks), Show::new(1.0, 0)));
            table.row(cells);
        }
    }
    Ok(table)
}

fn show(score: Score) -> Show {
    match score {
        Score::Mase => Show::new(1.0, 2),
        Score::Bias => Show::signed(1.0, 2),
        Score::Coverage => Show::new(PERCENT, 0),
    }
}

/// The mean absolute scaled error of every model on one series.
fn errors(family: Family, key: FactKey) -> impl Iterator<Item = Cell> {
    Model::ALL.into_iter().map(move |model| {
        let measure = family.score(Score::Mase, model);
        Cell::Fact(FactKey { measure, ..key }, show(Score::Mase))
    })
}

/// The back-test of every series of trade, the pick, and whether neighbouring years' errors of the line are alike.
pub(in crate::exhibits) fn trade_series(scope: &Scope<'_>) -> Outcome<Table> {
    let mut table = Table::default();
    table.columns.push(Column::words(scope.label("column.industry")?));
    columns_of_models(scope, None, &mut table)?;
    table.columns.push(Column::words(scope.label("column.picked")?));
    table.columns.push(Column::numbers(scope.label("column.autocorrelation")?, None));
    table.columns.push(Column::words(scope.label("column.remark")?));
    for flow in Flow::BOTH {
        table.group(scope.flow(flow)?);
        for (industry, name) in rows(scope)? {
            let of = |measure| FactKey::new(measure).flow(flow).industry(industry);
            let mut cells = vec![Cell::Head(name)];
            cells.extend(errors(Family::Trade, of(Measure::MaseOls)));
            cells.push(Cell::Text(choice(scope, flow, industry)?));
            let key = of(Measure::Autocorrelation);
            cells.push(Cell::Fact(key, Show::signed(1.0, 2)));
            let flagged = scope.fact(key).is_some_and(|fact| {
                is_autocorrelated(fact.value, scope.edition.facts().inputs(fact).len())
            });
            let remark =
                if flagged { scope.label("remark.autocorrelated")? } else { String::new() };
            cells.push(Cell::Text(remark));
            if industry == Symbol::ALL { table.total(cells) } else { table.row(cells) }
        }
    }
    Ok(table)
}

/// The back-test of every series of intensities in the years with accounts, and of emissions per real product.
pub(in crate::exhibits) fn intensity_series(scope: &Scope<'_>) -> Outcome<Table> {
    let mut table = Table::default();
    table.columns.push(Column::words(scope.label("column.industry")?));
    columns_of_models(scope, None, &mut table)?;
    table.columns.push(Column::words(scope.label("column.best")?));
    for side in Side::BOTH {
        table.group(scope.country(side)?);
        let row = |name: String, family: Family, key: FactKey| -> Outcome<Vec<Cell>> {
            let mut cells = vec![Cell::Head(name)];
            cells.extend(errors(family, key));
            let best = picked(scope.edition.facts(), family, key);
            let missing = || Ok(scope.numbers.missing().to_owned());
            cells.push(Cell::Text(best.map_or_else(missing, |model| label(scope, model))?));
            Ok(cells)
        };
        for industry in industries_and_groups(scope).0 {
            let name = scope.edition.industry_short(industry, scope.language).to_owned();
            let key = FactKey::new(Measure::IntensityMaseOls).country(side).industry(industry);
            table.row(row(name, Family::Intensity, key)?);
        }
        let key = FactKey::new(Measure::RealMaseOls).country(side);
        table.total(row(scope.label("row.real-intensity")?, Family::Real, key)?);
    }
    Ok(table)
}

/// Tests of the catalogue's breaks: published totals, trade of the edition with its largest industries, and emissions
/// per real product.
pub(in crate::exhibits) fn breaks(scope: &Scope<'_>) -> Outcome<Table> {
    let years = &scope.edition.data.catalogue.forecast.breaks;
    let mut table = Table::default();
    table.columns.push(Column::words(scope.label("column.series")?));
    for year in years {
        for head in ["column.break-statistic", "column.break-p-value"] {
            let unit = Some(scope.label(head)?);
            table.columns.push(Column::numbers(year.to_string(), unit));
        }
    }
    let row = |name: String, [statistic, tail]: [FactKey; 2]| {
        let mut cells = vec![Cell::Head(name)];
        for year in years {
            cells.push(Cell::Fact(statistic.year(*year), Show::new(1.0, 2)));
            cells.push(Cell::Fact(tail.year(*year), Show::new(1.0, 3)));
        }
        cells
    };
    for flow in Flow::BOTH {
        table.group(scope.flow(flow)?);
        let keys = [Measure::TotalBreakStatistic, Measure::TotalBreakPValue]
            .map(|measure| FactKey::new(measure).flow(flow));
        table.row(row(scope.label("row.published-total")?, keys));
        let of = |industry| {
            [Measure::BreakStatistic, Measure::BreakPValue]
                .map(|measure| FactKey::new(measure).flow(flow).industry(industry))
        };
        table.row(row(scope.label("row.all-industries")?, of(Symbol::ALL)));
        let last = scope.edition.data.catalogue.years.last;
        let largest = trade(flow, Symbol::EACH, scope.nation()).year(last);
        for fact in leaders(scope.edition.facts(), largest).iter().take(INDUSTRIES_WITH_BREAKS) {
            let industry = fact.key.industry;
            let name = scope.edition.industry_short(industry, scope.language).to_owned();
            table.row(row(name, of(industry)));
        }
    }
    table.group(scope.label("row.real-intensity")?);
    for side in Side::BOTH {
        let keys = [Measure::RealBreakStatistic, Measure::RealBreakPValue]
            .map(|measure| FactKey::new(measure).country(side));
        table.row(row(scope.country(side)?, keys));
    }
    Ok(table)
}
