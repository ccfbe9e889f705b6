//! Several downloads at once: read side by side, in whatever order and on any number of threads the same; an import that was
//! stopped goes on. All rows are those of the synthetic fixture.

use std::io::Write;
use std::path::{Path, PathBuf};

use tradeprint::diagnostics::{Code, Diagnostic, Faults, Format, render};
use tradeprint::import::{ImportSettings, Step, import};

use crate::synthetic::{Folder, root, shipped};

/// Rows of months of the fixture, with its header.
fn months(of: std::ops::RangeInclusive<u8>) -> String {
    let path = root().join("tests/fixtures/import/synthetic-dattsvt.csv");
    let text = std::fs::read_to_string(path).expect("a fixture");
    let own: Vec<String> = of.map(|month| format!("\t{month:02}/2030\t")).collect();
    let mut lines = text.lines();
    let header = lines.next().expect("a header");
    let rows = lines.filter(|line| own.iter().any(|month| line.contains(month)));
    std::iter::once(header).chain(rows).map(|line| format!("{line}\n")).collect()
}

struct Downloads(tempfile::TempDir);

impl Downloads {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, bytes).expect("writes");
        path
    }

    /// A zip of members.
    fn zip(&self, name: &str, members: &[(&str, &str)]) -> PathBuf {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (member, text) in members {
            let options = zip::write::SimpleFileOptions::default();
            zip.start_file(*member, options).expect("a member");
            zip.write_all(text.as_bytes()).expect("packs");
        }
        self.file(name, zip.finish().expect("packs").into_inner())
    }

    fn gzip(&self, name: &str, text: &str) -> PathBuf {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(text.as_bytes()).expect("packs");
        self.file(name, packed.finish().expect("packs"))
    }
}

fn threads(threads: usize) -> ImportSettings {
    ImportSettings { threads, national: true, ..ImportSettings::default() }
}

/// Every file of a folder with its text, hidden ones apart.
fn state(folder: &Path) -> Vec<(String, String)> {
    let entries =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    let mut all: Vec<(String, String)> = entries
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path()))
        .filter(|(name, _)| !name.starts_with('.'))
        .map(|(name, path)| (name, std::fs::read_to_string(path).unwrap_or_default()))
        .collect();
    all.sort();
    all
}

/// How many files an import has kept.
fn kept(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder.join(".import")).into_iter().flatten().flatten();
    entries.filter(|entry| entry.path().extension().is_some_and(|end| end == "json")).count()
}

/// What an import says, on both streams, and what it leaves.
fn outcome(files: &[PathBuf], settings: &ImportSettings) -> (String, Vec<(String, String)>) {
    let folder = Folder::copy_of(&shipped());
    let said = match import(folder.path(), files, settings, &|_| ()) {
        Ok((summary, warnings)) => format!("{summary}{}", render(&warnings, Format::Human)),
        Err(faults) => render(&faults, Format::Human),
    };
    (said, state(folder.path()))
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let downloads = Downloads::new();
    let (first, second, third) = (months(1..=1), months(2..=3), months(4..=4));
    let members: &[(&str, &str)] =
        &[("c.csv", &third), ("a.csv", &first), ("readme.txt", "Synthetic"), ("b.csv", &second)];
    let mut files = vec![
        downloads.zip("spring.zip", members),
        downloads.gzip("summer.csv.gz", &months(5..=8)),
        downloads.file("autumn.csv", months(9..=11)),
        downloads.file("winter.csv", encoding_rs::IBM866.encode(&months(12..=12)).0),
    ];
    let one = outcome(&files, &threads(1));
    assert!(one.0.contains("fcs-regional: 6 files, 48 values taken"), "{}", one.0);
    let row = "2030,RU-CN,RU-PRI,hs44,18009,observed";
    let table = |state: &[(String, String)]| {
        let (_, text) = state.iter().find(|(name, _)| name == "regional_trade.csv").expect("made");
        text.clone()
    };
    assert!(table(&one.1).lines().any(|line| line.starts_with(row)));
    for number in [2, 5] {
        assert_eq!(outcome(&files, &threads(number)), one, "{number} threads");
    }
    // The order of the files shows in the summary alone.
    files.reverse();
    assert_eq!(table(&outcome(&files, &threads(3)).1), table(&one.1));
    // One file alone has the other thread read ahead.
    let alone = [downloads.zip("year.zip", &[("year.csv", &months(1..=12))])];
    assert_eq!(outcome(&alone, &threads(1)), outcome(&alone, &threads(2)));
}

#[test]
fn faults_are_the_same_on_any_number_of_threads_and_doubles_have_the_same_places() {
    let downloads = Downloads::new();
    let mut again: Vec<String> = months(3..=3).lines().map(str::to_owned).collect();
    again[1..].reverse();
    let broken = |of| months(of).replace("500,25", "500.25").replace("3000,10", "x");
    let files = [
        downloads.file("a.csv", months(1..=4)),
        downloads.file("b.csv", again.join("\n")),
        downloads.file("c.csv", broken(5..=9)),
        downloads.file("d.csv", broken(10..=12)),
    ];
    let one = outcome(&files, &threads(1));
    for number in [2, 5] {
        assert_eq!(outcome(&files, &threads(number)), one, "{number} threads");
    }
    let before = state(Folder::copy_of(&shipped()).path());
    assert!(one.1 == before, "something was written");
    // Eight of each kind in two files: five are shown, three counted.
    assert!(one.0.contains("not a number: 3 more like it"), "{}", one.0);
    let folder = Folder::copy_of(&shipped());
    let faults = import(folder.path(), &files, &threads(2), &|_| ()).expect_err("faults");
    let doubles: Vec<&Diagnostic> =
        faults.iter().filter(|fault| fault.code == Code::ImportDouble).collect();
    // In `b` the month stands backwards: another country in line 2, imports in 3, exports from 4 on. In `a` imports of March stand
    // in line 15, and the exports of line 4 in line 14.
    let places: Vec<String> = doubles
        .iter()
        .map(|fault| {
            let place = fault.location.as_ref().expect("a place");
            let found = fault.found.as_deref().unwrap_or_default();
            let first = found.rsplit('/').next().unwrap_or_default();
            format!("b.csv:{} {}", place.line, first)
        })
        .collect();
    assert_eq!(places, ["b.csv:4 a.csv:14", "b.csv:3 a.csv:15"]);
    assert!(doubles.iter().all(|f| f.location.as_ref().is_some_and(|l| l.file.ends_with("b.csv"))));
}

#[test]
fn a_series_in_two_files_stands_twice() {
    let downloads = Downloads::new();
    let path = root().join("tests/fixtures/import/synthetic-world-bank.csv");
    let text = std::fs::read_to_string(path).expect("a fixture");
    let files = [downloads.file("a.csv", &text), downloads.file("b.csv", format!("{text}\n"))];
    let folder = Folder::copy_of(&shipped());
    let faults = import(folder.path(), &files, &threads(2), &|_| ()).expect_err("faults");
    let double = faults.iter().find(|fault| fault.code == Code::ImportDouble).expect("a double");
    assert!(double.location.as_ref().is_some_and(|place| place.file.ends_with("b.csv")));
    assert!(double.excerpt.as_deref().is_some_and(|row| row.contains("PA.NUS.FCRF")), "{double:?}");
}

#[test]
fn what_was_read_before_a_fault_is_not_read_again() {
    let downloads = Downloads::new();
    let good = downloads.file("a.csv", months(1..=6));
    let bad = downloads.file("b.csv", months(7..=12).replace("500,25", "x"));
    let files = [good.clone(), bad.clone()];
    let folder = Folder::copy_of(&shipped());
    let run = |settings: &ImportSettings| import(folder.path(), &files, settings, &|_| ());
    let told = |faults: Faults| render(&faults, Format::Short);
    let before = state(folder.path());
    run(&ImportSettings { dry_run: true, ..threads(2) }).expect_err("a fault");
    assert_eq!(kept(folder.path()), 0);
    run(&threads(2)).expect_err("a fault");
    assert_eq!(kept(folder.path()), 1);
    assert_eq!(state(folder.path()), before);
    // What was kept is no data: the folder is read and told apart from others as without it.
    let library = tradeprint::templating::Library::of(None).expect("templates");
    let inputs = |folder: &Path| tradeprint::publish::ingredients(&library, "test", folder);
    assert!(inputs(folder.path()).keys().all(|name| !name.contains(".import")));
    tradeprint::data::Dataset::load(folder.path())
        .unwrap_or_else(|faults| panic!("{}", told(faults)));
    std::fs::write(&bad, months(7..=12)).expect("writes");
    let dry = ImportSettings { dry_run: true, ..threads(2) };
    assert!(run(&dry).unwrap_or_else(|f| panic!("{}", told(f))).0.resumed.is_empty());
    // Another way of reading makes another sum.
    let copy = Folder::copy_of(&shipped());
    std::fs::create_dir(copy.path().join(".import")).expect("a folder");
    for entry in std::fs::read_dir(folder.path().join(".import")).expect("a folder").flatten() {
        let to = copy.path().join(".import").join(entry.file_name());
        std::fs::copy(entry.path(), to).expect("copied");
    }
    let doubled = ImportSettings { multiplier: Some(2.0), ..threads(2) };
    let (summary, _) = import(copy.path(), &files, &doubled, &|_| ()).expect("a year");
    assert!(summary.resumed.is_empty());
    let (summary, warnings) = run(&threads(2)).unwrap_or_else(|f| panic!("{}", told(f)));
    assert_eq!(summary.resumed, [good.display().to_string()]);
    assert!(!folder.path().join(".import").exists());
    // The same as at once.
    let line = format!("read before the import was stopped: {}\n", good.display());
    let said = format!("{}{}", summary, render(&warnings, Format::Human)).replace(&line, "");
    assert_eq!((said, state(folder.path())), outcome(&files, &threads(1)));
}

#[test]
fn members_of_an_archive_are_kept_each_and_a_torn_record_counts_as_none() {
    let downloads = Downloads::new();
    let (first, second) = (months(1..=6), months(7..=12));
    let zip = downloads.zip("year.zip", &[("a.csv", &first), ("b.csv", &second)]);
    let files = [zip, downloads.file("torn.csv", "one,two\n")];
    let folder = Folder::copy_of(&shipped());
    import(folder.path(), &files, &threads(2), &|_| ()).expect_err("no layout");
    assert_eq!(kept(folder.path()), 2);
    let mut records: Vec<PathBuf> = std::fs::read_dir(folder.path().join(".import"))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    records.sort();
    let text = std::fs::read(&records[0]).expect("a record");
    std::fs::write(&records[0], &text[..text.len() / 2]).expect("writes");
    let (summary, _) = import(folder.path(), &files[..1], &threads(2), &|_| ()).expect("a year");
    assert_eq!(summary.resumed.len(), 1, "{summary}");
    assert_eq!(state(folder.path()), outcome(&files[..1], &threads(1)).1);
}

#[test]
fn progress_counts_each_byte_and_file_once() {
    let downloads = Downloads::new();
    let files =
        [downloads.file("a.csv", months(1..=6)), downloads.gzip("b.csv.gz", &months(7..=12))];
    let size: u64 = files.iter().map(|path| std::fs::metadata(path).expect("a file").len()).sum();
    let steps = std::sync::Mutex::new((None, 0, Vec::new()));
    let folder = Folder::copy_of(&shipped());
    let watch = |step: Step<'_>| {
        let mut steps = steps.lock().expect("no panic");
        match step {
            Step::Start { bytes, files } => steps.0 = Some((bytes, files)),
            Step::Bytes(bytes) => steps.1 += bytes,
            Step::Done(path) => steps.2.push(path.to_owned()),
        }
    };
    import(folder.path(), &files, &threads(2), &watch).expect("a year");
    let (start, bytes, mut done) = steps.into_inner().expect("no panic");
    done.sort();
    assert_eq!((start, bytes, done.as_slice()), (Some((size, 2)), size, files.as_slice()));
}

/// The second file is a pipe that nobody writes to, so that the program waits there until it is killed.
#[cfg(unix)]
#[test]
fn a_killed_import_goes_on_and_reads_only_what_it_had_not_read() {
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};
    let downloads = Downloads::new();
    let first = downloads.file("a.csv", months(1..=6));
    let second = downloads.0.path().join("b.csv");
    assert!(Command::new("mkfifo").arg(&second).status().expect("a pipe").success());
    let folder = Folder::copy_of(&shipped());
    let before = state(folder.path());
    let program = || {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin("tradeprint"));
        command.args(["import", "--national", "--retrieved", "2031-02-03", "--data"]);
        command.arg(folder.path()).args([&first, &second]);
        command
    };
    let mut running =
        program().stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program runs");
    let start = Instant::now();
    while kept(folder.path()) == 0 {
        assert!(start.elapsed() < Duration::from_secs(60), "nothing was kept");
        std::thread::sleep(Duration::from_millis(5));
    }
    running.kill().and_then(|()| running.wait()).expect("killed");
    assert_eq!(state(folder.path()), before);
    // The second file has come. The first is no longer what it was, which only reading it would tell.
    std::fs::remove_file(&second).expect("removed");
    std::fs::write(&second, months(7..=12)).expect("writes");
    let own = std::fs::read(&first).expect("reads");
    let written = std::fs::metadata(&first).and_then(|about| about.modified()).expect("a time");
    std::fs::write(&first, vec![b'#'; own.len()]).expect("writes");
    let stamp = |time| {
        let file = std::fs::File::options().write(true).open(&first).expect("opens");
        file.set_modified(time).expect("stamped");
    };
    // With another time it is read again, and refused.
    stamp(written + Duration::from_secs(5));
    assert_eq!(program().output().expect("runs").status.code(), Some(1));
    assert_eq!(state(folder.path()), before);
    stamp(written);
    let output = program().output().expect("runs");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    let line = format!("read before the import was stopped: {}", first.display());
    assert!(said.contains(&line), "{said}");
    assert!(!folder.path().join(".import").exists());
    std::fs::write(&first, own).expect("writes");
    let settings = ImportSettings { retrieved: Some("2031-02-03".into()), ..threads(2) };
    let at_once = outcome(&[first, second], &settings);
    assert_eq!(state(folder.path()), at_once.1);
}
