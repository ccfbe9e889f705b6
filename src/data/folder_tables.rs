//! All tables of a folder, checked one by one, and the data set that they make.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use super::catalogue::{self, Catalogue};
use super::claims::Claim;
use super::csv_table::{Row, Table};
use super::dataset::Dataset;
use super::folder::{Folder, InputFile};
use super::input_output::{self, InputOutput};
use super::literature;
use super::published;
use super::row_reader::{RowReader, quantity, source, status, translated};
use super::rows::{Basis, Indicator, IntensityGroup, Product, Region, RegionalTradeRow, WeightRow};
use super::schema::{self, Codes, Need, TableSpec, Vocabulary};
use super::tables::TABLES;
use crate::diagnostics::{Code, Diagnostic, Faults, Location};
use crate::facts::Names;
use crate::vocabulary::{Flow, Side, Symbol, Symbols, unallocated_code};

/// Files that speak of regions. A folder without all of them speaks of the nation alone; with one of them it needs the
/// regions, their boundaries and their weights.
pub(super) const REGIONAL: [&str; 6] = [
    "regions.csv",
    "regions.geojson",
    "regional_weights.csv",
    "regional_trade.csv",
    "regional_anchors.csv",
    "regional_indicators.csv",
];

/// All tables, checked one by one.
pub(super) struct FolderTables {
    pub(super) tables: BTreeMap<&'static str, Table>,
    pub(super) codes: Codes,
    /// Whether the folder speaks of regions.
    pub(super) regional: bool,
    files: Vec<String>,
}

impl FolderTables {
    pub(super) fn read(folder: &mut Folder, catalogue: &Catalogue, faults: &mut Faults) -> Self {
        let regional = is_regional(folder);
        let needed = |spec: &TableSpec| match spec.need {
            Need::Always => true,
            Need::Regions => regional,
            Need::Optional => false,
        };
        let specs: Vec<&TableSpec> =
            TABLES.iter().filter(|spec| needed(spec) || folder.filled(spec.file)).collect();
        warn_of_headers(folder, &specs, faults);
        let mut parsed = BTreeMap::new();
        let opened = side_by_side(specs.iter().enumerate(), |(number, spec)| {
            let mut faults = Faults::new();
            let number = u16::try_from(number).expect("fewer than 65,536 tables");
            let mut opened = folder.open(spec.file, &mut faults);
            let text = opened.text.take();
            let shown = folder.shown(spec.file);
            let table = text.and_then(|text| Table::parse(number, shown, text, &mut faults));
            (opened, table, faults)
        });
        for (spec, (opened, table, found)) in specs.iter().zip(opened) {
            folder.take(opened);
            faults.append(found);
            parsed.extend(table.map(|table| (spec.file, table)));
        }
        let mut files: Vec<String> = specs.iter().map(|spec| spec.file.to_owned()).collect();
        // Parameters of the analysis have rows too: the lines of the catalogue.
        files.push(catalogue::FILE.to_owned());
        let codes = collect_codes(&parsed, catalogue);
        let tables = TABLES.iter().filter_map(|spec| Some((spec, parsed.get(spec.file)?)));
        let found = side_by_side(tables, |(spec, table)| {
            let mut faults = Faults::new();
            schema::check(spec, table, &codes, &mut faults);
            faults
        });
        found.into_iter().for_each(|found| faults.append(found));
        Self { tables: parsed, codes, regional, files }
    }

    /// Whether the folder has this file, readable or not.
    pub(super) fn has_file(&self, file: &str) -> bool {
        self.files.iter().any(|name| name == file)
    }

    /// Codes of industries and groups.
    pub(super) fn any_industry(&self) -> Option<BTreeSet<String>> {
        let table = self.tables.get("industries.csv")?;
        Some(table.rows.iter().map(|r| table.text(r, "industry").to_owned()).collect())
    }

    /// The codes of everything that can stand in a fact's name, column by column.
    pub(super) fn code_columns(&self) -> impl Iterator<Item = impl Iterator<Item = &str>> {
        const COLUMNS: [(&str, &str); 8] = [
            ("industries.csv", "industry"),
            ("intensity_groups.csv", "intensity_group"),
            ("products.csv", "product"),
            ("regions.csv", "region"),
            ("regional_weights.csv", "basis"),
            ("regional_anchors.csv", "anchor"),
            (input_output::INDUSTRIES, "io_industry"),
            ("sources.csv", "source"),
        ];
        COLUMNS.into_iter().filter_map(|(file, column)| {
            self.tables.get(file).map(|t| t.rows.iter().map(move |r| t.text(r, column)))
        })
    }

    fn rows<'a, T>(&'a self, file: &str, mut f: impl FnMut(&'a Table, &'a Row) -> T) -> Vec<T> {
        self.tables
            .get(file)
            .map(|table| table.rows.iter().map(|row| f(table, row)).collect())
            .unwrap_or_default()
    }

    pub(super) fn into_dataset(
        self,
        root: PathBuf,
        catalogue: Catalogue,
        shapes: String,
        claims: Vec<Claim>,
        inputs: Vec<InputFile>,
    ) -> Dataset {
        let mut symbols = Symbols::default();
        let pair = catalogue.pair.clone();
        symbols.intern(&pair.reporter);
        symbols.intern(&unallocated_code(&pair.reporter));
        let mut build = RowReader { symbols, pair: pair.clone() };
        let intensity_groups = self.rows("intensity_groups.csv", |t, r| IntensityGroup {
            code: build.symbol(t, r, "intensity_group"),
            name: translated(t, r, "name"),
        });
        let mut industries = self.rows("industries.csv", |t, r| build.industry(t, r));
        // Industries before groups, each by its place: sums and lists rely on it.
        industries.sort_by(|a, b| {
            a.is_group().cmp(&b.is_group()).then_with(|| a.order.total_cmp(&b.order))
        });
        let products = self.rows("products.csv", |t, r| Product {
            code: build.symbol(t, r, "product"),
            name: translated(t, r, "name"),
            definition: t.text(r, "definition").to_owned(),
        });
        let all_regions =
            self.rows("regions.csv", |t, r| (t.text(r, "default") == "yes", build.region(t, r)));
        let mut regions: Vec<Region> = all_regions
            .into_iter()
            .filter(|(default, _)| *default || catalogue.maps.disputed)
            .map(|(_, region)| region)
            .collect();
        regions.sort_by(|a, b| build.symbols.text(a.code).cmp(build.symbols.text(b.code)));
        let trade = self.rows("trade.csv", |t, r| build.trade(t, r));
        let totals = self.rows("trade_totals.csv", |t, r| {
            (t.text(r, "preferred") == "1").then(|| build.total(t, r))
        });
        let regional_trade = self.rows("regional_trade.csv", |t, r| RegionalTradeRow {
            region: build.symbol(t, r, "region"),
            trade: build.trade(t, r),
        });
        let concordance = self.rows("concordance.csv", |t, r| build.concordance(t, r));
        let output = self.rows("output.csv", |t, r| build.group(t, r, "output_lcu"));
        let emissions = self.rows("emissions.csv", |t, r| build.group(t, r, "emissions_t"));
        let rates = self.rows("exchange_rates.csv", |t, r| build.rate(t, r));
        let macros = self.rows("macro.csv", |t, r| build.macros(t, r));
        let input_output = InputOutput {
            industries: self.rows(input_output::INDUSTRIES, |t, r| build.io_industry(t, r)),
            uses: self.rows(input_output::USE, |t, r| build.io_use(t, r)),
            accounts: self.rows(input_output::ACCOUNTS, |t, r| build.io_account(t, r)),
            exports: self.rows(input_output::EXPORTS, |t, r| build.io_export(t, r)),
        };
        let mut weights: BTreeMap<Symbol, Basis> = BTreeMap::new();
        if let Some(t) = self.tables.get("regional_weights.csv") {
            for r in &t.rows {
                let basis = build.symbol(t, r, "basis");
                let region = build.symbol(t, r, "region");
                let weight = WeightRow {
                    share: quantity(t, r, "share"),
                    status: status(t, r),
                    row: t.row_ref(r),
                };
                weights.entry(basis).or_default().insert((t.year(r), region), weight);
            }
        }
        let anchors = self.rows("regional_anchors.csv", |t, r| build.anchor(t, r));
        let indicators = self.rows("regional_indicators.csv", |t, r| Indicator {
            region: build.symbol(t, r, "region"),
            year: t.year(r),
            name: t.text(r, "indicator").to_owned(),
            value: t.number(r, "value").unwrap_or(0.0),
            status: status(t, r),
            row: t.row_ref(r),
        });
        let literature = self.rows(literature::FILE, |t, r| build.published_total(t, r));
        let figures = self.rows(published::FILE, |t, r| build.published_figure(t, r));
        let last_edition = self
            .tables
            .get(published::FILE)
            .and_then(|table| published::last_edition(table, figures));
        let sources = self.rows("sources.csv", source);
        let table_sources = self.table_sources();
        let names = Names {
            pair,
            industries: industries.iter().filter(|i| !i.is_group()).map(|i| i.code).collect(),
            regions: regions.iter().map(|r| r.code).collect(),
            symbols: build.finish(&catalogue),
            files: self.files.clone(),
        };
        Dataset {
            root,
            names: Arc::new(names),
            sources,
            table_sources,
            intensity_groups,
            industries,
            products,
            regions,
            shapes,
            trade,
            totals: totals.into_iter().flatten().collect(),
            regional_trade,
            concordance,
            output,
            emissions,
            rates,
            macros,
            input_output,
            weights,
            anchors,
            indicators,
            literature,
            last_edition,
            claims,
            inputs,
            catalogue,
        }
    }

    fn table_sources(&self) -> BTreeMap<String, BTreeMap<String, usize>> {
        let mut all: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
        for (file, table) in &self.tables {
            if *file == "sources.csv" || table.column("source").is_none() {
                continue;
            }
            let counts = all.entry((*file).to_owned()).or_default();
            for row in &table.rows {
                for source in table.text(row, "source").split(';') {
                    *counts.entry(source.to_owned()).or_default() += 1;
                }
            }
        }
        all
    }
}

/// Whether the folder speaks of regions.
pub(super) fn is_regional(folder: &Folder) -> bool {
    REGIONAL.iter().any(|file| folder.filled(file))
}

/// Tables that may be absent may wait for their rows, as `tradeprint init` leaves them; that they do not count is said once.
fn warn_of_headers(folder: &Folder, read: &[&TableSpec], faults: &mut Faults) {
    let unread = TABLES.iter().filter(|spec| !read.iter().any(|other| other.file == spec.file));
    let headers: Vec<&str> = unread.map(|spec| spec.file).filter(|file| folder.has(file)).collect();
    if let Some(first) = headers.first() {
        faults.push(
            Diagnostic::warning(
                Code::HeaderOnly,
                "tables with a header and no row count as absent",
            )
            .at(Location::file(folder.shown(first)))
            .found(headers.join(", "))
            .hint("fill them, or delete them"),
        );
    }
}

fn collect_codes(tables: &BTreeMap<&'static str, Table>, catalogue: &Catalogue) -> Codes {
    let mut codes = Codes::new();
    let mut add = |vocabulary, texts: Option<BTreeSet<String>>| {
        texts.and_then(|texts| codes.insert(vocabulary, texts));
    };
    let pair = &catalogue.pair;
    add(Vocabulary::Flow, Some(Flow::BOTH.map(|flow| pair.flow_code(flow)).into()));
    add(Vocabulary::Country, Some(Side::BOTH.map(|side| pair.code(side).to_owned()).into()));
    let column = |file: &str, name: &str, keep: &dyn Fn(&Table, &Row) -> bool| {
        tables.get(file).map(|t| {
            t.rows
                .iter()
                .filter(|r| keep(t, r))
                .map(|r| t.text(r, name).to_owned())
                .filter(|text| !text.is_empty())
                .collect::<BTreeSet<_>>()
        })
    };
    let any = |_: &Table, _: &Row| true;
    add(Vocabulary::Source, column("sources.csv", "source", &any));
    add(Vocabulary::IntensityGroup, column("intensity_groups.csv", "intensity_group", &any));
    add(
        Vocabulary::Industry,
        column("industries.csv", "industry", &|t, r| t.text(r, "kind") != "group"),
    );
    add(Vocabulary::Product, column("products.csv", "product", &any));
    add(Vocabulary::Region, column("regions.csv", "region", &any));
    add(Vocabulary::IoIndustry, column(input_output::INDUSTRIES, "io_industry", &any));
    add(Vocabulary::Basis, column("regional_weights.csv", "basis", &any));
    codes
}

/// Does a piece of work for each item, each on a thread of its own, and gives the results in the order of the items. Tables
/// are few, and most are small.
fn side_by_side<I: Send, T: Send>(
    items: impl IntoIterator<Item = I>,
    work: impl Fn(I) -> T + Sync,
) -> Vec<T> {
    let work = &work;
    std::thread::scope(|scope| {
        let threads: Vec<_> =
            items.into_iter().map(|item| scope.spawn(move || work(item))).collect();
        let done = |thread: std::thread::ScopedJoinHandle<'_, T>| {
            thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        threads.into_iter().map(done).collect()
    })
}
