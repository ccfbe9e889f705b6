//! What a screen reader and an archive find in one document of each kind, read back from the PDF itself, and that each
//! set of standards that can stand together gives a document.

use std::sync::{Arc, OnceLock};

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Object, String as PdfString};
use tradeprint::production::{Request, Workshop};
use tradeprint::publish::OutputFile;
use tradeprint::report::{DocumentManifest, Kind};
use tradeprint::typesetting::attached_files;
use tradeprint::vocabulary::{Standard, Standards};

use crate::synthetic::{root, shipped};

/// Longest alternative text that a listener can follow.
const LONGEST: usize = 900;

fn request(kind: Kind, standards: Standards) -> Request {
    let only = |of: Kind, code: &str| if of == kind { vec![code.to_owned()] } else { Vec::new() };
    Request {
        kinds: vec![kind],
        regions: only(Kind::Region, "RU-PRI"),
        industries: only(Kind::Industry, "metals"),
        languages: vec!["en".into()],
        standards,
        ..crate::requests::everything(&shipped())
    }
}

fn workshop() -> &'static Workshop {
    static WORKSHOP: OnceLock<Workshop> = OnceLock::new();
    WORKSHOP.get_or_init(|| {
        let request = request(Kind::Region, Standards::default());
        Workshop::open(&request).expect("the shipped folder").0
    })
}

fn files(kind: Kind, standards: Standards) -> Vec<OutputFile> {
    let request = request(kind, standards);
    let document = workshop().documents(&request).expect("documents").remove(0);
    workshop().make(&document).expect("a document")
}

/// One document of each kind, with the files beside it.
fn documents() -> &'static [(Kind, Vec<OutputFile>)] {
    static DOCUMENTS: OnceLock<Vec<(Kind, Vec<OutputFile>)>> = OnceLock::new();
    DOCUMENTS.get_or_init(|| {
        Kind::ALL.into_iter().map(|kind| (kind, files(kind, Standards::default()))).collect()
    })
}

/// An element of the structure tree.
#[derive(Default)]
struct Element {
    kind: String,
    alternative: Option<String>,
    language: Option<String>,
    scoped: bool,
    children: Vec<Element>,
}

impl Element {
    fn read(node: &Dict<'_>) -> Self {
        let name = |key: &str| node.get::<Name<'_>>(key).map(|name| name.as_str().to_owned());
        let text = |key: &str| node.get::<PdfString<'_>>(key).map(|text| text_of(text.as_bytes()));
        let attributes = members(node, "A").into_iter();
        let children = members(node, "K").into_iter();
        Self {
            kind: name("S").unwrap_or_default(),
            alternative: text("Alt"),
            language: text("Lang"),
            scoped: attributes.into_iter().any(|dict| dict.contains_key("Scope")),
            children: children
                .filter(|child| child.contains_key("S"))
                .map(|child| Self::read(&child))
                .collect(),
        }
    }

    fn all(&self) -> Vec<&Element> {
        let below = self.children.iter().flat_map(Element::all);
        std::iter::once(self).chain(below).collect()
    }
}

/// The dictionaries of an array, or the one in its place.
fn members<'a>(node: &Dict<'a>, key: &str) -> Vec<Dict<'a>> {
    match node.get::<Object<'_>>(key) {
        Some(Object::Array(array)) => {
            array.iter::<Object<'_>>().filter_map(Object::into_dict).collect()
        }
        Some(Object::Dict(dict)) => vec![dict],
        _ => Vec::new(),
    }
}

/// A text string: UTF-16 with a mark, or Latin.
fn text_of(bytes: &[u8]) -> String {
    match bytes.strip_prefix(&[0xfe, 0xff]) {
        Some(rest) => {
            let units = rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            String::from_utf16_lossy(&units.collect::<Vec<_>>())
        }
        None => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

fn with_catalogue<T>(bytes: &[u8], read: impl FnOnce(&Dict<'_>) -> T) -> T {
    let pdf = Pdf::new(Arc::new(bytes.to_vec())).expect("a PDF");
    let root: Dict<'_> = pdf.xref().get(pdf.xref().root_id()).expect("a catalogue");
    read(&root)
}

fn structure(bytes: &[u8]) -> Element {
    with_catalogue(bytes, |root| {
        Element::read(&root.get::<Dict<'_>>("StructTreeRoot").expect("a structure tree"))
    })
}

#[test]
fn every_figure_says_in_words_what_it_shows() {
    let theme = std::fs::read_to_string(root().join("templates/theme/theme.toml")).unwrap();
    let theme: toml::Table = theme.parse().unwrap();
    let mark = theme["logo"]["alt"]["en"].as_str().unwrap().to_owned();
    for (kind, files) in documents() {
        let tree = structure(&files[0].bytes);
        let is_mark = |element: &Element| element.alternative.as_deref() == Some(mark.as_str());
        let pictures = tree.all().into_iter().filter(|element| element.kind == "Figure");
        let (marks, figures): (Vec<&Element>, Vec<&Element>) = pictures.partition(|e| is_mark(e));
        assert_eq!(marks.len(), 1, "{kind:?}: the publisher's mark");
        let charts = files.iter().filter(|f| f.path.ends_with(".svg")).count();
        assert_eq!(figures.len(), charts, "{kind:?}");
        for figure in figures {
            let text = figure.alternative.as_deref().unwrap_or_default();
            let length = text.chars().count();
            assert!((41..=LONGEST).contains(&length), "{kind:?}: {length} characters: {text}");
            assert!(text.contains(|c: char| c.is_ascii_digit()), "{kind:?}: {text}");
            assert!(!text.contains(['{', '}']), "{kind:?}: {text}");
        }
    }
}

#[test]
fn alternative_texts_tell_ends_direction_and_the_file_of_the_data() {
    let (_, files) = documents().iter().find(|(kind, _)| *kind == Kind::Region).expect("a region");
    let tree = structure(&files[0].bytes);
    let texts: Vec<&str> =
        tree.all().into_iter().filter_map(|element| element.alternative.as_deref()).collect();
    let of = |name: &str| {
        *texts
            .iter()
            .find(|text| text.contains(name))
            .unwrap_or_else(|| panic!("{name}: {texts:#?}"))
    };
    // Figure 3 of the brief: 167 kt in 2010, 658 kt in 2021, 725 kt in 2030 (facts.csv).
    let trend = of("figure-03.csv").replace('\u{a0}', " ");
    for part in [
        "167 kt in 2010",
        "rising to 658 kt in 2021",
        "projected 725 kt in 2030",
        "from 2022 on projected",
    ] {
        assert!(trend.contains(part), "{part}: {trend}");
    }
    let bars = of("figure-05.csv").replace('\u{a0}', " ");
    assert!(bars.contains("highest Mineral products 154 kt"), "{bars}");
    assert!(bars.contains("nothing is projected"), "{bars}");
}

#[test]
fn tables_have_head_cells_with_scope_and_headings_skip_no_level() {
    for (kind, files) in documents() {
        let tree = structure(&files[0].bytes);
        let mut level = 0;
        let mut tables = 0;
        for element in tree.all() {
            if let Some(found) = element.kind.strip_prefix('H').and_then(|n| n.parse::<u8>().ok()) {
                assert!(found <= level + 1, "{kind:?}: from level {level} to {found}");
                level = found;
            }
            if element.kind == "Table" {
                tables += 1;
                let cells = element.all();
                let mut heads = cells.iter().filter(|cell| cell.kind == "TH").peekable();
                assert!(heads.peek().is_some(), "{kind:?}: a table without head cells");
                assert!(heads.all(|head| head.scoped), "{kind:?}: a head cell without scope");
            }
        }
        assert!(tables > 0 && level > 0, "{kind:?}");
    }
}

/// How often a language is named: on elements, and on runs of text within them.
fn mentions(bytes: &[u8], language: &str) -> usize {
    let of_elements =
        structure(bytes).all().iter().filter(|e| e.language.as_deref() == Some(language)).count();
    let pdf = Pdf::new(Arc::new(bytes.to_vec())).expect("a PDF");
    let mark = format!("/Lang({language})");
    let of_runs: usize = pdf
        .pages()
        .iter()
        .map(|page| {
            let content = page.page_stream().expect("a page has content");
            String::from_utf8_lossy(content).matches(&mark).count()
        })
        .sum();
    of_elements + of_runs
}

#[test]
fn words_of_another_script_are_tagged_with_their_language() {
    let bytes = |kind: Kind| {
        let (_, files) = documents().iter().find(|(k, _)| *k == kind).expect("the kind");
        &files[0].bytes
    };
    // The policy annex quotes two decrees in Russian and cites one by its title.
    assert!(mentions(bytes(Kind::Policy), "ru") >= 3);
    assert!(mentions(bytes(Kind::Policy), "en") >= 1);
    assert_eq!(mentions(bytes(Kind::Industry), "ru"), 0);
}

#[test]
fn catalogues_and_viewers_find_title_labels_licence_and_language() {
    for (kind, files) in documents() {
        let bytes = &files[0].bytes;
        with_catalogue(bytes, |root| {
            let language = root.get::<PdfString<'_>>("Lang").map(|l| text_of(l.as_bytes()));
            assert_eq!(language.as_deref(), Some("en"), "{kind:?}");
            assert!(root.contains_key("PageLabels"), "{kind:?}");
            assert!(root.contains_key("Outlines"), "{kind:?}");
            let preferences = root.get::<Dict<'_>>("ViewerPreferences").expect("preferences");
            assert_eq!(preferences.get::<bool>("DisplayDocTitle"), Some(true), "{kind:?}");
            let associated = root.get::<Array<'_>>("AF").expect("associated files");
            for file in associated.iter::<Dict<'_>>() {
                let relationship = file.get::<Name<'_>>("AFRelationship").expect("a relationship");
                assert!(["Data", "Source"].contains(&relationship.as_str()), "{kind:?}");
            }
        });
        let text = String::from_utf8_lossy(bytes);
        assert!(text.contains("Licence: CC BY 4.0."), "{kind:?}");
        assert!(text.contains("Edition 2021."), "{kind:?}");
    }
}

#[test]
fn the_citation_beside_each_document_reads_back() {
    let catalogue = &workshop().edition.data.catalogue;
    for (kind, files) in documents() {
        let pdf = files[0].path.strip_suffix("pdf").expect("the PDF comes first");
        let beside = |ending: &str| {
            let path = format!("{pdf}{ending}");
            let file = files.iter().find(|file| file.path == path).expect("it is beside the PDF");
            String::from_utf8(file.bytes.clone()).expect("UTF-8")
        };
        let bib = biblatex::Bibliography::parse(&beside("bib")).expect("BibTeX");
        let entry = bib.iter().next().expect("an entry");
        let items: serde_json::Value = serde_json::from_str(&beside("csl.json")).expect("JSON");
        let item = &items[0];
        let field = |key: &str| -> String {
            let chunks = entry.get(key).unwrap_or_else(|| panic!("{kind:?}: {key}"));
            chunks.iter().map(|chunk| chunk.v.get()).collect()
        };
        assert_eq!(item["id"], entry.key.as_str());
        assert_eq!(item["type"], "report");
        assert_eq!(item["title"], field("title").as_str());
        assert_eq!(item["author"][0]["literal"], catalogue.edition.publisher.as_str());
        assert_eq!(field("author"), catalogue.edition.publisher);
        assert_eq!(item["note"], catalogue.edition.licence.as_str());
        let (year, month, day) = catalogue.date();
        assert_eq!(item["issued"]["date-parts"], serde_json::json!([[year, month, day]]));
        assert_eq!(field("year"), year.to_string());
        assert_eq!(item["edition"], catalogue.edition.id.as_str());
        assert_eq!(field("number"), catalogue.edition.id);
    }
}

/// Every set of one version, one level of PDF/A and one of PDF/UA, each or none, that the program accepts.
fn accepted() -> Vec<Standards> {
    let of = |prefix: fn(&str) -> bool| -> Vec<Option<Standard>> {
        let some = Standard::ALL.iter().copied().filter(|standard| prefix(standard.code()));
        std::iter::once(None).chain(some.map(Some)).collect()
    };
    let mut found = Vec::new();
    for version in of(|code| code.starts_with(char::is_numeric)) {
        for archive in of(|code| code.starts_with("a-")) {
            for access in of(|code| code.starts_with("ua-")) {
                let list: Vec<Standard> =
                    [version, archive, access].into_iter().flatten().collect();
                if !list.is_empty() {
                    found.extend(Standards::new(&list));
                }
            }
        }
    }
    found
}

#[test]
fn every_accepted_set_of_standards_gives_a_tagged_document_that_says_so() {
    let accepted = accepted();
    assert!(accepted.len() > 20, "{}", accepted.len());
    for standards in accepted {
        let pdf = files(Kind::Region, standards.clone()).remove(0).bytes;
        let inside = attached_files(&pdf).expect("a PDF");
        let manifest: DocumentManifest =
            serde_json::from_slice(&inside["manifest.json"]).expect("a manifest");
        assert_eq!(manifest.standards, standards.codes());
        assert!(!structure(&pdf).children.is_empty(), "{standards}: not tagged");
        let text = String::from_utf8_lossy(&pdf);
        let says = |part: &str| text.contains(part);
        let codes = standards.codes();
        let archive = codes.iter().find_map(|code| code.strip_prefix("a-"));
        let part = archive.map(|level| format!("pdfaid:part>{}<", &level[..1]));
        assert_eq!(says("pdfaid:part>"), part.is_some(), "{standards}");
        assert!(part.is_none_or(|part| says(&part)), "{standards}");
        assert_eq!(says("pdfuaid:part>1<"), codes.iter().any(|c| c == "ua-1"), "{standards}");
    }
}
