//! A synthetic history in the form of DATTSVT, and the program run on it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The data folder by chapters.
pub(crate) fn data() -> PathBuf {
    root().join("data/ru-cn-customs")
}

pub(crate) fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tradeprint-history"))
        .args(arguments)
        .output()
        .expect("the program runs")
}

/// Runs the program, which must do what it is asked.
pub(crate) fn done(arguments: &[&str]) -> String {
    let output = run(arguments);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {errors}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Runs the program, which must find fault (exit code 1); what it says.
pub(crate) fn faults(arguments: &[&str]) -> String {
    let arguments = [&["--message-format", "short"], arguments].concat();
    let output = run(&arguments);
    assert_eq!(output.status.code(), Some(1), "{arguments:?}");
    String::from_utf8(output.stderr).expect("UTF-8")
}

pub(crate) fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

pub(crate) const HEADER: &str =
    "napr\tperiod\tnastranapr\ttnved\tedizm\tStoim\tNetto\tKol\tRegion\tRegion_s\n";

/// The regions that count: code of the folder and code of the customs.
pub(crate) fn regions() -> Vec<(String, String)> {
    let mut reader = csv::Reader::from_path(data().join("regions.csv")).expect("regions");
    let header = reader.headers().expect("a header").clone();
    let at = |name: &str| header.iter().position(|own| own == name).expect("a column");
    let (region, okato, default) = (at("region"), at("okato"), at("default"));
    let rows = reader.records().map(|row| row.expect("a row"));
    rows.filter(|row| &row[default] == "yes")
        .map(|row| (row[region].to_owned(), row[okato].to_owned()))
        .collect()
}

/// Year, flow, region, product.
pub(crate) type Key = (u32, &'static str, String, String);

/// Two years of 5,000 records each as two texts, and the sums of those with China in cents, by plain arithmetic.
pub(crate) fn history() -> ([String; 2], BTreeMap<Key, u64>) {
    let regions = regions();
    let mut sums = BTreeMap::new();
    let text = [2019, 2020].map(|year| {
        let mut text = HEADER.to_owned();
        for row in 0..5_000_u32 {
            let (way, flow) = if row % 2 == 0 { ("ЭК", "RU-CN") } else { ("ИМ", "CN-RU") };
            let (region, okato) = &regions[(row * 7 / 3) as usize % regions.len()];
            // Chapter 77 is not in use.
            let chapter = 1 + (row * 13 + year) % 76;
            let month = 1 + row / 5 % 12;
            let country = ["CN", "CHN", "156", "DE", "KZ"][(row / 11 % 5) as usize];
            let cents = u64::from(row * 7_919 + year * 104_729) % 200_000_000;
            let number = format!("{},{:02}", cents / 100, cents % 100);
            text += &format!(
                "{way}\t{month:02}/{year}\t{country}\t{chapter:02}{row:08}\t166\t{number}\t{}\t\t{okato} - ОБЛАСТЬ {row}\t\n",
                cents / 7
            );
            if !matches!(country, "DE" | "KZ") {
                let key = (year, flow, region.clone(), format!("hs{chapter:02}"));
                *sums.entry(key).or_default() += cents;
            }
        }
        text
    });
    (text, sums)
}

/// The history as two files in a folder of its own.
pub(crate) fn files(folder: &Path) -> Vec<String> {
    let (texts, _) = history();
    let names = ["DATTSVT-2019.csv", "DATTSVT-2020.csv"];
    let files = names.map(|name| folder.join(name));
    for (file, text) in files.iter().zip(&texts) {
        std::fs::write(file, text).expect("writes");
    }
    files.iter().map(|file| text_of(file)).collect()
}

fn text_of(path: &Path) -> String {
    text(path).to_owned()
}

/// Packs files into parts of 100 kB.
pub(crate) fn pack(files: &[String], out: &Path, threads: &str) -> String {
    let mut arguments =
        vec!["pack", "--out", text(out), "--threads", threads, "--part-bytes", "100000"];
    arguments.extend(files.iter().map(String::as_str));
    done(&arguments)
}

/// The files of a folder with their bytes.
pub(crate) fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files =
        std::fs::read_dir(folder).expect("a folder").map(|file| file.expect("a file").path());
    files
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, std::fs::read(path).expect("reads"))
        })
        .collect()
}
