//! An account and its markets in memory, and what may be done to them.
//!
//! ```text
//! Ledger::open → action.apply(&mut ledger, &mut purse) → ledger.judge → ledger.close → changes.commit
//! ```
//!
//! The lending contract runs this on its storage, the lens on raw queries, a bot on a copy of the records: what they read
//! through is [`Records`], whom they ask for prices is a [`PriceSource`].

pub mod actions;
pub mod change;
mod error;
mod fact;
mod judge;
mod ledger;
pub mod limits;
mod markets;
mod named;
pub mod page;
mod point;
mod purse;
mod reader;
pub mod records;
mod valuation;

pub use error::LedgerError;
pub use fact::{Accrued, DebtMoved, Fact, SharesDropped, SupplyMoved};
pub use judge::uncounted;
pub use ledger::{Changes, Entry, Ledger, Told};
pub use markets::{LoadedMarket, Markets, SHARE_PRICE_OF};
pub use named::named_scenarios;
pub use point::{point, point_of, priced};
pub use purse::Purse;
pub use reader::{PriceSource, Records, Stored};
pub use valuation::{fill, fill_all, Valuation, View};
