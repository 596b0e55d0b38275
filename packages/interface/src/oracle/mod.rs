//! The oracle: what it accepts and what it answers.

mod msg;
mod number;
mod response;

pub use msg::{
    ExecuteMsg, InstantiateMsg, Limits, MigrateMsg, PriceReport, QueryMsg, RateSource,
    SignedReport, Source, SourceSwap,
};
pub use number::NumberText;
pub use response::{
    AssetResponse, AssetsPage, ConfigResponse, CorrelationsResponse, FeederReport, FeedersResponse,
    HaltResponse, HaltedBy, HistoryPage, HistoryPoint, PendingPrice, PriceQuote, PriceStatus,
};
