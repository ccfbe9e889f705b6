//! Filters that turn a fact into text with its unit and the mark of its status.

use std::sync::Arc;

use minijinja::value::Kwargs;
use minijinja::{Environment, Error, State, Value};

use super::template_facts::{FactValue, language_of};
use crate::diagnostics::{Code, Diagnostic, Outcome};
use crate::edition::Edition;
use crate::facts::{Fact, Status};
use crate::sentences::{self, Wish};
use crate::templating::{fault, markdown_text};
use crate::text::Numbers;
use crate::units::Unit;
use crate::vocabulary::Nature;

/// The fact behind a value.
pub(super) fn fact_of(value: &Value) -> Result<&FactValue, Error> {
    value.downcast_object_ref::<FactValue>().ok_or_else(|| {
        let message = "only a fact can be printed or compared as a number";
        fault(Diagnostic::error(Code::BareNumber, message).found(value.to_string()))
    })
}

/// What a filter was asked.
pub(super) struct Asked {
    pub(super) wish: Wish,
    /// Whether the mark of the status is printed.
    pub(super) flag: bool,
}

impl Asked {
    fn read(first: Option<usize>, arguments: &Kwargs) -> Result<Self, Error> {
        let asked = Self::take(first, arguments)?;
        arguments.assert_all_used()?;
        Ok(asked)
    }

    /// The same, where other arguments may follow.
    pub(super) fn take(first: Option<usize>, arguments: &Kwargs) -> Result<Self, Error> {
        let wish = Wish {
            unit: arguments.get("unit")?,
            digits: arguments.get::<Option<usize>>("digits")?.or(first),
        };
        Ok(Self { wish, flag: arguments.get::<Option<bool>>("flag")?.unwrap_or(true) })
    }
}

type Format = fn(&Numbers, &Fact, &Wish) -> Outcome<String>;

/// A filter: its name, the units and natures of facts that it prints, and how. No nature named: any.
struct Filter {
    name: &'static str,
    units: &'static [Unit],
    natures: &'static [Nature],
    format: Format,
}

const fn filter(
    name: &'static str,
    units: &'static [Unit],
    natures: &'static [Nature],
    format: Format,
) -> Filter {
    Filter { name, units, natures, format }
}

/// A share has no plus or minus, a change is no part of a whole: each has a filter of its own.
const FILTERS: &[Filter] = &[
    filter("co2", &[Unit::Tonnes], &[], |n, f, w| Ok(n.mass(f.value, w.mass()?, w.digits))),
    filter("co2_abs", &[Unit::Tonnes], &[], |n, f, w| {
        Ok(n.mass(f.value.abs(), w.mass()?, w.digits))
    }),
    filter("usd", &[Unit::Usd], &[], |n, f, w| Ok(n.money(f.value, w.money()?, w.digits))),
    filter("intensity", &[Unit::TonnesPerUsd], &[], |n, f, w| Ok(n.intensity(f.value, w.digits))),
    filter("percent", &[Unit::One], &[Nature::Share, Nature::Statistic], |n, f, w| {
        Ok(n.percent(f.value, w.digits.unwrap_or(1)))
    }),
    filter("change", &[Unit::One], &[Nature::Change], |n, f, w| {
        Ok(n.change(f.value, w.digits.unwrap_or(1)))
    }),
    filter("change_abs", &[Unit::One], &[Nature::Change], |n, f, w| {
        Ok(n.percent(f.value.abs(), w.digits.unwrap_or(1)))
    }),
    filter("ordinal", &[Unit::One], &[Nature::Rank], |n, f, _| Ok(n.ordinal(f.value))),
    filter("count", &[Unit::One, Unit::Persons], &[Nature::Rank, Nature::Count], |n, f, _| {
        Ok(n.plain(f.value, 0))
    }),
    filter("index", &[Unit::One], &[Nature::Ratio], |n, f, w| {
        Ok(n.plain(f.value, w.digits.unwrap_or(0)))
    }),
    filter("decimal", &[Unit::One], &[Nature::Ratio, Nature::Statistic], |n, f, w| {
        Ok(n.plain(f.value, w.digits.unwrap_or(2)))
    }),
    filter("rate", &[Unit::LcuPerUsd], &[], |n, f, w| Ok(n.plain(f.value, w.digits.unwrap_or(2)))),
    filter("per_year", &[Unit::PerYear], &[], |n, f, w| {
        Ok(n.per_year(f.value, w.digits.unwrap_or(1)))
    }),
    filter("per_tonne", &[Unit::UsdPerTonne], &[], |n, f, w| {
        Ok(n.per_tonne(f.value, w.digits.unwrap_or(0)))
    }),
    filter("per_person", &[Unit::Tonnes], &[], |n, f, _| Ok(n.per_person(f.value))),
    filter(
        "interval",
        &[Unit::Tonnes, Unit::Usd, Unit::TonnesPerUsd, Unit::One, Unit::PerYear],
        &[],
        |n, f, w| {
            sentences::interval(n, f, w)?.ok_or_else(|| {
                let message = "the fact has no interval: ask `.has_interval` first";
                Diagnostic::error(Code::UnknownFact, message).into()
            })
        },
    ),
];

/// Adds the filters.
pub(super) fn register(engine: &mut Environment<'static>, edition: &Arc<Edition>) {
    for filter in FILTERS {
        let edition = Arc::clone(edition);
        engine.add_filter(
            filter.name,
            move |state: &State, value: Value, first: Option<usize>, arguments: Kwargs| {
                let fact = &fact_of(&value)?.fact;
                filter.fits(fact, &edition).map_err(fault)?;
                let asked = Asked::read(first, &arguments)?;
                let numbers = edition.numbers(&language_of(state)).map_err(fault)?;
                let text = (filter.format)(numbers, fact, &asked.wish).map_err(fault)?;
                let flag = asked.flag && filter.name != "interval";
                let markdown = is_markdown(state);
                let text = marked(numbers, fact, &text, markdown, flag).map_err(fault)?;
                Ok::<Value, Error>(if markdown {
                    Value::from_safe_string(text)
                } else {
                    text.into()
                })
            },
        );
    }
    let shared = Arc::clone(edition);
    engine.add_filter("listed", move |state: &State, items: Vec<String>| {
        let numbers = shared.numbers(&language_of(state)).map_err(fault)?;
        Ok::<String, Error>(numbers.locale().list(&items))
    });
}

impl Filter {
    fn fits(&self, fact: &Fact, edition: &Edition) -> Outcome<()> {
        let measure = fact.key.measure;
        let (unit, nature) = (measure.unit(), measure.nature());
        let message = if !self.units.contains(&unit) {
            format!("`{}` does not print {}", self.name, unit.as_str())
        } else if !self.natures.is_empty() && !self.natures.contains(&nature) {
            format!("`{}` does not print a {}", self.name, nature.as_str())
        } else {
            return Ok(());
        };
        let found = edition.data.names.id(&fact.key);
        Err(Diagnostic::error(Code::WrongUnit, message).found(found).into())
    }
}

/// Whether a template yields Markdown.
pub(super) fn is_markdown(state: &State) -> bool {
    state.name().ends_with(".md")
}

/// The text with the mark of an estimated or projected value: raised in Markdown, in brackets elsewhere.
pub(super) fn marked(
    numbers: &Numbers,
    fact: &Fact,
    text: &str,
    markdown: bool,
    flag: bool,
) -> Outcome<String> {
    let kind = match fact.status {
        Status::Estimated if flag => Some("estimated"),
        Status::Projected if flag => Some("projected"),
        _ => None,
    };
    let Some(kind) = kind else {
        return Ok(if markdown { markdown_text(text) } else { text.to_owned() });
    };
    if markdown {
        let mark = numbers.label(&format!("status.{kind}-mark"))?;
        return Ok(format!("{}^{mark}^", markdown_text(text)));
    }
    Ok(numbers.label(&format!("number.{kind}"))?.replace("{value}", text))
}
