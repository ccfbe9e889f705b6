//! Which changed facts follow from other changed facts.

use std::collections::BTreeSet;

/// The changed facts as inputs name them: by id, or by a pattern in which `*` stands for an industry or a region.
pub(super) struct Moved<'a> {
    ids: BTreeSet<&'a str>,
    patterns: BTreeSet<String>,
}

impl<'a> Moved<'a> {
    /// Of these ids, as far as these inputs ask for them.
    pub(super) fn new(
        ids: impl Iterator<Item = &'a str>,
        inputs: impl Iterator<Item = &'a str>,
    ) -> Self {
        let asked: BTreeSet<&str> =
            inputs.flat_map(parts).filter(|one| one.contains('*')).collect();
        let ids: BTreeSet<&str> = ids.collect();
        let mut patterns = BTreeSet::new();
        if !asked.is_empty() {
            for id in &ids {
                let found = forms(id).filter(|form| asked.contains(form.as_str()));
                patterns.extend(found);
            }
        }
        Self { ids, patterns }
    }

    /// Whether one of these inputs has changed.
    pub(super) fn behind(&self, inputs: &str) -> bool {
        parts(inputs).any(|one| self.ids.contains(one) || self.patterns.contains(one))
    }
}

fn parts(inputs: &str) -> impl Iterator<Item = &str> {
    inputs.split(';').filter(|one| !one.is_empty())
}

/// An id with one or two of its parts behind the measure replaced by `*`.
fn forms(id: &str) -> impl Iterator<Item = String> {
    let parts: Vec<&str> = id.split('/').collect();
    let count = parts.len();
    let pairs = (1..count).flat_map(move |a| (a..count).map(move |b| (a, b)));
    pairs.map(move |(a, b)| {
        let starred =
            parts.iter().enumerate().map(|(at, part)| if at == a || at == b { "*" } else { part });
        starred.collect::<Vec<_>>().join("/")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_input_is_found_by_id_and_by_pattern() {
        let inputs = ["embodied/RU-CN/*/RU-BA/2021", "trade.csv:12;gdp/RU/2014"];
        let moved = Moved::new(
            ["embodied/RU-CN/metals/RU-BA/2021", "gdp/CN/2014"].into_iter(),
            inputs.into_iter(),
        );
        assert!(moved.behind(inputs[0]));
        assert!(!moved.behind(inputs[1]));
        assert!(moved.behind("x.csv:1;gdp/CN/2014"));
        assert!(!moved.behind("embodied/CN-RU/*/RU-BA/2021"));
    }
}
