//! A chapter with its variables filled in, and the way back from each character to its template.

use minijinja::{Environment, Error, ErrorKind, OutputSpan, OutputSpanKind, Value};

use crate::diagnostics::{Code, Diagnostic, Faults, Location, Outcome};

use super::environment::Carried;
use super::labels::line_and_column;
use super::{Library, Place};

/// Markdown without variables, which knows where it comes from.
pub(super) struct Rendered<'a> {
    library: &'a Library,
    /// Name of the template it starts from.
    pub(super) template: String,
    /// The Markdown text.
    pub(super) markdown: String,
    spans: Vec<OutputSpan>,
    line_starts: Vec<usize>,
}

impl<'a> Rendered<'a> {
    /// Fills in the template of this name.
    ///
    /// # Errors
    /// The first fault that the template engine meets, with its place.
    pub(super) fn new(
        library: &'a Library,
        environment: &Environment<'_>,
        template: &str,
        context: &Value,
    ) -> Outcome<Self> {
        library.text(template)?;
        let (markdown, spans) = environment
            .get_template(template)
            .and_then(|t| t.render_with_spans(context.clone()))
            .map_err(|error| diagnose(library, template, &error))?;
        let line_starts =
            std::iter::once(0).chain(markdown.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Ok(Self { library, template: template.to_owned(), markdown, spans, line_starts })
    }

    /// The place in the templates of a 1-based line and byte column of the Markdown.
    pub(super) fn place(&self, line: usize, column: usize) -> Place {
        let start = self.line_starts.get(line.saturating_sub(1)).copied().unwrap_or_default();
        let text = self.markdown[start..].lines().next().unwrap_or_default();
        let indent = text.len() - text.trim_start().len();
        let offset = start + column.saturating_sub(1).max(indent);
        let after = self.spans.partition_point(|span| span.output_range().end <= offset);
        let Some(span) = self.spans.get(after).or_else(|| self.spans.last()) else {
            let location = Location::file(self.library.shown(&self.template));
            return Place { location, excerpt: String::new() };
        };
        let inside = match span.kind() {
            OutputSpanKind::Raw => offset.saturating_sub(span.output_range().start),
            _ => 0,
        };
        let source = self.library.text(span.name()).unwrap_or_default();
        let (line, column) = line_and_column(source, span.source_range().start + inside);
        let excerpt = self.library.line(span.name(), line).unwrap_or_default().to_owned();
        Place { location: Location::at(self.library.shown(span.name()), line, column), excerpt }
    }
}

/// An error of the template engine as faults at the template line where it arose.
fn diagnose(library: &Library, template: &str, error: &Error) -> Faults {
    let mut innermost = error;
    let mut carried = None;
    let mut next = std::error::Error::source(error);
    while let Some(source) = next {
        if let Some(inner) = source.downcast_ref::<Error>() {
            innermost = if inner.name().is_some() { inner } else { innermost };
        } else if let Some(Carried(faults)) = source.downcast_ref::<Carried>() {
            carried = Some(faults.clone());
        }
        next = source.source();
    }
    let faults = carried.unwrap_or_else(|| {
        let code = match innermost.kind() {
            ErrorKind::TemplateNotFound => Code::TemplateMissing,
            _ => Code::TemplateSyntax,
        };
        let kind = innermost.kind().to_string();
        match innermost.detail() {
            Some(detail) => Diagnostic::error(code, format!("{kind}: {detail}")).into(),
            None => Diagnostic::error(code, kind).into(),
        }
    });
    let name = innermost.name().unwrap_or(template);
    let source = library.text(name).unwrap_or_default();
    let line = innermost.line().map_or(0, |line| u32::try_from(line).unwrap_or(u32::MAX));
    let range = innermost.range().filter(|range| source.get(range.clone()).is_some());
    let (line, column, width) = match range {
        Some(range) => {
            let (line, column) = line_and_column(source, range.start);
            let text = source[range].lines().next().unwrap_or_default();
            (line, column, u32::try_from(text.chars().count()).unwrap_or(0))
        }
        None => (line, 0, 0),
    };
    let excerpt = library.line(name, line).unwrap_or_default();
    let place = |fault: Diagnostic| {
        if fault.location.is_some() {
            return fault;
        }
        fault.at(Location::at(library.shown(name), line, column)).excerpt(excerpt, width)
    };
    faults.into_iter().map(place).collect()
}

/// Fills in a text that stands inside a file of texts, such as a caption in a TOML file.
///
/// # Errors
/// The first fault that the template engine meets, at the line of the file where the text stands.
pub fn render_text(
    library: &Library,
    environment: &Environment<'_>,
    file: &str,
    source: &str,
    context: &Value,
) -> Outcome<String> {
    environment.render_named_str(file, source, context.clone()).map_err(|error| {
        let whole = library.text(file).unwrap_or_default();
        let first = source.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let offset = whole.find(first.trim()).unwrap_or_default();
        let (line, column) = line_and_column(whole, offset);
        diagnose(library, file, &error)
            .into_iter()
            .map(|fault| {
                let own = fault.location.as_ref().is_some_and(|l| l.file != library.shown(file));
                if own {
                    fault
                } else {
                    fault.at(Location::at(library.shown(file), line, column)).excerpt("", 0)
                }
            })
            .collect()
    })
}
