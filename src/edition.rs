//! An edition in memory: the data set, its analysis, and the languages in which it is told.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::analysis::Analysis;
use crate::data::Dataset;
use crate::diagnostics::{Code, Diagnostic, Faults, Outcome};
use crate::facts::FactTable;
use crate::quality::{Inspection, inspect};
use crate::sentences;
use crate::templating::{Labels, Library};
use crate::text::{Argument, Messages, Numbers, PairNames, display_name};
use crate::vocabulary::{Flow, Side, Symbol};

/// What every later stage reads.
#[derive(Debug)]
pub struct Edition {
    /// The data.
    pub data: Dataset,
    /// The facts and verdicts.
    pub analysis: Analysis,
    languages: BTreeMap<String, Language>,
    inspection: OnceLock<Inspection>,
}

/// Numbers, labels and sentences of one language.
#[derive(Debug)]
struct Language {
    numbers: Numbers,
    messages: Messages,
    countries: PairNames,
}

impl Language {
    fn load(library: &Library, language: &str, data: &Dataset) -> Outcome<Self> {
        let labels = Labels::load(library, language);
        let messages = Messages::load(library, language).and_then(|messages| {
            sentences::check(&messages).check(messages).map(|(messages, _)| messages)
        });
        let (labels, messages) = match (labels, messages) {
            (Ok(labels), Ok(messages)) => (labels, messages),
            (labels, messages) => {
                let found = labels.err().into_iter().chain(messages.err());
                return Err(found.flatten().collect());
            }
        };
        let countries = PairNames::new(&data.catalogue, &messages, language)?;
        let mut standing = countries.standing();
        let code = data.catalogue.maps.source.as_deref();
        if let Some(source) = data.sources.iter().find(|s| Some(s.code.as_str()) == code) {
            standing.push(("boundaries-source".to_owned(), source.short.clone()));
        }
        let numbers = Numbers::new(labels.with_standing(&standing))?;
        Ok(Self { numbers, messages: messages.with_standing(standing), countries })
    }
}

impl Edition {
    /// Joins data, analysis and the labels of every language of the templates.
    ///
    /// # Errors
    /// Faults in the labels of a language.
    pub fn new(data: Dataset, analysis: Analysis, library: &Library) -> Outcome<Self> {
        let mut faults = Faults::new();
        let mut languages = BTreeMap::new();
        for language in library.languages() {
            match Language::load(library, language, &data) {
                Ok(loaded) => {
                    languages.insert(language.to_owned(), loaded);
                }
                Err(found) => faults.append(found),
            }
        }
        let inspection = OnceLock::new();
        faults.check(Self { data, analysis, languages, inspection }).map(|(edition, _)| edition)
    }

    /// Every number.
    pub fn facts(&self) -> &FactTable {
        &self.analysis.facts
    }

    /// What in the data deserves a second look; found out when it is first asked for, since most documents do not ask.
    pub fn inspection(&self) -> &Inspection {
        self.inspection.get_or_init(|| inspect(&self.data))
    }

    /// The languages that have labels.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.languages.keys().map(String::as_str)
    }

    /// Numbers and labels of a language.
    ///
    /// # Errors
    /// `E0402` if there are no texts in it.
    pub fn numbers(&self, language: &str) -> Outcome<&Numbers> {
        self.language(language).map(|found| &found.numbers)
    }

    /// Sentences of a language.
    ///
    /// # Errors
    /// `E0402` if there are no texts in it.
    pub fn messages(&self, language: &str) -> Outcome<&Messages> {
        self.language(language).map(|found| &found.messages)
    }

    fn language(&self, language: &str) -> Outcome<&Language> {
        self.languages.get(language).ok_or_else(|| {
            Diagnostic::error(Code::UnknownSelection, "there are no texts in this language")
                .found(format!("`{language}`"))
                .allowed(self.languages().collect::<Vec<_>>().join(", "))
                .into()
        })
    }

    /// A label.
    ///
    /// # Errors
    /// If the language or the key is unknown.
    pub fn label(&self, language: &str, key: &str) -> Outcome<String> {
        self.numbers(language)?.label(key).map(str::to_owned)
    }

    /// The names of the two countries in a language.
    ///
    /// # Errors
    /// `E0402` if there are no texts in it.
    pub fn countries(&self, language: &str) -> Outcome<&PairNames> {
        self.language(language).map(|found| &found.countries)
    }

    /// The name of a country.
    ///
    /// # Errors
    /// `E0402` if there are no texts in the language.
    pub fn country_name(&self, side: Side, language: &str) -> Outcome<String> {
        self.countries(language).map(|names| names.name(side).to_owned())
    }

    /// The name of a flow, from the label `flow.outward` or `flow.inward`.
    ///
    /// # Errors
    /// If the language or the label is unknown.
    pub fn flow_name(&self, flow: Flow, language: &str) -> Outcome<String> {
        self.label(language, &format!("flow.{}", flow.role()))
    }

    /// The labels of every language, by its code.
    pub fn labels(&self) -> BTreeMap<String, Labels> {
        let labels = |language: &Language| language.numbers.labels().clone();
        self.languages.iter().map(|(code, language)| (code.clone(), labels(language))).collect()
    }

    /// The name of an industry, group, product, intensity group or industry of the input-output tables; of anything else its code.
    pub fn industry_name(&self, code: Symbol, language: &str) -> &str {
        let text = self.data.names.symbols.text(code);
        let industry = self.data.industry(code).map(|i| &i.name);
        let product = || self.data.products.iter().find(|p| p.code == code).map(|p| &p.name);
        let group = || self.data.intensity_groups.iter().find(|g| g.code == code).map(|g| &g.name);
        let table = &self.data.input_output.industries;
        let of_table = || table.iter().find(|i| i.code == code).map(|i| &i.name);
        industry
            .or_else(product)
            .or_else(group)
            .or_else(of_table)
            .map_or(text, |n| display_name(n, language, text))
    }

    /// The short name of an industry or group.
    pub fn industry_short(&self, code: Symbol, language: &str) -> &str {
        let text = self.data.names.symbols.text(code);
        match self.data.industry(code) {
            Some(industry) => display_name(&industry.short, language, text),
            None => self.industry_name(code, language),
        }
    }

    /// The name of a region; of anything else its code.
    pub fn region_name(&self, code: Symbol, language: &str) -> &str {
        let text = self.data.names.symbols.text(code);
        self.data.region(code).map_or(text, |r| display_name(&r.name, language, text))
    }

    /// The name of a region as it stands in a sentence: `text` (within one), `start` (at its beginning), `in`, `of`.
    /// Languages that bend names write them in `names.ftl`; for a region without an entry there, `region-names` has the
    /// pattern of each form.
    ///
    /// # Errors
    /// If the language is unknown, or has neither.
    pub fn region_form(&self, code: Symbol, language: &str, form: &str) -> Outcome<String> {
        let messages = self.messages(language)?;
        let id = format!("region-{}", self.data.names.symbols.text(code));
        if let Some(own) = messages.attribute(&id, form, &[])? {
            return Ok(own);
        }
        let name = Argument::Text(self.region_name(code, language).to_owned());
        let pattern = messages.attribute("region-names", form, &[("name", name)])?;
        pattern.ok_or_else(|| messages.missing(&format!("region-names.{form}")).into())
    }
}
