//! What an import says of itself.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::merge::Counts;
use super::session::Skipped;

/// What became of all files.
#[derive(Clone, Debug)]
pub struct Summary {
    /// Nothing was written because only a report was asked for.
    pub dry_run: bool,
    /// By layout.
    pub layouts: Vec<LayoutSummary>,
    /// Files and members of archives that an import that was stopped had read already.
    pub resumed: Vec<String>,
}

/// What became of the files of a layout.
#[derive(Clone, Debug)]
pub struct LayoutSummary {
    /// Its name.
    pub name: &'static str,
    /// Files and members with their form.
    pub files: Vec<String>,
    /// Rows or values taken.
    pub taken: u64,
    /// Rows left out by reason, with the value where it was read.
    pub skipped: BTreeMap<String, (u64, f64)>,
    /// What became of the rows of each table.
    pub tables: BTreeMap<&'static str, Counts>,
    /// The source that new rows name.
    pub source: Option<String>,
}

impl LayoutSummary {
    pub(super) fn new(
        name: &'static str,
        files: Vec<String>,
        taken: u64,
        skipped: &BTreeMap<String, Skipped>,
    ) -> Self {
        let skipped = skipped
            .iter()
            .map(|(reason, own)| (reason.clone(), (own.rows, own.value.value())))
            .collect();
        Self { name, files, taken, skipped, tables: BTreeMap::new(), source: None }
    }
}

impl std::fmt::Display for Summary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for layout in &self.layouts {
            writeln!(
                f,
                "{}: {} files, {} values taken",
                layout.name,
                layout.files.len(),
                layout.taken
            )?;
            layout.files.iter().try_for_each(|file| writeln!(f, "  read     {file}"))?;
            for (reason, (rows, value)) in &layout.skipped {
                let mut worth = String::new();
                if *value > 0.0 {
                    let _ = write!(worth, ", {value:.0}");
                }
                writeln!(f, "  skipped  {rows} rows{worth}: {reason}")?;
            }
            for (table, counts) in &layout.tables {
                let Counts { added, unchanged, filled, replaced } = counts;
                writeln!(
                    f,
                    "  {table}: {added} added, {unchanged} unchanged, {filled} filled, {replaced} replaced"
                )?;
            }
            if let Some(source) = &layout.source {
                writeln!(f, "  source   {source}")?;
            }
        }
        if !self.resumed.is_empty() {
            writeln!(f, "read before the import was stopped: {}", self.resumed.join(", "))?;
        }
        if self.dry_run {
            writeln!(f, "nothing written (--dry-run)")?;
        }
        Ok(())
    }
}
