//! Filters that turn a fact into text with its unit and the mark of its status.

use std::sync::Arc;

use minijinja::value::Kwargs;
use minijinja::{Environment, Error, State, Value};

use super::template_facts::{FactValue, language_of};
use crate::diagnostics::{Code, Diagnostic};
use crate::edition::Edition;
use crate::facts::{Fact, Status};
use crate::templating::{fault, markdown_text};
use crate::text::{MassUnit, MoneyUnit, Numbers, decimals_for};
use crate::units::Unit;

/// The fact behind a value.
pub(super) fn fact_of(value: &Value) -> Result<&FactValue, Error> {
    value.downcast_object_ref::<FactValue>().ok_or_else(|| {
        let message = "only a fact can be printed or compared as a number";
        fault(Diagnostic::error(Code::BareNumber, message).found(value.to_string()))
    })
}

/// What a filter was asked.
struct Wish {
    unit: Option<String>,
    digits: Option<usize>,
    flag: bool,
}

impl Wish {
    fn read(first: Option<usize>, arguments: &Kwargs) -> Result<Self, Error> {
        let wish = Self {
            unit: arguments.get("unit")?,
            digits: arguments.get::<Option<usize>>("digits")?.or(first),
            flag: arguments.get::<Option<bool>>("flag")?.unwrap_or(true),
        };
        arguments.assert_all_used()?;
        Ok(wish)
    }

    fn mass(&self) -> Result<Option<MassUnit>, Error> {
        Ok(match self.unit.as_deref() {
            None => None,
            Some("t") => Some(MassUnit::Tonnes),
            Some("kt") => Some(MassUnit::Kilotonnes),
            Some("Mt") => Some(MassUnit::Megatonnes),
            Some(other) => return Err(wrong_unit(other, "t, kt, Mt")),
        })
    }

    fn money(&self) -> Result<Option<MoneyUnit>, Error> {
        Ok(match self.unit.as_deref() {
            None => None,
            Some("mn") => Some(MoneyUnit::Million),
            Some("bn") => Some(MoneyUnit::Billion),
            Some(other) => return Err(wrong_unit(other, "mn, bn")),
        })
    }
}

fn wrong_unit(found: &str, allowed: &str) -> Error {
    let fault_of = Diagnostic::error(Code::WrongUnit, "the filter has no such display unit");
    fault(fault_of.found(found.to_owned()).allowed(allowed))
}

type Format = fn(&Numbers, &Fact, &Wish) -> Result<String, Error>;

/// Name, units of facts that it prints, and how.
const FILTERS: &[(&str, &[Unit], Format)] = &[
    ("co2", &[Unit::Tonnes], |n, f, w| Ok(n.mass(f.value, w.mass()?, w.digits))),
    ("co2_abs", &[Unit::Tonnes], |n, f, w| Ok(n.mass(f.value.abs(), w.mass()?, w.digits))),
    ("usd", &[Unit::Usd], |n, f, w| Ok(n.money(f.value, w.money()?, w.digits))),
    ("intensity", &[Unit::TonnesPerUsd], |n, f, w| Ok(n.intensity(f.value, w.digits))),
    ("percent", &[Unit::One], |n, f, w| Ok(n.percent(f.value, w.digits.unwrap_or(1)))),
    ("change", &[Unit::One], |n, f, w| Ok(n.change(f.value, w.digits.unwrap_or(1)))),
    ("change_abs", &[Unit::One], |n, f, w| Ok(n.percent(f.value.abs(), w.digits.unwrap_or(1)))),
    ("ordinal", &[Unit::One], |n, f, _| Ok(n.ordinal(f.value))),
    ("count", &[Unit::One, Unit::Persons], |n, f, _| Ok(n.plain(f.value, 0))),
    ("index", &[Unit::One], |n, f, w| Ok(n.plain(f.value, w.digits.unwrap_or(0)))),
    ("decimal", &[Unit::One], |n, f, w| Ok(n.plain(f.value, w.digits.unwrap_or(2)))),
    ("rate", &[Unit::LcuPerUsd], |n, f, w| Ok(n.plain(f.value, w.digits.unwrap_or(2)))),
    ("per_year", &[Unit::PerYear], |n, f, w| Ok(n.per_year(f.value, w.digits.unwrap_or(1)))),
    ("per_tonne", &[Unit::UsdPerTonne], |n, f, w| Ok(n.per_tonne(f.value, w.digits.unwrap_or(0)))),
    ("per_person", &[Unit::Tonnes], |n, f, _| Ok(n.per_person(f.value))),
    (
        "interval",
        &[Unit::Tonnes, Unit::Usd, Unit::TonnesPerUsd, Unit::One, Unit::PerYear],
        |n, f, w| interval(n, f, w),
    ),
];

/// Adds the filters.
pub(super) fn register(engine: &mut Environment<'static>, edition: &Arc<Edition>) {
    for (name, units, format) in FILTERS {
        let edition = Arc::clone(edition);
        engine.add_filter(
            *name,
            move |state: &State, value: Value, first: Option<usize>, arguments: Kwargs| {
                let fact = &fact_of(&value)?.fact;
                let unit = fact.key.measure.unit();
                if !units.contains(&unit) {
                    let message = format!("`{name}` does not print {}", unit.as_str());
                    let found = edition.data.names.id(&fact.key);
                    return Err(fault(Diagnostic::error(Code::WrongUnit, message).found(found)));
                }
                let wish = Wish::read(first, &arguments)?;
                let numbers = edition.numbers(&language_of(state)).map_err(fault)?;
                let text = format(numbers, fact, &wish)?;
                marked(state, numbers, fact, text, wish.flag && *name != "interval")
            },
        );
    }
}

/// The text with the mark of an estimated or projected value: raised in Markdown, in brackets elsewhere.
fn marked(
    state: &State,
    numbers: &Numbers,
    fact: &Fact,
    text: String,
    flag: bool,
) -> Result<Value, Error> {
    let markdown = state.name().ends_with(".md");
    let kind = match fact.status {
        Status::Estimated if flag => Some("estimated"),
        Status::Projected if flag => Some("projected"),
        _ => None,
    };
    let Some(kind) = kind else {
        return Ok(if markdown {
            Value::from_safe_string(markdown_text(&text))
        } else {
            text.into()
        });
    };
    if markdown {
        let mark = numbers.label(&format!("status.{kind}-mark")).map_err(fault)?;
        return Ok(Value::from_safe_string(format!("{}^{mark}^", markdown_text(&text))));
    }
    let pattern = numbers.label(&format!("number.{kind}")).map_err(fault)?;
    Ok(pattern.replace("{value}", &text).into())
}

/// Both ends in the unit that fits the wider one, the unit once at the end.
fn interval(n: &Numbers, fact: &Fact, wish: &Wish) -> Result<String, Error> {
    let Some((lower, upper)) = fact.interval else {
        let message = "the fact has no interval: ask `.has_interval` first";
        return Err(fault(Diagnostic::error(Code::UnknownFact, message)));
    };
    let widest = lower.abs().max(upper.abs());
    // The unit of the value beside it, so that one sentence holds one unit.
    let beside = if fact.value == 0.0 { widest } else { fact.value.abs() };
    Ok(match fact.key.measure.unit() {
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
            n.range(&n.change(lower, digits), &n.change(upper, digits))
        }
    })
}
