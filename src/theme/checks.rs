//! Whether a house style can be printed and read: widths, logo, contrast, grey values.

use toml::Table;

use super::colour::Colour;
use super::house::Logo;
use super::palette::Palette;
use super::reading::Reading;
use crate::diagnostics::{Code, Diagnostic, Faults};

/// Contrast of text with what lies behind it (WCAG 2, 1.4.3).
const TEXT: f64 = 4.5;
/// Contrast of graphics that carry meaning (WCAG 2, 1.4.11).
const GRAPHICS: f64 = 3.0;
/// Contrast of neighbouring classes of a scale, and of neighbouring series: what a grey print keeps apart.
const CLASS_STEP: f64 = 1.2;
const SERIES_STEP: f64 = 1.4;
/// Width for which charts and maps are drawn, in millimetres.
const COLUMN_MM: f64 = 160.0;

/// Colours, what lies behind them (paper if empty), and the least contrast.
const PAIRS: [(&str, &str, f64); 23] = [
    ("colours.ink", "", TEXT),
    ("colours.grey", "", TEXT),
    ("colours.accent", "", TEXT),
    ("colours.warning", "", TEXT),
    ("colours.caution", "", TEXT),
    ("colours.ink", "colours.tint", TEXT),
    ("colours.grey", "colours.tint", TEXT),
    ("colours.accent", "colours.tint", TEXT),
    ("colours.ink", "colours.accent-tint", TEXT),
    ("colours.accent", "colours.accent-tint", TEXT),
    ("colours.ink", "colours.warning-tint", TEXT),
    ("colours.warning", "colours.warning-tint", TEXT),
    ("colours.ink", "colours.caution-tint", TEXT),
    ("colours.caution", "colours.caution-tint", TEXT),
    ("charts.ink", "", TEXT),
    ("charts.muted", "", TEXT),
    ("charts.axis", "", GRAPHICS),
    ("charts.context", "", GRAPHICS),
    ("charts.border", "", GRAPHICS),
    ("charts.highlight", "", GRAPHICS),
    ("charts.highlight", "charts.land", GRAPHICS),
    ("charts.highlight", "charts.district", GRAPHICS),
    ("charts.ink", "charts.no-data", TEXT),
];

/// The column between the margins must hold the charts.
pub(super) fn widths(merged: &Table, reading: &Reading, faults: &mut Faults) {
    let paper = match text_of(merged, "page", "paper") {
        Some("us-letter") => 215.9,
        _ => 210.0,
    };
    for table in ["margins", "compact-margins"] {
        let side = |name| number_of(merged, table, name).unwrap_or(0.0);
        let column = paper - side("left") - side("right");
        // Margins are written in whole or half millimetres.
        if column < COLUMN_MM - 0.01 {
            let text = "the column between the margins is narrower than the charts";
            let fault = Diagnostic::error(Code::BadTheme, text)
                .found(format!("{column:.1} mm"))
                .allowed(format!("{COLUMN_MM} mm or more"));
            let keys = ["left", "right"].map(|name| format!("{table}.{name}"));
            faults.push(reading.located(fault, &[&keys[0], &keys[1], "page.paper"]));
        }
    }
}

/// A logo must be there and have words for those who cannot see it.
pub(super) fn logo(
    logo: &Logo,
    reading: &Reading,
    exists: &dyn Fn(&str) -> bool,
    faults: &mut Faults,
) {
    if logo.file.is_empty() {
        return;
    }
    if !exists(&format!("theme/{}", logo.file)) {
        let text = "the file of the logo is not there";
        let fault = Diagnostic::error(Code::ThemeFile, text)
            .found(format!("`{}`", logo.file))
            .allowed("a file beside theme.toml: SVG, PNG or JPEG");
        faults.push(reading.located(fault, &["logo.file"]));
    }
    let words_of_another = reading.holds("logo.file") && !reading.holds("logo.alt");
    if words_of_another || !logo.alt.contains_key("en") {
        let text = "the logo has no text for those who cannot see it";
        let fault = Diagnostic::error(Code::BadTheme, text)
            .hint("write `alt = { en = \"...\" }` in [logo]");
        faults.push(reading.located(fault, &["logo.alt", "logo.file"]));
    }
}

/// Text and graphics must stand out from what lies behind them; each colour is named once.
pub(super) fn contrasts(merged: &Table, reading: &Reading, faults: &mut Faults) {
    let mut told: Vec<&str> = Vec::new();
    for (front, back, least) in PAIRS {
        let behind = if back.is_empty() { Some(Colour::WHITE) } else { colour(merged, back) };
        let (Some(a), Some(b)) = (colour(merged, front), behind) else { continue };
        if a.contrast(b) >= least || told.contains(&front) {
            continue;
        }
        told.push(front);
        let behind = if back.is_empty() { "paper".to_owned() } else { format!("`{back}`") };
        let fault = too_close(&format!("`{front}` on {behind} is hard to see"), (a, b), least);
        faults.push(reading.located(fault, &[front, back]));
    }
}

/// Scales must keep their order, and neighbours their distance, in a print without colour.
pub(super) fn greys(charts: &Palette, reading: &Reading, faults: &mut Faults) {
    let mut refuse = |key: &str, text: &str, pair: (Colour, Colour), least: f64| {
        let fault = too_close(&format!("`{key}`: {text}"), pair, least);
        faults.push(reading.located(fault, &[key]));
    };
    let darkens =
        |a: Colour, b: Colour| a.luminance() > b.luminance() && a.contrast(b) >= CLASS_STEP;
    let steps = charts.sequential(charts.sequential.len().max(6));
    if let Some(pair) = steps.windows(2).find(|pair| !darkens(pair[0], pair[1])) {
        let text = "a grey print needs classes that darken step by step";
        refuse("charts.sequential", text, (pair[0], pair[1]), CLASS_STEP);
    }
    let steps = charts.diverging(charts.diverging.len().max(7));
    let (low, high) = (&steps[..=steps.len() / 2], &steps[steps.len() / 2..]);
    let outward = low.windows(2).map(|p| (p[1], p[0])).chain(high.windows(2).map(|p| (p[0], p[1])));
    if let Some(pair) = outward.into_iter().find(|(inner, outer)| !darkens(*inner, *outer)) {
        let text = "a grey print needs classes that darken from the middle to both ends";
        refuse("charts.diverging", text, pair, CLASS_STEP);
    }
    let series = &charts.categorical;
    if let Some(pair) = series.windows(2).find(|pair| pair[0].contrast(pair[1]) < SERIES_STEP) {
        let text = "a grey print needs neighbours that are dark and light by turns";
        refuse("charts.categorical", text, (pair[0], pair[1]), SERIES_STEP);
    }
    if let Some(faint) = series.iter().find(|c| c.contrast(Colour::WHITE) < GRAPHICS) {
        let text = "a series is hard to see on paper";
        refuse("charts.categorical", text, (*faint, Colour::WHITE), GRAPHICS);
    }
}

fn too_close(text: &str, (a, b): (Colour, Colour), least: f64) -> Diagnostic {
    Diagnostic::error(Code::LowContrast, text)
        .found(format!("{a} and {b}: {:.2}:1", a.contrast(b)))
        .allowed(format!("at least {least}:1"))
}

fn text_of<'t>(merged: &'t Table, table: &str, key: &str) -> Option<&'t str> {
    merged.get(table)?.get(key)?.as_str()
}

fn number_of(merged: &Table, table: &str, key: &str) -> Option<f64> {
    let value = merged.get(table)?.get(key)?;
    value.as_float().or_else(|| value.as_integer().map(|n| n as f64))
}

fn colour(merged: &Table, dotted: &str) -> Option<Colour> {
    let (table, key) = dotted.split_once('.')?;
    Colour::try_from(text_of(merged, table, key)?.to_owned()).ok()
}
