use super::limits::Limits;
use super::source::Source;
use crate::AssetId;
use ballast_risk::{ExchangeRate, Move, Price, Ratio};
pub use ballast_risk::{PriceStatus, Unsettled};
use cosmwasm_schema::cw_serde;
use cosmwasm_std::Binary;

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
    /// Where readings of its source, which one transaction could have moved, disagree: while the status is fresh, what
    /// liquidation takes in the place of spot, collateral at its high and debt at its low.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unsettled: Option<Unsettled>,
    /// While the status is `halted`: when that is over, seconds. Absent: when the owner lifts it. In the past: nobody asked its
    /// source in time, `refresh` does.
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
        unsettled: None,
        halted_until: None,
    };
}

/// A price that is good for new risk now and will not be soon.
#[cw_serde]
pub struct ExpiringPrice {
    pub asset: AssetId,
    /// For so many seconds more, if nobody reports or refreshes.
    pub seconds_left: u64,
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
    /// What is stored of a source that `refresh` asks; absent of others.
    pub reading: Option<ReadingResponse>,
    pub halt: Option<HaltResponse>,
    /// For how many seconds guardians could halt it now.
    pub guardian_seconds: u64,
}

/// What `refresh` stored of a source.
#[cw_serde]
pub struct ReadingResponse {
    /// All readings that count now: USD, or what one token exchanges for in `quote` or `base`.
    pub low: ExchangeRate,
    pub high: ExchangeRate,
    pub newest: ExchangeRate,
    /// When that was read, and when its source says that it held if that was earlier, seconds.
    pub since: u64,
    /// When the source was last asked, and whether it gave a number then.
    pub tried_at: u64,
    pub failed: bool,
    /// Seconds after a try within which somebody must try again.
    pub refresh_within: u64,
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
    /// The halt of an asset that its price stands on.
    Base,
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
    pub feeders: Vec<FeederResponse>,
    pub quorum: u8,
    /// How many feeders may lie without moving a price out of the honest range.
    pub faults: u8,
}

#[cw_serde]
pub struct FeederResponse {
    pub address: String,
    /// What stands for it in a signed report.
    pub number: u8,
    /// When it was appointed, seconds: what it saw before does not count.
    pub since: u64,
    /// The key with which it signs, if it has one.
    pub key: Option<Binary>,
}

#[cw_serde]
pub struct ConfigResponse {
    pub guardian: Option<String>,
}

#[cw_serde]
pub struct HistoryPage {
    pub items: Vec<CandleResponse>,
    /// Pass it as `start_after`; absent on the last page.
    pub next: Option<u64>,
}

/// What happened to the spot price of an asset, USD, each to eight digits.
#[cw_serde]
pub struct CandleResponse {
    /// When it begins, seconds.
    pub start: u64,
    pub open: Price,
    pub high: Price,
    pub low: Price,
    pub close: Price,
}

/// Realised figures; rows and columns in the order of `assets`.
#[cw_serde]
pub struct CorrelationsResponse {
    pub assets: Vec<SampledAsset>,
    pub matrix: Vec<Vec<Move>>,
    /// How many returns stand behind each entry.
    pub counts: Vec<Vec<u16>>,
    /// What the lending contract named is governed by; absent where one of the two assets is not listed there.
    pub governed: Option<Vec<Vec<Option<Move>>>>,
    /// When the last sample was taken, seconds.
    pub sampled_at: u64,
}

#[cw_serde]
pub struct SampledAsset {
    pub asset: AssetId,
    /// Standard deviation of its returns, per year.
    pub volatility: Ratio,
    /// How many returns stand behind that.
    pub count: u16,
}

/// What a source answers now.
#[cw_serde]
pub struct PreviewResponse {
    /// Why it gives no number. Absent: it gives one.
    pub error: Option<String>,
    /// The number, rounded down: USD, or what one token exchanges for in `quote` or `base`.
    pub low: ExchangeRate,
    /// The number, rounded up.
    pub high: ExchangeRate,
    /// Seconds since the source says that it holds. Absent: it does not say.
    pub age: Option<u64>,
    /// What lending would be told with this number, USD; as after a settled reading.
    pub price: Option<PriceQuote>,
    /// The answer as it came, where it is text: at most its first 1024 characters.
    pub answer: Option<String>,
    /// How long the answer is: with the gas of simulating a `refresh`, what a reading costs.
    pub answer_bytes: u64,
}
