//! The program as users run it: commands, exit codes, what is written and what is left alone.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use assert_cmd::Command;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::synthetic::{root, shipped};

fn tradeprint(out: &Path) -> Command {
    let mut command = Command::cargo_bin("tradeprint").expect("the program is built");
    command.arg("--data").arg(root().join("data/ru-cn")).arg("--out").arg(out).arg("--quiet");
    command
}

/// A complete edition, built once for all tests that read one.
fn edition() -> PathBuf {
    static EDITION: OnceLock<TempDir> = OnceLock::new();
    let folder = EDITION.get_or_init(|| {
        let folder = TempDir::new().expect("a temporary folder");
        tradeprint(folder.path()).arg("build").assert().success();
        folder
    });
    folder.path().join("2021")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() { open.push(path) } else { all.push(path) }
        }
    }
    all.sort();
    all
}

#[test]
fn an_edition_has_every_document() {
    let edition = edition();
    for name in ["article.en.pdf", "national.en.pdf", "policy.en.pdf", "facts.csv", "manifest.json"]
    {
        assert!(edition.join(name).is_file(), "{name}");
    }
    // regions.csv: 83 regions that count by default; industries.csv: 15 industries and 2 groups.
    // Beside each PDF its citation in two forms.
    let ending = |folder: &str, end: &str| {
        let all = files(&edition.join(folder));
        all.iter().filter(|path| path.to_string_lossy().ends_with(end)).count()
    };
    for end in [".en.pdf", ".en.bib", ".en.csl.json"] {
        assert_eq!(ending("regions", end), 83, "{end}");
        assert_eq!(ending("industries", end), 15 + 2, "{end}");
    }
    assert_eq!(files(&edition.join("regions")).len(), 83 * 3);
    // The paper's figures, two more, and of chapter 5: two waterfalls, the balance by what is counted, the continuations, the
    // budget of uncertainty, the fan of scenarios, two tornadoes.
    assert_eq!(files(&edition.join("figures/article")).len(), 19 + 2 + 8);
}

#[test]
fn the_manifest_lists_each_file_with_its_hash_and_nothing_else_is_written() {
    let edition = edition();
    let text = std::fs::read_to_string(edition.join("manifest.json")).expect("a manifest");
    let manifest: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let listed = manifest["files"].as_array().expect("files");
    for record in listed {
        let path = edition.join(record["path"].as_str().expect("a path"));
        let bytes = std::fs::read(&path).expect("a listed file exists");
        let hash: String = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(record["sha256"].as_str(), Some(hash.as_str()), "{}", path.display());
    }
    assert_eq!(files(&edition).len(), listed.len() + 1, "the files and the manifest itself");
    let documents = manifest["documents"].as_array().expect("documents");
    assert_eq!(documents.len(), 3 + 83 + 17);
    assert!(documents.iter().all(|d| d["status"] == "done"));
    for input in manifest["inputs"].as_array().expect("inputs") {
        let name = input["path"].as_str().expect("a name");
        assert!(root().join("data/ru-cn").join(name).is_file(), "{name}");
    }
}

#[test]
fn pages_are_within_what_each_kind_promises() {
    let text = std::fs::read_to_string(edition().join("manifest.json")).expect("a manifest");
    let manifest: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    for document in manifest["documents"].as_array().expect("documents") {
        let pages = document["pages"].as_u64().expect("pages");
        let range = match document["kind"].as_str().expect("a kind") {
            "article" => 20..=60,
            "national" => 8..=12,
            "policy" => 4..=6,
            "industry" => 3..=4,
            _ => 2..=4,
        };
        assert!(range.contains(&pages), "{}: {pages} pages", document["path"]);
    }
}

#[test]
fn every_pdf_is_one_and_says_that_it_is_archival_accessible_and_tagged() {
    for path in files(&edition()) {
        if path.extension().is_some_and(|e| e == "pdf") {
            let bytes = std::fs::read(&path).expect("a file");
            let has = |text: &str| bytes.windows(text.len()).any(|w| w == text.as_bytes());
            assert!(bytes.starts_with(b"%PDF-1.7"), "{}", path.display());
            for mark in ["pdfaid:part>3<", "pdfuaid:part>1<"] {
                assert!(has(mark), "{}: {mark}", path.display());
            }
            let document = lopdf::Document::load_mem(&bytes).expect("a PDF");
            let catalogue = document.catalog().expect("a catalogue");
            for entry in ["StructTreeRoot", "MarkInfo", "Lang", "AF"] {
                assert!(catalogue.has(entry.as_bytes()), "{}: {entry}", path.display());
            }
        }
    }
}

#[test]
fn files_are_no_larger_than_their_budgets() {
    const KIBIBYTE: u64 = 1024;
    for path in files(&edition()) {
        let name = path.display().to_string();
        let most = if name.contains("article.en.pdf") { 2560 } else { 250 };
        let brief = path
            .parent()
            .is_some_and(|folder| folder.ends_with("regions") || folder.ends_with("industries"));
        if name.ends_with(".pdf") && (brief || most > 250) {
            let size = std::fs::metadata(&path).expect("a file").len();
            assert!(size <= most * KIBIBYTE, "{name}: {size} bytes");
        }
    }
}

#[test]
fn standards_that_exclude_each_other_are_wrong_usage_and_nothing_is_written() {
    for (standards, reason) in [
        ("a-4f,ua-1", "PDF/UA-2"),
        ("a-2b", "carries its data"),
        ("1.7,2.0", "one version of PDF"),
        ("a-3,ua-1", "possible values"),
    ] {
        let out = TempDir::new().expect("a temporary folder");
        let refused =
            tradeprint(out.path()).args(["build", "policy", "--standard", standards]).assert();
        let output = refused.code(2).get_output().clone();
        let text = String::from_utf8(output.stderr).expect("UTF-8");
        assert!(text.contains(reason), "{standards}: {text}");
        assert!(files(out.path()).is_empty(), "{standards}");
    }
}

#[test]
fn a_document_of_another_standard_is_verified_as_such() {
    let out = TempDir::new().expect("a temporary folder");
    let chosen = ["build", "policy", "--standard", "2.0", "--standard", "a-4f"];
    tradeprint(out.path()).args(chosen).assert().success();
    let pdf = out.path().join("2021/policy.en.pdf");
    let bytes = std::fs::read(&pdf).expect("a file");
    assert!(bytes.starts_with(b"%PDF-2.0"));
    tradeprint(out.path()).arg("verify").arg(&pdf).assert().success();
}

#[test]
fn two_processes_with_other_numbers_of_threads_write_the_same_bytes() {
    let build = |jobs: &str| {
        let folder = TempDir::new().expect("a temporary folder");
        tradeprint(folder.path())
            .args(["build", "article", "region", "industry"])
            .args([
                "--region",
                "RU-PRI",
                "--region",
                "RU-IN",
                "--industry",
                "metals",
                "--jobs",
                jobs,
            ])
            .assert()
            .success();
        folder
    };
    let (one, three) = (build("1"), build("3"));
    let edition = |folder: &TempDir| folder.path().join("2021");
    let names = |folder: &TempDir| -> Vec<PathBuf> {
        let strip = |p: PathBuf| p.strip_prefix(edition(folder)).expect("inside").to_owned();
        files(&edition(folder)).into_iter().map(strip).collect()
    };
    assert_eq!(names(&one), names(&three));
    for name in names(&one) {
        let read = |folder: &TempDir| std::fs::read(edition(folder).join(&name)).expect("a file");
        assert!(read(&one) == read(&three), "{} differs", name.display());
    }
}

#[test]
fn a_broken_folder_leaves_the_reports_as_they_are() {
    let out = TempDir::new().expect("a temporary folder");
    tradeprint(out.path()).args(["build", "policy"]).assert().success();
    let before: Vec<_> =
        files(out.path()).into_iter().map(|p| (std::fs::read(&p).expect("a file"), p)).collect();
    let data = TempDir::new().expect("a temporary folder");
    for path in files(&root().join("data/ru-cn")) {
        let name = path.file_name().expect("a name");
        std::fs::copy(&path, data.path().join(name)).expect("a copy");
    }
    let trade = data.path().join("trade.csv");
    let text = std::fs::read_to_string(&trade).expect("text");
    std::fs::write(&trade, text.replacen("2010,CN-RU", "2010,CN-RUS", 1)).expect("written");
    let mut command = Command::cargo_bin("tradeprint").expect("the program is built");
    let result = command
        .args(["build", "policy", "--diagnostics", "short"])
        .arg("--data")
        .arg(data.path())
        .arg("--out")
        .arg(out.path())
        .assert()
        .code(1);
    let errors = String::from_utf8(result.get_output().stderr.clone()).expect("UTF-8");
    assert!(errors.contains("trade.csv:2:6: error[E0111]"), "{errors}");
    assert!(errors.contains("did you mean `CN-RU`?"), "{errors}");
    let after: Vec<_> =
        files(out.path()).into_iter().map(|p| (std::fs::read(&p).expect("a file"), p)).collect();
    assert!(before == after);
}

#[test]
fn one_failing_document_stops_the_build_or_with_keep_going_only_itself() {
    let templates = TempDir::new().expect("a temporary folder");
    let chapter = templates.path().join("en/policy/01-question.md");
    std::fs::create_dir_all(chapter.parent().expect("a parent")).expect("a folder");
    std::fs::write(&chapter, "# The question {#question}\n\n{{ fact(\"embodied\", flow=\"RU-CN\", year=\"1999\") | co2 }}\n")
        .expect("written");
    let build = |out: &Path, more: &[&str]| {
        let mut command = tradeprint(out);
        command.args(["build", "policy", "region", "--region", "RU-IN", "--diagnostics", "short"]);
        command.arg("--templates").arg(templates.path()).args(more);
        command.assert()
    };
    let out = TempDir::new().expect("a temporary folder");
    let failed = build(out.path(), &[]).code(1);
    let errors = String::from_utf8(failed.get_output().stderr.clone()).expect("UTF-8");
    assert!(errors.contains("01-question.md:3:"), "{errors}");
    assert!(errors.contains("error[E0203]"), "{errors}");
    assert!(files(out.path()).is_empty(), "nothing is written");
    build(out.path(), &["--keep-going"]).code(3);
    assert!(out.path().join("2021/regions/RU-IN.en.pdf").is_file());
    assert!(!out.path().join("2021/policy.en.pdf").exists());
}

#[test]
fn a_replaced_template_changes_the_document_and_is_listed() {
    let templates = TempDir::new().expect("a temporary folder");
    let report = templates.path().join("en/policy/report.toml");
    std::fs::create_dir_all(report.parent().expect("a parent")).expect("a folder");
    let own =
        std::fs::read_to_string(root().join("templates/en/policy/report.toml")).expect("text");
    std::fs::write(&report, own.replacen("title = \"", "title = \"Institute of Tests: ", 1))
        .expect("written");
    let build = |more: &[&std::ffi::OsStr]| {
        let out = TempDir::new().expect("a temporary folder");
        tradeprint(out.path()).args(["build", "policy"]).args(more).assert().success();
        std::fs::read(out.path().join("2021/policy.en.pdf")).expect("a file")
    };
    let flag = [std::ffi::OsStr::new("--templates"), templates.path().as_os_str()];
    assert!(build(&[]) != build(&flag));
    let mut list = tradeprint(templates.path());
    let list = list.args(["list", "templates"]).args(flag).assert().success();
    let text = String::from_utf8(list.get_output().stdout.clone()).expect("UTF-8");
    assert!(text.contains("en/policy/report.toml\treplaced"), "{text}");
    assert!(text.contains("en/policy/figures.toml\tembedded"), "{text}");
}

#[test]
fn a_pair_of_a_report_that_is_none_and_a_kind_that_is_none_are_told_by_check() {
    let scratch = TempDir::new().expect("a temporary folder");
    let report = scratch.path().join("en/policy/report.toml");
    std::fs::create_dir_all(report.parent().expect("a parent")).expect("a folder");
    let own = std::fs::read_to_string(root().join("templates/en/policy/report.toml"));
    let own = own.expect("text").replacen("pair = [\"RU\", \"CN\"]", "pair = \"RU-CN\"", 1);
    std::fs::write(&report, own).expect("written");
    let data = crate::synthetic::Folder::copy_of(&shipped());
    data.append("tradeprint.toml", "\n[reports]\nlist = [\"region\", \"poster\"]\n");
    let line = data.text("tradeprint.toml").lines().count();
    let mut check = Command::cargo_bin("tradeprint").expect("the program is built");
    check.args(["check", "--quiet", "--diagnostics", "short", "--data"]).arg(data.path());
    let found = check.arg("--templates").arg(scratch.path()).assert().code(1);
    let errors = String::from_utf8(found.get_output().stderr.clone()).expect("UTF-8");
    assert_eq!(errors.lines().count(), 2, "{errors}");
    assert!(errors.contains(&format!("tradeprint.toml:{line}:")), "{errors}");
    assert!(errors.contains("E0121") && errors.contains("found: `poster`"), "{errors}");
    assert!(errors.contains("E0202") && errors.contains("pair = \"RU-CN\""), "{errors}");
}

#[test]
fn usage_errors_have_exit_code_two_and_unknown_codes_name_the_nearest() {
    let out = TempDir::new().expect("a temporary folder");
    tradeprint(out.path()).args(["build", "poster"]).assert().code(2);
    let wrong = tradeprint(out.path())
        .args(["build", "region", "--region", "RU-PRII", "--diagnostics", "short"])
        .assert()
        .code(1);
    let errors = String::from_utf8(wrong.get_output().stderr.clone()).expect("UTF-8");
    assert!(errors.contains("E0402") && errors.contains("RU-PRI"), "{errors}");
}

#[test]
fn explain_reaches_file_and_row() {
    let out = TempDir::new().expect("a temporary folder");
    let run = tradeprint(out.path())
        .args(["explain", "embodied/RU-CN/mineral-products/RU-PRI/2019"])
        .assert()
        .success();
    let text = String::from_utf8(run.get_output().stdout.clone()).expect("UTF-8");
    for part in [
        "intensity/RU/mineral-products/2019",
        "trade.csv:",
        "regional_weights.csv:",
        "emissions.csv:",
        "exchange_rates.csv:",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let wrong =
        tradeprint(out.path()).args(["explain", "embodied/RU-CN/metal/RU/2019"]).assert().code(1);
    let errors = String::from_utf8(wrong.get_output().stderr.clone()).expect("UTF-8");
    assert!(errors.contains("embodied/RU-CN/metals/RU/2019"), "{errors}");
}

#[test]
fn a_claim_of_the_user_brings_its_sentence_or_is_a_fault() {
    let data = TempDir::new().expect("a temporary folder");
    for path in files(&root().join("data/ru-cn"))
        .iter()
        .filter(|p| p.parent().is_some_and(|d| d.ends_with("ru-cn")))
    {
        std::fs::copy(path, data.path().join(path.file_name().expect("a file"))).expect("copies");
    }
    let claims = data.path().join("claims.toml");
    let shipped = std::fs::read_to_string(&claims).expect("UTF-8");
    let out = TempDir::new().expect("a temporary folder");
    let build = |statement: &str| {
        let own = format!(
            "\n[[claim]]\nid = \"machinery-cleaner\"\n{statement}kind = \"compare\"\n\
             left = \"intensity/CN/machinery/2014\"\nop = \"<\"\nright = \"intensity/RU/machinery/2014\"\n"
        );
        std::fs::write(&claims, shipped.clone() + &own).expect("writes");
        let mut command = Command::cargo_bin("tradeprint").expect("the program is built");
        command.args(["build", "article", "--quiet", "--diagnostics", "short", "--data"]);
        command.arg(data.path()).arg("--out").arg(out.path()).assert()
    };
    let wrong = build("").code(1);
    let errors = String::from_utf8(wrong.get_output().stderr.clone()).expect("UTF-8");
    let line = shipped.lines().count() + 3;
    for part in [&format!("claims.toml:{line}:1"), "E0201", "`machinery-cleaner`", "statement = {"]
    {
        assert!(errors.contains(part), "{part}: {errors}");
    }
    build("statement = { en = \"Machinery carries less CO2 a dollar in China.\" }\n").success();
    let table = std::fs::read_to_string(out.path().join("2021/tables/article.claims.csv"));
    assert!(table.expect("a table").contains("Machinery carries less CO2 a dollar in China.,"));
}

#[test]
fn explain_draws_the_same_picture_each_time() {
    let out = TempDir::new().expect("a temporary folder");
    let draw = |fact: &str| {
        let run = tradeprint(out.path()).args(["explain", fact, "--format", "svg"]).assert();
        String::from_utf8(run.success().get_output().stdout.clone()).expect("UTF-8")
    };
    let picture = draw("balance/all/RU/2030");
    assert!(picture.starts_with("<svg ") && picture.trim_end().ends_with("</svg>"));
    for part in ["balance", "RU-CN/mineral-products/RU/2030", "projected", "+ 10 more", " Mt ["] {
        assert!(picture.contains(part), "{part}");
    }
    assert!(picture.len() < 64 << 10, "{} bytes", picture.len());
    assert_eq!(picture, draw("balance/all/RU/2030"));
}

#[test]
fn explain_says_how_many_inputs_it_leaves_out() {
    let out = TempDir::new().expect("a temporary folder");
    let run = tradeprint(out.path())
        .args(["explain", "embodied/RU-CN/all/RU/2019", "--depth", "1", "--breadth", "3"])
        .assert()
        .success();
    let text = String::from_utf8(run.get_output().stdout.clone()).expect("UTF-8");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 5, "{text}");
    // The largest of fifteen industries.
    assert!(lines[1].trim_start().starts_with("embodied/RU-CN/mineral-products/RU/2019"), "{text}");
    assert_eq!(lines[4].trim(), "+ 12 more");
}

#[test]
fn check_lists_what_an_editor_should_look_at() {
    let out = TempDir::new().expect("a temporary folder");
    let run = tradeprint(out.path()).args(["check", "--json"]).assert().success();
    let whole: serde_json::Value =
        serde_json::from_slice(&run.get_output().stdout).expect("one JSON object");
    let list = whole["oddities"].as_array().expect("a list");
    assert!(list.iter().any(|o| o["kind"] == "anchor-error" && o["bound"].is_number()));
    assert!(list.iter().all(|o| o["fact"].as_str().is_some_and(|id| id.contains('/'))));
    let run = tradeprint(out.path()).arg("check").assert().success();
    let text = String::from_utf8(run.get_output().stdout.clone()).expect("UTF-8");
    assert!(text.contains(&format!("oddities: {} series", list.len())), "{text}");
}

#[test]
fn exports_hold_the_numbers_of_the_reports() {
    let out = TempDir::new().expect("a temporary folder");
    tradeprint(out.path()).args(["export", "facts"]).assert().success();
    let facts = std::fs::read(out.path().join("2021/facts.csv")).expect("a file");
    assert!(facts == std::fs::read(edition().join("facts.csv")).expect("a file"));
    let region = ["--region", "RU-PRI"];
    tradeprint(out.path())
        .args(["export", "tables", "--format", "json"])
        .args(region)
        .assert()
        .success();
    let text = std::fs::read_to_string(out.path().join("2021/tables/RU-PRI.region-headline.json"));
    let rows: serde_json::Value = serde_json::from_str(&text.expect("a file")).expect("JSON");
    assert!(rows[0]["value"].is_f64() && rows[0]["fact"].is_string());
    tradeprint(out.path())
        .args(["export", "figures", "--format", "png"])
        .args(region)
        .assert()
        .success();
    let png = std::fs::read(out.path().join("2021/figures/RU-PRI/fig-01.png")).expect("a file");
    assert!(png.starts_with(b"\x89PNG"));
    tradeprint(out.path()).args(["export", "figures", "--format", "csv"]).assert().code(1);
}

#[test]
fn lists_are_one_a_line_or_json() {
    let out = TempDir::new().expect("a temporary folder");
    let lines = |what: &str| {
        let run = tradeprint(out.path()).args(["list", what]).assert().success();
        String::from_utf8(run.get_output().stdout.clone()).expect("UTF-8").lines().count()
    };
    assert_eq!(lines("regions"), 83);
    assert_eq!(lines("industries"), 17);
    assert_eq!(lines("reports"), 3 + 83 + 17);
    assert!(lines("figures") >= 19 && lines("tables") >= 17 && lines("languages") >= 1);
    let run = tradeprint(out.path()).args(["list", "regions", "--json"]).assert().success();
    let rows: serde_json::Value = serde_json::from_slice(&run.get_output().stdout).expect("JSON");
    assert_eq!(rows.as_array().map(Vec::len), Some(83));
}

#[test]
fn another_last_year_or_horizon_makes_another_edition() {
    let out = TempDir::new().expect("a temporary folder");
    tradeprint(out.path())
        .args(["build", "region", "--region", "RU-PRI", "--year", "2020", "--horizon", "2025"])
        .assert()
        .success();
    assert!(out.path().join("2020/regions/RU-PRI.en.pdf").is_file());
    let facts = std::fs::read_to_string(out.path().join("2020/facts.csv")).expect("a file");
    assert!(facts.contains("\nembodied/RU-CN/all/RU/2025,"));
    assert!(!facts.contains("\nembodied/RU-CN/all/RU/2026,"));
    assert!(facts.contains("\ntrade/RU-CN/all/RU/2021,") && facts.contains(",projected,"));
    tradeprint(out.path()).args(["check", "--year", "1990"]).assert().code(1);
}

#[test]
fn check_summarises_and_writes_nothing() {
    let out = TempDir::new().expect("a temporary folder");
    let run = tradeprint(out.path()).arg("check").assert().success();
    let text = String::from_utf8(run.get_output().stdout.clone()).expect("UTF-8");
    assert!(text.contains("83 regions, 15 industries, 2 groups"), "{text}");
    assert!(text.contains("missing, allocated from national trade"), "{text}");
    assert!(files(out.path()).is_empty());
}

#[test]
fn a_second_run_makes_only_what_has_changed() {
    let out = TempDir::new().expect("a temporary folder");
    let data = crate::synthetic::Folder::copy_of(&shipped());
    let build_in = |out: &Path, more: &[&str]| {
        let mut command = Command::cargo_bin("tradeprint").expect("the program is built");
        command.args(["build", "region", "--region", "RU-IN"]).args(more);
        command.arg("--data").arg(data.path()).arg("--out").arg(out);
        let result = command.assert().success();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
        (text(&result.get_output().stdout), text(&result.get_output().stderr))
    };
    let build = |more: &[&str]| build_in(out.path(), more);
    let pdf = out.path().join("2021/regions/RU-IN.en.pdf");
    let written = || std::fs::metadata(&pdf).and_then(|about| about.modified()).expect("a file");
    let unchanged = "nothing has changed";

    let (told, _) = build(&["--dry-run"]);
    assert!(told.contains("no record") && told.contains("RU-IN.en.pdf"), "{told}");
    assert!(!pdf.exists());
    let first = build(&[]);
    let (bytes, time) = (std::fs::read(&pdf).expect("a file"), written());
    // The same words, warnings included, and no file touched.
    let second = build(&[]);
    assert_eq!(first.0, second.0);
    assert!(first.1.contains("W0128") && second.1.contains("W0128"), "{}", second.1);
    assert!(second.1.contains(unchanged) && !first.1.contains(unchanged), "{}", second.1);
    assert_eq!(written(), time);
    assert!(build(&["--dry-run"]).0.contains(unchanged));
    // Another request is another run; `--force` makes everything, the same.
    assert!(!build(&["--horizon", "2029"]).1.contains(unchanged));
    assert!(!build(&["--force"]).1.contains(unchanged));
    assert!(std::fs::read(&pdf).expect("a file") == bytes);
    assert_ne!(written(), time);
    // Records are of the files beside them: copied alone, they stand for nothing.
    let copy = TempDir::new().expect("a temporary folder");
    std::fs::create_dir(copy.path().join(".tradeprint")).expect("made");
    for record in std::fs::read_dir(out.path().join(".tradeprint")).expect("records") {
        let record = record.expect("an entry").path();
        let name = record.file_name().expect("a name");
        std::fs::copy(&record, copy.path().join(".tradeprint").join(name)).expect("copied");
    }
    assert!(!build_in(copy.path(), &[]).1.contains(unchanged));
    let made = std::fs::read(copy.path().join("2021/regions/RU-IN.en.pdf"));
    assert!(made.expect("a file") == bytes);
    // A file that is gone, an input that is another, a record that is torn.
    std::fs::remove_file(&pdf).expect("removed");
    assert!(build(&["--dry-run"]).0.contains("RU-IN.en.pdf is not as it was written"));
    build(&[]);
    assert!(std::fs::read(&pdf).expect("a file") == bytes);
    data.append("sources.csv", "\n");
    assert!(build(&["--dry-run"]).0.contains("sources.csv has changed"));
    assert!(!build(&[]).1.contains(unchanged));
    for record in std::fs::read_dir(out.path().join(".tradeprint")).expect("records") {
        std::fs::write(record.expect("an entry").path(), "{").expect("written");
    }
    assert!(!build(&[]).1.contains(unchanged));
    std::fs::remove_dir_all(out.path().join(".tradeprint")).expect("removed");
    assert!(!build(&[]).1.contains(unchanged));
}

#[test]
fn two_runs_at_once_leave_a_whole_edition() {
    let out = TempDir::new().expect("a temporary folder");
    std::thread::scope(|scope| {
        for region in ["RU-IN", "RU-KC"] {
            let out = out.path();
            scope.spawn(move || {
                tradeprint(out).args(["build", "region", "--region", region]).assert().success();
            });
        }
    });
    let edition = out.path().join("2021");
    let text = std::fs::read_to_string(edition.join("manifest.json")).expect("a manifest");
    let manifest: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let listed = manifest["files"].as_array().expect("files");
    for file in listed {
        let bytes = std::fs::read(edition.join(file["path"].as_str().expect("a path")));
        let digest = Sha256::digest(bytes.expect("a file"));
        let hash: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(file["sha256"], hash);
    }
    // Both documents, and every file but the manifest is in it.
    assert_eq!(manifest["documents"].as_array().expect("documents").len(), 2);
    assert_eq!(listed.len() + 1, files(&edition).len());
}

#[test]
fn timings_tell_stages_and_documents_and_leave_the_edition_as_it_is() {
    let out = TempDir::new().expect("a temporary folder");
    let noted = out.path().join("timings.json");
    let build = |more: &[&str]| {
        let mut command = tradeprint(out.path());
        command.args(["build", "region", "--region", "RU-IN", "--force"]).args(more);
        let result = command.assert().success();
        let text = String::from_utf8(result.get_output().stderr.clone()).expect("UTF-8");
        (text, std::fs::read(out.path().join("2021/manifest.json")).expect("a manifest"))
    };
    let file = noted.display().to_string();
    let (table, timed) = build(&["--timings", "--timings-json", &file]);
    let words = ["analysis", "compose", "layout", "from start to end", "regions/RU-IN.en.pdf"];
    assert!(words.iter().all(|word| table.contains(word)), "{table}");
    let text = std::fs::read_to_string(&noted).expect("the file");
    let found: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let stages = found["stages"].as_array().expect("stages");
    let of = |stage: &str| stages.iter().find(|row| row["stage"] == stage).expect(stage);
    assert_eq!(of("typeset: layout")["times"], 1);
    assert!(of("data: reading tables")["seconds"].as_f64() > Some(0.0));
    let document = &found["documents"][0];
    assert_eq!(document["path"], "regions/RU-IN.en.pdf");
    let [whole, part] = ["seconds", "typeset"].map(|key| document[key].as_f64().expect(key));
    assert!(part > 0.0 && part < whole && Some(whole) < found["seconds"].as_f64());
    assert!(timed == build(&[]).1);
}
