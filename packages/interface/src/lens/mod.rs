//! The lens: what can be asked about accounts and parameters, beside the contract that holds the money.

mod msg;
mod response;

pub use msg::{InstantiateMsg, MigrateMsg, QueryMsg};
pub use response::{
    AccountImpact, ConfigResponse, GroupExposure, HealthResponse, LevelReport, LimitResponse,
    LiquidationPriceResponse, ParamImpactResponse, PositionHealth, PriceUsed, SimulateResponse,
    UncountedCollateral, UnhealthyItem, UnhealthyPage, UnjudgedAccount,
};
