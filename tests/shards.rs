//! An edition in shards: the same files and the same manifest as one run, whatever the order and wherever the shards lie.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use assert_cmd::Command;
use tempfile::TempDir;

use crate::synthetic::{Folder, root, shipped};

/// A request of five documents of two kinds: small, and not all that an edition has.
const REQUEST: [&str; 12] = [
    "region",
    "industry",
    "--region",
    "RU-PRI",
    "--region",
    "RU-AD",
    "--region",
    "RU-IN",
    "--industry",
    "metals",
    "--industry",
    "machinery",
];

fn tradeprint(out: &Path) -> Command {
    let mut command = Command::cargo_bin("tradeprint").expect("the program is built");
    command.arg("--data").arg(shipped()).arg("--out").arg(out).arg("--quiet");
    command
}

fn shard(out: &Path, number: usize, of: usize) {
    let shard = format!("{number}/{of}");
    tradeprint(out).arg("build").args(REQUEST).args(["--shard", &shard]).assert().success();
}

/// Every file of an edition with its bytes.
fn edition(out: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = out.join("2021");
    let mut all = Vec::new();
    let mut open = vec![folder.clone()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let bytes = std::fs::read(&path).expect("a file");
                all.push((path.strip_prefix(&folder).expect("below it").to_owned(), bytes));
            }
        }
    }
    all.sort();
    all
}

/// The edition of a single run.
fn whole() -> &'static [(PathBuf, Vec<u8>)] {
    static WHOLE: OnceLock<Vec<(PathBuf, Vec<u8>)>> = OnceLock::new();
    WHOLE.get_or_init(|| {
        let out = TempDir::new().expect("a temporary folder");
        tradeprint(out.path()).arg("build").args(REQUEST).assert().success();
        let found = edition(out.path());
        assert_eq!(pdfs(&found), 5);
        found
    })
}

/// Three shards, each in a folder of its own.
fn parts() -> &'static [PathBuf] {
    static PARTS: OnceLock<(TempDir, Vec<PathBuf>)> = OnceLock::new();
    let (_, folders) = PARTS.get_or_init(|| {
        let room = TempDir::new().expect("a temporary folder");
        let folders: Vec<PathBuf> = (1..=3).map(|n| room.path().join(n.to_string())).collect();
        for (number, folder) in folders.iter().enumerate() {
            shard(folder, number + 1, 3);
        }
        (room, folders)
    });
    folders
}

fn pdfs(edition: &[(PathBuf, Vec<u8>)]) -> usize {
    edition.iter().filter(|(path, _)| path.extension().is_some_and(|end| end == "pdf")).count()
}

fn assert_whole(out: &Path, what: &str) {
    let found = edition(out);
    let names = |all: &[(PathBuf, Vec<u8>)]| all.iter().map(|f| f.0.clone()).collect::<Vec<_>>();
    assert_eq!(names(&found), names(whole()), "{what}");
    for (one, other) in found.iter().zip(whole()) {
        assert!(one.1 == other.1, "{what}: {}", one.0.display());
    }
}

fn manifest(out: &Path) -> serde_json::Value {
    let text = std::fs::read(out.join("2021/manifest.json")).expect("a manifest");
    serde_json::from_slice(&text).expect("JSON")
}

/// What `merge` says of folders that it refuses; it writes no edition.
fn refused(folders: &[&Path]) -> String {
    let out = TempDir::new().expect("a temporary folder");
    let run = tradeprint(out.path()).arg("merge").args(folders).assert().code(1);
    assert!(!out.path().join("2021").exists());
    String::from_utf8(run.get_output().stderr.clone()).expect("UTF-8")
}

#[test]
fn shards_in_one_folder_become_the_edition_of_one_run() {
    let out = TempDir::new().expect("a temporary folder");
    shard(out.path(), 3, 3);
    shard(out.path(), 1, 3);
    assert_eq!(manifest(out.path())["shards"]["made"], serde_json::json!([1, 3]));
    shard(out.path(), 2, 3);
    assert_whole(out.path(), "3, 1, 2");
    // One again changes nothing, with or without a record of the last run.
    shard(out.path(), 2, 3);
    std::fs::remove_dir_all(out.path().join(".tradeprint")).expect("records");
    shard(out.path(), 1, 3);
    assert_whole(out.path(), "1 again");
}

#[test]
fn shards_in_folders_of_their_own_are_merged_into_the_edition_of_one_run() {
    let parts = parts();
    let documents: Vec<usize> = parts.iter().map(|part| pdfs(&edition(part))).collect();
    assert_eq!(documents.iter().sum::<usize>(), 5);
    assert!(documents.iter().all(|count| (1..=2).contains(count)), "{documents:?}");
    let facts: Vec<bool> = parts.iter().map(|part| part.join("2021/facts.csv").exists()).collect();
    assert_eq!(facts, [true, false, false]);
    for order in [[0, 1, 2], [2, 0, 1]] {
        let out = TempDir::new().expect("a temporary folder");
        let folders = order.map(|number| &parts[number]);
        let run = tradeprint(out.path()).arg("merge").args(folders).assert().success();
        let told = String::from_utf8(run.get_output().stdout.clone()).expect("UTF-8");
        assert_eq!(told.lines().count(), 5);
        assert!(told.lines().all(|path| Path::new(path).is_file()), "{told}");
        assert_whole(out.path(), "merged");
    }
}

#[test]
fn what_does_not_make_a_whole_edition_is_refused() {
    let parts = parts();
    let missing = refused(&[&parts[0], &parts[2]]);
    assert!(missing.contains("E0409") && missing.contains("shard 2/3 is missing"), "{missing}");
    assert_eq!(missing.matches("error").count(), 1, "{missing}");
    let empty = TempDir::new().expect("a temporary folder");
    assert!(refused(&[&parts[0], empty.path()]).contains("E0407"));
    // Of other inputs.
    let other = TempDir::new().expect("a temporary folder");
    let data = Folder::copy_of(&shipped());
    data.append("sources.csv", "\n");
    let mut command = Command::cargo_bin("tradeprint").expect("the program is built");
    command.args(["build", "--quiet", "--shard", "2/3"]).args(REQUEST);
    command.arg("--data").arg(data.path()).arg("--out").arg(other.path()).assert().success();
    let differs = refused(&[&parts[0], other.path(), &parts[2]]);
    assert!(differs.contains("E0408") && differs.contains("sources.csv"), "{differs}");
    assert_eq!(differs.matches("error").count(), 1, "{differs}");
    // Of another request and number, or of none.
    let out = TempDir::new().expect("a temporary folder");
    let alone = ["build", "region", "--region", "RU-AD"];
    tradeprint(out.path()).args(alone).args(["--shard", "2/4"]).assert().success();
    let differs = refused(&[&parts[0], out.path(), &parts[2]]);
    assert!(differs.contains("the request, the number of shards"), "{differs}");
    let out = TempDir::new().expect("a temporary folder");
    tradeprint(out.path()).args(alone).assert().success();
    assert!(refused(&[&parts[0], out.path()]).contains("the edition is no shard"));
}

#[test]
fn a_file_of_a_shard_that_is_damaged_is_named() {
    let parts = parts();
    let copy = TempDir::new().expect("a temporary folder");
    let mut name = PathBuf::new();
    for (path, mut bytes) in edition(&parts[1]) {
        if path.extension().is_some_and(|end| end == "pdf") {
            bytes.push(b' ');
            name.clone_from(&path);
        }
        let target = copy.path().join("2021").join(path);
        std::fs::create_dir_all(target.parent().expect("a folder")).expect("made");
        std::fs::write(target, bytes).expect("written");
    }
    let told = refused(&[&parts[0], copy.path(), &parts[2]]);
    assert!(told.contains("E0409") && told.contains(&name.display().to_string()), "{told}");
}

#[test]
fn a_shard_is_a_number_of_a_number() {
    let out = TempDir::new().expect("a temporary folder");
    for wrong in ["0/3", "4/3", "3", "a/b"] {
        tradeprint(out.path()).args(["build", "--shard", wrong]).assert().code(2);
    }
}

#[test]
fn the_examples_name_commands_that_work() {
    let read = |name: &str| {
        std::fs::read_to_string(root().join("docs/scaling").join(name)).expect("an example")
    };
    let room = TempDir::new().expect("a temporary folder");
    let bin = Path::new(env!("CARGO_BIN_EXE_tradeprint")).parent().expect("its folder");
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap_or_default());
    // Each example makes a whole request: its command gets the small one.
    let small = format!("build {} ", REQUEST.join(" "));
    let run = |script: &str, variables: &[(&str, &str)]| {
        let mut command = Command::new("sh");
        command.args(["-c", &script.replace("build ", &small)]).current_dir(room.path());
        command.env("PATH", &path).env("DATA", shipped()).envs(variables.iter().copied());
        command.assert().success();
    };
    // Slurm: a loop over the array, then the job that joins.
    let slurm = read("slurm.sh");
    let folders = [("SHARDS", "3"), ("PARTS", "parts"), ("OUT", "joined")];
    for task in ["1", "2", "3"] {
        run(&slurm, &[&folders[..], &[("SLURM_ARRAY_TASK_ID", task)][..]].concat());
    }
    run(&slurm, &folders);
    assert_whole(&room.path().join("joined"), "slurm.sh");
    // GNU parallel: a loop in its place.
    let line = read("parallel.sh").replace("| parallel ", "| while read -r i; do ");
    let line = line.replace("{}", "$i").trim_end().to_owned() + "; done\n";
    run(&line, &[("SHARDS", "2"), ("OUT", "looped")]);
    assert_whole(&room.path().join("looped"), "parallel.sh");
    // Kubernetes: the command of the container, with the index of each pod.
    let yaml = read("kubernetes.yaml");
    let line = yaml.lines().find_map(|line| line.trim().strip_prefix("- exec "));
    let line = line.expect("a command").replace("/data", &shipped().display().to_string());
    let line = line.replace("/reports", "pods");
    for index in ["0", "1"] {
        run(&line, &[("SHARDS", "2"), ("JOB_COMPLETION_INDEX", index)]);
    }
    assert_whole(&room.path().join("pods"), "kubernetes.yaml");
}
