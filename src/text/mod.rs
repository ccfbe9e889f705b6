//! How numbers, statuses and names read in a language: the one place where a number becomes text.

mod names;
mod numbers;

pub use names::display_name;
pub use numbers::{MassUnit, MoneyUnit, Numbers, decimals_for};
