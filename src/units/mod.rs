//! Quantities that carry their unit in their type.
//!
//! A quantity is a finite `f64` in its base unit. Only the operations that mean something exist:
//! `TonnesPerUsd * Usd = TonnesCo2`, `TonnesCo2 / Usd = TonnesPerUsd`, `Lcu / LcuPerUsd = Usd`, sums and
//! differences within a unit, scaling by a [`Fraction`]. Display units and rounding belong to
//! [`crate::text::Numbers`] alone.

mod quantity;
mod unit;

pub use quantity::{Fraction, Lcu, LcuPerUsd, Quantity, RealUsd, TonnesCo2, TonnesPerUsd, Usd};
pub use unit::Unit;
