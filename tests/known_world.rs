//! A world whose data err as the intervals say, with its truth; and the synthetic folder with fewer sources of error.

use std::fmt::Write as _;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use rand_distr::{Distribution, Gamma, StandardNormal};

use crate::synthetic::{Folder, fact};

/// The synthetic folder with one reporter only and without published regional totals.
pub(crate) fn without_records_and_weights() -> Folder {
    let folder = Folder::tiny();
    let totals = folder.text("trade_totals.csv");
    let own: Vec<&str> = totals.lines().filter(|row| !row.contains(",BB,")).collect();
    folder.write("trade_totals.csv", own.join("\n") + "\n");
    folder.remove("regional_anchors.csv").describe();
    folder
}

/// A world whose data err as the intervals say, and its truth.
struct World {
    random: ChaCha8Rng,
}

impl World {
    const RECORDS: f64 = 0.08;
    const COMMON: f64 = 0.05;
    const OWN: f64 = 0.10;
    const KAPPA: f64 = 40.0;
    const ACCOUNTS: std::ops::RangeInclusive<i16> = 1988..=2012;
    const DECLINE: f64 = 0.02;
    const REAL: f64 = 0.02;
    const MIDDLE: i16 = 2014;
    const LAST: i16 = 2016;
    const HORIZON: i16 = 2020;
    /// The years whose truth is known.
    const YEARS: [i16; 3] = [Self::MIDDLE, Self::LAST, Self::HORIZON];

    fn normal(&mut self, sigma: f64) -> f64 {
        let z: f64 = StandardNormal.sample(&mut self.random);
        sigma * z
    }

    /// Writes accounts; gives the true intensities of the middle year, of the last year and of the horizon, by country and
    /// group.
    fn accounts(&mut self, folder: &Folder) -> [[[f64; 3]; 2]; 3] {
        let mut emissions = "year,country,intensity_group,emissions_t,status,source\n".to_owned();
        let mut output = "year,country,intensity_group,output_lcu,status,source\n".to_owned();
        let mut macros = "year,country,co2_t,gdp_usd,gdp_real_usd2011,status,source\n".to_owned();
        let mut rates = "year,country,lcu_per_usd,status,source\n".to_owned();
        let mut middle = [[0.0; 3]; 2];
        let mut truth = [[0.000_8, 0.000_4, 0.000_5], [0.000_3, 0.000_6, 0.000_4]];
        for year in *Self::ACCOUNTS.start()..=Self::LAST {
            for (c, country) in ["AA", "BB"].iter().enumerate() {
                let common = self.normal(Self::COMMON);
                let _ = writeln!(rates, "{year},{country},2,observed,s");
                let years = f64::from(year - Self::ACCOUNTS.start());
                let real = 5e8 * (Self::DECLINE * years + self.normal(Self::REAL)).exp();
                let _ = writeln!(macros, "{year},{country},1000000,1000000000,{real},observed,s");
                for (g, group) in ["acc-mining", "acc-chemistry", "acc-metal"].iter().enumerate() {
                    truth[c][g] *= (common + self.normal(Self::OWN)).exp();
                    if Self::ACCOUNTS.contains(&year) {
                        let tonnes = truth[c][g] * 1e9;
                        let _ = writeln!(emissions, "{year},{country},{group},{tonnes},observed,s");
                        let _ = writeln!(output, "{year},{country},{group},2000000000,observed,s");
                    }
                }
            }
            if year == Self::MIDDLE {
                middle = truth;
            }
        }
        for (file, text) in [
            ("emissions.csv", emissions),
            ("output.csv", output),
            ("macro.csv", macros),
            ("exchange_rates.csv", rates),
        ] {
            folder.write(file, text.replace(",s\n", ",synthetic\n"));
        }
        let years = f64::from(Self::HORIZON - Self::LAST);
        let later = truth.map(|of_country| {
            let trend = (-Self::DECLINE * years + self.normal(Self::REAL)).exp();
            of_country.map(|e| e * trend)
        });
        [middle, truth, later]
    }

    /// Writes trade as two reporters record it; gives the true trade of the middle year, of the last year and of the
    /// horizon, by flow and industry.
    fn trade(&mut self, folder: &Folder) -> [[[f64; 3]; 2]; 3] {
        let mut trade = "year,flow,product,value_usd,status,method,source,note\n".to_owned();
        let mut totals = "year,flow,reporter,value_usd,preferred,status,source\n".to_owned();
        let mut truth = [[[0.0; 3]; 2]; 3];
        let flows = [("AA-BB", "ore", "wares", 0.25), ("BB-AA", "ore", "goods", 0.5)];
        for (f, (flow, ore, mixed, share)) in flows.iter().enumerate() {
            // What the concordance says is the mean of what may be.
            let mut gamma = |s: f64| {
                Gamma::new(Self::KAPPA * s, 1.0).expect("positive").sample(&mut self.random)
            };
            let (a, b) = (gamma(*share), gamma(1.0 - share));
            let true_share = a / (a + b);
            for year in (2010..=Self::LAST).chain([Self::HORIZON]) {
                let years = f64::from(year - 2010);
                let line = |slope: f64, noise: f64| 100e6 + slope * years + noise;
                let values = [line(10e6, self.normal(5e6)), line(4e6, self.normal(5e6))];
                if let Some(n) = Self::YEARS.iter().position(|of| *of == year) {
                    truth[n][f] =
                        [values[0], values[1] * true_share, values[1] * (1.0 - true_share)];
                }
                if year > Self::LAST {
                    continue;
                }
                let [own, mirror] = [0, 1].map(|_| self.normal(Self::RECORDS).exp());
                for (product, value) in [ore, mixed].iter().zip(values) {
                    let value = value * own;
                    let _ = writeln!(
                        trade,
                        "{year},{flow},{product},{value:.2},observed,reported,synthetic,"
                    );
                }
                let total: f64 = values.iter().sum();
                for (reporter, factor) in [("AA", own), ("BB", mirror)] {
                    let value = total * factor;
                    let _ = writeln!(
                        totals,
                        "{year},{flow},{reporter},{value:.2},1,observed,synthetic"
                    );
                }
            }
        }
        folder.write("trade.csv", trade);
        folder.write("trade_totals.csv", totals);
        truth
    }
}

/// A folder of that world, and its true emissions `[year][flow][industry]` in the middle year, the last and the horizon.
fn world(seed: u64) -> (Folder, [[[f64; 3]; 2]; 3]) {
    let mut world = World { random: ChaCha8Rng::seed_from_u64(seed) };
    let folder = without_records_and_weights();
    let text = folder.text("tradeprint.toml").replace("random = 1", &format!("random = {seed}"));
    let kappa = World::KAPPA;
    let settings = format!("[uncertainty]\ndraws = 2000\nconcordance_concentration = {kappa:.1}\n");
    folder.write("tradeprint.toml", format!("{text}\n{settings}"));
    let intensities = world.accounts(&folder);
    let trade = world.trade(&folder);
    let of = |n: usize, c: usize, i: usize| intensities[n][c][i] * trade[n][c][i];
    let truth = [0, 1, 2].map(|n| [0, 1].map(|c| [0, 1, 2].map(|i| of(n, c, i))));
    (folder, truth)
}

/// What the intervals of a world are asked for: facts, and their true values.
fn questions(truth: &[[[f64; 3]; 2]; 3]) -> [(&'static str, f64); 7] {
    let total = |n: usize, c: usize| truth[n][c].iter().sum::<f64>();
    let balance = |n: usize| total(n, 0) - total(n, 1);
    let growth = |c: usize, from: usize, to: usize| total(to, c) / total(from, c) - 1.0;
    let share = |n: usize| truth[n][0][0] / total(n, 0);
    [
        ("balance/all/AA/2016", balance(1)),
        ("balance/all/AA/2020", balance(2)),
        ("growth/AA-BB/all/AA/2016/2014", growth(0, 0, 1)),
        ("growth/BB-AA/all/AA/2016/2014", growth(1, 0, 1)),
        ("growth/AA-BB/all/AA/2020/2016", growth(0, 1, 2)),
        ("share_change/AA-BB/mining/AA/2016/2014", share(1) - share(0)),
        ("balance_change/all/AA/2016/2014", balance(1) - balance(0)),
    ]
}

/// Facts, with the part of so many worlds in which their interval holds the truth.
pub(crate) fn shares_held(worlds: u32) -> Vec<(&'static str, f64)> {
    let mut held = [0u32; 7];
    let mut names = [""; 7];
    for seed in 0..worlds {
        let (folder, truth) = world(u64::from(seed));
        let facts = folder.analysis().facts;
        for (n, (id, truth)) in questions(&truth).into_iter().enumerate() {
            let (lower, upper) = fact(&facts, id).interval.expect("the world errs");
            held[n] += u32::from((lower..=upper).contains(&truth));
            names[n] = id;
        }
    }
    names.into_iter().zip(held.map(|n| f64::from(n) / f64::from(worlds))).collect()
}
