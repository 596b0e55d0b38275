//! The lending contract: what it accepts and what it answers.

mod account;
mod admin;
mod flash;
mod health;
mod msg;
mod query;
mod response;

pub use account::{AccountAction, Batch, OperatorRight, PayTo, SetOperator};
pub use admin::{
    AssetUpdate, CapChange, CapsUpdate, CorrelationsUpdate, ListAsset, OracleSwap, ParameterChange,
    PausableAction, RoleChange, SteerRamp, StewardLimits,
};
pub use flash::{
    FlashAsset, FlashFeeChange, FlashLent, FlashLoan, FlashReceiverMsg, OnFlashLoan, SettleMsg,
};
pub use health::{
    HealthPoint, LiquidationQuoteResponse, ProRataQuoteResponse, RepaymentQuote, SeizureQuote,
};
pub use msg::{
    Cw20HookMsg, Deposit, ExecuteMsg, InstantiateMsg, Liquidate, LiquidateMany, LiquidateProRata,
    LiquidationItem, MigrateMsg, Receive, Repay,
};
pub use query::QueryMsg;
pub use response::{
    AccountResponse, AccountsPage, AssetResponse, AssetsPage, ConfigResponse, CorrelationsRamp,
    CorrelationsResponse, MarketResponse, MarketsPage, OperatorResponse, OperatorsPage,
    PackedAccount, PackedAccountsPage, Pauses, PositionResponse, RaiseResponse, RiskRamp,
    RolesResponse,
};

pub use ballast_risk::SupplyMode;
