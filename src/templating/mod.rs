//! Stage 6a: texts, figures and tables of one document become a Typst project in memory.
//!
//! In: a [`DocumentInput`], in which everything is text already. Its chapters are Markdown templates: an
//! [`environment`] fills them, [`markdown`](self) parses them and writes Typst code in which every text is a
//! string literal, so no value of the data is ever read as markup or code. Figures, tables and the words of
//! the page furniture cross over as data (`/document.json`), and the look is Typst: `templates/theme` and
//! `templates/layouts`. Out: a [`TypstProject`].

mod bibliography;
mod compose;
mod document_input;
mod environment;
mod escape;
mod labels;
mod library;
mod markdown;
mod project;
mod rendering;
mod scripts;
mod web_page;

pub use compose::{compose, figure_file};
pub use document_input::{
    Align, Attachment, Cell, Column, Date, DocumentInput, FigureWidth, Flag, Meta, PlacedFigure,
    PlacedTable,
};
pub use environment::{environment, fault};
pub use escape::{markdown_text, typst_string};
pub use labels::Labels;
pub(crate) use labels::line_and_column;
pub use library::{Entry, Library, Standing};
pub(crate) use project::sha256;
pub use project::{Content, Origin, Place, ProjectFile, TypstProject};
pub use rendering::render_text;
pub use web_page::{html_page, web_page};

/// What a template is filled in with.
pub type Context = minijinja::Value;

/// The fields of a value as variables of a template.
pub fn context(texts: &impl serde::Serialize) -> Context {
    Context::from(minijinja::value::Serde(texts))
}
