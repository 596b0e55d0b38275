//! Where a price comes from.

use crate::AssetId;
use ballast_pricing::{Decimals, Path, Scale, TimePath};
use ballast_risk::{ExchangeRate, Price, Ratio};
use cosmwasm_schema::cw_serde;
use cosmwasm_std::Binary;

/// Where the price of an asset comes from. A source may stand on the price of another asset, at most four in a chain and
/// none on itself; a price is as old as the oldest of its parts.
///
/// What has to be asked of another contract or of the chain is stored by `refresh`, and only that: prices are then read from
/// what is stored.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum Source {
    /// This price until a time, at most 90 days ahead; then it is stale.
    ///
    /// ```json
    /// {"fixed": {"price": "1", "until": 1707000000}}
    /// ```
    Fixed {
        price: Price,
        /// Seconds.
        until: u64,
    },
    /// The named feeders, by quorum.
    ///
    /// ```json
    /// {"feeders": {}}
    /// ```
    Feeders {},
    /// Any contract that answers a query with a number.
    ///
    /// ```json
    /// {"contract": {"contract": "wasm1…", "msg": "eyJnZXRfcmVmIjp7InN5bWJvbCI6IkFUT00ifX0=",
    ///   "value": ["rate"], "scale": 9, "time": {"path": ["last_update"], "unit": "s"}}}
    /// ```
    Contract(Box<ContractSource>),
    /// A module of the chain.
    ///
    /// ```json
    /// {"module": {"query": {"slinky": {"base": "ATOM", "quote": "USD", "max_blocks_old": 5}}}}
    /// ```
    Module(Box<ModuleSource>),
    /// A staking derivative: a rate times the price of what it stands for.
    ///
    /// ```json
    /// {"ratio": {"base": {"native": "uatom"}, "max_growth_per_year": "0.25",
    ///   "anchor": {"rate": "1.25", "time": 1700000000},
    ///   "rate": {"contract": {"contract": "wasm1…",
    ///     "msg": "eyJyZWRlbXB0aW9uX3JhdGUiOnsiZGVub20iOiJpYmMv4oCmIiwicGFyYW1zIjpudWxsfX0=",
    ///     "value": ["redemption_rate"], "scale": 0, "time": {"path": ["update_time"], "unit": "s"}}}}}
    /// ```
    Ratio(Box<RatioSource>),
}

/// How a number is read out of the answer of a contract: `value / divide_by / 10^scale`.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct ContractSource {
    pub contract: String,
    /// The query, JSON.
    pub msg: Binary,
    /// Where the number stands: at most four keys or indices, none for the whole answer. A string or an integer of at most 38
    /// digits, with a decimal point, without a sign.
    pub value: Path,
    /// By how many digits it is too large: a number, or where in the answer that stands (a negative exponent of ten, as Pyth
    /// has it, counts as digits).
    pub scale: Scale,
    /// Where a second number stands that the first is divided by.
    pub divide_by: Option<Path>,
    /// Where the answer says since when its number holds. Absent: since it was read.
    pub time: Option<TimePath>,
    /// What the number is a price in. Absent: USD; of a `ratio` it is the base.
    pub quote: Option<AssetId>,
    /// Where the answer is in base units of the one for a base unit of the other.
    pub decimals: Option<Decimals>,
    /// Seconds after the last try within which somebody must try again, and for which a reading is held against what is read
    /// after it. Absent: 60; at most 21600, and for a rate only.
    pub refresh_within: Option<u64>,
    /// Chain gas that one reading may use. Absent: 500000; at most 5000000.
    pub gas: Option<u64>,
}

/// A price that a module of the chain knows.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct ModuleSource {
    pub query: ModuleQuery,
    /// What it is a price in. Absent: USD; of a `ratio` it is the base.
    pub quote: Option<AssetId>,
    /// Seconds after the last try within which somebody must try again, and for which a reading is held against what is read
    /// after it. Absent: 60; at most 21600, and for a rate only.
    pub refresh_within: Option<u64>,
}

/// The modules that are understood.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum ModuleQuery {
    /// x/oracle of Slinky: `/slinky.oracle.v1.Query/GetPrice`.
    Slinky(ConnectQuery),
    /// x/oracle of Connect, its successor: `/connect.oracle.v2.Query/GetPrice`.
    Connect(ConnectQuery),
    /// x/twap of Osmosis: `/osmosis.twap.v1beta1.Query/GeometricTwapToNow`.
    OsmosisTwap(TwapQuery),
}

/// A pair that validators agree on.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct ConnectQuery {
    pub base: String,
    pub quote: String,
    /// Blocks since the price was agreed on, after which it does not count: at most 100.
    pub max_blocks_old: u64,
}

/// The mean price of a pool.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct TwapQuery {
    pub pool_id: u64,
    /// A denom of the pool: the asset.
    pub base_denom: String,
    /// The denom that it is priced in.
    pub quote_denom: String,
    pub decimals: Decimals,
    /// Seconds over which the mean is taken: 600 to 86400.
    pub window: u64,
}

/// A staking derivative. Collateral counts at the lower of rate and market for new risk, debt at the higher.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct RatioSource {
    pub base: AssetId,
    pub rate: RateSource,
    /// An asset whose price is that of the derivative on its market.
    pub market: Option<AssetId>,
    /// How fast the line rises above which the rate is not believed, as a part of the anchor.
    pub max_growth_per_year: Ratio,
    /// Where the line begins.
    pub anchor: RateAnchor,
    /// A rate that falls by more is pending, as a price beyond the largest step is. Absent: 0.05.
    pub max_fall: Option<Ratio>,
}

/// A rate that governance believed at a time.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(Copy)]
pub struct RateAnchor {
    pub rate: ExchangeRate,
    /// Seconds.
    pub time: u64,
}

/// Where the rate of a staking derivative comes from.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum RateSource {
    /// The feeders report the rate itself under this asset's name.
    Feeders {},
    Contract(Box<ContractSource>),
    Module(Box<ModuleSource>),
}
