//! What an exhibit is about, and the facts at hand.

use super::Maps;
use crate::data::Translated;
use crate::diagnostics::{Code, Diagnostic, Faults, Outcome};
use crate::edition::Edition;
use crate::facts::{Fact, FactKey, Status};
use crate::figures::{self, NumberText, Point, Style, Svg, Width};
use crate::text::{MassUnit, Numbers, display_name};
use crate::vocabulary::{Flow, Measure, Side, Symbol};

/// What a document is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The whole exchange.
    Nation,
    /// A region.
    Region(Symbol),
    /// An industry or a report group.
    Industry(Symbol),
}

impl Subject {
    /// Its region and industry: the nation or all industries where it names none.
    pub(crate) fn place(self, nation: Symbol) -> (Symbol, Symbol) {
        match self {
            Self::Nation => (nation, Symbol::ALL),
            Self::Region(region) => (region, Symbol::ALL),
            Self::Industry(industry) => (nation, industry),
        }
    }
}

/// What a member of a family of exhibits shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parameters {
    /// Year of a map.
    pub year: Option<i16>,
    /// Industry or group of a map.
    pub industry: Option<Symbol>,
    /// Whether it is drawn over half of the text column.
    pub half: bool,
}

impl Parameters {
    /// The printed width.
    pub(super) fn width(self) -> Width {
        if self.half { Width::Half } else { Width::Full }
    }
}

/// A drawn figure and what it shows.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The picture.
    pub svg: Svg,
    /// Every fact in it, in the order of drawing.
    pub facts: Vec<FactKey>,
    /// Its display unit, if that depends on the values.
    pub unit: Option<String>,
}

/// The facts, words and land from which exhibits are made.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// The edition.
    pub edition: &'a Edition,
    /// Numbers and labels of the language.
    pub numbers: &'a Numbers,
    /// The language.
    pub language: &'a str,
    /// What the document is about.
    pub subject: Subject,
    /// The land, where the folder has regions.
    pub maps: Option<&'a Maps>,
    /// How charts look.
    pub style: &'a Style,
}

impl<'a> Scope<'a> {
    /// The fact of a key.
    pub(super) fn fact(&self, key: FactKey) -> Option<&'a Fact> {
        self.edition.facts().get(&key)
    }

    /// The text of a label.
    pub(crate) fn label(&self, key: &str) -> Outcome<String> {
        self.numbers.label(key).map(str::to_owned)
    }

    /// The text of a label with its places filled in.
    pub(crate) fn fill(&self, key: &str, values: &[(&str, &str)]) -> Outcome<String> {
        self.numbers.labels().fill(key, values)
    }

    /// A text in the language, or in English.
    pub(crate) fn translated<'t>(&self, text: &'t Translated) -> &'t str {
        display_name(text, self.language, "")
    }

    /// The name of a flow in charts.
    pub(crate) fn flow(&self, flow: Flow) -> Outcome<String> {
        self.edition.flow_name(flow, self.language)
    }

    /// The name of a flow in a chart of that width: half a column has room for the short one.
    pub(super) fn flow_within(&self, flow: Flow, parameters: Parameters) -> Outcome<String> {
        if parameters.half { self.flow_short(flow) } else { self.flow(flow) }
    }

    /// The name of a flow where there is little room.
    pub(super) fn flow_short(&self, flow: Flow) -> Outcome<String> {
        self.label(&format!("flow-short.{}", flow.role()))
    }

    /// The name of a country.
    pub(crate) fn country(&self, side: Side) -> Outcome<String> {
        self.edition.country_name(side, self.language)
    }

    /// The land.
    ///
    /// # Errors
    /// `E0203` if the folder has no regions.
    pub(super) fn land(&self) -> Outcome<&'a Maps> {
        self.maps.ok_or_else(|| Self::nothing("map"))
    }

    /// The nation as a region.
    pub(super) fn nation(&self) -> Symbol {
        self.edition.data.names.nation()
    }

    /// Region and industry of the subject: the nation or all industries where it names none.
    pub(crate) fn place(&self) -> (Symbol, Symbol) {
        self.subject.place(self.nation())
    }

    /// The style of the house with the language's numbers.
    pub(super) fn style(&self) -> Style {
        let numbers = self.numbers.clone();
        Style {
            numbers: NumberText::new(move |value, decimals| numbers.plain(value, decimals)),
            ..self.style.clone()
        }
    }

    /// A point of a chart in display units.
    pub(super) fn point(fact: &Fact, per_unit: f64) -> Point {
        Point {
            year: i32::from(fact.key.year),
            value: fact.value / per_unit,
            status: status(fact.status),
            interval: fact.interval.map(|(l, u)| (l / per_unit, u / per_unit)),
        }
    }

    /// The series of a key over years, those without a fact left out.
    pub(super) fn series(&self, key: FactKey, years: impl Iterator<Item = i16>) -> Vec<&'a Fact> {
        years.filter_map(|year| self.fact(key.year(year))).collect()
    }

    /// Every year from the first to the horizon.
    pub(super) fn all_years(&self) -> std::ops::RangeInclusive<i16> {
        let years = self.edition.data.catalogue.years;
        years.first..=years.horizon
    }

    /// The mass unit that fits the largest of the facts.
    pub(super) fn mass_unit<'f>(&self, facts: impl Iterator<Item = &'f Fact>) -> MassUnit {
        MassUnit::fitting(facts.map(|f| f.value.abs()).fold(0.0, f64::max))
    }

    /// The fault of an exhibit that has nothing to show.
    pub(super) fn nothing(id: &str) -> Faults {
        Diagnostic::error(Code::FigureMissing, "the facts hold nothing to show").found(id).into()
    }
}

/// How a status is drawn.
pub(super) fn status(status: Status) -> figures::Status {
    match status {
        Status::Observed => figures::Status::Observed,
        Status::Estimated => figures::Status::Estimated,
        Status::Projected => figures::Status::Projected,
    }
}

/// A number in words with the mark of its status.
pub(super) fn status_mark(scope: &Scope<'_>, status: Status, text: &str) -> Outcome<String> {
    match status {
        Status::Observed => Ok(text.to_owned()),
        other => scope.fill(&format!("number.{}", other.as_str()), &[("value", text)]),
    }
}

/// The key of embodied emissions.
pub(super) fn embodied(flow: Flow, industry: Symbol, region: Symbol) -> FactKey {
    FactKey::new(Measure::Embodied).flow(flow).industry(industry).region(region)
}

/// The key of trade.
pub(super) fn trade(flow: Flow, industry: Symbol, region: Symbol) -> FactKey {
    FactKey { measure: Measure::Trade, ..embodied(flow, industry, region) }
}

/// The key of a measure of an industry at a place.
pub(super) fn of_place(measure: Measure, industry: Symbol, region: Symbol) -> FactKey {
    FactKey::new(measure).industry(industry).region(region)
}
