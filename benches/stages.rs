//! The stages one by one, within a process: where a change of ours shows first.
//!
//!     cargo bench --bench stages -- brief

use std::path::{Path, PathBuf};

use divan::Bencher;
use tradeprint::analysis::analyse;
use tradeprint::data::{Dataset, Overrides};
use tradeprint::production::{Request, Workshop};
use tradeprint::report::{Document, Kind, prepare};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/ru-cn")
}

/// The workshop, and a document of a kind.
fn opened(kind: Kind, regions: &[&str]) -> (Workshop, Document) {
    let request = Request {
        kinds: vec![kind],
        regions: regions.iter().map(|region| (*region).to_owned()).collect(),
        languages: vec!["en".to_owned()],
        ..Request::everything(&folder())
    };
    let (workshop, _) = Workshop::open(&request).expect("the shipped folder has no faults");
    let documents = workshop.documents(&request).expect("the kind exists");
    let document = documents.into_iter().next().expect("the request means one document");
    (workshop, document)
}

#[divan::bench(sample_count = 20)]
fn data(bencher: Bencher<'_, '_>) {
    let folder = folder();
    bencher.bench_local(|| Dataset::load_with(&folder, Overrides::default()).is_ok());
}

#[divan::bench(sample_count = 20)]
fn analysis(bencher: Bencher<'_, '_>) {
    let (data, _) = Dataset::load_with(&folder(), Overrides::default()).expect("no faults");
    bencher.bench_local(|| analyse(&data).map(|analysis| analysis.facts.len()).ok());
}

mod brief {
    use super::*;

    #[divan::bench(sample_count = 50)]
    fn exhibits_and_texts(bencher: Bencher<'_, '_>) {
        let (workshop, document) = opened(Kind::Region, &["RU-PRI"]);
        let desk = workshop.desk();
        bencher.bench_local(|| prepare(&desk, &document).is_ok());
    }

    #[divan::bench(sample_count = 50)]
    fn composing(bencher: Bencher<'_, '_>) {
        let (workshop, document) = opened(Kind::Region, &["RU-PRI"]);
        bencher.bench_local(|| workshop.compose(&document).is_ok());
    }

    #[divan::bench(sample_count = 50)]
    fn typesetting(bencher: Bencher<'_, '_>) {
        let (workshop, document) = opened(Kind::Region, &["RU-PRI"]);
        let composed = workshop.compose(&document).expect("the brief has no faults");
        bencher.bench_local(|| workshop.typeset(&document, &composed).map(|file| file.bytes).ok());
    }
}

mod article {
    use super::*;

    #[divan::bench(sample_count = 5)]
    fn composing(bencher: Bencher<'_, '_>) {
        let (workshop, document) = opened(Kind::Article, &[]);
        bencher.bench_local(|| workshop.compose(&document).is_ok());
    }

    #[divan::bench(sample_count = 5)]
    fn typesetting(bencher: Bencher<'_, '_>) {
        let (workshop, document) = opened(Kind::Article, &[]);
        let composed = workshop.compose(&document).expect("the article has no faults");
        bencher.bench_local(|| workshop.typeset(&document, &composed).map(|file| file.bytes).ok());
    }
}
