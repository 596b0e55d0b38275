// The types of answers are named for the schema alone, which no artifact holds.
#![cfg_attr(target_arch = "wasm32", allow(unused_imports))]

use super::limits::Limits;
use super::number::NumberText;
use super::response::{
    AssetResponse, AssetsPage, ConfigResponse, CorrelationsResponse, ExpiringPrice,
    FeedersResponse, HistoryPage, PreviewResponse, PriceQuote,
};
use super::source::Source;
use crate::AssetId;
use ballast_risk::{Price, Ratio};
use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::Binary;

/// ```json
/// {"owner": "wasm1…", "guardian": "wasm1…"}
/// ```
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct InstantiateMsg {
    pub owner: String,
    /// May halt an asset for a time, and confirm a pending price.
    pub guardian: Option<String>,
}

#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct MigrateMsg {}

#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum ExecuteMsg {
    /// Sets where the price of an asset comes from and within which limits it is believed. Owner only.
    ///
    /// ```json
    /// {"set_asset": {"asset": {"native": "uatom"}, "source": {"feeders": {}},
    ///   "limits": {"max_age": 120, "min_price": "0.01", "max_price": "10000"}}}
    /// ```
    SetAsset {
        asset: AssetId,
        source: Source,
        limits: Limits,
        /// What to do where the new source's price is far from the present one. Absent: refuse.
        #[serde(rename = "override")]
        swap: Option<SourceSwap>,
    },
    /// Replaces the feeders; `quorum >= 2 * faults + 1`. Owner only.
    ///
    /// ```json
    /// {"set_feeders": {"feeders": ["wasm1…", "wasm1…", "wasm1…"], "quorum": 3, "faults": 1}}
    /// ```
    SetFeeders {
        feeders: Vec<String>,
        quorum: u8,
        faults: u8,
    },
    /// A feeder's prices. What is unknown, old or unreadable is skipped and named in an event; the rest is taken.
    ///
    /// ```json
    /// {"report": {"prices": [{"asset": {"native": "uatom"}, "price": "9.87", "time": "1700000000"}]}}
    /// ```
    Report { prices: Vec<PriceReport> },
    /// Signed reports of any number of feeders, brought by anybody (docs/signed-reports.md). What does not count is skipped and
    /// named in an event; the rest is taken.
    ///
    /// ```json
    /// {"report_signed": {"reports": [{"feeder": 3, "signature": "Rg33W0/iOxTlxRxHqC7bH3HLuDitcKUP6fblfu0dfi1jp2nRzXijD8LdqD9WfIFtL0gA4Q1Up31wXJTrw5HUqQ==",
    ///   "prices": [{"asset": {"native": "uatom"}, "price": "9.87", "time": "1700000000"}]}]}}
    /// ```
    ReportSigned { reports: Vec<SignedReport> },
    /// Registers the key with which a feeder signs, or takes it away. The owner, or that feeder. Two feeders may have one key: what
    /// is signed names the feeder.
    ///
    /// ```json
    /// {"set_feeder_key": {"feeder": "wasm1…", "key": "A4MqTzRbFsJZqPWhdvGmDqeSwT27a0/MeMGbprmObSbK"}}
    /// ```
    SetFeederKey {
        feeder: String,
        /// The 33 bytes of a compressed secp256k1 key; no two feeders have the same. Absent: none.
        key: Option<Binary>,
    },
    /// Publishes the pending price of an asset at once, where it is near the price named. Guardian or owner.
    ///
    /// ```json
    /// {"confirm": {"asset": {"native": "uatom"}, "price": "5.5", "within": "0.02"}}
    /// ```
    Confirm {
        asset: AssetId,
        /// What is believed to be pending.
        price: Price,
        /// How far it may have moved since, relative to `price`: at most 0.05.
        within: Ratio,
    },
    /// Holds the price as it is: lending goes on to see exactly that, and takes no new risk with the asset. The guardian's
    /// halt ends by itself, the owner's with `unfreeze`. Guardian or owner.
    ///
    /// ```json
    /// {"freeze": {"asset": {"native": "uatom"}}}
    /// ```
    Freeze { asset: AssetId },
    /// Ends a halt and publishes what the source says; without a fresh price it lasts up to `max_age` longer. The guardian
    /// ends what a guardian began, the owner any.
    ///
    /// ```json
    /// {"unfreeze": {"asset": {"native": "uatom"}}}
    /// ```
    Unfreeze { asset: AssetId },
    /// Asks the sources of up to 16 assets that stand in other contracts or in modules of the chain, and stores what they say.
    /// One that fails, or uses up its gas, is named in an event and keeps what was stored. Anybody.
    ///
    /// ```json
    /// {"refresh": {"assets": [{"native": "ustatom"}]}}
    /// ```
    Refresh { assets: Vec<AssetId> },
    /// One reading of a `refresh`. Only the contract itself.
    ///
    /// ```json
    /// {"read": {"asset": {"native": "ustatom"}}}
    /// ```
    Read { asset: AssetId },
    /// Does nothing: with it `refresh` finds out whether it can call itself at all. Only the contract itself.
    ///
    /// ```json
    /// {"nothing": {}}
    /// ```
    Nothing {},
    /// Takes the hour's sample for the correlation monitor, at most once an hour. Anybody.
    ///
    /// ```json
    /// {"sample": {}}
    /// ```
    Sample {},
    /// Owner only.
    ///
    /// ```json
    /// {"set_guardian": {"guardian": "wasm1…"}}
    /// ```
    SetGuardian { guardian: Option<String> },
    /// Hands the contract over in two steps; renouncing is refused.
    ///
    /// ```json
    /// {"update_ownership": {"transfer_ownership": {"new_owner": "wasm1…", "expiry": null}}}
    /// ```
    UpdateOwnership(cw_ownable::Action),
}

/// Explicit consent to a source whose price differs from the present one by more than the tolerance.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum SourceSwap {
    AnyPrice,
}

/// `read` and `nothing` of the contract's messages, as the oracle sends them to itself. Alone, so that the contract does not
/// carry the writer of all its messages.
#[cw_serde]
pub enum SelfMsg {
    Read { asset: AssetId },
    Nothing {},
}

/// How long a candle is.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum CandleSize {
    /// The last 24 hours.
    FiveMinutes,
    /// The last 30 days.
    Hour,
    /// The last 730 days.
    Day,
}

#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct PriceReport {
    pub asset: AssetId,
    /// USD for one whole token.
    pub price: NumberText,
    /// When it was observed, seconds; at most 60 s ahead of block time.
    pub time: NumberText,
}

#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct SignedReport {
    /// The feeder's number, as the query `feeders` gives it.
    pub feeder: u8,
    pub prices: Vec<PriceReport>,
    /// `r` and `s`, 64 bytes, `s` in its low form.
    pub signature: Binary,
}

#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// One answer for each asset, in the order asked; never an error for one of them.
    ///
    /// ```json
    /// {"prices": {"assets": [{"native": "uatom"}, {"cw20": "wasm1…"}]}}
    /// ```
    #[returns(Vec<PriceQuote>)]
    Prices { assets: Vec<AssetId> },
    /// Which of these prices, good for new risk now, will not be so within so many seconds (at most a day) if nobody
    /// reports or refreshes.
    ///
    /// ```json
    /// {"expiring": {"assets": [{"native": "uatom"}], "within": 60}}
    /// ```
    #[returns(Vec<ExpiringPrice>)]
    Expiring { assets: Vec<AssetId>, within: u64 },
    /// ```json
    /// {"asset": {"asset": {"native": "uatom"}}}
    /// ```
    #[returns(AssetResponse)]
    Asset { asset: AssetId },
    /// ```json
    /// {"assets": {"limit": 10}}
    /// ```
    #[returns(AssetsPage)]
    Assets {
        start_after: Option<AssetId>,
        limit: Option<u32>,
    },
    /// ```json
    /// {"feeders": {}}
    /// ```
    #[returns(FeedersResponse)]
    Feeders {},
    /// ```json
    /// {"config": {}}
    /// ```
    #[returns(ConfigResponse)]
    Config {},
    /// Candles of one asset, newest first; the newest is still open.
    ///
    /// ```json
    /// {"history": {"asset": {"native": "uatom"}, "candles": "hour", "limit": 24}}
    /// ```
    #[returns(HistoryPage)]
    History {
        asset: AssetId,
        candles: CandleSize,
        /// The beginning of a candle, seconds: only older ones.
        start_after: Option<u64>,
        limit: Option<u32>,
    },
    /// What the correlation monitor has seen, and beside it what a lending contract is governed by: evidence for governance,
    /// never an input of the health formula.
    ///
    /// ```json
    /// {"correlations": {"lending": "wasm1…"}}
    /// ```
    #[returns(CorrelationsResponse)]
    Correlations {
        /// Whose governed matrix to put beside. Absent: none.
        lending: Option<String>,
    },
    /// What a source answers now, before it is set.
    ///
    /// ```json
    /// {"preview_source": {"source": {"contract": {"contract": "wasm1…", "msg": "eyJzdGF0ZSI6e319",
    ///   "value": ["exchange_rate"], "scale": 0, "quote": {"native": "uatom"}}}}}
    /// ```
    #[returns(PreviewResponse)]
    PreviewSource { source: Source },
    /// ```json
    /// {"ownership": {}}
    /// ```
    #[returns(cw_ownable::Ownership<String>)]
    Ownership {},
}
