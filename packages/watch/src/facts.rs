//! What a look gathers before anything is concluded.

use ballast_interface::lending;
use ballast_interface::oracle::{self, CorrelationsResponse, FeedersResponse, PriceQuote};
use ballast_keeper::Memory;
use ballast_risk::Amount;

/// A market at one block.
#[derive(Debug)]
pub struct Facts {
    pub chain: String,
    /// As of whose end.
    pub height: u64,
    /// Of the next block, seconds.
    pub time: u64,
    pub lending: String,
    pub oracle: String,
    /// Every account, judged.
    pub memory: Memory,
    /// In the order of listing.
    pub assets: Vec<AssetFacts>,
    pub correlations: lending::CorrelationsResponse,
    /// Of an oracle that is one of ours.
    pub feeders: Option<FeedersResponse>,
    pub realised: Option<CorrelationsResponse>,
}

#[derive(Clone, Debug)]
pub struct AssetFacts {
    pub listed: lending::AssetResponse,
    pub balance: Amount,
    pub quote: PriceQuote,
    /// Absent where the oracle is of another kind.
    pub priced: Option<oracle::AssetResponse>,
}
