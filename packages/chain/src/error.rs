//! What can go wrong between a program and a chain. Each kind asks for something else to be done.

use thiserror::Error;

#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ChainError {
    #[error("no node answers at {url} ({reason}); start one, or name another address")]
    Unreachable { url: String, reason: String },
    #[error("{url} is a node of chain {found}, not of {expected}; name the address of a node of {expected}")]
    WrongChain {
        url: String,
        found: String,
        expected: String,
    },
    #[error("{url} is still catching up at height {height}; wait for it, or name another address")]
    CatchingUp { url: String, height: u64 },
    #[error("{what} was not found on chain {chain}")]
    NotFound { what: String, chain: String },
    /// Somebody else uses the key, or a transaction of it is still on its way.
    #[error(
        "another transaction of this key is on its way ({text}); wait for a block and try again"
    )]
    Sequence { text: String },
    #[error("the account has too little: {text}")]
    InsufficientFunds { text: String },
    #[error("the chain asks a higher fee: {text}; raise the gas price")]
    InsufficientFee { text: String },
    #[error("the gas was used up: {text}; raise the allowance on top of the estimate")]
    OutOfGas { text: String },
    #[error("transaction {hash} was not in a block after {seconds} s; it may still come")]
    Timeout { hash: String, seconds: u64 },
    /// A contract said no; the text is its own.
    #[error("the contract refuses: {text}")]
    Contract { text: String },
    #[error("the chain refuses (code {code} of {codespace}): {text}")]
    Refused {
        codespace: String,
        code: u32,
        text: String,
    },
    #[error("`{address}` is no address of this chain ({reason}); copy it once more")]
    NotAnAddress { address: String, reason: String },
    #[error("{address} is {found}, and {expected} is expected; name the address of one")]
    OtherContract {
        address: String,
        found: String,
        expected: String,
    },
    #[error("{address} is {contract} {found}, and this program knows it up to {known}; take a newer program")]
    NewerContract {
        address: String,
        contract: String,
        found: String,
        known: String,
    },
    #[error("{what} cannot be read: {reason}")]
    Unreadable { what: String, reason: String },
}

impl ChainError {
    /// Will the same call succeed later without anybody changing anything?
    pub fn is_passing(&self) -> bool {
        matches!(
            self,
            Self::Unreachable { .. }
                | Self::CatchingUp { .. }
                | Self::Sequence { .. }
                | Self::Timeout { .. }
        )
    }

    pub(crate) fn unreadable(what: impl Into<String>, reason: impl ToString) -> Self {
        Self::Unreadable {
            what: what.into(),
            reason: reason.to_string(),
        }
    }
}
