//! One document: its texts, figures and tables, ready to be composed.

use std::collections::BTreeSet;
use std::sync::Arc;

use minijinja::{Environment, Value, context};

use super::alternative_text::told_by_facts;
use super::context::context;
use super::imprint;
use super::kinds::{Document, FigureRequest, Kind};
use super::last_edition::last_edition;
use super::provenance;
use super::quality::quality_variables;
use super::reading::Reading;
use super::table_csv::csv_of;
use super::template_facts::register_facts;
use super::texts::Texts;
use crate::diagnostics::{Faults, Location, Outcome};
use crate::edition::Edition;
use crate::exhibits::{self, Cell, Maps, Scope, Shown, Table};
use crate::facts::{FactKey, Status};
use crate::figures::Style;
use crate::templating::{
    self, Align, DocumentInput, FigureWidth, Flag, Library, PlacedFigure, PlacedTable,
};
use crate::text::Numbers;
use crate::timings::Timings;

/// What every document of a build shares.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    /// The edition.
    pub edition: &'a Arc<Edition>,
    /// The templates in force.
    pub library: &'a Library,
    /// The template engine with all that documents share.
    pub engine: &'a Environment<'static>,
    /// The land.
    pub maps: Option<&'a Maps>,
    /// How charts look.
    pub style: &'a Style,
    /// Where the time of each stage is noted.
    pub timings: &'a Timings,
}

/// A table of a document as a file.
#[derive(Clone, Debug)]
pub struct TableFile {
    /// Name in the document's chapters.
    pub id: String,
    /// The CSV.
    pub csv: Vec<u8>,
    /// Every fact in it.
    pub facts: Vec<FactKey>,
}

/// A document ready to be composed, and its exhibits as files.
pub struct Prepared {
    /// Everything on its pages.
    pub input: DocumentInput,
    /// The template engine that fills its chapters.
    pub engine: Environment<'static>,
    /// The facts that its texts have asked for so far.
    pub reading: Reading,
    /// Every fact of each figure, by name.
    pub figure_facts: Vec<(String, Vec<FactKey>)>,
    /// The data of figures that draw no facts, as CSV, by name.
    pub figure_data: Vec<(String, Vec<u8>)>,
    /// Its tables.
    pub tables: Vec<TableFile>,
}

/// Draws the exhibits of a document and fills in its texts.
///
/// # Errors
/// Every fault of every figure, table and text.
pub fn prepare(desk: &Desk<'_>, document: &Document) -> Outcome<Prepared> {
    let numbers = desk.edition.numbers(&document.language)?;
    let own = numbers.labels().of_kind(desk.library, &document.language, document.kind.code())?;
    let own = own.map(Numbers::new).transpose()?;
    let numbers = own.as_ref().unwrap_or(numbers);
    let scope = Scope {
        edition: desk.edition,
        numbers,
        language: &document.language,
        subject: document.subject,
        maps: desk.maps,
        style: desk.style,
    };
    let variables = context(desk.edition, desk.library, document.subject, &document.language);
    let variables = match document.kind {
        Kind::Quality => quality_variables(&scope, variables)?,
        _ => context! { last_edition => last_edition(&scope)?, ..variables },
    };
    let reading = Reading::default();
    let mut engine = desk.engine.clone();
    register_facts(&mut engine, desk.edition, &reading);
    let mut faults = Faults::new();
    let work = Work { desk, engine: &engine, document, scope: &scope, variables: &variables };
    let report = work.texts("report.toml");
    let (figures, figure_facts, figure_data) =
        desk.timings.time("compose: figures", || work.figures(report.as_ref().ok(), &mut faults));
    let (tables, files) =
        desk.timings.time("compose: tables", || work.tables(report.as_ref().ok(), &mut faults));
    let cover = desk.timings.time("compose: cover", || work.cover(&mut faults));
    let about = report.and_then(|report| {
        let meta = imprint::meta(&scope, document, &report, &variables)?;
        let chapters = report.list(report.root(), "chapters", &variables)?;
        Ok((meta, chapters))
    });
    let (meta, chapters) = match about {
        Ok(found) => found,
        Err(found) => {
            faults.append(found);
            return Err(faults);
        }
    };
    let kind = document.kind.code();
    let input = DocumentInput {
        kind: kind.to_owned(),
        language: document.language.clone(),
        meta,
        context: variables.clone(),
        figures,
        tables,
        cover,
        chapters: chapters.iter().map(|name| format!("{kind}/{name}")).collect(),
    };
    let prepared = Prepared { input, engine, reading, figure_facts, figure_data, tables: files };
    faults.check(prepared).map(|(prepared, _)| prepared)
}

/// The figures of a document, every fact of each, and the data of those that draw no facts.
type Figures = (Vec<PlacedFigure>, Vec<(String, Vec<FactKey>)>, Vec<(String, Vec<u8>)>);

/// One figure, its facts, and its data if it draws none.
type OneFigure = (PlacedFigure, Vec<FactKey>, Option<Vec<u8>>);

struct Work<'a> {
    desk: &'a Desk<'a>,
    engine: &'a Environment<'static>,
    document: &'a Document,
    scope: &'a Scope<'a>,
    variables: &'a Value,
}

impl<'a> Work<'a> {
    fn texts(&self, file: &str) -> Outcome<Texts<'a>> {
        let path = format!("{}/{file}", self.document.kind.code());
        Texts::load(self.desk.library, self.engine, &self.document.language, &path)
    }

    fn figures(&self, report: Option<&Texts<'_>>, faults: &mut Faults) -> Figures {
        let (mut figures, mut facts, mut data) = (Vec::new(), Vec::new(), Vec::new());
        let texts = match self.texts("figures.toml") {
            Ok(texts) => texts,
            Err(found) => {
                faults.append(found);
                return (figures, facts, data);
            }
        };
        let mut requests = self.document.kind.figures(self.desk.edition, self.document.subject);
        let known: Vec<&str> = requests.iter().map(|request| request.id.as_str()).collect();
        let wanted = wanted(report, "figures", &known, self.variables, faults);
        requests.retain(|request| wanted.contains(&request.id));
        for request in requests {
            match self.figure(&texts, &request) {
                Ok((figure, shown, own)) => {
                    data.extend(own.map(|own| (figure.id.clone(), own)));
                    facts.push((figure.id.clone(), shown));
                    figures.push(figure);
                }
                Err(found) => faults.append(found),
            }
        }
        (figures, facts, data)
    }

    fn figure(&self, texts: &Texts<'_>, request: &FigureRequest) -> Outcome<OneFigure> {
        let edition = self.desk.edition;
        let drawn = exhibits::figure(request.family, self.scope, request.parameters)?;
        let data = exhibits::figure_data(request.family, self.scope)?
            .map(|table| csv_of(edition, self.scope.numbers, &table));
        let source = provenance::source_line(self.scope, &drawn.facts, request.family)?;
        let industry = request.parameters.industry;
        let year = request.parameters.year.map(|year| year.to_string());
        let variables = context! {
            fig => context! {
                id => request.id.as_str(),
                year => year,
                industry => industry.map(|i| edition.data.names.symbols.text(i)),
                industry_name => industry.map(|i| edition.industry_name(i, &self.document.language)),
                unit => drawn.unit.as_deref(),
                sources => source.as_str(),
            },
            ..self.variables.clone()
        };
        let section = texts.section(&[&request.id, request.family])?;
        let placed = PlacedFigure {
            id: request.id.clone(),
            svg: drawn.svg.text,
            width: if request.parameters.half { FigureWidth::Half } else { FigureWidth::Full },
            message: texts.text(section, "message", &variables)?,
            subtitle: texts.text(section, "subtitle", &variables)?,
            source,
            note: texts.optional(section, "note", &variables)?,
            alt: [
                texts.text(section, "alt", &variables)?,
                told_by_facts(self.scope, &drawn.facts)?,
            ]
            .join(" ")
            .trim_end()
            .to_owned(),
            has_data: !drawn.facts.is_empty() || data.is_some(),
        };
        Ok((placed, drawn.facts, data))
    }

    /// The picture of the cover, for the kinds that have one.
    fn cover(&self, faults: &mut Faults) -> Option<String> {
        if !self.document.kind.has_cover() || self.scope.maps.is_none() {
            return None;
        }
        exhibits::cover(self.scope).map_err(|found| faults.append(found)).ok().map(|svg| svg.text)
    }

    fn tables(
        &self,
        report: Option<&Texts<'_>>,
        faults: &mut Faults,
    ) -> (Vec<PlacedTable>, Vec<TableFile>) {
        let (mut placed, mut files) = (Vec::new(), Vec::new());
        let texts = match self.texts("tables.toml") {
            Ok(texts) => texts,
            Err(found) => {
                faults.append(found);
                return (placed, files);
            }
        };
        let known = self.document.kind.tables(self.desk.edition, self.document.subject);
        let wanted = wanted(report, "tables", &known, self.variables, faults);
        for id in known.into_iter().filter(|id| wanted.contains(*id)) {
            match self.table(&texts, id) {
                Ok((table, file)) => {
                    placed.push(table);
                    files.push(file);
                }
                Err(found) => faults.append(found),
            }
        }
        (placed, files)
    }

    fn table(&self, texts: &Texts<'_>, id: &str) -> Outcome<(PlacedTable, TableFile)> {
        let mut table = exhibits::table(id, self.scope)?;
        if id == "claims" {
            self.word_claims(&mut table)?;
        }
        let edition = self.desk.edition;
        let numbers = self.scope.numbers;
        let facts = table.facts(edition);
        let section = texts.section(&[id])?;
        let columns = table.columns.iter().map(|column| templating::Column {
            header: column.header.clone(),
            align: if column.numeric { Align::Right } else { Align::Left },
            unit: column.unit.clone(),
        });
        let rows = table.rows.iter().filter(|row| row.shown != Shown::File).map(|row| {
            row.cells.iter().map(|cell| placed_cell(edition, numbers, cell, row.strong)).collect()
        });
        let placed = PlacedTable {
            id: id.to_owned(),
            title: texts.text(section, "title", self.variables)?,
            subtitle: texts.text(section, "subtitle", self.variables)?,
            columns: columns.collect(),
            rows: rows.collect(),
            source: provenance::source_line(self.scope, &facts, id)?,
            note: texts.optional(section, "note", self.variables)?,
        };
        let csv = csv_of(edition, numbers, &table);
        Ok((placed, TableFile { id: id.to_owned(), csv, facts }))
    }

    /// Puts the statements, verdicts and reasons in the place of their keys.
    fn word_claims(&self, table: &mut Table) -> Outcome<()> {
        let language = &self.document.language;
        let texts = Texts::load(self.desk.library, self.engine, language, "claims.toml")?;
        let mut faults = Faults::new();
        for cell in table.rows.iter_mut().flat_map(|row| row.cells.iter_mut()) {
            let (Cell::Head(text) | Cell::Text(text)) = cell else { continue };
            let Some((section, key)) = text.split_once('.') else { continue };
            if !["statement", "verdict", "reason"].contains(&section) || key.contains(' ') {
                continue;
            }
            let words =
                texts.section(&[section]).and_then(|found| texts.text(found, key, self.variables));
            match words.or_else(|missing| self.own_statement(section, key, missing)) {
                Ok(words) => *text = words,
                Err(found) => faults.append(found),
            }
        }
        faults.check(()).map(|((), _)| ())
    }

    /// The statement of a claim of which the templates know nothing, as the data folder words it.
    fn own_statement(&self, section: &str, id: &str, missing: Faults) -> Outcome<String> {
        let claims = &self.desk.edition.data.claims;
        let Some(claim) = claims.iter().find(|c| section == "statement" && c.id == id) else {
            return Err(missing);
        };
        let own = claim.statement.get(&self.document.language);
        own.or_else(|| claim.statement.get("en")).cloned().ok_or_else(|| {
            let place = Location::at(&claim.file, claim.line, 1);
            let hint = "add `statement = { en = \"...\" }` to the claim";
            missing.into_iter().map(|fault| fault.at(place.clone()).hint(hint)).collect()
        })
    }
}

/// Which exhibits of the kind the document shows: those that `report.toml` lists, so that a language may have a shorter
/// report of a kind; without a list, all.
fn wanted(
    report: Option<&Texts<'_>>,
    key: &str,
    known: &[&str],
    variables: &Value,
    faults: &mut Faults,
) -> BTreeSet<String> {
    let listed = report.map_or(Ok(None), |texts| texts.choice(key, known, variables));
    let listed = listed.unwrap_or_else(|found| {
        faults.append(found);
        None
    });
    let all = || known.iter().map(|name| (*name).to_owned()).collect();
    listed.unwrap_or_else(all).into_iter().collect()
}

fn placed_cell(
    edition: &Edition,
    numbers: &Numbers,
    cell: &Cell,
    strong: bool,
) -> templating::Cell {
    let flag = match cell.fact(edition).map(|fact| fact.status) {
        Some(Status::Estimated) => Flag::Estimated,
        Some(Status::Projected) => Flag::Projected,
        Some(Status::Observed) | None => Flag::None,
    };
    // The mark stands at the value; an interval beside it needs none.
    let flag = if matches!(cell, Cell::Interval(..)) { Flag::None } else { flag };
    templating::Cell {
        text: cell.text(edition, numbers),
        flag,
        is_header: matches!(cell, Cell::Head(_)),
        strong,
    }
}
