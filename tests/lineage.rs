//! Where numbers come from: on the shipped data every fact leads to rows that are there.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use tradeprint::facts::{Explanation, FactKey, FactTable, Input, Limits, explain};
use tradeprint::vocabulary::{KeyFigure, Measure, Symbol};

use crate::synthetic::{analysis, fact, shipped};

/// The facts that an input stands for.
fn members(facts: &FactTable, key: &FactKey) -> Vec<FactKey> {
    if key.industry == Symbol::EACH || key.region == Symbol::EACH {
        facts.expand(key).map(|fact| fact.key).collect()
    } else {
        facts.get(key).map(|fact| fact.key).into_iter().collect()
    }
}

#[test]
fn every_fact_has_inputs_that_exist() {
    let facts = analysis(&shipped()).facts;
    let mut known: HashMap<FactKey, bool> = HashMap::new();
    for fact in facts.iter() {
        assert!(facts.inputs(fact).len() > 0);
        for input in facts.inputs(fact) {
            if let Input::Fact(key) = input {
                let exists = *known.entry(key).or_insert_with(|| !members(&facts, &key).is_empty());
                assert!(
                    exists,
                    "{}: no {}",
                    facts.names().id(&fact.key),
                    facts.names().input(&input)
                );
            }
        }
    }
}

#[test]
fn inputs_were_computed_before_the_facts_that_name_them() {
    let facts = analysis(&shipped()).facts;
    let order: HashMap<FactKey, usize> =
        facts.iter().enumerate().map(|(n, fact)| (fact.key, n)).collect();
    for (n, fact) in facts.iter().enumerate() {
        for input in facts.inputs(fact) {
            let Input::Fact(key) = input else { continue };
            if key.industry == Symbol::EACH || key.region == Symbol::EACH {
                continue;
            }
            assert!(
                order[&key] < n,
                "{} names {}",
                facts.names().id(&fact.key),
                facts.names().id(&key)
            );
        }
    }
}

/// Lines of each table on which a row begins.
fn row_lines(files: &[String]) -> BTreeMap<String, BTreeSet<u32>> {
    files
        .iter()
        .filter_map(|file| {
            let text = std::fs::read_to_string(shipped().join(file)).ok()?;
            assert!(!text.contains("\r"), "the shipped tables end lines with LF");
            let mut lines = BTreeSet::new();
            let mut quoted = false;
            for (n, line) in text.lines().enumerate() {
                if !quoted && n > 0 {
                    lines.insert(u32::try_from(n + 1).expect("few lines"));
                }
                quoted ^= line.matches('"').count() % 2 == 1;
            }
            Some((file.clone(), lines))
        })
        .collect()
}

#[test]
fn every_row_that_lineage_names_is_there() {
    let facts = analysis(&shipped()).facts;
    let files = &facts.names().files;
    let lines = row_lines(files);
    for fact in facts.iter() {
        for input in facts.inputs(fact) {
            if let Input::Row(row) = input {
                let file = &files[usize::from(row.file)];
                assert!(lines[file].contains(&row.line), "{file}:{}", row.line);
            }
        }
    }
}

#[test]
fn every_fact_leads_to_a_row() {
    let facts = analysis(&shipped()).facts;
    // A fact reaches a row if one of its inputs is a row or reaches one; inputs come first.
    let mut reaches: HashMap<FactKey, bool> = HashMap::new();
    for fact in facts.iter() {
        let own = facts.inputs(fact).any(|input| match input {
            Input::Row(_) => true,
            Input::Fact(key) => members(&facts, &key)
                .iter()
                .any(|member| reaches.get(member).copied().unwrap_or(false)),
        });
        assert!(own, "{}", facts.names().id(&fact.key));
        reaches.insert(fact.key, own);
    }
}

fn leaves(node: &Explanation, found: &mut Vec<String>) {
    if node.value.is_none() {
        found.push(node.name.clone());
    }
    node.inputs.iter().for_each(|input| leaves(input, found));
}

#[test]
fn explanations_end_at_file_and_line() {
    let facts = analysis(&shipped()).facts;
    let mut measures: BTreeMap<&str, FactKey> = BTreeMap::new();
    for fact in facts.iter() {
        // The last fact of each measure, and some others below.
        measures.insert(fact.key.measure.as_str(), fact.key);
    }
    let others = [
        "balance/all/RU/2030",
        "embodied/CN-RU/metals/RU-PRI/2019",
        "growth/RU-CN/all/RU/2030/2021",
    ]
    .map(|id| fact(&facts, id).key);
    for key in measures.into_values().chain(others) {
        let tree = explain(&facts, &key, Limits::NONE).unwrap();
        let mut found = Vec::new();
        leaves(&tree, &mut found);
        assert!(!found.is_empty(), "{}", tree.name);
        for leaf in found {
            let (file, line) = leaf.split_once(':').unwrap();
            // Assumptions stand in the catalogue, everything else in tables.
            let known = file.ends_with(".csv") || file == "tradeprint.toml";
            assert!(known && line.parse::<u32>().is_ok(), "{leaf}");
        }
    }
}

#[test]
fn every_key_is_complete_and_its_id_reads_back() {
    let facts = analysis(&shipped()).facts;
    let names = facts.names();
    let mut occurring: BTreeSet<&str> = BTreeSet::new();
    for fact in facts.iter() {
        occurring.insert(fact.key.measure.as_str());
        assert!(fact.key.is_complete());
        assert_eq!(names.key(&names.id(&fact.key)), Some(fact.key));
    }
    // What is said of the last edition occurs in tests/revisions.rs: nothing was published before the shipped one.
    let own = Measure::ALL.iter().filter(|measure| !KeyFigure::is_of_last_edition(**measure));
    for measure in own {
        assert!(occurring.contains(measure.as_str()), "{} never occurs", measure.as_str());
    }
}

#[test]
fn a_status_is_never_stronger_than_that_of_the_inputs() {
    let facts = analysis(&shipped()).facts;
    for fact in facts.iter() {
        for input in facts.inputs(fact) {
            let Input::Fact(key) = input else { continue };
            // What ranks, anchors and allocations are compared with does not weaken them.
            if key.industry == Symbol::EACH || key.region == Symbol::EACH {
                continue;
            }
            let input = facts.expect(&key);
            assert!(
                fact.status >= input.status,
                "{} is stronger than {}",
                facts.names().id(&fact.key),
                facts.names().id(&key)
            );
        }
    }
}
