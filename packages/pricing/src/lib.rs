//! The oracle's maths, without storage, addresses or blocks.

mod bracket;
mod derivative;
mod growth;
mod readings;
mod signed;
mod span;

pub use bracket::{differs, is_wide, Bracket, Quorum, QuorumError, Report, MAX_FEEDERS};
pub use derivative::{derive_price, CappedRate, DebtRate, MarketLeg, Triple};
pub use growth::{falls_beyond, GrowthCap};
pub use readings::{Readings, SETTLING};
pub use signed::{
    is_low_s, report_digest, AssetKind, ReportContext, SignedPrice, SignedReportError,
};
pub use span::RateSpan;
