//! The validated whole of a data folder.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use super::catalogue::{self, Catalogue, Overrides};
use super::claims::{self, Claim};
use super::csv_table::{Row, Table};
use super::folder::{Folder, InputFile};
use super::schema::{self, Codes, Vocabulary};
use super::tables::TABLES;
use super::{cross_checks, package, region_checks, warnings};
use crate::diagnostics::{Code, Diagnostic, Faults, Location};
use crate::facts::{Names, RowRef, Status};
use crate::units::{Fraction, Lcu, LcuPerUsd, Quantity, RealUsd, TonnesCo2, Usd};
use crate::vocabulary::{Flow, Side, Symbol, Symbols, unallocated_code};

/// A name in each language of the folder; empty where there is none.
pub type Translated = BTreeMap<String, String>;

/// A source of data.
#[derive(Clone, Debug)]
pub struct Source {
    /// Code.
    pub code: String,
    /// Name short enough for a source line.
    pub short: String,
    /// Full title.
    pub title: String,
    /// Publisher.
    pub publisher: String,
    /// Address.
    pub url: String,
    /// Licence or terms.
    pub licence: String,
}

/// A group of industries of the accounts, whose intensity is known.
#[derive(Clone, Debug)]
pub struct IntensityGroup {
    /// Code.
    pub code: Symbol,
    /// Names.
    pub name: Translated,
}

/// An analysis industry, or a group of them for reports.
#[derive(Clone, Debug)]
pub struct Industry {
    /// Code.
    pub code: Symbol,
    /// The group whose intensity it takes; none for a report group.
    pub intensity_group: Option<Symbol>,
    /// Members of a report group; empty for an industry.
    pub members: Vec<Symbol>,
    /// Basis that spreads goods made in the reporter over the regions, then goods used there.
    pub bases: Option<[Symbol; 2]>,
    /// Place in lists: smaller is earlier.
    pub order: f64,
    /// Names.
    pub name: Translated,
    /// Short names.
    pub short: Translated,
    /// What it covers.
    pub definition: String,
    /// What to know of it.
    pub note: String,
    /// Its row.
    pub row: RowRef,
}

impl Industry {
    /// Whether it is a report group.
    pub fn is_group(&self) -> bool {
        !self.members.is_empty()
    }
}

/// A product of the trade tables.
#[derive(Clone, Debug)]
pub struct Product {
    /// Code.
    pub code: Symbol,
    /// Names.
    pub name: Translated,
    /// What it covers.
    pub definition: String,
}

/// A region of the reporter.
#[derive(Clone, Debug)]
pub struct Region {
    /// ISO 3166-2 code.
    pub code: Symbol,
    /// Names.
    pub name: Translated,
    /// Federal district or the like.
    pub district: String,
    /// The region that it constitutionally belongs to, counted apart from it here.
    pub parent: Option<Symbol>,
}

/// National trade of a product.
#[derive(Clone, Debug)]
pub struct TradeRow {
    /// Year.
    pub year: i16,
    /// Flow.
    pub flow: Flow,
    /// Product.
    pub product: Symbol,
    /// Value.
    pub value: Usd,
    /// Status.
    pub status: Status,
    /// Its row.
    pub row: RowRef,
}

/// Total trade as one reporter publishes it.
#[derive(Clone, Debug)]
pub struct TotalRow {
    /// Year.
    pub year: i16,
    /// Flow.
    pub flow: Flow,
    /// Who reports.
    pub reporter: Side,
    /// Value.
    pub value: Usd,
    /// Status.
    pub status: Status,
    /// Its row.
    pub row: RowRef,
}

/// Trade of a region with the partner.
#[derive(Clone, Debug)]
pub struct RegionalTradeRow {
    /// Region.
    pub region: Symbol,
    /// The rest as in national trade.
    pub trade: TradeRow,
}

/// A product's share that belongs to an industry.
#[derive(Clone, Debug)]
pub struct ConcordanceRow {
    /// Flow.
    pub flow: Flow,
    /// Product.
    pub product: Symbol,
    /// Industry.
    pub industry: Symbol,
    /// Share.
    pub share: Fraction,
    /// Status.
    pub status: Status,
    /// Its row.
    pub row: RowRef,
}

/// A value of an intensity group.
#[derive(Clone, Debug)]
pub struct GroupRow<Q> {
    /// Year.
    pub year: i16,
    /// Country.
    pub side: Side,
    /// Group.
    pub group: Symbol,
    /// Value.
    pub value: Q,
    /// Status.
    pub status: Status,
    /// Its row.
    pub row: RowRef,
}

/// An exchange rate.
#[derive(Clone, Debug)]
pub struct RateRow {
    /// Year.
    pub year: i16,
    /// Country.
    pub side: Side,
    /// Rate.
    pub rate: LcuPerUsd,
    /// Status.
    pub status: Status,
    /// Its row.
    pub row: RowRef,
}

/// National totals.
#[derive(Clone, Debug)]
pub struct MacroRow {
    /// Year.
    pub year: i16,
    /// Country.
    pub side: Side,
    /// Territorial emissions.
    pub co2: Option<TonnesCo2>,
    /// Gross domestic product.
    pub gdp: Option<Usd>,
    /// Real gross domestic product.
    pub gdp_real: Option<RealUsd>,
    /// Status.
    pub status: Status,
    /// Its row.
    pub row: RowRef,
}

/// A share of a region in a basis.
#[derive(Clone, Debug)]
pub struct WeightRow {
    /// Share.
    pub share: Fraction,
    /// Status.
    pub status: Status,
    /// Its row.
    pub row: RowRef,
}

/// The weights of a basis.
pub type Basis = BTreeMap<(i16, Symbol), WeightRow>;

/// A published total of one or more regions.
#[derive(Clone, Debug)]
pub struct Anchor {
    /// Code.
    pub code: Symbol,
    /// The regions together.
    pub regions: Vec<Symbol>,
    /// The flows together.
    pub flows: Vec<Flow>,
    /// Year.
    pub year: i16,
    /// Value.
    pub value: Usd,
    /// Status.
    pub status: Status,
    /// Its row.
    pub row: RowRef,
}

/// An indicator of a region.
#[derive(Clone, Debug)]
pub struct Indicator {
    /// Region.
    pub region: Symbol,
    /// Year.
    pub year: i16,
    /// `population` or `grp`.
    pub name: String,
    /// Value.
    pub value: f64,
    /// Status.
    pub status: Status,
    /// Its row.
    pub row: RowRef,
}

/// A data folder that has passed every check.
#[derive(Clone, Debug)]
pub struct Dataset {
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
    /// Weights by basis.
    pub weights: BTreeMap<Symbol, Basis>,
    /// Published regional totals.
    pub anchors: Vec<Anchor>,
    /// Population and product of regions.
    pub indicators: Vec<Indicator>,
    /// Claims to test.
    pub claims: Vec<Claim>,
    /// Every file read, with its hash.
    pub inputs: Vec<InputFile>,
}

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
        let mut faults = Faults::new();
        let mut folder = Folder::new(root);
        if !root.is_dir() {
            return Err(Diagnostic::error(Code::FileMissing, "the data folder does not exist")
                .at(Location::file(root.display().to_string()))
                .hint("name it with --data DIR; `tradeprint init DIR` writes an empty one")
                .into());
        }
        let catalogue = Catalogue::read(&mut folder, &mut faults);
        let Some(mut catalogue) = catalogue else {
            // Codes of flows come from the catalogue: without it every row would be a false fault.
            return Err(faults);
        };
        catalogue.apply(overrides, &mut faults);
        let tables = Tables::read(&mut folder, &catalogue, &mut faults);
        package::check(&mut folder, &tables.tables, &mut faults);
        let shapes = folder.read("regions.geojson", &mut faults).unwrap_or_default();
        let claims = claims::read(&mut folder, &mut faults);
        catalogue::check_codes(
            &folder,
            &catalogue,
            &tables.any_industry(),
            &tables.codes,
            &mut faults,
        );
        cross_checks::check_tables(&tables, &catalogue, &mut faults);
        region_checks::check_shapes(&folder, &shapes, &tables, &catalogue, &mut faults);
        faults.sort();
        if faults.has_errors() {
            return Err(faults);
        }
        let inputs = std::mem::take(&mut folder.inputs);
        let dataset = tables.into_dataset(catalogue, shapes, claims, inputs);
        warnings::warn(&folder, &dataset, &mut faults);
        Ok((dataset, faults))
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

    /// A region by symbol.
    pub fn region(&self, code: Symbol) -> Option<&Region> {
        self.regions.iter().find(|region| region.code == code)
    }
}

/// All tables, checked one by one.
pub(super) struct Tables {
    pub(super) tables: BTreeMap<&'static str, Table>,
    pub(super) codes: Codes,
    files: Vec<String>,
}

impl Tables {
    fn read(folder: &mut Folder, catalogue: &Catalogue, faults: &mut Faults) -> Self {
        let mut parsed = BTreeMap::new();
        let mut files = Vec::new();
        for spec in TABLES {
            if spec.optional && !folder.has(spec.file) {
                continue;
            }
            let number = u16::try_from(files.len()).expect("fewer than 65,536 tables");
            files.push(spec.file.to_owned());
            let Some(text) = folder.read(spec.file, faults) else { continue };
            if let Some(table) = Table::parse(number, folder.shown(spec.file), text, faults) {
                parsed.insert(spec.file, table);
            }
        }
        let codes = collect_codes(&parsed, catalogue);
        for spec in TABLES {
            if let Some(table) = parsed.get(spec.file) {
                schema::check(spec, table, &codes, faults);
            }
        }
        Self { tables: parsed, codes, files }
    }

    /// Codes of industries and groups.
    fn any_industry(&self) -> Option<BTreeSet<String>> {
        let table = self.tables.get("industries.csv")?;
        Some(table.rows.iter().map(|r| table.text(r, "industry").to_owned()).collect())
    }

    fn rows<'a, T>(&'a self, file: &str, mut f: impl FnMut(&'a Table, &'a Row) -> T) -> Vec<T> {
        self.tables
            .get(file)
            .map(|table| table.rows.iter().map(|row| f(table, row)).collect())
            .unwrap_or_default()
    }

    fn into_dataset(
        self,
        catalogue: Catalogue,
        shapes: String,
        claims: Vec<Claim>,
        inputs: Vec<InputFile>,
    ) -> Dataset {
        let mut symbols = Symbols::default();
        let pair = catalogue.pair.clone();
        symbols.intern(&pair.reporter);
        symbols.intern(&unallocated_code(&pair.reporter));
        let mut build = Builder { symbols, pair: pair.clone() };
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
            weights,
            anchors,
            indicators,
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
    add(Vocabulary::Basis, column("regional_weights.csv", "basis", &any));
    codes
}

/// Reads rows into types, interning codes.
struct Builder {
    symbols: Symbols,
    pair: crate::vocabulary::Pair,
}

impl Builder {
    fn symbol(&mut self, t: &Table, r: &Row, column: &str) -> Symbol {
        self.symbols.intern(t.text(r, column))
    }

    fn optional(&mut self, t: &Table, r: &Row, column: &str) -> Option<Symbol> {
        let text = t.text(r, column);
        (!text.is_empty()).then(|| self.symbols.intern(text))
    }

    fn list(&mut self, t: &Table, r: &Row, column: &str) -> Vec<Symbol> {
        let text = t.text(r, column);
        text.split(';').filter(|p| !p.is_empty()).map(|p| self.symbols.intern(p)).collect()
    }

    fn flow(&self, text: &str) -> Flow {
        self.pair.flow(text).expect("flow codes are checked")
    }

    fn side(&self, t: &Table, r: &Row, column: &str) -> Side {
        self.pair.side(t.text(r, column)).expect("country codes are checked")
    }

    fn industry(&mut self, t: &Table, r: &Row) -> Industry {
        let made = self.optional(t, r, "made_basis");
        let used = self.optional(t, r, "used_basis");
        Industry {
            code: self.symbol(t, r, "industry"),
            intensity_group: self.optional(t, r, "intensity_group"),
            members: self.list(t, r, "members"),
            bases: made.zip(used).map(|(made, used)| [made, used]),
            order: t.number(r, "order").unwrap_or(0.0),
            name: translated(t, r, "name"),
            short: translated(t, r, "short"),
            definition: t.text(r, "definition").to_owned(),
            note: t.text(r, "note").to_owned(),
            row: t.row_ref(r),
        }
    }

    fn region(&mut self, t: &Table, r: &Row) -> Region {
        Region {
            code: self.symbol(t, r, "region"),
            name: translated(t, r, "name"),
            district: t.text(r, "federal_district").to_owned(),
            parent: self.optional(t, r, "parent"),
        }
    }

    fn trade(&mut self, t: &Table, r: &Row) -> TradeRow {
        TradeRow {
            year: t.year(r),
            flow: self.flow(t.text(r, "flow")),
            product: self.symbol(t, r, "product"),
            value: quantity(t, r, "value_usd"),
            status: status(t, r),
            row: t.row_ref(r),
        }
    }

    fn total(&mut self, t: &Table, r: &Row) -> TotalRow {
        TotalRow {
            year: t.year(r),
            flow: self.flow(t.text(r, "flow")),
            reporter: self.side(t, r, "reporter"),
            value: quantity(t, r, "value_usd"),
            status: status(t, r),
            row: t.row_ref(r),
        }
    }

    fn concordance(&mut self, t: &Table, r: &Row) -> ConcordanceRow {
        ConcordanceRow {
            flow: self.flow(t.text(r, "flow")),
            product: self.symbol(t, r, "product"),
            industry: self.symbol(t, r, "industry"),
            share: quantity(t, r, "share"),
            status: status(t, r),
            row: t.row_ref(r),
        }
    }

    fn group<Q: Quantity>(&mut self, t: &Table, r: &Row, column: &str) -> GroupRow<Q> {
        GroupRow {
            year: t.year(r),
            side: self.side(t, r, "country"),
            group: self.symbol(t, r, "intensity_group"),
            value: quantity(t, r, column),
            status: status(t, r),
            row: t.row_ref(r),
        }
    }

    fn rate(&mut self, t: &Table, r: &Row) -> RateRow {
        RateRow {
            year: t.year(r),
            side: self.side(t, r, "country"),
            rate: quantity(t, r, "lcu_per_usd"),
            status: status(t, r),
            row: t.row_ref(r),
        }
    }

    fn macros(&mut self, t: &Table, r: &Row) -> MacroRow {
        MacroRow {
            year: t.year(r),
            side: self.side(t, r, "country"),
            co2: t.number(r, "co2_t").and_then(Quantity::new),
            gdp: t.number(r, "gdp_usd").and_then(Quantity::new),
            gdp_real: t.number(r, "gdp_real_usd2011").and_then(Quantity::new),
            status: status(t, r),
            row: t.row_ref(r),
        }
    }

    fn anchor(&mut self, t: &Table, r: &Row) -> Anchor {
        // In one order, so that two totals of the same regions and flows are known as such.
        let mut regions = self.list(t, r, "regions");
        regions.sort_unstable();
        let mut flows: Vec<Flow> =
            t.text(r, "flows").split(';').map(|code| self.flow(code)).collect();
        flows.sort_unstable();
        Anchor {
            code: self.symbol(t, r, "anchor"),
            regions,
            flows,
            year: t.year(r),
            value: quantity(t, r, "value_usd"),
            status: status(t, r),
            row: t.row_ref(r),
        }
    }

    /// The vocabulary with the codes that the analysis itself brings.
    fn finish(mut self, catalogue: &Catalogue) -> Symbols {
        for code in crate::vocabulary::codes::ALL {
            self.symbols.intern(code);
        }
        self.symbols.intern(&catalogue.pair.partner);
        self.symbols
    }
}

fn quantity<Q: Quantity>(t: &Table, r: &Row, column: &str) -> Q {
    t.number(r, column).and_then(Q::new).expect("numbers are checked")
}

fn status(t: &Table, r: &Row) -> Status {
    if t.text(r, "status") == "observed" { Status::Observed } else { Status::Estimated }
}

fn translated(t: &Table, r: &Row, stem: &str) -> Translated {
    t.columns()
        .iter()
        .filter_map(|column| {
            let language = column.strip_prefix(stem)?.strip_prefix('_')?;
            let text = t.text(r, column);
            (!text.is_empty()).then(|| (language.to_owned(), text.to_owned()))
        })
        .collect()
}

fn source(t: &Table, r: &Row) -> Source {
    let text = |column| t.text(r, column).to_owned();
    Source {
        code: text("source"),
        short: text("short"),
        title: text("title"),
        publisher: text("publisher"),
        url: text("url"),
        licence: text("licence"),
    }
}
