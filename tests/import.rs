//! Official downloads in their published forms, made for the test, become rows; broken ones say what to do.

use std::io::Write;
use std::path::{Path, PathBuf};

use rust_xlsxwriter::Workbook;
use tradeprint::diagnostics::{Code, Diagnostic, Faults};
use tradeprint::import::{DecimalMark, Direction, ImportSettings, Summary, import};

use crate::synthetic::{Folder, root, shipped};

fn fixture(name: &str) -> PathBuf {
    root().join("tests/fixtures/import").join(name)
}

fn text_of(name: &str) -> String {
    std::fs::read_to_string(fixture(name)).expect("a fixture")
}

/// The shipped folder, and files of a test beside it.
struct Desk {
    folder: Folder,
    files: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        Self { folder: Folder::copy_of(&shipped()), files: tempfile::tempdir().expect("a folder") }
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.files.path().join(name);
        std::fs::write(&path, bytes).expect("writes");
        path
    }

    fn run(
        &self,
        files: &[PathBuf],
        settings: &ImportSettings,
    ) -> Result<(Summary, Faults), Faults> {
        import(self.folder.path(), files, settings, &|_| ())
    }

    #[track_caller]
    fn take(&self, file: &Path, settings: &ImportSettings) -> (Summary, Faults) {
        self.run(&[file.to_owned()], settings).unwrap_or_else(|faults| panic!("{}", told(&faults)))
    }

    /// The one error that an import has; nothing is written.
    #[track_caller]
    fn refused(&self, file: &Path, settings: &ImportSettings, code: Code) -> Diagnostic {
        let before = self.state();
        let faults = match self.run(&[file.to_owned()], settings) {
            Ok((summary, _)) => panic!("it was taken: {summary}"),
            Err(faults) => faults,
        };
        assert_eq!(self.state(), before, "something was written");
        faults
            .iter()
            .find(|f| f.code == code)
            .unwrap_or_else(|| panic!("{}", told(&faults)))
            .clone()
    }

    /// Every file with its text.
    fn state(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let entries = std::fs::read_dir(self.folder.path()).expect("a folder");
        let mut all: Vec<_> = entries
            .map(|entry| entry.expect("an entry").path())
            .map(|path| (path.clone(), std::fs::read(path).unwrap_or_default()))
            .collect();
        all.sort();
        all
    }

    /// The rows of a table that begin so, without source and what follows.
    fn rows(&self, table: &str, start: &str) -> Vec<String> {
        let text = self.folder.text(table);
        text.lines().filter(|line| line.starts_with(start)).map(str::to_owned).collect()
    }

    #[track_caller]
    fn has(&self, table: &str, start: &str) {
        let text = self.folder.text(table);
        let year = &start[..4];
        let near: Vec<&str> = text.lines().filter(|line| line.contains(year)).collect();
        assert!(text.lines().any(|line| line.starts_with(start)), "{start} in {near:#?}");
    }
}

fn told(faults: &Faults) -> String {
    faults.iter().map(|fault| fault.short() + "\n").collect()
}

fn plain() -> ImportSettings {
    ImportSettings::default()
}

/// Of the fixture of twelve months, by sha256sum.
const SHA256: &str = "abdff8d8c39b5f1b6ddce8d92aafe2f437e15f7f421becb41218196ce9b7e398";

/// What the fixture of twelve months means. Timber of Primorsky: 12 x (1000.50 + 500.25) = 18,009; soya of Amur: 12 x 200 = 2,400;
/// machines into Moscow: 12 x 3000.10 = 36,001.20.
#[track_caller]
fn has_regional_year(desk: &Desk) {
    desk.has("regional_trade.csv", "2030,RU-CN,RU-PRI,hs44,18009,observed,fcs-regional-");
    desk.has("regional_trade.csv", "2030,RU-CN,RU-AMU,hs01-24,2400,observed,fcs-regional-");
    desk.has("regional_trade.csv", "2030,CN-RU,RU-MOW,sitc-7,36001.2,observed,fcs-regional-");
    // Three regions with rows, two products outward and one inward: nine rows, six of them zeros.
    assert_eq!(desk.rows("regional_trade.csv", "2030").len(), 9);
    desk.has("regional_trade.csv", "2030,RU-CN,RU-PRI,hs01-24,0,observed,fcs-regional-");
}

#[test]
fn regional_customs_data_become_rows_with_source_and_description() {
    let desk = Desk::new();
    let (summary, warnings) = desk.take(&fixture("synthetic-dattsvt.csv"), &plain());
    has_regional_year(&desk);
    assert!(warnings.is_empty(), "{}", told(&warnings));
    let layout = &summary.layouts[0];
    assert_eq!(layout.name, "fcs-regional");
    // Four rows a month of the pair, one of another country, and one secret of 77.5 USD.
    assert_eq!(layout.taken, 48);
    assert_eq!(layout.skipped["another country"].0, 12);
    assert_eq!(layout.skipped["a secret code, in no product"], (1, 77.5));
    let source = layout.source.clone().expect("a source");
    let row = &desk.rows("sources.csv", &source)[0];
    assert!(row.contains("Federal Customs Service of Russia") && row.contains(SHA256), "{row}");
    let package: serde_json::Value =
        serde_json::from_str(&desk.folder.text("datapackage.json")).expect("JSON");
    let resources = package["resources"].as_array().expect("a list");
    assert!(resources.iter().any(|resource| resource["path"] == "regional_trade.csv"));
}

#[test]
fn the_same_file_twice_changes_nothing_and_a_dry_run_writes_nothing() {
    let desk = Desk::new();
    let file = fixture("synthetic-dattsvt.csv");
    let before = desk.state();
    let (dry, _) = desk.take(&file, &ImportSettings { dry_run: true, ..plain() });
    assert_eq!(dry.layouts[0].tables["regional_trade.csv"].added, 9);
    assert_eq!(desk.state(), before);
    desk.take(&file, &plain());
    let once = desk.state();
    let (again, _) = desk.take(&file, &plain());
    assert_eq!(again.layouts[0].tables["regional_trade.csv"].unchanged, 9);
    assert_eq!(desk.state(), once);
}

#[test]
fn every_variant_of_the_regional_file_is_the_same_data() {
    let tab = text_of("synthetic-dattsvt.csv");
    let older = tab.replace("nastranapr", "strana");
    let russian = tab.replacen(
        "napr\tperiod\tnastranapr\ttnved\tedizm\tStoim\tNetto\tKol\tRegion\tRegion_s",
        "Направление\tПериод\tСтрана\tКод ТН ВЭД\tЕдиница измерения\tСтоимость\tНетто\tКоличество\tРегион\tФедеральный округ",
        1,
    );
    let english = tab
        .replacen(
            "napr\tperiod\tnastranapr\ttnved\tedizm\tStoim\tNetto\tKol\tRegion\tRegion_s",
            "DIRECTION\tPERIOD\tCOUNTRY\tHS\tUM\tVALUE\tNETWEIGHT\tQUANTITY\tREGION\tREGION_S",
            1,
        )
        .replace("ИМ", "IMP")
        .replace("ЭК", "EXP");
    let quoted: String = tab
        .lines()
        .map(|line| {
            line.split('\t').map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(",")
                + "\r\n"
        })
        .collect();
    let trailing: String = tab.lines().map(|line| format!("{line}\t\t\n")).collect();
    let marked = format!("\u{feff}{tab}");
    let cp866 = encode(&tab, true);
    let windows = encode(&tab, false);
    let forms: [(&str, Vec<u8>); 9] = [
        ("older.csv", older.into_bytes()),
        ("russian.csv", russian.into_bytes()),
        ("english.csv", english.into_bytes()),
        ("quoted.csv", quoted.into_bytes()),
        ("trailing.csv", trailing.into_bytes()),
        ("marked.csv", marked.into_bytes()),
        ("cp866.csv", cp866),
        ("windows.csv", windows),
        ("archive.zip", zipped(&[("DATTSVT.csv", tab.as_bytes()), ("readme.txt", b"Synthetic")])),
    ];
    for (name, bytes) in forms {
        let desk = Desk::new();
        let file = desk.file(name, bytes);
        let (summary, _) = desk.take(&file, &plain());
        assert_eq!(summary.layouts[0].taken, 48, "{name}");
        has_regional_year(&desk);
    }
    let desk = Desk::new();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(tab.as_bytes()).expect("packs");
    let file = desk.file("DATTSVT.csv.gz", packed.finish().expect("packs"));
    desk.take(&file, &plain());
    has_regional_year(&desk);
}

/// CP866 or windows-1251.
fn encode(text: &str, dos: bool) -> Vec<u8> {
    let encoding = if dos { encoding_rs::IBM866 } else { encoding_rs::WINDOWS_1251 };
    encoding.encode(text).0.into_owned()
}

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a member");
        zip.write_all(bytes).expect("packs");
    }
    zip.finish().expect("packs").into_inner()
}

#[test]
fn the_dbase_form_in_cp866_is_the_same_data() {
    let desk = Desk::new();
    let text = text_of("synthetic-dattsvt.csv").replace("nastranapr", "strana");
    let mut lines = text.lines();
    let names: Vec<&str> = lines.next().expect("a header").split('\t').collect();
    let path = desk.files.path().join("DATTSVT.dbf");
    let mut builder = dbase::TableWriterBuilder::with_encoding(dbase::encoding::EncodingRs::from(
        encoding_rs::IBM866,
    ));
    for name in &names {
        builder = builder.add_character_field((*name).try_into().expect("a name"), 60);
    }
    let mut writer = builder.build_with_file_dest(&path).expect("a table");
    for line in lines {
        let mut record = dbase::Record::default();
        for (name, cell) in names.iter().zip(line.split('\t')) {
            record.insert((*name).to_owned(), dbase::FieldValue::Character(Some(cell.to_owned())));
        }
        writer.write_record(&record).expect("a record");
    }
    drop(writer);
    let (summary, _) = desk.take(&path, &plain());
    assert!(summary.layouts[0].files[0].contains("dBASE, CP866"), "{summary}");
    has_regional_year(&desk);
}

#[test]
fn months_add_up_over_files_and_a_year_without_some_is_left_out() {
    let tab = text_of("synthetic-dattsvt.csv");
    let header = tab.lines().next().expect("a header");
    let desk = Desk::new();
    let month = |m: usize| {
        let own = format!("\t{m:02}/2030\t");
        let rows: Vec<&str> = tab.lines().filter(|line| line.contains(&own)).collect();
        desk.file(&format!("{m:02}.csv"), format!("{header}\n{}\n", rows.join("\n")))
    };
    let files: Vec<PathBuf> = (1..=12).map(month).collect();
    let faults = desk.run(&files[..11], &plain());
    let warned = told(&faults.expect("a warning").1);
    assert!(
        warned.contains("W0511")
            && warned.contains("2030: months 01, 02, 03, 04, 05, 06, 07, 08, 09, 10, 11"),
        "{warned}"
    );
    assert!(!desk.folder.path().join("regional_trade.csv").exists());
    desk.run(&files, &plain()).expect("a whole year");
    has_regional_year(&desk);
    // The same month again: the sum would be another, and the rows stand twice.
    let twice = desk.file(
        "again.csv",
        format!("{tab}{}\n", tab.lines().skip(1).collect::<Vec<_>>().join("\n")),
    );
    let d = desk.refused(&twice, &plain(), Code::ImportDouble);
    assert!(
        d.found.as_deref().is_some_and(|f| f.contains("/2030") && f.contains("first in")),
        "{d:?}"
    );
    assert!(d.hint.is_some_and(|hint| hint.contains("leave one")));
}

#[test]
fn another_value_is_a_conflict_with_both_and_replace_takes_the_new_one() {
    let desk = Desk::new();
    desk.take(&fixture("synthetic-dattsvt.csv"), &plain());
    let revised = text_of("synthetic-dattsvt.csv").replace("\t200\t", "\t300\t");
    let file = desk.file("revised.csv", revised);
    let d = desk.refused(&file, &plain(), Code::ImportConflict);
    // 12 x 300 against 12 x 200.
    assert!(
        d.found.as_deref().is_some_and(|f| f.starts_with("3600 for 2030, RU-CN, RU-AMU, hs01-24")),
        "{d:?}"
    );
    assert!(
        d.allowed.as_deref().is_some_and(|a| a.starts_with("2400 as in the folder (fcs-regional-")),
        "{d:?}"
    );
    desk.take(&file, &ImportSettings { replace: true, ..plain() });
    desk.has("regional_trade.csv", "2030,RU-CN,RU-AMU,hs01-24,3600,observed");
}

#[test]
fn broken_regional_files_say_what_to_do() {
    let tab = text_of("synthetic-dattsvt.csv");
    let desk = Desk::new();
    let refused = |name: &str, text: String, code| {
        let file = desk.file(name, text);
        desk.refused(&file, &plain(), code)
    };
    let d = refused("point.csv", tab.replace("1000,50", "1000.50"), Code::ImportDecimalMark);
    assert_eq!(d.location.as_ref().map(|l| (l.line, l.column)), Some((2, 30)), "{d:?}");
    assert!(d.hint.is_some_and(|h| h.contains("--decimal point")));
    // A cell lost: the months stand where the country should.
    let shifted =
        tab.replacen("ЭК\t03/2030\tCN\t4403211100\t113", "ЭК\t03/2030\t4403211100\t113", 1);
    let d = refused("shifted.csv", shifted, Code::FieldCount);
    assert_eq!(d.found.as_deref(), Some("9 fields"));
    let moved: String = tab.replace("\tCN\t4403211100\t113\t", "\tCN\t113\t4403211100\t");
    let d = refused("moved.csv", moved, Code::ImportCell);
    assert!(
        d.message == "not a commodity code" && d.hint.is_some_and(|h| h.contains("shifted column"))
    );
    // CP866 bytes that another program has taken for UTF-8: its letters are lost.
    let mangled = String::from_utf8_lossy(&encode(&tab, true)).into_owned();
    let d = refused("mangled.csv", mangled, Code::ImportCell);
    assert!(d.hint.is_some_and(|h| h.contains("as downloaded (CP866")), "a hint on the encoding");
    let d = refused("zeros.csv", tab.replace("1201900000", "301110000"), Code::ImportCell);
    assert!(d.hint.is_some_and(|h| h.contains("leading zero")));
    let d = refused("region.csv", tab.replace("10000 - АМ", "02000 - АМ"), Code::ImportUncovered);
    assert!(d.hint.is_some_and(|h| h.contains("regions.csv")));
    let d = refused("headless.csv", tab.replace("tnved", "kod"), Code::ImportUnknown);
    assert!(
        d.hint
            .as_deref()
            .is_some_and(|h| h.contains("nearest is fcs-regional: no column named tnved")),
        "{d:?}"
    );
    let d = refused("chapter.csv", tab.replace("1201900000", "9801900000"), Code::ImportUncovered);
    assert!(
        d.found.as_deref().is_some_and(|f| f.starts_with("9801900000: 1 codes of RU-CN, 2400 USD")),
        "{d:?}"
    );
    // With the mark said, points are read.
    let file = desk.file("points.csv", tab.replace(',', "."));
    desk.take(&file, &ImportSettings { decimal: Some(DecimalMark::Point), ..plain() });
    has_regional_year(&desk);
}

#[test]
fn the_national_file_is_in_thousands_and_one_of_whole_dollars_is_noticed() {
    let desk = Desk::new();
    let month = |m: usize| {
        desk.file(
            &format!("{m:02}.csv"),
            text_of("synthetic-fcs-national.csv").replace("100.25", &format!("{}.25", 100 + m)),
        )
    };
    let files: Vec<PathBuf> = (1..=12).map(month).collect();
    desk.run(&files, &plain()).unwrap_or_else(|f| panic!("{}", told(&f)));
    // Thousand USD: timber 12 x 1.5; oil 12 x 100.25 + (1 + ... + 12) = 1,203 + 78 = 1,281.
    desk.has("trade.csv", "2030,RU-CN,hs44,18000,observed,reported,fcs-national-");
    desk.has("trade.csv", "2030,RU-CN,hs27,1281000,observed,reported,fcs-national-");
    // And the total: 18,000 + 1,281,000.
    desk.has("trade_totals.csv", "2030,RU-CN,RU,1299000,1,observed,fcs-national-");
    // 2019: Russia reports exports of 57.3 bn USD; a file of whole dollars read as thousands is a thousand times that.
    let whole = "NAPR,PERIOD,STRANA,TNVED,EDIZM,STOIM,NETTO,KOL\nЭК,2019,CN,2709009009,168,57000000000,1,0\n";
    let file = desk.file("whole.csv", whole);
    let d = desk.refused(&file, &plain(), Code::ImportUnit);
    assert!(d.hint.is_some_and(|h| h.contains("--multiplier 1")));
}

#[test]
fn both_layouts_of_comtrade_become_products_and_totals_once_each() {
    for (name, fuel) in [
        ("synthetic-comtrade-legacy.csv", "9000000001"),
        ("synthetic-comtrade-2023.csv", "9000000001.5"),
    ] {
        let desk = Desk::new();
        let (summary, warnings) = desk.take(&fixture(name), &plain());
        // Crude oil (2709) is inside chapter 27 and not added to it.
        desk.has("trade.csv", &format!("2009,RU-CN,hs27,{fuel},observed,reported,"));
        desk.has("trade.csv", "2009,RU-CN,hs44,1500000000,observed,reported,");
        if name.contains("legacy") {
            // China's own total differs from the one in the folder: it stands beside it, not preferred.
            desk.has("trade_totals.csv", "2009,RU-CN,CN,21282954000,0,observed,comtrade-legacy-");
            assert_eq!(summary.layouts[0].skipped["goods as the other country records them (--records-of)"].0, 1);
        } else {
            assert_eq!(summary.layouts[0].skipped["a part of a row: by second partner, procedure or transport"].0, 2);
            // Machines from China alone make a product without its other chapters.
            assert!(
                told(&warnings)
                    .contains("sitc-7 of CN-RU, 2009 to 2009: nothing in 85, 86, 87, 88, 89")
            );
        }
    }
    // The breakdown by transport without its mark: the rows stand twice.
    let desk = Desk::new();
    let doubled = text_of("synthetic-comtrade-legacy.csv").replace("Re-Export", "Export");
    let d = desk.refused(&desk.file("doubled.csv", doubled), &plain(), Code::ImportDouble);
    assert!(d.hint.is_some_and(|h| h.contains("without second partner")));
}

#[test]
fn records_of_china_need_a_direction_and_a_word_that_they_are_wanted() {
    let desk = Desk::new();
    let file = fixture("synthetic-china-customs.csv");
    let d = desk.refused(&file, &plain(), Code::ImportSetting);
    assert_eq!(d.allowed.as_deref(), Some("--direction import, --direction export"));
    let direction = Some(Direction::Import);
    let d = desk.refused(&file, &ImportSettings { direction, ..plain() }, Code::ImportSetting);
    assert!(d.allowed.is_some_and(|a| a.starts_with("--records-of CN")));
    let wanted = ImportSettings { direction, records_of: Some("CN".into()), ..plain() };
    desk.take(&file, &wanted);
    // 12 x 1,234,567.
    desk.has("trade.csv", "2030,RU-CN,hs27,14814804,observed,reported,china-customs-");
}

#[test]
fn world_bank_rates_fill_their_years_and_gaps_stay_gaps() {
    let desk = Desk::new();
    desk.take(&fixture("synthetic-world-bank.csv"), &plain());
    desk.has("exchange_rates.csv", "2028,CN,7.1,observed,world-bank-");
    desk.has("exchange_rates.csv", "2030,RU,90.125,observed,world-bank-");
    assert!(
        desk.rows("exchange_rates.csv", "2029,RU").is_empty()
            && desk.rows("exchange_rates.csv", "2030,CN").is_empty()
    );
    // A product of a country joins the row that has its emissions.
    let gdp = text_of("synthetic-world-bank.csv").replace("PA.NUS.FCRF", "NY.GDP.MKTP.CD");
    let file = desk.file("gdp.csv", gdp);
    desk.take(&file, &plain());
    desk.has("macro.csv", "2029,CN,,7.25,,observed,world-bank-");
}

#[test]
fn totals_of_imf_and_wits_are_in_millions() {
    for (name, layout) in
        [("synthetic-imf-imts.csv", "imf-imts"), ("synthetic-wits.csv", "wits-summary")]
    {
        let desk = Desk::new();
        let (summary, _) = desk.take(&fixture(name), &plain());
        assert_eq!(summary.layouts[0].name, layout);
        desk.has("trade_totals.csv", "2029,CN-RU,RU,54000500000,1,observed,");
        desk.has("trade_totals.csv", "2030,CN-RU,RU,55000250000,1,observed,");
        assert!(desk.rows("trade_totals.csv", "2029,RU-CN").is_empty());
    }
}

fn workbook(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).expect("a name");
        for (row, cells) in (0u32..).zip(*rows) {
            for (column, cell) in (0u16..).zip(*cells) {
                match cell.parse::<f64>() {
                    Ok(number) => sheet.write_number(row, column, number).map(|_| ()),
                    Err(_) => sheet.write_string(row, column, *cell).map(|_| ()),
                }
                .expect("a cell");
            }
        }
    }
    book.save_to_buffer().expect("a workbook")
}

#[test]
fn accounts_and_rates_of_wiod_become_output_by_group() {
    let desk = Desk::new();
    let data: &[&[&str]] = &[
        &["country", "variable", "description", "code", "2030", "2031"],
        &["RUS", "GO", "x", "A01", "100.5", "200"],
        &["RUS", "GO", "x", "A03", "10", "20"],
        &["RUS", "VA", "x", "A01", "1", "2"],
        &["RUS", "GO", "x", "C31_C32", "7", "8"],
        &["RUS", "GO", "x", "C33", "1", "1"],
        &["RUS", "GO", "x", "G45", "5", "5"],
        &["KEN", "GO", "x", "A01", "5", "5"],
    ];
    let file =
        desk.file("WIOD_SEA.xlsx", workbook(&[("Notes", &[&["Synthetic"]]), ("DATA", data)]));
    let (summary, _) = desk.take(&file, &plain());
    // Millions: 100.5 + 10 for agriculture; 7 + 1 for furniture, other manufactures and repair.
    desk.has("output.csv", "2030,RU,wiod-a,110500000,observed,wiod-sea-");
    desk.has("output.csv", "2031,RU,wiod-c31-c33,9000000,observed,wiod-sea-");
    assert_eq!(summary.layouts[0].skipped["an industry in no group of intensity_groups.csv"].0, 1);
    let rates: &[&[&str]] = &[
        &["Synthetic"],
        &["x"],
        &["x"],
        &["Country", "Acronym", "_2030", "_2031"],
        &["Russia", "RUS", "0.0125", "0.01"],
        &["Kenya", "KEN", "0.01", "0.01"],
    ];
    let file = desk.file("rates.xlsx", workbook(&[("EXR", rates)]));
    desk.take(&file, &plain());
    // USD a rouble, inverted: 1 / 0.0125 = 80.
    desk.has("exchange_rates.csv", "2030,RU,80,observed,wiod-rates-");
}

#[test]
fn emissions_of_the_joint_research_centre_become_tonnes() {
    let desk = Desk::new();
    let russia: &[&[&str]] =
        &[&["", "2030", "2031"], &["A01", "1.5", "2"], &["A02", "0.25", "0"], &["FC_HH", "9", "9"]];
    let file = desk.file("CO2.xlsx", workbook(&[("Notes", &[&["Synthetic"]]), ("RUS", russia)]));
    desk.take(&file, &ImportSettings { years: Some((2030, 2030)), ..plain() });
    // kt: (1.5 + 0.25) x 1000.
    desk.has("emissions.csv", "2030,RU,wiod-a,1750,observed,jrc-co2-");
    assert!(desk.rows("emissions.csv", "2031").is_empty());
    let totals: &[&[&str]] = &[
        &["x"],
        &["x"],
        &["x"],
        &["x"],
        &["x"],
        &["x"],
        &["x"],
        &["x"],
        &["x"],
        &[
            "IPCC_annex",
            "C_group_IM24_sh",
            "Country_code_A3",
            "Name",
            "Substance",
            "fossil_bio",
            "Y_2030",
            "Y_2031",
        ],
        &["x", "x", "RUS", "Russian Federation", "CO2", "fossil", "1700000.5", "1710000"],
        &["x", "x", "RUS", "Russian Federation", "CO2", "bio", "5", "5"],
    ];
    let file = desk.file("edgar.xlsx", workbook(&[("TOTALS BY COUNTRY", totals)]));
    desk.take(&file, &plain());
    desk.has("macro.csv", "2030,RU,1700000500,,,observed,edgar-totals-");
}

#[test]
fn the_booklet_in_the_old_workbook_format_adds_its_sectors() {
    let desk = Desk::new();
    desk.take(&fixture("synthetic-edgar-booklet.xls"), &plain());
    // Mt: 810.25 + 151.5 = 961.75; China 4,100.125.
    desk.has("macro.csv", "2030,RU,961750000,,,observed,edgar-booklet-");
    desk.has("macro.csv", "2030,CN,4100125000,,,observed,edgar-booklet-");
}

const MAPPING: &str = r#"
table = "regional_indicators.csv"
decimal = "comma"
[source]
short = "Office"
title = "Population, synthetic"
publisher = "Office of Statistics"
licence = "CC0"
[columns]
region = "Регион"
year = "Год"
value = "Тысяч человек"
[constants]
indicator = "population"
unit = "person"
[multiply]
value = 1000
[words.region]
"Приморский край" = "RU-PRI"
[only]
"Пол" = "все"
"#;

#[test]
fn a_mapping_file_reads_any_table() {
    let desk = Desk::new();
    let mapping = Some(desk.file("mapping.toml", MAPPING));
    let file = desk.file(
        "people.csv",
        encode("Отчёт\nРегион;Год;Пол;Тысяч человек\nПриморский край;2030;все;1820,5\nПриморский край;2030;муж;900\n", false),
    );
    let settings = ImportSettings { mapping, ..plain() };
    let (summary, _) = desk.take(&file, &settings);
    // 1,820.5 thousand.
    desk.has("regional_indicators.csv", "RU-PRI,2030,population,1820500,person,observed,mapping-");
    assert_eq!(summary.layouts[0].skipped["not among the rows asked for in [only]"].0, 1);
    let wrong = desk.file("wrong.toml", MAPPING.replace("year = \"Год\"\n", ""));
    let d = desk.refused(
        &file,
        &ImportSettings { mapping: Some(wrong), ..plain() },
        Code::ImportSetting,
    );
    assert_eq!(d.found.as_deref(), Some("no column or constant for year"));
}

#[test]
fn two_mapped_files_with_a_value_for_one_row_are_a_fault_and_with_the_same_value_are_none() {
    let desk = Desk::new();
    let rows = |desk: &Desk| {
        desk.folder.text("regional_indicators.csv").matches("RU-PRI,2030,population,").count()
    };
    let mapping = Some(desk.file("mapping.toml", MAPPING));
    let file = |name: &str, value: &str| {
        let text = format!("Регион;Год;Пол;Тысяч человек\nПриморский край;2030;все;{value}\n");
        desk.file(name, encode(&text, false))
    };
    let [one, same, other] =
        [("a.csv", "1820,5"), ("b.csv", "1820,50"), ("c.csv", "1821")].map(|(n, v)| file(n, v));
    for replace in [false, true] {
        let settings = ImportSettings { mapping: mapping.clone(), replace, ..plain() };
        let faults = desk.run(&[one.clone(), other.clone()], &settings).expect_err("two values");
        assert_eq!(faults.len(), 1, "{}", told(&faults));
        let fault = faults.iter().next().expect("a fault");
        let found = fault.found.as_deref().expect("both values");
        assert_eq!(fault.code, Code::ImportDouble);
        assert!(found.contains("1820500") && found.contains("1821000"), "{found}");
        assert_eq!(rows(&desk), 0);
    }
    let settings = ImportSettings { mapping, ..plain() };
    desk.run(&[one, same], &settings).unwrap_or_else(|faults| panic!("{}", told(&faults)));
    assert_eq!(rows(&desk), 1);
}

/// `history/tests` compares the mapping files with those that the second program writes.
#[test]
fn the_table_of_the_second_program_becomes_trade_of_regions_and_of_the_nation() {
    let desk = Desk::new();
    let file = desk.file(
        "sums.csv",
        "year,flow,region,product,value_usd\n2019,RU-CN,RU-MOW,hs44,2.5\n2019,RU-CN,RU-PRI,hs44,1.25\n",
    );
    let by = |name: &str| ImportSettings { mapping: Some(fixture(name)), replace: true, ..plain() };
    desk.take(&file, &by("history.mapping.toml"));
    desk.has("regional_trade.csv", "2019,RU-CN,RU-MOW,hs44,2.5,observed,mapping-");
    desk.has("regional_trade.csv", "2019,RU-CN,RU-PRI,hs44,1.25,observed,mapping-");
    desk.take(&file, &by("history.national.toml"));
    desk.has("trade.csv", "2019,RU-CN,hs44,3.75,observed,reported,mapping-");
}

#[test]
fn what_is_no_download_is_said_so() {
    let desk = Desk::new();
    let d = desk.refused(&desk.file("a.csv", "one,two\n1,2\n"), &plain(), Code::ImportUnknown);
    assert!(d.hint.is_some_and(|h| h.contains("--mapping")));
    desk.refused(&desk.file("b.csv", ""), &plain(), Code::EmptyTable);
    desk.refused(&desk.files.path().join("absent.csv"), &plain(), Code::ImportUnreadable);
    let kenya = text_of("synthetic-dattsvt.csv").replace("\tCN\t", "\tKE\t");
    desk.refused(&desk.file("c.csv", kenya), &plain(), Code::ImportNothing);
}

#[test]
fn an_imported_folder_passes_its_checks() {
    let desk = Desk::new();
    // 2021 of the pair: small enough to lie inside the nation's trade.
    let text = text_of("synthetic-dattsvt.csv").replace("/2030", "/2021");
    let file = desk.file("small.csv", text);
    desk.take(&file, &plain());
    tradeprint::data::Dataset::load(desk.folder.path())
        .unwrap_or_else(|faults| panic!("{}", told(&faults)));
}
