//! The template engine, strict: nothing undefined, no bare number, no escape left out, no endless loop.

use std::fmt::Write as _;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::ValueKind;
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value,
};

use crate::diagnostics::{Code, Diagnostic};

use super::escape::{markdown_text, typst_string};
use super::{Labels, Library};

/// Instructions and allocations that one chapter may use; a long chapter uses a hundredth of it.
const FUEL: u64 = 2_000_000;

/// Built-in filters that turn numbers into text, compute, or switch off the escaping. A number becomes text
/// in one place of the program, and templates do no arithmetic.
const WITHHELD: [&str; 11] =
    ["safe", "escape", "e", "string", "format", "round", "abs", "int", "float", "sum", "pprint"];

/// A diagnostic that travels through the template engine as an error.
#[derive(Debug)]
pub(super) struct Carried(pub(super) Diagnostic);

impl std::fmt::Display for Carried {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for Carried {}

/// Makes an error of the template engine out of a diagnostic, for functions and filters of the caller; the
/// place in the template is added where the error surfaces.
pub fn fault(diagnostic: Diagnostic) -> Error {
    Error::new(ErrorKind::InvalidOperation, diagnostic.message.clone())
        .with_source(Carried(diagnostic))
}

/// The engine over all templates of a library. The caller adds its functions and filters; a filter that emits
/// Markdown (`28.1 Mt^e^`) returns a safe string.
///
/// In `.md` templates a printed text is escaped so that it reads as itself, in `.typ` ones it becomes a
/// string literal, elsewhere it is printed as it is. Every template can call `label("dotted.key")`, the text
/// of its language.
///
/// # Errors
/// Faults in the labels of any language.
pub fn environment(library: &Library) -> crate::diagnostics::Outcome<Environment<'static>> {
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
    let mut labels = std::collections::BTreeMap::new();
    for language in library.languages() {
        labels.insert(language.to_owned(), Labels::load(library, language)?);
    }
    engine.add_function("label", move |state: &State, key: &str| {
        let language = state.name().split('/').next().unwrap_or_default();
        let labels = labels.get(language).ok_or_else(|| {
            fault(Diagnostic::error(Code::TemplateMissing, "the language has no labels"))
        })?;
        labels.get(key).map(str::to_owned).map_err(fault)
    });
    Ok(engine)
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

/// `join` for texts only: joining numbers would print them bare.
fn join(state: &State, items: Value, separator: Option<&str>) -> Result<Value, Error> {
    let mut out = String::new();
    let mut any_safe = false;
    let markdown = state.name().ends_with(".md");
    let mut parts = Vec::new();
    for item in items.try_iter()? {
        let Some(text) = item.as_str().map(str::to_owned) else {
            let fault_text = "only texts can be joined";
            let diagnostic = Diagnostic::error(Code::BareNumber, fault_text);
            return Err(fault(diagnostic.found(item.to_string())));
        };
        any_safe |= item.is_safe();
        parts.push((text, item.is_safe()));
    }
    for (index, (text, safe)) in parts.iter().enumerate() {
        let escaped = any_safe && markdown;
        let piece = |text: &str| if escaped { markdown_text(text) } else { text.to_owned() };
        if index > 0 {
            out.push_str(&piece(separator.unwrap_or_default()));
        }
        // Writing to a string cannot fail.
        let _ = write!(out, "{}", if *safe { text.clone() } else { piece(text) });
    }
    Ok(if any_safe && markdown { Value::from_safe_string(out) } else { Value::from(out) })
}
