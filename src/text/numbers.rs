//! Numbers as text: digits, separators, units, scales.

use std::sync::Arc;

use super::Locale;
use crate::diagnostics::{Faults, Outcome};
use crate::templating::Labels;

/// Keys of the labels that numbers need; a language without one of them cannot be used. Of the endings of places in an
/// order a language has those of its plural forms; `other` is the one that every language has.
const KEYS: [&str; 23] = [
    "language.locale",
    "number.minus",
    "number.plus",
    "number.percent",
    "number.range",
    "number.missing",
    "number.near-zero",
    "unit.t",
    "unit.kt",
    "unit.mt",
    "unit.t-co2",
    "unit.kt-co2",
    "unit.mt-co2",
    "unit.usd",
    "unit.usd-thousand",
    "unit.usd-million",
    "unit.usd-billion",
    "unit.kg-per-usd",
    "unit.per-year",
    "unit.per-person",
    "unit.per-tonne",
    "unit.points",
    "unit.ordinal-other",
];

/// A display unit of mass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MassUnit {
    /// Tonnes.
    Tonnes,
    /// Thousand tonnes.
    Kilotonnes,
    /// Million tonnes.
    Megatonnes,
}

impl MassUnit {
    /// The unit in which a value of this many tonnes reads well.
    pub fn fitting(tonnes: f64) -> Self {
        match tonnes.abs() {
            v if v >= 0.9995e6 => Self::Megatonnes,
            v if v >= 0.9995e3 => Self::Kilotonnes,
            _ => Self::Tonnes,
        }
    }

    /// Tonnes in one unit.
    pub fn tonnes(self) -> f64 {
        match self {
            Self::Tonnes => 1.0,
            Self::Kilotonnes => 1e3,
            Self::Megatonnes => 1e6,
        }
    }

    /// Key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Tonnes => "unit.t",
            Self::Kilotonnes => "unit.kt",
            Self::Megatonnes => "unit.mt",
        }
    }

    /// Key of its name with the gas.
    pub fn key_co2(self) -> &'static str {
        match self {
            Self::Tonnes => "unit.t-co2",
            Self::Kilotonnes => "unit.kt-co2",
            Self::Megatonnes => "unit.mt-co2",
        }
    }
}

/// A display unit of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoneyUnit {
    /// US dollars.
    Dollars,
    /// Thousand US dollars.
    Thousand,
    /// Million US dollars.
    Million,
    /// Billion (10^9) US dollars.
    Billion,
}

impl MoneyUnit {
    /// The unit in which a value of this many dollars reads well.
    pub fn fitting(dollars: f64) -> Self {
        match dollars.abs() {
            v if v >= 0.9995e9 => Self::Billion,
            v if v >= 0.9995e6 => Self::Million,
            v if v >= 0.9995e3 => Self::Thousand,
            _ => Self::Dollars,
        }
    }

    /// Dollars in one unit.
    pub fn dollars(self) -> f64 {
        match self {
            Self::Dollars => 1.0,
            Self::Thousand => 1e3,
            Self::Million => 1e6,
            Self::Billion => 1e9,
        }
    }

    /// Key of its name; the label holds `{value}`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Dollars => "unit.usd",
            Self::Thousand => "unit.usd-thousand",
            Self::Million => "unit.usd-million",
            Self::Billion => "unit.usd-billion",
        }
    }
}

/// Decimals that show about `significant` digits of a value.
pub fn decimals_for(value: f64, significant: usize) -> usize {
    if value == 0.0 || !value.is_finite() {
        return 0;
    }
    let mut whole = 1;
    let mut limit = 10.0;
    // A value that rounds up to the next power of ten has one digit more before the point.
    let magnitude = value.abs();
    while magnitude >= limit * 0.9995 && whole < 18 {
        whole += 1;
        limit *= 10.0;
    }
    let mut zeros = 0;
    let mut low = 1.0;
    while magnitude < low * 0.9995 && zeros < 12 {
        zeros += 1;
        low /= 10.0;
    }
    if zeros > 0 { significant + zeros - 1 } else { significant.saturating_sub(whole) }
}

/// The numbers of one language.
#[derive(Clone, Debug)]
pub struct Numbers {
    labels: Labels,
    locale: Arc<Locale>,
}

impl Numbers {
    /// Numbers as the labels of a language write them.
    ///
    /// # Errors
    /// Every key of the labels that numbers need and the language lacks.
    pub fn new(labels: Labels) -> Outcome<Self> {
        let missing: Faults =
            KEYS.iter().filter_map(|key| labels.get(key).err()).flatten().collect();
        missing.check(()).map(|((), _)| ())?;
        let locale = Arc::new(Locale::new(labels.get("language.locale")?)?);
        Ok(Self { labels, locale })
    }

    /// What the CLDR knows of the language.
    pub fn locale(&self) -> &Locale {
        &self.locale
    }

    /// All labels of the language.
    pub fn labels(&self) -> &Labels {
        &self.labels
    }

    /// A label that [`Numbers::new`] has checked.
    fn word(&self, key: &str) -> &str {
        self.labels.get(key).expect("checked when the language was loaded")
    }

    /// A number with this many decimals: grouped from five digits on, true minus sign, never minus zero.
    pub fn plain(&self, value: f64, decimals: usize) -> String {
        let text = format!("{:.decimals$}", value.abs());
        let negative = value < 0.0 && text.bytes().any(|b| (b'1'..=b'9').contains(&b));
        let digits = self.locale.digits(&text);
        if negative { format!("{}{digits}", self.word("number.minus")) } else { digits }
    }

    /// The same with a plus sign before positive numbers.
    pub fn signed(&self, value: f64, decimals: usize) -> String {
        let text = self.plain(value, decimals);
        let positive = value > 0.0 && text.bytes().any(|b| (b'1'..=b'9').contains(&b));
        if positive { format!("{}{text}", self.word("number.plus")) } else { text }
    }

    /// Tonnes of CO2: `28.7 Mt`. Without unit and decimals given, both fit the value.
    pub fn mass(&self, tonnes: f64, unit: Option<MassUnit>, decimals: Option<usize>) -> String {
        let unit = unit.unwrap_or_else(|| MassUnit::fitting(tonnes));
        let value = tonnes / unit.tonnes();
        let decimals = decimals.unwrap_or_else(|| mass_decimals(value, unit));
        format!("{}\u{a0}{}", self.plain(value, decimals), self.word(unit.key()))
    }

    /// US dollars: `USD 57.3 billion`.
    pub fn money(&self, dollars: f64, unit: Option<MoneyUnit>, decimals: Option<usize>) -> String {
        let unit = unit.unwrap_or_else(|| MoneyUnit::fitting(dollars));
        let value = dollars / unit.dollars();
        let decimals = decimals.unwrap_or_else(|| decimals_for(value, 3));
        self.fill(unit.key(), &self.plain(value, decimals))
    }

    /// Tonnes per dollar as kilograms per dollar.
    pub fn intensity(&self, tonnes_per_usd: f64, decimals: Option<usize>) -> String {
        let kilograms = tonnes_per_usd * 1e3;
        let decimals = decimals.unwrap_or_else(|| decimals_for(kilograms, 2).clamp(2, 4));
        self.fill("unit.kg-per-usd", &self.plain(kilograms, decimals))
    }

    /// A share as a percentage.
    pub fn percent(&self, share: f64, decimals: usize) -> String {
        self.fill("number.percent", &self.plain(share * 100.0, decimals))
    }

    /// A relative change as a signed percentage.
    pub fn change(&self, change: f64, decimals: usize) -> String {
        self.fill("number.percent", &self.signed(change * 100.0, decimals))
    }

    /// A relative rate as a percentage a year.
    pub fn per_year(&self, rate: f64, decimals: usize) -> String {
        self.fill("unit.per-year", &self.percent(rate, decimals))
    }

    /// Tonnes a person.
    pub fn per_person(&self, tonnes: f64) -> String {
        self.fill(
            "unit.per-person",
            &self.mass(tonnes, Some(MassUnit::Tonnes), Some(decimals_for(tonnes, 2))),
        )
    }

    /// US dollars a tonne.
    pub fn per_tonne(&self, dollars: f64, decimals: usize) -> String {
        self.fill("unit.per-tonne", &self.plain(dollars, decimals))
    }

    /// A difference of two shares, without its sign: `3.2 percentage points`.
    pub fn points(&self, difference: f64, decimals: usize) -> String {
        self.fill("unit.points", &self.plain(difference.abs() * 100.0, decimals))
    }

    /// A place in a ranking: `3rd`.
    pub fn ordinal(&self, place: f64) -> String {
        let form = self.locale.ordinal(&format!("{place:.0}"));
        let key = format!("unit.ordinal-{form}");
        let key = if self.labels.get(&key).is_ok() { key.as_str() } else { "unit.ordinal-other" };
        self.fill(key, &self.plain(place, 0))
    }

    /// Two ends of an interval, the unit once: `22.3 to 41.6 Mt`.
    pub fn range(&self, lower: &str, upper: &str) -> String {
        self.word("number.range").replace("{lower}", lower).replace("{upper}", upper)
    }

    /// What stands where there is no number.
    pub fn missing(&self) -> &str {
        self.word("number.missing")
    }

    /// What stands where a number is not zero, but too small for the decimals at hand.
    pub fn near_zero(&self) -> &str {
        self.word("number.near-zero")
    }

    fn fill(&self, key: &str, value: &str) -> String {
        self.word(key).replace("{value}", value)
    }

    /// The text of a key, or the fault that there is none.
    ///
    /// # Errors
    /// `E0201` for an unknown key.
    pub fn label(&self, key: &str) -> Outcome<&str> {
        self.labels.get(key)
    }
}

/// Three digits, but no fractions of a tonne below ten: they would feign knowledge.
fn mass_decimals(value: f64, unit: MassUnit) -> usize {
    let decimals = decimals_for(value, 3);
    match unit {
        MassUnit::Tonnes if value.abs() >= 10.0 => 0,
        MassUnit::Tonnes => decimals.min(1),
        MassUnit::Kilotonnes | MassUnit::Megatonnes => decimals,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::templating::Library;

    fn english() -> Numbers {
        let labels = Labels::load(&Library::embedded(), "en").expect("English has labels");
        Numbers::new(labels).expect("English has every key")
    }

    #[test]
    fn zero_has_no_sign_and_minus_is_a_minus() {
        let n = english();
        assert_eq!(n.plain(-0.0, 1), "0.0");
        assert_eq!(n.plain(-0.04, 1), "0.0");
        assert_eq!(n.plain(-3.25, 1), "\u{2212}3.2");
        assert_eq!(n.signed(0.04, 1), "0.0");
        assert_eq!(n.signed(3.0, 1), "+3.0");
    }

    #[test]
    fn five_digits_are_grouped_and_four_are_not() {
        let n = english();
        assert_eq!(n.plain(1234.0, 0), "1234");
        assert_eq!(n.plain(12_345.6, 1), "12,345.6");
        assert_eq!(n.plain(1_234_567.0, 0), "1,234,567");
    }

    #[test]
    fn masses_show_three_digits_in_a_fitting_unit() {
        let n = english();
        assert_eq!(n.mass(28_743_428.0, None, None), "28.7\u{a0}Mt");
        assert_eq!(n.mass(999_700.0, None, None), "1.00\u{a0}Mt");
        assert_eq!(n.mass(1_645.3, None, None), "1.65\u{a0}kt");
        assert_eq!(n.mass(12.34, None, None), "12\u{a0}t");
        assert_eq!(n.mass(0.0, None, None), "0\u{a0}t");
        assert_eq!(n.mass(-2_500_000.0, None, None), "\u{2212}2.50\u{a0}Mt");
    }

    #[test]
    fn money_and_intensity_say_their_unit() {
        let n = english();
        assert_eq!(n.money(57_321_295_776.0, None, None), "USD\u{a0}57.3\u{a0}billion");
        assert_eq!(n.intensity(0.000_353_16, None), "0.35\u{a0}kg per USD");
        assert_eq!(n.percent(0.6545, 1), "65.5%");
        assert_eq!(n.change(-0.123, 1), "\u{2212}12.3%");
    }

    #[test]
    fn ordinals_know_the_teens() {
        let n = english();
        let all = [1.0, 2.0, 3.0, 4.0, 11.0, 12.0, 13.0, 21.0, 83.0].map(|p| n.ordinal(p));
        assert_eq!(all, ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "83rd"]);
    }

    #[test]
    fn decimals_follow_the_rounded_value() {
        assert_eq!(decimals_for(9.996, 3), 1);
        assert_eq!(decimals_for(99.96, 3), 0);
        assert_eq!(decimals_for(0.035, 2), 3);
        assert_eq!(decimals_for(123_456.0, 3), 0);
    }
}
