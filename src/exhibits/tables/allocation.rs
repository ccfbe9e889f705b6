//! Regions: balance, ranks, leaders, and how the allocation meets published totals.

use super::{KILOTONNE, MILLION, PERCENT, flows_and_balance, key_years};
use crate::analysis::leaders;
use crate::data::Anchor;
use crate::diagnostics::Outcome;
use crate::exhibits::scope::{Scope, Subject, embodied, of_place};
use crate::exhibits::table::{Cell, Column, Show, Table};
use crate::facts::FactKey;
use crate::vocabulary::{Flow, Measure, Symbol};

/// Regions of a table of leaders: of the nation, and of a brief.
const LEADERS: [usize; 2] = [15, 10];

/// Both flows, balance and joint total of every region, the unallocated part and the nation.
pub(in crate::exhibits) fn balance_by_region(scope: &Scope<'_>) -> Outcome<Table> {
    let y = scope.edition.data.catalogue.years;
    let years = [y.middle, y.horizon];
    let mut table = Table::default();
    table.columns.push(Column::words(scope.label("column.region")?));
    let short = |flow| scope.flow_short(flow);
    let heads = [
        short(Flow::Outward)?,
        short(Flow::Inward)?,
        scope.label("column.balance")?,
        scope.label("column.joint")?,
    ];
    for year in years {
        for head in &heads {
            table.columns.push(Column::numbers(head.clone(), Some(year.to_string())));
        }
    }
    let cells = |name: String, region: Symbol| {
        let mut cells = vec![Cell::Head(name)];
        for year in years {
            let show = Show::new(KILOTONNE, 1);
            for flow in Flow::BOTH {
                cells.push(Cell::Fact(embodied(flow, Symbol::ALL, region).year(year), show));
            }
            let balance = of_place(Measure::Balance, Symbol::ALL, region).year(year);
            cells.push(Cell::Fact(balance, Show::signed(KILOTONNE, 1)));
            let joint = of_place(Measure::Joint, Symbol::ALL, region).year(year);
            cells.push(Cell::Fact(joint, show));
        }
        cells
    };
    let names = &scope.edition.data.names;
    for region in &names.regions {
        table.row(cells(scope.edition.region_name(*region, scope.language).to_owned(), *region));
    }
    table.row(cells(scope.label("row.unallocated")?, names.unallocated()));
    table.total(cells(scope.label("row.nation")?, scope.nation()));
    Ok(table)
}

/// Ranks of the regions in both flows, in the order of the middle year.
pub(in crate::exhibits) fn rank_of_regions(scope: &Scope<'_>) -> Outcome<Table> {
    let years = key_years(scope);
    let middle = scope.edition.data.catalogue.years.middle;
    let mut table = Table::default();
    table.columns.push(Column::words(scope.label("column.region")?));
    let mut keys = Vec::new();
    for flow in Flow::BOTH {
        let head = scope.flow_short(flow)?;
        for year in &years {
            table.columns.push(Column::numbers(head.clone(), Some(year.to_string())));
            keys.push(FactKey::new(Measure::Rank).flow(flow).year(*year));
        }
    }
    let order = embodied(Flow::Outward, Symbol::ALL, Symbol::EACH).year(middle);
    for fact in leaders(scope.edition.facts(), order) {
        let region = fact.key.region;
        let name = scope.edition.region_name(region, scope.language).to_owned();
        let ranks = keys.iter().map(|key| Cell::Fact(key.region(region), Show::new(1.0, 0)));
        table.row([Cell::Head(name)].into_iter().chain(ranks).collect());
    }
    Ok(table)
}

/// The regions with most emissions outward (inward where nothing goes outward), last year.
pub(in crate::exhibits) fn leading_regions(scope: &Scope<'_>) -> Outcome<Table> {
    let year = scope.edition.data.catalogue.years.last;
    let (_, industry) = scope.place();
    let short = |flow| scope.flow_short(flow);
    let unit = scope.label("unit.kt-co2")?;
    let mut table = Table::default();
    table.columns.push(Column::words(scope.label("column.region")?));
    for head in [short(Flow::Outward)?, short(Flow::Inward)?, scope.label("column.balance")?] {
        table.columns.push(Column::numbers(head, Some(unit.clone())));
    }
    let national = |flow| scope.fact(embodied(flow, industry, scope.nation()).year(year));
    let flow = match national(Flow::Outward) {
        Some(fact) if fact.value > 0.0 => Flow::Outward,
        _ => Flow::Inward,
    };
    let order = embodied(flow, industry, Symbol::EACH).year(year);
    let most = LEADERS[usize::from(scope.subject != Subject::Nation)];
    let cells = |name: String, region: Symbol| {
        let mut cells = vec![Cell::Head(name)];
        cells.extend(flows_and_balance(industry, region, year));
        cells
    };
    for fact in leaders(scope.edition.facts(), order).into_iter().take(most) {
        let region = fact.key.region;
        table.row(cells(scope.edition.region_name(region, scope.language).to_owned(), region));
    }
    table.row(cells(scope.label("row.unallocated")?, scope.edition.data.names.unallocated()));
    table.total(cells(scope.label("row.nation")?, scope.nation()));
    Ok(table)
}

/// The regions of a published total and its flows, in words.
pub(super) fn anchor_words(scope: &Scope<'_>, anchor: &Anchor) -> Outcome<[String; 2]> {
    let regions = match anchor.regions.as_slice() {
        [one] => scope.edition.region_name(*one, scope.language).to_owned(),
        _ => {
            let code = scope.edition.data.names.symbols.text(anchor.code);
            scope.label(&format!("anchor.{code}"))?
        }
    };
    let flows = match anchor.flows.as_slice() {
        [one] => scope.flow(*one)?,
        _ => scope.label("flow.both")?,
    };
    Ok([regions, flows])
}

/// Published totals, what plain weights give, and the error.
pub(in crate::exhibits) fn anchors(scope: &Scope<'_>) -> Outcome<Table> {
    let data = &scope.edition.data;
    let unit = scope.label("axis.usd-million")?;
    let mut table = Table::default();
    table.columns.push(Column::words(scope.label("column.region")?));
    table.columns.push(Column::words(scope.label("column.direction")?));
    table.columns.push(Column::numbers(scope.label("column.year")?, None));
    table.columns.push(Column::numbers(scope.label("column.published")?, Some(unit.clone())));
    table.columns.push(Column::numbers(scope.label("column.allocated")?, Some(unit)));
    table
        .columns
        .push(Column::numbers(scope.label("column.error")?, Some(scope.label("axis.percent")?)));
    for anchor in &data.anchors {
        let [regions, flows] = anchor_words(scope, anchor)?;
        let key = |m| FactKey::new(m).industry(anchor.code).year(anchor.year);
        table.row(vec![
            Cell::Head(regions),
            Cell::Text(flows),
            Cell::Text(anchor.year.to_string()),
            Cell::Fact(key(Measure::AnchorPublished), Show::new(MILLION, 0)),
            Cell::Fact(key(Measure::AnchorAllocated), Show::new(MILLION, 0)),
            Cell::Fact(key(Measure::AnchorError), Show::signed(PERCENT, 0)),
        ]);
    }
    Ok(table)
}
