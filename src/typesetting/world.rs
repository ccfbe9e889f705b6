//! What the typesetter can see: one project and the fonts.

use std::collections::HashMap;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult, PackageError};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};
use typst_layout::PagedDocument;

use crate::diagnostics::{Code, Diagnostic, Faults, Outcome};
use crate::templating::{Content, Date, Origin, TypstProject};

use super::FontLibrary;
use super::diagnostic::diagnose;

/// The standard library, with the means to mark the header cells of table rows for screen readers.
static STANDARD: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    let features = std::iter::once(Feature::A11yExtras).collect();
    LazyHash::new(Library::builder().with_features(features).build())
});

/// A world of virtual files. File identifiers are interned once a path and never freed, so every document
/// uses the same paths.
pub(super) struct ProjectWorld<'p> {
    fonts: &'p FontLibrary,
    main: FileId,
    date: Date,
    sources: HashMap<FileId, Source>,
    files: HashMap<FileId, Bytes>,
    origins: HashMap<FileId, &'p Origin>,
}

impl<'p> ProjectWorld<'p> {
    pub(super) fn new(project: &'p TypstProject, fonts: &'p FontLibrary) -> Outcome<Self> {
        let main = file_id(&project.main)?;
        let mut world = Self {
            fonts,
            main,
            date: project.date,
            sources: HashMap::new(),
            files: HashMap::new(),
            origins: HashMap::new(),
        };
        for (path, file) in &project.files {
            let id = file_id(path)?;
            world.origins.insert(id, &file.origin);
            match &file.content {
                Content::Parsed(source) => {
                    world.sources.insert(id, source.clone());
                }
                Content::Bytes(bytes) if path.ends_with(".typ") => {
                    let text = String::from_utf8(bytes.clone()).map_err(|_| {
                        Diagnostic::error(Code::NotUtf8, "a template of pages is not UTF-8")
                            .found(path)
                    })?;
                    world.sources.insert(id, Source::new(id, text));
                }
                Content::Bytes(bytes) => {
                    world.files.insert(id, Bytes::new(bytes.clone()));
                }
            }
        }
        Ok(world)
    }

    /// Where the lines of a file come from.
    pub(super) fn origin(&self, id: FileId) -> Option<&'p Origin> {
        self.origins.get(&id).copied()
    }

    /// Lays out the pages. A warning (no convergence, an unknown font) is a fault: pages with one are not
    /// fit to print.
    pub(super) fn lay_out(&self) -> Outcome<PagedDocument> {
        let compiled = typst::compile::<PagedDocument>(self);
        let mut faults = Faults::new();
        let document = match compiled.output {
            Ok(document) => Some(document),
            Err(errors) => {
                faults
                    .append(errors.iter().map(|e| diagnose(self, e, Code::Typesetting)).collect());
                None
            }
        };
        let warnings = compiled.warnings.iter().map(|w| diagnose(self, w, Code::Typesetting));
        faults.append(warnings.collect());
        match document {
            Some(document) if faults.is_empty() => Ok(document),
            _ => Err(faults),
        }
    }
}

fn file_id(path: &str) -> Outcome<FileId> {
    let virtual_path = VirtualPath::new(path).map_err(|error| {
        Diagnostic::error(Code::Typesetting, "a path inside the document is not valid")
            .found(format!("{path}: {error}"))
    })?;
    Ok(RootedPath::new(VirtualRoot::Project, virtual_path).intern())
}

impl World for ProjectWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &STANDARD
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if let Some(source) = self.sources.get(&id) {
            return Ok(source.clone());
        }
        let path = id.get();
        match path.root() {
            VirtualRoot::Package(package) => {
                Err(FileError::Package(PackageError::NotFound(package.clone())))
            }
            VirtualRoot::Project => {
                Err(FileError::NotFound(path.vpath().get_without_slash().into()))
            }
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match self.files.get(&id) {
            Some(bytes) => Ok(bytes.clone()),
            None => self.source(id).map(|source| Bytes::from_string(source.text().to_owned())),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        Datetime::from_ymd(self.date.year, self.date.month, self.date.day)
    }
}
