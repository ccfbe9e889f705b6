//! Synthetic data folders of any size: regions that do not exist on a grid of squares, numbers from a fixed stream.
//!
//! The two countries have the codes of the shipped folder, because the templates speak of them; every name says that it is
//! synthetic.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::ops::RangeInclusive;
use std::path::Path;

/// Both directions, with the part of a country's output that is traded.
const FLOWS: [&str; 2] = ["RU-CN", "CN-RU"];
/// Countries with their units of currency to the dollar.
const COUNTRIES: [(&str, f64); 2] = [("RU", 60.0), ("CN", 6.5)];
/// What regions are weighted by.
const BASES: [&str; 2] = ["made", "used"];
/// The part of the nation that no region has.
const UNALLOCATED: f64 = 0.02;
/// Regions of one federal district.
const DISTRICT: usize = 100;

/// Writes a data folder with so many regions and industries, and trade in these years.
///
/// # Errors
/// Those of the file system.
pub(crate) fn write_world(
    folder: &Path,
    regions: usize,
    industries: usize,
    years: RangeInclusive<i16>,
) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let world = World { regions, industries, years: years.collect() };
    let tables = [
        ("sources.csv", sources()),
        ("intensity_groups.csv", world.groups()),
        ("industries.csv", world.industries()),
        ("products.csv", world.products()),
        ("concordance.csv", world.concordance()),
        ("trade.csv", world.trade()),
        ("trade_totals.csv", world.totals()),
        ("output.csv", world.accounts("output_lcu", 4e11)),
        ("emissions.csv", world.accounts("emissions_t", 2e7)),
        ("exchange_rates.csv", world.rates()),
        ("macro.csv", world.macros()),
        ("regions.csv", world.regions()),
        ("regional_weights.csv", world.weights()),
        ("regional_indicators.csv", world.population()),
    ];
    let described: Vec<serde_json::Value> = tables
        .iter()
        .map(|(name, text)| {
            let head = text.lines().next().unwrap_or_default();
            let fields: Vec<_> =
                head.split(',').map(|field| serde_json::json!({ "name": field })).collect();
            serde_json::json!({ "path": name, "schema": { "fields": fields } })
        })
        .collect();
    let package = serde_json::json!({ "name": "synthetic", "resources": described }).to_string();
    for (name, text) in &tables {
        fs::write(folder.join(name), text)?;
    }
    fs::write(folder.join("datapackage.json"), package)?;
    fs::write(folder.join("tradeprint.toml"), world.catalogue())?;
    fs::write(folder.join("regions.geojson"), world.squares())
}

struct World {
    regions: usize,
    industries: usize,
    years: Vec<i16>,
}

/// A number from 0 to below 1 that depends on a place in the stream alone (`SplitMix64`).
fn noise(place: usize) -> f64 {
    let mut z = (place as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(20_221_230);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
}

/// Adds a line to a table.
macro_rules! line {
    ($table:expr, $($rest:tt)*) => {
        writeln!($table, $($rest)*).expect("a string takes every text")
    };
}

fn sources() -> String {
    "source,short,title,publisher,url,licence,retrieved,note\n\
     synthetic,Synthetic,Numbers made up for measurements,Tradeprint benchmarks,,CC0,,\n"
        .to_owned()
}

impl World {
    fn last(&self) -> i16 {
        *self.years.last().expect("a world has years")
    }

    fn code(region: usize) -> String {
        format!("RU-R{:05}", region + 1)
    }

    fn groups(&self) -> String {
        let mut table = "intensity_group,name_en\n".to_owned();
        for i in 1..=self.industries {
            line!(table, "g{i:02},Synthetic account {i:02}");
        }
        table
    }

    fn industries(&self) -> String {
        let mut table =
            "industry,kind,intensity_group,members,made_basis,used_basis,order,name_en,short_en\n"
                .to_owned();
        for i in 1..=self.industries {
            line!(
                table,
                "i{i:02},industry,g{i:02},,made,used,{i},Synthetic industry {i:02},Industry {i:02}"
            );
        }
        table
    }

    fn products(&self) -> String {
        let mut table = "product,name_en\n".to_owned();
        for i in 1..=self.industries {
            line!(table, "p{i:02},Synthetic product {i:02}");
        }
        table
    }

    fn concordance(&self) -> String {
        let mut table = "flow,product,industry,share,status,source\n".to_owned();
        for flow in FLOWS {
            for i in 1..=self.industries {
                line!(table, "{flow},p{i:02},i{i:02},1,observed,synthetic");
            }
        }
        table
    }

    /// Trade in dollars; it grows by some percent a year, more or less by year.
    fn value(&self, flow: usize, industry: usize, year: usize) -> f64 {
        let level = 1e9 * (1.0 + 20.0 * noise(flow * 1_000 + industry));
        let wobble = 0.9 + 0.2 * noise((flow * 1_000 + industry) * 1_000 + year);
        (level * 1.04_f64.powi(i32::try_from(year).expect("few years")) * wobble).round()
    }

    fn trade(&self) -> String {
        let mut table = "year,flow,product,value_usd,status,source\n".to_owned();
        for (y, year) in self.years.iter().enumerate() {
            for (f, flow) in FLOWS.iter().enumerate() {
                for i in 1..=self.industries {
                    let usd = self.value(f, i, y);
                    line!(table, "{year},{flow},p{i:02},{usd},observed,synthetic");
                }
            }
        }
        table
    }

    fn totals(&self) -> String {
        let mut table = "year,flow,reporter,value_usd,preferred,status,source\n".to_owned();
        for (y, year) in self.years.iter().enumerate() {
            for (f, flow) in FLOWS.iter().enumerate() {
                let sum: f64 = (1..=self.industries).map(|i| self.value(f, i, y)).sum();
                for (reporter, factor) in [("RU", 1.0), ("CN", 1.1)] {
                    let usd = (sum * factor).round();
                    line!(table, "{year},{flow},{reporter},{usd},1,observed,synthetic");
                }
            }
        }
        table
    }

    fn accounts(&self, column: &str, level: f64) -> String {
        let mut table = format!("year,country,intensity_group,{column},status,source\n");
        for (y, year) in self.years.iter().enumerate() {
            for (c, (country, _)) in COUNTRIES.iter().enumerate() {
                for i in 1..=self.industries {
                    let place = c * 100_000 + i * 1_000 + column.len();
                    let wobble = (1.0 + noise(place)) * (0.95 + 0.1 * noise(place + 100 + y));
                    let value = (level * wobble).round();
                    line!(table, "{year},{country},g{i:02},{value},observed,synthetic");
                }
            }
        }
        table
    }

    fn rates(&self) -> String {
        let mut table = "year,country,lcu_per_usd,status,source\n".to_owned();
        for year in &self.years {
            for (country, rate) in COUNTRIES {
                line!(table, "{year},{country},{rate},observed,synthetic");
            }
        }
        table
    }

    fn macros(&self) -> String {
        let mut table = "year,country,co2_t,gdp_usd,gdp_real_usd2011,status,source\n".to_owned();
        for (y, year) in self.years.iter().enumerate() {
            for (c, (country, _)) in COUNTRIES.iter().enumerate() {
                let co2 = (1.6e9 * (0.9 + 0.2 * noise(7_000 + c * 100 + y))).round();
                let gdp = (2e12 * (0.9 + 0.2 * noise(8_000 + c * 100 + y))).round();
                line!(table, "{year},{country},{co2},{gdp},{gdp},observed,synthetic");
            }
        }
        table
    }

    fn regions(&self) -> String {
        let mut table = "region,name_en,federal_district,default\n".to_owned();
        for r in 0..self.regions {
            let (code, district) = (Self::code(r), r / DISTRICT + 1);
            line!(table, "{code},Synthetic region {:05},District {district:03},yes", r + 1);
        }
        table
    }

    fn weights(&self) -> String {
        let mut table = "basis,region,year,share,status,source\n".to_owned();
        for (b, basis) in BASES.iter().enumerate() {
            for (y, year) in self.years.iter().enumerate() {
                let raw = |r: usize| {
                    let place = (b * self.regions + r) * 64;
                    (0.05 + noise(place).powi(3)) * (0.9 + 0.2 * noise(place + 1 + y))
                };
                let sum: f64 = (0..self.regions).map(raw).sum();
                for r in 0..self.regions {
                    let share = (1.0 - UNALLOCATED) * raw(r) / sum;
                    line!(table, "{basis},{},{year},{share:.9},observed,synthetic", Self::code(r));
                }
            }
        }
        table
    }

    fn population(&self) -> String {
        let mut table = "region,year,indicator,value,unit,status,source\n".to_owned();
        for r in 0..self.regions {
            let people = (2e5 + 3e6 * noise(9_000_000 + r)).round();
            for year in &self.years {
                let code = Self::code(r);
                line!(table, "{code},{year},population,{people},person,observed,synthetic");
            }
        }
        table
    }

    /// Squares on a grid between 30 and 178 degrees east, 46 and 74 north.
    fn squares(&self) -> String {
        let side = (148.0 * 28.0 / self.regions as f64).sqrt().min(4.0);
        let columns = (148.0 / side).floor().max(1.0) as usize;
        let features: Vec<serde_json::Value> = (0..self.regions)
            .map(|r| {
                let west = 30.0 + side * (r % columns) as f64;
                let south = 46.0 + side * (r / columns) as f64;
                let (east, north) = (west + side, south + side);
                let ring =
                    [[west, south], [east, south], [east, north], [west, north], [west, south]];
                serde_json::json!({
                    "type": "Feature",
                    "properties": { "region": Self::code(r) },
                    "geometry": { "type": "Polygon", "coordinates": [ring] }
                })
            })
            .collect();
        serde_json::json!({ "type": "FeatureCollection", "features": features }).to_string()
    }

    fn catalogue(&self) -> String {
        let (first, last) = (self.years[0], self.last());
        let (early, middle, horizon) = (first + 1, self.years[self.years.len() / 2], last + 5);
        let place = "legend = { x = 0.0, y = 1.0, width = 1.0 }\n\
                     at = { x = 0.0, y = 0.0, width = 1.0 }\n\
                     projection = { parallels = [52.0, 64.0], meridian = 104.0, latitude = 56.0 }\n";
        format!(
            "# A synthetic folder for measurements: regions that do not exist.\n\
             [edition]\nid = \"synthetic\"\n\
             title = \"CO2 embodied in the trade of {} synthetic regions\"\n\
             date = \"2026-01-31\"\npublisher = \"Tradeprint benchmarks\"\ncontact = \"nobody\"\n\
             licence = \"CC0\"\n\n\
             [pair]\nreporter = \"RU\"\npartner = \"CN\"\n\n\
             [years]\nfirst = {first}\nearly = {early}\nmiddle = {middle}\nlast = {last}\n\
             horizon = {horizon}\n\n\
             [languages]\nlist = [\"en\"]\n\n\
             [maps]\ndisputed = false\n[maps.full]\n{place}[maps.half]\n{place}\
             [maps.locator]\n{place}\n\
             [article]\nbalance_maps = [\"i01\"]\n\n[seed]\nrandom = 1\n\n\
             [uncertainty]\ndraws = 1000\n\n\
             [[scenario]]\nid = \"trend\"\nsource = \"synthetic\"\nintensities = \"trend\"\n\
             trade = \"trend\"\n",
            self.regions
        )
    }
}
