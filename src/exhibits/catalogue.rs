//! The list of figures and tables: the one place where an exhibit is registered.

use super::scope::{Figure, Parameters, Scope};
use super::table::Table;
use super::{charts, tables};
use crate::diagnostics::{Code, Diagnostic, Outcome};
use crate::quality::Check;

/// A figure, or a family of figures that differ in year and industry.
pub struct FigureEntry {
    /// Name; texts stand under it, or under the longer name of a member.
    pub id: &'static str,
    draw: fn(&Scope<'_>, Parameters) -> Outcome<Figure>,
    /// What it draws, where that is not facts.
    data: Option<fn(&Scope<'_>) -> Outcome<Table>>,
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
    FigureEntry { id, draw, data: None }
}

const fn table_entry(id: &'static str, build: fn(&Scope<'_>) -> Outcome<Table>) -> TableEntry {
    TableEntry { id, build }
}

/// Every figure.
pub const FIGURES: &[FigureEntry] = &[
    figure_entry("trade-totals", charts::trade::totals),
    figure_entry("forecast-check", charts::trade::forecast_check),
    figure_entry("continuations", charts::trade::continuations),
    figure_entry("exports-by-industry", charts::trend::outward_by_industry),
    figure_entry("imports-by-industry", charts::trend::inward_by_industry),
    figure_entry("embodied-totals", charts::trend::two_flows),
    figure_entry("industry-trend", charts::trend::two_flows),
    figure_entry("region-trend", charts::trend::two_flows),
    figure_entry("balance-total", charts::balance::over_time),
    figure_entry("balance-by-industry", charts::balance::by_industry),
    figure_entry("region-balance", charts::balance::by_industry),
    figure_entry("region-industries", charts::bars::flows_by_industry),
    figure_entry("industry-regions", charts::bars::flows_by_region),
    figure_entry("region-rank", charts::rank::neighbours),
    figure_entry("intensity-comparison", charts::intensity::comparison),
    figure_entry("industry-intensity", charts::intensity::over_time),
    figure_entry("scenario-fan", charts::scenarios::fan),
    figure_entry("tornado", charts::sensitivity::tornado),
    figure_entry("uncertainty-budget", charts::uncertainty::budget),
    figure_entry("map-exports", charts::map::outward),
    figure_entry("map-imports", charts::map::inward),
    figure_entry("map-balance", charts::map::balance),
    figure_entry("locator", charts::map::locator),
    figure_entry("waterfall-exports", charts::decomposition::outward),
    figure_entry("waterfall-imports", charts::decomposition::inward),
    figure_entry("direct-total", charts::suppliers::balance_by_count),
    FigureEntry {
        id: "coverage",
        draw: charts::coverage::matrix,
        data: Some(tables::quality::overviews::coverage_cells),
    },
];

/// Every table.
pub const TABLES: &[TableEntry] = &[
    table_entry("trade-exports", tables::national::trade_outward),
    table_entry("trade-imports", tables::national::trade_inward),
    table_entry("embodied-exports", tables::national::embodied_outward),
    table_entry("embodied-imports", tables::national::embodied_inward),
    table_entry("intensity-reporter", tables::national::intensity_reporter),
    table_entry("intensity-partner", tables::national::intensity_partner),
    table_entry("balance-industry", tables::national::balance_by_industry),
    table_entry("total-intensities", tables::input_output::direct_and_total),
    table_entry("decomposition", tables::decomposition::spans),
    table_entry("balance-count", tables::suppliers::balance_by_count),
    table_entry("supply-industries", tables::suppliers::first_industries),
    table_entry("shares", tables::national::shares),
    table_entry("rank-industry", tables::national::rank_of_industries),
    table_entry("models", tables::model::trends),
    table_entry("projection", tables::model::projection),
    table_entry("continuations-industry", tables::forecast::continuations),
    table_entry("backtest-summary", tables::forecast::summary),
    table_entry("backtest", tables::forecast::trade_series),
    table_entry("backtest-intensity", tables::forecast::intensity_series),
    table_entry("breaks", tables::forecast::breaks),
    table_entry("scenarios", tables::scenarios::at_the_horizon),
    table_entry("carbon-exposure", tables::scenarios::carbon_exposure),
    table_entry("sensitivity", tables::sensitivity::variants),
    table_entry("sensitivity-years", tables::sensitivity::years_left_out),
    table_entry("uncertainty-budget", tables::uncertainty::budget),
    table_entry("uncertainty-regions", tables::uncertainty::by_region),
    table_entry("balance-region", tables::allocation::balance_by_region),
    table_entry("rank-region", tables::allocation::rank_of_regions),
    table_entry("leading-regions", tables::allocation::leading_regions),
    table_entry("industry-regions-table", tables::allocation::leading_regions),
    table_entry("anchors", tables::allocation::anchors),
    table_entry("claims", tables::claims::verdicts),
    table_entry("literature", tables::literature::published_totals),
    table_entry("oddities", tables::oddities::list),
    table_entry("revisions", tables::revisions::since_the_last_edition),
    table_entry("sources", tables::descriptive::sources),
    table_entry("concordance", tables::descriptive::concordance),
    table_entry("national-headline", tables::headline::years),
    table_entry("region-headline", tables::headline::years),
    table_entry("industry-headline", tables::headline::years),
    table_entry("region-industry", tables::headline::industries),
    table_entry("checks", tables::quality::overviews::checks),
    table_entry("findings", tables::quality::findings::all),
    table_entry("coverage", tables::quality::overviews::coverage),
    table_entry("mirror", tables::quality::overviews::mirror),
    table_entry("sums", tables::quality::overviews::sums),
    table_entry("concordance-coverage", tables::quality::overviews::mapping),
    table_entry("gaps", |scope| tables::quality::findings::of(scope, Check::Gaps)),
    table_entry("jumps", |scope| tables::quality::findings::of(scope, Check::Jumps)),
    table_entry("scale", |scope| tables::quality::findings::of(scope, Check::Scale)),
    table_entry("parts", |scope| tables::quality::findings::of(scope, Check::Parts)),
    table_entry("mirror-gaps", |scope| tables::quality::findings::of(scope, Check::Mirror)),
    table_entry("concordance-gaps", |scope| tables::quality::findings::of(scope, Check::Mapping)),
    table_entry("unused", |scope| tables::quality::findings::of(scope, Check::Unused)),
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

/// What a figure of the catalogue draws, where that is not facts.
///
/// # Errors
/// A missing label.
pub fn figure_data(family: &str, scope: &Scope<'_>) -> Outcome<Option<Table>> {
    let data = FIGURES.iter().find(|entry| entry.id == family).and_then(|entry| entry.data);
    data.map(|data| data(scope)).transpose()
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
