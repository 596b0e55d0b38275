//! The pure risk engine of Ballast: units, markets, health and liquidation, without storage, addresses or blocks.
//!
//! The contract, the tests, the bots and the command line run this very code. The names below are all there is to know;
//! the rooms behind them are private.

mod format;
mod health;
mod liquidation;
mod market;
mod params;
mod units;
mod valuation;

pub use format::{
    evaluate, Answer, AssetJson, AssetPointJson, BookJson, ConfigJson, FormatError, LevelAnswer,
    MaxJson, PriceJson, QuoteAnswer, QuoteJson, RampJson, StructurePointJson,
};
pub use health::{bracket, Binding, Explanation, LiquidationPrice, Marginal, Test};
pub use liquidation::{Liquidation, LiquidationError, LiquidationPair, LiquidationRequest};
pub use market::{
    Account, Accrual, Due, Episode, Forfeit, Market, MarketError, Moved, Position, PositionError,
    RateModel, Repayment, Seized, SetOff, SupplyMode, TooManyPositions, WriteOff,
};
pub use params::{
    check_scenarios, AssetParams, AssetPoint, Budget, BudgetFor, BudgetSpent, Caps,
    CorrelationError, CorrelationSpec, Correlations, Draw, Group, GroupMember, LiquidationBonus,
    LiquidationConfig, Pace, ParamError, Ramp, RampCourse, RampError, Scenario, UnderWay,
    MAX_STRESS,
};
pub use units::{
    div_down, div_up, mul_div_down, mul_div_up, Amount, AssetIndex, DebtIndex, ExchangeRate,
    GroupIndex, HealthFactor, Move, NumError, Price, Rate, Ratio, ScaledDebt, SignedValue,
    SupplyShares, Value, ONE,
};
pub use valuation::{
    AssetWeights, Book, BookError, CorrelationsInForce, Holding, Level, PriceBand, PriceStatus,
};
