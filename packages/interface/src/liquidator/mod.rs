//! The liquidator: a contract of a bot's that has no inventory of its own.

mod msg;

pub use msg::{
    Call, ConfigResponse, ExecuteMsg, InstantiateMsg, MigrateMsg, Offer, Profit, QueryMsg, Run,
};
