//! Tables about the data: sources and concordance.

use super::PERCENT;
use crate::diagnostics::Outcome;
use crate::exhibits::scope::Scope;
use crate::exhibits::table::{Cell, Column, Table};
use crate::units::Quantity;
use crate::vocabulary::Flow;

/// Every source of the data folder.
pub(in crate::exhibits) fn sources(scope: &Scope<'_>) -> Outcome<Table> {
    let mut table = Table::default();
    for key in ["column.title", "column.publisher", "column.terms", "column.address"] {
        table.columns.push(Column::words(scope.label(key)?));
    }
    for source in &scope.edition.data.sources {
        table.row(vec![
            Cell::Head(source.title.clone()),
            Cell::Text(source.publisher.clone()),
            Cell::Text(source.licence.clone()),
            Cell::Text(short_address(&source.url)),
        ]);
    }
    Ok(table)
}

/// An address without what every address begins with.
fn short_address(url: &str) -> String {
    let bare = url.trim_start_matches("https://").trim_start_matches("http://");
    bare.trim_start_matches("www.").trim_end_matches('/').to_owned()
}

/// Shares of products that belong to industries, by flow.
pub(in crate::exhibits) fn concordance(scope: &Scope<'_>) -> Outcome<Table> {
    let data = &scope.edition.data;
    let mut table = Table::default();
    table.columns.push(Column::words(scope.label("column.product")?));
    table.columns.push(Column::words(scope.label("column.covers")?));
    table.columns.push(Column::words(scope.label("column.industry")?));
    table
        .columns
        .push(Column::numbers(scope.label("column.share")?, Some(scope.label("axis.percent")?)));
    for flow in Flow::BOTH {
        table.group(scope.flow(flow)?);
        for row in data.concordance.iter().filter(|r| r.flow == flow && r.share.value() > 0.0) {
            let product = data.products.iter().find(|p| p.code == row.product);
            table.row(vec![
                Cell::Head(scope.edition.industry_name(row.product, scope.language).to_owned()),
                Cell::Text(product.map_or(String::new(), |p| p.definition.clone())),
                Cell::Text(scope.edition.industry_name(row.industry, scope.language).to_owned()),
                Cell::Text(scope.numbers.plain(row.share.value() / PERCENT, 1)),
            ]);
        }
    }
    Ok(table)
}
