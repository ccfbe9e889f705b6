//! Whole processes: wall time by our clock, processor time and peak memory by GNU time, which asks the kernel.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// Where Debian and others keep GNU time.
const GNU_TIME: &str = "/usr/bin/time";

/// What one run of a process took.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Run {
    /// From start to end, in seconds.
    pub(crate) wall: f64,
    /// Time on processors, of the process and those it started, in seconds.
    pub(crate) processor: f64,
    /// Most memory that it held at once, in bytes; of several processes the largest one's.
    pub(crate) peak: f64,
}

/// The runs of one measurement.
#[derive(Clone, Debug, Default)]
pub(crate) struct Runs(pub(crate) Vec<Run>);

/// The middle of some values, with the least and the greatest.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spread {
    pub(crate) median: f64,
    pub(crate) least: f64,
    pub(crate) greatest: f64,
}

impl Runs {
    /// Seconds from start to end.
    pub(crate) fn wall(&self) -> Spread {
        self.spread(|run| run.wall)
    }

    /// Seconds on processors.
    pub(crate) fn processor(&self) -> Spread {
        self.spread(|run| run.processor)
    }

    /// Bytes held at once.
    pub(crate) fn peak(&self) -> Spread {
        self.spread(|run| run.peak)
    }

    fn spread(&self, of: impl Fn(&Run) -> f64) -> Spread {
        Spread::of(self.0.iter().map(of).collect())
    }
}

impl Spread {
    /// Of values of which there is at least one.
    pub(crate) fn of(mut values: Vec<f64>) -> Self {
        assert!(!values.is_empty(), "a measurement has at least one run");
        values.sort_by(f64::total_cmp);
        let middle = values.len() / 2;
        let median = if values.len() % 2 == 1 {
            values[middle]
        } else {
            f64::midpoint(values[middle - 1], values[middle])
        };
        Self { median, least: values[0], greatest: values[values.len() - 1] }
    }
}

/// Runs a program once and measures it; its output, for what it says about itself.
pub(crate) fn run(program: &Path, arguments: &[&str]) -> Result<(Run, String), String> {
    let told = tempfile::NamedTempFile::new().map_err(|error| error.to_string())?;
    let mut command = Command::new(GNU_TIME);
    command.arg("-o").arg(told.path()).args(["-f", "%U %S %M"]).arg(program).args(arguments);
    let start = Instant::now();
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("{GNU_TIME} (GNU time) does not start: {error}"))?;
    let wall = start.elapsed().as_secs_f64();
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let shown = format!("{} {}", program.display(), arguments.join(" "));
        return Err(format!("{shown}: {}\n{}", output.status, said.trim_end()));
    }
    let told = std::fs::read_to_string(told.path()).map_err(|error| error.to_string())?;
    let numbers: Vec<f64> = told.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [user, system, kibibytes] = numbers[..] else {
        return Err(format!("{GNU_TIME} says `{}`", told.trim_end()));
    };
    let run = Run { wall, processor: user + system, peak: kibibytes * 1024.0 };
    Ok((run, String::from_utf8_lossy(&output.stdout).into_owned()))
}

/// The output of a program that is not measured, without the white space around; `None` if it is not there or fails.
pub(crate) fn said(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    (output.status.success() && !text.trim().is_empty()).then(|| text.trim().to_owned())
}
