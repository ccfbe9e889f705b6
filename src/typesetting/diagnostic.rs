//! Diagnostics of the typesetter as ours, at the place in the templates where the text comes from.

use typst::diag::SourceDiagnostic;
use typst::syntax::DiagSpan;
use typst::{World, WorldExt};

use crate::diagnostics::{Code, Diagnostic, Location};
use crate::templating::{Origin, line_and_column};

use super::world::ProjectWorld;

/// Turns an error or warning of the typesetter into an error of ours.
pub(super) fn diagnose(
    world: &ProjectWorld<'_>,
    found: &SourceDiagnostic,
    code: Code,
) -> Diagnostic {
    let mut diagnostic = Diagnostic::error(code_of(found.span, code), found.message.as_str());
    if let Some(place) = place_of(world, found.span) {
        diagnostic = diagnostic.at(place.0).excerpt(place.1, 0);
    }
    let mut hints: Vec<String> = found.hints.iter().map(|hint| hint.v.to_string()).collect();
    // A fault inside the theme says little without the line of the chapter that called it.
    let caller = found.trace.iter().map(|point| DiagSpan::from(point.span)).find(|span| {
        let origin = span.id().and_then(|id| world.origin(id));
        matches!(origin, Some(Origin::Chapter(_)))
    });
    if let Some((location, _)) = caller.and_then(|span| place_of(world, span)) {
        hints.push(format!("it was called from {location}"));
    }
    if hints.is_empty() { diagnostic } else { diagnostic.hint(hints.join("; ")) }
}

/// Faults inside the bibliography have a code of their own.
fn code_of(span: DiagSpan, code: Code) -> Code {
    let path = span.id().map(|id| id.get().vpath().get_without_slash());
    if path.is_some_and(|path| path.starts_with("bibliography.")) {
        Code::BibliographyInvalid
    } else {
        code
    }
}

/// Where a span comes from: its place in a template, and the line there.
fn place_of(world: &ProjectWorld<'_>, span: DiagSpan) -> Option<(Location, String)> {
    let id = span.id()?;
    let origin = world.origin(id);
    let name = match origin {
        Some(Origin::Template(shown)) => shown.clone(),
        _ => id.get().vpath().get_with_slash().to_owned(),
    };
    let file = world.file(id).ok();
    let text = file.as_ref().and_then(|file| std::str::from_utf8(file).ok());
    let Some((text, range)) = text.zip(world.range(span)) else {
        return Some((Location::file(name), String::new()));
    };
    let (line, column) = line_and_column(text, range.start);
    let index = line as usize - 1;
    if let Some(Origin::Chapter(places)) = origin
        && let Some(place) = places.get(index)
    {
        return Some((place.location.clone(), place.excerpt.clone()));
    }
    let excerpt = text.lines().nth(index).unwrap_or_default();
    Some((Location::at(name, line, column), excerpt.to_owned()))
}
