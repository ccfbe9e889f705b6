//! A fact and the name of a sentence become text.

use super::printed::{self, Wish, reads_zero};
use super::rules::{COMPARE, allows};
use super::{Tense, Way};
use crate::diagnostics::{Code, Diagnostic, Outcome};
use crate::facts::Fact;
use crate::text::{Argument, Messages, Numbers};
use crate::vocabulary::Nature;

/// How a text is written where the sentence stands: in Markdown, or as it is.
pub trait Setting {
    /// A text so that it reads as itself.
    fn plain(&self, text: &str) -> String;

    /// A printed number with the mark of its fact's status.
    ///
    /// # Errors
    /// If the language lacks the mark.
    fn marked(&self, fact: &Fact, text: &str) -> Outcome<String>;

    /// The names of what a fact is about: `region`, `region-in`, `industry` and the like.
    fn names(&self, fact: &Fact) -> Vec<(&'static str, String)>;
}

/// What a sentence holds beside its fact.
#[derive(Clone, Debug)]
pub enum Extra {
    /// A text.
    Text(String),
    /// Another fact: printed like the first, with its own direction and interval.
    Fact(Fact),
}

/// Makes sentences in one language.
pub struct Teller<'a> {
    /// Numbers of the language.
    pub numbers: &'a Numbers,
    /// Its messages.
    pub messages: &'a Messages,
    /// How text is written here.
    pub setting: &'a dyn Setting,
    /// How numbers are printed.
    pub wish: Wish,
}

type Arguments = Vec<(String, Argument)>;

impl Teller<'_> {
    /// A sentence or clause about one fact. The message is that of the fact's nature: `moved` of a change is
    /// `change-moved`.
    ///
    /// # Errors
    /// `E0209` if facts of this nature cannot be told so; what the message asks for and does not get.
    pub fn say(&self, name: &str, fact: &Fact, extras: &[(String, Extra)]) -> Outcome<String> {
        let nature = fact.key.measure.nature();
        let id = format!("{}-{name}", nature.as_str());
        if !self.messages.has(&id) {
            return Err(self.untold(nature.as_str(), &id).into());
        }
        self.fitting(&id, fact)?;
        let mut arguments = self.about("", fact)?;
        self.extend(&mut arguments, extras)?;
        self.messages.format(&id, &arguments)
    }

    /// A sentence or clause about which of two facts is larger. `judge` is their difference, if the analysis has it: its
    /// interval knows which errors both share.
    ///
    /// # Errors
    /// `E0209` for facts that cannot be set against each other; what the message asks for and does not get.
    pub fn compare(
        &self,
        name: &str,
        facts: (&Fact, &Fact),
        judge: Option<&Fact>,
        extras: &[(String, Extra)],
    ) -> Outcome<String> {
        let (a, b) = facts;
        let nature = a.key.measure.nature();
        let alike =
            nature == b.key.measure.nature() && a.key.measure.unit() == b.key.measure.unit();
        let ordered = !matches!(nature, Nature::Rank | Nature::Statistic);
        if !alike || !ordered {
            let message = format!(
                "a {} of `{}` cannot be set against a {} of `{}`",
                nature.as_str(),
                a.key.measure.as_str(),
                b.key.measure.nature().as_str(),
                b.key.measure.as_str()
            );
            return Err(Diagnostic::error(Code::SentenceUnfit, message).into());
        }
        let id = format!("{COMPARE}-{name}");
        if !self.messages.has(&id) {
            return Err(self.untold(COMPARE, &id).into());
        }
        self.fitting(&id, a)?;
        let texts = (
            printed::value(self.numbers, a, &self.wish)?,
            printed::value(self.numbers, b, &self.wish)?,
        );
        let in_print = texts.0 != texts.1;
        let way = match judge {
            Some(fact) => {
                if (fact.value > 0.0) != (a.value > b.value) && in_print {
                    let message = "the judge of a comparison is the first fact less the second";
                    return Err(Diagnostic::error(Code::SentenceUnfit, message).into());
                }
                Way::of(fact, in_print)
            }
            None => Way::between(a, b, in_print),
        };
        let mut arguments = self.about("", a)?;
        set(&mut arguments, "way", text(way.key()));
        arguments.extend(self.about("other-", b)?);
        // One fact that is projected makes the comparison one of what would be.
        let tense = Tense::of(a.status.max(b.status));
        set(&mut arguments, "tense", text(tense.key()));
        self.extend(&mut arguments, extras)?;
        self.messages.format(&id, &arguments)
    }

    /// A sentence without a fact, from a message `text-NAME`.
    ///
    /// # Errors
    /// `E0201` for an unknown message; what it asks for and does not get.
    pub fn text(&self, name: &str, extras: &[(String, Extra)]) -> Outcome<String> {
        let mut arguments = Vec::new();
        self.extend(&mut arguments, extras)?;
        self.messages.format(&format!("text-{name}"), &arguments)
    }

    fn extend(&self, arguments: &mut Arguments, extras: &[(String, Extra)]) -> Outcome<()> {
        for (name, extra) in extras {
            match extra {
                Extra::Text(words) => {
                    set(arguments, name, Argument::Text(self.setting.plain(words)));
                }
                Extra::Fact(fact) => {
                    let about = self.about(&format!("{name}-"), fact)?;
                    let value = about.iter().find(|(n, _)| *n == format!("{name}-value"));
                    set(arguments, name, value.expect("every fact has a value").1.clone());
                    arguments.extend(about);
                }
            }
        }
        Ok(())
    }

    /// Everything that a message may ask of a fact, each name with a prefix.
    fn about(&self, prefix: &str, fact: &Fact) -> Outcome<Arguments> {
        let nature = fact.key.measure.nature();
        let size = printed::size(self.numbers, fact, &self.wish)?;
        let value = printed::value(self.numbers, fact, &self.wish)?;
        let bounds = printed::interval(self.numbers, fact, &self.wish)?;
        let mark = |text: &str| self.setting.marked(fact, text).map(Argument::Text);
        let mut found = vec![
            // Where the sentence tells the direction, the number has no sign.
            ("value", mark(if nature.has_way() { &size } else { &value })?),
            ("signed", mark(&value)?),
            ("tense", text(Tense::of(fact.status).key())),
            ("zero", text(if reads_zero(&size) { "yes" } else { "no" })),
            ("bounded", text(if bounds.is_some() { "yes" } else { "no" })),
            ("number", Argument::Number(fact.value)),
            ("year", text(&fact.key.year.to_string())),
            ("base", text(&fact.key.base.to_string())),
        ];
        let bounds = bounds.unwrap_or_else(|| self.numbers.missing().to_owned());
        found.push(("interval", Argument::Text(self.setting.plain(&bounds))));
        if nature.has_way() {
            found.push(("way", text(Way::of(fact, !reads_zero(&size)).key())));
        }
        let names = self.setting.names(fact).into_iter();
        found.extend(names.map(|(n, words)| (n, Argument::Text(self.setting.plain(&words)))));
        Ok(found.into_iter().map(|(name, value)| (format!("{prefix}{name}"), value)).collect())
    }

    /// Whether the message speaks of the fact's measure.
    fn fitting(&self, id: &str, fact: &Fact) -> Outcome<()> {
        let measure = fact.key.measure;
        if allows(self.messages, id, measure) {
            return Ok(());
        }
        let message = format!("the message does not speak of `{}`", measure.as_str());
        Err(Diagnostic::error(Code::SentenceUnfit, message).found(format!("`{id}`")).into())
    }

    fn untold(&self, family: &str, id: &str) -> Diagnostic {
        let start = format!("{family}-");
        let known: Vec<&str> =
            self.messages.shapes().filter_map(|(id, _)| id.strip_prefix(start.as_str())).collect();
        Diagnostic::error(Code::SentenceUnfit, format!("a {family} cannot be told so"))
            .found(format!("`{id}`"))
            .allowed(if known.is_empty() { "nothing".to_owned() } else { known.join(", ") })
    }
}

fn text(words: &str) -> Argument {
    Argument::Text(words.to_owned())
}

fn set(arguments: &mut Arguments, name: &str, value: Argument) {
    match arguments.iter_mut().find(|(known, _)| known == name) {
        Some(found) => found.1 = value,
        None => arguments.push((name.to_owned(), value)),
    }
}
