//! A connection to a node of a chain: queries, transactions, blocks as they come. What to do about each failure is in its kind.

mod blocks;
mod error;
mod expect;
mod fee;
mod message;
mod node;
mod refusal;
mod send;
mod wallet;
mod wasm;

pub use blocks::Blocks;
pub use error::ChainError;
pub use fee::{Fees, GasPrice, GasPriceError};
pub use message::{Coin, Message, Proposal};
pub use node::{Account, Head, Node};
pub use send::{Draft, Event, SignedTx, Ticket, TxResult};
pub use wallet::{is_address, KeyError, KeySource, Wallet};
pub use wasm::{Code, Contract, Cw2};
