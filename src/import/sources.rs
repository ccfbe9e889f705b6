//! The row of `sources.csv` that a download gets: publisher, licence, day and SHA-256.

use std::path::Path;
use std::time::UNIX_EPOCH;

use sha2::{Digest, Sha256};

use super::folder::Folder;
use super::vocabulary::Publication;

/// A file as it was downloaded.
#[derive(Clone, Debug)]
pub(super) struct Download {
    pub(super) name: String,
    pub(super) sha256: String,
    /// YYYY-MM-DD.
    pub(super) retrieved: String,
}

impl Download {
    /// A file of this hash, with the day of its download.
    pub(super) fn of(path: &Path, sha256: String, retrieved: Option<&str>) -> Self {
        let name =
            path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let day = match retrieved {
            Some(day) => day.to_owned(),
            None => std::fs::metadata(path)
                .and_then(|data| data.modified())
                .ok()
                .and_then(|time| time.duration_since(UNIX_EPOCH).ok())
                .map(|since| date(since.as_secs() / 86_400))
                .unwrap_or_default(),
        };
        Self { name, sha256, retrieved: day }
    }
}

/// The code of the downloads of a layout: its name and the first digits of their hash, so that the same files have the same code.
pub(super) fn code(layout: &str, downloads: &[Download]) -> String {
    let mut hashes: Vec<&str> = downloads.iter().map(|own| own.sha256.as_str()).collect();
    hashes.sort_unstable();
    let whole = match hashes.as_slice() {
        [one] => (*one).to_owned(),
        several => Sha256::digest(several.join("\n")).iter().map(|b| format!("{b:02x}")).collect(),
    };
    format!("{layout}-{}", &whole[..8])
}

/// Adds the row of a source if it is not there.
pub(super) fn add(
    folder: &mut Folder,
    layout: &str,
    publication: &Publication,
    code: &str,
    downloads: &[Download],
) {
    let table = folder.table_mut("sources.csv");
    if table.rows.iter().any(|row| table.cell(row, "source") == code) {
        return;
    }
    let files: Vec<String> =
        downloads.iter().map(|own| format!("{} SHA-256 {}", own.name, own.sha256)).collect();
    let day = downloads.iter().map(|own| own.retrieved.as_str()).max().unwrap_or("");
    let cells = table
        .header
        .iter()
        .map(|name| match name.as_str() {
            "source" => code.to_owned(),
            "short" => publication.short.clone(),
            "title" => publication.title.clone(),
            "publisher" => publication.publisher.clone(),
            "url" => publication.url.clone(),
            "licence" => publication.licence.clone(),
            "retrieved" => day.to_owned(),
            "note" => format!("imported as {layout}: {}", files.join("; ")),
            _ => String::new(),
        })
        .collect();
    table.rows.push(cells);
    table.lines.push(0);
    table.changed = true;
}

/// The calendar date of a day counted from 1970-01-01 (after Hinnant's days-from-civil, inverted).
fn date(days: u64) -> String {
    let shifted = days + 719_468;
    let (era, of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_become_dates() {
        // 2000-03-01 is 30 years, 7 of them leap, and 60 days after 1970-01-01: 10,957 + 60.
        for (days, day) in [
            (0, "1970-01-01"),
            (11_016, "2000-02-29"),
            (11_017, "2000-03-01"),
            (20_000, "2024-10-04"),
        ] {
            assert_eq!(date(days), day);
        }
    }
}
