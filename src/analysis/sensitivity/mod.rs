//! Sensitivity: the national account again, each time with one part of the method exchanged.
//!
//! A variant is a table of emissions by flow and industry of a year. It is computed from the arrays that are there
//! (intensities, national trade) or from other facts, never by running the analysis again.

mod intensities;
mod others;
mod trade;

use super::embodied::{embodied_key, intensity_key};
use super::put;
use super::regression::{Line, count};
use super::trade::{National, trade_key};
use super::trade_field::TradeField;
use crate::data::{Dataset, FEWEST_OBSERVATIONS};
use crate::facts::{FactKey, FactTable, Input, Method, Status};
use crate::vocabulary::{Flow, Measure, Side, Symbol, codes};

/// How many of the first industries are watched.
const FIRST: usize = 5;

/// `[country][industry]`, t/USD, or `[flow][industry]`, USD or t.
type Pairs = [Vec<f64>; 2];

/// Emissions of a variant in a year.
struct Emissions {
    /// `[flow][industry]`, t.
    by_flow: Pairs,
    /// What they are computed from.
    inputs: Vec<Input>,
}

/// What every variant reads.
struct Chain<'a> {
    data: &'a Dataset,
    national: &'a National,
    field: &'a TradeField,
    facts: &'a FactTable,
}

/// A variant by its code, in each of the years that it speaks of.
struct Variant {
    code: Symbol,
    years: Vec<(i16, Emissions)>,
}

/// Inserts every variant in the middle, last and horizon year, as far as it speaks of them.
pub(super) fn insert(
    data: &Dataset,
    national: &National,
    field: &TradeField,
    facts: &mut FactTable,
) {
    let chain = Chain { data, national, field, facts };
    let variants = chain.variants();
    let status = |year: i16| if year > field.last { Status::Projected } else { Status::Estimated };
    let baseline: Vec<(i16, Pairs)> =
        variants[0].years.iter().map(|(y, e)| (*y, e.by_flow.clone())).collect();
    for variant in variants {
        for (year, emissions) in variant.years {
            let Some((_, base)) = baseline.iter().find(|(y, _)| *y == year) else { continue };
            let result = Result { code: variant.code, year, status: status(year), data };
            result.insert(base, &emissions, facts);
        }
    }
}

impl Chain<'_> {
    /// The baseline first, then the variants in the order of their codes' list, then each year left out.
    fn variants(&self) -> Vec<Variant> {
        let y = self.data.catalogue.years;
        let mut years = vec![y.middle, y.last, y.horizon];
        years.dedup();
        years.retain(|year| *year <= self.field.end);
        let variant = |code: &str, of: &dyn Fn(i16) -> Option<Emissions>| Variant {
            code: self.data.names.symbols.get(code).expect("interned at loading"),
            years: years.iter().filter_map(|year| of(*year).map(|e| (*year, e))).collect(),
        };
        let mut all = vec![
            variant(codes::BASELINE, &|year| Some(self.baseline(year))),
            variant(codes::CONSTANT_RATE, &|year| self.constant_rate(year)),
            variant(codes::PPP_RATE, &|year| self.ppp_rate(year)),
            variant(codes::TOTAL_INTENSITIES, &|year| self.total_intensities(year)),
            variant(codes::LAST_VALUE_INTENSITY, &|year| Some(self.last_value(year))),
            variant(codes::LOG_LINEAR_INTENSITY, &|year| Some(self.log_linear(year))),
            variant(codes::MIRROR_TRADE, &|year| self.mirror(year)),
            variant(codes::BEST_MODEL, &|year| self.best_model(year)),
        ];
        for left_out in &self.national.years {
            let code = codes::leave_out(*left_out);
            all.push(variant(&code, &|year| self.leave_out(*left_out, year)));
        }
        all
    }

    /// The account as it stands.
    fn baseline(&self, year: i16) -> Emissions {
        let e = Side::BOTH.map(|side| self.intensity(side, year));
        let inputs = self.intensity_inputs(&[year]).chain(self.trade_inputs(&[year])).collect();
        Emissions { by_flow: product(&e, &self.trade(year)), inputs }
    }

    /// Intensities of a country, by industry.
    fn intensity(&self, side: Side, year: i16) -> Vec<f64> {
        let value = |code: &Symbol| self.facts.expect(&intensity_key(side, *code, year)).value;
        self.field.industries.iter().map(value).collect()
    }

    /// National trade, `[flow][industry]`, USD.
    fn trade(&self, year: i16) -> Pairs {
        Flow::BOTH.map(|flow| {
            let industries = 0..self.field.industries.len();
            let y = self.field.at(year);
            industries.map(|i| self.field.of_nation((flow.index(), i), y)).collect()
        })
    }

    fn intensity_inputs(&self, years: &[i16]) -> impl Iterator<Item = Input> + use<> {
        let years = years.to_vec();
        years.into_iter().flat_map(|year| {
            Side::BOTH.map(|side| Input::from(intensity_key(side, Symbol::EACH, year)))
        })
    }

    fn trade_inputs(&self, years: &[i16]) -> impl Iterator<Item = Input> + use<> {
        let nation = self.data.names.nation();
        let years = years.to_vec();
        years.into_iter().flat_map(move |year| {
            Flow::BOTH.map(|flow| Input::from(trade_key(flow, Symbol::EACH, nation, year)))
        })
    }
}

/// Intensity of the maker times trade, `[flow][industry]`.
fn product(intensity: &Pairs, trade: &Pairs) -> Pairs {
    Flow::BOTH.map(|flow| {
        let e = &intensity[flow.maker().index()];
        e.iter().zip(&trade[flow.index()]).map(|(e, v)| e * v).collect()
    })
}

/// Where the facts of a variant go.
struct Result<'a> {
    code: Symbol,
    year: i16,
    status: Status,
    data: &'a Dataset,
}

impl Result<'_> {
    fn insert(&self, base: &Pairs, own: &Emissions, facts: &mut FactTable) {
        let key = |measure| FactKey::new(measure).industry(self.code).year(self.year);
        let mut put = |key: FactKey, value: f64, inputs: Vec<Input>| {
            put(facts, key, value, self.status, Method::Sensitivity, inputs);
        };
        let [out, inward] = [0, 1].map(|f: usize| own.by_flow[f].iter().sum::<f64>());
        let [base_out, base_in] = [0, 1].map(|f: usize| base[f].iter().sum::<f64>());
        put(key(Measure::SensitivityExports), out, own.inputs.clone());
        put(key(Measure::SensitivityImports), inward, own.inputs.clone());
        let parts = [Measure::SensitivityExports, Measure::SensitivityImports];
        let both = parts.map(|measure| key(measure).into()).to_vec();
        put(key(Measure::SensitivityBalance), out - inward, both);
        let baseline = self.data.names.symbols.get(codes::BASELINE).expect("interned at loading");
        let balance = key(Measure::SensitivityBalance);
        let against = vec![balance.into(), balance.industry(baseline).into()];
        let change = out - inward - (base_out - base_in);
        put(key(Measure::SensitivityChange), change, against);
        for flow in Flow::BOTH {
            let (before, after) = (first(&base[flow.index()]), first(&own.by_flow[flow.index()]));
            let kept = before.iter().filter(|i| after.contains(i)).count();
            let nation = self.data.names.nation();
            let inputs = own.inputs.iter().copied().chain([embodied_key(
                flow,
                Symbol::EACH,
                nation,
                self.year,
            )
            .into()]);
            let inputs: Vec<Input> = inputs.collect();
            let of = |measure| key(measure).flow(flow);
            put(of(Measure::SensitivityFirstFive), count(kept), inputs.clone());
            let ordered = if before == after { 1.0 } else { 0.0 };
            put(of(Measure::SensitivityFirstFiveOrdered), ordered, inputs);
        }
    }
}

/// The first industries by descending emissions; equal ones keep their order.
fn first(emissions: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..emissions.len()).collect();
    order.sort_by(|a, b| emissions[*b].total_cmp(&emissions[*a]));
    order.truncate(FIRST);
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_five_are_the_largest_and_ties_keep_their_order() {
        assert_eq!(first(&[1.0, 7.0, 3.0, 3.0, 0.0, 2.0, 9.0]), [6, 1, 2, 3, 5]);
        assert_eq!(first(&[1.0, 2.0]), [1, 0]);
    }

    #[test]
    fn a_flow_takes_the_intensities_of_its_maker() {
        let made = product(&[vec![2.0, 3.0], vec![5.0, 7.0]], &[vec![10.0, 1.0], vec![100.0, 4.0]]);
        assert_eq!(made, [vec![20.0, 3.0], vec![500.0, 28.0]]);
    }
}
