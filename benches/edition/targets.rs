//! What was aimed at, beside what was measured.

use crate::page::{KIB, MIB, Table};

/// The measured values that have targets; `None` for those that were not measured.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    /// Regional briefs a second.
    pub(crate) briefs: Option<f64>,
    /// Briefs a second of the fastest peer.
    pub(crate) peer: Option<f64>,
    /// Seconds of the English edition.
    pub(crate) edition: Option<f64>,
    /// Seconds of the floor.
    pub(crate) floor: Option<f64>,
    /// Seconds of a run in which nothing has changed.
    pub(crate) unchanged: Option<f64>,
    /// Seconds beyond the share of the documents that a changed cell of a region made.
    pub(crate) beyond: Option<f64>,
    /// Peak bytes of the edition.
    pub(crate) memory: Option<f64>,
    /// Regions of the synthetic editions, with seconds a brief and peak bytes.
    pub(crate) worlds: Vec<(usize, f64, f64)>,
    /// Seconds of the analysis without its simulation.
    pub(crate) analysis: Option<f64>,
    /// Seconds of the analysis of the large world.
    pub(crate) large: Option<f64>,
    /// Bytes of the largest brief.
    pub(crate) brief_size: Option<f64>,
    /// Bytes of the article.
    pub(crate) article_size: Option<f64>,
    /// Seconds of a clean build.
    pub(crate) clean: Option<f64>,
    /// Seconds of a build after a change.
    pub(crate) incremental: Option<f64>,
}

impl Findings {
    /// The table of targets.
    pub(crate) fn table(&self) -> String {
        let mut table = Table::new("Targets", &["what", "target", "measured", "met"]);
        let ratio = |a: Option<f64>, b: Option<f64>| a.zip(b).map(|(a, b)| a / b);
        let first = self.worlds.first();
        let last = self.worlds.last().filter(|_| self.worlds.len() > 1);
        let growth = first.zip(last).map(|(first, last)| (last.1 / first.1 - 1.0).abs() * 100.0);
        let largest = self.worlds.last();
        let regions = largest.map_or(10_000, |world| world.0);
        let at_least = |what: &str, target: f64, unit: &str, value: Option<f64>| {
            row(what, (false, target), unit, value, 1)
        };
        let at_most = |what: &str, target: f64, unit: &str, value: Option<f64>, digits: usize| {
            row(what, (true, target), unit, value, digits)
        };
        let rows = [
            at_least(
                "regional briefs a second, by the fastest peer",
                10.0,
                "times",
                ratio(self.briefs, self.peer),
            ),
            at_most("English edition, cold", 6.0, "s", self.edition, 2),
            at_most(
                "English edition, by the bare compiler",
                1.25,
                "times",
                ratio(self.edition, self.floor),
                2,
            ),
            at_most("nothing changed", 0.3, "s", self.unchanged, 3),
            at_most(
                "one cell of a region changed, beyond its documents' share",
                1.0,
                "s",
                self.beyond,
                2,
            ),
            at_most("peak memory of an edition", 250.0, "MiB", self.memory.map(|b| b / MIB), 0),
            at_most(
                &format!("peak memory of {regions} briefs"),
                400.0,
                "MiB",
                largest.map(|w| w.2 / MIB),
                0,
            ),
            at_most(
                &format!("time a brief of {regions}, off that of the smaller world"),
                10.0,
                "%",
                growth,
                1,
            ),
            at_most(
                "analysis and facts of an edition, without simulation",
                150.0,
                "ms",
                self.analysis.map(|s| s * 1e3),
                0,
            ),
            at_most("analysis of the large world", 10.0, "s", self.large, 1),
            at_most("largest brief", 250.0, "KiB", self.brief_size.map(|b| b / KIB), 0),
            at_most("article", 2.5, "MiB", self.article_size.map(|b| b / MIB), 2),
            at_most("clean release build", 15.0, "min", self.clean.map(|s| s / 60.0), 1),
            at_most("build after a change of ours", 20.0, "s", self.incremental, 1),
        ];
        for cells in rows {
            table.row(&cells);
        }
        table.end("")
    }
}

fn row(
    what: &str,
    (most, target): (bool, f64),
    unit: &str,
    value: Option<f64>,
    digits: usize,
) -> [String; 4] {
    let word = if most { "at most" } else { "at least" };
    let (measured, met) = match value {
        Some(value) => {
            let met = if most { value <= target } else { value >= target };
            (format!("{value:.digits$} {unit}"), if met { "yes" } else { "no" })
        }
        None => ("not measured".to_owned(), ""),
    };
    [what.to_owned(), format!("{word} {target} {unit}"), measured, met.to_owned()]
}
