//! What an edition says of itself: `[edition]`, `[statements]` and `[[revisions]]` of the catalogue.

use serde::Deserialize;
use toml::Spanned;

use super::catalogue_reader::Reader;
use super::rows::Translated;
use crate::diagnostics::Code;

/// What an edition says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edition {
    /// Names the folder of the reports.
    pub id: String,
    /// Title of the series.
    pub title: String,
    /// Date printed and written into the files, `YYYY-MM-DD`.
    pub date: String,
    /// Who publishes.
    pub publisher: String,
    /// Where to ask.
    pub contact: String,
    /// Licence of the compilation.
    pub licence: String,
    /// Digital object identifier of this edition, `10.PREFIX/SUFFIX`, if it has one.
    pub doi: Option<String>,
}

/// Statements by language that journals and ministries ask for; none is printed that is not there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Statements {
    /// What a reader must know on every page, such as that the data are synthetic or the edition a draft.
    pub notice: Translated,
    /// Who paid.
    pub funding: Translated,
    /// Interests that may conflict with the work.
    pub conflicts: Translated,
}

/// A revision of the edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Its day: year, month, day.
    pub date: (i32, u8, u8),
    /// What changed, by language.
    pub text: Translated,
}

/// A revision as the catalogue writes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RevisionTable {
    date: Spanned<String>,
    text: Spanned<Translated>,
}

/// The revisions, the last first; each needs a day that is not after the edition's and an English text.
pub(super) fn revisions(
    tables: Vec<RevisionTable>,
    edition: &Edition,
    reader: &mut Reader<'_>,
) -> Vec<Revision> {
    let last = parse_date(&edition.date);
    let mut revisions = Vec::new();
    for RevisionTable { date, text } in tables {
        let day = parse_date(date.get_ref());
        match day {
            Some(day) if last.is_none_or(|last| day <= last) => {
                let texts = text.get_ref();
                if !texts.contains_key("en") || texts.values().any(|t| t.trim().is_empty()) {
                    let allowed = "{ en = \"...\" }, and other languages";
                    reader.fault(Code::BadCatalogue, &text, "a revision has no text", allowed);
                }
                revisions.push(Revision { date: day, text: text.into_inner() });
            }
            Some(_) => {
                let message = "a revision is dated after the edition";
                reader.fault(Code::BadCatalogue, &date, message, &edition.date);
            }
            None => {
                let message = "the date of a revision is not a date";
                reader.fault(Code::BadCatalogue, &date, message, "YYYY-MM-DD");
            }
        }
    }
    revisions.sort_by_key(|revision| std::cmp::Reverse(revision.date));
    revisions
}

/// Whether a text is a DOI: `10.`, a number, a slash, a name without spaces.
pub(super) fn is_doi(text: &str) -> bool {
    let Some((prefix, suffix)) = text.strip_prefix("10.").and_then(|rest| rest.split_once('/'))
    else {
        return false;
    };
    let number = !prefix.is_empty() && prefix.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    number && !suffix.is_empty() && suffix.bytes().all(|b| b.is_ascii_graphic())
}

/// A calendar day written `YYYY-MM-DD`.
pub(super) fn parse_date(text: &str) -> Option<(i32, u8, u8)> {
    let mut parts = text.split('-');
    let year = parts.next().filter(|y| y.len() == 4)?.parse().ok()?;
    let month =
        parts.next().filter(|m| m.len() == 2)?.parse().ok().filter(|m| (1..=12).contains(m))?;
    let day = parts.next().filter(|d| d.len() == 2)?.parse().ok()?;
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u8::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    (parts.next().is_none() && (1..=days).contains(&day)).then_some((year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_calendar_dates() {
        assert_eq!(parse_date("2026-11-24"), Some((2026, 11, 24)));
        assert_eq!(parse_date("2024-02-29"), Some((2024, 2, 29)));
        for wrong in ["2026-02-29", "2026-13-01", "2026-1-1", "24.11.2026", "2026-11-24x", ""] {
            assert_eq!(parse_date(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_doi_is_no_address() {
        for right in ["10.5281/zenodo.1234567", "10.3897/brics-econ.3.91170"] {
            assert!(is_doi(right), "{right}");
        }
        for wrong in ["https://doi.org/10.1/x", "10.5281", "10./x", "10.5281/a b", "11.1/x", ""] {
            assert!(!is_doi(wrong), "{wrong}");
        }
    }
}
