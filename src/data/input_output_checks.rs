//! Checks of the input-output tables: complete in every year, output wherever there is use, and inputs below output,
//! so that the total intensities exist and are finite.

use std::collections::{BTreeMap, BTreeSet};

use super::cross_checks::key_of;
use super::csv_table::{Row, Table};
use super::folder_tables::FolderTables;
use super::input_output::{ACCOUNTS, EXPORTS, FILES, INDUSTRIES, USE};
use super::schema::Vocabulary;
use crate::diagnostics::{Code, Diagnostic, Faults, Location};

/// Output by year, country and industry; of rows whose cell is a number.
type Outputs<'a> = BTreeMap<Vec<&'a str>, f64>;

/// The four tables of a folder.
struct Tables<'a> {
    industries: &'a Table,
    uses: &'a Table,
    accounts: &'a Table,
    exports: &'a Table,
    countries: Vec<&'a str>,
    /// Each flow with the country that makes its goods.
    flows: Vec<(&'a str, &'a str)>,
}

/// Checks what needs more than one row of the tables.
pub(super) fn check(tables: &FolderTables, faults: &mut Faults) {
    let (there, missing): (Vec<&str>, Vec<&str>) =
        FILES.into_iter().partition(|file| tables.has_file(file));
    if let (Some(first), false) = (there.first(), missing.is_empty()) {
        let place = tables.tables.get(first).map_or((*first).to_owned(), |t| t.shown.clone());
        faults.push(
            Diagnostic::error(Code::MissingCounterpart, "the input-output tables are not complete")
                .at(Location::file(place))
                .found(format!("without {}", missing.join(", ")))
                .allowed(format!("all of {}, or none", FILES.join(", "))),
        );
    }
    let get = |file: &str| tables.tables.get(file);
    let (Some(industries), Some(uses), Some(accounts), Some(exports)) =
        (get(INDUSTRIES), get(USE), get(ACCOUNTS), get(EXPORTS))
    else {
        return;
    };
    let codes = |v| tables.codes.get(&v).into_iter().flatten().map(String::as_str);
    let countries: Vec<&str> = codes(Vocabulary::Country).collect();
    let flows = codes(Vocabulary::Flow)
        .filter_map(|flow| {
            let maker = countries.iter().find(|c| flow.starts_with(&format!("{c}-")))?;
            Some((flow, *maker))
        })
        .collect();
    let all = Tables { industries, uses, accounts, exports, countries, flows };
    all.complete(faults);
    let outputs = accounts
        .rows
        .iter()
        .filter_map(|r| Some((account_key(accounts, r), accounts.number(r, "output_usd")?)))
        .collect();
    all.output_where_emitted(faults);
    all.output_where_traded(&outputs, faults);
    all.inputs_below_output(&outputs, faults);
}

fn account_key<'a>(t: &'a Table, r: &'a Row) -> Vec<&'a str> {
    key_of(t, r, &["year", "country", "io_industry"])
}

impl Tables<'_> {
    /// Each year of any of the tables has use, accounts and trade of both countries.
    fn complete(&self, faults: &mut Faults) {
        let years: BTreeSet<&str> = [self.uses, self.accounts, self.exports]
            .iter()
            .flat_map(|t| t.rows.iter().map(|r| t.text(r, "year")))
            .collect();
        let industries: Vec<&str> = self
            .industries
            .rows
            .iter()
            .map(|r| self.industries.text(r, "io_industry"))
            .filter(|code| !code.is_empty())
            .collect();
        let flows: Vec<&str> = self.flows.iter().map(|(flow, _)| *flow).collect();
        for (t, column, codes) in
            [(self.accounts, "country", &self.countries), (self.exports, "flow", &flows)]
        {
            let known: BTreeSet<_> =
                t.rows.iter().map(|r| key_of(t, r, &["year", column, "io_industry"])).collect();
            for (year, code) in pairs(&years, codes) {
                let lacking: Vec<&str> = industries
                    .iter()
                    .copied()
                    .filter(|i| !known.contains(&vec![year, code, *i]))
                    .collect();
                if !lacking.is_empty() {
                    faults.push(lacks(t, format!("{year}, {code}: no {}", lacking.join(", "))));
                }
            }
        }
        let used: BTreeSet<_> =
            self.uses.rows.iter().map(|r| key_of(self.uses, r, &["year", "country"])).collect();
        for (year, country) in pairs(&years, &self.countries) {
            if !used.contains(&vec![year, country]) {
                faults.push(lacks(self.uses, format!("{year}, {country}: no row")));
            }
        }
    }

    fn output_where_emitted(&self, faults: &mut Faults) {
        let t = self.accounts;
        let number = |row, column| t.number(row, column).unwrap_or(0.0);
        for row in &t.rows {
            if number(row, "emissions_t") > 0.0
                && t.number(row, "output_usd").is_some_and(|v| v <= 0.0)
            {
                faults.push(
                    t.fault_at(
                        row,
                        "output_usd",
                        Code::ZeroOutput,
                        "output of zero beside emissions",
                    )
                    .found(account_key(t, row).join(", "))
                    .allowed("a number above 0"),
                );
            }
        }
    }

    /// Who sells or buys has output.
    fn output_where_traded(&self, outputs: &Outputs<'_>, faults: &mut Faults) {
        let mut need = |t: &Table, row: &Row, column: &str, country: &str, value: &str| {
            let industry = t.text(row, column);
            let nothing = outputs
                .get(&vec![t.text(row, "year"), country, industry])
                .is_some_and(|v| *v <= 0.0);
            if nothing && t.number(row, value).is_some_and(|v| v > 0.0) {
                faults.push(
                    t.fault_at(row, column, Code::ZeroOutput, "an industry without output trades")
                        .found(format!("{}, {country}, {industry}", t.text(row, "year")))
                        .allowed(format!("output_usd above 0 in {ACCOUNTS}")),
                );
            }
        };
        for row in &self.uses.rows {
            for column in ["seller", "buyer"] {
                need(self.uses, row, column, self.uses.text(row, "country"), "use_usd");
            }
        }
        for row in &self.exports.rows {
            let code = self.exports.text(row, "flow");
            if let Some((_, maker)) = self.flows.iter().find(|(flow, _)| *flow == code) {
                need(self.exports, row, "io_industry", maker, "value_usd");
            }
        }
    }

    /// An industry buys less than it makes: then (I - A) has an inverse without negative cells.
    fn inputs_below_output(&self, outputs: &Outputs<'_>, faults: &mut Faults) {
        let t = self.uses;
        let mut sums: BTreeMap<Vec<&str>, (f64, &Row)> = BTreeMap::new();
        for row in &t.rows {
            let entry =
                sums.entry(key_of(t, row, &["year", "country", "buyer"])).or_insert((0.0, row));
            entry.0 += t.number(row, "use_usd").unwrap_or(0.0);
            entry.1 = row;
        }
        for (key, (sum, row)) in sums {
            let Some(output) = outputs.get(&key).filter(|v| **v > 0.0) else { continue };
            if sum >= *output {
                faults.push(
                    t.fault_at(
                        row,
                        "use_usd",
                        Code::DoubleCount,
                        "an industry buys as much as it makes",
                    )
                    .found(format!("{}: {sum} against an output of {output}", key.join(", ")))
                    .allowed(
                        "domestic inputs below output: the rest is imports, taxes and value added",
                    )
                    .hint("another unit, another year, or imported inputs among the domestic ones"),
                );
            }
        }
    }
}

fn pairs<'a>(years: &BTreeSet<&'a str>, codes: &[&'a str]) -> Vec<(&'a str, &'a str)> {
    years.iter().flat_map(|year| codes.iter().map(|code| (*year, *code))).collect()
}

fn lacks(t: &Table, found: String) -> Diagnostic {
    Diagnostic::error(
        Code::MissingCounterpart,
        "a year of the input-output tables is not complete",
    )
    .at(Location::file(&t.shown))
    .found(found)
    .allowed("each year of the tables has use of both countries, and a row of accounts and of trade for each industry")
}
