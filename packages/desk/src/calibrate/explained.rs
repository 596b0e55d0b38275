//! The reason of every number, as data for a page. All shares are fractions of 1; times are unix seconds.

use crate::market::Market;
use crate::settings::Settings;
use serde::Serialize;

/// A market and its reasons.
#[derive(Clone, Debug)]
pub struct Calibration {
    pub market: Market,
    pub explained: Explained,
}

#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct Explained {
    pub begins: u64,
    pub ends: u64,
    /// Seconds.
    pub step: u64,
    pub settings: Settings,
    pub notes: Vec<Note>,
    pub assets: Vec<AssetReason>,
    pub groups: Vec<GroupReason>,
    pub pairs: Vec<PairReason>,
    /// Which part of each correlation is the mean of all.
    pub shrinkage: f64,
    pub shrunk_towards: f64,
    /// How far the farthest entry was moved to make the matrix positive semi-definite.
    pub matrix_moved: f64,
    pub credit: CreditReason,
    /// The worst windows of all assets together.
    pub worst_windows: Vec<WorstWindow>,
    pub sensitivity: Vec<Sensitivity>,
}

/// What is odd about the prices.
#[derive(Serialize, Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub asset: Option<String>,
    pub kind: NoteKind,
    pub text: String,
}

#[derive(Serialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum NoteKind {
    Ignored,
    Gap,
    ShortHistory,
    MissedWorst,
    EndsEarly,
    Stale,
    Collapsed,
    Jump,
    Depeg,
    NoCollateral,
    NotBorrowable,
}

/// Why an asset's stresses are what they are.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct AssetReason {
    pub ticker: String,
    pub group: String,
    pub windows: usize,
    pub pegged: bool,
    pub short_history: bool,
    pub long: SideReason,
    pub short: SideReason,
    /// The stress of its ratio to its group's calmest member; its own part is at least this.
    pub basis: f64,
}

/// Falls of a collateral or rises of a debt.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct SideReason {
    /// The loss that the share `confidence` of windows stays within.
    pub tail: f64,
    /// The mean of the worst windows.
    pub worst_mean: f64,
    pub worst: Vec<WorstWindow>,
    /// What was taken: the larger, or more where the note says so.
    pub stress: f64,
    /// What the rule says with half of the tail and one of the worst windows fewer; with twice, and one more.
    pub stricter: f64,
    pub looser: f64,
    /// What a normal distribution of the same variance would have said.
    pub gaussian: f64,
}

/// One window, by when it began.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct WorstWindow {
    pub at: u64,
    pub day: String,
    pub loss: f64,
}

#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct GroupReason {
    pub name: String,
    pub members: Vec<String>,
    /// Its calmest member, whose stress is the group's.
    pub calmest: String,
    pub stress: f64,
    pub why: String,
}

/// Why two groups' correlation is what it is.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct PairReason {
    pub a: String,
    pub b: String,
    /// In the market.
    pub governed: f64,
    /// Of windows in which one of both fell through its tail; none without enough of them.
    pub falls: Option<f64>,
    /// How many of them do not overlap.
    pub windows: usize,
    /// Of windows in which one of both rose through its tail.
    pub rises: Option<f64>,
    /// Of all windows.
    pub all: Option<f64>,
    /// Of rolling windows: the lowest, the middle, the highest of nine in ten.
    pub rolling: Option<[f64; 3]>,
}

/// Why the correlation credit is what it is.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct CreditReason {
    pub credit: f64,
    /// How many pairs of a rolling window and a basket were looked at.
    pub cases: usize,
    /// The credit that covers 100 %, 99 %, 95 %, 90 %, 75 % and 50 % of them.
    pub covers: Vec<(f64, f64)>,
    /// What covers the share that the settings ask for, before it is rounded down.
    pub exact: f64,
    pub why: String,
}

/// What a step of one parameter does to the debt that 100 USD of a basket carry at Maintenance.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct Sensitivity {
    pub parameter: String,
    pub value: f64,
    pub step: f64,
    pub basket: String,
    /// With a step less; none where that is no market.
    pub less: Option<f64>,
    pub now: Option<f64>,
    pub more: Option<f64>,
}
