//! Words of another script inside a text, so that a screen reader speaks them in their language.

use serde_json::{Value, json};

/// A script, the language that a reader assumes for words in it, and the languages written in it: in a document in one
/// of these its words are nothing foreign.
struct Script {
    letters: &'static str,
    language: &'static str,
    writes: &'static [&'static str],
}

/// The scripts of names and titles that reports quote. Latin letters are no sign of a language: they are units and
/// formulas, too.
const SCRIPTS: [Script; 2] = [
    Script {
        letters: r"\p{Cyrillic}",
        language: "ru",
        writes: &["be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"],
    },
    Script { letters: r"\p{Han}", language: "zh", writes: &["ja", "zh"] },
];

/// For the theme: the pattern of a run of each script that is foreign to a document, with its language. A run goes from
/// the first letter of the script to the last with no letter of another between them.
pub(super) fn foreign_scripts(language: &str) -> Value {
    let foreign = SCRIPTS.iter().filter(|script| !script.writes.contains(&language));
    foreign
        .map(|Script { letters, language, .. }| {
            let pattern = format!(r"{letters}(?:[{letters}\P{{L}}]*{letters})?");
            json!({ "pattern": pattern, "language": language })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_documents_own_script_is_not_foreign() {
        let languages = |own: &str| -> Vec<String> {
            let found = foreign_scripts(own);
            let list = found.as_array().expect("a list");
            list.iter().map(|s| s["language"].as_str().expect("a code").to_owned()).collect()
        };
        assert_eq!(languages("en"), ["ru", "zh"]);
        assert_eq!(languages("ru"), ["zh"]);
        assert_eq!(languages("zh"), ["ru"]);
    }
}
