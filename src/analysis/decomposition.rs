//! What moved the embodied emissions of a flow: logarithmic mean Divisia index, first form, additive (Ang 2005).
//!
//! With V the trade of the flow at a place, S the share of an industry in it and e its intensity, E = sum of V S e.
//! Between one year and the next the change of E is split into scale (V), composition (S) and technique (e); longer
//! spans are chained, so that the path counts and not the two ends alone. The parts add up to the change exactly.

use std::ops::AddAssign;

use super::embodied::{embodied_key, intensity_key};
use super::parallel::in_parallel;
use super::put;
use super::trade::trade_key;
use crate::data::Dataset;
use crate::facts::{Drafts, FactKey, FactTable, Input, Method, Status};
use crate::vocabulary::{Flow, Measure, Symbol};

/// Parts of a change, in the unit of the emissions.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Effects {
    /// From the value of all trade of the flow.
    scale: f64,
    /// From the shares of the industries in it.
    composition: f64,
    /// From emissions per dollar.
    technique: f64,
}

impl Effects {
    /// Each part with its measure.
    fn parts(self) -> [(Measure, f64); 3] {
        [
            (Measure::LmdiScale, self.scale),
            (Measure::LmdiComposition, self.composition),
            (Measure::LmdiTechnique, self.technique),
        ]
    }
}

impl AddAssign for Effects {
    fn add_assign(&mut self, other: Self) {
        self.scale += other.scale;
        self.composition += other.composition;
        self.technique += other.technique;
    }
}

/// An industry in a year.
#[derive(Clone, Copy, Debug)]
struct Term {
    /// Trade of the whole flow at the place, USD.
    flow: f64,
    /// Trade of the industry, USD.
    trade: f64,
    /// Intensity, t/USD.
    intensity: f64,
}

impl Term {
    fn emissions(self) -> f64 {
        self.trade * self.intensity
    }

    fn share(self) -> f64 {
        self.trade / self.flow
    }
}

/// Logarithmic mean of two positive numbers: (x - y) / ln(x / y), and x where they are equal.
fn logarithmic_mean(x: f64, y: f64) -> f64 {
    // ln(x / y) = 2 artanh(d); near one the quotient x / y has lost the digits that count.
    let (half, d) = ((x + y) / 2.0, (x - y) / (x + y));
    if d.abs() > 0.1 {
        (x - y) / (x / y).ln()
    } else if d == 0.0 {
        half
    } else {
        half * d / d.atanh()
    }
}

/// The parts of the change of one industry between two years.
///
/// An industry that emits in one of the two only has no logarithm. Its parts are the limits for what is zero there
/// going to zero: the whole change is scale if all trade of the flow is zero, composition if the industry's is, and
/// technique if only its intensity is.
fn effects(a: Term, b: Term) -> Effects {
    let (from, to) = (a.emissions(), b.emissions());
    if from > 0.0 && to > 0.0 {
        let weight = logarithmic_mean(to, from);
        let part = |x: f64, y: f64| weight * (y / x).ln();
        return Effects {
            scale: part(a.flow, b.flow),
            composition: part(a.share(), b.share()),
            technique: part(a.intensity, b.intensity),
        };
    }
    let (change, silent) = (to - from, if from > 0.0 { b } else { a });
    let none = Effects::default();
    if silent.flow <= 0.0 {
        Effects { scale: change, ..none }
    } else if silent.trade <= 0.0 {
        Effects { composition: change, ..none }
    } else {
        Effects { technique: change, ..none }
    }
}

/// Places whose changes are split in one task.
const TOGETHER: usize = 64;

/// Inserts the parts of every span: of the nation by industry and in all, of each region in all.
pub(super) fn insert(data: &Dataset, threads: usize, facts: &mut FactTable) {
    let y = data.catalogue.years;
    let spans = Spans::new(
        &[
            (y.first, y.last),
            (y.early, y.middle),
            (y.middle, y.last),
            (y.last, y.horizon),
            (y.first, y.horizon),
        ],
        y.first..=y.horizon,
    );
    let nation = data.names.nation();
    let regions = data.regions.iter().map(|r| r.code);
    let places: Vec<Symbol> = [nation].into_iter().chain(regions).collect();
    let intensities = Flow::BOTH.map(|flow| Intensities::new(data, flow, facts));
    let mut all = Vec::new();
    for intensities in &intensities {
        let known: &FactTable = facts;
        all.extend(in_parallel(threads, places.len().div_ceil(TOGETHER), |task| {
            let mut drafts = Drafts::default();
            for place in places.iter().skip(task * TOGETHER).take(TOGETHER).copied() {
                let path = Path::new(data, intensities, place, known);
                if place == nation {
                    for (i, industry) in data.names.industries.iter().enumerate() {
                        for span in &spans.long {
                            path.put(Some((i, *industry)), *span, &mut drafts);
                        }
                    }
                    for span in &spans.yearly {
                        path.put(None, *span, &mut drafts);
                    }
                }
                for span in &spans.long {
                    path.put(None, *span, &mut drafts);
                }
            }
            drafts
        }));
    }
    all.into_iter().for_each(|drafts| facts.append(drafts));
}

/// Base year and year of every change, each once.
struct Spans {
    /// Those that are asked for.
    long: Vec<(i16, i16)>,
    /// From each year to the next, without those that are asked for.
    yearly: Vec<(i16, i16)>,
}

impl Spans {
    fn new(wanted: &[(i16, i16)], years: std::ops::RangeInclusive<i16>) -> Self {
        let mut long: Vec<(i16, i16)> = wanted.iter().copied().filter(|(a, b)| a < b).collect();
        long.sort_unstable();
        long.dedup();
        let (first, last) = years.into_inner();
        let yearly =
            (first..last).map(|y| (y, y + 1)).filter(|span| !long.contains(span)).collect();
        Self { long, yearly }
    }
}

/// The intensities that a flow is made with.
struct Intensities {
    flow: Flow,
    /// `[industry][year]`.
    values: Vec<Vec<Option<(f64, Status)>>>,
}

impl Intensities {
    fn new(data: &Dataset, flow: Flow, facts: &FactTable) -> Self {
        let of = |industry: &Symbol, year: i16| {
            let fact = facts.get(&intensity_key(flow.maker(), *industry, year))?;
            Some((fact.value, fact.status))
        };
        let years = data.catalogue.years;
        let over_years = |i: &Symbol| (years.first..=years.horizon).map(|y| of(i, y)).collect();
        Self { flow, values: data.names.industries.iter().map(over_years).collect() }
    }
}

/// A flow at a place over all years of the edition.
struct Path {
    flow: Flow,
    place: Symbol,
    first: i16,
    /// `[industry][year]`: whether it is known.
    known: Vec<Vec<bool>>,
    /// `[industry][year]`: the parts of its change until the next, with their status, where both years are known.
    steps: Vec<Vec<Option<(Effects, Status)>>>,
}

impl Path {
    fn new(data: &Dataset, intensities: &Intensities, place: Symbol, facts: &FactTable) -> Self {
        let flow = intensities.flow;
        let (first, last) = (data.catalogue.years.first, data.catalogue.years.horizon);
        let trade = |industry: Symbol, year: i16| {
            let fact = facts.get(&trade_key(flow, industry, place, year))?;
            Some((fact.value, fact.status))
        };
        let all: Vec<_> = (first..=last).map(|year| trade(Symbol::ALL, year)).collect();
        let (mut known, mut steps) = (Vec::new(), Vec::new());
        for (industry, intensities) in data.names.industries.iter().zip(&intensities.values) {
            let years = (first..=last).zip(&all).zip(intensities);
            let terms: Vec<Option<(Term, Status)>> = years
                .map(|((year, all), intensity)| {
                    let ((flow, a), (intensity, c)) = ((*all)?, (*intensity)?);
                    let (trade, b) = trade(*industry, year)?;
                    Some((Term { flow, trade, intensity }, a.max(b).max(c)))
                })
                .collect();
            known.push(terms.iter().map(Option::is_some).collect());
            let step = |pair: &[Option<(Term, Status)>]| {
                let [Some((a, own)), Some((b, other))] = pair else { return None };
                Some((effects(*a, *b), *own.max(other)))
            };
            steps.push(terms.windows(2).map(step).collect());
        }
        Self { flow, place, first, known, steps }
    }

    /// Inserts the parts of a span for an industry, or for all that the place has in both years of each step.
    fn put(&self, only: Option<(usize, Symbol)>, (base, year): (i16, i16), facts: &mut Drafts) {
        let at = |y: i16| usize::try_from(y - self.first).expect("years in order");
        let industries = only.map_or(0..self.steps.len(), |(i, _)| i..i + 1);
        let (mut sum, mut found) = (Effects::default(), None);
        for i in industries {
            // A span that ends after the last year of the account has no change to split.
            if !self.known[i][at(base)] || !self.known[i][at(year)] {
                continue;
            }
            for (step, status) in self.steps[i][at(base)..at(year)].iter().flatten() {
                sum += *step;
                found = found.max(Some(*status));
            }
        }
        let Some(status) = found else { return };
        let (code, each) = only.map_or((Symbol::ALL, Symbol::EACH), |(_, code)| (code, code));
        // Every year of the path: emissions name intensity and trade of the industry.
        let inputs: Vec<Input> = (base..=year)
            .flat_map(|y| {
                [
                    embodied_key(self.flow, each, self.place, y).into(),
                    trade_key(self.flow, Symbol::ALL, self.place, y).into(),
                ]
            })
            .collect();
        for (measure, value) in sum.parts() {
            let key = FactKey::new(measure)
                .flow(self.flow)
                .industry(code)
                .region(self.place)
                .year(year)
                .base(base);
            put(facts, key, value, status, Method::Lmdi, &inputs);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn near(a: f64, b: f64, tolerance: f64) -> bool {
        (a - b).abs() <= tolerance * a.abs().max(b.abs()).max(1e-12)
    }

    fn total(e: Effects) -> f64 {
        e.scale + e.composition + e.technique
    }

    /// Sum over industries: trades and intensities of two years.
    fn between(a: &[(f64, f64)], b: &[(f64, f64)]) -> Effects {
        let terms = |side: &[(f64, f64)]| -> Vec<Term> {
            let flow = side.iter().map(|(trade, _)| trade).sum();
            side.iter().map(|&(trade, intensity)| Term { flow, trade, intensity }).collect()
        };
        let mut sum = Effects::default();
        for (a, b) in terms(a).into_iter().zip(terms(b)) {
            sum += effects(a, b);
        }
        sum
    }

    #[test]
    fn the_check_values_of_the_methods_are_met() {
        // kg/USD times million USD are kt; three industries, two years.
        let t0 = [(20_000.0, 1.20), (1_500.0, 1.60), (3_000.0, 0.90)];
        let t1 = [(38_000.0, 1.05), (2_200.0, 1.45), (6_000.0, 0.70)];
        let found = between(&t0, &t1);
        for (own, wanted) in
            [(found.scale, 23.7552), (found.composition, -0.2619), (found.technique, -5.3033)]
        {
            assert!((own / 1e3 - wanted).abs() < 5e-5, "{own} instead of {wanted}");
        }
        assert!(near(total(found), 18_190.0, 1e-12));
    }

    #[test]
    fn the_logarithmic_mean_lies_between_geometric_and_arithmetic_mean() {
        // L(1, e) = e - 1.
        let e = std::f64::consts::E;
        assert!(near(logarithmic_mean(e, 1.0), e - 1.0, 1e-15));
        assert!(near(logarithmic_mean(3.0, 3.0), 3.0, 1e-15));
        for x in [1e-12, 0.5, 0.8, 0.9, 0.999, 1.0 + 1e-9, 1.0 + 1e-13, 1.3, 1e12] {
            let l = logarithmic_mean(x, 1.0);
            assert!(near(l, logarithmic_mean(1.0, x), 1e-13), "symmetric at {x}");
            let slack = 1e-14 * l;
            assert!(x.sqrt() <= l + slack && l <= f64::midpoint(x, 1.0) + slack, "{x}: {l}");
        }
    }

    #[test]
    fn zeros_have_the_parts_that_small_numbers_approach() {
        let a = Term { flow: 100.0, trade: 20.0, intensity: 0.5 };
        let b = Term { flow: 150.0, trade: 60.0, intensity: 0.4 };
        let none = Term { trade: 0.0, ..a };
        let clean = Term { intensity: 0.0, ..a };
        let nothing = Term { flow: 0.0, trade: 0.0, ..a };
        assert_eq!(effects(none, b), Effects { composition: 24.0, ..Effects::default() });
        assert_eq!(effects(clean, b), Effects { technique: 24.0, ..Effects::default() });
        assert_eq!(effects(nothing, b), Effects { scale: 24.0, ..Effects::default() });
        assert_eq!(effects(b, none), Effects { composition: -24.0, ..Effects::default() });
        assert_eq!(effects(none, clean), Effects::default());
        // The limits, from small numbers; the other parts vanish as slowly as 1 / ln.
        let small = 1e-300;
        for (own, exact) in [
            (effects(Term { trade: a.trade * small, ..a }, b), effects(none, b)),
            (effects(Term { intensity: a.intensity * small, ..a }, b), effects(clean, b)),
            (
                effects(Term { flow: 100.0 * small, trade: 20.0 * small, ..a }, b),
                effects(nothing, b),
            ),
        ] {
            for (own, exact) in own.parts().into_iter().zip(exact.parts()) {
                assert!((own.1 - exact.1).abs() < 0.003 * 24.0, "{own:?} against {exact:?}");
            }
        }
    }

    #[test]
    fn spans_stand_once_and_go_forward() {
        let spans =
            Spans::new(&[(2010, 2012), (2011, 2012), (2012, 2012), (2010, 2012)], 2010..=2013);
        assert_eq!(spans.long, [(2010, 2012), (2011, 2012)]);
        assert_eq!(spans.yearly, [(2010, 2011), (2012, 2013)]);
    }

    fn side() -> impl Strategy<Value = (f64, f64)> {
        let number =
            |top: u32| prop_oneof![1 => Just(0.0), 4 => (1..top).prop_map(|n| f64::from(n) * 1e-3)];
        (number(1_000_000), number(5_000))
    }

    proptest! {
        #[test]
        fn the_parts_add_up_to_the_change(pairs in prop::collection::vec((side(), side()), 1..=30)) {
            let (a, b): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
            let emissions = |s: &[(f64, f64)]| s.iter().map(|(v, e)| v * e).sum::<f64>();
            let found = between(&a, &b);
            let scale = emissions(&a).max(emissions(&b));
            prop_assert!((total(found) - (emissions(&b) - emissions(&a))).abs() <= 1e-9 * scale);
            // Backwards every part has the other sign.
            for (there, back) in found.parts().into_iter().zip(between(&b, &a).parts()) {
                prop_assert!((there.1 + back.1).abs() <= 1e-9 * scale);
            }
        }
    }
}
