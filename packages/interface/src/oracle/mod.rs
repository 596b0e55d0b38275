//! The oracle: what it accepts and what it answers.

mod limits;
mod msg;
mod number;
mod response;
mod source;

pub use limits::Limits;
pub use msg::{
    CandleSize, ExecuteMsg, InstantiateMsg, MigrateMsg, PriceReport, QueryMsg, SelfMsg,
    SignedReport, SourceSwap,
};
pub use number::NumberText;
pub use response::{
    AssetResponse, AssetsPage, CandleResponse, ConfigResponse, CorrelationsResponse, ExpiringPrice,
    FeederReport, FeederResponse, FeedersResponse, HaltResponse, HaltedBy, HistoryPage,
    PendingPrice, PreviewResponse, PriceQuote, PriceStatus, ReadingResponse, SampledAsset,
    Unsettled,
};
pub use source::{
    ConnectQuery, ContractSource, ModuleQuery, ModuleSource, RateAnchor, RateSource, RatioSource,
    Source, TwapQuery,
};
// Parts of sources that the pure crate reads by.
pub use ballast_pricing::{Decimals, Path, Scale, Step, TimePath, TimeUnit};
