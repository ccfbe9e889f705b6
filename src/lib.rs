//! **Tradeprint** turns trade, output and emissions data into publishable PDF reports on the CO2 that the
//! trade of two countries embodies, by industry and by region.
//!
//! The modules stand in the order in which a number travels:
//!
//! 1. [`data`] reads and checks a data folder;
//! 2. [`analysis`] turns it into [`facts`], one table of typed numbers with status and lineage;
//! 3. [`exhibits`] makes charts and tables of facts, and [`figures`] draws the charts as vector graphics;
//! 4. [`report`] arranges texts and exhibits into documents;
//! 5. [`templating`] fills the texts and turns Markdown into Typst;
//! 6. [`typesetting`] makes pages and PDF files;
//! 7. [`publish`] writes them, whole or not at all.
//!
//! [`scaffold`] and [`import`] stand before the first: an empty data folder, and official downloads as rows of it. [`quality`]
//! looks through the data beside the analysis.
//!
//! [`production`] is this chain from request to files, [`verification`] compares a finished file with its data, and
//! [`cli`] is the program around them.
//!
//! [`units`], [`vocabulary`], [`text`], [`theme`] (the house style), [`timings`] and [`diagnostics`] serve all stages. See `ARCHITECTURE.md`.

pub mod analysis;
pub mod cli;
pub mod comparison;
pub mod data;
pub mod diagnostics;
pub mod edition;
pub mod exhibits;
pub mod facts;
pub mod figures;
pub mod import;
pub mod production;
pub mod publish;
pub mod quality;
pub mod report;
pub mod scaffold;
pub mod sentences;
pub mod templating;
pub mod text;
pub mod theme;
pub mod timings;
pub mod typesetting;
pub mod units;
pub mod verification;
pub mod vocabulary;
