//! Rows that stand twice: in national files every one is looked for, in regional files a few of each block of month, flow and region.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::folder::Folder;
use super::kept::pairs;
use super::readers::Rows;
use super::trade_book::TradeRow;
use crate::diagnostics::{Code, Diagnostic, Location};
use crate::vocabulary::Flow;

/// How many fingerprints of a block of regional rows are kept. Of a block that stands twice every row does, the kept ones too.
const KEPT: usize = 8;

/// What a row is one of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
struct Block {
    year: i16,
    month: Option<u8>,
    flow: Flow,
    region: u16,
    file: u32,
}

/// Where a row stands: its file by number, its line and the column of its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Spot {
    file: u32,
    line: u32,
    column: u32,
}

/// One pair of rows that are the same; the second is the earliest of its period and flow.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Double {
    first: Spot,
    second: Spot,
}

/// Fingerprints of rows with their places.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Doubles {
    #[serde(with = "pairs")]
    blocks: FxHashMap<Block, BTreeMap<u64, Spot>>,
    #[serde(with = "pairs")]
    found: BTreeMap<(i16, Option<u8>, Flow), Double>,
    files: Vec<String>,
    /// Whether every row of a block is remembered, as the rows of national files are.
    pub(super) exact: bool,
}

impl Doubles {
    /// Remembers a row, whose code stands in a column.
    pub(super) fn remember(&mut self, row: TradeRow<'_>, rows: &Rows<'_>, column: usize) {
        let mut hasher = DefaultHasher::new();
        (row.code, row.unit).hash(&mut hasher);
        let fingerprint = hasher.finish();
        let TradeRow { year, month, flow, region, file, .. } = row;
        let keep = self.keep();
        let block = self.blocks.entry(Block { year, month, flow, region, file }).or_default();
        let beyond = block.last_key_value().is_some_and(|(last, _)| *last < fingerprint);
        if beyond && block.len() >= keep {
            return;
        }
        let own = Spot {
            file: number(&mut self.files, &rows.shown),
            line: rows.line,
            column: rows.column_of(column),
        };
        match block.get(&fingerprint) {
            Some(first) => {
                let double = Double { first: *first, second: own };
                self.found.entry((year, month, flow)).or_insert(double);
            }
            None => {
                block.insert(fingerprint, own);
                if block.len() > keep {
                    block.pop_last();
                }
            }
        }
    }

    fn keep(&self) -> usize {
        if self.exact { usize::MAX } else { KEPT }
    }

    /// Adds those of what was read after it; files whose names tell their months are numbered on from `before`.
    pub(super) fn absorb(&mut self, later: Self, before: u32) {
        self.exact |= later.exact;
        let keep = self.keep();
        let numbers: Vec<u32> =
            later.files.iter().map(|file| number(&mut self.files, file)).collect();
        let here = |spot: Spot| Spot { file: numbers[spot.file as usize], ..spot };
        let mut found: BTreeMap<_, Double> = later
            .found
            .into_iter()
            .map(|(key, own)| (key, Double { first: here(own.first), second: here(own.second) }))
            .collect();
        let mut blocks: Vec<_> = later.blocks.into_iter().collect();
        blocks.sort_unstable_by_key(|(block, _)| *block);
        for (mut block, theirs) in blocks {
            if block.file > 0 {
                block.file += before;
            }
            let own = self.blocks.entry(block).or_default();
            for (fingerprint, spot) in theirs {
                let second = here(spot);
                let Some(first) = own.get(&fingerprint) else {
                    own.insert(fingerprint, second);
                    continue;
                };
                let double = Double { first: *first, second };
                let earliest = found.entry((block.year, block.month, block.flow)).or_insert(double);
                if second < earliest.second {
                    *earliest = double;
                }
            }
            while own.len() > keep {
                own.pop_last();
            }
        }
        for (key, double) in found {
            self.found.entry(key).or_insert(double);
        }
    }

    /// Rows that stand twice, one fault for each month and flow.
    pub(super) fn faults(&self, folder: &Folder) -> Vec<Diagnostic> {
        let place = |spot: &Spot, column: u32| {
            Location::at(&self.files[spot.file as usize], spot.line, column)
        };
        let faults = self.found.iter().map(|((year, month, flow), Double { first, second })| {
            let period = month.map_or(year.to_string(), |month| format!("{month:02}/{year}"));
            let flow = folder.pair.flow_code(*flow);
            let first = place(first, 0);
            Diagnostic::error(Code::ImportDouble, "rows of one period stand twice")
                .at(place(second, second.column))
                .found(format!("{period}, {flow}: the same code again; first in {first}"))
                .allowed("each code once for each period, flow, country and region")
                .hint("leave one of the two files or blocks out; of Comtrade take only the rows without second partner, procedure and transport")
        });
        faults.collect()
    }
}

/// The number of a file, most often that of the last.
fn number(files: &mut Vec<String>, name: &str) -> u32 {
    let place = files.iter().rposition(|own| own == name).unwrap_or_else(|| {
        files.push(name.to_owned());
        files.len() - 1
    });
    u32::try_from(place).expect("fewer than four thousand million files")
}
