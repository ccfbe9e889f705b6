//! From codes of the Harmonized System to the products of a data folder.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use serde::{Deserialize, Serialize};

use crate::vocabulary::{Flow, Pair};

/// What is known of a commodity code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(super) enum Lookup {
    /// It belongs to this product.
    Product(u16),
    /// It holds codes of several products: a finer level is needed.
    TooCoarse,
    /// No row covers it.
    Unknown,
}

/// Prefixes of codes by flow; the longest that fits decides.
#[derive(Debug, Default)]
pub(super) struct Products {
    /// Codes of products, by number.
    pub(super) names: Vec<String>,
    prefixes: [BTreeMap<String, u16>; 2],
}

impl Products {
    /// From rows (flow or nothing, code, product).
    pub(super) fn new(pair: &Pair, rows: &[[String; 3]]) -> Self {
        let mut products = Self::default();
        for [flow, code, product] in rows {
            let number = products.number(product);
            for one in Flow::BOTH {
                if flow.is_empty() || *flow == pair.flow_code(one) {
                    products.prefixes[one.index()].insert(code.clone(), number);
                }
            }
        }
        products
    }

    /// From the codes of products that name their chapters: `hs27`, `hs01-24`.
    pub(super) fn from_names<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let mut products = Self::default();
        for name in names {
            let Some(chapters) = name.strip_prefix("hs") else { continue };
            let (first, last) = chapters.split_once('-').unwrap_or((chapters, chapters));
            let (Ok(first), Ok(last)) = (first.parse::<u8>(), last.parse::<u8>()) else { continue };
            let number = products.number(name);
            for chapter in first..=last {
                for map in &mut products.prefixes {
                    map.insert(format!("{chapter:02}"), number);
                }
            }
        }
        products
    }

    fn number(&mut self, name: &str) -> u16 {
        let known = self.names.iter().position(|own| own == name);
        let place = known.unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.names.len() - 1
        });
        u16::try_from(place).expect("fewer than 65,536 products")
    }

    /// Whether there is no code at all.
    pub(super) fn is_empty(&self) -> bool {
        self.prefixes.iter().all(BTreeMap::is_empty)
    }

    /// Whether a code has a row of its own, whole.
    pub(super) fn covers(&self, flow: Flow, code: &str) -> bool {
        self.prefixes[flow.index()].contains_key(code)
    }

    /// The product of a code.
    pub(super) fn lookup(&self, flow: Flow, code: &str) -> Lookup {
        let map = &self.prefixes[flow.index()];
        let own = (1..=code.len()).rev().filter_map(|n| code.get(..n)).find_map(|p| map.get(p));
        let split = map
            .range::<str, _>((Bound::Excluded(code), Bound::Unbounded))
            .take_while(|(prefix, _)| prefix.starts_with(code))
            .any(|(_, product)| Some(product) != own);
        match own {
            _ if split => Lookup::TooCoarse,
            Some(product) => Lookup::Product(*product),
            None => Lookup::Unknown,
        }
    }

    /// The chapters of a product.
    pub(super) fn chapters(&self, flow: Flow, product: u16) -> BTreeSet<&str> {
        let map = &self.prefixes[flow.index()];
        map.iter()
            .filter(|(_, own)| **own == product)
            .filter_map(|(code, _)| code.get(..2))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_prefix_decides_and_a_split_code_is_too_coarse() {
        let pair = Pair { reporter: "AA".into(), partner: "BB".into() };
        let row = |a: &str, b: &str, c: &str| [a.to_owned(), b.to_owned(), c.to_owned()];
        let rows = [row("", "03", "food"), row("AA-BB", "0301", "fish"), row("", "27", "fuel")];
        let products = Products::new(&pair, &rows);
        let name = |flow, code| match products.lookup(flow, code) {
            Lookup::Product(number) => products.names[usize::from(number)].as_str(),
            Lookup::TooCoarse => "too coarse",
            Lookup::Unknown => "unknown",
        };
        assert_eq!(name(Flow::Outward, "0301110000"), "fish");
        assert_eq!(name(Flow::Outward, "0302000000"), "food");
        assert_eq!(name(Flow::Outward, "03"), "too coarse");
        assert_eq!(name(Flow::Inward, "03"), "food");
        assert_eq!(name(Flow::Inward, "88"), "unknown");
    }
}
