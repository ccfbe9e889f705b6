//! Stage 3: figures and tables made of facts.
//!
//! In: an [`Edition`]. Out: chart specifications for [`crate::figures`] with the facts that they show, and tables whose cells are
//! facts. [`FIGURES`] and [`TABLES`] list every exhibit there is; the report kinds choose among them.

mod catalogue;
mod charts;
mod explanation;
mod maps;
mod scope;
mod table;
mod tables;

pub use catalogue::{FIGURES, FigureEntry, TABLES, TableEntry, figure, figure_data, table};
pub use charts::map::cover;
pub use explanation::explanation_picture;
pub use maps::Maps;
pub use scope::{Figure, Parameters, Scope, Subject};
pub use table::{Cell, Column, Show, Shown, Table};
pub(crate) use tables::revisions::{figure_name, shown_years};

#[allow(unused_imports, reason = "the crate doc links to it")]
use crate::edition::Edition;
