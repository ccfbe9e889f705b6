//! Packing: the same bytes however it is run, every fault with its place.

use std::io::Write;
use std::path::Path;

use crate::synthetic::{HEADER, contents, done, faults, files, history, pack, text};

fn parts(folder: &Path) -> Vec<String> {
    contents(folder).into_keys().filter(|name| name.ends_with(".parquet")).collect()
}

#[test]
fn one_thread_and_four_write_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = files(folder.path());
    let (one, four) = (folder.path().join("one"), folder.path().join("four"));
    pack(&files, &one, "1");
    pack(&files, &four, "4");
    assert!(parts(&one).len() > 6, "{:?}", parts(&one));
    assert_eq!(contents(&one), contents(&four));
}

#[test]
fn a_run_that_was_stopped_goes_on_to_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = files(folder.path());
    let (whole, again) = (folder.path().join("whole"), folder.path().join("again"));
    pack(&files, &whole, "2");
    pack(&files, &again, "2");
    let parts = parts(&again);
    // One part is gone, one is half, the journal ends within a line, and something lies aside.
    std::fs::remove_file(again.join(&parts[1])).expect("removes");
    let half = std::fs::read(again.join(&parts[4])).expect("reads");
    std::fs::write(again.join(&parts[4]), &half[..half.len() / 2]).expect("writes");
    let journal = std::fs::read(again.join("_journal.csv")).expect("reads");
    std::fs::write(again.join("_journal.csv"), &journal[..journal.len() - 9]).expect("writes");
    std::fs::write(again.join(".history-torn"), "x").expect("writes");
    std::fs::write(again.join("_unfinished.txt"), files.join("\n")).expect("writes");
    let said = pack(&files, &again, "2");
    assert!(said.contains(" 2 new\n") && said.contains(" 1 new\n"), "{said}");
    assert_eq!(contents(&whole), contents(&again));
    let said = pack(&files, &again, "2");
    assert!(said.contains("not read again; 5000 records") && said.contains(" 0 new\n"), "{said}");
    assert_eq!(contents(&whole), contents(&again));
}

#[test]
fn a_source_that_has_changed_is_packed_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = files(folder.path());
    let (out, fresh) = (folder.path().join("out"), folder.path().join("fresh"));
    pack(&files, &out, "2");
    let changed =
        std::fs::read_to_string(&files[0]).expect("reads").replacen("\tCN\t", "\tIT\t", 1);
    std::fs::write(&files[0], changed).expect("writes");
    pack(&files, &out, "2");
    pack(&files, &fresh, "2");
    assert_eq!(contents(&out), contents(&fresh));
}

#[test]
fn every_encoding_and_container_holds_the_same_records() {
    let folder = tempfile::tempdir().expect("a folder");
    let (texts, _) = history();
    let plain = folder.path().join("plain.csv");
    std::fs::write(&plain, &texts[0]).expect("writes");
    let semicolons = texts[0].replace('\t', ";").replace('\n', "\r\n");
    let quoted: String =
        texts[0].lines().map(|line| format!("\"{}\"\n", line.replace('\t', "\",\""))).collect();
    let dos = encoded(encoding_rs::IBM866, &texts[0]);
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("DATTSVT.csv", zip::write::SimpleFileOptions::default()).expect("a member");
    zip.write_all(&dos).expect("writes");
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gz.write_all(&encoded(encoding_rs::WINDOWS_1251, &semicolons)).expect("writes");
    let forms = [
        ("cp866.csv", dos),
        ("windows-1251.csv", encoded(encoding_rs::WINDOWS_1251, &semicolons)),
        ("marked.csv", ["\u{feff}".as_bytes(), texts[0].as_bytes()].concat()),
        ("quoted.csv", quoted.into_bytes()),
        ("records.csv.gz", gz.finish().expect("ends")),
        ("records.zip", zip.finish().expect("ends").into_inner()),
    ];
    let whole = |file: &Path, out: &Path| {
        done(&["pack", "--out", text(out), text(file)]);
        parts(out)
            .iter()
            .map(|part| std::fs::read(out.join(part)).expect("reads"))
            .collect::<Vec<_>>()
    };
    let expected = whole(&plain, &folder.path().join("out"));
    assert_eq!(expected.len(), 1);
    for (name, bytes) in forms {
        let file = folder.path().join(name);
        std::fs::write(&file, bytes).expect("writes");
        let found = whole(&file, &folder.path().join(format!("{name}-out")));
        assert!(found == expected, "{name} gives other bytes");
    }
}

fn encoded(encoding: &'static encoding_rs::Encoding, text: &str) -> Vec<u8> {
    let (bytes, _, lossy) = encoding.encode(text);
    assert!(!lossy);
    bytes.into_owned()
}

#[test]
fn every_fault_has_file_line_and_column() {
    let folder = tempfile::tempdir().expect("a folder");
    let sound = "ЭК\t01/2019\tCN\t4403211100\t113\t1000,50\t5000\t10,0\t05000 - КРАЙ\t\n";
    let bad = [
        "XX\t01/2019\tCN\t4403211100\t113\t1000,50\t5000\t10,0\t05000 - КРАЙ\t\n",
        "ЭК\t13/2019\tCN\t4403211100\t113\t1000,50\t5000\t10,0\t05000 - КРАЙ\t\n",
        "ЭК\t01/2019\tCN\t440321110\t113\t1000,50\t5000\t10,0\t05000 - КРАЙ\t\n",
        "ЭК\t01/2019\tCN\t4403211100\t113\t1000.50\t5000\t10,0\t05000 - КРАЙ\t\n",
        "ЭК\t01/2019\tCN\t4403211100\t113\tтысяча\t5000\t10,0\t05000 - КРАЙ\t\n",
        "ЭК\t01/2019\tCN\t4403211100\t113\t-5\t5000\t10,0\t05000 - КРАЙ\t\n",
        "ЭК\t01/2019\tCN\t4403211100\t113\t1,1234567\t5000\t10,0\t05000 - КРАЙ\t\n",
        "ЭК\t01/2019\tCN\t4403211100\t113\t1,5\t5000\t10,0\tКРАЙ\t\n",
        "ЭК\t01/2019\tCN\t4403211100\n",
        "ЭК\t01/2019\t\"CN\t4403211100\t113\t1,5\t5000\t10,0\t05000 - КРАЙ\t\n",
    ];
    let places = [
        ":1: error[E0503]: not a direction of trade; found: `XX`; allowed: exp, imp, им, импорт, эк, экспорт",
        ":4: error[E0503]: not a month; found: `13/2019`; allowed: MM/YYYY",
        ":15: error[E0503]: not a commodity code; found: `440321110`; allowed: 10 digits",
        ":30: error[E0504]: a number with the other decimal mark; found: `1000.50`; allowed: a decimal comma",
        ":30: error[E0503]: not a number; found: `тысяча`; allowed: digits with a decimal comma",
        ":30: error[E0503]: a value is negative; found: `-5`; allowed: zero or more",
        ":30: error[E0503]: a number has more digits than are kept; found: `1,1234567`; allowed: 12 digits",
        ":44: error[E0503]: a region without code; found: `КРАЙ`; allowed: a code and a name",
        ":15: error[E0107]: wrong number of fields; found: 4 fields; allowed: 10 fields",
        ":1: error[E0108]: a quoted cell is not closed on its line; found: `ЭК",
    ];
    let file = folder.path().join("bad.csv");
    // Sound rows before and between, so that faults lie in several parts and lines must be counted.
    let mut body = HEADER.to_owned();
    let mut lines = Vec::new();
    for row in bad {
        for _ in 0..20 {
            body += sound;
        }
        body += row;
        lines.push(body.lines().count());
    }
    std::fs::write(&file, body).expect("writes");
    for threads in ["1", "3"] {
        let out = folder.path().join(threads);
        let found = faults(&[
            "pack",
            "--out",
            text(&out),
            "--threads",
            threads,
            "--part-bytes",
            "1024",
            text(&file),
        ]);
        for (line, place) in lines.iter().zip(places) {
            let wanted = format!("{}:{line}{place}", text(&file));
            let own = found.lines().find(|own| own.starts_with(&wanted));
            let own = own.unwrap_or_else(|| panic!("{wanted}\nin\n{found}"));
            assert!(own.contains("; hint: "), "{own}");
        }
        assert_eq!(found.lines().count(), bad.len(), "{found}");
        // Parts without faults stay and are the journal's; those with faults are not there.
        let journal = std::fs::read_to_string(out.join("_journal.csv")).expect("a journal");
        assert_eq!(journal.lines().count() - 1, parts(&out).len());
        assert!(contents(&out).into_keys().all(|name| !name.starts_with('.')));
        let refused = faults(&[
            "sums",
            text(&out),
            "--data",
            text(&crate::synthetic::data()),
            "--out",
            text(&out.join("t.csv")),
        ]);
        assert!(
            refused.contains("E0501") && refused.contains("not packed to its end"),
            "{refused}"
        );
    }
}

#[test]
fn many_faults_of_a_kind_are_counted() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("points.csv");
    let row = "ЭК\t01/2019\tCN\t4403211100\t113\t1000.50\t5000\t10,0\t05000 - КРАЙ\t\n";
    std::fs::write(&file, HEADER.to_owned() + &row.repeat(200)).expect("writes");
    let found = faults(&[
        "pack",
        "--out",
        text(&folder.path().join("out")),
        "--part-bytes",
        "1024",
        text(&file),
    ]);
    let lines: Vec<&str> = found.lines().collect();
    assert_eq!(lines.len(), 6, "{found}");
    assert!(
        lines[0].contains("points.csv:2:30") && lines[4].contains("points.csv:6:30"),
        "{found}"
    );
    assert!(lines[5].contains("195 more like it"), "{found}");
    done(&[
        "pack",
        "--out",
        text(&folder.path().join("ok")),
        "--decimal",
        "point",
        text(&write_points(folder.path())),
    ]);
}

fn write_points(folder: &Path) -> std::path::PathBuf {
    let file = folder.join("all-points.csv");
    let row = "ЭК\t01/2019\tCN\t4403211100\t113\t1000.50\t5000\t10.0\t05000 - КРАЙ\t\n";
    std::fs::write(&file, HEADER.to_owned() + row).expect("writes");
    file
}

#[test]
fn a_file_that_is_no_such_text_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let cases: [(&str, Vec<u8>, &str); 3] = [
        (
            "other.csv",
            b"year,value\n2019,5\n".to_vec(),
            ":1:1: error[E0502]: no customs records by region",
        ),
        ("empty.csv", Vec::new(), ": error[E0103]: the file is empty"),
        (
            "wide.csv",
            [b"\xFF\xFE".to_vec(), HEADER.encode_utf16().flat_map(u16::to_le_bytes).collect()]
                .concat(),
            ":1:1: error[E0501]: the encoding is not read here",
        ),
    ];
    for (name, bytes, wanted) in cases {
        let file = folder.path().join(name);
        std::fs::write(&file, bytes).expect("writes");
        let found = faults(&["pack", "--out", text(&folder.path().join("out")), text(&file)]);
        assert!(found.contains(&format!("{name}{wanted}")), "{found}");
    }
    let files = files(folder.path());
    let copy = folder.path().join("copy.csv");
    std::fs::copy(&files[0], &copy).expect("copies");
    let found =
        faults(&["pack", "--out", text(&folder.path().join("out")), &files[0], text(&copy)]);
    assert!(found.contains("copy.csv: error[E0505]: a file stands twice"), "{found}");
}
