//! The table of facts and the names that its keys stand for.

use std::sync::Arc;

use super::index::Index;
use super::lineage::Lineages;
use super::{Drafts, Fact, FactKey, Input, RowRef};
use crate::vocabulary::{Flow, Measure, Pair, Side, Symbol, Symbols};

/// What the numbers in keys and row references stand for.
#[derive(Clone, Debug)]
pub struct Names {
    /// The two countries.
    pub pair: Pair,
    /// Codes of industries, groups, products, regions.
    pub symbols: Symbols,
    /// The analysis industries, in the order of the data folder.
    pub industries: Vec<Symbol>,
    /// The regions, sorted by code; the unallocated part is not among them.
    pub regions: Vec<Symbol>,
    /// File names of the tables, as printed in lineage.
    pub files: Vec<String>,
}

impl Names {
    /// The id of a key: its dimensions joined by slashes in the order of the contract.
    pub fn id(&self, key: &FactKey) -> String {
        let mut id = String::with_capacity(48);
        id.push_str(key.measure.as_str());
        if let Some(flow) = key.flow {
            id.push('/');
            id.push_str(&self.pair.flow_code(flow));
        }
        if let Some(side) = key.country {
            id.push('/');
            id.push_str(self.pair.code(side));
        }
        for symbol in [key.industry, key.region] {
            if symbol.is_some() {
                id.push('/');
                id.push_str(self.symbols.text(symbol));
            }
        }
        for year in [key.year, key.base] {
            if year != 0 {
                id.push('/');
                id.push_str(&year.to_string());
            }
        }
        id
    }

    /// The key of an id, if its measure and codes are known and its form is that of the measure.
    pub fn key(&self, id: &str) -> Option<FactKey> {
        let mut parts = id.split('/');
        let measure = Measure::parse(parts.next()?)?;
        let d = measure.dimensions();
        let mut key = FactKey::new(measure);
        if d.flow {
            key.flow = Some(self.pair.flow(parts.next()?)?);
        }
        if d.country {
            key.country = Some(self.pair.side(parts.next()?)?);
        }
        if d.industry {
            key.industry = self.symbols.get(parts.next()?)?;
        }
        if d.region {
            key.region = self.symbols.get(parts.next()?)?;
        }
        if d.year {
            key.year = parts.next()?.parse().ok()?;
        }
        if d.base {
            key.base = parts.next()?.parse().ok()?;
        }
        parts.next().is_none().then_some(key)
    }

    /// An input as printed in lineage.
    pub fn input(&self, input: &Input) -> String {
        match input {
            Input::Fact(key) => self.id(key),
            Input::Row(row) => self.row(row),
        }
    }

    /// A row as `file:line`.
    pub fn row(&self, row: &RowRef) -> String {
        format!("{}:{}", self.files[usize::from(row.file)], row.line)
    }

    /// The code of a flow.
    pub fn flow(&self, flow: Flow) -> String {
        self.pair.flow_code(flow)
    }

    /// The symbol of the nation as a region: the reporter's code.
    pub fn nation(&self) -> Symbol {
        self.symbols.get(&self.pair.reporter).expect("the reporter's code is interned at loading")
    }

    /// The symbol of the part that no region carries.
    pub fn unallocated(&self) -> Symbol {
        self.symbols
            .get(&crate::vocabulary::unallocated_code(&self.pair.reporter))
            .expect("the code of the unallocated part is interned at loading")
    }

    /// The code of a side.
    pub fn country(&self, side: Side) -> &str {
        self.pair.code(side)
    }
}

/// Facts that lie together in memory; a list of all would be copied whenever it grows.
const TOGETHER: usize = 1 << 12;

/// All facts, by key and in the order of their computation.
#[derive(Clone, Debug)]
pub struct FactTable {
    names: Arc<Names>,
    /// All but the last hold [`TOGETHER`].
    facts: Vec<Vec<Fact>>,
    index: Index,
    lineages: Lineages,
}

impl FactTable {
    /// An empty table for these names.
    pub fn new(names: Arc<Names>) -> Self {
        let (index, lineages) = (Index::new(&names), Lineages::default());
        Self { names, facts: Vec::new(), index, lineages }
    }

    /// What keys stand for.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// Adds a fact that was computed from these inputs; they become its lineage.
    ///
    /// # Panics
    /// If the key is incomplete or taken, the value not finite, or the lineage empty: each would be a
    /// mistake of the analysis, never of the data.
    pub fn insert(&mut self, mut fact: Fact, inputs: &[Input]) {
        fact.lineage = self.lineages.intern(&fact.key, inputs);
        self.add(fact);
    }

    /// Adds facts in the order in which they were drafted.
    ///
    /// # Panics
    /// As [`FactTable::insert`].
    pub fn append(&mut self, drafts: Drafts) {
        let lists = self.lineages.adopt(&drafts.lineages);
        for mut fact in drafts.facts {
            fact.lineage = lists[fact.lineage.0 as usize];
            self.add(fact);
        }
    }

    fn add(&mut self, mut fact: Fact) {
        let id = || self.names.id(&fact.key);
        assert!(fact.key.is_complete(), "incomplete key {}", id());
        assert!(fact.value.is_finite(), "{} is not finite", id());
        assert!(self.inputs(&fact).len() > 0, "{} has no inputs", id());
        fact.value += 0.0;
        fact.interval = fact.interval.map(checked);
        let position = u32::try_from(self.len()).ok().filter(|position| *position < u32::MAX);
        let position = position.expect("fewer than 2^32 facts");
        let new = self.index.insert(&fact.key, position);
        assert!(new, "{} is computed twice", self.names.id(&fact.key));
        match self.facts.last_mut() {
            Some(last) if last.len() < TOGETHER => last.push(fact),
            _ => {
                let mut next = Vec::with_capacity(TOGETHER);
                next.push(fact);
                self.facts.push(next);
            }
        }
    }

    /// Puts an interval in the place of a fact's own; the value stays.
    ///
    /// # Panics
    /// If there is no such fact, or the interval is not finite or upside down.
    pub fn set_interval(&mut self, key: &FactKey, interval: (f64, f64)) {
        let position = self.index.get(key);
        let position =
            position.unwrap_or_else(|| panic!("no fact {}", self.names.id(key))) as usize;
        self.facts[position / TOGETHER][position % TOGETHER].interval = Some(checked(interval));
    }

    /// What a fact of this table was computed from, in the order of the formula.
    pub fn inputs(&self, fact: &Fact) -> impl ExactSizeIterator<Item = Input> {
        self.lineages.inputs(fact.key, fact.lineage)
    }

    /// The fact of a key.
    pub fn get(&self, key: &FactKey) -> Option<&Fact> {
        let position = self.index.get(key)? as usize;
        Some(&self.facts[position / TOGETHER][position % TOGETHER])
    }

    /// The fact of a key that the analysis has computed before.
    ///
    /// # Panics
    /// If there is none.
    pub fn expect(&self, key: &FactKey) -> &Fact {
        self.get(key).unwrap_or_else(|| panic!("no fact {}", self.names.id(key)))
    }

    /// The facts that a pattern of lineage stands for: [`Symbol::EACH`] as industry is each analysis industry,
    /// as region each region. What does not exist is left out.
    pub fn expand<'a>(&'a self, pattern: &FactKey) -> impl Iterator<Item = &'a Fact> {
        let pattern = *pattern;
        let each = |symbol: Symbol, members: &'a [Symbol]| {
            if symbol == Symbol::EACH { members.to_vec() } else { vec![symbol] }
        };
        let industries = each(pattern.industry, &self.names.industries);
        let regions = each(pattern.region, &self.names.regions);
        industries.into_iter().flat_map(move |industry| {
            let regions = regions.clone();
            regions
                .into_iter()
                .filter_map(move |region| self.get(&FactKey { industry, region, ..pattern }))
        })
    }

    /// All facts in the order of computation.
    pub fn iter(&self) -> impl Iterator<Item = &Fact> {
        self.facts.iter().flatten()
    }

    /// How many facts.
    pub fn len(&self) -> usize {
        self.facts.last().map_or(0, |last| (self.facts.len() - 1) * TOGETHER + last.len())
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }
}

/// An interval whose zeros have one sign.
fn checked((lower, upper): (f64, f64)) -> (f64, f64) {
    assert!(lower <= upper && lower.is_finite() && upper.is_finite(), "interval");
    (lower + 0.0, upper + 0.0)
}
