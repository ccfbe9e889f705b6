//! The files inside the PDFs, and what `verify` says of them.

use std::collections::BTreeMap;
use std::path::Path;

use tradeprint::diagnostics::{Code, Faults};
use tradeprint::production::{Request, Workshop};
use tradeprint::report::{DocumentManifest, Kind};
use tradeprint::typesetting::{PdfSettings, attached_files, typeset};
use tradeprint::verification::{Evidence, request, verify};
use tradeprint::vocabulary::Standards;

use crate::synthetic::{Folder, shipped};

fn all(data: &Path) -> Request {
    crate::requests::everything(data)
}

/// One document of each kind, with the files beside it.
fn documents(workshop: &Workshop, base: &Request) -> Vec<BTreeMap<String, Vec<u8>>> {
    let mut found = Vec::new();
    for kind in Kind::ALL {
        let one = Request { kinds: vec![kind], ..base.clone() };
        let documents = workshop.documents(&one).expect("documents");
        let document = documents.iter().find(|d| d.slug != "RU-AD").expect("one of the kind");
        let files = workshop.make(document).expect("a document");
        let mut by_path: BTreeMap<String, Vec<u8>> =
            files.into_iter().map(|file| (file.path, file.bytes)).collect();
        let pdf = by_path.remove(&document.path()).expect("the PDF");
        by_path.insert("pdf".into(), pdf);
        by_path.insert("slug".into(), document.slug.clone().into_bytes());
        found.push(by_path);
    }
    found
}

fn judge(workshop: &Workshop, base: &Request, pdf: Vec<u8>) -> Result<(), Faults> {
    let evidence = Evidence::read("x.pdf", pdf)?;
    verify(&evidence, workshop, &request(&evidence, base))
}

fn codes(faults: &Faults) -> Vec<(Code, String)> {
    faults
        .iter()
        .map(|f| (f.code, f.location.as_ref().map(ToString::to_string).unwrap_or_default()))
        .collect()
}

#[test]
fn a_document_carries_the_files_beside_it_and_agrees_with_its_data() {
    let base = all(&shipped());
    let (workshop, _) = Workshop::open(&base).expect("the shipped folder");
    let whole = String::from_utf8(workshop.facts_file().bytes).expect("UTF-8");
    let rows: std::collections::HashSet<&str> = whole.lines().collect();
    for files in documents(&workshop, &base) {
        let slug = String::from_utf8(files["slug"].clone()).expect("UTF-8");
        let inside = attached_files(&files["pdf"]).expect("a PDF");
        let beside = files.iter().filter(|(path, _)| path.starts_with("tables/"));
        let mut count = 0;
        for (path, bytes) in beside {
            let name = path.strip_prefix(&format!("tables/{slug}.")).expect("the slug");
            let name =
                if name.starts_with("figure-") { name.to_owned() } else { format!("table-{name}") };
            assert!(inside.get(&name) == Some(bytes), "{path} is inside as {name}");
            count += 1;
        }
        // facts.csv and manifest.json besides; every number of the PDF is one of the edition's.
        assert_eq!(inside.len(), count + 2, "{slug}: {:?}", inside.keys());
        let facts = std::str::from_utf8(&inside["facts.csv"]).expect("UTF-8");
        assert!(facts.lines().count() > 20, "{slug}");
        assert!(facts.lines().all(|row| rows.contains(row)), "{slug}");
        let manifest: DocumentManifest =
            serde_json::from_slice(&inside["manifest.json"]).expect("a manifest");
        assert_eq!(manifest.attachments.len(), count + 1);
        assert!(manifest.command.contains(&manifest.kind), "{}", manifest.command);
        judge(&workshop, &base, files["pdf"].clone()).expect("agrees");
    }
}

#[test]
fn one_digit_changed_inside_is_found_with_its_place() {
    let base = all(&shipped());
    let (workshop, _) = Workshop::open(&base).expect("the shipped folder");
    let one = Request { kinds: vec![Kind::Region], regions: vec!["RU-PRI".into()], ..base.clone() };
    let document = workshop.documents(&one).expect("documents").remove(0);
    let settings = PdfSettings {
        identity: format!("{}/{}", workshop.edition.data.catalogue.edition.id, document.path()),
        standards: Standards::default(),
    };
    let composed = workshop.compose(&document).expect("composed");
    for name in ["table-region-headline.csv", "figure-03.csv", "facts.csv"] {
        let mut evidence = composed.evidence.clone();
        let file = evidence.iter_mut().find(|file| file.name == name).expect("it is inside");
        let text = String::from_utf8(file.bytes.clone()).expect("UTF-8");
        // The last digit of the first cell that parses as a fraction, from the third line on.
        let fraction = |line: &str| {
            let found = line.split(',').find(|c| c.contains('.') && c.parse::<f64>().is_ok());
            found.map(str::to_owned)
        };
        let with_value = |(n, line): (usize, &str)| Some((n + 1, line.to_owned(), fraction(line)?));
        let (number, line, value) =
            text.lines().enumerate().skip(2).find_map(with_value).expect("a value");
        let (kept, last) = value.split_at(value.len() - 1);
        let forged =
            line.replacen(&value, &format!("{kept}{}", if last == "1" { 2 } else { 1 }), 1);
        file.bytes = text.replacen(&line, &forged, 1).into_bytes();
        let mut project = composed.project.clone();
        project.attach(&evidence);
        let pdf = typeset(&project, &settings, workshop.fonts()).expect("a PDF");
        let found = judge(&workshop, &base, pdf.bytes).expect_err("it was changed");
        let found = codes(&found);
        assert_eq!(found.len(), 1, "{name}: {found:?}");
        assert_eq!(found[0].0, Code::EvidenceChanged, "{name}");
        assert!(
            found[0].1.starts_with(&format!("x.pdf:{name}:{number}:")),
            "{name}: {}",
            found[0].1
        );
    }
}

#[test]
fn one_input_cell_changed_is_found_with_file_and_number() {
    let base = all(&shipped());
    let (workshop, _) = Workshop::open(&base).expect("the shipped folder");
    let one =
        Request { kinds: vec![Kind::Industry], industries: vec!["metals".into()], ..base.clone() };
    let document = workshop.documents(&one).expect("documents").remove(0);
    let pdf = workshop.make(&document).expect("made").remove(0).bytes;
    let folder = Folder::copy_of(&shipped());
    let table = folder.path().join("exchange_rates.csv");
    let text = std::fs::read_to_string(&table).expect("a table");
    let line = text.lines().find(|l| l.starts_with("2014,RU,")).expect("a rate of 2014").to_owned();
    // The first digit after the point.
    let point = line.find('.').expect("a fraction");
    let digit = if line.as_bytes()[point + 1] == b'1' { '2' } else { '1' };
    let other = format!("{}.{digit}{}", &line[..point], &line[point + 2..]);
    std::fs::write(&table, text.replacen(&line, &other, 1)).expect("written");
    let changed = all(folder.path());
    let (workshop, _) = Workshop::open(&changed).expect("still valid");
    let found = judge(&workshop, &changed, pdf).expect_err("the data differ");
    let texts: Vec<String> = found.iter().map(|f| f.message.clone()).collect();
    assert!(found.iter().all(|f| f.code == Code::EvidenceDiffers), "{texts:?}");
    let tables = found.iter().find(|f| f.message.contains("rest on rows")).expect("the tables");
    assert!(tables.found.as_ref().is_some_and(|t| t.contains("exchange_rates.csv")), "{tables:?}");
    assert!(texts.iter().any(|t| t.contains("`avoided/metals/RU/2019`")), "{texts:?}");
}

#[test]
fn only_the_tables_behind_the_first_numbers_that_moved_are_named() {
    let base = all(&shipped());
    let one = Request { kinds: vec![Kind::Region], regions: vec!["RU-PRI".into()], ..base.clone() };
    let (workshop, _) = Workshop::open(&base).expect("the shipped folder");
    let document = workshop.documents(&one).expect("documents").remove(0);
    let pdf = workshop.make(&document).expect("made").remove(0).bytes;
    let folder = Folder::copy_of(&shipped());
    let table = folder.path().join("regional_indicators.csv");
    let text = std::fs::read_to_string(&table).expect("a table");
    let line = text.lines().find(|l| l.starts_with("RU-PRI,2020,population,")).expect("people");
    let number = line.split(',').nth(3).expect("a number");
    let more = number.parse::<u64>().expect("people are whole") + 1;
    let other = line.replacen(number, &more.to_string(), 1);
    std::fs::write(&table, text.replacen(line, &other, 1)).expect("written");
    let changed = all(folder.path());
    let (workshop, _) = Workshop::open(&changed).expect("still valid");
    let found = judge(&workshop, &changed, pdf).expect_err("the data differ");
    // Emissions a head moved, too: because of the people, not of trade.
    assert!(found.iter().any(|f| f.message.contains("`per_capita/")), "{:?}", codes(&found));
    let tables = found.iter().find(|f| f.message.contains("rest on rows")).expect("the tables");
    assert_eq!(tables.found.as_deref(), Some("regional_indicators.csv"));
}

#[test]
fn a_document_of_an_older_form_is_said_to_be_one() {
    let base = all(&shipped());
    let one = Request { kinds: vec![Kind::Region], regions: vec!["RU-IN".into()], ..base.clone() };
    let (workshop, _) = Workshop::open(&base).expect("the shipped folder");
    let document = workshop.documents(&one).expect("documents").remove(0);
    let composed = workshop.compose(&document).expect("composed");
    let mut evidence = composed.evidence.clone();
    let manifest = evidence.iter_mut().find(|file| file.name == "manifest.json").expect("inside");
    let mut older: serde_json::Value = serde_json::from_slice(&manifest.bytes).expect("JSON");
    older.as_object_mut().expect("an object").remove("sources_sha256").expect("it was there");
    manifest.bytes = older.to_string().into_bytes();
    let mut project = composed.project.clone();
    project.attach(&evidence);
    let settings = PdfSettings { identity: "older".into(), standards: document.standards.clone() };
    let pdf = typeset(&project, &settings, workshop.fonts()).expect("a PDF").bytes;
    let found = judge(&workshop, &base, pdf).expect_err("it is older");
    let texts: Vec<&str> = found.iter().map(|f| f.message.as_str()).collect();
    assert_eq!(codes(&found), [(Code::EvidenceDiffers, "x.pdf:manifest.json".to_owned())]);
    assert!(texts[0].contains("older form"), "{texts:?}");
}

#[test]
fn what_is_no_pdf_of_ours_is_said_to_be_none() {
    let found = Evidence::read("x.pdf", b"hello".to_vec()).err().expect("no PDF");
    assert_eq!(codes(&found), [(Code::NotOurs, "x.pdf".to_owned())]);
}
