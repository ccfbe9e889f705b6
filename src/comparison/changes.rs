//! Inputs, facts and documents that are not the same in two editions.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::edition_folder::{EditionFolder, Statement};
use super::lineage::Moved;
use crate::publish::Manifest;

/// What happened to something between two editions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// The older edition does not have it.
    New,
    /// The newer edition does not have it.
    Gone,
    /// Both have it, and it is not the same.
    Changed,
}

/// A file of the data folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InputChange {
    /// Its name.
    pub file: String,
    /// What happened to it.
    pub what: What,
}

/// Why a fact is not the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// There was nothing of the kind, or an estimate or projection stood where there are data now.
    NewData,
    /// The same method gives another number from other data.
    RevisedData,
    /// Method or unit are others, or the data are the same and the program, its templates or its parameters are not.
    NewMethod,
}

/// A fact that is not the same.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FactChange {
    /// Its id.
    pub fact: String,
    /// What happened to it.
    pub what: What,
    /// Why.
    pub cause: Cause,
    /// Whether a fact that it is computed from has changed, too.
    pub follows: bool,
    /// What the older edition says.
    pub old: Option<Statement>,
    /// What the newer edition says.
    pub new: Option<Statement>,
    /// New less old, where both have one unit.
    pub difference: Option<f64>,
    /// The difference in per cent of the size of the old value, where that is not zero.
    pub percent: Option<f64>,
}

/// A document that is not the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DocumentChange {
    /// Path of its PDF in the edition.
    pub path: String,
    /// What happened to it.
    pub what: What,
    /// Its figures and tables that are not the same: paths of files.
    pub exhibits: Vec<String>,
}

/// Files of the data folder, in order of their names.
pub(super) fn inputs(old: &Manifest, new: &Manifest) -> Vec<InputChange> {
    let hashes = |manifest: &Manifest| -> BTreeMap<String, String> {
        manifest.inputs.iter().map(|i| (i.path.clone(), i.sha256.clone())).collect()
    };
    different(&hashes(old), &hashes(new))
        .into_iter()
        .map(|(file, what)| InputChange { file, what })
        .collect()
}

/// What is not the same in two maps, in order.
fn different<V: PartialEq>(
    old: &BTreeMap<String, V>,
    new: &BTreeMap<String, V>,
) -> Vec<(String, What)> {
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let what = |name: &String| match (old.get(name), new.get(name)) {
        (None, _) => Some(What::New),
        (_, None) => Some(What::Gone),
        (a, b) => (a != b).then_some(What::Changed),
    };
    names.into_iter().filter_map(|name| Some((name.clone(), what(name)?))).collect()
}

/// Facts that are not the same, in order, and how many are. `data`: whether a file of the data folder is not the same.
pub(super) fn facts(
    old: &EditionFolder,
    new: &EditionFolder,
    data: bool,
) -> (Vec<FactChange>, usize) {
    let (old, new) = (&old.statements, &new.statements);
    let ids: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let (all, mut changes) = (ids.len(), Vec::new());
    for id in ids {
        let (was, is) = (old.get(id), new.get(id));
        if was.zip(is).is_some_and(|(was, is)| says_the_same(was, is)) {
            continue;
        }
        changes.push(change(id, was, is, data));
    }
    let inputs = |change: &FactChange| -> String {
        let statement = change.new.as_ref().or(change.old.as_ref());
        statement.map(|statement| statement.inputs.clone()).unwrap_or_default()
    };
    let told: Vec<String> = changes.iter().map(inputs).collect();
    let moved = Moved::new(
        changes.iter().map(|change| change.fact.as_str()),
        told.iter().map(String::as_str),
    );
    let follows: Vec<bool> = told.iter().map(|inputs| moved.behind(inputs)).collect();
    for (change, follows) in changes.iter_mut().zip(follows) {
        change.follows = follows;
    }
    let same = all - changes.len();
    (changes, same)
}

/// Whether readers see the same: rows may have moved to other lines.
fn says_the_same(was: &Statement, is: &Statement) -> bool {
    let seen =
        |s: &Statement| (s.value.to_bits(), s.lower.map(f64::to_bits), s.upper.map(f64::to_bits));
    seen(was) == seen(is)
        && (&was.unit, &was.status, &was.method) == (&is.unit, &is.status, &is.method)
}

fn change(id: &str, was: Option<&Statement>, is: Option<&Statement>, data: bool) -> FactChange {
    let what = match (was, is) {
        (None, _) => What::New,
        (_, None) => What::Gone,
        _ => What::Changed,
    };
    let both = was.zip(is).filter(|(was, is)| was.unit == is.unit);
    let difference = both.map(|(was, is)| is.value - was.value + 0.0);
    let size = was.map(|was| was.value.abs()).filter(|size| *size > 0.0);
    FactChange {
        fact: id.to_owned(),
        what,
        cause: cause(was, is, data),
        follows: false,
        old: was.cloned(),
        new: is.cloned(),
        difference,
        percent: difference.zip(size).map(|(difference, size)| 100.0 * difference / size),
    }
}

fn cause(was: Option<&Statement>, is: Option<&Statement>, data: bool) -> Cause {
    let rank = |statement: &Statement| match statement.status.as_str() {
        "observed" => 2,
        "estimated" => 1,
        _ => 0,
    };
    match (was, is) {
        _ if !data => Cause::NewMethod,
        (None, _) => Cause::NewData,
        (Some(was), Some(is)) if rank(is) > rank(was) => Cause::NewData,
        (Some(was), Some(is)) if (&was.method, &was.unit) != (&is.method, &is.unit) => {
            Cause::NewMethod
        }
        _ => Cause::RevisedData,
    }
}

/// Documents that are not the same, in order, and how many are.
pub(super) fn documents(old: &Manifest, new: &Manifest) -> (Vec<DocumentChange>, usize) {
    let files = |manifest: &Manifest| -> BTreeMap<String, String> {
        manifest.files.iter().map(|file| (file.path.clone(), file.sha256.clone())).collect()
    };
    let documents = |manifest: &Manifest, files: &BTreeMap<String, String>| {
        let hash = |path: &str| files.get(path).cloned();
        let pairs = manifest.documents.iter().map(|d| (d.path.clone(), hash(&d.path)));
        pairs.collect::<BTreeMap<String, Option<String>>>()
    };
    let (old_files, new_files) = (files(old), files(new));
    let (was, is) = (documents(old, &old_files), documents(new, &new_files));
    let moved = different(&old_files, &new_files);
    let subject = |path: &str| {
        let mut all = new.documents.iter().chain(&old.documents);
        all.find(|d| d.path == path).map(|d| (d.subject.clone(), d.language.clone()))
    };
    let changes: Vec<DocumentChange> = different(&was, &is)
        .into_iter()
        .map(|(path, what)| {
            let exhibits = subject(&path).map_or_else(Vec::new, |(subject, language)| {
                let of = moved.iter().map(|(file, _)| file);
                of.filter(|file| is_exhibit(file, &subject, &language)).cloned().collect()
            });
            DocumentChange { path, what, exhibits }
        })
        .collect();
    let same = is.len() - changes.iter().filter(|change| change.what != What::Gone).count();
    (changes, same)
}

/// Whether a file is a figure or table of a document: `figures/SUBJECT/fig-01.svg`, `tables/SUBJECT.NAME.ru.csv`.
fn is_exhibit(file: &str, subject: &str, language: &str) -> bool {
    let rest = file
        .strip_prefix("figures/")
        .and_then(|rest| rest.strip_prefix(subject)?.strip_prefix('/'))
        .or_else(|| file.strip_prefix("tables/")?.strip_prefix(subject)?.strip_prefix('.'));
    let Some((stem, _)) = rest.and_then(|rest| rest.rsplit_once('.')) else { return false };
    match stem.rsplit_once('.') {
        Some((_, of)) => of == language,
        None => language == "en",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statement(value: f64, status: &str, method: &str) -> Statement {
        Statement {
            value,
            unit: "t".into(),
            lower: None,
            upper: None,
            status: status.into(),
            method: method.into(),
            inputs: String::new(),
        }
    }

    #[test]
    fn causes_are_told_apart() {
        let (estimate, datum) =
            (statement(2.0, "estimated", "sum"), statement(2.5, "observed", "row"));
        assert_eq!(cause(Some(&estimate), Some(&datum), true), Cause::NewData);
        assert_eq!(cause(None, Some(&datum), true), Cause::NewData);
        assert_eq!(cause(Some(&datum), Some(&estimate), true), Cause::NewMethod);
        let revised = statement(3.0, "estimated", "sum");
        assert_eq!(cause(Some(&estimate), Some(&revised), true), Cause::RevisedData);
        assert_eq!(cause(Some(&estimate), Some(&revised), false), Cause::NewMethod);
    }

    #[test]
    fn a_change_has_its_size_in_per_cent_of_the_old() {
        // From -2 to 3: 5 more, 250 % of the size of the old value.
        let (was, is) = (statement(-2.0, "estimated", "sum"), statement(3.0, "estimated", "sum"));
        let change = change("balance/all/RU/2019", Some(&was), Some(&is), true);
        assert_eq!((change.difference, change.percent), (Some(5.0), Some(250.0)));
        let zero = statement(0.0, "estimated", "sum");
        assert_eq!(super::change("x", Some(&zero), Some(&is), true).percent, None);
    }

    #[test]
    fn exhibits_belong_to_subject_and_language() {
        assert!(is_exhibit("figures/RU-PRI/fig-01.svg", "RU-PRI", "en"));
        assert!(is_exhibit("tables/RU-PRI.figure-03.ru.csv", "RU-PRI", "ru"));
        assert!(!is_exhibit("tables/RU-PRI.figure-03.ru.csv", "RU-PRI", "en"));
        assert!(!is_exhibit("tables/RU-PRIM.figure-03.csv", "RU-PRI", "en"));
    }
}
