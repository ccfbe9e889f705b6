//! Data, facts, templates and land, and the making of one document from them.

use std::sync::Arc;

use minijinja::Environment;

use super::{Beside, Request, analysed_timed};
use crate::diagnostics::{Code, Diagnostic, Faults, Outcome};
use crate::edition::Edition;
use crate::exhibits::Maps;
use crate::facts::{write_csv, write_csv_to};
use crate::figures::{Style, Typeface};
use crate::publish::{OutputFile, Parts, StagedFile, Staging};
use crate::report::{self, CitationFile, Desk, Document};
use crate::templating::{self, Attachment, Library, PlacedFigure, TypstProject, sha256};
use crate::timings::Timings;
use crate::typesetting::{FontLibrary, PdfSettings, typeset_timed};

/// The table of facts of an edition.
const FACTS: &str = "facts.csv";

/// Data, facts, templates and land: what every document of an edition shares.
pub struct Workshop {
    /// The edition.
    pub edition: Arc<Edition>,
    /// The templates in force.
    pub library: Library,
    /// Hash over them.
    pub templates_sha256: String,
    /// Where the time of each stage is noted.
    pub timings: Timings,
    engine: Environment<'static>,
    maps: Option<Maps>,
    fonts: FontLibrary,
    style: Style,
}

impl Workshop {
    /// Reads, checks, analyses; warnings come with the value.
    ///
    /// # Errors
    /// Every fault of the data folder or the templates.
    pub fn open(request: &Request) -> Result<(Self, Faults), Faults> {
        Self::open_beside(request, None, Timings::off())
    }

    /// The same with the time of each stage, and with what is kept beside the editions.
    ///
    /// # Errors
    /// Those of [`Workshop::open`].
    pub fn open_beside(
        request: &Request,
        beside: Option<&Beside>,
        timings: Timings,
    ) -> Result<(Self, Faults), Faults> {
        let library = request.library()?;
        let (fonts, style) = timings.time("templates: fonts", || {
            let fonts = FontLibrary::new(&library)?;
            let style = style(&library, &fonts)?;
            Ok::<_, Faults>((fonts, style))
        })?;
        let (data, analysis, warnings) = analysed_timed(request, beside, &timings)?;
        let maps = timings.time("data: boundaries", || Maps::new(&data))?;
        let (edition, engine) = timings.time("templates: texts", || {
            let edition = Arc::new(Edition::new(data, analysis, &library)?);
            report::check_kinds(&edition, &library)?;
            let mut engine = templating::environment(&library, edition.labels());
            report::register(&mut engine, &edition);
            Ok::<_, Faults>((edition, engine))
        })?;
        let templates_sha256 = library.sha256();
        let workshop =
            Self { edition, library, templates_sha256, timings, engine, maps, fonts, style };
        Ok((workshop, warnings))
    }

    /// What the reports stage works with.
    pub fn desk(&self) -> Desk<'_> {
        Desk {
            edition: &self.edition,
            library: &self.library,
            engine: &self.engine,
            maps: self.maps.as_ref(),
            style: &self.style,
            timings: &self.timings,
        }
    }

    /// The fonts.
    pub fn fonts(&self) -> &FontLibrary {
        &self.fonts
    }

    /// One document from facts to pages.
    ///
    /// # Errors
    /// Every fault of its texts, exhibits and pages.
    pub fn make(&self, document: &Document) -> Outcome<Vec<OutputFile>> {
        self.files(document, &self.compose(document)?)
    }

    /// The files of a composed document, its PDF first.
    pub(super) fn files(
        &self,
        document: &Document,
        composed: &Composed,
    ) -> Outcome<Vec<OutputFile>> {
        let mut files = vec![self.typeset(document, composed)?];
        files.extend(composed.web_page.iter().map(|page| {
            OutputFile::new(document.path().replace(".pdf", ".html"), page.clone().into_bytes())
        }));
        files.extend(citation_files(document, composed));
        files.extend(exhibit_files(document, composed));
        Ok(files)
    }

    /// What decides the files of a composed document: all that the typesetter reads, the citation, what the PDF promises.
    /// Program and fonts decide, too; they are the same for all documents and come from the caller.
    pub(super) fn parts(document: &Document, composed: &Composed) -> Parts {
        let mut parts = composed.project.hashes();
        for (number, attachment) in composed.evidence.iter().enumerate() {
            // By their own names, which say more than numbers.
            parts.remove(&format!("attachments/{:02}", number + 1));
            parts.insert(attachment.name.clone(), sha256(&attachment.bytes));
        }
        for file in &composed.citations {
            parts.insert(format!("citation {}", file.ending), sha256(&file.bytes));
        }
        if let Some(page) = &composed.web_page {
            parts.insert("web page".to_owned(), sha256(page.as_bytes()));
        }
        parts.insert("standards".to_owned(), document.standards.to_string());
        parts
    }

    /// The PDF of a composed document.
    ///
    /// # Errors
    /// Every fault of its pages.
    pub fn typeset(&self, document: &Document, composed: &Composed) -> Outcome<OutputFile> {
        let settings = PdfSettings {
            identity: format!("{}/{}", self.edition.data.catalogue.edition.id, document.path()),
            standards: document.standards.clone(),
        };
        let pdf = self.timings.time_of(&document.path(), "typeset", || {
            typeset_timed(&composed.project, &settings, &self.fonts, &self.timings)
        })?;
        Ok(OutputFile { pages: Some(pdf.pages), ..OutputFile::new(document.path(), pdf.bytes) })
    }

    /// One document ready for the typesetter, with the files that travel inside it.
    ///
    /// # Errors
    /// Every fault of its texts and exhibits.
    pub fn compose(&self, document: &Document) -> Outcome<Composed> {
        self.timings.time_of(&document.path(), "compose", || self.composed(document))
    }

    fn composed(&self, document: &Document) -> Outcome<Composed> {
        let desk = self.desk();
        let prepared = report::prepare(&desk, document)?;
        let mut project = self.timings.time("compose: texts", || {
            let labels = self.edition.numbers(&document.language)?.labels();
            templating::compose(&self.library, &prepared.engine, labels, &prepared.input)
        })?;
        let evidence = self
            .timings
            .time("compose: evidence", || report::evidence(&desk, document, &prepared, &project))?;
        project.attach(&evidence);
        let citations = report::citations(document, &prepared.input.meta);
        let web_page = self.web_page(document, &prepared)?;
        Ok(Composed { project, figures: prepared.input.figures, evidence, citations, web_page })
    }

    /// The document as a page of the web, for the kinds that are one.
    fn web_page(
        &self,
        document: &Document,
        prepared: &report::Prepared,
    ) -> Outcome<Option<String>> {
        if !document.kind.has_web_page() {
            return Ok(None);
        }
        let file = |name: &str| document.table_path(name);
        self.timings.time("compose: web page", || {
            let labels = self.edition.numbers(&document.language)?.labels();
            templating::web_page(&self.library, &prepared.engine, labels, &prepared.input, &file)
                .map(Some)
        })
    }

    /// `facts.csv`.
    pub fn facts_file(&self) -> OutputFile {
        let facts = self.edition.facts();
        OutputFile::new(FACTS, write_csv(facts, facts.iter()))
    }

    /// The same as a file that waits, written row by row.
    pub(super) fn stage_facts(&self, staging: &Staging) -> Outcome<StagedFile> {
        let facts = self.edition.facts();
        self.timings.time("write: facts", || {
            staging.write(FACTS, |mut out| write_csv_to(facts, facts.iter(), &mut out))
        })
    }
}

/// The look of charts: the house style, and the widths of the font in which the pages set their texts.
fn style(library: &Library, fonts: &FontLibrary) -> Outcome<Style> {
    let house = library.house()?;
    house.check_fonts(&fonts.families())?;
    let cuts = [(400, false), (600, false), (400, true)];
    let files = cuts.map(|(weight, italic)| fonts.cut(&house.fonts.sans, weight, italic));
    let widths = match &files {
        [Some(a), Some(b), Some(c)] => {
            Typeface::new([(&a.file, a.number), (&b.file, b.number), (&c.file, c.number)])
        }
        _ => None,
    };
    let widths = widths.ok_or_else(|| {
        Diagnostic::error(Code::ThemeFile, "the font of the charts cannot be measured")
            .found(format!("`{}`", house.fonts.sans))
    })?;
    Ok(Style::new(house, Arc::new(widths)))
}

/// A document before its pages.
pub struct Composed {
    /// What the typesetter reads.
    pub project: TypstProject,
    /// The figures, as texts and pictures.
    figures: Vec<PlacedFigure>,
    /// The files that travel inside the PDF.
    pub evidence: Vec<Attachment>,
    /// How to cite it, for reference managers.
    pub citations: Vec<CitationFile>,
    /// The document as a page of the web, for the kinds that are one.
    web_page: Option<String>,
}

/// Figures and tables of a document, without its pages.
///
/// # Errors
/// Every fault of its texts and exhibits.
pub fn exhibits_of(workshop: &Workshop, document: &Document) -> Outcome<Vec<OutputFile>> {
    Ok(exhibit_files(document, &workshop.compose(document)?))
}

/// The citation of a document, beside its PDF.
fn citation_files(document: &Document, composed: &Composed) -> Vec<OutputFile> {
    let path = document.path();
    let stem = path.strip_suffix("pdf").unwrap_or(&path);
    composed
        .citations
        .iter()
        .map(|file| OutputFile::new(format!("{stem}{}", file.ending), file.bytes.clone()))
        .collect()
}

/// Figures and tables of a document as files. Figures are numbered as they stand on the pages; their data and the
/// tables are the files that travel inside the PDF.
fn exhibit_files(document: &Document, composed: &Composed) -> Vec<OutputFile> {
    let suffix = document.suffix();
    let mut files = Vec::new();
    for (number, id) in composed.project.figures.iter().enumerate() {
        let figure = composed.figures.iter().find(|f| f.id == *id);
        if let Some(figure) = figure {
            let path = format!("figures/{}/fig-{:02}{suffix}.svg", document.slug, number + 1);
            files.push(OutputFile::new(path, figure.svg.as_bytes().to_vec()));
        }
    }
    for attachment in &composed.evidence {
        let name = attachment.name.strip_suffix(".csv").unwrap_or_default();
        let table = name.strip_prefix("table-").or(name.starts_with("figure-").then_some(name));
        if let Some(name) = table {
            files.push(OutputFile::new(document.table_path(name), attachment.bytes.clone()));
        }
    }
    files
}
