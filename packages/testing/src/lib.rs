//! One [`Suite`]: a native chain with the real contracts, named people and human amounts.
//!
//! ```no_run
//! use ballast_testing::Suite;
//!
//! let mut suite = Suite::standard();
//! suite.supply("lena", "100000 USDC").unwrap();
//! suite.supply("anna", "1.5 BTC").unwrap();
//! suite.borrow("anna", "30000 USDC").unwrap();
//! suite.price("BTC", "20000");
//! suite.assert_liquidatable("anna");
//! ```
//!
//! Every message goes to a real contract, native coins and cw20 tokens by their own ways; after each of them the
//! invariants of [`invariants`] are checked. The fallible half ([`Suite::call`], [`Suite::pay`], …) serves programs, the
//! half with names and texts serves stories and stops at the first text that it does not understand.

// Development only: a story that is written wrongly should stop right there.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod actions;
mod assertions;
mod asset;
mod build;
mod chain;
mod error;
mod exchange;
mod foreign;
mod governance;
pub mod hostile;
pub mod invariants;
mod lens;
mod liquidator;
mod listing;
mod message;
mod names;
mod oracle;
pub mod pair;
mod prices;
mod queries;
mod receiver;
mod refusals;
mod scripted;
pub mod standard;
mod trial;

pub use assertions::{
    assert_oracle_refused, assert_oracle_refused_for, assert_refused, assert_refused_for,
    assert_says, attribute, events,
};
pub use asset::{Kind, TestAsset};
pub use build::{Feed, Part, Staging, SuiteBuilder};
pub use chain::{Checks, Suite};
pub use cosmwasm_std::Addr;
pub use cw_multi_test::AppResponse;
pub use error::{Broken, Outcome, Refused};
pub use exchange::Trade;
pub use governance::risk;
pub use lens::Lens;
pub use listing::{Listing, PEOPLE};
pub use message::{Message, Messages};
pub use oracle::{bounds, guarded};
pub use prices::FEEDERS;
pub use queries::Pair;
pub use receiver::Step;
pub use scripted::Manner;
