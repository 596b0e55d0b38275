//! How to talk to the Ballast contracts: messages and how they are read, responses, event names, typed handles, and which
//! version may take over from which. No other logic.
//!
//! Every number is a decimal string of a unit type of [`ballast_risk`]; amounts are in base units, prices in USD
//! per whole token, values in USD, times in seconds. Unknown fields of messages are refused; answers may gain fields.
//!
//! What the contracts assume: the owner is a governance, multisig or timelock contract; a listed token does what
//! cw20 says; the oracle's prices lie between those of honest feeders. Safety rests on all three, liveness of exits on
//! none but the token: repaying, and withdrawing without debt, ask no oracle and cannot be paused.

pub mod asset;
pub mod event;
pub mod handle;
pub mod lending;
pub mod lens;
pub mod liquidator;
mod null;
pub mod oracle;
mod read;
pub mod version;

pub use asset::{AccountId, AssetId};
pub use handle::{GovernedCorrelations, LendingContract, LensContract, OracleContract};
pub(crate) use null::null_is_default;
pub use read::Read;
