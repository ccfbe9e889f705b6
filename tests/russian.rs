//! The Russian reports: what there is of them is complete, grammatical where a machine can tell, and composes.

use std::collections::BTreeSet;
use std::path::Path;

use tradeprint::diagnostics::Code;
use tradeprint::production::{Request, Workshop};
use tradeprint::report::Kind;
use tradeprint::templating::{Content, Labels, Library};
use tradeprint::text::Argument;

use crate::synthetic::{Folder, shipped};

fn russian(data: &Path, kinds: Vec<Kind>) -> Request {
    Request { kinds, languages: vec!["ru".into()], ..crate::requests::everything(data) }
}

/// Keys that a language has by its grammar: plural forms of places in an order, names of districts.
fn grammatical(key: &str) -> bool {
    key.starts_with("unit.ordinal-") || key.starts_with("district.")
}

#[test]
fn both_languages_have_the_same_labels_with_the_same_places() {
    let library = Library::embedded();
    let labels = |language: &str| {
        let labels = Labels::load(&library, language).expect("labels");
        let places = |text: &str| -> BTreeSet<String> {
            text.split('{')
                .skip(1)
                .filter_map(|rest| Some(rest.split_once('}')?.0))
                // Languages ask for the names of the two countries in their own forms.
                .map(|place| match place.split_once('-') {
                    Some((role @ ("reporter" | "partner"), _)) => role.to_owned(),
                    _ => place.to_owned(),
                })
                .collect()
        };
        labels
            .iter()
            .filter(|(key, _)| !grammatical(key))
            .map(|(key, text)| (key.to_owned(), places(text)))
            .collect::<BTreeSet<_>>()
    };
    let (english, russian) = (labels("en"), labels("ru"));
    let differ: Vec<_> = english.symmetric_difference(&russian).collect();
    assert!(!english.is_empty() && differ.is_empty(), "{differ:#?}");
}

#[test]
fn every_region_and_district_of_the_shipped_folder_has_its_forms() {
    let (workshop, _) = Workshop::open(&russian(&shipped(), Vec::new())).expect("the folder");
    let edition = &workshop.edition;
    let messages = edition.messages("ru").expect("Russian");
    for region in &edition.data.regions {
        let code = edition.data.names.symbols.text(region.code);
        let form = |name: &str| {
            let own = messages.attribute(&format!("region-{code}"), name, &[]).expect("Fluent");
            own.unwrap_or_else(|| panic!("{code} has no .{name}"))
        };
        let (text, start, of, within) = (form("text"), form("start"), form("of"), form("in"));
        assert_eq!(text, start, "{code}: a name in Russian begins with a capital anywhere");
        assert!(within.starts_with("в\u{a0}") || within.starts_with("во\u{a0}"), "{within}");
        // Only the cluster of consonants asks for the vowel.
        assert_eq!(within.starts_with("во\u{a0}"), within.contains("\u{a0}Вл"), "{within}");
        for bent in [&of, &within] {
            for nominative in ["ая область", "ий край", "ий автономный", "ая Республика"]
            {
                assert!(!bent.contains(nominative), "{bent}");
            }
        }
        let district = edition.label("ru", &format!("district.{}", region.district));
        assert!(district.is_ok(), "{}", region.district);
    }
}

#[test]
fn a_region_without_forms_of_its_own_stands_in_quotation_marks() {
    let folder = Folder::tiny();
    let (workshop, _) = Workshop::open(&russian(folder.path(), Vec::new())).expect("the folder");
    let edition = &workshop.edition;
    let messages = edition.messages("ru").expect("Russian");
    let name = Argument::Text("Новый край".into());
    let within = messages.attribute("region-names", "in", &[("name", name)]).expect("Fluent");
    assert_eq!(within.as_deref(), Some("в\u{a0}регионе «Новый край»"));
    for region in &edition.data.regions {
        let code = edition.data.names.symbols.text(region.code);
        let of = edition.region_form(region.code, "ru", "of").expect("every region has a form");
        let own = messages.attribute(&format!("region-{code}"), "of", &[]).expect("Fluent");
        assert!(own.is_some() || of.starts_with("региона «"), "{of}");
    }
}

/// A composed document: the code of its chapters, and what the layouts read.
fn composed(workshop: &Workshop, base: &Request, slug: &str) -> (String, serde_json::Value) {
    let documents = workshop.documents(base).expect("documents");
    let document = documents.iter().find(|d| d.slug == slug).expect("the document");
    assert!(document.path().ends_with(".ru.pdf"), "{}", document.path());
    let files = workshop.compose(document).expect("it composes").project.files;
    let text = |path: &str| match &files[path].content {
        Content::Bytes(bytes) => String::from_utf8(bytes.clone()).expect("UTF-8"),
        Content::Parsed(source) => source.text().to_owned(),
    };
    let chapters = files.keys().filter(|path| path.starts_with("/chapters/"));
    let code = chapters.map(|path| text(path)).collect::<Vec<_>>().join("\n");
    let data = serde_json::from_str(&text("/document.json")).expect("JSON");
    (code.replace("10.3897/brics-econ.3.91170", ""), data)
}

/// Digits on both sides of a mark.
fn fractions(text: &str, mark: char) -> usize {
    let all: Vec<char> = text.chars().collect();
    all.windows(3)
        .filter(|w| w[0].is_ascii_digit() && w[1] == mark && w[2].is_ascii_digit())
        .count()
}

/// What readers of a document see of its exhibits and its title page, names of sources apart.
fn shown(data: &serde_json::Value) -> Vec<String> {
    let exhibits = ["figures", "tables"].into_iter().flat_map(|kind| {
        data[kind].as_object().expect("exhibits").values().flat_map(|exhibit| {
            ["message", "title", "subtitle", "note", "alt"].map(|key| exhibit[key].clone())
        })
    });
    let meta = ["title", "subtitle", "description", "series", "running_head", "date_text"]
        .map(|key| data["meta"][key].clone());
    exhibits.chain(meta).filter_map(|text| text.as_str().map(str::to_owned)).collect()
}

/// Words in Latin letters that a Russian text may hold: the gas, the licence, and the source of the boundaries.
const LATIN: [&str; 6] = ["CO2", "CO₂", "CC", "BY", "Natural", "Earth"];

#[test]
fn briefs_and_the_summary_compose_and_are_russian() {
    let base = russian(&shipped(), vec![Kind::Region, Kind::National]);
    let (workshop, _) = Workshop::open(&base).expect("the folder");
    for slug in ["RU-PRI", "RU-IN", "RU-KHM", "RU-TYU", "RU-MOW", "national"] {
        let (code, data) = composed(&workshop, &base, slug);
        let shown = shown(&data);
        assert!(shown.len() > 10, "{slug}: {}", shown.len());
        for text in &shown {
            // Names of files inside the PDF are the same in every language.
            let text = text.split(' ').filter(|word| !word.contains(".csv")).collect::<Vec<_>>();
            let text = text.join(" ");
            let words = text.split(|c: char| !c.is_alphanumeric());
            let latin = |word: &&str| word.contains(|c: char| c.is_ascii_alphabetic());
            let foreign: Vec<&str> =
                words.filter(latin).filter(|word| !LATIN.contains(word)).collect();
            assert!(foreign.is_empty(), "{slug}: {foreign:?} in {text}");
        }
        let all = format!("{code}{}", shown.join("\n")).replace("CC BY 4.0", "");
        assert_eq!(fractions(&all, '.'), 0, "{slug}: a point where Russian writes a comma");
        let commas = fractions(&all, ',');
        assert!(commas > 5, "{slug}: {commas}");
        // A brief of a region with hardly any trade has no percentage.
        assert!(slug == "RU-IN" || all.contains("\u{a0}%"), "{slug}");
        assert!(!all.contains("0%") && !all.contains(" %"), "{slug}");
        assert!(all.contains("тыс.\u{a0}т") || all.contains("млн\u{a0}т"), "{slug}");
        for stop in ["..", " ,", " .", "  ("] {
            let found = shown.iter().find(|text| text.contains(stop));
            assert!(found.is_none(), "{slug}: `{stop}` in {found:?}");
        }
    }
}

#[test]
fn the_summary_says_that_it_is_one_and_shows_what_it_lists() {
    let base = russian(&shipped(), vec![Kind::National]);
    let (workshop, _) = Workshop::open(&base).expect("the folder");
    let (_, data) = composed(&workshop, &base, "national");
    let title = data["meta"]["title"].as_str().expect("a title");
    assert!(title.ends_with("краткое изложение"), "{title}");
    let names = |kind: &str| data[kind].as_object().expect("exhibits").keys().cloned().collect();
    let (figures, tables): (Vec<String>, Vec<String>) = (names("figures"), names("tables"));
    assert_eq!((figures, tables), (vec!["balance-total".into()], vec!["national-headline".into()]));
}

#[test]
fn a_report_cannot_list_an_exhibit_that_its_kind_does_not_have() {
    let folder = Folder::empty();
    let file = "ru/national/report.toml";
    let embedded = Library::embedded();
    let source = embedded.text(file).expect("the report");
    let path = folder.path().join(file);
    std::fs::create_dir_all(path.parent().expect("it has one")).expect("a folder");
    std::fs::write(&path, source.replace("\"balance-total\"", "\"balance-totals\""))
        .expect("a file");
    let base = Request {
        templates: Some(folder.path().to_owned()),
        ..russian(&shipped(), vec![Kind::National])
    };
    let (workshop, _) = Workshop::open(&base).expect("the folder");
    let document = workshop.documents(&base).expect("documents").remove(0);
    let faults = workshop.compose(&document).err().expect("it is refused");
    let found: Vec<_> = faults.iter().map(|f| (f.code, f.found.clone())).collect();
    let expected = (Code::TemplateMissing, Some("`balance-totals` in `figures`".to_owned()));
    assert!(found.contains(&expected), "{found:?}");
}
