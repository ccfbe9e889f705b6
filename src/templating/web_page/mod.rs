//! The same chapters, figures and tables as one page of the web: no script, no other file, every text escaped.
//!
//! The chapters are the Markdown of the pages, rendered by comrak. What is particular to our chapters (placed figures and
//! tables, references, names of headings, blocks of key figures) is put into the tree before. What has no counterpart on a
//! page of the web (citations, formulas) is a fault, so nothing is lost in silence.

mod chapter;
mod exhibits;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use comrak::Arena;
use minijinja::Environment;

use super::escape::printable;
use super::rendering::Rendered;
use super::{DocumentInput, Labels, Library};
use crate::diagnostics::{Code, Diagnostic, Faults, Location, Outcome};
use chapter::Chapter;

/// The look.
const STYLE: &str = "web/page.css";

/// What the chapters place and refer to, with the numbers and titles that readers see.
#[derive(Default)]
struct Targets {
    figures: Vec<String>,
    tables: Vec<String>,
    /// Title by name.
    sections: BTreeMap<String, String>,
    /// Names of the headings of the first level, in order.
    contents: Vec<String>,
}

/// What every part of the page needs.
struct Page<'p> {
    input: &'p DocumentInput,
    labels: &'p Labels,
    targets: Targets,
    /// Where the file of a table or of a figure's data lies, relative to the page.
    file: &'p dyn Fn(&str) -> String,
}

/// The page of a document. `file`: path of the file of a table or of a figure's data, relative to the page.
///
/// # Errors
/// Every fault of its texts, and what a page of the web cannot show.
pub fn web_page(
    library: &Library,
    environment: &Environment<'_>,
    labels: &Labels,
    input: &DocumentInput,
    file: &dyn Fn(&str) -> String,
) -> Outcome<String> {
    let style = style(library)?;
    let (arena, mut faults) = (Arena::new(), Faults::new());
    let mut rendered = Vec::new();
    for chapter in &input.chapters {
        let template = format!("{}/{chapter}.md", input.language);
        match Rendered::new(library, environment, &template, &input.context) {
            Ok(found) => rendered.push(found),
            Err(found) => faults.append(found),
        }
    }
    let chapters: Vec<Chapter<'_, '_>> =
        rendered.iter().map(|own| Chapter::new(&arena, own)).collect();
    let mut page = Page { input, labels, targets: Targets::default(), file };
    for chapter in &chapters {
        chapter.collect(&mut page.targets);
    }
    let mut body = String::new();
    for chapter in &chapters {
        match chapter.html(&page) {
            Ok(html) => body.push_str(&html),
            Err(found) => faults.append(found),
        }
    }
    match page.whole(&style, &body) {
        Ok(whole) => faults.check(whole).map(|(whole, _)| whole),
        Err(found) => {
            faults.append(found);
            Err(faults)
        }
    }
}

/// A page of the web from a template of HTML; every text that it prints is escaped. The template has, beside the fields of
/// `texts`, `style`: the look of the house.
///
/// # Errors
/// A template that is missing or cannot be rendered, faults of the house style.
pub fn html_page(library: &Library, name: &str, texts: &impl serde::Serialize) -> Outcome<String> {
    let mut engine = Environment::new();
    engine.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
    engine.set_auto_escape_callback(|_| minijinja::AutoEscape::Html);
    let style = minijinja::Value::from_safe_string(style(library)?);
    let fields = minijinja::Value::from(minijinja::value::Serde(texts));
    let context = minijinja::context! { style => style, ..fields };
    let made = engine.render_named_str(name, library.text(name)?, context);
    made.map_err(|error| {
        let line = error.line().and_then(|line| u32::try_from(line).ok()).unwrap_or(0);
        Diagnostic::error(Code::TemplateSyntax, "the page cannot be rendered")
            .at(Location::at(library.shown(name), line, 1))
            .found(error.to_string())
            .into()
    })
}

/// The colours of the house as variables, then the look that uses them.
fn style(library: &Library) -> Outcome<String> {
    let house = library.house()?;
    let mut css = String::from(":root{");
    for (name, colour) in house.page_colours() {
        let _ = write!(css, "--{name}:{colour};");
    }
    let _ = writeln!(css, "--sans:'{}'}}", house.fonts.sans.replace(['\'', '\\', '<'], ""));
    css.push_str(library.text(STYLE)?);
    Ok(css)
}

impl Page<'_> {
    fn word(&self, key: &str) -> Outcome<String> {
        self.labels.get(key).map(escaped)
    }

    /// Head, contents, chapters and small print.
    fn whole(&self, style: &str, body: &str) -> Outcome<String> {
        let meta = &self.input.meta;
        let mut out = String::new();
        let language = escaped(&self.input.language);
        let title = escaped(&format!("{}: {}", meta.title, meta.subtitle));
        let _ = write!(
            out,
            "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"generator\" content=\"{}\">\n<meta name=\"description\" content=\"{}\">\n\
             <title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<header>\n\
             <p class=\"series\">{}</p>\n<h1>{}</h1>\n<p class=\"subtitle\">{}</p>\n\
             <p class=\"imprint\">{} · {} · {}</p>\n</header>\n",
            escaped(&meta.program),
            escaped(&meta.description),
            escaped(&meta.series),
            escaped(&meta.title),
            escaped(&meta.subtitle),
            escaped(&meta.publisher),
            escaped(&meta.edition),
            escaped(&meta.date_text),
        );
        let contents = self.word("contents.title")?;
        let _ = write!(out, "<nav aria-label=\"{contents}\">\n<h2>{contents}</h2>\n<ol>\n");
        for id in &self.targets.contents {
            let title = self.targets.sections.get(id).map_or(String::new(), |t| escaped(t));
            let _ = writeln!(out, "<li><a href=\"#sec-{id}\">{title}</a></li>");
        }
        let _ = write!(out, "</ol>\n</nav>\n<main>\n{body}</main>\n<footer>\n");
        let _ = write!(out, "<h2>{}</h2>\n<dl>\n", self.word("colophon.title")?);
        let rows = [
            (self.word("colophon.citation")?, &meta.citation),
            (self.word("colophon.licence")?, &meta.licence),
            (self.word("colophon.contact")?, &meta.contact),
        ];
        let rows = rows.into_iter().map(|(name, value)| (name, escaped(value)));
        let made = meta.provenance.iter().map(|(name, value)| (escaped(name), escaped(value)));
        for (name, value) in rows.chain(made).filter(|(_, value)| !value.is_empty()) {
            let _ = writeln!(out, "<dt>{name}</dt><dd>{value}</dd>");
        }
        out.push_str("</dl>\n</footer>\n</body>\n</html>\n");
        Ok(out)
    }
}

/// A text as HTML that reads as itself, between tags and within quoted attributes; the gas with its index.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in with_index(text).chars().map(printable) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// The gas as the pages set it.
fn with_index(text: &str) -> String {
    text.replace("CO2", "CO\u{2082}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_text_reads_as_itself() {
        assert_eq!(
            escaped("<a href=\"x\">'&'</a>"),
            "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;"
        );
        assert_eq!(escaped("t CO2\n"), "t CO\u{2082} ");
    }

    proptest! {
        #[test]
        fn no_text_opens_a_tag_or_ends_an_attribute(text in "\\PC{0,40}") {
            let html = escaped(&text);
            prop_assert!(!html.contains(['<', '>', '"', '\'']));
            let back = html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
            let back = back.replace("&#39;", "'").replace("&amp;", "&");
            let shown: String = with_index(&text).chars().map(printable).collect();
            prop_assert_eq!(back, shown);
        }
    }
}
