//! The whole chain: from a request to the files of an edition, in memory.
//!
//! Documents are independent of each other; they are spread over plain threads (not over a pool that the typesetter
//! uses itself: it would start one document inside another) and collected in a fixed order.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use minijinja::Environment;

use crate::analysis::{Analysis, analyse_with};
use crate::data::{Dataset, Overrides};
use crate::diagnostics::{Code, Diagnostic, Faults, Outcome};
use crate::edition::Edition;
use crate::exhibits::{Maps, Subject};
use crate::facts::{write_csv, write_csv_to};
use crate::figures::{Style, Typeface};
use crate::publish::{
    self, DocumentRecord, Ingredients, MadeBefore, OutputFile, Parts, StagedFile, Staging,
};
use crate::report::{self, CitationFile, Desk, Document, Kind, Shard};
use crate::templating::{self, Attachment, Library, PlacedFigure, TypstProject, sha256};
use crate::timings::Timings;
use crate::typesetting::{FontLibrary, PdfSettings, typeset_timed};
use crate::vocabulary::Standards;

/// Stack of a thread that lays out pages; deep nesting of content needs it.
const STACK: usize = 16 << 20;

/// The table of facts of an edition.
const FACTS: &str = "facts.csv";

/// What to make, and from what.
#[derive(Clone, Debug)]
pub struct Request {
    /// The data folder.
    pub data: PathBuf,
    /// Templates that replace embedded ones.
    pub templates: Option<PathBuf>,
    /// Kinds of reports; all of them if empty.
    pub kinds: Vec<Kind>,
    /// Codes of regions; all if empty.
    pub regions: Vec<String>,
    /// Codes of industries and groups; all if empty.
    pub industries: Vec<String>,
    /// Languages; those of the catalogue if empty.
    pub languages: Vec<String>,
    /// Years that replace those of the catalogue.
    pub overrides: Overrides,
    /// What the PDFs promise.
    pub standards: Standards,
    /// Which part of the documents, if not all.
    pub shard: Option<Shard>,
    /// Documents worked on at a time.
    pub jobs: usize,
    /// Whether the other documents are made when one fails.
    pub keep_going: bool,
}

impl Request {
    /// Everything of a data folder, in the languages of its catalogue, one document at a time.
    pub fn everything(data: &Path) -> Self {
        Self {
            data: data.to_owned(),
            templates: None,
            kinds: Vec::new(),
            regions: Vec::new(),
            industries: Vec::new(),
            languages: Vec::new(),
            overrides: Overrides::default(),
            standards: Standards::default(),
            shard: None,
            jobs: 1,
            keep_going: false,
        }
    }

    /// Whether the request is for everything that an edition has.
    pub fn is_complete(&self) -> bool {
        self.kinds.is_empty() && self.regions.is_empty() && self.industries.is_empty()
    }

    fn library(&self) -> Outcome<Library> {
        Library::of(self.templates.as_deref())
    }
}

/// All that decides the bytes of what a request makes, with hashes.
///
/// # Errors
/// Templates that cannot be read.
pub fn ingredients(request: &Request) -> Outcome<Ingredients> {
    Ok(publish::ingredients(&request.library()?, &report::program(), &request.data))
}

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

/// Data and facts alone, for what needs no templates, land or fonts; warnings come with them.
///
/// # Errors
/// Every fault of the data folder.
pub fn analysed(request: &Request) -> Result<(Dataset, Analysis, Faults), Faults> {
    analysed_timed(request, &Timings::off())
}

fn analysed_timed(
    request: &Request,
    timings: &Timings,
) -> Result<(Dataset, Analysis, Faults), Faults> {
    let (data, warnings) = Dataset::load_timed(&request.data, request.overrides, timings)?;
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let analysis = analyse_with(&data, threads, timings)?;
    Ok((data, analysis, warnings))
}

impl Workshop {
    /// Reads, checks, analyses; warnings come with the value.
    ///
    /// # Errors
    /// Every fault of the data folder or the templates.
    pub fn open(request: &Request) -> Result<(Self, Faults), Faults> {
        Self::open_timed(request, Timings::off())
    }

    /// The same with the time of each stage.
    ///
    /// # Errors
    /// Those of [`Workshop::open`].
    pub fn open_timed(request: &Request, timings: Timings) -> Result<(Self, Faults), Faults> {
        let library = request.library()?;
        let (fonts, style) = timings.time("templates: fonts", || {
            let fonts = FontLibrary::new(&library)?;
            let style = style(&library, &fonts)?;
            Ok::<_, Faults>((fonts, style))
        })?;
        let (data, analysis, warnings) = analysed_timed(request, &timings)?;
        let maps = timings.time("data: boundaries", || Maps::new(&data))?;
        let (edition, engine) = timings.time("templates: texts", || {
            let edition = Arc::new(Edition::new(data, analysis, &library)?);
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
        for (kind, place) in &self.edition.data.catalogue.reports {
            if Kind::parse(kind).is_none() {
                let fault =
                    Diagnostic::error(Code::BadCatalogue, "there is no such kind of report");
                faults.push(
                    fault
                        .at(place.clone())
                        .found(format!("`{kind}`"))
                        .allowed(Kind::ALL.map(Kind::code).join(", ")),
                );
            }
        }
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

    /// One document from facts to pages.
    ///
    /// # Errors
    /// Every fault of its texts, exhibits and pages.
    pub fn make(&self, document: &Document) -> Outcome<Vec<OutputFile>> {
        self.files(document, &self.compose(document)?)
    }

    /// The files of a composed document, its PDF first.
    fn files(&self, document: &Document, composed: &Composed) -> Outcome<Vec<OutputFile>> {
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
    fn parts(document: &Document, composed: &Composed) -> Parts {
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
    fn stage_facts(&self, staging: &Staging) -> Outcome<StagedFile> {
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

/// What a run finds when it begins: what decides every document alike, and the documents that earlier runs made.
pub struct Start<'a> {
    /// Program and fonts, with hashes.
    pub common: &'a Parts,
    /// Documents that stand already.
    pub before: &'a MadeBefore,
}

impl Start<'_> {
    /// The files of a composed document that stand, or why it has to be made; its parts.
    fn standing(
        &self,
        document: &Document,
        composed: &Composed,
    ) -> (Parts, Result<Vec<StagedFile>, String>) {
        let mut parts = Workshop::parts(document, composed);
        parts.extend(self.common.iter().map(|(name, hash)| (name.clone(), hash.clone())));
        let found = self.before.standing(&document.path(), &parts);
        (parts, found)
    }
}

/// What became of the documents of a request.
pub struct Produced {
    /// Files of every document that succeeded, then `facts.csv` (of the first shard, if there are several).
    pub files: Vec<StagedFile>,
    /// The documents that succeeded: path, what decided it, its files, whether it was made anew.
    pub made: Vec<(String, Made)>,
    /// One record a document, in order.
    pub records: Vec<DocumentRecord>,
    /// Faults of documents that failed.
    pub faults: Faults,
}

/// A document that stands or waits.
pub struct Made {
    /// What decided its bytes.
    pub parts: Parts,
    /// Its files, the PDF first.
    pub files: Vec<StagedFile>,
    /// Whether it was made by this run.
    pub anew: bool,
}

/// Why each document would have to be made; none for those that stand as they would be made.
///
/// # Errors
/// Every fault of texts and exhibits.
pub fn reasons(
    workshop: &Workshop,
    documents: &[Document],
    request: &Request,
    start: &Start<'_>,
) -> Outcome<Vec<Option<String>>> {
    let mut faults = Faults::new();
    let mut found = Vec::new();
    let all: Vec<usize> = (0..documents.len()).collect();
    let one = |task: usize| {
        let document = &documents[task];
        let composed = workshop.compose(document)?;
        Ok(start.standing(document, &composed).1.err())
    };
    for result in in_order(&all, request, documents.len(), &one) {
        match result {
            Some(Ok(reason)) => found.push(reason),
            Some(Err(fault)) => faults.append(fault),
            None => {}
        }
    }
    faults.check(found).map(|(found, _)| found)
}

/// Makes documents on `jobs` threads; each waits in `staging` as soon as it is finished. Documents that stand as they would
/// be made are left alone. `done` is called after each, from any thread. Files and records come in the order of the
/// documents, whatever the order of the work.
pub fn produce(
    workshop: &Workshop,
    documents: &[Document],
    request: &Request,
    start: &Start<'_>,
    staging: &Staging,
    done: &(dyn Fn(&Document) + Sync),
) -> Produced {
    let stage = |files: &[OutputFile]| -> Outcome<Vec<StagedFile>> {
        let all = || files.iter().map(|file| staging.add(file)).collect();
        workshop.timings.time("write: files", all)
    };
    let one = |task: usize| -> Outcome<Made> {
        let Some(document) = documents.get(task) else {
            let files = vec![workshop.stage_facts(staging)?];
            return Ok(Made { parts: Parts::new(), files, anew: true });
        };
        let result = workshop.compose(document).and_then(|composed| {
            let (parts, standing) = start.standing(document, &composed);
            match standing {
                Ok(files) => Ok(Made { parts, files, anew: false }),
                Err(_) => {
                    let files = stage(&workshop.files(document, &composed)?)?;
                    Ok(Made { parts, files, anew: true })
                }
            }
        });
        done(document);
        result
    };
    let results = in_order(&tasks(documents, request.shard), request, documents.len() + 1, &one);
    let mut produced = Produced {
        files: Vec::new(),
        made: Vec::new(),
        records: Vec::new(),
        faults: Faults::new(),
    };
    for (task, result) in results.into_iter().enumerate() {
        if let Some(document) = documents.get(task) {
            produced.records.push(record(document, result.as_ref()));
        }
        match result {
            Some(Ok(made)) => {
                produced.files.extend(made.files.iter().cloned());
                if let Some(document) = documents.get(task) {
                    produced.made.push((document.path(), made));
                }
            }
            Some(Err(faults)) => produced.faults.append(faults),
            None => {}
        }
    }
    produced
}

/// Does tasks on the threads of a request in this order; gives what came of each by its number, nothing for those that were
/// not begun because another failed.
fn in_order<T: Send>(
    tasks: &[usize],
    request: &Request,
    count: usize,
    one: &(dyn Fn(usize) -> Outcome<T> + Sync),
) -> Vec<Option<Outcome<T>>> {
    let next = AtomicUsize::new(0);
    let failed = AtomicUsize::new(0);
    let slots: Vec<Mutex<Option<Outcome<T>>>> = (0..count).map(|_| Mutex::new(None)).collect();
    let work = || {
        loop {
            let task = tasks.get(next.fetch_add(1, Ordering::Relaxed));
            let stop = !request.keep_going && failed.load(Ordering::Relaxed) > 0;
            let Some(task) = task.filter(|_| !stop) else { break };
            let result = one(*task);
            if result.is_err() {
                failed.fetch_add(1, Ordering::Relaxed);
            }
            *slots[*task].lock().expect("no thread panics while it holds a slot") = Some(result);
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..request.jobs.clamp(1, tasks.len().max(1)) {
            std::thread::Builder::new()
                .stack_size(STACK)
                .spawn_scoped(scope, work)
                .expect("the system starts a thread");
        }
    });
    let inner = |slot: Mutex<Option<Outcome<T>>>| {
        slot.into_inner().expect("no thread panics while it holds a slot")
    };
    slots.into_iter().map(inner).collect()
}

/// The order of the work, as places of documents and, behind the last, of the table of facts, which the first shard makes:
/// what takes long first, so that no thread is left alone with it at the end.
fn tasks(documents: &[Document], shard: Option<Shard>) -> Vec<usize> {
    let weight = |task: &usize| match documents.get(*task).map(|document| document.kind) {
        Some(Kind::Article) => 0,
        None => 1,
        Some(Kind::National) => 2,
        Some(Kind::Policy | Kind::Quality | Kind::Industry | Kind::Region) => 3,
    };
    let facts = usize::from(shard.is_none_or(Shard::is_first));
    let mut tasks: Vec<usize> = (0..documents.len() + facts).collect();
    tasks.sort_by_key(weight);
    tasks
}

fn record(document: &Document, result: Option<&Outcome<Made>>) -> DocumentRecord {
    let (status, pages) = match result {
        Some(Ok(made)) => ("done", made.files.first().and_then(|file| file.pages)),
        Some(Err(_)) => ("failed", None),
        None => ("not started", None),
    };
    DocumentRecord::new(document, status, pages)
}
