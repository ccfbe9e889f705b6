//! Rows of trade add up here: by year, flow, region, level of the commodity code, chapter and product. Memory is that of the result.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::folder::Folder;
use super::ledger::{Key, Ledger};
use super::numbers::Sum;
use super::products::Lookup;
use crate::diagnostics::{Code, Diagnostic, Location};
use crate::vocabulary::Flow;

/// No region: national trade.
pub(super) const NATION: u16 = u16::MAX;

/// A row of trade of the pair.
#[derive(Clone, Copy, Debug)]
pub(super) struct TradeRow<'a> {
    pub(super) year: i16,
    /// Month; `None` for a whole year.
    pub(super) month: Option<u8>,
    pub(super) flow: Flow,
    pub(super) region: u16,
    pub(super) code: &'a str,
    /// What else tells rows of one code apart.
    pub(super) unit: &'a str,
    pub(super) usd: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Cell {
    year: i16,
    flow: Flow,
    region: u16,
    chapter: [u8; 2],
    level: u8,
    to: Lookup,
}

/// Where a row stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Seen {
    fingerprint: u64,
    file: u32,
    line: u32,
}

/// How many fingerprints of a month, flow and region are kept. Of a block that stands twice every row does, the kept ones too.
const KEPT: usize = 8;

type Chapter = (i16, Flow, u16, [u8; 2]);
type Block = (i16, Option<u8>, Flow, u16);

/// The book.
#[derive(Default)]
pub(super) struct TradeBook {
    cells: BTreeMap<Cell, Sum>,
    /// One code of each cell that belongs to no product, with its place.
    samples: BTreeMap<Cell, (String, Location)>,
    /// Twelve bits a year, of rows of any partner.
    months: BTreeMap<i16, u16>,
    region_months: BTreeMap<(i16, u16), u16>,
    blocks: BTreeMap<Block, BTreeSet<Seen>>,
    doubles: BTreeMap<(i16, Option<u8>, Flow), [Location; 2]>,
    files: Vec<String>,
    whole: BTreeSet<i16>,
    monthly_files: u32,
    year_files: BTreeMap<i16, BTreeSet<u32>>,
    /// Everything of a year and flow, secret codes too.
    pub(super) all: BTreeMap<(i16, Flow), Sum>,
    /// Whether every row of a block is remembered, as the rows of national files are.
    pub(super) exact: bool,
}

impl TradeBook {
    /// Notes that a file has data of a month, whoever the partner is.
    pub(super) fn saw_month(&mut self, year: i16, month: u8, region: u16) {
        let bit = 1 << (month - 1);
        *self.months.entry(year).or_default() |= bit;
        if region != NATION {
            *self.region_months.entry((year, region)).or_default() |= bit;
        }
    }

    /// Years and regions that have a row of any partner.
    pub(super) fn regions_seen(&self) -> impl Iterator<Item = (i16, u16)> {
        self.region_months.keys().copied()
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

    /// Adds a row whose code has a product, or none yet.
    pub(super) fn add(&mut self, folder: &Folder, row: TradeRow<'_>, place: impl Fn() -> Location) {
        let to = folder.products.lookup(row.flow, row.code);
        let mut chapter = [0; 2];
        chapter.iter_mut().zip(row.code.bytes()).for_each(|(c, b)| *c = b);
        let level = u8::try_from(row.code.len()).unwrap_or(u8::MAX);
        let cell = Cell { year: row.year, flow: row.flow, region: row.region, chapter, level, to };
        self.cells.entry(cell).or_default().add(row.usd);
        if !matches!(to, Lookup::Product(_)) {
            self.samples.entry(cell).or_insert_with(|| (row.code.to_owned(), place()));
        }
    }

    /// Remembers a row, so that one that stands twice is found: in national files every row, in regional ones a few of each block.
    pub(super) fn remember(&mut self, row: TradeRow<'_>, place: impl Fn() -> Location) {
        let mut hasher = DefaultHasher::new();
        (row.code, row.unit).hash(&mut hasher);
        let fingerprint = hasher.finish();
        let keep = if self.exact { usize::MAX } else { KEPT };
        let block = self.blocks.entry((row.year, row.month, row.flow, row.region)).or_default();
        if block.len() >= keep && block.last().is_some_and(|seen| seen.fingerprint < fingerprint) {
            return;
        }
        let own = place();
        let file = self.files.iter().position(|name| *name == own.file).unwrap_or_else(|| {
            self.files.push(own.file.clone());
            self.files.len() - 1
        });
        let from = Seen { fingerprint, file: 0, line: 0 };
        if let Some(seen) = block.range(from..).next().filter(|s| s.fingerprint == fingerprint) {
            let first = Location::at(&self.files[seen.file as usize], seen.line, 0);
            let double = self.doubles.entry((row.year, row.month, row.flow));
            double.or_insert([first, own]);
            return;
        }
        block.insert(Seen { fingerprint, file: u32::try_from(file).unwrap_or(0), line: own.line });
        if block.len() > keep {
            block.pop_last();
        }
    }

    /// Rows that stand twice, one fault for each month and flow.
    pub(super) fn double_faults(&self, folder: &Folder) -> Vec<Diagnostic> {
        let faults = self.doubles.iter().map(|((year, month, flow), [first, second])| {
            let period = month.map_or(year.to_string(), |month| format!("{month:02}/{year}"));
            let flow = folder.pair.flow_code(*flow);
            Diagnostic::error(Code::ImportDouble, "rows of one period stand twice")
                .at(second.clone())
                .found(format!("{period}, {flow}: the same code again; first in {first}"))
                .allowed("each code once for each period, flow, country and region")
                .hint("leave one of the two files or blocks out; of Comtrade take only the rows without second partner, procedure and transport")
        });
        faults.collect()
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
        all.filter(|((y, _), mask)| of_year(y) && !whole(**mask)).map(|(key, _)| *key).collect()
    }

    /// How many regions have rows of trade.
    pub(super) fn regions(&self) -> usize {
        self.cells.keys().map(|cell| cell.region).collect::<BTreeSet<_>>().len()
    }

    /// Puts each chapter into the ledger at its coarsest level whose codes all have a product, so that no level is added to another.
    /// Gives the codes that none has.
    pub(super) fn settle(&self, leave: &BTreeSet<i16>, ledger: &mut Ledger) -> Vec<Uncovered> {
        let mut chapters: BTreeMap<Chapter, BTreeMap<u8, Vec<Cell>>> = BTreeMap::new();
        for cell in self.cells.keys().filter(|cell| !leave.contains(&cell.year)) {
            let chapter = (cell.year, cell.flow, cell.region, cell.chapter);
            chapters.entry(chapter).or_default().entry(cell.level).or_default().push(*cell);
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

    /// The chapters of each national product and year.
    pub(super) fn chapters(&self) -> BTreeMap<(i16, Flow, u16), BTreeSet<String>> {
        let mut found: BTreeMap<_, BTreeSet<String>> = BTreeMap::new();
        for cell in self.cells.keys().filter(|cell| cell.region == NATION) {
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
