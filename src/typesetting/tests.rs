use minijinja::{Value, context};
use typst::layout::{Frame, FrameItem};

use super::world::ProjectWorld;
use super::*;
use crate::diagnostics::{Code, Faults};
use crate::templating::*;

/// Every kind of node and block that a chapter may hold.
const CHAPTER: &str = r#"{## not printed ##}
# First {#first}

CO2 in {{ region }}: {{ total }}, *emphasis*, **strong**, H~2~O, `code`, $`x_i`$, "quoted"\
next line[^n], again[^n], [link](https://example.org), <mailto:a@example.org>.

[^n]: The note.

![](fig:full)

![](fig:left fig:right)

![](tab:numbers)

## Second

[](ref:fig:full), [](ref:tab:numbers), [](ref:eq:sum), [](ref:sec:first), [words](ref:sec:first).
[](citet:work) and [p. 5](cite:work).

```math sum | S equals the sum of x
S = sum_i x_i
```

```math
a = b
```

- one
- two

  with a paragraph

3. three
4. four

Term
: Meaning

> Quote.

> [!NOTE] Heading of the note
> Body.

> [!WARNING]
> Limits.

| A | B |
|:--|--:|
| c | {{ label("status.estimated") }} |

```headline
name | 5 Mt^e^ | note
other | 6
```

```keyvalue
key | *value*
```

```text
plain | code
```

::: columns 2 1
left

---

right
:::

::: keep
kept
:::

::: new-page
:::

---

End.
"#;

const WORKS: &str = "work:\n  type: book\n  title: A work\n  author: Doe, Jane\n  date: 2001\n";

fn svg() -> String {
    "<svg xmlns='http://www.w3.org/2000/svg' width='200pt' height='60pt' viewBox='0 0 200 60'>\
     <text x='5' y='20' font-size='8' font-family=\"'Source Sans 3'\">label</text></svg>"
        .to_owned()
}

fn figure(id: &str) -> PlacedFigure {
    PlacedFigure {
        id: id.into(),
        svg: svg(),
        width: FigureWidth::Full,
        message: format!("Message of {id}"),
        subtitle: "CO2, Mt".into(),
        source: "own".into(),
        note: Some("a note".into()),
        alt: "A label.".into(),
    }
}

fn table() -> PlacedTable {
    let cell = |text: &str, flag| Cell { text: text.into(), flag, ..Cell::default() };
    let name = |text: &str| Cell { text: text.into(), is_header: true, ..Cell::default() };
    PlacedTable {
        id: "numbers".into(),
        title: "Numbers".into(),
        subtitle: "Mt".into(),
        columns: vec![
            Column { header: "Name".into(), align: Align::Left, unit: None },
            Column { header: "Value".into(), align: Align::Right, unit: Some("Mt".into()) },
        ],
        rows: vec![
            vec![name("Group")],
            vec![name("#a *b*"), cell("1.0", Flag::Estimated)],
            vec![name("All"), Cell { strong: true, ..cell("2.0", Flag::Projected) }],
        ],
        source: "own".into(),
        note: None,
    }
}

fn input(kind: &str, chapters: &[&str]) -> DocumentInput {
    DocumentInput {
        kind: kind.into(),
        language: "en".into(),
        meta: Meta {
            title: "The title".into(),
            subtitle: "CO2 and more".into(),
            series: "Series".into(),
            description: "About.".into(),
            authors: vec!["A. Author".into()],
            publisher: "Publisher".into(),
            keywords: vec!["word".into()],
            edition: "2021".into(),
            date: Date { year: 2026, month: 1, day: 31 },
            date_text: "31 January 2026".into(),
            running_head: "Short title".into(),
            licence: "CC BY 4.0".into(),
            citation: "Cite me.".into(),
            contact: "a@example.org".into(),
            provenance: vec![("Inputs".into(), "abc".into())],
        },
        context: context! {
            region => "#x *b* $y$ <z> \"q\"",
            total => Value::from_safe_string("28.1 Mt^e^".into()),
        },
        figures: vec![],
        tables: vec![],
        chapters: chapters.iter().map(|c| (*c).to_owned()).collect(),
        attachments: vec![],
    }
}

fn complete(kind: &str) -> DocumentInput {
    let mut input = input(kind, &["test/00-abstract", "test/01-all"]);
    input.figures = ["full", "left", "right"].map(figure).into();
    input.tables = vec![table()];
    input.attachments = vec![Attachment {
        name: "facts.csv".into(),
        bytes: b"fact,value\n".to_vec(),
        mime_type: "text/csv".into(),
        description: "All numbers.".into(),
    }];
    input
}

fn library(chapter: &str) -> Library {
    Library::with_texts(&[
        ("en/test/00-abstract.md", "The abstract."),
        ("en/test/01-all.md", chapter),
        ("bibliography.yml", WORKS),
    ])
}

fn composed(library: &Library, input: &DocumentInput) -> Result<TypstProject, Faults> {
    compose(library, &environment(library).unwrap(), input)
}

fn settings() -> PdfSettings {
    PdfSettings { identity: "test".into(), conformance: Conformance::default() }
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
        let project = composed(&library, &complete(kind)).unwrap();
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
    ] {
        assert!(all.contains(text), "{text:?} in\n{all}");
    }
    assert!(!all.contains("not printed"));
    assert!(pages[0].contains(&format!("1 of {}", pages.len())));
}

#[test]
fn the_same_project_gives_the_same_bytes_on_any_thread() {
    let library = library(CHAPTER);
    let fonts = FontLibrary::new(&library).unwrap();
    let environment = environment(&library).unwrap();
    let build = || {
        let project = compose(&library, &environment, &complete("national")).unwrap();
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

/// The embedded settings with one text replaced.
fn settings_with(old: &str, new: &str) -> String {
    let library = Library::embedded();
    let settings = library.text("theme/settings.typ").unwrap();
    assert!(settings.contains(old));
    settings.replace(old, new)
}

#[test]
fn an_unknown_font_is_a_fault() {
    let settings_file = settings_with("\"Source Sans 3\"", "\"No Such Font\"");
    let library =
        Library::with_texts(&[("theme/settings.typ", &settings_file), ("en/a.md", "text")]);
    let fonts = FontLibrary::new(&library).unwrap();
    let project = composed(&library, &input("region", &["a"])).unwrap();
    let faults = typeset(&project, &settings(), &fonts).unwrap_err();
    assert!(faults.iter().any(|f| f.message.contains("unknown font family: no such font")));
}

#[test]
fn a_logo_of_the_users_folder_is_printed() {
    let logo = "#let logo = (path: \"/theme/logo.svg\", height: 9mm, alt: \"Logo\") //";
    let settings_file = settings_with("#let logo = none", logo);
    let library = Library::with_texts(&[
        ("theme/settings.typ", &settings_file),
        ("theme/logo.svg", &svg()),
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
