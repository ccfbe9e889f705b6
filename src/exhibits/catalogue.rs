//! The list of figures and tables: the one place where an exhibit is registered.

use super::charts::{self, balance, bars, intensity, map, rank, trade, trend};
use super::scope::{Figure, Parameters, Scope};
use super::table::Table;
use super::tables::{
    allocation, claims, descriptive, headline, input_output, model, national, uncertainty,
};
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
    figure_entry("uncertainty-budget", charts::uncertainty::budget),
    figure_entry("map-exports", map::outward),
    figure_entry("map-imports", map::inward),
    figure_entry("map-balance", map::balance),
    figure_entry("locator", map::locator),
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
    table_entry("shares", national::shares),
    table_entry("rank-industry", national::rank_of_industries),
    table_entry("models", model::trends),
    table_entry("projection", model::projection),
    table_entry("scenarios", model::scenarios),
    table_entry("uncertainty-budget", uncertainty::budget),
    table_entry("uncertainty-regions", uncertainty::by_region),
    table_entry("balance-region", allocation::balance_by_region),
    table_entry("rank-region", allocation::rank_of_regions),
    table_entry("leading-regions", allocation::leading_regions),
    table_entry("industry-regions-table", allocation::leading_regions),
    table_entry("anchors", allocation::anchors),
    table_entry("claims", claims::verdicts),
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
