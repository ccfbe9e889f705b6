//! An edition that is made in shards: what its manifest says until all are there.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::manifest::Manifest;
use crate::report::Shard;

/// Which shards of a request an edition holds; gone from the manifest as soon as it holds all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shards {
    /// How many there are.
    pub of: usize,
    /// Hash over the request that they are shards of.
    pub request: String,
    /// Whether they make together all that an edition has.
    pub complete: bool,
    /// Those that are there.
    pub made: Vec<usize>,
    /// Files of an earlier edition in the same folder that no shard has written yet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<String>,
}

/// A run that makes one shard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShardRun {
    /// Which.
    pub shard: Shard,
    /// Hash over the request that it is a shard of.
    pub request: String,
    /// Whether all shards make together all that an edition has.
    pub complete: bool,
    /// Whether every document of this one was made.
    pub succeeded: bool,
    /// The documents of all shards.
    pub documents: Vec<String>,
}

/// What a run makes of an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Whole,
    /// Some documents; the others stay.
    Part,
    /// A shard.
    Shard(ShardRun),
}

impl ShardRun {
    /// What the edition holds after this run; nothing if it holds all shards.
    fn shards(
        &self,
        now: &Manifest,
        earlier: Option<&Manifest>,
        others: &[String],
    ) -> Option<Shards> {
        let same = earlier.filter(|earlier| earlier.differences(now).is_empty());
        if same.is_some_and(|all| all.shards.is_none() && all.holds(&self.documents)) {
            return None;
        }
        let of = self.shard.of();
        let known = same.and_then(|same| same.shards.clone());
        let known = known.filter(|shards| shards.of == of && shards.request == self.request);
        let mut shards = known.unwrap_or_else(|| Shards {
            of,
            request: self.request.clone(),
            complete: self.complete,
            made: Vec::new(),
            earlier: if self.complete { others.to_vec() } else { Vec::new() },
        });
        if self.succeeded && !shards.made.contains(&self.shard.number()) {
            shards.made.push(self.shard.number());
            shards.made.sort_unstable();
        }
        Some(shards)
    }
}

impl Manifest {
    /// Takes the place of an earlier manifest of the same folder: of what that lists besides, keeps what stays. Gives the
    /// files that the edition no longer has.
    pub(super) fn succeed(&mut self, earlier: Option<Manifest>, extent: &Extent) -> Vec<String> {
        let ours: BTreeSet<String> = self.files.iter().map(|file| file.path.clone()).collect();
        let paths = earlier.iter().flat_map(|earlier| &earlier.files).map(|file| &file.path);
        let others: Vec<String> = paths.filter(|path| !ours.contains(*path)).cloned().collect();
        let shards = match extent {
            Extent::Whole => return others,
            Extent::Part => earlier.as_ref().and_then(|earlier| earlier.shards.clone()),
            Extent::Shard(run) => run.shards(self, earlier.as_ref(), &others),
        };
        if let Some(earlier) = earlier {
            self.absorb(earlier);
        }
        let Some(mut shards) = shards else { return Vec::new() };
        shards.earlier.retain(|path| !ours.contains(path));
        if shards.made.len() < shards.of {
            self.shards = Some(shards);
            return Vec::new();
        }
        self.forget(&shards.earlier);
        shards.earlier
    }

    /// Adds what another manifest lists besides.
    pub(super) fn absorb(&mut self, other: Manifest) {
        let known: BTreeSet<String> = self.files.iter().map(|file| file.path.clone()).collect();
        self.files.extend(other.files.into_iter().filter(|file| !known.contains(&file.path)));
        let known: BTreeSet<String> = self.documents.iter().map(|d| d.path.clone()).collect();
        self.documents.extend(other.documents.into_iter().filter(|d| !known.contains(&d.path)));
        self.files.sort_by(|a, b| a.path.cmp(&b.path));
        self.documents.sort_by(|a, b| a.path.cmp(&b.path));
    }

    /// Strikes files, and documents of these names.
    pub(super) fn forget(&mut self, paths: &[String]) {
        let gone: BTreeSet<&String> = paths.iter().collect();
        self.files.retain(|file| !gone.contains(&file.path));
        self.documents.retain(|document| !gone.contains(&document.path));
    }

    /// Whether all of these documents were made.
    fn holds(&self, documents: &[String]) -> bool {
        let done = self.documents.iter().filter(|record| record.status == "done");
        let done: BTreeSet<&String> = done.map(|record| &record.path).collect();
        documents.iter().all(|path| done.contains(path))
    }

    /// What two editions were made from that is not the same, in words for operators.
    pub(super) fn differences(&self, other: &Manifest) -> Vec<String> {
        let same = [
            (self.edition == other.edition && self.date == other.date, "the edition"),
            (self.program == other.program, "the program"),
            (self.parameters == other.parameters, "the parameters"),
            (self.templates_sha256 == other.templates_sha256, "the templates"),
        ];
        let mut found: Vec<String> =
            same.iter().filter(|(same, _)| !same).map(|(_, what)| (*what).to_owned()).collect();
        let (ours, theirs) = (&self.inputs, &other.inputs);
        let altered = ours.iter().filter(|input| !theirs.contains(input));
        let added = theirs.iter().filter(|input| ours.iter().all(|own| own.path != input.path));
        found.extend(altered.chain(added).map(|input| input.path.clone()));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::super::manifest::{DocumentRecord, FileRecord};
    use super::*;
    use crate::report::Parameters;

    /// An edition made from trade of this hash, with these documents.
    fn manifest(trade: &str, documents: &[&str]) -> Manifest {
        let file = |path: &str, sha256: &str| FileRecord {
            path: path.to_owned(),
            sha256: sha256.to_owned(),
            inputs: None,
        };
        let document = |path: &&str| DocumentRecord {
            path: (*path).to_owned(),
            kind: "region".to_owned(),
            subject: (*path).to_owned(),
            language: "en".to_owned(),
            status: "done".to_owned(),
            pages: Some(3),
        };
        Manifest {
            program: "tradeprint 1".to_owned(),
            edition: "2021".to_owned(),
            date: "2022-12-30".to_owned(),
            parameters: Parameters { first: 2010, last: 2021, horizon: 2030, seed: 1 },
            inputs_sha256: trade.to_owned(),
            templates_sha256: "t".to_owned(),
            inputs: vec![file("trade.csv", trade)],
            documents: documents.iter().map(document).collect(),
            files: documents.iter().map(|path| file(path, trade)).collect(),
            shards: None,
        }
    }

    /// A shard of two of an edition with the documents a, b and c.
    fn run(shard: &str) -> Extent {
        Extent::Shard(ShardRun {
            shard: shard.parse().unwrap(),
            request: "all".to_owned(),
            complete: true,
            succeeded: true,
            documents: ["a", "b", "c"].map(str::to_owned).to_vec(),
        })
    }

    #[test]
    fn shards_are_entered_until_all_are_there() {
        let mut first = manifest("1", &["a", "c"]);
        assert!(first.succeed(None, &run("1/2")).is_empty());
        assert_eq!(first.shards.as_ref().unwrap().made, [1]);
        let mut second = manifest("1", &["b"]);
        assert!(second.succeed(Some(first), &run("2/2")).is_empty());
        assert_eq!(second, manifest("1", &["a", "b", "c"]));
        // One that is made again, later, leaves the edition whole.
        let mut again = manifest("1", &["b"]);
        assert!(again.succeed(Some(second.clone()), &run("2/2")).is_empty());
        assert_eq!(again, second);
    }

    #[test]
    fn files_of_an_earlier_edition_go_when_all_shards_are_there() {
        let old = manifest("0", &["a", "b", "d"]);
        let mut first = manifest("1", &["a", "c"]);
        assert!(first.succeed(Some(old), &run("1/2")).is_empty());
        assert_eq!(first.shards.as_ref().unwrap().earlier, ["b", "d"]);
        assert_eq!(first.files.len(), 4);
        let mut second = manifest("1", &["b"]);
        assert_eq!(second.succeed(Some(first), &run("2/2")), ["d"]);
        assert_eq!(second, manifest("1", &["a", "b", "c"]));
    }

    #[test]
    fn other_inputs_begin_anew_and_a_failure_does_not_count() {
        let mut first = manifest("0", &["a", "c"]);
        first.succeed(None, &run("1/2"));
        let mut second = manifest("1", &["b"]);
        second.succeed(Some(first), &run("2/2"));
        assert_eq!(second.shards.as_ref().unwrap().made, [2]);
        let Extent::Shard(failed) = run("1/2") else { unreachable!("a shard") };
        let mut first = manifest("1", &["a"]);
        first.succeed(Some(second), &Extent::Shard(ShardRun { succeeded: false, ..failed }));
        assert_eq!(first.shards.as_ref().unwrap().made, [2]);
    }

    #[test]
    fn a_part_keeps_the_shards_and_a_whole_edition_forgets_them() {
        let mut first = manifest("1", &["a", "c"]);
        first.succeed(None, &run("1/2"));
        let mut part = manifest("1", &["a"]);
        part.succeed(Some(first.clone()), &Extent::Part);
        assert_eq!(part, first);
        let mut whole = manifest("1", &["a", "b"]);
        assert_eq!(whole.succeed(Some(first), &Extent::Whole), ["c"]);
        assert_eq!(whole, manifest("1", &["a", "b"]));
    }
}
