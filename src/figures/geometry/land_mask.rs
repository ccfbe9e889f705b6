//! Where land is, coarsely, so that labels keep off it.

use super::base::PrintedRegion;
use crate::figures::hatch::crossings;
use crate::figures::label_placement::Box2;
use crate::figures::svg_document::{UNITS_PER_PT, units};

/// Side of a cell in points.
const MASK_PT: f64 = 2.0;

/// Which cells of the page are land of the main map.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct LandMask {
    columns: usize,
    cells: Vec<bool>,
}

impl LandMask {
    /// The mask of a page of that size.
    pub(super) fn new(regions: &[PrintedRegion], width_pt: f64, height_pt: f64) -> Self {
        let columns = (width_pt / MASK_PT).ceil() as usize;
        let rows = (height_pt / MASK_PT).ceil() as usize;
        let mut cells = vec![false; columns * rows];
        let unit = MASK_PT * f64::from(UNITS_PER_PT);
        for row in 0..rows {
            let y = units((row as f64 + 0.5) * MASK_PT);
            for region in regions {
                let xs = crossings(region.rings.iter().map(Vec::as_slice), y);
                for pair in xs.chunks_exact(2) {
                    let from = (pair[0] / unit).floor().max(0.0) as usize;
                    let to = ((pair[1] / unit).floor() as usize).min(columns - 1);
                    cells[row * columns + from.min(to)..=row * columns + to].fill(true);
                }
            }
        }
        Self { columns, cells }
    }

    /// The share of a box that is land.
    pub(super) fn share(&self, b: Box2) -> f64 {
        let index = |at: f64| (at / MASK_PT).floor().max(0.0) as usize;
        let (mut land, mut all) = (0u32, 0u32);
        for row in index(b.min.1)..=index(b.max.1) {
            for column in index(b.min.0)..=index(b.max.0) {
                let cell = row * self.columns + column;
                land += u32::from(
                    column < self.columns && self.cells.get(cell).copied().unwrap_or(false),
                );
                all += 1;
            }
        }
        f64::from(land) / f64::from(all.max(1))
    }
}
