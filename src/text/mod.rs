//! How a language writes: numbers, statuses, names, sentences. The one place where a number becomes text.
//!
//! Digits, dates, lists and plural forms come from the Unicode CLDR ([`Locale`]), words from `labels.toml`, sentences
//! that turn on direction, tense or number from `sentences.ftl` ([`Messages`]).

mod locale;
mod messages;
mod names;
mod numbers;
mod pair_names;

pub use locale::Locale;
pub use messages::{Argument, Messages, Shape};
pub use names::display_name;
pub use numbers::{MassUnit, MoneyUnit, Numbers, decimals_for};
pub use pair_names::PairNames;
