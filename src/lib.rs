//! **Tradeprint** turns trade, output and emissions data into publishable PDF reports on the CO2 that the
//! trade of two countries embodies, by industry and by region.
//!
//! The modules stand in the order in which a number travels:
//!
//! 1. [`data`] reads and checks a data folder;
//! 2. [`analysis`] turns it into [`facts`], one table of typed numbers with status and lineage;
//! 3. [`figures`] draws facts as vector graphics;
//! 4. [`report`] arranges facts, figures and tables into documents;
//! 5. [`templating`] fills the texts and turns Markdown into Typst;
//! 6. [`typesetting`] makes pages and PDF files;
//! 7. [`publish`] writes them, whole or not at all.
//!
//! [`units`], [`vocabulary`], [`text`] and [`diagnostics`] serve all stages. See `ARCHITECTURE.md`.

pub mod diagnostics;
pub mod figures;
pub mod units;
