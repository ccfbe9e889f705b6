//! What the Unicode CLDR knows of a language: digits, dates, lists, plural forms.

use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::YMD;
use icu_datetime::input::Date;
use icu_decimal::DecimalFormatter;
use icu_decimal::options::GroupingStrategy;
use icu_list::ListFormatter;
use icu_plurals::{PluralCategory, PluralRules};

use crate::diagnostics::{Code, Diagnostic, Outcome};

/// The rules of one locale.
#[derive(Debug)]
pub struct Locale {
    digits: DecimalFormatter,
    cardinal: PluralRules,
    ordinal: PluralRules,
    date: DateTimeFormatter<YMD>,
    list: ListFormatter,
}

impl Locale {
    /// The rules of a BCP 47 tag: `en-GB`, `ru`.
    ///
    /// # Errors
    /// `E0202` for what is no tag, or has no rules.
    pub fn new(tag: &str) -> Outcome<Self> {
        let fault = |why: String| {
            Diagnostic::error(Code::TemplateSyntax, why)
                .found(format!("`{tag}`"))
                .hint("`language.locale` in labels.toml is a BCP 47 tag: en-GB, ru, zh")
        };
        let locale: icu_locale_core::Locale =
            tag.parse().map_err(|_| fault("this names no locale".into()))?;
        let no_rules =
            |error: &dyn std::fmt::Display| fault(format!("the locale has no rules: {error}"));
        Ok(Self {
            // Four digits stand together, as the journals of the field print them.
            digits: DecimalFormatter::try_new((&locale).into(), GroupingStrategy::Min2.into())
                .map_err(|e| no_rules(&e))?,
            cardinal: PluralRules::try_new_cardinal((&locale).into()).map_err(|e| no_rules(&e))?,
            ordinal: PluralRules::try_new_ordinal((&locale).into()).map_err(|e| no_rules(&e))?,
            list: ListFormatter::try_new_and((&locale).into(), Default::default())
                .map_err(|e| no_rules(&e))?,
            date: DateTimeFormatter::try_new(locale.into(), YMD::long())
                .map_err(|e| no_rules(&e))?,
        })
    }

    /// Digits of a number that is not negative, written with a point: `12345.6` becomes `12,345.6`.
    pub(super) fn digits(&self, text: &str) -> String {
        let number = fixed_decimal::Decimal::try_from_str(text)
            .expect("digits with a point, as `format!` writes a finite number");
        self.digits.format(&number).to_string()
    }

    /// The plural form of a count written with digits and a point.
    pub fn plural(&self, text: &str) -> &'static str {
        category(&self.cardinal, text)
    }

    /// The form of the ending of a place in an order.
    pub fn ordinal(&self, text: &str) -> &'static str {
        category(&self.ordinal, text)
    }

    /// A day with the month in letters: `4 November 2026`.
    ///
    /// # Errors
    /// `E0121` for a day that no calendar has.
    pub fn date(&self, year: i32, month: u8, day: u8) -> Outcome<String> {
        let date = Date::try_new_iso(year, month, day).map_err(|error| {
            Diagnostic::error(Code::BadCatalogue, format!("the date is no day: {error}"))
                .found(format!("{year}-{month}-{day}"))
        })?;
        Ok(self.date.format(&date).to_string())
    }

    /// Items joined by commas and the word for "and".
    pub fn list(&self, items: &[String]) -> String {
        self.list.format(items.iter()).to_string()
    }
}

fn category(rules: &PluralRules, text: &str) -> &'static str {
    let number = fixed_decimal::Decimal::try_from_str(text).unwrap_or_default();
    match rules.category_for(&number) {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_differ_in_digits_dates_and_lists() {
        let (english, russian) = (Locale::new("en-GB").unwrap(), Locale::new("ru").unwrap());
        assert_eq!(english.digits("1234567.50"), "1,234,567.50");
        assert_eq!(russian.digits("1234567.50"), "1\u{a0}234\u{a0}567,50");
        assert_eq!(english.digits("1234"), "1234");
        assert_eq!(english.date(2026, 11, 4).unwrap(), "4 November 2026");
        assert_eq!(russian.date(2026, 11, 4).unwrap(), "4 ноября 2026\u{202f}г.");
        let items = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(english.list(&items), "a, b and c");
        assert_eq!(russian.list(&items), "a, b и c");
    }

    #[test]
    fn plural_forms_are_those_of_the_language() {
        let russian = Locale::new("ru").unwrap();
        let forms = ["1", "3", "5", "21", "2.5"].map(|n| russian.plural(n));
        assert_eq!(forms, ["one", "few", "many", "one", "other"]);
        assert_eq!(Locale::new("en").unwrap().ordinal("22"), "two");
    }

    #[test]
    fn what_is_no_locale_is_a_fault() {
        let faults = Locale::new("not a tag").unwrap_err();
        assert_eq!(faults.iter().next().unwrap().code, Code::TemplateSyntax);
    }
}
