//! A small document that holds everything a document may hold.

use minijinja::{Value, context};

use crate::templating::*;

/// Every kind of node and block that a chapter may hold.
pub(super) const CHAPTER: &str = r#"{## not printed ##}
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

pub(super) const WORKS: &str =
    "work:\n  type: book\n  title: A work\n  author: Doe, Jane\n  date: 2001\n";

pub(super) fn svg() -> String {
    "<svg xmlns='http://www.w3.org/2000/svg' width='200pt' height='60pt' viewBox='0 0 200 60'>\
     <text x='5' y='20' font-size='8' font-family=\"'Source Sans 3'\">label</text></svg>"
        .to_owned()
}

pub(super) fn figure(id: &str) -> PlacedFigure {
    PlacedFigure {
        id: id.into(),
        svg: svg(),
        width: FigureWidth::Full,
        message: format!("Message of {id}"),
        subtitle: "CO2, Mt".into(),
        source: "own".into(),
        note: Some("a note".into()),
        alt: "A picture that holds the word label, 1 time, and nothing else.".into(),
        has_data: true,
    }
}

pub(super) fn table() -> PlacedTable {
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

pub(super) fn input(kind: &str, chapters: &[&str]) -> DocumentInput {
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
            doi: "10.1234/five".into(),
            data_year: "2021".into(),
            standards: "PDF/A-3a".into(),
            program: "Program 1".into(),
            notice: String::new(),
            statements: vec![("Funding".into(), "By nobody.".into())],
            revisions: vec![("31 January 2026".into(), "Revised.".into())],
            provenance: vec![("Inputs".into(), "abc".into())],
        },
        context: context! {
            region => "#x *b* $y$ <z> \"q\"",
            total => Value::from_safe_string("28.1 Mt^e^".into()),
        },
        figures: vec![],
        tables: vec![],
        cover: None,
        chapters: chapters.iter().map(|c| (*c).to_owned()).collect(),
    }
}

pub(super) fn complete(kind: &str) -> DocumentInput {
    let mut input = input(kind, &["test/00-abstract", "test/01-all"]);
    input.figures = ["full", "left", "right"].map(figure).into();
    input.tables = vec![table()];
    input.cover = Some(svg());
    input
}

pub(super) fn library(chapter: &str) -> Library {
    Library::with_texts(&[
        ("en/test/00-abstract.md", "The abstract."),
        ("en/test/01-all.md", chapter),
        ("bibliography.yml", WORKS),
    ])
}

pub(super) fn attachment() -> Attachment {
    Attachment {
        name: "facts.csv".into(),
        bytes: b"fact,value\n".to_vec(),
        mime_type: "text/csv".into(),
        relationship: "data".into(),
        description: "All numbers.".into(),
    }
}
