//! What each table must look like, and the check of one table against it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Serialize;

use super::csv_table::{Row, Table};
use crate::diagnostics::{Code, Diagnostic, Faults};

/// The vocabulary that a code column draws on; filled by the tables read before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Vocabulary {
    Flow,
    Country,
    Source,
    IntensityGroup,
    Industry,
    Product,
    Region,
    Basis,
    IoIndustry,
}

/// What a cell must hold.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// Anything.
    Text,
    /// Four digits from 1900 to 2200.
    Year,
    /// A number in a range, both ends included.
    Number(f64, f64),
    /// A number above zero.
    Positive,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// One code.
    Code(Vocabulary),
    /// Codes joined by semicolons.
    Codes(Vocabulary),
    /// A new code: lower-case letters, digits, hyphens (ISO 3166-2 form for regions).
    NewCode,
}

/// A column.
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    /// Whether a cell may be empty.
    pub(super) optional: bool,
}

/// A table.
pub(super) struct TableSpec {
    pub(super) file: &'static str,
    pub(super) columns: &'static [Column],
    pub(super) key: &'static [&'static str],
    pub(super) need: Need,
    /// What the reports have from it, in a few words.
    pub(super) gives: &'static str,
}

/// Which reports cannot be made without a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// All of them.
    Always,
    /// Those that speak of regions. A folder without any regional file speaks of the nation alone.
    Regions,
    /// None: it adds to them.
    Optional,
}

/// A number without an upper limit.
pub(super) const ANY: f64 = f64::MAX;

/// The known codes of each vocabulary; none of a vocabulary whose table cannot be read, which is a fault of its own.
pub(super) type Codes = BTreeMap<Vocabulary, BTreeSet<String>>;

/// Checks header, cells and keys of a table.
pub(super) fn check(spec: &TableSpec, table: &Table, codes: &Codes, faults: &mut Faults) {
    check_header(spec, table, faults);
    for column in spec.columns {
        let Some(position) = table.column(column.name) else { continue };
        for row in &table.rows {
            check_cell(table, row, position, column, codes, faults);
        }
    }
    check_key(spec, table, faults);
}

fn check_header(spec: &TableSpec, table: &Table, faults: &mut Faults) {
    let wanted: Vec<&str> = spec.columns.iter().map(|c| c.name).collect();
    let all = wanted.join(", ");
    let mut named_otherwise = Vec::new();
    for (position, name) in table.columns().enumerate() {
        if table.columns().take(position).any(|before| before == name) {
            faults.push(
                table
                    .header_fault(position, Code::DuplicateColumn, "a column stands twice")
                    .found(format!("`{name}`"))
                    .hint("rename or delete one of the two"),
            );
        } else if !wanted.contains(&name) {
            // `value_usd_mn` where `value_usd` is missing: the figures are in another unit.
            let stem = |text: &str| text.split('_').next().unwrap_or("").to_owned();
            let meant = spec
                .columns
                .iter()
                .filter(|c| matches!(c.kind, Kind::Number(..) | Kind::Positive))
                .map(|c| c.name)
                .find(|w| w.contains('_') && stem(w) == stem(name) && table.column(w).is_none());
            named_otherwise.extend(meant);
            let fault = match meant {
                Some(meant) => table
                    .header_fault(position, Code::WrongUnit, "a column names another unit")
                    .found(format!("`{name}`"))
                    .allowed(format!("`{meant}`"))
                    .hint("convert the values to the unit of the column name, then rename it"),
                None => {
                    let fault = table
                        .header_fault(position, Code::UnknownColumn, "the table has no such column")
                        .found(format!("`{name}`"))
                        .allowed(all.clone());
                    with_nearest(fault, name, wanted.iter().copied())
                }
            };
            faults.push(fault);
        }
    }
    for column in spec.columns {
        let required = !column.optional || spec.key.contains(&column.name);
        let named = named_otherwise.contains(&column.name);
        if required && !named && table.column(column.name).is_none() {
            faults.push(
                table
                    .header_fault(0, Code::MissingColumn, "a required column is missing")
                    .found(table.columns().collect::<Vec<_>>().join(", "))
                    .allowed(format!("`{}`", column.name))
                    .hint(format!("columns of {}: {all}", spec.file)),
            );
        }
    }
}

fn check_cell(
    table: &Table,
    row: &Row,
    position: usize,
    column: &Column,
    codes: &Codes,
    faults: &mut Faults,
) {
    let text = table.cell(row, position);
    let fault =
        |code, message: &str| table.fault(row, position, code, message).found(format!("`{text}`"));
    if text.is_empty() {
        if !column.optional {
            faults.push(
                table
                    .fault(row, position, Code::MissingCell, format!("`{}` is empty", column.name))
                    .allowed(allowed(column.kind, codes)),
            );
        }
        return;
    }
    if text.trim() != text {
        faults.push(
            fault(Code::UnknownCode, "the cell begins or ends with a space")
                .hint("delete the space"),
        );
        return;
    }
    let wrong = match column.kind {
        Kind::Text => None,
        Kind::Year => (!is_year(text)).then_some((Code::BadYear, "not a calendar year")),
        Kind::Number(min, max) => number_fault(text, |v| v >= min && v <= max),
        Kind::Positive => number_fault(text, |v| v > 0.0),
        Kind::OneOf(words) => {
            (!words.contains(&text)).then_some((Code::UnknownCode, "not one of the allowed words"))
        }
        Kind::NewCode => (!is_code(text)).then_some((Code::UnknownCode, "not a well-formed code")),
        Kind::Code(vocabulary) => {
            (!known(codes, vocabulary, text)).then_some((Code::UnknownCode, "unknown code"))
        }
        Kind::Codes(vocabulary) => {
            let parts: Vec<&str> = text.split(';').collect();
            for (i, part) in parts.iter().copied().enumerate() {
                if parts[..i].contains(&part) {
                    faults.push(
                        fault(Code::DuplicateKey, "a code stands twice in a list")
                            .allowed("each code once"),
                    );
                } else if !known(codes, vocabulary, part) {
                    let code = match vocabulary {
                        Vocabulary::Source => Code::UnknownSource,
                        _ => Code::UnknownCode,
                    };
                    let d = table
                        .fault(row, position, code, format!("unknown code in `{}`", column.name))
                        .found(format!("`{part}`"))
                        .allowed(allowed(column.kind, codes));
                    faults.push(with_nearest(d, part, names(codes, vocabulary)));
                }
            }
            None
        }
    };
    if let Some((code, message)) = wrong {
        let mut d = fault(code, message).allowed(allowed(column.kind, codes));
        match column.kind {
            Kind::Code(vocabulary) => d = with_nearest(d, text, names(codes, vocabulary)),
            Kind::OneOf(words) => d = with_nearest(d, text, words.iter().copied()),
            Kind::Number(..) | Kind::Positive if code == Code::NotANumber => {
                d = d.hint("digits with a point as decimal mark; no spaces, commas, units or words; leave a gap empty or drop the row");
            }
            Kind::Number(min, _) if min >= 0.0 && text.starts_with('-') => {
                d = d.hint("a negative value here is usually a revision or a sign convention: correct it at the source");
            }
            _ => {}
        }
        faults.push(d);
    }
}

/// A number in plain or exponent notation; the standard library would also take `inf` and `NaN`.
fn number_fault(text: &str, fits: impl Fn(f64) -> bool) -> Option<(Code, &'static str)> {
    let plain =
        text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E'));
    match text.parse::<f64>() {
        Ok(value) if plain && value.is_finite() => {
            (!fits(value)).then_some((Code::OutOfRange, "the number is out of range"))
        }
        _ => Some((Code::NotANumber, "not a number")),
    }
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.parse::<i16>().is_ok_and(|y| (1900..=2200).contains(&y))
}

fn is_code(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') && !text.starts_with('-')
}

fn known(codes: &Codes, vocabulary: Vocabulary, text: &str) -> bool {
    codes.get(&vocabulary).is_none_or(|set| set.contains(text))
}

fn names(codes: &Codes, vocabulary: Vocabulary) -> impl Iterator<Item = &str> {
    codes.get(&vocabulary).into_iter().flatten().map(String::as_str)
}

fn allowed(kind: Kind, codes: &Codes) -> String {
    let listed = |vocabulary| {
        let all: Vec<&str> = names(codes, vocabulary).collect();
        if all.len() <= 12 {
            all.join(", ")
        } else {
            format!("{}, ... ({} codes)", all[..10].join(", "), all.len())
        }
    };
    match kind {
        Kind::Text => "text".to_owned(),
        Kind::Year => "a year from 1900 to 2200".to_owned(),
        Kind::Number(min, max) if min <= -ANY && max >= ANY => "a number".to_owned(),
        Kind::Number(min, max) if max >= ANY => format!("a number of at least {min}"),
        Kind::Number(min, max) => format!("a number from {min} to {max}"),
        Kind::Positive => "a number above 0".to_owned(),
        Kind::OneOf(words) => words.join(", "),
        Kind::NewCode => "letters, digits and hyphens".to_owned(),
        Kind::Code(vocabulary) => listed(vocabulary),
        Kind::Codes(vocabulary) => format!("codes joined by `;`: {}", listed(vocabulary)),
    }
}

/// Adds the most similar allowed word as a hint, if one is near.
pub(super) fn with_nearest<'a>(
    diagnostic: Diagnostic,
    found: &str,
    words: impl Iterator<Item = &'a str>,
) -> Diagnostic {
    let best = words
        .map(|word| (strsim::jaro_winkler(&found.to_lowercase(), &word.to_lowercase()), word))
        .filter(|(score, _)| *score > 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    match best {
        Some((_, word)) => diagnostic.hint(format!("did you mean `{word}`?")),
        None => diagnostic,
    }
}

fn check_key(spec: &TableSpec, table: &Table, faults: &mut Faults) {
    let positions: Option<Vec<usize>> = spec.key.iter().map(|name| table.column(name)).collect();
    let Some(positions) = positions else { return };
    let mut seen: HashMap<Vec<&str>, u32> = HashMap::new();
    for row in &table.rows {
        let key: Vec<&str> = positions.iter().map(|p| table.cell(row, *p)).collect();
        if let Some(first) = seen.get(&key) {
            faults.push(
                table
                    .fault(row, positions[0], Code::DuplicateKey, "the key stands twice")
                    .found(format!("{} again; first on line {first}", key.join(", ")))
                    .allowed(format!("one row for each {}", spec.key.join(", ")))
                    .hint("delete one of the rows or add them up"),
            );
        } else {
            seen.insert(key, row.line);
        }
    }
}
