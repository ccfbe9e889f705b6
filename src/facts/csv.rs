//! `facts.csv`: the table in the form of the contract.

use std::io::{self, Write};

use super::{Fact, FactKey, FactTable, Input, Names};
use crate::vocabulary::{Flow, Measure, Symbol};

const HEADER: &str = "fact,measure,flow,country,industry,region,year,base_year,value,unit,lower,upper,status,method,inputs\n";

/// Bytes that are collected before they are written.
const BLOCK: usize = 1 << 16;

/// The facts as CSV (RFC 4180, UTF-8, LF), sorted by id. Numbers are printed so that reading them back gives
/// the same bits.
pub fn write_csv<'a>(table: &'a FactTable, facts: impl Iterator<Item = &'a Fact>) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_csv_to(table, facts, &mut bytes).expect("writing to memory cannot fail");
    bytes
}

/// The same row by row into a file.
///
/// # Errors
/// Those of the file.
pub fn write_csv_to<'a>(
    table: &'a FactTable,
    facts: impl Iterator<Item = &'a Fact>,
    out: &mut impl Write,
) -> io::Result<()> {
    let order = Order::new(table.names());
    let mut rows: Vec<(u128, &Fact)> = facts.map(|fact| (order.of(&fact.key), fact)).collect();
    rows.sort_unstable_by_key(|(place, _)| *place);
    let rows_of = Rows::new(table);
    let mut block = Vec::with_capacity(2 * BLOCK);
    block.extend_from_slice(HEADER.as_bytes());
    for (_, fact) in rows {
        rows_of.row(fact, &mut block);
        if block.len() >= BLOCK {
            out.write_all(&block)?;
            block.clear();
        }
    }
    out.write_all(&block)
}

/// Keys in the order of their ids, without the ids: facts of one measure have the same parts, so part by part their
/// order is that of the texts with the stroke that follows them.
struct Order {
    measures: Vec<u8>,
    flows: [u8; 2],
    countries: [u8; 2],
    /// Ranks of symbols that a stroke follows, and of those that end an id.
    inner: Vec<u16>,
    last: Vec<u16>,
}

impl Order {
    fn new(names: &Names) -> Self {
        let measures = Measure::ALL.iter().map(|measure| {
            let d = measure.dimensions();
            let more = d.flow || d.country || d.industry || d.region || d.year || d.base;
            format!("{}{}", measure.as_str(), if more { "/" } else { "" })
        });
        let two = |texts: [&str; 2]| {
            let first = u8::from(texts[1] < texts[0]);
            [first, 1 - first]
        };
        let flows = Flow::BOTH.map(|flow| names.flow(flow));
        let symbols = || names.symbols.iter().map(str::to_owned);
        Self {
            measures: ranks(measures.collect(), |rank| {
                u8::try_from(rank).expect("fewer than 256 measures")
            }),
            flows: two([&flows[0], &flows[1]]),
            countries: two([&names.pair.reporter, &names.pair.partner]),
            inner: ranks(symbols().map(|text| text + "/").collect(), narrow),
            last: ranks(symbols().collect(), narrow),
        }
    }

    fn of(&self, key: &FactKey) -> u128 {
        let years = key.year != 0 || key.base != 0;
        let symbol = |symbol: Symbol, last: bool| {
            let ranks = if last { &self.last } else { &self.inner };
            u128::from(ranks[symbol.number()])
        };
        let mut place = u128::from(self.measures[key.measure as usize]);
        for (part, bits) in [
            (key.flow.map_or(0, |flow| self.flows[flow.index()]).into(), 8),
            (key.country.map_or(0, |side| self.countries[side.index()]).into(), 8),
            (symbol(key.industry, !years && !key.region.is_some()), 16),
            (symbol(key.region, !years), 16),
            (u128::from(key.year.cast_unsigned()), 16),
            (u128::from(key.base.cast_unsigned()), 16),
        ] {
            place = place << bits | part;
        }
        place
    }
}

fn narrow(rank: usize) -> u16 {
    u16::try_from(rank).expect("fewer than 65,536 codes")
}

/// The place of each text among all.
fn ranks<T: Copy + Default>(texts: Vec<String>, number: impl Fn(usize) -> T) -> Vec<T> {
    let mut order: Vec<usize> = (0..texts.len()).collect();
    order.sort_unstable_by_key(|at| &texts[*at]);
    let mut ranks = vec![T::default(); texts.len()];
    for (rank, at) in order.into_iter().enumerate() {
        ranks[at] = number(rank);
    }
    ranks
}

/// Writes facts as rows.
struct Rows<'a> {
    table: &'a FactTable,
    names: &'a Names,
    flows: [String; 2],
    /// Whether some code has a character for which a cell needs quotes.
    quotes: bool,
}

impl<'a> Rows<'a> {
    fn new(table: &'a FactTable) -> Self {
        let names = table.names();
        let flows = Flow::BOTH.map(|flow| names.flow(flow));
        let special = |text: &str| text.contains([',', '"', '\n', '\r']);
        let files = names.files.iter().map(String::as_str);
        let codes = names.symbols.iter().chain(files).chain(flows.iter().map(String::as_str));
        let quotes = codes.into_iter().any(special);
        Self { table, names, quotes, flows }
    }

    fn row(&self, fact: &Fact, out: &mut Vec<u8>) {
        let key = &fact.key;
        let symbols = &self.names.symbols;
        self.cell(out, |out| self.id(key, out));
        out.extend_from_slice(key.measure.as_str().as_bytes());
        out.push(b',');
        self.cell(out, |out| out.extend_from_slice(self.flow(key)));
        self.cell(out, |out| out.extend_from_slice(self.country(key)));
        self.cell(out, |out| out.extend_from_slice(symbols.text(key.industry).as_bytes()));
        self.cell(out, |out| out.extend_from_slice(symbols.text(key.region).as_bytes()));
        for year in [key.year, key.base] {
            if year != 0 {
                put_year(out, year);
            }
            out.push(b',');
        }
        put(out, fact.value);
        out.push(b',');
        out.extend_from_slice(key.measure.unit().as_str().as_bytes());
        out.push(b',');
        if let Some((lower, upper)) = fact.interval {
            put(out, lower);
            out.push(b',');
            put(out, upper);
        } else {
            out.push(b',');
        }
        out.push(b',');
        out.extend_from_slice(fact.status.as_str().as_bytes());
        out.push(b',');
        out.extend_from_slice(fact.method.as_str().as_bytes());
        out.push(b',');
        self.cell(out, |out| {
            for (n, input) in self.table.inputs(fact).enumerate() {
                if n > 0 {
                    out.push(b';');
                }
                self.input(&input, out);
            }
        });
        *out.last_mut().expect("a cell ends with a comma") = b'\n';
    }

    /// A cell and the comma behind it, in quotes if it needs them.
    fn cell(&self, out: &mut Vec<u8>, text: impl FnOnce(&mut Vec<u8>)) {
        let from = out.len();
        text(out);
        if self.quotes && out[from..].iter().any(|byte| b",\"\n\r".contains(byte)) {
            let plain = out.split_off(from);
            out.push(b'"');
            for byte in plain {
                if byte == b'"' {
                    out.push(b'"');
                }
                out.push(byte);
            }
            out.push(b'"');
        }
        out.push(b',');
    }

    fn flow(&self, key: &FactKey) -> &[u8] {
        key.flow.map_or(&[], |flow| self.flows[flow.index()].as_bytes())
    }

    fn country(&self, key: &FactKey) -> &[u8] {
        key.country.map_or(&[], |side| self.names.country(side).as_bytes())
    }

    fn id(&self, key: &FactKey, out: &mut Vec<u8>) {
        out.extend_from_slice(key.measure.as_str().as_bytes());
        let mut part = |text: &[u8]| {
            if !text.is_empty() {
                out.push(b'/');
                out.extend_from_slice(text);
            }
        };
        part(self.flow(key));
        part(self.country(key));
        part(self.names.symbols.text(key.industry).as_bytes());
        part(self.names.symbols.text(key.region).as_bytes());
        for year in [key.year, key.base] {
            if year != 0 {
                out.push(b'/');
                put_year(out, year);
            }
        }
    }

    fn input(&self, input: &Input, out: &mut Vec<u8>) {
        match input {
            Input::Fact(key) => self.id(key, out),
            Input::Row(row) => {
                out.extend_from_slice(self.names.files[usize::from(row.file)].as_bytes());
                out.push(b':');
                put_whole(out, row.line);
            }
        }
    }
}

/// The shortest text that reads back as the same number.
fn put(out: &mut Vec<u8>, number: f64) {
    write!(out, "{number}").expect("writing to memory cannot fail");
}

/// A number of lineage: there are millions.
fn put_whole(out: &mut Vec<u8>, mut number: u32) {
    let mut digits = [0; 10];
    let mut from = digits.len();
    loop {
        from -= 1;
        digits[from] = b'0' + u8::try_from(number % 10).expect("a digit");
        number /= 10;
        if number == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[from..]);
}

/// A year; none before our era is a fact's.
fn put_year(out: &mut Vec<u8>, year: i16) {
    put_whole(out, u32::from(year.unsigned_abs()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_read_as_they_are() {
        for number in [0, 7, 10, 2021, 65_536, u32::MAX] {
            let mut out = Vec::new();
            put_whole(&mut out, number);
            assert_eq!(String::from_utf8(out).unwrap(), number.to_string());
        }
    }

    #[test]
    fn a_code_that_another_begins_with_stands_where_its_text_does() {
        let texts = ["a", "a-b", "a/", "b"].map(str::to_owned).to_vec();
        assert_eq!(ranks(texts, narrow), [0, 1, 2, 3]);
    }
}
