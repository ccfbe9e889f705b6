//! `facts.csv`: the table in the form of the contract.

use super::{Fact, FactTable};

const HEADER: [&str; 15] = [
    "fact",
    "measure",
    "flow",
    "country",
    "industry",
    "region",
    "year",
    "base_year",
    "value",
    "unit",
    "lower",
    "upper",
    "status",
    "method",
    "inputs",
];

/// The facts as CSV (RFC 4180, UTF-8, LF), sorted by id. Numbers are printed so that reading them back gives
/// the same bits.
pub fn write_csv<'a>(table: &'a FactTable, facts: impl Iterator<Item = &'a Fact>) -> Vec<u8> {
    let names = table.names();
    let mut rows: Vec<(String, &Fact)> = facts.map(|fact| (names.id(&fact.key), fact)).collect();
    rows.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    let mut writer = ::csv::WriterBuilder::new().from_writer(Vec::with_capacity(rows.len() * 160));
    let year = |y: i16| if y == 0 { String::new() } else { y.to_string() };
    let mut put = |record: &[&str]| {
        writer.write_record(record).expect("writing to memory cannot fail");
    };
    put(&HEADER);
    for (id, fact) in &rows {
        let key = &fact.key;
        let inputs: Vec<String> = fact.inputs.iter().map(|input| names.input(input)).collect();
        let (lower, upper) = fact
            .interval
            .map_or((String::new(), String::new()), |(l, u)| (l.to_string(), u.to_string()));
        put(&[
            id,
            key.measure.as_str(),
            &key.flow.map_or(String::new(), |flow| names.flow(flow)),
            key.country.map_or("", |side| names.country(side)),
            names.symbols.text(key.industry),
            names.symbols.text(key.region),
            &year(key.year),
            &year(key.base),
            &fact.value.to_string(),
            key.measure.unit().as_str(),
            &lower,
            &upper,
            fact.status.as_str(),
            fact.method.as_str(),
            &inputs.join(";"),
        ]);
    }
    writer.into_inner().expect("writing to memory cannot fail")
}
