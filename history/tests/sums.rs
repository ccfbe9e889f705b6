//! Sums: those of plain arithmetic, and nothing dropped in silence.

use std::collections::BTreeMap;
use std::path::Path;

use crate::synthetic::{HEADER, data, done, faults, files, history, pack, root, text};

/// The table as a map, in cents.
fn table(path: &Path) -> BTreeMap<(u32, String, String, String), u64> {
    let mut reader = csv::Reader::from_path(path).expect("a table");
    assert_eq!(
        reader.headers().expect("a header").iter().collect::<Vec<_>>(),
        ["year", "flow", "region", "product", "value_usd"]
    );
    let rows = reader.records().map(|row| row.expect("a row"));
    rows.map(|row| {
        let (whole, cents) = row[4].split_once('.').unwrap_or((&row[4], "0"));
        let cents = format!("{cents:0<2}").parse::<u64>().expect("cents");
        let cents = whole.parse::<u64>().expect("dollars") * 100 + cents;
        let key = (
            row[0].parse().expect("a year"),
            row[1].to_owned(),
            row[2].to_owned(),
            row[3].to_owned(),
        );
        (key, cents)
    })
    .collect()
}

#[test]
fn sums_are_those_of_plain_arithmetic() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = files(folder.path());
    let (packed, out) = (folder.path().join("packed"), folder.path().join("sums.csv"));
    pack(&files, &packed, "2");
    let (_, expected) = history();
    let expected: BTreeMap<_, _> = expected
        .into_iter()
        .map(|((year, flow, region, product), cents)| {
            ((year, flow.to_owned(), region, product), cents)
        })
        .collect();
    let mut texts = Vec::new();
    for threads in ["1", "4"] {
        let said = done(&[
            "sums",
            text(&packed),
            "--data",
            text(&data()),
            "--out",
            text(&out),
            "--threads",
            threads,
        ]);
        assert!(said.contains("of 10000 records taken"), "{said}");
        assert_eq!(table(&out), expected);
        texts.push(std::fs::read(&out).expect("reads"));
    }
    assert_eq!(texts[0], texts[1]);
    // The tests of the main program import a table by these files.
    for name in ["mapping.toml", "national.toml"] {
        let own = std::fs::read_to_string(out.with_extension(name)).expect("a mapping");
        let imported = root().join("tests/fixtures/import").join(format!("history.{name}"));
        assert_eq!(own, std::fs::read_to_string(imported).expect("reads"));
    }
}

#[test]
fn the_query_in_the_documents_is_the_one_that_runs() {
    let printed = done(&["sums", "--data", text(&data()), "--print-sql", "spark"]);
    let shipped = std::fs::read_to_string(root().join("docs/history.sql")).expect("reads");
    assert!(
        printed == shipped,
        "docs/history.sql is what `sums --data data/ru-cn-customs --print-sql spark` prints"
    );
    // Engines differ in how they reach the records, in nothing else.
    let query = |text: &str| {
        text.lines().skip_while(|line| *line != "WITH").map(str::to_owned).collect::<Vec<_>>()
    };
    let trino = done(&["sums", "--data", text(&data()), "--print-sql", "trino"]);
    assert!(query(&trino) == query(&printed) && query(&trino).len() > 50);
}

/// A folder with the pair, three regions and products by codes of several lengths.
fn small_folder(folder: &Path) {
    std::fs::create_dir_all(folder).expect("a folder");
    let files = [
        ("tradeprint.toml", "[pair]\nreporter = \"RU\"\npartner = \"CN\"\n"),
        (
            "regions.csv",
            "region,okato,default\nRU-PRI,05000,yes\nRU-TYU,71000,yes\nRU-CR,35000,no\n",
        ),
        (
            "product_codes.csv",
            "flow,code,product,note\n,44,wood,\nRU-CN,4403,logs,\nCN-RU,27XXXXXXXX,secret-fuel,\n",
        ),
    ];
    for (name, text) in files {
        std::fs::write(folder.join(name), text).expect("writes");
    }
}

fn year_of(rows: &[&str]) -> String {
    let mut body = HEADER.to_owned();
    for month in 1..=12 {
        // A row of another country makes the month known.
        body += &format!("ЭК\t{month:02}/2019\tDE\t4403000000\t-\t7\t\t\t05000 - A\t\n");
    }
    for row in rows {
        body += row;
    }
    body
}

#[test]
fn the_longest_code_decides_and_what_does_not_count_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let own = folder.path().join("data");
    small_folder(&own);
    let body = year_of(&[
        "ЭК\t01/2019\tCN\t4403000000\t-\t1,25\t\t\t05000 - A\t\n",
        "ИМ\t01/2019\tCN\t4403000000\t-\t2,5\t\t\t05000 - A\t\n",
        "ЭК\t01/2019\tCN\t4407000000\t-\t4\t\t\t71100 - PART OF TYUMEN\t\n",
        "ИМ\t01/2019\tCN\t27XXXXXXXX\t-\t8\t\t\t05000 - A\t\n",
        "ЭК\t01/2019\tCN\t27XXXXXXXX\t-\t16\t\t\t05000 - A\t\n",
        "ЭК\t01/2019\tCN\t9900000000\t-\t32\t\t\t35000 - B\t\n",
        "ЭК\t05/2020\tCN\t4403000000\t-\t64\t\t\t05000 - A\t\n",
    ]);
    let (file, packed, out) =
        (folder.path().join("h.csv"), folder.path().join("packed"), folder.path().join("t.csv"));
    std::fs::write(&file, body).expect("writes");
    done(&["pack", "--out", text(&packed), text(&file)]);
    let arguments = ["sums", text(&packed), "--data", text(&own), "--out", text(&out)];
    let output = crate::synthetic::run(&arguments);
    let (said, warned) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{warned}");
    assert!(warned.contains("W0511") && warned.contains("2020: 1 of 12 months"), "{warned}");
    assert!(said.contains("left out, secret code: 27XXXXXXXX: 1 records, 16 USD"), "{said}");
    assert!(said.contains("left out, region not counted: RU-CR: 1 records, 32 USD"), "{said}");
    let rows = "\
year,flow,region,product,value_usd
2019,CN-RU,RU-PRI,secret-fuel,8
2019,CN-RU,RU-PRI,wood,2.5
2019,RU-CN,RU-PRI,logs,1.25
2019,RU-CN,RU-TYU,wood,4
";
    assert_eq!(std::fs::read_to_string(&out).expect("reads"), rows);
    done(&[&arguments[..], &["--incomplete"]].concat());
    let all = std::fs::read_to_string(&out).expect("reads");
    assert_eq!(all, rows.to_owned() + "2020,RU-CN,RU-PRI,logs,64\n");
}

#[test]
fn codes_and_regions_that_map_nowhere_are_told_with_their_value() {
    let folder = tempfile::tempdir().expect("a folder");
    let own = folder.path().join("data");
    small_folder(&own);
    let body = year_of(&[
        "ЭК\t01/2019\tCN\t8801000000\t-\t1,25\t\t\t05000 - A\t\n",
        "ЭК\t02/2019\tCN\t8801999999\t-\t1,25\t\t\t05000 - A\t\n",
        "ИМ\t01/2019\tCN\t4403000000\t-\t3\t\t\t99000 - NOWHERE\t\n",
    ]);
    let (file, packed, out) =
        (folder.path().join("h.csv"), folder.path().join("packed"), folder.path().join("t.csv"));
    std::fs::write(&file, body).expect("writes");
    done(&["pack", "--out", text(&packed), text(&file)]);
    let found = faults(&["sums", text(&packed), "--data", text(&own), "--out", text(&out)]);
    assert!(
        found.contains(
            "E0506]: a commodity code without product; found: `8801` in RU-CN: 2 records, 2.5 USD"
        ),
        "{found}"
    );
    assert!(
        found.contains(
            "E0506]: a region that the folder does not have; found: `99000`: 1 records, 3 USD"
        ),
        "{found}"
    );
    assert_eq!(found.lines().count(), 2, "{found}");
    assert!(!out.exists());
}

#[test]
fn a_code_that_is_no_code_never_becomes_sql() {
    let folder = tempfile::tempdir().expect("a folder");
    small_folder(folder.path());
    let codes = "flow,code,product,note\n,44,x') OR ('1'='1,\n";
    std::fs::write(folder.path().join("product_codes.csv"), codes).expect("writes");
    let found = faults(&["sums", "--data", text(folder.path()), "--print-sql", "spark"]);
    assert!(found.contains("product_codes.csv:2: error[E0111]"), "{found}");
}

#[test]
fn a_folder_with_a_missing_part_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = files(folder.path());
    let packed = folder.path().join("packed");
    pack(&files, &packed, "2");
    let part =
        crate::synthetic::contents(&packed).into_keys().find(|name| name.ends_with(".parquet"));
    let part = part.expect("a part");
    std::fs::remove_file(packed.join(&part)).expect("removes");
    let out = folder.path().join("t.csv");
    let found = faults(&["sums", text(&packed), "--data", text(&data()), "--out", text(&out)]);
    assert!(found.contains("E0501") && found.contains(&part), "{found}");
}
