//! How a file is written: encoding, delimiter, and where its columns stand.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::cells::Cells;
use crate::diagnostics::{Code, Diagnostic, Location};
use crate::guess::{delimiter, guess, shown_encoding};
use crate::vocabulary::fields;

/// The layout of one file.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub(super) encoding: &'static Encoding,
    pub(super) delimiter: u8,
    /// Columns up to the last that has a name.
    pub(super) width: usize,
    /// Where the first row after the header begins, in bytes.
    pub(super) start: u64,
    pub(super) direction: usize,
    pub(super) period: usize,
    pub(super) country: usize,
    pub(super) code: usize,
    pub(super) unit: Option<usize>,
    pub(super) value: usize,
    pub(super) weight: Option<usize>,
    pub(super) quantity: Option<usize>,
    pub(super) region: usize,
}

impl Layout {
    /// By the first bytes of a file; a fault if they are no header of customs records by region.
    pub(super) fn of(head: &[u8], shown: &str) -> Result<Self, Box<Diagnostic>> {
        let fault =
            |code, message: &str| Diagnostic::error(code, message).at(Location::at(shown, 1, 1));
        let encoding = guess(head);
        if encoding == UTF_16LE || encoding == UTF_16BE {
            return Err(Box::new(
                fault(Code::ImportUnreadable, "the encoding is not read here")
                    .found(encoding.name())
                    .allowed("UTF-8, windows-1251, CP866")
                    .hint("save the file as UTF-8; `tradeprint import` reads it as it is"),
            ));
        }
        let mark: &[u8] = if encoding == UTF_8 { b"\xEF\xBB\xBF" } else { b"" };
        let text = head.strip_prefix(mark).unwrap_or(head);
        let delimiter = delimiter(&encoding.decode_without_bom_handling(text).0);
        let end = memchr::memchr(b'\n', text).map_or(text.len(), |end| end + 1);
        let line = &text[..end];
        let mut cells = Cells::default();
        if !cells.split(line, delimiter) {
            return Err(Box::new(
                fault(Code::BadQuoting, "a quoted cell is not closed on its line")
                    .hint("the header must stand on the first line"),
            ));
        }
        let names: Vec<String> = (0..cells.len())
            .map(|n| encoding.decode_without_bom_handling(cells.get(line, n)).0.to_lowercase())
            .collect();
        let mut places = std::collections::BTreeMap::new();
        let mut lacking = Vec::new();
        for field in fields() {
            match names.iter().position(|name| field.names.contains(name)) {
                Some(place) => {
                    places.insert(field.field, place);
                }
                None if field.required => lacking.push(field.names.join(" or ")),
                None => {}
            }
        }
        if !lacking.is_empty() {
            return Err(Box::new(
                fault(Code::ImportUnknown, "no customs records by region")
                    .found(format!("no column named {}", lacking.join("; ")))
                    .allowed("text with the header of the layout fcs-regional on its first line")
                    .hint("docs/importing.md shows the layout; dBASE and workbooks are read by `tradeprint import`"),
            ));
        }
        let at = |name: &str| places[name];
        let may = |name: &str| places.get(name).copied();
        Ok(Self {
            encoding,
            delimiter,
            width: names.iter().rposition(|name| !name.is_empty()).map_or(0, |last| last + 1),
            start: u64::try_from(head.len() - text.len() + end).expect("a head is short"),
            direction: at("direction"),
            period: at("period"),
            country: at("country"),
            code: at("code"),
            unit: may("unit"),
            value: at("value"),
            weight: may("weight"),
            quantity: may("quantity"),
            region: at("region"),
        })
    }

    /// For the report: `TAB, CP866`.
    pub(super) fn form(&self) -> String {
        let name = match self.delimiter {
            b'\t' => "TAB",
            b';' => "semicolon",
            _ => "comma",
        };
        format!("{name}, {}", shown_encoding(self.encoding))
    }

    /// A cell as text; `None` if its bytes are none in the encoding.
    pub(super) fn text<'a>(&self, cell: &'a [u8]) -> Option<std::borrow::Cow<'a, str>> {
        self.encoding.decode_without_bom_handling_and_without_replacement(cell)
    }
}
