//! The oracle's maths, without storage, addresses or blocks.

mod answer;
mod average;
mod bounds;
mod bracket;
mod breaker;
mod derivative;
mod extremes;
mod growth;
mod history;
mod limits;
mod module;
mod monitor;
mod readings;
mod signed;
mod span;

pub use answer::{
    read_answer, read_text, AnswerError, AnswerShape, Decimals, Path, Scale, SourceReading, Step,
    TimePath, TimeUnit, MAX_ANSWER, MAX_DIGITS, MAX_STEPS,
};
pub use average::HalfLife;
pub use bounds::Bounds;
pub use bracket::{differs, is_wide, Bracket, Quorum, QuorumError, Report, MAX_FEEDERS};
pub use breaker::{Band, Offer, Outcome, Pending, Publication, Voice};
pub use derivative::{
    derive_price, derive_unsettled, times_down, CappedRate, DebtRate, MarketLeg, MarketReadings,
    Triple, LARGEST, MAX_CHAIN,
};
pub use growth::{falls_beyond, GrowthCap};
pub use history::{Candle, CandleSize, Closed, History, RoughPrice, MAX_CLOSED};
pub use limits::{AskedLimits, LimitError, PriceLimits};
pub use module::{
    read_connect, read_twap, twap_request, ConnectModule, ConnectPrice, ModuleError, TwapRequest,
    TwapText, TWAP_PATH,
};
pub use monitor::{Monitor, PairFigure, MAX_SAMPLED, SAMPLE_EVERY};
pub use readings::{Readings, SETTLING};
pub use signed::{
    is_low_s, report_digest, AssetKind, ReportContext, SignedPrice, SignedReportError,
};
pub use span::RateSpan;
