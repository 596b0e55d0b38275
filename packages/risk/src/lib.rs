//! The pure risk engine of Ballast: units, markets, health and liquidation, without storage, addresses or blocks.
//!
//! The contract, the tests, the bots and the command line run this very code. The names below are all there is to know: what
//! every caller meets at the top, the rest in groups by who needs it. The rooms behind them are private. One account, judged:
//!
//! ```
//! use ballast_risk::{json::BookJson, Level};
//!
//! let json = r#"{"config": {"groups": [{"name": "eth", "stress": "0.2"}, {"name": "usd", "stress": "0"}],
//!         "rho": [["1", "0"], ["0", "1"]], "correlation_credit": "0.75", "min_margin": "0.02"},
//!     "assets": {"ueth": {"decimals": 6, "collateral_factor": "0.75", "liquidation_threshold": "0.8", "group": "eth",
//!             "price": {"spot": "2000", "low": "2000", "high": "2000"},
//!             "liquidation": {"bonus_min": "0.01", "bonus_slope": "1", "bonus_max": "0.1", "protocol_fee": "0"}},
//!         "uusdc": {"decimals": 6, "collateral_factor": "0.95", "liquidation_threshold": "0.97", "borrow_weight": "1",
//!             "group": "usd", "price": {"spot": "1", "low": "1", "high": "1"},
//!             "liquidation": {"bonus_min": "0.01", "bonus_slope": "1", "bonus_max": "0.02", "protocol_fee": "0"}}},
//!     "liquidation": {"bonus_floor": "0.005", "target_health": "1.05", "min_position_value": "10"},
//!     "collateral": {"ueth": "1000000"}, "debt": {"uusdc": "1550000000"}}"#;
//! let book = serde_json::from_str::<BookJson>(json)?.book()?;
//! // 2000 USD of a collateral with threshold 0.8 carry 1600 USD of such a debt, with factor 0.75 only 1500
//! assert!(book.is_healthy(Level::Maintenance)? && !book.is_healthy(Level::Initial)?);
//! assert_eq!(book.surplus(Level::Initial)?.to_string().split('.').next(), Some("-50"));
//! assert!(book.health_factor()?.unwrap().to_string().starts_with("1.032"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod format;
mod health;
mod liquidation;
mod market;
mod params;
mod units;
mod valuation;

/// An account with all that its health depends on, as anybody may write it down, and what there is to say of it.
pub mod json {
    pub use super::format::{
        evaluate, Answer, AssetJson, BookJson, ConfigJson, LevelAnswer, MaxJson, PairJson,
        PriceJson, QuoteAnswer, QuoteJson, RampJson,
    };
}
/// Division, and the ways from one width to another, each with its rounding in its name.
pub mod integer {
    pub use super::units::{
        div_down, div_up, mul_div_down, mul_div_up, saturated_i64, saturated_u64, saturated_u8, ONE,
    };
}
/// What governance decides, and how what it changes comes into force.
pub mod governance {
    pub use super::market::RateModel;
    pub use super::params::{
        checked_flash_fee, checked_reserve_factor, AssetParams, AssetPoint, Budget, BudgetFor,
        BudgetSpent, Caps, CorrelationError, CorrelationSpec, Correlations, Draw, Group,
        GroupMember, LiquidationBonus, LiquidationConfig, Pace, ParamError, Raise, Ramp,
        RampCourse, RampError, Scenario, UnderWay,
    };
}
/// What may be done to an unhealthy account: a pair, or everything pro rata.
pub mod liquidate {
    pub use super::liquidation::{
        Expected, Liquidation, LiquidationError, LiquidationRequest, PairChoice, ProRata,
        ProRataRepayment, Received, Seizure,
    };
}
/// What became of a market or an account, for those who tell it.
pub mod facts {
    pub use super::market::{Accrual, Due, Episode, Forfeit, Moved, Repayment, Seized, WriteOff};
}
pub use health::{bracket, Binding, Explanation, LiquidationPrice, Marginal};
pub use market::{
    Account, Market, MarketError, Position, PositionError, SupplyMode, TooManyPositions,
};
pub use units::{
    Amount, AssetIndex, DebtIndex, ExchangeRate, GroupIndex, HealthFactor, Move, NumError, Price,
    Rate, Ratio, ScaledDebt, Seconds, SignedValue, SupplyShares, Value,
};
pub use valuation::{
    AssetWeights, Book, BookError, CorrelationsInForce, Holding, Level, PriceBand, PriceStatus,
    Unsettled,
};
