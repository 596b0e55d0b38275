//! The oracle's maths, without storage, addresses or blocks.

mod average;
mod bounds;
mod bracket;
mod breaker;
mod derivative;
mod extremes;
mod growth;
mod limits;
mod readings;
mod signed;
mod span;

pub use average::HalfLife;
pub use bounds::Bounds;
pub use bracket::{differs, is_wide, Bracket, Quorum, QuorumError, Report, MAX_FEEDERS};
pub use breaker::{Band, Outcome, Pending, Publication};
pub use derivative::{derive_price, CappedRate, DebtRate, MarketLeg, Triple};
pub use growth::{falls_beyond, GrowthCap};
pub use limits::{AskedLimits, LimitError, PriceLimits};
pub use readings::{Readings, SETTLING};
pub use signed::{
    is_low_s, report_digest, AssetKind, ReportContext, SignedPrice, SignedReportError,
};
pub use span::RateSpan;
