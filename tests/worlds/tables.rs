//! The tables of a random world.

use std::fmt::Write as _;

use super::{BASES, FIRST, FLOWS, HORIZON, LAST, World};
use crate::synthetic::Folder;

impl World {
    /// Writes its tables into a copy of the synthetic folder.
    pub(crate) fn write(&self) -> Folder {
        self.write_scaled(1.0)
    }

    /// The same with all trade, reported and published, times a factor.
    pub(crate) fn write_scaled(&self, factor: f64) -> Folder {
        let folder = Folder::tiny();
        folder.remove("claims.toml").remove("regional_indicators.csv");
        folder.remove("regional_anchors.csv");
        let toml = "tradeprint.toml";
        folder.edit(toml, "horizon = 2020", &format!("horizon = {HORIZON}"));
        folder.edit(toml, "[\"mining\", \"factories\"]", "[\"i0\"]");
        if self.first != FIRST {
            folder.edit(toml, "first = 2010", &format!("first = {}", self.first));
            folder.edit(toml, "early = 2012", &format!("early = {}", self.first));
        }
        // Many small worlds need not draw much each.
        folder.append(toml, "\n[uncertainty]\ndraws = 2000\n");
        if self.swapped {
            folder.edit(toml, "reporter = \"AA\"", "reporter = \"BB\"");
            folder.edit(toml, "partner = \"BB\"", "partner = \"AA\"");
        }
        self.write_codes(&folder);
        self.write_trade(&folder, factor);
        self.write_accounts(&folder);
        if self.shape.regions == 0 {
            for file in ["regions.csv", "regions.geojson", "regional_weights.csv"] {
                folder.remove(file);
            }
        } else {
            self.write_regions(&folder);
            self.write_weights(&folder);
            self.write_reported(&folder, factor);
            self.write_anchors(&folder, factor);
        }
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
        for (i, of_industry) in self.bases.iter().enumerate() {
            let mut bases = of_industry.map(|b| BASES[b]);
            if self.swapped {
                bases.reverse();
            }
            let [made, used] = if self.shape.regions > 0 { bases } else { [""; 2] };
            let _ = writeln!(industries, "i{i},industry,g{i},,{made},{used},{i},I{i},I{i}");
            let _ = writeln!(groups, "g{i},G{i}");
            let _ = writeln!(products, "p{i},P{i}");
            for (f, flow) in FLOWS.iter().enumerate() {
                let share = self.mixed[f][i];
                let _ = writeln!(parts, "{flow},p{i},i{i},1,observed,synthetic");
                let _ = writeln!(parts, "{flow},mixed,i{i},{share},estimated,synthetic");
            }
        }
        for (n, (code, members)) in self.groups().iter().enumerate() {
            let members = members.join(";");
            let _ = writeln!(industries, "{code},group,,{members},,,{},{code},{code}", 100 + n);
        }
        folder
            .write("industries.csv", industries)
            .write("intensity_groups.csv", groups)
            .write("products.csv", products)
            .write("concordance.csv", parts);
    }

    fn write_trade(&self, folder: &Folder, factor: f64) {
        let mut trade = "year,flow,product,value_usd,status,source\n".to_owned();
        let mut totals = "year,flow,reporter,value_usd,preferred,status,source\n".to_owned();
        for (f, flow) in FLOWS.iter().enumerate() {
            for (y, year) in (FIRST..=LAST).enumerate() {
                if year < self.first {
                    continue;
                }
                let mut sum = 0.0;
                for (p, values) in self.trade[f].iter().enumerate() {
                    let usd = values[y] * factor;
                    sum += usd;
                    let product = self.product(p);
                    let _ = writeln!(trade, "{year},{flow},{product},{usd},observed,synthetic");
                }
                let _ = writeln!(totals, "{year},{flow},AA,{sum},1,observed,synthetic");
                if let Some(mirror) = &self.mirror {
                    let usd = sum * mirror[f][y];
                    let _ = writeln!(totals, "{year},{flow},BB,{usd},1,observed,synthetic");
                }
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
                for (i, e) in self.intensity[c].iter().enumerate() {
                    let (lcu, tonnes) = (1e9 * rate, e[y] * 1e9);
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

    fn write_regions(&self, folder: &Folder) {
        let mut regions = "region,name_en,federal_district,default\n".to_owned();
        let mut features = Vec::new();
        for region in self.regions() {
            let _ = writeln!(regions, "{region},{region},One,yes");
            features.push(serde_json::json!({
                "type": "Feature",
                "properties": { "region": region },
                "geometry": {
                    "type": "Polygon",
                    "coordinates": [[[30, 60], [31, 60], [31, 61], [30, 60]]]
                }
            }));
        }
        let shapes = serde_json::json!({ "type": "FeatureCollection", "features": features });
        folder.write("regions.csv", regions).write("regions.geojson", shapes.to_string());
    }

    fn write_weights(&self, folder: &Folder) {
        let mut weights = "basis,region,year,share,status,source\n".to_owned();
        for (basis, shares) in BASES.iter().zip(&self.weights) {
            for (region, share) in self.regions().iter().zip(shares) {
                let Some(share) = share else { continue };
                for year in self.first..=LAST {
                    let _ = writeln!(weights, "{basis},{region},{year},{share},observed,synthetic");
                }
            }
        }
        folder.write("regional_weights.csv", weights);
    }

    fn write_reported(&self, folder: &Folder, factor: f64) {
        if self.reported.is_empty() {
            return;
        }
        let mut text = "year,flow,region,product,value_usd,status,source\n".to_owned();
        for ((y, f, r, p), usd) in &self.reported {
            let year = FIRST + i16::try_from(*y).expect("few years");
            if year < self.first {
                continue;
            }
            let (region, product, usd) = (self.region(*r), self.product(*p), usd * factor);
            let flow = FLOWS[*f];
            let _ = writeln!(text, "{year},{flow},{region},{product},{usd},observed,synthetic");
        }
        folder.write("regional_trade.csv", text);
    }

    fn write_anchors(&self, folder: &Folder, factor: f64) {
        let mut text = String::new();
        for (n, (r, flows, year, share)) in self.anchors.iter().enumerate() {
            // Totals that can be met: one a region, of regions whose trade is all allocated.
            let taken = self.anchors[..n].iter().any(|other| other.0 == *r);
            let gap = self.weights.iter().any(|basis| basis[*r].is_none());
            if taken || gap || self.reported.keys().any(|key| key.2 == *r) {
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
                let region = self.region(*r);
                let _ = writeln!(text, "a{n},{region},{codes},{year},{usd},observed,synthetic");
            }
        }
        if !text.is_empty() {
            let header = "anchor,regions,flows,year,value_usd,status,source\n".to_owned();
            folder.write("regional_anchors.csv", header + &text);
        }
    }
}
