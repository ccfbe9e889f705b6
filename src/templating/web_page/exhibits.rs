//! Figures and tables on a page of the web.

use std::fmt::Write as _;

use super::{Page, escaped};
use crate::diagnostics::{Code, Diagnostic, Outcome};
use crate::templating::{Align, Flag, PlacedFigure, PlacedTable, figure_file};

impl Page<'_> {
    /// The number of a figure or table and the words by which the text refers to it, or the title of a section.
    pub(super) fn reference(&self, target: &str) -> Outcome<String> {
        let number = |list: &[String], id: &str| list.iter().position(|own| own == id);
        let (key, place) = match target.split_once(':') {
            Some(("fig", id)) => ("figure.reference", number(&self.targets.figures, id)),
            Some(("tab", id)) => ("table.reference", number(&self.targets.tables, id)),
            Some(("sec", id)) if self.targets.sections.contains_key(id) => {
                return Ok(self.targets.sections[id].clone());
            }
            _ => ("", None),
        };
        let Some(place) = place else { return Err(missing(target)) };
        Ok(format!("{} {}", self.labels.get(key)?, place + 1))
    }

    /// The figures and tables that a paragraph places, as `fig:ID` or `tab:ID`.
    pub(super) fn exhibits(&self, placed: &[String]) -> Outcome<String> {
        let mut out = String::new();
        for target in placed {
            let html = match target.split_once(':') {
                Some(("fig", id)) => {
                    let figure = self.input.figures.iter().find(|figure| figure.id == id);
                    self.figure(figure.ok_or_else(|| missing(target))?)?
                }
                Some(("tab", id)) => {
                    let table = self.input.tables.iter().find(|table| table.id == id);
                    self.table(table.ok_or_else(|| missing(target))?)?
                }
                _ => return Err(missing(target)),
            };
            out.push_str(&html);
        }
        Ok(out)
    }

    fn caption(&self, out: &mut String, name: &str, number: usize, title: &str) -> Outcome<()> {
        let name = self.word(name)?;
        let _ =
            writeln!(out, "<figcaption><b>{name} {number}.</b> {}</figcaption>", escaped(title));
        Ok(())
    }

    fn figure(&self, figure: &PlacedFigure) -> Outcome<String> {
        let number = self.targets.figures.iter().position(|id| *id == figure.id).unwrap_or(0) + 1;
        let mut out = format!("<figure id=\"fig-{}\">\n", figure.id);
        self.caption(&mut out, "figure.name", number, &figure.message)?;
        let _ = writeln!(out, "<p class=\"subtitle\">{}</p>", escaped(&figure.subtitle));
        // The file begins with a declaration that only stands at the head of a file.
        let picture = figure.svg.find("<svg").map_or("", |start| &figure.svg[start..]);
        let alt = escaped(&figure.alt);
        let _ = writeln!(out, "<div role=\"img\" aria-label=\"{alt}\">{picture}</div>");
        let file = figure_file(number);
        let data = figure.has_data.then(|| file.strip_suffix(".csv").unwrap_or(&file).to_owned());
        self.small_print(&mut out, &figure.source, data.as_deref(), figure.note.as_deref())?;
        out.push_str("</figure>\n");
        Ok(out)
    }

    fn table(&self, table: &PlacedTable) -> Outcome<String> {
        let number = self.targets.tables.iter().position(|id| *id == table.id).unwrap_or(0) + 1;
        let mut out = format!("<figure id=\"tab-{}\">\n", table.id);
        self.caption(&mut out, "table.name", number, &table.title)?;
        let _ = writeln!(out, "<p class=\"subtitle\">{}</p>", escaped(&table.subtitle));
        out.push_str("<div class=\"scroll\"><table>\n<thead><tr>");
        let class = |align: Align| if align == Align::Right { " class=\"number\"" } else { "" };
        for column in &table.columns {
            let unit = column.unit.as_deref().map_or(String::new(), |unit| {
                format!("<br><span class=\"unit\">{}</span>", escaped(unit))
            });
            let header = escaped(&column.header);
            let _ = write!(out, "<th scope=\"col\"{}>{header}{unit}</th>", class(column.align));
        }
        out.push_str("</tr></thead>\n<tbody>\n");
        for row in &table.rows {
            out.push_str("<tr>");
            if let [single] = row.as_slice() {
                let text = escaped(&single.text);
                let span = table.columns.len();
                let _ = write!(out, "<th class=\"group\" colspan=\"{span}\">{text}</th>");
            } else {
                for (cell, column) in row.iter().zip(&table.columns) {
                    let mark = match cell.flag {
                        Flag::None => None,
                        Flag::Estimated => Some("status.estimated-mark"),
                        Flag::Projected => Some("status.projected-mark"),
                    };
                    let mark = mark.map(|key| self.word(key)).transpose()?;
                    let mark = mark.map_or(String::new(), |mark| format!("<sup>{mark}</sup>"));
                    let text = escaped(&cell.text);
                    let strong = cell.strong && !text.is_empty();
                    let text = if strong { format!("<b>{text}</b>") } else { text };
                    let class = class(column.align);
                    let _ = if cell.is_header {
                        write!(out, "<th scope=\"row\"{class}>{text}{mark}</th>")
                    } else {
                        write!(out, "<td{class}>{text}{mark}</td>")
                    };
                }
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody>\n</table></div>\n");
        self.small_print(&mut out, &table.source, Some(&table.id), table.note.as_deref())?;
        out.push_str("</figure>\n");
        Ok(out)
    }

    /// Source, file of the data and note.
    fn small_print(
        &self,
        out: &mut String,
        source: &str,
        data: Option<&str>,
        note: Option<&str>,
    ) -> Outcome<()> {
        let mut parts = Vec::new();
        if !source.is_empty() {
            parts.push(format!("<i>{}</i> {}.", self.word("exhibit.source")?, escaped(source)));
        }
        if let Some(name) = data {
            let path = escaped(&(self.file)(name));
            let link = format!("<a href=\"{path}\">{path}</a>");
            parts.push(format!("<i>{}</i> {link}", self.word("exhibit.data")?));
        }
        if let Some(note) = note {
            parts.push(format!("<i>{}</i> {}", self.word("exhibit.note")?, escaped(note)));
        }
        if !parts.is_empty() {
            let _ = writeln!(out, "<p class=\"small\">{}</p>", parts.join(" "));
        }
        Ok(())
    }
}

fn missing(target: &str) -> crate::diagnostics::Faults {
    Diagnostic::error(Code::UnknownReference, "a reference has no target").found(target).into()
}
