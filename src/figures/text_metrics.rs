//! Widths of text, from the advances of the very fonts that the page embeds.
//!
//! Kerning is left out: it only ever tightens a label by a fraction of a point, so that measured boxes stay
//! on the safe side.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use ttf_parser::Face;

use super::style::Style;

/// Cut of the figure font.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Regular.
    #[default]
    Regular,
    /// Semibold, for titles and the one label that matters.
    Semibold,
    /// Italic, for notes.
    Italic,
}

/// Widths of the letters of a font in its three cuts, in shares of the size.
#[derive(Clone, PartialEq)]
pub struct Typeface {
    cuts: [BTreeMap<char, f64>; 3],
    cap_height: f64,
}

impl std::fmt::Debug for Typeface {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Typeface").field("cap_height", &self.cap_height).finish_non_exhaustive()
    }
}

static BUNDLED: LazyLock<Arc<Typeface>> = LazyLock::new(|| {
    let cuts = [
        &include_bytes!("../../templates/fonts/SourceSans3-Regular.ttf")[..],
        include_bytes!("../../templates/fonts/SourceSans3-Semibold.ttf"),
        include_bytes!("../../templates/fonts/SourceSans3-It.ttf"),
    ];
    Arc::new(Typeface::new(cuts.map(|file| (file, 0))).expect("the bundled fonts are valid"))
});

impl Typeface {
    /// The widths in three font files, each with the number of its font: regular, semibold, italic; `None` if one
    /// holds no such font.
    pub fn new(files: [(&[u8], u32); 3]) -> Option<Self> {
        let faces = files.map(|(file, number)| Face::parse(file, number).ok());
        let [Some(regular), Some(semibold), Some(italic)] = faces else { return None };
        // What most Latin fonts have, where a font does not say.
        let cap_height = regular
            .capital_height()
            .map_or(0.66, |height| f64::from(height) / f64::from(regular.units_per_em()));
        Some(Self { cuts: [regular, semibold, italic].map(|face| advances(&face)), cap_height })
    }

    /// The font that is built in.
    pub fn bundled() -> Arc<Self> {
        Arc::clone(&BUNDLED)
    }

    /// Height of a capital letter as a share of the font size.
    pub(super) fn cap_height(&self) -> f64 {
        self.cap_height
    }

    /// Width of a line of text in points.
    ///
    /// A character that the font lacks counts as a full em if it is East Asian, else as 0.6 em.
    pub fn width(&self, text: &str, size_pt: f64, weight: Weight) -> f64 {
        let cut = &self.cuts[weight as usize];
        text.chars()
            .map(|c| match cut.get(&c) {
                Some(advance) => *advance,
                None if c >= '\u{2e80}' => 1.0,
                None => 0.6,
            })
            .sum::<f64>()
            * size_pt
    }

    /// The text in lines of at most `width_pt`, broken at spaces and after hyphens, or between East Asian
    /// characters; a single word that is longer stands alone and sticks out.
    pub fn wrap(&self, text: &str, size_pt: f64, weight: Weight, width_pt: f64) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        for piece in pieces(text) {
            let longer = format!("{line}{piece}");
            if !line.is_empty() && self.width(longer.trim_end(), size_pt, weight) > width_pt {
                lines.push(line.trim_end().to_owned());
                line = piece.to_owned();
            } else {
                line = longer;
            }
        }
        if !line.trim_end().is_empty() || lines.is_empty() {
            lines.push(line.trim_end().to_owned());
        }
        lines
    }
}

/// The width of every character that a font has, in shares of the size.
fn advances(face: &Face<'_>) -> BTreeMap<char, f64> {
    let em = f64::from(face.units_per_em());
    let mut widths = BTreeMap::new();
    for table in face.tables().cmap.iter().flat_map(|cmap| cmap.subtables) {
        if !table.is_unicode() {
            continue;
        }
        table.codepoints(|code| {
            let Some(c) = char::from_u32(code) else { return };
            if let Some(advance) = face.glyph_index(c).and_then(|g| face.glyph_hor_advance(g)) {
                widths.insert(c, f64::from(advance) / em);
            }
        });
    }
    widths
}

/// The parts of a text between which a line may end, each with the spaces that follow it.
fn pieces(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut previous: Option<char> = None;
    for (at, c) in text.char_indices() {
        // A no-break space is no ' ', so that numbers stay with their units.
        let may_break = match previous {
            Some(' ') => c != ' ',
            Some('-' | '\u{2013}') => c.is_alphabetic(),
            Some(p) => c >= '\u{4e00}' && p >= '\u{4e00}' && !is_closing(c),
            None => false,
        };
        if may_break {
            out.push(&text[start..at]);
            start = at;
        }
        previous = Some(c);
    }
    out.push(&text[start..]);
    out
}

/// East Asian marks that must not begin a line.
fn is_closing(c: char) -> bool {
    matches!(c, '，' | '。' | '、' | '）' | '；' | '：' | '」' | '》')
}

/// Labels beside the rows of a chart, wrapped to a width: their lines, and the width of the widest line.
pub(super) fn row_labels<'a>(
    labels: impl Iterator<Item = (&'a str, Weight)>,
    style: &Style,
    width: f64,
) -> (Vec<Vec<String>>, f64) {
    let mut widest = 0.0_f64;
    let size = style.label_pt;
    let lines = labels.map(|(label, weight)| {
        let lines = style.wrap(label, size, weight, width);
        let widths = lines.iter().map(|line| style.text_width(line, size, weight));
        widest = widths.fold(widest, f64::max);
        lines
    });
    let lines = lines.collect();
    (lines, widest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_width(text: &str, size_pt: f64, weight: Weight) -> f64 {
        Typeface::bundled().width(text, size_pt, weight)
    }

    fn wrap(text: &str, size_pt: f64, weight: Weight, width_pt: f64) -> Vec<String> {
        Typeface::bundled().wrap(text, size_pt, weight, width_pt)
    }

    #[test]
    fn capitals_are_as_high_as_the_font_says() {
        assert!((Typeface::bundled().cap_height() - 0.66).abs() < 1e-9);
        assert!(Typeface::new([(b"no font", 0); 3]).is_none());
    }

    #[test]
    fn cyrillic_is_measured_by_glyph_not_by_byte() {
        // Advances in 1/1000 em, read from the hmtx tables with fontTools.
        for (text, weight, advance) in [
            ("П", Weight::Regular, 645.0),
            ("р", Weight::Regular, 555.0),
            ("При", Weight::Regular, 645.0 + 555.0 + 565.0),
            ("A", Weight::Regular, 544.0),
            ("ж", Weight::Semibold, 726.0),
            ("1", Weight::Semibold, 513.0),
        ] {
            assert!((text_width(text, 1000.0, weight) - advance).abs() < 1e-6, "{text}");
        }
    }

    #[test]
    fn lines_stay_within_the_width_and_keep_every_word() {
        let text = "Animal husbandry and fishery products and services";
        let lines = wrap(text, 8.0, Weight::Regular, 80.0);
        assert!(lines.len() > 1);
        assert!(lines.iter().all(|l| text_width(l, 8.0, Weight::Regular) <= 80.0));
        assert_eq!(lines.join(" "), text);
    }

    #[test]
    fn a_long_word_stands_alone_and_an_empty_text_is_one_empty_line() {
        assert_eq!(wrap("a Donaudampfschiff b", 8.0, Weight::Regular, 20.0).len(), 3);
        assert_eq!(wrap("", 8.0, Weight::Regular, 20.0), [""]);
    }

    #[test]
    fn hyphens_and_east_asian_text_may_break() {
        assert_eq!(wrap("Кабардино-Балкария", 8.0, Weight::Regular, 50.0).len(), 2);
        assert!(wrap("滨海边疆区与哈巴罗夫斯克", 8.0, Weight::Regular, 40.0).len() >= 3);
    }
}
