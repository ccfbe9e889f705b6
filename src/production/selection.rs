//! Which documents a request means, and what it leaves out.

use super::{Request, Workshop};
use crate::diagnostics::{Code, Diagnostic, Faults, Outcome};
use crate::exhibits::Subject;
use crate::report::{self, Document, Kind};

impl Workshop {
    /// The documents of a request, in a fixed order.
    ///
    /// # Errors
    /// Regions, industries or languages that do not exist.
    pub fn documents(&self, request: &Request) -> Outcome<Vec<Document>> {
        let mut faults = Faults::new();
        let names = &self.edition.data.names;
        let known: Vec<&str> = names.regions.iter().map(|r| names.symbols.text(*r)).collect();
        check(&request.regions, &known, "there is no such region", &mut faults);
        let known: Vec<&str> =
            self.edition.data.industries.iter().map(|i| names.symbols.text(i.code)).collect();
        check(&request.industries, &known, "there is no such industry or group", &mut faults);
        let known: Vec<&str> = self.edition.languages().collect();
        check(&request.languages, &known, "there are no texts in this language", &mut faults);
        let kinds = wanted_kinds(request);
        let languages = self.wanted_languages(request);
        // A kind that is named has to have texts; else what there is is made.
        let untold = |kind: Kind, language: &String| self.untold(kind, language).is_some();
        for (kind, language) in
            request.kinds.iter().flat_map(|kind| languages.iter().map(move |l| (*kind, l)))
        {
            if untold(kind, language) && known.contains(&language.as_str()) {
                let message = self.untold(kind, language).unwrap_or_default();
                let told = Kind::ALL.into_iter().filter(|kind| !untold(*kind, language));
                let told: Vec<&str> = told.map(Kind::code).collect();
                faults.push(
                    Diagnostic::error(Code::UnknownSelection, message)
                        .found(format!("`{}` in `{language}`", kind.code()))
                        .allowed(told.join(", ")),
                );
            }
        }
        let wanted = |subject: &Subject| match subject {
            Subject::Nation => true,
            Subject::Region(code) => listed(&request.regions, names.symbols.text(*code)),
            Subject::Industry(code) => listed(&request.industries, names.symbols.text(*code)),
        };
        let documents = report::plan(&self.edition, &kinds)
            .into_iter()
            .filter(|(_, subject)| wanted(subject))
            .flat_map(|(kind, subject)| {
                languages.iter().filter(move |language| !untold(kind, language)).map(
                    move |language| {
                        Document::new(&self.edition, kind, subject, language, &request.standards)
                    },
                )
            })
            .collect();
        faults.check(documents).map(|(documents, _)| documents)
    }

    /// What a request leaves out because a language has no texts of it yet: one warning each.
    pub fn left_out(&self, request: &Request) -> Faults {
        let kinds = wanted_kinds(request);
        let languages = self.wanted_languages(request);
        let all = kinds.iter().flat_map(|kind| languages.iter().map(move |l| (*kind, l)));
        // What the catalogue does not list, nobody misses.
        all.filter(|(kind, _)| report::is_listed(&self.edition, *kind))
            .filter_map(|(kind, language)| {
                let why = self.untold(kind, language)?;
                let fault =
                    Diagnostic::warning(Code::TextsMissing, format!("a report is left out: {why}"));
                Some(fault.found(format!("`{}` in `{language}`", kind.code())))
            })
            .collect()
    }

    fn untold(&self, kind: Kind, language: &str) -> Option<&'static str> {
        report::left_out(&self.edition, &self.library, kind, language)
    }

    fn wanted_languages<'a>(&'a self, request: &'a Request) -> &'a [String] {
        if request.languages.is_empty() {
            &self.edition.data.catalogue.languages
        } else {
            &request.languages
        }
    }
}

/// The kinds that a request means: those named; a region or industry alone means its briefs; else all.
fn wanted_kinds(request: &Request) -> Vec<Kind> {
    if !request.kinds.is_empty() {
        return request.kinds.clone();
    }
    let all = request.regions.is_empty() && request.industries.is_empty();
    let means = |kind: &Kind| match kind {
        kind if all => kind.is_of_every_edition(),
        Kind::Industry => !request.industries.is_empty(),
        Kind::Region => !request.regions.is_empty(),
        Kind::Article | Kind::National | Kind::Policy | Kind::Quality => false,
    };
    Kind::ALL.into_iter().filter(means).collect()
}

fn listed(codes: &[String], code: &str) -> bool {
    codes.is_empty() || codes.iter().any(|c| c == code)
}

fn check(asked: &[String], known: &[&str], message: &str, faults: &mut Faults) {
    for code in asked.iter().filter(|code| !known.contains(&code.as_str())) {
        let near = known
            .iter()
            .map(|k| (strsim::damerau_levenshtein(&code.to_lowercase(), &k.to_lowercase()), *k))
            .min();
        let mut fault =
            Diagnostic::error(Code::UnknownSelection, message).found(format!("`{code}`"));
        if let Some((_, near)) = near {
            fault = fault.hint(format!("did you mean `{near}`? `tradeprint list` shows all"));
        }
        faults.push(fault);
    }
}
