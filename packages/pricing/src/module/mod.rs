//! Prices that a module of the chain answers: the few protobuf messages that are needed, and no more.
//!
//! A chain answers in protobuf (`grpc` queries) or in the JSON that it makes of the same message (`stargate` queries): both are
//! read.

mod connect;
mod protobuf;
#[cfg(test)]
mod tests;
mod twap;

pub use connect::{read_connect, ConnectModule, ConnectPrice};
pub use twap::{read_twap, twap_request, TwapRequest, TwapText, TWAP_PATH};

use thiserror::Error;

/// Why a module's answer makes no price.
#[derive(Error, Debug, Clone, PartialEq, Eq)]
pub enum ModuleError {
    #[error("the answer is no {expected}, neither in protobuf nor in JSON")]
    Unreadable { expected: &'static str },
    #[error("the module has no price of this pair yet")]
    NoPrice,
}
