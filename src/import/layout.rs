//! The interface of a layout, and the registry.

use super::layouts;
use super::readers::{Cells, Part, Rows};
use super::session::Session;
use super::vocabulary::fields;

/// How many rows a layout may look at before it decides.
pub(super) const HEAD: usize = 12;

/// Why a file is not of a layout, and how near it came (0 to 1).
#[derive(Clone, Debug)]
pub(super) struct Miss {
    pub(super) nearness: f64,
    pub(super) why: String,
}

/// The form in which an office publishes its files. A new one is a file in `layouts/`, a line in [`ALL`], its rows in
/// `vocabulary/` and a section of `docs/importing.md`.
pub(super) trait Layout: Sync {
    /// Its name for `--format`, in reports and in `vocabulary/`.
    fn name(&self) -> &'static str;

    /// Whether a file is of this layout, by its first rows.
    fn recognise(&self, part: &mut Part<'_>) -> Result<(), Miss>;

    /// Reads a file that it has recognised: values go to the session, faults too.
    fn read(&self, part: &mut Part<'_>, session: &mut Session<'_>);
}

/// Every layout, in the order in which they are tried.
pub(super) const ALL: &[&dyn Layout] = &[
    &layouts::FcsRegional,
    &layouts::FcsNational,
    &layouts::ComtradeSince2023,
    &layouts::ComtradeLegacy,
    &layouts::ChinaCustoms,
    &layouts::WorldBank,
    &layouts::WiodAccounts,
    &layouts::WiodRates,
    &layouts::JrcCo2,
    &layouts::EdgarBooklet,
    &layouts::EdgarTotals,
    &layouts::ImfImts,
    &layouts::WitsSummary,
];

/// The layout of this name.
pub(super) fn named(name: &str) -> Option<&'static dyn Layout> {
    ALL.iter().copied().find(|layout| layout.name() == name)
}

/// The layout of a file, or why it has none: the nearest miss.
pub(super) fn recognise(part: &mut Part<'_>) -> Result<&'static dyn Layout, (&'static str, Miss)> {
    let mut nearest: Option<(&'static str, Miss)> = None;
    for layout in ALL {
        match layout.recognise(part) {
            Ok(()) => return Ok(*layout),
            Err(miss) => {
                if nearest.as_ref().is_none_or(|(_, near)| miss.nearness > near.nearness) {
                    nearest = Some((layout.name(), miss));
                }
            }
        }
    }
    Err(nearest.expect("there are layouts"))
}

/// Where the columns of a layout stand in a file.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    places: Vec<(String, usize)>,
    /// Columns up to the last that has a name.
    pub(super) width: usize,
}

impl Columns {
    /// By the header, in any order and case.
    pub(super) fn find(layout: &str, header: &Cells) -> Result<Self, Miss> {
        let own: Vec<String> =
            header.iter().map(|cell| cell.trim().trim_matches('"').to_lowercase()).collect();
        let (mut places, mut lacking, mut required) = (Vec::new(), Vec::new(), 0.0);
        for field in fields(layout) {
            required += f64::from(u8::from(field.required));
            match own.iter().position(|cell| field.names.contains(cell)) {
                Some(place) => places.push((field.field, place)),
                None if field.required => lacking.push(field.names.join(" or ")),
                None => {}
            }
        }
        if lacking.is_empty() {
            let width = own.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
            return Ok(Self { places, width });
        }
        let missing = f64::from(u8::try_from(lacking.len()).unwrap_or(u8::MAX));
        let why = format!("no column named {}", lacking.join("; "));
        Err(Miss { nearness: 1.0 - missing / required.max(1.0), why })
    }

    /// A column that must be there.
    pub(super) fn at(&self, field: &str) -> usize {
        self.get(field).expect("a required column was found")
    }

    /// A column that may be there.
    pub(super) fn get(&self, field: &str) -> Option<usize> {
        self.places.iter().find(|(own, _)| own == field).map(|(_, place)| *place)
    }
}

/// The first sheet's header if it has the columns of a layout.
pub(super) fn first_header(layout: &str, part: &mut Part<'_>) -> Result<(), Miss> {
    let none = || Miss { nearness: 0.0, why: "no row".to_owned() };
    let rows = part.sheets.first_mut().ok_or_else(none)?;
    let head = rows.head(1);
    Columns::find(layout, head.first().ok_or_else(none)?).map(|_| ())
}

/// Goes to the header among the first rows of a sheet; its columns, or the nearest miss.
pub(super) fn seek_header(layout: &str, rows: &mut Rows<'_>) -> Result<usize, Miss> {
    let mut nearest = Miss { nearness: -1.0, why: "no row".to_owned() };
    for (number, row) in rows.head(HEAD).into_iter().enumerate() {
        match Columns::find(layout, row) {
            Ok(_) => return Ok(number),
            Err(miss) if miss.nearness > nearest.nearness => nearest = miss,
            Err(_) => {}
        }
    }
    Err(nearest)
}

/// Passes over the rows before the header and gives its columns; a fault goes to the session.
pub(super) fn take_header(
    layout: &str,
    rows: &mut Rows<'_>,
    session: &mut Session<'_>,
) -> Option<(Columns, Cells)> {
    let before = seek_header(layout, rows).ok()?;
    for _ in 0..=before {
        advance(rows, session)?;
    }
    let columns = Columns::find(layout, &rows.cells).ok()?;
    Some((columns, rows.cells.clone()))
}

/// The next row; a fault goes to the session.
pub(super) fn advance(rows: &mut Rows<'_>, session: &mut Session<'_>) -> Option<()> {
    match rows.advance() {
        Ok(true) => Some(()),
        Ok(false) => None,
        Err(fault) => {
            session.found.faults.push(*fault);
            None
        }
    }
}
