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

/// The industries of each product with their shares, by flow.
pub(in crate::exhibits) fn concordance(scope: &Scope<'_>) -> Outcome<Table> {
    let data = &scope.edition.data;
    let mut table = Table::default();
    for key in ["column.product", "column.covers", "column.shares-of-industries"] {
        table.columns.push(Column::words(scope.label(key)?));
    }
    for flow in Flow::BOTH {
        table.group(scope.flow(flow)?);
        let rows = || data.concordance.iter().filter(|r| r.flow == flow && r.share.value() > 0.0);
        for product in data.products.iter().filter(|p| rows().any(|r| r.product == p.code)) {
            let mut shares: Vec<_> = rows().filter(|r| r.product == product.code).collect();
            shares.sort_by(|a, b| b.share.value().total_cmp(&a.share.value()));
            let shares: Vec<String> = shares
                .iter()
                .map(|r| {
                    let name = scope.edition.industry_name(r.industry, scope.language);
                    format!("{name} {}", scope.numbers.plain(r.share.value() / PERCENT, 1))
                })
                .collect();
            table.row(vec![
                Cell::Head(scope.edition.industry_name(product.code, scope.language).to_owned()),
                Cell::Text(product.definition.clone()),
                Cell::Text(shares.join("; ")),
            ]);
        }
    }
    Ok(table)
}
