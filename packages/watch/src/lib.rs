//! `ballast watch`: looks at a market, at one block, and says whether it is sound. `docs/watch.md` is for operators. Off chain
//! only.
//!
//! [`look`] gathers, [`conclude`] is pure, [`table`] and serde print.

mod accounts;
mod books;
mod conclude;
mod counts;
mod error;
mod facts;
mod look;
mod pairs;
mod prices;
mod report;
mod run;
mod settings;

pub use conclude::conclude;
pub use error::WatchError;
pub use facts::{AssetFacts, Facts};
pub use look::look;
pub use report::{
    table, AccountLine, AccountsLine, AssetLine, FeederLine, Finding, PairLine, PauseSeconds,
    PriceLine, RampLine, Report, Severity,
};
pub use run::{once, print, watch, Form};
pub use settings::Settings;
