//! A document becomes a Typst project.

use std::collections::BTreeSet;

use minijinja::Environment;
use serde_json::{Map, Value, json};

use crate::diagnostics::{Code, Diagnostic, Faults, Location, Outcome};
use crate::theme;

use super::bibliography::Bibliography;
use super::markdown::{References, Target, translate};
use super::rendering::Rendered;
use super::scripts::foreign_scripts;
use super::{DocumentInput, Labels, Library, Origin, PlacedFigure, TypstProject};

/// Path of the picture of the cover.
const COVER: &str = "/figures/cover.svg";

/// Fills in, translates and assembles one document.
///
/// The project holds `/layouts/KIND.typ` (where it starts), `/theme/*`, `/chapters/NN.typ`, `/figures/NN.svg`,
/// `/document.json` (meta, labels, figures, tables, chapters), and the bibliography if a chapter cites. What
/// travels inside the PDF is added afterwards ([`TypstProject::attach`]): it may tell what the chapters used.
///
/// # Errors
/// Every fault of every chapter: missing templates and labels, faults of the templates, Markdown without
/// counterpart, references without target, figures and tables that are not placed exactly once.
pub fn compose(
    library: &Library,
    environment: &Environment<'_>,
    labels: &Labels,
    input: &DocumentInput,
) -> Outcome<TypstProject> {
    let mut faults = Faults::new();
    let layout = format!("layouts/{}.typ", input.kind);
    let mut project = TypstProject::new(format!("/{layout}"), input.meta.date);
    match library.house() {
        Ok(house) => project.insert(format!("/{}", theme::FILE), house.merged(), Origin::Data),
        Err(found) => faults.append(found),
    }
    let names = library.names_in("theme").filter(|name| *name != theme::FILE);
    for name in names.chain(std::iter::once(layout.as_str())) {
        let (path, origin) = (format!("/{name}"), Origin::Template(library.shown(name)));
        let added = if name.ends_with(".typ") {
            library.parsed(name).map(|source| project.insert_parsed(path, source, origin))
        } else {
            library.bytes(name).map(|bytes| project.insert(path, bytes, origin))
        };
        if let Err(found) = added {
            faults.append(found);
        }
    }
    let mut document = Map::new();
    document.insert("kind".into(), json!(input.kind));
    document.insert("language".into(), json!(input.language));
    document.insert("scripts".into(), foreign_scripts(&input.language));
    document.insert("meta".into(), json!(input.meta));
    document.insert("labels".into(), labels.iter().map(|(k, v)| (k, json!(v))).collect());
    let cover = input.cover.as_ref().map(|picture| {
        project.insert(COVER, picture.as_bytes(), Origin::Data);
        COVER
    });
    document.insert("cover".into(), json!(cover));
    let bibliography = Bibliography::find(library);
    let given = add_exhibits(input, &mut project, &mut document, &mut faults);
    let references =
        add_chapters(library, environment, input, &mut project, &mut document, &mut faults);
    if let Some(references) = &references {
        let works = bibliography.as_ref().map(|found| found.keys.clone()).unwrap_or_default();
        references.check(&given, &works, &mut faults);
        project.figures = references.figures().to_vec();
        if let Err(found) = number_figures(input, labels, &project.figures, &mut document) {
            faults.append(found);
        }
    }
    let cites = references.is_some_and(|references| references.cites());
    document.insert("bibliography".into(), Value::Null);
    if let Some(found) = bibliography.filter(|_| cites) {
        let path = format!("/{}", found.name);
        match library.bytes(found.name) {
            Ok(bytes) => {
                project.insert(&path, bytes, Origin::Template(library.shown(found.name)));
            }
            Err(found) => faults.append(found),
        }
        document.insert("bibliography".into(), json!(path));
    }
    project.attach(&[]);
    project.insert("/document.json", Value::Object(document).to_string(), Origin::Data);
    faults.check(project).map(|(project, _)| project)
}

/// Adds figures and tables; returns their names.
fn add_exhibits(
    input: &DocumentInput,
    project: &mut TypstProject,
    document: &mut Map<String, Value>,
    faults: &mut Faults,
) -> BTreeSet<(Target, String)> {
    let mut given = BTreeSet::new();
    let mut figures = Map::new();
    for (index, figure) in input.figures.iter().enumerate() {
        if !given.insert((Target::Figure, figure.id.clone())) {
            faults.push(twice(&figure.id));
        }
        faults.append(alternative_text(figure));
        let path = format!("/figures/{:02}.svg", index + 1);
        project.insert(&path, figure.svg.as_bytes(), Origin::Data);
        let entry = json!({
            "path": path, "width": figure.width, "message": figure.message,
            "subtitle": figure.subtitle, "source": figure.source, "note": figure.note,
            "alt": figure.alt,
        });
        figures.insert(figure.id.clone(), entry);
    }
    let mut tables = Map::new();
    for table in &input.tables {
        if !given.insert((Target::Table, table.id.clone())) {
            faults.push(twice(&table.id));
        }
        for (index, row) in table.rows.iter().enumerate() {
            if row.len() != table.columns.len() && row.len() != 1 {
                let text = format!("row {} of a table has {} cells", index + 1, row.len());
                let fault = Diagnostic::error(Code::Typesetting, text).found(&table.id);
                faults.push(fault.allowed(format!("{}, or 1 for a group", table.columns.len())));
            }
        }
        let entry = json!({
            "title": table.title, "subtitle": table.subtitle, "columns": table.columns,
            "rows": table.rows, "source": table.source, "note": table.note,
        });
        tables.insert(table.id.clone(), entry);
    }
    document.insert("figures".into(), Value::Object(figures));
    document.insert("tables".into(), Value::Object(tables));
    given
}

/// Characters that say too little for an alternative text.
const TOO_SHORT: usize = 40;

/// What an alternative text lacks: a few words or a text without a number do not stand in for a chart.
fn alternative_text(figure: &PlacedFigure) -> Faults {
    let text = figure.alt.trim();
    let message = if text.is_empty() {
        "a figure has no text for those who cannot see it"
    } else if text.chars().count() <= TOO_SHORT {
        "the text for those who cannot see a figure is too short to say what it shows"
    } else if !text.contains(|c: char| c.is_numeric()) {
        "the text for those who cannot see a figure holds no number"
    } else {
        return Faults::new();
    };
    Diagnostic::error(Code::AlternativeText, message)
        .found(format!("{}: `{text}`", figure.id))
        .allowed(format!("more than {TOO_SHORT} characters, with a number"))
        .hint("write `alt` of the figure in figures.toml")
        .into()
}

/// Says in each placed figure which number it has and what the file of its data is called; in the alternative text, too,
/// if there are data.
fn number_figures(
    input: &DocumentInput,
    labels: &Labels,
    placed: &[String],
    document: &mut Map<String, Value>,
) -> Outcome<()> {
    for (index, id) in placed.iter().enumerate() {
        let entry = document.get_mut("figures").and_then(|figures| figures.get_mut(id));
        let Some(entry) = entry else { continue };
        let (number, file) = (index + 1, figure_file(index + 1));
        let figure = input.figures.iter().find(|figure| figure.id == *id && figure.has_data);
        if let Some(figure) = figure {
            let named = labels.fill("alternative.file", &[("file", &file)])?;
            entry["alt"] = json!(format!("{} {named}", figure.alt));
        }
        entry["number"] = json!(number);
        entry["file"] = json!(file);
    }
    Ok(())
}

/// Name of the file inside a document that holds the data of the figure of this number.
pub fn figure_file(number: usize) -> String {
    format!("figure-{number:02}.csv")
}

fn twice(id: &str) -> Diagnostic {
    Diagnostic::error(Code::FigureMissing, "two figures or tables of a document share a name")
        .found(id)
}

/// Adds the chapters; returns what they define and refer to, if all of them could be read.
fn add_chapters(
    library: &Library,
    environment: &Environment<'_>,
    input: &DocumentInput,
    project: &mut TypstProject,
    document: &mut Map<String, Value>,
    faults: &mut Faults,
) -> Option<References> {
    let mut references = References::default();
    let mut complete = true;
    let mut chapters = Vec::new();
    for (index, chapter) in input.chapters.iter().enumerate() {
        let template = format!("{}/{chapter}.md", input.language);
        let rendered = match Rendered::new(library, environment, &template, &input.context) {
            Ok(rendered) => rendered,
            Err(found) => {
                complete = false;
                faults.append(found);
                continue;
            }
        };
        let translated = translate(&rendered, index + 1, &mut references, faults);
        let (errors, _) = typst_syntax::parse(&translated.code).errors_and_warnings();
        if let Some(error) = errors.first() {
            let text = format!("the chapter became no valid code: {}", error.message);
            let fault = Diagnostic::error(Code::MarkdownUnsupported, text);
            faults.push(fault.at(Location::file(library.shown(&template))));
        }
        let path = format!("/chapters/{:02}.typ", index + 1);
        project.insert(&path, translated.code, Origin::Chapter(translated.places));
        chapters.push(json!({ "path": path, "name": chapter_name(chapter) }));
    }
    document.insert("chapters".into(), Value::Array(chapters));
    complete.then_some(references)
}

/// `introduction` for `article/01-introduction`.
fn chapter_name(chapter: &str) -> &str {
    let file = chapter.rsplit('/').next().unwrap_or(chapter);
    match file.split_once('-') {
        Some((number, name)) if number.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => file,
    }
}
