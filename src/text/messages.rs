//! The sentences of one language: Fluent messages that choose by direction, tense, number.

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast;
use fluent_syntax::parser::ParserError;
use unic_langid::LanguageIdentifier;

use crate::diagnostics::{Code, Diagnostic, Faults, Location, Outcome};
use crate::templating::{Library, line_and_column};

/// The files of a language that hold messages; the second is optional.
const FILES: [&str; 2] = ["sentences.ftl", "names.ftl"];

/// A value that a message is given.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument {
    /// A text.
    Text(String),
    /// A number, for plural forms; it is never printed itself.
    Number(f64),
}

/// Which keys a message chooses by, and which it asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// Keys of every choice by a variable, by its name. A variable chosen by twice has only the keys of both.
    pub choices: BTreeMap<String, BTreeSet<String>>,
    /// Whether each path to a text passes a choice by this variable.
    pub always: BTreeSet<String>,
    /// Every variable.
    pub variables: BTreeSet<String>,
}

/// All messages of one language.
pub struct Messages {
    file: String,
    bundle: FluentBundle<FluentResource>,
    shapes: BTreeMap<String, Shape>,
    /// What every message may ask for beside its own arguments.
    standing: Vec<(String, String)>,
}

impl std::fmt::Debug for Messages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Messages {{ {}, {} of them }}", self.file, self.shapes.len())
    }
}

impl Messages {
    /// Reads the messages of a language.
    ///
    /// # Errors
    /// `E0201` if it has no `sentences.ftl`, `E0202` for what Fluent does not understand, each at its line.
    pub fn load(library: &Library, language: &str) -> Outcome<Self> {
        let identifier: LanguageIdentifier = language.parse().map_err(|_| {
            Diagnostic::error(Code::TemplateSyntax, "the folder names no language").found(language)
        })?;
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        // The marks that keep directions of writing apart would be found in the text of the PDF.
        bundle.set_use_isolating(false);
        let mut bodies = Bodies::new();
        let mut faults = Faults::new();
        for file in FILES {
            let name = format!("{language}/{file}");
            if file != FILES[0] && !library.contains(&name) {
                continue;
            }
            let source = library.text(&name)?;
            let shown = library.shown(&name);
            match fluent_syntax::parser::parse(source) {
                Ok(resource) => bodies.extend(resource.body.into_iter().filter_map(|entry| {
                    let ast::Entry::Message(message) = entry else { return None };
                    message.value.map(|pattern| (message.id.name, pattern))
                })),
                Err((_, errors)) => faults.append(unread(source, &shown, &errors)),
            }
            if let Ok(resource) = FluentResource::try_new(source.to_owned()) {
                for error in bundle.add_resource(resource).err().into_iter().flatten() {
                    let twice = Diagnostic::error(Code::TemplateSyntax, error.to_string());
                    faults.push(twice.at(Location::file(&shown)));
                }
            }
        }
        let shapes = bodies.iter().map(|(id, body)| ((*id).to_owned(), shape_of(body, &bodies, 0)));
        let shapes = shapes.collect();
        let file = library.shown(&format!("{language}/{}", FILES[0]));
        let standing = Vec::new();
        faults.check(Self { file, bundle, shapes, standing }).map(|(messages, _)| messages)
    }

    /// The same with texts that every message may ask for.
    #[must_use]
    pub fn with_standing(self, standing: Vec<(String, String)>) -> Self {
        Self { standing, ..self }
    }

    /// The attributes of a message that ask for nothing, with their texts; none if there is no such message.
    pub fn attributes(&self, id: &str) -> BTreeMap<String, String> {
        let Some(message) = self.bundle.get_message(id) else { return BTreeMap::new() };
        let text =
            |pattern| self.bundle.format_pattern(pattern, None, &mut Vec::new()).into_owned();
        message.attributes().map(|a| (a.id().to_owned(), text(a.value()))).collect()
    }

    /// The file that holds the sentences, as faults show it.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Every message with its shape, sorted by name.
    pub fn shapes(&self) -> impl Iterator<Item = (&str, &Shape)> {
        self.shapes.iter().map(|(id, shape)| (id.as_str(), shape))
    }

    /// Whether there is such a message.
    pub fn has(&self, id: &str) -> bool {
        self.shapes.contains_key(id)
    }

    /// A message filled in.
    ///
    /// # Errors
    /// `E0201` for an unknown one; `E0202` for an argument that it asks for and does not get.
    pub fn format<N: AsRef<str>>(&self, id: &str, arguments: &[(N, Argument)]) -> Outcome<String> {
        let pattern = self.bundle.get_message(id).and_then(|message| message.value());
        let pattern = pattern.ok_or_else(|| self.missing(id))?;
        self.write(id, pattern, arguments)
    }

    /// An attribute of a message, filled in; none if there is no such message or attribute.
    ///
    /// # Errors
    /// `E0202` for an argument that it asks for and does not get.
    pub fn attribute(
        &self,
        id: &str,
        name: &str,
        arguments: &[(&str, Argument)],
    ) -> Outcome<Option<String>> {
        let message = self.bundle.get_message(id);
        let Some(attribute) = message.and_then(|message| message.get_attribute(name)) else {
            return Ok(None);
        };
        self.write(id, attribute.value(), arguments).map(Some)
    }

    fn write<N: AsRef<str>>(
        &self,
        id: &str,
        pattern: &ast::Pattern<&str>,
        arguments: &[(N, Argument)],
    ) -> Outcome<String> {
        let mut given = FluentArgs::with_capacity(self.standing.len() + arguments.len());
        for (name, text) in &self.standing {
            given.set(name.as_str(), FluentValue::from(text.as_str()));
        }
        for (name, value) in arguments {
            given.set(
                name.as_ref(),
                match value {
                    Argument::Text(text) => FluentValue::from(text.as_str()),
                    Argument::Number(number) => FluentValue::from(*number),
                },
            );
        }
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&given), &mut errors).into_owned();
        if errors.is_empty() {
            return Ok(text);
        }
        let faults = errors.into_iter().map(|error| {
            Diagnostic::error(Code::TemplateSyntax, format!("the message {id}: {error}"))
                .at(Location::file(&self.file))
        });
        Err(faults.collect())
    }

    /// The fault that there is no such message.
    pub fn missing(&self, id: &str) -> Diagnostic {
        let near = self.shapes.keys().map(|k| (strsim::damerau_levenshtein(id, k), k)).min();
        let fault = Diagnostic::error(Code::TemplateMissing, "there is no such message")
            .at(Location::file(&self.file))
            .found(format!("`{id}`"));
        match near {
            Some((_, other)) => fault.hint(format!("the nearest is `{other}`")),
            None => fault,
        }
    }
}

/// The texts of messages by their names, for those that refer to others.
type Bodies<'a> = BTreeMap<&'a str, ast::Pattern<&'a str>>;

/// Messages that refer to messages are followed this far.
const REFERENCES: usize = 8;

fn unread(source: &str, shown: &str, errors: &[ParserError]) -> Faults {
    let fault = |error: &ParserError| {
        let (line, column) = line_and_column(source, error.pos.start);
        let excerpt = source.lines().nth(line as usize - 1).unwrap_or_default();
        Diagnostic::error(Code::TemplateSyntax, error.to_string())
            .at(Location::at(shown, line, column))
            .excerpt(excerpt, 1)
    };
    errors.iter().map(fault).collect()
}

/// What a pattern chooses by and asks for.
fn shape_of(pattern: &ast::Pattern<&str>, bodies: &Bodies<'_>, depth: usize) -> Shape {
    let mut shape = Shape::default();
    for element in &pattern.elements {
        if let ast::PatternElement::Placeable { expression } = element {
            shape.join(of_expression(expression, bodies, depth));
        }
    }
    shape
}

fn of_expression(expression: &ast::Expression<&str>, bodies: &Bodies<'_>, depth: usize) -> Shape {
    let ast::Expression::Select { selector, variants } = expression else {
        let ast::Expression::Inline(inline) = expression else { return Shape::default() };
        return of_inline(inline, bodies, depth);
    };
    let mut shape = of_inline(selector, bodies, depth);
    let mut through: Option<BTreeSet<String>> = None;
    for variant in variants {
        let inner = shape_of(&variant.value, bodies, depth);
        through = Some(match through {
            None => inner.always.clone(),
            Some(so_far) => so_far.intersection(&inner.always).cloned().collect(),
        });
        shape.join(Shape { always: BTreeSet::new(), ..inner });
    }
    shape.always.extend(through.unwrap_or_default());
    if let ast::InlineExpression::VariableReference { id } = selector {
        let keys = variants.iter().map(|variant| match &variant.key {
            ast::VariantKey::Identifier { name } => (*name).to_owned(),
            ast::VariantKey::NumberLiteral { value } => (*value).to_owned(),
        });
        let name = id.name.to_owned();
        shape.join(Shape {
            choices: [(name.clone(), keys.collect())].into(),
            always: [name.clone()].into(),
            variables: [name].into(),
        });
    }
    shape
}

fn of_inline(inline: &ast::InlineExpression<&str>, bodies: &Bodies<'_>, depth: usize) -> Shape {
    match inline {
        ast::InlineExpression::VariableReference { id } => {
            Shape { variables: [id.name.to_owned()].into(), ..Shape::default() }
        }
        ast::InlineExpression::Placeable { expression } => of_expression(expression, bodies, depth),
        ast::InlineExpression::MessageReference { id, .. } if depth < REFERENCES => bodies
            .get(id.name)
            .map_or_else(Shape::default, |body| shape_of(body, bodies, depth + 1)),
        ast::InlineExpression::FunctionReference { arguments, .. } => {
            let mut shape = Shape::default();
            for argument in &arguments.positional {
                shape.join(of_inline(argument, bodies, depth));
            }
            shape
        }
        _ => Shape::default(),
    }
}

impl Shape {
    /// Both one after the other. A choice made twice has the keys that both have.
    fn join(&mut self, other: Shape) {
        for (name, keys) in other.choices {
            self.choices
                .entry(name)
                .and_modify(|known| known.retain(|key| keys.contains(key)))
                .or_insert(keys);
        }
        self.always.extend(other.always);
        self.variables.extend(other.variables);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(source: &str) -> Shape {
        let resource = fluent_syntax::parser::parse(source).unwrap();
        let bodies: Bodies<'_> = resource
            .body
            .into_iter()
            .filter_map(|entry| match entry {
                ast::Entry::Message(m) => m.value.map(|pattern| (m.id.name, pattern)),
                _ => None,
            })
            .collect();
        shape_of(&bodies["asked"], &bodies, 0)
    }

    #[test]
    fn a_choice_within_a_choice_is_seen() {
        let found = shape(
            "asked = { $way ->\n [up] { $tense ->\n [past] rose\n *[would] would rise\n }\n *[down] fell { $by }\n }",
        );
        assert!(found.always.contains("way"));
        assert!(!found.always.contains("tense"));
        let keys = |name: &str| found.choices[name].iter().cloned().collect::<Vec<_>>();
        assert_eq!(
            (keys("way"), keys("tense")),
            (vec!["down".to_owned(), "up".to_owned()], vec!["past".to_owned(), "would".to_owned()])
        );
        assert!(found.variables.contains("by"));
    }

    #[test]
    fn a_reference_is_followed() {
        let found = shape(
            "verb = { $tense ->\n [past] rose\n *[would] would rise\n }\nasked = It { verb }.",
        );
        assert!(found.always.contains("tense"));
    }
}
