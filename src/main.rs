//! The command line program.

fn main() {
    let dir = std::env::args().nth(1).unwrap_or("data/ru-cn".into());
    match tradeprint::data::Dataset::load(std::path::Path::new(&dir)) {
        Ok((data, warnings)) => {
            eprint!(
                "{}",
                tradeprint::diagnostics::render(&warnings, tradeprint::diagnostics::Format::Human)
            );
            let t = std::time::Instant::now();
            let a = match tradeprint::analysis::analyse(&data) {
                Ok(a) => a,
                Err(f) => {
                    eprint!(
                        "{}",
                        tradeprint::diagnostics::render(&f, tradeprint::diagnostics::Format::Human)
                    );
                    return;
                }
            };
            eprintln!("{} facts in {:?}", a.facts.len(), t.elapsed());
            let bytes = tradeprint::facts::write_csv(&a.facts, a.facts.iter());
            eprintln!("{:?}", t.elapsed());
            std::fs::write("/tmp/facts.csv", bytes).unwrap();
        }
        Err(faults) => eprint!(
            "{}",
            tradeprint::diagnostics::render(&faults, tradeprint::diagnostics::Format::Human)
        ),
    }
}
