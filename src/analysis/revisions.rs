//! The key figures of the last edition beside those of this one.
//!
//!     revision      = own - published
//!     revision part = revision / scale
//!
//! The scale is the published figure itself; of the balance and the exchange effect it is the published joint total, as
//! what is left of two flows may be next to nothing.

use std::collections::BTreeMap;

use super::{put, put_with_interval};
use crate::data::{Dataset, PublishedFigure};
use crate::facts::{Fact, FactKey, FactTable, Method, Status};
use crate::vocabulary::{KeyFigure, Symbol};

/// A key figure that both editions have.
#[derive(Clone, Copy, Debug)]
pub struct Revised<'a> {
    /// Which.
    pub figure: &'static KeyFigure,
    /// Its fact in this edition.
    pub own: &'a Fact,
    /// What the last edition published.
    pub published: &'a PublishedFigure,
    /// The revision relative to its scale; none beside a scale of zero.
    pub part: Option<f64>,
}

impl Revised<'_> {
    /// Whether a number that was no projection has moved further than the bound although no better data came for it:
    /// what a reader of the last edition must be told.
    pub fn is_correction(&self, bound: f64) -> bool {
        let new_data = self.own.status < self.published.status;
        self.published.status != Status::Projected && !new_data && self.moved(bound)
    }

    /// Whether it has moved by more than this part of its scale; beside a scale of zero, at all.
    pub fn moved(&self, bound: f64) -> bool {
        let difference = self.own.value - self.published.value;
        self.part.map_or(difference.abs() > 0.0, |part| part.abs() > bound)
    }
}

/// Which rows of the last edition speak of which place and industry.
#[derive(Clone, Debug, Default)]
pub struct Revisions {
    rows: BTreeMap<(Symbol, Symbol), Vec<(FactKey, usize)>>,
}

impl Revisions {
    /// The key figures of a place and industry that both editions have, in the order of the last one's table.
    pub fn of<'a>(
        &'a self,
        data: &'a Dataset,
        facts: &'a FactTable,
        place: (Symbol, Symbol),
    ) -> impl Iterator<Item = Revised<'a>> {
        let rows = self.rows.get(&place).into_iter().flatten();
        rows.filter_map(move |(key, row)| {
            let (figure, own) = (KeyFigure::of(key.measure)?, facts.get(key)?);
            let published = data.last_edition.as_ref()?.figures.get(*row)?;
            let part = facts.get(&FactKey { measure: figure.part, ..*key }).map(|fact| fact.value);
            Some(Revised { figure, own, published, part })
        })
    }
}

/// Inserts what the last edition published, and how far it has moved since.
pub(super) fn insert(data: &Dataset, facts: &mut FactTable) -> Revisions {
    let mut found = Revisions::default();
    let Some(last) = &data.last_edition else { return found };
    // The scales first: a figure may stand before the one that it is judged by.
    let known: Vec<(FactKey, &'static KeyFigure, &PublishedFigure)> = last
        .figures
        .iter()
        .enumerate()
        .filter_map(|(row, published)| {
            let key = facts.names().key(&published.fact)?;
            let figure = KeyFigure::of(key.measure)?;
            found.rows.entry((key.region, key.industry)).or_default().push((key, row));
            Some((key, figure, published))
        })
        .collect();
    for (key, figure, was) in &known {
        let published = FactKey { measure: figure.published, ..*key };
        let value = (was.value, was.interval);
        put_with_interval(facts, published, value, was.status, Method::Source, [was.row.into()]);
    }
    for (key, figure, was) in known {
        let Some(own) = facts.get(&key) else { continue };
        let (revision, status) = (own.value - was.value + 0.0, own.status.max(was.status));
        let of = |measure| FactKey { measure, ..key };
        let inputs = [key.into(), of(figure.published).into()];
        put(facts, of(figure.revision), revision, status, Method::Difference, inputs);
        let mut scale = of(figure.scale);
        if !figure.scale.dimensions().flow {
            scale.flow = None;
        }
        let Some(beside) = facts.get(&scale).filter(|fact| fact.value != 0.0) else { continue };
        let (part, status) = (revision / beside.value, status.max(beside.status));
        let inputs = [of(figure.revision).into(), scale.into()];
        put(facts, of(figure.part), part, status, Method::Share, inputs);
    }
    found
}
