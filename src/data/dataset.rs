//! The validated whole of a data folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::catalogue::{self, Catalogue, Overrides};
use super::claims::{self, Claim};
use super::folder::{Folder, InputFile};
use super::folder_tables::FolderTables;
use super::input_output::InputOutput;
use super::literature::PublishedTotal;
use super::published::LastEdition;
use super::rows::{
    Anchor, Basis, ConcordanceRow, GroupRow, Indicator, Industry, IntensityGroup, MacroRow,
    Product, RateRow, Region, RegionalTradeRow, Source, TotalRow, TradeRow,
};
use super::{cross_checks, package, region_checks, warnings};
use crate::diagnostics::{Code, Diagnostic, Faults, Location};
use crate::facts::{Names, RowRef};
use crate::timings::Timings;
use crate::units::{Lcu, TonnesCo2};
use crate::vocabulary::Symbol;

/// A data folder that has passed every check.
#[derive(Clone, Debug)]
pub struct Dataset {
    /// The folder, as diagnostics show it.
    pub(super) root: PathBuf,
    /// Title, years, maps.
    pub catalogue: Catalogue,
    /// What codes and row references stand for.
    pub names: Arc<Names>,
    /// Sources in file order.
    pub sources: Vec<Source>,
    /// How often each source is named in a table, by file name.
    pub table_sources: BTreeMap<String, BTreeMap<String, usize>>,
    /// Groups of the accounts.
    pub intensity_groups: Vec<IntensityGroup>,
    /// Industries, then report groups, each in the order of the table.
    pub industries: Vec<Industry>,
    /// Products.
    pub products: Vec<Product>,
    /// The regions that count, by code.
    pub regions: Vec<Region>,
    /// Region boundaries as `GeoJSON`.
    pub shapes: String,
    /// National trade by product.
    pub trade: Vec<TradeRow>,
    /// National totals, the preferred row of each reporter.
    pub totals: Vec<TotalRow>,
    /// Trade by region, if the folder has any.
    pub regional_trade: Vec<RegionalTradeRow>,
    /// Product to industry.
    pub concordance: Vec<ConcordanceRow>,
    /// Gross output.
    pub output: Vec<GroupRow<Lcu>>,
    /// Emissions.
    pub emissions: Vec<GroupRow<TonnesCo2>>,
    /// Exchange rates.
    pub rates: Vec<RateRow>,
    /// National totals of emissions and product.
    pub macros: Vec<MacroRow>,
    /// Input-output tables, if the folder has any.
    pub input_output: InputOutput,
    /// Weights by basis.
    pub weights: BTreeMap<Symbol, Basis>,
    /// Published regional totals.
    pub anchors: Vec<Anchor>,
    /// Population and product of regions.
    pub indicators: Vec<Indicator>,
    /// Published totals of other studies.
    pub literature: Vec<PublishedTotal>,
    /// The last edition, if the folder holds its key figures.
    pub last_edition: Option<LastEdition>,
    /// Claims to test.
    pub claims: Vec<Claim>,
    /// Every file read, with its hash.
    pub inputs: Vec<InputFile>,
}

/// The boundaries of a folder without regions.
const NO_SHAPES: &str = r#"{ "type": "FeatureCollection", "features": [] }"#;

impl Dataset {
    /// Reads and checks a data folder.
    ///
    /// # Errors
    /// Every fault of every file. Warnings come with the value.
    pub fn load(root: &Path) -> Result<(Self, Faults), Faults> {
        Self::load_with(root, Overrides::default())
    }

    /// The same with other years than the catalogue's.
    ///
    /// # Errors
    /// Every fault of every file, and years outside the data.
    pub fn load_with(root: &Path, overrides: Overrides) -> Result<(Self, Faults), Faults> {
        Self::load_timed(root, overrides, &Timings::off())
    }

    /// The same with the time of each stage.
    ///
    /// # Errors
    /// Those of [`Dataset::load_with`].
    pub fn load_timed(
        root: &Path,
        overrides: Overrides,
        timings: &Timings,
    ) -> Result<(Self, Faults), Faults> {
        let mut faults = Faults::new();
        let mut folder = Folder::new(root);
        if !root.is_dir() {
            return Err(Diagnostic::error(Code::FileMissing, "the data folder does not exist")
                .at(Location::file(root.display().to_string()))
                .hint("name it with --data DIR; `tradeprint init DIR` writes an empty one, and docs/data-folder.md describes it")
                .into());
        }
        let catalogue = Catalogue::read(&mut folder, &mut faults);
        let Some(mut catalogue) = catalogue else {
            // Codes of flows come from the catalogue: without it every row would be a false fault.
            return Err(faults);
        };
        catalogue.apply(overrides, &mut faults);
        let tables = timings.time("data: reading tables", || {
            FolderTables::read(&mut folder, &catalogue, &mut faults)
        });
        package::check(&mut folder, &tables.tables, &mut faults);
        let shapes = if tables.regional {
            folder.read("regions.geojson", &mut faults).unwrap_or_default()
        } else {
            NO_SHAPES.to_owned()
        };
        let claims = claims::read(&mut folder, &mut faults);
        timings.time("data: checking", || {
            catalogue::check_codes(&folder, &catalogue, &tables, &mut faults);
            cross_checks::check_tables(&tables, &catalogue, &mut faults);
            region_checks::check_shapes(&folder, &shapes, &tables, &catalogue, &mut faults);
        });
        faults.sort();
        if faults.has_errors() {
            return Err(faults);
        }
        let inputs = std::mem::take(&mut folder.inputs);
        let dataset = timings.time("data: rows", || {
            tables.into_dataset(root.to_owned(), catalogue, shapes, claims, inputs)
        });
        timings.time("data: warnings", || warnings::warn(&folder, &dataset, &mut faults));
        Ok((dataset, faults))
    }

    /// A line of the catalogue as a row; none for what the catalogue does not say.
    pub fn catalogue_row(&self, line: u32) -> Option<RowRef> {
        let file = self.names.files.iter().position(|name| name == catalogue::FILE)?;
        let file = u16::try_from(file).expect("fewer than 65,536 files");
        (line > 0).then_some(RowRef { file, line })
    }

    /// An industry or group by symbol.
    pub fn industry(&self, code: Symbol) -> Option<&Industry> {
        self.industries.iter().find(|industry| industry.code == code)
    }

    /// The analysis industries, without groups.
    pub fn analysis_industries(&self) -> impl Iterator<Item = &Industry> {
        self.industries.iter().filter(|industry| !industry.is_group())
    }

    /// The report groups.
    pub fn groups(&self) -> impl Iterator<Item = &Industry> {
        self.industries.iter().filter(|industry| industry.is_group())
    }

    /// The place of a row, for diagnostics of later stages.
    pub fn place(&self, row: &RowRef) -> Location {
        let file = self.root.join(&self.names.files[usize::from(row.file)]);
        Location::at(file.display().to_string(), row.line, 0)
    }

    /// A region by symbol.
    pub fn region(&self, code: Symbol) -> Option<&Region> {
        self.regions.iter().find(|region| region.code == code)
    }
}
