//! A synthetic history of customs in the form of DATTSVT, to measure imports with: no value in it is real.
//!
//!     cargo run --release --example synthetic_history -- DATA_FOLDER ROWS OUT_FOLDER
//!
//! Ten years, one file each; the regions of the folder, twelve months, both directions, eight countries, ten-digit codes. The same
//! arguments give the same bytes.

use std::io::{BufWriter, Write};
use std::path::Path;

/// First and last year.
const YEARS: std::ops::RangeInclusive<u32> = 2012..=2021;
/// The partner is one of eight.
const COUNTRIES: [&str; 8] = ["CN", "DE", "KZ", "NL", "TR", "IT", "KR", "PL"];

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [data, rows, out] = arguments.as_slice() else {
        return Err(std::io::Error::other("synthetic_history DATA_FOLDER ROWS OUT_FOLDER"));
    };
    let rows: u64 = rows.parse().map_err(std::io::Error::other)?;
    let regions = regions(Path::new(data))?;
    let chapters: Vec<u64> = (1..=97).filter(|chapter| *chapter != 77).collect();
    let blocks = 12 * 2 * regions.len() as u64;
    std::fs::create_dir_all(out)?;
    for (number, year) in (0_u64..).zip(YEARS) {
        // What does not divide evenly goes to the first years.
        let of_year = rows / 10 + u64::from(number < rows % 10);
        let file = std::fs::File::create(Path::new(out).join(format!("DATTSVT-{year}.csv")))?;
        let mut file = BufWriter::with_capacity(1 << 20, file);
        writeln!(
            file,
            "napr\tperiod\tnastranapr\ttnved\tedizm\tStoim\tNetto\tKol\tRegion\tRegion_s"
        )?;
        let mut block = 0;
        for month in 1..=12 {
            for (place, region) in (0_u64..).zip(&regions) {
                for way in ["ЭК", "ИМ"] {
                    let own = of_year / blocks + u64::from(block < of_year % blocks);
                    for row in 0..own {
                        let chapter = chapters[((row + place * 7) % 96) as usize];
                        let code = chapter * 100_000_000 + row / 96 * 1_000 + 10;
                        let country = COUNTRIES[(row * 31 / 7 % 8) as usize];
                        let cents = (row * 7_919
                            + place * 104_729
                            + month * 1_299_709
                            + number * 15_485_863)
                            % 200_000_000;
                        writeln!(
                            file,
                            "{way}\t{month:02}/{year}\t{country}\t{code:010}\t-\t{},{:02}\t{}\t0\t{region}\t",
                            cents / 100,
                            cents % 100,
                            cents / 250
                        )?;
                    }
                    block += 1;
                }
            }
        }
        file.flush()?;
    }
    Ok(())
}

/// The regions that count, as the customs write them: code and name.
fn regions(data: &Path) -> std::io::Result<Vec<String>> {
    let mut reader = csv::Reader::from_path(data.join("regions.csv"))?;
    let head = reader.headers()?.clone();
    let at = |name: &str| head.iter().position(|own| own == name).unwrap_or(0);
    let (code, name, counts) = (at("okato"), at("name_ru"), at("default"));
    let mut found = Vec::new();
    for row in reader.records() {
        let row = row?;
        if &row[counts] == "yes" {
            found.push(format!("{} - {}", &row[code], row[name].to_uppercase()));
        }
    }
    Ok(found)
}
