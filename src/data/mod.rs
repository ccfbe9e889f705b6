//! Stage 1: a data folder, read strictly and checked as a whole.
//!
//! In: the path of a folder laid out as `docs/data-folder.md` says. Out: a [`Dataset`] whose every value is
//! known to be valid, or every fault of every file at once. This is the only module that reads `data/`.

mod account_checks;
mod catalogue;
mod catalogue_reader;
mod claims;
mod cross_checks;
mod csv_table;
mod dataset;
mod description;
mod edition_settings;
mod filling;
mod folder;
mod folder_tables;
mod forecast_settings;
mod input_output;
mod input_output_checks;
mod literature;
mod map_settings;
mod oddity_settings;
mod package;
mod published;
mod quality;
mod region_checks;
mod row_reader;
mod rows;
mod scenario_settings;
mod schema;
mod tables;
mod uncertainty_settings;
mod warnings;

/// Fewest observations from which a trend is continued.
pub const FEWEST_OBSERVATIONS: usize = 5;

pub use catalogue::{Catalogue, CountryNames, Overrides, Years};
pub use claims::{Claim, ClaimTest};
pub use dataset::Dataset;
pub use description::{ColumnDescription, TableDescription, data_package, table_descriptions};
pub use edition_settings::{Edition as EditionSettings, Revision, Statements};
pub use filling::{FillState, Step, steps};
pub use folder::InputFile;
pub use forecast_settings::ForecastSettings;
pub use input_output::{InputOutput, IoAccountRow, IoExportRow, IoIndustry, UseRow};
pub use literature::PublishedTotal;
pub use map_settings::{MapExtent, MapInset, MapLayout, MapPlace, MapProjection, MapSettings};
pub use oddity_settings::OddityBounds;
pub use published::{LastEdition, PublishedFigure};
pub use quality::{CoverageRow, Quality, quality};
pub use rows::{
    Anchor, Basis, ConcordanceRow, GroupRow, Indicator, Industry, IntensityGroup, MacroRow,
    Product, RateRow, Region, RegionalTradeRow, Source, TotalRow, TradeRow, Translated, WeightRow,
};
pub use scenario_settings::{CarbonPrice, IntensityPath, Scenario, TradePath};
pub use schema::Need;
pub use tables::table_columns;
pub use uncertainty_settings::UncertaintySettings;
pub use warnings::{Unused, UnusedRow, unused_rows};
