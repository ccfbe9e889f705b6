//! The template engine, strict: nothing undefined, no bare number, no escape left out, no endless loop.

use std::collections::BTreeMap;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::ValueKind;
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value,
};

use crate::diagnostics::{Code, Diagnostic, Faults};

use super::escape::{markdown_text, typst_string};
use super::{Labels, Library};

/// Instructions and allocations that one chapter may use; a long chapter uses a hundredth of it.
const FUEL: u64 = 500_000;

/// Built-in filters that turn numbers into text, compute, or switch off the escaping. A number becomes text
/// in one place of the program, and templates do no arithmetic.
const WITHHELD: [&str; 11] =
    ["safe", "escape", "e", "string", "format", "round", "abs", "int", "float", "sum", "pprint"];

/// Faults that travel through the template engine as an error.
#[derive(Debug)]
pub(super) struct Carried(pub(super) Faults);

impl std::fmt::Display for Carried {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let messages: Vec<&str> = self.0.iter().map(|fault| fault.message.as_str()).collect();
        f.write_str(&messages.join("; "))
    }
}

impl std::error::Error for Carried {}

/// Makes an error of the template engine out of faults, for functions and filters of the caller; those
/// without a place get the place in the template.
pub fn fault(found: impl Into<Faults>) -> Error {
    let carried = Carried(found.into());
    Error::new(ErrorKind::InvalidOperation, carried.to_string()).with_source(carried)
}

/// The engine over all templates of a library. The caller adds its functions and filters; a filter that emits
/// Markdown (`28.1 Mt^e^`) returns a safe string.
///
/// In `.md` templates a printed text is escaped so that it reads as itself, in `.typ` ones it becomes a
/// string literal, elsewhere it is printed as it is. Every template can call `label("dotted.key")`, the text
/// of its language among the given ones.
pub fn environment(library: &Library, labels: BTreeMap<String, Labels>) -> Environment<'static> {
    let mut engine = Environment::new();
    engine.set_undefined_behavior(UndefinedBehavior::Strict);
    engine.set_fuel(Some(FUEL));
    engine.set_syntax(syntax());
    engine.set_auto_escape_callback(|name| match name.rsplit('.').next() {
        Some("md") => AutoEscape::Custom("markdown".into()),
        Some("typ") => AutoEscape::Custom("typst".into()),
        _ => AutoEscape::None,
    });
    engine.set_formatter(print);
    for name in WITHHELD {
        engine.remove_filter(name);
    }
    engine.add_filter("join", join);
    let templates = library.clone();
    engine.set_loader(move |name| {
        if !templates.contains(name) {
            return Ok(None);
        }
        templates.text(name).map(|text| Some(text.to_owned())).map_err(fault)
    });
    engine.add_function("label", move |state: &State, key: &str| {
        let language = state.name().split('/').next().unwrap_or_default();
        let labels = labels.get(language).ok_or_else(|| {
            fault(Diagnostic::error(Code::TemplateMissing, "the language has no labels"))
        })?;
        // The line that asks is more to the point than the file that lacks the label.
        let unplaced = |missing: Diagnostic| Diagnostic { location: None, ..missing };
        let asked = |missing: Faults| fault(missing.into_iter().map(unplaced).collect::<Faults>());
        labels.get(key).map(str::to_owned).map_err(asked)
    });
    engine
}

/// Tags on lines of their own leave no blank line behind; comments are `{## ... ##}`, because `{#id}` names a
/// heading.
fn syntax() -> SyntaxConfig {
    let mut builder = SyntaxConfig::builder();
    builder.trim_blocks(true).lstrip_blocks(true).comment_delimiters("{##", "##}");
    builder.build().expect("the delimiters differ from each other")
}

/// Writes a value into the output, or refuses it.
fn print(out: &mut Output, state: &mut State, value: &Value) -> Result<(), Error> {
    let refuse = |code, message: &str, hint: &str| {
        let found = value.to_string();
        Err(fault(Diagnostic::error(code, message).found(found).hint(hint)))
    };
    match value.kind() {
        ValueKind::Undefined => return Err(Error::from(ErrorKind::UndefinedError)),
        ValueKind::Number => {
            let hint = "print it through a filter that says its unit";
            return refuse(Code::BareNumber, "a number is printed without a unit filter", hint);
        }
        ValueKind::String => {}
        _ => {
            let hint = "print one of its texts";
            return refuse(Code::TemplateSyntax, "only a text can be printed", hint);
        }
    }
    let text = value.as_str().unwrap_or_default();
    let written = match state.auto_escape() {
        AutoEscape::Custom(kind) if !value.is_safe() => match &**kind {
            "markdown" => out.write_str(&markdown_text(text)),
            _ => out.write_str(&typst_string(text)),
        },
        _ => out.write_str(text),
    };
    written.map_err(Error::from)
}

/// `join` for texts only: joining numbers would print them bare. Once one of the texts is Markdown (a safe
/// string), the others are escaped and the whole is Markdown.
fn join(state: &State, items: Value, separator: Option<&str>) -> Result<Value, Error> {
    let items: Vec<Value> = items.try_iter()?.collect();
    if let Some(other) = items.iter().find(|item| item.as_str().is_none()) {
        let diagnostic = Diagnostic::error(Code::BareNumber, "only texts can be joined");
        return Err(fault(diagnostic.found(other.to_string())));
    }
    let markdown = state.name().ends_with(".md") && items.iter().any(Value::is_safe);
    let escaped = |text: &str| if markdown { markdown_text(text) } else { text.to_owned() };
    let texts: Vec<String> = items
        .iter()
        .map(|item| {
            let text = item.as_str().unwrap_or_default();
            if item.is_safe() { text.to_owned() } else { escaped(text) }
        })
        .collect();
    let joined = texts.join(&escaped(separator.unwrap_or_default()));
    Ok(if markdown { Value::from_safe_string(joined) } else { Value::from(joined) })
}
