//! Identities that hold for every data set, on random synthetic folders.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use proptest::prelude::*;
use tradeprint::facts::{Fact, FactTable, Status};
use tradeprint::vocabulary::{Measure, Symbol};

use crate::synthetic::{Folder, analysis, fact, find, near, value};

const FIRST: i16 = 2010;
const LAST: i16 = 2016;
const HORIZON: i16 = 2019;
const YEARS: usize = 7;
const FLOWS: [&str; 2] = ["AA-BB", "BB-AA"];

/// A random data set: plain numbers, from which tables are written.
#[derive(Clone, Debug)]
struct World {
    industries: usize,
    regions: usize,
    /// `[flow][product][year]`, USD; one product an industry and one that all industries share.
    trade: Vec<Vec<Vec<f64>>>,
    /// Shares of the last product, per flow; sum to one.
    mixed: Vec<Vec<f64>>,
    /// `[country][industry]`, t per USD in the accounts' years.
    intensity: Vec<Vec<f64>>,
    /// `[country][year]`: CO2, GDP, real GDP.
    totals: Vec<Vec<[f64; 3]>>,
    /// Raw weights `[basis][region]`, the last entry is the unallocated part.
    weights: Vec<Vec<f64>>,
    /// Reported: (flow, product, region, share of the nation in a thousandth, years).
    reported: Vec<(usize, usize, usize, u32, Vec<bool>)>,
    /// Published totals: (region, flows, year, share of the nation).
    anchors: Vec<(usize, usize, i16, f64)>,
}

fn world() -> impl Strategy<Value = World> {
    (1usize..=8, 0usize..=12).prop_flat_map(|(industries, regions)| {
        let money =
            prop_oneof![1 => Just(0.0), 9 => (1u32..1_000_000).prop_map(|v| f64::from(v) * 1e3)];
        let rate = (1u32..3_000).prop_map(|v| f64::from(v) * 1e-6);
        let part = (0u32..1_000).prop_map(|v| f64::from(v) + 1.0);
        let total = (900u32..1_100).prop_map(f64::from);
        let positions = 0..regions.max(1);
        (
            prop::collection::vec(
                prop::collection::vec(prop::collection::vec(money, YEARS), industries + 1),
                2,
            ),
            prop::collection::vec(prop::collection::vec(part.clone(), industries), 2),
            prop::collection::vec(prop::collection::vec(rate, industries), 2),
            prop::collection::vec(
                prop::collection::vec([total.clone(), total.clone(), total], YEARS),
                2,
            ),
            prop::collection::vec(prop::collection::vec(part, regions + 1), 2),
            prop::collection::vec(
                (
                    0usize..2,
                    0..=industries,
                    positions.clone(),
                    0u32..=20,
                    prop_oneof![
                        Just(vec![true; YEARS]),
                        prop::collection::vec(any::<bool>(), YEARS)
                    ],
                ),
                0..12,
            ),
            prop::collection::vec((positions, 0usize..3, FIRST..=LAST, 0.05f64..0.15), 0..4),
        )
            .prop_map(
                move |(trade, mixed, intensity, totals, weights, reported, anchors)| World {
                    industries,
                    regions,
                    trade,
                    mixed,
                    intensity,
                    totals,
                    weights,
                    reported,
                    anchors,
                },
            )
    })
}

fn normal(parts: &[f64]) -> Vec<f64> {
    let sum: f64 = parts.iter().sum();
    parts.iter().map(|p| p / sum).collect()
}

impl World {
    fn region(&self, r: usize) -> String {
        format!("AA-R{r:02}")
    }

    /// Writes its tables into a copy of the synthetic folder.
    fn write(&self) -> Folder {
        self.write_scaled(1.0)
    }

    /// The same with all trade, reported and published, times a factor.
    fn write_scaled(&self, factor: f64) -> Folder {
        let folder = Folder::tiny();
        folder.remove("claims.toml").remove("regional_indicators.csv");
        folder.remove("regional_anchors.csv");
        folder.edit("tradeprint.toml", "horizon = 2020", &format!("horizon = {HORIZON}"));
        folder.edit(
            "tradeprint.toml",
            "balance_maps = [\"mining\", \"factories\"]",
            "balance_maps = [\"i0\"]",
        );
        let settings = "\n[uncertainty]\ndraws = 1000\nconcordance_concentration = 20.0\n";
        folder.append("tradeprint.toml", settings);
        self.write_codes(&folder);
        self.write_trade(&folder, factor);
        self.write_accounts(&folder);
        self.write_regional(&folder, factor);
        folder.describe();
        folder
    }

    fn write_codes(&self, folder: &Folder) {
        let mut industries =
            "industry,kind,intensity_group,members,made_basis,used_basis,order,name_en,short_en\n"
                .to_owned();
        let mut groups = "intensity_group,name_en\n".to_owned();
        let mut products = "product,name_en\nmixed,Mixed\n".to_owned();
        let mut parts = "flow,product,industry,share,status,source\n".to_owned();
        for i in 0..self.industries {
            let _ = writeln!(industries, "i{i},industry,g{i},,made,used,{i},I{i},I{i}");
            let _ = writeln!(groups, "g{i},G{i}");
            let _ = writeln!(products, "p{i},P{i}");
            for (f, flow) in FLOWS.iter().enumerate() {
                let share = normal(&self.mixed[f])[i];
                let _ = writeln!(parts, "{flow},p{i},i{i},1,observed,synthetic");
                let _ = writeln!(parts, "{flow},mixed,i{i},{share},estimated,synthetic");
            }
        }
        if self.industries > 1 {
            let _ = writeln!(industries, "pair,group,,i0;i1,,,99,Pair,Pair");
        }
        let mut regions = "region,name_en,federal_district,default\n".to_owned();
        let mut features = Vec::new();
        // A folder without regions that count has an optional one: a table cannot be empty.
        for r in 0..self.regions.max(1) {
            let default = if self.regions > 0 { "yes" } else { "optional" };
            let _ = writeln!(regions, "{},R{r},One,{default}", self.region(r));
            features.push(serde_json::json!({
                "type": "Feature",
                "properties": { "region": self.region(r) },
                "geometry": {
                    "type": "Polygon",
                    "coordinates": [[[30, 60], [31, 60], [31, 61], [30, 60]]]
                }
            }));
        }
        let shapes = serde_json::json!({ "type": "FeatureCollection", "features": features });
        folder
            .write("industries.csv", industries)
            .write("intensity_groups.csv", groups)
            .write("products.csv", products)
            .write("concordance.csv", parts)
            .write("regions.csv", regions)
            .write("regions.geojson", shapes.to_string());
    }

    fn product(&self, p: usize) -> String {
        if p == self.industries { "mixed".to_owned() } else { format!("p{p}") }
    }

    fn write_trade(&self, folder: &Folder, factor: f64) {
        let mut trade = "year,flow,product,value_usd,status,source\n".to_owned();
        let mut totals = "year,flow,reporter,value_usd,preferred,status,source\n".to_owned();
        for (f, flow) in FLOWS.iter().enumerate() {
            for (y, year) in (FIRST..=LAST).enumerate() {
                let mut sum = 0.0;
                for p in 0..=self.industries {
                    let usd = self.trade[f][p][y] * factor;
                    sum += usd;
                    let _ = writeln!(
                        trade,
                        "{year},{flow},{},{usd},observed,synthetic",
                        self.product(p)
                    );
                }
                let _ = writeln!(totals, "{year},{flow},AA,{sum},1,observed,synthetic");
            }
        }
        folder.write("trade.csv", trade).write("trade_totals.csv", totals);
    }

    fn write_accounts(&self, folder: &Folder) {
        let mut output = "year,country,intensity_group,output_lcu,status,source\n".to_owned();
        let mut emissions = "year,country,intensity_group,emissions_t,status,source\n".to_owned();
        let mut macros = "year,country,co2_t,gdp_usd,gdp_real_usd2011,status,source\n".to_owned();
        for (c, country) in ["AA", "BB"].iter().enumerate() {
            let rate = [2.0, 4.0][c];
            for (y, year) in (FIRST..=LAST).enumerate() {
                let [co2, gdp, real] = self.totals[c][y];
                let (co2, gdp, real) = (co2 * 1e6, gdp * 1e9, real * 1e9);
                let _ = writeln!(macros, "{year},{country},{co2},{gdp},{real},observed,synthetic");
                if year > 2014 {
                    continue;
                }
                for i in 0..self.industries {
                    let (lcu, tonnes) = (1e9 * rate, self.intensity[c][i] * 1e9);
                    let _ = writeln!(output, "{year},{country},g{i},{lcu},observed,synthetic");
                    let _ =
                        writeln!(emissions, "{year},{country},g{i},{tonnes},observed,synthetic");
                }
            }
        }
        folder
            .write("output.csv", output)
            .write("emissions.csv", emissions)
            .write("macro.csv", macros);
    }

    fn write_regional(&self, folder: &Folder, factor: f64) {
        let mut weights = "basis,region,year,share,status,source\n".to_owned();
        for (b, basis) in ["made", "used"].iter().enumerate() {
            let shares = normal(&self.weights[b]);
            for (r, own) in shares.iter().enumerate().take(self.regions.max(1)) {
                for year in FIRST..=LAST {
                    let share = if self.regions > 0 { *own } else { 0.0 };
                    let _ = writeln!(
                        weights,
                        "{basis},{},{year},{share},observed,synthetic",
                        self.region(r)
                    );
                }
            }
        }
        folder.write("regional_weights.csv", weights);
        if self.regions == 0 {
            return;
        }
        let rows = self.reported_rows();
        if !rows.is_empty() {
            let mut text = "year,flow,region,product,value_usd,status,source\n".to_owned();
            for ((y, f, r, p), usd) in &rows {
                let year = FIRST + i16::try_from(*y).expect("few years");
                let _ = writeln!(
                    text,
                    "{year},{},{},{},{},observed,synthetic",
                    FLOWS[*f],
                    self.region(*r),
                    self.product(*p),
                    usd * factor
                );
            }
            folder.write("regional_trade.csv", text);
        }
        let mut text = String::new();
        for (n, (r, flows, year, share)) in self.anchors.iter().enumerate() {
            // Totals that can be met: one a region, of regions whose trade is all allocated.
            let taken = self.anchors[..n].iter().any(|other| other.0 == *r);
            if taken || self.reported.iter().any(|row| row.2 == *r) {
                continue;
            }
            let y = usize::try_from(*year - FIRST).expect("in range");
            let of = |f: usize| self.trade[f].iter().map(|p| p[y]).sum::<f64>();
            let (codes, usd) = match flows {
                0 => ("AA-BB", of(0)),
                1 => ("BB-AA", of(1)),
                _ => ("AA-BB;BB-AA", of(0) + of(1)),
            };
            let usd = usd * share * factor;
            if usd > 0.0 {
                let _ = writeln!(
                    text,
                    "a{n},{},{codes},{year},{usd},observed,synthetic",
                    self.region(*r)
                );
            }
        }
        if !text.is_empty() {
            let header = "anchor,regions,flows,year,value_usd,status,source\n".to_owned();
            folder.write("regional_anchors.csv", header + &text);
        }
    }

    /// Reported trade by (year, flow, region, product), each at most 2 % of the nation's, so that 12 regions and the published totals fit.
    fn reported_rows(&self) -> BTreeMap<(usize, usize, usize, usize), f64> {
        let mut rows = BTreeMap::new();
        for (f, p, r, thousandths, years) in &self.reported {
            for (y, is_reported) in years.iter().enumerate() {
                if *is_reported {
                    let usd = self.trade[*f][*p][y] * f64::from(*thousandths) / 1e3;
                    rows.insert((y, *f, *r, *p), usd);
                }
            }
        }
        rows
    }

    fn industries(&self) -> Vec<String> {
        (0..self.industries).map(|i| format!("i{i}")).collect()
    }

    fn places(&self) -> Vec<String> {
        let regions = (0..self.regions).map(|r| self.region(r));
        regions.chain(["AA-unallocated".to_owned()]).collect()
    }
}

fn sum_of(facts: &FactTable, ids: impl Iterator<Item = String>) -> f64 {
    ids.filter_map(|id| find(facts, &id).map(|fact| fact.value)).sum()
}

/// Largest absolute value of trade or emissions of a flow: the scale on which sums are exact.
fn scale(facts: &FactTable, measure: Measure) -> f64 {
    facts.iter().filter(|f| f.key.measure == measure).map(|f| f.value.abs()).fold(0.0, f64::max)
}

fn clipped(facts: &FactTable, flow: &str, year: i16) -> bool {
    facts.iter().any(|f| {
        f.key.measure == Measure::Trade
            && f.key.year == year
            && f.key.flow.is_some_and(|own| facts.names().flow(own) == flow)
            && f.method == tradeprint::facts::Method::OlsClipped
    })
}

fn interval_holds_value(fact: &Fact) -> bool {
    fact.interval.is_none_or(|(lower, upper)| {
        let slack = 1e-12 * lower.abs().max(upper.abs());
        lower - slack <= fact.value && fact.value <= upper + slack
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sums_parts_and_shares_hold(world in world()) {
        let folder = world.write();
        let facts = folder.analysis().facts;
        let (usd, tonnes) = (scale(&facts, Measure::Trade), scale(&facts, Measure::Joint));
        let mut codes = world.industries();
        codes.push("all".to_owned());
        for year in FIRST..=HORIZON {
            for flow in FLOWS {
                for (measure, scale) in [("trade", usd), ("embodied", tonnes)] {
                    for code in &codes {
                        // Sum over regions and the unallocated part = nation.
                        let own = value(&facts, &format!("{measure}/{flow}/{code}/AA/{year}"));
                        let sum = sum_of(&facts, world.places().iter().map(|p| format!("{measure}/{flow}/{code}/{p}/{year}")));
                        prop_assert!(near(own, sum, 1e-9, scale), "{measure} {flow} {code} {year}: {own} {sum}");
                    }
                    // Sum over industries = all, at each place.
                    for place in world.places().iter().map(String::as_str).chain(["AA"]) {
                        let own = value(&facts, &format!("{measure}/{flow}/all/{place}/{year}"));
                        let sum = sum_of(&facts, world.industries().iter().map(|i| format!("{measure}/{flow}/{i}/{place}/{year}")));
                        prop_assert!(near(own, sum, 1e-9, scale), "{measure} {flow} {place} {year}: {own} {sum}");
                    }
                }
            }
            for code in &codes {
                let of = |measure: &str| value(&facts, &format!("{measure}/{code}/AA/{year}"));
                let embodied = |flow: &str| value(&facts, &format!("embodied/{flow}/{code}/AA/{year}"));
                prop_assert!(near(of("balance"), embodied("AA-BB") - embodied("BB-AA"), 1e-9, tonnes));
                prop_assert!(near(of("joint"), embodied("AA-BB") + embodied("BB-AA"), 1e-9, tonnes));
                prop_assert!(near(of("balance"), of("balance_volume") + of("balance_intensity"), 1e-9, tonnes));
            }
            for measure in ["avoided", "domestic_technology", "balance_volume", "balance_intensity"] {
                let own = value(&facts, &format!("{measure}/all/AA/{year}"));
                let sum = sum_of(&facts, world.industries().iter().map(|i| format!("{measure}/{i}/AA/{year}")));
                prop_assert!(near(own, sum, 1e-9, tonnes), "{measure} {year}: {own} {sum}");
            }
            // The parts of a region's balance, too.
            for r in 0..world.regions {
                let of = |measure: &str| value(&facts, &format!("{measure}/all/{}/{year}", world.region(r)));
                prop_assert!(near(of("balance"), of("balance_volume") + of("balance_intensity"), 1e-9, tonnes));
            }
        }
        for flow in FLOWS {
            for year in FIRST..=LAST {
                let shares = world.industries().into_iter().filter_map(|i| find(&facts, &format!("share/{flow}/{i}/AA/{year}")));
                let (count, sum) = shares.fold((0, 0.0), |(n, s), f| (n + 1, s + f.value));
                prop_assert!(count == 0 || near(sum, 1.0, 1e-9, 0.0), "{flow} {year}: {sum}");
                let shares = world.industries().into_iter().filter_map(|i| find(&facts, &format!("trade_share/{flow}/{i}/AA/{year}")));
                let (count, sum) = shares.fold((0, 0.0), |(n, s), f| (n + 1, s + f.value));
                prop_assert!(count == 0 || near(sum, 1.0, 1e-9, 0.0), "{flow} {year}: {sum}");
            }
        }
    }

    #[test]
    fn projections_intervals_ranks_and_statuses_hold(world in world()) {
        let folder = world.write();
        let facts = folder.analysis().facts;
        for fact in facts.iter() {
            prop_assert!(interval_holds_value(fact), "{}: {fact:?}", facts.names().id(&fact.key));
            let measure = fact.key.measure;
            let beyond = fact.key.year > LAST;
            prop_assert_eq!(beyond && measure != Measure::TradeTotal, fact.status == Status::Projected);
            let of_nation = fact.key.region != facts.names().unallocated();
            if matches!(measure, Measure::Trade | Measure::Embodied | Measure::Joint) && of_nation {
                prop_assert!(fact.value >= -1e-3, "{}: {}", facts.names().id(&fact.key), fact.value);
            }
        }
        // The trend of the sum is the sum of the trends where nothing is clipped.
        for flow in FLOWS {
            if (LAST + 1..=HORIZON).any(|year| clipped(&facts, flow, year)) {
                continue;
            }
            let points: Vec<(f64, f64)> = (FIRST..=LAST)
                .map(|year| (f64::from(year), value(&facts, &format!("trade/{flow}/all/AA/{year}"))))
                .collect();
            let line = tradeprint::analysis::Line::fit(&points).expect("seven years");
            for year in LAST + 1..=HORIZON {
                let own = fact(&facts, &format!("trade/{flow}/all/AA/{year}"));
                let x = f64::from(year);
                let scale = scale(&facts, Measure::Trade);
                prop_assert!(near(own.value, line.at(x), 1e-9, scale));
                let (lower, upper) = own.interval.expect("projected");
                let whole = line.interval(x);
                // The records' error comes on top. Industries are continued with the products of the last year, so a
                // product that falls into several may add a little of the concordance's.
                let reach = 1.959_963_984_540_054
                    * find(&facts, &format!("records_error/{flow}")).map_or(0.0, |f| f.value);
                let down = (own.value - whole.0).hypot(-own.value * (-reach).exp_m1());
                let up = (whole.1 - own.value).hypot(own.value * reach.exp_m1());
                prop_assert!(upper >= own.value + up - 1e-9 * scale);
                prop_assert!(lower <= (own.value - down).max(0.0) + 1e-9 * scale);
            }
        }
        // Ranks are a permutation.
        for flow in FLOWS {
            for (name, members) in [
                ("rank", (0..world.regions).map(|r| world.region(r)).collect::<Vec<_>>()),
                ("rank_industry", world.industries()),
            ] {
                for year in [2012, 2014, LAST, HORIZON] {
                    let mut ranks: Vec<f64> = members.iter().map(|m| value(&facts, &format!("{name}/{flow}/{m}/{year}"))).collect();
                    ranks.sort_by(f64::total_cmp);
                    prop_assert!((1u32..).map(f64::from).zip(&ranks).all(|(n, rank)| (n - rank).abs() < 0.5));
                }
            }
        }
    }

    #[test]
    fn trade_times_k_makes_emissions_times_k(world in world(), factor in 2u32..9) {
        // Without published totals: the decision to carry them rests on a comparison of errors that scaling may tie.
        let world = World { anchors: Vec::new(), ..world };
        let factor = f64::from(factor);
        let (one, other) = (world.write(), world.write_scaled(factor));
        let (one, other) = (one.analysis().facts, other.analysis().facts);
        prop_assert_eq!(one.len(), other.len());
        let (usd, tonnes) = (scale(&one, Measure::Trade), scale(&one, Measure::Joint));
        for fact in one.iter() {
            let scaled = match fact.key.measure {
                Measure::Trade => Some(usd),
                Measure::Embodied | Measure::Balance | Measure::Joint | Measure::Avoided => Some(tonnes),
                Measure::Intensity | Measure::Share | Measure::TradeShare => None,
                _ => continue,
            };
            let id = one.names().id(&fact.key);
            let after = value(&other, &id);
            match scaled {
                Some(scale) => prop_assert!(near(fact.value * factor, after, 1e-9, scale * factor), "{id}"),
                None => prop_assert!(near(fact.value, after, 1e-9, 1.0), "{id}"),
            }
        }
    }

    #[test]
    fn reported_trade_stands_as_it_is(world in world()) {
        prop_assume!(world.regions > 0);
        let folder = world.write();
        let facts = folder.analysis().facts;
        let rows = world.reported_rows();
        let usd = scale(&facts, Measure::Trade);
        for (y, year) in (FIRST..=LAST).enumerate() {
            for (f, flow) in FLOWS.iter().enumerate() {
                let mixed = normal(&world.mixed[f]);
                for r in 0..world.regions {
                    for (i, share) in mixed.iter().enumerate() {
                        let own = fact(&facts, &format!("trade/{flow}/i{i}/{}/{year}", world.region(r)));
                        let (alone, together) = (rows.get(&(y, f, r, i)), rows.get(&(y, f, r, world.industries)));
                        let reported = alone.copied().unwrap_or(0.0) + together.map_or(0.0, |v| v * share);
                        if alone.is_some() && together.is_some() {
                            prop_assert!(near(own.value, reported, 1e-9, usd));
                            // The concordance of the mixed product is an estimate.
                            prop_assert_eq!(own.status, Status::Estimated);
                        } else {
                            prop_assert!(own.value >= reported - 1e-9 * usd);
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn nothing_is_allocated_where_everything_is_reported(world in world()) {
        prop_assume!(world.regions > 0);
        // Each region's part of each product: its weights, made to sum to one.
        let parts = normal(&world.weights[0][..world.regions]);
        let folder = World { reported: Vec::new(), ..world.clone() }.write();
        let mut text = "year,flow,region,product,value_usd,status,source\n".to_owned();
        for (y, year) in (FIRST..=LAST).enumerate() {
            for (f, flow) in FLOWS.iter().enumerate() {
                for p in 0..=world.industries {
                    let mut left = world.trade[f][p][y];
                    for (r, part) in parts.iter().enumerate() {
                        let last = r + 1 == world.regions;
                        let usd = if last { left } else { (world.trade[f][p][y] * part).min(left) };
                        left -= usd;
                        let _ = writeln!(text, "{year},{flow},{},{},{usd},observed,synthetic", world.region(r), world.product(p));
                    }
                }
            }
        }
        folder.write("regional_trade.csv", text).describe();
        let facts = analysis(folder.path()).facts;
        let usd = scale(&facts, Measure::Trade);
        for fact in facts.iter() {
            match fact.key.measure {
                Measure::AllocatedShare => prop_assert!(fact.value.abs() < 1e-9),
                Measure::Trade if fact.key.region == facts.names().unallocated() && fact.key.year <= LAST => {
                    prop_assert!(fact.value.abs() <= 1e-9 * usd, "{}", facts.names().id(&fact.key));
                }
                Measure::Trade if fact.key.region != facts.names().nation() && fact.key.year <= LAST && fact.key.industry != Symbol::ALL => {
                    prop_assert!(fact.key.region == facts.names().unallocated() || fact.method != tradeprint::facts::Method::Allocation);
                }
                _ => {}
            }
        }
    }
}
