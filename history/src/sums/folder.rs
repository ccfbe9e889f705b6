//! What the grouping needs of a data folder: the pair, the codes of regions, the products of commodity codes.

use std::collections::BTreeMap;
use std::path::Path;

use crate::diagnostics::{Code, Diagnostic, Faults, Location};
use crate::vocabulary::publication;

/// A region by the code of the customs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Region {
    pub(super) okato: String,
    pub(super) region: String,
    pub(super) counts: bool,
}

/// The first digits of a commodity code, or a secret code whole.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Prefix {
    pub(super) flow: String,
    pub(super) code: String,
    pub(super) product: String,
}

/// The terms of a data folder.
#[derive(Clone, Debug)]
pub(super) struct Terms {
    /// Two letters of the country whose trade is taken.
    pub(super) partner: String,
    /// Flows of what the customs' own country exports and imports.
    pub(super) export: String,
    pub(super) import: String,
    /// In the order of their codes.
    pub(super) regions: Vec<Region>,
    /// By flow and code, each once.
    pub(super) prefixes: Vec<Prefix>,
}

impl Terms {
    /// Reads a data folder.
    pub(super) fn read(root: &Path) -> Result<Self, Faults> {
        let mut faults = Faults::new();
        let catalogue = catalogue(root)?;
        let text = |name: &str| catalogue.get("pair")?.get(name)?.as_str().map(str::to_owned);
        let (Some(reporter), Some(partner)) = (text("reporter"), text("partner")) else {
            let fault = Diagnostic::error(Code::BadCatalogue, "the catalogue names no pair")
                .at(Location::file(root.join("tradeprint.toml").display().to_string()))
                .allowed("[pair] with `reporter` and `partner`");
            return Err(fault.into());
        };
        let home = publication().country;
        let other = match [&reporter, &partner].map(|own| *own == home) {
            [true, _] => partner,
            [_, true] => reporter,
            _ => {
                let fault = Diagnostic::error(
                    Code::ImportNothing,
                    "the records are of a country outside the pair",
                )
                .at(Location::file(root.join("tradeprint.toml").display().to_string()))
                .found(format!("{reporter} and {partner}"))
                .allowed(format!("a pair with {home}"));
                return Err(fault.into());
            }
        };
        let disputed =
            catalogue.get("maps").and_then(|maps| maps.get("disputed")?.as_bool()).unwrap_or(false);
        let (export, import) = (format!("{home}-{other}"), format!("{other}-{home}"));
        let regions = regions(root, disputed, &mut faults);
        let prefixes = prefixes(root, [&export, &import], &mut faults);
        faults.check(()).map(|_| Self { partner: other, export, import, regions, prefixes })
    }

    /// How many digits decide, at most.
    pub(super) fn digits(&self) -> usize {
        let open = self.prefixes.iter().filter(|prefix| !is_secret(&prefix.code));
        open.map(|prefix| prefix.code.len()).max().unwrap_or(0)
    }

    /// The lengths of codes that decide, the longest first.
    pub(super) fn lengths(&self) -> Vec<usize> {
        let open = self.prefixes.iter().filter(|prefix| !is_secret(&prefix.code));
        let lengths: std::collections::BTreeSet<usize> =
            open.map(|prefix| prefix.code.len()).collect();
        lengths.into_iter().rev().collect()
    }
}

/// Whether a code hides digits.
pub(super) fn is_secret(code: &str) -> bool {
    code.contains('X')
}

fn catalogue(root: &Path) -> Result<toml::Table, Faults> {
    let path = root.join("tradeprint.toml");
    let shown = path.display().to_string();
    let text = std::fs::read_to_string(&path).map_err(|error| {
        Faults::from(
            Diagnostic::error(Code::FileMissing, "the data folder has no catalogue")
                .at(Location::file(&shown))
                .found(error.to_string())
                .hint("name the folder with --data DIR; its tradeprint.toml says whose trade is grouped"),
        )
    })?;
    toml::from_str(&text).map_err(|error: toml::de::Error| {
        Diagnostic::error(Code::BadCatalogue, error.message().to_owned())
            .within(&shown, &text, error.span().unwrap_or(0..0))
            .into()
    })
}

/// A row of a table of the folder: its line and the cells asked for.
type Row<const N: usize> = (u32, [String; N]);

/// The cells of some columns; `None` if there is no such file.
fn table<const N: usize>(
    path: &Path,
    columns: [&str; N],
    faults: &mut Faults,
) -> Option<Vec<Row<N>>> {
    let text = std::fs::read_to_string(path).ok()?;
    let shown = path.display().to_string();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let header = reader.headers().cloned().unwrap_or_default();
    let places = columns.map(|name| header.iter().position(|own| own == name));
    if let Some(lacking) = places.iter().position(Option::is_none) {
        faults.push(
            Diagnostic::error(Code::MissingColumn, "a column is missing")
                .at(Location::at(shown, 1, 0))
                .allowed(columns[lacking].to_owned())
                .hint("`tradeprint check` names every fault of the folder"),
        );
        return Some(Vec::new());
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) => {
                let line = record.position().map_or(0, csv::Position::line);
                let cell = |place: Option<usize>| record.get(place.unwrap_or(0)).unwrap_or("");
                let cells = places.map(|place| cell(place).trim().to_owned());
                rows.push((u32::try_from(line).unwrap_or(0), cells));
            }
            Err(error) => {
                faults.push(
                    Diagnostic::error(Code::FieldCount, "a table of the folder cannot be read")
                        .at(Location::file(&shown))
                        .found(error.to_string())
                        .hint("`tradeprint check` names every fault of the folder"),
                );
                break;
            }
        }
    }
    Some(rows)
}

fn regions(root: &Path, disputed: bool, faults: &mut Faults) -> Vec<Region> {
    let path = root.join("regions.csv");
    let shown = path.display().to_string();
    let Some(rows) = table(&path, ["region", "okato", "default"], faults) else {
        faults.push(
            Diagnostic::error(Code::FileMissing, "the folder has no regions")
                .at(Location::file(shown))
                .hint("regional trade needs regions.csv with the codes of the customs in `okato`"),
        );
        return Vec::new();
    };
    let mut regions: BTreeMap<String, Region> = BTreeMap::new();
    for (line, [region, okato, default]) in rows {
        if okato.is_empty() {
            continue;
        }
        plain(&shown, line, &[&region, &okato], faults);
        let counts = disputed || default == "yes";
        if regions.contains_key(&okato) {
            faults.push(
                Diagnostic::error(Code::DuplicateKey, "a code of a region stands twice")
                    .at(Location::at(&shown, line, 0))
                    .found(format!("`{okato}`"))
                    .allowed("each code once"),
            );
        }
        regions.insert(okato.clone(), Region { okato, region, counts });
    }
    regions.into_values().collect()
}

fn prefixes(root: &Path, flows: [&String; 2], faults: &mut Faults) -> Vec<Prefix> {
    let path = root.join("product_codes.csv");
    let rows = table(&path, ["flow", "code", "product"], faults).unwrap_or_default();
    let (shown, rows) = if rows.is_empty() {
        // One that waits for its rows is none.
        let path = root.join("products.csv");
        let rows = table(&path, ["product"], faults).unwrap_or_default();
        (path.display().to_string(), rows.into_iter().flat_map(chapters).collect())
    } else {
        (path.display().to_string(), rows)
    };
    let mut all: BTreeMap<(String, String), String> = BTreeMap::new();
    for (line, [flow, code, product]) in rows {
        plain(&shown, line, &[&flow, &code, &product], faults);
        if code.is_empty() || code.len() > 10 {
            faults.push(
                Diagnostic::error(Code::OutOfRange, "not the beginning of a commodity code")
                    .at(Location::at(&shown, line, 0))
                    .found(format!("`{code}`"))
                    .allowed("1 to 10 digits"),
            );
        }
        for own in flows.into_iter().filter(|own| flow.is_empty() || flow == **own) {
            let key = (own.clone(), code.to_uppercase());
            if all.insert(key, product.clone()).is_some_and(|other| other != product) {
                faults.push(
                    Diagnostic::error(Code::DuplicateKey, "a commodity code has two products")
                        .at(Location::at(&shown, line, 0))
                        .found(format!("`{code}`"))
                        .allowed("one product a flow and code")
                        .hint("a row without flow holds for both flows"),
                );
            }
        }
    }
    if all.is_empty() && !faults.has_errors() {
        faults.push(
            Diagnostic::error(Code::ImportSetting, "no commodity code has a product")
                .at(Location::file(shown))
                .hint("fill product_codes.csv, or name products by their chapters: hs27, hs01-24"),
        );
    }
    all.into_iter().map(|((flow, code), product)| Prefix { flow, code, product }).collect()
}

/// The chapters of a product that names them: `hs27`, `hs01-24`.
fn chapters((line, [product]): Row<1>) -> Vec<Row<3>> {
    let range = product.strip_prefix("hs").and_then(|own| {
        let (first, last) = own.split_once('-').unwrap_or((own, own));
        Some(first.parse::<u8>().ok()?..=last.parse::<u8>().ok()?)
    });
    let row = |chapter| (line, [String::new(), format!("{chapter:02}"), product.clone()]);
    range.into_iter().flatten().map(row).collect()
}

/// Text of data never becomes code: codes are letters, digits and the marks `-`, `_` and `.`.
fn plain(shown: &str, line: u32, codes: &[&str], faults: &mut Faults) {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    for code in codes.iter().filter(|code| !code.chars().all(allowed)) {
        faults.push(
            Diagnostic::error(Code::UnknownCode, "a code that cannot stand in a query")
                .at(Location::at(shown, line, 0))
                .found(format!("`{code}`"))
                .allowed("letters and digits of ASCII, -, _ and ."),
        );
    }
}
