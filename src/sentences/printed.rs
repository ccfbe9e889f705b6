//! A fact as text with its unit, by the nature of its measure.

use crate::diagnostics::{Code, Diagnostic, Outcome};
use crate::facts::Fact;
use crate::text::{MassUnit, MoneyUnit, Numbers, decimals_for};
use crate::units::Unit;
use crate::vocabulary::{Measure, Nature};

/// How a number should be printed, where the default does not serve.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// Display unit: t, kt, Mt; mn, bn.
    pub unit: Option<String>,
    /// Decimals.
    pub digits: Option<usize>,
}

impl Wish {
    /// The unit of mass asked for.
    ///
    /// # Errors
    /// `E0125` for a unit that is none.
    pub fn mass(&self) -> Outcome<Option<MassUnit>> {
        Ok(match self.unit.as_deref() {
            None => None,
            Some("t") => Some(MassUnit::Tonnes),
            Some("kt") => Some(MassUnit::Kilotonnes),
            Some("Mt") => Some(MassUnit::Megatonnes),
            Some(other) => return Err(wrong_unit(other, "t, kt, Mt")),
        })
    }

    /// The unit of money asked for.
    ///
    /// # Errors
    /// `E0125` for a unit that is none.
    pub fn money(&self) -> Outcome<Option<MoneyUnit>> {
        Ok(match self.unit.as_deref() {
            None => None,
            Some("mn") => Some(MoneyUnit::Million),
            Some("bn") => Some(MoneyUnit::Billion),
            Some(other) => return Err(wrong_unit(other, "mn, bn")),
        })
    }
}

fn wrong_unit(found: &str, allowed: &str) -> crate::diagnostics::Faults {
    let fault = Diagnostic::error(Code::WrongUnit, "there is no such display unit");
    fault.found(found.to_owned()).allowed(allowed).into()
}

/// The value with its sign; a plus where the nature is a difference or a change.
///
/// # Errors
/// `E0125` for a display unit that the value does not have.
pub fn value(numbers: &Numbers, fact: &Fact, wish: &Wish) -> Outcome<String> {
    let nature = fact.key.measure.nature();
    let plus = matches!(nature, Nature::Difference | Nature::Change | Nature::Points);
    signed(numbers, &size(numbers, fact, wish)?, fact.value, plus)
}

/// The value with a minus where it is below zero, and no plus.
///
/// # Errors
/// `E0125` for a display unit that the value does not have.
pub fn amount(numbers: &Numbers, fact: &Fact, wish: &Wish) -> Outcome<String> {
    signed(numbers, &size(numbers, fact, wish)?, fact.value, false)
}

/// The text of a number without its sign, and the sign at its digits: money bears its name before the number.
fn signed(numbers: &Numbers, text: &str, value: f64, plus: bool) -> Outcome<String> {
    let sign = match value {
        _ if reads_zero(text) => "",
        v if v < 0.0 => numbers.label("number.minus")?,
        v if v > 0.0 && plus => numbers.label("number.plus")?,
        _ => "",
    };
    let at = text.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    Ok(format!("{}{sign}{}", &text[..at], &text[at..]))
}

/// The value without its sign.
///
/// # Errors
/// `E0125` for a display unit that the value does not have.
pub fn size(n: &Numbers, fact: &Fact, wish: &Wish) -> Outcome<String> {
    let size = fact.value.abs();
    let digits = |default: usize| wish.digits.unwrap_or(default);
    let measure = fact.key.measure;
    Ok(match (measure.unit(), measure.nature()) {
        (Unit::Tonnes, _) if measure == Measure::PerCapita => n.per_person(size),
        (Unit::Tonnes, _) => n.mass(size, wish.mass()?, wish.digits),
        (Unit::Usd | Unit::RealUsd | Unit::UsdPerYear, _) => {
            n.money(size, wish.money()?, wish.digits)
        }
        (Unit::TonnesPerUsd, _) => n.intensity(size, wish.digits),
        (Unit::PerYear, _) => n.per_year(size, digits(1)),
        (Unit::UsdPerTonne, _) => n.per_tonne(size, digits(0)),
        (Unit::LcuPerUsd, _) => n.plain(size, digits(2)),
        (Unit::Persons | Unit::Lcu, _) | (_, Nature::Count) => n.plain(size, digits(0)),
        (_, Nature::Share | Nature::Change) => n.percent(size, digits(1)),
        (_, Nature::Points) => n.points(size, digits(1)),
        (_, Nature::Rank) => n.ordinal(size),
        _ if measure == Measure::TermsOfTrade => n.plain(size, digits(0)),
        _ => n.plain(size, digits(2)),
    })
}

/// Whether a number as printed is nothing but zeros.
pub(super) fn reads_zero(text: &str) -> bool {
    !text.bytes().any(|b| (b'1'..=b'9').contains(&b))
}

/// Both ends of the 95 % interval in the unit of the value, the unit once at the end; none if the fact has no interval.
///
/// # Errors
/// `E0125` for a display unit that the value does not have.
pub fn interval(n: &Numbers, fact: &Fact, wish: &Wish) -> Outcome<Option<String>> {
    let Some((lower, upper)) = fact.interval else { return Ok(None) };
    let widest = lower.abs().max(upper.abs());
    // The unit of the value beside it, so that one sentence holds one unit.
    let beside = if fact.value == 0.0 { widest } else { fact.value.abs() };
    let measure = fact.key.measure;
    Ok(Some(match measure.unit() {
        Unit::Tonnes => {
            let unit = wish.mass()?.unwrap_or_else(|| MassUnit::fitting(beside));
            let digits = wish.digits.unwrap_or_else(|| decimals_for(widest / unit.tonnes(), 3));
            let first = n.plain(lower / unit.tonnes(), digits);
            n.range(&first, &n.mass(upper, Some(unit), Some(digits)))
        }
        Unit::Usd => {
            let unit = wish.money()?.unwrap_or_else(|| MoneyUnit::fitting(widest));
            let digits = wish.digits.unwrap_or_else(|| decimals_for(widest / unit.dollars(), 3));
            let first = n.plain(lower / unit.dollars(), digits);
            let last = n.money(upper, Some(unit), Some(digits));
            // The unit stands before the number: USD 22.3 to 41.6 billion.
            let bare = n.plain(upper / unit.dollars(), digits);
            last.replacen(&bare, &n.range(&first, &bare), 1)
        }
        Unit::TonnesPerUsd => {
            let digits = wish.digits.unwrap_or_else(|| decimals_for(widest * 1e3, 2).clamp(2, 4));
            n.range(&n.plain(lower * 1e3, digits), &n.intensity(upper, Some(digits)))
        }
        Unit::PerYear => {
            let digits = wish.digits.unwrap_or(1);
            n.range(&n.percent(lower, digits), &n.per_year(upper, digits))
        }
        _ => {
            let digits = wish.digits.unwrap_or(1);
            match measure.nature() {
                Nature::Share => n.range(&n.percent(lower, digits), &n.percent(upper, digits)),
                Nature::Points => n.range(
                    &n.signed(lower * 100.0, digits),
                    &signed(n, &n.points(upper, digits), upper, true)?,
                ),
                Nature::Ratio | Nature::Statistic => {
                    n.range(&n.plain(lower, digits), &n.plain(upper, digits))
                }
                _ => n.range(&n.change(lower, digits), &n.change(upper, digits)),
            }
        }
    }))
}
