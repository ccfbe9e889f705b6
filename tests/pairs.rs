//! Another pair of countries, a folder without regions, a folder with reported trade of regions: the texts follow.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use tradeprint::import::{ImportSettings, import};
use tradeprint::production::{Request, Workshop};
use tradeprint::report::Kind;
use tradeprint::templating::Content;

use crate::synthetic::{Folder, root};

/// Words of the shipped pair that texts about another pair may not hold.
const OF_THE_SHIPPED_PAIR: [&str; 10] = [
    "Russia",
    "Chin",
    "rouble",
    "yuan",
    "Rosstat",
    "Moscow",
    "Far East",
    "RU-CN",
    "CN-RU",
    "Natural Earth",
];

fn open(data: &Path) -> (Workshop, Request) {
    let request = Request { languages: vec!["en".into()], ..crate::requests::everything(data) };
    let (workshop, _) = Workshop::open(&request)
        .unwrap_or_else(|faults| panic!("{}", crate::synthetic::listed(&faults)));
    (workshop, request)
}

/// Every document of a folder: its slug, the code of its chapters and what the layouts read, without labels.
fn composed(data: &Path) -> Vec<(String, String)> {
    let (workshop, request) = open(data);
    let documents = workshop.documents(&request).expect("documents");
    let made = documents.iter().map(|document| {
        let composed = workshop.compose(document);
        let project = composed
            .unwrap_or_else(|f| panic!("{}: {}", document.slug, crate::synthetic::listed(&f)))
            .project;
        let mut text = String::new();
        for (path, file) in &project.files {
            let Content::Bytes(bytes) = &file.content else { continue };
            if path.starts_with("/chapters/") || path.ends_with(".svg") || path == "/document.json"
            {
                writeln!(text, "{}", String::from_utf8_lossy(bytes)).expect("memory");
            }
        }
        (document.slug.clone(), text)
    });
    made.collect()
}

#[test]
fn documents_of_another_pair_name_no_country_but_their_own() {
    let made = composed(&root().join("tests/fixtures/tiny"));
    // One overview, four industries and groups, three regions; article and policy annex are bound to their pair.
    assert_eq!(made.len(), 8);
    for (slug, text) in &made {
        // The seed study, whose method every report follows, names them in its title.
        let own = text.replace("10.3897/brics-econ.3.91170", "");
        for word in OF_THE_SHIPPED_PAIR {
            let at = own
                .find(word)
                .map(|at| own[at.saturating_sub(80)..].chars().take(160).collect::<String>());
            assert!(at.is_none(), "{slug}: {word}: {}", at.unwrap_or_default());
        }
        assert!(text.contains("Aland") && text.contains("Bland"), "{slug} names its own pair");
    }
}

#[test]
fn reports_that_are_bound_to_another_pair_are_left_out_with_a_word() {
    let (workshop, request) = open(&root().join("tests/fixtures/tiny"));
    let told: Vec<String> =
        workshop.left_out(&request).iter().filter_map(|f| f.found.clone()).collect();
    assert_eq!(told, ["`article` in `en`", "`policy` in `en`"]);
    let asked = Request { kinds: vec![Kind::Article], ..request };
    let faults = workshop.documents(&asked).expect_err("it is not made");
    assert!(
        crate::synthetic::listed(&faults).contains("another pair"),
        "{}",
        crate::synthetic::listed(&faults)
    );
}

#[test]
fn a_folder_of_the_nation_alone_has_its_reports_without_maps() {
    let data = root().join("data/cn-ru");
    let (workshop, request) = open(&data);
    let documents = workshop.documents(&request).expect("documents");
    let kinds: BTreeSet<&str> = documents.iter().map(|d| d.kind.code()).collect();
    assert_eq!(kinds, BTreeSet::from(["industry", "national"]));
    // The overview and the 16 goods industries of WIOD 2013; the catalogue lists no other report, so none is missed.
    assert_eq!(documents.len(), 17);
    assert!(workshop.left_out(&request).iter().next().is_none());
    for (slug, text) in composed(&data) {
        // Labels, which hold the words of all reports, stand in the last file.
        let chapters = text.split("\n{\"").next().unwrap_or_default();
        assert!(!text.contains("map-exports") && !chapters.contains("allocated"), "{slug}");
    }
}

/// A made-up history of customs in the form of DATTSVT: every region trades in every sixth chapter, in amounts that follow from
/// the codes. 83 regions, 12 years, 12 months.
fn synthetic_history(folder: &Folder) -> String {
    let regions = folder.text("regions.csv");
    let mut out = String::from(
        "napr\tperiod\tnastranapr\ttnved\tedizm\tStoim\tNetto\tKol\tRegion\tRegion_s\n",
    );
    let chapters: Vec<u32> = (1..=97).filter(|chapter| *chapter != 77).collect();
    let mut reader = csv::Reader::from_reader(regions.as_bytes());
    let head = reader.headers().expect("a header").clone();
    let column = |name: &str| head.iter().position(|own| own == name).expect("a column");
    let (okato, counts) = (column("okato"), column("default"));
    let codes: Vec<String> = reader
        .records()
        .map(|row| row.expect("a row"))
        .filter(|row| &row[counts] == "yes")
        .map(|row| row[okato].to_owned())
        .collect();
    for year in 2010..=2021_u32 {
        for month in 1..=12_u32 {
            for (number, code) in (0_u32..).zip(&codes) {
                for (way, shift) in [("ЭК", 0), ("ИМ", 5)] {
                    let own = chapters.iter().filter(|c| (**c * 7 + number * 13 + shift) % 6 == 0);
                    for chapter in own {
                        let value = 100_000
                            + chapter * 997
                            + number * 1_009
                            + month * 503
                            + (year - 2010) * 20_011;
                        writeln!(out, "{way}\t{month:02}/{year}\tCN\t{chapter:02}01000000\t-\t{value},25\t100\t1\t{code} - СИНТЕТИЧЕСКИЙ\t")
                            .expect("memory");
                    }
                }
            }
        }
    }
    out
}

#[test]
fn with_the_customs_records_of_regions_nothing_is_allocated_and_no_map_is_hatched() {
    let folder = Folder::copy_of(&root().join("data/ru-cn-customs"));
    let file = tempfile::NamedTempFile::with_suffix(".csv").expect("a file");
    std::fs::write(file.path(), synthetic_history(&folder)).expect("writes");
    let settings = ImportSettings { national: true, ..ImportSettings::default() };
    import(folder.path(), &[file.path().to_owned()], &settings, &|_| ())
        .unwrap_or_else(|faults| panic!("{}", crate::synthetic::listed(&faults)));
    let notice = "Synthetic data, made for a test";
    folder.edit(
        "tradeprint.toml",
        "[statements]",
        &format!("[statements]\nnotice = {{ en = \"{notice}\" }}"),
    );

    let (workshop, request) = open(folder.path());
    let (mut maps, mut separate) = (0, false);
    for document in workshop.documents(&request).expect("documents") {
        if !matches!(document.kind, Kind::Article | Kind::National)
            && !["fishery", "RU-PRI"].contains(&document.slug.as_str())
        {
            continue;
        }
        let project = workshop
            .compose(&document)
            .unwrap_or_else(|f| panic!("{}: {}", document.slug, crate::synthetic::listed(&f)))
            .project;
        let text = |path: &str| match &project.files[path].content {
            Content::Bytes(bytes) => String::from_utf8(bytes.clone()).expect("UTF-8"),
            Content::Parsed(source) => source.text().to_owned(),
        };
        let data: serde_json::Value = serde_json::from_str(&text("/document.json")).expect("JSON");
        assert_eq!(data["meta"]["notice"], notice);
        for (id, figure) in data["figures"].as_object().expect("figures") {
            if id.starts_with("map-") {
                maps += 1;
                let drawn = text(figure["path"].as_str().expect("a path"));
                assert!(
                    !drawn.contains("estimated") && !drawn.contains("projected"),
                    "{}: {id} is hatched",
                    document.slug
                );
            }
        }
        let chapters: String = project
            .files
            .keys()
            .filter(|path| path.starts_with("/chapters/"))
            .map(|path| text(path))
            .collect();
        for claim in [
            "every regional value is allocated",
            "All regional values are allocated",
            "is open to the public",
        ] {
            assert!(!chapters.contains(claim), "{}: {claim}", document.slug);
        }
        if document.kind == Kind::Article {
            separate = chapters.contains("Animals and fish stand apart from crops");
        }
    }
    // Two in the overview, eight of amounts and ten of balances in the article and three more; at least twenty.
    assert!(maps >= 20, "{maps} maps");
    assert!(separate, "the article separates animal husbandry and fishing from crops");
}

#[test]
fn industries_that_templates_name_are_industries_of_a_shipped_folder() {
    let mut known: BTreeSet<String> = BTreeSet::new();
    for folder in ["ru-cn", "ru-cn-customs"] {
        let table =
            std::fs::read_to_string(root().join("data").join(folder).join("industries.csv"))
                .expect("a table");
        known.extend(
            table.lines().skip(1).filter_map(|line| line.split(',').next().map(str::to_owned)),
        );
    }
    let mut named = 0;
    for entry in walk(&root().join("templates"), &["md", "toml"]) {
        let text = std::fs::read_to_string(&entry).unwrap_or_default();
        for rest in text.split("industry == \"").skip(1).chain(text.split("code == \"").skip(1)) {
            let code = rest.split('"').next().unwrap_or_default();
            // Sources of uncertainty stand in the same place.
            if code.contains('-') {
                assert!(known.contains(code), "{}: {code}", entry.display());
                named += 1;
            }
        }
    }
    assert!(named > 10, "{named}");
}

/// The files below a folder that end in one of these.
fn walk(folder: &Path, endings: &[&str]) -> Vec<std::path::PathBuf> {
    let entries =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let all =
        entries.flat_map(|path| if path.is_dir() { walk(&path, endings) } else { vec![path] });
    all.filter(|path| path.extension().is_some_and(|e| endings.iter().any(|own| e == *own)))
        .collect()
}

/// Countries are named in tables and texts alone. Layouts of downloads carry the names of the offices that publish them.
#[test]
fn no_country_is_named_in_code() {
    let mut seen = 0;
    for path in walk(&root().join("src"), &["rs"]) {
        let shown = path.display().to_string().replace('\\', "/");
        if shown.contains("/src/import/")
            || shown.ends_with("tests.rs")
            || shown.contains("/tests/")
        {
            continue;
        }
        let source = std::fs::read_to_string(&path).expect("a source file");
        let code = source.split("#[cfg(test)]").next().unwrap_or_default();
        seen += 1;
        for (number, line) in code.lines().enumerate() {
            for name in ["Russia", "Chin", "Moscow", "Beijing", "German", "Poland", "Kazakh"] {
                assert!(!line.contains(name), "{shown}:{}: {line}", number + 1);
            }
        }
    }
    assert!(seen > 100, "{seen} files");
}
