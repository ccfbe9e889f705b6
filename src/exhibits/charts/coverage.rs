//! What a data folder holds, by group of series and year.

use crate::diagnostics::Outcome;
use crate::exhibits::scope::{Figure, Parameters, Scope};
use crate::exhibits::tables::quality::words::part;
use crate::figures::{CoverageMatrix, MatrixCell, MatrixGroup, MatrixRow};
use crate::quality::{CoverageCell, CoverageRow, Quantity};

/// The topics of the chart, with the quantities of each.
const TOPICS: [(&str, &[Quantity]); 5] = [
    ("trade", &[Quantity::TradeTotal, Quantity::Trade]),
    ("accounts", &[Quantity::Output, Quantity::Emissions]),
    (
        "economy",
        &[
            Quantity::ExchangeRate,
            Quantity::Parity,
            Quantity::NationalCo2,
            Quantity::Gdp,
            Quantity::RealGdp,
        ],
    ),
    ("tables", &[Quantity::TableOutput, Quantity::TableEmissions, Quantity::TableExports]),
    (
        "regions",
        &[
            Quantity::RegionalTrade,
            Quantity::Weight,
            Quantity::Population,
            Quantity::RegionalProduct,
            Quantity::RegionalTotal,
        ],
    ),
];

/// A row a group of series, a cell a year.
pub(in crate::exhibits) fn matrix(scope: &Scope<'_>, parameters: Parameters) -> Outcome<Figure> {
    let all = &scope.edition.inspection().coverage;
    let mut groups = Vec::new();
    for (topic, quantities) in TOPICS {
        let own = all.iter().filter(|row| quantities.contains(&row.group.quantity));
        let rows = own.map(|own| row(scope, own)).collect::<Outcome<Vec<_>>>()?;
        if !rows.is_empty() {
            groups.push(MatrixGroup { title: scope.label(&format!("topic.{topic}"))?, rows });
        }
    }
    let word = |key: &str| scope.label(&format!("coverage.{key}"));
    let chart = CoverageMatrix {
        width: parameters.width(),
        key: [word("observed")?, word("estimated")?, word("missing")?],
        groups,
    };
    Ok(Figure { svg: chart.draw(&scope.style())?, facts: Vec::new(), unit: None })
}

fn row(scope: &Scope<'_>, own: &CoverageRow) -> Outcome<MatrixRow> {
    let quantity = scope.label(&format!("quantity-short.{}", own.group.quantity.as_str()))?;
    let label = match part(scope, &own.group)? {
        Some(part) => scope.fill("coverage.row", &[("quantity", &quantity), ("part", &part)])?,
        None => quantity,
    };
    let cells = own.cells.iter().map(|(year, cell)| (i32::from(*year), drawn(*cell)));
    Ok(MatrixRow { label, cells: cells.collect() })
}

fn drawn(cell: CoverageCell) -> MatrixCell {
    let whole = cell.expected.max(cell.observed + cell.estimated).max(1) as f64;
    MatrixCell { observed: cell.observed as f64 / whole, estimated: cell.estimated as f64 / whole }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_quantity_belongs_to_one_topic() {
        for quantity in Quantity::ALL {
            let topics = TOPICS.iter().filter(|(_, own)| own.contains(&quantity)).count();
            assert_eq!(topics, 1, "{quantity:?}");
        }
    }

    #[test]
    fn a_cell_is_filled_as_far_as_its_series_go() {
        // Of 8 series 2 are observed and 4 estimated: a quarter and a half.
        let cell = CoverageCell { expected: 8, observed: 2, estimated: 4 };
        assert_eq!(drawn(cell), MatrixCell { observed: 0.25, estimated: 0.5 });
        assert_eq!(drawn(CoverageCell::default()), MatrixCell::default());
    }
}
