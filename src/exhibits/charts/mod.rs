//! One file a kind of figure: facts to chart specification.

pub(super) mod balance;
pub(super) mod bars;
pub(super) mod coverage;
pub(super) mod decomposition;
pub(super) mod intensity;
pub(super) mod map;
pub(super) mod rank;
pub(super) mod scenarios;
pub(super) mod sensitivity;
pub(super) mod suppliers;
pub(super) mod trade;
pub(super) mod trend;
pub(super) mod uncertainty;
