//! Identities that hold for every data set, on random synthetic folders.

use std::fmt::Write as _;

use proptest::prelude::*;
use tradeprint::facts::{Fact, FactKey, FactTable, Method, Status};
use tradeprint::vocabulary::{Measure, Symbol};

use crate::synthetic::{analysis, fact, find, near, value};
use crate::worlds::{FIRST, FLOWS, HORIZON, LAST, Shape, World, normal, worlds};

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
            && f.method == Method::OlsClipped
    })
}

fn interval_holds_value(fact: &Fact) -> bool {
    fact.interval.is_none_or(|(lower, upper)| {
        let slack = 1e-12 * lower.abs().max(upper.abs());
        lower - slack <= fact.value && fact.value <= upper + slack
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sums_parts_and_shares_hold(world in worlds()) {
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
                        // Nothing is known of a region that no basis names.
                        let own = find(&facts, &format!("{measure}/{flow}/all/{place}/{year}")).map_or(0.0, |f| f.value);
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
            // Report groups add up their members.
            for (group, members) in world.groups() {
                for measure in ["balance", "joint", "avoided", "domestic_technology", "balance_volume", "balance_intensity"] {
                    let own = value(&facts, &format!("{measure}/{group}/AA/{year}"));
                    let sum = sum_of(&facts, members.iter().map(|i| format!("{measure}/{i}/AA/{year}")));
                    prop_assert!(near(own, sum, 1e-9, tonnes), "{measure} {group} {year}: {own} {sum}");
                }
            }
            // A region's parts, too, as far as its trade is known.
            for region in world.regions() {
                let of = |measure: &str, code: &str| find(&facts, &format!("{measure}/{code}/{region}/{year}")).map(|f| f.value);
                let Some(balance) = of("balance", "all") else { continue };
                let parts = of("balance_volume", "all").zip(of("balance_intensity", "all")).map(|(v, i)| v + i);
                prop_assert!(near(balance, parts.expect("beside the balance"), 1e-9, tonnes));
                let avoided: Option<Vec<f64>> = world.industries().iter().map(|i| of("avoided", i)).collect();
                if let (Some(parts), true) = (avoided, year <= LAST) {
                    let whole = of("avoided", "all").expect("beside the balance");
                    prop_assert!(near(whole, parts.iter().sum(), 1e-9, tonnes), "{region} {year}");
                }
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
    fn changes_are_those_of_their_facts(world in worlds()) {
        let folder = world.write();
        let facts = folder.analysis().facts;
        let tonnes = scale(&facts, Measure::Joint);
        let of = |measure: Measure| facts.iter().filter(move |f| f.key.measure == measure);
        prop_assert!(of(Measure::Growth).count() + of(Measure::BalanceChange).count() > 0);
        for (measure, level) in [(Measure::BalanceChange, Measure::Balance), (Measure::ShareChange, Measure::Share)] {
            for change in of(measure) {
                let at = |year: i16| facts.expect(&FactKey { measure: level, base: 0, year, ..change.key }).value;
                let (new, old) = (at(change.key.year), at(change.key.base));
                prop_assert!(near(change.value, new - old, 1e-12, tonnes), "{}", facts.names().id(&change.key));
            }
        }
        for flow in FLOWS {
            for (base, year) in [(FIRST, LAST), (2012, 2014), (2014, LAST)] {
                // What one industry gains another loses.
                let ids = world.industries().into_iter().map(|i| format!("share_change/{flow}/{i}/AA/{year}/{base}"));
                prop_assert!(sum_of(&facts, ids).abs() < 1e-9, "{flow} {base} {year}");
                let of_all = find(&facts, &format!("share_change/{flow}/all/AA/{year}/{base}"));
                prop_assert!(of_all.is_none());
                // Ranks of growth are a permutation that follows growth.
                let mut ranked: Vec<(f64, f64)> = world.regions().iter()
                    .filter_map(|r| Some((find(&facts, &format!("rank_growth/{flow}/{r}/{year}/{base}"))?.value, value(&facts, &format!("growth/{flow}/all/{r}/{year}/{base}")))))
                    .collect();
                ranked.sort_by(|a, b| a.0.total_cmp(&b.0));
                prop_assert!((1u32..).map(f64::from).zip(&ranked).all(|(n, (rank, _))| near(*rank, n, 0.0, 1e-12)));
                prop_assert!(ranked.windows(2).all(|w| w[0].1 >= w[1].1 - 1e-9));
            }
            // The nation's mix is the mean of the regions', weighed by their emissions.
            for industry in world.industries() {
                let of = |measure: &str, code: &str, place: &str| find(&facts, &format!("{measure}/{flow}/{code}/{place}/{LAST}")).map(|f| f.value);
                for region in world.regions() {
                    let Some(quotient) = of("location_quotient", &industry, &region) else { continue };
                    let expected = quotient * of("share", &industry, "AA").expect("of the nation") * of("embodied", "all", &region).expect("of the region");
                    let own = of("embodied", &industry, &region).expect("of the region");
                    prop_assert!(near(own, expected, 1e-9, tonnes), "{flow} {industry} {region}");
                }
            }
        }
    }

    #[test]
    fn projections_intervals_ranks_and_statuses_hold(world in worlds()) {
        let folder = world.write();
        let facts = folder.analysis().facts;
        for fact in facts.iter() {
            prop_assert!(interval_holds_value(fact), "{}: {fact:?}", facts.names().id(&fact.key));
            let measure = fact.key.measure;
            let beyond = fact.key.year > LAST && !measure.as_str().contains("break_");
            prop_assert_eq!(beyond && measure != Measure::TradeTotal, fact.status == Status::Projected, "{}", facts.names().id(&fact.key));
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
                // Errors beside those of the line only widen it.
                let whole = line.interval(x);
                let Some((lower, upper)) = own.interval else {
                    // Exact lines of flows whose records nobody else has.
                    prop_assert!(near(whole.0, whole.1, 1e-9, scale), "{flow} {year}");
                    let records = find(&facts, &format!("records_error/{flow}"));
                    prop_assert!(records.is_none());
                    continue;
                };
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
                ("rank", world.regions()),
                ("rank_industry", world.industries()),
            ] {
                for year in [2012, 2014, LAST, HORIZON] {
                    let ids = members.iter().map(|m| format!("{name}/{flow}/{m}/{year}"));
                    let mut ranks: Vec<f64> = ids.filter_map(|id| find(&facts, &id)).map(|f| f.value).collect();
                    prop_assert!(name == "rank" || ranks.len() == members.len());
                    ranks.sort_by(f64::total_cmp);
                    prop_assert!((1u32..).map(f64::from).zip(&ranks).all(|(n, rank)| (n - rank).abs() < 0.5));
                }
            }
        }
    }

    #[test]
    fn trade_times_k_makes_emissions_times_k(world in worlds(), factor in 2u32..9) {
        // Without published totals: the decision to carry them rests on a comparison of errors that scaling may tie.
        let world = World::new(Shape { anchored: false, ..world.shape });
        let factor = f64::from(factor);
        let (one, other) = (world.write(), world.write_scaled(factor));
        let (one, other) = (one.analysis().facts, other.analysis().facts);
        prop_assert_eq!(one.len(), other.len());
        let (usd, tonnes) = (scale(&one, Measure::Trade), scale(&one, Measure::Joint));
        for fact in one.iter() {
            let scaled = match fact.key.measure {
                Measure::Trade => Some(usd),
                Measure::Embodied | Measure::Balance | Measure::Joint | Measure::Avoided => Some(tonnes),
                Measure::SensitivityBalance | Measure::SensitivityExports | Measure::SensitivityImports => Some(tonnes),
                Measure::CarbonExposure => Some(50.0 * tonnes),
                Measure::BalanceChange => Some(tonnes),
                Measure::Intensity | Measure::Share | Measure::TradeShare | Measure::Growth | Measure::ShareChange | Measure::LocationQuotient => None,
                _ => continue,
            };
            let id = one.names().id(&fact.key);
            let after = value(&other, &id);
            if matches!(fact.key.measure, Measure::Growth | Measure::ShareChange) {
                // A factor of both years leaves the interval as it is.
                let reach = |fact: &Fact| fact.interval.map_or([0.0; 2], |(l, u)| [l - fact.value, u - fact.value]);
                let (before, after) = (reach(fact), reach(crate::synthetic::fact(&other, &id)));
                let size = 1.0 + fact.value.abs() + before[1].abs();
                prop_assert!(before.iter().zip(after).all(|(a, b)| near(*a, b, 1e-7, size)), "{id}: {before:?} {after:?}");
            }
            match scaled {
                Some(scale) => prop_assert!(near(fact.value * factor, after, 1e-9, scale * factor), "{id}"),
                None => prop_assert!(near(fact.value, after, 1e-9, 1.0), "{id}"),
            }
        }
    }

    #[test]
    fn the_trend_is_the_account_and_a_goal_scales_both_flows(world in worlds()) {
        let folder = world.write();
        let facts = folder.analysis().facts;
        let tonnes = scale(&facts, Measure::Joint);
        for year in LAST + 1..=HORIZON {
            for (scenario, account) in [
                ("scenario_exports/trend", "embodied/AA-BB/all/AA"),
                ("scenario_imports/trend", "embodied/BB-AA/all/AA"),
                ("scenario_balance/trend", "balance/all/AA"),
                ("scenario_joint/trend", "joint/all/AA"),
            ] {
                let own = fact(&facts, &format!("{scenario}/{year}"));
                let account = fact(&facts, &format!("{account}/{year}"));
                prop_assert!(near(own.value, account.value, 1e-9, tonnes), "{scenario} {year}");
                // Where nothing is uncertain the account has no interval, and draws of a scenario are its value.
                let ends = own.interval.unwrap_or((own.value, own.value));
                let others = account.interval.unwrap_or((account.value, account.value));
                prop_assert!(near(ends.0, others.0, 1e-9, tonnes) && near(ends.1, others.1, 1e-9, tonnes));
            }
            // One factor for both flows: exports and imports keep their proportion.
            if let Some(exports) = find(&facts, &format!("scenario_exports/trade-goal/{year}")) {
                let at = |id: &str| value(&facts, &format!("{id}/{year}"));
                let crossed = exports.value * at("scenario_imports/trend") - at("scenario_imports/trade-goal") * at("scenario_exports/trend");
                let size = at("scenario_joint/trade-goal") * at("scenario_joint/trend");
                prop_assert!(crossed.abs() <= 1e-9 * size.max(1.0), "{crossed} of {size}");
            }
        }
        for year in [2014, LAST, HORIZON] {
            let (own, account) = (value(&facts, &format!("sensitivity_balance/baseline/{year}")), value(&facts, &format!("balance/all/AA/{year}")));
            prop_assert!(near(own, account, 1e-9, tonnes), "{year}: {own} {account}");
        }
    }

    #[test]
    fn reported_trade_stands_as_it_is(world in worlds()) {
        prop_assume!(world.shape.regions > 0);
        let folder = world.write();
        let facts = folder.analysis().facts;
        let rows = &world.reported;
        let usd = scale(&facts, Measure::Trade);
        for (y, year) in (FIRST..=LAST).enumerate() {
            for (f, flow) in FLOWS.iter().enumerate() {
                for r in 0..world.shape.regions {
                    for (i, share) in world.mixed[f].iter().enumerate() {
                        let (alone, together) = (rows.get(&(y, f, r, i)), rows.get(&(y, f, r, world.shape.industries)));
                        let Some(own) = find(&facts, &format!("trade/{flow}/i{i}/{}/{year}", world.region(r))) else {
                            prop_assert!(alone.is_none() && together.is_none());
                            continue;
                        };
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
    fn nothing_is_allocated_where_everything_is_reported(world in worlds()) {
        prop_assume!(world.shape.regions > 0);
        // Each region's part of each product: its weights, made to sum to one.
        let world = World::new(Shape { reported: false, anchored: false, gaps: false, ..world.shape });
        let parts = normal(&world.weights[0].iter().map(|share| share.expect("no gaps")).collect::<Vec<_>>());
        let folder = world.write();
        let mut text = "year,flow,region,product,value_usd,status,source\n".to_owned();
        for (y, year) in (FIRST..=LAST).enumerate() {
            for (f, flow) in FLOWS.iter().enumerate() {
                for p in 0..=world.shape.industries {
                    let mut left = world.trade[f][p][y];
                    for (r, part) in parts.iter().enumerate() {
                        let last = r + 1 == world.shape.regions;
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
                    prop_assert!(fact.key.region == facts.names().unallocated() || fact.method != Method::Allocation);
                }
                _ => {}
            }
        }
    }

    #[test]
    fn seen_from_the_other_side_every_balance_changes_its_sign(world in worlds()) {
        // Which regions a published total can be met in depends on who is asked.
        let world = World::new(Shape { anchored: false, ..world.shape });
        let mut other = world.clone();
        other.swapped = true;
        let (here, there) = (world.write().analysis().facts, other.write().analysis().facts);
        let tonnes = scale(&here, Measure::Joint);
        let mut codes: Vec<String> = world.industries();
        codes.extend(world.groups().into_iter().map(|(code, _)| code));
        codes.push("all".to_owned());
        let places = world.places().into_iter().zip(other.places()).chain([("AA".to_owned(), "BB".to_owned())]);
        let mut compared = 0;
        for (own, mirrored) in places {
            for code in &codes {
                for year in FIRST..=HORIZON {
                    for (measure, sign) in [("balance", -1.0), ("balance_volume", -1.0), ("balance_intensity", -1.0), ("joint", 1.0), ("avoided", 1.0)] {
                        let a = find(&here, &format!("{measure}/{code}/{own}/{year}"));
                        let b = find(&there, &format!("{measure}/{code}/{mirrored}/{year}"));
                        prop_assert_eq!(a.is_some(), b.is_some());
                        if let (Some(a), Some(b)) = (a, b) {
                            compared += 1;
                            prop_assert!(near(a.value, sign * b.value, 1e-9, tonnes), "{measure} {code} {own} {year}: {} {}", a.value, b.value);
                        }
                    }
                }
            }
        }
        prop_assert!(compared > 0);
    }

    #[test]
    fn the_parts_of_a_decomposition_make_the_change(world in worlds()) {
        let facts = world.write().analysis().facts;
        let tonnes = scale(&facts, Measure::Joint);
        let of = |name: &str| Measure::parse(name);
        for part in facts.iter().filter(|f| Some(f.key.measure) == of("lmdi_scale")) {
            let id = facts.names().id(&part.key);
            let sum: f64 = ["scale", "composition", "technique"].iter().map(|k| value(&facts, &id.replace("scale", k))).sum();
            let (place, base) = id.rsplit_once('/').expect("a base year");
            let now = place.replace("lmdi_scale", "embodied");
            let (before, _) = now.rsplit_once('/').expect("a year");
            let change = value(&facts, &now) - value(&facts, &format!("{before}/{base}"));
            prop_assert!(near(sum, change, 1e-9, tonnes), "{id}: {sum} {change}");
        }
    }
}

#[test]
fn an_edition_of_few_years_is_continued_from_five_on() {
    for (first, projected) in [(2013, false), (2012, true)] {
        for regions in [0, 6] {
            let shape = Shape {
                industries: 4,
                regions,
                reported: false,
                anchored: false,
                gaps: true,
                seed: 7,
            };
            let mut world = World::new(shape);
            world.first = first;
            let facts = world.write().analysis().facts;
            for year in first..=HORIZON {
                let known = year <= LAST || projected;
                let own = find(&facts, &format!("trade/AA-BB/all/AA/{year}"));
                assert_eq!(own.is_some(), known, "{year}");
                let balance = find(&facts, &format!("balance/all/AA/{year}"));
                assert_eq!(balance.is_some(), known, "{year}");
                let Some(own) = own else { continue };
                let places = world.places().into_iter();
                let sum = sum_of(&facts, places.map(|p| format!("trade/AA-BB/all/{p}/{year}")));
                assert!(near(own.value, sum, 1e-9, 1.0), "{year}: {} {sum}", own.value);
            }
        }
    }
}
