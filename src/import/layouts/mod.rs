//! One file a publisher; the forms are described in `docs/importing.md`.

mod china_customs;
mod comtrade;
mod customs_service;
mod edgar;
mod international;
mod wiod;
mod world_bank;

pub(super) use china_customs::ChinaCustoms;
pub(super) use comtrade::{ComtradeLegacy, ComtradeSince2023};
pub(super) use customs_service::{FcsNational, FcsRegional};
pub(super) use edgar::{EdgarBooklet, EdgarTotals, JrcCo2};
pub(super) use international::{ImfImts, WitsSummary};
pub(super) use wiod::{WiodAccounts, WiodRates};
pub(super) use world_bank::WorldBank;
