//! What a figure shows, in words for those who cannot see it: the part that its facts tell by themselves.
//!
//! A figure of one year names the largest and the smallest of its values; one over years tells where each line begins,
//! which way it goes, its extremes, and where it is projected to. The patterns stand under `alternative` in the labels;
//! what kind of picture it is and what is special about it is written by hand (`alt` of `figures.toml`).

use std::collections::BTreeSet;

use crate::diagnostics::Outcome;
use crate::exhibits::Scope;
use crate::facts::{Fact, FactKey, Status};
use crate::sentences::{self, Way, Wish};
use crate::units::Unit;
use crate::vocabulary::{Measure, Symbol};

/// Lines of a chart that are told with their extremes.
const FEW: usize = 3;
/// Lines that are told one by one; of more the largest are named.
const SEVERAL: usize = 6;
/// Members of a row of bars or regions of a map that are named at the upper end.
const NAMED: usize = 3;

/// The facts of one line, bar or region: those that differ in nothing but the year.
struct Strand<'a> {
    key: FactKey,
    facts: Vec<&'a Fact>,
}

/// Which parts of a key tell the strands of a figure apart.
struct Apart {
    measure: bool,
    flow: bool,
    country: bool,
    industry: bool,
    region: bool,
}

struct Describer<'a> {
    scope: &'a Scope<'a>,
    apart: Apart,
    /// Whether the figure shows one year: rows of bars or maps.
    rows: bool,
}

/// What the facts of a figure say: extremes, direction, status, each value with its unit; empty for a figure without facts.
///
/// # Errors
/// Missing labels.
pub(super) fn told_by_facts(scope: &Scope<'_>, facts: &[FactKey]) -> Outcome<String> {
    let strands = strands(scope, facts);
    if strands.is_empty() {
        return Ok(String::new());
    }
    let years: BTreeSet<i16> = all(&strands).map(|fact| fact.key.year).collect();
    let nation = scope.edition.data.names.nation();
    let describer = Describer { scope, apart: Apart::of(&strands, nation), rows: years.len() == 1 };
    let mut sentences = if describer.rows {
        describer.one_year(&strands)?
    } else if strands.len() <= SEVERAL {
        strands
            .iter()
            .map(|strand| describer.line(strand, strands.len() <= FEW))
            .collect::<Outcome<Vec<_>>>()?
    } else {
        describer.many_lines(&strands)?
    };
    sentences.push(describer.status(&strands)?);
    Ok(sentences.join(" "))
}

/// The strands of a figure in the order of drawing. Ranks and changes against a baseline repeat what the values
/// beside them say.
fn strands<'a>(scope: &Scope<'a>, facts: &[FactKey]) -> Vec<Strand<'a>> {
    let table = scope.edition.facts();
    let repeats = |measure| matches!(measure, Measure::Rank | Measure::SensitivityChange);
    let mut strands: Vec<Strand<'a>> = Vec::new();
    for fact in facts.iter().filter_map(|key| table.get(key)) {
        if repeats(fact.key.measure) {
            continue;
        }
        let key = fact.key.year(0).base(0);
        let at = strands.iter().position(|strand| strand.key == key).unwrap_or_else(|| {
            strands.push(Strand { key, facts: Vec::new() });
            strands.len() - 1
        });
        if strands[at].facts.iter().all(|known| known.key != fact.key) {
            strands[at].facts.push(fact);
        }
    }
    for strand in &mut strands {
        strand.facts.sort_by_key(|fact| (fact.key.year, fact.key.base));
    }
    strands
}

fn all<'s, 'a>(strands: &'s [Strand<'a>]) -> impl Iterator<Item = &'a Fact> + 's {
    strands.iter().flat_map(|strand| strand.facts.iter().copied())
}

/// Whether a key speaks of no industry or of all: both mean the whole.
fn is_whole(industry: Symbol) -> bool {
    industry == Symbol::NONE || industry == Symbol::ALL
}

fn from_high_to_low<'a>(facts: &[&'a Fact]) -> Vec<&'a Fact> {
    let mut sorted = facts.to_vec();
    sorted.sort_by(|a, b| b.value.total_cmp(&a.value));
    sorted
}

impl Apart {
    fn of(strands: &[Strand<'_>], nation: Symbol) -> Self {
        fn several<T: Ord>(strands: &[Strand<'_>], part: impl Fn(&FactKey) -> T) -> bool {
            strands.iter().map(|strand| part(&strand.key)).collect::<BTreeSet<_>>().len() > 1
        }
        Self {
            measure: several(strands, |key| key.measure),
            flow: several(strands, |key| key.flow),
            country: several(strands, |key| key.country),
            industry: several(strands, |key| {
                if is_whole(key.industry) { Symbol::NONE } else { key.industry }
            }),
            region: several(
                strands,
                |key| if key.region == nation { Symbol::NONE } else { key.region },
            ),
        }
    }
}

impl Describer<'_> {
    fn fill(&self, key: &str, values: &[(&str, &str)]) -> Outcome<String> {
        self.scope.fill(&format!("alternative.{key}"), values)
    }

    fn join(&self, parts: &[String]) -> Outcome<String> {
        Ok(parts.join(self.scope.numbers.label("alternative.between")?))
    }

    /// One row of bars or one map after the other.
    fn one_year(&self, strands: &[Strand<'_>]) -> Outcome<Vec<String>> {
        let panel = |key: &FactKey| (key.measure, key.flow, key.country);
        let mut panels: Vec<(FactKey, Vec<&Fact>)> = Vec::new();
        for strand in strands {
            match panels.iter_mut().find(|(key, _)| panel(key) == panel(&strand.key)) {
                Some((_, facts)) => facts.extend(&strand.facts),
                None => panels.push((strand.key, strand.facts.clone())),
            }
        }
        panels.iter().map(|(key, facts)| self.row(key, facts)).collect()
    }

    /// The ends of a row of bars, or of the regions of a map.
    fn row(&self, key: &FactKey, facts: &[&Fact]) -> Outcome<String> {
        let name = self.head(key, facts[0].key.year)?;
        if facts.iter().all(|fact| fact.value == 0.0) {
            return self.fill("zero", &[("name", &name)]);
        }
        let sorted = from_high_to_low(facts);
        if sorted.len() <= NAMED {
            return self.fill("values", &[("name", &name), ("items", &self.items(&sorted)?)]);
        }
        let count = self.number(facts.len());
        let (highest, lowest) = self.ends(&sorted)?;
        let values =
            [("name", &*name), ("count", &count), ("highest", &highest), ("lowest", &lowest)];
        self.fill("ends", &values)
    }

    /// The upper and the lower end of more members than can be named.
    fn ends(&self, sorted: &[&Fact]) -> Outcome<(String, String)> {
        let zeros = sorted.iter().filter(|fact| fact.value == 0.0).count();
        let lowest = match sorted.last() {
            Some(last) if last.value != 0.0 || zeros == 1 => self.items(&[last])?,
            _ => self.fill("zeros", &[("count", &self.number(zeros))])?,
        };
        Ok((self.items(&sorted[..NAMED])?, lowest))
    }

    /// Which way a line goes from one fact to another: by their change, where the analysis has it, because its interval
    /// knows which errors both share.
    fn way(&self, first: &Fact, last: &Fact) -> Way {
        let in_print = self.value(first) != self.value(last);
        let change = match last.key.measure {
            Measure::Embodied => Some(Measure::Growth),
            Measure::Balance => Some(Measure::BalanceChange),
            Measure::Share => Some(Measure::ShareChange),
            _ => None,
        };
        let key = change.map(|measure| FactKey { measure, ..last.key }.base(first.key.year));
        match key.and_then(|key| self.scope.edition.facts().get(&key)) {
            Some(change) => Way::of(change, in_print),
            None => Way::between(last, first, in_print),
        }
    }

    /// A line over years: `detailed` with the extremes that lie between its ends.
    fn line(&self, strand: &Strand<'_>, detailed: bool) -> Outcome<String> {
        let (known, projected): (Vec<&Fact>, Vec<&Fact>) =
            strand.facts.iter().partition(|fact| fact.status != Status::Projected);
        let (solid, tail) = if known.is_empty() { (projected, known) } else { (known, projected) };
        let (Some(first), Some(last)) = (solid.first().copied(), solid.last().copied()) else {
            return Ok(String::new());
        };
        let mut parts = vec![self.point("point", first)?];
        if last.key != first.key {
            let key = match self.way(first, last) {
                Way::Up => "rises",
                Way::Down => "falls",
                Way::None => "level",
                Way::Unsure => "unsure",
            };
            parts.push(self.point(key, last)?);
        }
        if detailed {
            let by_value = |a: &&&Fact, b: &&&Fact| a.value.total_cmp(&b.value);
            let ends = [first.value, last.value];
            let between = |fact: &&&Fact| !ends.contains(&fact.value);
            if let Some(highest) = solid.iter().max_by(by_value).filter(between) {
                parts.push(self.point("highest-between", highest)?);
            }
            if let Some(lowest) = solid.iter().min_by(by_value).filter(between) {
                parts.push(self.point("lowest-between", lowest)?);
            }
        }
        if let Some(end) = tail.last() {
            parts.push(self.point("on-to", end)?);
        }
        let name = self.name(&strand.key)?;
        self.fill("values", &[("name", &name), ("items", &self.join(&parts)?)])
    }

    /// The largest of many lines in the last year that is not projected, and at the end.
    fn many_lines(&self, strands: &[Strand<'_>]) -> Outcome<Vec<String>> {
        let years = || all(strands).map(|fact| fact.key.year);
        let known = all(strands).filter(|fact| fact.status != Status::Projected);
        let (begin, end) = (years().min().unwrap_or(0), years().max().unwrap_or(0));
        let turn = known.map(|fact| fact.key.year).max().unwrap_or(end);
        let (from, to) = (begin.to_string(), end.to_string());
        let count = self.number(strands.len());
        let mut sentences =
            vec![self.fill("lines", &[("count", &count), ("begin", &from), ("end", &to)])?];
        for year in BTreeSet::from([turn, end]) {
            let there: Vec<&Fact> = all(strands).filter(|fact| fact.key.year == year).collect();
            let sorted = from_high_to_low(&there);
            let year = year.to_string();
            sentences.push(if sorted.len() > NAMED {
                let (highest, lowest) = self.ends(&sorted)?;
                let values = [("year", &*year), ("highest", &highest), ("lowest", &lowest)];
                self.fill("ends-of-year", &values)?
            } else {
                self.fill("all-of-year", &[("year", &year), ("items", &self.items(&sorted)?)])?
            });
        }
        Ok(sentences)
    }

    /// What is observed, estimated and projected.
    fn status(&self, strands: &[Strand<'_>]) -> Outcome<String> {
        let has = |status| all(strands).any(|fact| fact.status == status);
        let key = match (has(Status::Observed), has(Status::Estimated)) {
            (true, true) => "observed-or-estimated",
            (true, false) => "observed",
            (false, true) => "estimated",
            (false, false) => return self.scope.label("alternative.all-projected"),
        };
        let status = self.scope.label(&format!("alternative.{key}"))?;
        let projected = all(strands).filter(|fact| fact.status == Status::Projected);
        match projected.map(|fact| fact.key.year).min() {
            Some(year) => {
                self.fill("projected-from", &[("status", &status), ("year", &year.to_string())])
            }
            None => self.fill("none-projected", &[("status", &status)]),
        }
    }

    /// What all members of a row share, with the year.
    fn head(&self, key: &FactKey, year: i16) -> Outcome<String> {
        let mut parts = self.common_parts(key)?;
        parts.push(year.to_string());
        self.join(&parts)
    }

    /// What tells a line or a member apart from the others, or what it measures.
    fn name(&self, key: &FactKey) -> Outcome<String> {
        let member = self.member(key)?;
        let apart = self.apart.measure || self.apart.flow || self.apart.country;
        let mut parts =
            if apart || member.is_empty() { self.common_parts(key)? } else { Vec::new() };
        parts.extend(member);
        self.join(&parts)
    }

    /// Measure, flow and country as far as they tell apart; the measure if nothing does.
    fn common_parts(&self, key: &FactKey) -> Outcome<Vec<String>> {
        let mut parts = Vec::new();
        if self.apart.measure || !(self.apart.flow || self.apart.country) {
            parts.push(self.scope.label(&format!("measure.{}", key.measure.as_str()))?);
        }
        if let Some(flow) = key.flow.filter(|_| self.apart.flow) {
            parts.push(self.scope.flow(flow)?);
        }
        if let Some(side) = key.country.filter(|_| self.apart.country) {
            let country = self.scope.country(side)?;
            parts.push(match key.measure.dimensions().flow {
                true => self.fill("data-of", &[("country", &country)])?,
                false => country,
            });
        }
        Ok(parts)
    }

    /// Industry and region as far as they tell apart.
    fn member(&self, key: &FactKey) -> Outcome<Vec<String>> {
        let edition = self.scope.edition;
        let mut parts = Vec::new();
        if self.apart.industry && !is_whole(key.industry) {
            parts.push(self.industry(key)?);
        }
        if self.apart.region && key.region != Symbol::NONE {
            parts.push(match key.region == edition.data.names.nation() {
                true => self.scope.label("row.nation")?,
                false => edition.region_name(key.region, self.scope.language).to_owned(),
            });
        }
        Ok(parts)
    }

    /// An industry, or what stands in its place in some measures.
    fn industry(&self, key: &FactKey) -> Outcome<String> {
        let edition = self.scope.edition;
        let code = edition.data.names.symbols.text(key.industry);
        match key.measure {
            Measure::ScenarioBalance => self.scope.label(&format!("scenario.{code}")),
            Measure::UncertaintyShare => self.scope.label(&format!("uncertainty-source.{code}")),
            Measure::SensitivityBalance => match code.strip_prefix("leave-out-") {
                Some(year) => self.scope.fill("variant.leave-out-year", &[("year", year)]),
                None => self.scope.label(&format!("variant.{code}")),
            },
            _ => Ok(edition.industry_name(key.industry, self.scope.language).to_owned()),
        }
    }

    /// Members of a row, each with its value.
    fn items(&self, facts: &[&Fact]) -> Outcome<String> {
        let item = |fact: &&Fact| {
            // In a row of one year its head has said what the members share.
            let member = self.member(&fact.key)?;
            let name = if self.rows && !member.is_empty() {
                self.join(&member)?
            } else {
                self.name(&fact.key)?
            };
            self.fill("item", &[("name", &name), ("value", &self.value(fact))])
        };
        let items = facts.iter().map(item).collect::<Outcome<Vec<_>>>()?;
        Ok(items.join(self.scope.numbers.label("alternative.between-items")?))
    }

    /// A value with its year, in a pattern.
    fn point(&self, pattern: &str, fact: &Fact) -> Outcome<String> {
        let year = fact.key.year.to_string();
        self.fill(pattern, &[("value", &self.value(fact)), ("year", &year)])
    }

    fn number(&self, count: usize) -> String {
        self.scope.numbers.plain(count as f64, 0)
    }

    /// A value in its unit, in running text; parts and changes in whole per cent.
    fn value(&self, fact: &Fact) -> String {
        let digits = (fact.key.measure.unit() == Unit::One).then_some(0);
        sentences::amount(self.scope.numbers, fact, &Wish { digits, ..Wish::default() })
            .expect("a wish for no unit is no wrong one")
    }
}
