//! What a look found, in the words of the field: as JSON for scripts, as a table for people.

mod table;

pub use table::table;

use ballast_interface::lending::Pauses;
use ballast_interface::AssetId;
use ballast_risk::governance::RampCourse;
use ballast_risk::{Amount, HealthFactor, Move, Price, PriceStatus, Ratio, Value};
use serde::Serialize;

/// One look at a market, at one block.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct Report {
    pub chain: String,
    pub height: u64,
    /// Of the block, seconds since 1970.
    pub time: u64,
    pub lending: String,
    pub oracle: String,
    /// Is nothing found that is unsound?
    pub sound: bool,
    pub findings: Vec<Finding>,
    pub accounts: AccountsLine,
    pub assets: Vec<AssetLine>,
    pub ramps: Vec<RampLine>,
    /// Every feeder of the oracle; none where it is of another kind.
    pub feeders: Vec<FeederLine>,
    pub correlations: Vec<PairLine>,
}

#[derive(Serialize, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Money is at risk, or new risk cannot be judged: exit code 1.
    Unsound,
    /// Worth a look.
    Warning,
}

#[derive(Serialize, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    pub severity: Severity,
    /// What has been found, of what, and what helps.
    pub what: String,
}

impl Finding {
    pub fn unsound(what: String) -> Self {
        Self {
            severity: Severity::Unsound,
            what,
        }
    }

    pub fn warning(what: String) -> Self {
        Self {
            severity: Severity::Warning,
            what,
        }
    }
}

#[derive(Serialize, Clone, Debug, Default, PartialEq)]
pub struct AccountsLine {
    pub all: usize,
    pub liquidatable: usize,
    /// Of which nobody can say how healthy they are.
    pub unjudged: usize,
    /// USD owed by those that are liquidatable, at spot.
    pub unhealthy_debt: Value,
    /// USD by which debts exceed the collateral of their accounts, at spot.
    pub bad_debt: Value,
    /// The least healthy of them, at most ten.
    pub worst: Vec<AccountLine>,
}

#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct AccountLine {
    pub account: String,
    pub health_factor: Option<HealthFactor>,
    pub debt: Value,
    pub collateral: Value,
}

#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct AssetLine {
    pub asset: AssetId,
    pub cash: Amount,
    pub protected: Amount,
    pub borrowed: Amount,
    pub supplied: Amount,
    pub utilisation: Ratio,
    /// What the bank or the token says that the contract has.
    pub balance: Amount,
    pub pauses: Pauses,
    /// For how many seconds guardians could pause it.
    pub pause_seconds: PauseSeconds,
    pub price: PriceLine,
}

#[derive(Serialize, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PauseSeconds {
    pub supply: u64,
    pub borrow: u64,
}

#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct PriceLine {
    pub spot: Price,
    pub low: Price,
    pub high: Price,
    pub status: PriceStatus,
    pub wide: bool,
    /// Seconds since it was published.
    pub age: u64,
    /// Reports of feeders that count now; absent where no feeder prices it.
    pub reports: Option<usize>,
    /// Seconds that guardians could halt it for; absent where the oracle is of another kind.
    pub guardian_seconds: Option<u64>,
}

#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct RampLine {
    /// An asset, or `correlations`.
    pub of: String,
    pub course: RampCourse,
    pub progress: Ratio,
    pub ends_at: Option<u64>,
}

#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct FeederLine {
    pub address: String,
    pub number: u8,
    /// Seconds since it saw the oldest of what it reports; absent where it reports nothing that counts.
    pub oldest_report: Option<u64>,
    /// Assets that feeders price and of which no report of it counts.
    pub silent_on: Vec<AssetId>,
}

#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct PairLine {
    pub first: AssetId,
    pub second: AssetId,
    pub realised: Move,
    /// How many hourly returns stand behind it.
    pub returns: u16,
    pub governed: Option<Move>,
}
