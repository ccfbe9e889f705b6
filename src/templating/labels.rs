//! The short texts of one language: words of the page furniture, charts and tables.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic, Faults, Location, Outcome};

use super::Library;

/// All labels of one language, by dotted key.
#[derive(Clone, Debug)]
pub struct Labels {
    file: String,
    texts: BTreeMap<String, String>,
}

impl Labels {
    /// Reads `templates/LANGUAGE/labels.toml`.
    ///
    /// # Errors
    /// `E0201` if the language has none; `E0202` if the file is no TOML or holds anything but texts.
    pub fn load(library: &Library, language: &str) -> Outcome<Self> {
        let (file, texts) = read(library, &format!("{language}/labels.toml"))?;
        Ok(Self { file, texts })
    }

    /// These labels with those of `templates/LANGUAGE/KIND/words.toml`, which reports of one kind alone need; none if the
    /// kind has no such file.
    ///
    /// # Errors
    /// Those of [`Labels::load`].
    pub fn of_kind(&self, library: &Library, language: &str, kind: &str) -> Outcome<Option<Self>> {
        let name = format!("{language}/{kind}/words.toml");
        if !library.contains(&name) {
            return Ok(None);
        }
        let (file, own) = read(library, &name)?;
        let mut texts = self.texts.clone();
        texts.extend(own);
        Ok(Some(Self { file, texts }))
    }

    /// The same with each `{name}` of these replaced in every text: what does not change within an edition.
    #[must_use]
    pub fn with_standing(mut self, standing: &[(String, String)]) -> Self {
        for text in self.texts.values_mut().filter(|text| text.contains('{')) {
            for (name, words) in standing {
                *text = text.replace(&format!("{{{name}}}"), words);
            }
        }
        self
    }

    /// The text of a key.
    ///
    /// # Errors
    /// `E0201` if there is none.
    pub fn get(&self, key: &str) -> Outcome<&str> {
        if let Some(text) = self.texts.get(key) {
            return Ok(text);
        }
        let near = self.texts.keys().map(|k| (strsim::damerau_levenshtein(key, k), k)).min();
        let fault = Diagnostic::error(Code::TemplateMissing, "there is no such label")
            .at(Location::file(&self.file))
            .found(key);
        Err(match near {
            Some((_, other)) => fault.hint(format!("the nearest key is {other}")).into(),
            None => fault.into(),
        })
    }

    /// The text of a key with each `{name}` replaced.
    ///
    /// # Errors
    /// `E0201` if there is no such key; `E0202` if a placeholder gets no value or a value no placeholder.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> Outcome<String> {
        let bad = |message: String| {
            Diagnostic::error(Code::TemplateSyntax, message)
                .at(Location::file(&self.file))
                .found(key)
        };
        let mut rest = self.get(key)?;
        let mut out = String::with_capacity(rest.len());
        let mut used = vec![false; values.len()];
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let (name, after) = after
                .split_once('}')
                .ok_or_else(|| bad("the label opens a placeholder and does not close it".into()))?;
            let at = values
                .iter()
                .position(|(known, _)| *known == name)
                .ok_or_else(|| bad(format!("the label asks for {{{name}}}, which has no value")))?;
            used[at] = true;
            out.push_str(values[at].1);
            rest = after;
        }
        out.push_str(rest);
        match used.iter().position(|used| !used) {
            Some(at) => {
                Err(bad(format!("the label lacks the placeholder {{{}}}", values[at].0)).into())
            }
            None => Ok(out),
        }
    }

    /// Keys and texts, sorted by key.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().map(|(key, text)| (key.as_str(), text.as_str()))
    }
}

/// The texts of a file, and how it is shown.
fn read(library: &Library, name: &str) -> Outcome<(String, BTreeMap<String, String>)> {
    let source = library.text(name)?;
    let file = library.shown(name);
    let table: toml::Table = source.parse().map_err(|error: toml::de::Error| {
        let offset = error.span().map_or(0, |span| span.start);
        let (line, column) = line_and_column(source, offset);
        Diagnostic::error(Code::TemplateSyntax, error.message())
            .at(Location::at(&file, line, column))
            .excerpt(source.lines().nth(line as usize - 1).unwrap_or_default(), 1)
    })?;
    let mut texts = BTreeMap::new();
    let mut faults = Faults::new();
    flatten(&file, "", &table, &mut texts, &mut faults);
    faults.check((file, texts)).map(|(read, _)| read)
}

fn flatten(
    file: &str,
    prefix: &str,
    table: &toml::Table,
    texts: &mut BTreeMap<String, String>,
    faults: &mut Faults,
) {
    for (key, value) in table {
        let key = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        match value {
            toml::Value::String(text) => {
                texts.insert(key, text.clone());
            }
            toml::Value::Table(inner) => flatten(file, &key, inner, texts, faults),
            other => faults.push(
                Diagnostic::error(Code::TemplateSyntax, format!("the label {key} is no text"))
                    .at(Location::file(file))
                    .found(other.type_str()),
            ),
        }
    }
}

/// 1-based line and column (in characters) of a byte offset.
pub(crate) fn line_and_column(text: &str, offset: usize) -> (u32, u32) {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = &text[..offset];
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let column = before[start..].chars().count() + 1;
    (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(pairs: &[(&str, &str)]) -> Labels {
        let texts = pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        Labels { file: "labels.toml".into(), texts }
    }

    #[test]
    fn placeholders_are_strict_both_ways() {
        let labels = labels(&[("page", "Page {page} of {pages}")]);
        assert_eq!(labels.fill("page", &[("page", "2"), ("pages", "4")]).unwrap(), "Page 2 of 4");
        assert!(labels.fill("page", &[("page", "2")]).is_err());
        assert!(labels.fill("page", &[("page", "2"), ("pages", "4"), ("x", "")]).is_err());
    }

    #[test]
    fn a_missing_label_names_the_nearest() {
        let fault = labels(&[("figure.name", "Figure")]).get("figure.nam").unwrap_err();
        let fault = fault.iter().next().unwrap();
        assert_eq!(fault.code, Code::TemplateMissing);
        assert_eq!(fault.hint.as_deref(), Some("the nearest key is figure.name"));
    }

    #[test]
    fn english_labels_load() {
        let labels = Labels::load(&Library::embedded(), "en").unwrap();
        assert_eq!(labels.get("figure.name").unwrap(), "Figure");
    }
}
