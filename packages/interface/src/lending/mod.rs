//! The lending contract: what it accepts and what it answers.

mod admin;
mod health;
mod msg;
mod query;
mod response;

pub use admin::{
    AssetUpdate, CorrelationsUpdate, ListAsset, ParameterChange, PausableAction, StewardLimits,
};
pub use health::{
    AccountImpact, GroupExposure, HealthPoint, HealthResponse, LevelReport, LimitResponse,
    LiquidationPriceResponse, LiquidationQuoteResponse, ParamImpactResponse, PositionHealth,
    PriceUsed, SimulateResponse, UnhealthyItem, UnhealthyPage,
};
pub use msg::{
    Cw20HookMsg, Deposit, ExecuteMsg, InstantiateMsg, Liquidate, LiquidateMany, LiquidationItem,
    MigrateMsg, Receive, Repay, SupplyMode,
};
pub use query::{Action, QueryMsg};
pub use response::{
    AccountResponse, AccountsPage, AssetResponse, AssetsPage, ConfigResponse, CorrelationsResponse,
    MarketResponse, MarketsPage, Pauses, PositionResponse, RiskRamp, RolesResponse,
};
