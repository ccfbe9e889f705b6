//! Diagnostics of the typesetter as ours, at the place in the templates where the text comes from.

use typst::diag::SourceDiagnostic;
use typst::syntax::DiagSpan;
use typst::{World, WorldExt};

use crate::diagnostics::{Code, Diagnostic, Location};
use crate::templating::Origin;

use super::world::ProjectWorld;

/// Turns an error or warning of the typesetter into an error of ours.
pub(super) fn diagnose(
    world: &ProjectWorld<'_>,
    found: &SourceDiagnostic,
    code: Code,
) -> Diagnostic {
    let mut diagnostic = Diagnostic::error(code, found.message.as_str());
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

/// Where a span comes from: its place in a template, and the line there.
fn place_of(world: &ProjectWorld<'_>, span: DiagSpan) -> Option<(Location, String)> {
    let id = span.id()?;
    let range = world.range(span);
    let path = id.get().vpath().get_with_slash().to_owned();
    let source = world.source(id).ok();
    let position = source.as_ref().zip(range).and_then(|(source, range)| {
        let (line, column) = source.lines().byte_to_line_column(range.start)?;
        Some((source, line, column))
    });
    let Some((source, line, column)) = position else {
        let name = match world.origin(id) {
            Some(Origin::Template(shown)) => shown.clone(),
            _ => path,
        };
        return Some((Location::file(name), String::new()));
    };
    let number = |zero_based: usize| u32::try_from(zero_based + 1).unwrap_or(u32::MAX);
    let text = source.text().lines().nth(line).unwrap_or_default();
    let here = |name: String| (Location::at(name, number(line), number(column)), text.to_owned());
    match world.origin(id) {
        Some(Origin::Template(shown)) => Some(here(shown.clone())),
        Some(Origin::Chapter(places)) => match places.get(line) {
            Some(place) => Some((place.location.clone(), place.excerpt.clone())),
            None => Some(here(path)),
        },
        Some(Origin::Data) | None => Some(here(path)),
    }
}
