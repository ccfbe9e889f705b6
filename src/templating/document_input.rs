//! What one document is made of, as text: the last form before the page.

use serde::Serialize;

/// One document, ready for the page: every number in it is formatted already.
#[derive(Clone, Debug)]
pub struct DocumentInput {
    /// Which layout: `article`, `region`, `industry`, `national` or `policy` (`templates/layouts/KIND.typ`).
    pub kind: String,
    /// Language code, the folder of the chapters and labels: `en`.
    pub language: String,
    /// Title, edition and the like.
    pub meta: Meta,
    /// Variables of the chapters. Numbers in it cannot be printed but through a filter of the caller.
    pub context: minijinja::Value,
    /// Figures; the chapters place each exactly once.
    pub figures: Vec<PlacedFigure>,
    /// Tables; the chapters place each exactly once.
    pub tables: Vec<PlacedTable>,
    /// The picture of the cover as SVG, for kinds that have one.
    pub cover: Option<String>,
    /// Template names without language and ending, in reading order: `article/01-introduction`. A layout
    /// may take a chapter by its name without number (`abstract`) and set it apart.
    pub chapters: Vec<String>,
}

/// A calendar day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Date {
    /// Calendar year.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
}

/// What a document says about itself, in plain text. Empty texts are left out on the page.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Meta {
    /// Title of the document; for a brief the region or industry.
    pub title: String,
    /// Second line of the title: topic and period.
    pub subtitle: String,
    /// What the series is called above the title: "Regional brief".
    pub series: String,
    /// One or two sentences for catalogues and search engines, then edition and licence; PDF metadata only.
    pub description: String,
    /// Names of the authors; may be empty.
    pub authors: Vec<String>,
    /// Who publishes.
    pub publisher: String,
    /// Search words.
    pub keywords: Vec<String>,
    /// Name of the edition: `2021`.
    pub edition: String,
    /// Day of the edition; also the date inside the PDF.
    pub date: Date,
    /// The same day as readers of the language write it.
    pub date_text: String,
    /// Short form of the title for the head of each page.
    pub running_head: String,
    /// Licence as printed: "CC BY 4.0".
    pub licence: String,
    /// How to cite the document.
    pub citation: String,
    /// Where to write to.
    pub contact: String,
    /// Digital object identifier.
    pub doi: String,
    /// Last year of the data.
    pub data_year: String,
    /// The program and its version.
    pub program: String,
    /// The standards that the file keeps.
    pub standards: String,
    /// What stands on every page; mostly nothing.
    pub notice: String,
    /// Statements on funding and interests: name and text.
    pub statements: Vec<(String, String)>,
    /// Revisions, the last first: day and text.
    pub revisions: Vec<(String, String)>,
    /// Rows of the provenance block at the end: name and value.
    pub provenance: Vec<(String, String)>,
}

/// How wide a figure is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FigureWidth {
    /// The whole text column, 160 mm.
    Full,
    /// Half of it less the gutter, 78 mm.
    Half,
}

/// A drawn figure with its texts (plain text; "CO2" gets its subscript on the page).
#[derive(Clone, Debug)]
pub struct PlacedFigure {
    /// Name by which chapters place it and refer to it: lower-case letters, digits, hyphens.
    pub id: String,
    /// The picture as SVG.
    pub svg: String,
    /// Width for which it is drawn.
    pub width: FigureWidth,
    /// The headline: what the figure shows to be true.
    pub message: String,
    /// What, where, when, and in which unit.
    pub subtitle: String,
    /// Where the numbers come from.
    pub source: String,
    /// What the reader must know to read it.
    pub note: Option<String>,
    /// Text for those who cannot see it; where the data are is added when the figure has its number.
    pub alt: String,
    /// Whether a file with its data travels inside the document.
    pub has_data: bool,
}

/// A table with its texts (plain text; "CO2" gets its subscript on the page).
#[derive(Clone, Debug)]
pub struct PlacedTable {
    /// Name by which chapters place it and refer to it: lower-case letters, digits, hyphens.
    pub id: String,
    /// The headline.
    pub title: String,
    /// What, where, when, and in which unit.
    pub subtitle: String,
    /// The columns, left to right.
    pub columns: Vec<Column>,
    /// The rows, top to bottom, each with one cell a column.
    pub rows: Vec<Vec<Cell>>,
    /// Where the numbers come from.
    pub source: String,
    /// What the reader must know to read it.
    pub note: Option<String>,
}

/// One column of a table.
#[derive(Clone, Debug, Serialize)]
pub struct Column {
    /// Head of the column.
    pub header: String,
    /// Numbers right, words left.
    pub align: Align,
    /// Unit below the head.
    pub unit: Option<String>,
}

/// Where the text of a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    /// At the left: words.
    Left,
    /// At the right: numbers.
    Right,
}

/// The status mark of a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Flag {
    /// Observed: no mark.
    #[default]
    None,
    /// Estimated: the mark of the label `status.estimated-mark`.
    Estimated,
    /// Projected: the mark of the label `status.projected-mark`.
    Projected,
}

/// One cell of a table.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Cell {
    /// What stands in it.
    pub text: String,
    /// Status of the number.
    pub flag: Flag,
    /// Whether it names its row (or, alone in its row, the group below).
    pub is_header: bool,
    /// Whether it is set stronger: totals.
    pub strong: bool,
}

/// A file inside the PDF (PDF/A-3 associated file).
#[derive(Clone, Debug)]
pub struct Attachment {
    /// File name shown to the reader: `facts.csv`.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Media type: `text/csv`.
    pub mime_type: String,
    /// What it is to the document: `data` behind its exhibits, or `source` it was made from.
    pub relationship: String,
    /// What it holds, one sentence.
    pub description: String,
}
