//! An edition that is made in parts: which documents each part makes.

use std::fmt;
use std::str::FromStr;

use super::{Document, Kind};

/// One part of several, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    number: usize,
    of: usize,
}

impl Shard {
    /// Its number, from 1.
    pub fn number(self) -> usize {
        self.number
    }

    /// How many parts there are.
    pub fn of(self) -> usize {
        self.of
    }

    /// Whether the part makes what belongs to no document.
    pub fn is_first(self) -> bool {
        self.number == 1
    }

    /// The documents of this part, in their order. Each document falls to the part that has the least to do so far, the long
    /// ones first; so all parts of the same documents agree on who makes what.
    pub fn share(self, documents: Vec<Document>) -> Vec<Document> {
        let mut order: Vec<usize> = (0..documents.len()).collect();
        order.sort_by_key(|place| std::cmp::Reverse(weight(documents[*place].kind)));
        let mut loads = vec![0; self.of.min(documents.len().max(1))];
        let mut ours = vec![false; documents.len()];
        for place in order {
            let least = (0..loads.len()).min_by_key(|part| loads[*part]).unwrap_or_default();
            loads[least] += weight(documents[place].kind);
            ours[place] = least + 1 == self.number;
        }
        let mut ours = ours.into_iter();
        documents.into_iter().filter(|_| ours.next() == Some(true)).collect()
    }
}

/// How long a document takes, by that of a regional brief.
fn weight(kind: Kind) -> usize {
    match kind {
        Kind::Article => 30,
        Kind::National => 6,
        Kind::Policy | Kind::Quality => 3,
        Kind::Industry => 2,
        Kind::Region => 1,
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let numbers = text.split_once('/').and_then(|(number, of)| {
            Some(Self { number: number.parse().ok()?, of: of.parse().ok()? })
        });
        match numbers {
            Some(shard) if (1..=shard.of).contains(&shard.number) => Ok(shard),
            Some(shard) => Err(format!("there is no part {} of {}", shard.number, shard.of)),
            None => Err("two numbers are needed, as in 1/3".to_owned()),
        }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exhibits::Subject;
    use crate::vocabulary::Standards;

    fn documents(briefs: usize) -> Vec<Document> {
        let kinds = [Kind::Article, Kind::National, Kind::Policy];
        let kinds = kinds.into_iter().chain(std::iter::repeat_n(Kind::Region, briefs));
        let document = |(number, kind): (usize, Kind)| Document {
            kind,
            subject: Subject::Nation,
            language: "en".to_owned(),
            slug: number.to_string(),
            standards: Standards::default(),
        };
        kinds.enumerate().map(document).collect()
    }

    #[test]
    fn every_document_falls_to_one_part_and_the_parts_are_alike() {
        for of in 1..8 {
            let parts = (1..=of).map(|number| Shard { number, of }.share(documents(200)));
            let parts: Vec<Vec<Document>> = parts.collect();
            let mut slugs: Vec<String> =
                parts.iter().flatten().map(|document| document.slug.clone()).collect();
            assert_eq!(slugs.len(), 203, "{of}");
            slugs.sort();
            slugs.dedup();
            assert_eq!(slugs.len(), 203, "{of}");
            let load = |part: &Vec<Document>| part.iter().map(|d| weight(d.kind)).sum::<usize>();
            let loads: Vec<usize> = parts.iter().map(load).collect();
            assert!(loads.iter().max() <= loads.iter().min().map(|least| least + 1).as_ref());
        }
    }

    #[test]
    fn more_parts_than_documents_leave_some_without() {
        let parts = (1..=9).map(|number| Shard { number, of: 9 }.share(documents(1)).len());
        assert_eq!(parts.collect::<Vec<_>>(), [1, 1, 1, 1, 0, 0, 0, 0, 0]);
    }

    #[test]
    fn a_part_is_a_number_of_a_number() {
        assert_eq!("2/3".parse(), Ok(Shard { number: 2, of: 3 }));
        for text in ["0/3", "4/3", "3", "a/3", "1/0", "", "-1/3", "1/2/3"] {
            assert!(text.parse::<Shard>().is_err(), "{text}");
        }
    }
}
