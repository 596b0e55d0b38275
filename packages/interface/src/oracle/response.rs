use super::msg::{Limits, Source};
use crate::AssetId;
pub use ballast_risk::PriceStatus;
use ballast_risk::{Move, Price, Ratio};
use cosmwasm_schema::cw_serde;

/// The price of an asset in USD per whole token. All zero where the status is `missing`.
#[cw_serde]
pub struct PriceQuote {
    pub spot: Price,
    /// What collateral counts at for new risk.
    pub low: Price,
    /// What debt counts at for new risk.
    pub high: Price,
    /// Seconds.
    pub published_at: u64,
    pub status: PriceStatus,
    /// `low` and `high` are further apart than the asset's `max_spread`: no new risk, otherwise as the status says.
    #[serde(default)]
    pub wide: bool,
    /// While the status is `halted`: when that is over, seconds. Absent: when the owner lifts it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub halted_until: Option<u64>,
}

impl PriceQuote {
    /// What an asset answers that never had a price.
    pub const MISSING: Self = Self {
        spot: Price::ZERO,
        low: Price::ZERO,
        high: Price::ZERO,
        published_at: 0,
        status: PriceStatus::Missing,
        wide: false,
        halted_until: None,
    };
}

#[cw_serde]
pub struct AssetResponse {
    pub asset: AssetId,
    pub source: Source,
    /// With the defaults filled in.
    pub limits: Limits,
    pub price: PriceQuote,
    /// A move beyond `max_step` that is not published yet.
    pub pending: Option<PendingPrice>,
    /// The reports that count at present.
    pub reports: Vec<FeederReport>,
    pub halt: Option<HaltResponse>,
    /// For how many seconds guardians could halt it now.
    pub guardian_seconds: u64,
}

/// A price that is held as it was.
#[cw_serde]
pub struct HaltResponse {
    pub by: HaltedBy,
    pub since: u64,
    /// When it is over, seconds. Absent: when the owner lifts it.
    pub until: Option<u64>,
}

#[cw_serde]
#[derive(Copy, Eq)]
pub enum HaltedBy {
    Owner,
    Guardian,
}

#[cw_serde]
pub struct PendingPrice {
    /// The last of it: what `confirm` has to name.
    pub price: Price,
    /// When the wait began, seconds.
    pub since: u64,
    /// From when on a fresh quorum confirms it, seconds.
    pub confirmed_from: u64,
}

#[cw_serde]
pub struct FeederReport {
    pub feeder: String,
    pub price: Price,
    pub time: u64,
}

#[cw_serde]
pub struct AssetsPage {
    pub items: Vec<AssetResponse>,
    /// Pass it as `start_after`; absent on the last page.
    pub next: Option<AssetId>,
}

#[cw_serde]
pub struct FeedersResponse {
    pub feeders: Vec<String>,
    pub quorum: u8,
    /// How many feeders may lie without moving a price out of the honest range.
    pub faults: u8,
}

#[cw_serde]
pub struct ConfigResponse {
    pub guardian: Option<String>,
}

#[cw_serde]
pub struct HistoryPage {
    pub items: Vec<HistoryPoint>,
    /// Pass it as `start_after`; absent on the last page.
    pub next: Option<u64>,
}

#[cw_serde]
pub struct HistoryPoint {
    pub time: u64,
    pub price: Price,
}

/// Realised figures; rows and columns in the order of `assets`.
#[cw_serde]
pub struct CorrelationsResponse {
    pub assets: Vec<AssetId>,
    /// Per year.
    pub volatilities: Vec<Ratio>,
    pub matrix: Vec<Vec<Move>>,
    /// How many hourly returns stand behind each entry.
    pub samples: Vec<Vec<u32>>,
}
