//! Conversion: CSV to Parquet to CSV gives the same bytes.

use std::path::Path;

use crate::synthetic::{done, faults, root, text};

fn back(folder: &Path, table: &Path) -> Vec<u8> {
    let (packed, again) = (folder.join("t.parquet"), folder.join("again.csv"));
    done(&["convert", text(table), text(&packed)]);
    done(&["convert", text(&packed), text(&again)]);
    std::fs::read(again).expect("reads")
}

#[test]
fn every_table_of_the_shipped_folders_comes_back_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    for data in ["data/ru-cn", "data/cn-ru", "data/ru-cn-customs"] {
        let (packed, again) = (folder.path().join("packed"), folder.path().join("again"));
        done(&["convert", text(&root().join(data)), text(&packed)]);
        done(&["convert", text(&packed), text(&again)]);
        let mut tables = 0;
        for file in std::fs::read_dir(root().join(data)).expect("a folder") {
            let path = file.expect("a file").path();
            if path.extension().is_some_and(|own| own == "csv") {
                let name = path.file_name().expect("a name");
                let same = std::fs::read(&path).expect("reads")
                    == std::fs::read(again.join(name)).expect("reads");
                assert!(same, "{}", path.display());
                tables += 1;
            }
        }
        assert!(tables > 8, "{data}");
        std::fs::remove_dir_all(packed).expect("removes");
        std::fs::remove_dir_all(again).expect("removes");
    }
}

#[test]
fn facts_are_typed_and_come_back_as_they_were_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let facts = "fact,measure,flow,country,industry,region,year,base_year,value,unit,lower,upper,status,method,inputs\n\
        a/2019,trade,RU-CN,,,,2019,,1.50,USD,0.000001,1e-7,observed,\"sum, of rows\",t:1\n\
        b/2020,trade,,,,,2020,2010,-0,USD,,123456789012345678.25,observed,\"said \"\"so\"\"\",\n";
    let table = folder.path().join("facts.csv");
    std::fs::write(&table, facts).expect("writes");
    assert_eq!(String::from_utf8(back(folder.path(), &table)).expect("UTF-8"), facts);
    let parquet = std::fs::File::open(folder.path().join("t.parquet")).expect("opens");
    let reader =
        datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder::try_new(parquet);
    let schema = reader.expect("Parquet").schema().clone();
    let kind = |name: &str| schema.field_with_name(name).expect("a column").data_type().to_string();
    assert_eq!([kind("year"), kind("value"), kind("fact")], ["Int64", "Float64", "Utf8"]);
    assert!(schema.field_with_name("value_as_written").is_ok());
    assert!(schema.field_with_name("year_as_written").is_err());
}

#[test]
fn lines_that_end_otherwise_come_back_and_bytes_that_cannot_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = folder.path().join("a.csv");
    std::fs::write(&table, "a,b\r\n1,\"x\r\ny\"\r\n").expect("writes");
    assert_eq!(back(folder.path(), &table), b"a,b\r\n1,\"x\r\ny\"\r\n");
    std::fs::write(&table, "a,b\n1,2\n\"3\",4\n").expect("writes");
    let found = faults(&["convert", text(&table), text(&folder.path().join("a.parquet"))]);
    assert!(found.contains("a.csv:3: error[E0108]: the table would not come back"), "{found}");
    assert!(!folder.path().join("a.parquet").exists());
}

#[test]
fn a_word_in_a_column_of_numbers_is_a_fault_with_its_place() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::copy(
        root().join("data/ru-cn/datapackage.json"),
        folder.path().join("datapackage.json"),
    )
    .expect("copies");
    let table = folder.path().join("trade.csv");
    std::fs::write(
        &table,
        "year,flow,product,value_usd,status,method,source\n2019,RU-CN,a,many,observed,reported,s\n",
    )
    .expect("writes");
    let found = faults(&["convert", text(&table), text(&folder.path().join("t.parquet"))]);
    assert!(found.contains("trade.csv:2:14: error[E0109]: not a number; found: `many`"), "{found}");
}
