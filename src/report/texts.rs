//! Texts that stand in TOML files of the templates: titles, captions, alternative texts.

use minijinja::{Environment, Value};

use crate::diagnostics::{Code, Diagnostic, Faults, Location, Outcome};
use crate::templating::{Library, render_text};

/// The pair of countries that the texts of a report are about, where they name it: `pair = ["RU", "CN"]` of its
/// `report.toml`. Texts that name none suit every pair.
///
/// # Errors
/// `E0202` for an entry that is no list of two codes.
pub(super) fn bound_pair(
    library: &Library,
    language: &str,
    kind: &str,
) -> Outcome<Option<[String; 2]>> {
    let file = format!("{language}/{kind}/report.toml");
    // A file that is missing or broken is told of where its texts are read.
    let table = library.text(&file).ok().and_then(|text| text.parse::<toml::Table>().ok());
    let Some(entry) = table.as_ref().and_then(|table| table.get("pair")) else { return Ok(None) };
    let codes = entry.as_array().map(|codes| codes.iter().filter_map(toml::Value::as_str));
    let codes: Vec<String> = codes.into_iter().flatten().map(str::to_owned).collect();
    <[String; 2]>::try_from(codes).map(Some).map_err(|_| {
        Diagnostic::error(Code::TemplateSyntax, "the pair of a report is not two countries")
            .at(Location::file(library.shown(&file)))
            .found(format!("pair = {entry}"))
            .allowed("two codes, as in pair = [\"RU\", \"CN\"]")
            .into()
    })
}

/// A file of named texts, each a template that yields plain text.
pub(super) struct Texts<'a> {
    name: String,
    shown: String,
    table: toml::Table,
    library: &'a Library,
    engine: &'a Environment<'static>,
}

impl<'a> Texts<'a> {
    /// Reads `LANGUAGE/FILE`.
    pub(super) fn load(
        library: &'a Library,
        engine: &'a Environment<'static>,
        language: &str,
        file: &str,
    ) -> Outcome<Self> {
        let name = format!("{language}/{file}");
        let source = library.text(&name)?;
        let shown = library.shown(&name);
        let table = source.parse::<toml::Table>().map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let line = source[..start.min(source.len())].matches('\n').count() + 1;
            Diagnostic::error(Code::TemplateSyntax, error.message()).at(Location::at(
                &shown,
                u32::try_from(line).unwrap_or(0),
                0,
            ))
        })?;
        Ok(Self { name, shown, table, library, engine })
    }

    /// The first of these sections that exists.
    pub(super) fn section(&self, names: &[&str]) -> Outcome<&toml::Table> {
        names
            .iter()
            .find_map(|name| self.table.get(*name).and_then(toml::Value::as_table))
            .ok_or_else(|| self.missing(names.first().copied().unwrap_or_default()).into())
    }

    /// The whole file as a section.
    pub(super) fn root(&self) -> &toml::Table {
        &self.table
    }

    fn missing(&self, key: &str) -> Diagnostic {
        Diagnostic::error(Code::TemplateMissing, "a text is missing")
            .at(Location::file(&self.shown))
            .found(format!("`{key}`"))
    }

    /// A text of a section, filled in; none if the section lacks it.
    pub(super) fn optional(
        &self,
        section: &toml::Table,
        key: &str,
        context: &Value,
    ) -> Outcome<Option<String>> {
        let Some(source) = section.get(key).and_then(toml::Value::as_str) else { return Ok(None) };
        self.fill(source, context).map(|text| Some(text).filter(|text| !text.is_empty()))
    }

    /// A text of a section, filled in.
    pub(super) fn text(
        &self,
        section: &toml::Table,
        key: &str,
        context: &Value,
    ) -> Outcome<String> {
        self.optional(section, key, context)?.ok_or_else(|| self.missing(key).into())
    }

    /// A list of texts, filled in, without those that come out empty; empty if the section lacks it.
    pub(super) fn list(
        &self,
        section: &toml::Table,
        key: &str,
        context: &Value,
    ) -> Outcome<Vec<String>> {
        section
            .get(key)
            .and_then(toml::Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(toml::Value::as_str)
            .map(|source| self.fill(source, context))
            .filter(|text| text.as_ref().map_or(true, |text| !text.is_empty()))
            .collect()
    }

    /// The names that the file lists under a key, filled in, each one of `known`; none if it has no such list.
    ///
    /// # Errors
    /// `E0201` for a name that is not known.
    pub(super) fn choice(
        &self,
        key: &str,
        known: &[&str],
        context: &Value,
    ) -> Outcome<Option<Vec<String>>> {
        if !self.table.contains_key(key) {
            return Ok(None);
        }
        let names = self.list(&self.table, key, context)?;
        let unknown = names.iter().filter(|name| !known.contains(&name.as_str()));
        let faults: Faults = unknown
            .map(|name| {
                Diagnostic::error(Code::TemplateMissing, "the report has no such exhibit")
                    .at(Location::file(&self.shown))
                    .found(format!("`{name}` in `{key}`"))
                    .allowed(known.join(", "))
            })
            .collect();
        faults.check(Some(names)).map(|(names, _)| names)
    }

    fn fill(&self, source: &str, context: &Value) -> Outcome<String> {
        let text = render_text(self.library, self.engine, &self.name, source, context)?;
        Ok(text.split_ascii_whitespace().collect::<Vec<_>>().join(" "))
    }
}
