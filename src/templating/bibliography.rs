//! The works that chapters may cite: which file holds them, and their keys.

use std::collections::BTreeSet;

use super::Library;

/// File names looked for, in this order.
const NAMES: [&str; 2] = ["bibliography.yml", "bibliography.bib"];

/// The bibliography in force.
pub(super) struct Bibliography {
    /// Name of the template.
    pub(super) name: &'static str,
    /// Keys of its works.
    pub(super) keys: BTreeSet<String>,
}

impl Bibliography {
    /// The first bibliography file of the library, if there is one. Only the keys are read here; the
    /// typesetter reads the whole and reports its faults.
    pub(super) fn find(library: &Library) -> Option<Self> {
        let name = NAMES.into_iter().find(|name| library.contains(name))?;
        let text = library.text(name).ok()?;
        let keys = if name.ends_with(".bib") { bibtex_keys(text) } else { yaml_keys(text) };
        Some(Self { name, keys })
    }
}

/// Keys of the top level of a Hayagriva file: unindented, ended by a colon.
fn yaml_keys(text: &str) -> BTreeSet<String> {
    text.lines()
        .filter(|line| !line.starts_with([' ', '\t', '#', '-']))
        .filter_map(|line| line.split_once(':'))
        .map(|(key, _)| key.trim().trim_matches(['"', '\'']).to_owned())
        .filter(|key| !key.is_empty())
        .collect()
}

/// Keys of a BibLaTeX file: what stands between `@kind{` and the first comma.
fn bibtex_keys(text: &str) -> BTreeSet<String> {
    text.lines()
        .filter_map(|line| line.trim_start().strip_prefix('@'))
        .filter_map(|line| line.split_once('{'))
        .filter(|(kind, _)| !matches!(kind.trim(), "comment" | "string" | "preamble"))
        .filter_map(|(_, rest)| rest.split_once(','))
        .map(|(key, _)| key.trim().to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found() {
        let yaml = "# works\npeters2008:\n  type: article\n  title: \"A: b\"\n\"lin-2014\":\n  type: book\n";
        assert_eq!(yaml_keys(yaml).into_iter().collect::<Vec<_>>(), ["lin-2014", "peters2008"]);
        let bib = "@article{peters2008,\n  title = {A},\n}\n@comment{x, y}\n";
        assert_eq!(bibtex_keys(bib).into_iter().collect::<Vec<_>>(), ["peters2008"]);
    }
}
