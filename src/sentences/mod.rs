//! Sentences that cannot lie: what a text says of a fact follows from the fact.
//!
//! A template names a sentence, never a direction: `{{ growth | say("moved") }}`. The [`Nature`](crate::vocabulary::Nature)
//! of the fact's measure picks the family of messages (`change-moved`), so that a share has no sentence that tells a
//! change; the [`Way`] comes from sign and interval, so that a difference inside its interval is not called a rise; the
//! [`Tense`] comes from the status, so that a projection is never in the past. The words stand in `sentences.ftl` of the
//! language, and [`check`] refuses a message that leaves one of these choices out.

mod printed;
mod rules;
mod teller;
#[cfg(test)]
mod tests;
mod way;

pub use printed::{Wish, amount, interval, size, value};
pub use rules::{COMPARE, check};
pub use teller::{Extra, Setting, Teller};
pub use way::{Tense, Way};
