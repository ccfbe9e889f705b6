mod sample;

use typst::layout::{Frame, FrameItem};

use sample::{CHAPTER, attachment, complete, input, library, svg};

use super::world::ProjectWorld;
use super::*;
use crate::diagnostics::{Code, Faults};
use crate::templating::*;
use crate::vocabulary::Standards;

fn composed(library: &Library, input: &DocumentInput) -> Result<TypstProject, Faults> {
    let labels = Labels::load(library, &input.language)?;
    let all = [(input.language.clone(), labels.clone())].into();
    compose(library, &environment(library, all), &labels, input)
}

fn settings() -> PdfSettings {
    PdfSettings { identity: "test".into(), standards: Standards::default() }
}

fn text_of(frame: &Frame, out: &mut String) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => text_of(&group.frame, out),
            FrameItem::Text(text) => out.push_str(&text.text.replace("\u{a0}", " ")),
            _ => {}
        }
    }
    out.push('\n');
}

fn page_texts(project: &TypstProject, fonts: &FontLibrary) -> Vec<String> {
    let document = ProjectWorld::new(project, fonts).unwrap().lay_out().unwrap();
    let text = |frame: &Frame| {
        let mut out = String::new();
        text_of(frame, &mut out);
        out
    };
    document.pages().iter().map(|page| text(&page.frame)).collect()
}

/// The faults of a document with this chapter: code, file and line.
fn faults_of(chapter: &str) -> Vec<(Code, String)> {
    let library = library(chapter);
    let fonts = FontLibrary::new(&library).unwrap();
    let faults = composed(&library, &input("region", &["test/01-all"]))
        .and_then(|project| typeset(&project, &settings(), &fonts))
        .unwrap_err();
    faults
        .iter()
        .map(|f| (f.code, f.location.as_ref().map(ToString::to_string).unwrap_or_default()))
        .collect()
}

#[test]
fn every_kind_of_document_is_archival_and_accessible() {
    let library = library(CHAPTER);
    let fonts = FontLibrary::new(&library).unwrap();
    for kind in ["article", "region", "industry", "national", "policy"] {
        let mut project = composed(&library, &complete(kind)).unwrap();
        project.attach(&[attachment()]);
        let pdf = typeset(&project, &settings(), &fonts).unwrap();
        assert!(pdf.pages >= 2, "{kind}");
        let text = String::from_utf8_lossy(&pdf.bytes);
        for mark in ["pdfuaid:part>1<", "pdfaid:part>3<", "pdfaid:conformance>A<", "/EmbeddedFile"]
        {
            assert!(text.contains(mark), "{kind} {mark}");
        }
    }
}

#[test]
fn the_page_says_what_the_chapter_says() {
    let library = library(CHAPTER);
    let fonts = FontLibrary::new(&library).unwrap();
    let project = composed(&library, &complete("article")).unwrap();
    let pages = page_texts(&project, &fonts);
    let all = pages.concat();
    for text in [
        "The title",
        "CO2 and more",
        "The abstract.",
        "word",
        "CO2 in #x *b* $y$ <z> \"q\": 28.1 Mte",
        "\u{201c}quoted\u{201d}",
        "H2O",
        "The note.",
        "Message of full",
        "Figure 1",
        "Figure 3",
        "Table 1",
        "Equation 1",
        "Section 1",
        "Doe (2001)",
        "(Doe, 2001, p. 5)",
        "#a *b*",
        "1.0",
        "Meaning",
        "Quote.",
        "Heading of the note",
        "Limits",
        "estimated",
        "5 Mt",
        "value",
        "plain | code",
        "left",
        "kept",
        "End.",
        "References",
        "Cite me.",
        "CC BY 4.0",
        "Inputs",
        "Short title",
        "Edition 2021",
        "Data to 2021",
        "Program 1",
        "https://doi.org/10.1234/five",
        "By nobody.",
        "31 January 2026: Revised.",
        "Data: figure-01.csv.",
        "table-",
    ] {
        assert!(all.contains(text), "{text:?} in\n{all}");
    }
    assert!(!all.contains("not printed"));
    // The first page is the cover.
    assert!(pages[0].contains("The title") && !pages[0].contains(" of "));
    assert!(pages[1].contains(&format!("2 of {}", pages.len())));
}

#[test]
fn the_same_project_gives_the_same_bytes_on_any_thread() {
    let library = library(CHAPTER);
    let fonts = FontLibrary::new(&library).unwrap();
    let labels = Labels::load(&library, "en").unwrap();
    let environment = environment(&library, [("en".to_owned(), labels.clone())].into());
    let build = || {
        let project = compose(&library, &environment, &labels, &complete("national")).unwrap();
        typeset(&project, &settings(), &fonts).unwrap()
    };
    let first = build();
    let others: Vec<Pdf> = std::thread::scope(|scope| {
        let thread = || std::thread::Builder::new().stack_size(16 << 20).spawn_scoped(scope, build);
        let running = [thread().unwrap(), thread().unwrap()];
        running.map(|thread| thread.join().unwrap()).into()
    });
    assert!(others.iter().all(|other| *other == first));
}

#[test]
fn pages_and_figures_become_pictures() {
    let library = library("Text.");
    let fonts = FontLibrary::new(&library).unwrap();
    let project = composed(&library, &input("region", &["test/01-all"])).unwrap();
    let pages = pictures_of_pages(&project, &fonts, 72.0).unwrap();
    assert_eq!((pages.len(), pages[0].width, pages[0].height), (1, 595, 842));
    let png = picture(&svg(), &fonts, 144.0).unwrap();
    assert_eq!((png.width, png.height), (400, 120));
    assert!(png.bytes.starts_with(b"\x89PNG"));
}

#[test]
fn faults_name_the_line_of_the_template() {
    let at = |line: &str| format!("mine/en/test/01-all.md:{line}");
    let expected = [
        ("a\n\n{{ unknown }}", Code::TemplateSyntax, at("3:4")),
        ("a\n\n{{ 5 }}", Code::BareNumber, at("3:4")),
        ("a\n{{ [1, 2] | join }}", Code::BareNumber, at("2:13")),
        ("a\n\n{{ none }}", Code::TemplateSyntax, at("3:4")),
        ("a\n{{ region | safe }}", Code::TemplateSyntax, at("2:13")),
        ("a\n{% include 'en/none.md' %}", Code::TemplateMissing, at("2:4")),
        ("a\n{{ label('no.such') }}", Code::TemplateMissing, at("2:4")),
        (
            "a\n{% for x in range(100000) %}{{ region }}{% endfor %}",
            Code::TemplateSyntax,
            at("2:32"),
        ),
        ("a\n{% if %}", Code::TemplateSyntax, at("2:7")),
        ("# a\n\n{% if true %}\n### b\n{% endif %}", Code::PdfExport, at("4:1")),
        ("a\n\n{{ region }}\n\nno glyph \u{10ffff}", Code::PdfExport, at("5:1")),
    ];
    for (chapter, code, location) in expected {
        let faults = faults_of(chapter);
        assert!(faults.contains(&(code, location.clone())), "{chapter:?} {location} {faults:?}");
    }
}

#[test]
fn all_faults_of_all_chapters_are_reported_at_once() {
    let library = Library::with_texts(&[("en/a.md", "{{ 1 }}"), ("en/b.md", "<b>x</b>")]);
    let faults = composed(&library, &input("region", &["a", "none", "b"])).unwrap_err();
    let codes: Vec<Code> = faults.iter().map(|f| f.code).collect();
    assert!(codes.starts_with(&[
        Code::BareNumber,
        Code::TemplateMissing,
        Code::MarkdownUnsupported
    ]));
}

#[test]
fn a_missing_label_of_the_theme_is_a_fault() {
    let library = Library::with_texts(&[("en/labels.toml", ""), ("en/a.md", "text")]);
    let fonts = FontLibrary::new(&library).unwrap();
    let project = composed(&library, &input("region", &["a"])).unwrap();
    let faults = typeset(&project, &settings(), &fonts).unwrap_err();
    let fault = faults.iter().next().unwrap();
    assert!(fault.message.contains("there is no label"), "{}", fault.message);
    assert_eq!(fault.location.as_ref().unwrap().file, "templates/theme/document.typ");
}

#[test]
fn a_broken_bibliography_is_a_fault_of_its_own() {
    let library = Library::with_texts(&[
        ("en/a.md", "[](cite:work)"),
        ("bibliography.yml", "work:\n  type: nonsense\n"),
    ]);
    let fonts = FontLibrary::new(&library).unwrap();
    let project = composed(&library, &input("region", &["a"])).unwrap();
    let faults = typeset(&project, &settings(), &fonts).unwrap_err();
    assert_eq!(faults.iter().next().unwrap().code, Code::BibliographyInvalid);
}

#[test]
fn shared_parts_can_cross_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Library>();
    shared::<Labels>();
    shared::<FontLibrary>();
    shared::<minijinja::Environment<'static>>();
    shared::<DocumentInput>();
    shared::<TypstProject>();
}

#[test]
fn an_unknown_font_is_a_fault() {
    let theme = "[fonts]\nsans = \"No Such Font\"";
    let library = Library::with_texts(&[("theme/theme.toml", theme), ("en/a.md", "text")]);
    let fonts = FontLibrary::new(&library).unwrap();
    let faults = library.house().unwrap().check_fonts(&fonts.families()).unwrap_err();
    let fault = faults.iter().next().unwrap();
    assert_eq!(fault.location.as_ref().unwrap().to_string(), "mine/theme/theme.toml:2:8");
    assert!(fault.allowed.as_deref().unwrap().contains("Source Serif 4"));
    // Layouts of a user's own may name another font: that is a fault of the page.
    let project = composed(&library, &input("region", &["a"])).unwrap();
    let faults = typeset(&project, &settings(), &fonts).unwrap_err();
    assert!(faults.iter().any(|f| f.message.contains("unknown font family: no such font")));
}

#[test]
fn a_house_style_that_cannot_be_used_stops_the_document() {
    let theme = "[colours]\nink = \"black\"";
    let library = Library::with_texts(&[("theme/theme.toml", theme), ("en/a.md", "text")]);
    let faults = composed(&library, &input("region", &["a"])).unwrap_err();
    assert_eq!(faults.iter().next().unwrap().code, Code::BadTheme);
}

#[test]
fn a_logo_of_the_users_folder_is_printed() {
    let theme = "[logo]\nfile = \"ours.svg\"\nalt = { en = \"Our mark\" }";
    let library = Library::with_texts(&[
        ("theme/theme.toml", theme),
        ("theme/ours.svg", &svg()),
        ("en/a.md", "text"),
    ]);
    let fonts = FontLibrary::new(&library).unwrap();
    for kind in ["article", "region", "national"] {
        let project = composed(&library, &input(kind, &["a"])).unwrap();
        assert!(typeset(&project, &settings(), &fonts).is_ok(), "{kind}");
    }
}

#[test]
fn a_document_reads_nothing_outside_itself() {
    for line in ["#read(\"/etc/passwd\")", "#read(\"../../x\")", "#import \"@preview/a:0.1.0\""] {
        let layout = format!("{line}\n");
        let library = Library::with_texts(&[("layouts/region.typ", &layout), ("en/a.md", "text")]);
        let fonts = FontLibrary::new(&library).unwrap();
        let project = composed(&library, &input("region", &["a"])).unwrap();
        let faults = typeset(&project, &settings(), &fonts).unwrap_err();
        let location = faults.iter().next().unwrap().location.clone().unwrap();
        assert_eq!((location.file.as_str(), location.line), ("mine/layouts/region.typ", 1));
    }
}

#[test]
fn an_alternative_text_that_says_nothing_stops_the_document() {
    let library = library("![](fig:full)\n");
    for alt in
        ["", "  ", "A chart of 2021.", "A chart whose many words never come to name a value."]
    {
        let mut input = input("region", &["test/01-all"]);
        input.figures = vec![PlacedFigure { alt: alt.into(), ..sample::figure("full") }];
        let faults = composed(&library, &input).unwrap_err();
        let codes: Vec<Code> = faults.iter().map(|fault| fault.code).collect();
        assert_eq!(codes, [Code::AlternativeText], "{alt:?}");
    }
}

#[test]
fn the_alternative_text_names_the_file_of_the_figures_number() {
    let library = library("![](fig:left)\n\n![](fig:full)\n");
    let mut input = input("region", &["test/01-all"]);
    let bare = PlacedFigure { has_data: false, ..sample::figure("left") };
    input.figures = vec![sample::figure("full"), bare];
    let project = composed(&library, &input).unwrap();
    let Content::Bytes(bytes) = &project.files["/document.json"].content else {
        panic!("data are bytes")
    };
    let document: serde_json::Value = serde_json::from_slice(bytes).unwrap();
    let alt = |id: &str| document["figures"][id]["alt"].as_str().unwrap().to_owned();
    assert!(alt("full").ends_with("figure-02.csv."), "{}", alt("full"));
    assert!(!alt("left").contains(".csv"), "{}", alt("left"));
}
