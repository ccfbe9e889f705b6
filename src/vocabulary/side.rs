//! The two countries of a pair and the two directions of their trade.

use serde::{Deserialize, Serialize};

/// One of the two countries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Side {
    /// The country whose regions are studied and from whose side balances are stated.
    Reporter,
    /// The other country.
    Partner,
}

impl Side {
    /// Both, reporter first.
    pub const BOTH: [Side; 2] = [Side::Reporter, Side::Partner];

    /// Its name in templates and labels, whatever the pair.
    pub fn role(self) -> &'static str {
        match self {
            Side::Reporter => "reporter",
            Side::Partner => "partner",
        }
    }

    /// The side of this role.
    pub fn of_role(role: &str) -> Option<Side> {
        Side::BOTH.into_iter().find(|side| side.role() == role)
    }

    /// Position in arrays of two.
    pub fn index(self) -> usize {
        match self {
            Side::Reporter => 0,
            Side::Partner => 1,
        }
    }
}

/// A direction of trade, named by where the goods are made and where they are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Flow {
    /// Made in the reporter, used in the partner.
    Outward,
    /// Made in the partner, used in the reporter.
    Inward,
}

impl Flow {
    /// Both, outward first.
    pub const BOTH: [Flow; 2] = [Flow::Outward, Flow::Inward];

    /// The country that makes the goods and emits for them.
    pub fn maker(self) -> Side {
        match self {
            Flow::Outward => Side::Reporter,
            Flow::Inward => Side::Partner,
        }
    }

    /// Its name in templates and labels, whatever the pair.
    pub fn role(self) -> &'static str {
        match self {
            Flow::Outward => "outward",
            Flow::Inward => "inward",
        }
    }

    /// The flow of this role.
    pub fn of_role(role: &str) -> Option<Flow> {
        Flow::BOTH.into_iter().find(|flow| flow.role() == role)
    }

    /// Position in arrays of two.
    pub fn index(self) -> usize {
        self.maker().index()
    }
}

/// The codes of the two countries, ISO 3166-1 alpha-2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Code of the reporter.
    pub reporter: String,
    /// Code of the partner.
    pub partner: String,
}

impl Pair {
    /// The code of a side.
    pub fn code(&self, side: Side) -> &str {
        match side {
            Side::Reporter => &self.reporter,
            Side::Partner => &self.partner,
        }
    }

    /// The side with this code.
    pub fn side(&self, code: &str) -> Option<Side> {
        Side::BOTH.into_iter().find(|side| self.code(*side) == code)
    }

    /// The code of a flow: origin, hyphen, destination.
    pub fn flow_code(&self, flow: Flow) -> String {
        match flow {
            Flow::Outward => format!("{}-{}", self.reporter, self.partner),
            Flow::Inward => format!("{}-{}", self.partner, self.reporter),
        }
    }

    /// The flow with this code.
    pub fn flow(&self, code: &str) -> Option<Flow> {
        Flow::BOTH.into_iter().find(|flow| self.flow_code(*flow) == code)
    }
}

/// The code of the part of a reporter's trade that no region carries.
pub fn unallocated_code(reporter: &str) -> String {
    format!("{reporter}-unallocated")
}
