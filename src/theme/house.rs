//! The house style as the program uses it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::palette::Palette;
use super::reading::Reading;
use super::{FILE, checks};
use crate::diagnostics::{Code, Diagnostic, Faults, Outcome};

/// The file that is built in: what another file leaves out has its values, and its keys are all there are.
pub(super) const BUILT_IN: &str = include_str!("../../templates/theme/theme.toml");

static DEFAULT: LazyLock<House> = LazyLock::new(|| {
    House::read(BUILT_IN, FILE, &|_| true).expect("the built-in house style is checked by a test")
});

/// Sizes and strokes of charts, in points as printed.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ChartSizes {
    /// Labels of series, bars and regions.
    pub label: f64,
    /// Tick labels, units and notes.
    pub tick: f64,
    /// Titles of panels.
    pub title: f64,
    /// Lines of highlighted series.
    pub line: f64,
    /// Lines of series that only give context.
    pub context_line: f64,
    /// Grid lines, axes and leaders.
    pub hairline: f64,
    /// Boundaries between regions.
    pub border: f64,
    /// Radius of a marker.
    pub marker: f64,
}

/// Families of type, as the font files name them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fonts {
    /// Long texts.
    pub serif: String,
    /// Briefs, headings, tables and charts.
    pub sans: String,
    /// Code.
    pub mono: String,
    /// Formulas.
    pub math: String,
}

/// The mark of the publisher.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Logo {
    /// The file beside `theme.toml`; empty for none.
    pub file: String,
    /// Height in millimetres.
    pub height: f64,
    /// What it shows, by language.
    pub alt: BTreeMap<String, String>,
}

/// The parts that the program itself needs; the pages read the whole.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Parts {
    charts: Palette,
    chart_sizes: ChartSizes,
    fonts: Fonts,
    logo: Logo,
}

/// A house style that can be printed.
#[derive(Clone, Debug, PartialEq)]
pub struct House {
    /// Colours of charts.
    pub charts: Palette,
    /// Sizes of charts.
    pub chart_sizes: ChartSizes,
    /// Families of type.
    pub fonts: Fonts,
    /// The logo.
    pub logo: Logo,
    merged: toml::Table,
    reading: Reading,
}

impl House {
    /// The house style that is built in.
    pub fn built_in() -> &'static Self {
        &DEFAULT
    }

    /// Reads a file that holds what it changes. `shown` is its path as the user would type it; `exists` says whether
    /// there is a template of a name.
    ///
    /// # Errors
    /// Every fault, with its line: `E0211` for what cannot be understood, `E0212` for a logo that is not there, `E0213`
    /// for colours that cannot be told apart.
    pub fn read(text: &str, shown: &str, exists: &dyn Fn(&str) -> bool) -> Outcome<Self> {
        let mut faults = Faults::new();
        let (reading, merged) = Reading::new(text, shown, &mut faults)?;
        if faults.has_errors() {
            return Err(faults);
        }
        let parts: Parts = merged.clone().try_into().map_err(|error: toml::de::Error| {
            Diagnostic::error(Code::BadTheme, error.message())
                .at(crate::diagnostics::Location::file(shown))
        })?;
        checks::widths(&merged, &reading, &mut faults);
        checks::logo(&parts.logo, &reading, exists, &mut faults);
        checks::contrasts(&merged, &reading, &mut faults);
        checks::greys(&parts.charts, &reading, &mut faults);
        let Parts { charts, chart_sizes, fonts, logo } = parts;
        let house = Self { charts, chart_sizes, fonts, logo, merged, reading };
        faults.check(house).map(|(house, _)| house)
    }

    /// Whether every font that the house style names is among these families.
    ///
    /// # Errors
    /// `E0212` for each that is not, with those that are.
    pub fn check_fonts(&self, families: &[&str]) -> Outcome<()> {
        let Fonts { serif, sans, mono, math } = &self.fonts;
        let mut faults = Faults::new();
        for (key, family) in [("serif", serif), ("sans", sans), ("mono", mono), ("math", math)] {
            // The typesetter does not tell capitals from small letters in names of fonts.
            if !families.iter().any(|known| known.eq_ignore_ascii_case(family)) {
                let text = "the house style names a font that is not there";
                let fault = Diagnostic::error(Code::ThemeFile, text)
                    .found(format!("`{family}`"))
                    .allowed(families.join(", "))
                    .hint("put its files into fonts/ of the template folder");
                faults.push(self.reading.located(fault, &[&format!("fonts.{key}")]));
            }
        }
        faults.check(()).map(|((), _)| ())
    }

    /// The colours of pages, by key, as #rrggbb.
    pub fn page_colours(&self) -> Vec<(&str, &str)> {
        let colours = self.merged.get("colours").and_then(toml::Value::as_table);
        let entries = colours.into_iter().flatten();
        entries.filter_map(|(key, value)| Some((key.as_str(), value.as_str()?))).collect()
    }

    /// The whole file with what it left out, as the pages read it.
    pub fn merged(&self) -> String {
        toml::to_string(&self.merged).expect("a table of texts and numbers can be written")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<Diagnostic> {
        let there = ["theme/mine.svg", "theme/logo.svg"];
        let found = House::read(text, "mine/theme/theme.toml", &|name| there.contains(&name));
        found.unwrap_err().into_iter().collect()
    }

    fn only(text: &str) -> Diagnostic {
        let mut all = faults(text);
        assert_eq!(all.len(), 1, "{all:?}");
        all.remove(0)
    }

    #[test]
    fn the_built_in_file_can_be_printed() {
        let house = House::read(BUILT_IN, FILE, &|_| true);
        assert!(house.is_ok(), "{house:?}");
        assert_eq!(House::built_in().fonts.sans, "Source Sans 3");
    }

    #[test]
    fn a_file_of_one_line_keeps_all_else() {
        let text = "[colours]\naccent = \"#7a1f3d\"\n";
        let house = House::read(text, "t", &|_| true).unwrap();
        let merged: toml::Table = house.merged().parse().unwrap();
        assert_eq!(merged["colours"]["accent"].as_str(), Some("#7a1f3d"));
        assert_eq!(
            merged["colours"]["ink"],
            BUILT_IN.parse::<toml::Table>().unwrap()["colours"]["ink"]
        );
        assert_eq!(house.charts, House::built_in().charts);
    }

    #[test]
    fn what_cannot_be_understood_is_told_with_its_line() {
        for (text, line, found) in [
            ("[colours]\nacent = \"#000000\"", 2, "`colours.acent`"),
            ("[colour]\nink = \"#000000\"", 1, "`colour`"),
            ("[colours]\n\nink = \"black\"", 3, "`black`"),
            ("[colours]\nink = 5", 2, "an integer"),
            ("colours = 5", 1, "an integer"),
            ("[sizes]\nsans = 90", 2, "90"),
            ("[sizes]\nsans = nan", 2, "nan"),
            ("[charts]\nsequential = [\"#ffffff\"]", 2, "1"),
            ("[charts]\ndiverging = [\"#000000\", \"#ffffff\"]", 2, "2"),
            ("[page]\npaper = \"a7\"", 2, "`a7`"),
            ("[fonts]\nsans = \"\"", 2, "an empty text"),
        ] {
            let fault = only(text);
            assert_eq!(fault.code, Code::BadTheme, "{text}");
            assert_eq!(fault.location.as_ref().unwrap().line, line, "{text}");
            assert_eq!(fault.found.as_deref(), Some(found), "{text}");
            assert!(fault.excerpt.is_some(), "{text}");
        }
        assert_eq!(
            only("[colours]\nacent = \"#000000\"").hint.as_deref(),
            Some("did you mean `accent`?")
        );
        assert_eq!(only("[colours\n").code, Code::BadTheme);
    }

    #[test]
    fn all_faults_are_reported_at_once() {
        let text = "[colours]\nink = \"x\"\n[sizes]\nserif = 0\n[fonts]\nsan = \"A\"\n";
        let lines: Vec<u32> =
            faults(text).iter().map(|f| f.location.as_ref().unwrap().line).collect();
        assert_eq!(lines, [2, 4, 6]);
    }

    #[test]
    fn colours_that_do_not_read_are_refused() {
        let fault = only("[colours]\ngrey = \"#9aa4ae\"");
        assert_eq!((fault.code, fault.location.as_ref().unwrap().line), (Code::LowContrast, 2));
        assert_eq!(fault.allowed.as_deref(), Some("at least 4.5:1"));
        // A background that leaves the text upon it too little contrast.
        let fault = only("[colours]\naccent-tint = \"#7f9fb5\"");
        assert_eq!(fault.code, Code::LowContrast);
        // Graphics need 3:1.
        let fault = only("[charts]\naxis = \"#b0b0b0\"");
        assert_eq!(fault.allowed.as_deref(), Some("at least 3:1"));
    }

    #[test]
    fn scales_that_a_grey_print_would_lose_are_refused() {
        for text in [
            "[charts]\nsequential = [\"#e3ecf4\", \"#8bb6d6\", \"#bdd3e6\", \"#0d3b6e\"]",
            "[charts]\nsequential = [\"#e3ecf4\", \"#e0e9f1\"]",
            "[charts]\ndiverging = [\"#8f3a06\", \"#444444\", \"#0e3e74\"]",
            "[charts]\ncategorical = [\"#1f4e8c\", \"#205090\"]",
        ] {
            let all = faults(text);
            assert!(all.iter().all(|f| f.code == Code::LowContrast), "{text} {all:?}");
            assert!(all.iter().all(|f| f.location.as_ref().unwrap().line == 2), "{text}");
        }
    }

    #[test]
    fn a_logo_needs_its_file_and_its_words() {
        let fault = only("[logo]\nfile = \"none.svg\"\nalt = { en = \"x\" }");
        assert_eq!((fault.code, fault.location.as_ref().unwrap().line), (Code::ThemeFile, 2));
        let fault = only("[logo]\nfile = \"mine.svg\"");
        assert_eq!((fault.code, fault.location.as_ref().unwrap().line), (Code::BadTheme, 2));
        let own = "[logo]\nfile = \"mine.svg\"\nalt = { en = \"Institute\" }";
        let house = House::read(own, "t", &|_| true).unwrap();
        assert_eq!(house.logo.alt.len(), 1);
        assert!(House::read("[logo]\nfile = \"\"", "t", &|_| false).is_ok());
    }

    #[test]
    fn a_column_narrower_than_the_charts_is_refused() {
        assert_eq!(only("[margins]\nleft = 40").code, Code::BadTheme);
        assert!(House::read("[page]\npaper = \"us-letter\"", "t", &|_| true).is_ok());
    }

    #[test]
    fn fonts_that_are_not_there_are_named_with_those_that_are() {
        let house = House::read("[fonts]\nsans = \"Futura\"", "t.toml", &|_| true).unwrap();
        let known =
            ["Source Serif 4", "source sans 3", "DejaVu Sans Mono", "New Computer Modern Math"];
        let faults = house.check_fonts(&known).unwrap_err();
        let fault = faults.iter().next().unwrap();
        assert_eq!((fault.code, fault.location.as_ref().unwrap().line), (Code::ThemeFile, 2));
        assert!(fault.allowed.as_deref().unwrap().contains("source sans 3"));
        assert!(House::built_in().check_fonts(&known).is_ok());
    }
}
