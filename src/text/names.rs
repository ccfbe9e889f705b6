//! Names from the data folder in a language.

use crate::data::Translated;

/// The name in a language; in English where the language has none, else the code.
pub fn display_name<'a>(names: &'a Translated, language: &str, code: &'a str) -> &'a str {
    names.get(language).or_else(|| names.get("en")).map_or(code, String::as_str)
}
