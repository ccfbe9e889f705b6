//! A house style of somebody else's: one folder changes every document.

use std::collections::BTreeSet;
use std::sync::Arc;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, Name, Object, String as PdfString};

use tradeprint::diagnostics::{Code, Faults};
use tradeprint::production::{Request, Workshop};
use tradeprint::report::Kind;

use crate::synthetic::{root, shipped};

const FONT: &str = "InstituteSlab";
const SEAL: &str = "Seal of the Invented Institute";
const TRADEPRINT: &str = "Tradeprint: two arrows that pass each other";
/// The accent colour of the fixture, `#7a1f3d`, and that of the program, `#0f4c75`, as a PDF writes their red.
const ACCENT: &str = "0.47843";
const OUR_ACCENT: &str = "0.05882";

fn request(templates: Option<&std::path::Path>) -> Request {
    Request {
        templates: templates.map(std::path::Path::to_owned),
        ..crate::requests::everything(&shipped())
    }
}

/// What a reader finds in a PDF: names of fonts, alternative texts, and the code of its pages.
struct Found {
    fonts: BTreeSet<String>,
    alternatives: BTreeSet<String>,
    code: String,
}

fn read(bytes: &[u8]) -> Found {
    let pdf = Pdf::new(Arc::new(bytes.to_vec())).expect("a PDF");
    let mut found =
        Found { fonts: BTreeSet::new(), alternatives: BTreeSet::new(), code: String::new() };
    let mut look = |dict: &Dict<'_>| {
        if let Some(name) = dict.get::<Name<'_>>("BaseFont") {
            found.fonts.insert(name.as_str().to_owned());
        }
        if let Some(alt) = dict.get::<PdfString<'_>>("Alt") {
            let text: String = alt.as_bytes().iter().map(|b| char::from(*b)).collect();
            found.alternatives.insert(text.replace('\0', ""));
        }
    };
    for object in pdf.objects() {
        match &object {
            Object::Dict(dict) => look(dict),
            Object::Stream(stream) => look(stream.dict()),
            _ => {}
        }
    }
    for page in pdf.pages().iter() {
        found.code += &String::from_utf8_lossy(page.page_stream().unwrap_or_default());
    }
    found
}

fn has(texts: &BTreeSet<String>, part: &str) -> bool {
    texts.iter().any(|text| text.contains(part))
}

/// The PDF and the figures of one document of each kind.
fn one_of_each(workshop: &Workshop, base: &Request) -> Vec<(Kind, Vec<u8>, Vec<Vec<u8>>)> {
    let document = |kind| {
        let documents = workshop.documents(&Request { kinds: vec![kind], ..base.clone() });
        let document = documents.expect("documents").remove(0);
        let files = workshop.make(&document).expect("a document");
        let figures = files.iter().filter(|f| f.path.ends_with(".svg")).map(|f| f.bytes.clone());
        (kind, files[0].bytes.clone(), figures.collect())
    };
    Kind::ALL.into_iter().map(document).collect()
}

#[test]
fn a_folder_with_a_theme_a_logo_and_a_font_changes_every_document() {
    let folder = root().join("tests/fixtures/house-style");
    let (ours, theirs) = (request(None), request(Some(&folder)));
    let (plain, _) = Workshop::open(&ours).expect("the shipped folder");
    let (styled, _) = Workshop::open(&theirs).expect("the house style of the fixture");
    let pairs = one_of_each(&plain, &ours).into_iter().zip(one_of_each(&styled, &theirs));
    for ((kind, ours, our_figures), (_, theirs, figures)) in pairs {
        assert_ne!(ours, theirs, "{kind:?}");
        // Another font, other colours: no picture stays as it was.
        assert_eq!(our_figures.len(), figures.len());
        for (before, after) in our_figures.iter().zip(&figures) {
            assert_ne!(before, after, "{kind:?}");
            let text = String::from_utf8_lossy(after);
            assert!(text.contains("Institute Slab") && !text.contains("Source Sans"), "{kind:?}");
        }
        let (ours, theirs) = (read(&ours), read(&theirs));
        assert!(has(&theirs.fonts, FONT) && !has(&ours.fonts, FONT), "{kind:?} {:?}", theirs.fonts);
        assert!(has(&theirs.alternatives, SEAL), "{kind:?}");
        assert!(!has(&theirs.alternatives, TRADEPRINT), "{kind:?}");
        assert!(has(&ours.alternatives, TRADEPRINT), "{kind:?}");
        assert!(theirs.code.contains(ACCENT) && !theirs.code.contains(OUR_ACCENT), "{kind:?}");
        assert!(ours.code.contains(OUR_ACCENT), "{kind:?}");
    }
}

#[test]
fn labels_of_charts_are_measured_in_the_font_of_the_house_style() {
    let folder = root().join("tests/fixtures/house-style");
    let (styled, _) = Workshop::open(&request(Some(&folder))).expect("the house style");
    let (plain, _) = Workshop::open(&request(None)).expect("the shipped folder");
    let width = |workshop: &Workshop| {
        let style = workshop.desk().style;
        style.text_width("Primorsky Krai", 8.0, tradeprint::figures::Weight::Regular)
    };
    // Advances of the fixture's font, read from its hmtx table with fontTools, in 1/1000 em.
    let advances = 6965.0;
    assert!((width(&styled) - advances * 8.0 / 1000.0).abs() < 1e-9, "{}", width(&styled));
    assert!((width(&plain) - width(&styled)).abs() > 1.0);
}

/// The faults of a folder of templates with these files.
fn faults(files: &[(&str, &[u8])]) -> Faults {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, bytes).expect("written");
    }
    match Workshop::open(&request(Some(folder.path()))) {
        Ok(_) => panic!("the house style was taken"),
        Err(faults) => faults,
    }
}

#[test]
fn what_a_house_style_lacks_is_told_with_file_and_line_before_anything_is_made() {
    for (text, code, line) in [
        ("[colours]\naccent = \"wine\"\n", Code::BadTheme, 2),
        ("[colours]\n\naccnt = \"#7a1f3d\"\n", Code::BadTheme, 3),
        ("[fonts]\nsans = \"Futura\"\n", Code::ThemeFile, 2),
        ("[logo]\nfile = \"no.svg\"\nalt = { en = \"x\" }\n", Code::ThemeFile, 2),
        ("[colours]\ngrey = \"#c0c0c0\"\n", Code::LowContrast, 2),
    ] {
        let found = faults(&[("theme/theme.toml", text.as_bytes())]);
        let fault = found.iter().next().expect("a fault");
        let place = fault.location.as_ref().expect("a place");
        assert_eq!((fault.code, place.line, found.len()), (code, line, 1), "{text}");
        assert!(place.file.ends_with("theme/theme.toml"), "{}", place.file);
    }
    let fonts = faults(&[("theme/theme.toml", b"[fonts]\nsans = \"Futura\"\n")]);
    let allowed = fonts.iter().next().and_then(|f| f.allowed.clone()).expect("the fonts at hand");
    assert!(allowed.contains("Source Sans 3") && allowed.contains("DejaVu Sans Mono"), "{allowed}");
}
