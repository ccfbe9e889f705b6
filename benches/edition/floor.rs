//! The floor: the bare compiler on finished sources and figures.
//!
//! Nothing of ours is in the way: a world of files, `typst::compile`, `typst_pdf::pdf`, on threads of the system. What the
//! program takes beyond it is reading, analysis, figures, texts and writing.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use tradeprint::templating::Library as Templates;
use typst::comemo;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};
use typst_kit::fonts::FontStore;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::composed::{self, Sheet};

/// As much as the program gives its threads.
const STACK: usize = 16 << 20;

/// For how many documents a memoized result is kept: as long as in the program.
const KEPT: usize = 2;

/// The families for formulas and code that the program takes of the typesetter's own.
const FAMILIES: [&str; 2] = ["New Computer Modern Math", "DejaVu Sans Mono"];

/// What all documents share.
struct Shared {
    library: LazyHash<Library>,
    fonts: FontStore,
    /// Templates of pages, parsed once: by virtual path, for documents in which they say the same.
    templates: Mutex<HashMap<FileId, Source>>,
}

/// The files of one document.
struct Files<'a> {
    shared: &'a Shared,
    main: FileId,
    date: Datetime,
    sources: HashMap<FileId, Source>,
    files: HashMap<FileId, Bytes>,
}

impl World for Files<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.shared.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.shared.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let found = self.sources.get(&id).cloned();
        found.ok_or_else(|| FileError::NotFound(id.get().vpath().get_without_slash().into()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let found = self.files.get(&id).cloned();
        found.ok_or_else(|| FileError::NotFound(id.get().vpath().get_without_slash().into()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shared.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        Some(self.date)
    }
}

impl<'a> Files<'a> {
    fn read(shared: &'a Shared, place: &Path, sheet: &Sheet) -> Result<Self, String> {
        let (year, month, day) = sheet.date;
        let mut files = Self {
            shared,
            main: file_id(&sheet.main)?,
            date: Datetime::from_ymd(year, month, day).ok_or("the date is no day")?,
            sources: HashMap::new(),
            files: HashMap::new(),
        };
        for path in &sheet.files {
            let id = file_id(path)?;
            let on_disk = place.join(&path[1..]);
            let told = |error: std::io::Error| format!("{}: {error}", on_disk.display());
            if path.ends_with(".typ") {
                let text = fs::read_to_string(&on_disk).map_err(told)?;
                files.sources.insert(id, shared.parsed(id, text));
            } else {
                files.files.insert(id, Bytes::new(fs::read(&on_disk).map_err(told)?));
            }
        }
        Ok(files)
    }
}

impl Shared {
    fn new() -> Self {
        let features = std::iter::once(Feature::A11yExtras).collect();
        let mut fonts = FontStore::new();
        let templates = Templates::embedded();
        let own = templates.fonts().map(|file| Bytes::new(file.to_vec()));
        let own = own.flat_map(Font::iter);
        let brought = typst_assets::fonts().map(Bytes::new).flat_map(Font::iter);
        let brought = brought.filter(|font| FAMILIES.contains(&font.info().family.as_str()));
        fonts.extend(own.chain(brought).map(|font| (font.clone(), font.info().clone())));
        Self {
            library: LazyHash::new(Library::builder().with_features(features).build()),
            fonts,
            templates: Mutex::default(),
        }
    }

    /// A file of code; parsed anew if it is not the one that the document before had at this path.
    fn parsed(&self, id: FileId, text: String) -> Source {
        let known = self.templates.lock().expect("nothing panics under the lock").get(&id).cloned();
        if let Some(source) = known.filter(|source| source.text() == text) {
            return source;
        }
        let source = Source::new(id, text);
        let mut templates = self.templates.lock().expect("nothing panics under the lock");
        templates.insert(id, source.clone());
        source
    }
}

/// A document that the bare compiler made.
struct Pdf {
    bytes: Vec<u8>,
    pages: usize,
}

/// Sets every document below a folder and says how many documents, pages and bytes it made.
pub(crate) fn set(folder: &Path, jobs: usize) -> Result<String, String> {
    let documents = composed::read(folder)?;
    let shared = Shared::new();
    let next = AtomicUsize::new(0);
    let results = Mutex::new(Vec::new());
    let work = || {
        while let Some((place, sheet)) = documents.get(next.fetch_add(1, Ordering::Relaxed)) {
            let pdf = pdf(&shared, place, sheet);
            comemo::evict(KEPT);
            let result = pdf.map(|pdf| (pdf.pages, pdf.bytes.len()));
            results.lock().expect("no thread panics while it holds the results").push(result);
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..jobs.max(1) {
            std::thread::Builder::new()
                .stack_size(STACK)
                .spawn_scoped(scope, work)
                .expect("the system starts a thread");
        }
    });
    let (mut pages, mut bytes) = (0, 0);
    for result in results.into_inner().expect("no thread panics while it holds the results") {
        let found = result?;
        pages += found.0;
        bytes += found.1;
    }
    Ok(format!("{} {pages} {bytes}", documents.len()))
}

fn pdf(shared: &Shared, place: &Path, sheet: &Sheet) -> Result<Pdf, String> {
    let world = Files::read(shared, place, sheet)?;
    let document = typst::compile::<PagedDocument>(&world).output.map_err(|errors| {
        let first = errors.first().map(|error| error.message.to_string());
        format!("{}: {}", sheet.path, first.unwrap_or_default())
    })?;
    let (year, month, day) = sheet.date;
    let midnight = Datetime::from_ymd_hms(year, month, day, 0, 0, 0).ok_or("the date is no day")?;
    let options = PdfOptions {
        ident: Smart::Custom(sheet.identity.clone()),
        creator: Smart::Custom(Some(format!("Tradeprint {}", env!("CARGO_PKG_VERSION")))),
        timestamp: Some(Timestamp::new_utc(midnight)),
        page_ranges: None,
        standards: PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1])
            .map_err(|error| error.message().to_string())?,
        tagged: true,
        pretty: false,
    };
    let bytes = typst_pdf::pdf(&document, &options).map_err(|errors| {
        let first = errors.first().map(|error| error.message.to_string());
        format!("{}: {}", sheet.path, first.unwrap_or_default())
    })?;
    Ok(Pdf { bytes, pages: document.pages().len() })
}

fn file_id(path: &str) -> Result<FileId, String> {
    let path = VirtualPath::new(path).map_err(|error| format!("{path}: {error}"))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}
