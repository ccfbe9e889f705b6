//! Rows of trade add up here: by year, flow, region, level of the commodity code, chapter and product. Memory is that of the result.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::doubles::Doubles;
use super::folder::Folder;
use super::kept::pairs;
use super::ledger::{Key, Ledger};
use super::numbers::Sum;
use super::products::Lookup;
use super::readers::Rows;
use crate::diagnostics::Location;
use crate::vocabulary::Flow;

/// No region: national trade.
pub(super) const NATION: u16 = u16::MAX;

/// A row of trade of the pair.
#[derive(Clone, Copy, Debug)]
pub(super) struct TradeRow<'a> {
    pub(super) year: i16,
    /// Month; `None` for a whole year, or for the month that only the name of the file tells.
    pub(super) month: Option<u8>,
    /// Number of a file whose name alone tells the month; 0 for others.
    pub(super) file: u32,
    pub(super) flow: Flow,
    pub(super) region: u16,
    pub(super) code: &'a str,
    /// What else tells rows of one code apart.
    pub(super) unit: &'a str,
    pub(super) usd: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
struct Cell {
    year: i16,
    flow: Flow,
    region: u16,
    chapter: [u8; 2],
    level: u8,
    to: Lookup,
}

type Chapter = (i16, Flow, u16, [u8; 2]);

/// The book.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct TradeBook {
    #[serde(with = "pairs")]
    cells: FxHashMap<Cell, Sum>,
    /// One code of each cell that belongs to no product, with its place.
    #[serde(with = "pairs")]
    samples: BTreeMap<Cell, (String, Location)>,
    /// Twelve bits a year, of rows of any partner.
    months: BTreeMap<i16, u16>,
    #[serde(with = "pairs")]
    region_months: FxHashMap<(i16, u16), u16>,
    /// The month that was noted last, which is most often that of the next row.
    #[serde(skip)]
    last_month: Option<(i16, u8, u16)>,
    /// Rows that stand twice.
    pub(super) doubles: Doubles,
    whole: BTreeSet<i16>,
    monthly_files: u32,
    year_files: BTreeMap<i16, BTreeSet<u32>>,
    /// Everything of a year and flow, secret codes too.
    #[serde(with = "pairs")]
    pub(super) all: BTreeMap<(i16, Flow), Sum>,
    /// What codes belong to, by flow, as they were met.
    #[serde(skip)]
    known: [FxHashMap<Box<str>, Lookup>; 2],
}

impl TradeBook {
    /// Notes that a file has data of a month, whoever the partner is.
    pub(super) fn saw_month(&mut self, year: i16, month: u8, region: u16) {
        if self.last_month.replace((year, month, region)) == Some((year, month, region)) {
            return;
        }
        let bit = 1 << (month - 1);
        *self.months.entry(year).or_default() |= bit;
        if region != NATION {
            *self.region_months.entry((year, region)).or_default() |= bit;
        }
    }

    /// Years and regions that have a row of any partner.
    pub(super) fn regions_seen(&self) -> Vec<(i16, u16)> {
        let mut seen: Vec<(i16, u16)> = self.region_months.keys().copied().collect();
        seen.sort_unstable();
        seen
    }

    /// Notes that a file has whole years.
    pub(super) fn saw_year(&mut self, year: i16) {
        self.whole.insert(year);
    }

    /// A number for a file whose months are not in its rows.
    pub(super) fn next_file(&mut self) -> u32 {
        self.monthly_files += 1;
        self.monthly_files
    }

    /// Notes a file that is one month of a year.
    pub(super) fn saw_file(&mut self, year: i16, file: u32) {
        self.year_files.entry(year).or_default().insert(file);
    }

    /// Years that come both whole and by month.
    pub(super) fn mixed(&self) -> Vec<i16> {
        self.whole.iter().filter(|year| self.months.contains_key(year)).copied().collect()
    }

    /// Adds a row whose code, in a column of the row, has a product, or none yet.
    pub(super) fn add(
        &mut self,
        folder: &Folder,
        row: TradeRow<'_>,
        rows: &Rows<'_>,
        column: usize,
    ) {
        let known = &mut self.known[row.flow.index()];
        let to = match known.get(row.code) {
            Some(to) => *to,
            None => {
                let to = folder.products.lookup(row.flow, row.code);
                known.insert(row.code.into(), to);
                to
            }
        };
        let mut chapter = [0; 2];
        chapter.iter_mut().zip(row.code.bytes()).for_each(|(c, b)| *c = b);
        let level = u8::try_from(row.code.len()).unwrap_or(u8::MAX);
        let cell = Cell { year: row.year, flow: row.flow, region: row.region, chapter, level, to };
        self.cells.entry(cell).or_default().add(row.usd);
        if !matches!(to, Lookup::Product(_)) {
            self.samples.entry(cell).or_insert_with(|| (row.code.to_owned(), rows.place(column)));
        }
    }

    /// Adds what was read after it.
    pub(super) fn absorb(&mut self, later: Self) {
        for (cell, sum) in sorted(later.cells) {
            self.cells.entry(cell).or_default().merge(sum);
        }
        for (cell, sample) in later.samples {
            self.samples.entry(cell).or_insert(sample);
        }
        for (year, months) in later.months {
            *self.months.entry(year).or_default() |= months;
        }
        for (place, months) in sorted(later.region_months) {
            *self.region_months.entry(place).or_default() |= months;
        }
        // Files are numbered on from those that are here.
        self.doubles.absorb(later.doubles, self.monthly_files);
        for (year, files) in later.year_files {
            let files = files.into_iter().map(|file| file + self.monthly_files);
            self.year_files.entry(year).or_default().extend(files);
        }
        self.monthly_files += later.monthly_files;
        self.whole.extend(later.whole);
        for (key, sum) in later.all {
            self.all.entry(key).or_default().merge(sum);
        }
    }

    /// Years that lack months, with what they have.
    pub(super) fn incomplete(&self) -> BTreeMap<i16, String> {
        let listed = |mask: u16| {
            let months = (1..=12).filter(|month| mask & (1 << (month - 1)) != 0);
            months.map(|month: u16| format!("{month:02}")).collect::<Vec<_>>().join(", ")
        };
        let by_month = self.months.iter().filter(|(_, mask)| **mask != 0xFFF);
        let by_month = by_month.map(|(year, mask)| (*year, format!("months {}", listed(*mask))));
        let by_file = self.year_files.iter().filter(|(_, files)| files.len() != 12);
        let by_file = by_file.map(|(year, files)| (*year, format!("{} files", files.len())));
        by_month.chain(by_file).collect()
    }

    /// Regions of a complete year whose own months end early or begin late.
    pub(super) fn short_regions(&self) -> Vec<(i16, u16)> {
        let whole = |mask: u16| mask & 1 != 0 && mask & (1 << 11) != 0;
        let of_year = |year: &i16| self.months.get(year).is_some_and(|mask| *mask == 0xFFF);
        let all = self.region_months.iter();
        let mut short: Vec<(i16, u16)> = all
            .filter(|((y, _), mask)| of_year(y) && !whole(**mask))
            .map(|(key, _)| *key)
            .collect();
        short.sort_unstable();
        short
    }

    /// How many regions have rows of trade.
    pub(super) fn regions(&self) -> usize {
        self.cells.keys().map(|cell| cell.region).collect::<BTreeSet<_>>().len()
    }

    /// Puts each chapter into the ledger at its coarsest level whose codes all have a product, so that no level is added to another.
    /// Gives the codes that none has.
    pub(super) fn settle(&self, leave: &BTreeSet<i16>, ledger: &mut Ledger) -> Vec<Uncovered> {
        let mut chapters: BTreeMap<Chapter, BTreeMap<u8, Vec<Cell>>> = BTreeMap::new();
        for cell in self.sorted_cells() {
            if leave.contains(&cell.year) {
                continue;
            }
            let chapter = (cell.year, cell.flow, cell.region, cell.chapter);
            chapters.entry(chapter).or_default().entry(cell.level).or_default().push(cell);
        }
        let mut uncovered = Vec::new();
        for levels in chapters.values() {
            let covered =
                |cells: &&Vec<Cell>| cells.iter().all(|cell| matches!(cell.to, Lookup::Product(_)));
            let chosen = levels.values().find(covered).or(levels.values().next_back());
            for cell in chosen.into_iter().flatten() {
                let usd = self.cells[cell].value();
                if let Lookup::Product(product) = cell.to {
                    ledger.add(Key::trade(cell.year, cell.flow, cell.region, product), usd);
                } else {
                    let (code, place) = self.samples[cell].clone();
                    uncovered.push(Uncovered { flow: cell.flow, code, place, usd });
                }
            }
        }
        uncovered
    }

    fn sorted_cells(&self) -> Vec<Cell> {
        let mut cells: Vec<Cell> = self.cells.keys().copied().collect();
        cells.sort_unstable();
        cells
    }

    /// The chapters of each national product and year.
    pub(super) fn chapters(&self) -> BTreeMap<(i16, Flow, u16), BTreeSet<String>> {
        let mut found: BTreeMap<_, BTreeSet<String>> = BTreeMap::new();
        for cell in self.sorted_cells() {
            if cell.region != NATION {
                continue;
            }
            if let Lookup::Product(product) = cell.to {
                let chapter = String::from_utf8_lossy(&cell.chapter).into_owned();
                found.entry((cell.year, cell.flow, product)).or_default().insert(chapter);
            }
        }
        found
    }
}

/// A code without product.
#[derive(Clone, Debug)]
pub(super) struct Uncovered {
    pub(super) flow: Flow,
    pub(super) code: String,
    pub(super) place: Location,
    pub(super) usd: f64,
}

/// The entries of a map in the order of their keys.
fn sorted<K: Ord, V>(map: FxHashMap<K, V>) -> Vec<(K, V)> {
    let mut entries: Vec<(K, V)> = map.into_iter().collect();
    entries.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
    entries
}
