//! Whether a PDF and a data folder agree.
//!
//! Three questions in order: are the files inside the PDF those that its manifest lists; does the data folder, with the
//! same parameters, give the same files; and does it give the same PDF, byte for byte. Each answer of no names the place.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::data::Overrides;
use crate::diagnostics::{Code, Diagnostic, Faults, Location, Outcome};
use crate::facts::{FactKey, FactTable, Input};
use crate::production::{Request, Workshop};
use crate::report::{DocumentManifest, FACTS, Kind, MANIFEST, program, sha256};
use crate::typesetting::attached_files;
use crate::vocabulary::{Standard, Standards};

/// Differences of one file that are listed; the rest is counted.
const LISTED: usize = 10;

/// A PDF of this program with the files inside it.
pub struct Evidence {
    shown: String,
    bytes: Vec<u8>,
    files: BTreeMap<String, Vec<u8>>,
    /// What the PDF says of its making.
    pub manifest: DocumentManifest,
    /// What the PDF promises.
    standards: Standards,
}

impl Evidence {
    /// Reads the files inside a PDF. `shown` is how diagnostics call it.
    ///
    /// # Errors
    /// `E0404` for what is no PDF of this program.
    pub fn read(shown: &str, bytes: Vec<u8>) -> Outcome<Self> {
        let at = |fault: Diagnostic| fault.at(Location::file(shown));
        let files = attached_files(&bytes)
            .map_err(|faults| faults.into_iter().map(at).collect::<Faults>())?;
        let manifest = files
            .get(MANIFEST)
            .and_then(|text| serde_json::from_slice::<DocumentManifest>(text).ok())
            .and_then(|manifest| Some((promised(&manifest)?, manifest)));
        let (standards, manifest) = manifest.ok_or_else(|| {
            at(Diagnostic::error(Code::NotOurs, "the PDF holds no manifest of this program"))
                .hint("only PDFs made by `tradeprint build` can be verified")
        })?;
        Ok(Self { shown: shown.to_owned(), bytes, files, manifest, standards })
    }

    /// The place of a file inside the PDF.
    fn inside(&self, name: &str) -> String {
        format!("{}:{name}", self.shown)
    }

    /// Files inside that are not those of the manifest.
    fn changed(&self) -> Vec<&str> {
        let listed = self.manifest.attachments.iter();
        listed
            .filter(|record| {
                self.files.get(&record.name).map(|b| sha256(b)) != Some(record.sha256.clone())
            })
            .map(|record| record.name.as_str())
            .collect()
    }
}

/// The standards that a manifest names, if it names some that a document can promise.
fn promised(manifest: &DocumentManifest) -> Option<Standards> {
    let list: Option<Vec<Standard>> =
        manifest.standards.iter().map(|code| code.parse().ok()).collect();
    Standards::new(&list?).ok()
}

/// The request that makes the document of some evidence from a data folder again.
pub fn request(evidence: &Evidence, base: &Request) -> Request {
    let standards = evidence.standards.clone();
    let evidence = &evidence.manifest;
    let of = |kind: Kind| {
        if evidence.kind == kind.code() { vec![evidence.subject.clone()] } else { Vec::new() }
    };
    Request {
        kinds: Kind::parse(&evidence.kind).into_iter().collect(),
        regions: of(Kind::Region),
        industries: of(Kind::Industry),
        languages: vec![evidence.language.clone()],
        standards,
        overrides: Overrides {
            last: Some(evidence.parameters.last),
            horizon: Some(evidence.parameters.horizon),
        },
        ..base.clone()
    }
}

/// Compares a PDF with what the workshop makes now.
///
/// # Errors
/// `E0405` for each line of a file inside that was changed after the document was made; `E0406` for each number
/// that moved, and for pages that differ although the numbers agree.
pub fn verify(evidence: &Evidence, workshop: &Workshop, request: &Request) -> Outcome<()> {
    let mut faults = Faults::new();
    let changed = evidence.changed();
    let document = workshop.documents(request)?.into_iter().next().ok_or_else(|| {
        Diagnostic::error(Code::EvidenceDiffers, "the data have no such document")
    })?;
    let composed = workshop.compose(&document)?;
    let was = |name: &str| evidence.files.get(name).map_or(&[][..], Vec::as_slice);
    let of = |name: &str| composed.evidence.iter().find(|made| made.name == name);
    let moved = of(FACTS).filter(|made| made.bytes != was(FACTS));
    if let Some(made) = of(MANIFEST).filter(|made| made.bytes != was(MANIFEST)) {
        making(evidence, &made.bytes, moved.is_some(), &mut faults);
    }
    if let Some(made) = moved {
        let code =
            if changed.contains(&FACTS) { Code::EvidenceChanged } else { Code::EvidenceDiffers };
        let ids = numbers(evidence, code, was(FACTS), &made.bytes, &mut faults);
        if code == Code::EvidenceDiffers {
            let tables = Moved::new(workshop.edition.facts(), &ids).tables();
            let fault = "the first numbers that moved rest on rows of these tables";
            faults.push(
                Diagnostic::error(code, fault)
                    .at(Location::file(evidence.inside(FACTS)))
                    .found(tables.into_iter().collect::<Vec<_>>().join(", "))
                    .hint("the manifest.json of the edition has the hash of each table"),
            );
        }
    }
    // Exhibits say again what the numbers say: with other data only their own changes are news.
    let moved = !faults.is_empty();
    for made in
        composed.evidence.iter().filter(|made| ![MANIFEST, FACTS].contains(&made.name.as_str()))
    {
        let name = made.name.as_str();
        let code = match changed.contains(&name) {
            true => Code::EvidenceChanged,
            false if moved => continue,
            false => Code::EvidenceDiffers,
        };
        lines(&evidence.inside(name), code, was(name), &made.bytes, &mut faults);
    }
    let made: Vec<&str> = composed.evidence.iter().map(|made| made.name.as_str()).collect();
    for name in evidence.files.keys().filter(|name| !made.contains(&name.as_str())) {
        let fault = Diagnostic::error(Code::EvidenceChanged, "the document has no such file");
        faults.push(fault.at(Location::file(evidence.inside(name))));
    }
    if faults.is_empty() && workshop.typeset(&document, &composed)?.bytes != evidence.bytes {
        let fault = "the files inside agree, but the PDF is not the one that the data give";
        faults.push(
            Diagnostic::error(Code::EvidenceDiffers, fault)
                .at(Location::file(&evidence.shown))
                .hint("its pages were changed after it was made"),
        );
    }
    faults.check(()).map(|((), _)| ())
}

/// Facts that moved, and what is behind them.
struct Moved<'a> {
    facts: &'a FactTable,
    keys: BTreeSet<FactKey>,
    /// Whether something that a fact was computed from, however far down, has moved.
    below: HashMap<FactKey, bool>,
}

impl<'a> Moved<'a> {
    fn new(facts: &'a FactTable, ids: &[String]) -> Self {
        let keys = ids.iter().filter_map(|id| facts.names().key(id)).collect();
        Self { facts, keys, below: HashMap::new() }
    }

    /// The files of the data folder with the rows behind those that moved first: the others moved because these did.
    fn tables(mut self) -> BTreeSet<String> {
        let keys = self.keys.clone();
        let mut open: Vec<FactKey> = keys.into_iter().filter(|key| !self.follows(key)).collect();
        let mut seen: HashSet<FactKey> = open.iter().copied().collect();
        let names = self.facts.names();
        let mut found = BTreeSet::new();
        while let Some(key) = open.pop() {
            for input in inputs(self.facts, &key) {
                match input {
                    Input::Row(row) => {
                        found.insert(names.files[usize::from(row.file)].clone());
                    }
                    Input::Fact(pattern) => {
                        let more = self.facts.expand(&pattern).map(|fact| fact.key);
                        open.extend(more.filter(|key| seen.insert(*key)));
                    }
                }
            }
        }
        found
    }

    /// Whether a fact was computed from one that moved.
    fn follows(&mut self, key: &FactKey) -> bool {
        if let Some(known) = self.below.get(key) {
            return *known;
        }
        let facts = self.facts;
        let follows = inputs(facts, key).into_iter().any(|input| match input {
            Input::Row(_) => false,
            Input::Fact(pattern) => facts
                .expand(&pattern)
                .any(|fact| self.keys.contains(&fact.key) || self.follows(&fact.key)),
        });
        self.below.insert(*key, follows);
        follows
    }
}

/// What a fact was computed from; nothing if the data no longer give it.
fn inputs(facts: &FactTable, key: &FactKey) -> Vec<Input> {
    facts.get(key).map(|fact| facts.inputs(fact).collect()).unwrap_or_default()
}

/// What differs in how the two were made: program, parameters, and, if the numbers have not moved, texts and layout.
fn making(evidence: &Evidence, made: &[u8], moved: bool, faults: &mut Faults) {
    let now: DocumentManifest = serde_json::from_slice(made).expect("written by ourselves");
    let was = &evidence.manifest;
    let at = || Location::file(evidence.inside(MANIFEST));
    let mut differ = |what: &str, found: &str, wanted: &str| {
        if found != wanted {
            let text = format!("the document was made with {what}");
            let fault = Diagnostic::error(Code::EvidenceDiffers, text).at(at());
            faults.push(fault.found(found).allowed(wanted));
        }
    };
    differ("another program", &was.program, &program());
    differ("the data of another edition", &was.edition, &now.edition);
    differ("another date", &was.date, &now.date);
    differ("other standards", &was.standards.join(","), &now.standards.join(","));
    if was.sources_sha256.is_empty() {
        let fault =
            "the document is of an older form, without the hash of the sources of its pages";
        let hint = "numbers and files inside are compared; make it again to compare its pages";
        faults.push(Diagnostic::error(Code::EvidenceDiffers, fault).at(at()).hint(hint));
    } else if !moved {
        let what = "other templates, names or shapes";
        differ(what, &was.sources_sha256, &now.sources_sha256);
    }
}

/// Facts by id, and their lines.
fn by_id(text: &[u8]) -> BTreeMap<String, (u32, csv::StringRecord)> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text);
    reader
        .records()
        .filter_map(Result::ok)
        .filter_map(|record| {
            let line = record.position().map_or(0, csv::Position::line);
            let id = record.get(0)?.to_owned();
            Some((id, (u32::try_from(line).unwrap_or(0), record)))
        })
        .collect()
}

/// Which numbers differ, by fact; their ids.
fn numbers(
    evidence: &Evidence,
    code: Code,
    inside: &[u8],
    made: &[u8],
    faults: &mut Faults,
) -> Vec<String> {
    let (old, new) = (by_id(inside), by_id(made));
    let at = |line: u32| Location::at(evidence.inside(FACTS), line, 1);
    let (mut list, mut ids) = (Vec::new(), Vec::new());
    for (id, (line, record)) in &old {
        let Some((_, now)) = new.get(id) else {
            let text = format!("`{id}` is no number of this document");
            list.push(Diagnostic::error(code, text).at(at(*line)));
            continue;
        };
        // Column 9 is the value: the id and its parts stand before it.
        let differs = record.iter().zip(now.iter()).position(|(a, b)| a != b);
        if let Some(column) = differs {
            ids.push(id.clone());
            list.push(
                Diagnostic::error(code, format!("`{id}` differs from the data"))
                    .at(at(*line))
                    .found(record.get(column).unwrap_or_default())
                    .allowed(now.get(column).unwrap_or_default()),
            );
        }
    }
    for id in new.keys().filter(|id| !old.contains_key(*id)) {
        list.push(Diagnostic::error(code, format!("`{id}` is missing")).at(at(1)));
    }
    push(list, &evidence.inside(FACTS), code, faults);
    ids
}

/// Which lines of a file differ, and where.
fn lines(name: &str, code: Code, inside: &[u8], made: &[u8], faults: &mut Faults) {
    let (old, new) = (String::from_utf8_lossy(inside), String::from_utf8_lossy(made));
    let (mut old, mut new) = (old.lines(), new.lines());
    let mut list = Vec::new();
    for line in 1.. {
        let (a, b) = (old.next(), new.next());
        if a.is_none() && b.is_none() {
            break;
        }
        let (a, b) = (a.unwrap_or_default(), b.unwrap_or_default());
        if a != b && !list.is_empty() && code == Code::EvidenceDiffers {
            // Lines that moved would all differ from here on.
            break;
        }
        if a != b {
            let column = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count() + 1;
            list.push(
                Diagnostic::error(code, "a line differs from the data")
                    .at(Location::at(name, line, u32::try_from(column).unwrap_or(0)))
                    .found(a)
                    .allowed(b),
            );
        }
    }
    push(list, name, code, faults);
}

/// The first of a list, and how many there are besides.
fn push(list: Vec<Diagnostic>, name: &str, code: Code, faults: &mut Faults) {
    let more = list.len().saturating_sub(LISTED);
    list.into_iter().take(LISTED).for_each(|fault| faults.push(fault));
    if more > 0 {
        let text = format!("{more} more differences in the same file");
        faults.push(Diagnostic::error(code, text).at(Location::file(name)));
    }
}
