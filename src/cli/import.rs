//! `tradeprint import`.

use super::arguments::{Common, DecimalName, DirectionName, ImportOptions};
use super::progress::ImportProgress;
use super::{DONE, print, warn};
use crate::diagnostics::Outcome;
use crate::import::{DecimalMark, Direction, ImportSettings, import};

/// Imports files and says what became of them.
pub(super) fn run(common: &Common, options: &ImportOptions) -> Outcome<u8> {
    let settings = ImportSettings {
        format: options.format.clone(),
        mapping: options.mapping.clone(),
        dry_run: options.dry_run,
        replace: options.replace,
        incomplete: options.incomplete,
        national: options.national,
        records_of: options.records_of.clone(),
        direction: options.direction.map(|direction| match direction {
            DirectionName::Import => Direction::Import,
            DirectionName::Export => Direction::Export,
        }),
        multiplier: options.multiplier,
        decimal: options.decimal.map(|mark| match mark {
            DecimalName::Point => DecimalMark::Point,
            DecimalName::Comma => DecimalMark::Comma,
        }),
        years: options.years,
        retrieved: options.retrieved.clone(),
        threads: common.threads(),
    };
    let progress = ImportProgress::new(common.quiet);
    let done = import(&common.data, &options.files, &settings, &|step| progress.step(step));
    progress.finish();
    let (summary, warnings) = done?;
    warn(common, &warnings);
    print(&summary.to_string());
    Ok(DONE)
}
