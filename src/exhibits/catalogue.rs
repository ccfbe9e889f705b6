//! The list of figures and tables: the one place where an exhibit is registered.

use super::charts::{balance, bars, decomposition, intensity, map, rank, suppliers, trade, trend};
use super::scope::{Figure, Parameters, Scope};
use super::table::Table;
use super::tables::{
    allocation, claims, descriptive, headline, input_output, literature, model, national, oddities,
    allocation, claims, decomposition as parts, descriptive, headline, input_output, model,
    national, suppliers as supply,
    allocation, claims, descriptive, forecast, headline, input_output, model, national,
};
use super::charts::{balance, bars, intensity, map, rank, scenarios, sensitivity, trade, trend};
use super::scope::{Figure, Parameters, Scope};
use super::table::Table;
use super::tables::scenarios as scenario_tables;
use super::tables::sensitivity as sensitivity_tables;
use super::tables::{allocation, claims, descriptive, headline, input_output, model, national};
use crate::diagnostics::{Code, Diagnostic, Outcome};

/// A figure, or a family of figures that differ in year and industry.
pub struct FigureEntry {
    /// Name; texts stand under it, or under the longer name of a member.
    pub id: &'static str,
    draw: fn(&Scope<'_>, Parameters) -> Outcome<Figure>,
}

/// A table.
pub struct TableEntry {
    /// Name; texts stand under it.
    pub id: &'static str,
    build: fn(&Scope<'_>) -> Outcome<Table>,
}

const fn figure_entry(
    id: &'static str,
    draw: fn(&Scope<'_>, Parameters) -> Outcome<Figure>,
) -> FigureEntry {
    FigureEntry { id, draw }
}

const fn table_entry(id: &'static str, build: fn(&Scope<'_>) -> Outcome<Table>) -> TableEntry {
    TableEntry { id, build }
}

/// Every figure.
pub const FIGURES: &[FigureEntry] = &[
    figure_entry("trade-totals", trade::totals),
    figure_entry("forecast-check", trade::forecast_check),
    figure_entry("continuations", trade::continuations),
    figure_entry("exports-by-industry", trend::outward_by_industry),
    figure_entry("imports-by-industry", trend::inward_by_industry),
    figure_entry("embodied-totals", trend::two_flows),
    figure_entry("industry-trend", trend::two_flows),
    figure_entry("region-trend", trend::two_flows),
    figure_entry("balance-total", balance::over_time),
    figure_entry("balance-by-industry", balance::by_industry),
    figure_entry("region-balance", balance::by_industry),
    figure_entry("region-industries", bars::flows_by_industry),
    figure_entry("industry-regions", bars::flows_by_region),
    figure_entry("region-rank", rank::neighbours),
    figure_entry("intensity-comparison", intensity::comparison),
    figure_entry("industry-intensity", intensity::over_time),
    figure_entry("scenario-fan", scenarios::fan),
    figure_entry("tornado", sensitivity::tornado),
    figure_entry("map-exports", map::outward),
    figure_entry("map-imports", map::inward),
    figure_entry("map-balance", map::balance),
    figure_entry("locator", map::locator),
    figure_entry("waterfall-exports", decomposition::outward),
    figure_entry("waterfall-imports", decomposition::inward),
    figure_entry("direct-total", suppliers::balance_by_count),
];

/// Every table.
pub const TABLES: &[TableEntry] = &[
    table_entry("trade-exports", national::trade_outward),
    table_entry("trade-imports", national::trade_inward),
    table_entry("embodied-exports", national::embodied_outward),
    table_entry("embodied-imports", national::embodied_inward),
    table_entry("intensity-reporter", national::intensity_reporter),
    table_entry("intensity-partner", national::intensity_partner),
    table_entry("balance-industry", national::balance_by_industry),
    table_entry("total-intensities", input_output::direct_and_total),
    table_entry("decomposition", parts::spans),
    table_entry("balance-count", supply::balance_by_count),
    table_entry("supply-industries", supply::first_industries),
    table_entry("shares", national::shares),
    table_entry("rank-industry", national::rank_of_industries),
    table_entry("models", model::trends),
    table_entry("projection", model::projection),
    table_entry("scenarios", model::scenarios),
    table_entry("continuations-industry", forecast::continuations),
    table_entry("backtest-summary", forecast::summary),
    table_entry("backtest", forecast::trade_series),
    table_entry("backtest-intensity", forecast::intensity_series),
    table_entry("breaks", forecast::breaks),
    table_entry("scenarios", scenario_tables::at_the_horizon),
    table_entry("carbon-exposure", scenario_tables::carbon_exposure),
    table_entry("sensitivity", sensitivity_tables::variants),
    table_entry("sensitivity-years", sensitivity_tables::years_left_out),
    table_entry("balance-region", allocation::balance_by_region),
    table_entry("rank-region", allocation::rank_of_regions),
    table_entry("leading-regions", allocation::leading_regions),
    table_entry("industry-regions-table", allocation::leading_regions),
    table_entry("anchors", allocation::anchors),
    table_entry("claims", claims::verdicts),
    table_entry("literature", literature::published_totals),
    table_entry("oddities", oddities::list),
    table_entry("sources", descriptive::sources),
    table_entry("concordance", descriptive::concordance),
    table_entry("national-headline", headline::years),
    table_entry("region-headline", headline::years),
    table_entry("industry-headline", headline::years),
    table_entry("region-industry", headline::industries),
];

/// Draws a figure of the catalogue.
///
/// # Errors
/// An unknown name, or facts that cannot be drawn.
pub fn figure(family: &str, scope: &Scope<'_>, parameters: Parameters) -> Outcome<Figure> {
    let entry = FIGURES.iter().find(|entry| entry.id == family).ok_or_else(|| {
        Diagnostic::error(Code::FigureMissing, "there is no such figure").found(family)
    })?;
    (entry.draw)(scope, parameters).map_err(|faults| {
        let named = |fault: Diagnostic| {
            let found = fault.found.clone().map_or(family.to_owned(), |f| format!("{family}: {f}"));
            fault.found(found)
        };
        faults.into_iter().map(named).collect()
    })
}

/// Builds a table of the catalogue.
///
/// # Errors
/// An unknown name, or a missing label.
pub fn table(id: &str, scope: &Scope<'_>) -> Outcome<Table> {
    let entry = TABLES.iter().find(|entry| entry.id == id).ok_or_else(|| {
        Diagnostic::error(Code::FigureMissing, "there is no such table").found(id)
    })?;
    (entry.build)(scope)
}
