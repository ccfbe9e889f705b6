//! Whatever the fact, no sentence tells a direction, tense, unit or kind that the fact does not have.

use proptest::prelude::*;

use super::{Extra, Setting, Teller, Tense, Way, Wish, check, interval, size, value};
use crate::diagnostics::{Code, Outcome};
use crate::facts::{Fact, FactKey, Lineage, Method, Status};
use crate::templating::{Labels, Library};
use crate::text::{Messages, Numbers};
use crate::vocabulary::{Measure, Nature};

/// Words of a language that tell a direction or a tense, in small letters. A word stands for all that begin with it.
struct Lexicon {
    language: &'static str,
    up: &'static [&'static str],
    down: &'static [&'static str],
    would: &'static [&'static str],
    not: &'static [&'static str],
    points: &'static str,
}

const LEXICONS: [Lexicon; 2] = [
    Lexicon {
        language: "en",
        up: &[
            "rose", "rise", "rais", "grew", "grow", "increas", "above", "higher", "positive",
            "grown",
        ],
        down: &["fell", "fall", "lower", "shr", "decreas", "below", "negative", "declin"],
        would: &["would"],
        not: &["no", "not"],
        points: "percentage points",
    },
    Lexicon {
        language: "ru",
        up: &[
            "вырос",
            "выраст",
            "возрос",
            "увелич",
            "повыс",
            "превыс",
            "выше",
            "положительн",
            "рост",
        ],
        down: &[
            "снизил",
            "снизит",
            "уменьш",
            "упал",
            "ниже",
            "отрицательн",
            "сократил",
            "сократит",
            "понизил",
        ],
        // The particle alone: other words begin with these letters.
        would: &[" бы ", " бы,", " бы."],
        not: &["ни", "нет"],
        points: "процентного пункта",
    },
];

struct Bare;

impl Setting for Bare {
    fn plain(&self, text: &str) -> String {
        text.to_owned()
    }

    fn marked(&self, _: &Fact, text: &str) -> Outcome<String> {
        Ok(text.to_owned())
    }

    fn names(&self, _: &Fact) -> Vec<(&'static str, String)> {
        ["region", "region-start", "region-in", "region-of", "industry"]
            .map(|name| (name, "somewhere".to_owned()))
            .to_vec()
    }
}

struct Language {
    lexicon: &'static Lexicon,
    numbers: Numbers,
    messages: Messages,
}

impl Language {
    fn all() -> Vec<Self> {
        LEXICONS.iter().map(|lexicon| Self::load(lexicon, &Library::embedded())).collect()
    }

    fn load(lexicon: &'static Lexicon, library: &Library) -> Self {
        let labels = Labels::load(library, lexicon.language).expect("the language has labels");
        Self {
            lexicon,
            numbers: Numbers::new(labels).expect("the language has numbers"),
            messages: Messages::load(library, lexicon.language).expect("it has messages"),
        }
    }

    fn teller(&self) -> Teller<'_> {
        Teller {
            numbers: &self.numbers,
            messages: &self.messages,
            setting: &Bare,
            wish: Wish::default(),
        }
    }

    /// What a message asks for beyond its own facts: given as a word, or as the fact itself where it asks for its way.
    fn extras(&self, id: &str, fact: &Fact) -> Vec<(String, Extra)> {
        let own = |name: &str| {
            let name = name.strip_prefix("other-").unwrap_or(name);
            OWN.contains(&name) || Bare.names(fact).iter().any(|(n, _)| *n == name)
        };
        let shape = self.messages.shapes().find(|(known, _)| *known == id).expect("it is there").1;
        let mut extras: Vec<(String, Extra)> = Vec::new();
        for name in shape.variables.iter().filter(|name| !own(name)) {
            let root = OWN.iter().find_map(|own| name.strip_suffix(own)?.strip_suffix('-'));
            match root {
                Some(root)
                    if extras
                        .iter()
                        .all(|(known, extra)| known != root || matches!(extra, Extra::Text(_))) =>
                {
                    extras.push((root.to_owned(), Extra::Fact(fact.clone())));
                }
                Some(_) => {}
                None => extras.push((name.clone(), Extra::Text("something".to_owned()))),
            }
        }
        let facts: Vec<String> = extras
            .iter()
            .filter(|(_, extra)| matches!(extra, Extra::Fact(_)))
            .map(|(name, _)| name.clone())
            .collect();
        extras.retain(|(name, extra)| matches!(extra, Extra::Fact(_)) || !facts.contains(name));
        extras
    }

    /// The sentences that a measure may be told in.
    fn told_of(&self, measure: Measure) -> Vec<String> {
        let start = format!("{}-", measure.nature().as_str());
        let ids = self.messages.shapes().map(|(id, _)| id);
        let fitting = ids.filter(|id| super::rules::allows(&self.messages, id, measure));
        fitting.filter_map(|id| Some(id.strip_prefix(&start)?.to_owned())).collect()
    }

    /// The faults of one sentence about one fact.
    fn faults(&self, name: &str, fact: &Fact) -> Vec<String> {
        let nature = fact.key.measure.nature();
        let id = format!("{}-{name}", nature.as_str());
        let extras = self.extras(&id, fact);
        let text = match self.teller().say(name, fact, &extras) {
            Ok(text) => text,
            Err(faults) => return faults.iter().map(|fault| format!("{id}: {fault:?}")).collect(),
        };
        let wish = Wish::default();
        let shown = size(&self.numbers, fact, &wish).expect("no wish");
        let way = nature.has_way().then(|| Way::of(fact, !super::printed::reads_zero(&shown)));
        let numbers = [
            Some(shown),
            value(&self.numbers, fact, &wish).ok(),
            interval(&self.numbers, fact, &wish).expect("no wish"),
            Some(fact.key.year.to_string()),
            Some(fact.key.base.to_string()),
        ];
        let known: Vec<String> = numbers.into_iter().flatten().collect();
        let mut faults = self.judge(&id, &text, way, fact.status, &known);
        if nature == Nature::Points && text.contains('%') && !text.contains("95%") {
            faults.push(format!("{id}: points told as a percentage: {text}"));
        }
        if nature != Nature::Points && text.replace('\u{a0}', " ").contains(self.lexicon.points) {
            faults.push(format!("{id}: told in percentage points: {text}"));
        }
        faults
    }

    /// The faults of a text, given what it may say.
    fn judge(
        &self,
        id: &str,
        text: &str,
        way: Option<Way>,
        status: Status,
        known: &[String],
    ) -> Vec<String> {
        let mut faults = Vec::new();
        // With a space at the end, so that a word of the lexicon with spaces about it is found there, too.
        let small = text.to_lowercase().replace('\u{a0}', " ") + " ";
        let words: Vec<&str> = small.split(|c: char| !c.is_alphanumeric()).collect();
        let has = |list: &[&str]| {
            list.iter().any(|entry| match entry.contains(' ') {
                true => small.contains(entry),
                false => words.iter().any(|word| word.starts_with(entry)),
            })
        };
        let (mut up, mut down) = (has(self.lexicon.up), has(self.lexicon.down));
        // "No industry has a positive balance" is true of what is below zero, or zero.
        let negated = words.iter().any(|word| self.lexicon.not.contains(word));
        if negated && way != Some(Way::Unsure) {
            (up, down) = (down && way != Some(Way::None), up && way != Some(Way::None));
        }
        let wrong = match way {
            Some(Way::Up) => down,
            Some(Way::Down) => up,
            Some(Way::None) | None => up || down,
            // Says that it is one or the other, or neither.
            Some(Way::Unsure) => up != down,
        };
        if wrong {
            faults.push(format!("{id}: a direction that the fact does not have ({way:?}): {text}"));
        }
        let would = has(self.lexicon.would);
        let noun = id.ends_with("-noun");
        if !noun && !text.is_empty() && would != (Tense::of(status) == Tense::Would) {
            faults.push(format!("{id}: a tense that {status:?} does not allow: {text}"));
        }
        let mut rest = text.replace("95%", "").replace("95\u{a0}%", "").replace("CO2", "");
        let mut known = known.to_vec();
        known.sort_by_key(|number| std::cmp::Reverse(number.len()));
        for number in &known {
            rest = rest.replace(number.as_str(), "");
        }
        if rest.chars().any(|c| c.is_ascii_digit()) {
            faults.push(format!("{id}: a number that is not the fact's: {text}"));
        }
        faults
    }
}

/// What the teller itself gives.
const OWN: [&str; 10] =
    ["value", "signed", "tense", "zero", "bounded", "number", "year", "base", "interval", "way"];

fn facts() -> impl Strategy<Value = Fact> {
    let measures = proptest::sample::select(Measure::ALL.to_vec());
    let sizes = prop_oneof![Just(0.0), -2.0..2.0, -1e4..1e4, -1e9..1e9f64];
    let widths = proptest::option::of((0.0..3.0f64, 0.0..3.0f64));
    let statuses =
        proptest::sample::select(vec![Status::Observed, Status::Estimated, Status::Projected]);
    (measures, sizes, widths, statuses).prop_map(|(measure, size, widths, status)| {
        let value = match measure.nature() {
            Nature::Rank | Nature::Count => size.abs().round() % 1e6 + 1.0,
            Nature::Share => size.abs() % 1.0,
            Nature::Points => size % 1.0,
            nature if nature.has_way() => size,
            _ => size.abs(),
        };
        let mut key = FactKey::new(measure).year(2021);
        key.base = 2010;
        Fact {
            key,
            value,
            interval: widths.map(|(l, u)| (value - value.abs() * l, value + value.abs() * u)),
            status,
            method: Method::Source,
            lineage: Lineage::default(),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_sentence_says_what_its_fact_does_not(fact in facts()) {
        for language in Language::all() {
            for name in language.told_of(fact.key.measure) {
                let faults = language.faults(&name, &fact);
                prop_assert!(faults.is_empty(), "{faults:#?}\n{fact:?}");
            }
        }
    }

    #[test]
    fn no_comparison_says_what_its_facts_do_not(a in facts(), b in facts()) {
        let b = Fact { key: a.key, ..b };
        for language in Language::all() {
            let ids: Vec<String> = language.messages.shapes().map(|(id, _)| id.to_owned()).collect();
            for id in ids.iter().filter(|id| id.starts_with("compare-")) {
                let name = &id["compare-".len()..];
                if !super::rules::allows(&language.messages, id, a.key.measure) {
                    continue;
                }
                let extras = language.extras(id, &a);
                let told = language.teller().compare(name, (&a, &b), None, &extras);
                if matches!(a.key.measure.nature(), Nature::Rank | Nature::Statistic) {
                    prop_assert!(told.is_err());
                    continue;
                }
                let text = told.map_err(|faults| TestCaseError::fail(format!("{faults:?}")))?;
                let wish = Wish::default();
                let mut known = Vec::new();
                for fact in [&a, &b] {
                    known.push(size(&language.numbers, fact, &wish).expect("no wish"));
                    known.push(value(&language.numbers, fact, &wish).expect("no wish"));
                    known.extend(interval(&language.numbers, fact, &wish).expect("no wish"));
                    known.push(fact.key.year.to_string());
                }
                let texts = [&a, &b].map(|f| value(&language.numbers, f, &wish).expect("no wish"));
                let way = Way::between(&a, &b, texts[0] != texts[1]);
                let faults = language.judge(id, &text, Some(way), a.status.max(b.status), &known);
                prop_assert!(faults.is_empty(), "{faults:#?}\n{a:?}\n{b:?}");
            }
        }
    }
}

/// The embedded messages of a language with some words replaced.
fn with(lexicon: &'static Lexicon, from: &str, to: &str) -> (tempfile::TempDir, Library) {
    let embedded = Library::embedded();
    let name = format!("{}/sentences.ftl", lexicon.language);
    let source = embedded.text(&name).expect("the language has sentences");
    assert!(source.contains(from), "{from}");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join(&name);
    std::fs::create_dir_all(path.parent().expect("it has one")).expect("a folder");
    std::fs::write(path, source.replacen(from, to, 1)).expect("a file");
    let library = Library::with_replacements(folder.path()).expect("the folder is read");
    (folder, library)
}

fn growth(value: f64, status: Status) -> Fact {
    let mut key = FactKey::new(Measure::Growth).year(2021);
    key.base = 2010;
    Fact { key, value, interval: None, status, method: Method::Source, lineage: Lineage::default() }
}

#[test]
fn the_tests_above_see_a_wrong_word() {
    let english = &LEXICONS[0];
    for (from, to, status) in [
        ("[past] rose by", "[past] fell by", Status::Estimated),
        ("[would] would rise by", "[would] rose by", Status::Projected),
        ("rose by { $value }", "rose by 7%", Status::Estimated),
        ("rose by { $value }", "rose by { $value } percentage points", Status::Estimated),
    ] {
        let (_folder, library) = with(english, from, to);
        let language = Language::load(english, &library);
        assert!(!language.faults("moved", &growth(0.123, status)).is_empty(), "{to}");
        assert!(
            Language::load(english, &Library::embedded())
                .faults("moved", &growth(0.123, status))
                .is_empty()
        );
    }
}

#[test]
fn messages_that_leave_out_a_direction_or_a_tense_are_refused() {
    let english = &LEXICONS[0];
    assert!(Language::load(english, &Library::embedded()).messages.shapes().next().is_some());
    for (from, to) in [
        (
            "   *[unsure] { $signed } since { $base }, within its error\n",
            "   *[other] { $signed }\n",
        ),
        ("       *[would] would rise by", "       *[other] rose by"),
        ("change-moved = { $way ->", "change-moved = rose by { $value }\nchange-other = { $way ->"),
        (
            "share-part-noun = { $zero ->",
            "share-rose-noun = { $way ->\n    [up] rose\n   *[down] fell\n}\nshare-part-noun = { $zero ->",
        ),
        ("share-part-noun = { $zero ->", "shares-part = { $zero ->"),
        (".of = avoided", ".of = avoidance"),
    ] {
        let (_folder, library) = with(english, from, to);
        let messages = Messages::load(&library, english.language).expect("Fluent reads it");
        let faults = check(&messages);
        assert_eq!(faults.iter().next().map(|f| f.code), Some(Code::SentenceUnsafe), "{to}");
    }
    for language in Language::all() {
        assert!(check(&language.messages).is_empty(), "{}", language.lexicon.language);
    }
}

#[test]
fn a_share_has_no_sentence_of_change() {
    let language = Language::load(&LEXICONS[0], &Library::embedded());
    let share =
        Fact { key: FactKey::new(Measure::Share).year(2021), ..growth(0.6545, Status::Estimated) };
    let faults = language.teller().say("moved", &share, &[]).unwrap_err();
    let fault = faults.iter().next().unwrap();
    assert_eq!(fault.code, Code::SentenceUnfit);
    assert_eq!(fault.message, "a share cannot be told so");
    // The balance is no exchange effect, though both are nets.
    let balance = Fact { key: FactKey::new(Measure::Balance).year(2021), ..share };
    let faults = language.teller().say("exchange", &balance, &[]).unwrap_err();
    assert_eq!(faults.iter().next().unwrap().code, Code::SentenceUnfit);
}

#[test]
fn english_reads_as_it_should() {
    let language = Language::load(&LEXICONS[0], &Library::embedded());
    let told = |fact: &Fact| language.teller().say("moved", fact, &[]).unwrap();
    let with = |value, lower, upper| Fact {
        interval: Some((lower, upper)),
        ..growth(value, Status::Estimated)
    };
    assert_eq!(told(&growth(0.123, Status::Estimated)), "rose by 12.3%");
    assert_eq!(told(&growth(-0.123, Status::Projected)), "would fall by 12.3%");
    assert_eq!(told(&growth(0.0003, Status::Observed)), "stayed the same");
    assert_eq!(
        told(&with(0.041, -0.102, 0.2)),
        "showed no clear change (+4.1%; 95% interval \u{2212}10.2% to +20.0%)"
    );
    assert_eq!(told(&with(0.141, 0.102, 0.2)), "rose by 14.1%");
}

#[test]
fn a_difference_within_both_errors_is_not_sure() {
    let fact = |value: f64, half: f64| Fact {
        interval: Some((value - half, value + half)),
        ..growth(value, Status::Estimated)
    };
    // Half-widths of 3 and 4 make one of 5: a difference of 5 is inside, of 6 outside.
    assert_eq!(Way::between(&fact(10.0, 3.0), &fact(5.0, 4.0), true), Way::Unsure);
    assert_eq!(Way::between(&fact(11.0, 3.0), &fact(5.0, 4.0), true), Way::Up);
    assert_eq!(Way::between(&fact(5.0, 3.0), &fact(11.0, 4.0), true), Way::Down);
    assert_eq!(Way::between(&fact(5.0, 3.0), &fact(5.01, 4.0), false), Way::None);
}
