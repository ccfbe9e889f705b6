//! The templates: built into the program, and replaceable file by file from a folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use include_dir::{Dir, include_dir};
use sha2::{Digest, Sha256};
use typst_syntax::{RootedPath, Source, VirtualPath, VirtualRoot};

use crate::diagnostics::{Code, Diagnostic, Faults, Location, Outcome};
use crate::theme::{self, House};

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// Folder of the fonts inside the templates; fonts are no templates and do not show in lists.
const FONTS: &str = "fonts/";

/// Folder of the templates of a new data folder; no document reads them.
const INIT: &str = "init/";

/// Where a template in force comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Built into the program.
    Embedded,
    /// From the user's folder, in the place of an embedded one.
    Replaced,
    /// From the user's folder, with no embedded counterpart.
    Added,
}

/// One line of the list of templates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Name with ending, `/` between folders: `en/article/01-introduction.md`.
    pub name: String,
    /// Where the template in force comes from.
    pub standing: Standing,
}

#[derive(Clone)]
struct Template {
    bytes: Arc<[u8]>,
    /// Path as the user would type it.
    shown: String,
    standing: Standing,
    /// The code of a Typst template, parsed when it is first asked for.
    parsed: OnceLock<Source>,
}

impl Template {
    fn new(bytes: impl Into<Arc<[u8]>>, shown: String, standing: Standing) -> Self {
        Self { bytes: bytes.into(), shown, standing, parsed: OnceLock::new() }
    }
}

/// All templates in force, by name. Cheap to clone; shared by all documents.
#[derive(Clone)]
pub struct Library {
    templates: Arc<BTreeMap<String, Template>>,
    /// The house style, read when it is first asked for.
    house: Arc<OnceLock<Outcome<House>>>,
}

impl Library {
    /// The templates that are built into the program.
    pub fn embedded() -> Self {
        let mut templates = BTreeMap::new();
        collect_embedded(&EMBEDDED, &mut templates);
        Self::new(templates)
    }

    fn new(templates: BTreeMap<String, Template>) -> Self {
        Self { templates: Arc::new(templates), house: Arc::default() }
    }

    /// The templates in force: the embedded ones, with those of a folder in their place if one is given.
    ///
    /// # Errors
    /// Those of [`Library::with_replacements`].
    pub fn of(folder: Option<&Path>) -> Outcome<Self> {
        folder.map_or_else(|| Ok(Self::embedded()), Self::with_replacements)
    }

    /// The embedded templates, each replaced by the file of the same name below `folder` if there is one.
    ///
    /// # Errors
    /// A file of the folder that cannot be read.
    pub fn with_replacements(folder: &Path) -> Outcome<Self> {
        let mut templates = BTreeMap::new();
        collect_embedded(&EMBEDDED, &mut templates);
        let mut faults = Faults::new();
        replace_from(folder, folder, &mut templates, &mut faults);
        faults.check(Self::new(templates)).map(|(library, _)| library)
    }

    /// Hash over every template of documents in force, by name; lower-case hexadecimal.
    pub fn sha256(&self) -> String {
        let mut digest = Sha256::new();
        for entry in self.list().into_iter().filter(|entry| !entry.name.starts_with(INIT)) {
            if let Ok(bytes) = self.bytes(&entry.name) {
                digest.update(entry.name.as_bytes());
                digest.update([0]);
                digest.update(Sha256::digest(bytes));
            }
        }
        digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The embedded templates and these beside or in place of them.
    #[cfg(test)]
    pub(crate) fn with_texts(texts: &[(&str, &str)]) -> Self {
        let mut templates = BTreeMap::new();
        collect_embedded(&EMBEDDED, &mut templates);
        for (name, text) in texts {
            let template = Template::new(text.as_bytes(), format!("mine/{name}"), Standing::Added);
            templates.insert((*name).to_owned(), template);
        }
        Self::new(templates)
    }

    /// Every template, sorted by name; fonts and the description of the folder are none.
    pub fn list(&self) -> Vec<Entry> {
        let is_template = |name: &str| !name.starts_with(FONTS) && !name.ends_with("README.md");
        let entries = self.templates.iter().filter(|(name, _)| is_template(name));
        entries.map(|(name, t)| Entry { name: name.clone(), standing: t.standing }).collect()
    }

    /// Whether there is a template of this name.
    pub fn contains(&self, name: &str) -> bool {
        self.templates.contains_key(name)
    }

    /// The bytes of a template.
    ///
    /// # Errors
    /// `E0201` if there is none of this name.
    pub fn bytes(&self, name: &str) -> Outcome<&[u8]> {
        match self.templates.get(name) {
            Some(template) => Ok(&template.bytes),
            None => Err(self.missing(name).into()),
        }
    }

    /// The text of a template.
    ///
    /// # Errors
    /// `E0201` if there is none of this name, `E0102` if it is not UTF-8.
    pub fn text(&self, name: &str) -> Outcome<&str> {
        std::str::from_utf8(self.bytes(name)?).map_err(|_| {
            Diagnostic::error(Code::NotUtf8, "the template is not UTF-8")
                .at(Location::file(self.shown(name)))
                .into()
        })
    }

    /// A Typst template, parsed once for all documents, as the file `/NAME` of their projects.
    ///
    /// # Errors
    /// `E0201` if there is none of this name, `E0102` if it is not UTF-8.
    pub(super) fn parsed(&self, name: &str) -> Outcome<Source> {
        let text = self.text(name)?;
        let Some(template) = self.templates.get(name) else {
            return Err(self.missing(name).into());
        };
        if let Some(source) = template.parsed.get() {
            return Ok(source.clone());
        }
        let path = VirtualPath::new(format!("/{name}")).map_err(|error| {
            Diagnostic::error(Code::TemplateMissing, "the name of a template is no path")
                .at(Location::file(self.shown(name)))
                .found(error.to_string())
        })?;
        let id = RootedPath::new(VirtualRoot::Project, path).intern();
        Ok(template.parsed.get_or_init(|| Source::new(id, text.to_owned())).clone())
    }

    /// The house style in force.
    ///
    /// # Errors
    /// Every fault of `theme/theme.toml`, with its line.
    pub fn house(&self) -> Outcome<&House> {
        let read = || {
            let exists = |name: &str| self.contains(name);
            House::read(self.text(theme::FILE)?, &self.shown(theme::FILE), &exists)
        };
        self.house.get_or_init(read).as_ref().map_err(Faults::clone)
    }

    /// The path of a template as the user would type it (`templates/NAME` for embedded ones).
    pub fn shown(&self, name: &str) -> String {
        self.templates.get(name).map_or_else(|| format!("templates/{name}"), |t| t.shown.clone())
    }

    /// A line of a template, as it stands in the file; `line` counts from 1.
    pub fn line(&self, name: &str, line: u32) -> Option<&str> {
        let text = self.text(name).ok()?;
        text.lines().nth((line as usize).checked_sub(1)?)
    }

    /// Names that start with `folder/`, sorted.
    pub fn names_in<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a str> {
        self.templates
            .keys()
            .map(String::as_str)
            .filter(move |name| name.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
    }

    /// The languages that have labels, sorted.
    pub fn languages(&self) -> Vec<&str> {
        self.templates.keys().filter_map(|name| name.strip_suffix("/labels.toml")).collect()
    }

    /// Whether a language has the texts of a kind of report.
    pub fn tells(&self, language: &str, kind: &str) -> bool {
        self.contains(&format!("{language}/{kind}/report.toml"))
    }

    /// The files of the fonts, sorted by name.
    pub fn fonts(&self) -> impl Iterator<Item = &[u8]> {
        self.templates
            .iter()
            .filter(|(name, _)| name.starts_with(FONTS))
            .filter(|(name, _)| name.ends_with(".ttf") || name.ends_with(".otf"))
            .map(|(_, template)| &*template.bytes)
    }

    fn missing(&self, name: &str) -> Diagnostic {
        let fault = Diagnostic::error(Code::TemplateMissing, "there is no such template")
            .at(Location::file(self.shown(name)));
        let near = self
            .templates
            .keys()
            .map(|other| (strsim::damerau_levenshtein(name, other), other))
            .min()
            .filter(|(distance, _)| *distance <= 4);
        match near {
            Some((_, other)) => fault.hint(format!("the nearest name is {other}")),
            None => fault.hint("`tradeprint list templates` names them all"),
        }
    }
}

impl std::fmt::Debug for Library {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Library").field("templates", &self.templates.len()).finish()
    }
}

fn collect_embedded(folder: &Dir<'static>, templates: &mut BTreeMap<String, Template>) {
    for file in folder.files() {
        // Embedded paths are UTF-8: cargo builds them from the names in this repository.
        let name = file.path().to_string_lossy().replace('\\', "/");
        let shown = format!("templates/{name}");
        let template = Template::new(file.contents(), shown, Standing::Embedded);
        templates.insert(name, template);
    }
    for inner in folder.dirs() {
        collect_embedded(inner, templates);
    }
}

fn replace_from(
    root: &Path,
    folder: &Path,
    templates: &mut BTreeMap<String, Template>,
    faults: &mut Faults,
) {
    let unreadable = |path: &Path, error: &std::io::Error| {
        Diagnostic::error(Code::TemplateMissing, "the template cannot be read")
            .at(Location::file(path.to_string_lossy()))
            .found(error.to_string())
    };
    let entries = std::fs::read_dir(folder)
        .and_then(|entries| entries.map(|e| Ok(e?.path())).collect::<Result<Vec<PathBuf>, _>>());
    let mut paths = match entries {
        Ok(paths) => paths,
        Err(error) => return faults.push(unreadable(folder, &error)),
    };
    paths.sort();
    for path in paths {
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if hidden {
            continue;
        }
        if path.is_dir() {
            replace_from(root, &path, templates, faults);
            continue;
        }
        match std::fs::read(&path) {
            Err(error) => faults.push(unreadable(&path, &error)),
            Ok(bytes) => {
                let inside = path.strip_prefix(root).unwrap_or(&path);
                let name = inside.to_string_lossy().replace('\\', "/");
                let known = templates.contains_key(&name);
                let standing = if known { Standing::Replaced } else { Standing::Added };
                let shown = path.to_string_lossy().into_owned();
                templates.insert(name, Template::new(bytes, shown, standing));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_replaces_file_by_file() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("theme")).unwrap();
        std::fs::write(folder.path().join("theme/page.typ"), "// mine").unwrap();
        std::fs::write(folder.path().join("theme/ours.svg"), "<svg/>").unwrap();
        let library = Library::with_replacements(folder.path()).unwrap();
        assert_eq!(library.text("theme/page.typ").unwrap(), "// mine");
        let standing =
            |name: &str| library.list().into_iter().find(|e| e.name == name).unwrap().standing;
        assert_eq!(standing("theme/page.typ"), Standing::Replaced);
        assert_eq!(standing("theme/ours.svg"), Standing::Added);
        assert_eq!(standing("theme/blocks.typ"), Standing::Embedded);
    }

    #[test]
    fn a_missing_template_names_the_nearest() {
        let fault = Library::embedded().text("theme/setings.typ").unwrap_err();
        let fault = fault.iter().next().unwrap();
        assert_eq!(fault.code, Code::TemplateMissing);
        assert_eq!(fault.hint.as_deref(), Some("the nearest name is theme/settings.typ"));
    }

    #[test]
    fn the_fonts_are_embedded_and_not_listed() {
        let library = Library::embedded();
        assert_eq!(library.fonts().count(), 8);
        assert!(library.list().iter().all(|entry| !entry.name.starts_with(FONTS)));
    }
}
