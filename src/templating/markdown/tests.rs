use minijinja::context;
use proptest::prelude::*;
use typst_syntax::ast::{self, AstNode, Expr};
use typst_syntax::{SyntaxKind, SyntaxNode};

use super::*;
use crate::diagnostics::Code;
use crate::templating::escape::printable;
use crate::templating::{Library, environment};

/// Everything that a chapter may call.
const CALLS: [&str; 31] = [
    "text",
    "parbreak",
    "linebreak",
    "smartquote",
    "heading",
    "quote",
    "list",
    "list.item",
    "enum",
    "enum.item",
    "terms",
    "terms.item",
    "emph",
    "strong",
    "super",
    "sub",
    "raw",
    "link",
    "ref",
    "cite",
    "label",
    "footnote",
    "math.equation",
    "blocks.callout",
    "blocks.headline",
    "blocks.key-values",
    "blocks.plain-table",
    "blocks.columns",
    "blocks.place-figure",
    "blocks.side-by-side",
    "blocks.rule",
];

/// Places in a chapter where a value can stand: the template, the text around the value.
const CONTEXTS: [(&str, &str, &str); 12] = [
    ("{{ v }}", "", ""),
    ("a {{ v }} b", "a ", " b"),
    ("a\n{{ v }} b", "a", " b"),
    ("# {{ v }}", "", ""),
    ("# T {{ v }} {#id}", "T ", ""),
    ("- {{ v }}", "", ""),
    ("> {{ v }}", "", ""),
    ("a **{{ v }}** b", "a ", " b"),
    ("[{{ v }}](https://example.org)", "", ""),
    ("| {{ v }} |\n|---|\n| c |", "", "c"),
    ("```headline\na | {{ v }} | c\n```", "a", "c"),
    ("x[^1]\n\n[^1]: {{ v }}", "x", ""),
];

fn translated(source: &str, value: &str) -> (String, Faults, References) {
    let library = Library::with_texts(&[("en/t.md", source)]);
    let engine = environment(&library, std::collections::BTreeMap::new());
    translated_with(&library, &engine, value)
}

fn translated_with(
    library: &Library,
    engine: &minijinja::Environment<'_>,
    value: &str,
) -> (String, Faults, References) {
    let rendered = Rendered::new(library, engine, "en/t.md", &context! { v => value }).unwrap();
    let (mut references, mut faults) = (References::default(), Faults::new());
    let translated = translate(&rendered, 1, &mut references, &mut faults);
    assert_eq!(translated.places.len(), translated.code.lines().count());
    (translated.code, faults, references)
}

/// The texts of the code, joined; fails on any call that chapters do not make.
fn texts(code: &str) -> String {
    fn walk(node: &SyntaxNode, out: &mut String) {
        assert!(
            !matches!(
                node.kind(),
                SyntaxKind::Closure | SyntaxKind::LetBinding | SyntaxKind::ModuleInclude
            ),
            "{node:?}"
        );
        if let Some(call) = node.cast::<ast::FuncCall>() {
            let callee = call.callee().to_untyped().full_text();
            assert!(CALLS.contains(&callee.as_str()), "{callee}");
            let first = call.args().items().next();
            if let ("text", Some(ast::Arg::Pos(Expr::Str(literal)))) = (callee.as_str(), first) {
                out.push_str(&literal.get());
            }
        }
        node.children().for_each(|child| walk(child, out));
    }
    let root = typst_syntax::parse(code);
    assert!(root.errors_and_warnings().0.is_empty(), "{code}");
    let mut out = String::new();
    walk(&root, &mut out);
    out
}

fn faults_of(source: &str) -> Vec<(Code, u32)> {
    let (_, faults, _) = translated(source, "value");
    faults.iter().map(|f| (f.code, f.location.as_ref().map_or(0, |l| l.line))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn a_value_reads_as_itself_wherever_it_stands(
        value in prop_oneof![
            any::<String>(),
            r#"[ \t\n#$*_@<>`\\/"'~^=+:;(){}|!&0-9a.\[\]-]{1,24}"#,
        ],
    ) {
        prop_assume!(!value.is_empty());
        for (source, before, after) in CONTEXTS {
            let (code, faults, _) = translated(source, &value);
            prop_assert!(faults.is_empty(), "{source:?} {faults:?}");
            let expected: String = value.chars().map(printable).collect();
            prop_assert_eq!(texts(&code), format!("{before}{expected}{after}"), "{}", source);
        }
    }
}

#[test]
fn quotation_marks_of_the_author_curl_and_those_of_values_do_not() {
    let (code, _, _) = translated("it's \"{{ v }}\"", "6' \"x\"");
    assert_eq!(code.matches("smartquote(double: true)").count(), 2);
    assert_eq!(code.matches("smartquote(double: false)").count(), 1);
    assert_eq!(texts(&code), "its 6' \"x\"");
}

#[test]
fn two_figures_stand_side_by_side() {
    for source in ["![](fig:a fig:b)", "![](fig:a) ![](fig:b)", "![](fig:a)\n![](fig:b)"] {
        let (code, faults, _) = translated(source, "");
        assert!(faults.is_empty(), "{source}");
        assert!(code.contains("blocks.side-by-side(\"a\", \"b\")"), "{code}");
    }
}

#[test]
fn a_heading_takes_its_name() {
    let (code, faults, _) = translated("# Method of *all* {#method}", "");
    assert!(faults.is_empty());
    assert!(code.contains("}) <sec:method>]"), "{code}");
    assert_eq!(texts(&code), "Method of all");
}

#[test]
fn what_has_no_counterpart_is_a_fault_at_its_line() {
    let unsupported = [
        "a\n\n<b>x</b>",
        "a\n\n<div>x</div>",
        "a\n\n    indented",
        "a\n\n```python\nx\n```",
        "a\n\n```math\n#x\n```",
        "a\n\nb $`x $ #y`$",
        "a\n\n```math\na $ b\n```",
        "a\n\n```headline\n```\n\n```math\n\"a\n```",
        "a\n\ntext **{{ v }}",
        "a\n\n[x](ftp://example.org)",
        "a\n\n[x](https://example.org \"title\")",
        "a\n\ntext ![](fig:a)",
        "a\n\n![text](fig:a)",
        "a\n\n![](fig:a fig:b fig:c)",
        "a\n\n![](https://example.org/x.png)",
        "a\n\n[](ref:figure)",
        "a\n\n{# no comment #}",
        "a\n\n::: unknown\n:::",
        "a\n\n::: columns 1 2 3\nb\n:::",
        "a\n\n[^n]: never used",
        "a\n\nno note [text](",
    ];
    for source in unsupported {
        let faults = faults_of(source);
        let line = if source.contains("headline") { 6 } else { 3 };
        assert!(faults.contains(&(Code::MarkdownUnsupported, line)), "{source:?} {faults:?}");
    }
}

#[test]
fn a_cell_too_many_is_a_fault_at_its_row() {
    let faults = faults_of("```headline\na | b | c\na | b | c | d\n```");
    assert_eq!(faults, [(Code::MarkdownUnsupported, 3)]);
}

#[test]
fn references_are_checked_over_the_document() {
    let source = "# H {#here}\n\n![](fig:given)\n\n[](ref:sec:here) [](ref:fig:other) [](cite:known,petrs)\n\n![](tab:none)";
    let (_, faults, references) = translated(source, "");
    assert!(faults.is_empty());
    let given = [(Target::Figure, "given".into()), (Target::Table, "unplaced".into())].into();
    let works = ["known".to_owned(), "peters".to_owned()].into();
    let mut found = Faults::new();
    references.check(&given, &works, &mut found);
    let said: Vec<_> = found.iter().map(|f| f.found.as_deref().unwrap()).collect();
    assert_eq!(said, ["tab:none", "tab:unplaced", "fig:other", "petrs"]);
    assert!(found.iter().all(|f| f.code == Code::UnknownReference));
    let hint = found.iter().last().and_then(|f| f.hint.as_deref());
    assert_eq!(hint, Some("the nearest key is peters"));
}

#[test]
fn a_target_that_stands_twice_is_a_fault() {
    let (_, faults, _) = translated("![](fig:a)\n\n![](fig:a)", "");
    assert_eq!(faults.len(), 1);
}
