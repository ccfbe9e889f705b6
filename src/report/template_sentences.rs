//! What templates say of facts in whole sentences: `say`, `compare`, `text`, `place`.

use std::sync::Arc;

use minijinja::value::{Kwargs, Rest};
use minijinja::{Environment, Error, State, Value};

use super::template_facts::{FactValue, code, language_of};
use super::template_filters::{Asked, fact_of, is_markdown, marked};
use crate::diagnostics::{Code, Diagnostic, Outcome};
use crate::edition::Edition;
use crate::facts::Fact;
use crate::sentences::{Extra, Setting, Teller};
use crate::templating::{fault, markdown_text};
use crate::vocabulary::Symbol;

/// How a region's name stands in a sentence, and what messages call each form.
const FORMS: [(&str, &str); 4] =
    [("text", "region"), ("start", "region-start"), ("in", "region-in"), ("of", "region-of")];

/// Adds the functions.
pub(super) fn register(engine: &mut Environment<'static>, edition: &Arc<Edition>) {
    let shared = Arc::clone(edition);
    engine.add_filter("say", move |state: &State, value: Value, name: &str, extras: Kwargs| {
        let fact = fact_of(&value)?.fact.clone();
        tell(state, &shared, &extras, |teller, rest| teller.say(name, &fact, rest))
    });
    let shared = Arc::clone(edition);
    engine.add_function(
        "compare",
        move |state: &State, name: &str, a: Value, b: Value, extras: Kwargs| {
            let (a, b) = (fact_of(&a)?.fact.clone(), fact_of(&b)?.fact.clone());
            let judge: Option<Value> = extras.get("judge")?;
            let judge = judge.as_ref().map(fact_of).transpose()?.map(|value| value.fact.clone());
            tell(state, &shared, &extras, |teller, rest| {
                teller.compare(name, (&a, &b), judge.as_ref(), rest)
            })
        },
    );
    let shared = Arc::clone(edition);
    engine.add_function("text", move |state: &State, name: &str, extras: Kwargs| {
        tell(state, &shared, &extras, |teller, rest| teller.text(name, rest))
    });
    let shared = Arc::clone(edition);
    engine.add_function("place", move |state: &State, region: &str, form: Rest<String>| {
        let symbol = code(&shared, region)?;
        let form = form.first().map_or("text", String::as_str);
        if FORMS.iter().all(|(known, _)| *known != form) {
            let message = "there is no such form of a name";
            let found = Diagnostic::error(Code::TemplateSyntax, message).found(form.to_owned());
            return Err(fault(found.allowed(FORMS.map(|(known, _)| known).join(", "))));
        }
        shared.region_form(symbol, &language_of(state), form).map_err(fault)
    });
}

/// Arguments that are not handed to the message.
const OWN: [&str; 4] = ["unit", "digits", "flag", "judge"];

fn tell(
    state: &State,
    edition: &Edition,
    arguments: &Kwargs,
    made: impl FnOnce(&Teller<'_>, &[(String, Extra)]) -> Outcome<String>,
) -> Result<Value, Error> {
    let asked = Asked::take(None, arguments)?;
    let mut extras = Vec::new();
    for name in arguments.args().filter(|name| !OWN.contains(name)) {
        extras.push((name.to_owned(), extra_of(&arguments.get::<Value>(name)?)?));
    }
    let language = language_of(state);
    let numbers = edition.numbers(&language).map_err(fault)?;
    let markdown = is_markdown(state);
    let setting = Page { edition, language: &language, markdown, flag: asked.flag };
    let messages = edition.messages(&language).map_err(fault)?;
    let teller = Teller { numbers, messages, setting: &setting, wish: asked.wish };
    let text = made(&teller, &extras).map_err(fault)?;
    Ok(if markdown { Value::from_safe_string(text) } else { text.into() })
}

fn extra_of(value: &Value) -> Result<Extra, Error> {
    if let Some(found) = value.downcast_object_ref::<FactValue>() {
        return Ok(Extra::Fact(found.fact.clone()));
    }
    match value.as_str() {
        Some(words) => Ok(Extra::Text(words.to_owned())),
        None => {
            let message = "a sentence takes facts and texts";
            Err(fault(Diagnostic::error(Code::BareNumber, message).found(value.to_string())))
        }
    }
}

/// Where a sentence stands.
struct Page<'a> {
    edition: &'a Edition,
    language: &'a str,
    markdown: bool,
    flag: bool,
}

impl Setting for Page<'_> {
    fn plain(&self, text: &str) -> String {
        if self.markdown { markdown_text(text) } else { text.to_owned() }
    }

    fn marked(&self, fact: &Fact, text: &str) -> Outcome<String> {
        marked(self.edition.numbers(self.language)?, fact, text, self.markdown, self.flag)
    }

    fn names(&self, fact: &Fact) -> Vec<(&'static str, String)> {
        let mut names = Vec::new();
        let (region, industry) = (fact.key.region, fact.key.industry);
        if self.edition.data.region(region).is_some() {
            for (form, name) in FORMS {
                // A language that lacks the form is told so by the message that asks for it.
                if let Ok(words) = self.edition.region_form(region, self.language, form) {
                    names.push((name, words));
                }
            }
        }
        if industry != Symbol::ALL {
            names.push((
                "industry",
                self.edition.industry_name(industry, self.language).to_lowercase(),
            ));
        }
        names
    }
}
