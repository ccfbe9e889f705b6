//! What the two countries of a pair are called in a language: from the data folder, else from the language's `names.ftl`.

use std::collections::BTreeMap;

use super::{Messages, display_name};
use crate::data::Catalogue;
use crate::diagnostics::{Code, Diagnostic, Location, Outcome};
use crate::vocabulary::Side;

/// The forms of a country's name by their own names: `name`, `adjective` and whatever else a language needs.
type Forms = BTreeMap<String, String>;

/// The names of both countries in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct PairNames {
    forms: [Forms; 2],
}

impl PairNames {
    /// The names of a pair. The folder's own (`[countries.CODE]` of the catalogue) come first; the attributes of the
    /// message `country-CODE` fill what it leaves out; English stands in for a name that the language lacks.
    ///
    /// # Errors
    /// `E0201` for a country that has no name.
    pub fn new(catalogue: &Catalogue, messages: &Messages, language: &str) -> Outcome<Self> {
        let mut forms = [Forms::new(), Forms::new()];
        for side in Side::BOTH {
            let code = catalogue.pair.code(side);
            let own = &mut forms[side.index()];
            *own = messages.attributes(&format!("country-{code}"));
            for (form, texts) in catalogue.countries.get(code).into_iter().flatten() {
                // A name of another language stands in for a missing one; other forms would be wrong in it.
                if let Some(text) = texts.get(language) {
                    own.insert(form.clone(), text.clone());
                } else if form == "name" && !own.contains_key(form) {
                    own.insert(form.clone(), display_name(texts, language, code).to_owned());
                }
            }
            if !own.contains_key("name") {
                return Err(Diagnostic::error(Code::TemplateMissing, "a country has no name")
                    .at(Location::file("tradeprint.toml"))
                    .found(format!("`{code}` in `{language}`"))
                    .hint(format!("add [countries.{code}] with name = {{ en = \"...\" }} and adjective = {{ en = \"...\" }}"))
                    .into());
            }
        }
        Ok(Self { forms })
    }

    /// The name of a country.
    pub fn name(&self, side: Side) -> &str {
        &self.forms[side.index()]["name"]
    }

    /// All forms of a country's name.
    pub fn forms(&self, side: Side) -> &BTreeMap<String, String> {
        &self.forms[side.index()]
    }

    /// What labels and sentences may ask for: `reporter` and `partner` are the names, `reporter-adjective` and the like the other
    /// forms.
    pub fn standing(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for side in Side::BOTH {
            let role = side.role();
            for (form, text) in self.forms(side) {
                let key = if form == "name" { role.to_owned() } else { format!("{role}-{form}") };
                found.push((key, text.clone()));
            }
        }
        found
    }
}
