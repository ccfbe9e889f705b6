//! Reading `theme.toml`: every key must be one of the built-in file and hold a value of the same form; where each value
//! stands is kept, so that later checks can point at it.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::{DeTable, DeValue};
use toml::{Spanned, Table, Value};

use super::colour::Colour;
use super::house::BUILT_IN;
use crate::diagnostics::{Code, Diagnostic, Faults, Location};

/// Bounds of numbers, by the beginning of their key.
const BOUNDS: [(&str, f64, f64); 7] = [
    ("chart-sizes.", 0.1, 24.0),
    ("sizes.", 7.0, 14.0),
    ("margins.", 5.0, 80.0),
    ("compact-margins.", 5.0, 80.0),
    ("logo.height", 4.0, 60.0),
    ("bars.", 0.0, 12.0),
    ("", 0.0, 1000.0),
];

/// The kinds of documents.
const KINDS: &[&str] = &["article", "industry", "national", "policy", "quality", "region"];

/// Texts of which only some are allowed.
const CHOICES: [(&str, &[&str]); 3] = [
    ("page.paper", &["a4", "us-letter"]),
    ("documents.floating", KINDS),
    ("documents.compact", KINDS),
];

/// The one table with keys of the writer's own: languages.
const BY_LANGUAGE: &str = "logo.alt";

/// A file as it was written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reading {
    shown: String,
    text: String,
    /// Where each value stands, by dotted key.
    places: BTreeMap<String, Range<usize>>,
}

impl Reading {
    /// Reads a file; gives it with the built-in file under it.
    pub(super) fn new(
        text: &str,
        shown: &str,
        faults: &mut Faults,
    ) -> Result<(Self, Table), Diagnostic> {
        let written = DeTable::parse(text).map_err(|error| {
            let fault = Diagnostic::error(Code::BadTheme, error.message());
            match error.span() {
                Some(span) => fault.within(shown, text, span),
                None => fault.at(Location::file(shown)),
            }
        })?;
        let mut merged: Table = BUILT_IN.parse().expect("a test reads the built-in file");
        let mut reading =
            Self { shown: shown.to_owned(), text: text.to_owned(), places: BTreeMap::new() };
        reading.lay_over("", written.get_ref(), &mut merged, faults);
        Ok((reading, merged))
    }

    /// Whether the file itself holds a key.
    pub(super) fn holds(&self, key: &str) -> bool {
        self.places.contains_key(key)
    }

    /// The fault at the place of the first of these keys that the file holds.
    pub(super) fn located(&self, fault: Diagnostic, keys: &[&str]) -> Diagnostic {
        match keys.iter().find_map(|key| self.places.get(*key)) {
            Some(span) => fault.within(&self.shown, &self.text, span.clone()),
            None => fault.at(Location::file(&self.shown)),
        }
    }

    /// Puts the values of a table over those of the built-in one.
    fn lay_over(
        &mut self,
        path: &str,
        written: &DeTable<'_>,
        under: &mut Table,
        faults: &mut Faults,
    ) {
        if path == BY_LANGUAGE {
            under.clear();
        }
        // In the order in which they stand in the file.
        let mut entries: Vec<_> = written.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        for (key, value) in entries {
            let name = key.get_ref().as_ref();
            let dotted = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
            if path == BY_LANGUAGE {
                under.entry(name).or_insert_with(|| Value::String(String::new()));
            }
            let Some(model) = under.get_mut(name) else {
                faults.push(unknown(&dotted, name, under).within(
                    &self.shown,
                    &self.text,
                    key.span(),
                ));
                continue;
            };
            self.places.insert(dotted.clone(), value.span());
            if let (DeValue::Table(inner), Value::Table(model)) = (value.get_ref(), &mut *model) {
                self.lay_over(&dotted, inner, model, faults);
                continue;
            }
            match understood(&dotted, value, model) {
                Ok(found) => *model = found,
                Err(fault) => faults.push(fault.within(&self.shown, &self.text, value.span())),
            }
        }
    }
}

fn unknown(dotted: &str, name: &str, known: &Table) -> Diagnostic {
    let fault = Diagnostic::error(Code::BadTheme, "the house style has no such key")
        .found(format!("`{dotted}`"));
    let near = known.keys().map(|k| (strsim::damerau_levenshtein(k, name), k)).min();
    match near.filter(|(distance, _)| *distance <= 3) {
        Some((_, near)) => fault.hint(format!("did you mean `{near}`?")),
        None => fault.allowed(known.keys().map(String::as_str).collect::<Vec<_>>().join(", ")),
    }
}

/// The value in the form of the built-in one of its key.
fn understood(key: &str, value: &Spanned<DeValue<'_>>, model: &Value) -> Result<Value, Diagnostic> {
    let wrong = |allowed: &str| {
        Diagnostic::error(Code::BadTheme, format!("`{key}` holds something else"))
            .found(form(value.get_ref()))
            .allowed(allowed)
    };
    match (model, value.get_ref()) {
        (Value::String(model), DeValue::String(text)) => {
            text_value(key, model, text).map(Value::String)
        }
        (Value::String(model), _) => {
            Err(wrong(if is_colour(model) { "#rrggbb" } else { "a text" }))
        }
        (Value::Integer(_) | Value::Float(_), DeValue::Integer(number)) => {
            number_value(key, number.as_str())
        }
        (Value::Integer(_) | Value::Float(_), DeValue::Float(number)) => {
            number_value(key, number.as_str())
        }
        (Value::Integer(_) | Value::Float(_), _) => Err(wrong("a number")),
        (Value::Array(model), DeValue::Array(list)) => {
            let first = model.first().cloned().unwrap_or(Value::String(String::new()));
            let read = list.iter().map(|item| understood(key, item, &first));
            let read = read.collect::<Result<Vec<_>, _>>()?;
            let least = match key {
                "charts.sequential" | "charts.categorical" => 2,
                "charts.diverging" => 3,
                _ => 0,
            };
            if read.len() < least || key == "charts.diverging" && read.len() % 2 == 0 {
                let text = format!("`{key}` has too few colours, or no middle one");
                return Err(Diagnostic::error(Code::BadTheme, text)
                    .found(read.len().to_string())
                    .allowed(if least == 3 { "3, 5, 7 or 9" } else { "2 or more" }));
            }
            Ok(Value::Array(read))
        }
        (Value::Array(_), _) => Err(wrong("a list")),
        (Value::Table(_), _) => Err(wrong("a table")),
        (Value::Boolean(_) | Value::Datetime(_), _) => Err(wrong("nothing of this kind")),
    }
}

fn is_colour(text: &str) -> bool {
    text.starts_with('#')
}

fn text_value(key: &str, model: &str, text: &str) -> Result<String, Diagnostic> {
    if is_colour(model) {
        return match Colour::try_from(text.to_owned()) {
            Ok(colour) => Ok(colour.to_string()),
            Err(_) => Err(Diagnostic::error(Code::BadTheme, format!("`{key}` is no colour"))
                .found(format!("`{text}`"))
                .allowed("#rrggbb")),
        };
    }
    if text.trim().is_empty() && key != "logo.file" {
        return Err(Diagnostic::error(Code::BadTheme, format!("`{key}` is empty"))
            .found("an empty text")
            .allowed("a text"));
    }
    let choices = CHOICES.iter().find(|(of, _)| *of == key).map(|(_, choices)| *choices);
    match choices {
        Some(choices) if !choices.contains(&text) => {
            Err(Diagnostic::error(Code::BadTheme, format!("`{key}` has no such choice"))
                .found(format!("`{text}`"))
                .allowed(choices.join(", ")))
        }
        _ => Ok(text.to_owned()),
    }
}

fn number_value(key: &str, text: &str) -> Result<Value, Diagnostic> {
    let number = text.replace('_', "").parse::<f64>().unwrap_or(f64::NAN);
    let (_, low, high) = BOUNDS
        .into_iter()
        .find(|(of, _, _)| key.starts_with(of))
        .expect("the last row takes every key");
    if (low..=high).contains(&number) {
        return Ok(Value::Float(number));
    }
    Err(Diagnostic::error(Code::BadTheme, format!("`{key}` is out of range"))
        .found(text)
        .allowed(format!("{low} to {high}")))
}

fn form(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "an integer",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
