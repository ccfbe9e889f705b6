//! What templates can ask of the facts: `fact`, `has_fact`, `leaders`, `cmp`, `name` and the lists of codes.

use std::sync::Arc;

use minijinja::value::{Kwargs, Object};
use minijinja::{Environment, Error, State, Value};

use super::reading::Reading;
use super::{template_filters, template_sentences};
use crate::analysis::forecast::Model;
use crate::analysis::leaders;
use crate::diagnostics::{Code, Diagnostic};
use crate::edition::Edition;
use crate::facts::{Fact, FactKey, Method, Status};
use crate::templating::fault;
use crate::vocabulary::{Flow, Measure, Side, Symbol, codes};

/// A probability below this one is called significant: one in twenty.
const SIGNIFICANT: f64 = 0.05;

/// A fact as templates see it: it prints only through a filter, and answers questions about itself.
#[derive(Debug)]
pub(super) struct FactValue {
    pub(super) fact: Fact,
    language: String,
    edition: Arc<Edition>,
}

impl Object for FactValue {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let fact = &self.fact;
        let names = &self.edition.data.names;
        let region = fact.key.region;
        let industry = fact.key.industry;
        Some(match key.as_str()? {
            "positive" => (fact.value > 0.0).into(),
            "negative" => (fact.value < 0.0).into(),
            "zero" => (fact.value == 0.0).into(),
            "observed" => (fact.status == Status::Observed).into(),
            "estimated" => (fact.status == Status::Estimated).into(),
            "projected" => (fact.status == Status::Projected).into(),
            "has_interval" => fact.interval.is_some().into(),
            "significant" => (fact.value < SIGNIFICANT).into(),
            "sign_sure" => fact.interval.is_some_and(|(l, u)| l > 0.0 || u < 0.0).into(),
            "clipped" => (fact.method == Method::OlsClipped).into(),
            "year" => fact.key.year.to_string().into(),
            "industry" => names.symbols.text(industry).into(),
            "region" => names.symbols.text(region).into(),
            "industry_name" => self.edition.industry_name(industry, &self.language).into(),
            "industry_short" => self.edition.industry_short(industry, &self.language).into(),
            "region_name" => self.edition.region_name(region, &self.language).into(),
            "model" => self.model()?.code().into(),
            "id" => names.id(&fact.key).into(),
            _ => return None,
        })
    }
}

impl FactValue {
    /// The model that gave a continuation, or whose score the fact is.
    fn model(&self) -> Option<Model> {
        let key = self.fact.key;
        let code = self.edition.data.names.symbols.text(key.industry);
        Model::ALL.into_iter().find(|m| m.forecast() == key.measure || m.code() == code)
    }
}

/// The language of a template: the first folder of its name.
pub(super) fn language_of(state: &State) -> String {
    state.name().split('/').next().unwrap_or_default().to_owned()
}

/// Adds what templates of every document share: names, comparisons and filters.
pub fn register(engine: &mut Environment<'static>, edition: &Arc<Edition>) {
    engine.add_function("cmp", |a: Value, b: Value, arguments: Kwargs| {
        // With `abs=true` by size, whatever the sign.
        let abs = arguments.get::<Option<bool>>("abs")?.unwrap_or(false);
        arguments.assert_all_used()?;
        let size = |value: f64| if abs { value.abs() } else { value };
        let (a, b) = (template_filters::fact_of(&a)?, template_filters::fact_of(&b)?);
        Ok::<&str, Error>(match size(a.fact.value).total_cmp(&size(b.fact.value)) {
            std::cmp::Ordering::Less => "less",
            std::cmp::Ordering::Equal => "equal",
            std::cmp::Ordering::Greater => "greater",
        })
    });
    let shared = Arc::clone(edition);
    engine.add_function("name", move |state: &State, kind: &str, code: &str| {
        let language = language_of(state);
        let symbol = || self::code(&shared, code);
        Ok::<String, Error>(match kind {
            "region" => shared.region_name(symbol()?, &language).to_owned(),
            "industry" => shared.industry_name(symbol()?, &language).to_owned(),
            "flow" => {
                let flow = flow_of(&shared, code)?;
                shared.flow_name(flow, &language).map_err(fault)?
            }
            "country" => {
                let side = side_of(&shared, code)?;
                shared.country_name(side, &language).map_err(fault)?
            }
            // Districts have no code but their English name; a language that has another word for one says so.
            "district" => shared
                .label(&language, &format!("district.{code}"))
                .unwrap_or_else(|_| code.to_owned()),
            other => {
                let message = "names are of regions, industries, flows, countries or districts";
                return Err(fault(
                    Diagnostic::error(Code::TemplateSyntax, message).found(other.to_owned()),
                ));
            }
        })
    });
    template_filters::register(engine, edition);
    template_sentences::register(engine, edition);
}

/// Adds the functions that give facts to one document; each fact that its texts ask for is noted.
pub(super) fn register_facts(
    engine: &mut Environment<'static>,
    edition: &Arc<Edition>,
    reading: &Reading,
) {
    let (shared, noted) = (Arc::clone(edition), reading.clone());
    let known = move |state: &State, key: FactKey| -> Result<Value, Error> {
        let fact = shared.facts().get(&key).cloned().ok_or_else(|| unknown(&shared, &key))?;
        noted.note(key);
        Ok(wrap(&shared, &language_of(state), fact))
    };
    let (shared, give) = (Arc::clone(edition), known.clone());
    engine.add_function("fact", move |state: &State, measure: &str, arguments: Kwargs| {
        give(state, key_of(&shared, measure, &arguments)?)
    });
    let shared = Arc::clone(edition);
    engine.add_function("has_fact", move |measure: &str, arguments: Kwargs| {
        // Texts may speak of industries and regions that only some folders have.
        for name in ["industry", "region"] {
            let asked: Option<String> = arguments.get(name)?;
            if asked.is_some_and(|text| shared.data.names.symbols.get(&text).is_none()) {
                return Ok(false);
            }
        }
        let key = key_of(&shared, measure, &arguments)?;
        Ok::<bool, Error>(shared.facts().get(&key).is_some())
    });
    let shared = Arc::clone(edition);
    engine.add_function("intensity_ratio", move |state: &State, industry: &str, year: Value| {
        let symbol = code(&shared, industry)?;
        let key = FactKey::new(Measure::IntensityRatio).industry(symbol).year(year_of(&year)?);
        known(state, key)
    });
    let (shared, noted) = (Arc::clone(edition), reading.clone());
    engine.add_function("continuations", move |state: &State, arguments: Kwargs| {
        let key = key_of(&shared, Measure::ForecastOls.as_str(), &arguments)?;
        let of = |model: Model| FactKey { measure: model.forecast(), ..key };
        let mut found: Vec<Fact> = Model::ALL
            .into_iter()
            .filter_map(|model| shared.facts().get(&of(model)).cloned())
            .collect();
        found.sort_by(|a, b| b.value.total_cmp(&a.value));
        found.iter().for_each(|fact| noted.note(fact.key));
        let language = language_of(state);
        Ok::<Value, Error>(found.into_iter().map(|f| wrap(&shared, &language, f)).collect())
    });
    let (shared, noted) = (Arc::clone(edition), reading.clone());
    engine.add_function("leaders", move |state: &State, measure: &str, arguments: Kwargs| {
        list(&shared, &language_of(state), &noted, measure, &arguments)
    });
}

fn wrap(edition: &Arc<Edition>, language: &str, fact: Fact) -> Value {
    Value::from_object(FactValue {
        fact,
        language: language.to_owned(),
        edition: Arc::clone(edition),
    })
}

fn unknown(edition: &Edition, key: &FactKey) -> Error {
    let id = edition.data.names.id(key);
    let years: Vec<i16> = edition
        .facts()
        .iter()
        .filter(|f| FactKey { year: key.year, ..f.key } == *key)
        .map(|f| f.key.year)
        .collect();
    let fault_of = Diagnostic::error(Code::UnknownFact, "there is no such fact").found(id);
    fault(match (years.iter().min(), years.iter().max()) {
        (Some(first), Some(last)) => {
            fault_of.allowed(format!("the same with a year from {first} to {last}"))
        }
        _ => fault_of.hint("`tradeprint export facts` writes every fact's id"),
    })
}

fn bad(message: &str, found: &str) -> Error {
    fault(Diagnostic::error(Code::UnknownFact, message).found(format!("`{found}`")))
}

pub(super) fn code(edition: &Edition, text: &str) -> Result<Symbol, Error> {
    edition.data.names.symbols.get(text).ok_or_else(|| bad("the code is unknown", text))
}

fn year_of(value: &Value) -> Result<i16, Error> {
    let text = value.to_string();
    text.parse().map_err(|_| bad("not a year", &text))
}

/// A flow by its role (`outward`, `inward`) or code.
fn flow_of(edition: &Edition, text: &str) -> Result<Flow, Error> {
    let flow = Flow::of_role(text).or_else(|| edition.data.names.pair.flow(text));
    flow.ok_or_else(|| bad("the flow is unknown", text))
}

/// A country by its role (`reporter`, `partner`) or code.
fn side_of(edition: &Edition, text: &str) -> Result<Side, Error> {
    let side = Side::of_role(text).or_else(|| edition.data.names.pair.side(text));
    side.ok_or_else(|| bad("the country is unknown", text))
}

/// The key that a measure and named arguments mean: industry `all` and the nation where nothing is said.
fn key_of(edition: &Edition, measure: &str, arguments: &Kwargs) -> Result<FactKey, Error> {
    let names = &edition.data.names;
    let measure = Measure::parse(measure).ok_or_else(|| bad("the measure is unknown", measure))?;
    let d = measure.dimensions();
    let mut key = FactKey::new(measure);
    let text = |name: &str, has: bool| -> Result<Option<String>, Error> {
        let value: Option<String> = arguments.get(name)?;
        if value.is_some() && !has {
            return Err(bad(&format!("{} has no {name}", measure.as_str()), name));
        }
        Ok(value)
    };
    if let Some(flow) = text("flow", d.flow)? {
        key.flow = Some(flow_of(edition, &flow)?);
    }
    if let Some(country) = text("country", d.country)? {
        key.country = Some(side_of(edition, &country)?);
    }
    if d.industry {
        key.industry = text("industry", true)?.map_or(Ok(Symbol::ALL), |c| code(edition, &c))?;
    }
    if d.region {
        key.region = text("region", true)?.map_or(Ok(names.nation()), |c| code(edition, &c))?;
    }
    if let Some(year) = arguments.get::<Option<Value>>("year")? {
        key.year = year_of(&year)?;
    }
    if let Some(base) = arguments.get::<Option<Value>>("base")? {
        key.base = year_of(&base)?;
    }
    arguments.assert_all_used()?;
    if !key.is_complete() {
        return Err(bad("the fact is not fully named", &names.id(&key)));
    }
    Ok(key)
}

/// Facts over industries, regions or sources of uncertainty, sorted.
fn list(
    edition: &Arc<Edition>,
    language: &str,
    reading: &Reading,
    measure: &str,
    arguments: &Kwargs,
) -> Result<Value, Error> {
    let by: String = arguments.get("by")?;
    let n: Option<usize> = arguments.get("n")?;
    let order: Option<String> = arguments.get("order")?;
    let mut key = key_of(edition, measure, arguments)?;
    let of_codes = |codes: &[&str]| -> Vec<Fact> {
        let symbols = codes.iter().filter_map(|code| edition.data.names.symbols.get(code));
        let facts = symbols.filter_map(|symbol| edition.facts().get(&key.industry(symbol)));
        let mut all: Vec<Fact> = facts.cloned().collect();
        all.sort_by(|a, b| b.value.total_cmp(&a.value));
        all
    };
    let mut found: Vec<Fact> = match by.as_str() {
        "model" => of_codes(&codes::MODELS),
        "source" => of_codes(&codes::SOURCES),
        "industry" | "region" => {
            if by == "industry" {
                key.industry = Symbol::EACH;
            } else {
                key.region = Symbol::EACH;
            }
            leaders(edition.facts(), key).into_iter().cloned().collect()
        }
        other => return Err(bad("lists are by industry, region, model or source", other)),
    };
    match order.as_deref().unwrap_or("desc") {
        "desc" => {}
        "asc" => found.reverse(),
        "abs" => found.sort_by(|a, b| b.value.abs().total_cmp(&a.value.abs())),
        other => return Err(bad("lists are ordered desc, asc or abs", other)),
    }
    found.truncate(n.unwrap_or(usize::MAX));
    found.iter().for_each(|fact| reading.note(fact.key));
    Ok(found.into_iter().map(|fact| wrap(edition, language, fact)).collect())
}
